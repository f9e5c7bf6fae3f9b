package model

import "slices"

// Sorting: stable, by < alone, deterministic whatever the comparisons do.

// sort sorts items as list.sort(key=, reverse=) does; key and reverse are 0 if
// they were left out. It reports false if an exception is pending.
func (m *machine) sort(items []Value, key, reverse Value) bool {
	rev := false
	if reverse != 0 {
		if rev = m.truth(reverse); m.exc != 0 {
			return false
		}
	}
	keys := items
	if key != 0 && key != None {
		keys = make([]Value, len(items))
		for i, x := range items {
			if keys[i] = m.call(key, x); keys[i] == 0 {
				return false
			}
		}
	}
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	if rev {
		slices.Reverse(order)
	}
	tmp := make([]int, len(order))
	if !m.mergeSort(order, tmp, keys) {
		return false
	}
	if rev {
		slices.Reverse(order)
	}
	out := make([]Value, len(items))
	for i, j := range order {
		out[i] = items[j]
	}
	copy(items, out)
	return true
}

// mergeSort sorts indices by their keys.
func (m *machine) mergeSort(s, tmp []int, keys []Value) bool {
	if len(s) <= 8 {
		for i := 1; i < len(s); i++ {
			for j := i; j > 0; j-- {
				less, ok := m.less(keys[s[j]], keys[s[j-1]])
				if !ok {
					return false
				}
				if !less {
					break
				}
				s[j], s[j-1] = s[j-1], s[j]
			}
		}
		return true
	}
	h := len(s) / 2
	if !m.mergeSort(s[:h], tmp[:h], keys) || !m.mergeSort(s[h:], tmp[h:], keys) {
		return false
	}
	copy(tmp, s)
	i, j := 0, h
	for k := range s {
		switch {
		case i == h:
			s[k] = tmp[j]
			j++
		case j == len(s):
			s[k] = tmp[i]
			i++
		default:
			less, ok := m.less(keys[tmp[j]], keys[tmp[i]])
			if !ok {
				return false
			}
			if less {
				s[k] = tmp[j]
				j++
			} else {
				s[k] = tmp[i]
				i++
			}
		}
	}
	return true
}

// less is x < y.
func (m *machine) less(x, y Value) (less, ok bool) {
	if x.isInt() && y.isInt() {
		return x.int() < y.int(), true
	}
	v := m.compareOp(Lt, x, y)
	if v == 0 {
		return false, false
	}
	less = m.truth(v)
	return less, m.exc == 0
}

// unordered collects the items of an iterable for an operation whose result does
// not depend on their order if they are numbers or strs and there is no key: a
// set of those is no choice then.
func (m *machine) unordered(x, key Value) ([]Value, bool) {
	if !m.isSet(x) || key != 0 && key != None {
		return m.collect(x)
	}
	for _, v := range m.tableKeys(x) {
		if !v.isInt() && !m.isStr(v) {
			return m.collect(x)
		}
	}
	return m.tableKeys(x), true
}

// extreme is min (op Lt) or max (op Gt).
func (m *machine) extreme(name string, op CompareOp, args, key, def Value) Value {
	items := append([]Value(nil), m.items(args)...)
	switch len(items) {
	case 0:
		return m.raise(tTypeError, "%s expected at least 1 argument, got 0", name)
	case 1:
		var ok bool
		if items, ok = m.unordered(items[0], key); !ok {
			return 0
		}
		if len(items) == 0 {
			if def != 0 {
				return def
			}
			return m.raise(tValueError, m.sinceMinor(12, "%s() iterable argument is empty", "%s() arg is an empty sequence"), name)
		}
	default:
		if def != 0 {
			return m.raise(tTypeError, "Cannot specify a default for %s() with multiple positional arguments", name)
		}
	}
	var best, bestKey Value
	for _, x := range items {
		k := x
		if key != 0 && key != None {
			if k = m.call(key, x); k == 0 {
				return 0
			}
		}
		if best != 0 {
			v := m.compareOp(op, k, bestKey)
			if v == 0 {
				return 0
			}
			better := m.truth(v)
			if m.exc != 0 {
				return 0
			}
			if !better {
				continue
			}
		}
		best, bestKey = x, k
	}
	return best
}

func init() {
	def("sorted", "iterable, /, *args, key=, reverse=", func(m *machine, a []Value) Value {
		if n := len(m.items(a[3])); n > 0 {
			return m.raise(tTypeError, "sorted expected 1 argument, got %d", n+1)
		}
		items, ok := m.unordered(a[0], a[1])
		if !ok || !m.sort(items, a[1], a[2]) {
			return 0
		}
		return m.list(items...)
	})
	def("min", "*args, key=, default=", func(m *machine, a []Value) Value {
		return m.extreme("min", Lt, a[2], a[0], a[1])
	})
	def("max", "*args, key=, default=", func(m *machine, a []Value) Value {
		return m.extreme("max", Gt, a[2], a[0], a[1])
	})
	def("sum", "iterable, /, start=", func(m *machine, a []Value) Value {
		start := arg(a, 1)
		if start == 0 {
			start = rawInt(0)
		}
		items, ok := m.unordered(a[0], 0)
		switch {
		case !ok:
			return 0
		case m.isStr(start):
			return m.raise(tTypeError, "sum() can't sum strings [use ''.join(seq) instead]")
		case m.isAtomKind(start, atomBytes):
			return m.raise(tTypeError, "sum() can't sum bytes [use b''.join(seq) instead]")
		}
		return m.sum(items, start)
	})
}

// sum adds up items. Since 3.12 CPython compensates the rounding errors of
// floats (Neumaier's sum).
func (m *machine) sum(items []Value, acc Value) Value {
	for i := 0; i < len(items); i++ {
		if m.cfg.Minor >= 12 && m.isAtomKind(acc, atomFloat) {
			total, c := m.floatOf(acc), 0.0
			j := i
			for ; j < len(items); j++ {
				k, n := m.asNumber(items[j])
				if k == floatNumber {
					x := m.floatOf(items[j])
					t := total + x
					if abs(total) >= abs(x) {
						c += (total - t) + x
					} else {
						c += (x - t) + total
					}
					total = t
				} else if k == smallInt {
					total += float64(n)
				} else {
					break
				}
			}
			if c == c && abs(c) <= 1.7e308 {
				total += c
			}
			acc = m.float(total)
			if i = j; i == len(items) {
				break
			}
		}
		if acc = m.binop(Add, acc, items[i], false); acc == 0 {
			return 0
		}
	}
	return acc
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}
