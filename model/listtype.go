package model

// list and tuple.

// listExtend serves [*x] and f(*x); false if an exception is pending.
func (m *machine) listExtend(l, x Value) bool {
	if m.extendList(l, x) {
		return true
	}
	if m.isInstance(m.exc, tTypeError.value()) && m.lookupSpecial(x, "__iter__") == 0 {
		m.raise(tTypeError, "Value after * must be an iterable, not %s", m.typeName(x))
	}
	return false
}

// extendList appends the items of an iterable; false if an exception is pending.
func (m *machine) extendList(l, x Value) bool {
	switch m.kindOf(x) {
	case kList, kTuple:
		n := m.seqLen(x)
		for i := 0; i < n; i++ {
			m.listAppend(l, m.seqItem(x, i))
		}
		return true
	}
	it := m.iter(x)
	if it == 0 {
		return false
	}
	for {
		v, ok := m.next(it)
		if !ok {
			return m.exc == 0
		}
		m.listAppend(l, v)
		if m.budget--; m.budget < 0 {
			m.overdue()
		}
	}
}

// find returns the position of x in a tuple, list or deque, from start to stop;
// -1 if it is not there or an exception is pending.
func (m *machine) find(seq, x Value, start, stop int) int {
	for i := start; i < stop && i < m.seqLen(seq); i++ {
		if m.itemEqual(m.seqItem(seq, i), x) {
			return i
		}
		if m.exc != 0 {
			return -1
		}
	}
	return -1
}

// bounds is span for methods that do not take None.
func (m *machine) bounds(a []Value, i, n int) (start, stop int, ok bool) {
	for _, v := range a[min(i, len(a)):] {
		if u := m.unwrap(v); v != 0 && !m.isInteger(u) && m.method(u, dnIndex) == 0 {
			m.raise(tTypeError, "slice indices must be integers or have an __index__ method")
			return 0, 0, false
		}
	}
	return m.span(a, i, n)
}

// span resolves optional start and stop arguments as slices do.
func (m *machine) span(a []Value, i, n int) (start, stop int, ok bool) {
	stop = n
	for j, p := range []*int{&start, &stop} {
		v := arg(a, i+j)
		if v == 0 || v == None {
			continue
		}
		k, ok := m.sliceIndex(v)
		if !ok {
			return 0, 0, false
		}
		if k < 0 {
			k = max(k+n, 0)
		}
		*p = min(k, n)
		if j == 0 {
			*p = k
		}
	}
	return start, stop, true
}

func (m *machine) countItem(seq, x Value) Value {
	n := 0
	for i := 0; i < m.seqLen(seq); i++ {
		if m.itemEqual(m.seqItem(seq, i), x) {
			n++
		} else if m.exc != 0 {
			return 0
		}
	}
	return rawInt(int64(n))
}

func (m *machine) reversedSeq(x Value) Value {
	return m.newIter(itReversed, x, rawInt(int64(m.seqLen(x)-1)))
}

func init() {
	tList.ctor("iterable=, /", func(m *machine, a []Value) Value {
		l := m.newList(0)
		if x := arg(a, 1); x != 0 && !m.extendList(l, x) {
			return 0
		}
		return l
	})
	tTuple.ctor("iterable=, /", func(m *machine, a []Value) Value {
		x := arg(a, 1)
		if x == 0 {
			return m.tuple()
		}
		if m.is(x, kTuple) {
			return x
		}
		items, ok := m.collect(x)
		if !ok {
			return 0
		}
		return m.tuple(items...)
	})
	l := methods{tList, ofKind(kList)}
	l.def("append", "item, /", func(m *machine, a []Value) Value { m.listAppend(a[0], a[1]); return None })
	l.def("extend", "iterable, /", func(m *machine, a []Value) Value {
		if !m.extendList(a[0], a[1]) {
			return 0
		}
		return None
	})
	l.def("insert", "index, item, /", func(m *machine, a []Value) Value {
		i, ok := m.intArg(a[1])
		if !ok {
			return 0
		}
		n := m.listLen(a[0])
		if i < 0 {
			i = max(i+n, 0)
		}
		m.listInsert(a[0], min(i, n), a[2])
		return None
	})
	l.def("pop", "index=, /", func(m *machine, a []Value) Value {
		n := m.listLen(a[0])
		i := -1
		if v := arg(a, 1); v != 0 {
			var ok bool
			if i, ok = m.intArg(v); !ok {
				return 0
			}
		}
		if n == 0 {
			return m.raise(tIndexError, "pop from empty list")
		}
		if i < 0 {
			i += n
		}
		if uint(i) >= uint(n) {
			return m.raise(tIndexError, "pop index out of range")
		}
		v := m.listItems(a[0])[i]
		m.listDelete(a[0], i, i+1)
		return v
	})
	l.def("remove", "item, /", func(m *machine, a []Value) Value {
		i := m.find(a[0], a[1], 0, m.listLen(a[0]))
		if m.exc != 0 {
			return 0
		}
		if i < 0 {
			return m.raise(tValueError, "list.remove(x): x not in list")
		}
		m.listDelete(a[0], i, i+1)
		return None
	})
	l.def("clear", "", func(m *machine, a []Value) Value {
		m.set(a[0], 1, rawInt(0))
		m.set(a[0], 2, 0)
		return None
	})
	l.def("copy", "", func(m *machine, a []Value) Value { return m.list(m.listItems(a[0])...) })
	l.def("reverse", "", func(m *machine, a []Value) Value { reverseValues(m.listItems(a[0])); return None })
	l.def("sort", "*args, key=, reverse=", func(m *machine, a []Value) Value {
		// Bound arguments: self, key, reverse, args.
		if len(m.items(a[3])) > 0 {
			return m.raise(tTypeError, "sort() takes no positional arguments")
		}
		items := append([]Value(nil), m.listItems(a[0])...)
		if !m.sort(items, a[1], a[2]) {
			return 0
		}
		m.listSet(a[0], items)
		return None
	})
	l.def("__reversed__", "", func(m *machine, a []Value) Value { return m.reversedSeq(a[0]) })
	l.def("__setitem__", "index, value, /", func(m *machine, a []Value) Value {
		if !m.setitem(a[0], a[1], a[2]) {
			return 0
		}
		return None
	})
	l.def("__delitem__", "index, /", func(m *machine, a []Value) Value {
		if !m.delitem(a[0], a[1]) {
			return 0
		}
		return None
	})
	for _, t := range []*typeInfo{tList, tTuple} {
		s := methods{t, ofKind(t.inst)}
		s.def("index", "value, start=, stop=, /", func(m *machine, a []Value) Value {
			start, stop, ok := m.bounds(a, 2, m.seqLen(a[0]))
			if !ok {
				return 0
			}
			i := m.find(a[0], a[1], start, stop)
			switch {
			case m.exc != 0:
				return 0
			case i < 0 && m.is(a[0], kTuple):
				return m.raise(tValueError, "tuple.index(x): x not in tuple")
			case i < 0 && m.cfg.Minor >= 14:
				return m.raise(tValueError, "list.index(x): x not in list")
			case i < 0:
				return m.raise(tValueError, "%s is not in list", m.reprText(a[1]))
			}
			return rawInt(int64(i))
		})
		s.def("count", "value, /", func(m *machine, a []Value) Value { return m.countItem(a[0], a[1]) })
		s.def("__getitem__", "index, /", func(m *machine, a []Value) Value { return m.getitem(a[0], a[1]) })
		s.def("__len__", "", func(m *machine, a []Value) Value { return rawInt(int64(m.seqLen(a[0]))) })
		s.def("__iter__", "", func(m *machine, a []Value) Value { return m.iter(a[0]) })
		s.def("__contains__", "item, /", func(m *machine, a []Value) Value {
			in, ok := m.contains(a[0], a[1])
			if !ok {
				return 0
			}
			return boolValue(in)
		})
	}
}
