package syntax

import (
	"encoding/hex"
	"fmt"
	"math"
	"math/big"
	"strings"
)

// A dumper prints a tree in the form that testdata/dump.py prints CPython's,
// with what the given minor version of CPython says of places.
type dumper struct {
	b      strings.Builder
	minor  int
	depth  int
	hidden int
}

func dump(m *Module, minor int) string {
	d := &dumper{minor: minor}
	d.value(m)
	return d.b.String()
}

func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for len(s) > 0 {
		r, n := DecodeRune(s)
		if r >= ' ' && r <= '~' && r != '"' && r != '\\' {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "\\{%x}", r)
		}
		s = s[n:]
	}
	b.WriteByte('"')
	return b.String()
}

// name prints an identifier, or ~ for none.
func name(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func (d *dumper) place(n Node, name string) {
	switch name {
	case "Module", "comprehension", "arguments", "withitem", "match_case":
		return
	}
	if d.minor < 12 && (d.hidden > 0 || name == "JoinedStr" || name == "FormattedValue") {
		return
	}
	if d.minor < 10 && name == "alias" {
		return
	}
	if _, isStmt := n.(Stmt); d.minor < 9 && !isStmt && name != "Name" {
		return
	}
	s := n.Span()
	if d.minor < 9 {
		fmt.Fprintf(&d.b, "@%d:%d", s.Start.Line, s.Start.Col)
		return
	}
	fmt.Fprintf(&d.b, "@%d:%d-%d:%d", s.Start.Line, s.Start.Col, s.End.Line, s.End.Col)
}

// node prints a node under CPython's name with its fields in CPython's order.
func (d *dumper) node(n Node, name string, fields ...any) {
	d.depth++
	d.b.WriteString("\n" + strings.Repeat(" ", d.depth) + name)
	d.place(n, name)
	if name == "JoinedStr" {
		d.hidden++
	}
	for _, f := range fields {
		d.b.WriteByte(' ')
		d.value(f)
	}
	if name == "JoinedStr" {
		d.hidden--
	}
	d.depth--
}

func list[T any](d *dumper, list []T) {
	d.b.WriteByte('[')
	for _, x := range list {
		d.b.WriteByte(' ')
		d.value(x)
	}
	d.b.WriteByte(']')
}

func (d *dumper) literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		return map[bool]string{true: "True", false: "False"}[v]
	case EllipsisValue:
		return "..."
	case *big.Int:
		return "0x" + v.Text(16)
	case float64:
		return fmt.Sprintf("f%016x", math.Float64bits(v))
	case complex128:
		return fmt.Sprintf("c%016x", math.Float64bits(imag(v)))
	case string:
		return quote(v)
	case []byte:
		return "b" + hex.EncodeToString(v)
	}
	panic(fmt.Sprintf("constant of type %T", v))
}

func which(async bool, yes, no string) string {
	if async {
		return yes
	}
	return no
}

func idents(list []*Ident) []string {
	var names []string
	for _, id := range list {
		names = append(names, id.Name)
	}
	return names
}

// A word is printed as it is.
type word string

func (d *dumper) value(v any) {
	switch n := v.(type) {
	case nil:
		d.b.WriteByte('~')
	case string:
		d.b.WriteString(quote(n))
	case word:
		d.b.WriteString(string(n))
	case int:
		fmt.Fprint(&d.b, n)
	case fmt.Stringer:
		d.b.WriteString(n.String())
	case []Stmt:
		list(d, n)
	case []Expr:
		list(d, n)
	case []Pattern:
		list(d, n)
	case []string:
		list(d, n)
	case []*Keyword:
		list(d, n)
	case []*Comprehension:
		list(d, n)
	case []*Alias:
		list(d, n)
	case []*WithItem:
		list(d, n)
	case []*MatchCase:
		list(d, n)
	case []*ExceptHandler:
		list(d, n)
	case []*Arg:
		list(d, n)
	case []CmpOperator:
		list(d, n)
	case []TypeParam:
		var ps []*TypeParam
		for i := range n {
			ps = append(ps, &n[i])
		}
		list(d, ps)
	case *Arg:
		if n == nil {
			d.value(nil)
			return
		}
		d.node(n, "arg", n.Name, n.Annotation)
	case *JoinedStr:
		if n == nil {
			d.value(nil)
			return
		}
		d.node(n, "JoinedStr", n.Values)
	case Stmt:
		d.stmt(n)
	case Expr:
		d.expr(n)
	case Pattern:
		d.pattern(n)
	case Node:
		d.other(n)
	default:
		panic(fmt.Sprintf("value of type %T", v))
	}
}

func (d *dumper) stmt(s Stmt) {
	switch n := s.(type) {
	case *FunctionDef:
		d.node(n, which(n.Async, "AsyncFunctionDef", "FunctionDef"), n.Name, n.Args, n.Body, n.Decorators, n.Returns, n.TypeParams)
	case *ClassDef:
		d.node(n, "ClassDef", n.Name, n.Bases, n.Keywords, n.Body, n.Decorators, n.TypeParams)
	case *Return:
		d.node(n, "Return", n.Value)
	case *Delete:
		d.node(n, "Delete", n.Targets)
	case *Assign:
		d.node(n, "Assign", n.Targets, n.Value)
	case *TypeAlias:
		d.node(n, "TypeAlias", n.Name, n.TypeParams, n.Value)
	case *AugAssign:
		d.node(n, "AugAssign", n.Target, n.Op, n.Value)
	case *AnnAssign:
		d.node(n, "AnnAssign", n.Target, n.Annotation, n.Value, map[bool]int{true: 1, false: 0}[n.Simple])
	case *For:
		d.node(n, which(n.Async, "AsyncFor", "For"), n.Target, n.Iter, n.Body, n.Else)
	case *While:
		d.node(n, "While", n.Test, n.Body, n.Else)
	case *If:
		d.node(n, "If", n.Test, n.Body, n.Else)
	case *With:
		d.node(n, which(n.Async, "AsyncWith", "With"), n.Items, n.Body)
	case *Match:
		d.node(n, "Match", n.Subject, n.Cases)
	case *Raise:
		d.node(n, "Raise", n.Exc, n.Cause)
	case *Try:
		d.node(n, which(n.Star, "TryStar", "Try"), n.Body, n.Handlers, n.Else, n.Finally)
	case *Assert:
		d.node(n, "Assert", n.Test, n.Msg)
	case *Import:
		d.node(n, "Import", n.Names)
	case *ImportFrom:
		d.node(n, "ImportFrom", name(n.Module), n.Names, n.Level)
	case *Global:
		d.node(n, "Global", idents(n.Names))
	case *Nonlocal:
		d.node(n, "Nonlocal", idents(n.Names))
	case *ExprStmt:
		d.node(n, "Expr", n.Value)
	case *Pass:
		d.node(n, "Pass")
	case *Break:
		d.node(n, "Break")
	case *Continue:
		d.node(n, "Continue")
	default:
		panic(fmt.Sprintf("statement of type %T", s))
	}
}

func (d *dumper) expr(e Expr) {
	switch n := e.(type) {
	case *BoolOp:
		d.node(n, "BoolOp", n.Op, n.Values)
	case *NamedExpr:
		d.node(n, "NamedExpr", n.Target, n.Value)
	case *BinOp:
		d.node(n, "BinOp", n.Left, n.Op, n.Right)
	case *UnaryOp:
		d.node(n, "UnaryOp", n.Op, n.Operand)
	case *Lambda:
		d.node(n, "Lambda", n.Args, n.Body)
	case *IfExp:
		d.node(n, "IfExp", n.Test, n.Body, n.Else)
	case *Dict:
		d.node(n, "Dict", n.Keys, n.Values)
	case *Set:
		d.node(n, "Set", n.Elts)
	case *ListComp:
		d.node(n, "ListComp", n.Elt, n.Generators)
	case *SetComp:
		d.node(n, "SetComp", n.Elt, n.Generators)
	case *DictComp:
		d.node(n, "DictComp", n.Key, n.Value, n.Generators)
	case *GeneratorExp:
		d.node(n, "GeneratorExp", n.Elt, n.Generators)
	case *Await:
		d.node(n, "Await", n.Value)
	case *Yield:
		d.node(n, "Yield", n.Value)
	case *YieldFrom:
		d.node(n, "YieldFrom", n.Value)
	case *Compare:
		d.node(n, "Compare", n.Left, n.Ops, n.Comparators)
	case *Call:
		d.node(n, "Call", n.Func, n.Args, n.Keywords)
	case *FormattedValue:
		d.node(n, "FormattedValue", n.Value, conversion(n.Conversion), n.FormatSpec)
	case *Interpolation:
		d.node(n, "Interpolation", n.Value, n.Str, conversion(n.Conversion), n.FormatSpec)
	case *TemplateStr:
		d.node(n, "TemplateStr", n.Values)
	case *Constant:
		d.node(n, "Constant", word(d.literal(n.Value)), name(n.Kind))
	case *Attribute:
		d.node(n, "Attribute", n.Value, n.Attr)
	case *Subscript:
		d.node(n, "Subscript", n.Value, n.Index)
	case *Starred:
		d.node(n, "Starred", n.Value)
	case *Name:
		d.node(n, "Name", n.ID)
	case *List:
		d.node(n, "List", n.Elts)
	case *Tuple:
		d.node(n, "Tuple", n.Elts)
	case *Slice:
		d.node(n, "Slice", n.Lower, n.Upper, n.Step)
	default:
		panic(fmt.Sprintf("expression of type %T", e))
	}
}

func conversion(r rune) int {
	if r == 0 {
		return -1
	}
	return int(r)
}

func (d *dumper) pattern(p Pattern) {
	switch n := p.(type) {
	case *MatchValue:
		d.node(n, "MatchValue", n.Value)
	case *MatchSingleton:
		d.node(n, "MatchSingleton", word(strings.Replace(d.literal(n.Value), "None", "~", 1)))
	case *MatchSequence:
		d.node(n, "MatchSequence", n.Patterns)
	case *MatchMapping:
		d.node(n, "MatchMapping", n.Keys, n.Patterns, name(n.Rest))
	case *MatchClass:
		d.node(n, "MatchClass", n.Cls, n.Patterns, n.KwdAttrs, n.KwdPatterns)
	case *MatchStar:
		d.node(n, "MatchStar", name(n.Name))
	case *MatchAs:
		d.node(n, "MatchAs", n.Pattern, name(n.Name))
	case *MatchOr:
		d.node(n, "MatchOr", n.Patterns)
	}
}

func (d *dumper) other(node Node) {
	switch n := node.(type) {
	case *Module:
		d.node(n, "Module", n.Body)
	case *Arguments:
		d.node(n, "arguments", n.PosOnly, n.Args, n.VarArg, n.KwOnly, n.KwDefaults, n.KwArg, n.Defaults)
	case *Comprehension:
		d.node(n, "comprehension", n.Target, n.Iter, n.Ifs, map[bool]int{true: 1, false: 0}[n.Async])
	case *Keyword:
		d.node(n, "keyword", name(n.Arg), n.Value)
	case *Alias:
		d.node(n, "alias", n.Name, name(n.AsName))
	case *WithItem:
		d.node(n, "withitem", n.Context, n.Vars)
	case *MatchCase:
		d.node(n, "match_case", n.Pattern, n.Guard, n.Body)
	case *ExceptHandler:
		d.node(n, "ExceptHandler", n.Type, name(n.Name), n.Body)
	case *TypeParam:
		switch n.Kind {
		case TypeVar:
			d.node(n, "TypeVar", n.Name, n.Bound, n.Default)
		case TypeVarTuple:
			d.node(n, "TypeVarTuple", n.Name, n.Default)
		case ParamSpec:
			d.node(n, "ParamSpec", n.Name, n.Default)
		}
	default:
		panic(fmt.Sprintf("node of type %T", node))
	}
}
