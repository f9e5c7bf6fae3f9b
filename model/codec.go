package model

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// The codec writes the state in the arena as a canonical byte string and reads
// it back. It is also the garbage collector: what the roots do not reach is not
// written.
//
// Objects are numbered in the order in which a breadth-first traversal from the
// roots meets them. A reference is written as that number; where it is the
// first one to its object, the object's kind and size follow it, so that the
// reader can make the object at once and fill it in later, in the same order.
// What does not matter is not written: addresses, spare room, deleted entries,
// dead local variables, finished frames. Collections without an order are
// sorted: sets, and the pools of the scheduler (tasks, timers, and under
// schedule=any the ready handles), which are written last, when the objects in
// them have their numbers.

// codec is the working memory of encode and decode.
type codec struct {
	fwd   []uint32 // by word behind the frozen image: number of the object plus one
	queue []int    // offsets of the objects in the order of their numbers
	pools []int    // pools whose contents are still to be written or read
	perm  [][]int  // of each pool, by order of writing: where its items stood before
}

type encoder struct {
	*codec
	m    *machine
	b    []byte // with room for everything: see maxBytes
	n    int    // bytes written
	keep bool   // keep what is not canonical: orders, names, dead variables
}

// maxBytes is the most that a word of the arena takes when it is written; an
// object's kind and size take the place of its header.
const maxBytes = binary.MaxVarintLen64 + 1

// encodeState writes the state over the bytes of dst and returns it.
func (m *machine) encodeState(dst []byte, keep bool) []byte {
	c := &m.codec
	n := m.top - m.frozen
	if cap(c.fwd) < n {
		c.fwd = make([]uint32, 2*n)
	}
	c.fwd = c.fwd[:n]
	clear(c.fwd)
	c.queue, c.pools, c.perm = c.queue[:0], c.pools[:0], c.perm[:0]
	if cap(dst) < maxBytes*n {
		dst = make([]byte, 2*maxBytes*n)
	}
	e := &m.enc
	*e = encoder{codec: c, m: m, b: dst[:cap(dst)], keep: keep}
	e.visit(m.frozen)
	e.visit(m.globalsAt)
	done := 0
	for pool := 0; ; pool++ {
		for ; done < len(c.queue); done++ {
			e.body(c.queue[done])
		}
		if pool == len(c.pools) {
			return e.b[:e.n]
		}
		e.pool(c.pools[pool])
	}
}

// number returns the number of the object at off, plus one; 0 if it has none.
func (c *codec) number(m *machine, off int) uint32 {
	if off < m.frozen || off-m.frozen >= len(c.fwd) {
		return 0
	}
	return c.fwd[off-m.frozen]
}

func (e *encoder) uint(x uint64) {
	b, n := e.b, e.n
	for x >= 0x80 {
		b[n] = byte(x) | 0x80
		x >>= 7
		n++
	}
	b[n] = byte(x)
	e.n = n + 1
}

// visit numbers the object at off, which must be new, and writes its kind and
// size.
func (e *encoder) visit(off int) {
	m := e.m
	e.queue = append(e.queue, off)
	e.fwd[off-m.frozen] = uint32(len(e.queue))
	k := m.kindAt(off)
	e.b[e.n] = byte(k)
	e.n++
	v := refValue(off)
	switch k {
	case kList:
		e.uint(uint64(m.listLen(v)))
	case kDict, kSet, kFrozenSet:
		e.uint(uint64(m.tableLen(v)))
	case kDeque:
		e.uint(uint64(m.dequeLen(v)))
	case kFrame:
		// Its parts one by one: together they would take many bytes.
		meta := uint64(m.a[off+wMeta])
		e.b[e.n] = byte(meta & (1<<metaSPShift - 1))
		e.n++
		e.uint(meta >> metaSPShift & (1<<metaSPBits - 1))
		e.uint(meta >> metaPCShift & (1<<metaPCBits - 1))
		e.uint(meta >> metaCodeShift)
	case kPool:
		e.pools = append(e.pools, off)
	default:
		e.uint(uint64(m.sizeAt(off) - 1))
	}
}

// val writes a value.
func (e *encoder) val(v Value) {
	if v&tagMask != tagRef {
		if v&tagMask == tagInt {
			n := v.int()
			v = Value(n<<1^n>>63)<<tagBits | tagInt
		}
		e.uint(uint64(v))
		return
	}
	if v == 0 {
		e.b[e.n] = 0
		e.n++
		return
	}
	off := v.payload()
	if off < e.m.frozen {
		e.uint(uint64(off)<<1<<tagBits | 1<<tagBits | tagRef)
		return
	}
	if e.m.freezing != nil {
		if to, ok := e.m.freezing[off]; ok {
			e.uint(uint64(to)<<1<<tagBits | 1<<tagBits | tagRef)
			return
		}
	}
	n := e.fwd[off-e.m.frozen]
	if n == 0 {
		e.uint(uint64(len(e.queue)+1) << 1 << tagBits)
		e.visit(off)
		return
	}
	e.uint(uint64(n) << 1 << tagBits)
}

// vals writes values one after another.
func (e *encoder) vals(vs []Value) {
	for _, v := range vs {
		switch {
		case v == 0 || v < 0x80 && v&tagMask == tagConst:
			e.b[e.n] = byte(v)
			e.n++
		case v < 8<<tagBits && v&tagMask == tagInt:
			e.b[e.n] = byte(v>>tagBits<<(tagBits+1) | tagInt) // twice the number: it is not negative
			e.n++
		default:
			e.val(v)
		}
	}
}

// fields writes values of which many are 0: for each maskWords of them, which
// are not, and those.
func (e *encoder) fields(vs []Value) {
	for len(vs) > 0 {
		n := min(len(vs), maskWords)
		mask := uint64(0)
		for i, v := range vs[:n] {
			if v != 0 {
				mask |= 1 << i
			}
		}
		e.uint(mask)
		for _, v := range vs[:n] {
			if v != 0 {
				e.val(v)
			}
		}
		vs = vs[n:]
	}
}

// maskWords is how many words a mask of two bytes is about.
const maskWords = 14

// sparse reports whether objects of a kind are written by fields.
func (k kind) sparse() bool { return k >= firstInstanceKind || k == kNativeCoro || k == kRoot }

// body writes the fields of the object at off.
func (e *encoder) body(off int) {
	m := e.m
	v := refValue(off)
	switch k := m.kindAt(off); k {
	case kList:
		e.vals(m.listItems(v))
	case kDeque:
		e.val(m.get(v, 4))
		for i := range m.dequeLen(v) {
			e.val(*m.dequeSlot(v, i))
		}
	case kDict:
		e.val(m.get(v, wFactory))
		e.val(m.get(v, wDictClass))
		for i := range m.tableUsed(v) {
			p := m.tableEntry(v, i)
			if m.a[p] != 0 {
				e.val(m.a[p])
				e.val(m.a[p+1])
			}
		}
	case kSet, kFrozenSet:
		keys, fixed := m.setOrder(v)
		if !fixed && !e.keep && len(keys) > 1 {
			slices.SortStableFunc(keys, e.compare)
		}
		for _, x := range keys {
			e.val(x)
		}
	case kFrame:
		e.frame(off)
	case kPool:
	case kIter:
		e.iter(off)
	case kTask:
		if !e.keep && !m.prog.usesTaskNames {
			m.a[off+wTaskOrdinal] = 0
		}
		e.fields(m.a[off+1 : off+m.sizeAt(off)])
	default:
		if k.sparse() {
			e.fields(m.a[off+1 : off+m.sizeAt(off)])
		} else {
			e.vals(m.a[off+1 : off+m.sizeAt(off)])
		}
	}
}

// iter writes an iterator. One over a dict counts entries, deleted ones
// included; what is written counts those that are left. One over a set with an
// open order holds the rest as a list, which is sorted.
func (e *encoder) iter(off int) {
	m := e.m
	f := m.a[off+1 : off+6]
	if iterKind(f[0].int()) == itDict && f[1] != 0 {
		n := 0
		for i := range min(int(f[2].int()), m.tableUsed(f[1])) {
			if m.a[m.tableEntry(f[1], i)] != 0 {
				n++
			}
		}
		for i, x := range f {
			if i == 2 {
				x = rawInt(int64(n))
			}
			e.val(x)
		}
		return
	}
	if iterKind(f[0].int()) == itSet && f[1] != 0 && f[2] == True && !e.keep {
		slices.SortStableFunc(m.listItems(f[1]), e.compare)
	}
	for _, x := range f {
		e.val(x)
	}
}

func (e *encoder) frame(off int) {
	m := e.m
	if m.frameState(off) == fsFinished && m.frameCode(off).flavour != plain {
		return
	}
	c := m.frameCode(off)
	e.val(m.a[off+wParent])
	e.val(m.a[off+wAux])
	live := c.liveAt(m.framePC(off), m.frameWaiting(off), m.frameState(off) == fsCreated && c.flavour != plain)
	lo := off + wLocals
	for i := range len(c.Locals) {
		if e.keep || live[i>>6]&(1<<(i&63)) != 0 {
			e.val(m.a[lo+i])
		}
	}
	lo += len(c.Locals)
	e.vals(m.a[lo : lo+m.frameSP(off)])
}

// pool writes the contents of a pool.
func (e *encoder) pool(off int) {
	m := e.m
	items := append([]Value(nil), m.listItems(refValue(off))...)
	perm := make([]int, len(items))
	for i := range perm {
		perm[i] = i
	}
	if !e.keep && m.get(refValue(off), 3) == True {
		slices.SortStableFunc(perm, func(i, j int) int { return e.compare(items[i], items[j]) })
	}
	if m.a[m.frozen+rAsyncGens] == refValue(off) {
		for _, x := range items {
			if e.fwd[x.payload()-m.frozen] == 0 {
				m.dropped = append(m.dropped, x)
			}
		}
	}
	e.perm = append(e.perm, perm)
	e.uint(uint64(len(items)))
	e.val(m.get(refValue(off), 3))
	for _, i := range perm {
		e.val(items[i])
	}
}

// compare orders values by what is canonical about them: plain values by kind
// and content, objects by their numbers, and those that have none yet by what
// they hold.
func (e *encoder) compare(x, y Value) int { return e.compareTo(x, y, 8) }

// compareTo is compare that looks so deep into objects without a number.
func (e *encoder) compareTo(x, y Value, depth int) int {
	if x == y {
		return 0
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
	if depth == 0 {
		return 0
	}
	var u, v []Value
	switch e.m.kindAt(p) {
	case kHandle, kTuple, kMethod, kPartial, kFuture, kInstance, kException, kCell, kNativeCoro, kANext, kThread, kMutex, kMonitor, kGate:
		u, v = e.m.a[p+1:p+e.m.sizeAt(p)], e.m.a[q+1:q+e.m.sizeAt(q)]
	case kTask:
		for i := 1; i < taskWords; i++ {
			if i == wTaskOrdinal && !e.m.prog.usesTaskNames {
				continue
			}
			if c := e.compareTo(e.m.a[p+i], e.m.a[q+i], depth-1); c != 0 {
				return c
			}
		}
	case kList, kPool:
		u, v = e.m.listItems(x), e.m.listItems(y)
	case kFrame:
		if c := compareInts(int64(e.m.a[p+wMeta]), int64(e.m.a[q+wMeta])); c != 0 {
			return c
		}
		if c := e.compareFrames(p, q, depth-1); c != 0 || !e.m.prog.threaded {
			return c
		}
		return e.compareTo(e.m.a[p+wParent], e.m.a[q+wParent], depth-1)
	}
	if c := compareInts(int64(len(u)), int64(len(v))); c != 0 {
		return c
	}
	for i := range u {
		if c := e.compareTo(u[i], v[i], depth-1); c != 0 {
			return c
		}
	}
	return 0
}

// compareFrames orders two frames that stand at the same place by their live
// locals and their stacks.
func (e *encoder) compareFrames(p, q, depth int) int {
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
		if c := e.compareTo(m.a[p+wLocals+i], m.a[q+wLocals+i], depth); c != 0 {
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

// decodeState makes the state that b describes the contents of the arena.
func (m *machine) decodeState(b []byte) { m.read(b, false) }

// read is decodeState for what was written with or without keep.
func (m *machine) read(b []byte, keep bool) {
	d := &m.dec
	*d = decoder{m: m, b: b, keep: keep}
	c := &m.codec
	c.queue, c.pools = c.queue[:0], c.pools[:0]
	m.top = m.frozen
	d.object()
	d.object()
	done := 0
	for pool := 0; ; pool++ {
		for ; done < len(c.queue); done++ {
			d.body(c.queue[done])
		}
		if pool == len(c.pools) {
			return
		}
		p := refValue(c.pools[pool])
		n := int(d.uint())
		m.set(p, 3, d.val())
		buf := m.alloc(kBuf, 1+n+2)
		m.set(p, 1, rawInt(int64(n)))
		m.set(p, 2, refValue(buf))
		for i := range n {
			m.a[buf+1+i] = d.val()
		}
	}
}

type decoder struct {
	m *machine
	b []byte
	n int // bytes read

	keep bool // as the encoder's
}

func (d *decoder) uint() uint64 {
	x := uint64(d.b[d.n])
	d.n++
	if x < 0x80 {
		return x
	}
	x &= 0x7f
	for shift := 7; ; shift += 7 {
		c := d.b[d.n]
		d.n++
		x |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return x
		}
	}
}

// object makes the object whose kind and size come next.
func (d *decoder) object() Value {
	m := d.m
	k := kind(d.b[d.n])
	d.n++
	var v Value
	switch k {
	case kList:
		n := int(d.uint())
		v = m.newList(n)
		m.set(v, 1, rawInt(int64(n)))
	case kDict, kSet, kFrozenSet:
		n := int(d.uint())
		v = m.newTable(k, n)
		m.set(v, wUsed, rawInt(int64(n)))
		m.set(v, wLive, rawInt(int64(n)))
	case kDeque:
		n := int(d.uint())
		v = m.newDeque(None)
		m.set(v, 3, refValue(m.alloc(kBuf, 1+n+1)))
		m.set(v, 2, rawInt(int64(n)))
	case kFrame:
		meta := Value(d.b[d.n])
		d.n++
		meta |= Value(d.uint()) << metaSPShift
		meta |= Value(d.uint()) << metaPCShift
		meta |= Value(d.uint()) << metaCodeShift
		c := m.prog.codes[uint64(meta)>>metaCodeShift]
		f := m.alloc(kFrame, c.frameSize)
		m.a[f+wMeta] = meta
		v = refValue(f)
	case kPool:
		v = refValue(m.alloc(kPool, 4))
		m.codec.pools = append(m.codec.pools, v.payload())
	default:
		v = refValue(m.alloc(k, int(d.uint())+1))
	}
	m.codec.queue = append(m.codec.queue, v.payload())
	return v
}

func (d *decoder) val() Value {
	n := d.uint()
	switch n & tagMask {
	case tagRef:
		p := n >> tagBits
		if p == 0 {
			return 0
		}
		if p&1 == 1 {
			return refValue(int(p >> 1))
		}
		p >>= 1
		if int(p) > len(d.m.codec.queue) {
			return d.object()
		}
		return refValue(d.m.codec.queue[p-1])
	case tagInt:
		p := n >> tagBits
		return rawInt(int64(p>>1) ^ -int64(p&1))
	}
	return Value(n)
}

func (d *decoder) body(off int) {
	m := d.m
	v := refValue(off)
	switch k := m.kindAt(off); k {
	case kList:
		items := m.listItems(v)
		for i := range items {
			items[i] = d.val()
		}
	case kDeque:
		m.set(v, 4, d.val())
		for i := range m.dequeLen(v) {
			*m.dequeSlot(v, i) = d.val()
		}
	case kDict:
		m.set(v, wFactory, d.val())
		m.set(v, wDictClass, d.val())
		for i := range m.tableUsed(v) {
			p := m.tableEntry(v, i)
			m.a[p] = d.val()
			m.a[p+1] = d.val()
		}
	case kSet, kFrozenSet:
		for i := range m.tableUsed(v) {
			m.a[m.tableEntry(v, i)] = d.val()
		}
	case kFrame:
		c := m.frameCode(off)
		if m.frameState(off) == fsFinished && c.flavour != plain {
			return
		}
		m.a[off+wParent] = d.val()
		m.a[off+wAux] = d.val()
		live := c.liveAt(m.framePC(off), m.frameWaiting(off), m.frameState(off) == fsCreated && c.flavour != plain)
		lo := off + wLocals
		for i := range len(c.Locals) {
			if d.keep || live[i>>6]&(1<<(i&63)) != 0 {
				m.a[lo+i] = d.val()
			}
		}
		lo += len(c.Locals)
		for i := range m.frameSP(off) {
			m.a[lo+i] = d.val()
		}
	case kPool:
	default:
		if k.sparse() {
			d.fields(m.a[off+1 : off+m.sizeAt(off)])
		} else {
			d.vals(m.a[off+1 : off+m.sizeAt(off)])
		}
	}
}

// fields reads what the encoder's fields has written, over zeros.
func (d *decoder) fields(vs []Value) {
	for len(vs) > 0 {
		n := min(len(vs), maskWords)
		for mask := d.uint(); mask != 0; mask &= mask - 1 {
			vs[bits.TrailingZeros64(mask)] = d.val()
		}
		vs = vs[n:]
	}
}

// vals reads values one after another.
func (d *decoder) vals(vs []Value) {
	for i := range vs {
		vs[i] = d.val()
	}
}

// collectGarbage drops what the step does not need any more, and moves the rest.
// Everything that is alive must be reachable from the roots, the running frame
// and the machine's own fields: that is so in the outermost run of a step where
// overdue is called, if the Go code that started the run holds no Value over it
// (machine.movable).
func (m *machine) collectGarbage() {
	if m.depth > 1 || !m.movable {
		m.gcAt = m.top + m.room()
		return
	}
	running := refValue(m.fr)
	held := []*Value{&m.exc, &m.current, &m.stop, &m.clock, &m.actorMoved, &running}
	m.hold(held...)
	buf := m.encodeState(nil, true)
	old := append([]int(nil), m.codec.queue...)
	m.read(buf, true)
	l := m.a[m.frozen+rHeld]
	for i, v := range held {
		*v = m.listItems(l)[i]
	}
	m.a[m.frozen+rHeld] = 0
	m.fr = running.payload()
	if m.trace != nil {
		m.trace.move(old, m.codec.queue)
	}
	m.moveEvents(old, m.codec.queue)
	m.gcAt = m.top + m.room()
	m.budget -= (m.top - m.frozen) / 4
	if m.cfg.plain.collectMuch {
		m.gcAt = 0
	}
}

// hold makes values that only the machine has reachable from the roots.
func (m *machine) hold(held ...*Value) {
	l := m.newList(len(held))
	for _, v := range held {
		m.listAppend(l, *v)
	}
	m.a[m.frozen+rHeld] = l
}

// reapSoon asks for reap at the next place where everything is in frames. It
// is called when the frame f lets go of its words from lo to hi, if an async
// generator is among them.
func (m *machine) reapSoon(lo, hi int) {
	for _, v := range m.a[lo:hi] {
		if m.suspendedGen(v) {
			m.reaping = true
			m.gcAt = -1
		}
	}
}

// reap closes the async generators that nothing refers to any more, while a
// step runs: what closes them is scheduled at once, as in CPython, where the
// reference count drops to 0 at this moment. kept is alive too. In a nested run
// it is left to the end of the step.
func (m *machine) reap(kept Value) {
	m.reaping = false
	r := m.frozen
	if m.depth > 1 || m.a[r+rAsyncGens] == 0 {
		return
	}
	running := refValue(m.fr)
	m.hold(&m.exc, &m.current, &kept, &m.clock, &m.actorMoved, &running)
	m.dropped = m.dropped[:0]
	m.encodeState(nil, true)
	m.a[r+rHeld] = 0
	exc := m.exc
	m.exc = 0
	m.closeDropped()
	m.exc = exc
}

const gcWords = 1 << 20

// room is how many words may be used before garbage is collected again. A table
// that has come out of a collection needs up to eight times its size for the
// first item that is added: a larger buffer and an index.
func (m *machine) room() int {
	live := m.top - m.frozen
	return max(gcWords, live, min(8*live, (arenaWords-m.top)/2))
}
