package model

import "slices"

// Who has a lock next, where a profile says more than that any thread may take
// it when it is free: threads may queue for it, and may be given it.
//
// With a queue, a thread that finds the lock taken stands in it (opQueued); so
// does a waiter that a notify has selected, from then on (relock=morph) or from
// when it runs (relock=fifo). Whoever frees the lock gives it to the first
// (barging=no), or the first may take it, as newcomers may.
//
// With relock=handoff there is no queue: a notify gives the lock to the waiter,
// at once (after=urgent) or when the thread that notifies frees it (after=exit).
// One that has given the lock away goes on before others enter: whoever frees
// the lock next gives it back.

func (m *machine) profile() *Profile { return &m.prog.cfg.Profile }

// lockQueues reports whether threads queue for locks.
func (m *machine) lockQueues() bool {
	r := m.profile().relock
	return r == relockFIFO || r == relockMorph
}

// lockQueue are the threads that queue for a lock.
func (m *machine) lockQueue(l Value) []Value {
	if q := m.get(l, wMutexQueue); q != 0 {
		return m.listItems(q)
	}
	return nil
}

// queueFor lets a thread queue for a lock that it wants depth times; it has it at
// once if it is free, and no other has a better claim.
func (m *machine) queueFor(l, t Value, depth int64) {
	if m.enters(l) {
		m.takeMutex(l, t, depth)
		return
	}
	if m.get(l, wMutexQueue) == 0 {
		m.set(l, wMutexQueue, m.newList(2))
	}
	m.listAppend(m.get(l, wMutexQueue), t)
}

// enters reports whether a newcomer may take a lock.
func (m *machine) enters(l Value) bool {
	return m.mutexFree(l) && (len(m.lockQueue(l)) == 0 || m.profile().barging == bargingYes)
}

// unqueue takes a thread out of the queue for a lock.
func (m *machine) unqueue(l, t Value) {
	q := m.get(l, wMutexQueue)
	if q == 0 {
		return
	}
	m.listRemoveRef(q, t)
	if m.listLen(q) == 0 {
		m.set(l, wMutexQueue, 0)
	}
}

// first reports whether a thread is the first of those that queue for a lock,
// and the lock is free.
func (m *machine) first(l, t Value) bool {
	q := m.lockQueue(l)
	return len(q) > 0 && q[0] == t && m.mutexFree(l)
}

// handOver is called when a lock has been freed.
func (m *machine) handOver(l Value) {
	p := m.profile()
	if p.relock == relockAny {
		return
	}
	var claims []Value
	for _, t := range m.threads() {
		if op := m.threadOp(t); op == threadOps[opUrgent] || op == threadOps[opWaiting] && p.after == afterExit && m.threadFlag(t, threadSelected) {
			if m.get(m.get(t, wThreadObj), wMonitorLock) == l {
				claims = append(claims, t)
			}
		}
	}
	switch q := m.lockQueue(l); {
	case len(claims) > 0:
		i := 0
		if len(claims) > 1 {
			i = m.chooseItem(claims, "the thread that is given the lock")
		}
		m.takeMutex(l, claims[i], m.get(claims[i], wThreadArg2).int())
	case len(q) > 0 && p.barging == bargingNo:
		t := q[0]
		m.unqueue(l, t)
		depth := int64(1)
		if m.threadOp(t) == threadOps[opWaiting] {
			depth = m.get(t, wThreadArg2).int()
		}
		m.takeMutex(l, t, depth)
	}
}

// giveUp is the end of a notify that gives the lock to the waiter w.
func (m *machine) giveUp(c, w Value) {
	l, t := m.get(c, wMonitorLock), m.thread()
	if m.profile().after != afterUrgent {
		return // it keeps the lock until it frees it
	}
	depth := m.get(l, wMutexDepth).int()
	m.event(EvRelease, t, 0, l, "")
	m.takeMutex(l, w, m.get(w, wThreadArg2).int())
	m.set(t, wThreadOp, rawInt(int64(opUrgent)))
	m.set(t, wThreadArg2, rawInt(depth))
	m.blocked = true
}

// leaving reports whether a thread has notified and not left since, and refuses
// what it does in between.
func (m *machine) leaving(c Value) bool {
	if m.profile().after != afterExit {
		return false
	}
	l := m.get(c, wMonitorLock)
	if !slices.ContainsFunc(m.threads(), func(t Value) bool {
		return m.threadOp(t) == threadOps[opWaiting] && m.threadFlag(t, threadSelected) && m.get(m.get(t, wThreadObj), wMonitorLock) == l && !m.ownedBy(l, t)
	}) {
		return false
	}
	m.unsupported("profile-exit", "a notify is the last that a thread does before it frees the lock (profile "+m.profile().String()+")", "free the lock behind the notify")
	return true
}

// offers refuses what a profile has not got.
func (m *machine) offers(has choice, what, hint string) bool {
	if has == yes {
		return true
	}
	m.unsupported("profile", "profile "+m.profile().String()+" has no "+what, hint)
	return false
}

var opQueued, opUrgent int

func init() {
	opQueued = newThreadOp(threadOp{name: "acquire", ways: func(m *machine, t Value) (w ways) {
		l := m.get(t, wThreadObj)
		switch timeout := m.get(t, wThreadArg); {
		case m.ownedBy(l, t) || m.first(l, t):
			return canRun
		case timeout != None:
			return canExpire
		}
		return 0
	}, do: func(m *machine, t Value, w way) Value {
		l := m.get(t, wThreadObj)
		if !m.ownedBy(l, t) {
			m.unqueue(l, t)
			if w == wayExpire {
				m.passTime(t, w)
				return False
			}
			m.takeMutex(l, t, 1)
		}
		return True
	}, wait: waitForMutex})
	opUrgent = newThreadOp(threadOp{name: "notify", ways: func(m *machine, t Value) ways {
		if m.ownedBy(m.get(m.get(t, wThreadObj), wMonitorLock), t) {
			return canRun
		}
		return 0
	}, do: func(m *machine, t Value, w way) Value { return None }, wait: func(m *machine, t Value) (string, Value) {
		l := m.get(m.get(t, wThreadObj), wMonitorLock)
		held, h := m.heldText(l)
		return "lock " + m.nameOf(l) + held + ", to go on behind its notify", h
	}})
}
