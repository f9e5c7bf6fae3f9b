package syntax

import "github.com/condcheck/condcheck/model/source"

// statement reads one statement, or a line of simple ones, and adds them to list.
func (p *parser) statement(list *[]Stmt) {
	p.furthAt = -1
	switch p.k {
	case tNewline:
		p.next() // after an error, or a text of blanks only
	case tIndent:
		p.report(Error{Span: source.Span{Start: p.start(), End: p.start()}, Code: CodeIndent, Msg: "got more indentation than the statement before"})
		p.next()
		p.statements(list)
		p.got(tDedent)
	case tIf:
		*list = append(*list, p.ifStmt())
	case tWhile:
		*list = append(*list, p.whileStmt())
	case tFor:
		*list = append(*list, p.forStmt(p.start(), false))
	case tTry:
		*list = append(*list, p.tryStmt())
	case tWith:
		*list = append(*list, p.withStmt(p.start(), false))
	case tDef, tClass, tAt, tAsync:
		*list = append(*list, p.definition())
	case tName:
		if p.isWord("match") {
			if m := p.matchStmt(); m != nil {
				*list = append(*list, m)
				return
			}
		}
		p.simpleLine(list)
	default:
		p.simpleLine(list)
	}
}

// simpleLine reads simple statements up to the end of the line.
func (p *parser) simpleLine(list *[]Stmt) {
	for {
		*list = append(*list, p.simple())
		if !p.got(tSemi) {
			break
		}
		if p.k == tNewline {
			break
		}
	}
	if p.k != tNewline {
		p.leftOver((*list)[len(*list)-1])
	}
	p.next()
}

// leftOver fails at what follows a complete statement on its line, saying what
// was probably meant.
func (p *parser) leftOver(s Stmt) {
	if es, ok := s.(*ExprStmt); ok {
		if n, ok := es.Value.(*Name); ok && p.k != tAssign {
			switch {
			case n.ID == "print" || n.ID == "exec":
				p.failAt(n.Extent, CodePython2, "write "+n.ID+"(...)", "got %s without parentheses, want a call of the function", n.ID)
			case p.k == tName || p.k == tNumber || p.k == tString || p.k == tColon || p.k.isKeyword():
				if k := nearKeyword(n.ID); k != "" {
					p.failAt(n.Extent, CodeSyntax, "did you mean '"+k+"'?", "got name '%s' before %s, want a statement", n.ID, p.found())
				}
			}
		}
	}
	switch p.k {
	case tRParen, tRBrack, tRBrace:
		t := p.tok()
		p.failAt(Extent{t.start, t.end}, CodeBracket, "", "got %v without an opening bracket", p.k)
	case tWalrus:
		p.fail("write '=', or put the expression in parentheses", "got ':=' in a statement of its own")
	}
	p.wanted("newline")
}

// simple reads one simple statement.
func (p *parser) simple() Stmt {
	start := p.start()
	switch p.k {
	case tPass:
		p.next()
		return &Pass{p.since(start)}
	case tBreak:
		p.next()
		return &Break{p.since(start)}
	case tContinue:
		p.next()
		return &Continue{p.since(start)}
	case tReturn:
		p.next()
		s := &Return{}
		if !p.endsSimple() {
			s.Value = p.starExpressions()
		}
		s.Extent = p.since(start)
		return s
	case tRaise:
		return p.raise()
	case tGlobal:
		p.next()
		names := p.identList()
		return &Global{p.since(start), names}
	case tNonlocal:
		p.next()
		names := p.identList()
		return &Nonlocal{p.since(start), names}
	case tDel:
		p.next()
		s := &Delete{Targets: p.delTargets()}
		s.Extent = p.since(start)
		return s
	case tAssert:
		p.next()
		s := &Assert{Test: p.expression()}
		if p.got(tComma) {
			s.Msg = p.expression()
		}
		s.Extent = p.since(start)
		return s
	case tImport:
		return p.importStmt()
	case tFrom:
		return p.importFrom()
	case tName:
		if p.peek(1) == tName && p.isWord("type") {
			return p.typeAlias()
		}
	case tElse, tElif, tExcept, tFinally:
		p.fail("", "got keyword %v without the statement it belongs to", p.k)
	}
	return p.expressionStmt()
}

// endsSimple reports whether the current token ends a simple statement.
func (p *parser) endsSimple() bool { return p.k == tNewline || p.k == tSemi || p.k == tEOF }

// expressionStmt reads an expression, an assignment or an annotation.
func (p *parser) expressionStmt() Stmt {
	start, first := p.start(), p.k
	e := p.yieldOrStar("a statement")
	switch {
	case p.k == tAssign:
		s := &Assign{}
		for p.k == tAssign {
			p.checkTarget(e, toAssign)
			s.Targets = append(s.Targets, e)
			p.next()
			e = p.yieldOrStar("an expression after '='")
		}
		s.Value = e
		s.Extent = p.since(start)
		return s
	case p.k == tColon:
		switch e.(type) {
		case *Name, *Attribute, *Subscript:
		case *Tuple, *List:
			if p.peek(1) == tNewline {
				p.wanted("newline")
			}
			p.failAt(nodeExtent(e), CodeTarget, "annotate each name by itself", "got an annotation of a %s, want a single target", describe(e))
		default:
			return &ExprStmt{nodeExtent(e), e} // the caller complains of the colon
		}
		if p.peek(1) == tNewline {
			return &ExprStmt{p.since(start), e}
		}
		p.next()
		s := &AnnAssign{Target: e, Annotation: p.expression()}
		if _, ok := e.(*Name); ok {
			s.Simple = first == tName
		}
		if p.got(tAssign) {
			s.Value = p.yieldOrStar("an expression after '='")
		}
		s.Extent = p.since(start)
		return s
	case p.k >= tPlusEq && p.k <= tAmpEq:
		op := augOps[p.k]
		switch e.(type) {
		case *Name, *Attribute, *Subscript:
		default:
			p.failAt(nodeExtent(e), CodeTarget, "", "got %s before %v, want a single target", describe(e), p.k)
		}
		s := &AugAssign{Target: e, Op: op, OpPos: p.start()}
		p.next()
		s.Value = p.yieldOrStar("an expression")
		s.Extent = p.since(start)
		return s
	}
	return &ExprStmt{p.since(start), e}
}

func (p *parser) raise() Stmt {
	start := p.start()
	p.next()
	s := &Raise{}
	if !p.endsSimple() {
		s.Exc = p.expression()
		if p.got(tFrom) {
			s.Cause = p.expression()
		} else if p.k == tComma {
			t := p.tok()
			p.failAt(Extent{t.start, t.end}, CodePython2, "write raise TYPE(VALUE)", "got ',' after the exception of raise, want newline")
		}
	}
	s.Extent = p.since(start)
	return s
}

func (p *parser) identList() []*Ident {
	ids := []*Ident{p.ident("name")}
	for p.got(tComma) {
		ids = append(ids, p.ident("name"))
	}
	return ids
}

func (p *parser) importStmt() Stmt {
	start := p.start()
	p.next()
	s := &Import{}
	for {
		at := p.start()
		a := &Alias{Name: p.dottedName()}
		p.asName(a)
		a.Extent = p.since(at)
		s.Names = append(s.Names, a)
		if !p.got(tComma) {
			break
		}
		if p.k == tNewline {
			p.fail("", "got newline after ',', want name of a module")
		}
	}
	if p.k == tFrom {
		p.fail("write from MODULE import NAME", "got keyword 'from' after import")
	}
	s.Extent = p.since(start)
	return s
}

func (p *parser) dottedName() string {
	name := p.ident("name of a module").Name
	for p.got(tDot) {
		name += "." + p.ident("name after '.'").Name
	}
	return name
}

func (p *parser) asName(a *Alias) {
	if p.got(tAs) {
		a.AsNamePos = p.start()
		a.AsName = p.ident("name after 'as'").Name
		if p.k == tDot || p.k == tLParen || p.k == tLBrack {
			p.fail("", "got %v after the name after 'as', want a plain name", p.k)
		}
	}
}

func (p *parser) importFrom() Stmt {
	start := p.start()
	p.next()
	s := &ImportFrom{}
	for p.k == tDot || p.k == tEllipsis {
		if p.k == tDot {
			s.Level++
		} else {
			s.Level += 3
		}
		p.next()
	}
	s.ModulePos = p.start()
	if p.k != tImport || s.Level == 0 {
		s.Module = p.dottedName()
	}
	p.want(tImport, " after the module")
	switch {
	case p.k == tStar:
		at := p.start()
		p.next()
		s.Names = []*Alias{{Extent: p.since(at), Name: "*"}}
	case p.got(tLParen):
		for {
			s.Names = append(s.Names, p.importedName())
			if !p.got(tComma) || p.k == tRParen {
				break
			}
		}
		p.want(tRParen, " or ','")
	default:
		for {
			s.Names = append(s.Names, p.importedName())
			if !p.got(tComma) {
				break
			}
			if p.k == tNewline {
				p.fail("put the names in parentheses", "got newline after ',', want name to import")
			}
		}
	}
	s.Extent = p.since(start)
	return s
}

func (p *parser) importedName() *Alias {
	at := p.start()
	a := &Alias{Name: p.ident("name to import").Name}
	p.asName(a)
	a.Extent = p.since(at)
	return a
}

func (p *parser) typeAlias() Stmt {
	start := p.start()
	p.next()
	id := p.ident("name")
	s := &TypeAlias{Name: &Name{id.Extent, id.Name}}
	s.TypeParams = p.typeParams()
	p.want(tAssign, "")
	s.Value = p.expression()
	s.Extent = p.since(start)
	return s
}
