package model

import "strings"

// Metaclasses of the program: classes derived from type, which say what a call of
// their classes does, and give them methods and attributes. Source: CPython
// Objects/typeobject.c, by behaviour.

var typeCall, typeMro *native

func init() {
	typeMro = def("type.mro", "self, /", func(m *machine, a []Value) Value { return m.list(m.mroOf(a[0])...) })
	// See dispatch: it becomes the making of an instance.
	typeCall = def("type.__call__", "self, /, *args, **kw", func(m *machine, a []Value) Value {
		return m.raise(tTypeError, "descriptor '__call__' requires a 'type' object but received a '%s'", m.typeName(a[0]))
	})
}

// metaOf is the metaclass of a class, 0 if it is none of the program's own.
func (m *machine) metaOf(c Value) Value {
	if m.is(c, kClass) {
		return m.get(c, wClassMeta)
	}
	return 0
}

// metaCall is the function that is called by calling a class, if its metaclass has
// one.
func (m *machine) metaCall(c Value) Value {
	if meta := m.metaOf(c); meta != 0 {
		if fn := m.classLookup(meta, m.prog.well.call); m.is(fn, kFunc) {
			return fn
		}
	}
	return 0
}

// chooseMeta finds the metaclass of a new class.
func (m *machine) chooseMeta(bases []Value, kwds Value) (meta Value, ok bool) {
	given := m.nameGet(kwds, m.prog.well.metaclass)
	if given != 0 && !given.isConst() {
		if !m.isMeta(given) {
			m.unsupported("metaclass", "a metaclass that is no class derived from type is not modelled", "use a class decorator or __init_subclass__")
		}
		meta = given
	}
	for _, b := range bases {
		of := m.metaOf(b)
		switch {
		case of == 0 || meta != 0 && m.isSubclass(meta, of):
		case meta == 0 || m.isSubclass(of, meta):
			meta = of
		default:
			m.raise(tTypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
			return 0, false
		}
	}
	return meta, true
}

// isMeta reports whether a class of the program is derived from type.
func (m *machine) isMeta(c Value) bool { return m.is(c, kClass) && m.builtinBase(c) == tType }

// metaNames are the special methods of metaclasses that are modelled, and names
// that say nothing about their classes.
var metaNames = map[string]bool{"__call__": true, "__init__": true, "__module__": true, "__qualname__": true, "__doc__": true,
	"__annotations__": true, "__classcell__": true, "__slots__": true, "__static_attributes__": true, "__firstlineno__": true}

// checkMeta refuses what is not modelled of a new metaclass.
func (m *machine) checkMeta(ns Value) {
	m.dictEach(ns, func(name, _ Value) bool {
		if s := m.text(name); strings.HasPrefix(s, "__") && strings.HasSuffix(s, "__") && !metaNames[s] {
			m.unsupported("metaclass", "the "+s+" of a metaclass is not modelled", "use a class decorator or __init_subclass__")
		}
		return true
	})
}

// initMeta runs the __init__ of a new class's metaclass; it reports false if an
// exception is pending.
func (m *machine) initMeta(meta, cls, name, ns Value) bool {
	init := m.classLookup(meta, m.prog.well.init)
	if !m.is(init, kFunc) {
		return true
	}
	namespace := m.newDict(m.tableLen(ns)) // the class has its own
	m.dictCopyInto(namespace, ns)
	return m.call(init, cls, name, m.get(cls, wClassBases), namespace) != 0
}

// lookupOnMeta finds an attribute of a class that its metaclass gives it.
func (m *machine) lookupOnMeta(cls, name Value) (fn, self Value) {
	meta := m.metaOf(cls)
	if s := m.text(name); meta == 0 || strings.HasPrefix(s, "__") && strings.HasSuffix(s, "__") {
		return 0, 0
	}
	switch v := m.classLookup(meta, name); m.kindOf(v) {
	case kFunc:
		return v, cls
	case kProperty:
		return m.call(m.get(v, 1), cls), 0
	case kStatic:
		return m.get(v, 1), 0
	case kClassM:
		return m.get(v, 1), meta
	default:
		return v, 0
	}
}
