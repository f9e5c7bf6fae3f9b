package model

// What builtins do by calling code of the program. Go code cannot stop in the
// middle, where another thread may come in between; so in programs with threads
// such operations become calls of that code, or of functions of lib/threading.py
// that do the same. The STEP before them sees to it.

// A call is one that is made instead of an operation.
type call struct {
	fn    Value
	args  []Value
	mode  frameMode
	send  bool // a generator, fn, is resumed
	again bool // the operation is done behind it, with the result as operand
}

// helpers are the functions of lib/threading.py, by global.
type helpers struct {
	drain, drainInto, anyOf, allOf, mapOf, filterOf, calls, byKey, sort                                                  int
	missing, operate, notEqual, contains, construct, begin, iterate, print, attribute, attributeOr, has, nothing, nextOr int
}

func (im *image) findHelpers() {
	h := &im.helpers
	for name, at := range map[string]*int{"_drain": &h.drain, "_drain_into": &h.drainInto, "_any": &h.anyOf, "_all": &h.allOf,
		"_missing": &h.missing, "_operate": &h.operate, "_not_equal": &h.notEqual, "_contains": &h.contains, "_construct": &h.construct, "_begin": &h.begin, "_iterate": &h.iterate, "_print": &h.print, "_attribute": &h.attribute, "_attribute_or": &h.attributeOr, "_has": &h.has, "_nothing": &h.nothing, "_next_or": &h.nextOr,
		"_map": &h.mapOf, "_filter": &h.filterOf, "_calls": &h.calls, "_by_key": &h.byKey, "_sort": &h.sort} {
		*at = -1
		for i, g := range im.globals {
			if g.name == name && im.src.Modules[g.module].Name == "threading" && im.src.Modules[g.module].Library {
				*at = i
			}
		}
	}
}

// all are the helpers that there are.
func (h *helpers) all() (globals []int) {
	for _, g := range []int{h.drain, h.drainInto, h.anyOf, h.allOf, h.mapOf, h.filterOf, h.calls, h.byKey, h.sort, h.missing, h.operate, h.notEqual,
		h.contains, h.construct, h.begin, h.iterate, h.print, h.attribute, h.attributeOr, h.has, h.nothing, h.nextOr} {
		if g >= 0 {
			globals = append(globals, g)
		}
	}
	return globals
}

// replaced decides whether the operation at pc becomes a call: it returns how
// many operands the result takes the place of, and -1 if it does not. The call is
// in machine.instead then.
func (m *machine) replaced(c *code, pc, sp int) int {
	if m.depth > 1 || m.quiet || c.lib {
		return -1
	}
	in := c.ins[pc]
	a := m.a
	switch in.Op {
	case LOADATTR, STOREATTR, DELATTR:
		return m.replacedAttr(in.Op, a[sp-1], m.prog.names[in.A], a[sp-2])
	case LOADMETH:
		if m.replacedAttr(in.Op, a[sp-1], m.prog.names[in.A], 0) < 0 {
			return -1
		}
		a[sp-1] = 0 // a function without an object
		return 0
	case INDEX, STOREIDX, DELIDX, BINOP, COMPARE, UNARY, JF, JT, FORMAT, GETITER:
		return m.overloaded(in, a[:sp])
	case CALL, CALLKW, CALLM, CALLMKW:
		return m.replacedCall(in, sp)
	case LISTEXTEND:
		if m.isGenerator(a[sp-1]) && m.helper(m.prog.helpers.drain, tList.value(), a[sp-1], m.tuple(), m.newDict(0)) {
			m.instead.again = true
			return 1
		}
	}
	return -1
}

// runs reports whether calling v runs code of the program.
func (m *machine) runs(v Value) bool {
	for m.is(v, kMethod) || m.is(v, kPartial) {
		v = m.get(v, 1)
	}
	switch m.kindOf(v) {
	case kFunc:
		return true
	default:
		return m.userMethod(v, "__call__") != 0
	}
}

// runsCode reports whether calling v, a function or a class, runs code of the
// program.
func (m *machine) runsCode(v Value) bool {
	if !m.is(v, kClass) {
		return m.runs(v)
	}
	init := m.classLookup(v, m.prog.well.init)
	return m.is(init, kFunc) && !m.prog.codes[m.get(init, 1).int()].lib
}

// userMethod is a special method of the program's own, 0 if obj has none.
func (m *machine) userMethod(obj Value, name string) Value {
	if cls := m.userClass(obj); cls != 0 {
		if fn := m.classLookup(cls, m.str(name)); m.is(fn, kFunc) {
			return fn
		}
	}
	return 0
}

// userClass is the class of an object if that is written in Python, else 0.
func (m *machine) userClass(obj Value) Value {
	if isPlace(obj) {
		return 0
	}
	cls := Value(0)
	switch k := m.kindOf(obj); {
	case k >= firstInstanceKind && k != kNamespace:
		cls = m.get(obj, wClass)
	case k == kDict:
		cls = m.get(obj, wDictClass)
	}
	if !cls.isRef() {
		return 0
	}
	return cls
}

// isGenerator reports whether v runs code of the program when it is iterated.
func (m *machine) isGenerator(v Value) bool {
	return m.is(v, kFrame) && m.frameCode(v.payload()).flavour == generator
}

// replacedCall is replaced for a call.
func (m *machine) replacedCall(in Instr, sp int) int {
	a := m.a
	n := int(in.A)
	var fn Value
	var args []Value
	operands := n + 1
	switch in.Op {
	case CALL, CALLKW:
		fn, args = a[sp-n-1], a[sp-n:sp]
	default:
		operands++
		if fn = a[sp-n-2]; fn == 0 {
			fn, args = a[sp-n-1], a[sp-n:sp]
		} else {
			args = a[sp-n-1 : sp]
		}
	}
	var names, kw []Value
	if in.Op == CALLKW || in.Op == CALLMKW {
		names = m.items(m.prog.consts[in.B])
		k := len(args) - len(names)
		args, kw = args[:k], args[k:]
	}
	if m.is(fn, kMethod) {
		args = append([]Value{m.get(fn, 2)}, args...)
		fn = m.get(fn, 1)
	}
	if m.is(fn, kClass) && m.metaCall(fn) == 0 {
		return m.construction(fn, args, names, kw, operands)
	}
	if !fn.isConst() || len(args) == 0 {
		return -1
	}
	h := &m.prog.helpers
	use := func(global int, args ...Value) int {
		if global < 0 {
			return -1
		}
		m.instead = call{fn: m.a[m.prog.globals[global].at], args: args}
		return operands
	}
	keywords := func(but string) (d, key Value) {
		d = m.newDict(len(names))
		for i, name := range names {
			if m.text(name) == but {
				key = kw[i]
				continue
			}
			m.dictSet(d, name, kw[i])
		}
		return d, key
	}
	name := nativeOf(fn).name
	switch name {
	case "next":
		step := m.userMethod(args[0], "__next__")
		switch {
		case len(args) == 2 && step != 0:
			return use(h.nextOr, step, args[0], args[1])
		case len(args) == 2 && m.isGenerator(args[0]):
			return use(h.nextOr, fn, args[0], args[1])
		case len(args) == 1 && step != 0:
			m.instead = call{fn: step, args: args}
			return operands
		}
	case "getattr", "setattr", "delattr", "hasattr":
		if len(names) == 0 {
			return m.attributeCall(name, args, operands)
		}
	case "print":
		for _, x := range args {
			if m.ownStr(x) != 0 {
				d, _ := keywords("")
				return use(h.print, fn, m.tuple(args...), d)
			}
		}
	case "any", "all":
		if m.isGenerator(args[0]) && len(args) == 1 {
			return use(map[string]int{"any": h.anyOf, "all": h.allOf}[name], args[0])
		}
	case "map", "filter":
		if m.runs(args[0]) && len(args) > 1 && len(names) == 0 {
			return use(map[string]int{"map": h.mapOf, "filter": h.filterOf}[name], args...)
		}
	case "sorted", "min", "max":
		if len(args) != 1 {
			break
		}
		d, key := keywords("key")
		if key != 0 && m.runs(key) {
			return use(h.byKey, fn, args[0], key, d)
		}
		if m.isGenerator(args[0]) {
			d, _ = keywords("")
			return use(h.drain, fn, args[0], m.tuple(args[1:]...), d)
		}
	case "list.sort":
		if d, key := keywords("key"); key != 0 && m.runs(key) {
			return use(h.sort, args[0], key, d)
		}
	case "list", "tuple", "set", "frozenset", "dict", "sum", "collections.deque", "collections.Counter":
		if m.isGenerator(args[0]) {
			d, _ := keywords("")
			return use(h.drain, fn, args[0], m.tuple(args[1:]...), d)
		}
	case "str.join", "list.extend", "set.update", "collections.deque.extend":
		if len(args) == 2 && m.isGenerator(args[1]) {
			return use(h.drainInto, fn, args[0], args[1])
		}
	case "iter":
		if len(args) == 2 && m.runs(args[0]) {
			return use(h.calls, args...)
		}
		fallthrough
	case "len", "repr", "str", "abs", "hash", "reversed", "bool":
		if len(args) == 1 && len(names) == 0 {
			special := map[string]string{"len": "__len__", "repr": "__repr__", "str": "__str__", "iter": "__iter__",
				"abs": "__abs__", "hash": "__hash__", "reversed": "__reversed__", "bool": "__bool__"}[name]
			fn := m.userMethod(args[0], special)
			if name == "str" {
				fn = m.ownStr(args[0])
			}
			if fn != 0 {
				m.instead = call{fn: fn, args: args}
				return operands
			}
		}
	}
	return -1
}

// generatorCall prepares to run a generator on by next, send, throw or close, as
// a frame of its own, where other threads may come in between; false if that is not
// what the call does.
func (m *machine) generatorCall(name string, args []Value) bool {
	g := args[0]
	state := m.frameState(g.payload())
	sent, exc, mode := None, Value(0), modeNext
	switch name {
	default:
		return false
	case "next":
		if len(args) != 1 {
			return false
		}
	case "*.generator.send":
		if len(args) != 2 || state == fsCreated && args[1] != None {
			return false
		}
		sent = args[1]
	case "*.generator.throw":
		if state != fsSuspended {
			return false
		}
		var ok bool
		if exc, ok = m.thrown(append(append([]Value(nil), args...), 0, 0)[:4]); !ok {
			m.exc = 0
			return false
		}
	case "*.generator.close":
		if state != fsSuspended {
			return false
		}
		exc, mode = m.newException(tGeneratorExit.value()), modeClose
	}
	if state == fsFinished || state == fsRunning {
		return false
	}
	m.instead = call{fn: g, args: []Value{sent, exc}, mode: mode, send: true}
	return true
}

// replacement makes the call in machine.instead.
func (m *machine) replacement() (Value, callStatus) {
	c := m.instead
	m.instead = call{}
	if c.send {
		m.resumeFrame(c.fn.payload(), m.fr, c.mode, c.args[0], c.args[1])
		return 0, callPushed
	}
	return m.invoke(c.fn, c.args, nil, nil, c.mode, 0)
}
