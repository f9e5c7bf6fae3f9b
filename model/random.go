package model

import "math"

// Random floats. random() and uniform() give an object that has no value yet:
// [variable, scale, shift], standing for scale·variable+shift, where a variable
// is a list [lo, hi, lo open, hi open, values that it is not …]. Comparing it
// with a number is a choice
// if both answers are possible, and narrows the variable; so each outcome of
// `random.random() < p` is explored, and the answers agree with each other.

const (
	wRandVar   = 1
	wRandScale = 2
	wRandShift = 3
)

func (m *machine) newRandom(lo, hi float64, hiOpen bool) Value {
	v := m.list(m.float(lo), m.float(hi), False, boolValue(hiOpen))
	return m.randomView(v, 1, 0)
}

func (m *machine) randomView(v Value, scale, shift float64) Value {
	o := m.alloc(kRandom, 4)
	m.a[o+wRandVar], m.a[o+wRandScale], m.a[o+wRandShift] = v, m.float(scale), m.float(shift)
	return refValue(o)
}

// compareRandom compares two values of which one at least is a random float.
func (m *machine) compareRandom(op CompareOp, x, y Value) Value {
	if !m.is(x, kRandom) {
		switch op {
		case Lt:
			op = Gt
		case LtE:
			op = GtE
		case Gt:
			op = Lt
		case GtE:
			op = LtE
		}
		x, y = y, x
	}
	var n float64
	switch {
	case y.isInt():
		n = float64(y.int())
	case y.isBool():
		if y == True {
			n = 1
		}
	case m.isAtomKind(y, atomFloat):
		n = m.floatAtom(y)
	default:
		return m.refuseRandom()
	}
	if n != n {
		return boolValue(op == NotEq)
	}
	v := m.get(x, wRandVar)
	scale, shift := m.floatAtom(m.get(x, wRandScale)), m.floatAtom(m.get(x, wRandShift))
	p := (n - shift) / scale
	if op == Eq || op == NotEq {
		return boolValue(m.randomIs(v, p) == (op == Eq))
	}
	if scale < 0 {
		op = map[CompareOp]CompareOp{Lt: Gt, Gt: Lt, LtE: GtE, GtE: LtE}[op]
	}
	at := op == LtE || op == Gt // p itself counts as below
	wantBelow := op == Lt || op == LtE
	f := m.listItems(v)
	lo, hi := m.floatAtom(f[0]), m.floatAtom(f[1])
	loOpen, hiOpen := f[2] == True, f[3] == True
	below := lo < p || lo == p && !loOpen && at
	above := hi > p || hi == p && !hiOpen && !at
	holds := below == wantBelow
	if below && above {
		holds = m.choose(2, "random comparison") == 1
	}
	if holds == wantBelow {
		if p < hi || p == hi && !at {
			f[1], f[3] = m.float(p), boolValue(!at)
		}
	} else if p > lo || p == lo && at {
		f[0], f[2] = m.float(p), boolValue(at)
	}
	return boolValue(holds)
}

// randomIs decides whether a variable has the value p. If the answer is no, p is
// noted behind the bounds, for the next time.
func (m *machine) randomIs(v Value, p float64) bool {
	f := m.listItems(v)
	lo, hi := m.floatAtom(f[0]), m.floatAtom(f[1])
	if lo == hi {
		return lo == p
	}
	if p < lo || p > hi || p == lo && f[2] == True || p == hi && f[3] == True {
		return false
	}
	x := m.float(p)
	for _, hole := range f[4:] {
		if hole == x {
			return false
		}
	}
	if m.choose(2, "random comparison") == 0 {
		m.listAppend(v, x)
		return false
	}
	m.listSet(v, []Value{x, x, False, False})
	return true
}

func (m *machine) refuseRandom() Value {
	return m.unsupported("random-value", "the value of a random float is used otherwise than compared with a number",
		"compare it with a number, or take random.choice of the values that matter")
}

// randomArith is arithmetic with a random float: adding and multiplying by a
// number keep it open.
func (m *machine) randomArith(op BinaryOp, x, y Value) Value {
	swapped := !m.is(x, kRandom)
	r, o := x, y
	if swapped {
		r, o = y, x
	}
	var n float64
	switch {
	case o.isInt():
		n = float64(o.int())
	case m.isAtomKind(o, atomFloat):
		n = m.floatAtom(o)
	default:
		return m.refuseRandom()
	}
	v, scale, shift := m.get(r, wRandVar), m.floatAtom(m.get(r, wRandScale)), m.floatAtom(m.get(r, wRandShift))
	switch {
	case op == Add:
		shift += n
	case op == Sub && !swapped:
		shift -= n
	case op == Sub:
		scale, shift = -scale, n-shift
	case op == Mul:
		scale, shift = scale*n, shift*n
	case op == Div && !swapped && n != 0:
		scale, shift = scale/n, shift/n
	default:
		return m.refuseRandom()
	}
	if scale == 0 || math.IsInf(scale, 0) || scale != scale {
		return m.refuseRandom()
	}
	return m.randomView(v, scale, shift)
}

func init() {
	kindTypes[kRandom] = tFloat
	def("random.random", "", func(m *machine, a []Value) Value { return m.newRandom(0, 1, true) })
	def("random.uniform", "a, b, /", func(m *machine, a []Value) Value {
		lo, ok := m.seconds(a[0])
		if !ok {
			return 0
		}
		hi, ok := m.seconds(a[1])
		if !ok {
			return 0
		}
		if lo == hi {
			return m.float(lo)
		}
		return m.newRandom(min(lo, hi), max(lo, hi), false)
	})
	for _, name := range []string{"random._choose", "threading._choose"} {
		def(name, "n, label, /", func(m *machine, a []Value) Value {
			return rawInt(int64(m.choose(int(a[0].int()), m.text(a[1]))))
		})
	}
}

// floatAtom is the value of a float.
func (m *machine) floatAtom(v Value) float64 { return m.atoms.table.get(v).f }
