package model

import "slices"

// The order in which the copy of a state (codec.go) takes the items of what has
// none: by what is canonical about them.

// maxPairs bounds the objects without a number that one comparison looks into.
const maxPairs = 64

// ties are what is known of items that compare equal.
type ties struct {
	shared []Value // what has no number yet and both of the last two lead to in the same way
	all    []Value // likewise of all that are equal
	open   bool    // there was any
}

// sort sorts items by what is canonical about them. Where several are equal, and all
// of them lead to something that has no number yet, such as a condition in whose
// queue they are, that gets its number, and with it what it leads to: now they may
// differ.
func (e *encoder) sort(items []Value) {
	for again := true; again; {
		e.open = false
		slices.SortStableFunc(items, func(x, y Value) int {
			c := e.compare(x, y)
			e.open = e.open || c == 0 && len(e.shared) > 0
			return c
		})
		again = e.open && e.numberShared(items)
	}
}

// numberShared gives numbers to what the first items that are equal share, and
// reports whether there is anything.
func (e *encoder) numberShared(items []Value) bool {
	for i := 0; i < len(items); {
		e.all = e.all[:0]
		j := i + 1
		for ; j < len(items) && e.compare(items[i], items[j]) == 0; j++ {
			if j == i+1 {
				e.all = append(e.all, e.shared...)
			} else {
				e.all = slices.DeleteFunc(e.all, func(v Value) bool { return !slices.Contains(e.shared, v) })
			}
		}
		for _, v := range e.all {
			e.val(v)
		}
		if len(e.all) > 0 {
			e.bodies()
			return true
		}
		i = j
	}
	return false
}

// compare orders values by what is canonical about them: plain values by kind
// and content, objects by their numbers, and those that have none yet by what
// they hold. Two objects that are being compared already count as equal, so that
// circles end.
func (e *encoder) compare(x, y Value) int {
	e.pairs, e.shared = e.pairs[:0], e.shared[:0]
	return e.compareTo(x, y)
}

func (e *encoder) compareTo(x, y Value) int {
	if x == y {
		if x.isRef() && e.rank(x) == 1<<62 {
			e.shared = append(e.shared, x)
		}
		return 0
	}
	if isPlace(x) || isPlace(y) {
		x, y = e.placeFor(x), e.placeFor(y)
	}
	if !x.isRef() || !y.isRef() {
		if x.isRef() != y.isRef() {
			if x.isRef() {
				return 1
			}
			return -1
		}
		return e.m.compareAtoms(x, y)
	}
	if c := compareInts(e.rank(x), e.rank(y)); c != 0 || e.rank(x) != 1<<62 {
		return c
	}
	p, q := x.payload(), y.payload()
	if e.m.a[p] != e.m.a[q] {
		return compareInts(int64(e.m.a[p]), int64(e.m.a[q]))
	}
	if len(e.pairs) == maxPairs || slices.Contains(e.pairs, [2]Value{x, y}) {
		return 0
	}
	e.pairs = append(e.pairs, [2]Value{x, y})
	var u, v []Value
	switch e.m.kindAt(p) {
	case kTask:
		for i := 1; i < taskWords; i++ {
			if i == wTaskOrdinal && !e.m.prog.usesTaskNames {
				continue
			}
			if c := e.compareTo(e.m.a[p+i], e.m.a[q+i]); c != 0 {
				return c
			}
		}
	case kThread:
		if c := e.compareThreads(p, q); c != 0 {
			return c
		}
		u, v = e.m.a[p+1:p+e.m.sizeAt(p)], e.m.a[q+1:q+e.m.sizeAt(q)]
	case kList, kPool:
		u, v = e.inNewOrder(x), e.inNewOrder(y)
	case kDeque:
		u, v = e.m.dequeItems(x), e.m.dequeItems(y)
	case kDict:
		return e.compareDicts(x, y)
	case kFrame:
		if c := compareInts(int64(e.m.a[p+wMeta]), int64(e.m.a[q+wMeta])); c != 0 {
			return c
		}
		if c := e.compareFrames(p, q); c != 0 || !e.m.prog.threaded {
			return c
		}
		return e.compareTo(e.m.a[p+wParent], e.m.a[q+wParent])
	case kSet, kFrozenSet: // without an order
	default:
		u, v = e.m.a[p+1:p+e.m.sizeAt(p)], e.m.a[q+1:q+e.m.sizeAt(q)]
	}
	if c := compareInts(int64(len(u)), int64(len(v))); c != 0 {
		return c
	}
	for i := range u {
		if c := e.compareTo(u[i], v[i]); c != 0 {
			return c
		}
	}
	return 0
}

// compareThreads orders two threads by what most often tells them apart.
func (e *encoder) compareThreads(p, q int) int {
	m := e.m
	if c := e.compareTo(m.a[p+wThreadOp], m.a[q+wThreadOp]); c != 0 {
		return c
	}
	f, g := m.a[p+wThreadFrame].payload(), m.a[q+wThreadFrame].payload()
	if f == 0 || g == 0 {
		return compareInts(int64(f), int64(g))
	}
	return compareInts(int64(m.a[f+wMeta]), int64(m.a[g+wMeta]))
}

// compareFrames orders two frames that stand at the same place by their live
// locals and their stacks.
func (e *encoder) compareFrames(p, q int) int {
	m := e.m
	c := m.frameCode(p)
	if m.frameState(p) == fsFinished && c.flavour != plain {
		return 0
	}
	live := c.liveAt(m.framePC(p), m.frameWaiting(p), m.frameState(p) == fsCreated && c.flavour != plain)
	for i := range len(c.Locals) + m.frameSP(p) {
		if i < len(c.Locals) && live[i>>6]&(1<<(i&63)) == 0 {
			continue
		}
		if c := e.compareTo(m.a[p+wLocals+i], m.a[q+wLocals+i]); c != 0 {
			return c
		}
	}
	return 0
}

// compareDicts orders two dicts by their entries, which have an order.
func (e *encoder) compareDicts(x, y Value) int {
	m := e.m
	if c := compareInts(int64(m.tableLen(x)), int64(m.tableLen(y))); c != 0 {
		return c
	}
	j := 0
	for i := range m.tableUsed(x) {
		p := m.tableEntry(x, i)
		if m.a[p] == 0 {
			continue // deleted
		}
		q := m.tableEntry(y, j)
		for j++; m.a[q] == 0; j++ {
			q = m.tableEntry(y, j)
		}
		if c := e.compareTo(m.a[p], m.a[q]); c != 0 {
			return c
		}
		if c := e.compareTo(m.a[p+1], m.a[q+1]); c != 0 {
			return c
		}
	}
	return 0
}

func (e *encoder) rank(v Value) int64 {
	off := v.payload()
	if off < e.m.frozen {
		return int64(off) - 1<<40
	}
	if off >= beyond {
		return int64(off - e.base + 1) // as if it were here
	}
	if n := e.fwd[off-e.m.frozen]; n != 0 {
		return int64(n)
	}
	return 1 << 62
}

func compareInts(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// compareAtoms orders values that are no references.
func (m *machine) compareAtoms(x, y Value) int {
	if x == y {
		return 0
	}
	if x.tag() != y.tag() {
		return compareInts(int64(x.tag()), int64(y.tag()))
	}
	switch x.tag() {
	case tagInt:
		return compareInts(x.int(), y.int())
	case tagAtom:
		a, b := m.atoms.table.get(x), m.atoms.table.get(y)
		if a.kind != b.kind {
			return compareInts(int64(a.kind), int64(b.kind))
		}
		switch a.kind {
		case atomFloat:
			if a.f < b.f {
				return -1
			}
			return 1
		case atomInt:
			return a.n.Cmp(b.n)
		}
		if a.s < b.s {
			return -1
		}
		return 1
	}
	return compareInts(int64(x), int64(y))
}
