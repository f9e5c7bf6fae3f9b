package proptest

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// The objects and definitions that the tasks share.

// shared are the objects that main makes, in this order, each with the
// expressions that it may be made by.
var shared = []struct {
	name  string
	needs string
	by    []string
}{
	{"lock", "", []string{"asyncio.Lock()"}},
	{"cond", "", []string{"asyncio.Condition()", "asyncio.Condition(lock)"}},
	{"other", "", []string{"asyncio.Condition(lock)", "asyncio.Condition()"}},
	{"event", "", []string{"asyncio.Event()"}},
	{"sem", "", []string{"asyncio.Semaphore(1)", "asyncio.Semaphore(0)", "asyncio.Semaphore(2)", "asyncio.BoundedSemaphore(1)"}},
	{"queue", "", []string{"asyncio.Queue(1)", "asyncio.Queue()", "asyncio.LifoQueue()", "asyncio.PriorityQueue(2)"}},
	{"promise", "", []string{"asyncio.get_running_loop().create_future()"}},
	{"barrier", "", []string{"asyncio.Barrier(2)"}},
	{"gate", "", []string{"Gate(1)", "Gate(2)"}},
}

// makeShared makes main's lines that make the shared objects in use.
func (g *program) makeShared(t *rapid.T, p place) []string {
	var lines []string
	by := map[string]string{}
	for _, s := range shared {
		if !g.used[s.name] {
			continue
		}
		by[s.name] = one(t, s.by...)
		if strings.Contains(by[s.name], "(lock)") {
			g.use("lock")
		}
	}
	for _, s := range shared {
		if !g.used[s.name] {
			continue
		}
		if by[s.name] == "" {
			by[s.name] = s.by[0]
		}
		p.assigns[s.name] = true
		lines = append(lines, s.name+" = "+by[s.name])
	}
	return lines
}

const gateClass = `class Gate:
    def __init__(self, places):
        self.places = places
        self.changed = asyncio.Condition()

    async def __aenter__(self):
        async with self.changed:
            while self.places == 0:
                await self.changed.wait()
            self.places -= 1
        return self

    async def __aexit__(self, *exc):
        async with self.changed:
            self.places += 1
            self.changed.notify()`

const ticksFunction = `async def ticks(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            yield i
    finally:
        log.append("end of ticks")`

const guardFunction = `@contextlib.asynccontextmanager
async def guard(name):
    log.append(name)
    await asyncio.sleep(0)
    try:
        yield
    finally:
        await asyncio.sleep(0)
        log.append(name)`

const boomClass = `class Boom(Exception):
    pass`

// header makes the lines in front of the functions.
func (g *program) header() []string {
	lines := []string{"import asyncio"}
	for _, module := range []string{"contextlib", "random"} {
		if g.used[module] {
			lines = append(lines, "import "+module)
		}
	}
	lines = append(lines, "", "log = []")
	for _, v := range []struct{ name, value string }{{"counter", "0"}, {"flag", "False"}, {"box", "{}"}} {
		if g.used[v.name] {
			lines = append(lines, v.name+" = "+v.value)
		}
	}
	for _, d := range []struct{ name, text string }{
		{"Boom", boomClass}, {"gate", gateClass}, {"ticks", ticksFunction}, {"guard", guardFunction},
	} {
		if g.used[d.name] {
			lines = append(lines, "", "")
			lines = append(lines, strings.Split(d.text, "\n")...)
		}
	}
	return lines
}

// helper makes a function to be awaited or run as a task and returns a call of
// it, or a call of one that is there already.
func (g *program) helper(t *rapid.T) string {
	if n := len(g.helpers); n > 0 && chance(t, 2) || n == 3 {
		return fmt.Sprintf("helper%d()", 1+below(t, n))
	}
	n := len(g.helpers)
	g.helpers = append(g.helpers, "")
	p := place{task: -1, depth: 1, helper: true, assigns: map[string]bool{}}
	body := g.block(t, p, 3)
	body = append(body, "return "+one(t, "1", g.label()))
	g.helpers[n] = strings.Join(g.function(fmt.Sprintf("async def helper%d():", n+1), p, body), "\n")
	return fmt.Sprintf("helper%d()", n+1)
}

// task returns the name of a task.
func (g *program) task(t *rapid.T) string {
	return g.use(fmt.Sprintf("t%d", below(t, g.tasks)))
}

// awaitable returns something that can be awaited.
func (g *program) awaitable(t *rapid.T, p place) string {
	kinds := []string{"sleep0", "sleep1", "task", "event", "queue", "lock", "promise"}
	if !p.helper {
		kinds = append(kinds, "helper", "helper", "helper", "shield", "gather", "wait_for")
	}
	if p.holds != "" {
		kinds = append(kinds, "cond", "cond", "cond")
	}
	switch one(t, kinds...) {
	case "sleep0":
		return "asyncio.sleep(0)"
	case "sleep1":
		return "asyncio.sleep(1)"
	case "task":
		return g.task(t)
	case "event":
		return g.use("event") + ".wait()"
	case "queue":
		return g.use("queue") + one(t, ".get()", ".put(1)")
	case "lock":
		return g.use("lock") + ".acquire()"
	case "promise":
		return g.use("promise")
	case "cond":
		return p.holds + ".wait()"
	case "shield":
		return fmt.Sprintf("asyncio.shield(%s)", g.simple(t, p))
	case "gather":
		return fmt.Sprintf("asyncio.gather(%s, %s)", g.simple(t, p), g.simple(t, p))
	case "wait_for":
		return fmt.Sprintf("asyncio.wait_for(%s, %s)", g.simple(t, p), one(t, "1", "None", "0"))
	}
	return g.helper(t)
}

// simple is an awaitable that wraps no other.
func (g *program) simple(t *rapid.T, p place) string {
	p.helper = p.helper || chance(t, 2)
	a := g.awaitable(t, p)
	if strings.HasPrefix(a, "asyncio.shield") || strings.HasPrefix(a, "asyncio.gather") || strings.HasPrefix(a, "asyncio.wait_for") {
		return "asyncio.sleep(0)"
	}
	return a
}
