package model

// Methods of generators, coroutines and async generators. Source: CPython
// Objects/genobject.c, by behaviour.

func asCoroutine(m *machine, v Value) Value {
	if m.is(v, kFrame) || m.is(v, kNativeCoro) {
		return v
	}
	return 0
}

// genState is the state of a generator-like object.
func (m *machine) genState(g Value) frameState {
	if m.is(g, kNativeCoro) {
		return m.coState(g)
	}
	return m.frameState(g.payload())
}

func (m *machine) genKind(g Value) string {
	if m.is(g, kFrame) && m.frameCode(g.payload()).flavour == generator {
		return "generator"
	}
	return "coroutine"
}

// genResume runs g and turns its end into StopIteration.
func (m *machine) genResume(g, sent, exc Value) Value {
	switch m.genState(g) {
	case fsRunning:
		return m.raise(tValueError, "%s already executing", m.genKind(g))
	case fsFinished:
		switch {
		case exc != 0:
			m.exc = exc
			return 0
		case m.genKind(g) == "coroutine":
			return m.raise(tRuntimeError, "cannot reuse already awaited coroutine")
		}
		return m.raise(tStopIteration, "")
	case fsCreated:
		if exc != 0 {
			if m.is(g, kFrame) {
				m.finishFrame(g.payload())
			} else {
				m.finishCo(g)
			}
			m.exc = exc
			return 0
		}
		if sent != None {
			return m.raise(tTypeError, "can't send non-None value to a just-started %s", m.genKind(g))
		}
	}
	v, st := m.drive(g, sent, exc)
	switch st {
	case rsYield:
		return v
	case rsReturn:
		m.exc = m.newException(tStopIteration.value())
		if v != None {
			m.set(m.exc, wArgs, m.tuple(v))
		}
	case rsBlock:
		return m.nestedWait("a generator that a builtin runs")
	}
	return 0
}

// thrown makes the exception that throw(typ, value, traceback) raises.
func (m *machine) thrown(a []Value) (Value, bool) {
	x := a[1]
	if m.isExcClass(x) {
		v := arg(a, 2)
		switch {
		case v == 0 || v == None:
			x = m.call(x)
		case m.is(v, kException) && m.isInstance(v, x):
			x = v
		case m.is(v, kTuple):
			x = m.call(x, m.items(v)...)
		default:
			x = m.call(x, v)
		}
		if x == 0 {
			return 0, false
		}
	}
	if !m.is(x, kException) {
		m.raise(tTypeError, "exceptions must be classes or instances deriving from BaseException, not %s", m.typeName(x))
		return 0, false
	}
	return x, true
}

// genClose is close(): GeneratorExit at the place where g waits.
func (m *machine) genClose(g Value) Value {
	switch m.genState(g) {
	case fsRunning:
		return m.raise(tValueError, "%s already executing", m.genKind(g))
	case fsFinished:
		return None
	case fsCreated:
		if m.is(g, kFrame) {
			m.finishFrame(g.payload())
		} else {
			m.finishCo(g)
		}
		return None
	}
	exit := m.newException(tGeneratorExit.value())
	v, st := m.drive(g, None, exit)
	switch st {
	case rsYield:
		return m.raise(tRuntimeError, "%s ignored GeneratorExit", m.genKind(g))
	case rsReturn:
		if m.cfg.Minor >= 13 && m.genKind(g) == "generator" {
			return v
		}
		return None
	case rsRaise:
		if m.isInstance(m.exc, tGeneratorExit.value()) || m.isInstance(m.exc, tStopIteration.value()) {
			m.exc = 0
			return None
		}
		return 0
	}
	return m.nestedWait("a generator that a builtin runs")
}

func init() {
	for _, t := range []*typeInfo{tGenerator, tCoroutine} {
		d := methods{t, asCoroutine}.def
		d("send", "value, /", func(m *machine, a []Value) Value { return m.genResume(a[0], a[1], 0) })
		d("throw", "typ, value=, tb=, /", func(m *machine, a []Value) Value {
			exc, ok := m.thrown(a)
			if !ok {
				return 0
			}
			return m.genResume(a[0], None, exc)
		})
		d("close", "", func(m *machine, a []Value) Value { return m.genClose(a[0]) })
		name := func(m *machine, a []Value) Value {
			if m.is(a[0], kFrame) {
				return m.str(m.frameCode(a[0].payload()).Name)
			}
			return m.str(coroFuncs[m.get(a[0], 1).int()].name)
		}
		prop(t.native.name+".__name__", name)
		prop(t.native.name+".__qualname__", func(m *machine, a []Value) Value {
			if m.is(a[0], kFrame) {
				return m.str(m.frameCode(a[0].payload()).QualName)
			}
			return name(m, a)
		})
	}
	g := methods{tGenerator, asCoroutine}
	g.def("__next__", "", func(m *machine, a []Value) Value { return m.genResume(a[0], None, 0) })
	g.def("__iter__", "", func(m *machine, a []Value) Value { return a[0] })
	prop("*.generator.gi_running", func(m *machine, a []Value) Value { return boolValue(m.genState(a[0]) == fsRunning) })
	c := methods{tCoroutine, asCoroutine}
	c.def("__await__", "", func(m *machine, a []Value) Value { return a[0] })
	prop("*.coroutine.cr_running", func(m *machine, a []Value) Value { return boolValue(m.genState(a[0]) == fsRunning) })
	prop("*.coroutine.cr_await", func(m *machine, a []Value) Value {
		if m.is(a[0], kFrame) && m.genState(a[0]) == fsSuspended && m.get(a[0], wAux) == 0 {
			return *m.stackTop(a[0].payload())
		}
		return None
	})

	ag := methods{tAsyncGen, asCoroutine}
	ag.def("__aiter__", "", func(m *machine, a []Value) Value { return a[0] })
	ag.def("__anext__", "", func(m *machine, a []Value) Value { return m.newANext(a[0], anextSend, None) })
	ag.def("asend", "value, /", func(m *machine, a []Value) Value { return m.newANext(a[0], anextSend, a[1]) })
	ag.def("athrow", "typ, value=, tb=, /", func(m *machine, a []Value) Value {
		exc, ok := m.thrown(a)
		if !ok {
			return 0
		}
		return m.newANext(a[0], anextThrow, exc)
	})
	ag.def("aclose", "", func(m *machine, a []Value) Value { return m.newANext(a[0], anextClose, None) })
	prop("*.async_generator.__name__", func(m *machine, a []Value) Value {
		return m.str(m.frameCode(a[0].payload()).Name)
	})
	methods{tANext, ofKind(kANext)}.def("__await__", "", func(m *machine, a []Value) Value { return a[0] })
}
