package model

// asyncio.Event: [class, dict, set, waiters, loop (see bound.go)]. Source: CPython asyncio/locks.py,
// 3.8 to 3.13. set resolves all waiters; a wait returns even if the event has
// been cleared since.

const (
	wEventSet     = 3
	wEventWaiters = 4

	eventWords = 6
)

var _ = typ("asyncio.Event", tObject, kEvent)

func init() {
	instanceWords[kEvent] = eventWords
	wait := coro("Event.wait", func(m *machine, co Co, sent, exc Value) (Value, coStatus) {
		e := co.self()
		if co.pc() == 0 {
			if m.get(e, wEventSet) == True {
				return True, coDone
			}
			f := m.enqueue(e, wEventWaiters)
			if f == 0 {
				return 0, coRaise
			}
			m.event(EvBlock, m.current, 0, e, "")
			co.setSlot(0, f)
			co.setPC(1)
			return f, coYield
		}
		f := co.slot(0)
		exc = m.awaited(f, exc)
		if gone := m.dequeue(e, wEventWaiters, f); gone != 0 {
			exc = gone
		}
		if exc != 0 {
			m.exc = exc
			return 0, coRaise
		}
		m.event(EvWake, m.current, 0, e, "")
		return True, coDone
	})
	def("asyncio.Event.__init__", "self, *, loop=", func(m *machine, a []Value) Value {
		m.set(a[0], wEventSet, False)
		m.note(a[0])
		if !m.bindNew(a[0]) {
			return 0
		}
		return None
	})
	def("asyncio.Event.is_set", "self, /", func(m *machine, a []Value) Value { return m.get(a[0], wEventSet) })
	def("asyncio.Event.set", "self, /", func(m *machine, a []Value) Value {
		if m.get(a[0], wEventSet) == True {
			return None
		}
		m.set(a[0], wEventSet, True)
		m.event(EvSet, m.current, 0, a[0], "")
		if ws := m.get(a[0], wEventWaiters); ws != 0 {
			for i := range m.queueItems(ws) {
				if f := m.queueItems(ws)[i]; !m.futDone(f) {
					m.resolve(f, futFinished, True)
				}
			}
		}
		return None
	})
	def("asyncio.Event.clear", "self, /", func(m *machine, a []Value) Value {
		m.set(a[0], wEventSet, False)
		m.event(EvClear, m.current, 0, a[0], "")
		return None
	})
	def("asyncio.Event.wait", "self, /", func(m *machine, a []Value) Value { return m.newCo(wait, a[0]) })
}
