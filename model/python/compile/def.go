package compile

import (
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/resolve"
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

func (c *fn) functionDef(s *syntax.FunctionDef) {
	head := source.Span{Start: s.Start, End: after(s.NamePos, s.Name)}
	c.span = head
	for _, d := range s.Decorators {
		c.expr(d)
	}
	c.function(s, s.Name, s.Args, func(f *fn) {
		f.docstring(s.Body)
		f.stmts(s.Body)
		f.implicitReturn(s.Span())
	})
	c.decorate(s.Decorators)
	c.store(s.Name, head)
}

func after(p source.Pos, name string) source.Pos {
	p.Col += int32(len(name))
	return p
}

func (c *fn) decorate(decorators []syntax.Expr) {
	for i := len(decorators) - 1; i >= 0; i-- {
		c.at(decorators[i].Span(), func() { c.emit(model.CALL, 1) })
	}
}

func (c *fn) lambda(e *syntax.Lambda) {
	c.function(e, "<lambda>", e.Args, func(f *fn) {
		f.expr(e.Body)
		f.at(e.Body.Span(), func() { f.emit(model.RETURN, 0) })
	})
}

// function pushes the function that node defines.
func (c *fn) function(node syntax.Node, name string, args *syntax.Arguments, body func(*fn)) {
	flags := c.defaults(args)
	scope := c.m.info.Scopes[node]
	code, ok := c.out.made[node]
	if !ok {
		f := c.p.newFn(c.m, scope, name)
		k := f.code
		k.PosOnly, k.Args, k.KwOnly = len(args.PosOnly), len(args.PosOnly)+len(args.Args), len(args.KwOnly)
		if args.VarArg != nil {
			k.Flags |= model.FlagVarArgs
		}
		if args.KwArg != nil {
			k.Flags |= model.FlagVarKw
		}
		switch {
		case scope.Async && scope.Yields:
			k.Flags |= model.FlagAsyncGen
		case scope.Async:
			k.Flags |= model.FlagCoroutine
		case scope.Yields:
			k.Flags |= model.FlagGenerator
		}
		f.variables()
		body(f)
		code = f.finish()
		c.out.made[node] = code
	}
	c.makeFunction(code, scope, flags)
}

// defaults pushes the defaults of parameters, those of the positional ones as
// a tuple, those of keyword-only ones as a dict, and returns MKFUNC's flags.
func (c *fn) defaults(args *syntax.Arguments) int {
	flags := 0
	if len(args.Defaults) > 0 {
		flags |= 1
		c.at(args.Defaults[0].Span(), func() { c.expr(&syntax.Tuple{Extent: extent(args.Defaults[0].Span()), Elts: args.Defaults}) })
	}
	n := 0
	for i, d := range args.KwDefaults {
		if d != nil {
			c.constant(c.scope.Mangle(args.KwOnly[i].Name))
			c.expr(d)
			n++
		}
	}
	if n > 0 {
		flags |= 2
		c.emit(model.DICT, n)
	}
	return flags
}

func extent(s source.Span) syntax.Extent { return syntax.Extent{Start: s.Start, End: s.End} }

// makeFunction builds the closure of a scope's code and the function.
func (c *fn) makeFunction(code int, scope *resolve.Scope, flags int) {
	if len(scope.Free) > 0 {
		flags |= 4
		for _, v := range scope.Free {
			slot, _ := c.slot(v)
			c.emit(model.PUSHCELL, slot)
		}
		c.emit(model.TUPLE, len(scope.Free))
	}
	c.emit2(model.MKFUNC, code, flags)
}

func (c *fn) classDef(s *syntax.ClassDef) {
	c.span = source.Span{Start: s.Start, End: after(s.NamePos, s.Name)}
	for _, d := range s.Decorators {
		c.expr(d)
	}
	scope := c.m.info.Scopes[s]
	code, ok := c.out.made[s]
	if !ok {
		code = c.classBody(s, scope)
		c.out.made[s] = code
	}
	saved := c.scope
	if len(s.TypeParams) > 0 {
		c.scope = c.m.info.Scopes[&s.TypeParams[0]]
	}
	c.makeFunction(code, scope, 0)
	c.at(c.span, func() {
		c.display(s.Bases, model.TUPLE)
		c.keywordDict(s.Keywords)
	})
	c.scope = saved
	c.emit(model.BUILDCLASS, c.out.pool.constant(s.Name))
	c.decorate(s.Decorators)
	c.store(s.Name, c.span)
}

func (c *fn) classBody(s *syntax.ClassDef, scope *resolve.Scope) int {
	f := c.p.newFn(c.m, scope, s.Name)
	f.span = c.span
	f.code.Flags = model.FlagClassBody
	f.code.Locals = []string{".ns"}
	f.freeSlots()
	f.constant(scope.QualName)
	f.emit(model.STOREN, f.name("__qualname__"))
	if doc, ok := syntax.Docstring(s.Body); ok {
		f.docstring(s.Body)
		f.constant(doc)
		f.emit(model.STOREN, f.name("__doc__"))
	}
	f.stmts(s.Body)
	f.implicitReturn(s.Span())
	return f.finish()
}
