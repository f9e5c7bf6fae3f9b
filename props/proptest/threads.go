package proptest

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// Threads generates programs of threads: one to three that share locks,
// conditions, events, semaphores, queues, and plain data in global variables, an
// object, a list and a dict. They use time limits, locks of both kinds,
// exceptions, and things in the wrong order.
func Threads(opts Options) *rapid.Generator[string] {
	if opts.Minor == 0 {
		opts.Minor = 8
	}
	if opts.Statements == 0 {
		opts.Statements = 7
	}
	return rapid.Custom(func(t *rapid.T) string {
		g := &threadProgram{program{Options: opts, used: map[string]bool{}}}
		return g.text(t)
	})
}

// A threadProgram is a program of threads in the making.
type threadProgram struct{ program }

// threadShared are the shared objects, in the order of their definition.
var threadShared = []struct{ name, value string }{
	{"log", "[]"}, {"n", "0"}, {"m", "0"}, {"lock", "threading.Lock()"}, {"other", "threading.Lock()"}, {"rlock", "threading.RLock()"},
	{"cond", "threading.Condition()"}, {"cond2", "threading.Condition(lock)"}, {"event", "threading.Event()"},
	{"sem", "threading.Semaphore(1)"}, {"q", "queue.Queue(1)"}, {"items", "[]"}, {"d", "{}"}, {"box", "Box()"},
}

func (g *threadProgram) text(t *rapid.T) string {
	g.tasks = 1 + below(t, 3)
	g.left = 2 + below(t, g.Statements-1)
	var functions [][]string
	for i := range g.tasks {
		p := place{task: i, assigns: map[string]bool{}}
		body := g.lines(t, p, 4)
		functions = append(functions, g.function(fmt.Sprintf("def work%d():", i), p, body))
	}
	var main []string
	for i := range g.tasks {
		daemon := ""
		if chance(t, 8) {
			daemon = ", daemon=True"
		}
		main = append(main, fmt.Sprintf("t%d = threading.Thread(target=work%d%s)", i, i, daemon))
	}
	p := place{task: -1, assigns: map[string]bool{}}
	for i := range g.tasks {
		main = append(main, fmt.Sprintf("t%d.start()", i))
	}
	if chance(t, 2) {
		main = append(main, g.lines(t, p, 3)...)
	}
	for i := range g.tasks {
		switch below(t, 6) {
		case 0:
		case 1:
			main = append(main, fmt.Sprintf("t%d.join(1)", i))
		default:
			main = append(main, fmt.Sprintf("t%d.join()", i))
		}
	}
	if chance(t, 2) { // a function of its own: its variables are no globals
		main = append(g.function("def main():", p, main), "", "", "main()")
	}
	lines := []string{"import queue", "import threading", "import time", ""}
	if g.used["box"] {
		lines = append(lines, "", "class Box:", "    def __init__(self):", "        self.x = 0", "", "")
	}
	if g.used["cond2"] {
		g.use("lock")
	}
	g.use("log")
	for _, s := range threadShared {
		if g.used[s.name] {
			lines = append(lines, s.name+" = "+s.value)
		}
	}
	for _, f := range functions {
		lines = append(lines, "", "")
		lines = append(lines, f...)
	}
	lines = append(lines, "", "")
	lines = append(lines, main...)
	if g.used["box"] {
		lines = append(lines, "x = box.x")
	}
	return strings.Join(lines, "\n") + "\n"
}

// lines makes one statement to most, if there is room for them.
func (g *threadProgram) lines(t *rapid.T, p place, most int) (lines []string) {
	for n := 1 + below(t, most); n > 0 && g.left > 0; n-- {
		g.left--
		lines = append(lines, g.statement(t, p)...)
	}
	return lines
}

// note puts what an expression gives into the log.
func (g *threadProgram) note(expr string) string { return g.use("log") + ".append(" + expr + ")" }

func (g *threadProgram) assign(p place, name string) string {
	p.assigns[name] = true
	return g.use(name)
}

func (g *threadProgram) statement(t *rapid.T, p place) []string {
	if p.holds != "" && chance(t, 2) {
		return g.monitor(t, p)
	}
	if p.depth < 2 && chance(t, 3) {
		return g.compound(t, p)
	}
	switch below(t, 20) {
	case 0:
		return []string{g.note(g.label())}
	case 1, 2:
		return []string{g.assign(p, one(t, "n", "m")) + " += 1"}
	case 3:
		return []string{g.assign(p, "m") + " = " + g.use("n")}
	case 4:
		return []string{g.note(g.use(one(t, "n", "m")))}
	case 5:
		return []string{g.use("items") + ".append(" + g.label() + ")"}
	case 6:
		return []string{g.note("len(" + g.use("items") + ")")}
	case 7:
		return []string{g.use("box") + ".x += 1"}
	case 8:
		k := g.label()
		return []string{fmt.Sprintf("%s[%s] = %s.get(%s, 0) + 1", g.use("d"), `"k"`, "d", `"k"`), g.note(k)}
	case 9:
		return []string{g.use("event") + one(t, ".set()", ".set()", ".clear()")}
	case 10:
		return []string{g.note(g.use("event") + one(t, ".wait(1)", ".wait()", ".is_set()"))}
	case 11:
		return []string{g.use("q") + ".put(" + g.label() + one(t, "", "", ", timeout=1") + ")"}
	case 12:
		return []string{g.note(g.use("q") + ".get(" + one(t, "", "", "timeout=1", "block=False") + ")")}
	case 13:
		return []string{g.use("sem") + one(t, ".acquire()", ".release()")}
	case 14:
		return []string{g.note(g.use("sem") + one(t, ".acquire(timeout=1)", ".acquire(blocking=False)"))}
	case 15:
		return []string{g.use(one(t, "lock", "rlock")) + one(t, ".acquire()", ".release()")}
	case 16:
		return []string{g.note(g.use("lock") + one(t, ".locked()", ".acquire(False)", ".acquire(timeout=1)"))}
	case 17:
		return []string{"time.sleep(0)"}
	case 18:
		return []string{"raise ValueError(" + g.label() + ")"}
	}
	return g.monitor(t, p)
}

// monitor makes a statement about a condition, whose lock is mostly held.
func (g *threadProgram) monitor(t *rapid.T, p place) []string {
	c := p.holds
	if c == "" || chance(t, 10) {
		c = one(t, "cond", "cond2")
	}
	g.use(c)
	switch below(t, 6) {
	case 0, 1:
		return []string{c + ".notify()"}
	case 2:
		return []string{c + ".notify_all()"}
	case 3:
		return []string{g.note(c + ".wait(1)")}
	case 4:
		g.use("n")
		return []string{g.note(c + ".wait_for(lambda: n > 0" + one(t, "", ", 1") + ")")}
	}
	return []string{c + ".wait()"}
}

// compound makes a statement with others inside.
func (g *threadProgram) compound(t *rapid.T, p place) []string {
	in := p.inside()
	switch below(t, 9) {
	case 0, 1:
		return indent("with "+g.use(one(t, "lock", "rlock", "other"))+":", g.lines(t, in, 3))
	case 2, 3, 4:
		in.holds = g.use(one(t, "cond", "cond", "cond2"))
		return indent("with "+in.holds+":", g.lines(t, in, 3))
	case 5:
		return indent("if "+one(t, g.use("n")+" == 0", "not "+g.use("items"), g.use("m")+" > 0")+":", g.lines(t, in, 2))
	case 6:
		return indent("for i in range(2):", g.lines(t, in, 2))
	case 7:
		lines := indent("try:", g.lines(t, in, 2))
		if chance(t, 2) {
			return append(lines, indent("finally:", []string{g.note(g.label())})...)
		}
		return append(lines, indent("except Exception as e:", []string{g.note("type(e).__name__")})...)
	}
	return indent("with "+g.use("sem")+":", g.lines(t, in, 2))
}
