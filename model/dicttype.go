package model

// dict, its views, and the dicts that have a class of their own.

// dictExtended reports whether d has a class other than dict: defaultdict, or
// one derived from dict.
func (m *machine) dictExtended(d Value) bool { return m.get(d, wDictClass) != 0 }

// newDictOf makes an empty dict of a class derived from dict.
func (m *machine) newDictOf(cls, own Value) Value {
	d := m.newDict(0)
	m.set(d, wDictClass, cls)
	m.set(d, wFactory, own)
	return d
}

// dictHasAttrs reports whether d is an instance of a program class derived from
// dict, which can have attributes.
func (m *machine) dictHasAttrs(d Value) bool { return m.get(d, wDictClass).isRef() }

// dictAttrs returns the dict of the attributes of an instance of a program class
// derived from dict, 0 if it has none yet. It stands where a defaultdict has its
// factory; if the class is derived from defaultdict, the factory is one of the
// attributes.
func (m *machine) dictAttrs(d Value) Value {
	if !m.dictHasAttrs(d) {
		return 0
	}
	return m.get(d, wFactory)
}

// dictOwnAttrs is dictAttrs for one who wants to write to them.
func (m *machine) dictOwnAttrs(d Value) Value {
	if m.get(d, wFactory) == 0 {
		m.set(d, wFactory, m.newDict(0))
	}
	return m.get(d, wFactory)
}

// dictFactory returns the default factory of d, or 0.
func (m *machine) dictFactory(d Value) Value {
	cls := m.get(d, wDictClass)
	switch {
	case cls == tDefaultDict.value():
		return m.get(d, wFactory)
	case cls.isRef() && m.builtinBase(cls) == tDefaultDict && m.get(d, wFactory) != 0:
		return m.nameGet(m.get(d, wFactory), m.str("default_factory"))
	}
	return 0
}

func (m *machine) setDictFactory(d, f Value) {
	if m.dictHasAttrs(d) {
		m.dictSet(m.dictOwnAttrs(d), m.str("default_factory"), f)
		return
	}
	m.set(d, wFactory, f)
}

var tDefaultDict = typ("collections.defaultdict", tDict, kDict)

// copyDict makes a dict of the same items and class.
func (m *machine) copyDict(d Value) Value {
	c := m.newDict(m.tableLen(d))
	if m.dictExtended(d) {
		own := m.get(d, wFactory)
		if a := m.dictAttrs(d); a != 0 {
			own = m.copyDict(a)
		}
		c = m.newDictOf(m.get(d, wDictClass), own)
	}
	m.dictCopyInto(c, d)
	return c
}

// dictCopyInto appends the items of d to c, which has none of its keys.
func (m *machine) dictCopyInto(c, d Value) {
	for i := range m.tableUsed(d) {
		e := m.tableEntry(d, i)
		if k, v := m.a[e], m.a[e+1]; k != 0 {
			m.a[m.tableInsert(c, k)+1] = v
		}
	}
}

// tableMove gives t the entries of src, which is not used any more.
func (m *machine) tableMove(t, src Value) {
	for i := wUsed; i <= wIndex; i++ {
		m.set(t, i, m.get(src, i))
	}
}

// dictUpdate serves {**x}: x must be a mapping.
func (m *machine) dictUpdate(d, x Value) bool {
	if !m.isMapping(x) {
		if m.exc == 0 {
			m.raise(tTypeError, "'%s' object is not a mapping", m.typeName(x))
		}
		return false
	}
	return m.dictFill(d, x)
}

// isMapping tells dicts and objects with keys().
func (m *machine) isMapping(x Value) bool {
	switch k := m.kindOf(x); {
	case k == kDict || k == kMappingProxy:
		return true
	case k >= firstInstanceKind:
		return m.getattrOpt(x, m.str("keys")) != 0
	}
	return false
}

// dictFill is dict.update(x) for a mapping or an iterable of pairs.
func (m *machine) dictFill(d, x Value) bool {
	if m.is(x, kMappingProxy) {
		x = m.get(x, 1)
	}
	if m.is(x, kDict) && m.method(x, dnIter) == 0 {
		if x == d {
			return true
		}
		for i := 0; i < m.tableUsed(x); i++ {
			e := m.tableEntry(x, i)
			if k, v := m.a[e], m.a[e+1]; k != 0 && !m.dictSet(d, k, v) {
				return false
			}
		}
		return true
	}
	if m.isMapping(x) {
		keys := m.call(m.getattr(x, m.str("keys")))
		if keys == 0 {
			return false
		}
		items, ok := m.collect(keys)
		if !ok {
			return false
		}
		for _, k := range items {
			v := m.getitem(x, k)
			if v == 0 || !m.dictSet(d, k, v) {
				return false
			}
		}
		return true
	}
	if m.exc != 0 {
		return false
	}
	items, ok := m.collect(x)
	if !ok {
		return false
	}
	for i, p := range items {
		pair, ok := m.collect(p)
		if !ok {
			if m.isInstance(m.exc, tTypeError.value()) {
				m.exc = 0
				m.raise(tTypeError, "cannot convert dictionary update sequence element #%d to a sequence", i)
			}
			return false
		}
		if len(pair) != 2 {
			m.raise(tValueError, "dictionary update sequence element #%d has length %d; 2 is required", i, len(pair))
			return false
		}
		if !m.dictSet(d, pair[0], pair[1]) {
			return false
		}
	}
	return true
}

// dictMergeKw serves f(**x): keys must be strings that are not there yet.
func (m *machine) dictMergeKw(d, x Value) bool {
	src := x
	if !m.is(x, kDict) {
		if !m.isMapping(x) {
			if m.exc == 0 {
				m.raise(tTypeError, "argument after ** must be a mapping, not %s", m.typeName(x))
			}
			return false
		}
		src = m.newDict(0)
		if !m.dictFill(src, x) {
			return false
		}
	}
	for i := range m.tableUsed(src) {
		e := m.tableEntry(src, i)
		k, v := m.a[e], m.a[e+1]
		if k == 0 {
			continue
		}
		if !m.isStr(k) {
			m.raise(tTypeError, "keywords must be strings")
			return false
		}
		if m.tableFind(d, k) >= 0 {
			m.raise(tTypeError, "got multiple values for keyword argument '%s'", m.text(k))
			return false
		}
		m.a[m.tableInsert(d, k)+1] = v
	}
	return true
}

// dictInit fills a new dict from the arguments of its constructor.
func (m *machine) dictInit(d, args, kw Value) bool {
	a := m.items(args)
	if len(a) > 1 {
		m.raise(tTypeError, "dict expected at most 1 argument, got %d", len(a))
		return false
	}
	if len(a) == 1 && !m.dictFill(d, a[0]) {
		return false
	}
	return m.dictFill(d, kw)
}

func (m *machine) dictView(d Value, which int64) Value {
	o := m.alloc(kDictView, 3)
	m.a[o+1], m.a[o+2] = d, rawInt(which)
	return refValue(o)
}

func init() {
	tDict.ctor("*args, **kw", func(m *machine, a []Value) Value {
		if a[0].isRef() {
			return m.newDictOf(a[0], 0)
		}
		d := m.newDict(0)
		if !m.dictInit(d, a[1], a[2]) {
			return 0
		}
		return d
	})
	tDefaultDict.ctor("*args, **kw", func(m *machine, a []Value) Value {
		d := m.newDictOf(a[0], 0)
		if a[0].isRef() {
			return d
		}
		if !m.defaultDictInit(d, a[1], a[2]) {
			return 0
		}
		return d
	})
	tDefaultDict.unhash = true
	d := methods{tDict, ofKind(kDict)}
	d.def("__init__", "*args, **kw", func(m *machine, a []Value) Value {
		if !m.dictInit(a[0], a[1], a[2]) {
			return 0
		}
		return None
	})
	methods{tDefaultDict, ofKind(kDict)}.def("__init__", "*args, **kw", func(m *machine, a []Value) Value {
		if !m.defaultDictInit(a[0], a[1], a[2]) {
			return 0
		}
		return None
	})
	nativeSetters["collections.defaultdict.default_factory"] = func(m *machine, a []Value) Value {
		m.setDictFactory(a[0], a[1])
		return None
	}
	prop("collections.defaultdict.default_factory", func(m *machine, a []Value) Value { return orNone(m.dictFactory(a[0])) })
	d.def("__getitem__", "key, /", func(m *machine, a []Value) Value { return m.dictItem(a[0], a[1]) })
	d.def("__setitem__", "key, value, /", func(m *machine, a []Value) Value {
		if !m.dictSet(a[0], a[1], a[2]) {
			return 0
		}
		return None
	})
	d.def("__delitem__", "key, /", func(m *machine, a []Value) Value {
		if m.dictDel(a[0], a[1]) == 0 {
			if m.exc == 0 {
				m.keyError(a[1])
			}
			return 0
		}
		return None
	})
	d.def("__contains__", "key, /", func(m *machine, a []Value) Value {
		i := m.tableFind(a[0], a[1])
		if m.exc != 0 {
			return 0
		}
		return boolValue(i >= 0)
	})
	d.def("__len__", "", func(m *machine, a []Value) Value { return rawInt(int64(m.tableLen(a[0]))) })
	d.def("__iter__", "", func(m *machine, a []Value) Value { return m.dictIter(a[0], 0) })
	d.def("get", "key, default=, /", func(m *machine, a []Value) Value {
		if i := m.tableFind(a[0], a[1]); i >= 0 {
			return m.a[m.tableEntry(a[0], i)+1]
		}
		if m.exc != 0 {
			return 0
		}
		return orNone(arg(a, 2))
	})
	d.def("setdefault", "key, default=, /", func(m *machine, a []Value) Value {
		if i := m.tableFind(a[0], a[1]); i >= 0 {
			return m.a[m.tableEntry(a[0], i)+1]
		}
		v := orNone(arg(a, 2))
		if m.exc != 0 || !m.dictSet(a[0], a[1], v) {
			return 0
		}
		return v
	})
	d.def("pop", "key, default=, /", func(m *machine, a []Value) Value {
		if m.tableLen(a[0]) > 0 {
			if v := m.dictDel(a[0], a[1]); v != 0 || m.exc != 0 {
				return v
			}
		}
		if v := arg(a, 2); v != 0 {
			return v
		}
		return m.keyError(a[1])
	})
	d.def("popitem", "", func(m *machine, a []Value) Value {
		for i := m.tableUsed(a[0]) - 1; i >= 0; i-- {
			e := m.tableEntry(a[0], i)
			if k, v := m.a[e], m.a[e+1]; k != 0 {
				m.tableDeleteLast(a[0], i)
				return m.tuple(k, v)
			}
		}
		return m.keyError(m.str("popitem(): dictionary is empty"))
	})
	d.def("update", "*args, **kw", func(m *machine, a []Value) Value {
		if args := m.items(a[1]); len(args) > 1 {
			return m.raise(tTypeError, "update expected at most 1 argument, got %d", len(args))
		}
		if !m.dictInit(a[0], a[1], a[2]) {
			return 0
		}
		return None
	})
	d.def("clear", "", func(m *machine, a []Value) Value { m.tableClear(a[0]); return None })
	copyFn := func(m *machine, a []Value) Value { return m.copyDict(a[0]) }
	d.def("copy", "", func(m *machine, a []Value) Value {
		if m.dictExtended(a[0]) && m.get(a[0], wDictClass).isRef() {
			c := m.newDict(m.tableLen(a[0]))
			m.dictCopyInto(c, a[0])
			return c
		}
		return m.copyDict(a[0])
	})
	d.def("__copy__", "", copyFn)
	d.def("keys", "", func(m *machine, a []Value) Value { return m.dictView(a[0], 0) })
	d.def("values", "", func(m *machine, a []Value) Value { return m.dictView(a[0], 1) })
	d.def("items", "", func(m *machine, a []Value) Value { return m.dictView(a[0], 2) })
	d.def("__reversed__", "", func(m *machine, a []Value) Value {
		return m.iter(m.list(reverseValues(m.tableKeys(a[0]))...))
	})
	defStatic("dict.fromkeys", "cls, iterable, value=, /", func(m *machine, a []Value) Value {
		items, ok := m.collect(a[1])
		if !ok {
			return 0
		}
		d := m.call(a[0])
		if d == 0 {
			return 0
		}
		v := orNone(arg(a, 2))
		for _, k := range items {
			if !m.setitem(d, k, v) {
				return 0
			}
		}
		return d
	})
	for _, t := range []*typeInfo{tDictKeys, tDictItems} {
		v := methods{t, ofKind(kDictView)}
		v.def("isdisjoint", "other, /", func(m *machine, a []Value) Value { return m.disjoint(a[0], a[1]) })
	}
	for _, t := range viewTypes {
		prop(t.native.name+".mapping", func(m *machine, a []Value) Value {
			o := m.alloc(kMappingProxy, 2)
			m.a[o+1] = m.get(a[0], 1)
			return refValue(o)
		})
	}
	p := methods{tMappingProxy, ofKind(kMappingProxy)}
	for _, name := range []string{"get", "keys", "values", "items", "copy"} {
		fn := nativeOf(tDict.attrs[name])
		sig := map[string]string{"get": "key, default=, /"}[name]
		p.def(name, sig, func(m *machine, a []Value) Value {
			return fn.fn(m, append([]Value{m.get(a[0], 1)}, a[1:]...))
		})
	}
}

func (m *machine) defaultDictInit(d, args, kw Value) bool {
	a := m.items(args)
	if len(a) > 0 {
		if f := a[0]; f != None {
			if !m.callable(f) {
				m.raise(tTypeError, "first argument must be callable or None")
				return false
			}
			m.setDictFactory(d, f)
		}
		args = m.tuple(a[1:]...)
	}
	return m.dictInit(d, args, kw)
}

// dictIter iterates over keys (0), values (1) or items (2).
func (m *machine) dictIter(d Value, which int64) Value {
	return m.newIter(itDict, d, rawInt(0), rawInt(which), rawInt(int64(m.tableLen(d))))
}

// arg returns argument i, 0 if it was left out.
func arg(a []Value, i int) Value {
	if i < len(a) {
		return a[i]
	}
	return 0
}

func reverseValues(s []Value) []Value {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
	return s
}
