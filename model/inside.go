package model

// What a program finds inside of asyncio's primitives: their attributes with an
// underscore, which classes derived from them read and change. They are the words
// of the object themselves, so what a program does to them is done to the
// primitive. Source: CPython asyncio/locks.py, 3.8 to 3.13.
//
// The queue of waiters is a list that is there only while somebody waits. If the
// program names the attribute _waiters anywhere, queues are deques, as they are
// there, and stay (image.opensWaiters).

// scanQueues finds out whether the program may look at queues of waiters.
func (im *image) scanQueues() {
	for _, n := range im.src.Names {
		im.opensWaiters = im.opensWaiters || n == "_waiters"
	}
	for _, k := range im.src.Consts {
		im.opensWaiters = im.opensWaiters || k == "_waiters"
	}
}

// queueItems are the futures of a queue of waiters, the longest waiting first; 0
// is the empty queue.
func (m *machine) queueItems(q Value) []Value {
	switch {
	case m.is(q, kDeque):
		return m.dequeItems(q)
	case q != 0:
		return m.listItems(q)
	}
	return nil
}

// enqueue appends a new future to the queue of waiters in field w of obj. It
// returns 0 with the exception pending if obj belongs to another loop.
func (m *machine) enqueue(obj Value, w int) Value {
	f := m.waiterFor(obj)
	if f == 0 {
		return 0
	}
	q := m.queue(obj, w)
	if m.is(q, kDeque) {
		m.dequeAppend(q, f)
	} else {
		m.listAppend(q, f)
	}
	return f
}

// queue returns the queue of waiters in field w of obj, made if need be.
func (m *machine) queue(obj Value, w int) Value {
	q := m.get(obj, w)
	if q == 0 {
		if m.prog.opensWaiters {
			q = m.newDeque(None)
		} else {
			q = m.newList(2)
		}
		m.set(obj, w, q)
	}
	return q
}

// dequeue removes a future from the queue of waiters in field w of obj. It
// returns an exception, which is not pending, if the program has taken the future
// out already; 0 otherwise.
func (m *machine) dequeue(obj Value, w int, f Value) (exc Value) {
	q := m.get(obj, w)
	switch {
	case q == 0:
	case m.is(q, kDeque):
		for i := range m.dequeLen(q) {
			if *m.dequeSlot(q, i) == f {
				m.dequeRemoveAt(q, i)
				return 0
			}
		}
		text := "deque.remove(x): x not in deque"
		if m.cfg.Minor >= 10 && m.cfg.Minor <= 13 {
			text = m.reprText(f) + " is not in deque"
		}
		m.raise(tValueError, "%s", text)
		exc, m.exc = m.exc, 0
	default:
		m.listRemoveRef(q, f)
		if m.listLen(q) == 0 {
			m.set(obj, w, 0)
		}
	}
	return exc
}

// word is an attribute of a type that is word w of its objects, as it is.
func word(typ, name string, w int) {
	prop(typ+"."+name, func(m *machine, a []Value) Value { return m.get(a[0], w) })
	nativeSetters[typ+"."+name] = func(m *machine, a []Value) Value {
		m.set(a[0], w, a[1])
		return None
	}
}

// queueWord is the attribute _waiters of a type. Where lazy, it is None until
// somebody waits.
func queueWord(typ string, w int, lazy func(m *machine) bool) {
	prop(typ+"._waiters", func(m *machine, a []Value) Value {
		if m.get(a[0], w) == 0 && lazy(m) {
			return None
		}
		return m.queue(a[0], w)
	})
	nativeSetters[typ+"._waiters"] = func(m *machine, a []Value) Value {
		switch {
		case a[1] == None:
			m.set(a[0], w, 0)
		case m.is(a[1], kDeque):
			m.set(a[0], w, a[1])
		default:
			return m.unsupported("waiters", "the waiters of a primitive are made a "+m.typeName(a[1]), "use a collections.deque")
		}
		return None
	}
}

func init() {
	always := func(*machine) bool { return true }
	never := func(*machine) bool { return false }
	queueWord("asyncio.Lock", wLockWaiters, always)
	queueWord("asyncio.Condition", wCondWaiters, never)
	queueWord("asyncio.Event", wEventWaiters, never)

	prop("asyncio.Lock._locked", func(m *machine, a []Value) Value { return boolValue(m.lockLocked(a[0])) })
	nativeSetters["asyncio.Lock._locked"] = func(m *machine, a []Value) Value {
		locked := m.truth(a[1])
		switch {
		case m.exc != 0:
			return 0
		case locked:
			m.takeLock(a[0])
			m.markOwn()
		case m.lockLocked(a[0]):
			m.freeLock(a[0])
			m.markOwn()
		}
		return None
	}
	prop("asyncio.Condition._lock", func(m *machine, a []Value) Value { return m.get(a[0], wCondLock) })
	word("asyncio.Event", "_value", wEventSet)

	// Derived classes have no attributes of their base here: name both.
	for _, typ := range []string{"asyncio.Semaphore", "asyncio.BoundedSemaphore"} {
		queueWord(typ, wSemWaiters, func(m *machine) bool { return m.prog.sem.semaphore >= semHandoff })
		word(typ, "_value", wSemValue)
	}
	word("asyncio.BoundedSemaphore", "_bound_value", wSemBound)
}
