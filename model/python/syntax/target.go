package syntax

import "strconv"

func itoa(n int32) string { return strconv.Itoa(int(n)) }

// A use is what a target is for.
type use string

const (
	toAssign use = "assign to"
	toDelete use = "delete"
)

// checkTarget fails if e cannot be assigned to, or deleted.
func (p *parser) checkTarget(e Expr, u use) {
	switch n := e.(type) {
	case *Name, *Attribute, *Subscript:
		return
	case *Tuple:
		for _, x := range n.Elts {
			p.checkTarget(x, u)
		}
		return
	case *List:
		for _, x := range n.Elts {
			p.checkTarget(x, u)
		}
		return
	case *Starred:
		if u == toAssign {
			p.checkTarget(n.Value, u)
			return
		}
	}
	hint := ""
	if u == toAssign && p.k == tAssign {
		switch e.(type) {
		case *Compare, *BinOp, *BoolOp, *UnaryOp, *Call, *Constant, *Lambda, *IfExp, *Await:
			hint = "write '==' to compare"
		}
	}
	p.failAt(nodeExtent(e), CodeTarget, hint, "cannot %s %s", u, describe(e))
}

func nodeExtent(n Node) Extent {
	s := n.Span()
	return Extent{s.Start, s.End}
}

// describe names the kind of an expression.
func describe(e Expr) string {
	switch n := e.(type) {
	case *Attribute:
		return "attribute"
	case *Subscript:
		return "subscript"
	case *Starred:
		return "starred expression"
	case *Name:
		return "name '" + n.ID + "'"
	case *List:
		return "list"
	case *Tuple:
		return "tuple"
	case *Lambda:
		return "lambda"
	case *Call:
		return "function call"
	case *BoolOp, *BinOp, *UnaryOp:
		return "expression"
	case *GeneratorExp:
		return "generator expression"
	case *Yield, *YieldFrom:
		return "yield expression"
	case *Await:
		return "await expression"
	case *ListComp:
		return "list comprehension"
	case *SetComp:
		return "set comprehension"
	case *DictComp:
		return "dict comprehension"
	case *Dict:
		return "dict literal"
	case *Set:
		return "set display"
	case *JoinedStr, *FormattedValue:
		return "f-string"
	case *TemplateStr, *Interpolation:
		return "t-string"
	case *Compare:
		return "comparison"
	case *IfExp:
		return "conditional expression"
	case *NamedExpr:
		return "named expression"
	case *Constant:
		switch v := n.Value.(type) {
		case nil:
			return "None"
		case bool:
			if v {
				return "True"
			}
			return "False"
		case EllipsisValue:
			return "ellipsis"
		}
		return "literal"
	}
	return "expression"
}

// starTarget reads one assignment target, which may be starred.
func (p *parser) starTarget() Expr {
	e := p.targetElement()
	p.checkTarget(e, toAssign)
	return e
}

// targetElement reads what stands where a target should, no further than 'in'.
func (p *parser) targetElement() Expr {
	if p.k == tStar {
		start := p.start()
		p.next()
		s := &Starred{Value: p.bitOr()}
		s.Extent = p.since(start)
		return s
	}
	return p.bitOr()
}

// forTarget reads the targets of a for loop or a comprehension.
func (p *parser) forTarget() Expr {
	start := p.start()
	e := p.targetElement()
	if p.k == tComma {
		t := &Tuple{Elts: []Expr{e}}
		for p.got(tComma) {
			if p.k == tIn {
				break
			}
			t.Elts = append(t.Elts, p.targetElement())
		}
		t.Extent = p.since(start)
		e = t
	}
	p.checkTarget(e, toAssign)
	return e
}

// delTargets reads the targets of del.
func (p *parser) delTargets() []Expr {
	var list []Expr
	for {
		e := p.targetElement()
		p.checkTarget(e, toDelete)
		list = append(list, e)
		if !p.got(tComma) || p.endsSimple() {
			return list
		}
	}
}
