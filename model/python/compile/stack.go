package compile

import "github.com/condcheck/condcheck/model"

// effect returns by how much an instruction changes the depth of the stack: on
// going on to the next instruction, and on jumping. ends is true if it never
// goes on; jumps is true if A is a jump target.
//
// LOADN counts as the pair that it forms with the instruction after it: its
// own effect is 0, and what skips the next instruction has pushed a value.
func effect(in model.Instr) (next, jump int, jumps, ends bool) {
	a, b := int(in.A), int(in.B)
	switch in.Op {
	case model.NOP, model.DELL, model.CLEARL, model.DELC, model.DELG, model.LOADN, model.DELN,
		model.SWAP, model.ROT3, model.ROT4, model.LOADATTR, model.UNARY, model.LISTTUPLE,
		model.GETITER, model.YIELD, model.YIELDFROM, model.AWAIT, model.GETAITER,
		model.EXCMATCH, model.EXCSPLIT:
		return 0, 0, false, false
	case model.CONST, model.LOADL, model.LOADC, model.PUSHCELL, model.LOADG, model.DUP, model.COPY,
		model.SUPER, model.LOADMETH, model.ANEXT, model.BEFOREWITH, model.BEFOREAWITH, model.WITHEXC,
		model.ASSERTERR, model.IMPORT, model.IMPORTFROM, model.MATCHSEQ, model.MATCHMAP, model.MATCHLEN,
		model.MATCHKEYS:
		return 1, 0, false, false
	case model.NAMEERROR:
		return 1, 0, false, true
	case model.DUP2:
		return 2, 0, false, false
	case model.STOREL, model.STOREC, model.STOREG, model.STOREN, model.ANNOTATE, model.POP, model.DELATTR,
		model.INDEX, model.BINOP, model.COMPARE, model.LISTAPPEND, model.LISTEXTEND, model.SETADD,
		model.SETUPDATE, model.DICTUPDATE, model.DICTMERGE, model.EXCJOIN, model.MATCHREST:
		return -1, 0, false, false
	case model.STOREATTR, model.DELIDX, model.DICTADD, model.ENDASYNCFOR, model.BUILDCLASS, model.MATCHCLASS:
		return -2, 0, false, false
	case model.STOREIDX:
		return -3, 0, false, false
	case model.SLICE, model.TUPLE, model.LIST, model.SET, model.JOIN:
		return 1 - a, 0, false, false
	case model.DICT:
		return 1 - 2*a, 0, false, false
	case model.UNPACK:
		return a - 1, 0, false, false
	case model.UNPACKEX:
		return a + b, 0, false, false
	case model.FORMAT:
		if a&4 != 0 {
			return -1, 0, false, false
		}
		return 0, 0, false, false
	case model.MKFUNC:
		return 1 - b&1 - b>>1&1 - b>>2&1, 0, false, false
	case model.CALL, model.CALLKW:
		return -a, 0, false, false
	case model.CALLM, model.CALLMKW:
		return -a - 1, 0, false, false
	case model.CALLEX:
		return -1 - a, 0, false, false
	case model.JUMP:
		return 0, 0, true, true
	case model.JF, model.JT, model.JNONE, model.JNOTNONE:
		return -1, -1, true, false
	case model.JFKEEP, model.JTKEEP:
		return -1, 0, true, false
	case model.FORITER:
		return 1, -1, true, false
	case model.RETURN, model.RERAISE:
		return -1, 0, false, true
	case model.RAISE:
		return -a, 0, false, true
	}
	panic("compile: no stack effect for " + OpName(in.Op))
}

// needs returns how many values an instruction takes from the stack or looks
// at below its top.
func needs(in model.Instr) int {
	a := int(in.A)
	switch in.Op {
	case model.COPY:
		return a
	case model.LISTAPPEND, model.LISTEXTEND, model.SETADD, model.SETUPDATE, model.DICTUPDATE, model.DICTMERGE:
		return a + 1
	case model.DICTADD:
		return a + 2
	case model.DUP, model.LOADATTR, model.UNARY, model.LISTTUPLE, model.GETITER, model.FORITER, model.YIELD,
		model.YIELDFROM, model.AWAIT, model.GETAITER, model.ANEXT, model.BEFOREWITH, model.BEFOREAWITH,
		model.LOADMETH, model.IMPORTFROM, model.MATCHSEQ, model.MATCHMAP, model.MATCHLEN, model.UNPACK,
		model.UNPACKEX, model.JFKEEP, model.JTKEEP:
		return 1
	case model.SWAP, model.DUP2, model.EXCMATCH, model.EXCSPLIT, model.EXCJOIN, model.WITHEXC, model.MATCHKEYS,
		model.MATCHREST, model.INDEX, model.BINOP, model.COMPARE:
		return 2
	case model.ROT3, model.BUILDCLASS, model.MATCHCLASS:
		return 3
	case model.ROT4:
		return 4
	case model.DICT:
		return 2 * a
	case model.FORMAT:
		return 1 + a>>2&1
	}
	next, _, _, _ := effect(in)
	if next > 0 {
		return 0
	}
	switch in.Op {
	case model.SLICE, model.TUPLE, model.LIST, model.SET, model.JOIN:
		return a
	case model.CALL, model.CALLKW:
		return a + 1
	case model.CALLM, model.CALLMKW:
		return a + 2
	case model.CALLEX:
		return a + 2
	case model.MKFUNC:
		return 1 - next
	}
	return -next
}
