package mutate

import (
	"fmt"
	"strings"

	"github.com/condcheck/condcheck/model/python/syntax"
)

// joins makes one condition of two that share a lock.
func joins(p *program) {
	type made struct {
		target syntax.Expr
		call   *syntax.Call
	}
	first := make(map[string]made)
	each(p, func(s *syntax.Assign) {
		call, ok := s.Value.(*syntax.Call)
		if !ok || len(s.Targets) != 1 || !p.library(call.Func) || !p.constructor(call.Func).has(condition) || !plain(s.Targets[0]) {
			return
		}
		shared := argument(call, 0, "lock")
		if shared == nil || !plain(shared) {
			return
		}
		key := fmt.Sprintf("%p %s", p.function(s), p.text(shared))
		if f, ok := first[key]; ok {
			p.add(Change{Rule: "one-condition", Construct: p.brief(s), What: "the same as " + p.text(f.target)}, s, p.replace(call, p.text(f.target)))
			return
		}
		first[key] = made{s.Targets[0], call}
	})
}

// conversions makes events of all conditions, and conditions of all events.
func conversions(p *program) {
	p.eventsForConditions(false)
	p.eventsForConditions(true)
	p.conditionsForEvents()
}

// eventsForConditions keeps what a condition has in common with an event: notify
// is set, and wait clears before it waits, or, for a pulse, notify is set and clear.
// What has no counterpart prevents it.
func (p *program) eventsForConditions(pulse bool) {
	var edits []edit
	var at syntax.Node
	ok := true
	change := Change{Rule: "event-for-condition", What: "made an Event: set, wait, cleared before"}
	if pulse {
		change = Change{Rule: "pulse-for-condition", What: "made an Event: set and cleared at once"}
	}
	for _, n := range p.nodes {
		switch n := n.(type) {
		case *syntax.Call:
			if k := p.constructor(n.Func); p.library(n.Func) && k.has(condition) {
				if at == nil {
					at = n
				}
				name, isName := n.Func.(*syntax.Attribute)
				if !isName {
					ok = false
					continue
				}
				edits = append(edits, p.replace(n, p.text(name.Value)+".Event()"))
				continue
			}
			recv, name, call, is := p.method(n, condition)
			if !is {
				continue
			}
			text := p.text(recv)
			s, statement := p.statement(call)
			switch {
			case name == "notify" || name == "notify_all" || name == "notifyAll":
				if pulse && statement {
					edits = append(edits, p.replace(s, text+".set(); "+text+".clear()"))
				} else {
					edits = append(edits, p.replace(call, text+".set()"))
				}
			case name == "wait" && pulse:
			case !statement || len(call.Keywords) > 0:
				ok = false
			case name == "wait" && len(call.Args) == 0:
				edits = append(edits, p.insert(s.Start, text+".clear(); "))
			case name == "wait_for" && len(call.Args) == 1 && p.alone(s):
				wait := text + ".wait()"
				if _, await := p.parent[call].(*syntax.Await); await {
					wait = "await " + wait
				}
				if !pulse {
					wait = text + ".clear(); " + wait
				}
				edits = append(edits, p.replace(s, fmt.Sprintf("while not (%s)(): %s", p.text(call.Args[0]), wait)))
			default:
				ok = false
			}
		case *syntax.With:
			for _, item := range n.Items {
				if !p.kindOf(item.Context).has(condition) {
					continue
				}
				e, can := p.withoutBlock(n)
				ok = ok && can && p.kindOf(item.Context)&(lock|semaphore) == 0
				edits = append(edits, e)
			}
		}
	}
	if ok && at != nil {
		p.add(change, at, edits...)
	}
}

// withoutBlock makes the header of a with block of one item an if True.
func (p *program) withoutBlock(w *syntax.With) (edit, bool) {
	end := p.off(w.Items[len(w.Items)-1].End)
	i := strings.IndexByte(p.file.Text[end:p.off(w.Body[0].Span().Start)], ':')
	return edit{p.off(w.Start), end + i, "if True"}, i >= 0 && len(w.Items) == 1 && w.Items[0].Vars == nil
}

// conditionsForEvents keeps what an event has in common with a condition: set is
// notify_all, and nothing is remembered.
func (p *program) conditionsForEvents() {
	var edits []edit
	var at syntax.Node
	ok := true
	for _, n := range p.nodes {
		c, is := n.(*syntax.Call)
		if !is {
			continue
		}
		if k := p.constructor(c.Func); p.library(c.Func) && k.has(event) {
			if at == nil {
				at = c
			}
			if f, is := c.Func.(*syntax.Attribute); is {
				edits = append(edits, p.replace(c, p.text(f.Value)+".Condition()"))
			} else {
				ok = false
			}
			continue
		}
		recv, name, call, is := p.method(c, event)
		if !is {
			continue
		}
		s, statement := p.statement(call)
		block := "with "
		if !p.kindOf(recv).has(threaded) {
			block = "async with "
			ok = ok && p.async(call)
		}
		if !statement || !p.alone(s) || len(call.Args)+len(call.Keywords) > 0 || p.kindOf(recv).has(condition) {
			ok = false
			continue
		}
		text := p.text(recv)
		switch name {
		case "set":
			edits = append(edits, p.replace(s, block+text+": "+text+".notify_all()"))
		case "wait":
			edits = append(edits, p.insert(s.Start, block+text+": "))
		case "clear":
			edits = append(edits, p.replace(s, "pass"))
		default:
			ok = false
		}
	}
	if ok && at != nil {
		p.add(Change{Rule: "condition-for-event", What: "made a Condition: notify_all and wait"}, at, edits...)
	}
}
