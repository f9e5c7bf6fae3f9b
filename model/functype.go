package model

// Functions, methods, and what wraps them: property, staticmethod, classmethod,
// super, functools.partial.

func (m *machine) wrap(k kind, fields ...Value) Value {
	o := m.alloc(k, 1+len(fields))
	copy(m.a[o+1:], fields)
	return refValue(o)
}

func init() {
	tProperty.ctor("fget=, fset=, fdel=, doc=", func(m *machine, a []Value) Value {
		return m.wrap(kProperty, orNone(arg(a, 1)), orNone(arg(a, 2)), orNone(arg(a, 3)), orNone(arg(a, 4)))
	})
	for i, name := range []string{"getter", "setter", "deleter"} {
		methods{tProperty, ofKind(kProperty)}.def(name, "f, /", func(m *machine, a []Value) Value {
			p := m.wrap(kProperty, m.get(a[0], 1), m.get(a[0], 2), m.get(a[0], 3), m.get(a[0], 4))
			m.set(p, 1+i, a[1])
			return p
		})
	}
	for i, name := range []string{"fget", "fset", "fdel", "__doc__"} {
		prop("property."+name, func(m *machine, a []Value) Value { return m.get(a[0], 1+i) })
	}
	methods{tProperty, ofKind(kProperty)}.def("__get__", "obj, owner=, /", func(m *machine, a []Value) Value {
		if a[1] == None {
			return a[0]
		}
		if g := m.get(a[0], 1); g != None {
			return m.call(g, a[1])
		}
		return m.raise(tAttributeError, "property of '%s' object has no getter", m.typeName(a[1]))
	})
	tStaticMethod.ctor("f, /", func(m *machine, a []Value) Value { return m.wrap(kStatic, a[1]) })
	tClassMethod.ctor("f, /", func(m *machine, a []Value) Value { return m.wrap(kClassM, a[1]) })
	for _, name := range []string{"staticmethod", "classmethod"} {
		prop(name+".__func__", func(m *machine, a []Value) Value { return m.get(a[0], 1) })
		prop(name+".__wrapped__", func(m *machine, a []Value) Value { return m.get(a[0], 1) })
		prop(name+".__name__", func(m *machine, a []Value) Value { return m.getattr(m.get(a[0], 1), m.str("__name__")) })
		prop(name+".__isabstractmethod__", func(m *machine, a []Value) Value { return boolValue(m.isAbstract(a[0])) })
	}
	def("staticmethod.__call__", "self, /, *args, **kw", func(m *machine, a []Value) Value {
		return m.callWith(m.get(a[0], 1), m.items(a[1]), a[2])
	})
	tSuper.ctor("cls=, obj=, /", func(m *machine, a []Value) Value {
		cls, obj := arg(a, 1), arg(a, 2)
		switch {
		case cls == 0:
			return m.raise(tRuntimeError, "super(): no arguments")
		case obj == 0:
			return m.unsupported("unbound-super", "super(C) without an object is not modelled", "write super() or super(C, self)")
		case !m.isClass(cls):
			return m.raise(tTypeError, "super() argument 1 must be a type, not %s", m.typeName(cls))
		}
		return m.superOf(cls, obj)
	})
	tPartial.ctor("*args, **kw", func(m *machine, a []Value) Value {
		args := m.items(a[1])
		if len(args) == 0 {
			return m.raise(tTypeError, "type 'partial' takes at least one argument")
		}
		f, kw := args[0], a[2]
		args = args[1:]
		if !m.callable(f) {
			return m.raise(tTypeError, "the first argument must be callable")
		}
		if m.is(f, kPartial) {
			args = append(append([]Value(nil), m.items(m.get(f, 2))...), args...)
			merged := m.copyDict(m.get(f, 3))
			if !m.dictFill(merged, kw) {
				return 0
			}
			kw, f = merged, m.get(f, 1)
		}
		return m.wrap(kPartial, f, m.tuple(args...), kw)
	})
	prop("*.cell.cell_contents", func(m *machine, a []Value) Value {
		if v := m.get(a[0], 1); v != 0 {
			return v
		}
		return m.raise(tValueError, "cell is empty")
	})
	def("*.function.__get__", "self, obj, owner=, /", func(m *machine, a []Value) Value {
		if a[1] == None {
			return a[0]
		}
		return m.bind(a[0], a[1])
	})
	def("*.function.__call__", "self, /, *args, **kw", func(m *machine, a []Value) Value {
		return m.callWith(a[0], m.items(a[1]), a[2])
	})
	def("*.method.__call__", "self, /, *args, **kw", func(m *machine, a []Value) Value {
		return m.callWith(a[0], m.items(a[1]), a[2])
	})
}

// callWith calls fn with keyword arguments from a dict.
func (m *machine) callWith(fn Value, args []Value, kw Value) Value {
	var names, vals []Value
	if kw != 0 {
		m.dictEach(kw, func(k, v Value) bool {
			names, vals = append(names, k), append(vals, v)
			return true
		})
	}
	return m.callKw(fn, args, names, vals)
}

// makeFunction does MKFUNC with the stack up to sp: defaults, keyword defaults and
// closure, as far as the function has them, lie on it; c is the code around. It
// returns the new top.
func (m *machine) makeFunction(c *code, in Instr, sp int) int {
	v := m.alloc(kFunc, 8)
	for i := 4; i >= 2; i-- {
		if in.B&(1<<(i-2)) != 0 {
			sp--
			m.a[v+i] = m.a[sp]
		}
	}
	m.a[v+1] = rawInt(int64(in.A))
	m.a[sp] = refValue(v)
	if c.Flags&FlagClassBody != 0 && m.prog.codes[in.A].ClassSlot >= 0 {
		m.wantsClass(m.a[m.fr+wLocals], refValue(v))
	}
	return sp + 1
}

// wantsClass notes in the namespace of a class body a function made in it that names
// the class, which is still to be made. The function itself need not come to stand
// there, but what a decorator has made of it.
func (m *machine) wantsClass(ns, fn Value) {
	key := m.str("__classcell__")
	l := m.nameGet(ns, key)
	if l == 0 {
		l = m.list()
		m.dictSet(ns, key, l)
	}
	m.listAppend(l, fn)
}

// giveClass tells the functions that wantsClass has noted their class.
func (m *machine) giveClass(ns, cls Value) {
	key := m.str("__classcell__")
	l := m.nameGet(ns, key)
	if l == 0 {
		return
	}
	m.dictDel(ns, key)
	for _, fn := range m.listItems(l) {
		if fn.payload() >= m.frozen {
			m.set(fn, 5, cls)
		}
	}
}

// superOf makes super(cls, self), either of which may be in a cell, as the class of a
// method's body and the method's first argument may be.
func (m *machine) superOf(cls, self Value) Value {
	for _, v := range []*Value{&cls, &self} {
		if m.is(*v, kCell) {
			*v = m.get(*v, 1)
		}
	}
	switch class := self != 0 && m.isClass(self); {
	case cls == 0:
		return m.raise(tRuntimeError, "super(): empty __class__ cell")
	case self == 0:
		return m.raise(tRuntimeError, "super(): arg[0] deleted")
	case m.isInstance(self, cls), class && m.isSubclass(self, cls):
		return m.wrap(kSuper, cls, self)
	case m.cfg.Minor < 13:
		return m.raise(tTypeError, "super(type, obj): obj must be an instance or subtype of type")
	case class:
		return m.raise(tTypeError, "super(type, obj): obj (type %s) is not an instance or subtype of type (%s).", m.className(self), m.className(cls))
	}
	return m.raise(tTypeError, "super(type, obj): obj (instance of %s) is not an instance or subtype of type (%s).", m.typeName(self), m.className(cls))
}
