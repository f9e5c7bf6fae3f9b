package model

import "slices"

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
// differently is in their profiles: see profile.go, and handover.go for who has
// the lock.

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
	switch m.profile().check {
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
	if m.joinUnseen(c, t) {
		return
	}
	if m.get(c, wMonitorWaiters) == 0 {
		m.set(c, wMonitorWaiters, m.newList(2))
	}
	m.listAppend(m.get(c, wMonitorWaiters), t)
}

func (m *machine) removeWaiter(c, t Value) {
	if l := m.get(c, wMonitorWaiters); l != 0 {
		m.listRemoveRef(l, t)
		if m.listLen(l) == 0 && !m.apart(l) {
			m.set(c, wMonitorWaiters, 0)
		}
	}
}

// selectWaiters is notify(n): it selects n of the waiters, or everyone.
func (m *machine) selectWaiters(c Value, n int, text string) {
	if m.selectUnseen(c, n, text) {
		return
	}
	if n == everyone {
		n = len(m.waiters(c))
	}
	p, met := m.profile(), 0
	for ; n > met; met++ {
		ws := m.waiters(c)
		if len(ws) == 0 {
			break
		}
		i := 0
		if p.selection == selectAny && len(ws) > 1 {
			i = m.chooseItem(ws, "the waiter that is selected")
		}
		w := ws[i]
		m.removeWaiter(c, w)
		m.setThreadFlag(w, threadSelected, true)
		m.event(EvSelect, m.thread(), w, c, text)
		switch depth := m.get(w, wThreadArg2).int(); {
		case depth == 0: // it waits without a lock
		case p.relock == relockMorph:
			m.queueFor(m.get(c, wMonitorLock), w, depth)
		case p.relock == relockHandoff:
			m.giveUp(c, w)
		}
	}
	if text == "" {
		m.eventNotify(c, n, met)
	}
}

// relockWays are the ways of a waiter that has only the lock to wait for.
func (m *machine) relockWays(t, l Value) (w ways) {
	p := m.profile()
	if (p.expired == expiredLoses || p.expired == expiredForwards) && !m.threadFlag(t, threadExpired) && m.get(t, wThreadArg) != None && !m.ownedBy(l, t) {
		w = canExpire
	}
	there := m.ownedBy(l, t)
	switch {
	case m.get(t, wThreadArg2).int() == 0:
		there = true
	case p.relock == relockAny:
		there = m.mutexFree(l)
	case m.lockQueues():
		there = there || m.first(l, t) || !slices.Contains(m.lockQueue(l), t)
	}
	if there {
		w |= canRun
	}
	return w
}

// expire ends the time of a waiter.
func (m *machine) expire(t, c Value) {
	p, l := m.profile(), m.get(c, wMonitorLock)
	m.passTime(t, wayExpire)
	m.setThreadFlag(t, threadExpired, true)
	if p.expired == expiredSelectable {
		m.event(EvWake, t, 0, c, "timeout")
		return
	}
	m.event(EvWake, t, 0, c, "left")
	m.removeWaiter(c, t)
	if m.threadFlag(t, threadSelected) {
		m.unqueue(l, t)
		if p.expired == expiredForwards {
			m.selectWaiters(c, 1, "forwarded")
		}
	}
	if depth := m.get(t, wThreadArg2).int(); depth > 0 && m.lockQueues() {
		m.queueFor(l, t, depth)
	}
}

var opWait, opWaiting, opNotify int

func init() {
	instanceWords[kMonitor] = monitorWords
	opWait = newThreadOp(threadOp{name: "wait", ways: always, do: func(m *machine, t Value, w way) Value {
		c := m.get(t, wThreadObj)
		l := m.get(c, wMonitorLock)
		if !m.ownedBy(l, t) {
			m.breaks(locksUnseen)
		}
		free := m.waitsFree(l)
		if !m.owns(c) || !free && (m.mutexFree(l) || m.reentrant(l) && !m.ownedBy(l, t)) {
			return m.raise(tRuntimeError, "cannot wait on un-acquired lock")
		}
		if m.leaving(c) {
			return 0
		}
		m.addWaiter(c, t)
		m.setThreadFlag(t, threadSelected, false)
		m.set(t, wThreadArg2, rawInt(0))
		if !free {
			m.set(t, wThreadArg2, m.get(l, wMutexDepth))
			m.freeMutex(l)
		}
		m.event(EvWaitBegin, t, 0, c, "")
		m.set(t, wThreadOp, rawInt(int64(opWaiting)))
		m.setThreadFlag(t, threadExpired, m.atOnce(m.get(t, wThreadArg)))
		if m.threadFlag(t, threadExpired) && m.profile().expired != expiredSelectable {
			m.expire(t, c)
		}
		m.blocked = true
		return 0
	}})
	opWaiting = newThreadOp(threadOp{name: "wait", ways: func(m *machine, t Value) (w ways) {
		if m.threadFlag(t, threadSelected|threadExpired) {
			return m.relockWays(t, m.get(m.get(t, wThreadObj), wMonitorLock))
		}
		if m.get(t, wThreadArg) != None {
			w |= canExpire
		}
		if most := m.profile().spurious; most < 0 || m.spuriousWakes(t) < most {
			w |= canWakeSelf
		}
		return w
	}, do: func(m *machine, t Value, w way) Value {
		c := m.get(t, wThreadObj)
		l, depth := m.get(c, wMonitorLock), m.get(t, wThreadArg2).int()
		switch w {
		case wayExpire:
			m.expire(t, c)
			m.blocked = true
			return 0
		case waySpurious:
			m.removeWaiter(c, t)
			m.setThreadFlag(t, threadSelected, true)
			if m.profile().spurious > 0 {
				m.set(t, wThreadFlags, rawInt(m.get(t, wThreadFlags).int()+1<<spuriousShift))
			}
			m.event(EvWake, t, 0, c, "spurious")
			m.blocked = true
			return 0
		}
		if m.first(l, t) {
			m.unqueue(l, t)
			m.takeMutex(l, t, depth)
		} else if depth > 0 && m.lockQueues() && !m.ownedBy(l, t) {
			m.queueFor(l, t, depth)
			if !m.ownedBy(l, t) {
				m.blocked = true
				return 0
			}
		}
		expired := m.threadFlag(t, threadExpired)
		if depth > 0 && !m.ownedBy(l, t) {
			m.takeMutex(l, t, depth)
		}
		if expired { // otherwise it has been taken out when it was selected
			m.removeWaiter(c, t)
		}
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
		n := everyone
		if a := m.get(t, wThreadArg); a != None {
			n = int(a.int())
		}
		if m.leaving(c) {
			return 0
		}
		m.selectWaiters(c, n, "")
		if m.blocked {
			return 0
		}
		return None
	}})
	def("threading._Condition.__init__", "self, lock=", func(m *machine, a []Value) Value {
		l := a[1]
		if l == 0 || l == None {
			l = m.newRMutex()
		} else if !m.is(l, kMutex) {
			return m.unsupported("condition-lock", "a Condition with a lock of type "+m.typeName(l)+" is not modelled", "give it a Lock or an RLock")
		}
		m.set(a[0], wMonitorLock, l)
		m.note(a[0])
		return None
	})
	def("threading._Condition.wait", "self, timeout=", func(m *machine, a []Value) Value {
		if t := a[1]; t != 0 && t != None {
			if _, ok := m.seconds(t); !ok || !m.offers(m.profile().timeouts, "wait with a timeout", "leave the timeout out, or choose another profile") {
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
			n = rawInt(min(a[1].int(), everyone-1))
		}
		if n != rawInt(1) && !m.offers(m.profile().broadcast, "way to notify more than one waiter", noBroadcast) {
			return 0
		}
		return m.park(opNotify, a[0], n, 0)
	})
	all := func(m *machine, a []Value) Value {
		if !m.offers(m.profile().broadcast, "notify_all", noBroadcast) {
			return 0
		}
		if m.overridden(a[0], "notify") != 0 {
			return m.unsupported("condition-subclass", "super().notify_all() in a condition with a notify of its own is not modelled", "call self.notify(n) instead")
		}
		return m.park(opNotify, a[0], None, 0)
	}
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
		m.breaks(locksUnseen)
		m.current, a[0] = m.thread(), orNone(a[0])
		return boolValue(m.owns(a[0]))
	})
	// Only who holds the lock changes that.
	def("threading._Condition._waiting", "self, /", func(m *machine, a []Value) Value {
		return rawInt(int64(len(m.waiters(a[0]))))
	})
	def("threading._Condition._lock_of", "self, /", func(m *machine, a []Value) Value { return lock(m, a[0]) })
}

const noBroadcast = "let each waiter notify the next, or choose another profile"

// spuriousWakes is how often a thread has woken without a notify, where that is
// counted.
func (m *machine) spuriousWakes(t Value) int {
	return int(m.get(t, wThreadFlags).int() >> spuriousShift)
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
