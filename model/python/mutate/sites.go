package mutate

import (
	"cmp"
	"slices"

	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

// A Site is a place where a program may wait.
type Site struct {
	Kind      string // "wait", "timeout", or "expiry" of a wait that has a timeout
	Pos, End  source.Pos
	Construct string
}

// Sites returns the waits on conditions and events of a program and its timeouts,
// in the order of the text. That of a timeout block is the whole block.
func Sites(m *syntax.Module) (list []Site) {
	p := newProgram(m)
	each(p, func(c *syntax.Call) {
		if _, name, _, ok := p.method(c, condition|event); ok && (name == "wait" || name == "wait_for") {
			list = append(list, Site{"wait", c.Start, c.End, p.brief(c)})
		}
		if t, _ := p.timeoutOf(c); t != nil {
			list = append(list, Site{"expiry", c.Start, c.End, p.brief(c)})
		}
		switch p.dotted(c.Func) {
		case "asyncio.wait_for":
			if t := argument(c, 1, "timeout"); t != nil && !isNone(t) {
				list = append(list, Site{"timeout", c.Start, c.End, p.brief(c)})
			}
		case "asyncio.timeout", "asyncio.timeout_at":
			end := c.End
			if item, ok := p.parent[c].(*syntax.WithItem); ok {
				end = p.parent[item].Span().End
			}
			list = append(list, Site{"timeout", c.Start, end, p.brief(c)})
		}
	})
	slices.SortStableFunc(list, func(a, b Site) int { return cmp.Compare(a.Pos.Line, b.Pos.Line) })
	return list
}
