package syntax

import "github.com/condcheck/condcheck/model/source"

// block reads ':' and the statements it governs; what names their owner.
func (p *parser) block(what string, owner source.Pos) []Stmt {
	if p.k != tColon {
		p.wanted("':' of " + what)
	}
	p.next()
	var list []Stmt
	if p.k != tNewline {
		p.simpleLine(&list)
		return list
	}
	p.next()
	if p.k != tIndent {
		if p.k != tBad {
			t := p.tok()
			p.report(Error{Span: source.Span{Start: t.start, End: t.end}, Code: CodeIndent,
				Msg: "got " + p.found() + ", want an indented block for " + what + " of line " + itoa(owner.Line)})
		}
		return nil
	}
	p.next()
	p.statements(&list)
	p.got(tDedent)
	return list
}

func (p *parser) ifStmt() Stmt {
	root := &If{}
	var chain []*If // the elifs, which end together
	s := root
	for {
		start, what := p.start(), p.k.String()
		p.next()
		s.Start = start
		s.Test = p.namedExpression()
		s.Body = p.block(what, start)
		chain = append(chain, s)
		if p.k != tElif {
			break
		}
		elif := &If{}
		s.Else = []Stmt{elif}
		s = elif
	}
	s.Else = p.elseBlock()
	for _, s := range chain {
		s.End = p.prevEnd
	}
	if len(chain) > 100 {
		p.steep = true
	}
	return root
}

// elseBlock reads an else clause if there is one.
func (p *parser) elseBlock() []Stmt {
	if p.k != tElse {
		return nil
	}
	at := p.start()
	p.next()
	if p.k == tIf {
		p.fail("write 'elif'", "got keyword 'if' after 'else', want ':'")
	}
	return p.block("'else'", at)
}

func (p *parser) whileStmt() Stmt {
	start := p.start()
	p.next()
	s := &While{Test: p.namedExpression()}
	s.Body = p.block("'while'", start)
	s.Else = p.elseBlock()
	s.Extent = p.since(start)
	return s
}

func (p *parser) forStmt(start source.Pos, async bool) Stmt {
	at := p.start()
	p.next()
	s := &For{Async: async, Target: p.forTarget()}
	p.want(tIn, " of 'for'")
	s.Iter = p.starExpressions()
	s.Body = p.block("'for'", at)
	s.Else = p.elseBlock()
	s.Extent = p.since(start)
	return s
}

func (p *parser) tryStmt() Stmt {
	start := p.start()
	p.next()
	s := &Try{Body: p.block("'try'", start)}
	for p.k == tExcept {
		at := p.start()
		h := &ExceptHandler{}
		p.next()
		star := p.got(tStar)
		if len(s.Handlers) > 0 && star != s.Star {
			p.failAt(p.since(at), CodeSyntax, "", "got both 'except' and 'except*' in one 'try'")
		}
		s.Star = star
		if p.k != tColon {
			h.Type = p.exceptTypes(h)
		} else if star {
			p.wanted("the type of exceptions after 'except*'")
		}
		h.Body = p.block("'except'", at)
		h.Extent = p.since(at)
		s.Handlers = append(s.Handlers, h)
	}
	if len(s.Handlers) > 0 {
		s.Else = p.elseBlock()
	}
	if p.k == tFinally {
		at := p.start()
		p.next()
		s.Finally = p.block("'finally'", at)
	} else if len(s.Handlers) == 0 {
		p.wanted("'except' or 'finally' after the block of 'try'")
	}
	s.Extent = p.since(start)
	return s
}

// exceptTypes reads what follows except: a type, or several with commas as
// Python 3.14 allows, and the name for the exception.
func (p *parser) exceptTypes(h *ExceptHandler) Expr {
	start := p.start()
	typ := p.expression()
	several := false
	if p.k == tComma {
		several = true
		t := &Tuple{Elts: []Expr{typ}}
		for p.got(tComma) {
			if p.k == tColon {
				break
			}
			t.Elts = append(t.Elts, p.expression())
		}
		t.Extent = p.since(start)
		typ = t
	}
	if p.got(tAs) {
		if several {
			p.failAt(nodeExtent(typ), CodeSyntax, "put the types in parentheses", "got several types of exceptions before 'as'")
		}
		h.NamePos = p.start()
		h.Name = p.ident("name after 'as'").Name
	}
	return typ
}

func (p *parser) withStmt(start source.Pos, async bool) Stmt {
	at := p.start()
	p.next()
	s := &With{Async: async}
	grouped := p.k == tLParen && p.attempt(func() {
		p.next()
		var items []*WithItem
		for {
			items = append(items, p.withItem())
			if !p.got(tComma) || p.k == tRParen {
				break
			}
		}
		p.want(tRParen, " or ','")
		if p.k != tColon {
			p.wanted("':' of 'with'")
		}
		s.Items = items
	})
	if !grouped {
		s.Items = append(s.Items, p.withItem())
		for p.got(tComma) {
			s.Items = append(s.Items, p.withItem())
		}
	}
	s.Body = p.block("'with'", at)
	s.Extent = p.since(start)
	return s
}

func (p *parser) withItem() *WithItem {
	start := p.start()
	it := &WithItem{Context: p.expression()}
	if p.got(tAs) {
		it.Vars = p.starTarget()
		if p.k != tComma && p.k != tRParen && p.k != tColon {
			p.wanted("':' of 'with'")
		}
	}
	it.Extent = p.since(start)
	return it
}

// definition reads a def or class with its decorators, or another statement
// after async.
func (p *parser) definition() Stmt {
	var decorators []Expr
	for p.k == tAt {
		p.next()
		decorators = append(decorators, p.namedExpression())
		p.want(tNewline, " after the decorator")
	}
	start := p.start()
	async := p.got(tAsync)
	switch {
	case p.k == tDef:
		return p.funcDef(start, async, decorators)
	case p.k == tClass && !async:
		return p.classDef(decorators)
	case decorators != nil:
		p.wanted("'def' or 'class' after the decorator")
	case p.k == tFor:
		return p.forStmt(start, true)
	case p.k == tWith:
		return p.withStmt(start, true)
	}
	p.wanted("'def', 'for' or 'with' after 'async'")
	return nil
}

func (p *parser) funcDef(start source.Pos, async bool, decorators []Expr) Stmt {
	at := p.start()
	p.next()
	id := p.ident("name of the function")
	f := &FunctionDef{Async: async, Name: id.Name, NamePos: id.Start, Decorators: decorators}
	f.TypeParams = p.typeParams()
	if p.k != tLParen {
		p.wanted("'(' after the name of the function")
	}
	p.next()
	f.Args = p.parameters(tRParen)
	p.want(tRParen, " after the parameters")
	if p.got(tArrow) {
		f.Returns = p.expression()
	}
	f.Body = p.block("'def "+f.Name+"'", at)
	f.Extent = p.since(start)
	return f
}

func (p *parser) classDef(decorators []Expr) Stmt {
	start := p.start()
	p.next()
	id := p.ident("name of the class")
	c := &ClassDef{Name: id.Name, NamePos: id.Start, Decorators: decorators}
	c.TypeParams = p.typeParams()
	if p.k == tLParen {
		call := &Call{}
		open := p.start()
		p.next()
		p.arguments(call, open)
		if len(call.Args) == 1 {
			if g, ok := call.Args[0].(*GeneratorExp); ok && g.Start == open {
				p.failAt(g.Extent, CodeSyntax, "put it in parentheses of its own", "got a generator expression as the base of a class")
			}
		}
		c.Bases, c.Keywords = call.Args, call.Keywords
	}
	c.Body = p.block("'class "+c.Name+"'", start)
	c.Extent = p.since(start)
	return c
}
