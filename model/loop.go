package model

// The event loop. Source: CPython asyncio/base_events.py, 3.8 to 3.13, by
// behaviour. A loop is [class, dict, ready, timers, todo, stopping, closed,
// exception handler, task factory]: ready and timers are pools of handles, todo
// is how many of the ready handles the current iteration is still to run.
//
// A handle is [class, dict, type, a, b, cancelled, when, clock]: when is the
// deadline of a timer, clock the task whose time it moves or the time of the
// context that made it.

const (
	wLoopReady    = 3
	wLoopTimers   = 4
	wLoopTodo     = 5
	wLoopStopping = 6
	wLoopClosed   = 7
	wLoopHandler  = 8
	wLoopFactory  = 9

	loopWords = 10

	wHandleType      = 3
	wHandleA         = 4
	wHandleB         = 5
	wHandleCancelled = 6
	wHandleWhen      = 7
	wHandleClock     = 8

	handleWords = 9
)

// Types of handles.
const (
	hStep   int64 = iota // step of task a, throwing b
	hFuture              // callback a of future b: callable, task or gathering future
	hCall                // a(*b)
	hSleep               // future a gets the result b unless it is done
)

var (
	tHandle      = typ("asyncio.Handle", tObject, kHandle)
	tTimerHandle = typ("asyncio.TimerHandle", tHandle, kHandle)
	_            = typ("asyncio._Loop", tObject, kLoop)

	// minorVersions stand for the configured version of Python: the N of 3.N.
	minorVersions = map[*native]bool{
		register(&native{name: "asyncio._minor", kind: nSingleton}):            true,
		register(&native{name: "threading._minor", kind: nSingleton}):          true,
		register(&native{name: "queue._minor", kind: nSingleton}):              true,
		register(&native{name: "concurrent.futures._minor", kind: nSingleton}): true,
		register(&native{name: "collections._minor", kind: nSingleton}):        true,
		register(&native{name: "random._minor", kind: nSingleton}):             true,
	}
)

func (m *machine) newPool(unordered bool) Value {
	o := m.alloc(kPool, 4)
	m.a[o+1], m.a[o+3] = rawInt(0), boolValue(unordered)
	return refValue(o)
}

func (m *machine) newHandle(typ int64, a, b Value) Value {
	o := m.alloc(kHandle, handleWords)
	m.a[o+wClass] = tHandle.value()
	m.a[o+wHandleType], m.a[o+wHandleA], m.a[o+wHandleB] = rawInt(typ), a, b
	if m.prog.usesClock {
		m.a[o+wHandleClock] = m.float(m.now())
	}
	h := refValue(o)
	m.note(h)
	return h
}

// callSoon puts a handle at the end of the ready queue of the running loop, or
// else of the one that ran last.
func (m *machine) callSoon(typ int64, a, b Value) Value {
	h := m.newHandle(typ, a, b)
	l := m.a[m.frozen+rLastLoop]
	if r := m.a[m.frozen+rLoop]; r != 0 {
		l = r
	} else if l == 0 {
		l = m.theLoop()
	}
	m.listAppend(m.get(l, wLoopReady), h)
	return h
}

// theLoop is the running loop, or else the current one.
func (m *machine) theLoop() Value {
	if l := m.a[m.frozen+rLoop]; l != 0 {
		return l
	}
	if l := m.a[m.frozen+rSetLoop]; l != 0 && l != None {
		return l
	}
	m.unsupported("no-loop", "this needs an event loop and there is none", "do it inside asyncio.run")
	return 0
}

// callAt makes a timer. Durations are unknown to the model: a timer may fire
// before or behind anything else. d is the delay, for the clock.
func (m *machine) callAt(typ int64, a, b Value, when float64) Value {
	h := m.newHandle(typ, a, b)
	m.set(h, wClass, tTimerHandle.value())
	m.set(h, wHandleWhen, m.float(when))
	if m.prog.usesClock && m.current != 0 {
		m.set(h, wHandleClock, m.current)
	}
	m.listAppend(m.get(m.theLoop(), wLoopTimers), h)
	return h
}

// cancelHandle is handle.cancel(). A cancelled handle leaves the queue at once,
// where CPython skips it later: an iteration of nothing but cancelled handles
// does nothing.
func (m *machine) cancelHandle(h Value) {
	if m.get(h, wHandleCancelled) == True {
		return
	}
	m.set(h, wHandleCancelled, True)
	m.set(h, wHandleA, 0)
	m.set(h, wHandleB, 0)
	for _, l := range []Value{m.a[m.frozen+rLoop], m.a[m.frozen+rSetLoop], m.a[m.frozen+rLastLoop]} {
		if m.is(l, kLoop) {
			m.listRemoveRef(m.get(l, wLoopTimers), h)
			ready := m.get(l, wLoopReady)
			for i, x := range m.listItems(ready) {
				if x != h {
					continue
				}
				m.listDelete(ready, i, i+1)
				if todo := m.get(l, wLoopTodo).int(); int64(i) < todo {
					m.set(l, wLoopTodo, rawInt(todo-1))
				}
				break
			}
		}
	}
}

// now is the time of what runs: the current task's, or that of the handle.
func (m *machine) now() float64 {
	if !m.prog.usesClock {
		return 0
	}
	c := m.clock
	if m.current != 0 {
		c = m.get(m.current, m.clockWord())
	}
	if c.isAtom() {
		return m.atoms.table.get(c).f
	}
	return 0
}

// clockWord is where the current task or thread has its time.
func (m *machine) clockWord() int {
	if m.is(m.current, kThread) {
		return wThreadClock
	}
	return wTaskClock
}

// advance is the passing of d seconds for what runs: a blocking sleep.
func (m *machine) advance(d float64) {
	if !m.prog.usesClock {
		return
	}
	t := m.float(m.now() + d)
	if m.current != 0 {
		m.set(m.current, m.clockWord(), t)
	} else {
		m.clock = t
	}
}

// fire moves the clock of the task that made a timer to its deadline.
func (m *machine) fire(h Value) {
	if !m.prog.usesClock {
		return
	}
	when := m.get(h, wHandleWhen)
	if t := m.get(h, wHandleClock); m.is(t, kTask) {
		if c := m.get(t, wTaskClock); !c.isAtom() || m.atoms.table.get(c).f < m.atoms.table.get(when).f {
			m.set(t, wTaskClock, when)
		}
	}
	m.set(h, wHandleClock, when)
}

// runHandle runs a handle. It reports false with an exception pending if that
// is one that stops the loop.
func (m *machine) runHandle(h Value) bool {
	m.clock = m.get(h, wHandleClock)
	a, b := m.get(h, wHandleA), m.get(h, wHandleB)
	if m.get(h, wHandleType).int() != hStep && !m.is(a, kTask) {
		m.movable = false // a callback may be native and call back
	}
	switch m.get(h, wHandleType).int() {
	case hStep:
		return m.stepTask(a, b)
	case hFuture:
		switch {
		case m.is(a, kTask):
			exc := Value(0)
			if m.futState(b) != futFinished {
				m.futResult(b)
				exc, m.exc = m.exc, 0
			}
			return m.stepTask(a, exc)
		case m.is(a, kFuture) && m.get(a, wClass) == tGatheringFuture.value():
			m.gathered(a, b)
			return true
		}
		m.call(a, b)
	case hCall:
		m.callKw(a, m.items(b), nil, nil)
	case hSleep:
		if !m.futDone(a) {
			m.resolve(a, futFinished, b)
		}
	}
	if m.exc != 0 {
		return m.callbackFailed(a)
	}
	return true
}

// callbackFailed deals with the pending exception of a callback: the loop
// reports it and goes on.
func (m *machine) callbackFailed(cb Value) bool {
	exc := m.exc
	if m.isInstance(exc, tKeyboardInterrupt.value()) || m.isInstance(exc, tSystemExit.value()) {
		return false
	}
	m.exc = 0
	if h := m.get(m.theLoop(), wLoopHandler); h != 0 && h != None {
		ctx := m.newDict(2)
		m.dictSet(ctx, m.str("message"), m.str("Exception in callback"))
		m.dictSet(ctx, m.str("exception"), exc)
		if m.call(h, m.theLoop(), ctx) == 0 {
			m.exc = 0
		}
		return true
	}
	m.event(EvRaise, m.current, 0, 0, "exception in a callback: "+m.excLine(exc))
	return true
}

// taskOptions refuses the arguments of create_task that the version does not
// know.
func (m *machine) taskOptions(context, eagerStart Value) bool {
	switch {
	case context != 0 && m.cfg.Minor < 11:
		m.raise(tTypeError, "create_task() got an unexpected keyword argument 'context'")
	case eagerStart != 0 && m.cfg.Minor < 14:
		m.raise(tTypeError, "create_task() got an unexpected keyword argument 'eager_start'")
	default:
		return true
	}
	return false
}

// loopCreateTask is loop.create_task, with the loop's task factory.
func (m *machine) loopCreateTask(coro, name Value) Value {
	if !m.isCoroutine(coro) {
		return m.raise(tTypeError, "a coroutine was expected, got %s", m.reprText(coro))
	}
	if f := m.get(m.theLoop(), wLoopFactory); f != 0 && f != None {
		var names, kw []Value
		if m.cfg.Minor >= 14 && name != None {
			names, kw = []Value{m.str("name")}, []Value{name}
		}
		t := m.callKw(f, []Value{m.theLoop(), coro}, names, kw)
		if t != 0 && m.is(t, kTask) && name != None {
			m.set(t, wTaskName, m.str(m.strText(name)))
		}
		return t
	}
	return m.newTask(coro, name)
}

// Number is the float value of an int, float or bool; ok is false for others.
func (m *machine) seconds(v Value) (float64, bool) {
	switch {
	case v.isInt():
		return float64(v.int()), true
	case v == True:
		return 1, true
	case v == False:
		return 0, true
	case m.isAtomKind(v, atomFloat):
		return m.atoms.table.get(v).f, true
	case m.is(v, kRandom):
		return 1, true // some positive duration
	}
	m.raise(tTypeError, "'%s' object cannot be interpreted as a duration", m.typeName(v))
	return 0, false
}

var coSleep, coAwaitable int

func init() {
	instanceWords[kHandle], instanceWords[kLoop] = handleWords, loopWords
	coSleep = coro("sleep", func(m *machine, co Co, sent, exc Value) (Value, coStatus) {
		switch co.pc() {
		case 0:
			d, _ := m.seconds(co.self())
			if m.is(co.self(), kRandom) && m.compareRandom(LtE, co.self(), rawInt(0)) == True {
				d = 0
			}
			if d <= 0 {
				co.setPC(1)
				return None, coYield
			}
			f := m.newFuture()
			co.setSlot(1, f)
			co.setSlot(2, m.callAt(hSleep, f, co.slot(0), m.now()+d))
			co.setPC(2)
			return f, coYield
		case 1:
			if exc != 0 {
				m.exc = exc
				return 0, coRaise
			}
			return co.slot(0), coDone
		}
		m.cancelHandle(co.slot(2))
		if exc != 0 {
			m.exc = exc
			return 0, coRaise
		}
		v := m.futResult(co.slot(1))
		if v == 0 {
			return 0, coRaise
		}
		return v, coDone
	})
	coAwaitable = coro("awaitable", func(m *machine, co Co, sent, exc Value) (Value, coStatus) {
		// Drives obj.__await__() as a coroutine of its own.
		if co.pc() == 0 {
			fn := m.lookupSpecial(co.self(), "__await__")
			it := m.call(fn)
			if it == 0 {
				return 0, coRaise
			}
			co.setSlot(0, it)
			co.setPC(1)
		}
		it := co.slot(0)
		if m.isFuture(it) {
			if m.futDone(it) || exc != 0 {
				if exc != 0 {
					m.exc = exc
					return 0, coRaise
				}
				if v := m.futResult(it); v != 0 {
					return v, coDone
				}
				return 0, coRaise
			}
			return it, coYield
		}
		if !m.is(it, kFrame) && !m.is(it, kNativeCoro) {
			m.raise(tTypeError, "__await__() returned non-iterator of type '%s'", m.typeName(it))
			return 0, coRaise
		}
		v, st := m.drive(it, orNone(sent), exc)
		return v, [...]coStatus{rsReturn: coDone, rsRaise: coRaise, rsYield: coYield}[st]
	})
	def("asyncio.sleep", "delay, result=, *, loop=", func(m *machine, a []Value) Value {
		if _, ok := m.seconds(a[0]); !ok {
			return 0
		}
		return m.newCo(coSleep, a[0], orNone(a[1]))
	})
	def("asyncio._await_noop", "", func(m *machine, a []Value) Value { return m.newCo(coSleep, rawInt(0), None) })

	def("asyncio._Loop.__init__", "self", func(m *machine, a []Value) Value {
		l := a[0]
		m.set(l, wLoopReady, m.newPool(m.cfg.Schedule == Any))
		m.set(l, wLoopTimers, m.newPool(true))
		m.set(l, wLoopTodo, rawInt(0))
		m.set(l, wLoopStopping, False)
		m.set(l, wLoopClosed, False)
		return None
	})
	def("asyncio._Loop.create_future", "self, /", func(m *machine, a []Value) Value { return m.newFuture() })
	def("asyncio._Loop.create_task", "self, coro, *, name=, context=, eager_start=", func(m *machine, a []Value) Value {
		if !m.taskOptions(a[3], a[4]) {
			return 0
		}
		return m.withLoop(a[0], func() Value {
			if a[4] != 0 && m.truth(a[4]) {
				return m.startEagerly(a[1], orNone(a[2]))
			}
			return m.loopCreateTask(a[1], orNone(a[2]))
		})
	})
	soon := func(m *machine, a []Value) Value {
		return m.withLoop(a[0], func() Value {
			return m.callSoon(hCall, a[1], a[3])
		})
	}
	def("asyncio._Loop.call_soon", "self, callback, *args, context=", soon)
	def("asyncio._Loop.call_soon_threadsafe", "self, callback, *args, context=", soon)
	def("asyncio._Loop.call_later", "self, delay, callback, *args, context=", func(m *machine, a []Value) Value {
		d, ok := m.seconds(a[1])
		if !ok {
			return 0
		}
		return m.withLoop(a[0], func() Value { return m.callAt(hCall, a[2], a[4], m.now()+d) })
	})
	def("asyncio._Loop.call_at", "self, when, callback, *args, context=", func(m *machine, a []Value) Value {
		d, ok := m.seconds(a[1])
		if !ok {
			return 0
		}
		return m.withLoop(a[0], func() Value { return m.callAt(hCall, a[2], a[4], d) })
	})
	def("asyncio._Loop.time", "self, /", func(m *machine, a []Value) Value { return m.float(m.now()) })
	def("asyncio._Loop.stop", "self, /", func(m *machine, a []Value) Value {
		m.set(a[0], wLoopStopping, True)
		return None
	})
	def("asyncio._Loop.is_running", "self, /", func(m *machine, a []Value) Value {
		return boolValue(m.a[m.frozen+rLoop] == a[0])
	})
	def("asyncio._Loop.is_closed", "self, /", func(m *machine, a []Value) Value { return m.get(a[0], wLoopClosed) })
	def("asyncio._Loop.close", "self, /", func(m *machine, a []Value) Value {
		if m.a[m.frozen+rLoop] == a[0] {
			return m.raise(tRuntimeError, "Cannot close a running event loop")
		}
		m.set(a[0], wLoopClosed, True)
		if m.a[m.frozen+rLastLoop] == a[0] {
			m.a[m.frozen+rLastLoop] = 0
		}
		m.listSet(m.get(a[0], wLoopReady), nil)
		m.listSet(m.get(a[0], wLoopTimers), nil)
		return None
	})
	def("asyncio._Loop.get_debug", "self, /", func(m *machine, a []Value) Value { return False })
	def("asyncio._Loop.set_debug", "self, enabled, /", func(m *machine, a []Value) Value { return None })
	def("asyncio._Loop.set_exception_handler", "self, handler, /", func(m *machine, a []Value) Value {
		m.set(a[0], wLoopHandler, a[1])
		return None
	})
	def("asyncio._Loop.get_exception_handler", "self, /", func(m *machine, a []Value) Value {
		return orNone(m.get(a[0], wLoopHandler))
	})
	def("asyncio._Loop.set_task_factory", "self, factory, /", func(m *machine, a []Value) Value {
		m.set(a[0], wLoopFactory, a[1])
		return None
	})
	def("asyncio._Loop.get_task_factory", "self, /", func(m *machine, a []Value) Value {
		return orNone(m.get(a[0], wLoopFactory))
	})
	def("asyncio._Loop.call_exception_handler", "self, context, /", func(m *machine, a []Value) Value {
		if h := m.get(a[0], wLoopHandler); h != 0 && h != None {
			return m.call(h, a[0], a[1])
		}
		return None
	})
	def("asyncio._Loop.default_exception_handler", "self, context, /", func(m *machine, a []Value) Value { return None })
	def("asyncio._Loop._run_forever", "self, /", func(m *machine, a []Value) Value {
		if m.get(a[0], wLoopClosed) == True {
			return m.raise(tRuntimeError, "Event loop is closed")
		}
		if m.a[m.frozen+rLoop] != 0 {
			if m.a[m.frozen+rLoop] == a[0] {
				return m.raise(tRuntimeError, "This event loop is already running")
			}
			return m.raise(tRuntimeError, "Cannot run the event loop while another loop is running")
		}
		m.a[m.frozen+rLoop] = a[0]
		m.a[m.frozen+rLastLoop] = a[0]
		m.blocked = true
		return 0
	})
	def("asyncio._Loop._all_tasks", "self, /", func(m *machine, a []Value) Value {
		return m.list(m.listItems(m.a[m.frozen+rTasks])...)
	})
	def("asyncio._Loop._asyncgens", "self, /", func(m *machine, a []Value) Value {
		l := m.a[m.frozen+rAsyncGens]
		if l == 0 {
			return m.list()
		}
		return m.list(m.listItems(l)...)
	})
	def("asyncio._set_event_loop", "loop, /", func(m *machine, a []Value) Value {
		m.a[m.frozen+rSetLoop] = a[0]
		return None
	})
	def("asyncio._get_set_event_loop", "unset, /", func(m *machine, a []Value) Value {
		if l := m.a[m.frozen+rSetLoop]; l != 0 {
			return l
		}
		return a[0]
	})
	// What CPython takes from a set in the order of addresses; it makes no
	// difference there.
	def("asyncio._in_order", "items, /", func(m *machine, a []Value) Value {
		var items []Value
		if k := m.kindOf(a[0]); k == kSet || k == kFrozenSet {
			items = append(items, m.tableKeys(a[0])...)
		} else {
			var ok bool
			if items, ok = m.collect(a[0]); !ok {
				return 0
			}
		}
		out := m.newList(len(items))
		seen := m.newSet(len(items))
		for _, x := range items {
			if m.isFuture(x) || m.isCoroutine(x) {
				if m.setHas(seen, x) {
					continue
				}
				m.setAdd(seen, x)
			}
			m.listAppend(out, x)
		}
		return out
	})
	def("asyncio._get_running_loop", "", func(m *machine, a []Value) Value { return orNone(m.a[m.frozen+rLoop]) })
	def("asyncio.get_running_loop", "", func(m *machine, a []Value) Value {
		if l := m.a[m.frozen+rLoop]; l != 0 {
			return l
		}
		return m.raise(tRuntimeError, "no running event loop")
	})
	def("asyncio.create_task", "coro, *, name=, context=, eager_start=", func(m *machine, a []Value) Value {
		if m.a[m.frozen+rLoop] == 0 {
			return m.raise(tRuntimeError, "no running event loop")
		}
		if !m.taskOptions(a[2], a[3]) {
			return 0
		}
		if a[3] != 0 && m.truth(a[3]) {
			return m.startEagerly(a[0], orNone(a[1]))
		}
		f := m.get(m.theLoop(), wLoopFactory)
		if named := a[1] != 0 && a[1] != None; named && m.cfg.Minor <= 12 && (f == 0 || f == None) {
			m.spendName() // the task is named when it is made already
		}
		return m.loopCreateTask(a[0], orNone(a[1]))
	})
	def("asyncio._report_shutdown", "task, /", func(m *machine, a []Value) Value {
		m.listAppend(m.a[m.frozen+rShutdown], m.str(m.typeName(m.get(a[0], wFutResult))))
		return None
	})
	// A library module finds the builtins of its own name only.
	for _, module := range []string{"asyncio", "datetime", "functools", "json", "random", "threading", "typing"} {
		def(module+"._refuse", "code, msg, hint=", func(m *machine, a []Value) Value {
			hint := ""
			if a[2] != 0 {
				hint = m.text(a[2])
			}
			return m.unsupported(m.text(a[0]), m.text(a[1]), hint)
		})
	}
	def("asyncio.Handle.cancel", "self, /", func(m *machine, a []Value) Value {
		m.cancelHandle(a[0])
		return None
	})
	def("asyncio.Handle.cancelled", "self, /", func(m *machine, a []Value) Value {
		return boolValue(m.get(a[0], wHandleCancelled) == True)
	})
	def("asyncio.TimerHandle.when", "self, /", func(m *machine, a []Value) Value { return orNone(m.get(a[0], wHandleWhen)) })
	now := func(m *machine, a []Value) Value { return m.float(m.now()) }
	for _, name := range []string{"time.monotonic", "time.time", "time.perf_counter"} {
		def(name, "", now)
	}
	def("time.sleep", "secs, /", func(m *machine, a []Value) Value {
		d, ok := m.seconds(a[0])
		if !ok {
			return 0
		}
		if d < 0 {
			return m.raise(tValueError, "sleep length must be non-negative")
		}
		if m.prog.threaded {
			return m.park(opSleep, 0, a[0], 0)
		}
		m.advance(d)
		return None
	})
}

// closeDropped makes tasks that close the async generators that nothing refers
// to any more, as CPython's loop does when their reference count drops to 0. It
// reports whether there were any.
func (m *machine) closeDropped() bool {
	if len(m.dropped) == 0 {
		return false
	}
	loop := m.a[m.frozen+rLoop]
	if loop == 0 || m.prog.closeAsyncGen < 0 {
		m.dropped = m.dropped[:0]
		return false
	}
	fn := m.a[m.prog.globals[m.prog.closeAsyncGen].at]
	for _, g := range m.dropped {
		m.listRemoveRef(m.a[m.frozen+rAsyncGens], g)
		if m.listLen(m.a[m.frozen+rAsyncGens]) == 0 {
			m.a[m.frozen+rAsyncGens] = 0
		}
		co := m.call(fn, g)
		m.callSoon(hCall, m.bind(registryNames["asyncio._Loop.create_task"].value(), loop), m.tuple(co))
	}
	m.dropped = m.dropped[:0]
	return true
}

// asyncGenCoro is the coroutine to run for a step of an async generator.
func (m *machine) asyncGenCoro(step Value) Value {
	if m.anextClosing(step) {
		return m.call(m.a[m.prog.globals[m.prog.closeAsyncGen].at], m.get(step, 1))
	}
	return m.call(m.a[m.prog.globals[m.prog.awaitAsyncGen].at], step)
}

// closingStep prepares a step of a task that may run an async generator. What
// is thrown into one that has not begun goes to its generator; before 3.13 what
// the generator awaits then is given up at the next step.
func (m *machine) closingStep(t, exc Value) Value {
	co := m.get(t, wTaskCoro)
	if !m.is(co, kFrame) || m.prog.closeAsyncGen < 0 || m.prog.throwAsyncGen < 0 {
		return exc
	}
	f := co.payload()
	code := func(global int) int { return int(m.get(m.a[m.prog.globals[global].at], 1).int()) }
	switch m.frameCode(f).index {
	case code(m.prog.closeAsyncGen), code(m.prog.awaitAsyncGen):
		if exc != 0 && m.frameState(f) == fsCreated {
			g := m.a[f+wLocals]
			if m.is(g, kANext) {
				g = m.get(g, 1)
			}
			m.set(t, wTaskCoro, m.call(m.a[m.prog.globals[m.prog.throwAsyncGen].at], g, exc))
			return 0
		}
	case code(m.prog.throwAsyncGen):
		if exc == 0 && m.frameState(f) == fsSuspended && m.cfg.Minor < 13 {
			return m.newException(tGeneratorExit.value())
		}
	}
	return exc
}

// withLoop runs f with l as the loop that things are scheduled on.
func (m *machine) withLoop(l Value, f func() Value) Value {
	if m.get(l, wLoopClosed) == True {
		return m.raise(tRuntimeError, "Event loop is closed")
	}
	r := m.frozen
	if m.a[r+rLoop] != 0 {
		return f()
	}
	set, last := m.a[r+rSetLoop], m.a[r+rLastLoop]
	m.a[r+rSetLoop], m.a[r+rLastLoop] = l, l
	v := f()
	m.a[r+rSetLoop], m.a[r+rLastLoop] = set, last
	return v
}
