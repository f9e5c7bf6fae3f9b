package model

import "math/big"

// Slices and ranges.

// sliceBounds resolves a slice for a sequence of n items.
func (m *machine) sliceBounds(s Value, n int) (start, stop, step int, ok bool) {
	step = 1
	if v := m.get(s, 3); v != None {
		if step, ok = m.sliceIndex(v); !ok {
			return 0, 0, 0, false
		}
		if step == 0 {
			m.raise(tValueError, "slice step cannot be zero")
			return 0, 0, 0, false
		}
	}
	lo, hi := 0, n
	if step < 0 {
		lo, hi = -1, n-1
	}
	bound := func(v Value, def int) (int, bool) {
		if v == None {
			return def, true
		}
		i, ok := m.sliceIndex(v)
		if !ok {
			return 0, false
		}
		if i < 0 {
			return max(i+n, lo), true
		}
		return min(i, hi), true
	}
	first, last := lo, hi
	if step < 0 {
		first, last = hi, lo
	}
	if start, ok = bound(m.get(s, 1), first); !ok {
		return 0, 0, 0, false
	}
	if stop, ok = bound(m.get(s, 2), last); !ok {
		return 0, 0, 0, false
	}
	return start, stop, step, true
}

func (m *machine) sliceIndex(v Value) (int, bool) {
	if v.isInt() {
		return int(v.int()), true
	}
	if v = m.unwrap(v); !m.isInteger(v) && m.method(v, dnIndex) == 0 {
		m.raise(tTypeError, "slice indices must be integers or None or have an __index__ method")
		return 0, false
	}
	n, _, ok := m.clampedInt(v)
	return n, ok
}

// sliceLen is the number of items that a resolved slice takes.
func sliceLen(start, stop, step int) int {
	switch {
	case step > 0 && start < stop:
		return (stop-start-1)/step + 1
	case step < 0 && start > stop:
		return (start-stop-1)/-step + 1
	}
	return 0
}

// sliceItems picks the items of a resolved slice.
func sliceItems(items []Value, start, stop, step int) []Value {
	n := sliceLen(start, stop, step)
	if step == 1 {
		return items[start : start+n]
	}
	out := make([]Value, n)
	for i := range out {
		out[i] = items[start+i*step]
	}
	return out
}

func (m *machine) newSlice(start, stop, step Value) Value {
	o := m.alloc(kSlice, 4)
	m.a[o+1], m.a[o+2], m.a[o+3] = start, stop, step
	return refValue(o)
}

func (m *machine) newRange(start, stop, step Value) Value {
	o := m.alloc(kRange, 4)
	m.a[o+1], m.a[o+2], m.a[o+3] = start, stop, step
	return refValue(o)
}

// rangeLen is the length of a range as an int value.
func (m *machine) rangeLen(r Value) Value {
	a, b, s := m.get(r, 1), m.get(r, 2), m.get(r, 3)
	if a.isInt() && b.isInt() && s.isInt() {
		const half = 1 << 59
		if p, q, t := a.int(), b.int(), s.int(); -half < p && p < half && -half < q && q < half {
			return rawInt(int64(sliceLen(int(p), int(q), int(t))))
		}
	}
	lo, hi, step := m.big(a), m.big(b), m.big(s)
	if step.Sign() < 0 {
		lo, hi, step = hi, lo, new(big.Int).Neg(step)
	}
	if lo.Cmp(hi) >= 0 {
		return rawInt(0)
	}
	n := new(big.Int).Sub(hi, lo)
	n.Sub(n, big.NewInt(1))
	n.Quo(n, step)
	return m.bigValue(n.Add(n, big.NewInt(1)))
}

// rangeItem is item i, which is in range, of a range.
func (m *machine) rangeItem(r, i Value) Value {
	return m.binop(Add, m.get(r, 1), m.binop(Mul, i, m.get(r, 3), false), false)
}

// rangeIndex is the position of the int x in a range, -1 if it is not there.
func (m *machine) rangeIndex(r, x Value) int {
	n := new(big.Int).Sub(m.big(x), m.big(m.get(r, 1)))
	q, rem := new(big.Int).QuoRem(n, m.big(m.get(r, 3)), new(big.Int))
	if rem.Sign() != 0 || q.Sign() < 0 || q.Cmp(m.big(m.rangeLen(r))) >= 0 || !q.IsInt64() {
		return -1
	}
	return int(q.Int64())
}

// nextInLargeRange takes the next item of a range whose bounds are beyond small
// ints.
func (m *machine) nextInLargeRange(it Value) (Value, bool) {
	v, stop, step := m.get(it, 2), m.get(it, 3), m.get(it, 4)
	if c := m.big(v).Cmp(m.big(stop)); c == 0 || (c > 0) == (m.big(step).Sign() > 0) {
		return 0, false
	}
	m.set(it, 2, m.binop(Add, v, step, false))
	return v, true
}

func (m *machine) rangeEqual(x, y Value) bool {
	n := m.rangeLen(x)
	if n != m.rangeLen(y) {
		return false
	}
	return n == rawInt(0) || m.get(x, 1) == m.get(y, 1) && (n == rawInt(1) || m.get(x, 3) == m.get(y, 3))
}

func (m *machine) rangeSlice(r, s Value) Value {
	n, ok := m.length(r)
	if !ok {
		return 0
	}
	start, stop, step, ok := m.sliceBounds(s, n)
	if !ok {
		return 0
	}
	return m.newRange(m.rangeItem(r, rawInt(int64(start))), m.rangeItem(r, rawInt(int64(stop))),
		m.binop(Mul, m.get(r, 3), m.int(int64(step)), false))
}

func init() {
	tRange.ctor("*args", func(m *machine, a []Value) Value {
		args := m.items(a[1])
		switch {
		case len(args) == 0:
			return m.raise(tTypeError, "range expected at least 1 argument, got 0")
		case len(args) > 3:
			return m.raise(tTypeError, "range expected at most 3 arguments, got %d", len(args))
		}
		v := [3]Value{}
		for i, x := range args {
			if v[i] = m.index(x); v[i] == 0 {
				return 0
			}
		}
		switch len(args) {
		case 1:
			return m.newRange(rawInt(0), v[0], rawInt(1))
		case 2:
			return m.newRange(v[0], v[1], rawInt(1))
		}
		if v[2] == rawInt(0) {
			return m.raise(tValueError, "range() arg 3 must not be zero")
		}
		return m.newRange(v[0], v[1], v[2])
	})
	prop("range.start", func(m *machine, a []Value) Value { return m.get(a[0], 1) })
	prop("range.stop", func(m *machine, a []Value) Value { return m.get(a[0], 2) })
	prop("range.step", func(m *machine, a []Value) Value { return m.get(a[0], 3) })
	r := methods{tRange, ofKind(kRange)}
	r.def("index", "value, /", func(m *machine, a []Value) Value {
		if u := m.unwrap(a[1]); m.isInteger(u) {
			if i := m.rangeIndex(a[0], u); i >= 0 {
				return rawInt(int64(i))
			}
		}
		return m.raise(tValueError, "%s is not in range", m.reprText(a[1]))
	})
	r.def("count", "value, /", func(m *machine, a []Value) Value {
		in, ok := m.contains(a[0], a[1])
		if !ok {
			return 0
		}
		if in {
			return rawInt(1)
		}
		return rawInt(0)
	})

	tSlice.ctor("*args", func(m *machine, a []Value) Value {
		switch args := m.items(a[1]); len(args) {
		case 1:
			return m.newSlice(None, args[0], None)
		case 2:
			return m.newSlice(args[0], args[1], None)
		case 3:
			return m.newSlice(args[0], args[1], args[2])
		case 0:
			return m.raise(tTypeError, "slice expected at least 1 argument, got 0")
		default:
			return m.raise(tTypeError, "slice expected at most 3 arguments, got %d", len(args))
		}
	})
	prop("slice.start", func(m *machine, a []Value) Value { return m.get(a[0], 1) })
	prop("slice.stop", func(m *machine, a []Value) Value { return m.get(a[0], 2) })
	prop("slice.step", func(m *machine, a []Value) Value { return m.get(a[0], 3) })
	methods{tSlice, ofKind(kSlice)}.def("indices", "len, /", func(m *machine, a []Value) Value {
		n, ok := m.intArg(a[1])
		if !ok {
			return 0
		}
		if n < 0 {
			return m.raise(tValueError, "length should not be negative")
		}
		start, stop, step, ok := m.sliceBounds(a[0], n)
		if !ok {
			return 0
		}
		return m.tuple(rawInt(int64(start)), rawInt(int64(stop)), m.int(int64(step)))
	})
}
