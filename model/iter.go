package model

// Iteration. A native iterator is [kind, a, b, c, d].

type iterKind int64

const (
	itSeq       iterKind = iota // a: list, tuple or deque; b: next index
	itStr                       // a: str or bytes; b: next byte offset
	itRange                     // a: next; b: stop; c: step
	itDict                      // a: dict; b: next entry; c: 0 keys, 1 values, 2 items, and four for each so far; d: length at the start
	itSet                       // a: list of the remaining items in canonical order; b: 1 if the order is open
	itEnumerate                 // a: iterator; b: next number
	itZip                       // a: tuple of iterators; b: strict
	itMap                       // a: function; b: tuple of iterators
	itFilter                    // a: function or None; b: iterator
	itReversed                  // a: list or tuple; b: next index
	itCall                      // a: function; b: sentinel (iter(f, x))
	itGetitem                   // a: object with __getitem__; b: next index
)

func (m *machine) newIter(k iterKind, fields ...Value) Value {
	o := m.alloc(kIter, 6)
	m.a[o+1] = rawInt(int64(k))
	copy(m.a[o+2:o+6], fields)
	return refValue(o)
}

// iter is iter(x); 0 if an exception is pending.
func (m *machine) iter(x Value) Value {
	switch m.kindOf(x) {
	case kList:
		m.inOrder(x)
		return m.newIter(itSeq, x, rawInt(0))
	case kTuple, kDeque:
		return m.newIter(itSeq, x, rawInt(0))
	case kDict:
		return m.newIter(itDict, x, rawInt(0), rawInt(0), rawInt(int64(m.tableLen(x))))
	case kDictView:
		d := m.get(x, 1)
		return m.newIter(itDict, d, rawInt(0), m.get(x, 2), rawInt(int64(m.tableLen(d))))
	case kSet, kFrozenSet:
		return m.setIter(x)
	case kRange:
		return m.newIter(itRange, m.get(x, 1), m.get(x, 2), m.get(x, 3))
	case kMappingProxy:
		return m.iter(m.get(x, 1))
	case kIter:
		return x
	case kFrame:
		if m.frameCode(x.payload()).flavour == generator {
			return x
		}
	case kClass:
		if m.isEnum(x) {
			return m.newIter(itSeq, m.enumMembers(x), rawInt(0))
		}
	case kFree:
		if m.isStr(x) || m.isAtomKind(x, atomBytes) {
			return m.newIter(itStr, x, rawInt(0))
		}
	default:
		if fn := m.lookupSpecial(x, "__iter__"); fn != 0 {
			it := m.call(fn)
			if it != 0 && !m.is(it, kIter) && !m.is(it, kFrame) && m.lookupSpecial(it, "__next__") == 0 && m.exc == 0 {
				return m.raise(tTypeError, "iter() returned non-iterator of type '%s'", m.typeName(it))
			}
			return it
		}
		if m.exc == 0 && m.lookupSpecial(x, "__getitem__") != 0 {
			return m.newIter(itGetitem, x, rawInt(0))
		}
		if u := m.unwrap(x); m.exc == 0 && u != x {
			return m.iter(u)
		}
	}
	if m.exc != 0 {
		return 0
	}
	return m.raise(tTypeError, "'%s' object is not iterable", m.typeName(x))
}

// setIter iterates over a set. Where CPython's order follows from the values
// (small sets of ints) it is that order; where it goes by address or by the
// hash seed, any order is possible and each next is a choice.
func (m *machine) setIter(s Value) Value {
	keys, fixed := m.setOrder(s)
	return m.newIter(itSet, m.list(keys...), boolValue(!fixed), s, rawInt(int64(len(keys))))
}

// next returns the next item of an iterator. ok is false at the end, and with
// an exception pending.
func (m *machine) next(it Value) (v Value, ok bool) {
	switch m.kindOf(it) {
	case kFrame:
		g := it.payload()
		switch m.frameState(g) {
		case fsFinished:
			m.stop = None
			return 0, false
		case fsRunning:
			m.raise(tValueError, "generator already executing")
			return 0, false
		}
		v, st := m.drive(it, None, 0)
		switch st {
		case rsYield:
			return v, true
		case rsReturn:
			m.stop = v
		case rsBlock:
			m.nestedWait("a generator that a builtin runs")
		}
		return 0, false
	case kIter:
		return m.nextNative(it)
	}
	fn := m.lookupSpecial(it, "__next__")
	if fn == 0 {
		if m.exc == 0 {
			m.raise(tTypeError, "'%s' object is not an iterator", m.typeName(it))
		}
		return 0, false
	}
	v = m.call(fn)
	if v == 0 {
		if m.isInstance(m.exc, tStopIteration.value()) {
			m.stop = None
			if args := m.items(m.get(m.exc, wArgs)); len(args) > 0 {
				m.stop = args[0]
			}
			m.exc = 0
		}
		return 0, false
	}
	return v, true
}

// stopValue is the value that the last exhausted iterator returned.
func (m *machine) stopValue() Value {
	v := m.stop
	m.stop = None
	return orNone(v)
}

func (m *machine) nextNative(it Value) (Value, bool) {
	a, b := m.get(it, 2), m.get(it, 3)
	m.stop = None
	switch iterKind(m.get(it, 1).int()) {
	case itSeq:
		if a == 0 {
			return 0, false
		}
		i := int(b.int())
		var n int
		var v Value
		switch m.kindOf(a) {
		case kList:
			if n = m.listLen(a); i < n {
				v = m.listItems(a)[i]
			}
		case kTuple:
			if n = m.sizeAt(a.payload()) - 1; i < n {
				v = m.items(a)[i]
			}
		default:
			if n = m.dequeLen(a); i < n {
				v = *m.dequeSlot(a, i)
			}
			if c := m.get(it, 4); i > 0 && c.isInt() && int(c.int()) != n {
				m.raise(tRuntimeError, "deque mutated during iteration")
				return 0, false
			}
			m.set(it, 4, rawInt(int64(n)))
		}
		if i >= n {
			m.set(it, 2, 0)
			return 0, false
		}
		m.set(it, 3, rawInt(int64(i+1)))
		return v, true
	case itStr:
		s, i := m.text(a), int(b.int())
		if i >= len(s) {
			return 0, false
		}
		if !m.isStr(a) {
			m.set(it, 3, rawInt(int64(i+1)))
			return rawInt(int64(s[i])), true
		}
		n := runeLen(s[i:])
		m.set(it, 3, rawInt(int64(i+n)))
		return m.str(s[i : i+n]), true
	case itRange:
		c := m.get(it, 4)
		if !a.isInt() || !b.isInt() || !c.isInt() {
			return m.nextInLargeRange(it)
		}
		i, stop, step := a.int(), b.int(), c.int()
		if step > 0 && i >= stop || step < 0 && i <= stop {
			return 0, false
		}
		m.set(it, 2, m.int(i+step))
		return a, true
	case itDict:
		if a == 0 {
			return 0, false
		}
		if int64(m.tableLen(a)) != m.get(it, 5).int() {
			m.raise(tRuntimeError, "dictionary changed size during iteration")
			return 0, false
		}
		for i := int(b.int()); i < m.tableUsed(a); i++ {
			e := m.tableEntry(a, i)
			if m.a[e] == 0 {
				continue
			}
			c := m.get(it, 4).int()
			if c/4 == m.get(it, 5).int() {
				m.set(it, 2, 0)
				m.raise(tRuntimeError, "dictionary keys changed during iteration")
				return 0, false
			}
			m.set(it, 3, rawInt(int64(i+1)))
			m.set(it, 4, rawInt(c+4))
			switch c % 4 {
			case 0:
				return m.a[e], true
			case 1:
				return m.a[e+1], true
			}
			return m.tuple(m.a[e], m.a[e+1]), true
		}
		m.set(it, 2, 0)
		return 0, false
	case itSet:
		if a == 0 {
			return 0, false
		}
		if s := m.get(it, 4); s != 0 && int64(m.tableLen(s)) != m.get(it, 5).int() {
			m.raise(tRuntimeError, "Set changed size during iteration")
			return 0, false
		}
		n := m.listLen(a)
		if n == 0 {
			m.set(it, 2, 0)
			m.set(it, 4, 0)
			return 0, false
		}
		i := 0
		if b == True && n > 1 {
			i = m.chooseItem(m.listItems(a), "next item of a set")
		}
		v := m.listItems(a)[i]
		m.listDelete(a, i, i+1)
		return v, true
	case itEnumerate:
		v, ok := m.next(a)
		if !ok {
			return 0, false
		}
		m.set(it, 3, m.binop(Add, b, rawInt(1), false))
		return m.tuple(b, v), true
	case itZip:
		n := len(m.items(a))
		vs := make([]Value, n)
		for i := range n {
			v, ok := m.next(m.items(a)[i])
			if !ok {
				if m.exc != 0 || b != True {
					return 0, false
				}
				if i > 0 {
					m.raise(tValueError, "zip() argument %d is shorter than argument%s", i+1, zipRange(i))
					return 0, false
				}
				for j := 1; j < n; j++ {
					if _, ok := m.next(m.items(a)[j]); ok {
						m.raise(tValueError, "zip() argument %d is longer than argument%s", j+1, zipRange(j))
						return 0, false
					} else if m.exc != 0 {
						return 0, false
					}
				}
				return 0, false
			}
			vs[i] = v
		}
		if n == 0 {
			return 0, false
		}
		return m.tuple(vs...), true
	case itMap:
		n := len(m.items(b))
		vs := make([]Value, n)
		for i := range n {
			v, ok := m.next(m.items(b)[i])
			if !ok {
				return 0, false
			}
			vs[i] = v
		}
		v := m.call(a, vs...)
		return v, v != 0
	case itFilter:
		for {
			v, ok := m.next(b)
			if !ok {
				return 0, false
			}
			t := v
			if a != None {
				if t = m.call(a, v); t == 0 {
					return 0, false
				}
			}
			b := m.truth(t)
			if m.exc != 0 {
				return 0, false
			}
			if b {
				return v, true
			}
		}
	case itReversed:
		i := int(b.int())
		if i < 0 {
			return 0, false
		}
		m.set(it, 3, rawInt(int64(i-1)))
		switch m.kindOf(a) {
		case kList:
			if i >= m.listLen(a) {
				m.set(it, 3, rawInt(-1))
				return 0, false
			}
			return m.listItems(a)[i], true
		case kTuple:
			return m.items(a)[i], true
		}
		return *m.dequeSlot(a, i), true
	case itCall:
		if a == 0 {
			return 0, false
		}
		v := m.call(a)
		if v == 0 {
			return 0, false
		}
		eq := m.equal(v, b)
		if m.exc != 0 {
			return 0, false
		}
		if eq {
			m.set(it, 2, 0)
			return 0, false
		}
		return v, true
	case itGetitem:
		if a == 0 {
			return 0, false
		}
		v := m.getitem(a, b)
		if v == 0 {
			if m.isInstance(m.exc, tIndexError.value()) || m.isInstance(m.exc, tStopIteration.value()) {
				m.exc = 0
				m.set(it, 2, 0)
			}
			return 0, false
		}
		m.set(it, 3, rawInt(b.int()+1))
		return v, true
	}
	m.bug("no such iterator")
	return 0, false
}

func zipRange(i int) string {
	if i == 1 {
		return " 1"
	}
	return "s 1-" + itoa(i)
}

// collect returns the items of an iterable; ok is false if an exception is
// pending.
func (m *machine) collect(x Value) (items []Value, ok bool) {
	switch m.kindOf(x) {
	case kList:
		m.inOrder(x)
		return append([]Value(nil), m.listItems(x)...), true
	case kTuple:
		return append([]Value(nil), m.items(x)...), true
	case kDeque:
		return m.dequeItems(x), true
	case kDict:
		return m.tableKeys(x), true
	}
	it := m.iter(x)
	if it == 0 {
		return nil, false
	}
	for {
		v, ok := m.next(it)
		if !ok {
			return items, m.exc == 0
		}
		items = append(items, v)
		if m.budget--; m.budget < 0 {
			m.overdue()
		}
	}
}

// unpack serves `a, b = x`.
func (m *machine) unpack(x Value, n int) ([]Value, bool) {
	switch m.kindOf(x) {
	case kList, kTuple:
		items, _ := m.collect(x)
		if len(items) > n {
			m.raise(tValueError, "too many values to unpack (expected %d)", n)
			return nil, false
		}
		if len(items) < n {
			m.raise(tValueError, "not enough values to unpack (expected %d, got %d)", n, len(items))
			return nil, false
		}
		return items, true
	}
	it := m.iter(x)
	if it == 0 {
		if m.isInstance(m.exc, tTypeError.value()) && m.lookupSpecial(x, "__iter__") == 0 {
			m.raise(tTypeError, "cannot unpack non-iterable %s object", m.typeName(x))
		}
		return nil, false
	}
	var items []Value
	for len(items) < n {
		v, ok := m.next(it)
		if !ok {
			if m.exc == 0 {
				m.raise(tValueError, "not enough values to unpack (expected %d, got %d)", n, len(items))
			}
			return nil, false
		}
		items = append(items, v)
	}
	if _, ok := m.next(it); ok {
		m.raise(tValueError, "too many values to unpack (expected %d)", n)
		return nil, false
	}
	return items, m.exc == 0
}

// unpackStar serves `a, *b, c = x`.
func (m *machine) unpackStar(x Value, before, after int) ([]Value, bool) {
	items, ok := m.collect(x)
	if !ok {
		return nil, false
	}
	if len(items) < before+after {
		m.raise(tValueError, "not enough values to unpack (expected at least %d, got %d)", before+after, len(items))
		return nil, false
	}
	out := append([]Value(nil), items[:before]...)
	out = append(out, m.list(items[before:len(items)-after]...))
	return append(out, items[len(items)-after:]...), true
}
