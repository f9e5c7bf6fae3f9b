package model

// threading.Condition: [class, dict, lock, waiters]. Source: CPython
// Lib/threading.py, 3.8 to 3.13, by behaviour. The waiters are threads in a list
// in the order in which they began to wait, 0 if there are none.
//
// A wait, from begin to return:
//
//	check the lock → enqueue and free the lock, however often it was taken, in
//	one step → sleep → selected by a notify, or the time is over
//	→ take the lock again, as often as it had been taken → leave the queue
//	→ return whether it was selected in time
//
// A thread whose time is over leaves the queue only when it has the lock again:
// until then a notify may select it, and is lost. What other runtimes do
// differently is semantics.monitor.

const (
	wMonitorLock    = 3
	wMonitorWaiters = 4

	monitorWords = 5
)

var _ = typ("threading._Condition", tObject, kMonitor)

// owns reports whether the running thread may wait on and notify a condition.
func (m *machine) owns(c Value) bool {
	l := m.get(c, wMonitorLock)
	if m.waitsFree(l) {
		return true
	}
	switch m.prog.sem.monitor.check {
	case checkNone:
		return true
	case checkOwner:
		return m.ownedBy(l, m.thread())
	}
	if m.reentrant(l) {
		return m.ownedBy(l, m.thread())
	}
	return !m.mutexFree(l)
}

func (m *machine) waiters(c Value) []Value {
	if l := m.get(c, wMonitorWaiters); l != 0 {
		return m.listItems(l)
	}
	return nil
}

func (m *machine) addWaiter(c, t Value) {
	if m.get(c, wMonitorWaiters) == 0 {
		m.set(c, wMonitorWaiters, m.newList(2))
	}
	m.listAppend(m.get(c, wMonitorWaiters), t)
}

func (m *machine) removeWaiter(c, t Value) {
	if l := m.get(c, wMonitorWaiters); l != 0 {
		m.listRemoveRef(l, t)
		if m.listLen(l) == 0 {
			m.set(c, wMonitorWaiters, 0)
		}
	}
}

// selectWaiters is notify(n): it selects n of the waiters.
func (m *machine) selectWaiters(c Value, n int64) {
	met := 0
	for ; n > int64(met); met++ {
		ws := m.waiters(c)
		if !m.prog.sem.monitor.timedOutSelectable {
			ws = m.sleeping(ws)
		}
		if len(ws) == 0 {
			break
		}
		i := 0
		if m.prog.sem.monitor.selectAny {
			i = m.chooseItem(ws, "the waiter that is selected")
		}
		w := ws[i]
		m.removeWaiter(c, w)
		m.setThreadFlag(w, threadSelected, true)
		m.event(EvSelect, m.thread(), w, c, "")
	}
	m.eventNotify(c, int(n), met)
}

// sleeping are those whose time is not over.
func (m *machine) sleeping(ws []Value) (out []Value) {
	for _, t := range ws {
		if !m.threadFlag(t, threadExpired) {
			out = append(out, t)
		}
	}
	return out
}

var opWait, opWaiting, opNotify int

func init() {
	instanceWords[kMonitor] = monitorWords
	opWait = newThreadOp(threadOp{name: "wait", ways: always, do: func(m *machine, t Value, w way) Value {
		c := m.get(t, wThreadObj)
		if !m.ownedBy(m.get(c, wMonitorLock), t) {
			m.breaks(locksUnseen)
		}
		if !m.owns(c) {
			return m.raise(tRuntimeError, "cannot wait on un-acquired lock")
		}
		m.addWaiter(c, t)
		depth := int64(0)
		if l := m.get(c, wMonitorLock); !m.waitsFree(l) {
			depth = m.freeMutex(l)
		}
		m.event(EvWaitBegin, t, 0, c, "")
		m.set(t, wThreadOp, rawInt(int64(opWaiting)))
		m.set(t, wThreadArg2, rawInt(depth))
		m.setThreadFlag(t, threadSelected, false)
		m.setThreadFlag(t, threadExpired, m.atOnce(m.get(t, wThreadArg)))
		m.blocked = true
		return 0
	}})
	opWaiting = newThreadOp(threadOp{name: "wait", ways: func(m *machine, t Value) (w ways) {
		if m.threadFlag(t, threadSelected|threadExpired) {
			if m.mutexFree(m.get(m.get(t, wThreadObj), wMonitorLock)) || m.get(t, wThreadArg2).int() == 0 {
				return canRun
			}
			return 0
		}
		if m.get(t, wThreadArg) != None {
			w |= canExpire
		}
		if m.prog.sem.monitor.spurious {
			w |= canWakeSelf
		}
		return w
	}, do: func(m *machine, t Value, w way) Value {
		c := m.get(t, wThreadObj)
		switch w {
		case wayExpire:
			m.passTime(t, w)
			m.setThreadFlag(t, threadExpired, true)
			m.event(EvWake, t, 0, c, "timeout")
			m.blocked = true
			return 0
		case waySpurious:
			m.removeWaiter(c, t)
			m.setThreadFlag(t, threadSelected, true)
			m.event(EvWake, t, 0, c, "spurious")
			m.blocked = true
			return 0
		}
		expired := m.threadFlag(t, threadExpired)
		if depth := m.get(t, wThreadArg2).int(); depth > 0 {
			m.takeMutex(m.get(c, wMonitorLock), t, depth)
		}
		m.removeWaiter(c, t)
		m.setThreadFlag(t, threadSelected|threadExpired, false)
		m.event(EvRelock, t, 0, c, "")
		text := "ok"
		if expired {
			text = "timeout"
		}
		m.event(EvWaitEnd, t, 0, c, text)
		return boolValue(!expired)
	}, wait: func(m *machine, t Value) (string, Value) {
		c := m.get(t, wThreadObj)
		if m.threadFlag(t, threadSelected|threadExpired) {
			held, h := m.heldText(m.get(c, wMonitorLock))
			return "the lock of " + m.nameOf(c) + ", to return from wait" + held, h
		}
		return "a notify of " + m.nameOf(c) + m.queuedText(m.waiters(c), t), 0
	}})
	opNotify = newThreadOp(threadOp{name: "notify", ways: always, do: func(m *machine, t Value, w way) Value {
		c := m.get(t, wThreadObj)
		if !m.ownedBy(m.get(c, wMonitorLock), t) {
			m.breaks(locksUnseen)
		}
		if !m.owns(c) {
			return m.raise(tRuntimeError, "cannot notify on un-acquired lock")
		}
		n := int64(len(m.waiters(c)))
		if a := m.get(t, wThreadArg); a != None {
			n = a.int()
		}
		m.selectWaiters(c, n)
		return None
	}})
	def("threading._Condition.__init__", "self, lock=", func(m *machine, a []Value) Value {
		l := a[1]
		if l == 0 || l == None {
			l = m.newInstance(kMutex, tRMutex.value())
			m.set(l, wMutexDepth, rawInt(0))
			m.note(l)
		} else if !m.is(l, kMutex) {
			return m.unsupported("condition-lock", "a Condition with a lock of type "+m.typeName(l)+" is not modelled", "give it a Lock or an RLock")
		}
		m.set(a[0], wMonitorLock, l)
		m.note(a[0])
		return None
	})
	def("threading._Condition.wait", "self, timeout=", func(m *machine, a []Value) Value {
		if t := a[1]; t != 0 && t != None {
			if _, ok := m.seconds(t); !ok {
				return 0
			}
			m.breaks(waitsForEver)
		}
		return m.park(opWait, a[0], orNone(a[1]), 0)
	})
	def("threading._Condition.notify", "self, n=", func(m *machine, a []Value) Value {
		n := rawInt(1)
		if a[1] != 0 {
			if !a[1].isInt() {
				return m.raise(tTypeError, "'>' not supported between instances of '%s' and 'int'", m.typeName(a[1]))
			}
			n = rawInt(min(a[1].int(), 1<<30))
		}
		return m.park(opNotify, a[0], n, 0)
	})
	all := func(m *machine, a []Value) Value { return m.park(opNotify, a[0], None, 0) }
	def("threading._Condition.notify_all", "self, /", all)
	def("threading._Condition.notifyAll", "self, /", all)
	lock := func(m *machine, c Value) Value { return m.get(c, wMonitorLock) }
	def("threading._Condition.acquire", "self, blocking=, timeout=", func(m *machine, a []Value) Value {
		args := append([]Value{lock(m, a[0])}, a[1], a[2])
		return nativeOf(tMutex.attrs["acquire"]).fn(m, args)
	})
	def("threading._Condition.release", "self, /", func(m *machine, a []Value) Value { return m.mutexRelease(lock(m, a[0])) })
	def("threading._Condition.__enter__", "self, /", func(m *machine, a []Value) Value { return m.mutexAcquire(lock(m, a[0]), None) })
	def("threading._Condition.__exit__", "self, *exc", func(m *machine, a []Value) Value { return m.mutexRelease(lock(m, a[0])) })
	def("threading._Condition._is_owned", "self, /", func(m *machine, a []Value) Value {
		m.current, a[0] = m.thread(), orNone(a[0])
		return boolValue(m.owns(a[0]))
	})
	def("threading._Condition._lock_of", "self, /", func(m *machine, a []Value) Value { return lock(m, a[0]) })
}

// queuedText says at which place of a queue a thread is.
func (m *machine) queuedText(queue []Value, t Value) string {
	for i, w := range queue {
		if w == t {
			return " (waiter " + itoa(i+1) + " of " + itoa(len(queue)) + ")"
		}
	}
	return ""
}
