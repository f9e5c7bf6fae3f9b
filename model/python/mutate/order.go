package mutate

import (
	"fmt"
	"strings"

	"github.com/condcheck/condcheck/model/python/syntax"
)

// orders takes two locks the other way round: where a block of one is in a block of
// the other, or one statement takes both.
func orders(p *program) {
	each(p, func(w *syntax.With) {
		for i := 0; i+1 < len(w.Items); i++ {
			p.exchange(w, w.Items[i], w, w.Items[i+1])
		}
		if len(w.Items) != 1 {
			return
		}
		for up := p.parent[w]; up != nil; up = p.parent[up] {
			switch up := up.(type) {
			case *syntax.FunctionDef, *syntax.ClassDef:
				return
			case *syntax.With:
				if len(up.Items) == 1 && up.Async == w.Async {
					p.exchange(up, up.Items[0], w, w.Items[0])
				}
				return
			}
		}
	})
}

// exchange exchanges what two items take.
func (p *program) exchange(outer *syntax.With, a *syntax.WithItem, inner *syntax.With, b *syntax.WithItem) {
	x, y := p.text(a.Context), p.text(b.Context)
	if p.lockKind(a.Context) == 0 || p.lockKind(b.Context) == 0 || a.Vars != nil || b.Vars != nil || x == y {
		return
	}
	p.add(Change{Rule: "lock-order", Construct: cut(withText(p, inner, b)), What: "taken before " + x}, inner,
		p.replace(a.Context, y), p.replace(b.Context, x))
}

// arguments exchanges two locks that are passed one after the other.
func arguments(p *program) {
	swap := func(at syntax.Node, list []syntax.Expr) {
		for i := 0; i+1 < len(list); i++ {
			a, b := list[i], list[i+1]
			if plain(a) && plain(b) && p.kindOf(a).has(lock|semaphore) && p.kindOf(b).has(lock|semaphore) && p.text(a) != p.text(b) {
				p.add(Change{Rule: "lock-order", What: fmt.Sprintf("with %s and %s exchanged", p.text(a), p.text(b))}, at,
					p.replace(a, p.text(b)), p.replace(b, p.text(a)))
			}
		}
	}
	each(p, func(c *syntax.Call) {
		swap(c, c.Args)
		for _, k := range c.Keywords {
			if t, ok := k.Value.(*syntax.Tuple); ok && k.Arg == "args" {
				swap(c, t.Elts)
			}
		}
	})
}

// reentrant makes each Lock of threads one that its holder may take again, and the
// other way round.
func reentrant(p *program) { p.otherLock("Lock", "RLock", "made one that its holder may take again") }

func notReentrant(p *program) {
	p.otherLock("RLock", "Lock", "made one that its holder may not take again")
	each(p, func(c *syntax.Call) { // a condition has an RLock if it is given none
		a, ok := c.Func.(*syntax.Attribute)
		if k := p.constructor(c.Func); ok && p.library(c.Func) && k.has(condition) && k.has(threaded) && len(c.Args)+len(c.Keywords) == 0 {
			p.add(Change{Rule: "plain-lock", What: "with a lock that its holder may not take again"}, c,
				p.replace(c, fmt.Sprintf("%s(%s.Lock())", p.text(a), p.text(a.Value))))
		}
	})
}

func (p *program) otherLock(from, to, what string) {
	rule := map[string]string{"Lock": "plain-lock", "RLock": "reentrant-lock"}[to]
	each(p, func(c *syntax.Call) {
		a, ok := c.Func.(*syntax.Attribute)
		if ok && p.dotted(c.Func) == "threading."+from {
			p.add(Change{Rule: rule, What: what}, c, p.replace(a, p.text(a.Value)+"."+to))
		}
	})
}

// ends deletes each join of a thread or a queue.
func ends(p *program) {
	each(p, func(c *syntax.Call) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || a.Attr != "join" || p.module(a.Value) {
			return
		}
		s, ok := p.statement(c)
		if !ok || len(c.Args) > 0 && !number(c.Args[0]) { // of a string
			return
		}
		p.add(Change{Rule: "no-join", What: "deleted"}, c, p.replace(s, "pass"))
	})
}

// shares makes one condition of those that a comprehension makes on one lock.
func shares(p *program) {
	each(p, func(l *syntax.ListComp) {
		c, ok := l.Elt.(*syntax.Call)
		if !ok || !p.library(c.Func) || !p.constructor(c.Func).has(condition) || argument(c, 0, "lock") == nil {
			return
		}
		text := p.text(l)
		inside := p.text(l.Elt)
		p.add(Change{Rule: "one-condition", What: "one and the same"}, l,
			p.replace(l, fmt.Sprintf("[%s] * len(%s)", inside, strings.Replace(text, inside, "0", 1))))
	})
}
