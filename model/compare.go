package model

// Comparison. Source: CPython Objects/object.c and the types' own rich
// comparisons, by behaviour.

var (
	compareSigns    = [...]string{Eq: "==", NotEq: "!=", Lt: "<", LtE: "<=", Gt: ">", GtE: ">="}
	compareDunders  = [...]dunder{Eq: dnEq, NotEq: dnNe, Lt: dnLt, LtE: dnLe, Gt: dnGt, GtE: dnGe}
	compareMirrored = [...]CompareOp{Eq: Eq, NotEq: NotEq, Lt: Gt, LtE: GtE, Gt: Lt, GtE: LtE}
)

// identifiable reports whether a value that is equal to v is the same object in
// CPython. Small integers are, and strings that look like names if they come
// from the program's text, which is taken for granted here.
func (m *machine) identifiable(v Value) bool {
	if v.isInt() {
		return -5 <= v.int() && v.int() <= 256
	}
	if !v.isAtom() {
		return true
	}
	if !m.isStr(v) {
		return false
	}
	for _, c := range []byte(m.text(v)) {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_') {
			return len(m.text(v)) == 1
		}
	}
	return true
}

// compareOp computes x op y; 0 if an exception is pending.
func (m *machine) compareOp(op CompareOp, x, y Value) Value {
	switch op {
	case Is, IsNot:
		if same, known := m.samePlace(x, y); known {
			return boolValue(same == (op == Is))
		}
		if x == y && !m.identifiable(x) {
			m.unsupported("identity", "whether two equal values of type "+m.typeName(x)+" are one object is not modelled: it depends on the interpreter", "compare them by ==")
		}
		return boolValue(m.same(x, y) == (op == Is))
	case In, NotIn:
		b, ok := m.contains(y, x)
		if !ok {
			return 0
		}
		return boolValue(b == (op == In))
	}
	v := m.richCompare(op, x, y)
	if v == NotImplemented {
		switch op {
		case Eq:
			return boolValue(x == y)
		case NotEq:
			return boolValue(x != y)
		}
		return m.raise(tTypeError, "'%s' not supported between instances of '%s' and '%s'", compareSigns[op], m.typeName(x), m.typeName(y))
	}
	return v
}

// same is x is y. The empty tuple is one object.
func (m *machine) same(x, y Value) bool {
	return x == y || m.is(x, kTuple) && m.is(y, kTuple) && len(m.items(x)) == 0 && len(m.items(y)) == 0 || m.sameFlag(x, y)
}

// equal is x == y as a truth value; false with an exception pending.
func (m *machine) equal(x, y Value) bool {
	if x == y {
		return !m.isNaN(x) && (!x.isRef() || m.kindOf(x) < firstInstanceKind || m.method(x, dnEq) == 0 || m.equalSlow(x, y))
	}
	return m.equalSlow(x, y)
}

func (m *machine) equalSlow(x, y Value) bool {
	v := m.richCompare(Eq, x, y)
	if v == NotImplemented {
		return x == y
	}
	return v != 0 && m.truth(v)
}

func (m *machine) isNaN(x Value) bool {
	if !m.isAtomKind(x, atomFloat) {
		return false
	}
	f := m.floatOf(x)
	return f != f
}

// itemEqual is what containers mean by equality: identity or ==.
func (m *machine) itemEqual(x, y Value) bool { return x == y || m.equalSlow(x, y) }

// keyEqual is itemEqual for keys of dicts and sets.
func (m *machine) keyEqual(x, y Value) bool { return m.itemEqual(x, y) }

// richCompare computes one of the six comparisons, NotImplemented if neither
// operand knows the other.
func (m *machine) richCompare(op CompareOp, x, y Value) Value {
	if op == Eq || op == NotEq {
		if same, known := m.samePlace(x, y); known {
			return boolValue(same == (op == Eq))
		}
	}
	kx, nx := m.asNumber(x)
	if kx != noNumber {
		if ky, ny := m.asNumber(y); ky != noNumber {
			c, ok := m.compareNumbers(x, y, kx, ky, nx, ny)
			if !ok {
				return boolValue(op == NotEq)
			}
			return compareResult(op, c)
		}
	}
	if m.isStr(x) && m.isStr(y) {
		if op == Eq || op == NotEq {
			return boolValue((x == y) == (op == Eq))
		}
		return compareResult(op, cmpText(m.text(x), m.text(y)))
	}
	ix, iy := m.kindOf(x) >= firstInstanceKind, m.kindOf(y) >= firstInstanceKind
	if ix || iy || m.is(x, kDict) || m.is(y, kDict) {
		if v := m.userCompare(op, x, y); v != NotImplemented {
			return v
		}
		if ux, uy := m.unwrap(x), m.unwrap(y); ux != x || uy != y {
			return m.richCompare(op, ux, uy)
		}
		if ix || iy {
			return m.nativeCompare(op, x, y)
		}
	}
	if m.is(x, kRandom) || m.is(y, kRandom) {
		return m.compareRandom(op, x, y)
	}
	return m.builtinCompare(op, x, y)
}

// nativeCompare serves instances of builtin classes that have a comparison
// written in Go.
func (m *machine) nativeCompare(op CompareOp, x, y Value) Value {
	if m.kindOf(x) < firstInstanceKind {
		return NotImplemented
	}
	fn := m.classLookup(m.classOf(x), m.dn(compareDunders[op]))
	if fn == 0 || !fn.isConst() || fn == None || fn == tObject.attrs[dunderNames[compareDunders[op]]] {
		return NotImplemented
	}
	return m.callMethod(fn, x, y)
}

func compareResult(op CompareOp, c int) Value {
	switch op {
	case Eq:
		return boolValue(c == 0)
	case NotEq:
		return boolValue(c != 0)
	case Lt:
		return boolValue(c < 0)
	case LtE:
		return boolValue(c <= 0)
	case Gt:
		return boolValue(c > 0)
	}
	return boolValue(c >= 0)
}

func cmpText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// userCompare tries the special methods of instances: the right operand first
// if its class derives from the left one's.
func (m *machine) userCompare(op CompareOp, x, y Value) Value {
	cx, cy := m.classOf(x), m.classOf(y)
	reflected := false
	if cx != cy && cy.isRef() && m.isSubclass(cy, cx) {
		reflected = true
		if v := m.tryCompare(compareMirrored[op], y, x); v != NotImplemented {
			return v
		}
	}
	if v := m.tryCompare(op, x, y); v != NotImplemented {
		return v
	}
	if reflected {
		return NotImplemented
	}
	return m.tryCompare(compareMirrored[op], y, x)
}

func (m *machine) tryCompare(op CompareOp, x, y Value) Value {
	if fn := m.method(x, compareDunders[op]); fn != 0 {
		if fn == None {
			return NotImplemented
		}
		return m.callMethod(fn, x, y)
	}
	if op == NotEq {
		if fn := m.method(x, dnEq); fn != 0 && fn != None {
			v := m.callMethod(fn, x, y)
			if v == 0 || v == NotImplemented {
				return v
			}
			b := m.truth(v)
			if m.exc != 0 {
				return 0
			}
			return boolValue(!b)
		}
	}
	return NotImplemented
}

func (m *machine) builtinCompare(op CompareOp, x, y Value) Value {
	if m.isAtomKind(x, atomBytes) && m.isAtomKind(y, atomBytes) {
		return compareResult(op, cmpText(m.text(x), m.text(y)))
	}
	kx, ky := m.kindOf(x), m.kindOf(y)
	switch kx {
	case kTuple, kList, kDeque:
		if kx == ky {
			if !m.deeper(" in comparison") {
				return 0
			}
			defer func() { m.data.nest-- }()
			return m.compareSequences(op, x, y)
		}
	case kSet, kFrozenSet, kDictView:
		if m.isSetLike(x) && m.isSetLike(y) {
			return m.compareSets(op, x, y)
		}
	case kDict:
		if ky == kDict && (op == Eq || op == NotEq) {
			if !m.deeper(" in comparison") {
				return 0
			}
			defer func() { m.data.nest-- }()
			b := m.dictEqual(x, y)
			if m.exc != 0 {
				return 0
			}
			return boolValue(b == (op == Eq))
		}
	case kRange:
		if ky == kRange && (op == Eq || op == NotEq) {
			return boolValue(m.rangeEqual(x, y) == (op == Eq))
		}
	case kSlice:
		if ky == kSlice {
			return m.compareSequences(op, m.tuple(m.a[x.payload()+1:x.payload()+4]...), m.tuple(m.a[y.payload()+1:y.payload()+4]...))
		}
	case kMethod:
		if ky == kMethod && (op == Eq || op == NotEq) {
			return boolValue((m.get(x, 1) == m.get(y, 1) && m.get(x, 2) == m.get(y, 2)) == (op == Eq))
		}
	case kMappingProxy:
		return m.richCompare(op, m.get(x, 1), y)
	}
	return NotImplemented
}

// seqLen and seqItem read a tuple, list or deque that user code may be changing.
func (m *machine) seqLen(v Value) int {
	switch m.kindOf(v) {
	case kTuple:
		return m.sizeAt(v.payload()) - 1
	case kList:
		return m.listLen(v)
	}
	return m.dequeLen(v)
}

func (m *machine) seqItem(v Value, i int) Value {
	switch m.kindOf(v) {
	case kTuple:
		return m.a[v.payload()+1+i]
	case kList:
		return m.listItems(v)[i]
	}
	return *m.dequeSlot(v, i)
}

func (m *machine) compareSequences(op CompareOp, x, y Value) Value {
	if (op == Eq || op == NotEq) && m.seqLen(x) != m.seqLen(y) {
		return boolValue(op == NotEq)
	}
	i := 0
	for ; i < m.seqLen(x) && i < m.seqLen(y); i++ {
		a, b := m.seqItem(x, i), m.seqItem(y, i)
		if a == b {
			continue
		}
		eq := m.equalSlow(a, b)
		if m.exc != 0 {
			return 0
		}
		if !eq {
			switch op {
			case Eq:
				return False
			case NotEq:
				return True
			}
			return m.compareOp(op, a, b)
		}
	}
	return compareResult(op, cmpInt(int64(m.seqLen(x)), int64(m.seqLen(y))))
}

// isSetLike tells sets and the views of a dict that are like sets.
func (m *machine) isSetLike(v Value) bool {
	return m.isSet(v) || m.is(v, kDictView) && m.get(v, 2) != rawInt(1)
}

func (m *machine) isSet(v Value) bool { return m.is(v, kSet) || m.is(v, kFrozenSet) }

func (m *machine) compareSets(op CompareOp, x, y Value) Value {
	nx, _ := m.length(x)
	ny, _ := m.length(y)
	var b bool
	switch op {
	case Eq:
		b = nx == ny && m.subset(x, y)
	case NotEq:
		b = nx != ny || !m.subset(x, y)
	case Lt:
		b = nx < ny && m.subset(x, y)
	case LtE:
		b = nx <= ny && m.subset(x, y)
	case Gt:
		b = nx > ny && m.subset(y, x)
	case GtE:
		b = nx >= ny && m.subset(y, x)
	}
	if m.exc != 0 {
		return 0
	}
	return boolValue(b)
}

func (m *machine) subset(x, y Value) bool {
	items, ok := m.setItems(x)
	if !ok {
		return false
	}
	for _, v := range items {
		in, ok := m.contains(y, v)
		if !ok || !in {
			return false
		}
	}
	return true
}

func (m *machine) dictEqual(x, y Value) bool {
	if m.tableLen(x) != m.tableLen(y) {
		return false
	}
	for i := 0; i < m.tableUsed(x); i++ {
		e := m.tableEntry(x, i)
		k, v := m.a[e], m.a[e+1]
		if k == 0 {
			continue
		}
		w := m.dictGet(y, k)
		if w == 0 || !m.itemEqual(v, w) {
			return false
		}
	}
	return true
}

// contains is item in container.
func (m *machine) contains(c, item Value) (in, ok bool) {
	switch k := m.kindOf(c); k {
	case kDict:
		if fn := m.method(c, dnContains); fn != 0 {
			return m.userContains(fn, c, item)
		}
		in = m.tableFind(c, item) >= 0
		return in, m.exc == 0
	case kSet, kFrozenSet:
		if m.is(item, kSet) {
			item = m.frozen2(item)
		}
		in = m.tableFind(c, item) >= 0
		return in, m.exc == 0
	case kList, kTuple, kDeque:
		for i := 0; i < m.seqLen(c); i++ {
			if m.itemEqual(m.seqItem(c, i), item) {
				return true, true
			}
			if m.exc != 0 {
				return false, false
			}
		}
		return false, true
	case kRange:
		if u := m.unwrap(item); m.isInteger(u) {
			return m.rangeIndex(c, u) >= 0, true
		}
	case kDictView:
		d := m.get(c, 1)
		switch m.get(c, 2).int() {
		case 0:
			return m.contains(d, item)
		case 2:
			if !m.is(item, kTuple) || len(m.items(item)) != 2 {
				return false, true
			}
			v := m.dictGet(d, m.items(item)[0])
			return v != 0 && m.itemEqual(v, m.items(item)[1]), m.exc == 0
		}
	case kMappingProxy:
		return m.contains(m.get(c, 1), item)
	case kFree:
		if in, ok, done := m.textContains(c, item); done {
			return in, ok
		}
	case kClass:
		if m.isEnum(c) {
			return m.enumContains(c, item)
		}
	default:
		if k < firstInstanceKind {
			break
		}
		if fn := m.method(c, dnContains); fn != 0 && fn != None {
			return m.userContains(fn, c, item)
		}
		if fn := m.classLookup(m.classOf(c), m.dn(dnContains)); fn != 0 && fn != None {
			return m.userContains(fn, c, item)
		}
		if u := m.unwrap(c); u != c {
			return m.contains(u, item)
		}
	}
	if m.exc != 0 {
		return false, false
	}
	it := m.iter(c)
	if it == 0 {
		if m.isInstance(m.exc, tTypeError.value()) && m.lookupSpecial(c, "__iter__") == 0 {
			m.exc = 0
			what := "a container or iterable"
			if m.cfg.Minor < 14 {
				what = "iterable"
			}
			m.raise(tTypeError, "argument of type '%s' is not %s", m.typeName(c), what)
		}
		return false, false
	}
	for {
		v, more := m.next(it)
		if !more {
			return false, m.exc == 0
		}
		if m.itemEqual(v, item) {
			return true, true
		}
		if m.exc != 0 {
			return false, false
		}
		if m.budget--; m.budget < 0 {
			m.overdue()
		}
	}
}

func (m *machine) userContains(fn, c, item Value) (in, ok bool) {
	v := m.callMethod(fn, c, item)
	if v == 0 {
		return false, false
	}
	in = m.truth(v)
	return in, m.exc == 0
}

// extend is what LISTEXTEND, SETUPDATE, DICTUPDATE and DICTMERGE do.
func (m *machine) extend(op Op, to, x Value) bool {
	switch op {
	case LISTEXTEND:
		return m.listExtend(to, x)
	case SETUPDATE:
		return m.setUpdate(to, x)
	case DICTUPDATE:
		return m.dictUpdate(to, x)
	}
	return m.dictMergeKw(to, x)
}

// compareSmall compares two small ints.
func compareSmall(op CompareOp, x, y int64) bool {
	switch op {
	case Eq:
		return x == y
	case NotEq:
		return x != y
	case Lt:
		return x < y
	case LtE:
		return x <= y
	case Gt:
		return x > y
	}
	return x >= y
}
