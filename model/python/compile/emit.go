package compile

import (
	"slices"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// An instr is an instruction before assembly: its jump target is a label, and
// the handlers around it are a chain of regions.
type instr struct {
	model.Instr
	target *label
	span   source.Span
	region *region
}

// A label is a place in the code, perhaps still ahead.
type label struct {
	at    int // index into instrs, -1 until bound
	depth int // of the stack there, -1 until known
}

// A region is a stretch of instructions under one exception handler. Its
// instructions need not be next to each other: what an early way out runs in
// between does not belong to it.
type region struct {
	outer  *region
	target *label
	depth  int
	level  int
}

// A room is what assembling needs for a while: one serves all code.
type room struct {
	index   []int32
	keep    []bool
	work    []int
	depthAt []int32
	inner   []int32

	leftCode []model.Instr // what is left of a slice that code is cut from
	leftPos  []source.Span // likewise
}

// sized returns n zeros, in s if they fit.
func sized[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// cut takes n items of a slice that is made anew when there are not as many left.
func cut[T any](from *[]T, n int) []T {
	if len(*from) < n {
		*from = make([]T, max(n, 1024))
	}
	s := (*from)[:n:n]
	*from = (*from)[n:]
	return s
}

func newLabel() *label { return &label{at: -1, depth: -1} }

// emitter collects the instructions of one code object.
type emitter struct {
	*room
	instrs []instr
	span   source.Span
	cur    *region
	depth  int
}

func (e *emitter) emit(op model.Op, a int) { e.emit2(op, a, 0) }

func (e *emitter) emit2(op model.Op, a, b int) {
	in := instr{Instr: model.Instr{Op: op, A: int32(a), B: uint16(b)}, span: e.span, region: e.cur}
	e.instrs = append(e.instrs, in)
	next, _, _, _ := effect(in.Instr)
	e.depth += next
}

// jump emits a jump to l.
func (e *emitter) jump(op model.Op, l *label) {
	in := instr{Instr: model.Instr{Op: op}, target: l, span: e.span, region: e.cur}
	e.instrs = append(e.instrs, in)
	next, jump, _, _ := effect(in.Instr)
	l.reach(e.depth + jump)
	e.depth += next
}

// goTo emits a jump that belongs to no statement: where the text goes on
// elsewhere. It has the place of what ran before it.
func (e *emitter) goTo(l *label) {
	span := e.span
	if n := len(e.instrs); n > 0 {
		span = e.instrs[n-1].span
	}
	e.at(span, func() { e.jump(model.JUMP, l) })
}

func (l *label) reach(depth int) {
	if l.depth >= 0 && l.depth != depth {
		panic("compile: a label is reached with two depths of the stack")
	}
	l.depth = depth
}

// bind puts l here. The depth is that of the jumps to l, if there were any.
func (e *emitter) bind(l *label) {
	l.at = len(e.instrs)
	if l.depth >= 0 {
		e.depth = l.depth
	} else {
		l.depth = e.depth
	}
}

// protect begins a region with the given handler; it ends with unprotect.
func (e *emitter) protect(handler *label) *region {
	level := 0
	if e.cur != nil {
		level = e.cur.level + 1
	}
	r := &region{outer: e.cur, target: handler, depth: e.depth, level: level}
	handler.reach(e.depth + 1)
	e.cur = r
	return r
}

func (e *emitter) unprotect(r *region) { e.cur = r.outer }

// at runs f with the span of what it emits set to span.
func (e *emitter) at(span source.Span, f func()) {
	saved := e.span
	e.span = span
	f()
	e.span = saved
}
