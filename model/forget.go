package model

// What tells like threads apart though nobody looks at it: the names that they have been
// given, and the variables of the program's top level that held them while they were
// started and joined. A system reduced by symmetry forgets it.

// forgetsNames reports whether the names of threads are left out: the program's text
// does not name them. That nobody comes to them in another way is watched.
func (m *machine) forgetsNames() bool {
	return m.reduces(Symmetry) && m.prog.threaded && m.prog.namesUnseen && m.red.assumed&namesUnseen != 0
}

// forgetNames takes the names off the threads that have been made.
func (m *machine) forgetNames() {
	if !m.forgetsNames() {
		return
	}
	name := m.str("_name")
	for off, top := m.frozen, m.top; off < top; off += m.sizeAt(off) {
		if v := refValue(off); m.kindAt(off) == kInstance && m.isThread(v) && m.ownValue(v, name) != 0 {
			m.dictDel(m.get(v, wDict), name)
		}
	}
}

// seesName ends the step if names are left out: the program looks at one.
func (m *machine) seesName() {
	if m.forgetsNames() {
		m.breaks(namesUnseen)
		panic(limitPanic{ErrGaveUp})
	}
}

// lacks is called for an attribute that an object does not have: it may be the name
// that has been taken off a thread.
func (m *machine) lacks(obj, name Value) {
	if m.forgetsNames() && m.text(name) == "_name" && m.isThread(obj) {
		m.seesName()
	}
}

// isThread reports whether v is a threading.Thread, started or not.
func (m *machine) isThread(v Value) bool {
	return !isPlace(v) && m.is(v, kInstance) && m.ownValue(v, m.str("_handle")) != 0 && m.ownValue(v, m.str("_daemonic")) != 0
}

// readsLater returns the variables of the top level that the main thread may still read,
// by global; nil if that is not known.
func (m *machine) readsLater() []bool {
	f := m.get(m.a[m.frozen+rMainThread], wThreadFrame).payload()
	for f != 0 && m.frameParent(f) != 0 {
		f = m.frameParent(f)
	}
	if m.later == nil {
		m.later = map[int][]bool{}
	}
	at := -1 // it has ended, and reads none
	if f != 0 {
		c := m.frameCode(f)
		if c.index != m.prog.src.Modules[0].Code {
			return nil
		}
		at = max(0, m.framePC(f)-1)
	}
	known := m.later[at]
	if known == nil {
		known = make([]bool, len(m.prog.globals))
		if f != 0 {
			m.frameCode(f).reads(at, known)
		}
		m.later[at] = known
	}
	return known
}

// reads marks the globals that the code may read from an instruction on.
func (c *code) reads(at int, globals []bool) {
	seen := make([]bool, len(c.ins))
	todo := []int{at}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if i < 0 || i >= len(c.ins) || seen[i] {
			continue
		}
		seen[i] = true
		if in := c.ins[i]; in.Op == LOADG || in.Op == DELG {
			globals[in.A] = true
		}
		next, jump := successors(c.ins[i], i)
		todo = append(todo, next, jump)
		for _, h := range c.Handlers {
			if i >= int(h.Start) && i < int(h.End) {
				todo = append(todo, int(h.Target))
			}
		}
	}
}

// globals copies the variables of the state but for those that hold threads and that
// nobody reads any more. Lists of threads that something else leads to come last: they
// may be changed there, and be shown.
func (e *encoder) globals(off int, to []Value) {
	m := e.m
	var later []bool
	if !e.keep && m.reduces(Symmetry) && m.prog.threaded {
		later = m.readsLater()
	}
	if later == nil {
		e.vals(to[1:], m.a[off+1:off+len(to)])
		return
	}
	for _, g := range m.prog.mutable {
		at := m.prog.globals[g].at - off
		v := m.a[off+at]
		if !later[g] && m.prog.private[g] && !m.prog.hooked[g] && m.holdsThreads(v) {
			to[at] = 0
			if m.is(v, kList) {
				e.unread = append(e.unread, at)
			}
			continue
		}
		to[at] = e.val(v)
	}
}

// holdsThreads reports whether v is a thread, or a list or tuple of threads: no outcome
// shows such a thing.
func (m *machine) holdsThreads(v Value) bool {
	if !v.isRef() || isPlace(v) || v.payload() < m.frozen {
		return false
	}
	var items []Value
	switch m.kindOf(v) {
	case kInstance:
		return m.isThread(v)
	case kList:
		items = m.rawItems(v)
	case kTuple:
		items = m.items(v)
	}
	for _, x := range items {
		if !m.isThread(x) {
			return false
		}
	}
	return len(items) > 0
}

// readAll sets the variables that were left out and hold lists that were met all the same.
func (e *encoder) readAll() {
	for _, at := range e.unread {
		v := e.m.a[e.m.globalsAt+at]
		if n := e.fwd[v.payload()-e.m.frozen]; n != 0 {
			e.to[rootWords+at] = refValue(e.base + int(n) - 1)
		}
	}
}
