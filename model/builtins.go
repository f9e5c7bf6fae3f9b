package model

import (
	"math"
	"math/big"
)

// The builtin functions.

func (m *machine) callable(v Value) bool {
	switch k := m.kindOf(v); k {
	case kFunc, kMethod, kClass, kPartial:
		return true
	case kFree:
		return v.isConst() && nativeOf(v).kind != nSingleton
	default:
		return k >= firstInstanceKind && m.classLookup(m.classOf(v), m.str("__call__")) != 0
	}
}

// nameArg takes the name argument of getattr and its like.
func (m *machine) nameArg(v Value) (Value, bool) {
	v = m.unwrap(v)
	if !m.isStr(v) {
		m.raise(tTypeError, "attribute name must be string, not '%s'", m.typeName(v))
		return 0, false
	}
	return v, true
}

// classTest decides isinstance and issubclass: test is applied to the class or
// to each class of a tuple or union.
func (m *machine) classTest(c Value, what string, test func(c Value) bool) (yes, ok bool) {
	switch {
	case m.isClass(c):
		return test(c), m.exc == 0
	case c == None:
		return test(tNoneType.value()), m.exc == 0
	case m.is(c, kTuple):
		for _, x := range m.items(c) {
			if yes, ok = m.classTest(x, what, test); yes || !ok {
				return yes, ok
			}
		}
		return false, true
	}
	if what == "isinstance" {
		m.raise(tTypeError, "isinstance() arg 2 must be a type, a tuple of types, or a union")
	} else {
		m.raise(tTypeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union")
	}
	return false, false
}

func (m *machine) truthIn(it Value, stop bool) Value {
	iter := m.iter(it)
	if iter == 0 {
		return 0
	}
	for {
		v, ok := m.next(iter)
		if !ok {
			if m.exc != 0 {
				return 0
			}
			return boolValue(!stop)
		}
		b := m.truth(v)
		if m.exc != 0 {
			return 0
		}
		if b == stop {
			return boolValue(stop)
		}
		if m.budget--; m.budget < 0 {
			m.overdue()
		}
	}
}

// baseText is bin, oct or hex.
func baseText(name, prefix string, base int) {
	def(name, "number, /", func(m *machine, a []Value) Value {
		v := m.index(a[0])
		if v == 0 {
			return 0
		}
		n := m.big(v)
		s := prefix + new(big.Int).Abs(n).Text(base)
		if n.Sign() < 0 {
			s = "-" + s
		}
		return m.str(s)
	})
}

// divmod is (x // y, x % y).
func (m *machine) divmod(x, y Value) Value {
	ux, uy := m.unwrap(x), m.unwrap(y)
	kx, _ := m.asNumber(ux)
	ky, _ := m.asNumber(uy)
	if kx != noNumber && ky != noNumber {
		if kx == floatNumber || ky == floatNumber {
			if f, ok := m.toFloat(uy); ok && f == 0 {
				if m.cfg.Minor >= 14 {
					return m.raise(tZeroDivisionError, "division by zero")
				}
				return m.raise(tZeroDivisionError, "float divmod()")
			}
		}
		q := m.binop(FloorDiv, ux, uy, false)
		if q == 0 {
			return 0
		}
		return m.tuple(q, m.binop(Mod, ux, uy, false))
	}
	if fn := m.method(x, dnDivmod); fn != 0 {
		if v := m.callMethod(fn, x, y); v != NotImplemented {
			return v
		}
	}
	if fn := m.method(y, dnRDivmod); fn != 0 {
		if v := m.callMethod(fn, y, x); v != NotImplemented {
			return v
		}
	}
	return m.raise(tTypeError, "unsupported operand type(s) for divmod(): '%s' and '%s'", m.typeName(x), m.typeName(y))
}

func (m *machine) powMod(x, y, z Value) Value {
	ux, uy, uz := m.unwrap(x), m.unwrap(y), m.unwrap(z)
	if !m.isInteger(ux) || !m.isInteger(uy) || !m.isInteger(uz) {
		float := false
		for _, v := range []Value{ux, uy, uz} {
			float = float || m.isAtomKind(v, atomFloat)
		}
		if !float {
			return m.raise(tTypeError, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", m.typeName(x), m.typeName(y), m.typeName(z))
		}
		return m.raise(tTypeError, "pow() 3rd argument not allowed unless all arguments are integers")
	}
	mod := m.big(uz)
	if mod.Sign() == 0 {
		return m.raise(tValueError, "pow() 3rd argument cannot be 0")
	}
	n := new(big.Int).Abs(mod)
	b, e := m.big(ux), m.big(uy)
	if e.Sign() < 0 {
		if b = new(big.Int).ModInverse(b, n); b == nil {
			return m.raise(tValueError, "base is not invertible for the given modulus")
		}
		e = new(big.Int).Neg(e)
	}
	r := new(big.Int).Exp(new(big.Int).Mod(b, n), e, n)
	if mod.Sign() < 0 && r.Sign() > 0 {
		r.Add(r, mod)
	}
	return m.bigValue(r)
}

func init() {
	def("len", "obj, /", func(m *machine, a []Value) Value {
		n, ok := m.length(a[0])
		if !ok {
			return 0
		}
		return rawInt(int64(n))
	})
	def("abs", "x, /", func(m *machine, a []Value) Value {
		u := m.unwrap(a[0])
		switch k, n := m.asNumber(u); k {
		case smallInt:
			return m.int(max(n, -n))
		case bigInt:
			return m.bigValue(new(big.Int).Abs(m.big(u)))
		case floatNumber:
			f := m.floatOf(u)
			return m.float(math.Abs(f))
		}
		if fn := m.method(u, dnAbs); fn != 0 {
			return m.callMethod(fn, u)
		}
		return m.raise(tTypeError, "bad operand type for abs(): '%s'", m.typeName(a[0]))
	})
	def("all", "iterable, /", func(m *machine, a []Value) Value { return m.truthIn(a[0], false) })
	def("any", "iterable, /", func(m *machine, a []Value) Value { return m.truthIn(a[0], true) })
	text := func(name string, f func(m *machine, v Value) string) {
		def(name, "obj, /", func(m *machine, a []Value) Value {
			s := f(m, a[0])
			if m.exc != 0 {
				return 0
			}
			return m.str(s)
		})
	}
	text("repr", (*machine).reprText)
	text("ascii", func(m *machine, v Value) string { return asciiText(m.reprText(v)) })
	baseText("bin", "0b", 2)
	baseText("oct", "0o", 8)
	baseText("hex", "0x", 16)
	def("callable", "obj, /", func(m *machine, a []Value) Value { return boolValue(m.callable(a[0])) })
	def("chr", "i, /", func(m *machine, a []Value) Value {
		v := m.index(a[0])
		if v == 0 {
			return 0
		}
		if !v.isInt() || v.int() < 0 || v.int() > 0x10ffff {
			return m.raise(tValueError, "chr() arg not in range(0x110000)")
		}
		return m.str(string(appendRune(nil, rune(v.int()))))
	})
	def("ord", "c, /", func(m *machine, a []Value) Value {
		u := m.unwrap(a[0])
		switch {
		case m.isStr(u):
			s := m.text(u)
			if n := runeCount(s); n != 1 {
				return m.raise(tTypeError, "ord() expected a character, but string of length %d found", n)
			}
			r, _ := decodeRune(s)
			return rawInt(int64(r))
		case m.isAtomKind(u, atomBytes):
			s := m.text(u)
			if len(s) != 1 {
				return m.raise(tTypeError, "ord() expected a character, but string of length %d found", len(s))
			}
			return rawInt(int64(s[0]))
		}
		return m.raise(tTypeError, "ord() expected string of length 1, but %s found", m.typeName(a[0]))
	})
	def("divmod", "x, y, /", func(m *machine, a []Value) Value { return m.divmod(a[0], a[1]) })
	def("pow", "base, exp, mod=", func(m *machine, a []Value) Value {
		if z := arg(a, 2); z != 0 && z != None {
			return m.powMod(a[0], a[1], z)
		}
		return m.binop(Pow, a[0], a[1], false)
	})
	def("round", "number, ndigits=", func(m *machine, a []Value) Value { return m.round(a[0], arg(a, 1)) })
	def("format", "value, spec=, /", func(m *machine, a []Value) Value {
		spec := m.str("")
		if v := arg(a, 1); v != 0 {
			if spec = m.unwrap(v); !m.isStr(spec) {
				return m.raise(tTypeError, "format() argument 2 must be str, not %s", m.typeName(v))
			}
		}
		return m.format(a[0], spec)
	})
	def("hash", "obj, /", func(m *machine, a []Value) Value {
		h, ok := m.hashOf(a[0], false)
		if !ok {
			return 0
		}
		return m.int(h)
	})
	def("id", "obj, /", func(m *machine, a []Value) Value {
		return m.unsupported("id", "id() is the address of an object, which differs from run to run", "compare objects with `is`")
	})
	def("getattr", "obj, name, default=, /", func(m *machine, a []Value) Value {
		name, ok := m.nameArg(a[1])
		if !ok {
			return 0
		}
		def := arg(a, 2)
		if def == 0 {
			return m.getattr(a[0], name)
		}
		if v := m.getattrOpt(a[0], name); v != 0 || m.exc != 0 {
			return v
		}
		return def
	})
	def("hasattr", "obj, name, /", func(m *machine, a []Value) Value {
		name, ok := m.nameArg(a[1])
		if !ok {
			return 0
		}
		v := m.getattrOpt(a[0], name)
		if m.exc != 0 {
			return 0
		}
		return boolValue(v != 0)
	})
	def("setattr", "obj, name, value, /", func(m *machine, a []Value) Value {
		name, ok := m.nameArg(a[1])
		if !ok || !m.setattr(a[0], name, a[2]) {
			return 0
		}
		return None
	})
	def("delattr", "obj, name, /", func(m *machine, a []Value) Value {
		name, ok := m.nameArg(a[1])
		if !ok || !m.delattr(a[0], name) {
			return 0
		}
		return None
	})
	def("isinstance", "obj, class_or_tuple, /", func(m *machine, a []Value) Value {
		yes, ok := m.classTest(a[1], "isinstance", func(c Value) bool { return m.instanceOf(a[0], c) })
		if !ok {
			return 0
		}
		return boolValue(yes)
	})
	def("issubclass", "cls, class_or_tuple, /", func(m *machine, a []Value) Value {
		if !m.isClass(a[0]) {
			return m.raise(tTypeError, "issubclass() arg 1 must be a class")
		}
		yes, ok := m.classTest(a[1], "issubclass", func(c Value) bool { return m.subclassOf(a[0], c) })
		if !ok {
			return 0
		}
		return boolValue(yes)
	})
	def("vars", "obj=, /", func(m *machine, a []Value) Value {
		v := arg(a, 0)
		if v == 0 {
			return m.unsupported("locals", "vars() without an argument is not modelled", "name the variables")
		}
		if d := m.getattrOpt(v, m.str("__dict__")); d != 0 || m.exc != 0 {
			return d
		}
		return m.raise(tTypeError, "vars() argument must have __dict__ attribute")
	})
	def("dir", "obj=, /", func(m *machine, a []Value) Value {
		return m.unsupported("dir", "dir() is not modelled", "use vars() or hasattr()")
	})
	def("print", "*args, sep=, end=, file=, flush=", func(m *machine, a []Value) Value {
		seps := [2]string{" ", "\n"}
		for i, name := range []string{"sep", "end"} {
			if v := a[i]; v != 0 && v != None {
				if !m.isStr(v) {
					return m.raise(tTypeError, "%s must be None or a string, not %s", name, m.typeName(v))
				}
				seps[i] = m.text(v)
			}
		}
		s := ""
		for i, x := range m.items(a[4]) {
			if i > 0 {
				s += seps[0]
			}
			s += m.strText(x)
			if m.exc != 0 {
				return 0
			}
		}
		s += seps[1]
		if f := a[2]; f != 0 && f != None && m.kindOf(f) == kInstance && m.method(f, dnStr) == 0 {
			if w := m.getattrOpt(f, m.str("write")); w != 0 && m.is(w, kMethod) {
				return m.call(w, m.str(s))
			} else if m.exc != 0 {
				return 0
			}
		}
		m.emitPrint(s)
		return None
	})
}
