package python_test

import (
	"flag"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/model/python/control"
)

// A taskGen writes asyncio programs: a few tasks that use primitives, limits and
// each other at random.
type taskGen struct {
	t     *rapid.T
	b     strings.Builder
	marks int
	minor int
}

func (g *taskGen) pick(n int) int { return rapid.IntRange(0, n-1).Draw(g.t, "pick") }

func (g *taskGen) of(list ...string) string { return list[g.pick(len(list))] }

func (g *taskGen) line(indent int, format string, args ...any) {
	fmt.Fprintf(&g.b, strings.Repeat("    ", indent)+format+"\n", args...)
}

func (g *taskGen) mark(indent int) {
	g.marks++
	g.line(indent, "log.append(%d)", g.marks)
}

// awaitable is an expression for something that can be awaited.
func (g *taskGen) awaitable() string {
	return g.of("asyncio.sleep(0)", "asyncio.sleep(1)", "queue.get()", "queue.put(7)", "event.wait()", "helper(0)",
		"helper(1)", "helper(2)", "lock.acquire()", "sem.acquire()", "future", "waiter()", "joiner()")
}

// task is an expression for a task or a future.
func (g *taskGen) task() string {
	return g.of("asyncio.create_task(helper(0))", "asyncio.create_task(helper(1))", "asyncio.create_task(helper(2))",
		"asyncio.ensure_future("+g.awaitable()+")")
}

// guarded writes a block in a try statement.
func (g *taskGen) guarded(indent, depth int, except string, block func(indent int)) {
	g.line(indent, "try:")
	block(indent + 1)
	g.line(indent, "except %s as e:", except)
	g.line(indent+1, "log.append(type(e).__name__)")
	if g.pick(4) == 0 {
		g.line(indent+1, "raise")
	}
}

func (g *taskGen) block(indent, depth int) {
	for range 1 + g.pick(2) {
		g.stmt(indent, depth)
	}
}

func (g *taskGen) stmt(indent, depth int) {
	kinds := 24
	if depth > 1 {
		kinds = 14 // nothing with a block
	}
	switch g.pick(kinds) {
	case 0, 1:
		g.line(indent, "await %s", g.awaitable())
		g.mark(indent)
	case 2:
		g.line(indent, "await asyncio.sleep(%s)", g.of("0", "1"))
	case 3:
		g.line(indent, "%s", g.of("event.set()", "event.clear()", "future.cancel()", "future.done() or future.set_result(8)",
			"future.done() or future.set_exception(OSError())"))
	case 4:
		g.line(indent, "tasks[%d %% len(tasks)].cancel()", g.pick(3))
	case 5:
		g.line(indent, "log.append(await queue.get())")
	case 6:
		g.line(indent, "await queue.put(%d)", g.pick(3))
	case 7:
		g.line(indent, "%s", g.of("sem.release()", "lock.locked() and lock.release()", "queue.full() or queue.put_nowait(5)",
			"queue.empty() or queue.get_nowait()"))
	case 8:
		g.line(indent, "asyncio.get_running_loop().%s", g.of("call_soon(log.append, 'soon')", "call_later(1, log.append, 'later')",
			"call_soon(event.set)"))
	case 9:
		g.line(indent, "await asyncio.gather(%s, %s%s)", g.awaitable(), g.awaitable(), g.of("", ", return_exceptions=True"))
		g.mark(indent)
	case 10:
		g.line(indent, "await asyncio.shield(%s)", g.awaitable())
		g.mark(indent)
	case 11:
		g.line(indent, "d, p = await asyncio.wait([%s, %s]%s%s)", g.task(), g.task(), g.of("", ", timeout=1"),
			g.of("", ", return_when='FIRST_COMPLETED'", ", return_when='FIRST_EXCEPTION'"))
		g.line(indent, "log.append([len(d), len(p)])")
	case 12:
		g.line(indent, "%s", g.of("raise KeyError", "asyncio.create_task(helper(0))", "asyncio.create_task(helper(2))",
			"asyncio.current_task().cancel()", "await tasks[0]"))
	case 13:
		g.line(indent, "for c in asyncio.as_completed([%s, %s]%s):", g.awaitable(), g.awaitable(), g.of("", ", timeout=1"))
		g.line(indent+1, "log.append(type(await c).__name__)")
	case 14, 15:
		g.guarded(indent, depth, "asyncio.TimeoutError", func(indent int) {
			g.line(indent, "await asyncio.wait_for(%s, %s)", g.awaitable(), g.of("1", "1", "1", "0", "None"))
			g.mark(indent)
		})
	case 16, 17:
		if g.minor < 11 {
			g.mark(indent)
			return
		}
		g.guarded(indent, depth, "TimeoutError", func(indent int) {
			g.line(indent, "async with asyncio.timeout(%s):", g.of("1", "1", "0"))
			g.block(indent+1, depth+1)
		})
	case 18:
		g.guarded(indent, depth, g.of("asyncio.CancelledError", "Exception", "BaseException"), func(indent int) {
			g.block(indent, depth+1)
		})
	case 19:
		g.line(indent, "async with %s:", g.of("lock", "sem"))
		g.block(indent+1, depth+1)
	case 20:
		g.line(indent, "async with cond:")
		g.line(indent+1, "%s", g.of("await cond.wait()", "cond.notify()", "cond.notify_all()",
			"await cond.wait_for(lambda: len(log) > 2)"))
		g.mark(indent + 1)
	case 21, 22:
		if g.minor < 11 {
			g.mark(indent)
			return
		}
		g.guarded(indent, depth, "BaseException", func(indent int) {
			g.line(indent, "async with asyncio.TaskGroup() as group:")
			g.line(indent+1, "group.create_task(helper(%d))", g.pick(3))
			if g.pick(2) == 0 {
				g.line(indent+1, "group.create_task(helper(%d))", g.pick(3))
			}
			g.stmt(indent+1, depth+1)
		})
	case 23:
		g.line(indent, "try:")
		g.block(indent+1, depth+1)
		g.line(indent, "finally:")
		g.stmt(indent+1, 2)
	}
}

// program writes a whole program for CPython 3.minor.
func (g *taskGen) program() string {
	g.line(0, `import asyncio

log = []
tasks = []


async def helper(n):
    await asyncio.sleep(1 if n == 1 else 0)
    if n == 2:
        raise ValueError
    return n


async def waiter():
    async with cond:
        await cond.wait()


async def joiner():
    queue.put_nowait(1) if not queue.full() else None
    await asyncio.sleep(0)
    queue.task_done()
    await queue.join()

`)
	n := 1 + g.pick(3)
	for i := range n {
		g.line(0, "async def task%d():", i)
		g.block(1, 0)
		g.mark(1)
		g.line(0, "\n")
	}
	g.line(0, "async def main():")
	g.line(1, "global queue, lock, cond, sem, event, future")
	g.line(1, "queue, lock, sem, event = asyncio.%s(1), asyncio.Lock(), asyncio.Semaphore(1), asyncio.Event()",
		g.of("Queue", "LifoQueue", "PriorityQueue"))
	g.line(1, "cond, future = asyncio.Condition(%s), asyncio.get_running_loop().create_future()", g.of("", "lock"))
	if g.minor >= 12 && g.pick(6) == 0 {
		g.line(1, "asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)")
	}
	for i := range n {
		g.line(1, "tasks.append(asyncio.create_task(task%d()))", i)
	}
	if g.pick(3) == 0 {
		g.line(1, "await asyncio.sleep(%s)", g.of("0", "1"))
		g.line(1, "tasks[0].cancel()")
	} else {
		g.block(1, 0)
	}
	if g.pick(3) > 0 {
		g.line(1, "%s", g.of("await asyncio.gather(*tasks)", "await asyncio.wait(tasks)", "await asyncio.wait(tasks, timeout=1)",
			"await asyncio.gather(*tasks, return_exceptions=True)", "log.append([t.done() for t in tasks])"))
	}
	g.line(0, "\n\nasyncio.run(main())")
	return g.b.String()
}

// TestGenerated compares the model with the real interpreters, as TestAsyncio
// does, on programs made at random.
func TestGenerated(t *testing.T) {
	all := sessions(t)
	fewer(t, 20)
	rapid.Check(t, func(t *rapid.T) {
		with := rapid.SampledFrom(all).Draw(t, "interpreter")
		in := with.Interpreter()
		schedule := rapid.SampledFrom([]model.Schedule{model.FIFO, model.Any}).Draw(t, "schedule")
		g := &taskGen{t: t, minor: in.Minor}
		text := g.program()
		unit, err := python.Load("generated.py", []byte(text))
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		p, err := model.Link(unit.Source)
		if err != nil {
			t.Fatal(err)
		}
		c := comparison{in: with, sys: p.System(model.Config{Schedule: schedule, Minor: in.Minor}), maxStates: 20_000,
			req: control.Request{File: "generated.py", Source: text, Schedule: schedule.String(), NoLabels: true, Limit: 150}}
		problems, complete, err := c.run()
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if !complete {
			t.Skip("too many states")
		}
		if len(problems) > 0 {
			t.Fatalf("CPython %s, %s: %s\n%s", in.Version, schedule, strings.Join(problems, "\n"), text)
		}
	})
}

// fewer sets how many programs rapid tries, unless the command line says it:
// each of them takes more than a second.
func fewer(t *testing.T, checks int) {
	const name = "rapid.checks"
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == name })
	if given {
		return
	}
	old := flag.Lookup(name).Value.String()
	if err := flag.Set(name, strconv.Itoa(checks)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := flag.Set(name, old); err != nil {
			t.Error(err)
		}
	})
}
