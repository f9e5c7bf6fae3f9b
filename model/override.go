package model

// Conditions of a class of the program's own that defines wait, notify or
// notify_all anew. The properties judge what such a method does, and not what it
// makes use of:
//
//	notify  from its call to its return: N is its argument, Met how many waiters
//	        were selected on the way
//	wait    from the moment in which its task sleeps on a future, with await,
//	        until it returns or raises; resolving the future selects the task
//
// A wait that sleeps on anything else, another task say, or an event, does not
// show when it begins and who selects it: EvElsewhere says so.

// A role is that of a function which is called like a method of a condition.
type role uint8

const (
	noRole role = iota
	waitRole
	notifyRole
	notifyAllRole
)

// roleOf returns the role of a code, should the first argument be a condition.
func roleOf(c *code) role {
	switch {
	case c.lib || c.Args == 0:
	case c.flavour == coroutine && c.Name == "wait":
		return waitRole
	case c.flavour == plain && c.Name == "notify":
		return notifyRole
	case c.flavour == plain && c.Name == "notify_all":
		return notifyAllRole
	}
	return noRole
}

// conditionOf returns the condition whose method frame f is, 0 if it is none.
func (m *machine) conditionOf(f int) Value {
	c := m.argument(f, 0)
	if !m.is(c, kCondition) || m.get(c, wCondLock) == 0 {
		return 0
	}
	return c
}

// argument is the value of parameter i in frame f.
func (m *machine) argument(f, i int) Value {
	v := m.a[f+wLocals+i]
	if m.is(v, kCell) {
		v = m.get(v, 1)
	}
	return v
}

// ownWait returns the condition whose own wait the frames from f outwards are in,
// 0 if they are in none.
func (m *machine) ownWait(f int) Value {
	for ; f != 0 && m.kindAt(f) == kFrame; f = m.frameParent(f) {
		if m.frameCode(f).role == waitRole {
			if c := m.conditionOf(f); c != 0 {
				return c
			}
		}
	}
	return 0
}

// sleepsIn returns the condition in whose own wait task t, suspended, is, and
// whether it sleeps on a future there.
func (m *machine) sleepsIn(t Value) (cond Value, onFuture bool) {
	leaf := m.leafFrame(t)
	if cond = m.ownWait(leaf); cond == 0 {
		return 0, false
	}
	top := m.waitingTop(t)
	return cond, m.is(top, kFuture) && m.get(top, wClass) == tFuture.value() && !m.frameCode(leaf).lib
}

// suspends notes that task t goes to sleep.
func (m *machine) suspends(t Value) {
	if !m.prog.ownConditions {
		return
	}
	c, onFuture := m.sleepsIn(t)
	switch {
	case c == 0:
	case onFuture:
		text := ""
		if l := m.get(c, wCondLock); m.lockLocked(l) && m.get(l, wLockHolder) == t {
			text = "kept"
		}
		m.ownEvent(EvWaitBegin, c, text)
		if evs := m.told(); evs != nil {
			e := &(*evs)[len(*evs)-1]
			for f := m.leafFrame(t); f != 0 && e.Pos.Line == 0; f = m.frameParent(f) {
				if !m.frameCode(f).lib {
					e.Pos, e.File = m.framePos(f), m.frameCode(f).fileName()
				}
			}
		}
	default:
		if on, _ := m.sleepsOn(t); on == c {
			return // it tells of itself
		}
		top := m.waitingTop(t)
		if m.is(top, kNativeCoro) {
			switch obj := (Co{m, top}).self(); {
			case obj == c, obj == m.get(c, wCondLock), !obj.isRef():
				return // the lock, or a sleep
			}
		}
		m.ownEvent(EvElsewhere, c, "")
	}
}

// resolves notes that a pending future gets its result from the program.
func (m *machine) resolves(f Value) {
	if !m.prog.ownConditions && !m.prog.opensWaiters {
		return
	}
	t := m.waiterOf(f)
	if t == 0 {
		return
	}
	if c, _ := m.sleepsOn(t); c != 0 {
		m.event(EvSelect, m.current, f, c, "")
	}
}

// calls notes that frame f, of an own notify, begins: by an event that stands
// until it has ended.
func (m *machine) calls(f int, c *code) {
	cond := m.conditionOf(f)
	if cond == 0 {
		return
	}
	n := 1
	switch {
	case c.role == notifyAllRole:
		n = 0
		for _, w := range m.queueItems(m.get(cond, wCondWaiters)) {
			if !m.futDone(w) {
				n++
			}
		}
	case c.Args > 1 && m.argument(f, 1).isInt():
		n = int(min(m.argument(f, 1).int(), 1<<30))
	case c.Args > 1:
		return
	}
	m.event(evCall, m.current, 0, cond, "")
	if evs := m.told(); evs != nil {
		(*evs)[len(*evs)-1].N = n
	}
}

// told are the events of the step so far, nil if they are not told.
func (m *machine) told() *[]Event {
	switch {
	case m.trace == nil && m.cfg.Watch:
		return &m.watched
	case m.trace != nil && !m.trace.mute:
		return &m.trace.step.Events
	}
	return nil
}

// called returns where the last call of an own notify of a condition that has not
// ended stands among the events, -1 if there is none.
func (m *machine) called(cond Value) int {
	if !m.prog.ownConditions {
		return -1
	}
	evs := m.told()
	if evs == nil {
		return -1
	}
	id := offsetOf(cond)
	if m.trace != nil {
		id = m.age(cond)
	}
	for i := len(*evs) - 1; i >= 0; i-- {
		if e := &(*evs)[i]; e.Kind == evCall && e.ID == id {
			return i
		}
	}
	return -1
}

// returns notes that frame f of an own method of a condition has ended, by an
// exception if one is pending.
func (m *machine) returns(f int, c *code) {
	cond := m.conditionOf(f)
	if cond == 0 {
		return
	}
	if c.role == waitRole {
		if m.ownWait(m.fr) == cond || m.exc != 0 && m.isInstance(m.exc, tGeneratorExit.value()) {
			return
		}
		text := "ok"
		if m.exc != 0 {
			text = "cancel"
		}
		m.ownEvent(EvWaitEnd, cond, text)
		if evs := m.told(); evs != nil && !m.lockLocked(m.get(cond, wCondLock)) {
			(*evs)[len(*evs)-1].N = 1
		}
		return
	}
	i := m.called(cond)
	if i < 0 {
		return
	}
	evs := m.told()
	call := (*evs)[i]
	*evs = append((*evs)[:i], (*evs)[i+1:]...)
	if m.called(cond) >= 0 {
		return // part of another
	}
	met := 0
	for _, e := range (*evs)[i:] {
		if e.Kind == EvSelect && e.ID == call.ID {
			met++
		}
	}
	if m.exc != 0 && met == 0 {
		return
	}
	m.eventNotify(cond, call.N, met)
	m.markOwn()
}

// ownEvent tells of an event of an own method.
func (m *machine) ownEvent(k EventKind, cond Value, text string) {
	m.event(k, m.current, 0, cond, text)
	m.markOwn()
}

// markOwn says of the last event that it is the program's own doing.
func (m *machine) markOwn() {
	if evs := m.told(); evs != nil {
		(*evs)[len(*evs)-1].Own = true
	}
}

// inner tells of an event that is part of what an own method of the condition
// does: the properties do not see it.
func (m *machine) inner(k EventKind, cond Value, text string) {
	if m.trace == nil {
		return
	}
	m.event(k, m.current, 0, cond, text)
	if evs := m.told(); evs != nil {
		(*evs)[len(*evs)-1].Watched = false
	}
}
