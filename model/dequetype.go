package model

// collections.deque. Source: CPython Modules/_collectionsmodule.c, by behaviour.

func (m *machine) dequeRemoveAt(d Value, i int) {
	n := m.dequeLen(d)
	for ; i < n-1; i++ {
		*m.dequeSlot(d, i) = *m.dequeSlot(d, i+1)
	}
	m.dequePop(d)
}

func init() {
	tDeque.native.also("_collections.deque")
	tDeque.ctor("iterable=, maxlen=", func(m *machine, a []Value) Value {
		maxlen := None
		if v := arg(a, 2); v != 0 && v != None {
			if !m.isInteger(v) {
				return m.raise(tTypeError, "an integer is required")
			}
			n, ok := m.intArg(v)
			if !ok {
				return 0
			}
			if n < 0 {
				return m.raise(tValueError, "maxlen must be non-negative")
			}
			maxlen = rawInt(int64(n))
		}
		d := m.newDeque(maxlen)
		if x := arg(a, 1); x != 0 {
			items, ok := m.collect(x)
			if !ok {
				return 0
			}
			for _, v := range items {
				m.dequeAppend(d, v)
			}
		}
		return d
	})
	prop("collections.deque.maxlen", func(m *machine, a []Value) Value { return m.get(a[0], 4) })
	d := methods{tDeque, ofKind(kDeque)}
	d.def("append", "item, /", func(m *machine, a []Value) Value { m.dequeAppend(a[0], a[1]); return None })
	d.def("appendleft", "item, /", func(m *machine, a []Value) Value { m.dequeAppendLeft(a[0], a[1]); return None })
	d.def("pop", "", func(m *machine, a []Value) Value {
		if m.dequeLen(a[0]) == 0 {
			return m.raise(tIndexError, "pop from an empty deque")
		}
		return m.dequePop(a[0])
	})
	d.def("popleft", "", func(m *machine, a []Value) Value {
		if m.dequeLen(a[0]) == 0 {
			return m.raise(tIndexError, "pop from an empty deque")
		}
		return m.dequePopLeft(a[0])
	})
	extend := func(left bool) nativeFunc {
		return func(m *machine, a []Value) Value {
			items, ok := m.collect(a[1])
			if !ok {
				return 0
			}
			for _, v := range items {
				if left {
					m.dequeAppendLeft(a[0], v)
				} else {
					m.dequeAppend(a[0], v)
				}
			}
			return None
		}
	}
	d.def("extend", "iterable, /", extend(false))
	d.def("extendleft", "iterable, /", extend(true))
	d.def("clear", "", func(m *machine, a []Value) Value {
		m.set(a[0], 1, rawInt(0))
		m.set(a[0], 2, rawInt(0))
		return None
	})
	copyFn := func(m *machine, a []Value) Value {
		d := m.newDeque(m.get(a[0], 4))
		m.dequeSet(d, m.dequeItems(a[0]))
		return d
	}
	d.def("copy", "", copyFn)
	d.def("__copy__", "", copyFn)
	d.def("rotate", "n=, /", func(m *machine, a []Value) Value {
		k := 1
		if v := arg(a, 1); v != 0 {
			var ok bool
			if k, ok = m.intArg(v); !ok {
				return 0
			}
		}
		n := m.dequeLen(a[0])
		if n < 2 {
			return None
		}
		k = ((k % n) + n) % n
		items := m.dequeItems(a[0])
		m.dequeSet(a[0], append(append([]Value(nil), items[n-k:]...), items[:n-k]...))
		return None
	})
	d.def("remove", "item, /", func(m *machine, a []Value) Value {
		n := m.dequeLen(a[0])
		i := m.find(a[0], a[1], 0, n)
		switch {
		case m.exc != 0:
			return 0
		case m.dequeLen(a[0]) != n:
			return m.raise(tIndexError, "deque mutated during remove().")
		case i < 0:
			if m.cfg.Minor >= 10 && m.cfg.Minor <= 13 {
				return m.raise(tValueError, "%s is not in deque", m.reprText(a[1]))
			}
			return m.raise(tValueError, "deque.remove(x): x not in deque")
		}
		m.dequeRemoveAt(a[0], i)
		return None
	})
	d.def("insert", "index, item, /", func(m *machine, a []Value) Value {
		i, ok := m.intArg(a[1])
		if !ok {
			return 0
		}
		n := m.dequeLen(a[0])
		if ml := m.get(a[0], 4); ml.isInt() && n >= int(ml.int()) {
			return m.raise(tIndexError, "deque already at its maximum size")
		}
		if i < 0 {
			i = max(i+n, 0)
		}
		i = min(i, n)
		m.dequeAppend(a[0], a[2])
		for j := n; j > i; j-- {
			*m.dequeSlot(a[0], j) = *m.dequeSlot(a[0], j-1)
		}
		*m.dequeSlot(a[0], i) = a[2]
		return None
	})
	d.def("index", "value, start=, stop=, /", func(m *machine, a []Value) Value {
		start, stop, ok := m.bounds(a, 2, m.dequeLen(a[0]))
		if !ok {
			return 0
		}
		i := m.find(a[0], a[1], start, stop)
		switch {
		case m.exc != 0:
			return 0
		case i < 0 && m.cfg.Minor >= 14:
			return m.raise(tValueError, "deque.index(x): x not in deque")
		case i < 0:
			return m.raise(tValueError, "%s is not in deque", m.reprText(a[1]))
		}
		return rawInt(int64(i))
	})
	d.def("count", "value, /", func(m *machine, a []Value) Value { return m.countItem(a[0], a[1]) })
	d.def("reverse", "", func(m *machine, a []Value) Value {
		m.dequeSet(a[0], reverseValues(m.dequeItems(a[0])))
		return None
	})
	d.def("__reversed__", "", func(m *machine, a []Value) Value { return m.reversedSeq(a[0]) })
	d.def("__len__", "", func(m *machine, a []Value) Value { return rawInt(int64(m.dequeLen(a[0]))) })
	d.def("__iter__", "", func(m *machine, a []Value) Value { return m.iter(a[0]) })
}
