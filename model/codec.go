package model

import (
	"slices"
	"unsafe"
)

// The canonical form of a state is a copy of what the roots reach, made in the
// order in which a breadth-first traversal meets it: a copying collection
// (Cheney, CACM 13(11), 1970) whose result depends only on what the machine can
// tell apart. What does not matter is not copied: spare room, deleted entries,
// dead local variables, the insides of finished frames. Collections without an
// order are sorted: sets, and the pools of the scheduler (tasks, timers, and
// under schedule=any the ready handles), whose items are copied last, when the
// objects in them have their places.
//
// The number of an object is its place in the copy, in words. The bytes of the
// copy are a State; to read it is to put it back behind the frozen image.

// codec is the working memory of encoding.
type codec struct {
	fwd    []uint32   // by word behind the frozen image: place of the object in the copy plus one
	to     []Value    // the copy
	n      int        // its words so far
	queue  []met      // the objects in the order in which they were met
	done   int        // how many of them have their fields
	pools  []int      // pools whose items are still to be copied
	unread []int      // words of the globals with lists that are left out unless something leads there
	pairs  [][2]Value // of objects that are being compared
	ties              // see order.go
}

// A met object: its offset, and its place in the copy.
type met struct{ off, at int }

type encoder struct {
	*codec
	m    *machine
	base int          // where the copy will stand in an arena
	keep bool         // keep what is not canonical: orders, names, dead variables
	perm *permutation // of places, nil if they stay
}

// encodeState returns the state. It is valid until the next one is encoded.
func (m *machine) encodeState(keep bool) State { return bytesOf(m.copyState(keep, m.frozen)) }

// decodeState makes a state the contents of the arena.
func (m *machine) decodeState(s State) {
	n := len(s) / wordBytes
	if m.frozen+n > len(m.a) {
		m.arenaFull()
	}
	copy(bytesOf(m.a[m.frozen:m.frozen+n]), s)
	m.top = m.frozen + n
}

const wordBytes = int(unsafe.Sizeof(Value(0)))

// bytesOf returns the bytes of words, which share their memory. States do not
// leave the process, so that the order of the bytes does not matter.
func bytesOf(words []Value) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(words))), len(words)*wordBytes)
}

// copyState returns the canonical copy, made to stand at base. It is valid until
// the next one is made.
func (m *machine) copyState(keep bool, base int) []Value {
	if m.places() > 0 && !keep {
		return m.copyPermuted(base)
	}
	return m.copyWith(nil, keep, base)
}

// copyWith is the copy in which places are what a permutation makes of them.
func (m *machine) copyWith(p *permutation, keep bool, base int) []Value {
	e := m.beginCopy(keep, base)
	e.perm = p
	e.visit(m.frozen)
	e.visit(m.globalsAt)
	e.bodies()
	for i := 0; i < len(e.pools); i++ {
		e.pool(e.pools[i])
		e.bodies()
	}
	e.readAll()
	if p != nil && p.plain {
		e.to[rPlaces] = 0
	}
	return e.to[:e.n]
}

// beginCopy prepares for a copy.
func (m *machine) beginCopy(keep bool, base int) *encoder {
	c := &m.codec
	n := m.top - m.frozen
	if cap(c.fwd) < n {
		c.fwd = make([]uint32, 2*n)
	}
	c.fwd = c.fwd[:n]
	clear(c.fwd)
	// A pool of 4 words may need a buffer of 3, a deque of 5 one of 2.
	if len(c.to) < 2*n {
		c.to = make([]Value, 4*n)
	}
	c.n, c.queue, c.done, c.pools, c.unread = 0, c.queue[:0], 0, c.pools[:0], c.unread[:0]
	e := &m.enc
	*e = encoder{codec: c, m: m, base: base, keep: keep}
	return e
}

// bodies copies the fields of all objects that have been met.
func (e *encoder) bodies() {
	for ; e.done < len(e.queue); e.done++ {
		e.body(e.queue[e.done])
	}
}

// number returns the number of the object at off, plus one; 0 if it has none.
func (c *codec) number(m *machine, off int) uint32 {
	if off < m.frozen || off-m.frozen >= len(c.fwd) {
		return 0
	}
	return c.fwd[off-m.frozen]
}

// take makes room for an object of n words in the copy.
func (e *encoder) take(k kind, n int) int {
	at := e.n
	e.n += n
	e.to[at] = header(k, n)
	return at
}

// visit gives the object at off, which must be new, its place in the copy.
func (e *encoder) visit(off int) Value {
	m := e.m
	if off < len(m.freezing) && m.freezing[off] != 0 {
		return refValue(int(m.freezing[off]))
	}
	h := m.a[off]
	if e.perm != nil && e.perm.plain && kind(h&0xff) == kTuple {
		if v := e.asFrozen(off); v != 0 {
			return v
		}
	}
	at := e.n
	e.to[at] = h
	e.n += int(h >> hdrKindBits)
	e.queue = append(e.queue, met{off, at})
	e.fwd[off-m.frozen] = uint32(at + 1)
	switch v := refValue(off); kind(h & 0xff) {
	case kList:
		e.buffer(at+2, m.listLen(v), m.listLen(v))
		e.markByPlace(at, v)
	case kDict:
		e.buffer(at+wBuf, m.tableLen(v), 2*m.tableLen(v))
	case kSet, kFrozenSet:
		e.buffer(at+wBuf, m.tableLen(v), m.tableLen(v))
	case kDeque:
		e.buffer(at+3, m.dequeLen(v), m.dequeLen(v)+1)
	case kPool:
		e.pools = append(e.pools, off)
	}
	return refValue(e.base + at)
}

// buffer makes a buffer of the given words for a collection that has items, and
// sets the reference to it, which stands at ref in the copy.
func (e *encoder) buffer(ref, items, words int) {
	e.to[ref] = 0
	if items > 0 {
		e.to[ref] = refValue(e.base + e.take(kBuf, 1+words))
	}
}

// items returns the words of the buffer that the reference at ref is to.
func (e *encoder) items(ref int) []Value {
	if e.to[ref] == 0 {
		return nil
	}
	b := e.to[ref].payload() - e.base
	if b >= byPlaceAt {
		b -= byPlaceAt
	}
	return e.to[b+1 : b+int(e.to[b]>>hdrKindBits)]
}

// val returns what stands for v in the copy.
func (e *encoder) val(v Value) Value {
	if v&tagMask != tagRef || v < refValue(e.m.frozen) || v >= refValue(beyond) {
		return e.placeFor(v)
	}
	if n := e.fwd[v.payload()-e.m.frozen]; n != 0 {
		return refValue(e.base + int(n) - 1)
	}
	return e.visit(v.payload())
}

// vals copies values; dst has as many words.
func (e *encoder) vals(dst, src []Value) {
	limit := refValue(e.m.frozen)
	dst = dst[:len(src)]
	for i, v := range src {
		if v&tagMask == tagRef && v >= limit {
			if v >= refValue(beyond) {
				v = e.placeFor(v)
			} else if n := e.fwd[v.payload()-e.m.frozen]; n != 0 {
				v = refValue(e.base + int(n) - 1)
			} else {
				v = e.visit(v.payload())
			}
		}
		dst[i] = v
	}
}

// body copies the fields of an object.
func (e *encoder) body(o met) {
	m := e.m
	off, at := o.off, o.at
	v := refValue(off)
	to := e.to[at : at+m.sizeAt(off)]
	switch m.kindAt(off) {
	case kList:
		to[1] = m.a[off+1]
		e.listItems(e.items(at+2), v)
	case kDeque:
		to[1], to[2], to[4] = rawInt(0), m.a[off+2], e.val(m.a[off+4])
		items := e.items(at + 3)
		for i := range m.dequeLen(v) {
			items[i] = e.val(*m.dequeSlot(v, i))
		}
		if len(items) > 0 {
			items[len(items)-1] = 0
		}
	case kDict:
		to[wUsed], to[wLive], to[wIndex] = m.a[off+wLive], m.a[off+wLive], 0
		to[wFactory], to[wDictClass] = e.val(m.a[off+wFactory]), e.val(m.a[off+wDictClass])
		items := e.items(at + wBuf)
		j := 0
		for i := range m.tableUsed(v) {
			p := m.tableEntry(v, i)
			if m.a[p] != 0 {
				items[j] = e.val(m.a[p])
				items[j+1] = e.val(m.a[p+1])
				j += 2
			}
		}
	case kSet, kFrozenSet:
		to[wUsed], to[wLive], to[wIndex] = m.a[off+wLive], m.a[off+wLive], 0
		keys, fixed := m.setOrder(v)
		if !fixed && !e.keep && len(keys) > 1 {
			slices.SortStableFunc(keys, e.compare)
		}
		e.vals(e.items(at+wBuf), keys)
	case kFrame:
		e.frame(off, to)
	case kGlobals:
		e.globals(off, to)
	case kPool:
	case kIter:
		e.iter(off, to)
	case kTask:
		if !e.keep && !m.prog.usesTaskNames {
			m.a[off+wTaskOrdinal] = 0
		}
		e.vals(to[1:], m.a[off+1:off+len(to)])
	default:
		e.vals(to[1:], m.a[off+1:off+len(to)])
	}
}

// iter copies an iterator. One over a dict counts entries, deleted ones
// included; the copy counts those that are left. One over a set with an open
// order holds the rest as a list, which is sorted.
func (e *encoder) iter(off int, to []Value) {
	m := e.m
	f := m.a[off+1 : off+6]
	if iterKind(f[0].int()) == itSet && f[1] != 0 && f[2] == True && !e.keep {
		slices.SortStableFunc(m.listItems(f[1]), e.compare)
	}
	e.vals(to[1:], f)
	if iterKind(f[0].int()) == itDict && f[1] != 0 {
		n := 0
		for i := range min(int(f[2].int()), m.tableUsed(f[1])) {
			if m.a[m.tableEntry(f[1], i)] != 0 {
				n++
			}
		}
		n += max(0, int(f[2].int())-m.tableUsed(f[1])) // it has been cleared, or popitem called
		to[3] = rawInt(int64(n))
	}
}

func (e *encoder) frame(off int, to []Value) {
	m := e.m
	to[wMeta] = m.a[off+wMeta]
	c := m.frameCode(off)
	created := m.frameState(off) == fsCreated && c.flavour != plain
	if m.frameState(off) == fsFinished && c.flavour != plain {
		clear(to[wParent:])
		return
	}
	to[wParent], to[wAux] = e.val(m.a[off+wParent]), e.val(m.a[off+wAux])
	live := c.liveAt(m.framePC(off), m.frameWaiting(off), created)
	for i := range len(c.Locals) {
		if e.keep || live[i>>6]&(1<<(i&63)) != 0 {
			to[wLocals+i] = e.val(m.a[off+wLocals+i])
		} else {
			to[wLocals+i] = 0
		}
	}
	lo := wLocals + len(c.Locals)
	hi := lo + m.frameSP(off)
	e.vals(to[lo:hi], m.a[off+lo:off+hi])
	clear(to[hi:])
}

// spareHandles is the room for more items in the buffer of a pool.
const spareHandles = 2

// pool copies the items of a pool.
func (e *encoder) pool(off int) {
	m := e.m
	p := refValue(off)
	items := m.listItems(p)
	if m.a[m.frozen+rAsyncGens] == p {
		for _, x := range items {
			if e.fwd[x.payload()-m.frozen] == 0 {
				m.dropped = append(m.dropped, x)
			}
		}
	}
	if len(items) > 1 && !e.keep && m.get(p, 3) == True {
		if m.comps != nil { // components have numbers
			slices.SortFunc(items, func(x, y Value) int { return compareInts(e.rank(x), e.rank(y)) })
		} else {
			e.sort(items)
		}
	}
	at := int(e.fwd[off-m.frozen]) - 1
	e.to[at+1], e.to[at+3] = m.a[off+1], m.a[off+3]
	buf := e.take(kBuf, 1+len(items)+spareHandles)
	e.to[at+2] = refValue(e.base + buf)
	to := e.to[buf+1 : buf+1+len(items)+spareHandles]
	e.vals(to, items)
	clear(to[len(items):])
}
