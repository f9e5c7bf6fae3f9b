package model

// threading.Lock and RLock: [class, dict, owner, depth, queue]. Source: CPython
// Modules/_threadmodule.c, 3.8 to 3.13, by behaviour. The owner is the thread
// that took it, 0 if it is free. A Lock may be released by anyone: its owner
// serves reports and the properties only. An RLock is taken again by its owner;
// depth is how often it has been taken.
//
// Nobody queues in CPython: whenever the lock is free, every thread that wants it
// may be the one to take it. For other profiles see handover.go.

const (
	wMutexOwner = 3
	wMutexDepth = 4
	wMutexQueue = 5 // of the threads that queue for it, 0 for none

	mutexWords = 6
)

var (
	tMutex  = typ("threading.lock", tObject, kMutex)
	tRMutex = typ("threading.RLock", tObject, kMutex)
)

func (m *machine) reentrant(l Value) bool {
	return m.get(l, wClass) == tRMutex.value()
}

// newRMutex is threading.RLock().
func (m *machine) newRMutex() Value {
	l := m.newInstance(kMutex, tRMutex.value())
	m.set(l, wMutexDepth, rawInt(0))
	m.note(l)
	return l
}

func (m *machine) mutexFree(l Value) bool { return m.get(l, wMutexOwner) == 0 }

func (m *machine) ownedBy(l, t Value) bool { return m.get(l, wMutexOwner) == t }

// takeMutex takes a free lock, depth times.
func (m *machine) takeMutex(l, t Value, depth int64) {
	m.set(l, wMutexOwner, t)
	m.set(l, wMutexDepth, rawInt(depth))
	if m.following() {
		m.noteLock(l, true)
	}
	m.event(EvAcquire, t, 0, l, "")
}

// freeMutex frees a lock however often it was taken, and returns how often that
// was.
func (m *machine) freeMutex(l Value) int64 {
	n := m.get(l, wMutexDepth).int()
	m.set(l, wMutexOwner, 0)
	m.set(l, wMutexDepth, rawInt(0))
	if m.following() {
		m.noteLock(l, false)
	}
	m.event(EvRelease, m.thread(), 0, l, "")
	m.handOver(l)
	return n
}

// mutexAcquire is lock.acquire; timeout is None for no limit.
func (m *machine) mutexAcquire(l, timeout Value) Value {
	t := m.thread()
	if m.openMutex(l) {
		return True
	}
	if m.reentrant(l) && m.ownedBy(l, t) {
		// Nobody else can tell the difference: no step.
		m.set(l, wMutexDepth, rawInt(m.get(l, wMutexDepth).int()+1))
		return True
	}
	if timeout != None {
		m.breaks(locksUnseen)
	}
	return m.park(opAcquire, l, timeout, 0)
}

// mutexRelease is lock.release.
func (m *machine) mutexRelease(l Value) Value {
	t := m.thread()
	if m.openMutex(l) {
		return None
	}
	if m.reentrant(l) {
		if !m.ownedBy(l, t) {
			return m.raise(tRuntimeError, "cannot release un-acquired lock")
		}
		if d := m.get(l, wMutexDepth).int(); d > 1 {
			m.set(l, wMutexDepth, rawInt(d-1))
			return None
		}
	}
	return m.park(opRelease, l, 0, 0)
}

// heldText words who holds a lock.
func (m *machine) heldText(l Value) (text string, holder Value) {
	h := m.get(l, wMutexOwner)
	if h == 0 {
		return "", 0
	}
	text = ", held by " + m.actorName(h)
	if m.threadFlag(h, threadEnded) {
		text += " (which has ended)"
	}
	return text, h
}

// waitForMutex words a wait for a lock.
func waitForMutex(m *machine, t Value) (string, Value) {
	l := m.get(t, wThreadObj)
	held, h := m.heldText(l)
	return "lock " + m.nameOf(l) + held, h
}

var opAcquire, opRelease, opLocked int

func init() {
	instanceWords[kMutex] = mutexWords
	opAcquire = newThreadOp(threadOp{name: "acquire", ways: func(m *machine, t Value) ways {
		if m.lockQueues() && !m.quiet {
			return canRun
		}
		return m.waysUntil(t, m.mutexFree(m.get(t, wThreadObj)))
	}, do: func(m *machine, t Value, w way) Value {
		l := m.get(t, wThreadObj)
		switch {
		case m.lockQueues() && !m.quiet && !m.enters(l) && !m.atOnce(m.get(t, wThreadArg)):
			m.queueFor(l, t, 1)
			m.set(t, wThreadOp, rawInt(int64(opQueued)))
			m.blocked = true
			return 0
		case w == wayExpire || !m.enters(l):
			m.passTime(t, w)
			return False
		}
		m.takeMutex(l, t, 1)
		return True
	}, wait: waitForMutex})
	opRelease = newThreadOp(threadOp{name: "release", ways: always, do: func(m *machine, t Value, w way) Value {
		l := m.get(t, wThreadObj)
		if !m.ownedBy(l, t) {
			m.breaks(locksUnseen)
		}
		if m.mutexFree(l) {
			return m.raise(tRuntimeError, "release unlocked lock")
		}
		m.freeMutex(l)
		return None
	}})
	fresh := func(m *machine, a []Value) Value {
		m.set(a[0], wMutexDepth, rawInt(0))
		m.note(a[0])
		return None
	}
	acquire := func(m *machine, a []Value) Value {
		blocking := a[1] == 0 || m.truth(a[1])
		timeout := None
		if a[2] != 0 {
			d, ok := m.seconds(a[2])
			switch {
			case !ok:
				return 0
			case !blocking && d != -1:
				return m.raise(tValueError, "can't specify a timeout for a non-blocking call")
			case d < 0 && d != -1:
				return m.raise(tValueError, "timeout value must be %s", map[bool]string{true: "a non-negative number", false: "positive"}[m.cfg.Minor >= 13])
			case d != -1:
				timeout = a[2]
			}
		}
		if !blocking {
			timeout = rawInt(0)
		}
		return m.mutexAcquire(a[0], timeout)
	}
	for _, typ := range []string{"threading.lock", "threading.RLock"} {
		def(typ+".__init__", "self", fresh)
		def(typ+".acquire", "self, blocking=, timeout=", acquire)
		def(typ+".release", "self, /", func(m *machine, a []Value) Value { return m.mutexRelease(a[0]) })
		def(typ+".__enter__", "self, /", func(m *machine, a []Value) Value { return m.mutexAcquire(a[0], None) })
		def(typ+".__exit__", "self, *exc", func(m *machine, a []Value) Value { return m.mutexRelease(a[0]) })
	}
	locked := func(m *machine, a []Value) Value {
		m.breaks(locksUnseen)
		return m.park(opLocked, a[0], 0, 0)
	}
	def("threading.lock.locked", "self, /", locked)
	def("threading.RLock.locked", "self, /", locked).from(14)
	opLocked = newThreadOp(threadOp{name: "locked", ways: always, do: func(m *machine, t Value, w way) Value {
		return boolValue(!m.mutexFree(m.get(t, wThreadObj)))
	}})
	def("threading.RLock._is_owned", "self, /", func(m *machine, a []Value) Value {
		return boolValue(m.ownedBy(a[0], m.thread()))
	})
}
