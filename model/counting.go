package model

// Who waits for several tasks counts them: gather, asyncio.wait and TaskGroup have a
// callback with each. Where that does nothing but count one more, and it is not the
// last, nobody sees when it runs.

// That nobody looks at the tasks of a TaskGroup, or at its repr, which has their number,
// is taken for granted and watched.
func init() {
	def("asyncio._counts_seen", "", func(m *machine, a []Value) Value {
		m.breaks(countsUnseen)
		return None
	})
}

// onlyCounts reports whether a ready handle does nothing but count a future that has
// ended, and others are still to come.
func (m *machine) onlyCounts(h Value) bool {
	if m.get(h, wHandleType).int() != hFuture {
		return false
	}
	by, f := m.get(h, wHandleA), m.get(h, wHandleB)
	returned := m.futState(f) == futFinished
	switch {
	case m.is(by, kFuture) && m.get(by, wClass) == tGatheringFuture.value():
		return !m.futDone(by) && (returned || m.futFlag(by, gatherReturnExceptions)) &&
			m.get(by, wGatherFinished).int()+1 < m.get(by, wGatherNumber).int()
	case !m.is(by, kMethod) || !m.is(m.get(by, 1), kFunc) || !m.is(m.get(by, 2), kInstance):
		return false
	}
	of := func(name string) Value { return m.ownValue(m.get(by, 2), m.str(name)) }
	switch c := m.prog.codes[m.get(m.get(by, 1), 1).int()]; {
	case !c.lib:
		return false
	case c.QualName == "_Wait.on_done":
		left, until := of("left"), of("until")
		return left.isInt() && left.int() > 1 && (until == m.str("ALL_COMPLETED") || returned && until == m.str("FIRST_EXCEPTION"))
	case c.QualName == "TaskGroup._on_task_done":
		tasks := of("_left")
		return m.red.assumed&countsUnseen != 0 && returned && m.is(tasks, kSet) && m.tableLen(tasks) > 1
	}
	return false
}
