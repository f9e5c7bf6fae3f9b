package model

// Footprints: what a step does to what threads share, noted while it runs. What
// is not noted commutes with all that other threads do; where it is not known what
// a builtin looks at, that is everything that can be reached from its arguments.

// Objects that are none.
const (
	nameGlobals    = nameFrozen | 1<<40 + iota // module-level variables, and attributes of modules: by name
	nameClassAttrs                             // attributes of classes: by name
	nameThreads                                // which threads there are
)

// Parts of an object that have no key.
const (
	partAll  = 0
	partSize = 1 // how much there is in a container
	partEnd  = 2 // whether a thread has ended
)

// partOf is the part of an object that a key stands for, all of it if that is not
// known. Keys that are equal are the same part.
func (m *machine) partOf(key Value) uint64 {
	switch {
	case key.isInt():
		return uint64(key.int())*0x9e3779b97f4a7c15 | 1<<63
	case m.isStr(key):
		return partNamed(m.text(key))
	}
	return partAll
}

func partNamed(s string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	return h | 1<<63
}

// noteAccess adds an access to the footprint of the step.
func (m *machine) noteAccess(a Access) {
	if a.Object == 0 {
		return // made by the step itself
	}
	m.follow.wrote = m.follow.wrote || a.Mode == Writes
	print := m.follow.print
	for i := len(print) - 1; i >= 0; i-- {
		if print[i].Mode == Comes {
			break // what comes before it can come before the end of the other
		}
		if b := &print[i]; b.Object == a.Object && (b.Part == a.Part || b.Part == partAll) && (b.Mode == a.Mode || b.Mode == Writes) {
			return
		}
	}
	m.follow.print = append(print, a)
}

func (m *machine) recordObject(v Value, part uint64, mode Mode) {
	m.noteAccess(Access{m.nameFor(v), part, mode})
}

func modeOf(write bool) Mode {
	if write {
		return Writes
	}
	return Reads
}

// recordInstr notes what the instruction at pc, which runs now, accesses.
func (m *machine) recordInstr(f int, c *code, pc, sp int) {
	fw := &m.follow
	if !fw.known {
		m.findEscaped()
	}
	wide, wrote := fw.wide, fw.wrote
	fw.wide = true
	m.recordAccess(c.ins[pc], c, m.accessAt(f, c, pc, sp), f, sp)
	fw.wrote = wrote || fw.wrote && m.lets(c.ins[pc], sp)
	fw.wide = wide
	fw.known = !fw.wrote
}

// lets reports whether an instruction that writes may let others reach what they
// could not.
func (m *machine) lets(in Instr, sp int) bool {
	private := func(v Value) bool { return v.isRef() && v != 0 && !m.isPublic(v) }
	switch in.Op {
	case STOREG, STOREC:
		return private(m.a[sp-1])
	case STOREATTR:
		return private(m.a[sp-2])
	case STOREIDX:
		return private(m.a[sp-1]) || private(m.a[sp-3])
	case DELG, DELC, DELATTR, DELIDX:
		return false
	}
	return true
}

// recordStanding notes the access that a thread stands before.
func (m *machine) recordStanding(t Value) {
	f := m.get(t, wThreadFrame).payload()
	if f == 0 {
		return
	}
	c := m.frameCode(f)
	m.recordInstr(f, c, m.framePC(f), f+wLocals+len(c.Locals)+m.frameSP(f))
}

func (m *machine) recordAccess(in Instr, c *code, x access, f, sp int) {
	if !x.shared {
		return
	}
	if c.lib && in.Op == DELATTR {
		return // of a Thread that ends: nobody else looks at that
	}
	if m.prog.aliases {
		m.noteAccess(Access{Anything, partAll, Writes})
		return
	}
	mode := modeOf(x.write)
	switch in.Op {
	case LOADG, STOREG, DELG:
		m.noteAccess(Access{nameGlobals, partNamed(x.name), mode})
	case LOADC, STOREC, DELC:
		m.recordObject(x.obj, partAll, mode)
	case LOADATTR, LOADMETH, STOREATTR, DELATTR:
		m.recordAttr(x, mode)
	case INDEX, STOREIDX, DELIDX:
		m.recordItem(x, in.Op == DELIDX)
	case CALL, CALLKW, CALLM, CALLMKW, CALLEX, WITHEXC:
		m.recordCall(in, sp)
	case BINOP, COMPARE:
		m.recordInside(m.a[sp-2], x.write, 0)
		m.recordInside(m.a[sp-1], false, 0)
	case UNARY, JF, JT, JFKEEP, JTKEEP:
		m.recordObject(m.unwrap(x.obj), partSize, Reads)
		if m.is(x.obj, kIter) || m.is(x.obj, kDictView) || m.is(x.obj, kMappingProxy) {
			m.recordInside(x.obj, false, 0)
		}
	case YIELD, YIELDFROM, RETURN:
		m.recordObject(x.obj, partAll, Writes)
	default:
		m.recordInside(x.obj, x.write, 0)
	}
}

func (m *machine) recordAttr(x access, mode Mode) {
	part := partNamed(x.name)
	switch k := m.kindOf(x.obj); {
	case k == kNamespace:
		m.noteAccess(Access{nameGlobals, part, mode})
		return
	case k == kClass:
		m.noteAccess(Access{nameClassAttrs, part, mode})
		return
	case k >= firstInstanceKind:
		if p := m.classLookup(m.get(x.obj, wClass), x.key); mode == Reads && m.is(p, kProperty) && m.nativeGetter(p) {
			m.recordInside(x.obj, true, 0)
			return
		}
		if mode == Reads && m.ownValue(x.obj, x.key) == 0 {
			m.noteAccess(Access{nameClassAttrs, part, Reads})
		}
	}
	m.recordObject(x.obj, part, mode)
}

func (m *machine) recordItem(x access, deletes bool) {
	obj, part := m.unwrap(x.obj), m.partOf(x.key)
	switch m.kindOf(obj) {
	case kList, kDeque:
		if !x.key.isInt() || deletes {
			part = partAll
			break
		}
		n := int64(0)
		if m.is(obj, kList) {
			n = int64(m.listLen(obj))
		} else {
			n = int64(m.dequeLen(obj))
		}
		i := x.key.int()
		if i < 0 {
			i += n
		}
		if i < 0 || i >= n {
			m.recordObject(obj, partSize, Reads)
			return
		}
		part = m.partOf(rawInt(i))
	case kDict:
		if part == partAll {
			break
		}
		// A key that is new changes the order and the number of the keys.
		if m.tableFind(obj, x.key) < 0 && (x.write || m.get(obj, wFactory) != 0) || deletes {
			m.recordObject(obj, partAll, Writes)
			return
		}
	default:
		m.recordInside(x.obj, x.write, 0)
		return
	}
	m.recordObject(obj, part, modeOf(x.write))
}

// onlyReads are builtins that change nothing but the iterators that they are given.
var onlyReads = map[string]bool{"print": true, "str": true, "repr": true, "sum": true, "min": true, "max": true, "sorted": true, "list": true,
	"tuple": true, "set": true, "frozenset": true, "dict": true, "any": true, "all": true, "format": true, "hash": true,
	"dict.get": true, "dict.keys": true, "dict.values": true, "dict.items": true, "dict.copy": true, "list.copy": true, "list.index": true,
	"list.count": true, "set.copy": true, "str.join": true, "str.format": true, "collections.deque": true}

func (m *machine) recordCall(in Instr, sp int) {
	fn, args := m.callOf(m.callWritten(in, sp))
	of := fn
	if m.is(fn, kClass) {
		of = m.classLookup(fn, m.prog.well.init)
	}
	if m.is(of, kFunc) {
		if cl := m.get(of, 4); cl != 0 {
			args = append(append([]Value{}, args...), m.items(cl)...)
		}
	}
	if fn.isConst() && fn != 0 {
		switch nat := nativeOf(fn); {
		case (nat.name == "len" || nat.name == "bool") && len(args) == 1 && m.container(args[0]) && !m.is(args[0], kDictView) && !m.is(args[0], kIter):
			m.recordObject(m.unwrap(args[0]), partSize, Reads)
			return
		case m.namesAttr(nat, args):
			op := attributeOps[nat.name]
			m.recordAttr(m.attrAccess(op, args[1], args[0]), modeOf(op != LOADATTR))
			return
		case onlyReads[nat.name]:
			for _, v := range args {
				m.recordInside(v, false, 0)
			}
			return
		case (nat.name == "list.extend" || nat.name == "collections.deque.extend" || nat.name == "dict.update" || shallow[nat.name]) && len(args) > 0:
			if m.is(args[0], kIter) || m.is(args[0], kFrame) || m.unwrap(args[0]) != args[0] {
				m.recordInside(args[0], true, 0)
			} else {
				m.recordObject(args[0], partAll, Writes)
			}
			for _, v := range args[1:] {
				if !shallow[nat.name] {
					m.recordInside(v, false, 0)
				}
			}
			return
		}
	}
	for _, v := range args {
		m.recordInside(v, true, 0)
	}
}

// recordInside notes that something looks at an object and at all that is in it,
// or writes to it.
func (m *machine) recordInside(v Value, write bool, depth int) {
	k := m.kindOf(v)
	switch {
	case m.shows(v):
		m.recordObject(v, partAll, modeOf(write || k == kIter || k == kFrame))
	case !k.mutable() && k != kTuple && k != kFrozenSet && k != kMethod && k != kPartial && k != kCell:
		return
	}
	if depth > 20 {
		m.noteAccess(Access{Anything, partAll, Writes})
		return
	}
	m.eachRef(v.payload(), func(x Value) {
		if x != 0 && x.isRef() && !m.isClass(x) && !m.is(x, kFrame) {
			m.recordInside(x, write, depth+1)
		}
	})
}

// steady are the operations that can go on at any time.
var steady map[int64]bool

func init() {
	steady = map[int64]bool{}
	for _, op := range []int{opAccess, opEnd, opStart, opSleep, opVisible, opRelease, opLocked, opWait, opNotify, opForeign, opIsSet, opSet, opClear, opGate} {
		steady[int64(op)] = true
	}
}

// recordOp notes what the operation that t stands before does when it goes on.
func (m *machine) recordOp(t Value, w way) {
	wrote := m.follow.wrote
	m.noteOp(t, w)
	m.follow.wrote = wrote || m.get(t, wThreadOp).int() == int64(opStart) // the others store nothing of the program's
	m.follow.known = m.follow.known && !m.follow.wrote
}

func (m *machine) noteOp(t Value, w way) {
	obj := m.get(t, wThreadObj)
	op := int(m.get(t, wThreadOp).int())
	if op != opAccess {
	}
	switch op {
	case opAcquire:
		m.recordObject(obj, partAll, modeOf(w == wayRun && m.mutexFree(obj) || !m.lockTried(t)))
	case opRelease:
		m.recordObject(obj, partAll, Writes)
	case opLocked, opIsSet, opGateUntil:
		m.recordObject(obj, partAll, Reads)
	case opWait, opWaiting, opNotify:
		m.recordObject(obj, partAll, Writes)
		if l := m.get(obj, wMonitorLock); l.isRef() {
			m.recordObject(l, partAll, modeOf(op != opNotify && w == wayRun))
		}
	case opGate:
		m.recordObject(obj, partAll, modeOf(m.get(obj, wGateSet) != True))
	case opSet, opClear, opGateWaiting:
		m.recordObject(obj, partAll, Writes)
	case opStart:
		m.recordObject(obj, partNamed("_handle"), Writes)
		m.recordThreads()
	case opJoin:
		m.recordJoin(obj, m.get(t, wThreadArg) == None)
	case opUntil:
		for _, n := range m.items(m.get(t, wThreadArg2))[1:] {
			if m.text(n) == "exit" {
				m.recordExit()
				continue
			}
			m.recordObject(obj, m.partOf(n), Reads)
			if v := m.ownValue(obj, n); m.container(v) {
				m.recordObject(m.unwrap(v), partSize, Reads)
			}
		}
	}
}

// lockTried reports whether the acquire that t stands before has a limit.
func (m *machine) lockTried(t Value) bool { return m.get(t, wThreadArg) != None }

// recordJoin notes that a thread finds that another one has ended.
func (m *machine) recordJoin(t Value, untimed bool) {
	mode := Reads
	if untimed && !m.follow.bearing {
		mode = Comes
	}
	m.recordObject(t, partEnd, mode)
}

// recordExit notes that a thread looks whether the program is at its end.
func (m *machine) recordExit() {
	m.recordObject(m.a[m.frozen+rMainThread], partEnd, Reads)
	if m.cfg.Minor <= 8 { // where that waits for the other threads
		m.noteAccess(Access{nameThreads, partAll, Reads})
	}
}

// recordThreads notes that other threads are there than before.
func (m *machine) recordThreads() {
	if m.prog.ordersThreads || m.prog.seesEnds || m.prog.usesIdents || m.prog.seesMainEnd && m.cfg.Minor <= 8 {
		m.noteAccess(Access{nameThreads, partAll, Writes})
	}
}

// bearing prepares for running what begins in the step; what it returns is called
// behind that. What the new threads access does not wait for what the step's own
// thread has waited for.
func (m *machine) bearing() func() {
	own := m.follow.print
	m.follow.print, m.follow.bearing, m.follow.bearAt, m.follow.bearChosen = nil, true, m.top, len(m.chosen)
	return func() {
		m.follow.print, m.follow.bearing = append(m.follow.print, own...), false
	}
}

// recordEnd notes that a thread ends.
func (m *machine) recordEnd(t Value) {
	m.recordObject(t, partEnd, Writes)
	m.recordThreads()
}

// scanFollow finds out what footprints depend on.
func (im *image) scanFollow(names map[string]bool) {
	for _, n := range []string{"vars", "globals", "locals", "__dict__", "cached_property"} {
		im.aliases = im.aliases || names[n]
	}
}

// checkInvariants evaluates the invariants in the state behind a step. A step that
// writes what they read is followed by their reading, so that it does not commute
// with others that do, and every value that they can have is seen.
func (m *machine) checkInvariants() []Finding {
	if !m.following() || len(m.prog.invariants) == 0 {
		return m.checkHooks(m.prog.invariants, "invariant")
	}
	print := m.follow.print
	m.follow.print = m.follow.reads[:0]
	found := m.checkHooks(m.prog.invariants, "invariant")
	m.follow.reads, m.follow.print = m.follow.print, print
	seen := false
	for _, r := range m.follow.reads {
		for _, a := range print {
			seen = seen || r.Meets(a)
		}
	}
	if seen {
		m.follow.print = append(m.follow.print, m.follow.reads...)
	}
	return found
}
