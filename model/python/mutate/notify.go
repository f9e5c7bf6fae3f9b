package mutate

import (
	"fmt"

	"github.com/condcheck/condcheck/model/python/syntax"
)

// notifying returns the notify calls of a program.
func (p *program) notifying(f func(recv syntax.Expr, name string, call *syntax.Call)) {
	each(p, func(c *syntax.Call) {
		recv, name, call, ok := p.method(c, condition)
		if ok && (name == "notify" || name == "notify_all" || name == "notifyAll") {
			f(recv, name, call)
		}
	})
}

// notifies deletes each notify, makes it wake more or fewer, and gives the lock
// back around it.
func notifies(p *program) {
	p.notifying(func(recv syntax.Expr, name string, call *syntax.Call) {
		at := p.text(recv)
		p.add(Change{Rule: "no-notify", What: "deleted"}, call, p.withoutCall(call))
		if name != "notify" {
			p.add(Change{Rule: "notify-one", What: "made notify"}, call, p.replace(call, at+".notify()"))
		} else {
			p.add(Change{Rule: "notify-all", What: "made notify_all"}, call, p.replace(call, at+".notify_all()"))
			if n := argument(call, 0, "n"); n != nil {
				value, isKnown := p.number(n)
				for _, by := range []int64{1, -1} {
					what := map[int64]string{1: "one more", -1: "one fewer"}[by]
					if isKnown {
						what = fmt.Sprintf("made notify(%d)", value+by)
					}
					if !isKnown || value+by > 0 {
						p.add(Change{Rule: "notify-n", What: what}, call, p.replace(n, p.plus(n, by)))
					}
				}
			}
		}
		p.dropAround(recv, name, call)
	})
}

// dropAround gives the lock back for the time of a notify.
func (p *program) dropAround(recv syntax.Expr, name string, call *syntax.Call) {
	s, ok := p.statement(call)
	threads := p.kindOf(recv).has(threaded)
	if !ok || !plain(recv) || !threads && !p.async(call) {
		return
	}
	again := p.text(recv) + ".acquire()"
	if !threads {
		again = "await " + again
	}
	args := ""
	if n := argument(call, 0, "n"); n != nil {
		args = p.text(n)
	}
	method := "notify"
	if name != "notify" {
		method = "notify_all"
	}
	p.add(Change{Rule: "notify-unlocked", What: "with the lock dropped around it"}, call,
		p.replace(s, fmt.Sprintf("%s.unlocked(%s).%s(%s); %s", p.kindOf(recv).standIn(), p.text(recv), method, args, again)))
}

// moves puts each notify before the change of state that it announces, and out of
// its block.
func moves(p *program) {
	p.notifying(func(recv syntax.Expr, _ string, call *syntax.Call) {
		s, ok := p.statement(call)
		if !ok || !p.alone(s) {
			return
		}
		list, i := p.block(s)
		first := i
		for j := i - 1; j >= 0 && simple(list[j]) && p.alone(list[j]); j-- {
			if p.writes(list[j]) {
				first = j
			}
		}
		if first < i {
			before := list[first]
			indent, _ := p.indent(before)
			p.add(Change{Rule: "notify-early", What: fmt.Sprintf("moved before line %d", before.Span().Start.Line)}, call,
				p.insert(before.Span().Start, p.text(s)+"\n"+indent), p.removeLines(s))
		}
		p.outside(recv, s)
	})
}

// outside puts a notify into a block of its own before, and behind, the block that
// it is in.
func (p *program) outside(recv syntax.Expr, s *syntax.ExprStmt) {
	w, ok := p.parent[s].(*syntax.With)
	if !ok || len(w.Items) != 1 || !p.alone(s) || p.lockKind(w.Items[0].Context) == 0 {
		return
	}
	indent, ok := p.indent(w)
	if !ok || !p.writesIn(w.Body) {
		return
	}
	own := withText(p, w, w.Items[0]) + ": " + p.text(s)
	p.add(Change{Rule: "notify-before-block", What: "moved out of the block, before it"}, s.Value,
		p.insert(w.Start, own+"\n"+indent), p.replace(s, "pass"))
	end := p.lineEnd(p.off(w.End))
	if !leaves(w) && end > 0 && p.file.Text[end-1] == '\n' {
		p.add(Change{Rule: "notify-behind-block", What: "moved out of the block, behind it"}, s.Value,
			p.replace(s, "pass"), edit{end, end, indent + own + "\n"})
	}
}

func (p *program) writesIn(list []syntax.Stmt) bool {
	for _, s := range list {
		found := false
		syntax.Walk(s, func(n syntax.Node) bool {
			if x, ok := n.(syntax.Stmt); ok && simple(x) && p.writes(x) {
				found = true
			}
			return true
		})
		if found {
			return true
		}
	}
	return false
}

// simple reports whether a statement runs through without a wait.
func simple(s syntax.Stmt) bool {
	switch s.(type) {
	case *syntax.Assign, *syntax.AugAssign, *syntax.AnnAssign, *syntax.Delete, *syntax.ExprStmt, *syntax.Assert, *syntax.Pass:
	default:
		return false
	}
	awaits := false
	inside(s, func(n syntax.Node) {
		switch n.(type) {
		case *syntax.Await, *syntax.Yield, *syntax.YieldFrom:
			awaits = true
		}
	})
	return !awaits
}

// changers are methods and functions that change what they are called on.
var changers = map[string]bool{
	"append": true, "appendleft": true, "pop": true, "popleft": true, "popitem": true, "add": true, "remove": true,
	"discard": true, "insert": true, "extend": true, "update": true, "clear": true, "setdefault": true,
	"heappush": true, "heappop": true, "put_nowait": true, "get_nowait": true, "set": true,
}

// writes reports whether a simple statement changes what other tasks may see.
func (p *program) writes(s syntax.Stmt) (found bool) {
	shared := func(t syntax.Expr) {
		syntax.Walk(t, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Attribute, *syntax.Subscript:
				found = true
			case *syntax.Name:
				found = found || p.declared(n)
			}
			return !found
		})
	}
	switch s := s.(type) {
	case *syntax.Assign:
		for _, t := range s.Targets {
			shared(t)
		}
	case *syntax.AugAssign:
		shared(s.Target)
	case *syntax.AnnAssign:
		shared(s.Target)
	case *syntax.Delete:
		found = true
	}
	inside(s, func(n syntax.Node) {
		if c, ok := n.(*syntax.Call); ok && changers[lastName(c.Func)] {
			found = true
		}
	})
	return found
}

// declared reports whether a name is declared global or nonlocal in its function.
func (p *program) declared(n *syntax.Name) (found bool) {
	f := p.function(n)
	if f == nil {
		return false
	}
	inside(f, func(x syntax.Node) {
		var names []*syntax.Ident
		switch x := x.(type) {
		case *syntax.Global:
			names = x.Names
		case *syntax.Nonlocal:
			names = x.Names
		}
		for _, id := range names {
			found = found || id.Name == n.ID
		}
	})
	return found
}
