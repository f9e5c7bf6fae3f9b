package mutate

import (
	"math/big"
	"strings"

	"github.com/condcheck/condcheck/model/python/syntax"
)

// timeouts takes each timeout away.
func timeouts(p *program) {
	each(p, func(c *syntax.Call) {
		change := Change{Rule: "no-timeout", What: "without the timeout"}
		switch p.dotted(c.Func) {
		case "asyncio.wait_for":
			if t := argument(c, 1, "timeout"); t != nil && !isNone(t) && len(c.Args) > 0 {
				p.add(change, c, p.replace(c, "("+p.text(c.Args[0])+")"))
			}
			return
		case "asyncio.timeout", "asyncio.timeout_at":
			if len(c.Args) == 1 && !isNone(c.Args[0]) {
				p.add(change, c, p.replace(c.Args[0], "None"))
			}
			return
		case "asyncio.wait":
			p.dropKeyword(change, c)
			return
		}
		if t, none := p.timeoutOf(c); t != nil {
			p.add(change, c, p.replace(t, none))
		}
	})
}

// timeoutOf returns the timeout that is given to a method that waits, and what
// stands for none in its place; nil if there is none.
func (p *program) timeoutOf(c *syntax.Call) (t syntax.Expr, none string) {
	_, name, _, ok := p.method(c, known)
	if !ok {
		if a, is := c.Func.(*syntax.Attribute); !is || a.Attr != "join" || p.module(a.Value) {
			return nil, ""
		}
		if len(c.Args) > 0 && !number(c.Args[0]) { // of a string
			return nil, ""
		}
		name = "join" // of a thread, as it seems
	}
	none = "None"
	switch at := map[string]int{"wait": 0, "wait_for": 1, "acquire": 1, "get": 1, "put": 2, "join": 0}; name {
	case "acquire":
		none = "-1"
		if p.kindOf(c.Func.(*syntax.Attribute).Value).has(semaphore) {
			none = "None"
		}
		fallthrough
	case "wait", "wait_for", "get", "put", "join":
		t = argument(c, at[name], "timeout")
	}
	if t == nil || p.text(t) == none {
		return nil, ""
	}
	return t, none
}

func number(e syntax.Expr) bool {
	c, ok := e.(*syntax.Constant)
	if !ok {
		return false
	}
	switch c.Value.(type) {
	case *big.Int, float64:
		return true
	}
	return false
}

// dropKeyword makes the argument timeout None.
func (p *program) dropKeyword(change Change, c *syntax.Call) bool {
	for _, k := range c.Keywords {
		if k.Arg == "timeout" && !isNone(k.Value) {
			p.add(change, c, p.replace(k.Value, "None"))
			return true
		}
	}
	return false
}

func isNone(e syntax.Expr) bool {
	c, ok := e.(*syntax.Constant)
	return ok && c.Value == nil
}

// releases makes what a finally does happen only if nothing goes wrong.
func releases(p *program) {
	each(p, func(t *syntax.Try) {
		if len(t.Finally) == 0 {
			return
		}
		// What stands between the statements before and those of the finally.
		last := t.Body[len(t.Body)-1]
		if n := len(t.Handlers); n > 0 {
			last = t.Handlers[n-1].Body[len(t.Handlers[n-1].Body)-1]
		}
		if n := len(t.Else); n > 0 {
			last = t.Else[n-1]
		}
		end, begin := p.off(last.Span().End), p.off(t.Finally[0].Span().Start)
		i := strings.LastIndex(p.file.Text[end:begin], "finally")
		if i < 0 {
			return
		}
		at := end + i
		edits := []edit{{at, at + len("finally"), "if True"}}
		if len(t.Handlers) == 0 {
			edits = append(edits, edit{p.off(t.Start), p.off(t.Start) + len("try"), "if True"})
		}
		p.add(Change{Rule: "no-finally", Construct: cut("finally: " + p.brief(t.Finally[0])), What: "only if nothing is raised"}, t.Finally[0], edits...)
	})
}

// guards takes away what a task does about its cancellation.
func guards(p *program) {
	each(p, func(c *syntax.Call) {
		if p.dotted(c.Func) == "asyncio.shield" && len(c.Args) == 1 {
			p.add(Change{Rule: "no-guard", What: "without the shield"}, c, p.replace(c, "("+p.text(c.Args[0])+")"))
		}
	})
	each(p, func(h *syntax.ExceptHandler) {
		construct := cut(strings.TrimSuffix(strings.TrimSpace(p.file.Line(int(h.Start.Line))), ":"))
		change := Change{Rule: "no-guard", Construct: construct, What: "does not catch a cancellation"}
		switch e := h.Type.(type) {
		case nil:
			p.add(change, h, p.insert(h.Start, ""), edit{p.off(h.Start) + len("except"), p.off(h.Start) + len("except"), " Exception"})
		case *syntax.Name, *syntax.Attribute:
			switch name := lastName(e); {
			case name == "BaseException":
				p.add(change, h, p.replace(e, "Exception"))
			case name == "CancelledError":
				p.add(change, h, p.replace(e, "()"))
			}
		case *syntax.Tuple:
			var rest []string
			for _, x := range e.Elts {
				if lastName(x) != "CancelledError" {
					rest = append(rest, p.text(x))
				}
			}
			if len(rest) < len(e.Elts) {
				p.add(change, h, p.replace(e, "("+strings.Join(append(rest, ""), ", ")+")"))
			}
		}
	})
}
