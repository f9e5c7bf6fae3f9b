package model

import (
	"math/bits"
	"slices"
)

// Parts of a program: threads that have nothing to do with each other. What a thread
// can ever touch is what it can reach: from its frames and from the operation that it
// stands before, through objects, and through the variables of modules that code which
// it can still run names. Two threads are in one part if they reach the same object,
// and that can change or is waited for, or if one can assign a variable that the other
// names. A part that can move is a persistent set: whatever the others do, in
// whatever order, they do not come to anything that it reaches.
//
// A thread that waits for the end of others for as long as it takes, as the main
// thread mostly does, does nothing before they have ended. So what it reaches joins no
// parts; but of those parts that it shares something with only one may go ahead in
// which, or in what waits for which, there is a thread that it waits for.
//
// That no class, function or module gets another attribute is taken for granted and
// watched (see reduction.broken): they are seldom changed, and shared by all.
//
// Of several parts one goes ahead for as long as it can move. Which it is belongs to
// the state: otherwise one would go ahead here and another there, and the states would
// be the product of theirs again.

// maxApart is the number of threads up to which parts are looked for.
const maxApart = 64

// partState is what a machine needs to find parts.
type partState struct {
	named []*naming // by code and object: see naming.go
	epoch int

	threads       []Value  // the threads of this state: those that wait for others' ends last
	active        int      // how many do not
	reach         []uint64 // by word behind the frozen image: the threads that reach the object
	reads, writes []uint64 // by variable, in the order of image.mutable: the threads that name it
	shares        []uint64 // by thread that waits: the active ones that it shares something with
	joined        []int    // by thread: another one of its part, itself if there is none (union-find)
	left          int      // parts
	queue         []partMet
	rest          []action
	begin         []Value // the threads that are to be marked in the steps of the present state
	several       bool    // there were several parts where the step begins
}

// A partMet is an object that has been reached, and by which thread.
type partMet struct{ off, by int }

// aheadFirst puts the actions of the part that goes ahead in the decoded state before
// the others, and returns how many they are. Where none has gone ahead it is found
// out whether there are several.
func (m *machine) aheadFirst(acts []action) int {
	p := &m.parts
	if !m.reduces(PartialOrder) || !m.prog.hasParts {
		return 0
	}
	if !m.someAhead() {
		members := m.findAhead(acts)
		m.markAhead(members)
		for ; members != 0; members &= members - 1 {
			p.begin = append(p.begin, p.threads[bits.TrailingZeros64(members)])
		}
	}
	p.rest = p.rest[:0]
	n := 0
	for _, a := range acts {
		if a.handle != 0 && m.threadFlag(a.handle, threadAhead) {
			acts[n] = a
			n++
		} else {
			p.rest = append(p.rest, a)
		}
	}
	copy(acts[n:], p.rest)
	return n
}

// beginParts is called at the beginning of each step of the state that aheadFirst has
// been called for last.
func (m *machine) beginParts() {
	for _, t := range m.parts.begin {
		m.setThreadFlag(t, threadAhead, true)
	}
	m.parts.several = m.red != nil && m.prog.threaded && m.someAhead()
}

// someAhead reports whether a part goes ahead.
func (m *machine) someAhead() bool {
	for _, t := range m.threads() {
		if m.threadFlag(t, threadAhead) {
			return true
		}
	}
	return false
}

// onePart marks the threads of the part that goes ahead now, in a step from a state in
// which there were several, and reports whether it has done the only action there is
// in it.
func (m *machine) onePart(acts []action) bool {
	if !m.parts.several {
		return false
	}
	members := m.findAhead(acts)
	m.markAhead(members)
	if members == 0 {
		return false
	}
	only := -1
	for i, a := range acts {
		switch {
		case !m.threadFlag(a.handle, threadAhead):
		case only >= 0:
			return false
		default:
			only = i
		}
	}
	m.pass()
	m.doAtOnce(acts[only])
	return true
}

// findAhead returns the threads of the part that goes ahead, as a set of numbers in
// partState.threads; 0 if there is none.
func (m *machine) findAhead(acts []action) (members uint64) {
	if m.mayPart(acts) && m.findParts() {
		members = m.choosePart(acts)
	}
	if members != 0 {
		m.breaks(partsUsed)
	}
	return members
}

// markAhead marks a set of the threads in partState.threads, and no others.
func (m *machine) markAhead(members uint64) {
	for _, t := range m.threads() {
		i := slices.Index(m.parts.threads, t)
		if on := i >= 0 && members>>i&1 != 0; m.threadFlag(t, threadAhead) != on {
			m.setThreadFlag(t, threadAhead, on)
		}
	}
}

// noneAhead marks none.
func (m *machine) noneAhead() {
	if m.prog.threaded {
		m.markAhead(0)
	}
}

// mayPart is what is known without looking at the heap.
func (m *machine) mayPart(acts []action) bool {
	m.parts.threads = m.parts.threads[:0]
	if m.red.assumed&partsApart == 0 || len(m.prog.invariants) > 0 || m.cfg.plain.stepAll || !m.overlayEmpty() {
		return false
	}
	several := false
	for _, a := range acts {
		several = several || a.handle != acts[0].handle
	}
	if !several {
		return false
	}
	p := &m.parts
	for _, t := range m.threads() {
		if m.threadFlag(t, threadDaemon) {
			return false // the end may come before it
		}
		if !m.awaitsEnd(t) {
			p.threads = append(p.threads, t)
		}
	}
	p.active = len(p.threads)
	for _, t := range m.threads() {
		if m.awaitsEnd(t) {
			p.threads = append(p.threads, t)
		}
	}
	return p.active > 1 && len(p.threads) <= maxApart
}

// awaitsEnd reports whether a thread waits for the end of others, without limit.
func (m *machine) awaitsEnd(t Value) bool {
	return m.get(t, wThreadAwaits) != 0 ||
		m.threadOp(t) == threadOps[opJoin] && m.get(t, wThreadArg) == None && !m.threadFlag(m.get(t, wThreadObj), threadEnded)
}

// awaitedEnds returns the threads for one of which at least t waits.
func (m *machine) awaitedEnds(t Value) []Value {
	if p := m.get(t, wThreadAwaits); p != 0 {
		return m.listItems(p)
	}
	i := t.payload() + wThreadObj
	return m.a[i : i+1]
}

// findParts joins the threads that share something, and reports whether there are
// several parts.
func (m *machine) findParts() bool {
	p := &m.parts
	p.epoch++
	p.reach = cleared(p.reach, m.top-m.frozen)
	p.reads, p.writes = cleared(p.reads, len(m.prog.mutable)), cleared(p.writes, len(m.prog.mutable))
	p.shares = cleared(p.shares, len(p.threads))
	p.joined = p.joined[:0]
	p.left, p.queue = p.active, p.queue[:0]
	for i := range p.threads {
		p.joined = append(p.joined, i)
	}
	for i := range p.active {
		m.partRoots(i)
	}
	for n := 0; n < len(p.queue) && p.left > 1; n++ {
		m.partBody(p.queue[n])
	}
	if p.left == 1 {
		return false
	}
	for i := p.active; i < len(p.threads); i++ {
		p.queue = p.queue[:0]
		m.partRoots(i)
		for n := 0; n < len(p.queue); n++ {
			m.partBody(p.queue[n])
		}
	}
	return true
}

func cleared(s []uint64, n int) []uint64 {
	if cap(s) < n {
		return make([]uint64, n, 2*n)
	}
	s = s[:n]
	clear(s)
	return s
}

// choosePart returns the threads of the part that goes ahead: the one that has done
// so, or else the first that can move. It is 0 if no other can.
func (m *machine) choosePart(acts []action) (best uint64) {
	p := &m.parts
	ahead := false
	for _, a := range acts {
		i := 0
		for p.threads[i] != a.handle {
			i++
		}
		c := m.partWith(i)
		if best != 0 && (ahead || best>>i&1 != 0) || !m.goesFirst(c) {
			continue
		}
		for k := range p.active {
			ahead = ahead || c>>k&1 != 0 && m.threadFlag(p.threads[k], threadAhead)
		}
		if best == 0 || ahead {
			best = c
		}
	}
	for _, a := range acts {
		for k, t := range p.threads[:p.active] {
			if t == a.handle && best>>k&1 == 0 {
				return best
			}
		}
	}
	return 0
}

// partWith returns the threads of the part of the i-th.
func (m *machine) partWith(i int) (set uint64) {
	p := &m.parts
	for k := range p.active {
		if p.find(k) == p.find(i) {
			set |= 1 << k
		}
	}
	return set
}

// goesFirst reports whether all who wait, and share something with a part, wait for it.
func (m *machine) goesFirst(part uint64) bool {
	p := &m.parts
	for i := p.active; i < len(p.threads); i++ {
		if p.shares[i]&part != 0 && !m.heldBy(i, part, 0) {
			return false
		}
	}
	return true
}

// heldBy reports whether the i-th thread, which waits for the end of others, cannot go
// on before the part has moved. tried are those that have been asked already.
func (m *machine) heldBy(i int, part, tried uint64) bool {
	p := &m.parts
	for _, t := range m.awaitedEnds(p.threads[i]) {
		for k, u := range p.threads {
			if u == t && (part>>k&1 != 0 || k >= p.active && tried>>k&1 == 0 && m.heldBy(k, part, tried|1<<i)) {
				return true
			}
		}
	}
	return false
}

func (p *partState) find(i int) int {
	for p.joined[i] != i {
		p.joined[i] = p.joined[p.joined[i]]
		i = p.joined[i]
	}
	return i
}

// meet notes that thread by shares something with others.
func (p *partState) meet(by int, others uint64) {
	others &= 1<<p.active - 1
	if by >= p.active {
		p.shares[by] |= others
		return
	}
	for ; others != 0; others &= others - 1 {
		if i, k := p.find(by), p.find(bits.TrailingZeros64(others)); i != k {
			p.joined[i] = k
			p.left--
		}
	}
}

// partRoots reaches what a thread has.
func (m *machine) partRoots(by int) {
	t := m.parts.threads[by]
	m.partReach(t, by)
	for _, i := range []int{wThreadObj, wThreadArg, wThreadArg2, wThreadLocals} {
		m.partReach(m.get(t, i), by)
	}
	for f := m.get(t, wThreadFrame).payload(); f != 0; f = m.frameParent(f) {
		m.partReach(refValue(f), by)
	}
	m.partNames(0, by)
}

// partReach notes that a thread reaches what v refers to.
func (m *machine) partReach(v Value, by int) {
	if !v.isRef() || v == 0 || isPlace(v) {
		return
	}
	off := v.payload()
	if off < m.frozen {
		m.partNames(off, by)
		return
	}
	p := &m.parts
	set := &p.reach[off-m.frozen]
	others := *set
	if others>>by&1 != 0 {
		return
	}
	*set |= 1 << by
	if others&(1<<p.active-1) != 0 && m.changeable(off) {
		p.meet(by, others)
		return // what is behind it they reach for this one, too
	}
	p.queue = append(p.queue, partMet{off, by})
}

// partNames notes that a thread can name what a code, or a frozen object, can.
func (m *machine) partNames(root, by int) {
	n := m.named(root)
	if n.epoch != m.parts.epoch {
		n.epoch, n.by = m.parts.epoch, 0
	}
	if n.by>>by&1 != 0 {
		return
	}
	n.by |= 1 << by
	for _, g := range n.reads {
		m.partGlobal(g, by)
	}
	p := &m.parts
	for _, g := range n.writes {
		i := m.variable(g)
		p.writes[i] |= 1 << by
		p.meet(by, (p.reads[i]|p.writes[i])&^(1<<by))
	}
}

// variable is the place of a global in image.mutable.
func (m *machine) variable(global int) int {
	return m.prog.globals[global].at - m.globalsAt - 1
}

// partGlobal notes that a thread can read a variable of the state.
func (m *machine) partGlobal(g, by int) {
	p := &m.parts
	i := m.variable(g)
	if p.reads[i]>>by&1 != 0 {
		return
	}
	p.reads[i] |= 1 << by
	v := m.a[m.prog.globals[g].at]
	if !m.prog.constant[g] || v == 0 {
		p.meet(by, p.writes[i]&^(1<<by))
	}
	m.partReach(v, by)
}

// changeable reports whether what one thread does to an object another one can tell.
func (m *machine) changeable(off int) bool {
	switch m.kindAt(off) {
	case kTuple, kFrozenSet, kRange, kSlice, kFunc, kMethod, kClass, kProperty, kStatic, kClassM, kSuper, kPartial, kDictView, kMappingProxy, kNamespace:
		return false
	case kInstance:
		return !m.threadLocal(off)
	}
	return true
}

// threadLocal reports whether an object has attributes for each thread.
func (m *machine) threadLocal(off int) bool {
	return m.prog.ownAttributes && m.kindAt(off) == kInstance && m.ownValue(refValue(off), m.str("_made_with")) != 0
}

// partBody reaches what an object holds.
func (m *machine) partBody(o partMet) {
	a := m.a
	switch m.kindAt(o.off) {
	case kThread: // what it stands in and before is its own
		m.partReach(a[o.off+wThreadObject], o.by)
	case kFunc:
		c := m.prog.codes[a[o.off+1].int()]
		m.partNames(-1-c.index, o.by)
		m.partReach(a[o.off+2], o.by)
		m.partInside(a[o.off+3], o.by)
		if cl := a[o.off+4]; cl != 0 {
			for i, cell := range m.items(cl) {
				m.partCell(cell, m.prog.cells[c.index][c.Free[i]], o.by)
			}
		}
		m.partReach(a[o.off+5], o.by)
		m.partReach(a[o.off+7], o.by)
	case kFrame:
		m.partFrame(o.off, o.by)
	case kClass:
		for i := 1; i < m.sizeAt(o.off); i++ {
			if i != wClassDict {
				m.partReach(a[o.off+i], o.by)
			}
		}
		m.partInside(a[o.off+wClassDict], o.by)
	case kPartial:
		m.partReach(a[o.off+1], o.by)
		m.partReach(a[o.off+2], o.by)
		m.partInside(a[o.off+3], o.by)
	default:
		if m.threadLocal(o.off) {
			m.partReach(a[o.off+wClass], o.by)
			m.partInside(a[o.off+wDict], o.by)
			return
		}
		m.partAll(o.off, o.by)
	}
}

// partAll reaches whatever an object refers to.
func (m *machine) partAll(off, by int) {
	refs, more := m.refs(off)
	for _, v := range refs {
		m.partReach(v, by)
	}
	for _, v := range more {
		m.partReach(v, by)
	}
}

// partInside reaches what a dict holds that is never changed itself.
func (m *machine) partInside(dict Value, by int) {
	switch {
	case dict == 0:
	case dict.payload() < m.frozen:
		m.partNames(dict.payload(), by)
	default:
		m.partAll(dict.payload(), by)
	}
}

// partCell reaches a variable that functions share, settled if it is bound once.
func (m *machine) partCell(cell Value, settled bool, by int) {
	if settled && m.is(cell, kCell) && cell.payload() >= m.frozen && m.get(cell, 1) != 0 {
		m.partReach(m.get(cell, 1), by)
		return
	}
	m.partReach(cell, by)
}

// partFrame reaches what a frame has and its code can name.
func (m *machine) partFrame(f, by int) {
	c := m.frameCode(f)
	if m.frameState(f) == fsFinished && c.flavour != plain {
		return
	}
	m.partNames(-1-c.index, by)
	m.partReach(m.a[f+wAux], by)
	live := c.liveAt(m.framePC(f), m.frameWaiting(f), m.frameState(f) == fsCreated && c.flavour != plain)
	settled := m.prog.cells[c.index]
	for i := range len(c.Locals) {
		if live[i>>6]&(1<<(i&63)) != 0 {
			m.partCell(m.a[f+wLocals+i], settled[i], by)
		}
	}
	at := f + wLocals + len(c.Locals)
	for _, v := range m.a[at : at+m.frameSP(f)] {
		m.partReach(v, by)
	}
}
