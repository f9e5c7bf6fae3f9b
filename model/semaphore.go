package model

// asyncio.Semaphore and BoundedSemaphore: [class, dict, value, waiters, bound,
// scheduled, loop (see bound.go)]. bound is None for a plain semaphore. Source: CPython
// asyncio/locks.py; its four designs are semantics.semaphore.

const (
	wSemValue     = 3
	wSemWaiters   = 4
	wSemBound     = 5
	wSemScheduled = 6

	semaphoreWords = 8
)

var (
	tSemaphore = typ("asyncio.Semaphore", tObject, kSemaphore)
	_          = typ("asyncio.BoundedSemaphore", tSemaphore, kSemaphore)
)

func (m *machine) semValue(s Value) int64       { return m.get(s, wSemValue).int() }
func (m *machine) setSemValue(s Value, n int64) { m.set(s, wSemValue, m.int(n)) }

func (m *machine) semLocked(s Value) bool {
	if m.semValue(s) == 0 {
		return true
	}
	if m.prog.sem.semaphore >= semHandoff {
		if ws := m.get(s, wSemWaiters); ws != 0 {
			for _, w := range m.queueItems(ws) {
				if m.futState(w) != futCancelled {
					return true
				}
			}
		}
	}
	return false
}

// semWake wakes the next waiter and reports whether there was one.
func (m *machine) semWake(s Value) bool {
	ws := m.get(s, wSemWaiters)
	if ws == 0 {
		return false
	}
	if m.prog.sem.semaphore >= semHandoff {
		for _, f := range m.queueItems(ws) {
			if !m.futDone(f) {
				m.setSemValue(s, m.semValue(s)-1)
				m.resolve(f, futFinished, True)
				return true
			}
		}
		return false
	}
	for len(m.queueItems(ws)) > 0 {
		f := m.queueItems(ws)[0]
		m.dequeue(s, wSemWaiters, f)
		if !m.futDone(f) {
			m.resolve(f, futFinished, None)
			if m.prog.sem.semaphore == semScheduled {
				m.set(s, wSemScheduled, True)
			}
			return true
		}
	}
	return false
}

// semAcquire runs an acquire on.
func (m *machine) semAcquire(co Co, exc Value) (Value, coStatus) {
	s := co.self()
	design := m.prog.sem.semaphore
	if co.pc() == 1 {
		f := co.slot(0)
		exc = m.awaited(f, exc)
		if exc != 0 {
			m.semAborted(s, f)
			m.exc = exc
			return 0, coRaise
		}
		switch design {
		case semScheduled:
			m.set(s, wSemScheduled, False)
		case semHandoff:
			m.dequeue(s, wSemWaiters, f)
			if m.semValue(s) > 0 {
				m.semWake(s)
			}
		case semHandoffAll:
			m.dequeue(s, wSemWaiters, f)
			for m.semValue(s) > 0 && m.semWake(s) {
			}
		}
		if design >= semHandoff {
			m.event(EvAcquire, m.current, 0, s, "")
			return True, coDone
		}
	}
	var free bool
	switch design {
	case semBarging:
		free = m.semValue(s) > 0
	case semScheduled:
		free = m.get(s, wSemScheduled) != True && m.semValue(s) > 0
	default:
		free = !m.semLocked(s)
	}
	if free {
		m.setSemValue(s, m.semValue(s)-1)
		m.event(EvAcquire, m.current, 0, s, "")
		return True, coDone
	}
	f := m.enqueue(s, wSemWaiters)
	if f == 0 {
		return 0, coRaise
	}
	m.event(EvBlock, m.current, 0, s, "")
	co.setSlot(0, f)
	co.setPC(1)
	return f, coYield
}

// semAborted is the way out of an acquire whose wait on f raised.
func (m *machine) semAborted(s, f Value) {
	switch m.prog.sem.semaphore {
	case semBarging:
		// A woken waiter that is cancelled passes the wakeup on.
		wasCancelled := m.futState(f) == futCancelled
		if m.semValue(s) > 0 && !wasCancelled {
			m.semWake(s)
		}
	case semScheduled:
		m.semWake(s)
	case semHandoff:
		m.dequeue(s, wSemWaiters, f)
		if m.futState(f) != futCancelled {
			m.setSemValue(s, m.semValue(s)+1)
			m.semWake(s)
		}
	case semHandoffAll:
		m.dequeue(s, wSemWaiters, f)
		if m.futDone(f) && m.futState(f) != futCancelled {
			m.setSemValue(s, m.semValue(s)+1)
		}
		for m.semValue(s) > 0 && m.semWake(s) {
		}
	}
}

func (m *machine) semRelease(s Value) bool {
	if b := m.get(s, wSemBound); b.isInt() && m.semValue(s) >= b.int() {
		m.raise(tValueError, "BoundedSemaphore released too many times")
		return false
	}
	m.setSemValue(s, m.semValue(s)+1)
	m.event(EvRelease, m.current, 0, s, "")
	m.semWake(s)
	return true
}

func init() {
	instanceWords[kSemaphore] = semaphoreWords
	acquire := coro("Semaphore.acquire", func(m *machine, co Co, sent, exc Value) (Value, coStatus) {
		return m.semAcquire(co, exc)
	})
	enter := coro("Semaphore.__aenter__", func(m *machine, co Co, sent, exc Value) (Value, coStatus) {
		v, st := m.semAcquire(co, exc)
		if st == coDone {
			v = None
		}
		return v, st
	})
	exit := coro("Semaphore.__aexit__", func(m *machine, co Co, sent, exc Value) (Value, coStatus) {
		if f := m.overridden(co.self(), "release"); f != 0 {
			if m.call(f) == 0 {
				return 0, coRaise
			}
		} else if !m.semRelease(co.self()) {
			return 0, coRaise
		}
		return None, coDone
	})
	start := func(bounded bool) nativeFunc {
		return func(m *machine, a []Value) Value {
			v := a[1]
			if v == 0 {
				v = rawInt(1)
			}
			if !v.isInt() {
				return m.raise(tTypeError, "the value of a Semaphore must be an int, not '%s'", m.typeName(v))
			}
			if v.int() < 0 {
				return m.raise(tValueError, "Semaphore initial value must be >= 0")
			}
			m.set(a[0], wSemValue, v)
			m.set(a[0], wSemBound, None)
			if bounded {
				m.set(a[0], wSemBound, v)
			}
			m.note(a[0])
			if !m.bindNew(a[0]) {
				return 0
			}
			return None
		}
	}
	def("asyncio.Semaphore.__init__", "self, value=, *, loop=", start(false))
	def("asyncio.BoundedSemaphore.__init__", "self, value=, *, loop=", start(true))
	def("asyncio.Semaphore.locked", "self, /", func(m *machine, a []Value) Value { return boolValue(m.semLocked(a[0])) })
	def("asyncio.Semaphore.acquire", "self, /", func(m *machine, a []Value) Value { return m.newCo(acquire, a[0]) })
	def("asyncio.Semaphore.release", "self, /", func(m *machine, a []Value) Value {
		if !m.semRelease(a[0]) {
			return 0
		}
		return None
	})
	def("asyncio.Semaphore.__aenter__", "self, /", func(m *machine, a []Value) Value {
		m.made(a[0])
		if f := m.overridden(a[0], "acquire"); f != 0 {
			return m.call(f)
		}
		return m.newCo(enter, a[0])
	})
	def("asyncio.Semaphore.__aexit__", "self, *exc", func(m *machine, a []Value) Value { return m.newCo(exit, a[0]) })
}
