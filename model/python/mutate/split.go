package mutate

import (
	"slices"

	"github.com/condcheck/condcheck/model/python/syntax"
)

// splits makes two conditions on one lock of one on which two functions wait: what
// is a buffer's changed becomes its not_full and its not_empty. Each function waits
// on its own, and each notify in one of them is for the other; any other notify is
// for both.
func splits(p *program) {
	each(p, func(s *syntax.Assign) {
		c, ok := s.Value.(*syntax.Call)
		if !ok || len(s.Targets) != 1 || !plain(s.Targets[0]) || !p.library(c.Func) || !p.constructor(c.Func).has(condition) || len(c.Keywords) > 0 {
			return
		}
		module, ok := c.Func.(*syntax.Attribute)
		target := s.Targets[0]
		_, isName := target.(*syntax.Name)
		if !ok || !p.alone(s) || isName && p.function(s) != nil {
			return // what is local goes by other names elsewhere
		}
		name := p.text(target)
		two := name + "_2"
		var waiting []*syntax.FunctionDef
		each(p, func(c *syntax.Call) {
			recv, method, _, ok := p.method(c, condition)
			if f := p.function(c); ok && (method == "wait" || method == "wait_for") && p.text(recv) == name && !slices.Contains(waiting, f) {
				waiting = append(waiting, f)
			}
		})
		if len(waiting) != 2 || waiting[0] == nil || waiting[1] == nil {
			return
		}
		var edits []edit
		each(p, func(c *syntax.Call) {
			recv, method, _, ok := p.method(c, condition)
			if !ok || p.text(recv) != name {
				return
			}
			f := p.function(c)
			switch method {
			case "wait", "wait_for":
				if f == waiting[1] {
					edits = append(edits, p.replace(recv, two))
				}
			case "notify", "notify_all", "notifyAll":
				stmt, statement := p.statement(c)
				switch {
				case f == waiting[0]:
					edits = append(edits, p.replace(recv, two))
				case f == waiting[1]:
				case statement:
					text := p.text(stmt)
					edits = append(edits, p.replace(stmt, text+"; "+two+text[len(name):]))
				}
			}
		})
		indent, _ := p.indent(s)
		lock := name + "_lock"
		made := ""
		if len(c.Args) == 1 && plain(c.Args[0]) {
			lock = p.text(c.Args[0])
		} else if len(c.Args) == 0 {
			kind := "Lock"
			if p.constructor(c.Func).has(threaded) {
				kind = "RLock"
			}
			made = lock + " = " + p.text(module.Value) + "." + kind + "()\n" + indent
		} else {
			return
		}
		construct := p.text(module) + "(" + lock + ")"
		edits = append(edits, p.replace(s, made+name+" = "+construct+"\n"+indent+two+" = "+construct))
		p.add(Change{Rule: "two-conditions", What: "made two: one on which " + waiting[0].Name + " waits, one for " + waiting[1].Name}, s, edits...)
	})
}
