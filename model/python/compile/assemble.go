package compile

import (
	"sort"

	"github.com/condcheck/condcheck/model"
)

// assemble lays out the instructions in code.
func (e *emitter) assemble(code *model.Code) error {
	e.thread()
	keep := e.reachable()
	e.dropJumps(keep)
	e.index = sized(e.index, len(e.instrs)+1)
	index := e.index
	for i := range e.instrs {
		index[i+1] = index[i]
		if keep[i] {
			index[i+1]++
		}
	}
	n := index[len(e.instrs)]
	code.Code, code.Pos = cut(&e.leftCode, int(n))[:0], cut(&e.leftPos, int(n))[:0]
	for i, in := range e.instrs {
		if !keep[i] {
			continue
		}
		if in.target != nil {
			in.A = index[in.target.at]
		}
		code.Code = append(code.Code, in.Instr)
		code.Pos = append(code.Pos, in.span)
	}
	code.Handlers = e.handlers(keep, index)
	_, maxDepth, err := e.depths(code.Code, code.Handlers)
	code.MaxStack = maxDepth
	return err
}

// thread makes jumps to unconditional jumps go where those go.
func (e *emitter) thread() {
	for i := range e.instrs {
		in := &e.instrs[i]
		if in.target == nil {
			continue
		}
		for range 100 { // not for ever round `while True: pass`
			t := &e.instrs[in.target.at]
			if t.Op != model.JUMP || t.target == in.target {
				break
			}
			in.target = t.target
		}
	}
}

// reachable reports for each instruction whether it can run.
func (e *emitter) reachable() []bool {
	e.keep = sized(e.keep, len(e.instrs))
	seen := e.keep
	work := append(e.work[:0], 0)
	push := func(i int) {
		if i < len(seen) && !seen[i] {
			seen[i] = true
			work = append(work, i)
		}
	}
	seen[0] = true
	for len(work) > 0 {
		i := work[len(work)-1]
		work = work[:len(work)-1]
		in := e.instrs[i]
		_, _, _, ends := effect(in.Instr)
		if !ends {
			push(i + 1)
		}
		if in.Op == model.LOADN {
			push(i + 2)
		}
		if in.target != nil {
			push(in.target.at)
		}
		if in.region != nil && canRaise(in.Op) {
			push(in.region.target.at)
		}
	}
	e.work = work
	return seen
}

// canRaise reports whether an operation can raise an exception. Handlers do
// not cover the others.
func canRaise(op model.Op) bool {
	switch op {
	case model.NOP, model.CONST, model.STOREL, model.CLEARL, model.PUSHCELL, model.POP, model.DUP, model.DUP2,
		model.SWAP, model.ROT3, model.ROT4, model.COPY, model.JUMP, model.JNONE, model.JNOTNONE, model.RETURN,
		model.STOREC, model.STOREG, model.ASSERTERR, model.TUPLE, model.LIST, model.LISTTUPLE, model.MKFUNC:
		return false
	}
	return true
}

// dropJumps unmarks jumps to the next instruction that is kept.
func (e *emitter) dropJumps(keep []bool) {
	for i := len(e.instrs) - 1; i >= 0; i-- {
		in := e.instrs[i]
		if !keep[i] {
			continue
		}
		if in.Op == model.NOP {
			keep[i] = false
		}
		if in.Op != model.JUMP || in.target.at <= i {
			continue
		}
		next := i + 1
		for next < in.target.at && !keep[next] {
			next++
		}
		keep[i] = next < in.target.at
	}
}

// handlers makes the exception table from the regions of each instruction. A
// handler that was not kept covers nothing that can raise.
func (e *emitter) handlers(keep []bool, index []int32) []model.Handler {
	type run struct {
		model.Handler
		level int
	}
	var runs []run
	open := map[*region]int{} // the run of a region that may still grow
	for i, in := range e.instrs {
		if !keep[i] {
			continue
		}
		at := index[i]
		for r := in.region; r != nil; r = r.outer {
			if !keep[r.target.at] {
				continue
			}
			if k, ok := open[r]; ok && runs[k].End == at {
				runs[k].End++
				continue
			}
			open[r] = len(runs)
			runs = append(runs, run{model.Handler{Start: at, End: at + 1, Target: index[r.target.at], Depth: int32(r.depth)}, r.level})
		}
	}
	sort.SliceStable(runs, func(i, j int) bool { return runs[i].level > runs[j].level })
	var hs []model.Handler
	for _, r := range runs {
		hs = append(hs, r.Handler)
	}
	return hs
}
