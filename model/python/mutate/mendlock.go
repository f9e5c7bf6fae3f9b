package mutate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/condcheck/condcheck/model/python/syntax"
)

// releaseAlways moves what a try gives back as its last act into a finally.
func releaseAlways(p *program) {
	each(p, func(t *syntax.Try) {
		if len(t.Body) < 2 || len(t.Finally) > 0 || len(t.Else) > 0 {
			return
		}
		last, ok := t.Body[len(t.Body)-1].(*syntax.ExprStmt)
		if !ok || !p.alone(last) {
			return
		}
		_, name, _, ok := p.method(last.Value, known)
		if !ok || name != "release" && name != "task_done" && name != "set" {
			return
		}
		indent, own := p.indent(t)
		if !own {
			return
		}
		end := p.lineEnd(p.off(t.End))
		p.add(Change{Rule: "release-always", What: "moved into a finally"}, last, p.removeLines(last),
			edit{end, end, p.newline(end) + indent + "finally:\n" + indent + "    " + p.text(last) + "\n"})
	})
}

// addLock puts what functions do with state that they share, from the first to the
// last of it, into blocks of a new lock: for each piece of state, in all functions
// that change it across an await, and in each of them alone.
func addLock(p *program) {
	byName := make(map[string][]*syntax.FunctionDef)
	var names []string
	each(p, func(f *syntax.FunctionDef) {
		if !f.Async && p.moduleName("threading") == "" {
			return
		}
		for _, name := range p.sharedIn(f) {
			if byName[name] == nil {
				names = append(names, name)
			}
			byName[name] = append(byName[name], f)
		}
	})
	for _, name := range names {
		fs := byName[name]
		var all []edit
		for _, f := range fs {
			if edits, ok := p.wrap(f, name); ok {
				all = append(all, edits...)
				p.lockAdded(f, name, edits)
			}
		}
		if len(fs) > 1 && len(all) > 0 {
			p.lockAdded(fs[0], name, all)
		}
	}
}

func (p *program) lockAdded(f *syntax.FunctionDef, name string, edits []edit) {
	at := p.firstDefinition()
	construct, module := "def "+f.Name, p.moduleName("threading")
	if f.Async {
		construct, module = "async "+construct, "asyncio"
	}
	made := edit{at, at, fmt.Sprintf("%s = %s.Lock()\n\n\n", p.newName(), module)}
	p.add(Change{Rule: "add-lock", Construct: cut(construct), What: "with a lock around its use of " + name}, f,
		append([]edit{made}, edits...)...)
}

// moduleName is what the program calls a module that it imports as a whole, "" if it
// does not.
func (p *program) moduleName(module string) (name string) {
	for n, m := range p.imports {
		if m == module && (name == "" || n < name) {
			name = n
		}
	}
	return name
}

// newName is a name for a lock that the program does not have.
func (p *program) newName() string {
	for _, name := range []string{"lock", "mutex", "guard"} {
		taken := false
		for _, n := range p.nodes {
			switch n := n.(type) {
			case *syntax.Name:
				taken = taken || n.ID == name
			case *syntax.Arg:
				taken = taken || n.Name == name
			}
		}
		if !taken {
			return name
		}
	}
	return "new_lock"
}

// firstDefinition is the offset of the first function or class of the module.
func (p *program) firstDefinition() int {
	for _, s := range p.tree.Body {
		at := s.Span().Start
		switch s := s.(type) {
		case *syntax.FunctionDef:
			if len(s.Decorators) > 0 {
				at = s.Decorators[0].Span().Start
			}
			return p.lineStart(p.off(at))
		case *syntax.ClassDef:
			if len(s.Decorators) > 0 {
				at = s.Decorators[0].Span().Start
			}
			return p.lineStart(p.off(at))
		}
	}
	return len(p.file.Text)
}

// sharedIn returns the state of the module or of an object that a function changes.
func (p *program) sharedIn(f *syntax.FunctionDef) (names []string) {
	note := func(name string) {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	inside(f, func(n syntax.Node) {
		s, ok := n.(syntax.Stmt)
		if !ok || !p.changesState(s) {
			return
		}
		syntax.Walk(s, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Name:
				if p.declared(n) || p.moduleVariable(n.ID) {
					note(n.ID)
				}
			case *syntax.Attribute:
				if root, ok := n.Value.(*syntax.Name); ok && root.ID == "self" {
					note("self." + n.Attr)
				}
			}
			return true
		})
	})
	return names
}

func (p *program) changesState(s syntax.Stmt) bool {
	switch s.(type) {
	case *syntax.Assign, *syntax.AugAssign, *syntax.AnnAssign, *syntax.Delete, *syntax.ExprStmt:
		return p.writes(s)
	}
	return false
}

// moduleVariable reports whether a name is assigned at the top of the module.
func (p *program) moduleVariable(name string) bool {
	for _, s := range p.tree.Body {
		if a, ok := s.(*syntax.Assign); ok {
			for _, t := range a.Targets {
				if n, ok := t.(*syntax.Name); ok && n.ID == name {
					return true
				}
			}
		}
	}
	return false
}

// wrap puts the statements of a function from the first to the last that uses some
// state into a block of a new lock; ok is false if there is no await among them, or
// they cannot be moved to the right.
func (p *program) wrap(f *syntax.FunctionDef, name string) ([]edit, bool) {
	uses := func(s syntax.Stmt) (found bool) {
		switch s.(type) {
		case *syntax.Global, *syntax.Nonlocal, *syntax.FunctionDef, *syntax.ClassDef:
			return false
		}
		syntax.Walk(s, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Name:
				found = found || n.ID == name
			case *syntax.Attribute:
				found = found || p.text(n) == name
			}
			return true
		})
		return found
	}
	first, last := -1, -1
	for i, s := range f.Body {
		if uses(s) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return nil, false
	}
	header := "with " + p.newName() + ":"
	if f.Async {
		header = "async " + header
	}
	return p.wrapRange(f.Body[first:last+1], f.Async, header)
}

// wrapRange puts statements of one list into a block.
func (p *program) wrapRange(list []syntax.Stmt, async bool, header string) ([]edit, bool) {
	awaits := !async
	for _, s := range list {
		switch s.(type) {
		case *syntax.Global, *syntax.Nonlocal:
			return nil, false
		}
		inside(s, func(n syntax.Node) {
			switch n.(type) {
			case *syntax.Await:
				awaits = true
			case *syntax.With, *syntax.For:
				awaits = true
			}
		})
		if _, ok := s.(*syntax.With); ok {
			awaits = true
		}
	}
	indent, own := p.indent(list[0])
	if !awaits || !own {
		return nil, false
	}
	begin, end := p.lineStart(p.off(list[0].Span().Start)), p.lineEnd(p.off(list[len(list)-1].Span().End))
	return p.reindent(begin, end, indent+header+"\n")
}

// reindent moves lines four columns to the right and puts a line before them.
func (p *program) reindent(begin, end int, before string) ([]edit, bool) {
	text := p.file.Text[begin:end]
	if strings.Contains(text, `"""`) || strings.Contains(text, "'''") {
		return nil, false
	}
	var b strings.Builder
	b.WriteString(before)
	for _, line := range strings.SplitAfter(text, "\n") {
		if strings.TrimSpace(line) != "" {
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
	return []edit{{begin, end, b.String()}}, true
}

// holdLonger puts the statements behind a block of a lock, as far as they use what
// is used in it, into the block.
func holdLonger(p *program) {
	each(p, func(w *syntax.With) {
		if len(w.Items) != 1 || p.lockKind(w.Items[0].Context) == 0 {
			return
		}
		list, i := p.block(w)
		_, own := p.indent(w)
		if !own {
			return
		}
		for n := i + 1; n < len(list); n++ {
			if !p.alone(list[n]) && n+1 < len(list) {
				return
			}
			edits, ok := p.reindent(p.lineStart(p.off(list[i+1].Span().Start)), p.lineEnd(p.off(list[n].Span().End)), "")
			if !ok {
				return
			}
			p.add(Change{Rule: "hold-longer", Construct: cut(withText(p, w, w.Items[0])), What: fmt.Sprintf("held up to line %d", list[n].Span().End.Line)}, w, edits...)
		}
	})
}
