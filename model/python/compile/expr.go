package compile

import (
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

var binaryOps = [...]model.BinaryOp{
	syntax.Add: model.Add, syntax.Sub: model.Sub, syntax.Mult: model.Mul, syntax.MatMult: model.MatMul,
	syntax.Div: model.Div, syntax.Mod: model.Mod, syntax.Pow: model.Pow, syntax.LShift: model.LShift,
	syntax.RShift: model.RShift, syntax.BitOr: model.BitOr, syntax.BitXor: model.BitXor,
	syntax.BitAnd: model.BitAnd, syntax.FloorDiv: model.FloorDiv,
}

var unaryOps = [...]model.UnaryOp{
	syntax.Invert: model.Invert, syntax.Not: model.Not, syntax.UAdd: model.Pos, syntax.USub: model.Neg,
}

var compareOps = [...]model.CompareOp{
	syntax.Eq: model.Eq, syntax.NotEq: model.NotEq, syntax.Lt: model.Lt, syntax.LtE: model.LtE,
	syntax.Gt: model.Gt, syntax.GtE: model.GtE, syntax.Is: model.Is, syntax.IsNot: model.IsNot,
	syntax.In: model.In, syntax.NotIn: model.NotIn,
}

// text returns the text of a span.
func text(f *source.File, s source.Span) string {
	return f.Text[f.Offset(s.Start):f.Offset(s.End)]
}

// expr compiles an expression: its value is pushed.
func (c *fn) expr(e syntax.Expr) {
	saved := c.span
	c.span = e.Span()
	c.expression(e)
	c.span = saved
}

func (c *fn) expression(e syntax.Expr) {
	if v, ok := fold(e); ok {
		c.constant(v)
		return
	}
	switch e := e.(type) {
	case *syntax.Name:
		c.load(e.ID, e.Span())
	case *syntax.Constant:
		c.errorf(e.Span(), "complex", "", "complex numbers are not modelled")
		c.constant(nil)
	case *syntax.BoolOp:
		c.boolOp(e)
	case *syntax.NamedExpr:
		c.expr(e.Value)
		c.emit(model.DUP, 0)
		c.store(e.Target.ID, e.Target.Span())
	case *syntax.BinOp:
		c.expr(e.Left)
		c.expr(e.Right)
		c.emit(model.BINOP, int(binaryOps[e.Op]))
	case *syntax.UnaryOp:
		c.expr(e.Operand)
		c.emit(model.UNARY, int(unaryOps[e.Op]))
	case *syntax.Lambda:
		c.lambda(e)
	case *syntax.IfExp:
		other, end := newLabel(), newLabel()
		c.jumpIf(e.Test, false, other)
		c.expr(e.Body)
		c.jump(model.JUMP, end)
		c.depth--
		c.bind(other)
		c.expr(e.Else)
		c.bind(end)
	case *syntax.Dict:
		c.dict(e)
	case *syntax.Set:
		c.display(e.Elts, model.SET)
	case *syntax.List:
		c.display(e.Elts, model.LIST)
	case *syntax.Tuple:
		c.display(e.Elts, model.TUPLE)
	case *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp:
		c.comprehension(e)
	case *syntax.Await:
		c.expr(e.Value)
		c.emit(model.AWAIT, 0)
	case *syntax.Yield:
		if e.Value == nil {
			c.constant(nil)
		} else {
			c.expr(e.Value)
		}
		c.emit(model.YIELD, 0)
	case *syntax.YieldFrom:
		c.expr(e.Value)
		c.emit(model.YIELDFROM, 0)
	case *syntax.Compare:
		c.compare(e)
	case *syntax.Call:
		c.call(e)
	case *syntax.JoinedStr:
		c.joined(e)
	case *syntax.TemplateStr:
		c.errorf(e.Span(), "template-string", "write an f-string", "template strings are not modelled")
		c.constant(nil)
	case *syntax.Attribute:
		c.attribute(e)
	case *syntax.Subscript:
		c.expr(e.Value)
		c.expr(e.Index)
		c.emit(model.INDEX, 0)
	case *syntax.Slice:
		c.slice(e)
	default:
		panic("compile: not an expression")
	}
}

func (c *fn) slice(e *syntax.Slice) {
	parts := []syntax.Expr{e.Lower, e.Upper}
	if e.Step != nil {
		parts = append(parts, e.Step)
	}
	for _, x := range parts {
		if x == nil {
			c.constant(nil)
		} else {
			c.expr(x)
		}
	}
	c.emit(model.SLICE, len(parts))
}

func (c *fn) boolOp(e *syntax.BoolOp) {
	end := newLabel()
	op := model.JFKEEP
	if e.Op == syntax.Or {
		op = model.JTKEEP
	}
	for i, v := range e.Values {
		c.expr(v)
		if i < len(e.Values)-1 {
			c.jump(op, end)
		}
	}
	c.bind(end)
}

func (c *fn) compare(e *syntax.Compare) {
	if len(e.Ops) == 1 {
		c.expr(e.Left)
		c.operand(e.Ops[0], e.Comparators[0])
		c.emit(model.COMPARE, int(compareOps[e.Ops[0]]))
		return
	}
	cleanup, end := newLabel(), newLabel()
	c.chain(e, func() { c.jump(model.JFKEEP, cleanup) })
	c.jump(model.JUMP, end)
	c.bind(cleanup)
	c.emit(model.SWAP, 0)
	c.emit(model.POP, 0)
	c.bind(end)
}

// display compiles the elements of a list, tuple or set.
func (c *fn) display(elts []syntax.Expr, op model.Op) {
	if !hasStar(elts) {
		for _, x := range elts {
			c.expr(x)
		}
		c.emit(op, len(elts))
		return
	}
	build, one, many := model.LIST, model.LISTAPPEND, model.LISTEXTEND
	if op == model.SET {
		build, one, many = model.SET, model.SETADD, model.SETUPDATE
	}
	n := 0
	for ; !hasStar(elts[n : n+1]); n++ {
		c.expr(elts[n])
	}
	c.emit(build, n)
	for _, x := range elts[n:] {
		if s, ok := x.(*syntax.Starred); ok {
			c.expr(s.Value)
			c.at(s.Span(), func() { c.emit(many, 1) })
			continue
		}
		c.expr(x)
		c.emit(one, 1)
	}
	if op == model.TUPLE {
		c.emit(model.LISTTUPLE, 0)
	}
}

func (c *fn) dict(e *syntax.Dict) {
	n := 0
	for ; n < len(e.Keys) && e.Keys[n] != nil; n++ {
		c.expr(e.Keys[n])
		c.expr(e.Values[n])
	}
	c.emit(model.DICT, n)
	for ; n < len(e.Keys); n++ {
		if e.Keys[n] == nil {
			c.expr(e.Values[n])
			c.emit(model.DICTUPDATE, 1)
			continue
		}
		c.expr(e.Keys[n])
		c.expr(e.Values[n])
		c.emit(model.DICTADD, 1)
	}
}

func (c *fn) joined(e *syntax.JoinedStr) {
	if len(e.Values) == 0 {
		c.constant("")
		return
	}
	for _, v := range e.Values {
		f, ok := v.(*syntax.FormattedValue)
		if !ok {
			c.expr(v)
			continue
		}
		c.expr(f.Value)
		how := map[rune]int{'s': 1, 'r': 2, 'a': 3}[f.Conversion]
		if f.FormatSpec != nil {
			c.expr(f.FormatSpec)
			how |= 4
		}
		c.at(f.Span(), func() { c.emit(model.FORMAT, how) })
	}
	if len(e.Values) > 1 {
		c.emit(model.JOIN, len(e.Values))
	}
}
