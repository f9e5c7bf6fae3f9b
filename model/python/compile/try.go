package compile

import (
	"slices"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/syntax"
)

func (c *fn) try(s *syntax.Try) {
	if len(s.Finally) == 0 {
		c.tryHandlers(s)
		return
	}
	handler, end := newLabel(), newLabel()
	outer := c.cur
	r := c.protect(handler)
	c.push(block{kind: tryFinally, outer: outer, finally: s})
	if len(s.Handlers) > 0 {
		c.tryHandlers(s)
	} else {
		c.stmts(s.Body)
		c.stmts(s.Else)
	}
	c.pop()
	c.unprotect(r)
	c.stmts(s.Finally)
	c.goTo(end)

	at := s.Finally[len(s.Finally)-1].Span()
	c.bind(handler)
	exc := c.take("exc")
	c.at(s.Finally[0].Span(), func() { c.emit(model.STOREL, exc) })
	c.handle(exc, "", finallyRuns, s.Finally)
	c.give("exc")
	c.at(at, func() {
		c.emit(model.LOADL, exc)
		c.emit(model.CLEARL, exc)
		c.emit(model.RERAISE, 0)
	})
	c.bind(end)
}

// handle compiles a body that runs while the exception in slot exc is being
// handled. If the body raises, the slot and name are cleared on the way out.
func (c *fn) handle(exc int, name string, kind blockKind, body []syntax.Stmt) {
	outer := c.cur
	c.push(block{kind: kind, outer: outer, exc: exc, name: name})
	c.excs = append(c.excs, exc)
	cleanup, end := newLabel(), newLabel()
	var r *region
	if c.outlives(name) {
		r = c.protect(cleanup)
	}
	c.stmts(body)
	if r != nil {
		c.unprotect(r)
	}
	c.excs = c.excs[:len(c.excs)-1]
	c.pop()
	if r == nil {
		return
	}
	depth := c.depth
	c.at(body[len(body)-1].Span(), func() {
		c.goTo(end)
		c.bind(cleanup)
		c.emit(model.CLEARL, exc)
		if name != "" {
			c.forget(name, c.span)
		}
		c.emit(model.RERAISE, 0)
	})
	c.depth = depth
	c.bind(end)
}

// outlives reports whether what a handler holds can be seen once an exception
// has left it: there is a handler further out in this function, or the name is
// no local variable.
func (c *fn) outlives(name string) bool {
	if c.cur != nil {
		return true
	}
	if name == "" {
		return false
	}
	_, plain := c.plainLocal(name)
	return !plain
}

func (c *fn) tryHandlers(s *syntax.Try) {
	if s.Star {
		c.tryStar(s)
		return
	}
	handler, end := newLabel(), newLabel()
	imports, attrs := 0, 0
	for _, h := range s.Handlers {
		imports = max(imports, catches(h.Type, "ImportError", "ModuleNotFoundError"))
		attrs = max(attrs, catches(h.Type, "AttributeError"))
	}
	c.soft += imports
	c.attrs += attrs
	r := c.protect(handler)
	c.stmts(s.Body)
	c.unprotect(r)
	c.soft -= imports
	c.attrs -= attrs
	c.stmts(s.Else)
	c.goTo(end)
	c.bind(handler)
	depth := c.depth
	for _, h := range s.Handlers {
		next := newLabel()
		if h.Type != nil {
			c.expr(h.Type)
			c.at(h.Type.Span(), func() {
				c.emit(model.EXCMATCH, 0)
				c.jump(model.JF, next)
			})
		}
		c.clause(h)
		c.goTo(end)
		c.depth = depth
		c.bind(next)
	}
	last := s.Handlers[len(s.Handlers)-1]
	c.at(last.Span(), func() { c.emit(model.RERAISE, 0) })
	c.depth = depth - 1
	c.bind(end)
}

// clause compiles an except clause that was chosen; the exception is on top of
// the stack.
func (c *fn) clause(h *syntax.ExceptHandler) {
	exc := c.take("exc")
	head := h.Span()
	if h.Type != nil {
		head = h.Type.Span()
	}
	c.at(head, func() {
		if h.Name != "" {
			c.emit(model.DUP, 0)
			c.store(h.Name, head)
		}
		c.emit(model.STOREL, exc)
	})
	c.handle(exc, h.Name, handling, h.Body)
	c.at(h.Body[len(h.Body)-1].Span(), func() {
		c.emit(model.CLEARL, exc)
		if h.Name != "" {
			c.forget(h.Name, c.span)
		}
	})
	c.give("exc")
}

// catches returns 1 if an expression for exceptions names one of those given.
// Handlers for every exception do not count: they are rarely meant for a name
// that is missing.
func catches(t syntax.Expr, names ...string) int {
	switch t := t.(type) {
	case *syntax.Name:
		if slices.Contains(names, t.ID) {
			return 1
		}
	case *syntax.Tuple:
		for _, e := range t.Elts {
			if catches(e, names...) == 1 {
				return 1
			}
		}
	}
	return 0
}

// tryStar compiles try … except*. The exception, what is left of it to handle,
// and the list of what the handlers raised are in hidden slots.
func (c *fn) tryStar(s *syntax.Try) {
	handler, end := newLabel(), newLabel()
	r := c.protect(handler)
	c.stmts(s.Body)
	c.unprotect(r)
	c.stmts(s.Else)
	c.goTo(end)
	c.bind(handler)
	orig, rest, raised := c.take("orig"), c.take("rest"), c.take("raised")
	c.at(s.Handlers[0].Span(), func() {
		c.emit(model.DUP, 0)
		c.emit(model.STOREL, orig)
		c.emit(model.STOREL, rest)
		c.emit(model.LIST, 0)
		c.emit(model.STOREL, raised)
	})
	done := newLabel()
	for i, h := range s.Handlers {
		if i > 0 {
			c.at(h.Span(), func() {
				c.emit(model.LOADL, rest)
				c.jump(model.JNONE, done)
			})
		}
		c.starClause(h, rest, raised)
	}
	c.bind(done)
	c.at(s.Handlers[len(s.Handlers)-1].Span(), func() {
		c.emit(model.LOADL, raised)
		c.emit(model.LOADL, rest)
		c.emit(model.LISTAPPEND, 1)
		c.emit(model.STOREL, raised)
		c.emit(model.LOADL, orig)
		c.emit(model.LOADL, raised)
		c.emit(model.EXCJOIN, 0)
		for _, slot := range []int{orig, rest, raised} {
			c.emit(model.CLEARL, slot)
		}
		none := newLabel()
		c.emit(model.DUP, 0)
		c.jump(model.JNONE, none)
		c.emit(model.RERAISE, 0)
		c.bind(none)
		c.emit(model.POP, 0)
	})
	c.give("raised")
	c.give("rest")
	c.give("orig")
	c.bind(end)
}

func (c *fn) starClause(h *syntax.ExceptHandler, rest, raised int) {
	next, failed, skip := newLabel(), newLabel(), newLabel()
	exc := c.take("exc")
	c.at(h.Type.Span(), func() {
		c.emit(model.LOADL, rest)
		c.expr(h.Type)
		c.emit(model.EXCSPLIT, 0)
		c.emit(model.SWAP, 0)
		c.emit(model.STOREL, rest)
		c.emit(model.DUP, 0)
		c.jump(model.JNONE, skip)
		if h.Name != "" {
			c.emit(model.DUP, 0)
			c.store(h.Name, c.span)
		}
		c.emit(model.STOREL, exc)
	})
	outer := c.cur
	r := c.protect(failed)
	c.push(block{kind: handling, outer: outer, exc: exc, name: h.Name})
	c.excs = append(c.excs, exc)
	c.stmts(h.Body)
	c.excs = c.excs[:len(c.excs)-1]
	c.pop()
	c.unprotect(r)
	leave := func() {
		c.emit(model.CLEARL, exc)
		if h.Name != "" {
			c.forget(h.Name, c.span)
		}
		c.goTo(next)
	}
	c.at(h.Body[len(h.Body)-1].Span(), func() {
		leave()
		c.bind(failed)
		c.emit(model.LOADL, raised)
		c.emit(model.SWAP, 0)
		c.emit(model.LISTAPPEND, 1)
		c.emit(model.STOREL, raised)
		leave()
	})
	c.at(h.Type.Span(), func() {
		c.bind(skip)
		c.emit(model.POP, 0)
		c.bind(next)
	})
	c.give("exc")
}

// with compiles a with statement from its i-th item on.
func (c *fn) with(s *syntax.With, i int) {
	item := s.Items[i]
	at := item.Context.Span()
	handler, end, swallowed := newLabel(), newLabel(), newLabel()
	before := model.BEFOREWITH
	if s.Async {
		before = model.BEFOREAWITH
	}
	c.expr(item.Context)
	c.at(at, func() {
		c.emit(before, 0)
		c.emit(model.CALL, 0)
		if s.Async {
			c.emit(model.AWAIT, 0)
		}
	})
	outer := c.cur
	c.depth-- // the handler keeps __exit__ and drops what __enter__ returned
	r := c.protect(handler)
	c.depth++
	c.push(block{kind: inWith, outer: outer, async: s.Async, span: at})
	soft := suppresses(item.Context)
	c.soft += soft
	if item.Vars != nil {
		c.assignTo(item.Vars)
	} else {
		c.at(at, func() { c.emit(model.POP, 0) })
	}
	if i+1 < len(s.Items) {
		c.with(s, i+1)
	} else {
		c.stmts(s.Body)
	}
	c.pop()
	c.soft -= soft
	c.unprotect(r)
	c.at(at, func() {
		c.exit(s.Async)
		c.jump(model.JUMP, end)
		c.bind(handler)
		c.emit(model.WITHEXC, 0)
		if s.Async {
			c.emit(model.AWAIT, 0)
		}
		c.jump(model.JT, swallowed)
		c.emit(model.RERAISE, 0)
		c.bind(swallowed)
		c.emit(model.POP, 0)
		c.emit(model.POP, 0)
		c.bind(end)
	})
}

// suppresses returns 1 for suppress(ImportError).
func suppresses(context syntax.Expr) int {
	call, ok := context.(*syntax.Call)
	if !ok {
		return 0
	}
	switch f := call.Func.(type) {
	case *syntax.Name:
		ok = f.ID == "suppress"
	case *syntax.Attribute:
		ok = f.Attr == "suppress"
	default:
		ok = false
	}
	for _, a := range call.Args {
		if ok && catches(a, "ImportError", "ModuleNotFoundError") == 1 {
			return 1
		}
	}
	return 0
}
