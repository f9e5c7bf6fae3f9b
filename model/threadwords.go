package model

// Words for threads: what each waits for, who has what.

// threadsByAge are the threads in the order of their numbers, where these are
// known.
func (m *machine) threadsByAge() []Value {
	if !m.prog.threaded {
		return nil
	}
	return m.byAge(m.threads())
}

// blockedThreads says what each unfinished thread waits for; those that only
// wait for the end of others come last.
func (m *machine) blockedThreads() []Blocked {
	var first, last []Blocked
	for _, t := range m.threadsByAge() {
		op := m.threadOp(t)
		b := Blocked{Actor: m.actorName(t), On: "its turn"}
		if op.wait != nil {
			on, holder := op.wait(m, t)
			b.On = on
			if op != threadOps[opJoin] {
				b.Object = m.nameOf(m.get(t, wThreadObj))
			}
			if holder != 0 {
				b.Holder = m.actorName(holder)
			}
		}
		awaits := m.get(t, wThreadAwaits)
		if awaits != 0 {
			b.On = "the end of " + m.actorName(m.listItems(awaits)[0])
		}
		b.Pos = m.waitsAt(t)
		if op == threadOps[opJoin] || awaits != 0 {
			last = append(last, b)
		} else {
			first = append(first, b)
		}
	}
	all := append(first, last...)
	m.markCycles(all)
	return all
}

// threadObject describes a primitive that threads share.
func (m *machine) threadObject(s *ObjectState, o Value) {
	owner := func(l Value) {
		if h := m.get(l, wMutexOwner); h != 0 {
			s.Owner = m.actorName(h)
			if m.threadFlag(h, threadEnded) {
				s.Owner += " (which has ended)"
			}
		}
		if d := m.get(l, wMutexDepth).int(); d > 1 {
			s.Value = itoa(int(d)) + " times"
		}
	}
	switch m.kindOf(o) {
	case kMutex:
		owner(o)
		if m.reentrant(o) {
			s.Kind = "RLock"
		} else {
			s.Kind = "Lock"
		}
	case kMonitor:
		owner(m.get(o, wMonitorLock))
		for _, t := range m.waiters(o) {
			s.Waiters = append(s.Waiters, m.waitingName(t))
		}
		for _, t := range m.threadsByAge() {
			if m.threadOp(t) == threadOps[opWaiting] && m.get(t, wThreadObj) == o && m.threadFlag(t, threadSelected) {
				s.Waiters = append(s.Waiters, m.waitingName(t))
			}
		}
	case kGate:
		s.Value = "clear"
		if m.get(o, wGateSet) == True {
			s.Value = "set"
		}
		if ws := m.get(o, wGateWaiters); ws != 0 {
			for _, t := range m.listItems(ws) {
				s.Waiters = append(s.Waiters, m.waitingName(t))
			}
		}
	}
}

func (m *machine) waitingName(t Value) string {
	name := m.actorName(t)
	switch {
	case m.threadFlag(t, threadExpired):
		name += " (time over)"
	case m.threadFlag(t, threadSelected):
		name += " (woken)"
	}
	return name
}
