package syntax

import "strings"

// A mode is one level of an f-string: its literal text, a replacement field in
// it, or the format specification of a field. Fields may hold f-strings again.
type mode struct {
	literal  bool // text: the string itself or a format specification
	spec     bool // a format specification
	quote    byte
	triple   bool
	raw      bool
	depth    int // of a field: how many brackets are open, its own included
	base     int // index of the mode of the f-string that this belongs to
	brackets int // how many brackets were open around the f-string
	tok      token
}

// stringPrefix reports whether word, one or two bytes long, may stand before
// a quote.
func stringPrefix(word string) bool {
	switch strings.ToLower(word) {
	case "r", "u", "b", "f", "t", "br", "rb", "fr", "rf", "tr", "rt":
		return true
	}
	return false
}

// str scans a string whose prefix has n bytes, or the start of an f-string.
func (s *scanner) str(n int) {
	off, start := s.off, s.pos(s.off)
	prefix := strings.ToLower(s.text[off : off+n])
	quote := s.text[off+n]
	if m := s.field(); m != nil && n == 0 && m.quote == quote && !m.triple && s.afterOperand() {
		s.endInField(*m)
		return
	}
	triple := strings.HasPrefix(s.text[off+n:], strings.Repeat(string(quote), 3))
	width := 1
	if triple {
		width = 3
	}
	if strings.ContainsAny(prefix, "ft") {
		s.emit(tFStart, off+n+width)
		s.modes = append(s.modes, mode{
			literal: true, quote: quote, triple: triple, raw: strings.Contains(prefix, "r"),
			base: len(s.modes), brackets: len(s.brackets), tok: s.toks[len(s.toks)-1],
		})
		return
	}
	s.off += n + width
	for s.off < len(s.text) {
		switch c := s.text[s.off]; {
		case c == '\\':
			s.off++
			if s.off < len(s.text) && !isEOL(s.text[s.off]) {
				s.off++
			} else if s.off < len(s.text) {
				s.newline()
			}
		case c == quote && !triple:
			s.off++
			s.emitFrom(tString, off, start)
			return
		case c == quote && s.peek(1) == quote && s.peek(2) == quote:
			s.off += 3
			s.emitFrom(tString, off, start)
			return
		case isEOL(c):
			if !triple {
				s.unterminated(off, n, quote)
				return
			}
			s.newline()
		default:
			s.off++
		}
	}
	if !triple {
		s.unterminated(off, n, quote)
		return
	}
	s.errorAt(start, start, CodeString, "", "triple-quoted string was never closed")
	s.modes = s.modes[:0]
	s.brackets = s.brackets[:0]
}

// unterminated reports a string in single quotes that its line does not end.
// In a replacement field the quote is more likely the end of the f-string.
func (s *scanner) unterminated(off, n int, quote byte) {
	if m := s.field(); m != nil && m.quote == quote && !m.triple && n == 0 && s.line == m.tok.start.Line {
		s.off = off
		s.endInField(*m)
		s.skipLine()
		return
	}
	start := s.pos(max(off, s.lineStart))
	s.errorAt(start, s.pos(s.off), CodeString, "close it with "+string(quote), "got end of line in a string, want %c", quote)
}

// afterOperand reports whether the last token ends an operand that is no
// string, so that a quote cannot begin a string.
func (s *scanner) afterOperand() bool {
	switch s.toks[len(s.toks)-1].kind {
	case tName, tNumber, tRParen, tRBrack, tRBrace, tTrue, tFalse, tNone:
		return true
	}
	return false
}

// endInField reports a quote at s.off that ends an f-string in the middle of
// the field m.
func (s *scanner) endInField(m mode) {
	s.leaveF(m)
	s.errorAt(s.pos(s.off), s.pos(s.off+1), CodeString, "", "got the end of the f-string, want '}'")
	s.off += quoteWidth(m)
}

// field returns the replacement field being scanned, or nil.
func (s *scanner) field() *mode {
	if n := len(s.modes); n > 0 && !s.modes[n-1].literal {
		return &s.modes[n-1]
	}
	return nil
}

// fieldOperator scans what ends the expression of a replacement field other
// than its brace.
func (s *scanner) fieldOperator(c byte) bool {
	m := *s.field()
	switch {
	case len(s.brackets) != m.depth:
		return false
	case c == ':':
		s.emit(tColon, s.off+1)
		m.literal, m.spec = true, true
		s.modes = append(s.modes, m)
		return true
	case c == '!' && s.peek(1) != '=':
		s.emit(tExclam, s.off+1)
		return true
	}
	return false
}

// endField leaves a replacement field; its brace has been scanned.
func (s *scanner) endField() { s.modes = s.modes[:len(s.modes)-1] }

// middle scans literal text in an f-string up to a field or the end.
func (s *scanner) middle() {
	m := s.modes[len(s.modes)-1]
	off, start := s.off, s.pos(s.off)
	flush := func() {
		if s.off > off {
			s.emitFrom(tFMiddle, off, start)
		}
	}
	for s.off < len(s.text) {
		c := s.text[s.off]
		switch {
		case c == m.quote && (!m.triple || s.peek(1) == c && s.peek(2) == c):
			flush()
			if m.spec {
				s.endInField(m)
				return
			}
			s.emit(tFEnd, s.off+quoteWidth(m))
			s.modes = s.modes[:len(s.modes)-1]
			return
		case isEOL(c):
			if !m.triple {
				flush()
				if m.spec { // the line may end in a specification if only braces follow
					s.blanks()
				}
				if c := s.peek(0); !m.spec || c != '{' && c != '}' {
					s.unterminatedF()
				}
				return
			}
			s.newline()
		case c == '{' && !m.spec && s.peek(1) == '{', c == '}' && !m.spec && s.peek(1) == '}':
			s.off += 2
		case c == '{':
			flush()
			n := len(s.brackets)
			s.open(tLBrace)
			if len(s.brackets) == n+1 {
				m.literal, m.spec, m.depth = false, false, n+1
				s.modes = append(s.modes, m)
			}
			return
		case c == '}':
			flush()
			if m.spec {
				s.modes = s.modes[:len(s.modes)-1]
				s.close(tRBrace)
				return
			}
			s.off++
			s.errorAt(s.pos(s.off-1), s.pos(s.off), CodeString, "write '}}'", "got a single '}' in an f-string")
			return
		case c == '\\':
			s.off++
			s.afterBackslash(m)
		default:
			s.off++
		}
	}
	flush()
}

// afterBackslash moves past what a backslash in an f-string takes with it.
// A brace is not taken, except those of \N{…}.
func (s *scanner) afterBackslash(m mode) {
	switch c := s.peek(0); {
	case s.off >= len(s.text) || c == '{' || c == '}':
	case isEOL(c):
		s.newline()
	case c == 'N' && !m.raw && s.peek(1) == '{':
		end := strings.IndexAny(s.text[s.off:], "}\"'\n\r")
		if end > 0 && s.text[s.off+end] == '}' {
			s.off += end + 1
		} else {
			s.off += 2
		}
	default:
		s.off++
	}
}

func quoteWidth(m mode) int {
	if m.triple {
		return 3
	}
	return 1
}

// leaveF leaves the f-string that m belongs to.
func (s *scanner) leaveF(m mode) {
	s.modes = s.modes[:m.base]
	s.brackets = s.brackets[:m.brackets]
}

// unterminatedF reports that the text, or the line, ends in an f-string.
func (s *scanner) unterminatedF() {
	m := s.modes[len(s.modes)-1]
	s.leaveF(m)
	what := "f-string"
	if m.triple {
		what = "triple-quoted f-string"
	}
	s.errorAt(m.tok.start, m.tok.end, CodeString, "", "%s was never closed", what)
}
