package model

import "fmt"

// What exceptions carry beside their arguments: the numbers of OSError, notes,
// a traceback. Source: CPython Objects/exceptions.c, by behaviour.

var (
	tOSError   = typesByName["OSError"]
	tTraceback = sealed("*.traceback", tObject, kFree)

	// aTraceback stands for every traceback: there is one, and nothing can be
	// asked of it.
	aTraceback = register(&native{name: "*.a traceback", kind: nSingleton})
)

// errnoClasses are the classes that OSError(number, text) makes instances of;
// the numbers are Linux's.
var errnoClasses = map[int64]string{
	1: "PermissionError", 2: "FileNotFoundError", 3: "ProcessLookupError", 4: "InterruptedError",
	10: "ChildProcessError", 11: "BlockingIOError", 13: "PermissionError", 17: "FileExistsError",
	20: "NotADirectoryError", 21: "IsADirectoryError", 32: "BrokenPipeError", 103: "ConnectionAbortedError",
	104: "ConnectionResetError", 108: "BrokenPipeError", 110: "TimeoutError", 111: "ConnectionRefusedError",
	114: "BlockingIOError", 115: "BlockingIOError",
}

// initOSError takes an OSError's arguments apart, as __new__ does.
func (m *machine) initOSError(e Value) {
	args := m.items(m.get(e, wArgs))
	if len(args) < 2 || len(args) > 5 {
		return
	}
	if n := args[0]; m.get(e, wClass) == tOSError.value() && n.isInt() {
		if t := typesByName[errnoClasses[n.int()]]; t != nil {
			m.set(e, wClass, t.value())
		}
	}
	if len(args) >= 3 && args[2] != None {
		d := m.instanceDict(e)
		m.dictSet(d, m.str("filename"), args[2])
		m.set(e, wArgs, m.tuple(args[0], args[1]))
	}
}

// osErrorText is str() of an OSError that has a number and a text.
func (m *machine) osErrorText(e Value) string {
	no, text := m.osErrorPart(e, "errno", 0), m.osErrorPart(e, "strerror", 1)
	s := fmt.Sprintf("[Errno %s] %s", m.strText(no), m.strText(text))
	if f := m.nameGet(m.get(e, wDict), m.str("filename")); f != 0 && f != None {
		s += ": " + m.reprText(f)
	}
	return s
}

// osErrorPart is the argument i of an OSError, or what name has been set to.
func (m *machine) osErrorPart(e Value, name string, i int) Value {
	if v := m.nameGet(m.get(e, wDict), m.str(name)); v != 0 {
		return v
	}
	if args := m.items(m.get(e, wArgs)); len(args) >= 2 && len(args) <= 5 {
		return args[i]
	}
	return None
}

func init() {
	prop("OSError.errno", func(m *machine, a []Value) Value { return m.osErrorPart(a[0], "errno", 0) })
	prop("OSError.strerror", func(m *machine, a []Value) Value { return m.osErrorPart(a[0], "strerror", 1) })
	for _, name := range []string{"OSError.filename", "OSError.filename2", "ImportError.name", "ImportError.path"} {
		prop(name, func(m *machine, a []Value) Value { return None })
	}
	prop("ImportError.msg", func(m *machine, a []Value) Value {
		if args := m.items(m.get(a[0], wArgs)); len(args) == 1 {
			return args[0]
		}
		return None
	})
	prop("BaseException.__traceback__", func(m *machine, a []Value) Value {
		if m.get(a[0], wPlace) == 0 {
			return None
		}
		return aTraceback.value()
	})
	for _, name := range []string{"tb_frame", "tb_lineno", "tb_next", "tb_lasti"} {
		prop("*.traceback."+name, func(m *machine, a []Value) Value {
			return m.unsupported("traceback", "the contents of a traceback are not modelled", "use the exception")
		})
	}
	def("BaseException.add_note", "self, note, /", func(m *machine, a []Value) Value {
		if !m.isStr(a[1]) {
			return m.raise(tTypeError, "note must be a str, not '%s'", m.typeName(a[1]))
		}
		d, name := m.instanceDict(a[0]), m.str("__notes__")
		if notes := m.nameGet(d, name); notes != 0 {
			m.listAppend(notes, a[1])
		} else {
			m.dictSet(d, name, m.list(a[1]))
		}
		return None
	}).from(11)
}
