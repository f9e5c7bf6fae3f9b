package syntax

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"github.com/condcheck/condcheck/model/source"
	"golang.org/x/text/unicode/norm"
)

// Limits on what a parse takes. Brackets and indentation have CPython's own
// limits in the scanner; these two bound what those do not: a run of prefix
// operators, and a chain of operators that leans to the left.
const (
	maxErrors    = 10
	maxRecursion = 2900
	maxTreeDepth = 6000
)

// Parse reads a Python file. It collects several errors, at most ten and at
// most one on a line, beginning again at the next statement after each; the
// tree is nil if there is any.
func Parse(file *source.File) (*Module, ErrorList) {
	file, err := decode(file)
	if err != nil {
		return nil, ErrorList{*err}
	}
	room := tokens.Get().(*[]token)
	s := scan(file.Text, *room)
	defer func() {
		*room = s.toks[:0]
		tokens.Put(room)
	}()
	p := &parser{text: file.Text, toks: s.toks, errs: s.errs, unclosed: s.unclosed}
	p.seek(0)
	m := &Module{File: file, Comments: s.comments}
	m.Start = source.Pos{Line: 1, Col: 1}
	m.Body = p.module()
	m.End = file.Pos(len(file.Text))
	if p.steep && len(p.errs) == 0 {
		p.checkDepth(m)
	}
	if len(p.errs) > 0 {
		return nil, p.sortedErrors()
	}
	return m, nil
}

// tokens are slices that no parser uses any more.
var tokens = sync.Pool{New: func() any { return new([]token) }}

// A parser reads tokens by recursive descent. An error unwinds the stack by a
// panic(bailout{}) to the enclosing list of statements, which goes on with the
// next one.
type parser struct {
	text     string
	toks     []token
	unclosed [][2]int32
	errs     ErrorList

	i       int // index of the current token
	k       kind
	prevEnd source.Pos // where the last token that is not layout ended

	depth int  // of recursion in expressions
	steep bool // something is nested or chained deeply enough to be measured

	// While trying is positive an error abandons the attempt instead of being
	// reported; the furthest one is kept, for it is the better explanation if
	// the other reading fails as well.
	trying   int
	furthest Error
	furthAt  int
}

type bailout struct{}

func (p *parser) seek(i int) {
	p.i = i
	p.k = p.toks[i].kind
}

func (p *parser) tok() *token { return &p.toks[p.i] }

func (p *parser) start() source.Pos { return p.toks[p.i].start }

// since is the extent from start to the end of the last token.
func (p *parser) since(start source.Pos) Extent { return Extent{start, p.prevEnd} }

func (p *parser) next() {
	if p.k > tDedent {
		p.prevEnd = p.toks[p.i].end
	}
	if p.k != tEOF {
		p.i++
		p.k = p.toks[p.i].kind
	}
}

// peek returns the kind of the token n after the current one.
func (p *parser) peek(n int) kind {
	if p.i+n < len(p.toks) {
		return p.toks[p.i+n].kind
	}
	return tEOF
}

func (p *parser) got(k kind) bool {
	if p.k == k {
		p.next()
		return true
	}
	return false
}

// want moves past a token of kind k, or fails; where tells for what it is wanted.
func (p *parser) want(k kind, where string) {
	if p.k != k {
		p.wanted(k.String() + where)
	}
	p.next()
}

// wanted fails at the current token, which is not what is wanted.
func (p *parser) wanted(what string) {
	hint := ""
	if p.k == tAssign {
		hint = "write '==' to compare"
	}
	p.fail(hint, "got %s, want %s", p.found(), what)
}

// found describes the current token.
func (p *parser) found() string {
	switch p.k {
	case tName:
		return fmt.Sprintf("name '%s'", p.word())
	case tNumber:
		return "number " + p.word()
	}
	if p.k.isKeyword() {
		return "keyword " + p.k.String()
	}
	return p.k.String()
}

// word is the text of the current token.
func (p *parser) word() string {
	t := p.tok()
	return p.text[t.off:t.stop]
}

// isWord reports whether the current token is the name w; soft keywords are
// recognised so.
func (p *parser) isWord(w string) bool { return p.k == tName && p.word() == w }

// fail reports an error at the current token and gives up the statement.
func (p *parser) fail(hint, format string, args ...any) {
	t := p.tok()
	p.failAt(Extent{t.start, t.end}, CodeSyntax, hint, format, args...)
}

// failAt reports an error at x and gives up the statement.
func (p *parser) failAt(x Extent, code, hint, format string, args ...any) {
	p.report(Error{Span: x.Span(), Code: code, Hint: hint, Msg: fmt.Sprintf(format, args...)})
	panic(bailout{})
}

// report records an error. Where the scanner has already spoken, it does not:
// at a bad token, or beyond a bracket that is never closed.
func (p *parser) report(e Error) {
	if p.trying > 0 {
		if p.i > p.furthAt {
			p.furthest, p.furthAt = e, p.i
		}
		panic(bailout{})
	}
	if p.furthAt > p.i {
		e = p.furthest
	}
	p.furthAt = -1
	if p.k == tBad {
		return
	}
	off := p.tok().off
	for _, u := range p.unclosed {
		if off > u[0] && off <= u[1] {
			return
		}
	}
	p.errs = append(p.errs, e)
}

// attempt runs f; if f fails, it moves back to where it was and reports false.
func (p *parser) attempt(f func()) (ok bool) {
	i, end, depth := p.i, p.prevEnd, p.depth
	p.trying++
	defer func() {
		p.trying--
		if r := recover(); r != nil {
			if _, is := r.(bailout); !is {
				panic(r)
			}
			p.seek(i)
			p.prevEnd, p.depth = end, depth
			ok = false
		}
	}()
	f()
	return true
}

// enter counts a level of recursion; the caller subtracts it from p.depth.
func (p *parser) enter() {
	p.depth++
	if p.depth > 200 {
		p.steep = true
		if p.depth > maxRecursion {
			t := p.tok()
			p.failAt(Extent{t.start, t.end}, CodeDepth, "", "got an expression nested more than %d deep", maxRecursion)
		}
	}
}

// module reads all statements.
func (p *parser) module() []Stmt {
	var list []Stmt
	p.furthAt = -1
	for p.k != tEOF {
		p.statements(&list)
		if p.k == tDedent { // left over from an indentation that was reported
			p.next()
		}
	}
	return list
}

// statements reads statements up to an unindent or the end.
func (p *parser) statements(list *[]Stmt) {
	for !p.recovers(func() {
		for p.k != tDedent && p.k != tEOF {
			p.statement(list)
		}
	}) {
		p.sync()
	}
}

// recovers runs f and reports whether it came to its end without an error.
func (p *parser) recovers(f func()) (done bool) {
	depth := p.depth
	defer func() {
		if p.trying > 0 {
			return
		}
		if r := recover(); r != nil {
			if _, is := r.(bailout); !is {
				panic(r)
			}
			p.depth = depth
		}
	}()
	f()
	return true
}

// sync moves to the next statement after an error, reading for its errors the
// block that belongs to the broken one.
func (p *parser) sync() {
	if p.k == tDedent {
		return
	}
	p.skipLine()
	if len(p.errs) >= 4*maxErrors {
		p.seek(len(p.toks) - 1)
	}
	for {
		switch p.k {
		case tBad: // in front of a line whose indentation is wrong
			p.skipLine()
		case tElif, tElse, tExcept, tFinally: // the broken statement may be theirs
			p.skipLine()
		case tIndent:
			p.next()
			if p.isWord("case") {
				p.cases(&Match{})
			} else {
				var dropped []Stmt
				p.statements(&dropped)
			}
			p.got(tDedent)
		default:
			return
		}
	}
}

// skipLine moves past the end of the logical line.
func (p *parser) skipLine() {
	for p.k != tNewline && p.k != tEOF {
		p.next()
	}
	p.got(tNewline)
}

// sortedErrors returns the errors in the order of the text, the first of each
// line.
func (p *parser) sortedErrors() ErrorList {
	errs := p.errs
	slices.SortStableFunc(errs, func(a, b Error) int {
		return cmp.Or(cmp.Compare(a.Span.Start.Line, b.Span.Start.Line), cmp.Compare(a.Span.Start.Col, b.Span.Start.Col))
	})
	errs = slices.CompactFunc(errs, func(a, b Error) bool { return a.Span.Start.Line == b.Span.Start.Line })
	return errs[:min(len(errs), maxErrors)]
}

// checkDepth reports a tree so deep that walking it would be a danger.
func (p *parser) checkDepth(m *Module) {
	depth := 0
	var visit func(Node) bool
	reported := false
	visit = func(n Node) bool {
		if reported {
			return false
		}
		depth++
		if depth > maxTreeDepth {
			reported = true
			p.errs = append(p.errs, Error{Span: n.Span(), Code: CodeDepth, Msg: fmt.Sprintf("got a chain of more than %d operators or clauses", maxTreeDepth)})
		} else {
			Walk(n, func(c Node) bool { return c == n || visit(c) })
		}
		depth--
		return false
	}
	visit(m)
}

// ident reads a name.
func (p *parser) ident(what string) *Ident {
	if p.k != tName {
		if p.k.isKeyword() {
			p.fail("it is reserved, choose another", "got keyword %v, want %s", p.k, what)
		}
		p.wanted(what)
	}
	t := *p.tok()
	id := &Ident{Extent: Extent{t.start, t.end}, Name: p.name()}
	return id
}

// name returns the current token, a name, in normal form, and moves past it.
func (p *parser) name() string {
	w := p.word()
	p.next()
	for i := range len(w) {
		if w[i] >= 0x80 {
			return norm.NFKC.String(w)
		}
	}
	return w
}
