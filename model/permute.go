package model

import (
	"cmp"
	"slices"
)

// Of all states that differ in the numbers of places the one is kept in which they are
// in the order of what is known of each: the thread that holds it, the items that lists
// have there. If that says nothing about the order of some, all orders that there can be
// are tried if places can only be rotated, and the state is taken whose words are least;
// if any permutation will do, they are left as they are: like states may be taken for
// several then.

// A permutation says what becomes of places.
type permutation struct {
	turn []int // number after, by number before
	back []int // the inverse
	// plain is true if places become what they stand for, numbers and lists like any
	// others, as if none had been made.
	plain bool
}

func (p *permutation) set(k, to int) { p.turn[k], p.back[to] = to, k }

func newPermutation(n int) *permutation {
	p := &permutation{turn: make([]int, n), back: make([]int, n)}
	for k := range n {
		p.set(k, k)
	}
	return p
}

// placing is how a machine's states are permuted.
type placing struct {
	perm    *permutation // of the state that was encoded last
	home    *permutation // what leads back to the numbers of the run that is being unfolded
	keys    []uint64     // what is known of each place, as a hash
	apart   bool         // how far places are from each other counts
	lists   []Value      // those by place
	anchors []int        // the place of each thread, -1 if it has none
	firsts  []int        // rotations that may be the one
	least   []Value      // the copy that is the least so far
	frozen  []Value      // tuples of the image that have been copied, with places
}

// went takes note, while a run is unfolded, that it has gone on to the state that was
// encoded last.
func (p *placing) went() {
	if p.perm == nil {
		return
	}
	if p.home == nil {
		p.home = newPermutation(len(p.perm.turn))
	}
	home := &permutation{turn: make([]int, len(p.perm.turn)), back: make([]int, len(p.perm.turn)), plain: true}
	for k, to := range p.perm.turn {
		home.set(to, p.home.turn[k])
	}
	p.home = home
}

// copyPermuted is copyState for a state that has places.
func (m *machine) copyPermuted(base int) []Value {
	p := &m.placing
	n := m.places()
	if m.unfolding && !m.finishing {
		if p.home == nil { // they have been made in this step
			p.home = newPermutation(n)
			p.home.plain = true
		}
		return m.copyWith(p.home, false, base)
	}
	if p.perm == nil || len(p.perm.turn) != n {
		p.perm = newPermutation(n)
	}
	if m.anyOrder() {
		m.describePlaces(n)
		p.firsts = p.firsts[:0]
		for k := range n {
			p.firsts = append(p.firsts, k)
		}
		slices.SortStableFunc(p.firsts, func(k, l int) int { return cmp.Compare(p.keys[k], p.keys[l]) })
		for to, k := range p.firsts {
			p.perm.set(k, to)
		}
		return m.copyWith(p.perm, false, base)
	}
	m.sketchPlaces(n)
	if p.leastRotations(n); len(p.firsts) > 1 {
		m.describePlaces(n)
		p.leastRotations(n)
	}
	best := 0
	for i, r := range p.firsts {
		p.rotate(r)
		words := m.copyWith(p.perm, false, base)
		switch {
		case len(p.firsts) == 1:
			return words
		case i == 0 || slices.Compare(words, p.least) < 0:
			best = r
			p.least = append(p.least[:0], words...)
		}
	}
	p.rotate(best)
	return m.copyWith(p.perm, false, base)
}

// anyOrder reports whether places are alike in any order, and not only rotated.
func (m *machine) anyOrder() bool { return m.red.assumed&placesUnordered != 0 }

// rotate makes the place r the first.
func (p *placing) rotate(r int) {
	n := len(p.perm.turn)
	for k := range n {
		p.perm.set(k, (k-r+n)%n)
	}
}

// leastRotations finds the places that may be the first: those from which on the keys
// are least.
func (p *placing) leastRotations(n int) {
	p.firsts = append(p.firsts[:0], 0)
	for r := 1; r < n; r++ {
		c := 0
		for j := 0; j < n && c == 0; j++ {
			c = cmp.Compare(p.keys[(r+j)%n], p.keys[(p.firsts[0]+j)%n])
		}
		if c < 0 {
			p.firsts = p.firsts[:0]
		}
		if c <= 0 {
			p.firsts = append(p.firsts, r)
		}
	}
}

// mix is a step of a hash.
func mix(h, x uint64) uint64 {
	h ^= x
	h *= 0x9e3779b97f4a7c15
	return h ^ h>>29
}

// sketchPlaces makes keys of the n places, which do not depend on their numbers, of no
// more than where the threads stand. Most often that is enough.
func (m *machine) sketchPlaces(n int) {
	p := &m.placing
	p.keys = slices.Grow(p.keys[:0], n)[:n]
	clear(p.keys)
	p.anchors = p.anchors[:0]
	for _, t := range m.threads() {
		k := m.anchor(t)
		p.anchors = append(p.anchors, k)
		if k >= 0 {
			f := m.get(t, wThreadFrame).payload()
			p.keys[k] += mix(mix(uint64(m.get(t, wThreadOp)), uint64(m.get(t, wThreadFlags))), uint64(m.a[f+wMeta]))
		}
	}
}

// describePlaces makes keys of all that is known of the n places.
func (m *machine) describePlaces(n int) {
	p := &m.placing
	m.sketchPlaces(n)
	p.lists = p.lists[:0]
	p.apart = !m.anyOrder()
	for off := m.frozen; off < m.top; off += m.sizeAt(off) {
		v := refValue(off)
		switch m.kindAt(off) {
		case kList:
			if m.byPlace(v) {
				p.lists = append(p.lists, v)
			} else {
				p.describeHeld(1, m.listItems(v))
				m.describeObjects(m.listItems(v))
			}
		case kDeque:
			for i := range m.dequeLen(v) {
				if x := *m.dequeSlot(v, i); isPlace(x) {
					_, k, _ := placeParts(x)
					p.keys[k] += mix(2, uint64(i))
				}
			}
		case kDict:
			if n := m.tableUsed(v); n > 0 {
				p.describeHeld(3, m.a[m.tableEntry(v, 0):m.tableEntry(v, n)])
			}
		case kGlobals, kCell:
			p.describeHeld(4, m.a[off+1:off+m.sizeAt(off)])
		}
	}
	for i, t := range m.threads() {
		if k := p.anchors[i]; k >= 0 {
			p.keys[k] += m.describeThread(t, k, n)
		}
	}
	for i, l := range p.lists {
		for k, v := range m.rawItems(l) {
			p.keys[k] += m.describeItem(mix(uint64(i), 5), v, k, n)
		}
	}
}

// describeHeld adds to the keys of the places among words where they are.
func (p *placing) describeHeld(what uint64, words []Value) {
	for i, v := range words {
		if isPlace(v) {
			_, k, _ := placeParts(v)
			p.keys[k] += mix(what, uint64(i))
		}
	}
}

// describeObjects adds to the keys where among words the threading.Threads are of the
// threads that have places.
func (m *machine) describeObjects(words []Value) {
	if len(words) == 0 || !m.isThread(words[0]) {
		return
	}
	for i, t := range m.threads() {
		if j := slices.Index(words, m.get(t, wThreadObject)); j >= 0 && m.placing.anchors[i] >= 0 {
			m.placing.keys[m.placing.anchors[i]] += mix(7, uint64(j))
		}
	}
}

// liveWords returns the variables and the stack of a frame, and which of the variables
// are live.
func (m *machine) liveWords(f int) (words []Value, live []uint64, locals int) {
	c := m.frameCode(f)
	if m.frameState(f) == fsFinished && c.flavour != plain {
		return nil, nil, 0
	}
	locals = len(c.Locals)
	live = c.liveAt(m.framePC(f), m.frameWaiting(f), m.frameState(f) == fsCreated && c.flavour != plain)
	return m.a[f+wLocals : f+wLocals+locals+m.frameSP(f)], live, locals
}

// anchor returns the place that a thread holds, the innermost if it holds several, -1 if
// it holds none.
func (m *machine) anchor(t Value) int {
	for f := m.get(t, wThreadFrame).payload(); f != 0; f = m.frameParent(f) {
		words, live, locals := m.liveWords(f)
		for i, v := range words {
			if v&tagMask != tagRef || i < locals && live[i>>6]&(1<<(i&63)) == 0 {
				continue
			}
			if v = m.inCell(v); isPlace(v) {
				_, k, _ := placeParts(v)
				return k
			}
		}
	}
	return -1
}

// inCell returns what a variable that functions share holds.
func (m *machine) inCell(v Value) Value {
	if !isPlace(v) && m.is(v, kCell) {
		return m.get(v, 1)
	}
	return v
}

// describeThread is a hash of a thread at place k.
func (m *machine) describeThread(t Value, k, n int) uint64 {
	h := mix(6, uint64(m.get(t, wThreadOp)))
	h = mix(h, uint64(m.get(t, wThreadFlags)))
	if o := m.get(t, wThreadObj); o != 0 {
		h = m.describeItem(h, o, k, n)
		if m.is(o, kMonitor) {
			h = mix(h, uint64(slices.Index(m.waiters(o), t)))
		}
	}
	for f := m.get(t, wThreadFrame).payload(); f != 0; f = m.frameParent(f) {
		h = mix(h, uint64(m.a[f+wMeta]))
		words, live, locals := m.liveWords(f)
		for i, v := range words {
			if i >= locals || live[i>>6]&(1<<(i&63)) != 0 {
				h = m.describeItem(h, m.inCell(v), k, n)
			}
		}
	}
	return h
}

// describeItem adds to a hash what v is, seen from place k.
func (m *machine) describeItem(h uint64, v Value, k, n int) uint64 {
	p := &m.placing
	switch {
	case !v.isRef() || v.payload() < m.frozen:
		return mix(h, uint64(v))
	case isPlace(v):
		_, l, offset := placeParts(v)
		return mix(mix(h, p.from(k, l, n)), uint64(offset))
	}
	for _, l := range p.lists {
		if items := m.rawItems(l); items[0].isRef() {
			if i := slices.Index(items, v); i >= 0 {
				h = mix(h, p.from(k, i, n))
				break
			}
		}
	}
	h = mix(h, uint64(m.a[v.payload()]))
	switch m.kindOf(v) {
	case kMonitor:
		h = mix(h, uint64(len(m.waiters(v))))
	case kMutex:
		if o := m.get(v, wMutexOwner); o != 0 {
			if i := slices.Index(m.threads(), o); i >= 0 && p.anchors[i] >= 0 {
				h = mix(h, 1+p.from(k, p.anchors[i], n))
			}
		}
	case kList:
		h = mix(h, uint64(m.listLen(v)))
	case kDeque:
		h = mix(h, uint64(m.dequeLen(v)))
	}
	return h
}

// from is how far place l is from place k, as far as that does not depend on their
// numbers.
func (p *placing) from(k, l, n int) uint64 {
	switch {
	case p.apart && l < k:
		return uint64(l - k + n)
	case p.apart:
		return uint64(l - k)
	case k != l:
		return 1
	}
	return 0
}

// placeFor returns what stands in the copy for a value that is no object of the state.
func (e *encoder) placeFor(v Value) Value {
	if e.perm == nil || !isPlace(v) {
		return v
	}
	n, k, offset := placeParts(v)
	if e.perm.plain {
		return rawInt(int64(e.perm.turn[k] + offset))
	}
	return placeValue(n, e.perm.turn[k], offset)
}

// asFrozen returns the tuple of the frozen image of which the tuple at off is a copy with
// places, 0 if it is none.
func (e *encoder) asFrozen(off int) Value {
	m := e.m
	words := m.items(refValue(off))
	for _, v := range m.placing.frozen {
		if slices.EqualFunc(m.items(v), words, func(x, y Value) bool { return x == e.placeFor(y) }) {
			return v
		}
	}
	return 0
}

// markByPlace makes the copy of a list at a place of the copy one by place if v is.
func (e *encoder) markByPlace(at int, v Value) {
	if e.m.byPlace(v) && (e.perm == nil || !e.perm.plain) {
		e.to[at+2] += refValue(byPlaceAt)
	}
}

// listItems copies the items of a list.
func (e *encoder) listItems(dst []Value, l Value) {
	if e.perm == nil || !e.m.byPlace(l) {
		e.vals(dst, e.m.rawItems(l))
		return
	}
	src := e.m.rawItems(l)
	for i := range src {
		dst[i] = e.val(src[e.perm.back[i]])
	}
}

// inNewOrder returns the items of a list or pool in the order in which they are copied.
func (e *encoder) inNewOrder(l Value) []Value {
	items := e.m.rawItems(l)
	if e.perm == nil || !e.m.byPlace(l) {
		return items
	}
	moved := make([]Value, len(items))
	for i := range items {
		moved[i] = items[e.perm.back[i]]
	}
	return moved
}
