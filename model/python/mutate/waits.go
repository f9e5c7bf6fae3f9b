package mutate

import (
	"strings"

	"github.com/condcheck/condcheck/model/python/syntax"
)

// waits reports whether a statement list waits on a condition or an event, outside
// of inner loops.
func (p *program) waits(list []syntax.Stmt) (found bool) {
	for _, s := range list {
		syntax.Walk(s, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.FunctionDef, *syntax.ClassDef, *syntax.Lambda, *syntax.While, *syntax.For:
				return false
			case *syntax.Call:
				if _, name, _, ok := p.method(n, condition|event); ok && name == "wait" {
					found = true
				}
			}
			return true
		})
	}
	return found
}

// jumps reports whether break or continue statements of a loop are in its body.
func jumps(list []syntax.Stmt) (breaks, continues bool) {
	for _, s := range list {
		syntax.Walk(s, func(n syntax.Node) bool {
			switch n.(type) {
			case *syntax.FunctionDef, *syntax.ClassDef, *syntax.While, *syntax.For:
				return false
			case *syntax.Break:
				breaks = true
			case *syntax.Continue:
				continues = true
			}
			return true
		})
	}
	return breaks, continues
}

func constantTest(e syntax.Expr) bool {
	_, ok := e.(*syntax.Constant)
	return ok
}

// loops makes each while around a wait an if.
func loops(p *program) {
	each(p, func(w *syntax.While) {
		if constantTest(w.Test) || len(w.Else) > 0 || !p.waits(w.Body) {
			return
		}
		c := Change{Rule: "if-for-while", What: "made if"}
		breaks, continues := jumps(w.Body)
		if !breaks && !continues {
			p.add(c, w, edit{p.off(w.Start), p.off(w.Start) + len("while"), "if"})
			return
		}
		last := w.Body[len(w.Body)-1]
		if indent, ok := p.indent(w.Body[0]); ok && !continues {
			end := p.lineEnd(p.off(last.Span().End))
			p.add(c, w, edit{end, end, indent + "break\n"})
		}
	})
	p.waitFors(func(call *syntax.Call, await bool, recv, pred string) {
		wait := recv + ".wait()"
		if await {
			wait = "await " + wait
		}
		p.add(Change{Rule: "if-for-while", What: "made a check and one wait"}, call,
			p.replaceAwaited(call, "(("+pred+")() or "+wait+")"))
	})
}

// predicates takes the check before each wait away.
func predicates(p *program) {
	each(p, func(w *syntax.While) {
		if breaks, continues := jumps(w.Body); constantTest(w.Test) || len(w.Else) > 0 || !p.waits(w.Body) || breaks || continues {
			return
		}
		p.add(Change{Rule: "no-predicate", What: "made a wait without a check"}, w,
			edit{p.off(w.Start), p.off(w.Test.Span().End), "if True"})
	})
	each(p, func(s *syntax.If) {
		if constantTest(s.Test) || len(s.Else) > 0 || !p.waits(s.Body) {
			return
		}
		if p.file.Text[p.off(s.Start)] == 'i' { // no elif
			p.add(Change{Rule: "no-predicate", What: "made a wait without a check"}, s, p.replace(s.Test, "True"))
		}
	})
	p.waitFors(func(call *syntax.Call, await bool, recv, _ string) {
		p.add(Change{Rule: "no-predicate", What: "made a bare wait"}, call, p.replace(call, recv+".wait()"))
	})
}

// waitFors calls f for each cond.wait_for(predicate): whether it is awaited, the
// text of the condition, and that of the predicate.
func (p *program) waitFors(f func(call *syntax.Call, await bool, recv, pred string)) {
	each(p, func(c *syntax.Call) {
		recv, name, call, ok := p.method(c, condition)
		if !ok || name != "wait_for" {
			return
		}
		pred := argument(call, 0, "predicate")
		if pred == nil {
			return
		}
		_, await := p.parent[call].(*syntax.Await)
		if !await && !p.kindOf(recv).has(threaded) {
			return // the coroutine goes elsewhere
		}
		f(call, await, p.text(recv), strings.TrimSpace(p.text(pred)))
	})
}

// replaceAwaited puts text in the place of a call and of the await before it.
func (p *program) replaceAwaited(call *syntax.Call, text string) edit {
	if a, ok := p.parent[call].(*syntax.Await); ok {
		return p.replace(a, text)
	}
	return p.replace(call, text)
}

// events deletes each set and clear of an event, and each task_done.
func events(p *program) {
	each(p, func(c *syntax.Call) {
		recv, name, call, ok := p.method(c, event|queue)
		if !ok {
			return
		}
		k := p.kindOf(recv)
		switch {
		case k.has(event) && name == "set", k.has(event) && name == "clear", k.has(queue) && name == "task_done":
			p.add(Change{Rule: "no-" + strings.ReplaceAll(name, "_", "-"), What: "deleted"}, call, p.withoutCall(call))
		}
	})
}
