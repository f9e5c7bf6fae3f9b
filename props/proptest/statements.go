package proptest

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// A kind of statement: how often it comes, from which CPython on, and what it
// looks like. Compound ones hold blocks.
type kind struct {
	weight   int
	minor    int
	compound bool
	spawns   bool // needs helpers, so is not for helpers
	lines    func(g *program, t *rapid.T, p place) []string
}

func line(format string, args ...any) []string { return []string{fmt.Sprintf(format, args...)} }

// statement makes one statement.
func (g *program) statement(t *rapid.T, p place) []string {
	if p.holds != "" && chance(t, 2) {
		return g.inCondition(t, p)
	}
	var weights []int
	for i, k := range kinds {
		if k.minor > g.Minor || k.compound && p.depth >= 3 || k.spawns && p.helper {
			continue
		}
		for range k.weight {
			weights = append(weights, i)
		}
	}
	k := kinds[weights[below(t, len(weights))]]
	return k.lines(g, t, p)
}

// kinds are the statements, simple ones first. It is filled below, for its
// functions refer to it.
var kinds []kind

func init() {
	kinds = append(kinds, plainKinds...)
	kinds = append(kinds, primitiveKinds...)
	kinds = append(kinds, compoundKinds...)
	kinds = append(kinds, taskKinds...)
	kinds = append(kinds, moreKinds...)
}

var plainKinds = []kind{
	{weight: 6, lines: func(g *program, t *rapid.T, p place) []string { return line("log.append(%s)", g.label()) }},
	{weight: 6, lines: func(g *program, t *rapid.T, p place) []string { return line("await asyncio.sleep(0)") }},
	{weight: 3, lines: func(g *program, t *rapid.T, p place) []string {
		p.assigns[g.use("counter")] = true
		return line("counter += 1")
	}},
	{weight: 3, lines: func(g *program, t *rapid.T, p place) []string { return line("await asyncio.sleep(1)") }},
	{weight: 2, lines: func(g *program, t *rapid.T, p place) []string {
		p.assigns[g.use("counter")] = true
		return []string{"seen = counter", "await asyncio.sleep(0)", "counter = seen + 1"}
	}},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string {
		p.assigns[g.use("flag")] = true
		return line("flag = True")
	}},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string {
		return line("%s[%s] = len(log)", g.use("box"), g.label())
	}},
	{weight: 2, lines: func(g *program, t *rapid.T, p place) []string {
		e := one(t, "ValueError", "Boom", "asyncio.CancelledError", "asyncio.TimeoutError")
		return line("raise %s(%s)", g.use(e), g.label())
	}},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string { return line("return") }},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string { return line("assert %s < 2", g.use("counter")) }},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string {
		g.use("random")
		return line("log.append(random.choice([1, 2]))")
	}},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string {
		if p.loop {
			return line("%s", one(t, "break", "continue"))
		}
		return line("log.append(%s)", g.label())
	}},
}

var primitiveKinds = []kind{
	{weight: 3, lines: func(g *program, t *rapid.T, p place) []string {
		return line("%s", strings.ReplaceAll(one(t, "event.set()", "await event.wait()", "event.clear()"), "event", g.use("event")))
	}},
	{weight: 2, lines: func(g *program, t *rapid.T, p place) []string {
		g.use("lock")
		return line("%s", one(t, "await lock.acquire()", "lock.release()", "log.append(lock.locked())"))
	}},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string {
		return line("%s.%s", g.condition(t), one(t, "notify()", "notify_all()", "release()"))
	}},
	{weight: 3, lines: func(g *program, t *rapid.T, p place) []string {
		g.use("sem")
		return line("%s", one(t, "await sem.acquire()", "sem.release()", "log.append(sem.locked())"))
	}},
	{weight: 5, lines: func(g *program, t *rapid.T, p place) []string {
		g.use("queue")
		return line("%s", one(t, "await queue.put(1)", "log.append(await queue.get())", "queue.put_nowait(2)", "log.append(queue.get_nowait())",
			"queue.task_done()", "await queue.join()", "log.append(queue.qsize())"))
	}},
	{weight: 3, lines: func(g *program, t *rapid.T, p place) []string {
		g.use("promise")
		return line("%s", one(t, "promise.set_result(1)", "await promise", "promise.cancel()", `promise.set_exception(ValueError("promise"))`,
			`promise.add_done_callback(lambda f: log.append("promise"))`))
	}},
	{weight: 2, minor: 11, lines: func(g *program, t *rapid.T, p place) []string {
		g.use("barrier")
		return line("%s", one(t, "log.append(await barrier.wait())", "await barrier.abort()", "await barrier.reset()"))
	}},
	{weight: 1, minor: 13, lines: func(g *program, t *rapid.T, p place) []string {
		return line("%s.shutdown(%s)", g.use("queue"), one(t, "", "immediate=True"))
	}},
}

// condition returns the name of a condition.
func (g *program) condition(t *rapid.T) string {
	if chance(t, 5) {
		return g.use("other")
	}
	return g.use("cond")
}

// inCondition makes a statement for a block that holds a condition's lock.
func (g *program) inCondition(t *rapid.T, p place) []string {
	c := p.holds
	switch below(t, 9) {
	case 0:
		return line("await %s.wait()", c)
	case 1:
		return line("%s.notify()", c)
	case 2:
		return line("%s.notify_all()", c)
	case 3:
		return append(line("while %s == 0:", g.use("counter")), "    await "+c+".wait()")
	case 4:
		return append(line("if not %s:", g.use("flag")), "    await "+c+".wait()")
	case 5:
		return line("await %s.wait_for(lambda: %s > 0)", c, g.use("counter"))
	case 6:
		return line("%s.notify(2)", c)
	case 7:
		p.assigns[g.use("counter")] = true
		return []string{"counter += 1", c + ".notify()"}
	}
	p.assigns[g.use("flag")] = true
	return []string{"flag = True", c + ".notify_all()"}
}

var compoundKinds = []kind{
	{weight: 4, compound: true, lines: func(g *program, t *rapid.T, p place) []string {
		return indent("async with "+g.use("lock")+":", g.block(t, p.inside(), 2))
	}},
	{weight: 9, compound: true, lines: func(g *program, t *rapid.T, p place) []string {
		q := p.inside()
		q.holds = g.condition(t)
		return indent("async with "+q.holds+":", g.block(t, q, 3))
	}},
	{weight: 3, compound: true, lines: func(g *program, t *rapid.T, p place) []string {
		return indent("async with "+g.use("sem")+":", g.block(t, p.inside(), 2))
	}},
	{weight: 1, compound: true, lines: func(g *program, t *rapid.T, p place) []string {
		return indent("async with "+g.use("gate")+":", g.block(t, p.inside(), 2))
	}},
	{weight: 1, compound: true, lines: func(g *program, t *rapid.T, p place) []string {
		g.use("contextlib")
		g.use("guard")
		return indent(fmt.Sprintf("async with guard(%s):", g.label()), g.block(t, p.inside(), 2))
	}},
	{weight: 1, compound: true, lines: func(g *program, t *rapid.T, p place) []string {
		test := one(t, "counter", "flag", "not log")
		g.use(test)
		lines := indent("if "+test+":", g.block(t, p.inside(), 2))
		if chance(t, 3) {
			lines = append(lines, indent("else:", g.block(t, p.inside(), 2))...)
		}
		return lines
	}},
	{weight: 1, compound: true, lines: func(g *program, t *rapid.T, p place) []string {
		q := p.inside()
		q.loop = true
		return indent("for i in range(2):", g.block(t, q, 2))
	}},
	{weight: 1, compound: true, lines: func(g *program, t *rapid.T, p place) []string {
		q := p.inside()
		q.loop = true
		g.use("ticks")
		return indent("async for i in ticks(2):", g.block(t, q, 2))
	}},
	{weight: 7, compound: true, lines: func(g *program, t *rapid.T, p place) []string { return g.try(t, p) }},
	{weight: 1, compound: true, lines: func(g *program, t *rapid.T, p place) []string {
		g.use("contextlib")
		return indent("with contextlib.suppress("+g.exception(t)+"):", g.block(t, p.inside(), 2))
	}},
	{weight: 3, minor: 11, compound: true, lines: func(g *program, t *rapid.T, p place) []string {
		return indent("async with asyncio.timeout("+one(t, "1", "0", "None")+"):", g.block(t, p.inside(), 2))
	}},
	{weight: 4, minor: 11, compound: true, spawns: true, lines: func(g *program, t *rapid.T, p place) []string {
		var body []string
		for range 1 + below(t, 2) {
			body = append(body, "group.create_task("+g.helper(t)+")")
		}
		return indent("async with asyncio.TaskGroup() as group:", append(body, g.block(t, p.inside(), 1)...))
	}},
}

// exception returns a class to catch.
func (g *program) exception(t *rapid.T) string {
	return g.use(one(t, "asyncio.CancelledError", "Exception", "asyncio.TimeoutError", "BaseException", "RuntimeError", "Boom"))
}

// try makes a try statement.
func (g *program) try(t *rapid.T, p place) []string {
	lines := indent("try:", g.block(t, p.inside(), 3))
	except := below(t, 4)
	if except > 0 {
		handler := []string{"log.append(type(e).__name__)"}
		handler = append(handler, g.block(t, p.inside(), 1)...)
		if except == 2 {
			handler = append(handler, "raise")
		}
		lines = append(lines, indent("except "+g.exception(t)+" as e:", handler)...)
	}
	if except == 0 || except == 3 {
		lines = append(lines, indent("finally:", append(line("log.append(%s)", g.label()), g.block(t, p.inside(), 1)...))...)
	}
	return lines
}

var taskKinds = []kind{
	{weight: 8, lines: func(g *program, t *rapid.T, p place) []string { return line("%s.cancel()", g.task(t)) }},
	{weight: 2, lines: func(g *program, t *rapid.T, p place) []string { return line("await %s", g.task(t)) }},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string {
		x := g.task(t)
		return line("log.append((%s.done(), %s.cancelled()))", x, x)
	}},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string {
		return line("%s.add_done_callback(lambda task: log.append(%s))", g.task(t), g.label())
	}},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string {
		return line("asyncio.get_running_loop().%slog.append, %s)", one(t, "call_soon(", "call_later(1, "), g.label())
	}},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string {
		return line("asyncio.current_task().cancel()")
	}},
	{weight: 1, minor: 11, lines: func(g *program, t *rapid.T, p place) []string {
		return line("log.append(asyncio.current_task().%s())", one(t, "cancelling", "uncancel"))
	}},
	{weight: 6, lines: func(g *program, t *rapid.T, p place) []string {
		return line("await asyncio.wait_for(%s, %s)", g.awaitable(t, p), one(t, "1", "1", "1", "0", "None"))
	}},
	{weight: 2, lines: func(g *program, t *rapid.T, p place) []string {
		return line("log.append(await asyncio.wait_for(%s, 1))", g.awaitable(t, p))
	}},
	{weight: 3, lines: func(g *program, t *rapid.T, p place) []string {
		return line("await asyncio.gather(%s, %s%s)", g.awaitable(t, p), g.awaitable(t, p), one(t, "", ", return_exceptions=True"))
	}},
	{weight: 2, lines: func(g *program, t *rapid.T, p place) []string {
		return line("await asyncio.shield(%s)", g.awaitable(t, p))
	}},
	{weight: 3, spawns: true, lines: func(g *program, t *rapid.T, p place) []string {
		return line("%sasyncio.create_task(%s)", one(t, "", "child = "), g.helper(t))
	}},
	{weight: 2, spawns: true, lines: func(g *program, t *rapid.T, p place) []string {
		return []string{"child = asyncio.create_task(" + g.helper(t) + ")", one(t, "await child", "child.cancel()", "await asyncio.sleep(0)"), one(t, "await child", "child.cancel()", "log.append(child.done())")}
	}},
	{weight: 2, spawns: true, lines: func(g *program, t *rapid.T, p place) []string { return line("await %s", g.helper(t)) }},
	{weight: 2, spawns: true, lines: func(g *program, t *rapid.T, p place) []string {
		lines := []string{
			fmt.Sprintf("children = [asyncio.ensure_future(%s), asyncio.ensure_future(%s)]", g.simple(t, p), g.helper(t)),
			fmt.Sprintf("done, pending = await asyncio.wait(children%s%s)", one(t, "", ", timeout=1", ", timeout=0"),
				one(t, "", ", return_when=asyncio.FIRST_COMPLETED", ", return_when=asyncio.FIRST_EXCEPTION")),
		}
		if chance(t, 2) {
			return append(lines, "for task in pending:", "    task.cancel()")
		}
		return append(lines, "log.append(len(done))")
	}},
	{weight: 1, spawns: true, lines: func(g *program, t *rapid.T, p place) []string {
		return []string{
			fmt.Sprintf("for first in asyncio.as_completed([%s, %s]%s):", g.helper(t), g.simple(t, p), one(t, "", ", timeout=1")),
			"    log.append(await first)",
		}
	}},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string {
		return []string{"for task in asyncio.all_tasks():", "    if task is not asyncio.current_task():", "        task.cancel()"}
	}},
}
