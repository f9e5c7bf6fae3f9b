package syntax

import "github.com/condcheck/condcheck/model/source"

// atom reads a name, a literal or something in brackets.
func (p *parser) atom() Expr {
	t := *p.tok()
	x := Extent{t.start, t.end}
	switch p.k {
	case tName:
		return &Name{x, p.name()}
	case tNumber:
		v := numberValue(p.word())
		p.next()
		return &Constant{Extent: x, Value: v}
	case tString, tFStart:
		return p.stringsAtom()
	case tTrue:
		p.next()
		return &Constant{Extent: x, Value: true}
	case tFalse:
		p.next()
		return &Constant{Extent: x, Value: false}
	case tNone:
		p.next()
		return &Constant{Extent: x}
	case tEllipsis:
		p.next()
		return &Constant{Extent: x, Value: Ellipsis}
	case tLParen:
		return p.parenthesized()
	case tLBrack:
		return p.listDisplay()
	case tLBrace:
		return p.braceDisplay()
	case tStar:
		p.fail("", "got a starred expression where it has no meaning, want expression")
	}
	p.wanted("expression")
	return nil
}

// unpackingFor fails if e, starred, is the element of a comprehension.
func (p *parser) unpackingFor(e Expr) {
	if s, ok := e.(*Starred); ok {
		p.failAt(s.Extent, CodeSyntax, "write a second 'for'", "got a starred expression as the element of a comprehension")
	}
}

// parenthesized reads a tuple, a generator expression, a yield or an
// expression in parentheses; the last two do not show in the tree.
func (p *parser) parenthesized() Expr {
	start := p.start()
	p.next()
	if p.got(tRParen) {
		return &Tuple{Extent: p.since(start), Parens: true}
	}
	if p.k == tYield {
		y := p.yield()
		p.want(tRParen, "")
		return y
	}
	e := p.starNamedExpression()
	switch p.k {
	case tFor, tAsync:
		p.unpackingFor(e)
		gens := p.comprehensions()
		p.want(tRParen, " or 'for'")
		return &GeneratorExp{p.since(start), e, gens}
	case tComma:
		t := &Tuple{Elts: p.moreElements(e, tRParen), Parens: true}
		p.want(tRParen, " or ','")
		t.Extent = p.since(start)
		return t
	}
	if s, ok := e.(*Starred); ok && p.k == tRParen {
		p.failAt(s.Extent, CodeSyntax, "write (*x,) for a tuple", "got a starred expression alone in parentheses")
	}
	p.want(tRParen, " or ','")
	return e
}

// moreElements reads the elements after the first, up to the closing bracket.
func (p *parser) moreElements(first Expr, end kind) []Expr {
	list := []Expr{first}
	for p.got(tComma) {
		if p.k == end {
			break
		}
		list = append(list, p.starNamedExpression())
	}
	return list
}

func (p *parser) listDisplay() Expr {
	start := p.start()
	p.next()
	if p.got(tRBrack) {
		return &List{Extent: p.since(start)}
	}
	e := p.starNamedExpression()
	if p.k == tFor || p.k == tAsync {
		p.unpackingFor(e)
		gens := p.comprehensions()
		p.want(tRBrack, " or 'for'")
		return &ListComp{p.since(start), e, gens}
	}
	list := p.moreElements(e, tRBrack)
	p.want(tRBrack, " or ','")
	return &List{p.since(start), list}
}

// braceDisplay reads a dict, a set or a comprehension of either.
func (p *parser) braceDisplay() Expr {
	start := p.start()
	p.next()
	if p.got(tRBrace) {
		return &Dict{Extent: p.since(start)}
	}
	if p.k != tDStar {
		e := p.starNamedExpression()
		_, star := e.(*Starred)
		_, named := e.(*NamedExpr)
		switch {
		case p.k == tColon && !star && (!named || p.toks[p.i-1].kind == tRParen):
			return p.dict(start, e)
		case p.k == tFor || p.k == tAsync:
			p.unpackingFor(e)
			gens := p.comprehensions()
			p.want(tRBrace, " or 'for'")
			return &SetComp{p.since(start), e, gens}
		}
		list := p.moreElements(e, tRBrace)
		p.want(tRBrace, " or ','")
		return &Set{p.since(start), list}
	}
	return p.dict(start, nil)
}

// dict reads a dict or dict comprehension; its first key, if it has one, has
// been read.
func (p *parser) dict(start source.Pos, key Expr) Expr {
	d := &Dict{}
	for {
		if key == nil && p.got(tDStar) {
			d.Keys = append(d.Keys, nil)
			d.Values = append(d.Values, p.bitOr())
			if p.k == tFor || p.k == tAsync {
				p.fail("", "got a ** unpacking before 'for', want KEY: VALUE")
			}
		} else {
			if key == nil {
				key = p.expression()
			}
			if p.k != tColon {
				p.wanted("':' after the key of a dict")
			}
			p.next()
			if p.k == tStar {
				p.fail("", "got a starred expression as a value of a dict")
			}
			value := p.expression()
			if (p.k == tFor || p.k == tAsync) && len(d.Values) == 0 {
				gens := p.comprehensions()
				p.want(tRBrace, " or 'for'")
				return &DictComp{p.since(start), key, value, gens}
			}
			d.Keys = append(d.Keys, key)
			d.Values = append(d.Values, value)
		}
		key = nil
		if !p.got(tComma) || p.k == tRBrace {
			break
		}
	}
	p.want(tRBrace, " or ','")
	d.Extent = p.since(start)
	return d
}
