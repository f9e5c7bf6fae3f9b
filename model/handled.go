package model

import (
	"slices"
	"strings"
)

// The exception that is being handled: of a bare raise, and what sys.exc_info and
// the module traceback tell of it, also in functions that an except block calls.

// asksHandled reports whether a function may ask for an exception that its caller
// handles.
func asksHandled(src *Source) bool {
	for _, name := range []string{"exc_info", "format_exc", "print_exc"} {
		if slices.Contains(src.Names, name) {
			return true
		}
	}
	for _, c := range src.Codes {
		for _, in := range c.Code {
			if in.Op == RAISE && in.A == 0 {
				return true
			}
		}
	}
	return false
}

// handles reports whether a local holds an exception while it is handled.
func (c *code) handles(slot int) bool { return strings.HasPrefix(c.Locals[slot], ".exc") }

// handled is the exception that the running code handles, 0 if there is none.
func (m *machine) handled() Value {
	for f := m.fr; f != 0; f = m.frameParent(f) {
		c := m.frameCode(f)
		for i := len(c.Locals) - 1; i >= 0; i-- {
			if c.handles(i) {
				if v := m.a[f+wLocals+i]; m.is(v, kException) {
					return v
				}
			}
		}
	}
	return 0
}

func init() {
	def("traceback._handled", "", func(m *machine, a []Value) Value { return orNone(m.handled()) })
	def("sys.exc_info", "", func(m *machine, a []Value) Value {
		exc := m.handled()
		if exc == 0 {
			return m.tuple(None, None, None)
		}
		return m.tuple(m.classOf(exc), exc, aTraceback.value())
	})
}
