package model

// Liveness of local variables: which of a frame's locals can still be read.
// Dead ones do not belong to the state. Backward data flow over the
// instructions, with an edge from each instruction to the handlers that cover
// it. It is done for the code that is met in a state, when it is met first.

// A liveness has a set of locals for each instruction, those that are live while it
// is being executed, that is, behind it or in its handlers; the last set is that of a
// frame that has not begun.
type liveness struct {
	sets  []uint64
	words int // of a set
}

func (l *liveness) at(pc int) []uint64 { return l.sets[pc*l.words : (pc+1)*l.words] }

func (c *code) analyse() *liveness {
	n := len(c.ins)
	words := max(1, (len(c.Locals)+63)/64)
	during := &liveness{make([]uint64, (n+1)*words), words}
	before := &liveness{make([]uint64, (n+1)*words), words}
	for changed := true; changed; {
		changed = false
		for i := n - 1; i >= 0; i-- {
			ins := c.ins[i]
			out, in := during.at(i), before.at(i)
			next, jump := successors(ins, i)
			if next >= 0 && next < n {
				or(out, before.at(next))
			}
			if jump >= 0 && jump < n {
				or(out, before.at(jump))
			}
			use, def := c.usesDefs(ins)
			for w := range out {
				live := out[w]
				if def >= 0 && def>>6 == w {
					live &^= 1 << (def & 63)
				}
				changed = changed || live&^in[w] != 0
				in[w] |= live
			}
			for _, h := range c.Handlers {
				if i >= int(h.Start) && i < int(h.End) {
					or(out, before.at(int(h.Target)))
					changed = or(in, before.at(int(h.Target))) || changed
				}
			}
			for _, u := range use {
				if u >= 0 && in[u>>6]&(1<<(u&63)) == 0 {
					in[u>>6] |= 1 << (u & 63)
					changed = true
				}
			}
		}
	}
	fresh := during.at(n)
	if n > 0 {
		copy(fresh, before.at(0))
	}
	// A frame that has not begun has its arguments and the cells of its closure.
	for _, s := range c.Free {
		fresh[s>>6] |= 1 << (s & 63)
	}
	for _, s := range c.Cells {
		fresh[s>>6] |= 1 << (s & 63)
	}
	for slot := range c.Locals {
		if c.keeps(slot) {
			for i := range n + 1 {
				during.at(i)[slot>>6] |= 1 << (slot & 63)
			}
		}
	}
	return during
}

// keeps reports whether a local is taken to be live everywhere: a function that is
// called may ask for an exception that is handled.
func (c *code) keeps(slot int) bool {
	return c.keepsAll || c.asked && c.handles(slot) || c.keepsSelf && slot == 0
}

func or(dst, src []uint64) bool {
	changed := false
	for i, w := range src {
		if w&^dst[i] != 0 {
			dst[i] |= w
			changed = true
		}
	}
	return changed
}

// successors returns the instructions that may follow the i-th, -1 if there is none.
func successors(in Instr, i int) (next, jump int) {
	switch in.Op {
	case JUMP:
		return -1, int(in.A)
	case RETURN, RAISE, RERAISE, NAMEERROR:
		return -1, -1
	case JF, JT, JFKEEP, JTKEEP, JNONE, JNOTNONE, FORITER:
		return i + 1, int(in.A)
	case LOADN:
		return i + 1, i + 2
	}
	return i + 1, -1
}

// usesDefs returns the locals that an instruction reads and the one that it writes, -1
// for none.
func (c *code) usesDefs(in Instr) (use [2]int, def int) {
	a := int(in.A)
	use, def = [2]int{-1, -1}, -1
	switch in.Op {
	case LOADL, LOADC, STOREC, DELC, PUSHCELL:
		use[0] = a
	case STOREL, CLEARL:
		def = a
	case DELL:
		use[0], def = a, a
	case LOADN, STOREN, DELN, ANNOTATE:
		use[0] = 0
	case RETURN:
		if c.Flags&FlagClassBody != 0 {
			use[0] = 0
		}
	case SUPER:
		use[0], use[1] = a, c.ClassSlot
	}
	return use, def
}

// liveAt returns the set of live locals of a frame: one that waits at
// instruction pc, is busy with the one before it, or has not begun.
func (c *code) liveAt(pc int, waiting, fresh bool) []uint64 {
	l := c.live.Load()
	if l == nil {
		l = c.analyse()
		c.live.Store(l)
	}
	switch {
	case fresh || !waiting && pc == 0:
		return l.at(len(c.ins))
	case !waiting:
		pc--
	}
	return l.at(pc)
}
