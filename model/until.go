package model

// Waiting until an attribute of an object is true (a positive number, a
// container with something in it). Library modules make of it what in CPython is
// a loop around Condition.wait under a lock that nobody else can see: the value
// of a semaphore, the items of a queue. There it makes no difference who is
// woken: who finds that it is not true goes on waiting, and none is forgotten.
//
// The library's code behind it runs in the same step, up to the thread's next
// stop: nothing comes in between.

var opUntil int

func init() {
	opUntil = newThreadOp(threadOp{name: "wait", ways: func(m *machine, t Value) ways {
		return m.waysUntil(t, m.untilTrue(m.get(t, wThreadObj), m.get(t, wThreadArg2)))
	}, do: func(m *machine, t Value, w way) Value {
		m.passTime(t, w)
		obj, names := m.get(t, wThreadObj), m.get(t, wThreadArg2)
		there := m.untilTrue(obj, names)
		if there && m.text(m.items(names)[0]) == "semaphore" {
			m.event(EvAcquire, t, 0, obj, "")
		}
		return boolValue(there)
	}, wait: func(m *machine, t Value) (string, Value) {
		o := m.get(t, wThreadObj)
		return m.text(m.items(m.get(t, wThreadArg2))[0]) + " " + m.nameOf(o), 0
	}})
	def("threading._gave", "semaphore, n, /", func(m *machine, a []Value) Value {
		for range a[1].int() {
			m.event(EvRelease, m.thread(), 0, a[0], "")
		}
		return None
	})
	// _until(obj, timeout, what, *names): until one of the attributes is true;
	// what names the wait in reports. The attribute "exit" is that the interpreter is
	// about to end.
	def("threading._until", "obj, timeout, *names", func(m *machine, a []Value) Value {
		if t := a[1]; t != None {
			if _, ok := m.seconds(t); !ok {
				return 0
			}
		}
		return m.park(opUntil, a[0], a[1], a[2])
	})
}

func (m *machine) untilTrue(obj, names Value) bool {
	for _, n := range m.items(names)[1:] {
		if m.text(n) == "exit" {
			if m.exiting() {
				return true
			}
			continue
		}
		if v := m.ownValue(obj, n); v != 0 && m.truth(v) {
			return true
		}
	}
	return false
}

// exiting reports whether the interpreter has told pools of threads that it is
// about to end: when the main thread has ended; up to 3.8 when all threads have,
// but for daemons, which those of pools are called there.
func (m *machine) exiting() bool {
	if s := m.a[m.frozen+rMainState].int(); s != mainEnded && s != mainRaised {
		return false
	}
	if m.cfg.Minor > 8 {
		return true
	}
	for _, t := range m.threads() {
		if !m.threadFlag(t, threadDaemon) && m.ownValue(m.get(t, wThreadObject), m.str("_daemonic")) != True {
			return false
		}
	}
	return true
}
