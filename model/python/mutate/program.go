package mutate

import (
	"strings"

	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

// A program is a tree with what the rules ask of it.
type program struct {
	tree    *syntax.Module
	file    *source.File
	nodes   []syntax.Node // all of them, in the order of the text as far as Walk goes
	parent  map[syntax.Node]syntax.Node
	kinds   map[string]kind // what objects a name may stand for
	imports map[string]string
	funcs   map[string][]*syntax.FunctionDef
	classes map[string]*syntax.ClassDef
	changes []Change
}

func newProgram(m *syntax.Module) *program {
	p := &program{tree: m, file: m.File, parent: make(map[syntax.Node]syntax.Node),
		kinds: make(map[string]kind), imports: make(map[string]string),
		funcs: make(map[string][]*syntax.FunctionDef), classes: make(map[string]*syntax.ClassDef)}
	p.link(m)
	p.infer()
	return p
}

func (p *program) link(n syntax.Node) {
	p.nodes = append(p.nodes, n)
	syntax.Walk(n, func(c syntax.Node) bool {
		if c == n {
			return true
		}
		p.parent[c] = n
		p.link(c)
		return false
	})
}

func (p *program) off(pos source.Pos) int { return p.file.Offset(pos) }

// text is what a node was read from.
func (p *program) text(n syntax.Node) string {
	s := n.Span()
	return p.file.Text[p.off(s.Start):p.off(s.End)]
}

// brief is the text of a node in one line, up to the colon of a compound
// statement.
func (p *program) brief(n syntax.Node) string {
	s := n.Span()
	text := p.text(n)
	switch n := n.(type) {
	case *syntax.While:
		text = "while " + p.text(n.Test)
	case *syntax.If:
		text = "if " + p.text(n.Test)
	case *syntax.Try:
		text = p.file.Line(int(s.Start.Line))[s.Start.Col-1:]
	}
	return cut(strings.Join(strings.Fields(text), " "))
}

func cut(s string) string {
	if r := []rune(s); len(r) > 48 {
		return string(r[:47]) + "…"
	}
	return s
}

// lineEnd returns the offset behind the end of the line that off is in.
func (p *program) lineEnd(off int) int {
	if i := strings.IndexByte(p.file.Text[off:], '\n'); i >= 0 {
		return off + i + 1
	}
	return len(p.file.Text)
}

// lineStart returns the offset of the start of the line that off is in.
func (p *program) lineStart(off int) int { return strings.LastIndexByte(p.file.Text[:off], '\n') + 1 }

// indent is what stands before a statement on its line; ok is false if that is
// more than space.
func (p *program) indent(s syntax.Stmt) (text string, ok bool) {
	start := p.off(s.Span().Start)
	text = p.file.Text[p.lineStart(start):start]
	return text, strings.TrimSpace(text) == ""
}

// alone reports whether a statement has its lines for itself, but for a comment.
func (p *program) alone(s syntax.Stmt) bool {
	if _, ok := p.indent(s); !ok {
		return false
	}
	end := p.off(s.Span().End)
	rest := strings.TrimSpace(p.file.Text[end:p.lineEnd(end)])
	return rest == "" || rest[0] == '#'
}

// replace puts text in the place of a node.
func (p *program) replace(n syntax.Node, text string) edit {
	s := n.Span()
	return edit{p.off(s.Start), p.off(s.End), text}
}

// insert puts text before a place.
func (p *program) insert(at source.Pos, text string) edit { return edit{p.off(at), p.off(at), text} }

// removeLines takes a statement away with its lines.
func (p *program) removeLines(s syntax.Stmt) edit {
	span := s.Span()
	return edit{p.lineStart(p.off(span.Start)), p.lineEnd(p.off(span.End)), ""}
}

// withoutCall takes a call away: a statement becomes pass, an expression None.
func (p *program) withoutCall(c *syntax.Call) edit {
	if s, ok := p.statement(c); ok {
		return p.replace(s, "pass")
	}
	if a, ok := p.parent[c].(*syntax.Await); ok {
		return p.replace(a, "None")
	}
	return p.replace(c, "None")
}

// statement returns the statement that consists of a call, awaited or not.
func (p *program) statement(c *syntax.Call) (*syntax.ExprStmt, bool) {
	up := p.parent[c]
	if a, ok := up.(*syntax.Await); ok {
		up = p.parent[a]
	}
	s, ok := up.(*syntax.ExprStmt)
	return s, ok
}

// function returns the innermost function that a node is in, nil if none.
func (p *program) function(n syntax.Node) *syntax.FunctionDef {
	for n = p.parent[n]; n != nil; n = p.parent[n] {
		switch f := n.(type) {
		case *syntax.FunctionDef:
			return f
		case *syntax.Lambda, *syntax.ClassDef:
			return nil
		}
	}
	return nil
}

// async reports whether await is allowed where a node stands.
func (p *program) async(n syntax.Node) bool {
	f := p.function(n)
	return f != nil && f.Async
}

// block returns the list of statements that a statement is in, and its place
// there.
func (p *program) block(s syntax.Stmt) ([]syntax.Stmt, int) {
	var lists [][]syntax.Stmt
	switch n := p.parent[s].(type) {
	case *syntax.Module:
		lists = [][]syntax.Stmt{n.Body}
	case *syntax.FunctionDef:
		lists = [][]syntax.Stmt{n.Body}
	case *syntax.ClassDef:
		lists = [][]syntax.Stmt{n.Body}
	case *syntax.For:
		lists = [][]syntax.Stmt{n.Body, n.Else}
	case *syntax.While:
		lists = [][]syntax.Stmt{n.Body, n.Else}
	case *syntax.If:
		lists = [][]syntax.Stmt{n.Body, n.Else}
	case *syntax.With:
		lists = [][]syntax.Stmt{n.Body}
	case *syntax.Try:
		lists = [][]syntax.Stmt{n.Body, n.Else, n.Finally}
	case *syntax.ExceptHandler:
		lists = [][]syntax.Stmt{n.Body}
	case *syntax.MatchCase:
		lists = [][]syntax.Stmt{n.Body}
	}
	for _, l := range lists {
		for i, x := range l {
			if x == s {
				return l, i
			}
		}
	}
	return nil, 0
}

// inside calls visit for the nodes below n that belong to the same function.
func inside(n syntax.Node, visit func(syntax.Node)) {
	syntax.Walk(n, func(c syntax.Node) bool {
		if c != n {
			switch c.(type) {
			case *syntax.FunctionDef, *syntax.Lambda, *syntax.ClassDef:
				return false
			}
			visit(c)
		}
		return true
	})
}

// each calls f for every node of a type.
func each[T syntax.Node](p *program, f func(T)) {
	for _, n := range p.nodes {
		if x, ok := n.(T); ok {
			f(x)
		}
	}
}

// plain reports whether an expression can be evaluated twice without harm.
func plain(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Name, *syntax.Constant:
		return true
	case *syntax.Attribute:
		return plain(e.Value)
	case *syntax.Subscript:
		return plain(e.Value) && plain(e.Index)
	}
	return false
}
