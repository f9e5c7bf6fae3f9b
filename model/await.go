package model

import "slices"

// Who waits for several threads to end, one after the other, waits for all of
// them: nobody can tell in which order it does. A reduced system has it so: where
// a thread would wait in join, it goes on as if the other had ended, as long as
// it only looks whom to join next, and stands still there until all of them have
// ended. So they are a set, and like threads in it are alike.

// awaitAll makes the threads that stand in a join await.
func (m *machine) awaitAll() {
	if !m.reduces(Symmetry) || !m.prog.threaded {
		return
	}
	for {
		i := slices.IndexFunc(m.threads(), m.joins)
		if i < 0 {
			return
		}
		m.goPast(m.threads()[i])
	}
}

// joins reports whether a thread stands in a join without limit that the program's
// own code called.
func (m *machine) joins(t Value) bool {
	return m.get(t, wThreadOp).int() == int64(opJoin) && m.get(t, wThreadArg) == None && m.asked(t, opJoin)
}

// goPast lets a thread that stands in a join go on as if it had returned.
func (m *machine) goPast(t Value) {
	other := m.get(t, wThreadObj)
	if !m.threadFlag(other, threadEnded) {
		if m.get(t, wThreadAwaits) == 0 {
			m.set(t, wThreadAwaits, m.newPool(true))
		}
		if p := m.get(t, wThreadAwaits); !slices.Contains(m.listItems(p), other) {
			m.listAppend(p, other)
		}
	}
	moved := m.actorMoved
	m.nextAction()
	m.current = t
	m.fr = m.get(t, wThreadFrame).payload()
	for f := m.fr; f != 0; f = m.frameParent(f) {
		m.frames++
	}
	m.beginTurn()
	m.publish()
	m.unpark(t)
	m.push(m.fr, True)
	m.set(t, wThreadFrame, 0)
	m.awaiting = true
	m.runThread()
	m.awaiting = false
	m.actorMoved = moved
}

// awaitNoMore takes a thread that has ended from those that are awaited.
func (m *machine) awaitNoMore(t Value) {
	if !m.reduces(Symmetry) {
		return
	}
	for _, u := range m.threads() {
		if p := m.get(u, wThreadAwaits); p != 0 && m.listRemoveRef(p, t) && m.listLen(p) == 0 {
			m.set(u, wThreadAwaits, 0)
		}
	}
}

// onlyLooks reports whether an instruction of a thread that awaits others does
// nothing but look for the next one to join. It does not ask which threads there
// are: the answer must be the same before and after those that are awaited end.
func (m *machine) onlyLooks(in Instr, c *code, x access, sp int) bool {
	if in.Op == STOREG {
		g := in.A
		return m.prog.private[g] && !m.prog.hooked[g] && m.isThreadObject(m.a[sp-1]) && m.isThreadObject(m.a[m.prog.globals[g].at])
	}
	if x.shared || x.write {
		return false
	}
	plain := func(v Value) bool { return !v.isRef() }
	switch in.Op {
	case LOADG:
		return m.prog.private[in.A] || m.prog.constant[in.A] && m.a[m.prog.globals[in.A].at] != 0
	case LOADC:
		return m.prog.cells[c.index][in.A]
	case LOADATTR, LOADMETH:
		return m.looksUp(x)
	case GETITER, UNPACK:
		return m.sequence(m.a[sp-1])
	case FORITER:
		it := m.a[sp-1]
		return m.is(it, kIter) && (iterKind(m.get(it, 1).int()) == itSeq || iterKind(m.get(it, 1).int()) == itRange)
	case INDEX:
		return m.sequence(m.a[sp-2]) && m.a[sp-1].isInt()
	case BINOP, COMPARE:
		return plain(m.a[sp-1]) && plain(m.a[sp-2])
	case UNARY, JF, JT, JFKEEP, JTKEEP:
		return plain(m.a[sp-1])
	case CALLM:
		fn := m.a[sp-int(in.A)-2]
		return fn != 0 && in.A == 0 && m.isJoin(fn)
	}
	return false
}

// isThreadObject reports whether v is a threading.Thread, or nothing: no outcome tells
// which one a variable holds.
func (m *machine) isThreadObject(v Value) bool {
	return v == 0 || m.is(v, kInstance) && m.is(m.ownValue(v, m.str("_handle")), kThread)
}

// looksUp reports whether loading an attribute runs no code: it is in the object,
// assigned for good in __init__, or it is the library's Thread.join.
func (m *machine) looksUp(x access) bool {
	if !m.is(x.obj, kInstance) || !m.classLookup(m.get(x.obj, wClass), m.prog.well.getattribute).isConst() {
		return false
	}
	of := m.classLookup(m.get(x.obj, wClass), x.key)
	if of == 0 {
		return m.prog.settled(x.name) && m.ownValue(x.obj, x.key) != 0
	}
	return m.isJoin(of) && m.prog.settled(x.name) && m.ownValue(x.obj, x.key) == 0
}

// sequence reports whether a value is a list, a tuple or a range.
func (m *machine) sequence(v Value) bool {
	k := m.kindOf(v)
	return k == kList || k == kTuple || k == kRange
}

// isJoin reports whether a function is the library's Thread.join.
func (m *machine) isJoin(fn Value) bool {
	if !m.is(fn, kFunc) {
		return false
	}
	c := m.prog.codes[m.get(fn, 1).int()]
	return c.lib && c.QualName == "Thread.join"
}
