package model

// asyncio.Condition: [class, dict, lock, waiters, loop (see bound.go)]. Source: CPython
// asyncio/locks.py, 3.8 to 3.13, by behaviour. The waiters are futures in a list
// in the order in which they began to wait, 0 if there are none.
//
// A wait, from begin to return:
//
//	check locked() → release the lock and enqueue, in one step → sleep
//	→ selected by a notify, or cancelled → leave the queue
//	→ take the lock again, as often as it takes: a cancellation here is
//	  remembered and raised when the lock is held
//	→ return True, or raise
//
// If the wait raises, what becomes of a notification that may have selected it
// is semantics.conditionAbort.

const (
	wCondLock    = 3
	wCondWaiters = 4

	conditionWords = 6
)

var tCondition = typ("asyncio.Condition", tObject, kCondition)

// A wait's coroutine has the condition as self and these slots.
const (
	waitFuture = iota // the future that it sleeps on, then that of the lock
	waitExc           // what the sleep raised, or 0
	waitRelock        // the cancellation that came while the lock was taken again, or 0
	waitPred          // wait_for: the predicate
)

// Program counters of a wait.
const (
	waitStart = iota
	waitSleeping
	waitRelocking
)

// waitStep runs a wait on. When it is over it returns coDone, or coRaise with
// the exception pending; the lock is held then in either case.
func (m *machine) waitStep(co Co, exc Value) (Value, coStatus) {
	c := co.self()
	lock := m.get(c, wCondLock)
	switch co.pc() {
	case waitStart:
		free := m.unlocked(lock)
		if !free && !m.lockLocked(lock) {
			m.raise(tRuntimeError, "cannot wait on un-acquired lock")
			return 0, coRaise
		}
		f := m.enqueue(c, wCondWaiters)
		if f == 0 {
			return 0, coRaise
		}
		if !free {
			m.releaseLock(lock)
		}
		m.event(EvWaitBegin, m.current, 0, c, "")
		co.setSlot(waitFuture, f)
		co.setPC(waitSleeping)
		return f, coYield
	case waitSleeping:
		f := co.slot(waitFuture)
		exc = m.awaited(f, exc)
		m.event(EvWake, m.current, 0, c, "")
		if gone := m.dequeue(c, wCondWaiters, f); gone != 0 {
			exc = gone
		}
		co.setSlot(waitExc, exc)
	case waitRelocking:
		f := co.slot(waitFuture)
		if m.lockResumed(lock, f, m.awaited(f, exc)) {
			return m.waitOver(co)
		}
		if !m.isInstance(m.exc, tCancelledError.value()) {
			return 0, coRaise
		}
		co.setSlot(waitRelock, m.exc)
		m.exc = 0
	}
	if m.unlocked(lock) || m.tryLock(lock) {
		return m.waitOver(co)
	}
	f := m.lockQueued(lock)
	if f == 0 {
		return 0, coRaise
	}
	co.setSlot(waitFuture, f)
	co.setPC(waitRelocking)
	return f, coYield
}

// waitOver ends a wait: the lock is held again.
func (m *machine) waitOver(co Co) (Value, coStatus) {
	c := co.self()
	exc := co.slot(waitExc)
	if r := co.slot(waitRelock); r != 0 {
		exc = r
		if m.prog.sem.bareRelockCancel {
			exc = m.newException(tCancelledError.value())
		}
	}
	m.event(EvRelock, m.current, 0, c, "")
	if exc == 0 {
		m.waitEnd(c, "ok")
		return True, coDone
	}
	m.waitEnd(c, "cancel")
	if m.prog.sem.conditionAbort == tokenAlwaysForwarded {
		m.forwarding = true
		m.notify(c, 1)
		m.forwarding = false
	}
	m.exc = exc
	return 0, coRaise
}

// waitEnd tells that a wait has ended. In a wait of the program's own that tells of
// itself it is a part of it.
func (m *machine) waitEnd(c Value, text string) {
	if m.prog.ownConditions && m.ownWait(m.fr) == c {
		m.inner(EvWaitEnd, c, text)
		return
	}
	m.event(EvWaitEnd, m.current, 0, c, text)
}

// notify selects up to n waiters, the longest waiting first.
func (m *machine) notify(c Value, n int) {
	met := 0
	if ws := m.get(c, wCondWaiters); ws != 0 {
		for i := range m.queueItems(ws) {
			if met >= n {
				break
			}
			f := m.queueItems(ws)[i]
			if !m.futDone(f) {
				met++
				text := ""
				if m.forwarding {
					text = "forwarded"
				}
				m.event(EvSelect, m.current, f, c, text)
				m.resolve(f, futFinished, False)
			}
		}
	}
	m.eventNotify(c, n, met)
}

// notifyChecked is cond.notify(n).
func (m *machine) notifyChecked(c Value, n int) Value {
	if l := m.get(c, wCondLock); !m.lockLocked(l) && !m.unlocked(l) {
		return m.raise(tRuntimeError, "cannot notify on un-acquired lock")
	}
	m.notify(c, n)
	return None
}

var coWait, coWaitFor int

func init() {
	instanceWords[kCondition] = conditionWords
	coWait = coro("Condition.wait", func(m *machine, co Co, sent, exc Value) (Value, coStatus) {
		return m.waitStep(co, exc)
	})
	coWaitFor = coro("Condition.wait_for", func(m *machine, co Co, sent, exc Value) (Value, coStatus) {
		for {
			if co.pc() == waitStart {
				v := m.call(co.slot(waitPred))
				if v == 0 {
					return 0, coRaise
				}
				ok := m.truth(v)
				if m.exc != 0 {
					return 0, coRaise
				}
				if ok {
					return v, coDone
				}
			}
			v, st := m.waitStep(co, exc)
			if st != coDone {
				return v, st
			}
			exc = 0
			co.setPC(waitStart)
			co.setSlot(waitFuture, 0)
		}
	})
	def("asyncio.Condition.__init__", "self, lock=, *, loop=", func(m *machine, a []Value) Value {
		l := a[1]
		if l == 0 || l == None {
			l = m.newInstance(kLock, tLock.value())
			m.set(l, wLocked, False)
			m.note(l)
			if !m.bindNew(l) {
				return 0
			}
		} else if !m.is(l, kLock) {
			return m.unsupported("condition-lock", "a Condition with a lock of type "+m.typeName(l)+" is not modelled", "give it an asyncio.Lock, or an object of a class derived from it")
		}
		m.set(a[0], wCondLock, l)
		m.note(a[0])
		if !m.bindNew(a[0]) {
			return 0
		}
		return None
	})
	def("asyncio.Condition.wait", "self, /", func(m *machine, a []Value) Value {
		if m.ownLock(a[0]) {
			return m.call(m.library("_wait"), a[0])
		}
		return m.newCo(coWait, a[0])
	})
	def("asyncio.Condition.wait_for", "self, predicate", func(m *machine, a []Value) Value {
		if m.overridden(a[0], "wait") != 0 || m.ownLock(a[0]) {
			return m.call(m.library("_wait_for"), a[0], a[1])
		}
		return m.newCo(coWaitFor, a[0], 0, 0, 0, a[1])
	})
	def("asyncio.Condition.notify", "self, n=", func(m *machine, a []Value) Value {
		n := 1
		if a[1] != 0 {
			if !a[1].isInt() {
				return m.raise(tTypeError, "'>=' not supported between instances of 'int' and '%s'", m.typeName(a[1]))
			}
			n = int(min(a[1].int(), 1<<30))
		}
		return m.notifyChecked(a[0], n)
	})
	def("asyncio.Condition.notify_all", "self, /", func(m *machine, a []Value) Value {
		n := 0
		if ws := m.get(a[0], wCondWaiters); ws != 0 {
			n = len(m.queueItems(ws))
		}
		if f := m.overridden(a[0], "notify"); f != 0 {
			if m.call(f, rawInt(int64(n))) == 0 {
				return 0
			}
			return None
		}
		return m.notifyChecked(a[0], n)
	})
	def("asyncio.Condition.locked", "self, /", func(m *machine, a []Value) Value {
		return boolValue(m.lockLocked(m.get(a[0], wCondLock)))
	})
	def("asyncio.Condition.acquire", "self, /", func(m *machine, a []Value) Value {
		if f := m.overridden(a[0], "acquire"); f != 0 {
			return m.call(f)
		}
		return m.newCo(coAcquire, m.get(a[0], wCondLock))
	})
	def("asyncio.Condition.release", "self, /", func(m *machine, a []Value) Value {
		if f := m.overridden(a[0], "release"); f != 0 {
			return m.call(f)
		}
		if !m.releaseLock(m.get(a[0], wCondLock)) {
			return 0
		}
		return None
	})
	def("asyncio.Condition.__aenter__", "self, /", func(m *machine, a []Value) Value {
		m.made(a[0])
		if f := m.overridden(a[0], "acquire"); f != 0 {
			return m.call(f)
		}
		return m.newCo(coLockEnter, m.get(a[0], wCondLock))
	})
	def("asyncio.Condition.__aexit__", "self, *exc", func(m *machine, a []Value) Value {
		return m.newCo(coLockExit, m.get(a[0], wCondLock))
	})
}
