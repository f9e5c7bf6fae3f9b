package model

// Threads. A thread of the machine is [class, dict, frame, op, obj, arg, arg2,
// object, flags, clock, locals, awaits]: the frame in which it stands, and what it is
// about to do there. It stands before an access (op is 0) or before an
// operation that is described by op, obj and the args: a call of a
// synchronisation function, which the thread is inside of. The object is its
// threading.Thread.
//
// The main thread is one too. All that have begun and not ended are in a pool in
// the root of the state. The frames of a thread hang together by their parents,
// as those of any function calls.

const (
	wThreadFrame  = 3 + iota // the innermost frame, 0 while it runs and when it has ended
	wThreadOp                // index into threadOps
	wThreadObj               // what the operation is done to
	wThreadArg               // its arguments, see there
	wThreadArg2              //
	wThreadObject            // the threading.Thread, 0 for none
	wThreadFlags             // see below
	wThreadClock             // float: its own time, where that matters
	wThreadLocals            // dict of its threading.local values, 0 if none
	wThreadAwaits            // pool of the threads whose end it waits for before it goes on: see await.go; 0 if none

	threadWords
)

// Flags of a thread.
const (
	threadDaemon   = 1 << iota // does not keep the interpreter from ending
	threadMain                 //
	threadSelected             // a notify or set has woken it
	threadExpired              // its timed wait is over
	threadEnded
	threadBorn  // has not run yet
	threadAhead // belongs to the part of the program that goes ahead: see parts.go

	spuriousShift = 8 // above them is how often it has woken without a notify
)

var tThread = typ("threading._thread", tObject, kThread)

// A threadOp is an operation before which a thread can stand. A thread has a
// turn if its operation has a way to go on.
type threadOp struct {
	name string
	// ways returns in which ways the operation of t can go on now.
	ways func(m *machine, t Value) ways
	// do does it. It returns the result of the call; 0 if it has raised, or if the
	// thread stands before another operation now (machine.blocked).
	do func(m *machine, t Value, w way) Value
	// wait says what t waits for, for reports: text, and the thread that holds it.
	wait func(m *machine, t Value) (on string, holder Value)
}

// A way is one of those in which an operation can go on.
type way uint8

const (
	wayRun      way = iota // it does what it is there for
	wayExpire              // the time that it had is over
	waySpurious            // it wakes for no reason
	wayCount
)

var wayNames = [wayCount]string{"run", "expires", "spurious"}

// ways is a set of them.
type ways uint8

const (
	canRun      ways = 1 << wayRun
	canExpire   ways = 1 << wayExpire
	canWakeSelf ways = 1 << waySpurious
)

var threadOps = []*threadOp{{name: "access", ways: always}} // opAccess

const opAccess = 0

func always(m *machine, t Value) ways { return canRun }

func newThreadOp(op threadOp) int {
	threadOps = append(threadOps, &op)
	return len(threadOps) - 1
}

func (m *machine) threadOp(t Value) *threadOp { return threadOps[m.get(t, wThreadOp).int()] }

func (m *machine) threadFlag(t Value, f int64) bool { return m.get(t, wThreadFlags).int()&f != 0 }

func (m *machine) setThreadFlag(t Value, f int64, on bool) {
	n := m.get(t, wThreadFlags).int() &^ f
	if on {
		n |= f
	}
	m.set(t, wThreadFlags, rawInt(n))
}

func (m *machine) newThread(object Value, flags int64) Value {
	o := m.alloc(kThread, threadWords)
	m.a[o+wClass] = tThread.value()
	m.a[o+wThreadOp] = rawInt(opAccess)
	m.a[o+wThreadObject] = object
	m.a[o+wThreadFlags] = rawInt(flags)
	return refValue(o)
}

// threads returns the pool of the threads that have begun and not ended, nothing in a
// program that can have none.
func (m *machine) threads() []Value {
	pool := m.a[m.frozen+rThreads]
	if pool == 0 {
		return nil
	}
	return m.listItems(pool)
}

// alone reports whether no other thread is there: nothing is a step then that
// cannot block.
func (m *machine) alone() bool {
	pool := m.a[m.frozen+rThreads]
	return beyondAt(pool.payload()) < 0 && m.listLen(pool) <= 1 // see poolComponent
}

// thread is the running thread.
func (m *machine) thread() Value {
	if m.is(m.current, kThread) {
		return m.current
	}
	return m.a[m.frozen+rMainThread]
}

// park lets the running thread stand before an operation. What it returns is
// for the native function that is being called to return.
func (m *machine) park(op int, obj, arg, arg2 Value) Value {
	t := m.thread()
	m.passingInside(op)
	m.set(t, wThreadOp, rawInt(int64(op)))
	m.set(t, wThreadObj, obj)
	m.set(t, wThreadArg, arg)
	m.set(t, wThreadArg2, arg2)
	switch {
	case m.quiet || !m.prog.threaded:
		if threadOps[op].ways(m, t)&canRun == 0 {
			what := "a hook waits for another thread"
			if !m.quiet {
				what = "the thread of the event loop waits for another thread"
			}
			m.unpark(t)
			return m.unsupported("thread-wait", what+": "+threadOps[op].name, "do not wait here")
		}
		m.unpark(t)
		return threadOps[op].doWith(m, t, obj, arg, arg2)
	case m.lonely() && op != opSleep && threadOps[op].ways(m, t) == canRun:
		if m.merges() {
			m.endEvent()
		}
		return threadOps[op].doWith(m, t, obj, arg, arg2)
	}
	m.blocked = true
	if m.trace != nil && threadOps[op].ways(m, t)&canRun == 0 && op != opJoin {
		m.event(EvBlock, t, 0, obj, "")
	}
	return 0
}

// doWith does an operation at once.
func (op *threadOp) doWith(m *machine, t, obj, arg, arg2 Value) Value {
	m.set(t, wThreadObj, obj)
	m.set(t, wThreadArg, arg)
	m.set(t, wThreadArg2, arg2)
	if m.following() {
		m.recordOp(t, wayRun)
	}
	v := op.do(m, t, wayRun)
	if !m.blocked {
		m.unpark(m.thread())
	}
	return v
}

// unpark takes an operation away from a thread.
func (m *machine) unpark(t Value) {
	m.set(t, wThreadOp, rawInt(opAccess))
	m.set(t, wThreadObj, 0)
	m.set(t, wThreadArg, 0)
	m.set(t, wThreadArg2, 0)
}

// turns lists what the threads may do next.
func (m *machine) turns(buf []action) []action {
	if m.over() {
		return buf
	}
	for _, t := range m.threads() {
		if m.get(t, wThreadAwaits) != 0 {
			continue
		}
		w := m.threadOp(t).ways(m, t)
		for k := range wayCount {
			if w&(1<<k) != 0 {
				buf = append(buf, action{kind: actTurn, index: int(k), handle: t})
			}
		}
	}
	return buf
}

// over reports whether every thread that keeps the interpreter from ending has
// ended.
func (m *machine) over() bool {
	return int64(len(m.threads())) == m.daemons()
}

// countDaemon takes note that n daemon threads more are there, if t is one.
func (m *machine) countDaemon(t Value, n int64) {
	if m.threadFlag(t, threadDaemon) {
		m.a[m.frozen+rDaemons] = rawInt(m.daemons() + n)
	}
}

func (m *machine) daemons() int64 { return m.a[m.frozen+rDaemons].int() }

// turn lets thread t go on in one of the ways that it has.
func (m *machine) turn(t Value, w way) {
	m.current = t
	m.fr, m.frames = m.get(t, wThreadFrame).payload(), 0
	for f := m.fr; f != 0; f = m.frameParent(f) {
		m.frames++
	}
	m.beginTurn()
	if m.following() {
		m.follow.way = uint32(w)
		m.recordOp(t, w)
	}
	op := m.threadOp(t)
	if op == threadOps[opAccess] {
		m.again(m.fr)
	} else {
		if m.telling() {
			m.traceLine(m.fr)
		}
		v := op.do(m, t, w)
		if m.blocked {
			m.blocked = false
			return
		}
		m.unpark(t)
		if m.threadFlag(t, threadEnded) {
			return
		}
		if v != 0 {
			m.push(m.fr, v)
		}
	}
	m.set(t, wThreadFrame, 0)
	m.undisturbed, m.through = m.runsThrough() && m.onlyOne(t), 0
	m.runThread()
	m.undisturbed = false
	m.bear()
}

// bear lets the threads that have begun in this turn run up to where they stand
// first: what they do there concerns nobody else.
func (m *machine) bear() {
	m.actorMoved = m.current
	if m.born == 0 {
		return
	}
	if m.following() {
		defer m.bearing()()
	}
	for ; m.born > 0; m.born-- {
		t := m.threads()[len(m.threads())-m.born] // they came last
		m.setThreadFlag(t, threadBorn, false)
		m.current = t
		m.fr, m.frames = m.get(t, wThreadFrame).payload(), 1
		m.set(t, wThreadFrame, 0)
		m.beginTurn()
		if m.telling() {
			m.bornTurn()
		}
		m.runThread()
		if m.telling() {
			m.endBorn()
		}
	}
	m.current = m.actorMoved
}

// runThread runs the current thread, which is in frame m.fr, to where it stands
// next.
func (m *machine) runThread() {
	m.movable = true
	_, st := m.run()
	m.movable = false
	t := m.current // it may have been moved
	switch st {
	case rsBlock:
		m.set(t, wThreadFrame, refValue(m.fr))
		return
	case rsRaise: // of the main thread: others catch everything
		m.set(t, wThreadArg, m.exc)
		m.exc = 0
	}
	m.fr = 0
	m.set(t, wThreadOp, rawInt(int64(opEnd)))
	if !m.seesEnd() && !m.awaiting {
		m.endThread(t)
	}
}

// seesEnd reports whether the end of the current thread is to be a step of its
// own: if another can notice that it is not over yet.
func (m *machine) seesEnd() bool {
	if m.cfg.plain.stepAll {
		return true
	}
	if m.follow.wide {
		return m.endsApart()
	}
	if m.merges() && m.endsApart() && !m.noticesEnd() {
		m.endEvent()
	}
	return m.noticesEnd()
}

// endsApart is seesEnd by what has ever been so.
func (m *machine) endsApart() bool {
	return (m.follow.Others || !m.alone()) &&
		(m.prog.seesEnds || m.prog.seesMainEnd && m.threadFlag(m.current, threadMain))
}

// noticesEnd reports whether a thread that is there now can notice it.
func (m *machine) noticesEnd() bool {
	if m.alone() {
		return false
	}
	if m.prog.seesEnds || m.prog.seesMainEnd && m.threadFlag(m.current, threadMain) {
		return true
	}
	if m.threadFlag(m.current, threadDaemon) {
		return m.daemons() > 1
	}
	return m.daemons() > 0
}

// endThread ends a thread.
func (m *machine) endThread(t Value) {
	if m.following() {
		m.recordEnd(t)
	}
	if m.threadFlag(t, threadMain) {
		m.a[m.frozen+rMainState] = rawInt(mainEnded)
		if exc := m.get(t, wThreadArg); exc != 0 {
			m.a[m.frozen+rMainState] = rawInt(mainRaised)
			m.a[m.frozen+rMainExc] = exc
		}
	}
	m.unpark(t)
	m.setThreadFlag(t, threadEnded, true)
	m.setThreadFlag(t, threadAhead, false)
	m.set(t, wThreadFrame, 0)
	m.set(t, wThreadLocals, 0)
	m.listRemoveRef(m.a[m.frozen+rThreads], t)
	m.countDaemon(t, -1)
	m.awaitNoMore(t)
	m.event(EvFinish, t, 0, 0, "")
}

var opEnd, opStart, opJoin, opSleep, opVisible, opForeign int

func init() {
	opEnd = newThreadOp(threadOp{name: "end", ways: always, do: func(m *machine, t Value, w way) Value {
		m.endThread(t)
		return 0
	}})
	// The thread in arg2 begins with the function in arg, called with the
	// threading.Thread obj.
	opStart = newThreadOp(threadOp{name: "start", ways: always, do: func(m *machine, t Value, w way) Value {
		obj, fn, n := m.get(t, wThreadObj), m.get(t, wThreadArg), m.get(t, wThreadArg2)
		if h := m.str("_handle"); m.ownValue(obj, h) != None {
			return m.raise(tRuntimeError, "threads can only be started once")
		} else if !m.setattr(obj, h, n) {
			return 0
		}
		fr, frames := m.fr, m.frames
		m.fr, m.frames = 0, 0
		if _, st := m.invoke(fn, []Value{obj}, nil, nil, modeNative, 0); st != callPushed {
			m.bug("a thread begins with no function")
		}
		m.set(n, wThreadFrame, refValue(m.fr))
		m.fr, m.frames = fr, frames
		if m.prog.usesClock {
			m.set(n, wThreadClock, m.float(m.now()))
		}
		if m.telling() {
			m.noteThread(n)
		}
		m.followStart(n)
		m.listAppend(m.a[m.frozen+rThreads], n)
		m.countDaemon(n, 1)
		m.born++
		m.event(EvSpawn, n, n, 0, "")
		return None
	}})
	opJoin = newThreadOp(threadOp{name: "join", ways: func(m *machine, t Value) ways {
		return m.waysUntil(t, m.threadFlag(m.get(t, wThreadObj), threadEnded))
	}, do: func(m *machine, t Value, w way) Value {
		m.passTime(t, w)
		return boolValue(w == wayRun && m.threadFlag(m.get(t, wThreadObj), threadEnded))
	}, wait: func(m *machine, t Value) (string, Value) {
		o := m.get(t, wThreadObj)
		return "the end of " + m.actorName(o), o
	}})
	opSleep = newThreadOp(threadOp{name: "sleep", ways: always, do: func(m *machine, t Value, w way) Value {
		m.passTime(t, wayExpire)
		return None
	}})
	// A read that others must not be able to come in between unseen.
	opVisible = newThreadOp(threadOp{name: "look", ways: always, do: func(m *machine, t Value, w way) Value { return None }})
	// What the library calls for the program, the function obj, does something that
	// others can tell, and nothing of the program's own code stops before that.
	opForeign = newThreadOp(threadOp{name: "call", ways: always, do: func(m *machine, t Value, w way) Value { return None }})

	def("threading._start", "thread, bootstrap, daemon, /", func(m *machine, a []Value) Value {
		if !m.prog.threaded {
			return m.unsupported("thread-and-loop", "a thread is started in a program that runs an event loop", "use threads or asyncio, not both")
		}
		flags := int64(0)
		if a[2] == True {
			flags = threadDaemon
		}
		return m.park(opStart, a[0], a[1], m.newThread(a[0], flags|threadBorn))
	})
	def("threading._join", "handle, timeout, /", func(m *machine, a []Value) Value {
		if m.threadFlag(a[0], threadEnded) && !m.follow.wide {
			if m.merges() {
				m.endEvent()
			}
			return True // and for good: no step
		}
		return m.park(opJoin, a[0], a[1], 0)
	})
	def("threading._ended", "handle, /", func(m *machine, a []Value) Value {
		if m.following() {
			m.recordJoin(a[0], false)
		}
		return boolValue(m.threadFlag(a[0], threadEnded))
	})
	def("threading._look", "", func(m *machine, a []Value) Value { return m.park(opVisible, 0, 0, 0) })
	// The library is about to call a function for the program.
	before := func(m *machine, a []Value) Value {
		if !m.prog.threaded || m.cfg.Preempt == PreemptSync || m.lonely() && !m.merges() {
			return None
		}
		shared := func() bool { return m.calling(a[0], m.items(a[1])).shared }
		if !m.follow.wide {
			m.publish()
		}
		if m.lonely() || !shared() {
			if m.merges() && m.widely(shared) {
				m.endEvent()
			}
			return None
		}
		m.passingForeign(a[0])
		return m.park(opForeign, a[0], 0, 0)
	}
	def("threading._before", "function, args, /", before)
	def("contextlib._before", "function, args, /", before)
	def("threading._me", "", func(m *machine, a []Value) Value { return m.thread() })
	def("threading._object", "handle, /", func(m *machine, a []Value) Value { return orNone(m.get(a[0], wThreadObject)) })
	def("threading._set_object", "handle, thread, /", func(m *machine, a []Value) Value {
		m.set(a[0], wThreadObject, a[1])
		return None
	})
	def("threading._main", "", func(m *machine, a []Value) Value { return m.a[m.frozen+rMainThread] })
	def("threading._handles", "", func(m *machine, a []Value) Value {
		if m.following() {
			m.noteAccess(Access{nameThreads, partAll, Reads})
		}
		return m.list(m.threads()...)
	})
	def("threading._over", "", func(m *machine, a []Value) Value {
		if m.following() {
			m.recordExit()
		}
		return boolValue(m.exiting())
	})
	def("threading._named", "", func(m *machine, a []Value) Value {
		if m.prog.usesTaskNames && !m.threadFlag(m.thread(), threadMain) {
			m.breaks(partsApart) // threads are counted together
		}
		return boolValue(m.prog.usesTaskNames)
	})
	def("threading._forgets_names", "", func(m *machine, a []Value) Value { return boolValue(m.forgetsNames()) })
	def("threading._sees_name", "", func(m *machine, a []Value) Value {
		m.seesName()
		return None
	})
	def("threading._identified", "", func(m *machine, a []Value) Value { return boolValue(m.prog.usesIdents) })
	def("threading._opens_queues", "", func(m *machine, a []Value) Value { return boolValue(m.prog.opensQueues) })
	def("threading._failed", "exc, /", func(m *machine, a []Value) Value {
		m.listAppend(m.a[m.frozen+rFailed], a[0])
		m.event(EvRaise, m.thread(), 0, 0, "ended by "+m.excLine(a[0]))
		return None
	})
	def("threading._locals", "", func(m *machine, a []Value) Value {
		t := m.thread()
		if m.get(t, wThreadLocals) == 0 {
			m.set(t, wThreadLocals, m.newDict(1))
		}
		return m.get(t, wThreadLocals)
	})
}

// waysUntil are the ways of an operation that waits until something is true:
// its arg is the timeout. None for no limit, or a number; at most 0 is an attempt.
func (m *machine) waysUntil(t Value, there bool) ways {
	timeout := m.get(t, wThreadArg)
	switch {
	case there:
		return canRun
	case timeout == 0 || timeout == None:
		return 0
	case m.atOnce(timeout):
		return canRun
	}
	return canExpire
}

// atOnce reports whether a timeout leaves no time.
func (m *machine) atOnce(timeout Value) bool {
	if timeout == 0 || timeout == None {
		return false
	}
	d, ok := m.seconds(timeout)
	if !ok {
		m.exc = 0
	}
	return d <= 0
}

// instant is by how many seconds the end of a time comes late: never does a
// thread look at the clock just then.
const instant = 1e-6

// passTime moves the clock of a thread whose wait has expired, or that sleeps.
func (m *machine) passTime(t Value, w way) {
	if d := m.get(t, wThreadArg); w == wayExpire && d != 0 && d != None {
		if s, ok := m.seconds(d); ok && s > 0 {
			m.advance(s + instant)
		}
		m.exc = 0
	}
}
