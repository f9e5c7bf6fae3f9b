package compile

import (
	"fmt"

	"github.com/condcheck/condcheck/model"
)

// Verify checks all code of src by abstract interpretation: every jump and
// handler goes to an instruction, operands are in range, the stack has one
// depth at every instruction however it was reached and never underflows,
// nothing runs off the end, all instructions can be reached, and MaxStack is
// exact. It returns the first fault.
func Verify(src *model.Source) error {
	globals := 0
	for _, m := range src.Modules {
		if m.Code < 0 || m.Code >= len(src.Codes) {
			return fmt.Errorf("module %s: code %d, want below %d", m.Name, m.Code, len(src.Codes))
		}
		for _, g := range m.Globals {
			if g.Name >= len(src.Names) || g.Builtin >= len(src.Consts) {
				return fmt.Errorf("module %s: global %+v out of range", m.Name, g)
			}
		}
		globals += len(m.Globals)
	}
	for i, code := range src.Codes {
		if err := verifyCode(src, code, globals); err != nil {
			return fmt.Errorf("code %d (%s): %w", i, code.QualName, err)
		}
	}
	return nil
}

func verifyCode(src *model.Source, code *model.Code, globals int) error {
	if len(code.Pos) != len(code.Code) {
		return fmt.Errorf("got %d positions, want %d", len(code.Pos), len(code.Code))
	}
	for pc, in := range code.Code {
		if err := verifyOperand(src, code, in, globals); err != nil {
			return fmt.Errorf("%d %s %d %d: %w", pc, OpName(in.Op), in.A, in.B, err)
		}
		if !code.Pos[pc].Start.IsValid() && src.Modules[code.Module].File.Text != "" {
			return fmt.Errorf("%d %s: no position", pc, OpName(in.Op))
		}
	}
	depths, maxDepth, err := new(room).depths(code.Code, code.Handlers)
	if err != nil {
		return err
	}
	for pc, d := range depths {
		if d < 0 {
			return fmt.Errorf("%d %s cannot be reached", pc, OpName(code.Code[pc].Op))
		}
	}
	if maxDepth != code.MaxStack {
		return fmt.Errorf("got MaxStack %d, want %d", code.MaxStack, maxDepth)
	}
	return nil
}

func verifyOperand(src *model.Source, code *model.Code, in model.Instr, globals int) error {
	limit := -1
	switch in.Op {
	case model.CONST, model.BUILDCLASS:
		limit = len(src.Consts)
	case model.LOADL, model.STOREL, model.DELL, model.CLEARL, model.SUPER:
		limit = len(code.Locals)
	case model.LOADC, model.STOREC, model.DELC, model.PUSHCELL:
		for _, s := range code.Cells {
			if s == int(in.A) {
				return nil
			}
		}
		for _, s := range code.Free {
			if s == int(in.A) {
				return nil
			}
		}
		return fmt.Errorf("slot is no cell")
	case model.LOADG, model.STOREG, model.DELG:
		limit = globals
	case model.LOADN, model.STOREN, model.DELN, model.ANNOTATE, model.NAMEERROR, model.LOADATTR, model.STOREATTR,
		model.DELATTR, model.LOADMETH, model.IMPORT, model.IMPORTFROM:
		limit = len(src.Names)
	case model.MKFUNC:
		limit = len(src.Codes)
	case model.CALLKW, model.CALLMKW:
		names, ok := src.Consts[in.B].([]model.Const)
		if !ok || len(names) > int(in.A) {
			return fmt.Errorf("keyword names are no tuple, or too many")
		}
	}
	if limit >= 0 && (in.A < 0 || int(in.A) >= limit) {
		return fmt.Errorf("got operand %d, want below %d", in.A, limit)
	}
	return nil
}

// depths computes the depth of the stack before each instruction, -1 where it
// cannot be reached, and the greatest depth. The slice is valid until the next call.
func (r *room) depths(code []model.Instr, handlers []model.Handler) ([]int32, int, error) {
	r.depthAt = sized(r.depthAt, len(code))
	depth := r.depthAt
	for i := range depth {
		depth[i] = -1
	}
	r.inner = sized(r.inner, len(code))
	inner := r.inner // innermost handler + 1
	for h := len(handlers) - 1; h >= 0; h-- {
		hd := handlers[h]
		if hd.Start < 0 || hd.End > int32(len(code)) || hd.Start >= hd.End {
			return nil, 0, fmt.Errorf("handler %d covers [%d,%d) of %d", h, hd.Start, hd.End, len(code))
		}
		for i := hd.Start; i < hd.End; i++ {
			inner[i] = int32(h + 1)
		}
	}
	maxDepth := 0
	work := r.work[:0]
	reach := func(from, pc, d int) error {
		switch {
		case pc < 0 || pc >= len(code):
			return fmt.Errorf("%d %s goes to %d, want below %d", from, OpName(code[from].Op), pc, len(code))
		case d < 0:
			return fmt.Errorf("%d %s: stack underflow", from, OpName(code[from].Op))
		case depth[pc] < 0:
			depth[pc] = int32(d)
			maxDepth = max(maxDepth, d)
			work = append(work, pc)
		case int(depth[pc]) != d:
			return fmt.Errorf("%d %s: got depth %d from %d, want %d as before", pc, OpName(code[pc].Op), d, from, depth[pc])
		}
		return nil
	}
	if err := reach(0, 0, 0); err != nil {
		return nil, 0, err
	}
	for len(work) > 0 {
		pc := work[len(work)-1]
		work = work[:len(work)-1]
		in, d := code[pc], int(depth[pc])
		if n := needs(in); d < n {
			return nil, 0, fmt.Errorf("%d %s: got %d values on the stack, want %d", pc, OpName(in.Op), d, n)
		}
		if in.Op == model.WITHEXC {
			maxDepth = max(maxDepth, d+3) // where the machine lays the arguments out
		}
		next, jump, jumps, ends := effect(in)
		var errs [4]error
		if in.Op == model.LOADN {
			errs[0] = reach(pc, pc+2, d+1)
		}
		if !ends {
			errs[1] = reach(pc, pc+1, d+next)
		}
		if jumps {
			errs[2] = reach(pc, int(in.A), d+jump)
		}
		if h := inner[pc]; h > 0 {
			hd := handlers[h-1]
			if int(hd.Depth) > d {
				errs[3] = fmt.Errorf("%d %s: got depth %d, want %d or more for the handler", pc, OpName(in.Op), d, hd.Depth)
			} else {
				errs[3] = reach(pc, int(hd.Target), int(hd.Depth)+1)
			}
		}
		for _, err := range errs {
			if err != nil {
				return nil, 0, err
			}
		}
	}
	r.work = work
	return depth, maxDepth, nil
}
