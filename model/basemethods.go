package model

// Special methods of builtin types that Go code otherwise does by itself, for
// classes of the program that are derived from those types and call the method
// that they override: super().__eq__(other), dict.__repr__(self).

// baseMethods registers comparisons and texts of a builtin type. self takes the
// builtin value out of an instance.
func baseMethods(t *typeInfo, self func(m *machine, v Value) Value, ops ...CompareOp) {
	s := methods{t, self}
	for _, op := range ops {
		s.def(dunderNames[compareDunders[op]], "other, /", func(m *machine, a []Value) Value {
			other := self(m, a[1])
			if other == 0 {
				return NotImplemented
			}
			if m.is(a[0], kDict) {
				return m.builtinCompare(op, a[0], other)
			}
			return m.richCompare(op, a[0], other)
		})
	}
	s.def("__repr__", "", func(m *machine, a []Value) Value {
		text := m.baseRepr(a[0])
		if m.exc != 0 {
			return 0
		}
		return m.str(text)
	})
	if !t.unhash {
		s.def("__hash__", "", func(m *machine, a []Value) Value {
			h, ok := m.hashOf(a[0], false)
			if !ok {
				return 0
			}
			return m.int(h)
		})
	}
}

func init() {
	all := []CompareOp{Eq, NotEq, Lt, LtE, Gt, GtE}
	number := func(kinds ...number) func(m *machine, v Value) Value {
		return func(m *machine, v Value) Value {
			u := m.unwrap(v)
			k, _ := m.asNumber(u)
			for _, want := range kinds {
				if k == want {
					return u
				}
			}
			return 0
		}
	}
	baseMethods(tTuple, ofKind(kTuple), all...)
	baseMethods(tInt, number(smallInt, bigInt), all...)
	baseMethods(tFloat, number(floatNumber), all...)
	baseMethods(tStr, func(m *machine, v Value) Value {
		if u := m.unwrap(v); m.isStr(u) {
			return u
		}
		return 0
	}, all...)
	baseMethods(tDict, ofKind(kDict), Eq, NotEq)
}
