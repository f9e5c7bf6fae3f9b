package proptest

import (
	"fmt"

	"pgregory.net/rapid"
)

// Statements that are rarer in real programs: the corners of tasks, groups,
// time and control flow.

var moreKinds = []kind{
	// Futures of gather, shielded and cancelled.
	{weight: 3, spawns: true, lines: func(g *program, t *rapid.T, p place) []string {
		return []string{
			fmt.Sprintf("both = asyncio.gather(%s, %s%s)", g.helper(t), g.simple(t, p), one(t, "", ", return_exceptions=True")),
			one(t, "await asyncio.sleep(0)", "both.cancel()", "asyncio.current_task().cancel()"),
			one(t, "await both", "both.cancel()", "log.append(both.done())", "log.append(await both)"),
		}
	}},
	{weight: 2, spawns: true, lines: func(g *program, t *rapid.T, p place) []string {
		return []string{
			"inner = asyncio.ensure_future(" + g.helper(t) + ")",
			"outer = asyncio.shield(inner)",
			one(t, "await asyncio.sleep(0)", "outer.cancel()", "inner.cancel()"),
			one(t, "await outer", "await inner", "log.append((inner.cancelled(), outer.cancelled()))"),
		}
	}},
	// Callbacks that do something, or fail.
	{weight: 2, lines: func(g *program, t *rapid.T, p place) []string {
		what := one(t, "set", "cancel", "fail", "result")
		x := g.task(t)
		switch what {
		case "set":
			return line("%s.add_done_callback(lambda task: %s.set())", x, g.use("event"))
		case "cancel":
			return line("%s.add_done_callback(lambda task: %s.cancel())", x, g.task(t))
		case "fail":
			return line("%s.add_done_callback(lambda task: 1 / 0)", x)
		}
		return line("%s.add_done_callback(lambda task: log.append(task.result()))", x)
	}},
	{weight: 2, lines: func(g *program, t *rapid.T, p place) []string {
		return []string{
			fmt.Sprintf("handle = asyncio.get_running_loop().%slog.append, %s)", one(t, "call_later(1, ", "call_soon("), g.label()),
			one(t, "await asyncio.sleep(0)", "await asyncio.sleep(1)", "handle.cancel()"),
			one(t, "handle.cancel()", "log.append(handle.cancelled())"),
		}
	}},
	// What a task came to.
	{weight: 2, lines: func(g *program, t *rapid.T, p place) []string {
		x := g.task(t)
		return []string{"if " + x + ".done():", "    " + one(t, "log.append("+x+".result())", "log.append(repr("+x+".exception()))", x+".cancel()")}
	}},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string {
		return line(`%s.cancel(%s)`, g.task(t), one(t, "", `msg="why"`))
	}},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string {
		return line("log.append(%s.get_name())", g.task(t))
	}},
	// Sets of tasks.
	{weight: 2, spawns: true, lines: func(g *program, t *rapid.T, p place) []string {
		return []string{
			fmt.Sprintf("children = {asyncio.ensure_future(%s), asyncio.ensure_future(%s)}", g.helper(t), g.helper(t)),
			one(t, "await asyncio.wait(children)", "await asyncio.sleep(0)", "await asyncio.gather(*children)"),
			"for task in children:",
			one(t, "    log.append(task.done())", "    task.cancel()", "    await task"),
		}
	}},
	{weight: 1, minor: 13, spawns: true, lines: func(g *program, t *rapid.T, p place) []string {
		return []string{
			fmt.Sprintf("async for first in asyncio.as_completed([%s, %s]%s):", g.helper(t), g.simple(t, p), one(t, "", ", timeout=1")),
			"    log.append(await first)",
		}
	}},
	// Groups in full.
	{weight: 3, minor: 11, compound: true, spawns: true, lines: func(g *program, t *rapid.T, p place) []string {
		body := append(line("group.create_task(%s)", g.helper(t)), g.block(t, p.inside().inside(), 2)...)
		lines := indent("try:", indent("async with asyncio.TaskGroup() as group:", body))
		return append(lines, indent("except* "+one(t, "Exception", "ValueError", "asyncio.TimeoutError")+" as e:",
			[]string{"log.append([type(x).__name__ for x in e.exceptions])"})...)
	}},
	{weight: 2, minor: 11, compound: true, spawns: true, lines: func(g *program, t *rapid.T, p place) []string {
		body := []string{
			"child = group.create_task(" + g.helper(t) + ")",
			one(t, "child.cancel()", "await child", "await asyncio.sleep(0)", `raise ValueError("body")`, "asyncio.current_task().cancel()"),
		}
		return append(indent("async with asyncio.TaskGroup() as group:", body), "log.append(child.cancelled())")
	}},
	// Time.
	{weight: 2, minor: 11, compound: true, lines: func(g *program, t *rapid.T, p place) []string {
		body := append(line("limit.reschedule(%s)", one(t, "None", "asyncio.get_running_loop().time() + 2", "0")), g.block(t, p.inside(), 2)...)
		return append(indent("async with asyncio.timeout("+one(t, "1", "None")+") as limit:", body), "log.append(limit.expired())")
	}},
	{weight: 1, minor: 11, compound: true, lines: func(g *program, t *rapid.T, p place) []string {
		return indent("async with asyncio.timeout(1), asyncio.timeout("+one(t, "1", "2", "None")+"):", g.block(t, p.inside(), 2))
	}},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string {
		return []string{"start = asyncio.get_running_loop().time()", "await asyncio.sleep(1)", "log.append(int(asyncio.get_running_loop().time() - start))"}
	}},
	// Control flow through finally, and exceptions with a cause.
	{weight: 2, compound: true, lines: func(g *program, t *rapid.T, p place) []string {
		q := p.inside()
		q.loop = true
		body := append(indent("try:", g.block(t, q.inside(), 2)), indent("finally:", []string{"log.append(i)", one(t, "await asyncio.sleep(0)", "continue", "break", "return")})...)
		return indent("for i in range(2):", body)
	}},
	{weight: 1, compound: true, lines: func(g *program, t *rapid.T, p place) []string {
		return append(indent("try:", g.block(t, p.inside(), 2)),
			indent("except "+g.exception(t)+" as e:", line("raise %s(%s) from e", one(t, "ValueError", "RuntimeError"), g.label()))...)
	}},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string {
		return line("raise %s", one(t, "SystemExit(1)", "KeyboardInterrupt", "StopIteration", "StopAsyncIteration"))
	}},
	{weight: 1, lines: func(g *program, t *rapid.T, p place) []string {
		g.use("random")
		return line("log.append(%s)", one(t, "random.random() < 0.5", "random.randint(1, 2)", "random.sample([1, 2], 1)"))
	}},
	{weight: 1, compound: true, lines: func(g *program, t *rapid.T, p place) []string {
		return indent("async with "+g.use("lock")+", "+g.use("sem")+":", g.block(t, p.inside(), 2))
	}},
	{weight: 1, minor: 12, spawns: true, lines: func(g *program, t *rapid.T, p place) []string {
		return []string{"asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)", "child = asyncio.create_task(" + g.helper(t) + ")"}
	}},
}
