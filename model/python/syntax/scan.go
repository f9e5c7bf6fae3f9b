package syntax

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/condcheck/condcheck/model/source"
	"golang.org/x/text/unicode/norm"
)

// Limits on nesting, CPython's own.
const (
	maxBrackets = 200
	maxIndents  = 100
)

// A scanner cuts a text into tokens. Python's layout needs two things
// remembered between tokens: the stack of open brackets (line ends inside
// them mean nothing) and the stack of indentations. F-strings add a stack of
// modes, since text and expressions alternate in them to any depth.
type scanner struct {
	text      string
	off       int
	line      int32
	lineStart int
	toks      []token
	comments  []*Comment
	errs      ErrorList

	brackets []bracket
	indents  []indent
	modes    []mode
	// unclosed are the stretches between a bracket that is never closed and
	// the place where the scanner gave up on it.
	unclosed [][2]int32
	atLine   bool // at the start of a logical line
}

type bracket struct {
	kind kind // tLParen, tLBrack or tLBrace
	tok  token
}

// An indent is a column with tabs to eight and with tabs to one: the two
// orders must agree, or the layout depends on the width of a tab.
type indent struct{ col, alt int }

// scan returns the tokens of text, which ends with tNewline (unless it is
// empty), the dedents and tEOF, in room if they fit.
func scan(text string, room []token) *scanner {
	s := &scanner{text: text, line: 1, atLine: true, indents: []indent{{}}}
	if s.toks = room; cap(room) < len(text)/4 {
		s.toks = make([]token, 0, len(text)/4+8)
	}
	if i := strings.IndexByte(text, 0); i >= 0 {
		pos := source.NewFile("", text[:i]).Pos(i)
		s.errs = append(s.errs, Error{Span: source.Span{Start: pos, End: pos}, Code: CodeToken, Msg: "got a NUL byte in the text"})
		s.text = text[:i]
	}
	s.run()
	return s
}

func (s *scanner) run() {
	for {
		if n := len(s.modes); n > 0 && s.modes[n-1].literal {
			if s.off >= len(s.text) {
				s.unterminatedF()
				continue
			}
			s.middle()
			continue
		}
		if s.atLine {
			s.atLine = false
			s.indentation()
		}
		s.blanks()
		if s.off >= len(s.text) {
			if s.finish() {
				return
			}
			continue
		}
		s.token()
	}
}

// finish ends the text; it reports false if something had to be given up first.
func (s *scanner) finish() bool {
	if len(s.modes) > 0 {
		s.unterminatedF()
		return false
	}
	s.giveUpBrackets()
	if n := len(s.toks); n > 0 && s.toks[n-1].kind != tNewline && s.toks[n-1].kind != tDedent {
		s.emit(tNewline, s.off)
	}
	for range len(s.indents) - 1 {
		s.emit(tDedent, s.off)
	}
	s.emit(tEOF, s.off)
	return true
}

func (s *scanner) pos(off int) source.Pos {
	return source.Pos{Line: s.line, Col: int32(off - s.lineStart + 1)}
}

// emit adds the token from s.off to stop, which is on one line, and moves there.
func (s *scanner) emit(k kind, stop int) {
	s.toks = append(s.toks, token{kind: k, off: int32(s.off), stop: int32(stop), start: s.pos(s.off), end: s.pos(stop)})
	s.off = stop
}

// emitFrom adds a token that began at off and start and ends at s.off.
func (s *scanner) emitFrom(k kind, off int, start source.Pos) {
	s.toks = append(s.toks, token{kind: k, off: int32(off), stop: int32(s.off), start: start, end: s.pos(s.off)})
}

// newline moves past the line end at s.off.
func (s *scanner) newline() {
	if s.text[s.off] == '\r' && s.off+1 < len(s.text) && s.text[s.off+1] == '\n' {
		s.off++
	}
	s.off++
	s.line++
	s.lineStart = s.off
}

func (s *scanner) peek(i int) byte {
	if s.off+i < len(s.text) {
		return s.text[s.off+i]
	}
	return 0
}

func isEOL(c byte) bool { return c == '\n' || c == '\r' }

// errorAt reports an error and leaves a tBad token, which the parser stops at
// without a word.
func (s *scanner) errorAt(start, end source.Pos, code, hint, format string, args ...any) {
	s.errs = append(s.errs, Error{Span: source.Span{Start: start, End: end}, Code: code, Msg: fmt.Sprintf(format, args...), Hint: hint})
	s.toks = append(s.toks, token{kind: tBad, off: int32(s.off), stop: int32(s.off), start: start, end: end})
}

// indentation measures the indentation of the logical line that begins here,
// after blank lines and comments, and emits the indents and dedents.
func (s *scanner) indentation() {
	var in indent
	var cont *indent // indentation of a line that a backslash splits
	for ; ; s.off++ {
		switch c := s.peek(0); {
		case s.off >= len(s.text):
			return
		case c == ' ':
			in.col++
			in.alt++
			continue
		case c == '\t':
			in.col = (in.col/8 + 1) * 8
			in.alt++
			continue
		case c == '\f':
			in = indent{}
			continue
		case c == '\\' && s.continuation():
			if cont == nil && in.col > 0 {
				cont = &indent{in.col, in.alt}
			}
			s.off--
			continue
		case c == '#':
			s.comment()
			if s.off >= len(s.text) {
				return
			}
			s.newline()
			s.off--
			in, cont = indent{}, nil
			continue
		case isEOL(c):
			s.newline()
			s.off--
			in, cont = indent{}, nil
			continue
		}
		break
	}
	if cont != nil {
		in = *cont
	}
	s.setIndent(in)
}

func (s *scanner) setIndent(in indent) {
	top := s.indents[len(s.indents)-1]
	at := s.pos(s.off)
	lineStart := source.Pos{Line: s.line, Col: 1}
	inconsistent := func() {
		s.errorAt(lineStart, at, CodeIndent, "use spaces only", "got tabs and spaces mixed so that the indentation depends on the width of a tab")
	}
	switch {
	case in.col == top.col:
		if in.alt != top.alt {
			inconsistent()
		}
	case in.col > top.col:
		if in.alt <= top.alt {
			inconsistent()
			return
		}
		if len(s.indents) >= maxIndents {
			s.errorAt(lineStart, at, CodeDepth, "", "got more than %d levels of indentation", maxIndents-1)
			s.off = len(s.text)
			return
		}
		s.indents = append(s.indents, in)
		s.emit(tIndent, s.off)
	default:
		for in.col < s.indents[len(s.indents)-1].col {
			s.indents = s.indents[:len(s.indents)-1]
			s.emit(tDedent, s.off)
		}
		top = s.indents[len(s.indents)-1]
		if in.col != top.col {
			s.errorAt(lineStart, at, CodeIndent, "", "got an unindent to column %d that matches no outer indentation", in.col+1)
		} else if in.alt != top.alt {
			inconsistent()
		}
	}
}

// continuation moves past a backslash and the line end after it.
func (s *scanner) continuation() bool {
	if s.off+1 < len(s.text) && isEOL(s.text[s.off+1]) {
		s.off++
		s.newline()
		if s.off >= len(s.text) {
			at := s.pos(s.off)
			s.errorAt(at, at, CodeToken, "", "got end of file after a backslash, want another line")
		}
		return true
	}
	return false
}

func (s *scanner) comment() {
	stop := s.off
	for stop < len(s.text) && !isEOL(s.text[stop]) {
		stop++
	}
	s.comments = append(s.comments, &Comment{Extent: Extent{s.pos(s.off), s.pos(stop)}, Text: s.text[s.off:stop]})
	s.off = stop
}

// blanks moves past spaces, comments and continuations, and past line ends
// inside brackets.
func (s *scanner) blanks() {
	for s.off < len(s.text) {
		switch c := s.text[s.off]; {
		case c == ' ' || c == '\t' || c == '\f':
			s.off++
		case c == '#':
			s.comment()
		case c == '\\':
			if !s.continuation() {
				return
			}
		case isEOL(c) && (len(s.brackets) > 0 || len(s.modes) > 0):
			s.newline()
			if len(s.modes) == 0 {
				s.statementInBracket()
			}
		default:
			return
		}
	}
}

// statementInBracket gives up on the open brackets if the line that begins
// here begins with a keyword that only a statement can begin with.
func (s *scanner) statementInBracket() {
	i := s.off
	for i < len(s.text) && (s.text[i] == ' ' || s.text[i] == '\t') {
		i++
	}
	j := i
	for j < len(s.text) && s.text[j] >= 'a' && s.text[j] <= 'z' {
		j++
	}
	if k, ok := keywords[s.text[i:j]]; ok && k.onlyStmt() && (j == len(s.text) || !identPart(s.text[j])) {
		s.giveUpBrackets()
		s.emit(tNewline, s.off)
		s.atLine = false
		s.indentation()
	}
}

// giveUpBrackets reports the innermost open bracket as never closed, and
// forgets all of them.
func (s *scanner) giveUpBrackets() {
	n := len(s.brackets)
	if n == 0 {
		return
	}
	b := s.brackets[n-1]
	s.unclosed = append(s.unclosed, [2]int32{b.tok.off, int32(s.off)})
	s.errorAt(b.tok.start, b.tok.end, CodeBracket, fmt.Sprintf("close it with '%s'", kindText[b.kind+1]), "%v was never closed", b.kind)
	s.brackets = s.brackets[:0]
}

func identPart(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf
}

// token scans one token that begins at s.off, which is no blank.
func (s *scanner) token() {
	c := s.text[s.off]
	switch {
	case isEOL(c):
		s.emit(tNewline, s.off+1)
		s.off--
		s.newline()
		s.atLine = true
	case c >= '0' && c <= '9' || c == '.' && s.peek(1) >= '0' && s.peek(1) <= '9':
		s.number()
	case c == '\'' || c == '"':
		s.str(0)
	case identPart(c):
		s.name()
	default:
		s.operator(c)
	}
}

func (s *scanner) name() {
	i, ascii := s.off, true
	for i < len(s.text) && identPart(s.text[i]) {
		ascii = ascii && s.text[i] < utf8.RuneSelf
		i++
	}
	word := s.text[s.off:i]
	if i < len(s.text) && (s.text[i] == '\'' || s.text[i] == '"') && len(word) <= 2 && stringPrefix(word) {
		s.str(len(word))
		return
	}
	if !ascii && !s.checkIdent(word) {
		return
	}
	if k, ok := keywords[word]; ok {
		s.emit(k, i)
		return
	}
	s.emit(tName, i)
}

// checkIdent reports the first character of word that no identifier may hold.
func (s *scanner) checkIdent(word string) bool {
	for i, r := range word {
		if identStart(r) || i > 0 && identContinue(r) {
			continue
		}
		at, end := s.pos(s.off+i), s.pos(s.off+i+utf8.RuneLen(r))
		hint := ""
		if plain := lookalike(r); plain != "" {
			hint = "write " + plain
		}
		what := fmt.Sprintf("character %c (U+%04X)", r, r)
		if !unicode.IsPrint(r) {
			what = fmt.Sprintf("non-printable character U+%04X", r)
		}
		s.off += i + utf8.RuneLen(r)
		s.errorAt(at, end, CodeToken, hint, "got %s, which cannot be part of a name", what)
		return false
	}
	return true
}

// lookalike returns the ASCII character that r is often pasted in place of.
func lookalike(r rune) string {
	switch r {
	case '“', '”', '„', '«', '»':
		return `"`
	case '‘', '’', '‚', '‛':
		return `'`
	case '–', '—', '−':
		return "-"
	case '×':
		return "*"
	case '≤':
		return "<="
	case '≥':
		return ">="
	case '≠':
		return "!="
	case '\u00a0', '\u200b', '\u3000', '\ufeff':
		return "a space"
	case '，':
		return ","
	case '：':
		return ":"
	case '（':
		return "("
	case '）':
		return ")"
	}
	return ""
}

// identStart and identContinue are XID_Start and XID_Continue, closed under
// normalisation as Python has them.
func identStart(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return xidStart(r) && normalStarts(r, true)
}

func identContinue(r rune) bool {
	if r < utf8.RuneSelf {
		return identStart(r) || r >= '0' && r <= '9'
	}
	return xidContinue(r) && normalStarts(r, false)
}

func xidStart(r rune) bool {
	return (unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_ID_Start, r) || r == '_') && !unicode.Is(unicode.Pattern_Syntax, r)
}

func xidContinue(r rune) bool {
	return xidStart(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
}

// normalStarts reports whether the NFKC form of r may stand in a name.
func normalStarts(r rune, first bool) bool {
	for i, q := range norm.NFKC.String(string(r)) {
		if first && i == 0 && !xidStart(q) || !xidContinue(q) {
			return false
		}
	}
	return true
}

// operator scans an operator or bracket.
func (s *scanner) operator(c byte) {
	start, end := s.pos(s.off), s.pos(s.off+1)
	switch c {
	case '(':
		s.open(tLParen)
		return
	case '[':
		s.open(tLBrack)
		return
	case '{':
		s.open(tLBrace)
		return
	case ')':
		s.close(tRParen)
		return
	case ']':
		s.close(tRBrack)
		return
	case '}':
		s.close(tRBrace)
		return
	}
	if m := s.field(); m != nil && s.fieldOperator(c) {
		return
	}
	for n := 3; n >= 1; n-- {
		if s.off+n <= len(s.text) {
			if k, ok := operators[s.text[s.off:s.off+n]]; ok {
				s.emit(k, s.off+n)
				return
			}
		}
	}
	switch {
	case c == '\\':
		s.off++
		s.errorAt(start, end, CodeToken, "", "got a character after the backslash that continues a line, want a line end")
		s.skipLine()
	case c == '<' || c == '>':
		panic("syntax: comparison operators are in the table")
	case c == '!':
		s.off++
		s.errorAt(start, end, CodeToken, "write 'not'", "got '!', want an operator")
	case c < ' ' || c == 0x7f:
		s.off++
		s.errorAt(start, end, CodeToken, "", "got non-printable character U+%04X", c)
	default:
		s.off++
		hint := ""
		if c == '$' || c == '?' || c == '`' {
			hint = "Python has no operator " + string(c)
		}
		s.errorAt(start, end, CodeToken, hint, "got character '%c', which begins no token", c)
	}
}

// skipLine moves to the end of the physical line.
func (s *scanner) skipLine() {
	for s.off < len(s.text) && !isEOL(s.text[s.off]) {
		s.off++
	}
}

var operators = func() map[string]kind {
	m := make(map[string]kind, tAmpEq-tComma)
	for k := tComma; k <= tAmpEq; k++ {
		if k != tExclam {
			m[kindText[k]] = k
		}
	}
	return m
}()

func (s *scanner) open(k kind) {
	if len(s.brackets) >= maxBrackets {
		start, end := s.pos(s.off), s.pos(s.off+1)
		s.brackets = s.brackets[:0]
		s.modes = s.modes[:0]
		s.off = len(s.text)
		s.errorAt(start, end, CodeDepth, "", "got more than %d nested brackets", maxBrackets)
		return
	}
	s.emit(k, s.off+1)
	s.brackets = append(s.brackets, bracket{k, s.toks[len(s.toks)-1]})
}

func (s *scanner) close(k kind) {
	if m := s.field(); m != nil && len(s.brackets) == m.depth {
		if k == tRBrace {
			s.emit(k, s.off+1)
			s.brackets = s.brackets[:m.depth-1]
			s.endField()
			return
		}
		s.off++
		s.errorAt(s.pos(s.off-1), s.pos(s.off), CodeBracket, "", "got %v, want '}' of the replacement field", k)
		return
	}
	n := len(s.brackets)
	if n == 0 {
		s.off++
		s.errorAt(s.pos(s.off-1), s.pos(s.off), CodeBracket, "", "got %v without an opening bracket", k)
		return
	}
	b := s.brackets[n-1]
	s.brackets = s.brackets[:n-1]
	if b.kind+1 != k {
		s.off++
		s.errorAt(s.pos(s.off-1), s.pos(s.off), CodeBracket, "", "got %v, want '%s' for the %v of %v", k, kindText[b.kind+1], b.kind, b.tok.start)
		return
	}
	s.emit(k, s.off+1)
}
