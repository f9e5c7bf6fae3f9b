package compile

import (
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

// A block is a statement around the current one that has something to do when
// control leaves it early.
type block struct {
	kind    blockKind
	outer   *region     // the handlers around the block
	excs    int         // how many exceptions are being handled around it
	next    *label      // loops: where continue goes
	end     *label      // loops: where break goes
	finally *syntax.Try // tryFinally
	exc     int         // handling, finallyRuns: the slot of the exception
	name    string      // handling: the name of `except … as name`
	async   bool        // inWith
	span    source.Span // of what runs on the way out
}

type blockKind uint8

const (
	whileLoop   blockKind = iota
	forLoop               // its iterator is on the stack
	tryFinally            // the finally body runs on the way out
	finallyRuns           // inside a finally body that an exception led to
	handling              // inside an except clause
	inWith                // __exit__ is on the stack
	value                 // a value to be returned is on the stack
)

// maxBlocks is how deep loops, with and try statements may be nested, as in
// CPython.
const maxBlocks = 20

func (c *fn) push(b block) {
	if len(c.blocks) == maxBlocks {
		c.errorf(c.span, "too-deep", "", "got more than %d loops, with and try statements inside each other", maxBlocks)
	}
	b.excs = len(c.excs)
	c.blocks = append(c.blocks, b)
}

func (c *fn) pop() { c.blocks = c.blocks[:len(c.blocks)-1] }

// unwind leaves all blocks from the innermost down to number to, running what
// they have to do. keep says that a value on top of the stack must survive.
// Everything but the depth of the stack is as before afterwards.
func (c *fn) unwind(to int, keep bool) {
	blocks, cur, excs, span := c.blocks, c.cur, c.excs, c.span
	for i := len(blocks) - 1; i >= to; i-- {
		b := blocks[i]
		c.blocks, c.cur, c.excs, c.span = blocks[:i:i], b.outer, excs[:b.excs:b.excs], span
		c.leave(b, keep)
	}
	c.blocks, c.cur, c.excs, c.span = blocks, cur, excs, span
}

func (c *fn) leave(b block, keep bool) {
	switch b.kind {
	case forLoop, value:
		if keep {
			c.emit(model.SWAP, 0)
		}
		c.emit(model.POP, 0)
	case tryFinally:
		if keep {
			c.push(block{kind: value, outer: c.cur})
		}
		c.stmts(b.finally.Finally)
	case finallyRuns:
		c.emit(model.CLEARL, b.exc)
	case handling:
		c.emit(model.CLEARL, b.exc)
		if b.name != "" {
			c.forget(b.name, c.span)
		}
	case inWith:
		if keep {
			c.emit(model.SWAP, 0)
		}
		c.at(b.span, func() { c.exit(b.async) })
	}
}

// exit calls the __exit__ on top of the stack as at the end of a with body.
func (c *fn) exit(async bool) {
	c.constant(nil)
	c.constant(nil)
	c.constant(nil)
	c.emit(model.CALL, 3)
	if async {
		c.emit(model.AWAIT, 0)
	}
	c.emit(model.POP, 0)
}

func (c *fn) loopBlock() int {
	i := len(c.blocks) - 1
	for c.blocks[i].kind != whileLoop && c.blocks[i].kind != forLoop {
		i--
	}
	return i
}

func (c *fn) breakStmt() {
	i := c.loopBlock()
	loop := c.blocks[i]
	c.unwind(i, false)
	c.cur = loop.outer
	c.jump(model.JUMP, loop.end)
}

func (c *fn) continueStmt() {
	i := c.loopBlock()
	loop := c.blocks[i]
	c.unwind(i+1, false)
	c.cur = loop.outer
	c.jump(model.JUMP, loop.next)
}

func (c *fn) returnStmt(s *syntax.Return) {
	var v model.Const
	known := s.Value == nil
	if !known {
		v, known = fold(s.Value)
	}
	if !known {
		c.expr(s.Value)
	}
	c.unwind(0, !known)
	c.cur = nil
	if known {
		c.constant(v)
	}
	c.emit(model.RETURN, 0)
}

func (c *fn) while(s *syntax.While) {
	top, other, end := newLabel(), newLabel(), newLabel()
	value, known := truth(s.Test)
	if known && !value {
		c.stmts(s.Else)
		return
	}
	c.bind(top)
	if !known {
		c.jumpIf(s.Test, false, other)
	}
	c.push(block{kind: whileLoop, outer: c.cur, next: top, end: end})
	c.stmts(s.Body)
	c.pop()
	c.goTo(top)
	c.bind(other)
	c.stmts(s.Else)
	c.bind(end)
}

func (c *fn) forStmt(s *syntax.For) {
	top, other, end := newLabel(), newLabel(), newLabel()
	c.iterable(s.Iter)
	c.at(s.Iter.Span(), func() {
		c.emit(model.GETITER, 0)
		c.bind(top)
		c.jump(model.FORITER, other)
	})
	c.push(block{kind: forLoop, outer: c.cur, next: top, end: end})
	c.assignTo(s.Target)
	c.stmts(s.Body)
	c.pop()
	c.goTo(top)
	c.bind(other)
	c.stmts(s.Else)
	c.bind(end)
}

// iterable compiles what is only iterated over or searched: a list of constants
// may be a tuple then.
func (c *fn) iterable(e syntax.Expr) {
	if l, ok := e.(*syntax.List); ok {
		if v, ok := fold(&syntax.Tuple{Extent: l.Extent, Elts: l.Elts}); ok {
			c.at(e.Span(), func() { c.constant(v) })
			return
		}
	}
	c.expr(e)
}

func (c *fn) asyncFor(s *syntax.For) {
	top, other, end := newLabel(), newLabel(), newLabel()
	c.expr(s.Iter)
	c.at(s.Iter.Span(), func() {
		c.emit(model.GETAITER, 0)
		c.bind(top)
		c.anext(other)
	})
	c.push(block{kind: forLoop, outer: c.cur, next: top, end: end})
	c.assignTo(s.Target)
	c.stmts(s.Body)
	c.pop()
	c.goTo(top)
	c.at(s.Iter.Span(), func() {
		c.bind(other)
		c.emit(model.ENDASYNCFOR, 0)
	})
	c.stmts(s.Else)
	c.bind(end)
}

// anext awaits the next item of the asynchronous iterator on the stack; at the
// end, and on any exception, it goes to done with the exception on the stack.
func (c *fn) anext(done *label) {
	r := c.protect(done)
	c.emit(model.ANEXT, 0)
	c.emit(model.AWAIT, 0)
	c.unprotect(r)
}

// jumpIf jumps to l if the test's truth is want, and goes on otherwise.
func (c *fn) jumpIf(test syntax.Expr, want bool, l *label) {
	if v, known := truth(test); known {
		if v == want {
			c.at(test.Span(), func() { c.jump(model.JUMP, l) })
		}
		return
	}
	switch t := test.(type) {
	case *syntax.UnaryOp:
		if t.Op == syntax.Not {
			c.jumpIf(t.Operand, !want, l)
			return
		}
	case *syntax.BoolOp:
		c.jumpBool(t, want, l)
		return
	case *syntax.IfExp:
		other, end := newLabel(), newLabel()
		c.jumpIf(t.Test, false, other)
		c.jumpIf(t.Body, want, l)
		c.jump(model.JUMP, end)
		c.bind(other)
		c.jumpIf(t.Else, want, l)
		c.bind(end)
		return
	case *syntax.Compare:
		if len(t.Ops) > 1 {
			c.jumpChain(t, want, l)
			return
		}
		if op, ok := noneTest(t); ok {
			c.expr(t.Left)
			if (op == syntax.Is) == want {
				c.at(t.Span(), func() { c.jump(model.JNONE, l) })
			} else {
				c.at(t.Span(), func() { c.jump(model.JNOTNONE, l) })
			}
			return
		}
	}
	c.expr(test)
	op := model.JF
	if want {
		op = model.JT
	}
	c.at(test.Span(), func() { c.jump(op, l) })
}

// noneTest reports whether a comparison is `x is None` or `x is not None`.
func noneTest(t *syntax.Compare) (syntax.CmpOperator, bool) {
	k, ok := t.Comparators[0].(*syntax.Constant)
	return t.Ops[0], ok && k.Value == nil && (t.Ops[0] == syntax.Is || t.Ops[0] == syntax.IsNot)
}

func (c *fn) jumpBool(t *syntax.BoolOp, want bool, l *label) {
	last := len(t.Values) - 1
	if (t.Op == syntax.Or) == want { // any of them decides
		for _, v := range t.Values {
			c.jumpIf(v, want, l)
		}
		return
	}
	end := newLabel()
	for _, v := range t.Values[:last] {
		c.jumpIf(v, !want, end)
	}
	c.jumpIf(t.Values[last], want, l)
	c.bind(end)
}

func (c *fn) jumpChain(t *syntax.Compare, want bool, l *label) {
	cleanup, end := newLabel(), newLabel()
	c.chain(t, func() { c.jump(model.JF, cleanup) })
	op := model.JF
	if want {
		op = model.JT
	}
	c.at(t.Span(), func() {
		c.jump(op, l)
		c.jump(model.JUMP, end)
		c.bind(cleanup)
		c.emit(model.POP, 0)
		if !want {
			c.jump(model.JUMP, l)
		}
		c.bind(end)
	})
}

// chain compiles a chained comparison; stop is called after each link but the
// last, with the right operand and the result on the stack, and must take the
// result away.
func (c *fn) chain(t *syntax.Compare, stop func()) {
	c.expr(t.Left)
	last := len(t.Ops) - 1
	for i, op := range t.Ops {
		c.operand(op, t.Comparators[i])
		c.at(t.Span(), func() {
			if i < last {
				c.emit(model.DUP, 0)
				c.emit(model.ROT3, 0)
			}
			c.emit(model.COMPARE, int(compareOps[op]))
			if i < last {
				stop()
			}
		})
	}
}

func (c *fn) operand(op syntax.CmpOperator, e syntax.Expr) {
	if op == syntax.In || op == syntax.NotIn {
		c.iterable(e)
		return
	}
	c.expr(e)
}
