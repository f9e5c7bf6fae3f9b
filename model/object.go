package model

// object and type: what every class inherits, and what isinstance decides.

// Natives that attribute access hands out by itself.
var (
	noopFunc           *native // does nothing: object.__init__ and hooks
	newFunc            *native // object.__new__
	objectSetattr      *native
	objectGetattribute *native
	objectDelattr      *native
)

// objectMethod returns object's own special method of that name.
func (m *machine) objectMethod(name string) Value { return tObject.attrs[name] }

// mroEntry returns the class to use for a base that is not one, 0 if there is
// none.
func (m *machine) mroEntry(b Value) Value {
	if m.kindOf(b) < firstInstanceKind {
		return 0
	}
	if fn := m.lookupSpecial(b, "__mro_entries__"); fn != 0 {
		t := m.call(fn, m.tuple(b))
		if t != 0 && m.is(t, kTuple) && len(m.items(t)) == 1 && m.isClass(m.items(t)[0]) {
			return m.items(t)[0]
		}
	}
	return 0
}

// instanceOf is isinstance(v, c) for a class.
func (m *machine) instanceOf(v, c Value) bool {
	if m.isInstance(v, c) {
		return true
	}
	return c.isRef() && m.subclassHook(m.classOf(v), c)
}

// subclassOf is issubclass(c, d) for classes.
func (m *machine) subclassOf(c, d Value) bool {
	return m.isSubclass(c, d) || d.isRef() && m.subclassHook(c, d)
}

// subclassHook asks the __subclasshook__ of an abstract base class.
func (m *machine) subclassHook(c, d Value) bool {
	hook := m.classLookup(d, m.str("__subclasshook__"))
	if !m.is(hook, kClassM) {
		return false
	}
	v := m.call(m.get(hook, 1), d, c)
	return v == True
}

// makeObject is cls.__new__(cls, *args) as object and the builtin types have it.
func (m *machine) makeObject(cls, args, kw Value) Value {
	if !m.isClass(cls) {
		return m.raise(tTypeError, "object.__new__(X): X is not a type object (%s)", m.typeName(cls))
	}
	t := m.builtinBase(cls)
	if m.isEnum(cls) {
		return m.newInstance(kInstance, cls)
	}
	if dt := m.dataType(cls); dt != nil {
		var names, vals []Value
		m.dictEach(kw, func(k, v Value) bool {
			names, vals = append(names, k), append(vals, v)
			return true
		})
		return m.newDerived(dt, cls, m.items(args), names, vals)
	}
	if t.newFn != nil {
		pos := append([]Value{cls}, m.items(args)...)
		var names, vals []Value
		m.dictEach(kw, func(k, v Value) bool {
			names, vals = append(names, k), append(vals, v)
			return true
		})
		if t.inst == kException && cls.isRef() {
			names, vals = nil, nil
		}
		v, _ := m.callNative(t.newFn, pos, names, vals)
		return v
	}
	if t.inst < firstInstanceKind {
		return m.raise(tTypeError, "cannot create '%s' instances", t.name())
	}
	return m.newInstance(t.inst, cls)
}

func init() {
	noopFunc = def("*.noop", "*args, **kw", func(m *machine, a []Value) Value { return None })
	newFunc = def("*.__new__", "cls, /, *args, **kw", func(m *machine, a []Value) Value {
		return m.makeObject(a[0], a[1], a[2])
	})
	tObject.attrs["__new__"] = defStatic("*.object.__new__", "klass, /, *args, **kw", newFunc.fn).value()
	objectSetattr = def("object.__setattr__", "self, name, value, /", func(m *machine, a []Value) Value {
		name, ok := m.nameArg(a[1])
		if !ok {
			return 0
		}
		if k := m.kindOf(a[0]); k >= firstInstanceKind && k != kNamespace && m.get(a[0], wClass).isRef() {
			ok = m.setattrPlain(a[0], m.get(a[0], wClass), name, a[2])
		} else {
			ok = m.setattr(a[0], name, a[2])
		}
		if !ok {
			return 0
		}
		return None
	})
	objectDelattr = def("object.__delattr__", "self, name, /", func(m *machine, a []Value) Value {
		name, ok := m.nameArg(a[1])
		if !ok {
			return 0
		}
		if k := m.kindOf(a[0]); k >= firstInstanceKind && k != kNamespace {
			if d := m.get(a[0], wDict); d != 0 && m.dictDel(d, name) != 0 {
				return None
			}
			m.noAttr(a[0], name)
			return 0
		}
		if !m.delattr(a[0], name) {
			return 0
		}
		return None
	})
	objectGetattribute = def("object.__getattribute__", "self, name, /", func(m *machine, a []Value) Value {
		name, ok := m.nameArg(a[1])
		if !ok {
			return 0
		}
		if k := m.kindOf(a[0]); k < firstInstanceKind || k == kNamespace {
			return m.getattr(a[0], name)
		}
		if d := m.get(a[0], wDict); d != 0 {
			if v := m.nameGet(d, name); v != 0 {
				return v
			}
		}
		fn, self := m.lookupInClass(a[0], m.get(a[0], wClass), name)
		switch {
		case fn == 0:
			if m.exc == 0 {
				m.noAttr(a[0], name)
			}
			return 0
		case self == 0:
			return fn
		}
		return m.bind(fn, self)
	})
	def("object.__eq__", "self, other, /", func(m *machine, a []Value) Value {
		switch {
		case m.kindOf(a[0]) < firstInstanceKind:
			return m.richCompare(Eq, a[0], a[1])
		case a[0] == a[1]:
			return True
		}
		return NotImplemented
	})
	def("object.__ne__", "self, other, /", func(m *machine, a []Value) Value {
		if m.kindOf(a[0]) < firstInstanceKind {
			return m.richCompare(NotEq, a[0], a[1])
		}
		eq := NotImplemented
		if fn := m.classLookup(m.classOf(a[0]), m.dn(dnEq)); fn != 0 && fn != None {
			eq = m.callMethod(fn, a[0], a[1])
		}
		if eq == 0 || eq == NotImplemented {
			return eq
		}
		b := m.truth(eq)
		if m.exc != 0 {
			return 0
		}
		return boolValue(!b)
	})
	def("object.__hash__", "self, /", func(m *machine, a []Value) Value {
		if k := m.kindOf(a[0]); k >= firstInstanceKind && !m.isEnumMember(a[0]) {
			return rawInt(0x51ed270b)
		}
		h, ok := m.hashOf(a[0], false)
		if !ok {
			return 0
		}
		return m.int(h)
	})
	text := func(name string, f func(m *machine, v Value) string) {
		def(name, "self, /", func(m *machine, a []Value) Value {
			s := f(m, a[0])
			if m.exc != 0 {
				return 0
			}
			return m.str(s)
		})
	}
	plain := func(m *machine, v Value) string {
		if m.kindOf(v) == kInstance {
			return "<" + m.qualifiedName(m.classOf(v)) + " object>"
		}
		return m.reprText(v)
	}
	text("object.__repr__", plain)
	text("object.__str__", func(m *machine, v Value) string {
		if m.kindOf(v) == kInstance {
			return m.reprText(v)
		}
		return m.strText(v)
	})
	def("object.__format__", "self, spec, /", func(m *machine, a []Value) Value {
		if !m.isStr(a[1]) {
			return m.raise(tTypeError, "__format__() argument must be str, not %s", m.typeName(a[1]))
		}
		if m.kindOf(a[0]) != kInstance {
			return m.format(a[0], a[1])
		}
		if m.text(a[1]) != "" {
			return m.raise(tTypeError, "unsupported format string passed to %s.__format__", m.typeName(a[0]))
		}
		s := m.strText(a[0])
		if m.exc != 0 {
			return 0
		}
		return m.str(s)
	})
	text("BaseException.__str__", (*machine).excText)
	text("BaseException.__repr__", func(m *machine, v Value) string { return m.exceptionRepr(v) })
	def("BaseException.__setstate__", "self, state, /", func(m *machine, a []Value) Value { return None })
	tType.ctor("*args, **kw", func(m *machine, a []Value) Value {
		args := m.items(a[1])
		switch {
		case a[0] == tType.value() && len(args) == 1:
			return m.classOf(args[0])
		case len(args) != 3:
			return m.raise(tTypeError, "type() takes 1 or 3 arguments")
		case !m.isStr(args[0]) || !m.is(args[1], kTuple) || !m.is(args[2], kDict):
			return m.raise(tTypeError, "type.__new__() argument 1 must be str, not %s", m.typeName(args[0]))
		}
		return m.newClass(args[0], m.items(args[1]), a[2], m.copyDict(args[2]))
	})
	tNoneType.ctor("", func(m *machine, a []Value) Value { return None })
	tEllipsis.ctor("", func(m *machine, a []Value) Value { return Ellipsis })
	tNotImplementedType.ctor("", func(m *machine, a []Value) Value { return NotImplemented })
}
