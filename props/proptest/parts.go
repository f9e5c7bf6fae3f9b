package proptest

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// Parts generates programs of threads in two or three parts, each with an object of
// its own that has a lock, a condition, an event, a queue and plain data. Most threads
// do something to the object of their part only; some to that of another, to what all
// share, or to what one has put where others find it. Threads start others and wait
// for their ends, go round for ever, and die.
func Parts(opts Options) *rapid.Generator[string] {
	if opts.Minor == 0 {
		opts.Minor = 8
	}
	if opts.Statements == 0 {
		opts.Statements = 6
	}
	return rapid.Custom(func(t *rapid.T) string {
		g := &partProgram{program: program{Options: opts, used: map[string]bool{}}}
		return g.text(t)
	})
}

// A partProgram is a program in parts in the making.
type partProgram struct {
	program
	parts   int
	passed  bool // a thread is given its object, and does not find it in a variable
	mixed   bool // some statements are about other parts
	workers int
}

func (g *partProgram) text(t *rapid.T) string {
	g.parts = 2 + below(t, 2)
	g.passed, g.mixed = chance(t, 2), chance(t, 2)
	g.workers = g.parts + below(t, 2)
	g.left = g.workers + below(t, g.Statements)
	main := g.main(t)
	var functions []string
	for i := range g.workers {
		p, head := fmt.Sprintf("part%d", i%g.parts), fmt.Sprintf("def work%d():", i)
		if g.passed {
			p, head = "part", fmt.Sprintf("def work%d(part):", i)
		}
		functions = append(functions, "", "")
		functions = append(functions, indent(head, g.block(t, p, 2, 0))...)
	}
	lines := []string{"import queue", "import threading", "import time", "", "",
		"class Part:", "    total = 0", "",
		"    def __init__(self):", "        self.lock = threading.Lock()", "        self.cond = threading.Condition(self.lock)",
		"        self.event = threading.Event()", "        self.q = queue.Queue(1)", "        self.n = 0", "        self.items = []", "        self.of = None", "", "",
		"hub = Part()", "log = []", "local = threading.local()", "n = 0"}
	for i := range g.parts {
		lines = append(lines, fmt.Sprintf("part%d = Part()", i))
	}
	lines = append(lines, functions...)
	if chance(t, 2) {
		lines = append(lines, "", "", "def finally_small():", fmt.Sprintf("    return part0.n + part1.n < %d and not part1.items", 1+below(t, 2)))
	}
	lines = append(lines, "", "")
	return strings.Join(append(lines, main...), "\n") + "\n"
}

// main makes what the main thread does: it starts the threads, and waits for them in
// some way.
func (g *partProgram) main(t *rapid.T) (main []string) {
	args := func(i int) string {
		if !g.passed {
			return ""
		}
		return fmt.Sprintf(", args=(part%d,)", i%g.parts)
	}
	for i := range g.workers {
		daemon := ""
		if chance(t, 20) {
			daemon = ", daemon=True"
		}
		main = append(main, fmt.Sprintf("t%d = threading.Thread(target=work%d%s%s)", i, i, args(i), daemon))
	}
	for i := range g.workers {
		main = append(main, fmt.Sprintf("t%d.start()", i))
	}
	if chance(t, 6) {
		main = append(main, g.statement(t, "part0", 0)...)
	}
	if chance(t, 2) {
		list := make([]string, g.workers)
		for i := range list {
			list[i] = fmt.Sprintf("t%d", i)
		}
		if chance(t, 2) {
			main = append(main, indent(fmt.Sprintf("for t in [%s]:", strings.Join(list, ", ")), []string{"t.join()"})...)
		} else {
			main = append(main, indent("def main():", indent(fmt.Sprintf("for t in (%s,):", strings.Join(list, ", ")), []string{"t.join()"}))...)
			main = append(main, "", "", "main()")
		}
	} else {
		for i := range g.workers {
			i := i
			if chance(t, 2) {
				i = g.workers - 1 - i
			}
			if k := below(t, 12); k > 1 {
				main = append(main, fmt.Sprintf("t%d.join(%s)", i, map[bool]string{true: "1", false: ""}[k == 2]))
			}
		}
	}
	return append(main, "result = [part0.n, part1.n, part0.items, part1.items]")
}

// block makes one statement to most, about object p.
func (g *partProgram) block(t *rapid.T, p string, most, depth int) (lines []string) {
	for n := 1 + below(t, most); n > 0 && g.left > 0; n-- {
		g.left--
		lines = append(lines, g.statement(t, p, depth)...)
	}
	if len(lines) == 0 {
		lines = append(lines, p+".n += 1")
	}
	return lines
}

func (g *partProgram) statement(t *rapid.T, p string, depth int) []string {
	if g.mixed && chance(t, 3) {
		return g.mix(t, p)
	}
	if depth < 1 && chance(t, 3) {
		switch below(t, 7) {
		case 0, 1:
			return indent("with "+p+".lock:", g.block(t, p, 2, depth+1))
		case 2:
			return indent("with "+p+".cond:", strings.Split(one(t, p+".cond.notify()", p+".n += 1\n"+p+".cond.notify_all()"), "\n"))
		case 3:
			return indent("with "+p+".cond:", indent("while "+p+".n == 0:", []string{p + ".cond.wait()"}))
		case 4:
			return indent("for i in range(2):", g.block(t, p, 1, depth+1))
		case 5:
			return indent("while not "+p+".event.is_set():", []string{one(t, "pass", p+".n = 1 - "+p+".n")})
		}
		return append(indent("try:", g.block(t, p, 1, depth+1)), indent("except Exception as e:", []string{p + ".items.append(type(e).__name__)"})...)
	}
	switch below(t, 15) {
	case 0, 1, 2:
		return []string{p + ".n += 1"}
	case 3:
		return []string{p + ".items.append(" + g.label() + ")"}
	case 4:
		return indent("if "+p+".items:", []string{p + ".items.pop()"})
	case 5, 6:
		return []string{p + ".event.set()"}
	case 7:
		return []string{p + ".event.wait(" + one(t, "", "", "1") + ")"}
	case 8, 9:
		return []string{p + ".q.put(" + g.label() + ")"}
	case 10:
		return []string{p + ".items.append(" + p + ".q.get(" + one(t, "", "timeout=1") + "))"}
	case 11:
		return []string{"raise ValueError(" + p + ".n)"}
	case 12:
		return []string{"assert " + p + ".n < 1"}
	case 13:
		return []string{"local.v = " + p + ".n", p + ".items.append(local.v)"}
	}
	return []string{p + ".lock." + one(t, "acquire()", "release()")}
}

// mix makes a statement by which parts have to do with each other.
func (g *partProgram) mix(t *rapid.T, p string) []string {
	other := fmt.Sprintf("part%d", below(t, g.parts))
	thread := fmt.Sprintf("t%d", below(t, g.workers))
	switch below(t, 13) {
	case 0:
		return []string{other + ".n += 1"}
	case 1, 2:
		return []string{"log.append(" + g.label() + ")"}
	case 3, 4:
		return []string{"hub.of = " + p}
	case 5, 6:
		return indent("if hub.of is not None:", []string{"hub.of.n += 1"})
	case 7:
		return []string{"hub.q.put(" + p + ")"}
	case 8:
		return []string{"hub.q.get().n += 1"}
	case 9:
		return []string{thread + one(t, ".join()", ".start()")}
	case 10:
		return []string{"Part.total += 1"}
	case 11:
		return []string{p + ".items.append(threading.current_thread().name)"}
	}
	target := fmt.Sprintf("lambda: %s.items.append(%s)", one(t, p, other), g.label())
	return []string{"c = threading.Thread(target=" + target + ")", "c.start()", one(t, "c.join()", p+".n += 1")}
}
