package model

// set and frozenset.

// frozen2 makes a frozenset of the items of a set: how a set is looked up in a
// set.
func (m *machine) frozen2(s Value) Value { return m.setOf(kFrozenSet, s) }

// setOf makes a set of the given kind with the items of a set.
func (m *machine) setOf(k kind, s Value) Value {
	keys, _ := m.setOrder(s)
	t := m.newTable(k, len(keys))
	for _, x := range keys {
		m.tableInsert(t, x)
	}
	return t
}

// setFrom makes a set of the given kind from an iterable; 0 if an exception is
// pending.
func (m *machine) setFrom(k kind, x Value) Value {
	if m.isSet(x) {
		return m.setOf(k, x)
	}
	t := m.newTable(k, 0)
	if !m.setUpdate(t, x) {
		return 0
	}
	return t
}

// setUpdate adds the items of an iterable.
func (m *machine) setUpdate(s, x Value) bool {
	items, ok := m.setItems(x)
	if !ok {
		return false
	}
	for _, v := range items {
		if !m.setAdd(s, v) {
			return false
		}
	}
	return true
}

// setItems returns the items of an iterable whose order does not matter.
func (m *machine) setItems(x Value) ([]Value, bool) {
	if m.isSet(x) {
		return m.tableKeys(x), true
	}
	return m.collect(x)
}

// setOp computes x op y; the result has the kind of x, or is a set if x is a
// view. NotImplemented if op is no operator of sets.
func (m *machine) setOp(op BinaryOp, x, y Value) Value {
	k := kSet
	if m.is(x, kFrozenSet) {
		k = kFrozenSet
	}
	if op != BitOr && op != BitAnd && op != Sub && op != BitXor {
		return NotImplemented
	}
	if !m.isSet(y) {
		if y = m.setFrom(kSet, y); y == 0 {
			return 0
		}
	}
	if !m.isSet(x) {
		if x = m.setFrom(kSet, x); x == 0 {
			return 0
		}
	}
	r := m.newTable(k, 0)
	add := func(from, other Value, want bool) bool {
		for _, v := range m.tableKeys(from) {
			has := m.setHas(other, v)
			if m.exc != 0 {
				return false
			}
			if has == want && !m.setAdd(r, v) {
				return false
			}
		}
		return true
	}
	ok := true
	switch op {
	case BitOr:
		ok = m.setUpdate(r, x) && m.setUpdate(r, y)
	case BitAnd:
		// CPython goes through the smaller set.
		if m.tableLen(y) > m.tableLen(x) {
			ok = add(x, y, true)
		} else {
			ok = add(y, x, true)
		}
	case Sub:
		ok = add(x, y, false)
	case BitXor:
		ok = add(x, y, false) && add(y, x, false)
	}
	if !ok {
		return 0
	}
	return r
}

// viewOp is an operator whose left operand is a view of a dict.
func (m *machine) viewOp(op BinaryOp, x, y Value) Value {
	if op != BitOr && op != BitAnd && op != Sub && op != BitXor {
		return NotImplemented
	}
	items, ok := m.collect(y)
	if !ok {
		return 0
	}
	s := m.newSet(len(items))
	for _, v := range items {
		if !m.setAdd(s, v) {
			return 0
		}
	}
	return m.setOp(op, x, s)
}

func (m *machine) disjoint(x, y Value) Value {
	items, ok := m.setItems(y)
	if !ok {
		return 0
	}
	for _, v := range items {
		in, ok := m.contains(x, v)
		if !ok {
			return 0
		}
		if in {
			return False
		}
	}
	return True
}

// fold applies op to a set and each of several iterables.
func (m *machine) fold(op BinaryOp, s, others Value) Value {
	if len(m.items(others)) == 0 {
		return m.setOf(m.kindOf(s), s)
	}
	for _, y := range m.items(others) {
		if op == BitAnd && !m.isSet(y) {
			// The items come from the iterable.
			items, ok := m.collect(y)
			if !ok {
				return 0
			}
			r := m.newTable(m.kindOf(s), 0)
			for _, v := range items {
				if has := m.setHas(s, v); m.exc != 0 || has && !m.setAdd(r, v) {
					return 0
				}
			}
			s = r
			continue
		}
		if !m.isSet(y) {
			if y = m.setFrom(kSet, y); y == 0 {
				return 0
			}
		}
		if s = m.setOp(op, s, y); s == 0 {
			return 0
		}
	}
	return s
}

func init() {
	tSet.ctor("iterable=, /", func(m *machine, a []Value) Value {
		if x := arg(a, 1); x != 0 {
			return m.setFrom(kSet, x)
		}
		return m.newSet(0)
	})
	tFrozenSet.ctor("iterable=, /", func(m *machine, a []Value) Value {
		x := arg(a, 1)
		switch {
		case x == 0:
			return m.newTable(kFrozenSet, 0)
		case m.is(x, kFrozenSet):
			return x
		}
		return m.setFrom(kFrozenSet, x)
	})
	for _, t := range []*typeInfo{tSet, tFrozenSet} {
		s := methods{t, ofKind(t.inst)}
		s.def("union", "*others", func(m *machine, a []Value) Value { return m.fold(BitOr, a[0], a[1]) })
		s.def("intersection", "*others", func(m *machine, a []Value) Value { return m.fold(BitAnd, a[0], a[1]) })
		s.def("difference", "*others", func(m *machine, a []Value) Value { return m.fold(Sub, a[0], a[1]) })
		s.def("symmetric_difference", "other, /", func(m *machine, a []Value) Value {
			return m.fold(BitXor, a[0], m.tuple(a[1]))
		})
		s.def("issubset", "other, /", func(m *machine, a []Value) Value {
			y := m.setFrom(kSet, a[1])
			if y == 0 {
				return 0
			}
			return m.compareSets(LtE, a[0], y)
		})
		s.def("issuperset", "other, /", func(m *machine, a []Value) Value {
			y := m.setFrom(kSet, a[1])
			if y == 0 {
				return 0
			}
			return m.compareSets(GtE, a[0], y)
		})
		s.def("isdisjoint", "other, /", func(m *machine, a []Value) Value { return m.disjoint(a[0], a[1]) })
		s.def("copy", "", func(m *machine, a []Value) Value {
			if m.is(a[0], kFrozenSet) {
				return a[0]
			}
			return m.setOf(kSet, a[0])
		})
		s.def("__contains__", "item, /", func(m *machine, a []Value) Value {
			in, ok := m.contains(a[0], a[1])
			if !ok {
				return 0
			}
			return boolValue(in)
		})
		s.def("__len__", "", func(m *machine, a []Value) Value { return rawInt(int64(m.tableLen(a[0]))) })
		s.def("__iter__", "", func(m *machine, a []Value) Value { return m.setIter(a[0]) })
	}
	s := methods{tSet, ofKind(kSet)}
	s.def("add", "item, /", func(m *machine, a []Value) Value {
		if !m.setAdd(a[0], a[1]) {
			return 0
		}
		return None
	})
	s.def("discard", "item, /", func(m *machine, a []Value) Value {
		x := a[1]
		if m.is(x, kSet) {
			x = m.frozen2(x)
		}
		m.setDel(a[0], x)
		if m.exc != 0 {
			return 0
		}
		return None
	})
	s.def("remove", "item, /", func(m *machine, a []Value) Value {
		x := a[1]
		if m.is(x, kSet) {
			x = m.frozen2(x)
		}
		if !m.setDel(a[0], x) {
			if m.exc == 0 {
				m.keyError(a[1])
			}
			return 0
		}
		return None
	})
	s.def("pop", "", func(m *machine, a []Value) Value {
		keys, fixed := m.setOrder(a[0])
		if len(keys) == 0 {
			return m.keyError(m.str("pop from an empty set"))
		}
		i := 0
		if !fixed {
			i = m.choose(len(keys), "item that set.pop() takes")
		}
		for j := range m.tableUsed(a[0]) {
			if m.a[m.tableEntry(a[0], j)] == keys[i] {
				m.tableDelete(a[0], j)
				break
			}
		}
		return keys[i]
	})
	s.def("clear", "", func(m *machine, a []Value) Value { m.tableClear(a[0]); return None })
	s.def("update", "*others", func(m *machine, a []Value) Value {
		for _, x := range m.items(a[1]) {
			if !m.setUpdate(a[0], x) {
				return 0
			}
		}
		return None
	})
	inplace := func(op BinaryOp) nativeFunc {
		return func(m *machine, a []Value) Value {
			others := a[1]
			if op == BitXor {
				others = m.tuple(a[1])
			}
			r := m.fold(op, a[0], others)
			if r == 0 {
				return 0
			}
			m.tableMove(a[0], r)
			return None
		}
	}
	s.def("intersection_update", "*others", inplace(BitAnd))
	s.def("difference_update", "*others", inplace(Sub))
	s.def("symmetric_difference_update", "other, /", inplace(BitXor))
}
