package model

import "strings"

// Where a thread stops: before each access to something that another thread can
// reach and may change, or may look at. What nobody else can tell is done in the
// same step: it commutes with what the others do.

// turnState is what a machine knows while a thread runs.
type turnState struct {
	quiet     bool // nothing is a step: a hook runs
	passing   bool // the thread goes on from the STEP that it comes to
	fresh     bool // a place where the thread may be preempted has come since it went on
	published bool // public is up to date
	born      int  // threads that have been started and have not run yet
	public    []bool
	toReach   []int
	refsBuf   []Value
	lineFrame int // where the last line began
	line      int32
	instead   call // what is called instead of an operation
}

// beginTurn prepares for a turn of the current thread, whose frame is m.fr.
func (m *machine) beginTurn() {
	m.fresh = m.cfg.Preempt == PreemptAccess
	m.published = false
	m.lineFrame, m.line = m.fr, 0
	if m.fr != 0 {
		m.line = m.framePos(m.fr).Line
	}
}

// again sets a frame that stands behind a STEP back to it, so that it is run.
func (m *machine) again(f int) {
	if pc := m.framePC(f); pc > 0 && m.frameCode(f).ins[pc-1].Op == STEP {
		m.setFrameAt(f, pc-1, m.frameSP(f))
		m.passing = true
	}
}

// An access is what an instruction is about to do to something shared.
type access struct {
	op    string // as in Stop.Op
	name  string // of the variable, attribute or function
	obj   Value  // the cell, object or container; the number of a global
	key   Value  // name of the attribute, index of the item; 0 for all of it
	write bool
	// atomic is one builtin's doing, which the GIL makes one.
	atomic bool
	// changes is true if that changes which items the container obj has.
	changes bool
	// shared is true if another thread can tell when it happens.
	shared bool
}

// stops decides whether the thread stops before the instruction at pc, behind
// the STEP for that. The library's own code does not stop here.
func (m *machine) stops(why int32, f int, c *code, pc, sp int) bool {
	if !c.lib && m.stopsBefore(why, f, c, pc, sp) {
		return true
	}
	if m.following() && why&stepCheck != 0 && (m.follow.Others || !m.alone()) {
		m.recordInstr(f, c, pc, sp)
	}
	return false
}

func (m *machine) stopsBefore(why int32, f int, c *code, pc, sp int) bool {
	if m.trace != nil && m.trace.cover != nil && c.Module == 0 {
		m.trace.cover.comes(f, c, pc-1)
	}
	if m.passing {
		m.passing = false
		return false
	}
	if m.awaiting {
		return why&stepCheck != 0 && !m.onlyLooks(c.ins[pc], c, m.accessAt(f, c, pc, sp), sp)
	}
	if m.undisturbed = m.undisturbed && m.through < maxThrough && m.onlyOne(m.current); m.undisturbed {
		m.through++
		return false
	}
	if m.minding && why&stepCheck != 0 {
		if !m.published {
			m.publish()
		}
		m.touched = m.touched || m.accessAt(f, c, pc, sp).shared
	}
	if why&stepBoundary != 0 {
		m.fresh = true
	}
	if why&stepLine != 0 {
		if line := c.Pos[pc].Start.Line; f != m.lineFrame || line != m.line {
			m.fresh = true
			m.lineFrame, m.line = f, line
		}
	}
	if why&stepCheck == 0 || m.quiet {
		return false
	}
	if m.trace != nil {
		m.trace.passing(m, m.accessAt(f, c, pc, sp), c, pc)
	}
	if !m.fresh || m.lonely() && !m.merges() || m.cfg.Preempt == PreemptSync {
		return false
	}
	if m.lonely() || !m.sharedAt(f, c, pc, sp) && !m.cfg.plain.stepAll {
		if m.merges() && m.widely(func() bool { return m.accessAt(f, c, pc, sp).shared }) {
			m.endEvent()
		}
		return false
	}
	if m.depth > 1 {
		if m.cfg.plain.stepAll {
			return false // without it, what others can notice here is refused
		}
		m.setFrameAt(f, pc+1, 0)
		m.nestedWait("a function that a builtin calls back")
	}
	return true
}

// sharedAt reports whether another thread can tell when the instruction at pc runs.
func (m *machine) sharedAt(f int, c *code, pc, sp int) bool {
	if !m.published && !m.follow.wide {
		m.publish()
	}
	return m.accessAt(f, c, pc, sp).shared
}

// accessAt describes what the instruction at pc of frame f does, with the stack
// up to sp.
func (m *machine) accessAt(f int, c *code, pc, sp int) access {
	in := c.ins[pc]
	a := m.a
	lo := f + wLocals
	switch in.Op {
	case LOADG, STOREG, DELG:
		g := &m.prog.globals[in.A]
		x := access{op: [...]string{"load-global", "store-global", "del-global"}[in.Op-LOADG], name: g.name, obj: rawInt(int64(in.A)), write: in.Op != LOADG}
		x.shared = !m.prog.private[in.A] && (in.Op != LOADG || g.at >= m.frozen && !(m.prog.constant[in.A] && m.boundBefore(int(in.A))))
		return x
	case LOADC, STOREC, DELC:
		cell := a[lo+int(in.A)]
		x := access{op: [...]string{"load-cell", "store-cell", "del-cell"}[in.Op-LOADC], name: c.Locals[in.A], obj: cell, write: in.Op != LOADC}
		if m.is(cell, kCell) {
			x.shared = m.isPublic(cell) && (in.Op != LOADC || !(m.prog.cells[c.index][in.A] && m.cellBoundBefore(cell)))
		}
		return x
	case LOADATTR, LOADMETH, STOREATTR, DELATTR:
		return m.attrAccess(in.Op, m.prog.names[in.A], a[sp-1])
	case INDEX, STOREIDX, DELIDX:
		x := access{obj: a[sp-2], key: a[sp-1], write: in.Op != INDEX, op: [...]string{"load-item", "store-item", "del-item"}[in.Op-INDEX]}
		x.shared = m.container(x.obj) && m.shows(x.obj)
		return x
	case CALL, CALLKW, CALLM, CALLMKW, CALLEX, WITHEXC:
		return m.calling(m.callWritten(in, sp))
	case BINOP, COMPARE:
		if in.Op == COMPARE && (CompareOp(in.A) == Is || CompareOp(in.A) == IsNot) {
			return access{}
		}
		x := access{op: "operator", obj: a[sp-2], key: a[sp-1], atomic: true}
		x.write = in.Op == BINOP && in.B == 1 && m.container(x.obj)
		x.changes = x.write
		if in.Op == COMPARE {
			x.shared = m.compared(a[sp-2]) || m.compared(a[sp-1])
		} else {
			x.shared = m.walked(a[sp-2]) || m.walked(a[sp-1]) || !isPlace(x.obj) && m.is(x.obj, kList) && m.walked(x.key)
		}
		if !m.shows(x.obj) && m.shows(x.key) {
			x.obj = x.key
		}
		x.key = 0
		return x
	case UNARY, JF, JT, JFKEEP, JTKEEP:
		v := a[sp-1]
		return access{op: "operator", obj: v, atomic: true, shared: m.container(v) && m.shows(v)}
	case FORMAT:
		v := a[sp-1]
		if in.A&4 != 0 {
			v = a[sp-2]
		}
		return access{op: "operator", obj: v, atomic: true, shared: m.operand(v)}
	case LISTEXTEND, SETUPDATE, DICTUPDATE, DICTMERGE, UNPACK, UNPACKEX, MATCHLEN:
		return access{op: "operator", obj: a[sp-1], atomic: true, shared: m.walked(a[sp-1])}
	case MATCHKEYS, MATCHREST:
		return access{op: "operator", obj: a[sp-2], atomic: true, shared: m.walked(a[sp-2])}
	case MATCHCLASS:
		return access{op: "operator", obj: a[sp-3], atomic: true, shared: m.shows(a[sp-3])}
	case GETITER:
		v := a[sp-1]
		k := m.kindOf(v)
		return access{op: "iter", obj: v, atomic: true, shared: (k == kDict || k == kSet || k == kDeque || k == kDictView || k == kMappingProxy) && m.walked(v)}
	case FORITER:
		v := a[sp-1]
		x := access{op: "next", obj: v, atomic: true, shared: m.walked(v)}
		if m.is(v, kFrame) {
			x.shared = m.isPublic(v)
		}
		return x
	case YIELD, YIELDFROM, RETURN:
		return access{op: "yield", obj: refValue(f), atomic: true, write: true, shared: m.isPublic(refValue(f))}
	}
	return access{}
}

// container reports whether items, length and truth of a value are those of a
// builtin container.
func (m *machine) container(v Value) bool {
	if isPlace(v) {
		return false
	}
	switch m.kindOf(v) {
	case kList, kDict, kSet, kDeque, kDictView, kMappingProxy, kIter:
		return true
	case kInstance:
		return m.unwrap(v) != v
	}
	return false
}

// operand reports whether an operation on v sees what another thread can change.
func (m *machine) operand(v Value) bool {
	if isPlace(v) {
		return false
	}
	switch m.kindOf(v) {
	case kFree:
		return false
	case kList, kTuple, kDict, kSet, kFrozenSet, kDeque, kIter, kDictView, kMappingProxy, kException, kFrame, kInstance:
		return m.showsInside(v)
	}
	return false
}

// compared is operand for a comparison: objects of a class that says nothing
// about it are compared by identity.
func (m *machine) compared(v Value) bool {
	if isPlace(v) {
		return false
	}
	if m.is(v, kInstance) {
		cls := m.get(v, wClass)
		for _, name := range []string{"__eq__", "__lt__", "__contains__"} {
			if f := m.classLookup(cls, m.str(name)); f != 0 && !f.isConst() {
				return m.showsInside(v)
			}
		}
		return m.walked(v)
	}
	return m.operand(v)
}

// attrAccess describes an access to an attribute.
func (m *machine) attrAccess(op Op, name, obj Value) access {
	x := access{op: "load-attr", name: m.text(name), obj: obj, key: name, write: op == STOREATTR || op == DELATTR}
	switch op {
	case STOREATTR:
		x.op = "store-attr"
	case DELATTR:
		x.op = "del-attr"
	}
	k := m.kindOf(obj)
	switch {
	case k == kSuper:
		return x
	case k == kClass || k == kFunc || k == kNamespace:
	case k == kMethod:
		return x
	case k < firstInstanceKind && !(k == kDict && m.dictExtended(obj)):
		return x
	default:
		if !m.isPublic(obj) || m.ownValue(obj, m.str("_made_with")) != 0 {
			return x // a threading.local has attributes for each thread
		}
	}
	if !x.write {
		if (x.name == "name" || x.name == "value") && m.isEnumMember(obj) {
			return x // cannot be assigned
		}
		if m.prog.settled(x.name) && m.madeBefore(obj) {
			return x
		}
		if k >= firstInstanceKind && k != kNamespace {
			// A property is a function; what it looks at is its own affair.
			if p := m.classLookup(m.get(obj, wClass), name); m.is(p, kProperty) && !m.nativeGetter(p) {
				return x
			}
		}
	}
	x.shared = true
	return x
}

// nativeGetter reports whether what a property calls to be read is no function of
// the program's, such as an operator.attrgetter: it does not stop by itself.
func (m *machine) nativeGetter(property Value) bool {
	get := m.get(property, 1)
	return get != None && (!m.is(get, kFunc) || m.prog.codes[m.get(get, 1).int()].lib)
}

// beingMade reports whether another thread is in an __init__ of obj.
func (m *machine) beingMade(obj Value) bool {
	for _, t := range m.threads() {
		if t == m.current {
			continue
		}
		if m.initialises(m.get(t, wThreadFrame).payload(), obj) {
			return true
		}
	}
	return false
}

// callOf returns the function that is called by calling fn, and the arguments with
// those that a method or a partial function gives it.
func (m *machine) callOf(fn Value, args []Value) (Value, []Value) {
	for {
		switch m.kindOf(fn) {
		case kMethod:
			args = append([]Value{m.get(fn, 2)}, args...)
			fn = m.get(fn, 1)
			continue
		case kPartial:
			args = append(append([]Value{}, m.items(m.get(fn, 2))...), args...)
			args = append(args, m.get(fn, 3))
			fn = m.get(fn, 1)
			continue
		}
		return fn, args
	}
}

// callWritten returns the function and the arguments of a call as they stand in it.
func (m *machine) callWritten(in Instr, sp int) (fn Value, args []Value) {
	a := m.a
	n := int(in.A)
	switch in.Op {
	case CALL, CALLKW:
		fn, args = a[sp-n-1], a[sp-n:sp]
	case CALLM, CALLMKW:
		if fn = a[sp-n-2]; fn == 0 {
			fn, args = a[sp-n-1], a[sp-n:sp]
		} else {
			args = a[sp-n-1 : sp]
		}
	case CALLEX:
		fn, args = a[sp-2-n], a[sp-1-n:sp]
	case WITHEXC:
		fn = a[sp-2]
	}
	return fn, args
}

// calling describes the call of a function with arguments.
func (m *machine) calling(fn Value, args []Value) access {
	x := access{op: "call", name: m.callee(fn), atomic: true}
	fn, args = m.callOf(fn, args)
	meta := true
	if fn.isConst() && nativeOf(fn) == typeCall && len(args) > 0 && m.is(args[0], kClass) { // makes an instance
		fn, args, meta = args[0], args[1:], false
	}
	look := args
	switch m.kindOf(fn) {
	case kFunc:
		c := m.prog.codes[m.get(fn, 1).int()]
		if !c.lib || ownSteps[m.prog.src.Modules[c.Module].Name] {
			return x
		}
		if cl := m.get(fn, 4); cl != 0 {
			look = append(append([]Value{}, look...), m.items(cl)...)
		}
	case kClass:
		if meta && m.metaCall(fn) != 0 {
			return x
		}
		if m.dataType(fn) == nil {
			if init := m.classLookup(fn, m.prog.well.init); !m.is(init, kFunc) {
				return x
			} else if c := m.prog.codes[m.get(init, 1).int()]; !c.lib || ownSteps[m.prog.src.Modules[c.Module].Name] {
				return x
			} else if cl := m.get(init, 4); cl != 0 { // the factories of a dataclass
				look = append(append([]Value{}, look...), m.items(cl)...)
			}
		}
	case kFree:
		if !fn.isConst() {
			return x
		}
		switch nat := nativeOf(fn); {
		case nat.kind == nType && (nat.typ.inst == kException || nat.typ.inst == kMutex || nat.typ.inst == kMonitor || nat.typ.inst == kGate || nat.name == "super" || nat.name == "object" || nat.name == "type"):
			return x
		case nat.kind == nFunc && strings.HasPrefix(nat.name, "threading."), blind[nat.name]:
			return x
		case m.namesAttr(nat, args):
			y := m.attrAccess(attributeOps[nat.name], args[1], args[0])
			x.obj, x.shared = y.obj, y.shared
			return x
		case walking[nat.name]:
			for _, v := range args {
				if m.walked(v) {
					x.obj, x.shared = v, true
				}
			}
			if changing[nat.name] && len(args) > 0 && m.walked(args[0]) {
				x.obj, x.changes = args[0], true
			}
			return x
		case shallow[nat.name] && len(args) > 0:
			if m.shows(args[0]) {
				x.obj, x.shared, x.changes = args[0], true, changing[nat.name]
			}
			return x
		case changing[nat.name] && len(args) > 0 && m.shows(args[0]):
			x.obj, x.shared, x.changes = args[0], true, true
			return x
		}
	default:
		return x
	}
	for _, v := range look {
		if m.showsInside(v) {
			x.obj, x.shared = v, true
			return x
		}
	}
	return x
}

// attributeOps are what the builtins do that take the name of an attribute.
var attributeOps = map[string]Op{"getattr": LOADATTR, "hasattr": LOADATTR, "setattr": STOREATTR, "delattr": DELATTR}

// namesAttr reports whether a call of a builtin is an access to an attribute of a
// class, a function or a module.
func (m *machine) namesAttr(nat *native, args []Value) bool {
	if _, ok := attributeOps[nat.name]; !ok || len(args) < 2 || !m.isStr(args[1]) {
		return false
	}
	k := m.kindOf(args[0])
	return k == kClass || k == kFunc || k == kNamespace
}

// ownSteps are the library modules whose code stops by itself where it must, or
// does nothing to what it is given but call it.
var ownSteps = map[string]bool{"threading": true, "queue": true, "concurrent.futures": true, "concurrent.futures.thread": true,
	"contextlib": true, "typing": true}

// blind are builtins that do not look at the contents of their arguments.
var blind = map[string]bool{"isinstance": true, "issubclass": true, "id": true, "callable": true, "type": true, "time.sleep": true,
	"enumerate": true, "zip": true, "map": true, "filter": true, "iter": true, "range": true, "property": true, "staticmethod": true, "classmethod": true}

// walking are builtins that go over the items of their arguments and do not look
// into them.
var walking = map[string]bool{"list": true, "tuple": true, "reversed": true, "collections.deque": true, "list.extend": true, "dict.update": true,
	"collections.deque.extend": true, "list.__iadd__": true, "collections.deque.__iadd__": true, "dict.__ior__": true, "any": true, "all": true}

// shallow are builtins that look at the contents of their first argument only.
var shallow = map[string]bool{"len": true, "bool": true, "next": true,
	"list.append": true, "list.pop": true, "list.insert": true, "list.clear": true, "list.copy": true, "list.reverse": true,
	"collections.deque.append": true, "collections.deque.appendleft": true, "collections.deque.pop": true, "collections.deque.popleft": true,
	"collections.deque.clear": true, "collections.deque.rotate": true,
	"dict.get": true, "dict.pop": true, "dict.setdefault": true, "dict.keys": true, "dict.values": true, "dict.items": true, "dict.clear": true, "dict.popitem": true,
	"set.add": true, "set.discard": true, "set.remove": true, "set.pop": true, "set.clear": true,
	"BaseException.__init__": true}

// changing are builtins that change which items their first argument has.
var changing = map[string]bool{"list.append": true, "list.extend": true, "list.pop": true, "list.insert": true, "list.remove": true,
	"list.clear": true, "list.reverse": true, "list.sort": true,
	"collections.deque.append": true, "collections.deque.appendleft": true, "collections.deque.pop": true, "collections.deque.popleft": true,
	"collections.deque.extend": true, "collections.deque.clear": true, "collections.deque.rotate": true, "collections.deque.remove": true,
	"list.__iadd__": true, "list.__imul__": true, "collections.deque.__iadd__": true, "collections.deque.__imul__": true, "dict.__ior__": true,
	"dict.update": true, "dict.pop": true, "dict.popitem": true, "dict.setdefault": true, "dict.clear": true}

// callee is the __name__ of a function that is called.
func (m *machine) callee(fn Value) string {
	switch m.kindOf(fn) {
	case kMethod, kPartial:
		return m.callee(m.get(fn, 1))
	case kFunc:
		c := m.prog.codes[m.get(fn, 1).int()]
		if c.lib && c.Name == "<lambda>" {
			return "__call__" // what the library makes of functions are objects in CPython
		}
		if c.lib && c.QualName == "_cached.<locals>.wrapper" && m.prog.src.Modules[c.Module].Name == "functools" {
			return m.text(m.funcAttr(fn, m.str("__name__"))) // a cache, by the name of what it wraps
		}
		return c.Name
	case kClass:
		if init := m.classLookup(fn, m.prog.well.init); m.is(init, kFunc) {
			if c := m.prog.codes[m.get(init, 1).int()]; c.lib && m.prog.src.Modules[c.Module].Name == "dataclasses" {
				return c.Name // CPython tells of that function, which it has generated
			}
		}
		return m.className(fn)
	}
	if fn.isConst() {
		return nativeOf(fn).shortName()
	}
	return "__call__"
}
