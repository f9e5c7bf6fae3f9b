package model

// Who waits for a gather as a statement, and for nothing else of it, waits for all of
// its children: nobody can tell in which order they were given. A reduced system has
// it so: while it is waited for, its children are a set, and like tasks in it are
// alike. That nobody asks for their order after all, which would be by canceling the
// gather or by looking at its result, is taken for granted and watched.

// gatherAll makes the children of the gathers that are waited for so sets, under an
// order of steps in which it does not matter in which order tasks are made ready.
func (m *machine) gatherAll() {
	if !m.reduces(Symmetry) || m.cfg.Schedule != Any || m.red.assumed&gathersUnordered == 0 {
		return
	}
	for _, t := range m.listItems(m.a[m.frozen+rTasks]) {
		g := m.get(t, wTaskWaiter)
		if !m.is(g, kFuture) || m.get(g, wClass) != tGatheringFuture.value() {
			continue
		}
		if f := m.leafFrame(t); f == 0 || !m.dropsAwaited(f) || *m.stackTop(f) != g {
			continue
		}
		children := m.get(g, wGatherChildren)
		switch {
		case m.futState(g) == futFinished:
			m.set(g, wFutResult, m.withoutOrder(g, m.get(g, wFutResult)))
		case m.is(children, kTuple) && int64(len(m.items(children))) == m.get(g, wGatherNumber).int(): // none is there twice
			pool := m.newPool(true)
			for _, c := range m.gatherChildren(g) {
				m.listAppend(pool, c)
			}
			m.set(g, wGatherChildren, pool)
		}
	}
}

// dropsAwaited reports whether a frame stands at an await whose value is dropped.
func (m *machine) dropsAwaited(f int) bool {
	return m.frameWaiting(f) && m.frameCode(f).dropsAwaited(m.framePC(f))
}

// gatherChildren returns the children of a gathering future that is not done.
func (m *machine) gatherChildren(g Value) []Value {
	children := m.get(g, wGatherChildren)
	if m.is(children, kPool) {
		return m.listItems(children)
	}
	return m.items(children)
}

// gathersSet reports whether f is a gathering future whose children are a set.
func (m *machine) gathersSet(f Value) bool {
	return m.is(f, kFuture) && m.get(f, wClass) == tGatheringFuture.value() && m.is(m.get(f, wGatherChildren), kPool)
}

// withoutOrder returns what stands for the results of a gather whose children are a
// set: themselves if all are the same, or else nothing; whoever asks is noticed.
func (m *machine) withoutOrder(g, results Value) Value {
	items := m.listItems(results)
	for _, v := range items {
		if v.isRef() || v != items[0] {
			m.setFutFlag(g, gatherScrambled, true)
			return m.newList(0)
		}
	}
	return results
}
