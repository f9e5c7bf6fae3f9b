package model

// Classes derived from asyncio's primitives, and methods replaced in an object:
// the primitives' own methods call each other by name, and so come to what the
// program has put there. Source: CPython asyncio/locks.py, 3.8 to 3.13.
//
//	async with      → acquire, release
//	notify_all      → notify
//	wait_for        → wait
//	wait            → release and acquire of the condition
//
// A condition has acquire, release and locked from its lock, as attributes of its
// own: those of the same name in a derived class are hidden, and super() has none.

// overridden is the method of a primitive by which its own methods come to code of
// the program; 0 if it is the machine's.
func (m *machine) overridden(obj Value, method string) Value {
	name := m.str(method)
	if m.is(obj, kCondition) && fromLock(method) {
		if v := m.ownValue(obj, name); v != 0 {
			return v
		}
		return m.overridden(m.get(obj, wCondLock), method)
	}
	if obj == 0 {
		return 0
	}
	if v := m.ownValue(obj, name); v != 0 {
		return v
	}
	cls := m.get(obj, wClass)
	if cls.isConst() {
		return 0
	}
	if f := m.classLookup(cls, name); f == 0 || f.isConst() {
		return 0
	}
	return m.getattr(obj, name)
}

// fromLock reports whether a condition has an attribute from its lock.
func fromLock(name string) bool { return name == "acquire" || name == "release" || name == "locked" }

// ownLock reports whether a condition takes and gives back its lock by code of the
// program.
func (m *machine) ownLock(c Value) bool {
	return m.overridden(c, "acquire") != 0 || m.overridden(c, "release") != 0
}

// hidden returns what stands before an attribute of a condition's derived class:
// that of its lock; 0 if nothing does.
func (m *machine) hidden(c, name Value, call bool) (fn, self Value) {
	if l := m.get(c, wCondLock); l != 0 && fromLock(m.text(name)) {
		return m.lookupAttr(l, name, call)
	}
	return 0, 0
}

// made stops where a primitive is used whose __init__ has not run: a derived class
// has forgotten it.
func (m *machine) made(obj Value) {
	switch k := m.kindOf(obj); k {
	case kLock, kCondition, kEvent, kSemaphore:
		// The word that __init__ sets is the first of its own in all of them.
		if m.get(obj, wDict+1) == 0 {
			m.unsupported("not-initialised", "an object of class "+m.typeName(obj)+" is used before the __init__ of asyncio's has run", "call super().__init__() first in its __init__")
		}
	}
}

// library returns a function of the library module asyncio.locks.
func (m *machine) library(name string) Value {
	for i := range m.prog.globals {
		if g := &m.prog.globals[i]; g.name == name && m.prog.src.Modules[g.module].Name == "asyncio.locks" {
			return m.a[g.at]
		}
	}
	m.bug("asyncio.locks has no %s", name)
	return 0
}

func init() {
	def("asyncio._enqueue", "cond, /", func(m *machine, a []Value) Value {
		f := m.enqueue(a[0], wCondWaiters)
		if f != 0 {
			m.event(EvWaitBegin, m.current, 0, a[0], "")
		}
		return f
	})
	def("asyncio._dequeue", "cond, future, /", func(m *machine, a []Value) Value {
		m.event(EvWake, m.current, 0, a[0], "")
		if m.exc = m.dequeue(a[0], wCondWaiters, a[1]); m.exc != 0 {
			return 0
		}
		return None
	})
	def("asyncio._relocked", "cond, ok, /", func(m *machine, a []Value) Value {
		m.event(EvRelock, m.current, 0, a[0], "")
		if a[1] == True {
			m.waitEnd(a[0], "ok")
			return None
		}
		m.waitEnd(a[0], "cancel")
		if m.prog.sem.conditionAbort == tokenAlwaysForwarded {
			m.forwarding = true
			m.notify(a[0], 1)
			m.forwarding = false
		}
		return None
	})
}
