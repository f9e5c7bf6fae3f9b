package compile

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/resolve"
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

// An fn generates the code of one code object.
type fn struct {
	emitter
	p      *program
	m      *module
	out    *object        // what m becomes
	scope  *resolve.Scope // the innermost one; inlined comprehensions change it
	code   *model.Code
	index  int
	slots  map[*resolve.Var]int
	hidden map[string]int // hidden slots by name
	inUse  map[string]int // how many of a kind are in use
	blocks []block
	excs   []int // slots of the exceptions being handled, innermost last
	soft   int   // if statements and try bodies around in which imports may fail
	attrs  int   // try bodies around that catch AttributeError
}

func (p *program) newFn(m *module, scope *resolve.Scope, name string) *fn {
	code := &model.Code{Name: name, QualName: scope.QualName, Doc: -1, ClassSlot: -1, DefPos: scope.Node.Span().Start}
	if code.QualName == "" {
		code.QualName = name
	}
	var c *fn
	if n := len(p.spare); n > 0 {
		c, p.spare = p.spare[n-1], p.spare[:n-1]
		clear(c.slots)
	} else {
		c = &fn{slots: map[*resolve.Var]int{}, emitter: emitter{instrs: make([]instr, 0, 128)}}
	}
	*c = fn{p: p, m: m, out: m.out, scope: scope, code: code, index: len(m.out.codes), slots: c.slots,
		emitter: emitter{room: &p.room, instrs: c.instrs[:0], span: scope.Node.Span()}}
	m.out.codes = append(m.out.codes, code)
	return c
}

// variables gives the scope's variables and the captured ones their slots.
func (c *fn) variables() {
	c.code.Locals = slices.Grow(c.code.Locals, len(c.scope.Vars)+len(c.scope.Free))
	for _, v := range c.scope.Vars {
		if v.Captured {
			c.code.Cells = append(c.code.Cells, len(c.code.Locals))
		}
		if v == c.scope.ClassVar {
			c.code.ClassSlot = len(c.code.Locals)
		}
		c.slots[v] = len(c.code.Locals)
		c.code.Locals = append(c.code.Locals, v.Name)
	}
	c.freeSlots()
}

func (c *fn) freeSlots() {
	for _, v := range c.scope.Free {
		c.code.Free = append(c.code.Free, len(c.code.Locals))
		c.slots[v] = len(c.code.Locals)
		c.code.Locals = append(c.code.Locals, v.Name)
	}
}

// finish assembles the code and returns its index.
func (c *fn) finish() int {
	if err := c.assemble(c.code); err != nil {
		panic(fmt.Sprintf("compile: %s: %v", c.code.QualName, err))
	}
	c.p.countConsts(c.m, c.span, c.out.pool)
	c.p.spare = append(c.p.spare, c)
	return c.index
}

func (c *fn) implicitReturn(at source.Span) {
	end := source.Span{Start: at.Start, End: at.End}
	if n := len(c.instrs); n > 0 {
		end = c.instrs[n-1].span
	}
	if !end.Start.IsValid() {
		end = source.Span{Start: source.Pos{Line: 1, Col: 1}, End: source.Pos{Line: 1, Col: 1}}
	}
	c.at(end, func() {
		c.constant(nil)
		c.emit(model.RETURN, 0)
	})
}

func (c *fn) docstring(body []syntax.Stmt) {
	if s, ok := syntax.Docstring(body); ok {
		c.code.Doc = c.out.pool.constant(s)
	}
}

// take returns a hidden slot of the given kind; give gives it back. Slots are
// nested as the statements that use them are.
func (c *fn) take(kind string) int {
	if c.inUse == nil {
		c.hidden, c.inUse = map[string]int{}, map[string]int{}
	}
	c.inUse[kind]++
	name := "." + kind + strconv.Itoa(c.inUse[kind])
	slot, ok := c.hidden[name]
	if !ok {
		slot = len(c.code.Locals)
		c.hidden[name] = slot
		c.code.Locals = append(c.code.Locals, name)
	}
	return slot
}

func (c *fn) give(kind string) { c.inUse[kind]-- }

func (c *fn) errorf(at source.Span, code, hint, format string, args ...any) {
	c.p.errorf(c.m, at, code, hint, format, args...)
}

func (c *fn) constant(v model.Const) { c.emit(model.CONST, c.out.pool.constant(v)) }

func (c *fn) name(s string) int { return c.out.pool.name(s) }

// attr returns the number of an attribute's name, mangled.
func (c *fn) attr(s string) int { return c.name(c.scope.Mangle(s)) }

// global returns the number of a global of module m.
func (c *fn) global(m *module, name string) int { return c.out.global(m.name, name) }
