package python_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/model/python/control"
)

// A flowGen writes functions out of statements that change the flow of control
// in every combination; each says where it is by a call of at(N).
type flowGen struct {
	t     *rapid.T
	b     strings.Builder
	marks int
	async bool
	star  bool // the interpreter has except* and match
	names int
}

// where is what is around a statement.
type where struct {
	indent  string
	depth   int
	loop    bool // break and continue have a loop here
	star    bool // inside except*, which break, continue and return cannot leave
	handler bool // inside an except clause
}

func (w where) in() where {
	w.indent += "    "
	w.depth++
	return w
}

func (g *flowGen) line(w where, format string, args ...any) {
	g.b.WriteString(w.indent)
	fmt.Fprintf(&g.b, format, args...)
	g.b.WriteByte('\n')
}

func (g *flowGen) mark(w where) {
	g.marks++
	g.line(w, "at(%d)", g.marks)
}

func (g *flowGen) pick(n int) int { return rapid.IntRange(0, n-1).Draw(g.t, "pick") }

func (g *flowGen) block(w where) {
	g.mark(w)
	for range 1 + g.pick(2) {
		g.stmt(w)
	}
}

var exceptions = []string{"ValueError", "KeyError", "(TypeError, ValueError)", "Exception"}

func (g *flowGen) stmt(w where) {
	if w.depth > 4 {
		g.leaf(w)
		return
	}
	switch g.pick(12) {
	case 0, 1:
		g.leaf(w)
	case 2:
		g.line(w, "if odd():")
		g.block(w.in())
		if g.pick(2) == 0 {
			g.line(w, "else:")
			g.block(w.in())
		}
	case 3:
		g.loop(w)
	case 4, 5:
		g.with(w)
	case 6:
		g.line(w, "x = [at(i) or i for i in range(2) if odd() or i]")
	case 7:
		if g.star {
			g.match(w)
		}
	default:
		g.try(w)
	}
}

func (g *flowGen) leaf(w where) {
	switch n := g.pick(10); {
	case n == 0 && w.loop && !w.star:
		g.line(w, "if odd(): break")
	case n == 1 && w.loop && !w.star:
		g.line(w, "if odd(): continue")
	case n == 2 && w.loop && !w.star:
		g.line(w, "%s", []string{"break", "continue"}[g.pick(2)])
	case n == 3 && !w.star:
		g.line(w, "if odd(): return %d", g.marks)
	case n == 4 && !w.star:
		g.line(w, "return at(%d)", -g.marks)
	case n == 5 && w.handler:
		g.line(w, "if odd(): raise")
	case n == 6:
		g.line(w, "if odd(): raise ValueError(%d)", g.marks)
	case n == 7:
		g.line(w, "raise %s(%d)", []string{"KeyError", "TypeError"}[g.pick(2)], g.marks)
	case n == 8 && g.async:
		g.line(w, "at(await later(%d))", g.marks)
	default:
		g.mark(w)
	}
}

func (g *flowGen) loop(w where) {
	body := w.in()
	body.loop, body.star = true, false
	if w.star {
		body.star = true // return cannot leave it
	}
	g.names++
	switch n := g.pick(3); {
	case n == 0:
		g.line(w, "n%d = 0", g.names)
		g.line(w, "while n%d < 3:", g.names)
		g.line(body, "n%d += 1", g.names)
	case n == 1 && g.async:
		g.line(w, "async for i in Items(3):")
	default:
		g.line(w, "for i in range(3):")
	}
	g.block(body)
	if g.pick(3) == 0 {
		g.line(w, "else:")
		g.block(w.in())
	}
}

func (g *flowGen) with(w where) {
	word := "with"
	if g.async && g.pick(2) == 0 {
		word = "async with"
	}
	as := []string{"", " as v", " as (v, u)"}[g.pick(3)]
	g.marks++
	g.line(w, "%s Manager(%d, %s)%s:", word, g.marks, []string{"False", "odd()"}[g.pick(2)], as)
	g.block(w.in())
}

func (g *flowGen) match(w where) {
	g.line(w, "match [odd(), odd()]:")
	for _, p := range []string{"[True, x]", "[x, True] if odd()", "[*x]"}[:1+g.pick(3)] {
		g.line(w.in(), "case %s:", p)
		g.block(w.in().in())
	}
}

func (g *flowGen) try(w where) {
	g.line(w, "try:")
	g.block(w.in())
	star := g.star && g.pick(5) == 0
	handlers := g.pick(3)
	final := handlers == 0 || g.pick(2) == 0
	for i := range handlers {
		body := w.in()
		body.handler = true
		as := []string{"", " as e"}[g.pick(2)]
		if star {
			body.star = true
			body.loop = false
			g.line(w, "except* %s%s:", exceptions[g.pick(len(exceptions))], as)
		} else if i == handlers-1 && g.pick(4) == 0 {
			g.line(w, "except:")
			as = ""
		} else {
			g.line(w, "except %s%s:", exceptions[g.pick(len(exceptions))], as)
		}
		if as != "" {
			g.line(body, "at(text(e))")
		}
		g.block(body)
	}
	if handlers > 0 && g.pick(3) == 0 {
		g.line(w, "else:")
		g.block(w.in())
	}
	if final {
		g.line(w, "finally:")
		g.block(w.in())
	}
}

const flowPrelude = `import asyncio

OUT = []
count = 0


def at(x):
    if len(OUT) < 5000:
        OUT.append(str(x))


def text(e):
    if hasattr(e, "exceptions"):
        return type(e).__name__ + str([text(x) for x in e.exceptions])
    return repr(e)


def odd():
    global count
    count = (count * 5 + 3) %% 64
    return count & 4 == 0


async def later(x):
    await asyncio.sleep(0)
    return x


class Manager:
    def __init__(self, n, swallow):
        self.n = n
        self.swallow = swallow

    def __enter__(self):
        at("enter %%d" %% self.n)
        return self.n, 0

    def __exit__(self, kind, e, tb):
        at("exit %%d %%s" %% (self.n, None if e is None else text(e)))
        return self.swallow

    async def __aenter__(self):
        return await later(self.__enter__())

    async def __aexit__(self, kind, e, tb):
        return await later(self.__exit__(kind, e, tb))


class Items:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return await later(self.n)


%s
def run(f):
    try:
        at("returns %%s" %% (f(),))
    except Exception as e:
        at("raises " + text(e))


for seed in range(6):
    count = seed
%s`

// TestFlow compares the flow of control of generated functions on the machine
// and on CPython: returns, breaks and exceptions through with, finally and
// loops.
func TestFlow(t *testing.T) {
	found := control.Find()
	if len(found) == 0 {
		t.Skip("no Python interpreter: put one on PATH, or set CONDCHECK_PYTHONS")
	}
	in := found[len(found)-1]
	var programs []string
	rapid.Check(t, func(rt *rapid.T) {
		g := &flowGen{t: rt, star: in.Minor >= 11}
		calls := ""
		for i := range 4 {
			g.async = i%2 == 1
			word, call := "def", fmt.Sprintf("    run(f%d)\n", i)
			if g.async {
				word, call = "async def", fmt.Sprintf("    run(lambda: asyncio.run(f%d()))\n", i)
			}
			calls += call
			g.line(where{}, "%s f%d():", word, i)
			g.block(where{}.in())
			g.b.WriteString("\n\n")
		}
		programs = append(programs, fmt.Sprintf(flowPrelude, g.b.String(), calls))
	})
	wants := flowOnCPython(t, in, programs)
	bad, worst := "", ""
	for i, text := range programs {
		got, err := flowOnMachine(text, in.Minor)
		what := ""
		if err != nil {
			what = err.Error()
		} else if diff := cmp.Diff(wants[i], got); diff != "" {
			what = diff
		}
		if what != "" && (bad == "" || len(text) < len(bad)) {
			bad, worst = text, what
		}
	}
	if bad != "" {
		t.Errorf("%v and the machine differ (-, +), in the shortest program that shows it:\n%s\n%s", in, worst, bad)
	}
	t.Logf("%v: %d programs", in, len(programs))
}

// flowOnCPython returns what each program leaves in OUT.
func flowOnCPython(t *testing.T, in control.Interpreter, programs []string) [][]string {
	t.Helper()
	const script = `
import json, sys, warnings
warnings.simplefilter("ignore")
for text in json.load(open(sys.argv[1])):
    space = {"__name__": "__main__"}
    exec(compile(text, "program", "exec"), space)
    print(json.dumps(space["OUT"]))
`
	file := t.TempDir() + "/programs.json"
	data, err := json.Marshal(programs)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(in.Path, "-c", script, file).Output()
	if err != nil {
		if exit, ok := err.(*exec.ExitError); ok {
			t.Fatalf("%v: %v\n%s", in, err, exit.Stderr)
		}
		t.Fatal(err)
	}
	var all [][]string
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		var one []string
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	return all
}

// flowOnMachine returns what a program leaves in OUT on the machine.
func flowOnMachine(text string, minor int) ([]string, error) {
	unit, err := python.Load("program.py", []byte(text))
	if err != nil {
		return nil, err
	}
	prog, err := model.Link(unit.Source)
	if err != nil {
		return nil, err
	}
	m := prog.System(model.Config{Minor: minor}).NewMachine()
	var state model.State
	for {
		var next model.State
		end, err := m.Expand(state, func(s *model.Successor) bool {
			next = append(model.State(nil), s.State...)
			return false
		})
		if err != nil {
			return nil, err
		}
		if end != nil {
			var globals struct{ OUT []string }
			if end.Outcome.Status != "ok" {
				return nil, fmt.Errorf("got outcome %s, want ok", end.Outcome.Status)
			}
			return globals.OUT, json.Unmarshal([]byte(end.Outcome.Globals), &globals)
		}
		state = next
	}
}
