package compile

import (
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/resolve"
	"github.com/condcheck/condcheck/model/python/syntax"
)

func (c *fn) call(e *syntax.Call) {
	if c.superCall(e) {
		return
	}
	method := false
	if a, ok := e.Func.(*syntax.Attribute); ok && !hasUnpacking(e.Args, e.Keywords) && !c.moduleAttribute(a, true) {
		method = true
		c.expr(a.Value)
		c.at(a.Span(), func() { c.emit(model.LOADMETH, c.attr(a.Attr)) })
	} else {
		c.expr(e.Func)
	}
	c.arguments(e.Args, e.Keywords, method)
}

func hasUnpacking(args []syntax.Expr, keywords []*syntax.Keyword) bool {
	if hasStar(args) {
		return true
	}
	for _, k := range keywords {
		if k.Arg == "" {
			return true
		}
	}
	return false
}

// arguments compiles the arguments of a call and the call itself; what is
// called is on the stack.
func (c *fn) arguments(args []syntax.Expr, keywords []*syntax.Keyword, method bool) {
	if hasUnpacking(args, keywords) {
		c.display(args, model.TUPLE)
		if len(keywords) == 0 {
			c.emit(model.CALLEX, 0)
			return
		}
		c.keywordDict(keywords)
		c.emit(model.CALLEX, 1)
		return
	}
	for _, a := range args {
		c.expr(a)
	}
	names := make([]model.Const, 0, len(keywords))
	for _, k := range keywords {
		c.expr(k.Value)
		names = append(names, c.scope.Mangle(k.Arg))
	}
	n := len(args) + len(keywords)
	switch {
	case len(names) > 0 && method:
		c.emit2(model.CALLMKW, n, c.out.pool.constant(names))
	case len(names) > 0:
		c.emit2(model.CALLKW, n, c.out.pool.constant(names))
	case method:
		c.emit(model.CALLM, n)
	default:
		c.emit(model.CALL, n)
	}
}

func (c *fn) keywordDict(keywords []*syntax.Keyword) {
	n := 0
	for ; n < len(keywords) && keywords[n].Arg != ""; n++ {
		c.constant(c.scope.Mangle(keywords[n].Arg))
		c.expr(keywords[n].Value)
	}
	c.emit(model.DICT, n)
	for _, k := range keywords[n:] {
		if k.Arg == "" {
			c.expr(k.Value)
		} else {
			c.constant(c.scope.Mangle(k.Arg))
			c.expr(k.Value)
			c.emit(model.DICT, 1)
		}
		c.at(k.Span(), func() { c.emit(model.DICTMERGE, 1) })
	}
}

// superCall compiles super() without arguments.
func (c *fn) superCall(e *syntax.Call) bool {
	n, ok := e.Func.(*syntax.Name)
	if !ok || n.ID != "super" || len(e.Args)+len(e.Keywords) > 0 || c.scope.Lookup("super").Kind != resolve.Unbound {
		return false
	}
	owner := c.scope.Owner()
	class := c.scope.Lookup("__class__")
	if class.Kind != resolve.Local {
		c.errorf(e.Span(), "super", "write super(CLASS, self)", "got super() outside a method")
		c.constant(nil)
		return true
	}
	if c.code.Args == 0 {
		c.errorf(e.Span(), "super", "write super(CLASS, self)", "got super() in a function without a first parameter")
		c.constant(nil)
		return true
	}
	if class.Var == owner.ClassVar {
		c.emit(model.SUPER, 0)
		return true
	}
	c.constant(model.Builtin("super"))
	c.load("__class__", e.Span())
	first := c.slots[owner.Vars[0]]
	if owner.Kind == resolve.Generator || owner.Kind == resolve.Comp {
		first = 0
	}
	if owner.Vars[0].Captured && first != 0 || first == 0 && isCell(c.code, 0) {
		c.emit(model.LOADC, first)
	} else {
		c.emit(model.LOADL, first)
	}
	c.emit(model.CALL, 2)
	return true
}

func isCell(code *model.Code, slot int) bool {
	for _, s := range code.Cells {
		if s == slot {
			return true
		}
	}
	return false
}

func (c *fn) attribute(e *syntax.Attribute) {
	if c.moduleAttribute(e, false) {
		return
	}
	c.expr(e.Value)
	c.emit(model.LOADATTR, c.attr(e.Attr))
}
