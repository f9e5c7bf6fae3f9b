package model

import "slices"

// What others have ever been able to reach. Whether another thread can reach an
// object now depends on how far that has come; whether one has been able to since
// the object was made depends on what the object's own thread did only, or others
// with what they had from there. So it is that by which events are told apart.

// Flags of an object.
const (
	hasEscaped = 1 << iota
	isSettled  // see nameSettled
)

// escapes is isPublic by what has ever been so.
func (m *machine) escapes(off int) bool {
	if !m.follow.known {
		m.findEscaped()
	}
	return m.flags(off)&hasEscaped != 0
}

func (m *machine) flags(off int) uint8 {
	f := &m.follow
	n := off - m.frozen
	if n < 0 {
		return hasEscaped | isSettled
	}
	flags := uint8(0)
	if n < len(f.escaped) {
		flags = f.escaped[n]
	}
	if n < m.before && n < len(f.Names) {
		flags |= uint8(f.Names[n]>>61&1)<<1 | uint8(f.Names[n]>>63)
	}
	return flags
}

// boundBefore reports whether a global that is bound once is bound, and was before
// other threads could look at it.
func (m *machine) boundBefore(global int) bool {
	if m.follow.wide && m.follow.Others {
		return m.follow.Following.Bound[global]
	}
	return m.a[m.prog.globals[global].at] != 0
}

// cellBoundBefore is boundBefore for a variable of a function.
func (m *machine) cellBoundBefore(cell Value) bool {
	return m.get(cell, 1) != 0 && (!m.follow.wide || m.flags(cell.payload())&isSettled != 0)
}

// Bound implements Follower.
func (m *machine) Bound(s State) []bool {
	bound := make([]bool, len(m.prog.globals))
	m.roomy(func() {
		m.decodeState(s)
		for i := range bound {
			bound[i] = m.prog.constant[i] && m.a[m.prog.globals[i].at] != 0
		}
	})
	return bound
}

// madeBefore reports whether the attributes of an object that only its __init__
// assigns have been assigned, and were before other threads could look at them.
func (m *machine) madeBefore(obj Value) bool {
	if !m.follow.wide {
		return !m.beingMade(obj)
	}
	return obj.payload() < m.frozen || m.kindOf(obj) < firstInstanceKind || m.flags(obj.payload())&isSettled != 0
}

// widely asks something by what others have ever been able to reach.
func (m *machine) widely(ask func() bool) bool {
	m.follow.wide = true
	defer func() { m.follow.wide = false }()
	return ask()
}

// findEscaped brings up to date what others have been able to reach.
func (m *machine) findEscaped() {
	f := &m.follow
	if f.known || m.quiet {
		return
	}
	f.known = true
	if !f.wrote && len(f.Names) > 0 {
		return
	}
	f.wrote = false
	f.toScan = f.toScan[:0]
	for n, name := range f.Names {
		if name&nameEscaped != 0 {
			f.toScan = append(f.toScan, m.frozen+n)
		}
	}
	for n, flags := range f.escaped {
		if flags != 0 {
			f.toScan = append(f.toScan, m.frozen+n)
		}
	}
	r := m.frozen
	m.escape(m.a[r+rOverlay])
	m.escape(m.a[r+rFailed])
	m.escape(m.a[r+rMainExc])
	for _, i := range m.prog.mutable {
		if !m.prog.private[i] {
			m.escape(m.a[m.prog.globals[i].at])
		}
	}
	m.escape(m.a[r+rMainThread])
	for _, t := range m.threads() {
		m.escape(t)
	}
	for len(f.toScan) > 0 {
		off := f.toScan[len(f.toScan)-1]
		f.toScan = f.toScan[:len(f.toScan)-1]
		if m.kindAt(off) == kThread { // what it stands in and before is its own
			m.escape(m.a[off+wThreadObject])
			continue
		}
		m.eachRef(off, m.escape)
	}
}

// escape notes that others can reach an object.
func (m *machine) escape(v Value) {
	if !v.isRef() || v == 0 || v.payload() < m.frozen {
		return
	}
	f := &m.follow
	n := v.payload() - m.frozen
	if m.flags(v.payload())&hasEscaped != 0 {
		return
	}
	for len(f.escaped) <= n {
		f.escaped = append(f.escaped, 0)
	}
	f.escaped[n] |= hasEscaped
	if m.complete(v) {
		f.escaped[n] |= isSettled
	}
	f.toScan = append(f.toScan, v.payload())
}

// complete reports whether a variable is bound, and no __init__ of an object runs.
func (m *machine) complete(v Value) bool {
	if m.is(v, kCell) {
		return m.get(v, 1) != 0
	}
	if m.kindOf(v) < firstInstanceKind {
		return false
	}
	if m.fr != 0 && m.initialises(m.fr, v) {
		return false
	}
	for _, t := range m.threads() {
		if m.initialises(m.get(t, wThreadFrame).payload(), v) {
			return false
		}
	}
	return true
}

// initialises reports whether a frame, or one of those that it returns to, is that
// of an __init__ of obj. Before its last assignment the variable self is dead, and
// what it was is among the operands.
func (m *machine) initialises(f int, obj Value) bool {
	for ; f != 0; f = m.frameParent(f) {
		if m.kindAt(f) != kFrame {
			return false
		}
		c := m.frameCode(f)
		if c.Name != "__init__" || c.Args == 0 {
			continue
		}
		self := m.a[f+wLocals]
		if m.is(self, kCell) {
			self = m.get(self, 1)
		}
		operands := m.a[f+wLocals+len(c.Locals):][:m.frameSP(f)]
		if self == obj || slices.Contains(operands, obj) && m.madeBy(obj, c) {
			return true
		}
	}
	return false
}

// madeBy reports whether c may be the __init__ that makes obj. It may as well have to
// do with a class for other reasons, but for that of its metaclass.
func (m *machine) madeBy(obj Value, c *code) bool {
	if !m.is(obj, kClass) {
		return true
	}
	meta := m.metaOf(obj)
	if meta == 0 {
		return false
	}
	init := m.classLookup(meta, m.prog.well.init)
	return m.is(init, kFunc) && m.prog.codes[m.get(init, 1).int()] == c
}
