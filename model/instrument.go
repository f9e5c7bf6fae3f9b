package model

import (
	"slices"
	"sync/atomic"

	"github.com/condcheck/condcheck/model/source"
)

// Instrumentation: in a program with threads the machine stops before what
// another thread may notice. So that other programs pay nothing for it, a STEP
// is put before each instruction that it can be; whether the thread stops there
// is decided when it comes there: see visible.go.

// What a STEP is for, in its operand A.
const (
	stepCheck    = 1 << iota // the next instruction may be an access
	stepLine                 // a source line may begin here
	stepBoundary             // a place where CPython may give up the GIL, or a line does begin
)

// touches lists the operations that may access what another thread can reach.
var touches = func() (t [STEP + 1]bool) {
	for _, op := range []Op{
		LOADG, STOREG, DELG, LOADC, STOREC, DELC, LOADATTR, STOREATTR, DELATTR, LOADMETH, INDEX, STOREIDX, DELIDX,
		BINOP, UNARY, COMPARE, JF, JT, JFKEEP, JTKEEP, LISTEXTEND, SETUPDATE, DICTUPDATE, DICTMERGE,
		UNPACK, UNPACKEX, FORMAT, CALL, CALLKW, CALLM, CALLMKW, CALLEX, WITHEXC, GETITER, FORITER, YIELD, YIELDFROM, RETURN,
		MATCHLEN, MATCHKEYS, MATCHCLASS, MATCHREST,
	} {
		t[op] = true
	}
	return t
}()

func jumps(op Op) bool {
	switch op {
	case JUMP, JF, JT, JFKEEP, JTKEEP, JNONE, JNOTNONE, FORITER:
		return true
	}
	return false
}

func calls(op Op) bool {
	switch op {
	case CALL, CALLKW, CALLM, CALLMKW, CALLEX, WITHEXC:
		return true
	}
	return false
}

// instrument returns a copy of c with STEPs in it.
func (c *code) instrument(p Preempt) *code {
	n := len(c.ins)
	step := make([]int32, n) // of the STEP before each instruction; 0 for none
	line := func(i int) int32 { return c.Pos[i].Start.Line }
	for i, in := range c.ins {
		if touches[in.Op] && (in.Op != RETURN || c.flavour != plain) {
			step[i] |= stepCheck
		}
		backward := jumps(in.Op) && int(in.A) <= i
		switch p {
		case PreemptLine:
			if i == 0 || line(i) != line(i-1) {
				step[i] |= stepLine
			}
			if jumps(in.Op) && line(int(in.A)) != line(i) {
				step[in.A] |= stepLine
			}
			if backward {
				step[i] |= stepBoundary
			}
		case PreemptGIL:
			if i == 0 || calls(c.ins[i-1].Op) || backward {
				step[i] |= stepBoundary
			}
		}
	}
	for _, h := range c.Handlers {
		if p == PreemptLine && int(h.Target) < n {
			step[h.Target] |= stepLine
		}
	}
	for i, in := range c.ins {
		if in.Op == LOADN && i+2 < n {
			step[i+1] = 0 // it is skipped as one instruction
		}
	}
	at := make([]int32, n+1) // where what was instruction i begins now
	code := *c.Code
	code.Code, code.Pos = nil, make([]source.Span, 0, len(c.Pos))
	for i, in := range c.ins {
		at[i] = int32(len(code.Code))
		if step[i] != 0 {
			code.Code = append(code.Code, Instr{Op: STEP, A: step[i]})
			code.Pos = append(code.Pos, c.Pos[i])
		}
		code.Code = append(code.Code, in)
		code.Pos = append(code.Pos, c.Pos[i])
	}
	at[n] = int32(len(code.Code))
	for i := range code.Code {
		if in := &code.Code[i]; jumps(in.Op) {
			in.A = at[in.A]
		}
	}
	code.Handlers = slices.Clone(c.Handlers)
	for i := range code.Handlers {
		h := &code.Handlers[i]
		h.Start, h.End, h.Target = at[h.Start], at[h.End], at[h.Target]
	}
	out := *c
	out.Code, out.ins = &code, code.Code
	out.live, out.keepsSelf = new(atomic.Pointer[liveness]), false
	return &out
}
