package model

// Watching: what a step does to locks and conditions, for the properties to
// judge. While the step runs, tasks and primitives go by their offsets; when the
// new state has been encoded, by their numbers in it.

// watchable reports whether an event belongs to Successor.Events.
func (m *machine) watchable(k EventKind, obj Value) bool {
	switch k {
	case EvAcquire, EvRelease:
		return m.is(obj, kLock) || m.is(obj, kMutex)
	case EvWaitBegin, EvSelect, EvNotify, EvWake, EvRelock, EvWaitEnd, EvElsewhere, EvCancel, EvFinish, evCall:
		return true
	}
	return false
}

// watchEvent records an event of Successor.Events.
func (m *machine) watchEvent(k EventKind, task, other, obj Value, text string) {
	if !m.watchable(k, obj) {
		return
	}
	e := Event{Kind: k, Task: offsetOf(task), Other: -1, ID: offsetOf(obj), Lock: offsetOf(obj), Text: text}
	switch {
	case k == EvSelect:
		e.Other = offsetOf(m.waiterOf(other))
	case other != 0:
		e.Other = offsetOf(other)
	}
	switch m.kindOf(obj) {
	case kCondition:
		e.Lock = -1
		if l := m.get(obj, wCondLock); !m.openLock(l) && !m.unlocked(l) {
			e.Lock = offsetOf(l)
		}
	case kMonitor:
		e.Lock = -1
		if l := m.get(obj, wMonitorLock); !m.waitsFree(l) {
			e.Lock = offsetOf(l)
		}
	}
	e.Pos, e.File = m.pos(), m.posFile()
	m.watched = append(m.watched, e)
}

func offsetOf(v Value) int {
	if !v.isRef() {
		return -1
	}
	return v.payload()
}

// settled turns an offset into what it is in the encoded state.
func (m *machine) settled(off int) int {
	if off < 0 {
		return off
	}
	if n := m.codec.number(m, off); n != 0 {
		return int(n) - 1
	}
	return -2 - off
}

func (m *machine) settleEvents(suc *Successor) {
	for i := range m.watched {
		e := &m.watched[i]
		e.Task, e.Other, e.ID, e.Lock = m.settled(e.Task), m.settled(e.Other), m.settled(e.ID), m.settled(e.Lock)
	}
	suc.Events = m.watched
	if m.renumber == nil {
		m.renumber = m.newNumber
	}
	suc.Renumber = m.renumber
}

// newNumber returns the number after the step of an object that had number n
// before it.
func (m *machine) newNumber(n int32) int32 {
	switch {
	case n < 0:
		return n
	case m.moved != nil:
		return int32(m.settled(m.moved[n]))
	}
	return int32(m.settled(m.frozen + int(n)))
}

// moveEvents follows the objects that the garbage collector has moved; those that
// it has not kept become negative.
func (m *machine) moveEvents() {
	if !m.cfg.Watch {
		return
	}
	move := func(off *int) {
		if *off < 0 {
			return
		}
		if n := m.codec.number(m, *off); n != 0 {
			*off = m.frozen + int(n) - 1
		} else {
			*off = -2 - *off - 1<<28
		}
	}
	for i := range m.watched {
		e := &m.watched[i]
		move(&e.Task)
		move(&e.Other)
		move(&e.ID)
		move(&e.Lock)
	}
	if m.moved == nil {
		m.moved = make([]int, m.before)
		for i := range m.moved {
			m.moved[i] = m.frozen + i
		}
	}
	for i := range m.moved {
		move(&m.moved[i])
	}
}

// Profile is that of the configuration.
func (s *system) Profile() Profile { return s.cfg.Profile }

// Aborts reports whether a wait can be cancelled or time out while the program
// still runs: whether it names anything that does so.
func (s *system) Aborts() bool { return s.aborts }
