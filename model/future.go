package model

// Futures, and gather, which is a future over other futures. Source: CPython
// asyncio/futures.py and tasks.py, 3.8 to 3.13, by behaviour.
//
// A future is [class, dict, state, result, callbacks, flags]. A callback is a
// callable, or a task that the future wakes up, or a gathering future that
// counts it. A gathering future adds [children, finished, number].

const (
	wFutState     = 3
	wFutResult    = 4 // result, exception, or what cancelledError is made of
	wFutCallbacks = 5 // 0, the only callback, or a list of them
	wFutFlags     = 6

	futureWords = 7

	wGatherChildren = 7 // tuple of futures, or a pool: see gathering.go; 0 when it is done
	wGatherFinished = 8
	wGatherNumber   = 9 // of different children

	gatherWords = 10
)

// States of a future.
const (
	futPending int64 = iota
	futFinished
	futException
	futCancelled
)

// Flags of a future.
const (
	futLogTraceback = 1 << iota // has an exception that nobody has retrieved
	gatherReturnExceptions
	gatherCancelRequested
	futBlocking     // awaited in vain: every await of it fails while it is pending
	futForeign      // made for a loop that does not run
	gatherScrambled // its result does not say which is whose: see gathering.go
	gatherTurns     // stands for tasks that are awaited in turn: see inturn.go
	futMain         // given to run_until_complete: its exception is not one that nobody retrieves
	futKeepsError   // a cancelled task that holds the CancelledError that ended it, for the first who asks
)

var (
	tFuture            = typ("asyncio.Future", tObject, kFuture)
	tGatheringFuture   = typ("asyncio._GatheringFuture", tFuture, kFuture)
	tCancelledError    = excType("asyncio.CancelledError", tBaseException)
	tInvalidStateError = excType("asyncio.InvalidStateError", tException)
)

func (m *machine) newFuture() Value {
	o := m.alloc(kFuture, futureWords)
	m.a[o+wClass] = tFuture.value()
	m.initFuture(refValue(o))
	return refValue(o)
}

func (m *machine) initFuture(f Value) {
	m.set(f, wFutState, rawInt(futPending))
	m.set(f, wFutFlags, rawInt(0))
	m.note(f)
}

func (m *machine) isFuture(v Value) bool {
	k := m.kindOf(v)
	return k == kFuture || k == kTask
}

func (m *machine) futState(f Value) int64 { return m.get(f, wFutState).int() }
func (m *machine) futDone(f Value) bool   { return m.futState(f) != futPending }

func (m *machine) futFlag(f Value, flag int64) bool { return m.get(f, wFutFlags).int()&flag != 0 }
func (m *machine) setFutFlag(f Value, flag int64, on bool) {
	n := m.get(f, wFutFlags).int() &^ flag
	if on {
		n |= flag
	}
	m.set(f, wFutFlags, rawInt(n))
}

// retrieved notes that somebody has seen the future's exception.
func (m *machine) retrieved(f Value) {
	if m.futFlag(f, futLogTraceback) {
		m.setFutFlag(f, futLogTraceback, false)
		m.listRemoveRef(m.a[m.frozen+rFailed], f)
	}
}

// cancelledError makes the CancelledError of a cancelled future, a bare one if
// it is not cancelled. From 3.11 on the first who asks a cancelled task gets the
// very exception that ended it; all others, and before 3.11 everybody, a new one
// without the message, which only futures keep (_make_cancelled_error).
func (m *machine) cancelledError(f Value) Value {
	if m.futState(f) != futCancelled {
		return m.newCancelled(None)
	}
	held := m.get(f, wFutResult)
	if m.futFlag(f, futKeepsError) {
		m.setFutFlag(f, futKeepsError, false)
		m.set(f, wFutResult, None)
		return held
	}
	return m.newCancelled(held)
}

// gatheredError is what gather(return_exceptions=True) gives for a cancelled
// child: a CancelledError of its own, from 3.9 on with the message, if only an
// empty one.
func (m *machine) gatheredError(f Value) Value {
	msg := m.get(f, wFutResult)
	switch {
	case m.cfg.Minor < 9:
		return m.newCancelled(None)
	case m.futFlag(f, futKeepsError) || msg == 0 || msg == None:
		msg = m.str("")
	}
	return m.newException(tCancelledError.value(), msg)
}

// futResult is fut.result(): it returns 0 with the exception pending.
func (m *machine) futResult(f Value) Value {
	switch m.futState(f) {
	case futFinished:
		if m.futFlag(f, gatherScrambled) {
			m.breaks(gathersUnordered)
		}
		return m.get(f, wFutResult)
	case futException:
		m.retrieved(f)
		m.exc = m.get(f, wFutResult)
	case futCancelled:
		m.exc = m.cancelledError(f)
	default:
		m.raise(tInvalidStateError, "Result is not set.")
	}
	return 0
}

// resolve ends a pending future and schedules its callbacks.
func (m *machine) resolve(f Value, state int64, v Value) {
	m.set(f, wFutState, rawInt(state))
	m.set(f, wFutResult, v)
	if m.get(f, wClass) == tGatheringFuture.value() {
		m.set(f, wGatherChildren, 0)
	}
	if state == futException {
		m.setFutFlag(f, futLogTraceback, true)
		if !m.futFlag(f, futMain) {
			m.listAppend(m.a[m.frozen+rFailed], f)
		}
	}
	cbs := m.get(f, wFutCallbacks)
	m.set(f, wFutCallbacks, 0)
	switch {
	case m.is(cbs, kList):
		for i := range m.listLen(cbs) {
			m.callSoonFuture(m.listItems(cbs)[i], f)
		}
	case cbs != 0:
		m.callSoonFuture(cbs, f)
	}
}

// callSoonFuture schedules one callback of a future.
func (m *machine) callSoonFuture(cb, f Value) { m.callSoon(hFuture, cb, f) }

// addCallback is fut.add_done_callback.
func (m *machine) addCallback(f, cb Value) {
	if m.futDone(f) {
		m.callSoonFuture(cb, f)
		return
	}
	switch l := m.get(f, wFutCallbacks); {
	case m.is(l, kList):
		m.listAppend(l, cb)
	case l != 0:
		m.set(f, wFutCallbacks, m.list(l, cb))
	case m.is(cb, kList): // nonsense, but not a list of callbacks
		m.set(f, wFutCallbacks, m.list(cb))
	default:
		m.set(f, wFutCallbacks, cb)
	}
}

// cancelFuture is fut.cancel(msg) for futures and tasks of every kind.
func (m *machine) cancelFuture(f, msg Value) bool {
	if cls := m.get(f, wClass); cls.isRef() {
		if fn := m.special(f, m.str("cancel")); fn != 0 {
			v := m.call(fn)
			return v != 0 && m.truth(v)
		}
	}
	return m.cancelNative(f, msg)
}

func (m *machine) cancelNative(f, msg Value) bool {
	// Tasks that wait for each other, directly or through gather, have no end.
	if !m.deeper(" while calling a Python object") {
		return false
	}
	defer func() { m.data.nest-- }()
	if m.is(f, kTask) {
		return m.cancelTask(f, msg)
	}
	m.retrieved(f)
	if m.futDone(f) {
		return false
	}
	if m.get(f, wClass) == tGatheringFuture.value() {
		switch {
		case m.isTurns(f):
			m.breaks(turnsUnordered)
		case m.gathersSet(f):
			m.breaks(gathersUnordered)
		}
		any := false
		for _, c := range m.gatherChildren(f) {
			if m.cancelFuture(c, msg) {
				any = true
			}
			if m.exc != 0 {
				return false
			}
		}
		if any {
			m.setFutFlag(f, gatherCancelRequested, true)
		}
		return any
	}
	m.resolve(f, futCancelled, msg)
	return true
}

// newGather is asyncio.gather.
func (m *machine) newGather(args []Value, returnExceptions bool) Value {
	if len(args) == 0 {
		f := m.newFuture()
		m.resolve(f, futFinished, m.list())
		return f
	}
	o := m.alloc(kFuture, gatherWords)
	g := refValue(o)
	m.a[o+wClass] = tGatheringFuture.value()
	m.initFuture(g)
	children := make([]Value, 0, len(args))
	var done []Value
	n := int64(0)
next:
	for i, x := range args {
		for j, y := range args[:i] {
			if x == y {
				children = append(children, children[j])
				continue next
			}
		}
		f := m.ensureFuture(x)
		if f == 0 {
			return 0
		}
		n++
		children = append(children, f)
		if m.cfg.Minor >= 12 && m.futDone(f) {
			done = append(done, f)
		} else {
			m.addCallback(f, g)
		}
	}
	m.setFutFlag(g, gatherReturnExceptions, returnExceptions)
	m.set(g, wGatherChildren, m.tuple(children...))
	m.set(g, wGatherFinished, rawInt(0))
	m.set(g, wGatherNumber, rawInt(n))
	for _, f := range done {
		m.gathered(g, f)
	}
	return g
}

// gathered is the callback of a gathering future for its child f.
func (m *machine) gathered(g, f Value) {
	state := m.futState(f)
	if m.futDone(g) {
		if state != futCancelled {
			m.retrieved(f)
		}
		return
	}
	n := m.get(g, wGatherFinished).int() + 1
	m.set(g, wGatherFinished, rawInt(n))
	if !m.futFlag(g, gatherReturnExceptions) {
		switch state {
		case futCancelled:
			m.resolve(g, futException, m.cancelledError(f))
			return
		case futException:
			m.retrieved(f)
			m.resolve(g, futException, m.get(f, wFutResult))
			return
		}
	}
	if n != m.get(g, wGatherNumber).int() {
		return
	}
	children := m.gatherChildren(g)
	results := m.newList(len(children))
	for _, c := range children {
		switch m.futState(c) {
		case futCancelled:
			m.listAppend(results, m.gatheredError(c))
		case futException:
			m.retrieved(c)
			m.listAppend(results, m.get(c, wFutResult))
		default:
			m.listAppend(results, m.get(c, wFutResult))
		}
	}
	if m.futFlag(g, gatherCancelRequested) {
		m.resolve(g, futException, m.cancelledError(children[len(children)-1]))
		return
	}
	if m.gathersSet(g) {
		results = m.withoutOrder(g, results)
	}
	m.resolve(g, futFinished, results)
}

// ensureFuture is asyncio.ensure_future.
func (m *machine) ensureFuture(x Value) Value {
	if m.isFuture(x) {
		return x
	}
	if m.isCoroutine(x) {
		return m.loopCreateTask(x, None)
	}
	if m.lookupSpecial(x, "__await__") != 0 {
		return m.loopCreateTask(m.newCo(coAwaitable, x), None)
	}
	return m.raise(tTypeError, "An asyncio.Future, a coroutine or an awaitable is required")
}

func (m *machine) isCoroutine(v Value) bool {
	return m.is(v, kNativeCoro) || m.is(v, kANext) || m.is(v, kFrame) && m.frameCode(v.payload()).flavour == coroutine
}

func init() {
	instanceWords[kFuture] = futureWords
	def("asyncio.Future.__init__", "self, *, loop=", func(m *machine, a []Value) Value {
		m.initFuture(a[0])
		return None
	})
	def("asyncio.Future.done", "self, /", func(m *machine, a []Value) Value { return boolValue(m.futDone(a[0])) })
	def("asyncio.Future.cancelled", "self, /", func(m *machine, a []Value) Value {
		return boolValue(m.futState(a[0]) == futCancelled)
	})
	def("asyncio.Future.result", "self, /", func(m *machine, a []Value) Value { return m.futResult(a[0]) })
	def("asyncio.Future.exception", "self, /", func(m *machine, a []Value) Value {
		switch m.futState(a[0]) {
		case futPending:
			return m.raise(tInvalidStateError, "Exception is not set.")
		case futCancelled:
			m.exc = m.cancelledError(a[0])
			return 0
		case futException:
			m.retrieved(a[0])
			return m.get(a[0], wFutResult)
		}
		return None
	})
	invalid := func(m *machine, f Value) Value {
		if m.cfg.Minor >= 10 || true {
			return m.raise(tInvalidStateError, "invalid state")
		}
		return 0
	}
	def("asyncio.Future.set_result", "self, result, /", func(m *machine, a []Value) Value {
		if m.is(a[0], kTask) {
			return m.raise(tRuntimeError, "Task does not support set_result operation")
		}
		if m.futDone(a[0]) {
			return invalid(m, a[0])
		}
		m.resolves(a[0])
		m.resolve(a[0], futFinished, a[1])
		return None
	})
	def("asyncio.Future.set_exception", "self, exception, /", func(m *machine, a []Value) Value {
		if m.is(a[0], kTask) {
			return m.raise(tRuntimeError, "Task does not support set_exception operation")
		}
		if m.futDone(a[0]) {
			return invalid(m, a[0])
		}
		x := a[1]
		if m.isExcClass(x) {
			if x = m.call(x); x == 0 {
				return 0
			}
		}
		if !m.is(x, kException) {
			return m.raise(tTypeError, "invalid exception object")
		}
		if m.isInstance(x, tStopIteration.value()) {
			const bad = "StopIteration interacts badly with generators and cannot be raised into a Future"
			if m.cfg.Minor < 13 {
				return m.raise(tTypeError, bad)
			}
			e := m.newException(tRuntimeError.value(), m.str(bad))
			m.set(e, wCause, x)
			x = e
		}
		m.resolve(a[0], futException, x)
		return None
	})
	def("asyncio.Future.cancel", "self, msg=", func(m *machine, a []Value) Value {
		if m.cfg.Minor < 9 && a[1] != 0 {
			return m.raise(tTypeError, "cancel() takes no arguments (1 given)")
		}
		ok := m.cancelNative(a[0], orNone(a[1]))
		if m.exc != 0 {
			return 0
		}
		return boolValue(ok)
	})
	def("asyncio.Future.add_done_callback", "self, fn, /, *, context=", func(m *machine, a []Value) Value {
		m.addCallback(a[0], a[1])
		return None
	})
	def("asyncio.Future.remove_done_callback", "self, fn, /", func(m *machine, a []Value) Value {
		l := m.get(a[0], wFutCallbacks)
		all := []Value{l}
		if m.is(l, kList) {
			all = append([]Value(nil), m.listItems(l)...)
		}
		m.set(a[0], wFutCallbacks, 0)
		removed := int64(0)
		for _, x := range all {
			switch {
			case x == 0:
			case x == a[1] || m.sameMethod(x, a[1]):
				removed++
			default:
				m.addCallback(a[0], x)
			}
		}
		return rawInt(removed)
	})
	def("asyncio.Future.get_loop", "self, /", func(m *machine, a []Value) Value {
		for _, r := range []int{rLoop, rLastLoop, rSetLoop} {
			if l := m.a[m.frozen+r]; l != 0 {
				return l
			}
		}
		return None
	})
	def("asyncio.Future.__await__", "self, /", func(m *machine, a []Value) Value { return a[0] })
	def("asyncio.Future.__iter__", "self, /", func(m *machine, a []Value) Value { return a[0] })
	def("asyncio.gather", "*coros_or_futures, loop=, return_exceptions=", func(m *machine, a []Value) Value {
		// The varargs come last among the bound arguments.
		return m.newGather(m.items(a[2]), a[1] != 0 && m.truth(a[1]))
	})
	def("asyncio._set_main", "future, /", func(m *machine, a []Value) Value {
		m.setFutFlag(a[0], futMain, true)
		return None
	})
	def("asyncio.isfuture", "obj, /", func(m *machine, a []Value) Value { return boolValue(m.isFuture(a[0])) })
	def("asyncio.ensure_future", "coro_or_future, *, loop=", func(m *machine, a []Value) Value {
		if m.is(a[1], kLoop) {
			return m.withLoop(a[1], func() Value { return m.ensureFuture(a[0]) })
		}
		return m.withLoop(m.theLoop(), func() Value { return m.ensureFuture(a[0]) })
	})
	def("asyncio.iscoroutine", "obj, /", func(m *machine, a []Value) Value { return boolValue(m.isCoroutine(a[0])) })
	def("asyncio.iscoroutinefunction", "func, /", func(m *machine, a []Value) Value {
		f := a[0]
		if m.is(f, kMethod) {
			f = m.get(f, 1)
		}
		return boolValue(m.is(f, kFunc) && m.prog.codes[m.get(f, 1).int()].flavour == coroutine)
	})
}

// sameMethod reports whether two bound methods are equal.
func (m *machine) sameMethod(x, y Value) bool {
	return m.is(x, kMethod) && m.is(y, kMethod) && m.get(x, 1) == m.get(y, 1) && m.get(x, 2) == m.get(y, 2)
}
