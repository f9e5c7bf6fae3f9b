// Package proptest generates asyncio programs for property tests with rapid.
// It owns what generated programs look like; what is checked of them is the
// business of the test.
//
// A program is ordinary Python text that CPython runs as it is: two to four
// tasks that share locks, conditions, events, semaphores, queues, futures and
// plain data in global variables, small enough that all its executions can be
// enumerated. It shrinks statement by statement, and what is not used is not
// defined, so that a counterexample reads as if written by hand.
package proptest

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// Options say what the generated programs are made of. The zero value is ready
// to use.
type Options struct {
	// Minor is the oldest CPython 3.Minor that the programs have to run on:
	// nothing newer is used. 0 is 8.
	Minor int
	// Statements bounds the number of statements that a program's tasks have.
	// 0 is 8.
	Statements int
}

// Program generates programs.
func Program(opts Options) *rapid.Generator[string] {
	if opts.Minor == 0 {
		opts.Minor = 8
	}
	if opts.Statements == 0 {
		opts.Statements = 8
	}
	return rapid.Custom(func(t *rapid.T) string {
		g := &program{Options: opts, used: map[string]bool{}}
		return g.text(t)
	})
}

// A program is a program in the making.
type program struct {
	Options
	left    int // statements that may still be made
	labels  int // labels given out
	tasks   int // tasks that main makes
	used    map[string]bool
	helpers []string // the functions helper1, helper2, …
}

// A place is where a statement stands.
type place struct {
	task    int             // number of the task; -1 in main and in helpers
	depth   int             // blocks around it
	holds   string          // the innermost condition whose lock is held
	loop    bool            // in a loop: break and continue are possible
	helper  bool            // in a helper, which calls no other
	assigns map[string]bool // global variables that the function assigns to
}

func (p place) inside() place { p.depth++; return p }

// use notes that a shared object is needed and returns its name.
func (g *program) use(name string) string { g.used[name] = true; return name }

// label returns a new short string literal.
func (g *program) label() string {
	g.labels++
	n := g.labels - 1
	s := string(rune('a' + n%26))
	if n >= 26 {
		s += fmt.Sprint(n / 26)
	}
	return `"` + s + `"`
}

// below returns a number below n, each as likely as the others: rapid's own
// numbers are small ones most of the time, which makes dull programs. It shrinks
// to 0.
func below(t *rapid.T, n int) int {
	x := 0
	for range 9 {
		x <<= 1
		if rapid.Bool().Draw(t, "bit") {
			x++
		}
	}
	return x * n >> 9
}

// one returns one of the alternatives, the first being the simplest.
func one(t *rapid.T, of ...string) string { return of[below(t, len(of))] }

// chance is true about once in n times, and false when shrunk.
func chance(t *rapid.T, n int) bool { return below(t, n) == n-1 }

// indent puts a block under a header.
func indent(header string, body []string) []string {
	lines := []string{header}
	if len(body) == 0 {
		body = []string{"pass"}
	}
	for _, l := range body {
		lines = append(lines, "    "+l)
	}
	return lines
}

// block makes one statement to most, if there is room for them.
func (g *program) block(t *rapid.T, p place, most int) []string {
	var lines []string
	if most = min(most, g.left); most <= 0 {
		return nil
	}
	statement := rapid.Custom(func(t *rapid.T) []string {
		if g.left <= 0 {
			rapid.Bool().Draw(t, "nothing") // rapid wants something drawn
			return nil
		}
		g.left--
		return g.statement(t, p)
	})
	for _, s := range rapid.SliceOfN(statement, min(1, most), most).Draw(t, "block") {
		lines = append(lines, s...)
	}
	return lines
}

// function makes a function of the program.
func (g *program) function(header string, p place, body []string) []string {
	if len(p.assigns) > 0 {
		var names []string
		for name := range p.assigns {
			names = append(names, name)
		}
		slices.Sort(names)
		body = append([]string{"global " + strings.Join(names, ", ")}, body...)
	}
	return indent(header, body)
}

// text makes the whole program.
func (g *program) text(t *rapid.T) string {
	g.tasks = 1 + below(t, 3)
	g.left = 2 + below(t, g.Statements-1)
	var workers [][]string
	for i := range g.tasks {
		p := place{task: i, assigns: map[string]bool{}}
		body := g.block(t, p, 5)
		workers = append(workers, g.function(fmt.Sprintf("async def task%d():", i), p, body))
	}
	mp := place{task: -1, assigns: map[string]bool{}}
	main := g.main(t, mp)
	made := g.makeShared(t, mp)
	main = g.function("async def main():", mp, append(made, main...))

	lines := g.header()
	for _, h := range g.helpers {
		lines = append(lines, "", "")
		lines = append(lines, strings.Split(h, "\n")...)
	}
	for _, w := range append(workers, main) {
		lines = append(lines, "", "")
		lines = append(lines, w...)
	}
	lines = append(lines, "", "", "asyncio.run(main())")
	return strings.Join(lines, "\n") + "\n"
}

// main makes main's statements: it starts the tasks, does something itself, and
// waits for them in one way or another.
func (g *program) main(t *rapid.T, p place) []string {
	var lines, names []string
	for i := range g.tasks {
		name := fmt.Sprintf("t%d", i)
		names = append(names, name)
		if g.used[name] {
			p.assigns[name] = true
		}
		runs := i
		if i > 0 && chance(t, 3) {
			runs = i - 1 // like another
		}
		lines = append(lines, fmt.Sprintf("%s = asyncio.create_task(task%d())", name, runs))
	}
	if chance(t, 2) {
		lines = append(lines, g.block(t, p, 3)...)
	}
	for i := range g.tasks {
		if name := names[i]; g.used[name] {
			p.assigns[name] = true
		}
	}
	all := strings.Join(names, ", ")
	switch below(t, 11) {
	case 0:
		return append(lines, fmt.Sprintf("await asyncio.gather(%s)", all))
	case 1:
		return append(lines, fmt.Sprintf("await asyncio.gather(%s, return_exceptions=True)", all))
	case 2:
		for _, n := range names {
			lines = append(lines, "await "+n)
		}
		return lines
	case 3:
		return append(lines, fmt.Sprintf("await asyncio.wait([%s])", all))
	case 4:
		lines = append(lines, fmt.Sprintf("done, pending = await asyncio.wait([%s], timeout=1)", all))
		return append(lines, "log.append(len(pending))")
	case 5:
		return append(lines, "await asyncio.sleep(1)")
	case 6:
		return append(lines, fmt.Sprintf("await asyncio.wait_for(asyncio.gather(%s), 1)", all))
	case 7:
		return append(lines, fmt.Sprintf("for each in "+one(t, "[%s]", "(%s, )", "[t0, %s]")+":", all), "    await each")
	case 8:
		lines = append(lines, fmt.Sprintf("each = [%s]", all), "for started in each:", "    await started")
		return append(lines, one(t, "log.append(len(each))", "await each[0]", "pass"))
	}
	return lines // what the tasks have not done by now is cancelled
}
