package model

import (
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/zeebo/xxh3"
)

// Components of states (see collapse.go). What a component holds is kept once, in a
// table that all machines of a system share, and has a number there. A state is then
// the list of these numbers, 4 bytes each, by component; 0 is a component that is not
// there. (State vectors in parts that are kept once: Holzmann, State compression in
// SPIN: recursive indexing and compression training runs, 1997.)

// A content is what a component holds: objects, the first of which is the one that the
// component is for, in canonical form.
type content struct {
	words    []Value
	own      []uint32 // the words that refer to objects of the content: to their places in it
	others   []uint32 // the words that refer to components
	out      []uint16 // these components, each once
	leads    few128   // those of them below 128
	key      xxh3.Uint128
	pool     []uint16             // of the pool, and of the root if that is a part of it: the threads that have begun and not ended
	daemons  int                  // of the root: so many of them do not keep the interpreter from ending
	begins   *effect              // of a thread: what it does next
	selected atomic.Uint32        // of a thread: the content if a notify has selected it, once that is known
	queue    atomic.Pointer[line] // of a queue, once it is known
}

const (
	contentPage  = 1 << 12
	contentPages = 1 << 12
)

// contents is the table.
type contents struct {
	pages [contentPages]atomic.Pointer[[contentPage]content]
	gone  [maxComponents]atomic.Uint32 // by component: the content if nothing leads to it any more, once that is known

	_     [64]byte // what is written often lies apart from what every step reads
	mutex sync.Mutex
	known map[xxh3.Uint128]uint32
	pairs map[[2]uint32]uint32 // see pairs
	n     uint32
	bytes atomic.Int64
}

func newContents() *contents {
	t := &contents{known: make(map[xxh3.Uint128]uint32), pairs: make(map[[2]uint32]uint32)}
	t.n = 1
	t.pages[0].Store(new([contentPage]content))
	return t
}

// at returns the content with a number.
func (t *contents) at(id uint32) *content {
	return &t.pages[id/contentPage].Load()[id%contentPage]
}

// without returns the number of what a component holds that nothing leads to any more: no
// words. It returns 0 if the table is full.
func (t *contents) without(component int) uint32 {
	known := &t.gone[component]
	if known.Load() == 0 {
		known.Store(t.add(component, nil, func(*content) {}))
	}
	return known.Load()
}

// add returns the number of what a component holds. The words are copied. It returns 0
// if the table is full, or has another content with the same hash.
func (t *contents) add(component int, words []Value, describe func(*content)) uint32 {
	// Seeds that lie near each other let hashes of few words collide.
	key := xxh3.Hash128Seed(bytesOf(words), mix(0, uint64(component)+1))
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if id, ok := t.known[key]; ok {
		if !slices.Equal(t.at(id).words, words) {
			return 0
		}
		return id
	}
	if t.n == contentPage*contentPages {
		return 0
	}
	id := t.n
	t.n++
	if id%contentPage == 0 {
		t.pages[id/contentPage].Store(new([contentPage]content))
	}
	c := t.at(id)
	c.words, c.key = slices.Clone(words), key
	describe(c)
	t.known[key] = id
	t.bytes.Add(int64(len(words)*wordBytes+4*(len(c.own)+len(c.others))+2*len(c.out)) + int64(unsafe.Sizeof(*c)))
	if c.begins != nil {
		t.bytes.Add(int64(unsafe.Sizeof(*c.begins)))
	}
	return id
}

// pairs are the numbers of pairs of contents, of which a machine remembers some. Each
// effect depends on the root and on the module-level variables; their pair is looked up
// once a state.
type pairs [64]struct {
	pair   [2]uint32
	number uint32
}

// number returns the number of a pair of contents.
func (p *pairs) number(t *contents, a, b uint32) uint32 {
	pair := [2]uint32{a, b}
	at := &p[(a*31+b)%uint32(len(p))]
	if at.number == 0 || at.pair != pair {
		t.mutex.Lock()
		n, ok := t.pairs[pair]
		if !ok {
			n = uint32(len(t.pairs)) + 1
			t.pairs[pair] = n
			t.bytes.Add(24)
		}
		t.mutex.Unlock()
		at.pair, at.number = pair, n
	}
	return at.number
}

// References to components that are not in the arena. They lie far behind its end, so
// that whoever looks into such a component ends in an index out of range: nothing of
// it can be read unnoticed.
const (
	beyond        = 1 << 31
	beyondBits    = 19 // words of an object
	maxComponents = 1 << 11
)

func beyondRef(component int) Value { return refValue(beyond + component<<beyondBits) }

// beyondAt returns the component that an offset is in which is in no arena, -1 if it is
// not such an offset.
func beyondAt(off int) int {
	if off < beyond || off >= beyond+maxComponents<<beyondBits {
		return -1
	}
	return (off - beyond) >> beyondBits
}

// components are where components lie in an arena, and the working memory of taking an
// arena apart into what its components hold.
type components struct {
	off    [maxComponents]int32 // of the component's first object, 0 if it is not in the arena
	rest   [maxComponents]int32 // where word 0 would lie if all lay where what is behind that object does
	loaded []int                // the components that are, in the order in which they came
	from   []int                // by loaded component: where its objects begin in the copy; and their end
	found  []uint32             // by loaded component: the number of its content
	before []int                // the components that were loaded before the step
	unseen []unseen             // what the step has done to queues that are not in the arena
}

// The components of each state: the root, the module-level variables, and the pool of the
// threads, unless that has one thread only and is a part of the root. So whether a thread
// is alone can be told without a look at the pool.
const (
	rootComponent = iota
	globalsComponent
	poolComponent

	// freeComponent is none: where it stands in a state being expanded is the number
	// that the main thread's next component will have.
	freeComponent = maxComponents - 1
)

// putFirst empties the arena and puts the root and the global variables there.
func (m *machine) putFirst(root, globals *content) {
	l := m.comps
	for _, k := range l.loaded {
		l.off[k] = 0
	}
	l.loaded = append(l.loaded[:0], rootComponent, globalsComponent)
	m.top = m.frozen
	for k, c := range [...]*content{root, globals} {
		l.off[k] = int32(m.top)
		m.top += copy(m.a[m.top:], c.words[:c.words[0]>>hdrKindBits])
	}
	for k, c := range [...]*content{root, globals} {
		first := int(c.words[0] >> hdrKindBits)
		if m.top+len(c.words) > len(m.a) {
			m.arenaFull()
		}
		l.rest[k] = int32(m.top - first)
		m.top += copy(m.a[m.top:], c.words[first:])
	}
}

// put puts component k, which holds c, behind what is in the arena.
func (m *machine) put(k int, c *content) {
	if m.top+len(c.words) > len(m.a) {
		m.arenaFull()
	}
	l := m.comps
	l.off[k], l.rest[k] = int32(m.top), int32(m.top)
	m.top += copy(m.a[m.top:], c.words)
	l.loaded = append(l.loaded, k)
}

// join lets the components in the arena, which hold what contents says, refer to each
// other.
func (m *machine) join(contents func(k int) *content) {
	l := m.comps
	for _, k := range l.loaded {
		c := contents(k)
		off, rest, first := int(l.off[k]), int(l.rest[k]), int(c.words[0]>>hdrKindBits)
		word := func(i uint32) *Value {
			if int(i) < first {
				return &m.a[off+int(i)]
			}
			return &m.a[rest+int(i)]
		}
		for _, i := range c.own {
			if w := word(i); w.payload() == m.frozen {
				*w = refValue(off)
			} else {
				*w += refValue(rest) - refValue(m.frozen)
			}
		}
		for _, i := range c.others {
			w := word(i)
			if at := l.off[beyondAt(w.payload())]; at != 0 {
				*w = refValue(int(at))
			}
		}
	}
}

// component returns the component that an offset is the first object of, or lies in if
// it is in no arena; -1 if there is none.
func (m *machine) component(off int) int {
	if k := beyondAt(off); k >= 0 {
		return k
	}
	for _, k := range m.comps.loaded {
		if int(m.comps.off[k]) == off {
			return k
		}
	}
	return -1
}

// makeComponent makes the object at off a component; used tells which there are
// already. What the main thread makes has a number that never was another's: then the
// numbers do not depend on when other threads end. Those of what other threads make are
// used again, as they may go on making things for ever.
func (m *machine) makeComponent(off int, used func(k int) bool) {
	l := m.comps
	others := m.actorMoved != 0 && m.actorMoved != m.a[m.frozen+rMainThread]
	for k := range freeComponent {
		if l.off[k] == 0 && !used(k) && ofOthers(k) == others && k != poolComponent {
			l.off[k] = int32(off)
			l.loaded = append(l.loaded, k)
			m.openQueue(off)
			return
		}
	}
	panic(noParts{})
}

// ofOthers reports whether a number is for components that other threads than the main
// one make.
func ofOthers(k int) bool { return k%4 == 3 }

// noParts ends the search of states in components.
type noParts struct{}

// splitPool makes the pool of the threads, if it is in the arena, a component or a part of
// the root.
func (m *machine) splitPool() {
	pool, l := m.a[m.frozen+rThreads], m.comps
	if beyondAt(pool.payload()) >= 0 {
		return
	}
	l.loaded = slices.DeleteFunc(l.loaded, func(k int) bool { return k == poolComponent })
	l.off[poolComponent] = 0
	if m.listLen(pool) > 1 {
		l.loaded = append(l.loaded, poolComponent)
		l.off[poolComponent] = int32(pool.payload())
	}
}

// takeApart writes what the components in the arena hold into components.found. An object
// that several of them lead to becomes a component itself; so do those that threads may
// come to use one by one: locks, conditions, containers and instances outside of
// threads, threads, and what wanted says.
func (m *machine) takeApart(t *contents, used func(k int) bool, wanted []int) bool {
	m.splitPool()
	for _, off := range wanted {
		if m.component(off) < 0 {
			m.makeComponent(off, used)
		}
	}
	for m.encodeComponents(); m.promote(used); m.encodeComponents() {
	}
	l := m.comps
	l.found = l.found[:0]
	for i, k := range l.loaded {
		id := m.addPart(t, k, l.from[i], l.from[i+1])
		if id == 0 {
			return false
		}
		l.found = append(l.found, id)
	}
	return true
}

// encodeComponents makes canonical copies of the components in the arena.
func (m *machine) encodeComponents() {
	c, l := &m.codec, m.comps
	e := m.beginCopy(false, m.frozen)
	for _, k := range l.loaded {
		c.fwd[int(l.off[k])-m.frozen] = uint32(beyondRef(k).payload() - e.base + 1)
	}
	l.from = l.from[:0]
	for _, k := range l.loaded {
		l.from = append(l.from, c.n)
		off := int(l.off[k])
		away := c.fwd[off-m.frozen]
		pools := len(c.pools)
		e.visit(off)
		here := c.fwd[off-m.frozen]
		c.fwd[off-m.frozen] = away
		e.bodies()
		for ; pools < len(c.pools); pools++ {
			if c.pools[pools] == off {
				c.fwd[off-m.frozen] = here
			}
			e.pool(c.pools[pools])
			c.fwd[off-m.frozen] = away
			e.bodies()
		}
	}
	l.from = append(l.from, c.n)
}

// eachRefWord calls visit for each of some words that is a reference to what is not
// frozen, with the kind of the object that it is in.
func (m *machine) eachRefWord(words []Value, visit func(at int, v Value, k kind)) {
	limit := refValue(m.frozen)
	for at := 0; at < len(words); {
		k, n := kind(words[at]&0xff), int(words[at]>>hdrKindBits)
		i := 1
		if k == kFrame {
			i = wMeta + 1
		}
		for ; i < n; i++ {
			if v := words[at+i]; v&tagMask == tagRef && v >= limit {
				visit(at+i, v, k)
			}
		}
		at += n
	}
}

// promote makes components of objects in the copy that have to be, and reports whether
// there were any.
func (m *machine) promote(used func(k int) bool) bool {
	c, l := &m.codec, m.comps
	before := len(l.loaded)
	for i, k := range l.loaded[:before] {
		thread := m.kindAt(int(l.off[k])) == kThread
		m.eachRefWord(c.to[l.from[i]:l.from[i+1]], func(_ int, v Value, holder kind) {
			place := v.payload() - m.frozen
			if beyondAt(v.payload()) >= 0 {
				return
			}
			inside := place >= l.from[i] && place < l.from[i+1]
			target := kind(c.to[place] & 0xff)
			if inside && (thread || !target.stands(holder)) && target != kThread {
				return
			}
			j, ok := slices.BinarySearchFunc(c.queue, place, func(o met, p int) int { return o.at - p })
			if !ok {
				m.bug("a buffer belongs to two objects")
			}
			if off := c.queue[j].off; m.component(off) < 0 {
				m.makeComponent(off, used)
			}
		})
	}
	return len(l.loaded) > before
}

// stands reports whether an object of this kind, in a component that is no thread,
// is a component of its own, if an object of the other kind refers to it.
func (k kind) stands(holder kind) bool {
	switch k {
	case kList:
		if holder == kMonitor {
			return true
		}
		fallthrough
	case kDict, kSet, kDeque:
		return holder == kBuf || holder == kGlobals || holder == kCell || holder == kTuple
	case kInstance, kMutex, kMonitor, kGate, kCell:
		return true
	}
	return false
}

// addPart adds what stands in [lo, hi) of the copy to the table, as what component k
// holds.
func (m *machine) addPart(t *contents, k, lo, hi int) uint32 {
	words := m.codec.to[lo:hi]
	m.eachRefWord(words, func(at int, v Value, _ kind) {
		if beyondAt(v.payload()) < 0 {
			words[at] = v - refValue(lo)
		}
	})
	return m.addContent(t, k, words)
}

// addContent adds words to the table, as what component k holds. References to objects
// of its own are as if it stood behind the frozen image.
func (m *machine) addContent(t *contents, k int, words []Value) uint32 {
	return t.add(k, words, func(c *content) {
		m.eachRefWord(words, func(at int, v Value, _ kind) {
			k := beyondAt(v.payload())
			if k < 0 {
				c.own = append(c.own, uint32(at))
				return
			}
			c.others = append(c.others, uint32(at))
			if !slices.Contains(c.out, uint16(k)) {
				c.out = append(c.out, uint16(k))
				c.leads.add(k)
			}
		})
		if kind(words[0]&0xff) == kThread {
			c.begins = &effect{component: firstDecide}
		}
		pool := -1
		switch k {
		case poolComponent:
			pool = 0
		case rootComponent:
			c.daemons = int(words[rDaemons].int())
			if beyondAt(words[rThreads].payload()) < 0 {
				pool = words[rThreads].payload() - m.frozen
			}
		}
		if pool >= 0 {
			buf := words[pool+2].payload() - m.frozen
			for i := range int(words[pool+1].int()) {
				c.pool = append(c.pool, uint16(beyondAt(words[buf+1+i].payload())))
			}
		}
	})
}
