package model

// Watching: what a step does to locks and conditions, for the properties to
// judge. While the step runs, tasks and primitives go by their offsets; when the
// new state has been encoded, by their numbers in it.

// watchable reports whether an event belongs to Successor.Events.
func (m *machine) watchable(k EventKind, obj Value) bool {
	switch k {
	case EvAcquire, EvRelease:
		return m.is(obj, kLock)
	case EvWaitBegin, EvSelect, EvNotify, EvWake, EvRelock, EvWaitEnd, EvCancel, EvFinish:
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
	if m.is(obj, kCondition) {
		e.Lock = offsetOf(m.get(obj, wCondLock))
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
	m.renumber = m.renumber[:0]
	for _, off := range m.before {
		m.renumber = append(m.renumber, int32(m.settled(off)))
	}
	suc.Renumber = m.renumber
}

// moveEvents follows the objects that the garbage collector has moved from
// old[n] to now[n]; those that it has not kept become negative.
func (m *machine) moveEvents(old, now []int) {
	if !m.cfg.Watch {
		return
	}
	to := make(map[int]int, len(old))
	for n, off := range old {
		if n < len(now) {
			to[off] = now[n]
		}
	}
	move := func(off *int) {
		if *off < 0 {
			return
		}
		if n, ok := to[*off]; ok {
			*off = n
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
	for i := range m.before {
		move(&m.before[i])
	}
}

// Aborts reports whether a wait can be cancelled or time out while the program
// still runs: whether it names anything that does so.
func (s *system) Aborts() bool { return s.aborts }
