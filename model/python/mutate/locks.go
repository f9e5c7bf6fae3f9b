package mutate

import (
	"fmt"
	"strings"

	"github.com/condcheck/condcheck/model/python/syntax"
)

// blocks takes the lock of each with block away.
func blocks(p *program) {
	each(p, func(w *syntax.With) {
		for _, item := range w.Items {
			k := p.lockKind(item.Context)
			if k == 0 {
				continue
			}
			c := Change{Rule: "no-lock", Construct: cut(withText(p, w, item)), What: "without the lock: wait and notify do not ask"}
			bare, can := p.withoutItem(w, item)
			if !k.has(condition) && !p.conditions() && can {
				c.What = "removed"
				p.add(c, w, bare)
				p.plainRelease(w, item)
				continue
			}
			if !k.has(condition) {
				c.What = "without taking it"
			}
			p.add(c, w, p.replace(item.Context, k.standIn()+".unlocked("+p.text(item.Context)+")"))
			if k.has(condition) && can {
				c.Rule, c.What = "no-block", "removed"
				p.add(c, w, bare)
			}
			p.plainRelease(w, item)
		}
	})
}

// conditions reports whether the program makes conditions.
func (p *program) conditions() (found bool) {
	each(p, func(c *syntax.Call) { found = found || p.constructor(c.Func).has(condition) })
	return found
}

// withoutItem takes one item away from a with statement; if it is the only one,
// the statement becomes an if True.
func (p *program) withoutItem(w *syntax.With, item *syntax.WithItem) (edit, bool) {
	if item.Vars != nil {
		return edit{}, false
	}
	if len(w.Items) == 1 {
		return p.withoutBlock(w)
	}
	for i, x := range w.Items {
		if x != item {
			continue
		}
		if i+1 < len(w.Items) {
			return edit{p.off(item.Start), p.off(w.Items[i+1].Start), ""}, true
		}
		return edit{p.off(w.Items[i-1].End), p.off(item.End), ""}, true
	}
	return edit{}, false
}

// plainRelease takes what a with block takes, and gives it back behind the block
// only if nothing is raised there.
func (p *program) plainRelease(w *syntax.With, item *syntax.WithItem) {
	header, ok := p.withoutItem(w, item)
	indent, own := p.indent(w)
	end := p.lineEnd(p.off(w.End))
	if !ok || !own || len(w.Items) > 1 || leaves(w) || end == 0 || p.file.Text[end-1] != '\n' {
		return
	}
	obj := p.text(item.Context)
	take := obj + ".acquire()"
	if w.Async {
		take = "await " + take
	}
	header.text = take + "\n" + indent + "if True"
	p.add(Change{Rule: "plain-release", Construct: cut(withText(p, w, item)), What: "released only if nothing is raised"}, w,
		header, edit{end, end, indent + obj + ".release()\n"})
}

// leaves reports whether a statement may be left by a jump.
func leaves(s syntax.Stmt) (found bool) {
	inside(s, func(n syntax.Node) {
		switch n.(type) {
		case *syntax.Return, *syntax.Break, *syntax.Continue:
			found = true
		}
	})
	return found
}

func withText(p *program, w *syntax.With, item *syntax.WithItem) string {
	s := "with " + p.text(item)
	if w.Async {
		s = "async " + s
	}
	return strings.Join(strings.Fields(s), " ")
}

// lockKind is the kind of what a with block takes, 0 if that is no lock, condition
// or semaphore that has a name.
func (p *program) lockKind(e syntax.Expr) kind {
	if !plain(e) {
		return 0
	}
	k := p.kindOf(e)
	if !k.has(lock | condition | semaphore) {
		return 0
	}
	return k
}

// objects takes the lock of each lock and condition away wherever it is used.
func objects(p *program) {
	each(p, func(c *syntax.Call) {
		k := p.constructor(c.Func)
		if !p.library(c.Func) {
			return
		}
		stand := k.standIn() + ".NoLock()"
		switch {
		case k.has(lock):
			p.add(Change{Rule: "no-lock-object", What: "one that keeps nobody out, everywhere"}, c, p.replace(c, stand))
		case k.has(condition) && len(c.Args) == 0 && len(c.Keywords) == 0:
			p.add(Change{Rule: "no-lock-object", What: "without its lock, everywhere"}, c,
				p.replace(c, p.text(c.Func)+"("+stand+")"))
		}
	})
}

// library reports whether an expression is one of the library's constructors and
// no class of the program's own.
func (p *program) library(e syntax.Expr) bool { return p.dotted(e) != "" && p.constructor(e) != 0 }

// bounds makes semaphores and queues one larger and one smaller.
func bounds(p *program) {
	each(p, func(c *syntax.Call) {
		k := p.constructor(c.Func)
		if !p.library(c.Func) || !k.has(semaphore|queue|barrier) {
			return
		}
		noun, name := "limit", "value"
		switch {
		case k.has(queue):
			noun, name = "bound", "maxsize"
		case k.has(barrier):
			noun, name = "parties", "parties"
		}
		arg := argument(c, 0, name)
		if arg == nil {
			if k.has(semaphore) && len(c.Args) == 0 && len(c.Keywords) == 0 {
				for n, what := range map[int]string{0: "limit 0", 2: "limit 2"} {
					p.add(Change{Rule: "limit", What: what}, c, p.replace(c, fmt.Sprintf("%s(%d)", p.text(c.Func), n)))
				}
			}
			return
		}
		value, isKnown := p.number(arg)
		if isKnown && value <= 0 && k.has(queue) {
			return // it has no bound
		}
		up := noun + " one larger"
		down := noun + " one smaller"
		if isKnown {
			up, down = fmt.Sprintf("%s %d", noun, value+1), fmt.Sprintf("%s %d", noun, value-1)
		}
		p.add(Change{Rule: "limit", What: up}, c, p.replace(arg, p.plus(arg, 1)))
		if !isKnown || value > 1 || value == 1 && k.has(semaphore) {
			p.add(Change{Rule: "limit", What: down}, c, p.replace(arg, p.plus(arg, -1)))
		}
	})
}

// argument returns an argument of a call by its place or its name, nil if it is
// not there.
func argument(c *syntax.Call, i int, name string) syntax.Expr {
	for j, a := range c.Args {
		if _, ok := a.(*syntax.Starred); ok {
			return nil
		}
		if j == i {
			return a
		}
	}
	for _, k := range c.Keywords {
		if k.Arg == name {
			return k.Value
		}
	}
	return nil
}
