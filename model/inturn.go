package model

import "slices"

// A task that awaits others one after the other, and drops what they return, waits
// for all of them: nobody can tell in which order it does. A reduced system has it
// so, as with threads (await.go): at the first of these awaits the task goes on to the
// last, as long as it only looks whom to await next, and there it waits for the set of
// those that have not ended. That none of these fails or is cancelled, nor who waits,
// is taken for granted and watched.

// scanTurns finds the awaits of a coroutine between which it only looks whom to await
// next: the others are left alone.
func (c *code) scanTurns() {
	if c.flavour != coroutine || c.lib {
		return
	}
	c.inTurn = make([]bool, len(c.ins))
	for pc := range c.ins {
		if c.dropsAwaited(pc) {
			c.turnsFrom(pc, pc+2, make([]bool, len(c.ins)))
		}
	}
}

// turnsFrom marks the await at from, and those that the coroutine may come to behind it,
// from pc on.
func (c *code) turnsFrom(from, pc int, seen []bool) {
	for ; !seen[pc] && c.onlyLooks(from, pc); pc++ {
		seen[pc] = true
		switch in := c.ins[pc]; in.Op {
		case AWAIT:
			c.inTurn[from], c.inTurn[pc] = true, true
			return
		case JUMP:
			pc = int(in.A) - 1
		case FORITER:
			c.turnsFrom(from, int(in.A), seen)
		}
	}
}

// onlyLooks reports whether the instruction at pc does nothing but look whom to await
// behind the await at from, or awaits, and what it raises would be handled in the same
// place.
func (c *code) onlyLooks(from, pc int) bool {
	switch c.ins[pc].Op {
	case NOP, POP, JUMP, STOREL:
		return true
	case LOADL, GETITER, FORITER:
		return c.handler(pc) == c.handler(from)
	case AWAIT:
		return c.dropsAwaited(pc) && c.handler(pc) == c.handler(from)
	}
	return false
}

// dropsAwaited reports whether the instruction at pc is an await whose value is dropped.
func (c *code) dropsAwaited(pc int) bool { return c.ins[pc].Op == AWAIT && c.ins[pc+1].Op == POP }

// handler returns the number of the innermost handler around the instruction at pc, -1
// if there is none.
func (c *code) handler(pc int) int {
	return slices.IndexFunc(c.Handlers, func(h Handler) bool { return int(h.Start) <= pc && pc < int(h.End) })
}

// takesTurns reports whether tasks that are awaited in turn are a set.
func (m *machine) takesTurns() bool {
	return m.reduces(Symmetry) && m.cfg.Schedule == Any && !m.prog.threaded && !m.prog.usesClock &&
		!m.prog.asyncGens && m.red.assumed&turnsUnordered != 0
}

// awaitInTurn makes the tasks that await others in turn wait for sets.
func (m *machine) awaitInTurn() {
	if !m.takesTurns() {
		return
	}
	for _, t := range m.listItems(m.a[m.frozen+rTasks]) {
		if f := m.leafFrame(t); f != 0 && m.frameWaiting(f) && m.frameCode(f).inTurn != nil && m.frameCode(f).inTurn[m.framePC(f)] {
			m.takeTurns(t, f)
		}
	}
}

// takeTurns makes the task t, whose innermost frame f stands at an await, wait for the
// set of those that it awaits in turn.
func (m *machine) takeTurns(t Value, f int) {
	if m.get(t, wTaskMustCancel) == True {
		return
	}
	var set []Value
	woken := -1 // its handle, if it has been woken
	top := *m.stackTop(f)
	switch {
	case m.isTurns(top) && m.get(t, wTaskWaiter) == top:
		set = slices.Clone(m.gatherChildren(top))
		if !m.allWillEnd(set) {
			m.breaks(turnsUnordered)
		}
	case m.isTurns(top):
		woken = m.wakeOf(t, hStep, 0)
	case m.get(t, wTaskWaiter) != top || !m.willEnd(top):
		return
	case m.futDone(top):
		woken = m.wakeOf(t, hFuture, top)
	case m.dropCallback(top, t):
		set = []Value{top}
	}
	if woken < 0 && len(set) == 0 {
		return
	}
	w := m.lookFrom(f)
	went := false
	for x, ok := w.next(); ok && x != t && m.willEnd(x); x, ok = w.next() {
		w.goOn()
		went = true
		if !m.futDone(x) && !slices.Contains(set, x) {
			set = append(set, x)
		}
	}
	w.drop()
	if !went && m.isTurns(top) {
		return
	}
	g := m.newTurns(set)
	*m.stackTop(f) = g
	ready := m.get(m.a[m.frozen+rLoop], wLoopReady)
	switch {
	case len(set) > 0:
		m.set(t, wTaskWaiter, g)
		if woken >= 0 {
			m.listDelete(ready, woken, woken+1)
		}
	default:
		m.set(t, wTaskWaiter, 0)
		h := m.listItems(ready)[woken]
		m.set(h, wHandleType, rawInt(hStep))
		m.set(h, wHandleB, 0)
	}
}

// willEnd reports whether a value is a task of which nothing is known but that it will
// return, or that it has returned.
func (m *machine) willEnd(x Value) bool {
	if !m.is(x, kTask) || m.get(x, wClass) != tTask.value() || m.futFlag(x, futForeign|futBlocking) {
		return false
	}
	if m.futDone(x) {
		return m.futState(x) == futFinished
	}
	return m.get(x, wTaskMustCancel) == False && m.get(x, wTaskRequests).int() == 0
}

func (m *machine) allWillEnd(set []Value) bool {
	return !slices.ContainsFunc(set, func(x Value) bool { return !m.willEnd(x) })
}

// wakeOf returns the number of the ready handle that wakes a task because of f, -1 if
// there is none.
func (m *machine) wakeOf(t Value, typ int64, f Value) int {
	loop := m.a[m.frozen+rLoop]
	if loop == 0 {
		return -1
	}
	return slices.IndexFunc(m.listItems(m.get(loop, wLoopReady)), func(h Value) bool {
		return m.get(h, wHandleType).int() == typ && m.get(h, wHandleA) == t && m.get(h, wHandleB) == f
	})
}

// dropCallback takes the task t from those that f wakes, and reports whether it was
// among them.
func (m *machine) dropCallback(f, t Value) bool {
	l := m.get(f, wFutCallbacks)
	switch {
	case l == t:
		m.set(f, wFutCallbacks, 0)
	case !m.is(l, kList) || !m.listRemoveRef(l, t):
		return false
	case m.listLen(l) == 1 && !m.is(m.listItems(l)[0], kList):
		m.set(f, wFutCallbacks, m.listItems(l)[0])
	}
	return true
}

// newTurns makes the future that stands for the tasks that are awaited in turn: done if
// there are none left.
func (m *machine) newTurns(set []Value) Value {
	o := m.alloc(kFuture, gatherWords)
	g := refValue(o)
	m.a[o+wClass] = tGatheringFuture.value()
	m.initFuture(g)
	m.setFutFlag(g, gatherTurns, true)
	if len(set) == 0 {
		m.resolve(g, futFinished, None)
		return g
	}
	pool := m.newPool(true)
	for _, x := range set {
		m.listAppend(pool, x)
	}
	m.set(g, wGatherChildren, pool)
	return g
}

// isTurns reports whether v is a future that newTurns has made.
func (m *machine) isTurns(v Value) bool { return m.is(v, kFuture) && m.futFlag(v, gatherTurns) }

// endsInTurn takes a task that has ended from those that are awaited in turn.
func (m *machine) endsInTurn(x Value) {
	if !m.takesTurns() {
		return
	}
	for _, t := range m.listItems(m.a[m.frozen+rTasks]) {
		g := m.get(t, wTaskWaiter)
		if !m.isTurns(g) || !m.listRemoveRef(m.get(g, wGatherChildren), x) {
			continue
		}
		if m.futState(x) != futFinished {
			m.breaks(turnsUnordered)
		}
		if m.listLen(m.get(g, wGatherChildren)) == 0 {
			m.resolve(g, futFinished, None)
			m.set(t, wTaskWaiter, 0)
			m.callSoon(hStep, t, 0)
		}
	}
}

// A lookout goes on with a frame that stands at an await, on paper.
type lookout struct {
	m      *machine
	c      *code
	f      int
	pc, sp int
	words  []Value   // the locals and the stack
	moved  []advance // iterators that have gone on since the last await
	passed []int     // instructions likewise
	sure   []Value   // sequences that are known to be constant
}

// An advance is an iterator and its next index, -1 if it has come to its end.
type advance struct {
	it   Value
	next int
}

func (m *machine) lookFrom(f int) *lookout {
	w := &m.lookout
	w.m, w.c, w.f, w.pc, w.sp = m, m.frameCode(f), f, m.framePC(f), m.frameSP(f)
	w.words = append(w.words[:0], m.a[f+wLocals:f+m.sizeAt(f)]...)
	w.moved, w.passed, w.sure = w.moved[:0], w.passed[:0], w.sure[:0]
	return w
}

// maxLooks bounds the instructions between two awaits.
const maxLooks = 1000

// next returns what the frame awaits next, if it only looks until then.
func (w *lookout) next() (x Value, ok bool) {
	n := len(w.c.Locals)
	pc, sp := w.pc+2, n+w.sp-1 // what has been awaited is dropped
	for range maxLooks {
		if !w.c.onlyLooks(w.pc, pc) {
			return 0, false
		}
		in := w.c.ins[pc]
		w.passed = append(w.passed, pc)
		pc++
		switch in.Op {
		case POP:
			sp--
		case JUMP:
			pc = int(in.A)
		case STOREL:
			sp--
			w.words[in.A] = w.words[sp]
		case LOADL:
			if w.words[in.A] == 0 {
				return 0, false
			}
			w.words[sp] = w.words[in.A]
			sp++
		case GETITER:
			x := w.words[sp-1]
			if !w.constant(x) {
				return 0, false
			}
			w.words[sp-1] = w.m.newIter(itSeq, x, rawInt(0))
		case FORITER:
			v, ok := w.item(w.words[sp-1])
			switch {
			case !ok:
				return 0, false
			case v == 0:
				sp--
				pc = int(in.A)
			default:
				w.words[sp] = v
				sp++
			}
		case AWAIT:
			w.pc, w.sp = pc-1, sp-n
			return w.words[sp-1], true
		}
	}
	return 0, false
}

// item takes the next item of an iterator: 0 at its end. It reports false if it is not
// known for good.
func (w *lookout) item(it Value) (v Value, ok bool) {
	m := w.m
	if !m.is(it, kIter) || iterKind(m.get(it, 1).int()) != itSeq {
		return 0, false
	}
	seq, next := m.get(it, 2), int(m.get(it, 3).int())
	k := slices.IndexFunc(w.moved, func(a advance) bool { return a.it == it })
	if k < 0 {
		k = len(w.moved)
		w.moved = append(w.moved, advance{it, next})
	}
	a := &w.moved[k]
	var items []Value
	switch {
	case seq == 0 || a.next < 0:
		return 0, true
	case !w.constant(seq):
		return 0, false
	case m.is(seq, kList):
		items = m.listItems(seq)
	default:
		items = m.items(seq)
	}
	if a.next >= len(items) {
		a.next = -1
		return 0, true
	}
	a.next++
	return items[a.next-1], true
}

// goOn puts the frame at the await that next has come to.
func (w *lookout) goOn() {
	m := w.m
	copy(m.a[w.f+wLocals:], w.words)
	m.setFrameWaiting(w.f, w.pc, w.sp)
	for _, a := range w.moved {
		m.set(a.it, 3, rawInt(int64(max(a.next, 0))))
		if a.next < 0 {
			m.set(a.it, 2, 0)
		}
	}
	if m.trace != nil && m.trace.cover != nil {
		for _, pc := range w.passed {
			m.trace.cover.instr(w.f, w.c, pc)
		}
	}
	w.moved, w.passed = w.moved[:0], w.passed[:0]
}

// drop lets go of what the iterators that have come to their end have gone over.
func (w *lookout) drop() {
	for _, a := range w.moved {
		if a.next < 0 {
			w.m.set(a.it, 2, 0)
		}
	}
}

// constant reports whether a value is a sequence that nobody changes while the task
// waits: a tuple, or a list that nothing leads to but the task's own frames.
func (w *lookout) constant(x Value) bool {
	m := w.m
	switch {
	case m.is(x, kTuple):
		return true
	case !m.is(x, kList) || x.payload() < m.frozen:
		return false
	case slices.Contains(w.sure, x):
		return true
	}
	seen := make([]bool, m.top-m.frozen)
	for f := w.f; f != 0 && m.kindAt(f) == kFrame; f = m.frameParent(f) {
		seen[f-m.frozen] = true
	}
	seen[0], seen[m.globalsAt-m.frozen] = true, true
	todo := []int{m.frozen, m.globalsAt}
	for len(todo) > 0 {
		off := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		m.eachRef(off, func(v Value) {
			if v.isRef() && v.payload() >= m.frozen && !seen[v.payload()-m.frozen] {
				seen[v.payload()-m.frozen] = true
				todo = append(todo, v.payload())
			}
		})
	}
	if seen[x.payload()-m.frozen] {
		return false
	}
	w.sure = append(w.sure, x)
	return true
}
