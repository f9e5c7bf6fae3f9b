package model

import "math/big"

// unary computes -x, +x, ~x and not x.
func (m *machine) unary(op UnaryOp, x Value) Value {
	if op == Not {
		b := m.truth(x)
		if m.exc != 0 {
			return 0
		}
		return boolValue(!b)
	}
	if op == Invert && m.kindOf(x) == kInstance {
		if v := m.flagInvert(x); v != NotImplemented {
			return v
		}
	}
	v := m.unwrap(x)
	switch k, n := m.asNumber(v); k {
	case smallInt:
		switch op {
		case Neg:
			return m.int(-n)
		case Pos:
			return m.int(n)
		}
		return m.int(^n)
	case bigInt:
		switch op {
		case Neg:
			return m.bigValue(new(big.Int).Neg(m.big(v)))
		case Pos:
			return v
		}
		return m.bigValue(new(big.Int).Not(m.big(v)))
	case floatNumber:
		switch op {
		case Neg:
			return m.float(-m.floatOf(v))
		case Pos:
			return v
		}
	}
	d := [...]dunder{Neg: dnNeg, Pos: dnPos, Invert: dnInvert}[op]
	if fn := m.method(x, d); fn != 0 {
		return m.callMethod(fn, x)
	}
	if m.exc != 0 {
		return 0
	}
	if m.is(x, kRandom) {
		if v := m.randomArith(Sub, rawInt(0), x); op == Neg && v != NotImplemented {
			return v
		}
	}
	return m.raise(tTypeError, "bad operand type for unary %s: '%s'", [...]string{Neg: "-", Pos: "+", Invert: "~"}[op], m.typeName(x))
}
