package model

// The arena is one slice of words. Its first words, up to machine.frozen, are
// the frozen image: objects that never change and that every state shares.
// Behind them lie the objects of the current state. An object is a header word
// followed by Values; the header has the kind in its low 8 bits and the number
// of words, itself included, above them.

type kind uint8

const (
	kFree    kind = iota
	kBuf          // backing store: [cap words]
	kRoot         // the roots of a state
	kGlobals      // the mutable global variables
	kCell         // [contents]
	kTuple        // [items…]
	kList         // [len, buf]
	kDict         // [used, live, buf, index, default factory|0, class|0]
	kSet          // [used, live, buf, index]; kFrozenSet likewise
	kFrozenSet
	kDeque        // [head, len, buf, maxlen|None]
	kRange        // [start, stop, step]
	kSlice        // [start, stop, step]
	kFunc         // [code, defaults|0, kwdefaults|0, closure|0, owner class|0, name|0, dict|0]
	kMethod       // [function, self]
	kClass        // [name, bases, mro, dict, flags, module]
	kFrame        // see frame.go
	kIter         // native iterator: [iterKind, a, b, c, d]
	kNativeCoro   // [native number, pc, self, a, b, c, d, state]
	kANext        // [agen, mode, value, state]
	kAgenIter     // reserved
	kProperty     // [get, set, delete, doc]
	kStatic       // staticmethod: [function]
	kClassM       // classmethod: [function]
	kSuper        // [class, self]
	kPartial      // [func, args tuple, kwargs dict]
	kRandom       // random float: [lo, hi] floats; see random.go
	kDictView     // [dict, which]
	kMappingProxy // [dict]
	kPool         // [len, buf]: an unordered collection of the scheduler; see codec.go

	// From here on objects have a class and an instance dict: [class, dict|0, …].
	kInstance  // [class, dict]
	kException // [class, dict, args, cause, extra]
	kFuture    // [class, dict, …] see future.go
	kTask
	kHandle
	kLoop
	kLock
	kCondition
	kEvent
	kSemaphore
	kQueue
	kThread     // see thread.go
	kMutex      // threading.Lock, RLock: see mutex.go
	kMonitor    // threading.Condition: see monitor.go
	kGate       // threading.Event: see gate.go
	kEnumMember // reserved
	kNamespace  // module: [class, dict, number]
	kindCount
)

const (
	hdrKindBits       = 8
	wClass            = 1 // word of the class in kInstance and later kinds
	wDict             = 2 // word of the instance dict
	firstInstanceKind = kInstance
)

func header(k kind, n int) Value { return Value(n)<<hdrKindBits | Value(k) }

func (m *machine) kindAt(off int) kind { return kind(m.a[off] & 0xff) }
func (m *machine) sizeAt(off int) int  { return int(m.a[off] >> hdrKindBits) }

// kindOf returns the kind of the object that v refers to, or kFree if v is no
// reference.
func (m *machine) kindOf(v Value) kind {
	if !v.isRef() {
		return kFree
	}
	return kind(m.a[v.payload()] & 0xff)
}

func (m *machine) is(v Value, k kind) bool { return v.isRef() && kind(m.a[v.payload()]&0xff) == k }

// alloc makes an object of n words, header included, all fields zero, and
// returns its offset. It never moves other objects.
func (m *machine) alloc(k kind, n int) int {
	off := m.top
	end := off + n
	if end > len(m.a) {
		m.arenaFull()
	}
	m.top = end
	if n > 256 {
		m.budget -= n >> 4
	}
	clear(m.a[off:end])
	m.a[off] = header(k, n)
	return off
}

// get and set access field i (from 1) of the object that v refers to.
func (m *machine) get(v Value, i int) Value    { return m.a[v.payload()+i] }
func (m *machine) set(v Value, i int, x Value) { m.a[v.payload()+i] = x }

// Tuples

func (m *machine) tuple(items ...Value) Value {
	off := m.alloc(kTuple, 1+len(items))
	copy(m.a[off+1:], items)
	return refValue(off)
}

// items returns the items of a tuple; the slice is valid until the arena moves.
func (m *machine) items(t Value) []Value {
	off := t.payload()
	return m.a[off+1 : off+m.sizeAt(off)]
}

// Lists: [len, buf]; buf is a kBuf with spare room.

func (m *machine) newList(capacity int) Value {
	off := m.alloc(kList, 3)
	m.a[off+1] = rawInt(0)
	if capacity > 0 {
		m.a[off+2] = refValue(m.alloc(kBuf, 1+capacity))
	}
	return refValue(off)
}

func (m *machine) list(items ...Value) Value {
	l := m.newList(len(items))
	if len(items) > 0 {
		copy(m.a[m.get(l, 2).payload()+1:], items)
		m.set(l, 1, rawInt(int64(len(items))))
	}
	return l
}

func (m *machine) listLen(l Value) int { return int(m.get(l, 1).int()) }

// listItems returns the items of a list, to be read and written in place; the
// slice is valid until the list grows.
func (m *machine) listItems(l Value) []Value {
	n := m.listLen(l)
	if n == 0 {
		return nil
	}
	b := m.get(l, 2).payload() + 1
	return m.a[b : b+n : b+n]
}

func (m *machine) listAppend(l, x Value) {
	n := m.listLen(l)
	buf := m.get(l, 2)
	if buf == 0 || n+1 >= m.sizeAt(buf.payload()) {
		c := 2*n + 4
		nb := m.alloc(kBuf, 1+c)
		if n > 0 {
			copy(m.a[nb+1:nb+1+n], m.a[buf.payload()+1:buf.payload()+1+n])
		}
		buf = refValue(nb)
		m.set(l, 2, buf)
	}
	m.a[buf.payload()+1+n] = x
	m.set(l, 1, rawInt(int64(n+1)))
}

func (m *machine) listInsert(l Value, i int, x Value) {
	m.listAppend(l, x)
	s := m.listItems(l)
	copy(s[i+1:], s[i:])
	s[i] = x
}

func (m *machine) listDelete(l Value, i, j int) {
	s := m.listItems(l)
	copy(s[i:], s[j:])
	m.set(l, 1, rawInt(int64(len(s)-(j-i))))
}

// listSet replaces all items.
func (m *machine) listSet(l Value, items []Value) {
	nb := m.alloc(kBuf, 1+len(items))
	copy(m.a[nb+1:], items)
	m.set(l, 2, refValue(nb))
	m.set(l, 1, rawInt(int64(len(items))))
}

// listRemoveRef removes the first item that is the very object x and reports
// whether there was one.
func (m *machine) listRemoveRef(l, x Value) bool {
	for i, y := range m.listItems(l) {
		if y == x {
			m.listDelete(l, i, i+1)
			return true
		}
	}
	return false
}

// Deques: [head, len, buf, maxlen|None]; buf is a ring.

func (m *machine) newDeque(maxlen Value) Value {
	off := m.alloc(kDeque, 5)
	m.a[off+1], m.a[off+2], m.a[off+4] = rawInt(0), rawInt(0), maxlen
	return refValue(off)
}

func (m *machine) dequeLen(d Value) int { return int(m.get(d, 2).int()) }

func (m *machine) dequeSlot(d Value, i int) *Value {
	buf := m.get(d, 3).payload()
	c := m.sizeAt(buf) - 1
	k := int(m.get(d, 1).int()) + i
	if k >= c {
		k -= c
	}
	return &m.a[buf+1+k]
}

func (m *machine) dequeGrow(d Value) {
	n := m.dequeLen(d)
	buf := m.get(d, 3)
	if buf != 0 && n < m.sizeAt(buf.payload())-1 {
		return
	}
	nb := m.alloc(kBuf, 1+2*n+4)
	for i := range n {
		m.a[nb+1+i] = *m.dequeSlot(d, i)
	}
	m.set(d, 3, refValue(nb))
	m.set(d, 1, rawInt(0))
}

func (m *machine) dequeAppend(d, x Value) {
	if ml := m.get(d, 4); ml.isInt() && m.dequeLen(d) >= int(ml.int()) {
		if ml.int() == 0 {
			return
		}
		m.dequePopLeft(d)
	}
	m.dequeGrow(d)
	n := m.dequeLen(d)
	*m.dequeSlot(d, n) = x
	m.set(d, 2, rawInt(int64(n+1)))
}

func (m *machine) dequeAppendLeft(d, x Value) {
	if ml := m.get(d, 4); ml.isInt() && m.dequeLen(d) >= int(ml.int()) {
		if ml.int() == 0 {
			return
		}
		m.dequePop(d)
	}
	m.dequeGrow(d)
	c := m.sizeAt(m.get(d, 3).payload()) - 1
	h := int(m.get(d, 1).int()) - 1
	if h < 0 {
		h = c - 1
	}
	m.set(d, 1, rawInt(int64(h)))
	m.set(d, 2, rawInt(int64(m.dequeLen(d)+1)))
	*m.dequeSlot(d, 0) = x
}

func (m *machine) dequePopLeft(d Value) Value {
	x := *m.dequeSlot(d, 0)
	c := m.sizeAt(m.get(d, 3).payload()) - 1
	h := int(m.get(d, 1).int()) + 1
	if h == c {
		h = 0
	}
	m.set(d, 1, rawInt(int64(h)))
	m.set(d, 2, rawInt(int64(m.dequeLen(d)-1)))
	return x
}

func (m *machine) dequePop(d Value) Value {
	n := m.dequeLen(d)
	x := *m.dequeSlot(d, n-1)
	m.set(d, 2, rawInt(int64(n-1)))
	return x
}

// dequeItems returns a copy of the items, first to last.
func (m *machine) dequeItems(d Value) []Value {
	s := make([]Value, m.dequeLen(d))
	for i := range s {
		s[i] = *m.dequeSlot(d, i)
	}
	return s
}

// dequeSet replaces all items.
func (m *machine) dequeSet(d Value, items []Value) {
	nb := m.alloc(kBuf, 1+len(items)+1)
	copy(m.a[nb+1:], items)
	m.set(d, 3, refValue(nb))
	m.set(d, 1, rawInt(0))
	m.set(d, 2, rawInt(int64(len(items))))
}

// str returns the text of a str value; s must be one.
func (m *machine) text(s Value) string { return m.atoms.table.get(s).s }

func (m *machine) isStr(v Value) bool {
	return v.isAtom() && m.atoms.table.get(v).kind == atomStr
}

func (m *machine) isAtomKind(v Value, k atomKind) bool {
	return v.isAtom() && m.atoms.table.get(v).kind == k
}

func (m *machine) str(s string) Value {
	m.charge(len(s))
	return m.atoms.str(s)
}

// charge takes what an operation on n bytes costs off the step's budget. Strings
// and large integers are kept for good, so a step that makes many must end.
func (m *machine) charge(n int) {
	if n > 256 {
		m.budget -= n >> 5
	}
}

func (m *machine) float(f float64) Value { return m.atoms.float(f) }
func (m *machine) int(n int64) Value     { return m.atoms.int(n) }
