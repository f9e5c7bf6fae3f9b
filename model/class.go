package model

import "slices"

// Classes. A class of the program is [name, bases, mro, dict, flags, base, meta]:
// base is the builtin type that decides the layout of its instances, meta its
// metaclass if that is the program's own. Source: CPython
// Objects/typeobject.c, by behaviour.

const (
	wClassName  = 1
	wClassBases = 2
	wClassMRO   = 3
	wClassDict  = 4
	wClassFlags = 5
	wClassBase  = 6
	wClassMeta  = 7 // see metaclass.go

	classWords = 8
)

// Flags of a class.
const (
	classEnum     = 1 << iota // derives from enum.Enum
	classAbstract             // has unimplemented abstract methods
	classNoHash               // defines __eq__ without __hash__
	classHasHash              // defines __hash__
	classHasEq                // defines __eq__
	classGetattr              // defines __getattr__ or __getattribute__
	classSetattr              // defines __setattr__ or __delattr__
	classBool                 // defines __bool__ or __len__
	classABC                  // derives from abc.ABC, or has its metaclass
	classMixin                // instances are values of a builtin type as well: see derived.go
	classFlag                 // derives from enum.Flag
	classSlots                // instances have no dict: see slots.go
)

func (m *machine) isClass(v Value) bool {
	return m.is(v, kClass) || v.isConst() && nativeOf(v).kind == nType
}

// classOf returns type(v).
func (m *machine) classOf(v Value) Value {
	switch v.tag() {
	case tagInt:
		return tInt.value()
	case tagAtom:
		switch m.atoms.table.get(v).kind {
		case atomStr:
			return tStr.value()
		case atomBytes:
			return tBytes.value()
		case atomFloat:
			return tFloat.value()
		}
		return tInt.value()
	case tagConst:
		switch v {
		case None:
			return tNoneType.value()
		case True, False:
			return tBool.value()
		case Ellipsis:
			return tEllipsis.value()
		case NotImplemented:
			return tNotImplementedType.value()
		}
		if nativeOf(v).kind == nType {
			return tType.value()
		}
		if nativeOf(v) == aTraceback {
			return tTraceback.value()
		}
		return tBuiltinFunction.value()
	}
	k := m.kindOf(v)
	if k >= firstInstanceKind {
		return m.get(v, wClass)
	}
	if k == kFrame {
		return [...]*typeInfo{plain: tFrame, generator: tGenerator, coroutine: tCoroutine, asyncGen: tAsyncGen}[m.frameCode(v.payload()).flavour].value()
	}
	if k == kClass && m.isEnum(v) {
		return tEnumType.value()
	}
	if meta := m.metaOf(v); meta != 0 {
		return meta
	}
	if k == kDict {
		if c := m.get(v, wDictClass); c != 0 {
			return c
		}
	}
	if k == kMethod && m.get(v, 1).isConst() {
		return tBuiltinFunction.value()
	}
	if k == kDictView || k == kIter {
		return m.fixedType(v).value()
	}
	if t := kindTypes[k]; t != nil {
		return t.value()
	}
	m.bug("object of kind %d has no type", k)
	return 0
}

// kindTypes is filled by the files that define the kinds.
var kindTypes [kindCount]*typeInfo

// typeName is the type of v as messages show it: with its module for the types
// of CPython's extension modules.
func (m *machine) typeName(v Value) string {
	c := m.classOf(v)
	if c.isConst() {
		return m.builtinName(c)
	}
	return m.className(c)
}

// builtinName is what a builtin class is called in messages about its objects.
func (m *machine) builtinName(c Value) string {
	if c == tDeque.value() || c == tDefaultDict.value() || c == tPartial.value() {
		return nativeOf(c).name
	}
	return m.className(c)
}

func (m *machine) className(c Value) string {
	if c.isConst() {
		return nativeOf(c).typ.name()
	}
	return m.text(m.get(c, wClassName))
}

// builtinBase is the builtin type that decides the layout of c's instances.
func (m *machine) builtinBase(c Value) *typeInfo {
	if c.isConst() {
		return nativeOf(c).typ
	}
	return nativeOf(m.get(c, wClassBase)).typ
}

func (m *machine) isEnum(c Value) bool {
	return c.isRef() && m.get(c, wClassFlags).int()&classEnum != 0
}

// isSubclass decides issubclass(c, d) for classes.
func (m *machine) isSubclass(c, d Value) bool {
	if c == d || d == tObject.value() {
		return true
	}
	if c.isConst() {
		if d.isConst() {
			dt := nativeOf(d).typ
			for _, t := range nativeOf(c).typ.mro {
				if t == dt {
					return true
				}
			}
			// CancelledError became a BaseException in 3.8.
			return false
		}
		return false
	}
	for _, x := range m.items(m.get(c, wClassMRO)) {
		if x == d || x.isConst() && x != c && m.isSubclass(x, d) {
			return true
		}
	}
	return false
}

func (m *machine) isInstance(v, c Value) bool { return m.isSubclass(m.classOf(v), c) }

// classLookup finds a name along the mro of a class; 0 if it is not there.
func (m *machine) classLookup(c, name Value) Value {
	if !c.isConst() && (c.payload() >= m.frozen || !m.overlayEmpty()) {
		return m.classLookupSlow(c, name)
	}
	e := &m.lookups[(uint64(c)>>3*31+uint64(name)>>3)%uint64(len(m.lookups))]
	if e.class != c || e.name != name {
		*e = lookup{c, name, m.classLookupSlow(c, name)}
	}
	return e.value
}

// A lookup is an entry of a machine's cache of lookups in classes that do not
// change.
type lookup struct{ class, name, value Value }

func (m *machine) classLookupSlow(c, name Value) Value {
	if c.isConst() {
		v := typeLookup(nativeOf(c).typ, m.text(name))
		if v.isConst() && int(nativeOf(v).since) > m.cfg.Minor {
			return 0
		}
		return v
	}
	for _, k := range m.items(m.get(c, wClassMRO)) {
		if k.isConst() {
			// The rest of the mro may hold program classes behind a builtin one.
			if v := nativeOf(k).typ.attrs[m.text(name)]; v != 0 && !(v.isConst() && int(nativeOf(v).since) > m.cfg.Minor) {
				return v
			}
			continue
		}
		if v := m.ownAttr(k, name); v != 0 {
			return v
		}
	}
	return 0
}

func typeLookup(t *typeInfo, name string) Value {
	for _, b := range t.mro {
		if v := b.attrs[name]; v != 0 {
			return v
		}
	}
	return 0
}

// lookupProp finds a computed attribute of the instances of a class.
func (m *machine) lookupProp(c, name Value) nativeFunc {
	t := m.builtinBase(c)
	s := m.text(name)
	for _, b := range t.mro {
		if f := b.props[s]; f != nil {
			return f
		}
	}
	return nil
}

// ownAttr returns what a program class itself has under a name.
func (m *machine) ownAttr(c, name Value) Value {
	if !m.overlayEmpty() {
		if v, ok := m.overlayGet(c, name); ok {
			return v
		}
	}
	return m.nameGet(m.get(c, wClassDict), name)
}

// enterClassBody pushes the frame of a class body; when it returns, makeClass
// makes the class.
func (m *machine) enterClassBody(fn, name, bases, kwds Value) bool {
	aux := m.tuple(name, bases, kwds)
	ns := m.newDict(8)
	saved := m.frames
	c := m.prog.codes[m.get(fn, 1).int()]
	_, st := m.callFunc(fn, nil, nil, nil, modeClass, aux)
	if st != callPushed {
		m.frames = saved
		return false
	}
	_ = c
	m.a[m.fr+wLocals] = ns
	return true
}

// makeClass makes a class from its body's namespace: aux is (name, bases,
// keywords).
func (m *machine) makeClass(aux, ns, _ Value) Value {
	a := m.items(aux)
	if f := m.ownMaker(m.items(a[1])); f != 0 {
		return m.call(f, a[0], a[1], ns)
	}
	return m.newClass(a[0], m.items(a[1]), a[2], ns)
}

func (m *machine) newClass(name Value, bases []Value, kwds, ns Value) Value {
	if len(bases) == 0 {
		bases = []Value{tObject.value()}
	}
	bases = append([]Value(nil), bases...)
	flags := m.enumFlags(bases)
	if meta := m.nameGet(kwds, m.prog.well.metaclass); meta == tABCMeta.value() {
		flags |= classABC
	}
	meta, ok := m.chooseMeta(bases, kwds)
	if !ok {
		return 0
	}
	for i, b := range bases {
		if !m.isClass(b) {
			if r := m.mroEntry(b); r != 0 {
				bases[i] = r
				b = r
			} else {
				return m.raise(tTypeError, "bases must be types")
			}
		}
		if b == tABC.value() {
			flags |= classABC
		}
		bt := m.builtinBase(b)
		if derivable[bt] {
			flags |= classMixin
			continue
		}
		if bt == tType {
			m.checkMeta(ns)
		} else if bt.sealed {
			if b == tBool.value() || !b.isConst() {
				return m.raise(tTypeError, "type '%s' is not an acceptable base type", m.className(b))
			}
			return m.unsupported("builtin-subclass", "a class derived from "+bt.name()+" is not modelled", "hold a "+bt.name()+" in an attribute instead")
		}
		if b.isRef() {
			flags |= m.get(b, wClassFlags).int() &^ (classAbstract | classSlots)
		}
	}
	base := m.layout(bases)
	if base == nil {
		return 0
	}
	cls := refValue(m.alloc(kClass, classWords))
	mro, ok := m.linearise(cls, bases)
	if !ok {
		space := " "
		if m.cfg.Minor < 13 {
			space = "\n"
		}
		return m.raise(tTypeError, "Cannot create a consistent method resolution%sorder (MRO) for bases %s", space, m.baseNames(bases))
	}
	m.set(cls, wClassName, name)
	m.set(cls, wClassBases, m.tuple(bases...))
	m.set(cls, wClassMRO, m.tuple(mro...))
	m.set(cls, wClassDict, ns)
	m.set(cls, wClassBase, base.value())
	m.set(cls, wClassMeta, meta)
	m.giveClass(ns, cls)
	w := m.prog.well
	if m.nameGet(ns, w.eq) != 0 && m.nameGet(ns, w.hash) == 0 {
		flags = flags&^classHasHash | classNoHash
	}
	for _, name := range []Value{w.eq, w.hash, w.getattr, w.getattribute, w.setattr, w.delattr, w.bool, w.len} {
		if v := m.nameGet(ns, name); v != 0 {
			flags = m.specialFlags(flags, name, v)
		}
	}
	if m.nameGet(ns, w.del) != 0 {
		return m.unsupported("finalizer", "__del__ is not modelled: when it runs depends on the garbage collector", "call a close method instead")
	}
	if m.slotsOnly(bases, ns) {
		flags |= classSlots
	}
	m.set(cls, wClassFlags, rawInt(flags))
	if m.hasAbstract(cls) {
		m.set(cls, wClassFlags, rawInt(flags|classAbstract))
	}
	for i := range m.tableUsed(ns) {
		e := m.tableEntry(ns, i)
		k, v := m.a[e], m.a[e+1]
		if v != 0 && m.kindOf(v) == kInstance {
			if set := m.classLookup(m.classOf(v), w.setName); set != 0 {
				if m.call(set, v, cls, k) == 0 {
					return 0
				}
			}
		}
	}
	if flags&classEnum != 0 {
		if !m.makeEnum(cls, ns) {
			return 0
		}
	} else {
		for _, k := range mro[1:] {
			if k.isRef() {
				if hook := m.ownAttr(k, w.initSubclass); hook != 0 {
					if m.is(hook, kClassM) {
						hook = m.get(hook, 1)
					}
					var names, kw []Value
					m.dictEach(kwds, func(k, v Value) bool {
						if k != w.metaclass {
							names, kw = append(names, k), append(kw, v)
						}
						return true
					})
					if m.callKw(hook, []Value{cls}, names, kw) == 0 {
						return 0
					}
					break
				}
			}
		}
	}
	if meta != 0 && !m.initMeta(meta, cls, name, ns) {
		return 0
	}
	return cls
}

// specialFlags returns the flags of a class that gets v as its own attribute
// name.
func (m *machine) specialFlags(flags int64, name, v Value) int64 {
	switch w := m.prog.well; name {
	case w.eq:
		flags |= classHasEq
	case w.hash:
		flags &^= classNoHash | classHasHash
		if v == None {
			flags |= classNoHash
		} else {
			flags |= classHasHash
		}
	case w.getattr, w.getattribute:
		flags |= classGetattr
	case w.setattr, w.delattr:
		flags |= classSetattr
	case w.bool, w.len:
		flags |= classBool
	}
	return flags
}

func isBuiltinSub(t, base *typeInfo) bool {
	for _, b := range t.mro {
		if b == base {
			return true
		}
	}
	return false
}

func (m *machine) baseNames(bases []Value) string {
	var names []string
	for _, b := range bases {
		names = append(names, m.className(b))
	}
	return joinNames(names)
}

// mroOf returns the mro of a class, itself first.
func (m *machine) mroOf(c Value) []Value {
	if c.isRef() {
		return m.items(m.get(c, wClassMRO))
	}
	var l []Value
	for _, t := range nativeOf(c).typ.mro {
		l = append(l, t.value())
	}
	return l
}

// linearise computes the C3 linearisation (Barrett and others, "A Monotonic
// Superclass Linearization for Dylan", 1996).
func (m *machine) linearise(cls Value, bases []Value) ([]Value, bool) {
	var seqs [][]Value
	for _, b := range bases {
		seqs = append(seqs, append([]Value(nil), m.mroOf(b)...))
	}
	seqs = append(seqs, append([]Value(nil), bases...))
	out := []Value{cls}
	for {
		var rest [][]Value
		for _, s := range seqs {
			if len(s) > 0 {
				rest = append(rest, s)
			}
		}
		if len(rest) == 0 {
			return out, true
		}
		seqs = rest
		next := Value(0)
	candidates:
		for _, s := range seqs {
			for _, t := range seqs {
				for _, x := range t[1:] {
					if x == s[0] {
						continue candidates
					}
				}
			}
			next = s[0]
			break
		}
		if next == 0 {
			return nil, false
		}
		out = append(out, next)
		for i, s := range seqs {
			if s[0] == next {
				seqs[i] = s[1:]
			}
		}
	}
}

// hasAbstract reports whether a class derived from abc.ABC has a method marked
// by abstractmethod that nothing overrides.
func (m *machine) hasAbstract(cls Value) bool {
	return m.get(cls, wClassFlags).int()&classABC != 0 && len(m.abstractNames(cls)) > 0
}

// abstractNames are the names of these methods, in the order of messages.
func (m *machine) abstractNames(cls Value) []string {
	var names []string
	seen := map[Value]bool{}
	for _, k := range m.mroOf(cls) {
		if !k.isRef() {
			continue
		}
		m.dictEach(m.get(k, wClassDict), func(name, v Value) bool {
			if !seen[name] {
				seen[name] = true
				if m.isAbstract(v) {
					names = append(names, m.text(name))
				}
			}
			return true
		})
	}
	slices.Sort(names)
	return names
}

func (m *machine) isAbstract(v Value) bool {
	if m.is(v, kProperty) || m.is(v, kStatic) || m.is(v, kClassM) {
		v = m.get(v, 1)
	}
	if !m.is(v, kFunc) {
		return false
	}
	d := m.get(v, 7)
	return d != 0 && m.nameGet(d, m.str("__isabstractmethod__")) == True
}

func (m *machine) checkAbstract(cls Value) bool {
	names := m.abstractNames(cls)
	if len(names) == 0 {
		return true
	}
	s := ""
	if len(names) > 1 || m.cfg.Minor < 9 {
		s = "s"
	}
	if m.cfg.Minor < 12 {
		m.raise(tTypeError, "Can't instantiate abstract class %s with abstract method%s %s", m.className(cls), s, joinNames(names))
		return false
	}
	for i, n := range names {
		names[i] = "'" + n + "'"
	}
	m.raise(tTypeError, "Can't instantiate abstract class %s without an implementation for abstract method%s %s", m.className(cls), s, joinNames(names))
	return false
}

// annotate records an annotation in a class body's namespace.
func (m *machine) annotate(ns, name, ann Value) {
	key := m.prog.well.annotations
	d := m.nameGet(ns, key)
	if d == 0 {
		d = m.newDict(4)
		m.dictSet(ns, key, d)
	}
	m.dictSet(d, name, ann)
}

// setClass does obj.__class__ = cls.
func (m *machine) setClass(obj, cls Value) bool {
	switch {
	case !m.isClass(cls):
		m.raise(tTypeError, "__class__ must be set to a class, not '%s' object", m.typeName(cls))
		return false
	case obj.payload() < m.frozen || m.kindOf(obj) != kInstance || !cls.isRef() || m.builtinBase(cls) != m.builtinBase(m.classOf(obj)) || m.isEnum(cls):
		m.unsupported("class-assignment", "the class of this object is assigned", "make an object of the other class")
	}
	m.set(obj, wClass, cls)
	return true
}

// always reports whether every instance of a program class has an attribute of
// this name, which no class need give it.
func (m *machine) always(name Value) bool {
	w := m.prog.well
	return name == w.class || name == w.dict || name == w.doc || name == w.init
}
