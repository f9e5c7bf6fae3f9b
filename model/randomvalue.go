package model

// Random floats: [lo, hi], somewhere in [lo, hi). Comparing one with a number
// is a choice if both answers are possible, and narrows it.

func init() { kindTypes[kRandom] = tFloat }

// compareRandom compares a random float with a number.
func (m *machine) compareRandom(op CompareOp, x, y Value) Value {
	if !m.is(x, kRandom) {
		if op > GtE {
			return NotImplemented
		}
		x, y, op = y, x, compareMirrored[op]
	}
	if k, _ := m.asNumber(m.unwrap(y)); k == noNumber {
		if m.is(y, kRandom) {
			return m.unsupported("random-arithmetic", "two random floats are compared", "compare each with a number")
		}
		return NotImplemented
	}
	p, ok := m.toFloat(m.unwrap(y))
	if !ok {
		return 0
	}
	lo, hi := m.floatOf(m.get(x, 1)), m.floatOf(m.get(x, 2))
	switch op {
	case Eq:
		return False
	case NotEq:
		return True
	}
	var below bool // is the value below p?
	switch {
	case p <= lo:
		below = false
	case p >= hi:
		below = true
	default:
		want := op == Lt || op == LtE
		below = (m.choose(2, "random "+compareSigns[op]+" "+floatRepr(p)) == 1) == want
	}
	if below {
		m.set(x, 2, m.float(min(hi, p)))
	} else {
		m.set(x, 1, m.float(max(lo, p)))
	}
	return boolValue(below == (op == Lt || op == LtE))
}

// randomArith computes with a random float: its bounds move along.
func (m *machine) randomArith(op BinaryOp, x, y Value) Value {
	num := func(v Value) (float64, bool) {
		if k, _ := m.asNumber(v); k == noNumber {
			return 0, false
		}
		return m.toFloat(v)
	}
	interval := func(lo, hi float64) Value {
		return m.wrap(kRandom, m.float(min(lo, hi)), m.float(max(lo, hi)))
	}
	if m.is(x, kRandom) && m.is(y, kRandom) {
		return m.unsupported("random-arithmetic", "the exact value of a random float is used", "compare it with a number instead")
	}
	if m.is(x, kRandom) {
		c, ok := num(y)
		if !ok {
			return NotImplemented
		}
		lo, hi := m.floatOf(m.get(x, 1)), m.floatOf(m.get(x, 2))
		switch {
		case op == Add:
			return interval(lo+c, hi+c)
		case op == Sub:
			return interval(lo-c, hi-c)
		case op == Mul && c != 0:
			return interval(lo*c, hi*c)
		case op == Mul:
			return m.float(0)
		case op == Div && c != 0:
			return interval(lo/c, hi/c)
		}
	} else {
		c, ok := num(x)
		if !ok {
			return NotImplemented
		}
		lo, hi := m.floatOf(m.get(y, 1)), m.floatOf(m.get(y, 2))
		switch {
		case op == Add:
			return interval(lo+c, hi+c)
		case op == Sub:
			return interval(c-lo, c-hi)
		case op == Mul && c != 0:
			return interval(lo*c, hi*c)
		case op == Mul:
			return m.float(0)
		}
	}
	return m.unsupported("random-arithmetic", "the exact value of a random float is used", "compare it with a number, or use random.randint")
}
