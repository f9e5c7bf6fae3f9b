package model

import "fmt"

// Exceptions: [class, dict, args, cause, extra, place]; extra is the tuple of a
// group's exceptions, place where it was first raised. Source: CPython Objects/exceptions.c, by behaviour.

const (
	wArgs  = 3
	wCause = 4
	wExtra = 5
	wPlace = 6
	wHeld  = 7 // tuple of the async generators that its traceback keeps alive, or 0

	exceptionWords = 8
)

func excType(name string, base *typeInfo) *typeInfo { return typ(name, base, kException) }

var (
	tObject = typ("object", nil, kInstance)
	tType   = typ("type", tObject, kClass)

	tBaseException       = excType("BaseException", tObject)
	tSystemExit          = excType("SystemExit", tBaseException)
	tKeyboardInterrupt   = excType("KeyboardInterrupt", tBaseException)
	tGeneratorExit       = excType("GeneratorExit", tBaseException)
	tBaseExceptionGroup  = excType("BaseExceptionGroup", tBaseException)
	tException           = excType("Exception", tBaseException)
	tExceptionGroup      = excGroupType()
	tStopIteration       = excType("StopIteration", tException)
	tStopAsyncIteration  = excType("StopAsyncIteration", tException)
	tArithmeticError     = excType("ArithmeticError", tException)
	tZeroDivisionError   = excType("ZeroDivisionError", tArithmeticError)
	tOverflowError       = excType("OverflowError", tArithmeticError)
	tAssertionError      = excType("AssertionError", tException)
	tAttributeError      = excType("AttributeError", tException)
	tImportError         = excType("ImportError", tException)
	tModuleNotFoundError = excType("ModuleNotFoundError", tImportError)
	tLookupError         = excType("LookupError", tException)
	tIndexError          = excType("IndexError", tLookupError)
	tKeyError            = excType("KeyError", tLookupError)
	tNameError           = excType("NameError", tException)
	tUnboundLocalError   = excType("UnboundLocalError", tNameError)
	tRuntimeError        = excType("RuntimeError", tException)
	tRecursionError      = excType("RecursionError", tRuntimeError)
	tTypeError           = excType("TypeError", tException)
	tValueError          = excType("ValueError", tException)
	tUnicodeError        = excType("UnicodeError", tValueError)
	tUnicodeDecodeError  = excType("UnicodeDecodeError", tUnicodeError)
	tUnicodeEncodeError  = excType("UnicodeEncodeError", tUnicodeError)
)

// The exceptions that the machine itself never raises, each behind its base.
var _ = func() []*typeInfo {
	known := map[string]*typeInfo{"Exception": tException, "ArithmeticError": tArithmeticError, "RuntimeError": tRuntimeError}
	var list []*typeInfo
	for _, x := range [...]struct{ name, base string }{
		{"FloatingPointError", "ArithmeticError"},
		{"BufferError", "Exception"},
		{"EOFError", "Exception"},
		{"MemoryError", "Exception"},
		{"OSError", "Exception"},
		{"ConnectionError", "OSError"},
		{"BrokenPipeError", "ConnectionError"},
		{"ConnectionAbortedError", "ConnectionError"},
		{"ConnectionRefusedError", "ConnectionError"},
		{"ConnectionResetError", "ConnectionError"},
		{"FileExistsError", "OSError"},
		{"FileNotFoundError", "OSError"},
		{"InterruptedError", "OSError"},
		{"PermissionError", "OSError"},
		{"ProcessLookupError", "OSError"},
		{"TimeoutError", "OSError"},
		{"ReferenceError", "Exception"},
		{"NotImplementedError", "RuntimeError"},
		{"SyntaxError", "Exception"},
		{"SystemError", "Exception"},
		{"Warning", "Exception"},
		{"UserWarning", "Warning"},
		{"DeprecationWarning", "Warning"},
		{"RuntimeWarning", "Warning"},
	} {
		known[x.name] = excType(x.name, known[x.base])
		list = append(list, known[x.name])
	}
	return list
}()

// excGroupType makes ExceptionGroup, the one exception with two bases.
func excGroupType() *typeInfo {
	t := excType("ExceptionGroup", tBaseExceptionGroup)
	t.bases = append(t.bases, tException)
	t.mro = []*typeInfo{t, tBaseExceptionGroup, tException, tBaseException, tObject}
	return t
}

// raise makes the exception of type t pending, with a formatted message; an
// empty format means no arguments. It returns 0 for the caller to return.
func (m *machine) raise(t *typeInfo, format string, args ...any) Value {
	if format == "" {
		m.exc = m.newException(t.value())
	} else {
		m.exc = m.newException(t.value(), m.str(fmt.Sprintf(format, args...)))
	}
	return 0
}

// newException makes an instance of an exception class without running code.
func (m *machine) newException(cls Value, args ...Value) Value {
	t := m.tuple(args...)
	o := m.alloc(kException, exceptionWords)
	m.a[o+wClass], m.a[o+wArgs] = cls, t
	return refValue(o)
}

// isExcClass reports whether v is a class derived from BaseException.
func (m *machine) isExcClass(v Value) bool {
	return m.isClass(v) && m.isSubclass(v, tBaseException.value())
}

// raiseValue is `raise x` or, if cause is not 0, `raise x from cause`.
func (m *machine) raiseValue(x, cause Value) {
	exc := x
	if m.isExcClass(x) {
		if exc = m.call(x); exc == 0 {
			return
		}
	}
	if m.kindOf(exc) != kException {
		m.raise(tTypeError, "exceptions must derive from BaseException")
		return
	}
	if cause != 0 {
		if m.isExcClass(cause) {
			if cause = m.call(cause); cause == 0 {
				return
			}
		}
		if cause != None && m.kindOf(cause) != kException {
			m.raise(tTypeError, "exception causes must derive from BaseException")
			return
		}
		m.set(exc, wCause, cause)
	}
	m.exc = exc
}

// excMatch decides `except t` for the exception exc.
func (m *machine) excMatch(exc, t Value) (match, ok bool) {
	if m.is(t, kTuple) {
		for _, x := range m.items(t) {
			match, ok = m.excMatch(exc, x)
			if !ok || match {
				return match, ok
			}
		}
		return false, true
	}
	if !m.isExcClass(t) {
		m.raise(tTypeError, "catching classes that do not inherit from BaseException is not allowed")
		return false, false
	}
	return m.isInstance(exc, t), true
}

// excText is str(exc).
func (m *machine) excText(exc Value) string {
	args := m.items(m.get(exc, wArgs))
	if m.isInstance(exc, tBaseExceptionGroup.value()) && len(args) == 2 {
		n := len(m.items(m.get(exc, wExtra)))
		s := ""
		if n != 1 {
			s = "s"
		}
		return fmt.Sprintf("%s (%d sub-exception%s)", m.text(args[0]), n, s)
	}
	if len(args) >= 2 && len(args) <= 5 && m.isInstance(exc, tOSError.value()) {
		return m.osErrorText(exc)
	}
	switch len(args) {
	case 0:
		return ""
	case 1:
		if m.isInstance(exc, tKeyError.value()) {
			return m.reprText(args[0])
		}
		return m.strText(args[0])
	}
	return m.reprText(m.get(exc, wArgs))
}

// excLine is the last line of a traceback: "ValueError: text".
func (m *machine) excLine(exc Value) string {
	text := m.aside(func() string { return m.strText(exc) })
	if text == "" {
		return m.className(m.classOf(exc))
	}
	return m.className(m.classOf(exc)) + ": " + text
}

// aside computes a text to be told, which may run code of the program's: that is
// no part of the run. It returns "…" if that code does what it cannot do here.
func (m *machine) aside(text func() string) string {
	exc, watch, quiet, fr, frames := m.exc, m.watch, m.quiet, m.fr, m.frames
	m.exc, m.watch, m.quiet = 0, false, true
	if t := m.trace; t != nil {
		defer func(mute bool) { t.mute = mute }(t.mute)
		t.mute = true
	}
	s := "…"
	m.try(func() { s = text() })
	m.exc, m.watch, m.quiet, m.fr, m.frames = exc, watch, quiet, fr, frames
	return s
}

func (m *machine) isGroup(exc Value) bool { return m.isInstance(exc, tBaseExceptionGroup.value()) }

// newGroup makes an exception group of the given exceptions.
func (m *machine) newGroup(msg Value, excs []Value) Value {
	cls := tExceptionGroup
	for _, e := range excs {
		if !m.isInstance(e, tException.value()) {
			cls = tBaseExceptionGroup
		}
	}
	g := m.newException(cls.value(), msg, m.list(excs...))
	m.set(g, wExtra, m.tuple(excs...))
	return g
}

// regroup makes a group like g, with other exceptions.
func (m *machine) regroup(g Value, excs []Value) Value {
	if len(excs) == 0 {
		return None
	}
	n := m.newGroup(m.items(m.get(g, wArgs))[0], excs)
	if cls := m.classOf(g); cls.isRef() {
		m.set(n, wClass, cls)
	}
	m.set(n, wCause, m.get(g, wCause))
	return n
}

// groupSplit splits exc by a condition on its leaves.
func (m *machine) groupSplit(exc Value, cond func(Value) bool) (match, rest Value) {
	if cond(exc) {
		return exc, None
	}
	if !m.isGroup(exc) {
		return None, exc
	}
	var in, out []Value
	for _, e := range append([]Value(nil), m.items(m.get(exc, wExtra))...) {
		a, b := m.groupSplit(e, cond)
		if a != None {
			in = append(in, a)
		}
		if b != None {
			out = append(out, b)
		}
	}
	if len(in) == 0 {
		return None, exc
	}
	return m.regroup(exc, in), m.regroup(exc, out)
}

// excSplit is the test of an `except* t`: what of exc matches, and the rest.
func (m *machine) excSplit(exc, t Value) (match, rest Value, ok bool) {
	if exc == None {
		return None, None, true
	}
	if _, ok := m.excMatch(exc, t); !ok {
		return 0, 0, false
	}
	match, rest = m.groupSplit(exc, func(e Value) bool { b, _ := m.excMatch(e, t); return b })
	if match != None && !m.isGroup(match) {
		match = m.newGroup(m.str(""), []Value{match})
	}
	return match, rest, true
}

// excJoin decides what leaves a try with except* clauses: the unhandled rest of
// orig together with what the handlers raised.
func (m *machine) excJoin(orig, list Value) Value {
	var raised []Value
	rest := None
	items := m.listItems(list)
	for i, e := range items {
		if e == None {
			continue
		}
		if i == len(items)-1 || e == orig {
			rest = e
		} else {
			raised = append(raised, e)
		}
	}
	switch {
	case len(raised) == 0:
		return rest
	case rest != None:
		raised = append(raised, rest)
	case len(raised) == 1:
		return raised[0]
	}
	return m.newGroup(m.str(""), raised)
}

func init() {
	tBaseException.ctor("*args, **kw", func(m *machine, a []Value) Value {
		if m.isClass(a[0]) && m.tableLen(a[2]) > 0 && !a[0].isRef() {
			return m.raise(tTypeError, "%s() takes no keyword arguments", m.className(a[0]))
		}
		e := m.newException(a[0])
		m.set(e, wArgs, a[1])
		if m.isSubclass(a[0], tBaseExceptionGroup.value()) {
			args := m.items(a[1])
			if len(args) != 2 {
				return m.raise(tTypeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", len(args))
			}
			if !m.isStr(args[0]) {
				return m.raise(tTypeError, "argument 1 must be str, not %s", m.typeName(args[0]))
			}
			excs, ok := m.collect(args[1])
			if !ok {
				return 0
			}
			if len(excs) == 0 {
				return m.raise(tValueError, "second argument (exceptions) must be a non-empty sequence")
			}
			for i, x := range excs {
				if m.kindOf(x) != kException {
					return m.raise(tValueError, "Item %d of second argument (exceptions) is not an exception", i)
				}
				if a[0] == tExceptionGroup.value() && !m.isInstance(x, tException.value()) {
					return m.raise(tTypeError, "Cannot nest BaseExceptions in an ExceptionGroup")
				}
			}
			if a[0] == tBaseExceptionGroup.value() {
				m.set(e, wClass, m.classOf(m.newGroup(args[0], excs)))
			}
			m.set(e, wExtra, m.tuple(excs...))
		}
		if m.isSubclass(a[0], tOSError.value()) {
			m.initOSError(e)
		}
		return e
	})
	for _, t := range registry {
		if t.kind == nType && t.typ.inst == kException {
			t.typ.newFn = tBaseException.newFn
		}
	}
	def("BaseException.__init__", "self, *args", func(m *machine, a []Value) Value {
		m.set(a[0], wArgs, a[1])
		return None
	})
	def("BaseException.with_traceback", "self, tb, /", func(m *machine, a []Value) Value { return a[0] })
	prop("BaseException.args", func(m *machine, a []Value) Value { return m.get(a[0], wArgs) })
	prop("BaseException.__cause__", func(m *machine, a []Value) Value { return orNone(m.get(a[0], wCause)) })
	prop("BaseException.__suppress_context__", func(m *machine, a []Value) Value { return boolValue(m.get(a[0], wCause) != 0) })
	prop("BaseException.__context__", func(m *machine, a []Value) Value {
		return m.unsupported("exception-context", "the __context__ of an exception is not modelled", "use `raise … from …` and __cause__")
	})
	prop("SystemExit.code", func(m *machine, a []Value) Value {
		switch args := m.items(m.get(a[0], wArgs)); len(args) {
		case 0:
			return None
		case 1:
			return args[0]
		}
		return m.get(a[0], wArgs)
	})
	prop("StopIteration.value", func(m *machine, a []Value) Value {
		if args := m.items(m.get(a[0], wArgs)); len(args) > 0 {
			return args[0]
		}
		return None
	})
	prop("BaseExceptionGroup.exceptions", func(m *machine, a []Value) Value { return orNone(m.get(a[0], wExtra)) })
	prop("BaseExceptionGroup.message", func(m *machine, a []Value) Value { return m.items(m.get(a[0], wArgs))[0] })
	split := func(m *machine, a []Value) (match, rest Value, ok bool) {
		if m.isClass(a[1]) || m.is(a[1], kTuple) {
			if _, ok := m.excMatch(a[0], a[1]); !ok {
				return 0, 0, false
			}
			match, rest = m.groupSplit(a[0], func(e Value) bool { b, _ := m.excMatch(e, a[1]); return b })
		} else {
			match, rest = m.groupSplit(a[0], func(e Value) bool {
				v := m.call(a[1], e)
				return v != 0 && m.truth(v)
			})
		}
		return match, rest, m.exc == 0
	}
	def("BaseExceptionGroup.split", "self, condition, /", func(m *machine, a []Value) Value {
		match, rest, ok := split(m, a)
		if !ok {
			return 0
		}
		return m.tuple(match, rest)
	})
	def("BaseExceptionGroup.subgroup", "self, condition, /", func(m *machine, a []Value) Value {
		match, _, ok := split(m, a)
		if !ok {
			return 0
		}
		return match
	})
	def("BaseExceptionGroup.derive", "self, excs, /", func(m *machine, a []Value) Value {
		excs, ok := m.collect(a[1])
		if !ok {
			return 0
		}
		return m.newGroup(m.items(m.get(a[0], wArgs))[0], excs)
	})
}

func orNone(v Value) Value {
	if v == 0 {
		return None
	}
	return v
}
