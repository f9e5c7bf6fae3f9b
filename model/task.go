package model

import "fmt"

// Tasks. Source: CPython asyncio/tasks.py and Modules/_asynciomodule.c, 3.8 to
// 3.13, by behaviour. A task is a future with [coro, waiter, cancel requests,
// must cancel, message, name, ordinal, clock] behind.

const (
	wTaskCoro       = futureWords + iota
	wTaskWaiter     // the future it waits for, or 0
	wTaskRequests   // number of cancellation requests
	wTaskMustCancel // True if CancelledError is to be thrown at the next step
	wTaskMsg        // message of the cancellation, or 0
	wTaskName       // str given by the program, or 0
	wTaskOrdinal    // number of its name, from 1, if the program gave it none
	wTaskClock      // float: its own time; 0 where time is not looked at

	taskWords
)

var tTask = typ("asyncio.Task", tFuture, kTask)

// newTask makes a task for a coroutine and schedules its first step.
func (m *machine) newTask(coro, name Value) Value {
	o := m.alloc(kTask, taskWords)
	t := refValue(o)
	m.a[o+wClass] = tTask.value()
	m.initTask(t, coro, name)
	m.callSoon(hStep, t, 0)
	return t
}

func (m *machine) initTask(t, coro, name Value) {
	if m.is(coro, kANext) && m.prog.awaitAsyncGen >= 0 {
		coro = m.asyncGenCoro(coro)
	}
	m.initFuture(t)
	m.set(t, wTaskCoro, coro)
	m.set(t, wTaskRequests, rawInt(0))
	m.set(t, wTaskMustCancel, False)
	r := m.frozen
	if name != None && name != 0 {
		m.set(t, wTaskName, m.str(m.strText(name)))
	} else {
		m.spendName()
		m.set(t, wTaskOrdinal, m.a[r+rTaskCount])
	}
	if m.prog.usesClock {
		m.set(t, wTaskClock, m.float(m.now()))
	}
	m.listAppend(m.a[r+rTasks], t)
	m.event(EvSpawn, t, t, 0, "")
}

// spendName counts a task for which a name with a number is made.
func (m *machine) spendName() {
	if m.prog.usesTaskNames || m.trace != nil && m.trace.cover == nil {
		m.a[m.frozen+rTaskCount] = rawInt(m.a[m.frozen+rTaskCount].int() + 1)
	}
}

// taskName is task.get_name().
func (m *machine) taskName(t Value) string {
	if n := m.get(t, wTaskName); n != 0 {
		return m.text(n)
	}
	return fmt.Sprintf("Task-%d", m.get(t, wTaskOrdinal).int())
}

// cancelTask is task.cancel(msg).
func (m *machine) cancelTask(t, msg Value) bool {
	m.event(EvCancel, m.current, t, 0, "")
	m.retrieved(t)
	if m.futDone(t) {
		return false
	}
	m.set(t, wTaskRequests, rawInt(m.get(t, wTaskRequests).int()+1))
	if w := m.get(t, wTaskWaiter); w != 0 {
		if m.cancelFuture(w, msg) {
			return true
		}
		if m.exc != 0 {
			return false
		}
	}
	m.set(t, wTaskMustCancel, True)
	m.set(t, wTaskMsg, msg)
	return true
}

// stepTask runs a task until it suspends or ends; exc, if not 0, is thrown into
// it. It reports false with an exception pending if that is one that stops the
// loop (KeyboardInterrupt, SystemExit).
func (m *machine) stepTask(t, exc Value) bool {
	if m.futDone(t) {
		m.raise(tInvalidStateError, "__step(): already done")
		return m.callbackFailed(t)
	}
	if m.get(t, wTaskMustCancel) == True {
		if exc == 0 || !m.isInstance(exc, tCancelledError.value()) {
			exc = m.newCancelled(m.get(t, wTaskMsg))
		}
		m.set(t, wTaskMustCancel, False)
		m.set(t, wTaskMsg, 0)
	}
	m.set(t, wTaskWaiter, 0)
	prev := m.current
	m.current = t
	if m.prog.asyncGens {
		exc = m.closingStep(t, exc)
	}
	co := m.get(t, wTaskCoro)
	m.movable = m.movable && m.is(co, kFrame)
	v, st := m.drive(co, None, exc)
	if m.reaping {
		m.reap(v)
		m.gcAt = m.top + gcWords
	}
	ok := m.stepped(m.current, v, st) // t may have been moved
	m.current = prev
	return ok
}

func (m *machine) newCancelled(msg Value) Value {
	if msg != 0 && msg != None {
		return m.newException(tCancelledError.value(), msg)
	}
	return m.newException(tCancelledError.value())
}

// stepped deals with what a step of the task came to.
func (m *machine) stepped(t, v Value, st runStatus) bool {
	switch st {
	case rsBlock:
		m.unsupported("nested-loop", "a task runs an event loop", "await instead")
	case rsReturn:
		if m.get(t, wTaskMustCancel) == True {
			m.set(t, wTaskMustCancel, False)
			m.finishTask(t, futCancelled, orNone(m.get(t, wTaskMsg)))
		} else {
			m.finishTask(t, futFinished, v)
		}
	case rsRaise:
		exc := m.exc
		m.exc = 0
		switch {
		case m.isInstance(exc, tCancelledError.value()):
			kept := m.cfg.Minor >= 11
			if !kept {
				exc = None
			}
			m.finishTask(t, futCancelled, exc)
			m.setFutFlag(t, futKeepsError, kept)
		case m.isInstance(exc, tKeyboardInterrupt.value()) || m.isInstance(exc, tSystemExit.value()):
			m.finishTask(t, futException, exc)
			m.exc = exc
			return false
		default:
			m.finishTask(t, futException, exc)
		}
	default:
		switch {
		case m.isFuture(v):
			if v == t || m.futFlag(v, futForeign) {
				m.setFutFlag(v, futBlocking, true)
			}
			if m.futFlag(v, futForeign) {
				m.throwNext(t, "Task %s got Future %s attached to a different loop", m.taskRepr(t), m.reprText(v))
				return true
			}
			if v == t {
				m.throwNext(t, "Task cannot await on itself: %s", m.taskRepr(t))
				return true
			}
			m.addCallback(v, t)
			m.set(t, wTaskWaiter, v)
			m.suspends(t)
			if m.get(t, wTaskMustCancel) == True {
				if m.cancelFuture(v, orNone(m.get(t, wTaskMsg))) {
					m.set(t, wTaskMustCancel, False)
				}
				if m.exc != 0 { // the step fails as a callback does; nothing wakes the task any more
					return m.callbackFailed(t)
				}
			}
		case v == None:
			m.callSoon(hStep, t, 0)
		default:
			m.throwNext(t, "Task got bad yield: %s", m.reprText(v))
		}
	}
	return true
}

// throwNext makes the next step of a task raise RuntimeError.
func (m *machine) throwNext(t Value, format string, args ...any) {
	m.raise(tRuntimeError, format, args...)
	exc := m.exc
	m.exc = 0
	m.callSoon(hStep, t, exc)
}

func (m *machine) taskRepr(t Value) string {
	return fmt.Sprintf("<Task pending name='%s'>", m.taskName(t))
}

func (m *machine) finishTask(t Value, state int64, v Value) {
	m.set(t, wTaskCoro, 0)
	m.set(t, wTaskMsg, 0)
	m.set(t, wTaskWaiter, 0)
	m.listRemoveRef(m.a[m.frozen+rTasks], t)
	if m.trace != nil {
		m.traceFinish(t, state, v)
	} else {
		m.event(EvFinish, t, 0, 0, "")
	}
	m.resolve(t, state, v)
	m.endsInTurn(t)
}

// startEagerly runs the first step of a task at once (3.12+).
func (m *machine) startEagerly(coro, name Value) Value {
	if m.a[m.frozen+rLoop] == 0 {
		return m.newTask(coro, name) // as any other: no loop runs yet
	}
	o := m.alloc(kTask, taskWords)
	t := refValue(o)
	m.a[o+wClass] = tTask.value()
	m.initTask(t, coro, name)
	if !m.stepTask(t, 0) {
		return 0
	}
	return t
}

func init() {
	instanceWords[kTask] = taskWords
	tTask.ctor("coro, *, loop=, name=, context=, eager_start=", func(m *machine, a []Value) Value {
		if !m.isCoroutine(a[1]) {
			return m.raise(tTypeError, "a coroutine was expected, got %s", m.reprText(a[1]))
		}
		if a[5] != 0 && m.truth(a[5]) {
			return m.startEagerly(a[1], orNone(a[3]))
		}
		return m.newTask(a[1], orNone(a[3]))
	})
	def("asyncio.Task.__init__", "self, *args, **kw", func(m *machine, a []Value) Value { return None })
	def("asyncio.Task.get_name", "self, /", func(m *machine, a []Value) Value { return m.str(m.taskName(a[0])) })
	def("asyncio.Task.set_name", "self, value, /", func(m *machine, a []Value) Value {
		m.set(a[0], wTaskName, m.str(m.strText(a[1])))
		return None
	})
	def("asyncio.Task.get_coro", "self, /", func(m *machine, a []Value) Value { return orNone(m.get(a[0], wTaskCoro)) })
	def("asyncio.Task.cancelling", "self, /", func(m *machine, a []Value) Value { return m.get(a[0], wTaskRequests) }).from(11)
	def("asyncio.Task.uncancel", "self, /", func(m *machine, a []Value) Value {
		n := m.get(a[0], wTaskRequests).int()
		if n > 0 {
			n--
			m.set(a[0], wTaskRequests, rawInt(n))
			if n == 0 && m.cfg.Minor >= 13 {
				m.set(a[0], wTaskMustCancel, False)
			}
		}
		return rawInt(n)
	}).from(11)
	def("asyncio.current_task", "loop=", func(m *machine, a []Value) Value {
		if m.a[m.frozen+rLoop] == 0 {
			return m.raise(tRuntimeError, "no running event loop")
		}
		return orNone(m.current)
	})
}
