package mutate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/condcheck/condcheck/model/python/syntax"
)

// Mendings returns what may mend a program: the changes turned round.
func Mendings(m *syntax.Module) []Change {
	p := newProgram(m)
	for _, rule := range mendingRules {
		rule(p)
	}
	return p.changed()
}

var mendingRules = []func(*program){
	recheck, wakeMore, wakeRight, addNotify, notifyLater, takeLock, checkInside, keepSet, releaseAlways, addLock, holdLonger,
	orders, arguments, reentrant,
}

// Join makes one change of several; ok is false if they are about the same text.
func Join(list []Change) (joined Change, ok bool) {
	joined = list[0]
	joined.edits = nil
	for _, c := range list {
		for _, e := range c.edits {
			if !slices.Contains(joined.edits, e) {
				joined.edits = append(joined.edits, e)
			}
		}
		joined.StandIn = cmp.Or(joined.StandIn, c.StandIn)
	}
	slices.SortStableFunc(joined.edits, func(a, b edit) int { return a.start - b.start })
	for i := 1; i < len(joined.edits); i++ {
		if joined.edits[i].start < joined.edits[i-1].end {
			return joined, false
		}
	}
	return joined, true
}

// recheck makes each if around a wait a while.
func recheck(p *program) {
	each(p, func(s *syntax.If) {
		if !constantTest(s.Test) && len(s.Else) == 0 && p.waits(s.Body) && p.file.Text[p.off(s.Start)] == 'i' {
			p.add(Change{Rule: "while-for-if", What: "made while"}, s, edit{p.off(s.Start), p.off(s.Start) + len("if"), "while"})
		}
	})
}

// wakeMore makes each notify wake everybody.
func wakeMore(p *program) {
	p.notifying(func(recv syntax.Expr, name string, call *syntax.Call) {
		if name == "notify" {
			p.add(Change{Rule: "notify-all", What: "made notify_all"}, call, p.replace(call, p.text(recv)+".notify_all()"))
		}
	})
}

// wakeRight makes each notify one of the condition of the block that it is in.
func wakeRight(p *program) {
	p.notifying(func(recv syntax.Expr, name string, call *syntax.Call) {
		for _, item := range p.enclosing(call) {
			if p.text(item) != p.text(recv) && p.kindOf(item).has(condition) {
				p.add(Change{Rule: "other-condition", What: "made one of " + p.text(item)}, call, p.replace(recv, p.text(item)))
			}
		}
	})
}

// enclosing returns the locks and conditions whose blocks a node is in, innermost
// first.
func (p *program) enclosing(n syntax.Node) (list []syntax.Expr) {
	for n = p.parent[n]; n != nil; n = p.parent[n] {
		switch n := n.(type) {
		case *syntax.FunctionDef:
			return list
		case *syntax.With:
			for _, item := range n.Items {
				if p.lockKind(item.Context) != 0 {
					list = append(list, item.Context)
				}
			}
		}
	}
	return list
}

// addNotify notifies behind each change of state in the block of a condition, and,
// in a block of its own, behind each that is in none.
func addNotify(p *program) {
	conds := p.conditionNames()
	each(p, func(f *syntax.FunctionDef) {
		inside(f, func(n syntax.Node) {
			s, ok := n.(syntax.Stmt)
			if !ok || !simple(s) || !p.alone(s) || !p.writes(s) {
				return
			}
			indent, _ := p.indent(s)
			end := p.lineEnd(p.off(s.Span().End))
			inBlock := p.enclosing(s)
			for _, c := range conds {
				same := slices.ContainsFunc(inBlock, func(e syntax.Expr) bool { return p.text(e) == c })
				siblings := slices.ContainsFunc(inBlock, func(e syntax.Expr) bool { return p.kindOf(e).has(condition) })
				if !p.visible(f, c) || p.notifiesBehind(s, c) {
					continue
				}
				for _, method := range []string{"notify", "notify_all"} {
					text := fmt.Sprintf("%s.%s()", c, method)
					if !same && !siblings {
						if !f.Async {
							continue
						}
						text = fmt.Sprintf("async with %s:\n%s    %s", c, indent, text)
					}
					what := fmt.Sprintf("followed by %s.%s()", c, method)
					p.add(Change{Rule: "add-notify", What: what}, s, edit{end, end, p.newline(end) + indent + text + "\n"})
				}
			}
		})
	})
}

// newline is a newline if the text before an offset does not end with one.
func (p *program) newline(at int) string {
	if at > 0 && p.file.Text[at-1] != '\n' {
		return "\n"
	}
	return ""
}

// conditionNames are the expressions that somebody waits on.
func (p *program) conditionNames() (names []string) {
	each(p, func(c *syntax.Call) {
		recv, name, _, ok := p.method(c, condition)
		if ok && (name == "wait" || name == "wait_for") && plain(recv) && !slices.Contains(names, p.text(recv)) {
			names = append(names, p.text(recv))
		}
	})
	return names
}

// visible reports whether an expression of names can be used in a function as it
// is used elsewhere.
func (p *program) visible(f *syntax.FunctionDef, text string) bool {
	root, _, _ := strings.Cut(text, ".")
	root, _, _ = strings.Cut(root, "[")
	for _, a := range slices.Concat(f.Args.PosOnly, f.Args.Args, f.Args.KwOnly) {
		if a.Name == root {
			return true
		}
	}
	found := false
	for _, s := range append(slices.Clone(p.tree.Body), f.Body...) {
		if a, ok := s.(*syntax.Assign); ok {
			for _, t := range a.Targets {
				syntax.Walk(t, func(n syntax.Node) bool {
					name, ok := n.(*syntax.Name)
					found = found || ok && name.ID == root
					return true
				})
			}
		}
	}
	return found
}

// notifiesBehind reports whether a notify of a condition follows in the block.
func (p *program) notifiesBehind(s syntax.Stmt, cond string) (found bool) {
	list, i := p.block(s)
	for _, x := range list[min(i+1, len(list)):] {
		syntax.Walk(x, func(n syntax.Node) bool {
			recv, name, _, ok := p.method(n, condition)
			found = found || ok && strings.HasPrefix(name, "notify") && p.text(recv) == cond
			return true
		})
	}
	return found
}

// notifyLater moves each notify behind the changes of state that follow it, in its
// block or behind that.
func notifyLater(p *program) {
	p.notifying(func(recv syntax.Expr, _ string, call *syntax.Call) {
		s, ok := p.statement(call)
		if !ok || !p.alone(s) {
			return
		}
		list, i := p.block(s)
		last := i
		for j := i + 1; j < len(list) && simple(list[j]) && p.alone(list[j]); j++ {
			if p.writes(list[j]) {
				last = j
			}
		}
		if last > i {
			behind := list[last]
			end := p.lineEnd(p.off(behind.Span().End))
			indent, _ := p.indent(behind)
			p.add(Change{Rule: "notify-later", What: fmt.Sprintf("moved behind line %d", behind.Span().End.Line)}, call,
				p.removeLines(s), edit{end, end, p.newline(end) + indent + p.text(s) + "\n"})
		}
		p.moveBlock(s)
	})
}

// moveBlock moves a block that only notifies behind the next statement that
// changes state, and what it says into a block of its condition that does.
func (p *program) moveBlock(s *syntax.ExprStmt) {
	w, ok := p.parent[s].(*syntax.With)
	if !ok || len(w.Body) != 1 {
		return
	}
	list, i := p.block(w)
	for _, x := range list[min(i+1, len(list)):] {
		indent, own := p.indent(x)
		if !own || !p.writesIn([]syntax.Stmt{x}) {
			continue
		}
		end := p.lineEnd(p.off(x.Span().End))
		text := p.file.Text[p.off(w.Start):p.off(w.End)]
		p.add(Change{Rule: "notify-later", What: fmt.Sprintf("moved behind line %d", x.Span().End.Line)}, w,
			p.removeLines(w), edit{end, end, p.newline(end) + indent + text + "\n"})
		return
	}
}

// takeLock puts each notify that is in no block of its condition into one.
func takeLock(p *program) {
	p.notifying(func(recv syntax.Expr, _ string, call *syntax.Call) {
		s, ok := p.statement(call)
		if !ok || !p.alone(s) || len(p.enclosing(call)) > 0 {
			return
		}
		block := "with "
		if !p.kindOf(recv).has(threaded) {
			if block = "async with "; !p.async(call) {
				return
			}
		}
		indent, _ := p.indent(s)
		p.add(Change{Rule: "take-lock", What: "with the lock taken"}, call, p.insert(s.Start, block+p.text(recv)+":\n"+indent+"    "))
	})
}

// checkInside moves the check before a block that only waits into it.
func checkInside(p *program) {
	each(p, func(s *syntax.If) {
		if len(s.Body) != 1 || len(s.Else) > 0 || p.file.Text[p.off(s.Start)] != 'i' {
			return
		}
		w, ok := s.Body[0].(*syntax.With)
		if !ok || len(w.Items) != 1 || !p.waits(w.Body) || p.lockKind(w.Items[0].Context) == 0 {
			return
		}
		header, ok := p.withoutBlock(w)
		if !ok {
			return
		}
		header.text = "while " + p.text(s.Test)
		p.add(Change{Rule: "check-inside", What: "made in the block, and again after each wait"}, s,
			edit{p.off(s.Start), p.off(s.Test.Span().End), withText(p, w, w.Items[0])}, header)
	})
}

// keepSet keeps each event set that is set and cleared at once.
func keepSet(p *program) {
	each(p, func(c *syntax.Call) {
		if _, name, call, ok := p.method(c, event); ok && name == "clear" {
			p.add(Change{Rule: "no-clear", What: "deleted"}, call, p.withoutCall(call))
		}
	})
}
