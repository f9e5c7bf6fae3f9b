package syntax

// matchStmt reads a match statement, or returns nil and reads nothing if
// match is a name here.
func (p *parser) matchStmt() Stmt {
	switch k := p.peek(1); {
	case k.startsExpr() || k == tStar:
	default:
		return nil
	}
	start := p.start()
	m := &Match{}
	header := p.attempt(func() {
		p.next()
		m.Subject = p.subject()
		if p.k != tColon {
			p.wanted("':' of 'match'")
		}
		p.next()
		if p.k != tNewline {
			p.wanted("newline after 'match …:'")
		}
		p.next()
		if p.k == tIndent {
			p.next()
		}
		if !p.isWord("case") {
			p.wanted("'case'")
		}
	})
	if !header {
		return nil
	}
	if p.toks[p.i-1].kind != tIndent {
		t := p.tok()
		p.failAt(Extent{t.start, t.end}, CodeIndent, "", "got 'case', want an indented block for 'match' of line %d", start.Line)
	}
	p.cases(m)
	p.next()
	m.Extent = p.since(start)
	return m
}

// cases reads the cases of a match statement up to the unindent.
func (p *parser) cases(m *Match) {
	for !p.recovers(func() {
		for p.k != tDedent && p.k != tEOF {
			p.furthAt = -1
			if !p.isWord("case") {
				p.wanted("'case'")
			}
			m.Cases = append(m.Cases, p.matchCase())
		}
	}) {
		p.sync()
	}
}

// subject reads what is matched.
func (p *parser) subject() Expr {
	start := p.start()
	e := p.starNamedExpression()
	_, star := e.(*Starred)
	if p.k != tComma {
		if star {
			p.wanted("',' after a starred expression")
		}
		return e
	}
	t := &Tuple{Elts: p.moreElements(e, tColon)}
	t.Extent = p.since(start)
	return t
}

func (p *parser) matchCase() *MatchCase {
	start := p.start()
	p.next()
	c := &MatchCase{Pattern: p.patterns()}
	if p.got(tIf) {
		c.Guard = p.namedExpression()
	}
	c.Body = p.block("'case'", start)
	c.Extent = p.since(start)
	return c
}

// patterns reads a pattern or an open sequence of them.
func (p *parser) patterns() Pattern {
	start := p.start()
	first := p.maybeStarPattern()
	if _, star := first.(*MatchStar); !star && p.k != tComma {
		return first
	}
	s := &MatchSequence{Patterns: []Pattern{first}}
	if p.k != tComma {
		p.wanted("',' after a starred pattern")
	}
	for p.got(tComma) {
		if p.k == tColon || p.k == tIf {
			break
		}
		s.Patterns = append(s.Patterns, p.maybeStarPattern())
	}
	s.Extent = p.since(start)
	return s
}

func (p *parser) maybeStarPattern() Pattern {
	if p.k != tStar {
		return p.pattern()
	}
	start := p.start()
	p.next()
	s := &MatchStar{Name: p.ident("name after '*'").Name}
	if s.Name == "_" {
		s.Name = ""
	}
	s.Extent = p.since(start)
	return s
}

// pattern reads alternatives and the name they are bound to.
func (p *parser) pattern() Pattern {
	p.enter()
	defer func() { p.depth-- }()
	start := p.start()
	pat := p.closedPattern()
	if p.k == tBar {
		o := &MatchOr{Patterns: []Pattern{pat}}
		for p.got(tBar) {
			o.Patterns = append(o.Patterns, p.closedPattern())
		}
		o.Extent = p.since(start)
		pat = o
	}
	if p.got(tAs) {
		if p.isWord("_") {
			p.failAt(Extent{p.start(), p.tok().end}, CodeTarget, "leave 'as _' out", "cannot use '_' as the name after 'as'")
		}
		m := &MatchAs{Pattern: pat, Name: p.ident("name after 'as'").Name}
		if p.k == tDot || p.k == tLParen {
			p.fail("", "got %v after the name after 'as', want a plain name", p.k)
		}
		m.Extent = p.since(start)
		return m
	}
	return pat
}

func (p *parser) closedPattern() Pattern {
	start := p.start()
	switch p.k {
	case tNone, tTrue, tFalse:
		c := p.atom().(*Constant)
		return &MatchSingleton{c.Extent, c.Value}
	case tNumber, tMinus:
		e := p.patternNumber()
		return &MatchValue{nodeExtent(e), e}
	case tString, tFStart:
		e := p.stringsAtom()
		p.noTemplate(e)
		return &MatchValue{nodeExtent(e), e}
	case tLParen, tLBrack:
		return p.groupPattern()
	case tLBrace:
		return p.mappingPattern()
	case tName:
	default:
		p.wanted("pattern")
	}
	if k := p.peek(1); k != tDot && k != tLParen {
		m := &MatchAs{Name: p.ident("name").Name}
		if m.Name == "_" {
			m.Name = ""
		}
		m.Extent = p.since(start)
		return m
	}
	e := p.patternName()
	if p.k == tLParen {
		return p.classPattern(e)
	}
	return &MatchValue{nodeExtent(e), e}
}

func (p *parser) noTemplate(e Expr) {
	if t, ok := e.(*TemplateStr); ok {
		p.failAt(t.Extent, CodeSyntax, "", "got a t-string as a pattern")
	}
}

// patternName reads a name or a dotted name.
func (p *parser) patternName() Expr {
	start := p.start()
	id := p.ident("name")
	var e Expr = &Name{id.Extent, id.Name}
	for p.got(tDot) {
		at := p.start()
		attr := p.ident("name after '.'")
		e = &Attribute{p.since(start), e, attr.Name, at}
	}
	return e
}

// patternNumber reads a number, perhaps negative, perhaps complex.
func (p *parser) patternNumber() Expr {
	start := p.start()
	signed := func() (Expr, any) {
		start := p.start()
		minus := p.got(tMinus)
		if p.k != tNumber {
			p.wanted("number")
		}
		c := p.atom().(*Constant)
		if minus {
			return &UnaryOp{Extent: p.since(start), Op: USub, Operand: c}, c.Value
		}
		return c, c.Value
	}
	e, v := signed()
	if p.k != tPlus && p.k != tMinus {
		return e
	}
	if _, ok := v.(complex128); ok {
		p.failAt(nodeExtent(e), CodeSyntax, "", "got an imaginary number before '+' or '-' in a pattern, want a real one")
	}
	op := Add
	if p.k == tMinus {
		op = Sub
	}
	at := p.start()
	p.next()
	if p.k != tNumber {
		p.wanted("number")
	}
	c := p.atom().(*Constant)
	if _, ok := c.Value.(complex128); !ok {
		p.failAt(c.Extent, CodeSyntax, "", "got a real number after '+' or '-' in a pattern, want an imaginary one")
	}
	return &BinOp{p.since(start), e, op, at, c}
}

// groupPattern reads a pattern in parentheses or a sequence in brackets.
func (p *parser) groupPattern() Pattern {
	start := p.start()
	end := p.k + 1
	paren := p.k == tLParen
	p.next()
	s := &MatchSequence{}
	comma := false
	for p.k != end {
		s.Patterns = append(s.Patterns, p.maybeStarPattern())
		comma = p.got(tComma)
		if !comma {
			break
		}
	}
	p.want(end, " or ','")
	if paren && len(s.Patterns) == 1 && !comma {
		if st, ok := s.Patterns[0].(*MatchStar); ok {
			p.failAt(st.Extent, CodeSyntax, "write a ',' after it", "got a starred pattern alone in parentheses")
		}
		return s.Patterns[0]
	}
	s.Extent = p.since(start)
	return s
}

func (p *parser) mappingPattern() Pattern {
	start := p.start()
	p.next()
	m := &MatchMapping{}
	for p.k != tRBrace {
		if p.got(tDStar) {
			if p.isWord("_") {
				p.fail("leave it out", "cannot use '_' as the name after '**'")
			}
			m.Rest = p.ident("name after '**'").Name
			p.got(tComma)
			break
		}
		m.Keys = append(m.Keys, p.mappingKey())
		p.want(tColon, " after the key of a pattern")
		m.Patterns = append(m.Patterns, p.pattern())
		if !p.got(tComma) {
			break
		}
	}
	p.want(tRBrace, " or ','")
	m.Extent = p.since(start)
	return m
}

func (p *parser) mappingKey() Expr {
	switch p.k {
	case tNone, tTrue, tFalse:
		return p.atom()
	case tNumber, tMinus:
		return p.patternNumber()
	case tString, tFStart:
		e := p.stringsAtom()
		p.noTemplate(e)
		return e
	case tName:
		if p.peek(1) == tDot {
			return p.patternName()
		}
	}
	p.wanted("literal or dotted name as the key of a pattern")
	return nil
}

func (p *parser) classPattern(cls Expr) Pattern {
	start := cls.Span().Start
	p.next()
	m := &MatchClass{Cls: cls}
	for p.k != tRParen {
		if p.k == tName && p.peek(1) == tAssign {
			m.KwdAttrs = append(m.KwdAttrs, p.name())
			p.next()
			m.KwdPatterns = append(m.KwdPatterns, p.pattern())
		} else {
			pat := p.pattern()
			if len(m.KwdAttrs) > 0 {
				p.failAt(nodeExtent(pat), CodeSyntax, "", "got a positional pattern after a keyword pattern")
			}
			m.Patterns = append(m.Patterns, pat)
		}
		if !p.got(tComma) {
			break
		}
	}
	p.want(tRParen, " or ','")
	m.Extent = p.since(start)
	return m
}
