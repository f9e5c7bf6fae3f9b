package model

// Context managers.

// beforeWith looks up what a with statement calls: __enter__ and __exit__, or
// their asynchronous kin. It returns 0, 0 with the exception pending.
func (m *machine) beforeWith(mgr Value, async bool) (enter, exit Value) {
	in, out, what := "__enter__", "__exit__", "the context manager"
	other, hint := "__aenter__", ""
	if async {
		in, out, what = "__aenter__", "__aexit__", "the asynchronous context manager"
		other = "__enter__"
	}
	if m.cfg.Minor >= 14 {
		if m.lookupSpecial(mgr, other) != 0 {
			hint = " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?"
			if async {
				hint = " but it supports the context manager protocol. Did you mean to use 'with'?"
			}
		}
	}
	if m.cfg.Minor < 11 {
		for _, name := range []string{in, out} {
			if m.lookupSpecial(mgr, name) == 0 {
				if m.exc == 0 {
					m.raise(tAttributeError, "%s", name)
				}
				return 0, 0
			}
		}
	}
	if enter = m.lookupSpecial(mgr, in); enter == 0 {
		if m.exc == 0 {
			m.raise(tTypeError, "'%s' object does not support %s protocol%s", m.typeName(mgr), what, hint)
		}
		return 0, 0
	}
	if exit = m.lookupSpecial(mgr, out); exit == 0 {
		if m.exc == 0 {
			m.raise(tTypeError, "'%s' object does not support %s protocol (missed %s method)", m.typeName(mgr), what, out)
		}
		return 0, 0
	}
	return enter, exit
}
