package model

import "slices"

// What other threads can reach. An object that only the running thread can reach
// is its own: what it does to it commutes with everything that others do. During
// a turn nothing becomes public but by the operation that the thread stood
// before, so it is enough to find out behind that, once; objects made later are
// the thread's own.

// publish finds out what threads other than the running one can reach.
func (m *machine) publish() {
	if m.comps != nil {
		panic(noParts{})
	}
	m.published = true
	n := m.top - m.frozen
	if cap(m.public) < n {
		m.public = make([]bool, 2*n)
	}
	m.public = m.public[:n]
	clear(m.public)
	r := m.frozen
	main := m.a[r+rMainThread]
	m.reach(m.a[r+rOverlay])
	m.reach(m.a[r+rFailed])
	m.reach(m.a[r+rMainExc])
	for _, i := range m.prog.mutable {
		if !m.prog.private[i] || m.current != main {
			m.reach(m.a[m.prog.globals[i].at])
		}
	}
	for _, t := range m.threads() {
		if t == m.current {
			m.reach(m.get(t, wThreadObject)) // found by enumerate
			continue
		}
		m.reach(t)
		for f := m.get(t, wThreadFrame).payload(); f != 0; f = m.frameParent(f) {
			m.reach(refValue(f))
		}
	}
	for len(m.toReach) > 0 {
		off := m.toReach[len(m.toReach)-1]
		m.toReach = m.toReach[:len(m.toReach)-1]
		refs, more := m.refs(off)
		m.reachAll(refs)
		m.reachAll(more)
	}
}

// reachAll is reach for several.
func (m *machine) reachAll(refs []Value) {
	limit := refValue(m.frozen)
	for _, v := range refs {
		if v&tagMask != tagRef || v < limit || isPlace(v) {
			continue
		}
		off := v.payload()
		if p := &m.public[off-m.frozen]; !*p {
			*p = true
			if v != m.current {
				m.toReach = append(m.toReach, off)
			}
		}
	}
}

// movePublic follows the objects that the garbage collector has moved.
func (m *machine) movePublic() {
	if !m.published {
		return
	}
	old := append([]bool(nil), m.public...)
	n := m.top - m.frozen
	if cap(m.public) < n {
		m.public = make([]bool, 2*n)
	}
	m.public = m.public[:n]
	clear(m.public)
	for i, public := range old {
		if to := m.codec.number(m, m.frozen+i); public && to != 0 {
			m.public[to-1] = true
		}
	}
}

// reach marks an object as public and remembers to look into it.
func (m *machine) reach(v Value) {
	if !v.isRef() || v == 0 || isPlace(v) {
		return
	}
	off := v.payload()
	if off < m.frozen || m.public[off-m.frozen] {
		return
	}
	m.public[off-m.frozen] = true
	if v != m.current {
		m.toReach = append(m.toReach, off)
	}
}

// isPublic reports whether another thread can reach what v refers to.
func (m *machine) isPublic(v Value) bool {
	if !v.isRef() || v == 0 || isPlace(v) {
		return false
	}
	off := v.payload()
	switch {
	case off < m.frozen:
		return true
	case m.follow.wide:
		return m.escapes(off)
	}
	return off-m.frozen < len(m.public) && m.public[off-m.frozen]
}

// eachRef calls visit for what the object at off refers to.
func (m *machine) eachRef(off int, visit func(Value)) {
	refs, more := m.refs(off)
	for _, v := range slices.Clone(refs) {
		visit(v)
	}
	for _, v := range more {
		visit(v)
	}
}

// refs returns the values that the object at off holds, among them whatever it refers
// to. The frame that a running frame returns to is not among it: there is no way
// there. The first slice is valid until the next call, the other until the arena
// moves.
func (m *machine) refs(off int) (refs, more []Value) {
	v := refValue(off)
	switch m.kindAt(off) {
	case kList, kPool:
		return m.rawItems(v), nil
	case kDeque:
		n := m.dequeLen(v)
		if n == 0 {
			return nil, nil
		}
		buf := m.get(v, 3).payload()
		ring := m.a[buf+1 : buf+m.sizeAt(buf)]
		head := int(m.get(v, 1).int())
		first := min(n, len(ring)-head)
		return ring[head : head+first], ring[:n-first]
	case kDict, kSet, kFrozenSet:
		if m.tableUsed(v) > 0 {
			n := stride(m.kindAt(off))
			refs = m.a[m.tableEntry(v, 0):m.tableEntry(v, m.tableUsed(v))]
			if m.tableUsed(v) > m.tableLen(v) { // some have been deleted
				live := m.refsBuf[:0]
				for i := 0; i < len(refs); i += n {
					if refs[i] != 0 {
						live = append(live, refs[i:i+n]...)
					}
				}
				m.refsBuf, refs = live, live
			}
		}
		if m.kindAt(off) == kDict {
			more = m.a[off+wFactory : off+wDictClass+1]
		}
		return refs, more
	case kFrame:
		c := m.frameCode(off)
		if m.frameState(off) == fsFinished && c.flavour != plain {
			return nil, nil
		}
		live := c.liveAt(m.framePC(off), m.frameWaiting(off), m.frameState(off) == fsCreated && c.flavour != plain)
		locals := append(m.refsBuf[:0], m.a[off+wAux])
		for i := range len(c.Locals) {
			if live[i>>6]&(1<<(i&63)) != 0 {
				locals = append(locals, m.a[off+wLocals+i])
			}
		}
		m.refsBuf = locals
		at := off + wLocals + len(c.Locals)
		return locals, m.a[at : at+m.frameSP(off)]
	}
	return m.a[off+1 : off+m.sizeAt(off)], nil
}

// mutable reports whether objects of a kind can change, as far as builtins look
// at them.
func (k kind) mutable() bool {
	switch k {
	case kList, kDict, kSet, kDeque, kIter, kFrame, kDictView, kMappingProxy, kInstance, kException:
		return true
	}
	return false
}

// shows reports whether another thread can change what is seen by looking at the
// object itself.
func (m *machine) shows(v Value) bool {
	return !isPlace(v) && m.kindOf(v).mutable() && m.isPublic(v)
}

// walked reports whether another thread can change what is seen by going over
// the items of a container or an iterator.
func (m *machine) walked(v Value) bool {
	switch {
	case isPlace(v):
		return false
	case m.shows(v) && !m.is(v, kInstance):
		return true
	case m.is(v, kIter):
		if m.callsBuiltin(v) && m.lookInside(v, 0) {
			return true
		}
		found := false
		m.eachRef(v.payload(), func(x Value) {
			if isPlace(x) {
				return
			}
			switch m.kindOf(x) {
			case kTuple: // of iterators
				for _, y := range m.items(x) {
					found = found || m.is(y, kIter) && m.walked(y)
				}
			case kList, kDict, kSet, kDeque, kIter, kDictView, kMappingProxy, kFrame:
				found = found || m.walked(x)
			}
		})
		return found
	case m.is(v, kDictView) || m.is(v, kMappingProxy):
		return m.walked(m.get(v, 1))
	case m.is(v, kInstance):
		return m.unwrap(v) != v && m.walked(m.unwrap(v))
	}
	return false
}

// callsBuiltin reports whether going on with an iterator calls a function that is
// none of the program's, and so has no steps of its own.
func (m *machine) callsBuiltin(it Value) bool {
	switch iterKind(m.get(it, 1).int()) {
	case itMap, itFilter, itCall:
		fn := m.get(it, 2)
		for m.is(fn, kMethod) || m.is(fn, kPartial) {
			fn = m.get(fn, 1)
		}
		return fn != None && !m.is(fn, kFunc)
	}
	return false
}

// showsInside is shows for the object and all that is in it.
func (m *machine) showsInside(v Value) bool { return m.lookInside(v, 0) }

func (m *machine) lookInside(v Value, depth int) bool {
	if isPlace(v) {
		return false
	}
	switch k := m.kindOf(v); {
	case m.shows(v):
		return true
	case depth > 20:
		return true
	case k.mutable(), k == kTuple, k == kFrozenSet, k == kMethod, k == kPartial, k == kCell:
		found := false
		m.eachRef(v.payload(), func(x Value) { found = found || x != 0 && !m.isClass(x) && m.lookInside(x, depth+1) })
		return found
	}
	return false
}
