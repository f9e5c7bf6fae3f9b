package model

import (
	"strings"

	"github.com/condcheck/condcheck/model/source"
)

// Freezing: what will never change is moved to the front of the arena, once, and
// is then no part of any state.

// freeze decides which objects will never change and makes them the frozen
// image of all states. The program's own top level has been run up to its first
// decision, unless that has choices.
func (im *image) freeze(m *machine) {
	im.begin(m)
	if im.started = im.runMain(m); !im.started {
		im.begin(m) // the way to the first decision has choices, or a limit: run it in the search
	}
	im.layOut(m)
}

// begin is the state in which the modules have been run.
func (im *image) begin(m *machine) {
	if len(im.begun) > len(m.a) {
		m.arenaFull()
	}
	m.top = copy(m.a, im.begun)
	m.fr, m.exc, m.current, m.frames, m.depth = 0, 0, 0, 0, 0
}

// runMain runs the main thread from its beginning to where it waits or ends; it
// reports whether that was possible without a choice.
func (im *image) runMain(m *machine) (ok bool) {
	defer func() {
		if r := recover(); r != nil {
			if _, limited := r.(limitPanic); !limited {
				panic(r)
			}
			ok = false
		}
	}()
	m.startStep(nil)
	m.printed = &im.printed
	defer func() { m.printed, m.trace = nil, nil }()
	if c := m.cfg.Cover; c != nil {
		m.trace = c.add()
	} else if im.threaded {
		m.trace = newRecorder()
		m.trace.step = &RunStep{}
		m.noteThreads()
	}
	m.startMain()
	if im.threaded && m.telling() {
		m.endTurn(m.trace.step, action{kind: actStart})
		im.keepFirst(m)
	}
	return len(m.chosen) == 0
}

// layOut moves what is frozen to the front of a new arena and encodes the rest
// as the start state.
func (im *image) layOut(m *machine) {
	keep := m.freezable()
	for !m.cfg.plain.freezeNone && m.moveMutable(keep) {
		keep = m.freezable()
	}
	to := make([]uint32, m.top) // where a frozen object goes, 0 for another
	next := m.frozen
	for off := m.frozen; off < m.top; off += m.sizeAt(off) {
		if keep[off] {
			to[off] = uint32(next)
			next += m.sizeAt(off)
		}
	}
	image := append(make([]Value, 0, next+1+len(im.globals)), m.a[:m.frozen]...)
	moved := func(v Value) Value {
		if v.isRef() && v.payload() >= m.frozen {
			return refValue(int(to[v.payload()]))
		}
		return v
	}
	for off := m.frozen; off < m.top; off += m.sizeAt(off) {
		if to[off] == 0 {
			continue
		}
		k := m.kindAt(off)
		image = append(image, m.a[off])
		for i := 1; i < m.sizeAt(off); i++ {
			x := m.a[off+i]
			if k != kFrame {
				x = moved(x)
			}
			image = append(image, x)
		}
	}
	// Globals that are assigned once, and hold something frozen.
	constants := len(image)
	var frozenGlobals, mutable []int
	stored := im.storedGlobals()
	values := []Value{0}
	for i, g := range im.globals {
		v := m.a[g.at]
		held := !v.isRef() || v.payload() < m.frozen || keep[v.payload()]
		if held && (g.once && v != 0 || im.src.Modules[g.module].Library && !stored[i]) {
			frozenGlobals = append(frozenGlobals, i)
			values = append(values, moved(v))
		} else {
			mutable = append(mutable, i)
		}
	}
	values[0] = header(kGlobals, len(values))
	image = append(image, values...)

	// Encode the rest, with references into the new image.
	m.freezing = to
	old := m.a[m.globalsAt : m.globalsAt+1+len(im.globals)]
	g := m.top
	m.alloc(kGlobals, 1+len(mutable))
	for j, i := range mutable {
		m.a[g+1+j] = old[1+i]
	}
	m.globalsAt = g
	state := append(State(nil), bytesOf(m.copyState(true, len(image)))...)
	m.freezing = nil

	im.frozen = image
	im.mutable = mutable
	for j, i := range frozenGlobals {
		im.globals[i].at = constants + 1 + j
	}
	for j, i := range mutable {
		im.globals[i].at = len(image) + rootWords + 1 + j
	}
	im.base = state
	for i, g := range im.globals {
		if g.module != 0 {
			continue
		}
		switch {
		case strings.HasPrefix(g.name, "invariant_"):
			im.invariants = append(im.invariants, hook{g.name, i, im.defined(g.name)})
		case strings.HasPrefix(g.name, "finally_"):
			im.finals = append(im.finals, hook{g.name, i, im.defined(g.name)})
		}
	}
}

// defined returns the place where the program defines a function of its own.
func (im *image) defined(name string) (pos source.Pos) {
	for _, c := range im.codes {
		if c.Module == 0 && c.QualName == name {
			pos = c.DefPos
		}
	}
	return pos
}

// storedGlobals finds the globals that functions assign to; those of library
// modules that they do not are settled when the module has been run.
func (im *image) storedGlobals() []bool {
	stored := make([]bool, len(im.globals))
	for _, c := range im.codes {
		if c.Flags&FlagModule == 0 {
			for _, in := range c.ins {
				if in.Op == STOREG || in.Op == DELG {
					stored[in.A] = true
				}
			}
		}
	}
	return stored
}

// freezable marks the objects that can never change: functions, classes and
// the plain immutable values that they hold. An object that refers to one that
// may change is not frozen, except that a class may: its changed attributes go
// to the overlay.
func (m *machine) freezable() []bool {
	keep := make([]bool, len(m.a)) // by where an object is
	if m.cfg.plain.freezeNone {
		return keep
	}
	var dicts []int // namespaces
	stores := m.storedCells()
	for off := m.frozen; off < m.top; off += m.sizeAt(off) {
		switch m.kindAt(off) {
		case kTuple, kFunc, kClass, kProperty, kStatic, kClassM, kMethod, kFrozenSet, kRange, kSlice:
			keep[off] = true
		case kPartial:
			keep[off] = m.tableLen(m.a[off+3]) == 0
		case kCell:
			keep[off] = !stores[off]
		case kInstance:
			// Enum members are as constant as their class; object() is a mere mark.
			keep[off] = m.isEnum(m.a[off+wClass]) || m.a[off+wClass] == tObject.value() && m.a[off+wDict] == 0
		}
	}
	for off := m.frozen; off < m.top; off += m.sizeAt(off) {
		switch m.kindAt(off) {
		case kClass:
			dicts = append(dicts, m.a[off+wClassDict].payload())
			if ann := m.nameGet(m.a[off+wClassDict], m.prog.well.annotations); m.is(ann, kDict) {
				dicts = append(dicts, ann.payload())
			}
			if m.isEnum(refValue(off)) {
				if mm := m.memberMap(refValue(off)); mm != 0 {
					dicts = append(dicts, mm.payload())
				}
			}
		case kInstance:
			if keep[off] {
				if d := m.a[off+wDict]; d != 0 {
					dicts = append(dicts, d.payload())
				}
			}
		case kPartial:
			if keep[off] {
				dicts = append(dicts, m.a[off+3].payload())
			}
		case kFunc:
			for _, d := range []Value{m.a[off+3], m.a[off+7]} {
				if d != 0 {
					dicts = append(dicts, d.payload())
				}
			}
		}
	}
	for _, d := range dicts {
		if d < m.frozen {
			continue
		}
		keep[d] = true
		if b := m.a[d+wBuf]; b != 0 {
			keep[b.payload()] = true
		}
		m.a[d+wIndex] = 0
	}
	for off := m.frozen; off < m.top; off += m.sizeAt(off) {
		if k := m.kindAt(off); keep[off] && k == kFrozenSet {
			m.a[off+wIndex] = 0
			if b := m.a[off+wBuf]; b != 0 {
				keep[b.payload()] = true
			}
		}
	}
	held := func(v Value) bool {
		return !v.isRef() || v.payload() < m.frozen || keep[v.payload()]
	}
	for changed := true; changed; {
		changed = false
		for off := m.frozen; off < m.top; off += m.sizeAt(off) {
			if !keep[off] {
				continue
			}
			for i := 1; i < m.sizeAt(off); i++ {
				if !held(m.a[off+i]) {
					keep[off] = false
					changed = true
					break
				}
			}
		}
	}
	return keep
}

// moveMutable moves the class attributes that are mutable objects, such as a
// list, out of classes that could otherwise be frozen, to the overlay. It reports
// whether it moved any.
func (m *machine) moveMutable(keep []bool) bool {
	moved := false
	top := m.top
	for off := m.frozen; off < top; off += m.sizeAt(off) {
		if m.kindAt(off) != kClass || keep[off] || m.isEnum(refValue(off)) {
			continue
		}
		d := m.a[off+wClassDict]
		for i := range m.tableUsed(d) {
			e := m.tableEntry(d, i)
			switch v := m.a[e+1]; m.kindOf(v) {
			case kList, kDict, kSet, kDeque, kInstance, kLock, kCondition, kEvent, kSemaphore, kFuture, kTask, kException, kIter, kFrame:
				if m.a[e] == m.prog.well.annotations || keep[v.payload()] || v.payload() < m.frozen {
					continue
				}
				m.overlayPut(refValue(off), m.a[e], v)
				m.a[e+1] = None
				moved = true
			}
		}
	}
	return moved
}

// storedCells finds the cells that code that can still run assigns to.
func (m *machine) storedCells() map[int]bool {
	stored := map[int]bool{}
	mark := func(c *code, slot int, cell Value) {
		if !m.is(cell, kCell) {
			return
		}
		for _, in := range c.ins {
			if (in.Op == STOREC || in.Op == DELC) && int(in.A) == slot {
				stored[cell.payload()] = true
			}
		}
		// A function nested in this one may store through it too.
		if m.nestedStores(c, slot) {
			stored[cell.payload()] = true
		}
	}
	for off := m.frozen; off < m.top; off += m.sizeAt(off) {
		switch m.kindAt(off) {
		case kFunc:
			if cl := m.a[off+4]; cl != 0 {
				c := m.prog.codes[m.a[off+1].int()]
				for i, cell := range m.items(cl) {
					mark(c, c.Free[i], cell)
				}
			}
		case kFrame:
			c := m.frameCode(off)
			if c.flavour == plain && m.frameState(off) != fsFinished && !m.onMainStack(off) {
				continue // a call that is over
			}
			for slot := range c.Locals {
				mark(c, slot, m.a[off+wLocals+slot])
			}
		}
	}
	return stored
}

// onMainStack reports whether a frame is one of those that the suspended main
// thread, or another thread, will go on in.
func (m *machine) onMainStack(off int) bool {
	on := func(f int) bool {
		for f != 0 && f != off {
			f = m.frameParent(f)
		}
		return f != 0
	}
	if r := m.a[m.frozen+rThreads]; r != 0 {
		for _, t := range m.listItems(r) {
			if on(m.get(t, wThreadFrame).payload()) {
				return true
			}
		}
	}
	return on(m.a[m.frozen+rMain].payload())
}

// nestedStores reports whether a function made in c from the cell in slot
// assigns to it.
func (m *machine) nestedStores(c *code, slot int) bool {
	// The closure of a nested function is built by PUSHCELLs before MKFUNC.
	var cells []int
	for _, in := range c.ins {
		switch in.Op {
		case PUSHCELL:
			cells = append(cells, int(in.A))
		case MKFUNC:
			if in.B&4 != 0 {
				n := m.prog.codes[in.A]
				k := len(n.Free)
				if k <= len(cells) {
					for i, s := range cells[len(cells)-k:] {
						if s == slot {
							for _, in2 := range n.ins {
								if (in2.Op == STOREC || in2.Op == DELC) && int(in2.A) == n.Free[i] {
									return true
								}
							}
							if m.nestedStores(n, n.Free[i]) {
								return true
							}
						}
					}
				}
			}
			cells = cells[:0]
		}
	}
	return false
}
