package syntax

import (
	"strings"

	"github.com/condcheck/condcheck/model/source"
)

// stringsAtom reads strings and f-strings written one after another, which
// make one expression.
func (p *parser) stringsAtom() Expr {
	start := p.start()
	var parts []Expr // str or bytes Constants, FormattedValues, Interpolations
	var sawBytes, sawStr, sawF, sawT bool
	for p.k == tString || p.k == tFStart {
		if p.k == tString {
			c := p.plainString()
			if _, ok := c.Value.([]byte); ok {
				sawBytes = true
			} else {
				sawStr = true
			}
			parts = append(parts, c)
			continue
		}
		if prefix := strings.ToLower(p.word()); strings.ContainsRune(prefix, 't') {
			sawT = true
			parts = p.fstring(parts, true)
		} else {
			sawF = true
			parts = p.fstring(parts, false)
		}
	}
	x := p.since(start)
	switch {
	case sawBytes && (sawStr || sawF || sawT):
		p.failAt(x, CodeString, "", "got bytes and str literals side by side, want one sort")
	case sawT && (sawStr || sawF):
		p.failAt(x, CodeString, "join them with '+'", "got a t-string beside another string, want t-strings only")
	case sawBytes:
		all := []byte{}
		for _, c := range parts {
			all = append(all, c.(*Constant).Value.([]byte)...)
		}
		return &Constant{Extent: x, Value: all}
	case sawT:
		return &TemplateStr{x, joinText(parts)}
	case sawF:
		return &JoinedStr{x, joinText(parts)}
	case len(parts) == 1:
		return parts[0]
	}
	var all strings.Builder
	for _, c := range parts {
		all.WriteString(c.(*Constant).Value.(string))
	}
	return &Constant{Extent: x, Value: all.String(), Kind: parts[0].(*Constant).Kind}
}

// joinText joins neighbouring texts into one Constant and drops empty ones.
func joinText(parts []Expr) []Expr {
	var out []Expr
	for i := 0; i < len(parts); {
		c, ok := parts[i].(*Constant)
		if !ok {
			out = append(out, parts[i])
			i++
			continue
		}
		j := i + 1
		for j < len(parts) {
			if _, ok := parts[j].(*Constant); !ok {
				break
			}
			j++
		}
		if j > i+1 {
			joined := &Constant{Kind: c.Kind}
			var b strings.Builder
			for _, q := range parts[i:j] {
				b.WriteString(q.(*Constant).Value.(string))
			}
			joined.Value = b.String()
			joined.Extent = Extent{c.Start, nodeExtent(parts[j-1]).End}
			c = joined
		}
		if c.Value != "" {
			out = append(out, c)
		}
		i = j
	}
	return out
}

// plainString reads one string that is no f-string.
func (p *parser) plainString() *Constant {
	t := *p.tok()
	lit := p.word()
	n := strings.IndexAny(lit, `'"`)
	prefix := strings.ToLower(lit[:n])
	width := 1
	if body := lit[n:]; len(body) >= 6 && body[1] == body[0] && body[2] == body[0] {
		width = 3
	}
	body := lit[n+width : len(lit)-width]
	bytes := strings.Contains(prefix, "b")
	if bytes {
		for i := range len(body) {
			if body[i] >= 0x80 {
				p.failAt(Extent{t.start, t.end}, CodeString, `write \x escapes`, "got a character beyond ASCII in a bytes literal")
			}
		}
	}
	v := p.unescape(body, strings.Contains(prefix, "r"), bytes, int(t.off)+n+width)
	p.next()
	c := &Constant{Extent: Extent{t.start, t.end}, Value: v}
	if bytes {
		c.Value = []byte(v)
	} else if lit[:n] == "u" {
		c.Kind = lit[:n]
	}
	return c
}

// unescape returns the value of a literal's body, which begins at off.
func (p *parser) unescape(body string, raw, bytes bool, off int) string {
	v, err := unescape(body, raw, bytes)
	if err != nil {
		t := p.tok()
		pos := source.NewFile("", p.text[t.off:off+err.off]).Pos(off + err.off - int(t.off))
		if pos.Line == 1 {
			pos.Col += t.start.Col - 1
		}
		pos.Line += t.start.Line - 1
		end := pos
		end.Col += 2
		p.failAt(Extent{pos, end}, CodeString, "", "%s", err.msg)
	}
	return v
}

// fstring reads an f-string or t-string and adds its parts to parts.
func (p *parser) fstring(parts []Expr, template bool) []Expr {
	raw := strings.ContainsAny(p.word(), "rR")
	open := *p.tok()
	p.next()
	parts = p.fparts(parts, raw, template, false)
	if p.k != tFEnd {
		p.failAt(Extent{open.start, open.end}, CodeString, "", "f-string was never closed")
	}
	p.next()
	return parts
}

// fparts reads text and replacement fields.
func (p *parser) fparts(parts []Expr, raw, template, spec bool) []Expr {
	for {
		switch p.k {
		case tFMiddle:
			t := *p.tok()
			text := p.text[t.off:t.stop]
			if !spec {
				text = halveBraces(text, raw)
			}
			v := p.unescape(text, raw, false, int(t.off))
			p.next()
			if v != "" { // as of a backslash before the end of a line
				parts = append(parts, &Constant{Extent: Extent{t.start, t.end}, Value: v})
			}
		case tLBrace:
			parts = p.replacement(parts, raw, template)
		default:
			return parts
		}
	}
}

// halveBraces replaces {{ and }} by single braces; those of \N{…} stay.
func halveBraces(s string, raw bool) string {
	if !strings.ContainsAny(s, "{}") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		b.WriteByte(c)
		switch {
		case (c == '{' || c == '}') && i+1 < len(s) && s[i+1] == c:
			i++
		case c == '\\' && i+1 < len(s) && !raw:
			if s[i+1] == 'N' && i+2 < len(s) && s[i+2] == '{' {
				end := strings.IndexByte(s[i:], '}')
				if end > 0 {
					b.WriteString(s[i+1 : i+end+1])
					i += end
					continue
				}
			}
			if s[i+1] != '{' && s[i+1] != '}' {
				i++
				b.WriteByte(s[i])
			}
		}
	}
	return b.String()
}

// replacement reads a replacement field and adds it to parts, after the text
// of its expression if the field asks for that with '='.
func (p *parser) replacement(parts []Expr, raw, template bool) []Expr {
	open, from := *p.tok(), p.i
	p.next()
	if p.k == tRBrace || p.k == tExclam || p.k == tColon || p.k == tAssign {
		p.fail("write '{{' for a brace", "got %v, want an expression in the replacement field", p.k)
	}
	value := p.yieldOrStar("an expression in the replacement field")
	exprEnd := p.i
	debug := ""
	if p.got(tAssign) {
		debug = p.sourceText(from, p.i)
		at := Extent{open.end, p.start()}
		if debug != "" {
			parts = append(parts, &Constant{Extent: at, Value: debug})
		}
	}
	var conversion rune
	if p.k == tExclam {
		bang := *p.tok()
		p.next()
		if p.k != tName || p.tok().off != bang.stop {
			p.wanted("'s', 'r' or 'a' directly after '!'")
		}
		switch w := p.word(); w {
		case "s", "r", "a":
			conversion = rune(w[0])
		default:
			p.fail("", "got conversion '!%s', want 's', 'r' or 'a'", w)
		}
		p.next()
	}
	var spec *JoinedStr
	if p.k == tColon {
		at := p.start()
		p.next()
		spec = &JoinedStr{Values: joinText(p.fparts(nil, raw, false, true))}
		spec.Extent = p.since(at)
	}
	if debug != "" && conversion == 0 && spec == nil {
		conversion = 'r'
	}
	if p.k != tRBrace {
		p.wanted("'}' of the replacement field")
	}
	p.next()
	x := p.since(open.start)
	if template {
		str := strings.TrimRight(p.sourceText(from, exprEnd), " \t\f\n")
		return append(parts, &Interpolation{x, value, str, conversion, spec})
	}
	return append(parts, &FormattedValue{x, value, conversion, spec})
}

// sourceText returns the text from the end of token from to the start of token
// to, without comments and without backslashes that continue a line.
func (p *parser) sourceText(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		t := p.toks[i]
		if i > from {
			b.WriteString(p.text[t.off:t.stop])
		}
		b.WriteString(dropComments(p.text[t.stop:p.toks[i+1].off]))
	}
	return strings.ReplaceAll(strings.ReplaceAll(b.String(), "\r\n", "\n"), "\r", "\n")
}

// dropComments removes comments and continuations from the text between two
// tokens.
func dropComments(gap string) string {
	if !strings.ContainsAny(gap, "#\\") {
		return gap
	}
	var b strings.Builder
	for i := 0; i < len(gap); i++ {
		switch gap[i] {
		case '#':
			for i+1 < len(gap) && !isEOL(gap[i+1]) {
				i++
			}
		case '\\':
			i++ // the line end
			if i+1 < len(gap) && gap[i] == '\r' && gap[i+1] == '\n' {
				i++
			}
		default:
			b.WriteByte(gap[i])
		}
	}
	return b.String()
}
