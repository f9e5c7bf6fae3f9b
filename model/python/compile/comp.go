package compile

import (
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/resolve"
	"github.com/condcheck/condcheck/model/python/syntax"
)

// A comp is a comprehension or generator expression of any kind.
type comp struct {
	node  syntax.Expr
	scope *resolve.Scope
	gens  []*syntax.Comprehension
	elts  []syntax.Expr // the element, or key and value
	build model.Op      // what makes the empty result; NOP for a generator
	add   model.Op      // what adds to it
}

func (c *fn) comprehension(e syntax.Expr) {
	x := comp{node: e, scope: c.m.info.Scopes[e]}
	switch e := e.(type) {
	case *syntax.ListComp:
		x.gens, x.elts, x.build, x.add = e.Generators, []syntax.Expr{e.Elt}, model.LIST, model.LISTAPPEND
	case *syntax.SetComp:
		x.gens, x.elts, x.build, x.add = e.Generators, []syntax.Expr{e.Elt}, model.SET, model.SETADD
	case *syntax.DictComp:
		x.gens, x.elts, x.build, x.add = e.Generators, []syntax.Expr{e.Key, e.Value}, model.DICT, model.DICTADD
	case *syntax.GeneratorExp:
		x.gens, x.elts, x.build = e.Generators, []syntax.Expr{e.Elt}, model.NOP
	}
	if x.scope.Inlined {
		c.inlineComp(x)
	} else {
		c.callComp(x)
	}
}

// inlineComp compiles a comprehension into the code around it. Its variables
// get slots of their own, empty before and after.
func (c *fn) inlineComp(x comp) {
	c.emit(x.build, 0)
	c.start(x.gens[0])
	saved := c.scope
	c.scope = x.scope
	for _, v := range x.scope.Vars {
		c.slots[v] = c.take(v.Name)
		if len(x.gens) > 1 {
			c.emit(model.CLEARL, c.slots[v])
		}
	}
	c.generate(x, 0)
	for _, v := range x.scope.Vars {
		c.emit(model.CLEARL, c.slots[v])
		c.give(v.Name)
	}
	c.scope = saved
}

// callComp compiles a comprehension or generator expression as a function of
// its outermost iterator.
func (c *fn) callComp(x comp) {
	code, ok := c.out.made[x.node]
	if !ok {
		code = c.compCode(x)
		c.out.made[x.node] = code
	}
	c.makeFunction(code, x.scope, 0)
	c.start(x.gens[0])
	c.emit(model.CALL, 1)
	if x.build != model.NOP && x.scope.Async {
		c.emit(model.AWAIT, 0)
	}
}

func (c *fn) compCode(x comp) int {
	f := c.p.newFn(c.m, x.scope, x.scope.Name)
	f.code.Args = 1
	f.code.Locals = []string{".0"}
	f.code.Flags = model.FlagImplicit
	f.variables()
	switch {
	case x.build == model.NOP && x.scope.Async:
		f.code.Flags |= model.FlagAsyncGen
	case x.build == model.NOP:
		f.code.Flags |= model.FlagGenerator
	case x.scope.Async:
		f.code.Flags |= model.FlagCoroutine
	}
	if x.build != model.NOP {
		f.emit(x.build, 0)
	}
	f.emit(model.LOADL, 0)
	f.generate(x, 0)
	if x.build == model.NOP {
		f.constant(nil)
	}
	f.emit(model.RETURN, 0)
	return f.finish()
}

// start pushes the iterator of a for clause.
func (c *fn) start(g *syntax.Comprehension) {
	c.iterable(g.Iter)
	c.at(g.Iter.Span(), func() {
		if g.Async {
			c.emit(model.GETAITER, 0)
		} else {
			c.emit(model.GETITER, 0)
		}
	})
}

// generate compiles the loop of the i-th for clause, whose iterator is on the
// stack, and everything inside it.
func (c *fn) generate(x comp, i int) {
	if i == len(x.gens) {
		c.element(x)
		return
	}
	g := x.gens[i]
	if i > 0 {
		c.start(g)
	}
	top, done := newLabel(), newLabel()
	c.at(g.Iter.Span(), func() {
		c.bind(top)
		if g.Async {
			c.anext(done)
		} else {
			c.jump(model.FORITER, done)
		}
	})
	c.assignTo(g.Target)
	for _, test := range g.Ifs {
		c.jumpIf(test, false, top)
	}
	c.generate(x, i+1)
	c.goTo(top)
	c.at(g.Iter.Span(), func() {
		c.bind(done)
		if g.Async {
			c.emit(model.ENDASYNCFOR, 0)
		}
	})
}

func (c *fn) element(x comp) {
	for _, e := range x.elts {
		c.expr(e)
	}
	if x.build == model.NOP {
		c.at(x.elts[0].Span(), func() {
			c.emit(model.YIELD, 0)
			c.emit(model.POP, 0)
		})
		return
	}
	c.emit(x.add, len(x.gens)+1)
}
