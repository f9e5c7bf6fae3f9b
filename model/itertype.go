package model

// iter, next and the builtin iterators.

// iterators makes iterators of the given iterables.
func (m *machine) iterators(args []Value) (Value, bool) {
	its := make([]Value, len(args))
	for i, x := range args {
		if its[i] = m.iter(x); its[i] == 0 {
			return 0, false
		}
	}
	return m.tuple(its...), true
}

func init() {
	def("iter", "obj, sentinel=, /", func(m *machine, a []Value) Value {
		if s := arg(a, 1); s != 0 {
			if !m.callable(a[0]) {
				return m.raise(tTypeError, "iter(v, w): v must be callable")
			}
			return m.newIter(itCall, a[0], s)
		}
		return m.iter(a[0])
	})
	next := func(m *machine, a []Value) Value {
		v, ok := m.next(a[0])
		switch {
		case ok:
			return v
		case m.exc != 0:
			return 0
		}
		if d := arg(a, 1); d != 0 {
			m.stop = None
			return d
		}
		m.exc = m.newException(tStopIteration.value())
		if s := m.stopValue(); s != None {
			m.set(m.exc, wArgs, m.tuple(s))
		}
		return 0
	}
	def("next", "iterator, default=, /", func(m *machine, a []Value) Value {
		if k := m.kindOf(a[0]); k != kFrame && k != kIter && m.lookupSpecial(a[0], "__next__") == 0 {
			if m.exc != 0 {
				return 0
			}
			return m.raise(tTypeError, "'%s' object is not an iterator", m.typeName(a[0]))
		}
		return next(m, a)
	})
	for _, t := range []*typeInfo{tIterator, tEnumerate, tZip, tMap, tFilter, tReversed} {
		d := methods{t, ofKind(kIter)}
		d.def("__next__", "", next)
		d.def("__iter__", "", func(m *machine, a []Value) Value { return a[0] })
	}
	def("aiter", "obj, /", func(m *machine, a []Value) Value { return m.aiter(a[0]) })
	def("anext", "obj, default=, /", func(m *machine, a []Value) Value {
		if arg(a, 1) != 0 {
			return m.unsupported("anext-default", "anext() with a default is not modelled", "use try/except StopAsyncIteration")
		}
		return m.anext(a[0])
	})
	tEnumerate.ctor("iterable, start=", func(m *machine, a []Value) Value {
		start := rawInt(0)
		if v := arg(a, 2); v != 0 {
			if start = m.index(v); start == 0 {
				return 0
			}
		}
		it := m.iter(a[1])
		if it == 0 {
			return 0
		}
		return m.newIter(itEnumerate, it, start)
	})
	tZip.ctor("*iterables, strict=", func(m *machine, a []Value) Value {
		strict := a[1] != 0 && m.truth(a[1])
		if m.exc != 0 {
			return 0
		}
		its, ok := m.iterators(m.items(a[2]))
		if !ok {
			return 0
		}
		return m.newIter(itZip, its, boolValue(strict))
	})
	tMap.ctor("*args", func(m *machine, a []Value) Value {
		args := m.items(a[1])
		if len(args) < 2 {
			return m.raise(tTypeError, "map() must have at least two arguments.")
		}
		its, ok := m.iterators(args[1:])
		if !ok {
			return 0
		}
		return m.newIter(itMap, args[0], its)
	})
	tFilter.ctor("function, iterable, /", func(m *machine, a []Value) Value {
		it := m.iter(a[2])
		if it == 0 {
			return 0
		}
		return m.newIter(itFilter, a[1], it)
	})
	tReversed.ctor("sequence, /", func(m *machine, a []Value) Value {
		x := a[1]
		switch m.kindOf(x) {
		case kList, kTuple, kDeque:
			return m.reversedSeq(x)
		case kRange:
			n, ok := m.length(x)
			if !ok {
				return 0
			}
			return m.iter(m.newRange(m.rangeItem(x, rawInt(int64(n-1))), m.rangeItem(x, rawInt(-1)), m.unary(Neg, m.get(x, 3))))
		case kDict:
			return m.reversedSeq(m.list(m.tableKeys(x)...))
		case kDictView:
			items, ok := m.collect(x)
			if !ok {
				return 0
			}
			return m.reversedSeq(m.list(items...))
		case kClass:
			if m.isEnum(x) {
				return m.reversedSeq(m.enumMembers(x))
			}
		}
		if m.isStr(x) || m.isAtomKind(x, atomBytes) {
			items, _ := m.collect(x)
			return m.reversedSeq(m.list(items...))
		}
		if fn := m.lookupSpecial(x, "__reversed__"); fn != 0 {
			return m.call(fn)
		}
		if m.exc == 0 && m.lookupSpecial(x, "__getitem__") != 0 && m.lookupSpecial(x, "__len__") != 0 {
			n, ok := m.length(x)
			if !ok {
				return 0
			}
			l := m.newList(n)
			for i := range n {
				v := m.getitem(x, rawInt(int64(i)))
				if v == 0 {
					return 0
				}
				m.listAppend(l, v)
			}
			return m.reversedSeq(l)
		}
		if m.exc != 0 {
			return 0
		}
		return m.raise(tTypeError, "'%s' object is not reversible", m.typeName(x))
	})
}
