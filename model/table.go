package model

// Dicts and sets are tables: [used, live, buf, index]; a dict has two words more,
// its default factory and its class, 0 for a plain dict. The entries stand in buf
// in the order of insertion, two words each in a dict (key, value) and one in a
// set; a deleted entry has key 0. Tables of up to smallTable entries are
// searched linearly; larger ones have an index (open addressing, entry number
// plus one), which is made when it is first needed and never leaves a step.

const (
	wUsed  = 1
	wLive  = 2
	wBuf   = 3
	wIndex = 4

	wFactory   = 5 // dict: default_factory of a defaultdict, or 0
	wDictClass = 6 // dict: class if it is not dict itself, or 0

	smallTable = 8
)

func (m *machine) newTable(k kind, entries int) Value {
	off := m.alloc(k, tableWords(k))
	m.a[off+wUsed], m.a[off+wLive] = rawInt(0), rawInt(0)
	if entries > 0 {
		m.a[off+wBuf] = refValue(m.alloc(kBuf, 1+entries*stride(k)))
	}
	return refValue(off)
}

func (m *machine) newDict(entries int) Value { return m.newTable(kDict, entries) }
func (m *machine) newSet(entries int) Value  { return m.newTable(kSet, entries) }

func tableWords(k kind) int {
	if k == kDict {
		return 7
	}
	return 5
}

func stride(k kind) int {
	if k == kDict {
		return 2
	}
	return 1
}

func (m *machine) tableLen(t Value) int  { return int(m.get(t, wLive).int()) }
func (m *machine) tableUsed(t Value) int { return int(m.get(t, wUsed).int()) }

// tableEntry returns the offset in the arena of entry i, which may be deleted.
func (m *machine) tableEntry(t Value, i int) int {
	return m.get(t, wBuf).payload() + 1 + i*stride(m.kindOf(t))
}

// tableFind returns the number of k's entry, or -1. It may run user code
// (__hash__, __eq__); if that raises, or k is not hashable, it returns -1 with
// the exception pending.
func (m *machine) tableFind(t, k Value) int {
	used := m.tableUsed(t)
	l := sought{key: k}
	if k.isRef() {
		if !m.hashable(k) {
			return -1
		}
		if l.own = m.ownHash(k); l.own && !m.hashKey(&l) {
			return -1
		}
	}
	if used == 0 {
		return -1
	}
	if s := m.unwrap(k); m.isStr(s) {
		l.text = s
	}
	st := stride(m.kindOf(t))
	if used <= smallTable || t.payload() < m.frozen {
		b := m.get(t, wBuf).payload() + 1
		for i := range used {
			if m.a[b+i*st] == k {
				return i
			}
		}
		if m.identityKey(k) {
			return -1
		}
		for i := range used {
			if m.isKey(&l, m.a[m.get(t, wBuf).payload()+1+i*st]) {
				return i
			}
			if m.exc != 0 {
				return -1
			}
		}
		return -1
	}
	if !m.hashKey(&l) {
		return -1
	}
	if m.get(t, wIndex) == 0 && !m.buildIndex(t) {
		return -1
	}
	ix := m.get(t, wIndex).payload()
	n := m.sizeAt(ix) - 1
	for p := int(l.hash % uint64(n)); ; {
		e := m.a[ix+1+p]
		if e == 0 {
			return -1
		}
		x := m.a[m.tableEntry(t, int(e.int())-1)]
		if x == k || !m.identityKey(k) && m.isKey(&l, x) {
			return int(e.int()) - 1
		}
		if m.exc != 0 {
			return -1
		}
		if p++; p == n {
			p = 0
		}
	}
}

// A sought is what is known of a key that is looked for.
type sought struct {
	key    Value
	text   Value // the key as a str, or 0
	own    bool  // see ownHash
	hashed bool
	hash   uint64
}

// hashKey computes the hash of the key once; it reports false if an exception is
// pending.
func (m *machine) hashKey(l *sought) bool {
	if !l.hashed {
		l.hash, l.hashed = m.hash(l.key)
	}
	return l.hashed
}

// isKey reports whether x, the key of an entry or 0, is the key that is looked
// for. As in CPython keys with different hashes are not asked whether they are
// equal. That is looked at only where a class of the program's may have made it
// otherwise than builtins do, and by the hash that x has now.
func (m *machine) isKey(l *sought, x Value) bool {
	switch {
	case x == 0:
		return false
	case l.own || x.isRef() && m.ownHash(x):
		h, ok := m.hash(x)
		return ok && m.hashKey(l) && h == l.hash && m.keyEqual(x, l.key)
	case l.text != 0:
		return x == l.text || x.isRef() && m.unwrap(x) == l.text
	case m.isStr(x):
		return false
	}
	return m.keyEqual(x, l.key)
}

// ownHash reports whether a class of the program's says what the hash of v is, or
// what v is equal to.
func (m *machine) ownHash(v Value) bool {
	switch k := m.kindOf(v); {
	case k == kTuple:
		for _, x := range m.items(v) {
			if x.isRef() && m.ownHash(x) {
				return true
			}
		}
	case k >= firstInstanceKind && k != kNamespace:
		cls := m.get(v, wClass)
		return cls.isRef() && (m.get(cls, wClassFlags).int()&classHasEq != 0 || m.method(v, dnHash) != 0)
	}
	return false
}

func (m *machine) buildIndex(t Value) bool {
	used := m.tableUsed(t)
	ix := m.alloc(kBuf, 1+4*used+16)
	for i := range used {
		if x := m.a[m.tableEntry(t, i)]; x != 0 {
			h, ok := m.hash(x)
			if !ok {
				return false
			}
			m.indexPut(ix, h, i)
		}
	}
	m.set(t, wIndex, refValue(ix))
	return true
}

func (m *machine) indexPut(ix int, h uint64, entry int) {
	n := m.sizeAt(ix) - 1
	p := int(h % uint64(n))
	for m.a[ix+1+p] != 0 {
		if p++; p == n {
			p = 0
		}
	}
	m.a[ix+1+p] = rawInt(int64(entry + 1))
}

// manyEntries is from when on the deleted entries of a table give way to new ones
// within a step, although an iterator that goes over a dict that changes would notice.
const manyEntries = 64

// tableInsert appends a new entry for k, which must not be there, and returns
// its offset.
func (m *machine) tableInsert(t, k Value) int {
	m.unfrozen(t)
	used := m.tableUsed(t)
	st := stride(m.kindOf(t))
	buf := m.get(t, wBuf)
	if buf == 0 || (used+1)*st > m.sizeAt(buf.payload())-1 {
		live := m.tableLen(t)
		keep := used < manyEntries || 2*live > used // deleted entries: iterators count them
		if keep {
			live = used
		}
		nb := m.alloc(kBuf, 1+(2*live+3)*st)
		j := 0
		for i := range used {
			e := m.tableEntry(t, i)
			if keep || m.a[e] != 0 {
				copy(m.a[nb+1+j*st:nb+1+(j+1)*st], m.a[e:e+st])
				j++
			}
		}
		if j != used {
			m.set(t, wIndex, 0)
		}
		used = j
		m.set(t, wBuf, refValue(nb))
	}
	e := m.get(t, wBuf).payload() + 1 + used*st
	m.a[e] = k
	m.set(t, wUsed, rawInt(int64(used+1)))
	m.set(t, wLive, rawInt(int64(m.tableLen(t)+1)))
	if ix := m.get(t, wIndex); ix != 0 {
		if 2*(used+1) > m.sizeAt(ix.payload()) {
			m.set(t, wIndex, 0)
		} else if h, ok := m.hash(k); ok {
			m.indexPut(ix.payload(), h, used)
		}
	}
	return e
}

// unfrozen refuses to change a table of the frozen image, which all states
// share: one got at by another way than by the attributes of its owner.
func (m *machine) unfrozen(t Value) {
	if t.payload() < m.frozen {
		m.unsupported("namespace-change", "the namespace of a function, class or enum member is changed through its dict", "assign to the attribute, or use setattr")
	}
}

func (m *machine) tableDelete(t Value, i int) {
	m.unfrozen(t)
	e := m.tableEntry(t, i)
	m.a[e] = 0
	if m.kindOf(t) == kDict {
		m.a[e+1] = 0
	}
	m.set(t, wLive, rawInt(int64(m.tableLen(t)-1)))
}

// tableDeleteLast deletes the last entry, i, as if it and those behind it, which have
// been deleted, had never been.
func (m *machine) tableDeleteLast(t Value, i int) {
	m.tableDelete(t, i)
	m.set(t, wUsed, rawInt(int64(i)))
	m.set(t, wIndex, 0)
}

func (m *machine) tableClear(t Value) {
	m.unfrozen(t)
	m.set(t, wUsed, rawInt(0))
	m.set(t, wLive, rawInt(0))
	m.set(t, wBuf, 0)
	m.set(t, wIndex, 0)
}

// tableKeys returns the live keys in order of insertion.
func (m *machine) tableKeys(t Value) []Value {
	keys := make([]Value, 0, m.tableLen(t))
	for i := range m.tableUsed(t) {
		if k := m.a[m.tableEntry(t, i)]; k != 0 {
			keys = append(keys, k)
		}
	}
	return keys
}

// Dicts

// dictGet returns d[k], or 0 if there is none or an exception is pending.
func (m *machine) dictGet(d, k Value) Value {
	if i := m.tableFind(d, k); i >= 0 {
		return m.a[m.tableEntry(d, i)+1]
	}
	return 0
}

// dictSet sets d[k] = v; it reports false if an exception is pending.
func (m *machine) dictSet(d, k, v Value) bool {
	i := m.tableFind(d, k)
	if m.exc != 0 {
		return false
	}
	if i >= 0 {
		m.unfrozen(d)
		m.a[m.tableEntry(d, i)+1] = v
		return true
	}
	e := m.tableInsert(d, k)
	m.a[e+1] = v
	return true
}

// dictDel deletes d[k] and returns what it was, 0 if there was none.
func (m *machine) dictDel(d, k Value) Value {
	i := m.tableFind(d, k)
	if i < 0 {
		return 0
	}
	v := m.a[m.tableEntry(d, i)+1]
	m.tableDelete(d, i)
	return v
}

// nameGet is dictGet for a name in a namespace: an interned str.
func (m *machine) nameGet(d, name Value) Value {
	if d == 0 {
		return 0
	}
	used := m.tableUsed(d)
	if used <= 32 {
		if used == 0 {
			return 0
		}
		b := m.get(d, wBuf).payload() + 1
		s := m.a[b : b+2*used]
		for i := 0; i < len(s); i += 2 {
			if s[i] == name {
				return s[i+1]
			}
		}
		return 0
	}
	return m.dictGet(d, name)
}

// dictEach calls f for each live entry in order of insertion until f is false.
// f must not change the dict.
func (m *machine) dictEach(d Value, f func(k, v Value) bool) {
	for i := range m.tableUsed(d) {
		e := m.tableEntry(d, i)
		if m.a[e] != 0 && !f(m.a[e], m.a[e+1]) {
			return
		}
	}
}

// Sets

// setAdd adds x; it reports false if an exception is pending.
func (m *machine) setAdd(s, x Value) bool {
	i := m.tableFind(s, x)
	if m.exc != 0 {
		return false
	}
	if i < 0 {
		m.tableInsert(s, x)
		if m.telling() && x.isRef() && m.trace.side[x.payload()] == nil {
			m.note(x) // the order in which it may come out of the set
		}
	}
	return true
}

func (m *machine) setHas(s, x Value) bool { return m.tableFind(s, x) >= 0 }

// setDel removes x and reports whether it was there.
func (m *machine) setDel(s, x Value) bool {
	i := m.tableFind(s, x)
	if i < 0 {
		return false
	}
	m.tableDelete(s, i)
	return true
}
