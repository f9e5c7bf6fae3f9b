package model

// asyncio.Lock: [class, dict, locked, waiters, holder, loop (see bound.go)]. Source: CPython
// asyncio/locks.py, the same from 3.8 to 3.13. The waiters are futures in a list,
// 0 if there are none. The lock has no owner: anyone may release it; holder, the
// task that took it last, serves reports and the properties only.
//
// release resolves the first waiter's future but leaves the lock free until that
// waiter runs. A newcomer may take it only if every waiter has been cancelled:
// the head that has been woken but has not run keeps it out.

const (
	wLocked      = 3
	wLockWaiters = 4
	wLockHolder  = 5

	lockWords = 7
)

var tLock = typ("asyncio.Lock", tObject, kLock)

func (m *machine) lockLocked(l Value) bool {
	v := m.get(l, wLocked)
	return v == True || v.isInt() && v.int() > 0
}

// tryLock is the fast path of acquire.
func (m *machine) tryLock(l Value) bool {
	if m.openLock(l) {
		return m.admit(l, 1)
	}
	if m.lockLocked(l) {
		return false
	}
	if ws := m.get(l, wLockWaiters); ws != 0 {
		for _, w := range m.queueItems(ws) {
			if m.futState(w) != futCancelled {
				return false
			}
		}
	}
	m.takeLock(l)
	return true
}

func (m *machine) takeLock(l Value) {
	m.set(l, wLocked, True)
	m.set(l, wLockHolder, m.current)
	m.event(EvAcquire, m.current, 0, l, "")
}

// releaseLock is lock.release(); it reports false with the exception pending.
func (m *machine) releaseLock(l Value) bool {
	if m.openLock(l) {
		return m.admit(l, -1)
	}
	if !m.lockLocked(l) {
		m.raise(tRuntimeError, "Lock is not acquired.")
		return false
	}
	m.freeLock(l)
	m.wakeFirst(m.get(l, wLockWaiters))
	return true
}

func (m *machine) freeLock(l Value) {
	who := m.current
	if h := m.get(l, wLockHolder); h != who && m.waitsFor(h, who) {
		who = h
	}
	m.set(l, wLocked, False)
	m.set(l, wLockHolder, 0)
	m.event(EvRelease, who, 0, l, "")
}

// waitsFor reports whether task t waits for the end of another one: by await, or, up
// to 3.11, in wait_for, which makes a task of what it is given. What that one does
// with the lock of t it does in its name.
func (m *machine) waitsFor(t, other Value) bool {
	if !m.is(t, kTask) || m.futDone(t) {
		return false
	}
	if m.get(t, wTaskWaiter) == other {
		return true
	}
	f := m.leafFrame(t)
	if f == 0 || !m.frameCode(f).lib || m.frameCode(f).Name != "wait_for" {
		return false
	}
	for i := range m.frameCode(f).Locals {
		if m.argument(f, i) == other {
			return true
		}
	}
	return false
}

// wakeFirst resolves the future of the first waiter, if it is not done.
func (m *machine) wakeFirst(waiters Value) {
	if items := m.queueItems(waiters); len(items) > 0 && !m.futDone(items[0]) {
		m.resolve(items[0], futFinished, True)
	}
}

// lockQueued begins to wait for a lock that is not to be had at once. It
// returns 0 with the exception pending if the lock belongs to another loop.
func (m *machine) lockQueued(l Value) Value {
	f := m.enqueue(l, wLockWaiters)
	if f == 0 {
		return 0
	}
	m.event(EvBlock, m.current, 0, l, "")
	return f
}

// lockResumed goes on behind the wait for the lock: exc is what the wait raised.
// It reports false with the exception pending.
func (m *machine) lockResumed(l, f, exc Value) bool {
	if gone := m.dequeue(l, wLockWaiters, f); gone != 0 {
		m.exc = gone
		return false
	}
	if exc == 0 {
		m.takeLock(l)
		return true
	}
	if m.isInstance(exc, tCancelledError.value()) && !m.lockLocked(l) {
		m.wakeFirst(m.get(l, wLockWaiters))
	}
	m.exc = exc
	return false
}

// awaited is what `await fut` raises when it is resumed: exc, or what the
// future holds; 0 if nothing.
func (m *machine) awaited(f, exc Value) Value {
	if exc == 0 && m.futState(f) != futFinished {
		m.futResult(f)
		exc, m.exc = m.exc, 0
	}
	return exc
}

var coAcquire, coLockEnter, coLockExit int

func init() {
	instanceWords[kLock] = lockWords
	acquire := func(result Value) coroFunc {
		return func(m *machine, co Co, sent, exc Value) (Value, coStatus) {
			l := co.self()
			if co.pc() == 0 {
				if m.tryLock(l) {
					return result, coDone
				}
				f := m.lockQueued(l)
				if f == 0 {
					return 0, coRaise
				}
				co.setSlot(0, f)
				co.setPC(1)
				return f, coYield
			}
			f := co.slot(0)
			if !m.lockResumed(l, f, m.awaited(f, exc)) {
				return 0, coRaise
			}
			return result, coDone
		}
	}
	coAcquire = coro("Lock.acquire", acquire(True))
	coLockEnter = coro("Lock.__aenter__", acquire(None))
	coLockExit = coro("Lock.__aexit__", func(m *machine, co Co, sent, exc Value) (Value, coStatus) {
		if f := m.overridden(co.self(), "release"); f != 0 {
			if m.call(f) == 0 {
				return 0, coRaise
			}
		} else if !m.releaseLock(co.self()) {
			return 0, coRaise
		}
		return None, coDone
	})

	def("asyncio.Lock.__init__", "self, *, loop=", func(m *machine, a []Value) Value {
		m.set(a[0], wLocked, False)
		m.note(a[0])
		if !m.bindNew(a[0]) {
			return 0
		}
		return None
	})
	def("asyncio.Lock.locked", "self, /", func(m *machine, a []Value) Value { return boolValue(m.lockLocked(a[0])) })
	def("asyncio.Lock.acquire", "self, /", func(m *machine, a []Value) Value { return m.newCo(coAcquire, a[0]) })
	def("asyncio.Lock.release", "self, /", func(m *machine, a []Value) Value {
		if !m.releaseLock(a[0]) {
			return 0
		}
		return None
	})
	def("asyncio.Lock.__aenter__", "self, /", func(m *machine, a []Value) Value {
		m.made(a[0])
		if f := m.overridden(a[0], "acquire"); f != 0 {
			return m.call(f)
		}
		return m.newCo(coLockEnter, a[0])
	})
	def("asyncio.Lock.__aexit__", "self, *exc", func(m *machine, a []Value) Value {
		return m.newCo(coLockExit, a[0])
	})
}
