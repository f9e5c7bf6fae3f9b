package model

// Garbage collection within a step, and async generators that are dropped.

// collectGarbage drops what the step does not need any more, and moves the rest.
// Everything that is alive must be reachable from the roots, the running frame
// and the machine's own fields: that is so in the outermost run of a step where
// overdue is called, if the Go code that started the run holds no Value over it
// (machine.movable).
func (m *machine) collectGarbage() {
	if m.depth > 1 || !m.movable || m.following() && len(m.follow.Names) > 0 {
		m.gcAt = m.top + m.room()
		return
	}
	if m.comps != nil {
		panic(noParts{})
	}
	running := refValue(m.fr)
	held := []*Value{&m.exc, &m.current, &m.stop, &m.clock, &m.actorMoved, &running}
	m.hold(held...)
	m.top = m.frozen + copy(m.a[m.frozen:], m.copyState(true, m.frozen))
	l := m.a[m.frozen+rHeld]
	for i, v := range held {
		*v = m.listItems(l)[i]
	}
	m.a[m.frozen+rHeld] = 0
	m.fr = running.payload()
	if m.trace != nil {
		m.trace.move(m)
	}
	m.moveEvents()
	m.movePublic()
	if m.following() { // the program has but begun
		clear(m.follow.escaped)
		m.follow.known = false
	}
	if n := m.codec.number(m, m.lineFrame); n != 0 {
		m.lineFrame = m.frozen + int(n) - 1
	}
	m.gcAt = m.top + m.room()
	m.budget -= (m.top - m.frozen) / 4
	if m.cfg.plain.collectMuch {
		m.gcAt = 0
	}
}

// hold makes values that only the machine has reachable from the roots.
func (m *machine) hold(held ...*Value) {
	l := m.newList(len(held))
	for _, v := range held {
		m.listAppend(l, *v)
	}
	m.a[m.frozen+rHeld] = l
}

// reapSoon asks for reap at the next place where everything is in frames. It
// is called when the frame f lets go of its words from lo to hi, if an async
// generator is among them.
func (m *machine) reapSoon(lo, hi int) {
	for _, v := range m.a[lo:hi] {
		if m.suspendedGen(v) {
			m.reaping = true
			m.gcAt = -1
		}
	}
}

// reap closes the async generators that nothing refers to any more, while a
// step runs: what closes them is scheduled at once, as in CPython, where the
// reference count drops to 0 at this moment. kept is alive too. In a nested run
// it is left to the end of the step.
func (m *machine) reap(kept Value) {
	m.reaping = false
	r := m.frozen
	if m.depth > 1 || m.a[r+rAsyncGens] == 0 {
		return
	}
	running := refValue(m.fr)
	m.hold(&m.exc, &m.current, &kept, &m.clock, &m.actorMoved, &running)
	m.dropped = m.dropped[:0]
	m.copyState(true, m.frozen)
	m.a[r+rHeld] = 0
	exc := m.exc
	m.exc = 0
	m.closeDropped()
	m.exc = exc
}

const gcWords = 1 << 20

// room is how many words may be used before garbage is collected again. A table
// that has come out of a collection needs up to eight times its size for the
// first item that is added: a larger buffer and an index.
func (m *machine) room() int {
	live := m.top - m.frozen
	return max(gcWords, live, min(8*live, (arenaWords-m.top)/2))
}
