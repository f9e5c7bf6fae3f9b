package model

// threading.Event: [class, dict, set, waiters]. Source: CPython
// Lib/threading.py, 3.8 to 3.13, by behaviour. set wakes all who wait then: they
// return True even if the event has been cleared before they run. In CPython an
// event is a condition with a lock of its own, which nobody else can see; each
// of its methods has its effect at one moment, and so each is one step here.

const (
	wGateSet     = 3
	wGateWaiters = 4

	gateWords = 5
)

var _ = typ("threading.Event", tObject, kGate)

var opIsSet, opSet, opClear, opGate, opGateWaiting, opGateUntil int

func init() {
	instanceWords[kGate] = gateWords
	opIsSet = newThreadOp(threadOp{name: "is_set", ways: always, do: func(m *machine, t Value, w way) Value {
		return m.get(m.get(t, wThreadObj), wGateSet)
	}})
	opSet = newThreadOp(threadOp{name: "set", ways: always, do: func(m *machine, t Value, w way) Value {
		e := m.get(t, wThreadObj)
		m.set(e, wGateSet, True)
		if ws := m.get(e, wGateWaiters); ws != 0 {
			for _, x := range m.listItems(ws) {
				m.setThreadFlag(x, threadSelected, true)
			}
			m.set(e, wGateWaiters, 0)
		}
		m.event(EvSet, t, 0, e, "")
		return None
	}})
	opClear = newThreadOp(threadOp{name: "clear", ways: always, do: func(m *machine, t Value, w way) Value {
		e := m.get(t, wThreadObj)
		m.set(e, wGateSet, False)
		m.event(EvClear, t, 0, e, "")
		return None
	}})
	wait := func(m *machine, t Value) (string, Value) { return "event " + m.nameOf(m.get(t, wThreadObj)), 0 }
	// Where the program never clears an event, waiting is until it is set.
	opGateUntil = newThreadOp(threadOp{name: "wait", ways: func(m *machine, t Value) ways {
		return m.waysUntil(t, m.get(m.get(t, wThreadObj), wGateSet) == True)
	}, do: func(m *machine, t Value, w way) Value {
		m.passTime(t, w)
		return m.get(m.get(t, wThreadObj), wGateSet)
	}, wait: wait})
	// Otherwise it makes a difference whether the wait began before the set.
	opGate = newThreadOp(threadOp{name: "wait", ways: always, do: func(m *machine, t Value, w way) Value {
		e := m.get(t, wThreadObj)
		switch {
		case m.get(e, wGateSet) == True:
			return True
		case m.atOnce(m.get(t, wThreadArg)):
			return False
		}
		if m.get(e, wGateWaiters) == 0 {
			m.set(e, wGateWaiters, m.newList(2))
		}
		m.listAppend(m.get(e, wGateWaiters), t)
		m.set(t, wThreadOp, rawInt(int64(opGateWaiting)))
		m.setThreadFlag(t, threadSelected, false)
		m.event(EvBlock, t, 0, e, "")
		m.blocked = true
		return 0
	}})
	opGateWaiting = newThreadOp(threadOp{name: "wait", ways: func(m *machine, t Value) ways {
		return m.waysUntil(t, m.threadFlag(t, threadSelected))
	}, do: func(m *machine, t Value, w way) Value {
		if w == wayExpire {
			m.passTime(t, w)
			e := m.get(t, wThreadObj)
			if ws := m.get(e, wGateWaiters); ws != 0 {
				if m.listRemoveRef(ws, t); m.listLen(ws) == 0 {
					m.set(e, wGateWaiters, 0)
				}
			}
			return False
		}
		m.setThreadFlag(t, threadSelected, false)
		return True
	}, wait: wait})

	def("threading.Event.__init__", "self", func(m *machine, a []Value) Value {
		m.set(a[0], wGateSet, False)
		m.note(a[0])
		return None
	})
	is := func(m *machine, a []Value) Value { return m.park(opIsSet, a[0], 0, 0) }
	def("threading.Event.is_set", "self, /", is)
	def("threading.Event.isSet", "self, /", is)
	def("threading.Event.set", "self, /", func(m *machine, a []Value) Value { return m.park(opSet, a[0], 0, 0) })
	def("threading.Event.clear", "self, /", func(m *machine, a []Value) Value { return m.park(opClear, a[0], 0, 0) })
	def("threading.Event.wait", "self, timeout=", func(m *machine, a []Value) Value {
		if t := a[1]; t != 0 && t != None {
			if _, ok := m.seconds(t); !ok {
				return 0
			}
		}
		op := opGateUntil
		if m.prog.clearsEvents {
			op = opGate
		}
		return m.park(op, a[0], orNone(a[1]), 0)
	})
}
