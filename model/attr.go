package model

import (
	"maps"
	"slices"
)

// Attribute access. Source: CPython Objects/object.c and typeobject.c, by
// behaviour.

// getattr returns obj.name, or 0 with the exception pending.
func (m *machine) getattr(obj, name Value) Value {
	fn, self := m.lookupAttr(obj, name, false)
	if fn == 0 {
		if m.exc == 0 {
			m.noAttr(obj, name)
		}
		return 0
	}
	if self == 0 {
		return fn
	}
	return m.bind(fn, self)
}

// getmethod is getattr for a call: it returns the function and the self to pass
// first, which is 0 if there is none.
func (m *machine) getmethod(obj, name Value) (fn, self Value) {
	fn, self = m.lookupAttr(obj, name, true)
	if fn == 0 && m.exc == 0 {
		m.noAttr(obj, name)
	}
	return fn, self
}

// getattrOpt is getattr that returns 0 without an exception if there is no such
// attribute.
func (m *machine) getattrOpt(obj, name Value) Value {
	v := m.getattr(obj, name)
	if v == 0 && m.exc != 0 && m.isInstance(m.exc, tAttributeError.value()) {
		m.exc = 0
	}
	return v
}

func (m *machine) bind(fn, self Value) Value {
	o := m.alloc(kMethod, 3)
	m.a[o+1], m.a[o+2] = fn, self
	return refValue(o)
}

func (m *machine) noAttr(obj, name Value) {
	if m.unmodelledAttr(obj, m.text(name)) {
		m.unsupported("unmodelled-attribute", "the attribute "+m.text(name)+" of '"+m.typeName(obj)+"' objects is not modelled", "do without it")
		return
	}
	if m.cfg.Minor < 12 && m.is(obj, kClass) && m.isEnum(obj) {
		m.raise(tAttributeError, "%s", m.text(name))
		return
	}
	if m.isClass(obj) {
		m.raise(tAttributeError, "type object '%s' has no attribute '%s'", m.className(obj), m.text(name))
		return
	}
	if m.is(obj, kNamespace) {
		m.raise(tAttributeError, "module '%s' has no attribute '%s'", m.moduleName(obj), m.text(name))
		return
	}
	if cls := m.classOf(obj); m.cfg.Minor < 10 && m.slotted(cls) && m.hasSlot(cls, name) {
		m.raise(tAttributeError, "%s", m.text(name))
		return
	}
	m.raise(tAttributeError, "'%s' object has no attribute '%s'", m.typeName(obj), m.text(name))
}

// lookupAttr finds obj.name as a value (self is 0), or as a function to be
// bound to self. It returns 0, 0 if there is none or an exception is pending.
func (m *machine) lookupAttr(obj, name Value, call bool) (fn, self Value) {
	k := m.kindOf(obj)
	switch {
	case k >= firstInstanceKind && k != kNamespace:
		cls := m.get(obj, wClass)
		if cls.isRef() && m.get(cls, wClassFlags).int()&classGetattr != 0 {
			return m.lookupGetattr(obj, cls, name)
		}
		if v := m.ownValue(obj, name); v != 0 {
			return v, 0
		}
		if k == kCondition && cls.isRef() {
			if fn, self := m.hidden(obj, name, call); fn != 0 {
				return fn, self
			}
		}
		fn, self = m.lookupInClass(obj, cls, name)
		switch {
		case fn == 0:
			m.lacks(obj, name)
		case fn.isConst() && cls.isRef():
			m.made(obj)
		}
		return fn, self
	case k == kNamespace:
		return m.moduleAttr(obj, name), 0
	case k == kClass || obj.isConst() && nativeOf(obj).kind == nType:
		return m.lookupOnClass(obj, name)
	case k == kSuper:
		return m.lookupSuper(obj, name)
	case k == kDict && m.dictExtended(obj):
		if d := m.dictAttrs(obj); d != 0 {
			if v := m.nameGet(d, name); v != 0 {
				return v, 0
			}
		}
		if m.dictHasAttrs(obj) && name == m.prog.well.dict {
			return m.dictOwnAttrs(obj), 0
		}
	case k == kFunc || k == kMethod:
		if v := m.funcAttr(obj, name); v != 0 || m.exc != 0 {
			return v, 0
		}
	case k == kPartial:
		switch m.text(name) {
		case "func":
			return m.get(obj, 1), 0
		case "args":
			return m.get(obj, 2), 0
		case "keywords":
			return m.get(obj, 3), 0
		}
	case obj.isConst() && nativeOf(obj).kind == nFunc:
		if s := m.text(name); s == "__name__" || s == "__qualname__" {
			return m.str(nativeOf(obj).shortName()), 0
		}
	}
	return m.lookupInClass(obj, m.classOf(obj), name)
}

// shared reports whether the attributes of obj, which are in the dict at word i
// of it, are in the frozen image: what changes of them goes to the overlay.
func (m *machine) shared(obj Value, i int) bool {
	d := m.get(obj, i)
	return obj.payload() < m.frozen || d != 0 && d.payload() < m.frozen
}

// ownValue returns an attribute of an instance that is its own, or 0.
func (m *machine) ownValue(obj, name Value) Value {
	if m.is(obj, kDict) {
		if d := m.dictAttrs(obj); d != 0 {
			return m.nameGet(d, name)
		}
		return 0
	}
	if !m.overlayEmpty() && m.shared(obj, wDict) {
		if v, ok := m.overlayGet(obj, name); ok {
			return v
		}
	}
	if d := m.get(obj, wDict); d != 0 {
		return m.nameGet(d, name)
	}
	return 0
}

// lookupInClass finds what the class of obj gives it under a name.
func (m *machine) lookupInClass(obj, cls, name Value) (fn, self Value) {
	v := m.classLookup(cls, name)
	if v == 0 {
		if f := m.lookupProp(cls, name); f != nil {
			return f(m, []Value{obj}), 0
		}
		if name == m.prog.well.class {
			return cls, 0
		}
		if name == m.prog.well.dict && m.kindOf(obj) >= firstInstanceKind && !m.slotted(cls) {
			if m.shared(obj, wDict) {
				return m.overlayDict(obj, m.get(obj, wDict)), 0
			}
			return m.instanceDict(obj), 0
		}
		switch name {
		case m.prog.well.doc:
			return None, 0
		case m.prog.well.init:
			return noopFunc.value(), 0
		}
		return 0, 0
	}
	switch m.kindOf(v) {
	case kFunc, kPartial:
		if m.is(v, kPartial) {
			return v, 0
		}
		return v, obj
	case kProperty:
		if g := m.get(v, 1); g != None {
			return m.call(g, obj), 0
		}
		m.raise(tAttributeError, "property '%s' of '%s' object has no getter", m.text(name), m.className(cls))
		return 0, 0
	case kStatic:
		return m.get(v, 1), 0
	case kClassM:
		return m.get(v, 1), cls
	case kInstance:
		if get := m.classLookup(m.classOf(v), m.prog.well.get); get != 0 {
			return m.call(get, v, obj, cls), 0
		}
	case kFree:
		if v.isConst() {
			if n := nativeOf(v); n.kind == nFunc {
				if n.static {
					if n.sig.pos > 0 && n.sig.params[0] == "cls" {
						return v, cls
					}
					return v, 0
				}
				if n.method {
					return v, obj
				}
			}
		}
	}
	return v, 0
}

// lookupOnClass finds an attribute of a class object.
func (m *machine) lookupOnClass(cls, name Value) (fn, self Value) {
	if m.isEnum(cls) {
		if v := m.enumAttr(cls, name); v != 0 {
			return v, 0
		}
	}
	if v := m.classLookup(cls, name); v != 0 {
		switch m.kindOf(v) {
		case kStatic:
			return m.get(v, 1), 0
		case kClassM:
			return m.get(v, 1), cls
		case kInstance:
			if get := m.classLookup(m.classOf(v), m.prog.well.get); get != 0 {
				return m.call(get, v, None, cls), 0
			}
		case kFree:
			if v.isConst() {
				if n := nativeOf(v); n.static && n.sig.pos > 0 && n.sig.params[0] == "cls" {
					return v, cls
				}
			}
		}
		return v, 0
	}
	if fn, self := m.lookupOnMeta(cls, name); fn != 0 || m.exc != 0 {
		return fn, self
	}
	switch m.text(name) {
	case "__init__", "__init_subclass__":
		return noopFunc.value(), 0
	case "__name__", "__qualname__":
		return m.str(m.className(cls)), 0
	case "__module__":
		if cls.isConst() {
			return m.str("builtins"), 0
		}
		return m.str("__main__"), 0
	case "__mro__":
		return m.tuple(m.mroOf(cls)...), 0
	case "__bases__":
		if cls.isRef() {
			return m.get(cls, wClassBases), 0
		}
		var l []Value
		for _, b := range nativeOf(cls).typ.bases {
			l = append(l, b.value())
		}
		return m.tuple(l...), 0
	case "__dict__":
		if cls.isRef() {
			return m.wrap(kMappingProxy, m.currentDict(cls)), 0
		}
		t := nativeOf(cls).typ
		d := m.newDict(len(t.attrs))
		for _, name := range slices.Sorted(maps.Keys(t.attrs)) {
			m.dictSet(d, m.str(name), t.attrs[name])
		}
		return m.wrap(kMappingProxy, d), 0
	case "__doc__":
		return None, 0
	case "__class__":
		return m.classOf(cls), 0
	case "mro":
		return m.bind(typeMro.value(), cls), 0
	case "__subclasses__":
		m.unsupported("subclasses", "__subclasses__ is not modelled", "keep a list of the classes")
	}
	return 0, 0
}

// currentDict returns a dict of the attributes that a program class has now.
func (m *machine) currentDict(cls Value) Value {
	d := m.get(cls, wClassDict)
	if m.overlayEmpty() {
		return d
	}
	c := m.newDict(m.tableLen(d))
	m.dictCopyInto(c, d)
	ov := m.a[m.frozen+rOverlay]
	for i := range m.tableUsed(ov) {
		if e := m.tableEntry(ov, i); m.a[e] == cls {
			m.dictEach(m.a[e+1], func(k, v Value) bool {
				if v == m.prog.well.deleted {
					m.dictDel(c, k)
					return true
				}
				return m.dictSet(c, k, v)
			})
		}
	}
	return c
}

// lookupGetattr serves classes with __getattr__ or __getattribute__.
func (m *machine) lookupGetattr(obj, cls, name Value) (fn, self Value) {
	w := m.prog.well
	if f := m.classLookup(cls, w.getattribute); f != 0 && m.is(f, kFunc) {
		if v := m.call(f, obj, name); v != 0 || !m.isInstance(m.exc, tAttributeError.value()) {
			return v, 0
		}
		m.exc = 0
	} else {
		if v := m.ownValue(obj, name); v != 0 {
			return v, 0
		}
		fn, self = m.lookupInClass(obj, cls, name)
		if fn != 0 {
			return fn, self
		}
		m.lacks(obj, name)
		if m.exc != 0 {
			if !m.isInstance(m.exc, tAttributeError.value()) {
				return 0, 0
			}
			m.exc = 0
		}
	}
	if f := m.classLookup(cls, w.getattr); f != 0 {
		return m.call(f, obj, name), 0
	}
	return 0, 0
}

// lookupSuper finds super(cls, self).name: along the mro of self's class, from
// behind cls.
func (m *machine) lookupSuper(sup, name Value) (fn, self Value) {
	cls, obj := m.get(sup, 1), m.get(sup, 2)
	start := obj
	if meta := m.metaOf(obj); !m.isClass(obj) || meta != 0 && m.isSubclass(meta, cls) {
		start = m.classOf(obj)
	}
	found := false
	for _, k := range m.mroOf(start) {
		if k == cls {
			found = true
			continue
		}
		if !found {
			continue
		}
		var v Value
		if k.isRef() {
			v = m.ownAttr(k, name)
		} else if nativeOf(k).typ == tCondition && fromLock(m.text(name)) {
			continue
		} else if v = nativeOf(k).typ.attrs[m.text(name)]; v == 0 {
			if f := nativeOf(k).typ.props[m.text(name)]; f != nil {
				return f(m, []Value{obj}), 0
			}
		}
		if v == 0 {
			continue
		}
		switch m.kindOf(v) {
		case kStatic:
			return m.get(v, 1), 0
		case kClassM:
			return m.get(v, 1), start
		case kProperty:
			return m.call(m.get(v, 1), obj), 0
		}
		if v.isConst() && nativeOf(v).static {
			if n := nativeOf(v); n.sig.pos > 0 && n.sig.params[0] == "cls" {
				return v, start
			}
			return v, 0
		}
		if m.is(v, kFunc) && name == m.prog.well.new {
			return v, 0
		}
		if m.is(v, kFunc) || v.isConst() && nativeOf(v).method {
			return v, obj
		}
		return v, 0
	}
	switch name {
	case m.prog.well.init, m.prog.well.initSubclass, m.prog.well.setName:
		return noopFunc.value(), 0
	case m.prog.well.new:
		return newFunc.value(), 0
	}
	switch m.text(name) {
	case "__setattr__":
		return objectSetattr.value(), obj
	case "__getattribute__", "__getattr__":
		if m.text(name) == "__getattribute__" {
			return objectGetattribute.value(), obj
		}
	case "__delattr__":
		return objectDelattr.value(), obj
	case "__eq__", "__ne__", "__hash__", "__repr__", "__str__":
		return m.objectMethod(m.text(name)), obj
	}
	m.raise(tAttributeError, "'super' object has no attribute '%s'", m.text(name))
	return 0, 0
}

// lookupSpecial finds a special method on the class of obj, bound to obj; 0
// without an exception if there is none.
func (m *machine) lookupSpecial(obj Value, name string) Value {
	cls := m.classOf(obj)
	v := m.classLookup(cls, m.str(name))
	if v == 0 || v == None {
		return 0
	}
	switch m.kindOf(v) {
	case kStatic:
		return m.get(v, 1)
	case kClassM:
		return m.bind(m.get(v, 1), cls)
	case kProperty:
		return m.call(m.get(v, 1), obj)
	case kFunc:
		return m.bind(v, obj)
	}
	if v.isConst() && nativeOf(v).method {
		return m.bind(v, obj)
	}
	return v
}

// special finds a special method on the class of obj if that is a class of the
// program; builtin types are handled by Go code.
func (m *machine) special(obj Value, name Value) Value {
	if m.kindOf(obj) < firstInstanceKind {
		return 0
	}
	cls := m.get(obj, wClass)
	if !cls.isRef() {
		return 0
	}
	v := m.classLookup(cls, name)
	if v == 0 || v.isConst() {
		return 0
	}
	if m.is(v, kStatic) {
		return m.get(v, 1)
	}
	return m.bind(v, obj)
}

// instanceDict returns obj.__dict__, made if need be.
func (m *machine) instanceDict(obj Value) Value {
	d := m.get(obj, wDict)
	if d == 0 {
		d = m.newDict(4)
		if obj.payload() >= m.frozen {
			m.set(obj, wDict, d)
		}
	}
	return d
}

// setattr does obj.name = v; it reports false if an exception is pending.
func (m *machine) setattr(obj, name, v Value) bool {
	k := m.kindOf(obj)
	switch {
	case k >= firstInstanceKind && k != kNamespace:
		cls := m.get(obj, wClass)
		if cls.isRef() {
			if m.get(cls, wClassFlags).int()&classSetattr != 0 {
				if f := m.classLookup(cls, m.prog.well.setattr); f != 0 && m.is(f, kFunc) {
					return m.call(f, obj, name, v) != 0
				}
			}
			return m.setattrPlain(obj, cls, name, v)
		}
		if m.lookupProp(cls, name) != nil || m.classLookup(cls, name) != 0 {
			if set := nativeSetters[nativeOf(cls).name+"."+m.text(name)]; set != nil {
				return set(m, []Value{obj, v}) != 0
			}
			if k == kLock || k == kCondition || k == kEvent || k == kSemaphore {
				return m.setattrPlain(obj, cls, name, v)
			}
			m.raise(tAttributeError, "'%s' object attribute '%s' is read-only", m.className(cls), m.text(name))
			return false
		}
		if cls == tObject.value() {
			m.unslotted(obj, name)
			return false
		}
		return m.dictSet(m.instanceDict(obj), name, v)
	case k == kClass:
		if m.isEnum(obj) && m.enumByName(obj, name) != 0 {
			m.raise(tAttributeError, "%s", m.sinceMinor(11, "cannot reassign member '"+m.text(name)+"'", "Cannot reassign members."))
			return false
		}
		m.overlaySet(obj, name, v)
		return true
	case k == kFunc:
		return m.setFuncAttr(obj, name, v)
	case k == kDict && m.dictExtended(obj):
		if set := nativeSetters[m.builtinBase(m.classOf(obj)).native.name+"."+m.text(name)]; set != nil {
			return set(m, []Value{obj, v}) != 0
		}
		if m.dictHasAttrs(obj) {
			if c := m.classLookup(m.classOf(obj), name); m.is(c, kProperty) {
				if set := m.get(c, 2); set != None {
					return m.call(set, obj, v) != 0
				}
				return m.noSetter(m.classOf(obj), name)
			}
			return m.dictSet(m.dictOwnAttrs(obj), name, v)
		}
	case k == kNamespace:
		return m.setModuleAttr(obj, name, v)
	}
	m.unslotted(obj, name)
	return false
}

// nativeSetters are the computed attributes that can be assigned.
var nativeSetters = map[string]nativeFunc{}

// setattrPlain is object.__setattr__ for instances of program classes.
func (m *machine) setattrPlain(obj, cls, name, v Value) bool {
	if c := m.classLookup(cls, name); c != 0 {
		switch m.kindOf(c) {
		case kProperty:
			set := m.get(c, 2)
			if set == None {
				return m.noSetter(cls, name)
			}
			return m.call(set, obj, v) != 0
		case kInstance:
			if set := m.classLookup(m.classOf(c), m.prog.well.set); set != 0 {
				return m.call(set, c, obj, v) != 0
			}
		}
	}
	if m.isEnumMember(obj) && (m.text(name) == "name" || m.text(name) == "value") {
		m.raise(tAttributeError, "%s", m.sinceMinor(11, "<enum 'Enum'> cannot set attribute '"+m.text(name)+"'", "can't set attribute"))
		return false
	}
	if name == m.prog.well.class {
		return m.setClass(obj, v)
	}
	if t := m.builtinBase(cls); t != tObject && t.props[m.text(name)] != nil {
		if set := nativeSetters[t.native.name+"."+m.text(name)]; set != nil {
			return set(m, []Value{obj, v}) != 0
		}
	}
	if m.slotted(cls) && !m.hasSlot(cls, name) {
		m.unslotted(obj, name)
		return false
	}
	if m.shared(obj, wDict) {
		m.overlaySet(obj, name, v)
		return true
	}
	d := m.instanceDict(obj)
	// A name in a namespace: no hashing, no user code.
	used := m.tableUsed(d)
	if used <= 32 {
		if used > 0 {
			b := m.get(d, wBuf).payload() + 1
			for i := range used {
				if m.a[b+2*i] == name {
					m.a[b+2*i+1] = v
					return true
				}
			}
		}
		m.a[m.tableInsert(d, name)+1] = v
		return true
	}
	return m.dictSet(d, name, v)
}

func (m *machine) delattr(obj, name Value) bool {
	k := m.kindOf(obj)
	if k >= firstInstanceKind {
		cls := m.get(obj, wClass)
		if cls.isRef() {
			if f := m.classLookup(cls, m.prog.well.delattr); f != 0 && m.is(f, kFunc) {
				return m.call(f, obj, name) != 0
			}
			if c := m.classLookup(cls, name); m.is(c, kProperty) {
				if del := m.get(c, 3); del != None {
					return m.call(del, obj) != 0
				}
				return m.noAccess(cls, name, "delete", "deleter")
			}
		}
		if m.shared(obj, wDict) {
			if m.ownValue(obj, name) != 0 {
				m.overlaySet(obj, name, 0)
				return true
			}
		} else if d := m.get(obj, wDict); d != 0 && m.dictDel(d, name) != 0 {
			return true
		}
		if m.slotted(cls) {
			if m.hasSlot(cls, name) {
				m.raise(tAttributeError, "%s", m.text(name))
			} else {
				m.unslotted(obj, name)
			}
			return false
		}
		if m.cfg.Minor < 11 {
			m.raise(tAttributeError, "%s", m.text(name))
			return false
		}
		m.noAttr(obj, name)
		return false
	}
	if k == kClass {
		if m.ownAttr(obj, name) == 0 {
			m.noAttr(obj, name)
			return false
		}
		m.overlaySet(obj, name, 0)
		return true
	}
	if k == kDict && m.dictExtended(obj) {
		if d := m.dictAttrs(obj); d != 0 && m.dictDel(d, name) != 0 {
			return true
		}
	}
	m.noAttr(obj, name)
	return false
}

// funcAttr returns an attribute of a function or bound method.
func (m *machine) funcAttr(fn, name Value) Value {
	f := fn
	if m.is(fn, kMethod) {
		switch m.text(name) {
		case "__self__":
			return m.get(fn, 2)
		case "__func__":
			return m.get(fn, 1)
		}
		f = m.get(fn, 1)
		if !m.is(f, kFunc) {
			if m.text(name) == "__name__" && f.isConst() {
				return m.str(nativeOf(f).shortName())
			}
			return 0
		}
	}
	if !m.overlayEmpty() {
		if v, ok := m.overlayGet(f, name); ok {
			return v
		}
	}
	if d := m.get(f, 7); d != 0 {
		if v := m.nameGet(d, name); v != 0 {
			return v
		}
	}
	c := m.prog.codes[m.get(f, 1).int()]
	switch m.text(name) {
	case "__name__":
		return m.str(c.Name)
	case "__qualname__":
		return m.str(m.funcName(f))
	case "__doc__":
		if c.Doc >= 0 {
			return m.prog.consts[c.Doc]
		}
		return None
	case "__module__":
		return m.str(m.prog.src.Modules[c.Module].Name)
	case "__dict__":
		if m.shared(f, 7) {
			return m.overlayDict(f, m.get(f, 7))
		}
		if m.get(f, 7) == 0 {
			m.set(f, 7, m.newDict(1))
		}
		return m.get(f, 7)
	case "__defaults__":
		return orNone(m.get(f, 2))
	case "__kwdefaults__":
		return orNone(m.get(f, 3))
	case "__annotations__":
		return m.newDict(0)
	}
	return 0
}

func (m *machine) setFuncAttr(fn, name, v Value) bool {
	switch m.text(name) {
	case "__defaults__", "__kwdefaults__", "__code__", "__dict__":
		m.unsupported("function-change", "the "+m.text(name)+" of a function is assigned", "define another function")
	}
	if m.shared(fn, 7) {
		m.overlaySet(fn, name, v)
		return true
	}
	if s := m.text(name); (s == "__qualname__" || s == "__name__") && m.isStr(v) {
		m.set(fn, 6, v)
	}
	m.breaks(partsApart)
	d := m.get(fn, 7)
	if d == 0 {
		d = m.newDict(1)
		m.set(fn, 7, d)
	}
	return m.dictSet(d, name, v)
}
