package syntax

// parameters reads the parameters of a def or, if they end with ':', of a
// lambda, which has no annotations.
func (p *parser) parameters(end kind) *Arguments {
	start := p.start()
	if p.k == end {
		return &Arguments{Extent: Extent{start, start}}
	}
	a := &Arguments{}
	star, slash := false, false // * and / have been seen
	for p.k != end {
		at := p.start()
		switch p.k {
		case tSlash:
			switch {
			case slash:
				p.fail("", "got a second '/' among the parameters")
			case star:
				p.fail("", "got '/' after '*' among the parameters")
			case len(a.Args) == 0:
				p.fail("", "got '/' before any parameter")
			}
			slash = true
			p.next()
			a.PosOnly, a.Args = a.Args, nil
		case tStar:
			if star {
				p.fail("", "got a second '*' among the parameters")
			}
			star = true
			p.next()
			if p.k == tComma {
				p.next()
				if p.k != tName {
					p.wanted("name of a parameter after the bare '*'")
				}
				continue
			}
			if p.k != tName {
				p.wanted("name of a parameter after '*'")
			}
			a.VarArg = p.parameter(end, true)
			if p.k == tAssign {
				p.fail("", "got a default value for '*%s'", a.VarArg.Name)
			}
		case tDStar:
			p.next()
			a.KwArg = p.parameter(end, false)
			if p.k == tAssign {
				p.fail("", "got a default value for '**%s'", a.KwArg.Name)
			}
			if p.got(tComma) && p.k != end {
				p.fail("", "got a parameter after '**%s', which must be the last", a.KwArg.Name)
			}
			a.Extent = p.since(start)
			return a
		default:
			if p.k == tLParen {
				p.failAt(Extent{at, p.tok().end}, CodePython2, "unpack the tuple in the body", "got '(', want name of a parameter")
			}
			arg := p.parameter(end, false)
			var def Expr
			if p.got(tAssign) {
				if p.k == tComma || p.k == end {
					p.wanted("default value")
				}
				def = p.expression()
			}
			if star {
				a.KwOnly = append(a.KwOnly, arg)
				a.KwDefaults = append(a.KwDefaults, def)
				break
			}
			a.Args = append(a.Args, arg)
			if def != nil {
				a.Defaults = append(a.Defaults, def)
			} else if len(a.Defaults) > 0 {
				p.failAt(arg.Extent, CodeSyntax, "give it a default value, or move it forward", "got parameter '%s' without a default value after one with", arg.Name)
			}
		}
		if !p.got(tComma) {
			break
		}
	}
	a.Extent = p.since(start)
	return a
}

// parameter reads a name and its annotation, which may be starred after *.
func (p *parser) parameter(end kind, star bool) *Arg {
	start := p.start()
	a := &Arg{Name: p.ident("name of a parameter").Name}
	if end == tRParen && p.got(tColon) {
		if star {
			a.Annotation = p.starExpression()
		} else {
			a.Annotation = p.expression()
		}
	}
	a.Extent = p.since(start)
	return a
}

// typeParams reads the type parameters in brackets, if there are any.
func (p *parser) typeParams() []TypeParam {
	if !p.got(tLBrack) {
		return nil
	}
	if p.k == tRBrack {
		p.wanted("a type parameter")
	}
	var list []TypeParam
	for {
		start := p.start()
		t := TypeParam{}
		if p.got(tStar) {
			t.Kind = TypeVarTuple
		} else if p.got(tDStar) {
			t.Kind = ParamSpec
		}
		t.Name = p.ident("name of a type parameter").Name
		if p.k == tColon {
			if t.Kind != TypeVar {
				p.fail("", "got a bound for a type parameter with '*', want ',' or ']'")
			}
			p.next()
			t.Bound = p.expression()
		}
		if p.got(tAssign) {
			if t.Kind == TypeVarTuple {
				t.Default = p.starExpression()
			} else {
				t.Default = p.expression()
			}
		}
		t.Extent = p.since(start)
		list = append(list, t)
		if !p.got(tComma) || p.k == tRBrack {
			break
		}
	}
	p.want(tRBrack, " or ','")
	return list
}
