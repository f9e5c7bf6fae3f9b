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

// replacedAttr is replaced for attributes: of obj, to which x is assigned.
func (m *machine) replacedAttr(in Instr, obj, x Value) int {
	if !m.is(obj, kInstance) || !m.get(obj, wClass).isRef() {
		return -1
	}
	cls, name := m.get(obj, wClass), m.prog.names[in.A]
	flags := m.get(cls, wClassFlags).int()
	p := m.classLookup(cls, name)
	if in.Op == STOREATTR {
		if flags&classSetattr != 0 {
			return -1
		}
		if m.is(p, kProperty) && m.runs(m.get(p, 2)) {
			m.instead = call{fn: m.get(p, 2), args: []Value{obj, x}, mode: modeDrop}
			return 2
		}
		return -1
	}
	if flags&classGetattr != 0 {
		fn := m.ownMethod(obj, "__getattr__")
		if fn != 0 && m.userMethod(obj, "__getattribute__") == 0 && p == 0 && m.ownValue(obj, name) == 0 && m.lookupProp(cls, name) == nil && m.text(name)[0] != '_' {
			m.instead = call{fn: fn, args: []Value{obj, name}}
			return 1
		}
		return -1
	}
	if m.is(p, kProperty) && m.runs(m.get(p, 1)) {
		m.instead = call{fn: m.get(p, 1), args: []Value{obj}}
		return 1
	}
	return -1
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
