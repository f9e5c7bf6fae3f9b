package model

// The operators of builtin types as methods: (1).__add__(2), set.__or__. The
// machine does not use them; programs do, by name.

// operatorMethods registers operators of a builtin type. works tells the right
// operands that the type knows; for others the method returns NotImplemented.
func operatorMethods(t *typeInfo, self func(m *machine, v Value) Value, works func(m *machine, v Value) bool, ops ...BinaryOp) {
	s := methods{t, self}
	for _, op := range ops {
		name := binopInfo[op].name
		s.def("__"+name+"__", "other, /", func(m *machine, a []Value) Value {
			other := m.unwrap(a[1])
			if !works(m, other) {
				return NotImplemented
			}
			return m.binop(op, a[0], other, false)
		})
		s.def("__r"+name+"__", "other, /", func(m *machine, a []Value) Value {
			other := m.unwrap(a[1])
			if !works(m, other) {
				return NotImplemented
			}
			return m.binop(op, other, a[0], false)
		})
	}
}

// inplaceMethods registers operators that change a builtin container. Of what is
// derived from it they return the object itself.
func inplaceMethods(t *typeInfo, ops ...BinaryOp) {
	self := ofKind(t.inst)
	for _, op := range ops {
		name := "__i" + binopInfo[op].name + "__"
		def(t.native.name+"."+name, "self, /, other, /", func(m *machine, a []Value) Value {
			v := self(m, a[0])
			if v == 0 {
				return m.raise(tTypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, t.name(), m.typeName(a[0]))
			}
			out := m.inplaceOp(op, v, m.unwrap(a[1]))
			switch {
			case out == v:
				return a[0]
			case out == NotImplemented && (t == tList || t == tDeque):
				return m.builtinOp(op, v, m.unwrap(a[1])) // which says what it does not know
			}
			return out
		})
	}
}

func init() {
	inplaceMethods(tList, Add, Mul)
	inplaceMethods(tDeque, Add, Mul)
	inplaceMethods(tSet, BitOr, BitAnd, Sub, BitXor)
	inplaceMethods(tDict, BitOr)
	isInt := func(m *machine, v Value) bool { return m.isInteger(v) }
	isNumber := func(m *machine, v Value) bool { k, _ := m.asNumber(v); return k != noNumber }
	operatorMethods(tInt, asInt, isInt, Add, Sub, Mul, Div, FloorDiv, Mod, Pow, LShift, RShift, BitAnd, BitOr, BitXor)
	operatorMethods(tFloat, asFloat, isNumber, Add, Sub, Mul, Div, FloorDiv, Mod, Pow)
	for _, t := range []*typeInfo{tSet, tFrozenSet} {
		operatorMethods(t, ofKind(t.inst), func(m *machine, v Value) bool { return m.isSet(v) }, BitOr, BitAnd, Sub, BitXor)
	}
	operatorMethods(tDict, ofKind(kDict), func(m *machine, v Value) bool { return m.is(v, kDict) }, BitOr)

	// Sequences have no reflected methods but __rmul__, and refuse what they do
	// not know by themselves.
	sequence := func(t *typeInfo, self func(m *machine, v Value) Value, mod bool) {
		s := methods{t, self}
		one := func(name string, op BinaryOp) {
			s.def(name, "other, /", func(m *machine, a []Value) Value { return m.builtinOp(op, a[0], m.unwrap(a[1])) })
		}
		one("__add__", Add)
		one("__mul__", Mul)
		one("__rmul__", Mul)
		if mod {
			one("__mod__", Mod)
		}
	}
	sequence(tStr, asStr, true)
	sequence(tBytes, asBytes, true)
	sequence(tList, ofKind(kList), false)
	sequence(tTuple, ofKind(kTuple), false)
	sequence(tDeque, ofKind(kDeque), false)
	for _, t := range []*typeInfo{tInt, tFloat} {
		self := asInt
		if t == tFloat {
			self = asFloat
		}
		s := methods{t, self}
		s.def("__neg__", "", func(m *machine, a []Value) Value { return m.unary(Neg, a[0]) })
		s.def("__pos__", "", func(m *machine, a []Value) Value { return m.unary(Pos, a[0]) })
		s.def("__bool__", "", func(m *machine, a []Value) Value { return boolValue(m.truth(a[0])) })
		s.def("__abs__", "", func(m *machine, a []Value) Value { return m.call(registryNames["abs"].value(), a[0]) })
	}
}
