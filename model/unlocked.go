package model

// What programs are without a lock: the natives of the library modules condcheck
// and condcheck_threads, whose classes stand in for locks that have been taken away.
//
// A NoLock is a lock that any number of tasks hold at a time: its field wLocked
// counts them. An unlocked block of a lock is a stretch of a task in which wait and
// notify of the lock's conditions neither ask for the lock nor give it back; the
// tasks that are in one stand in a list in the lock's attribute _free.
//
// For threads it is the same, but that a NoLock counts nobody: its depth is -1.

// openLock reports whether l is a NoLock.
func (m *machine) openLock(l Value) bool { return m.get(l, wLocked).isInt() }

// admit counts one holder more, or less, of a NoLock. It reports false with the
// exception pending if nobody holds it.
func (m *machine) admit(l Value, by int64) bool {
	n := m.get(l, wLocked).int() + by
	if n < 0 {
		m.raise(tRuntimeError, "Lock is not acquired.")
		return false
	}
	m.set(l, wLocked, rawInt(n))
	return true
}

// unlocked reports whether the task that runs is in an unlocked block of l.
func (m *machine) unlocked(l Value) bool {
	free := m.freeTasks(l)
	if free == 0 {
		return false
	}
	for _, t := range m.listItems(free) {
		if t == m.current {
			return true
		}
	}
	return false
}

// freeTasks is the list of the tasks in unlocked blocks of l, 0 if there are none.
func (m *machine) freeTasks(l Value) Value {
	if d := m.get(l, wDict); d != 0 {
		return m.dictGet(d, m.str("_free"))
	}
	return 0
}

// lockOf is the lock of a condition, or the lock itself; 0 for anything else.
func (m *machine) lockOf(obj Value) Value {
	switch m.kindOf(obj) {
	case kLock:
		return obj
	case kCondition:
		return m.get(obj, wCondLock)
	case kMutex:
		return obj
	case kMonitor:
		return m.get(obj, wMonitorLock)
	}
	return 0
}

// openMutex reports whether l is a NoLock of threads.
func (m *machine) openMutex(l Value) bool { return m.get(l, wMutexDepth).int() < 0 }

// waitsFree reports whether the thread that runs waits and notifies without l: l is
// a NoLock, or the thread is in an unlocked block of l and in none that took it.
func (m *machine) waitsFree(l Value) bool {
	return m.openMutex(l) || m.unlocked(l) && !(m.reentrant(l) && m.ownedBy(l, m.thread()))
}

func init() {
	def("condcheck._open", "lock, /", func(m *machine, a []Value) Value {
		m.set(a[0], wLocked, rawInt(0))
		return None
	})
	def("condcheck_threads._open", "lock, /", func(m *machine, a []Value) Value {
		m.set(a[0], wMutexDepth, rawInt(-1))
		return None
	})
	free := func(m *machine, a []Value) Value {
		l := m.lockOf(a[0])
		if l == 0 {
			return None // a semaphore has nothing that asks for it
		}
		free := m.freeTasks(l)
		if free == 0 {
			free = m.newList(1)
			d := m.get(l, wDict)
			if d == 0 {
				d = m.newDict(1)
				m.set(l, wDict, d)
			}
			m.dictSet(d, m.str("_free"), free)
		}
		m.listAppend(free, m.current)
		return None
	}
	bound := func(m *machine, a []Value) Value {
		l := m.lockOf(a[0])
		if l == 0 {
			return None
		}
		if free := m.freeTasks(l); free != 0 {
			m.listRemoveRef(free, m.current)
			if m.listLen(free) == 0 {
				m.dictDel(m.get(l, wDict), m.str("_free"))
			}
		}
		return None
	}
	for _, module := range []string{"condcheck", "condcheck_threads"} {
		def(module+"._free", "obj, /", free)
		def(module+"._bound", "obj, /", bound)
	}
}
