package native

import "strings"

// nameInSelect names a channel as a case of a select statement does, "" if none is
// found.
func (x *exec) nameInSelect(o *obj) string {
	for i := range x.events {
		if e := &x.events[i]; e.sel != nil {
			if name := e.sel.caseOf(o, e.site); name != "" {
				return name
			}
		}
	}
	for _, g := range x.live {
		if (g.status == pending || g.status == parked) && g.op.sel != nil {
			if name := g.op.sel.caseOf(o, g.opSite); name != "" {
				return name
			}
		}
	}
	return ""
}

func (s *selectOp) caseOf(o *obj, site []uintptr) string {
	for i, c := range s.cases {
		if c.ch == nil || &c.ch.obj != o {
			continue
		}
		what := "receive"
		if c.send {
			what = "send"
		}
		if name := channelName(caseLine(place(site), i), what); name != "" {
			return name
		}
	}
	return ""
}

// caseLine returns the line of the n-th case, from 0, of the select statement in a
// line, which gofmt indents as the statement is; "" if there is none. The default
// does not count.
func caseLine(p Pos, n int) string {
	first := sourceLine(p)
	if !strings.HasPrefix(first, "select") {
		return ""
	}
	margin := indent(p)
	for p.Line++; ; p.Line++ {
		line := sourceLine(p)
		if indent(p) < 0 {
			return "" // the file ends
		}
		if line == "" || indent(p) != margin {
			continue
		}
		switch {
		case strings.HasPrefix(line, "case "):
			if n == 0 {
				return line
			}
			n--
		case line == "}":
			return ""
		}
	}
}
