package model

import (
	"maps"
	"slices"

	"github.com/condcheck/condcheck/model/source"
)

// wakeEach tries what the tasks that wait on conditions in an end state would do
// if they were woken: each is woken in a copy of the state and runs one step. list
// is what blockedTasks has told of the state.
func (m *machine) wakeEach(state State, list []Blocked) {
	tr := m.trace
	if m.prog.threaded {
		m.wakeThreads(state, list)
		return
	}
	for i := range list {
		m.trace, m.watch = nil, false
		m.decodeState(state)
		m.trace = tr
		t := m.taskNamed(list[i].Actor)
		if t == 0 {
			continue
		}
		c, f := m.sleepsOn(t)
		if c == 0 || m.lockLocked(m.get(c, wCondLock)) {
			continue
		}
		told := *tr
		told.side, told.names, told.step = maps.Clone(tr.side), maps.Clone(tr.names), &RunStep{}
		m.trace = &told
		err := m.try(func() {
			m.startStep(nil)
			m.resolve(f, futFinished, False)
			actions := m.actions(nil)
			if len(actions) != 1 {
				m.limit("nothing to run")
			}
			m.perform(actions[0])
		})
		if err != nil || len(m.chosen) > 0 {
			continue
		}
		list[i].Would = WouldGoOn
		again, _ := m.sleepsOn(t)
		if !m.futDone(t) && again == c && !wentOn(told.step.Events) {
			if b, _ := m.blockedTask(t); b.Pos == list[i].Pos {
				list[i].Would = WouldSleep
			}
		}
	}
	m.trace = tr
}

// maxWoken bounds the turns that a woken thread is given.
const maxWoken = 200

// wakeThreads does it for threads: each that sleeps on a condition whose lock is
// free is woken, and has turns up to where it waits again, or does something that
// others can tell.
func (m *machine) wakeThreads(state State, list []Blocked) {
	tr := m.trace
	for i := range list {
		m.trace, m.watch = nil, false
		m.decodeState(state)
		m.trace = tr
		j := slices.IndexFunc(m.threads(), func(t Value) bool { return m.actorName(t) == list[i].Actor })
		if j < 0 {
			continue
		}
		t := m.threads()[j]
		c := m.get(t, wThreadObj)
		sleeps := func() bool {
			return m.threadOp(t) == threadOps[opWaiting] && m.get(t, wThreadObj) == c && !m.threadFlag(t, threadSelected|threadExpired)
		}
		if !sleeps() || !m.mutexFree(m.get(c, wMonitorLock)) {
			continue
		}
		m.trace = nil
		err := m.try(func() {
			m.removeWaiter(c, t)
			m.setThreadFlag(t, threadSelected, true)
			list[i].Would = WouldGoOn
			for range maxWoken {
				m.startStep(nil)
				m.budget = maxInstrs
				m.turn(t, wayRun)
				if t = m.current; m.threadFlag(t, threadEnded) {
					return
				}
				switch op := int(m.get(t, wThreadOp).int()); op {
				case opAccess, opWait, opVisible, opForeign:
				default:
					if sleeps() && m.waitsAt(t) == list[i].Pos {
						list[i].Would = WouldSleep
					}
					return
				}
			}
			m.limit("too many turns")
		})
		if err != nil || len(m.chosen) > 0 {
			list[i].Would = WouldUnknown
		}
	}
	m.trace = tr
}

// waitsAt is where the program's own code stands in a thread.
func (m *machine) waitsAt(t Value) source.Pos {
	for f := m.get(t, wThreadFrame).payload(); f != 0; f = m.frameParent(f) {
		if !m.frameCode(f).lib {
			return m.framePos(f)
		}
	}
	return source.Pos{}
}

// wentOn reports whether a task that waits again in the place in which it was
// woken has done something else meanwhile: it has taken the lock once more, after
// wait itself took it.
func wentOn(evs []Event) bool {
	n := 0
	for _, ev := range evs {
		switch ev.Kind {
		case EvAcquire:
			n++
		case EvNotify, EvFinish:
			return true
		}
	}
	return n > 1
}

// taskNamed returns the unfinished task that a run calls so, 0 if there is none.
func (m *machine) taskNamed(name string) Value {
	for _, t := range m.listItems(m.a[m.frozen+rTasks]) {
		if m.actorName(t) == name {
			return t
		}
	}
	return 0
}

// sleepsOn returns the condition that a task waits on, not yet woken, and the
// future of its wait; 0 if it waits for something else.
func (m *machine) sleepsOn(t Value) (cond, fut Value) {
	top := m.waitingTop(t)
	if m.is(top, kFuture) {
		if c, onFuture := m.sleepsIn(t); onFuture {
			return c, top
		}
		if f := m.leafFrame(t); m.frameCode(f).lib && m.frameCode(f).Name == "_wait" && m.is(m.argument(f, 0), kCondition) {
			return m.argument(f, 0), top
		}
	}
	if !m.is(top, kNativeCoro) {
		return 0, 0
	}
	co := Co{m, top}
	if obj := co.self(); m.is(obj, kCondition) && co.pc() == waitSleeping {
		return obj, co.slot(waitFuture)
	}
	return 0, 0
}

// leafFrame is the innermost frame of a suspended task, 0 if it has none.
func (m *machine) leafFrame(t Value) int {
	co := m.get(t, wTaskCoro)
	if !m.is(co, kFrame) {
		return 0
	}
	f := co.payload()
	if leaf := m.a[f+wAux]; leaf != 0 {
		f = leaf.payload()
	}
	return f
}

// waitingTop is what the innermost frame of a task waits in.
func (m *machine) waitingTop(t Value) Value {
	f := m.leafFrame(t)
	if f == 0 {
		return m.get(t, wTaskCoro)
	}
	if m.frameWaiting(f) && m.frameSP(f) > 0 {
		return *m.stackTop(f)
	}
	return 0
}
