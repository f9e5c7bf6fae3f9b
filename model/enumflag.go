package model

import (
	"math/big"
	"strings"
)

// enum.Flag and IntFlag: members combine by |, & and ^. A combination is an
// instance without an entry in the class; it equals any other of its value.

func (m *machine) isFlag(cls Value) bool {
	return cls.isRef() && m.get(cls, wClassFlags).int()&classFlag != 0
}

func singleBit(v Value) bool { return v.isInt() && v.int() > 0 && v.int()&(v.int()-1) == 0 }

// flagMember returns the member or combination of a value.
func (m *machine) flagMember(cls, value Value) Value {
	n := m.big(value)
	mask := new(big.Int)
	var names []string
	rest := new(big.Int).Set(n)
	exact := Value(0)
	if mm := m.memberMap(cls); mm != 0 {
		m.dictEach(mm, func(k, v Value) bool {
			x := m.enumValue(v)
			if !m.isInteger(x) || m.enumName(v) != k {
				return true
			}
			if m.big(x).Cmp(n) == 0 {
				exact = v
			}
			mask.Or(mask, m.big(x))
			if singleBit(x) && new(big.Int).And(n, m.big(x)).Sign() != 0 {
				names = append(names, m.text(k))
				rest.AndNot(rest, m.big(x))
			}
			return true
		})
	}
	if exact != 0 {
		return exact
	}
	isInt := m.isSubclass(cls, tIntFlag.value())
	if n.Sign() < 0 {
		all := new(big.Int).Lsh(big.NewInt(1), uint(mask.BitLen()))
		all.Sub(all, big.NewInt(1))
		if isInt || new(big.Int).And(new(big.Int).Not(n), new(big.Int).Not(all)).Sign() == 0 {
			return m.flagMember(cls, m.bigValue(new(big.Int).And(n, mask)))
		}
	}
	if !isInt && new(big.Int).AndNot(n, mask).Sign() != 0 {
		width := max(mask.BitLen(), n.BitLen())
		bits := func(x *big.Int) string {
			s := x.Text(2)
			return "0b0 " + strings.Repeat("0", width-len(s)) + s
		}
		return m.raise(tValueError, "<flag '%s'> invalid value %s\n    given %s\n  allowed %s", m.className(cls), n, bits(n), bits(mask))
	}
	if rest.Sign() != 0 && len(names) > 0 {
		names = append(names, rest.String())
	}
	obj := m.newInstance(kInstance, cls)
	d := m.instanceDict(obj)
	m.dictSet(d, m.dn(dnValue), value)
	name := None
	if len(names) > 0 {
		name = m.str(strings.Join(names, "|"))
	}
	m.dictSet(d, m.dn(dnName), name)
	return obj
}

// flagOp computes x op y if one is a member of a Flag, NotImplemented otherwise.
func (m *machine) flagOp(op BinaryOp, x, y Value) Value {
	if op != BitOr && op != BitAnd && op != BitXor {
		return NotImplemented
	}
	cls := Value(0)
	for _, v := range []Value{x, y} {
		if m.isEnumMember(v) && m.isFlag(m.get(v, wClass)) {
			if cls != 0 && cls != m.get(v, wClass) {
				return NotImplemented
			}
			cls = m.get(v, wClass)
		}
	}
	if cls == 0 {
		return NotImplemented
	}
	a, ok := m.flagValue(cls, x)
	b, ok2 := m.flagValue(cls, y)
	if !ok || !ok2 {
		return NotImplemented
	}
	v := m.binop(op, a, b, false)
	if v == 0 {
		return 0
	}
	return m.flagMember(cls, v)
}

func (m *machine) flagValue(cls, v Value) (Value, bool) {
	if m.isEnumMember(v) {
		return m.enumValue(v), true
	}
	return v, m.isInteger(v) && m.get(cls, wClassFlags).int()&classMixin != 0
}

// flagInvert is ~x for a member of a Flag; NotImplemented for anything else.
func (m *machine) flagInvert(v Value) Value {
	if !m.isEnumMember(v) || !m.isFlag(m.get(v, wClass)) {
		return NotImplemented
	}
	cls := m.get(v, wClass)
	mask := new(big.Int)
	for _, x := range m.items(m.enumMembers(cls)) {
		mask.Or(mask, m.big(m.enumValue(x)))
	}
	return m.flagMember(cls, m.bigValue(mask.AndNot(mask, m.big(m.enumValue(v)))))
}

// flagTruth is bool(v) for a member of a Flag.
func (m *machine) flagTruth(v Value) (truth, ok bool) {
	if !m.isEnumMember(v) || !m.isFlag(m.get(v, wClass)) {
		return false, false
	}
	return m.truth(m.enumValue(v)), true
}

// sameFlag reports whether x and y are the same combination.
func (m *machine) sameFlag(x, y Value) bool {
	if !m.isEnumMember(x) || !m.is(y, kInstance) {
		return false
	}
	cls := m.get(x, wClass)
	return m.isFlag(cls) && m.get(y, wClass) == cls && m.enumValue(x) == m.enumValue(y)
}

func init() {
	def("enum.Flag.__eq__", "self, other, /", func(m *machine, a []Value) Value {
		if m.isEnumMember(a[0]) && m.is(a[1], kInstance) && m.get(a[0], wClass) == m.get(a[1], wClass) {
			return boolValue(a[0] == a[1] || m.sameFlag(a[0], a[1]))
		}
		return NotImplemented
	})
	def("enum.Flag.__hash__", "self, /", func(m *machine, a []Value) Value {
		h, ok := m.hashOf(m.enumValue(a[0]), false)
		if !ok {
			return 0
		}
		return m.int(h)
	})
	def("enum.Flag.__contains__", "self, other, /", func(m *machine, a []Value) Value {
		if !m.isEnumMember(a[1]) || m.get(a[0], wClass) != m.get(a[1], wClass) {
			return m.raise(tTypeError, "unsupported operand type(s) for 'in': %s and %s", m.reprText(m.str(m.typeName(a[1]))), m.reprText(m.str(m.typeName(a[0]))))
		}
		y := m.enumValue(a[1])
		v := m.binop(BitAnd, m.enumValue(a[0]), y, false)
		if v == 0 {
			return 0
		}
		return boolValue(v == y)
	})
	bits := func(m *machine, v Value) []Value {
		var list []Value
		for _, x := range m.items(m.enumMembers(m.get(v, wClass))) {
			if m.binop(BitAnd, m.enumValue(v), m.enumValue(x), false) != rawInt(0) {
				list = append(list, x)
			}
		}
		return list
	}
	def("enum.Flag.__iter__", "self, /", func(m *machine, a []Value) Value {
		return m.iter(m.list(bits(m, a[0])...))
	})
	def("enum.Flag.__len__", "self, /", func(m *machine, a []Value) Value {
		return rawInt(int64(len(bits(m, a[0]))))
	})
}
