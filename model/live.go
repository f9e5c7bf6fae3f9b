package model

// Liveness of local variables: which of a frame's locals can still be read.
// Dead ones do not belong to the state. Backward data flow over the
// instructions, with an edge from each instruction to the handlers that cover
// it.

// analyse computes for each instruction the locals that are live while it is
// being executed, that is, behind it or in its handlers.
func (c *code) analyse() {
	n := len(c.ins)
	words := (len(c.Locals) + 63) / 64
	if words == 0 {
		words = 1
	}
	flat := make([]uint64, 2*(n+1)*words)
	in := func(i int) []uint64 { return flat[i*words : (i+1)*words] }
	at := func(i int) []uint64 { return flat[(n+1+i)*words : (n+2+i)*words] }
	handlers := make([][]int, n)
	for _, h := range c.Handlers {
		for i := int(h.Start); i < int(h.End) && i < n; i++ {
			handlers[i] = append(handlers[i], int(h.Target))
		}
	}
	for changed := true; changed; {
		changed = false
		for i := n - 1; i >= 0; i-- {
			ins := c.ins[i]
			out := at(i)
			for _, s := range successors(ins, i) {
				if s < n {
					or(out, in(s))
				}
			}
			cur := append([]uint64(nil), out...)
			for _, h := range handlers[i] {
				or(out, in(h))
			}
			use, def := c.usesDefs(ins)
			for _, d := range def {
				cur[d>>6] &^= 1 << (d & 63)
			}
			for _, h := range handlers[i] {
				or(cur, in(h))
			}
			for _, u := range use {
				cur[u>>6] |= 1 << (u & 63)
			}
			if or(in(i), cur) {
				changed = true
			}
		}
	}
	c.live = make([][]uint64, n+1)
	for i := range n {
		c.live[i] = at(i)
	}
	c.live[n] = make([]uint64, words)
	if n > 0 {
		copy(c.live[n], in(0))
	}
	// A frame that has not begun has its arguments and the cells of its closure.
	for _, s := range c.Free {
		c.live[n][s>>6] |= 1 << (s & 63)
	}
	for _, s := range c.Cells {
		c.live[n][s>>6] |= 1 << (s & 63)
	}
	if c.asked {
		c.keepHandled()
	}
}

// keepAll takes all locals to be live everywhere.
func (c *code) keepAll() {
	for _, l := range c.live {
		for i := range c.Locals {
			l[i>>6] |= 1 << (i & 63)
		}
	}
}

// keep takes a local to be live everywhere.
func (c *code) keep(slot int) {
	for _, l := range c.live {
		l[slot>>6] |= 1 << (slot & 63)
	}
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

func successors(in Instr, i int) []int {
	switch in.Op {
	case JUMP:
		return []int{int(in.A)}
	case RETURN, RAISE, RERAISE, NAMEERROR:
		return nil
	case JF, JT, JFKEEP, JTKEEP, JNONE, JNOTNONE, FORITER:
		return []int{i + 1, int(in.A)}
	case LOADN:
		return []int{i + 1, i + 2}
	}
	return []int{i + 1}
}

func (c *code) usesDefs(in Instr) (use, def []int) {
	a := int(in.A)
	switch in.Op {
	case LOADL, LOADC, STOREC, DELC, PUSHCELL:
		return []int{a}, nil
	case STOREL, CLEARL:
		return nil, []int{a}
	case DELL:
		return []int{a}, []int{a}
	case LOADN, STOREN, DELN, ANNOTATE:
		return []int{0}, nil
	case RETURN:
		if c.Flags&FlagClassBody != 0 {
			return []int{0}, nil
		}
	case SUPER:
		return []int{a, c.ClassSlot}, nil
	}
	return nil, nil
}

// liveAt returns the set of live locals of a frame: one that waits at
// instruction pc, is busy with the one before it, or has not begun.
func (c *code) liveAt(pc int, waiting, fresh bool) []uint64 {
	if fresh {
		return c.live[len(c.ins)]
	}
	if !waiting {
		if pc == 0 {
			return c.live[len(c.ins)]
		}
		pc--
	}
	return c.live[pc]
}
