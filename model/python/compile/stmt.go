package compile

import (
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/resolve"
	"github.com/condcheck/condcheck/model/python/syntax"
)

func (c *fn) stmts(body []syntax.Stmt) {
	for _, s := range body {
		c.stmt(s)
	}
}

// stmt compiles a statement. It leaves the depth of the stack and the handlers
// as they were, even where control never comes out at the end.
func (c *fn) stmt(s syntax.Stmt) {
	depth, cur, span := c.depth, c.cur, c.span
	c.span = s.Span()
	c.statement(s)
	c.depth, c.cur, c.span = depth, cur, span
}

func (c *fn) statement(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.FunctionDef:
		c.functionDef(s)
	case *syntax.ClassDef:
		c.classDef(s)
	case *syntax.Return:
		c.returnStmt(s)
	case *syntax.Delete:
		for _, t := range s.Targets {
			c.delTarget(t)
		}
	case *syntax.Assign:
		c.assign(s)
	case *syntax.AugAssign:
		c.augAssign(s)
	case *syntax.AnnAssign:
		c.annAssign(s)
	case *syntax.For:
		if s.Async {
			c.asyncFor(s)
		} else {
			c.forStmt(s)
		}
	case *syntax.While:
		c.while(s)
	case *syntax.If:
		c.ifStmt(s)
	case *syntax.With:
		c.with(s, 0)
	case *syntax.Match:
		c.match(s)
	case *syntax.Raise:
		c.raise(s)
	case *syntax.Try:
		c.try(s)
	case *syntax.Assert:
		c.assert(s)
	case *syntax.Import:
		c.importStmt(s)
	case *syntax.ImportFrom:
		c.importFrom(s)
	case *syntax.ExprStmt:
		c.exprStmt(s)
	case *syntax.Break:
		c.breakStmt()
	case *syntax.Continue:
		c.continueStmt()
	case *syntax.TypeAlias:
		c.constant(s.Name.ID)
		c.store(s.Name.ID, s.Span())
	case *syntax.Pass:
		c.emit(model.NOP, 0)
	case *syntax.Global, *syntax.Nonlocal:
	}
}

func (c *fn) exprStmt(s *syntax.ExprStmt) {
	if _, ok := s.Value.(*syntax.Constant); ok {
		c.emit(model.NOP, 0)
		return
	}
	c.expr(s.Value)
	c.emit(model.POP, 0)
}

func (c *fn) assign(s *syntax.Assign) {
	if c.swap(s) {
		return
	}
	c.expr(s.Value)
	for i, t := range s.Targets {
		if i < len(s.Targets)-1 {
			c.emit(model.DUP, 0)
		}
		c.assignTo(t)
	}
}

// swap compiles `a, b = x, y` without building a tuple.
func (c *fn) swap(s *syntax.Assign) bool {
	from, ok := s.Value.(*syntax.Tuple)
	if !ok || len(s.Targets) != 1 || len(from.Elts) != 2 {
		return false
	}
	to, ok := s.Targets[0].(*syntax.Tuple)
	if !ok || len(to.Elts) != 2 || hasStar(from.Elts) || hasStar(to.Elts) {
		return false
	}
	c.expr(from.Elts[0])
	c.expr(from.Elts[1])
	c.emit(model.SWAP, 0)
	c.assignTo(to.Elts[0])
	c.assignTo(to.Elts[1])
	return true
}

func hasStar(es []syntax.Expr) bool {
	for _, e := range es {
		if _, ok := e.(*syntax.Starred); ok {
			return true
		}
	}
	return false
}

// assignTo stores the top of the stack in a target.
func (c *fn) assignTo(t syntax.Expr) {
	switch t := t.(type) {
	case *syntax.Name:
		c.store(t.ID, t.Span())
	case *syntax.Tuple:
		c.unpack(t.Elts, t)
	case *syntax.List:
		c.unpack(t.Elts, t)
	case *syntax.Attribute:
		if c.storeModule(t) {
			return
		}
		c.expr(t.Value)
		c.at(t.Span(), func() { c.emit(model.STOREATTR, c.attr(t.Attr)) })
	case *syntax.Subscript:
		c.expr(t.Value)
		c.expr(t.Index)
		c.at(t.Span(), func() { c.emit(model.STOREIDX, 0) })
	default:
		panic("compile: not a target")
	}
}

func (c *fn) unpack(targets []syntax.Expr, at syntax.Node) {
	c.at(at.Span(), func() {
		for i, t := range targets {
			if _, ok := t.(*syntax.Starred); ok {
				c.emit2(model.UNPACKEX, i, len(targets)-i-1)
				return
			}
		}
		c.emit(model.UNPACK, len(targets))
	})
	for _, t := range targets {
		if s, ok := t.(*syntax.Starred); ok {
			t = s.Value
		}
		c.assignTo(t)
	}
}

func (c *fn) augAssign(s *syntax.AugAssign) {
	op := binaryOps[s.Op]
	switch t := s.Target.(type) {
	case *syntax.Name:
		c.load(t.ID, t.Span())
		c.expr(s.Value)
		c.emit2(model.BINOP, int(op), 1)
		c.store(t.ID, t.Span())
	case *syntax.Attribute:
		if c.p.moduleExpr(c.m, c.scope, t.Value) != nil {
			c.expr(t)
			c.expr(s.Value)
			c.emit2(model.BINOP, int(op), 1)
			c.assignTo(t)
			return
		}
		c.expr(t.Value)
		c.emit(model.DUP, 0)
		c.at(t.Span(), func() { c.emit(model.LOADATTR, c.attr(t.Attr)) })
		c.expr(s.Value)
		c.emit2(model.BINOP, int(op), 1)
		c.emit(model.SWAP, 0)
		c.at(t.Span(), func() { c.emit(model.STOREATTR, c.attr(t.Attr)) })
	case *syntax.Subscript:
		c.expr(t.Value)
		c.expr(t.Index)
		c.emit(model.DUP2, 0)
		c.at(t.Span(), func() { c.emit(model.INDEX, 0) })
		c.expr(s.Value)
		c.emit2(model.BINOP, int(op), 1)
		c.emit(model.ROT3, 0)
		c.at(t.Span(), func() { c.emit(model.STOREIDX, 0) })
	}
}

func (c *fn) annAssign(s *syntax.AnnAssign) {
	if s.Value != nil {
		c.expr(s.Value)
		c.assignTo(s.Target)
	} else if a, ok := s.Target.(*syntax.Attribute); ok {
		c.expr(a.Value)
		c.emit(model.POP, 0)
	}
	n, ok := s.Target.(*syntax.Name)
	if !ok || !s.Simple || c.scope.Kind != resolve.Class {
		return
	}
	c.at(s.Annotation.Span(), func() {
		c.constant(c.annotation(s.Annotation))
		c.emit(model.ANNOTATE, c.attr(n.ID))
	})
}

// annotation returns an annotation's text, or the string that it consists of.
func (c *fn) annotation(e syntax.Expr) string {
	if k, ok := e.(*syntax.Constant); ok {
		if s, ok := k.Value.(string); ok {
			return s
		}
	}
	return text(c.m.file.File, e.Span())
}

func (c *fn) delTarget(t syntax.Expr) {
	switch t := t.(type) {
	case *syntax.Name:
		c.del(t.ID, t.Span())
	case *syntax.Tuple:
		for _, e := range t.Elts {
			c.delTarget(e)
		}
	case *syntax.List:
		for _, e := range t.Elts {
			c.delTarget(e)
		}
	case *syntax.Attribute:
		c.expr(t.Value)
		c.at(t.Span(), func() { c.emit(model.DELATTR, c.attr(t.Attr)) })
	case *syntax.Subscript:
		c.expr(t.Value)
		c.expr(t.Index)
		c.at(t.Span(), func() { c.emit(model.DELIDX, 0) })
	}
}

func (c *fn) ifStmt(s *syntax.If) {
	value, known := truth(s.Test)
	if resolve.TypeChecking(s.Test) {
		value, known = false, true
	}
	if known {
		if value {
			c.stmts(s.Body)
		} else {
			c.stmts(s.Else)
		}
		return
	}
	if asksVersion(s.Test) {
		c.soft++
		defer func() { c.soft-- }()
	}
	other, end := newLabel(), newLabel()
	c.jumpIf(s.Test, false, other)
	c.stmts(s.Body)
	if len(s.Else) > 0 {
		c.goTo(end)
	}
	c.bind(other)
	c.stmts(s.Else)
	c.bind(end)
}

// asksVersion reports whether a test looks at what it runs on: imports under
// it may name what is not there.
func asksVersion(test syntax.Expr) bool {
	found := false
	syntax.Walk(test, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Attribute:
			found = found || n.Attr == "version_info" || n.Attr == "platform"
		case *syntax.Name:
			found = found || n.ID == "version_info"
		}
		return true
	})
	return found
}

func (c *fn) raise(s *syntax.Raise) {
	switch {
	case s.Exc == nil && len(c.excs) > 0:
		c.emit(model.LOADL, c.excs[len(c.excs)-1])
		c.emit(model.RERAISE, 0)
	case s.Exc == nil:
		c.emit(model.RAISE, 0)
	case s.Cause == nil:
		c.expr(s.Exc)
		c.emit(model.RAISE, 1)
	default:
		c.expr(s.Exc)
		c.expr(s.Cause)
		c.emit(model.RAISE, 2)
	}
}

func (c *fn) assert(s *syntax.Assert) {
	ok := newLabel()
	c.jumpIf(s.Test, true, ok)
	c.emit(model.ASSERTERR, 0)
	if s.Msg != nil {
		c.expr(s.Msg)
		c.emit(model.CALL, 1)
	}
	c.emit(model.RAISE, 1)
	c.bind(ok)
}
