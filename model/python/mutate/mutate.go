// Package mutate changes programs at their synchronisation: it takes a lock, a
// loop or a notify away, or makes it weaker or stronger, and gives the text of the
// changed program, which is again one that CPython runs. It works on the tree
// alone; what a change does to the program's executions is found out elsewhere.
package mutate

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

// StandIns are the modules, by name, that changed programs import on CPython in the
// place of locks that have been taken away; the model has its own of those names.
var StandIns = map[string]string{standIn: standInAsyncio, standInThreads: standInThreading}

const (
	standIn        = "condcheck"
	standInThreads = "condcheck_threads"
)

//go:embed standin_asyncio.py
var standInAsyncio string

//go:embed standin_threads.py
var standInThreading string

// A Change is one construct of a program made different.
type Change struct {
	// Rule names what is done, and stays the same: "no-lock", "if-for-while".
	Rule string
	// Pos is the place of the construct, and Construct its text, in one line.
	Pos       source.Pos
	Construct string
	// What says what is done to it: "made notify_all".
	What string
	// StandIn is the name of the one of StandIns that the changed program imports, if
	// it does.
	StandIn string

	edits []edit
}

// An edit puts text in the place of the bytes from start to end.
type edit struct {
	start, end int
	text       string
}

// Changes returns what can be taken away from a program or weakened, in the order
// of the text.
func Changes(m *syntax.Module) []Change {
	p := newProgram(m)
	for _, rule := range rules {
		rule(p)
	}
	p.together("notify-one", "if-for-while")
	return p.changed()
}

// together adds, for each of the rules that applies in several places, a change of
// all of them: each alone may be made up for by the others.
func (p *program) together(names ...string) {
	for _, name := range names {
		var list []Change
		for _, c := range p.changes {
			if c.Rule == name {
				list = append(list, c)
			}
		}
		if len(list) < 2 {
			continue
		}
		if c, ok := Join(list); ok {
			c.Rule += "-everywhere"
			c.What += fmt.Sprintf(", in all %d places", len(list))
			p.changes = append(p.changes, c)
		}
	}
}

var rules = []func(*program){
	blocks, objects, notifies, moves, loops, predicates, events,
	joins, shares, splits, conversions, timeouts, releases, guards, bounds,
	orders, notReentrant, ends,
}

// changed sorts the changes and drops those whose program has been had before.
func (p *program) changed() []Change {
	slices.SortStableFunc(p.changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col))
	})
	known := map[string]bool{p.file.Text: true}
	var out []Change
	for _, c := range p.changes {
		text := c.Apply(p.file)
		file := source.NewFile(p.file.Name, text)
		if known[text] {
			continue
		}
		known[text] = true
		if _, err := syntax.Parse(file); err == nil {
			out = append(out, c)
		}
	}
	return out
}

// Apply returns the text of the changed program.
func (c *Change) Apply(f *source.File) string {
	var b strings.Builder
	at := 0
	for _, e := range c.edits {
		b.WriteString(f.Text[at:e.start])
		b.WriteString(e.text)
		at = e.end
	}
	b.WriteString(f.Text[at:])
	return b.String()
}

// Original returns the line of the original program that a line of the changed
// one comes from; 0 if it is new.
func (c *Change) Original(f *source.File, line int32) int32 {
	changed := source.NewFile(f.Name, c.Apply(f))
	if line < 1 || int(line) > changed.Lines() {
		return 0
	}
	text := changed.Line(int(line))
	off := changed.Offset(source.Pos{Line: line, Col: 1})
	off += len(text) - len(strings.TrimLeft(text, " \t"))
	shift := 0 // of what stands behind the edits seen so far
	for _, e := range c.edits {
		switch begin := e.start + shift; {
		case off < begin:
			return f.Pos(off - shift).Line
		case off < begin+len(e.text):
			if strings.Contains(e.text, "\n") && off > begin {
				return 0
			}
			return f.Pos(e.start).Line
		}
		shift += len(e.text) - (e.end - e.start)
	}
	return f.Pos(off - shift).Line
}

// add records a change.
func (p *program) add(c Change, at syntax.Node, edits ...edit) {
	c.Pos = at.Span().Start
	if c.Construct == "" {
		c.Construct = p.brief(at)
	}
	for _, e := range edits {
		for name := range StandIns {
			if strings.Contains(e.text, name+".") {
				c.StandIn = name
			}
		}
	}
	if c.StandIn != "" {
		edits = append(edits, p.importing(c.StandIn))
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	for i := 1; i < len(edits); i++ {
		if edits[i].start < edits[i-1].end {
			return // they would overlap: there is no such program
		}
	}
	c.edits = edits
	p.changes = append(p.changes, c)
}

// standIn is the module that stands in for the locks of a kind.
func (k kind) standIn() string {
	if k.has(threaded) {
		return standInThreads
	}
	return standIn
}

// importing imports a module on the line of the first import.
func (p *program) importing(module string) edit {
	at := 0
	for _, s := range p.tree.Body {
		switch s := s.(type) {
		case *syntax.Import:
			return edit{p.off(s.End), p.off(s.End), "; import " + module}
		case *syntax.ImportFrom:
			if s.Module != "__future__" {
				return edit{p.off(s.End), p.off(s.End), "; import " + module}
			}
			at = p.lineEnd(p.off(s.End))
		case *syntax.ExprStmt: // the docstring
			if at == 0 {
				at = p.lineEnd(p.off(s.End))
			}
		default:
			return edit{at, at, "import " + module + "\n"}
		}
	}
	return edit{at, at, "import " + module + "\n"}
}
