package model

// Operators and attributes for which classes of the program have methods: see
// instead.go.

// An overload is the special method of an operator, and the function that does
// the whole operation.
type overload struct {
	method string
	whole  *native
}

// operators and comparisons are the overloads by operator.
var (
	operators   [MatMul + 1]overload
	comparisons [GtE + 1]overload
)

func init() {
	for op, name := range [...]string{Add: "add", Sub: "sub", Mul: "mul", Div: "truediv", FloorDiv: "floordiv", Mod: "mod", Pow: "pow",
		LShift: "lshift", RShift: "rshift", BitAnd: "and", BitOr: "or", BitXor: "xor", MatMul: "matmul"} {
		operators[op] = overload{"__" + name + "__", def("threading._whole_"+name, "x, y, /", func(m *machine, a []Value) Value {
			return m.binop(BinaryOp(op), a[0], a[1], false)
		})}
	}
	for op, name := range [...]string{Eq: "eq", NotEq: "ne", Lt: "lt", LtE: "le", Gt: "gt", GtE: "ge"} {
		comparisons[op] = overload{"__" + name + "__", def("threading._whole_"+name, "x, y, /", func(m *machine, a []Value) Value {
			return m.compareOp(CompareOp(op), a[0], a[1])
		})}
	}
	def("threading._own_str", "x, /", func(m *machine, a []Value) Value { return orNone(m.ownStr(a[0])) })
	def("threading._own_next", "it, /", func(m *machine, a []Value) Value { return orNone(m.ownMethod(a[0], "__next__")) })
}

// ownMethod is a special method whose code is the program's own, 0 if obj has
// none: the library's does not stop.
func (m *machine) ownMethod(obj Value, name string) Value {
	if fn := m.userMethod(obj, name); fn != 0 && !m.prog.codes[m.get(fn, 1).int()].lib {
		return fn
	}
	return 0
}

// ownStr is the method of the program's that makes str(obj), 0 if there is none.
func (m *machine) ownStr(obj Value) Value {
	if m.userMethod(obj, "__str__") != 0 {
		return m.ownMethod(obj, "__str__")
	}
	return m.ownMethod(obj, "__repr__")
}

// helper makes the call of a function of lib/threading.py the one that is made.
func (m *machine) helper(global int, args ...Value) bool {
	if global < 0 {
		return false
	}
	m.instead = call{fn: m.a[m.prog.globals[global].at], args: args}
	return true
}

// overloaded is replaced for operators; s is the stack.
func (m *machine) overloaded(in Instr, s []Value) int {
	h := &m.prog.helpers
	top := len(s) - 1
	direct := func(operands int, fn Value, mode frameMode, args ...Value) int {
		m.instead = call{fn: fn, args: args, mode: mode}
		return operands
	}
	switch in.Op {
	case INDEX:
		if fn := m.ownMethod(s[top-1], "__getitem__"); fn != 0 {
			return direct(2, fn, modePush, s[top-1], s[top])
		}
		if fn := m.lateMissing(s[top-1], s[top]); fn != 0 {
			return direct(2, fn, modePush, s[top-1], s[top])
		}
		if f := m.lateFactory(s[top-1], s[top]); f != 0 && m.helper(h.missing, s[top-1], s[top], f) {
			return 2
		}
	case STOREIDX:
		if fn := m.ownMethod(s[top-1], "__setitem__"); fn != 0 {
			return direct(3, fn, modeDrop, s[top-1], s[top], s[top-2])
		}
	case DELIDX:
		if fn := m.ownMethod(s[top-1], "__delitem__"); fn != 0 {
			return direct(2, fn, modeDrop, s[top-1], s[top])
		}
	case BINOP:
		o := operators[in.A]
		if in.B == 1 {
			if fn := m.ownMethod(s[top-1], "__i"+o.method[2:]); fn != 0 {
				return direct(2, fn, modePush, s[top-1], s[top])
			}
		}
		if fn := m.ownMethod(s[top-1], o.method); fn != 0 && m.helper(h.operate, fn, s[top-1], s[top], o.whole.value()) {
			return 2
		}
	case COMPARE:
		switch op := CompareOp(in.A); op {
		case In, NotIn:
			if fn := m.ownMethod(s[top], "__contains__"); fn != 0 && m.helper(h.contains, fn, s[top], s[top-1], boolValue(op == In)) {
				return 2
			}
		case Is, IsNot:
		default:
			o := comparisons[op]
			with, fn := h.operate, m.ownMethod(s[top-1], o.method)
			if op == NotEq && m.userMethod(s[top-1], "__ne__") == 0 {
				with, fn = h.notEqual, m.ownMethod(s[top-1], "__eq__")
			}
			if fn != 0 && m.helper(with, fn, s[top-1], s[top], o.whole.value()) {
				return 2
			}
		}
	case UNARY, JF, JT:
		if in.Op == UNARY && UnaryOp(in.A) != Not {
			break
		}
		fn := m.ownMethod(s[top], "__bool__")
		if fn == 0 && m.userMethod(s[top], "__bool__") == 0 {
			fn = m.ownMethod(s[top], "__len__")
		}
		if fn != 0 {
			m.instead = call{fn: fn, args: []Value{s[top]}, again: true}
			return 1
		}
	case FORMAT:
		if in.A&4 != 0 || m.userMethod(s[top], "__format__") != 0 {
			break
		}
		if fn := m.ownStr(s[top]); fn != 0 && in.A&3 <= 1 {
			m.instead = call{fn: fn, args: []Value{s[top]}, again: true}
			return 1
		}
	case GETITER:
		if fn := m.ownMethod(s[top], "__iter__"); fn != 0 && m.helper(h.begin, s[top], fn) {
			return 1
		}
		if step := m.ownMethod(s[top], "__next__"); step != 0 && m.helper(h.iterate, s[top], step) {
			return 1
		}
	}
	return -1
}

// replacedAttr is replaced for attributes: of obj, to which x is assigned. What
// runs is a property's function, a method of a descriptor, or one that the class
// has for all attributes.
func (m *machine) replacedAttr(op Op, obj, name, x Value) int {
	cls := m.userClass(obj)
	if cls == 0 {
		return -1
	}
	flags := m.get(cls, wClassFlags).int()
	p := m.classLookup(cls, name)
	use := func(operands int, mode frameMode, fn Value, args ...Value) int {
		if !m.runs(fn) {
			return -1
		}
		m.instead = call{fn: fn, args: args, mode: mode}
		return operands
	}
	switch op {
	case STOREATTR:
		switch {
		case flags&classSetattr != 0 && m.userMethod(obj, "__setattr__") != 0:
			return use(2, modeDrop, m.userMethod(obj, "__setattr__"), obj, name, x)
		case m.is(p, kProperty):
			return use(2, modeDrop, m.get(p, 2), obj, x)
		case m.userMethod(p, "__set__") != 0:
			return use(2, modeDrop, m.userMethod(p, "__set__"), p, obj, x)
		}
		return -1
	case DELATTR:
		switch {
		case flags&classSetattr != 0 && m.userMethod(obj, "__delattr__") != 0:
			return use(1, modeDrop, m.userMethod(obj, "__delattr__"), obj, name)
		case m.is(p, kProperty):
			return use(1, modeDrop, m.get(p, 3), obj)
		case m.userMethod(p, "__delete__") != 0:
			return use(1, modeDrop, m.userMethod(p, "__delete__"), p, obj)
		}
		return -1
	}
	var fn Value
	var args []Value
	own := m.ownValue(obj, name) != 0
	switch {
	case flags&classGetattr != 0 && m.userMethod(obj, "__getattribute__") != 0:
		fn, args = m.userMethod(obj, "__getattribute__"), []Value{obj, name}
	case m.is(p, kProperty):
		fn, args = m.get(p, 1), []Value{obj}
	case m.userMethod(p, "__get__") != 0 && (!own || m.userMethod(p, "__set__") != 0):
		fn, args = m.userMethod(p, "__get__"), []Value{p, obj, cls}
	}
	other := Value(0)
	if flags&classGetattr != 0 {
		other = m.userMethod(obj, "__getattr__")
	}
	switch {
	case fn != 0 && other != 0:
		if m.helper(m.prog.helpers.attribute, fn, m.tuple(args...), other, obj, name) {
			return 1
		}
		return -1
	case fn != 0:
		return use(1, modePush, fn, args...)
	case other != 0 && p == 0 && !own && m.lookupProp(cls, name) == nil && !m.always(name):
		return use(1, modePush, other, obj, name)
	}
	return -1
}

// attributeCall is replaced for getattr, setattr, delattr and hasattr.
func (m *machine) attributeCall(builtin string, args []Value, operands int) int {
	op := map[string]Op{"getattr": LOADATTR, "hasattr": LOADATTR, "setattr": STOREATTR, "delattr": DELATTR}[builtin]
	x, most := Value(0), 2
	if len(args) == 3 {
		x = args[2]
	}
	if builtin == "getattr" || builtin == "setattr" {
		most = 3
	}
	if len(args) < 2 || len(args) > most || builtin == "setattr" && x == 0 || !m.isStr(args[1]) || m.replacedAttr(op, args[0], args[1], x) < 0 {
		return -1
	}
	c, h := m.instead, &m.prog.helpers
	ok := true
	switch {
	case op != LOADATTR:
		ok = m.helper(h.nothing, c.fn, m.tuple(c.args...))
	case builtin == "hasattr":
		ok = m.helper(h.has, c.fn, m.tuple(c.args...))
	case x != 0:
		ok = m.helper(h.attributeOr, c.fn, m.tuple(c.args...), x)
	}
	if !ok {
		m.instead = call{}
		return -1
	}
	return operands
}

// construction is replaced for the call of a class whose __new__ is the program's
// own.
func (m *machine) construction(cls Value, args, names, kw []Value, operands int) int {
	fn := m.classLookup(cls, m.prog.well.new)
	if m.is(fn, kStatic) {
		fn = m.get(fn, 1)
	}
	if !m.is(fn, kFunc) || m.prog.codes[m.get(fn, 1).int()].lib || m.get(cls, wClassFlags).int()&classAbstract != 0 || m.isEnum(cls) {
		return -1
	}
	init := None
	if f := m.classLookup(cls, m.prog.well.init); m.is(f, kFunc) {
		init = f
	}
	d := m.newDict(len(names))
	for i, name := range names {
		m.dictSet(d, name, kw[i])
	}
	if !m.helper(m.prog.helpers.construct, fn, cls, init, m.tuple(args...), d) {
		return -1
	}
	return operands
}

// lateMissing returns the program's __missing__ that d[k] is to call, 0 if it calls
// none.
func (m *machine) lateMissing(d, k Value) Value {
	fn := m.ownMethod(d, "__missing__")
	if fn == 0 || !m.is(d, kDict) || m.userMethod(d, "__getitem__") != 0 || m.ownHash(k) {
		return 0
	}
	if e := m.tableFind(d, k); e >= 0 || m.exc != 0 {
		m.exc = 0
		return 0
	}
	return fn
}

// lateFactory returns the default factory that d[k] is to call, 0 if it calls none
// that runs code of the program.
func (m *machine) lateFactory(d, k Value) Value {
	if m.cfg.Preempt == PreemptSync || !m.is(d, kDict) || !m.dictExtended(d) || m.method(d, dnMissing) != 0 {
		return 0
	}
	f := m.dictFactory(d)
	if f == 0 || f == None {
		return 0
	}
	if !m.runsCode(f) {
		return 0
	}
	if m.ownHash(k) {
		return 0
	}
	if e := m.tableFind(d, k); e >= 0 || m.exc != 0 {
		m.exc = 0
		return 0
	}
	return f
}
