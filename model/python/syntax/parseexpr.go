package syntax

import "github.com/condcheck/condcheck/model/source"

// The expression grammar, from loosest to tightest: a list with stars, a named
// expression, a lambda or conditional, or, and, not, comparison, | … * by
// precedence, unary, **, await, primary.

// yieldOrStar reads a yield expression or a list of expressions, as stand on
// the right of an assignment.
func (p *parser) yieldOrStar(what string) Expr {
	if p.k == tYield {
		return p.yield()
	}
	if !p.k.startsExpr() && p.k != tStar {
		p.wanted(what)
	}
	return p.starExpressions()
}

func (p *parser) yield() Expr {
	start := p.start()
	p.next()
	if p.got(tFrom) {
		y := &YieldFrom{Value: p.expression()}
		y.Extent = p.since(start)
		return y
	}
	y := &Yield{}
	if p.k.startsExpr() || p.k == tStar {
		y.Value = p.starExpressions()
	}
	y.Extent = p.since(start)
	return y
}

// starExpressions reads one expression or several with commas, a Tuple.
func (p *parser) starExpressions() Expr {
	start := p.start()
	e := p.starExpression()
	if p.k == tComma {
		t := &Tuple{Elts: []Expr{e}}
		for p.got(tComma) {
			if !p.k.startsExpr() && p.k != tStar {
				break
			}
			t.Elts = append(t.Elts, p.starExpression())
		}
		t.Extent = p.since(start)
		return t
	}
	return e
}

func (p *parser) starExpression() Expr {
	if p.k == tStar {
		return p.starred()
	}
	return p.expression()
}

// starNamedExpression reads an element of a display.
func (p *parser) starNamedExpression() Expr {
	if p.k == tStar {
		return p.starred()
	}
	return p.namedExpression()
}

func (p *parser) starred() Expr {
	start := p.start()
	p.next()
	s := &Starred{Value: p.bitOr()}
	s.Extent = p.since(start)
	return s
}

// namedExpression reads NAME := EXPRESSION or an expression.
func (p *parser) namedExpression() Expr {
	if p.k == tName && p.peek(1) == tWalrus {
		start := p.start()
		id := p.ident("name")
		p.next()
		n := &NamedExpr{Target: &Name{id.Extent, id.Name}, Value: p.expression()}
		n.Extent = p.since(start)
		return n
	}
	e := p.expression()
	if p.k == tWalrus {
		p.failAt(nodeExtent(e), CodeTarget, "", "cannot use ':=' with %s, want a name", describe(e))
	}
	return e
}

// expression reads a lambda, a conditional expression or what binds tighter.
func (p *parser) expression() Expr {
	p.enter()
	defer func() { p.depth-- }()
	if p.k == tLambda {
		return p.lambda()
	}
	start := p.start()
	e := p.or()
	if p.k != tIf {
		return e
	}
	p.next()
	x := &IfExp{Body: e, Test: p.or()}
	if p.k != tElse {
		p.wanted("'else' of the conditional expression")
	}
	p.next()
	x.Else = p.expression()
	x.Extent = p.since(start)
	return x
}

func (p *parser) lambda() Expr {
	start := p.start()
	p.next()
	l := &Lambda{Args: p.parameters(tColon)}
	p.want(tColon, " of 'lambda'")
	l.Body = p.expression()
	l.Extent = p.since(start)
	return l
}

// or reads operands joined by or.
func (p *parser) or() Expr {
	start := p.start()
	e := p.and()
	if p.k != tOr {
		return e
	}
	b := &BoolOp{Op: Or, Values: []Expr{e}}
	for p.got(tOr) {
		b.Values = append(b.Values, p.and())
	}
	b.Extent = p.since(start)
	return b
}

func (p *parser) and() Expr {
	start := p.start()
	e := p.not()
	if p.k != tAnd {
		return e
	}
	b := &BoolOp{Op: And, Values: []Expr{e}}
	for p.got(tAnd) {
		b.Values = append(b.Values, p.not())
	}
	b.Extent = p.since(start)
	return b
}

func (p *parser) not() Expr {
	if p.k != tNot {
		return p.comparison()
	}
	p.enter()
	start := p.start()
	p.next()
	u := &UnaryOp{Op: Not, Operand: p.not()}
	u.Extent = p.since(start)
	p.depth--
	return u
}

func (p *parser) comparison() Expr {
	start := p.start()
	e := p.bitOr()
	op, ok := p.cmpOp()
	if !ok {
		return e
	}
	c := &Compare{Left: e}
	for ok {
		c.Ops = append(c.Ops, op)
		c.Comparators = append(c.Comparators, p.bitOr())
		op, ok = p.cmpOp()
	}
	c.Extent = p.since(start)
	return c
}

var comparisons = [numKinds]CmpOperator{tEqEq: Eq, tNotEq: NotEq, tLt: Lt, tLe: LtE, tGt: Gt, tGe: GtE, tIn: In}

// cmpOp reads a comparison operator if there is one.
func (p *parser) cmpOp() (CmpOperator, bool) {
	switch p.k {
	case tLt:
		if p.peek(1) == tGt && p.toks[p.i+1].off == p.tok().stop {
			t := p.tok()
			p.failAt(Extent{t.start, p.toks[p.i+1].end}, CodePython2, "write '!='", "got '<>', want a comparison")
		}
	case tIs:
		p.next()
		if p.got(tNot) {
			return IsNot, true
		}
		return Is, true
	case tNot:
		if p.peek(1) == tIn {
			p.next()
			p.next()
			return NotIn, true
		}
		return 0, false
	}
	if p.k != tIn && (p.k < tEqEq || p.k > tGe) {
		return 0, false
	}
	op := comparisons[p.k]
	p.next()
	return op, true
}

// bitOr reads an operand of a comparison.
func (p *parser) bitOr() Expr { return p.binary(1) }

// binary reads operators that bind at least as tightly as prec; all lean to
// the left.
func (p *parser) binary(prec uint8) Expr {
	start := p.start()
	left := p.unary()
	for n := 0; ; n++ {
		b := binaryOps[p.k]
		if b.prec < prec || b.prec == 0 {
			return left
		}
		if n == 100 {
			p.steep = true
		}
		at := p.start()
		p.next()
		if p.k == tNot {
			p.fail("put the 'not' expression in parentheses", "got keyword 'not' after an operator")
		}
		if p.k == tRShift {
			p.wanted("expression")
		}
		right := p.binary(b.prec + 1)
		left = &BinOp{Extent: p.since(start), Left: left, Op: b.op, OpPos: at, Right: right}
	}
}

func (p *parser) unary() Expr {
	var op UnaryOperator
	switch p.k {
	case tMinus:
		op = USub
	case tPlus:
		op = UAdd
	case tTilde:
		op = Invert
	default:
		return p.power()
	}
	p.enter()
	start := p.start()
	p.next()
	u := &UnaryOp{Op: op, Operand: p.unary()}
	u.Extent = p.since(start)
	p.depth--
	return u
}

func (p *parser) power() Expr {
	start := p.start()
	e := p.awaited()
	if p.k != tDStar {
		return e
	}
	p.enter()
	at := p.start()
	p.next()
	right := p.unary()
	p.depth--
	return &BinOp{Extent: p.since(start), Left: e, Op: Pow, OpPos: at, Right: right}
}

func (p *parser) awaited() Expr {
	if p.k != tAwait {
		return p.primary()
	}
	start := p.start()
	p.next()
	a := &Await{Value: p.primary()}
	a.Extent = p.since(start)
	return a
}

// primary reads an atom and the calls, subscripts and attributes after it.
func (p *parser) primary() Expr {
	start := p.start()
	e := p.atom()
	for n := 0; ; n++ {
		if n == 100 {
			p.steep = true
		}
		switch p.k {
		case tDot:
			p.next()
			at := p.start()
			id := p.ident("name after '.'")
			e = &Attribute{Extent: p.since(start), Value: e, Attr: id.Name, AttrPos: at}
		case tLParen:
			c := &Call{Func: e}
			open := p.start()
			p.next()
			p.arguments(c, open)
			c.Extent = p.since(start)
			e = c
		case tLBrack:
			p.next()
			s := &Subscript{Value: e, Index: p.index()}
			p.want(tRBrack, " or ','")
			s.Extent = p.since(start)
			e = s
		default:
			return e
		}
	}
}

// arguments reads the arguments of a call, whose '(' at open has been read.
func (p *parser) arguments(c *Call, open source.Pos) {
	const (
		positional = iota
		keyword
		unpacked
	)
	seen := positional
	for p.k != tRParen {
		start := p.start()
		switch {
		case p.k == tDStar:
			p.next()
			k := &Keyword{Value: p.expression()}
			k.Extent = p.since(start)
			c.Keywords = append(c.Keywords, k)
			seen = unpacked
		case p.k == tStar:
			p.next()
			s := &Starred{Value: p.expression()}
			s.Extent = p.since(start)
			if seen == unpacked {
				p.failAt(s.Extent, CodeSyntax, "", "got a * argument after a ** argument")
			}
			if p.k == tFor || p.k == tAsync {
				p.fail("", "got a * argument before 'for', want an expression")
			}
			c.Args = append(c.Args, s)
		case p.k == tName && p.peek(1) == tAssign:
			k := &Keyword{Arg: p.name()}
			p.next()
			if p.k == tComma || p.k == tRParen {
				p.wanted("value of the argument")
			}
			k.Value = p.expression()
			k.Extent = p.since(start)
			if p.k == tFor || p.k == tAsync {
				p.failAt(k.Extent, CodeSyntax, "write ':=' or '=='", "got '=' in a generator expression")
			}
			c.Keywords = append(c.Keywords, k)
			seen = max(seen, keyword)
		default:
			e := p.namedExpression()
			if p.k == tAssign {
				p.failAt(nodeExtent(e), CodeTarget, "write '==' to compare", "got %s before '=', want the name of an argument", describe(e))
			}
			if p.k == tFor || p.k == tAsync {
				gens := p.comprehensions()
				if len(c.Args)+len(c.Keywords) > 0 || p.k != tRParen {
					p.failAt(p.since(start), CodeSyntax, "put it in parentheses of its own", "got a generator expression among other arguments")
				}
				p.next()
				c.Args = []Expr{&GeneratorExp{Extent: p.since(open), Elt: e, Generators: gens}}
				return
			}
			if seen == keyword {
				p.failAt(nodeExtent(e), CodeSyntax, "", "got a positional argument after a keyword argument")
			} else if seen == unpacked {
				p.failAt(nodeExtent(e), CodeSyntax, "", "got a positional argument after a ** argument")
			}
			c.Args = append(c.Args, e)
		}
		if !p.got(tComma) {
			break
		}
	}
	p.want(tRParen, " or ','")
}

// index reads what stands in the brackets of a subscript.
func (p *parser) index() Expr {
	start := p.start()
	first := p.slice()
	if _, star := first.(*Starred); !star && p.k != tComma {
		return first
	}
	t := &Tuple{Elts: []Expr{first}}
	for p.got(tComma) {
		if p.k == tRBrack {
			break
		}
		t.Elts = append(t.Elts, p.slice())
	}
	t.Extent = p.since(start)
	return t
}

func (p *parser) slice() Expr {
	start := p.start()
	if p.k == tStar {
		p.next()
		s := &Starred{Value: p.expression()}
		s.Extent = p.since(start)
		return s
	}
	var lower Expr
	if p.k != tColon {
		if p.k == tName && p.peek(1) == tWalrus {
			return p.namedExpression()
		}
		lower = p.expression()
		if p.k == tWalrus {
			p.failAt(nodeExtent(lower), CodeTarget, "", "cannot use ':=' with %s, want a name", describe(lower))
		}
		if p.k != tColon {
			return lower
		}
	}
	p.next()
	s := &Slice{Lower: lower}
	if p.k.startsExpr() {
		s.Upper = p.expression()
	}
	if p.got(tColon) && p.k.startsExpr() {
		s.Step = p.expression()
	}
	s.Extent = p.since(start)
	return s
}

// comprehensions reads the for clauses of a comprehension.
func (p *parser) comprehensions() []*Comprehension {
	var list []*Comprehension
	for p.k == tFor || p.k == tAsync {
		start := p.start()
		c := &Comprehension{Async: p.got(tAsync)}
		p.want(tFor, " after 'async'")
		c.Target = p.forTarget()
		p.want(tIn, " of 'for'")
		c.Iter = p.or()
		for p.got(tIf) {
			c.Ifs = append(c.Ifs, p.or())
		}
		c.Extent = p.since(start)
		list = append(list, c)
	}
	return list
}
