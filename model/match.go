package model

// The match statement. Source: CPython Python/ceval.c, by behaviour.

// matchKeys returns the values that a mapping has under keys as a tuple, None
// if one is missing, 0 with an exception pending.
func (m *machine) matchKeys(x, keys Value) Value {
	n := len(m.items(keys))
	vals := make([]Value, n)
	for i := range n {
		k := m.items(keys)[i]
		for j := range i {
			if m.itemEqual(m.items(keys)[j], k) {
				return m.raise(tValueError, "mapping pattern checks duplicate key (%s)", m.reprText(k))
			}
		}
		d := x
		if m.is(x, kMappingProxy) {
			d = m.get(x, 1)
		}
		if vals[i] = m.dictGet(d, k); vals[i] == 0 {
			if m.exc != 0 {
				return 0
			}
			return None
		}
	}
	return m.tuple(vals...)
}

// matchRest returns a dict of what a mapping holds beside keys.
func (m *machine) matchRest(x, keys Value) Value {
	d := m.newDict(m.tableLen(x))
	m.dictCopyInto(d, x)
	for _, k := range m.items(keys) {
		m.dictDel(d, k)
		if m.exc != 0 {
			return 0
		}
	}
	return d
}

// selfMatch are the types whose pattern with one positional part matches the
// value itself.
func selfMatch(t *typeInfo) bool {
	switch t {
	case tBool, tBytes, tDict, tFloat, tFrozenSet, tInt, tList, tSet, tStr, tTuple:
		return true
	}
	return false
}

// matchClass matches a class pattern with n positional parts and the named
// ones: the attributes as a tuple, None if x does not match, 0 with an
// exception pending.
func (m *machine) matchClass(x, cls, names Value, n int) Value {
	if !m.isClass(cls) {
		return m.raise(tTypeError, "called match pattern must be a class")
	}
	if !m.instanceOf(x, cls) {
		if m.exc != 0 {
			return 0
		}
		return None
	}
	var vals []Value
	seen := map[Value]bool{}
	get := func(name Value) bool {
		if seen[name] {
			m.raise(tTypeError, "%s() got multiple sub-patterns for attribute %s", m.className(cls), m.reprText(name))
			return false
		}
		seen[name] = true
		v := m.getattrOpt(x, name)
		vals = append(vals, v)
		return v != 0
	}
	if n > 0 {
		var args []Value
		key := m.str("__match_args__")
		ma := m.classLookup(cls, key)
		switch {
		case ma != 0 && !m.is(ma, kTuple):
			return m.raise(tTypeError, "%s.__match_args__ must be a tuple (got %s)", m.className(cls), m.typeName(ma))
		case ma != 0:
			args = m.items(ma)
		}
		self := ma == 0 && selfMatch(m.builtinBase(cls))
		allowed := len(args)
		if self {
			allowed = 1
		}
		if n > allowed {
			s := "s"
			if allowed == 1 {
				s = ""
			}
			return m.raise(tTypeError, "%s() accepts %d positional sub-pattern%s (%d given)", m.className(cls), allowed, s, n)
		}
		if self {
			vals = append(vals, x)
		} else {
			for i := range n {
				if !m.isStr(args[i]) {
					return m.raise(tTypeError, "__match_args__ elements must be strings (got %s)", m.typeName(args[i]))
				}
				if !get(args[i]) {
					if m.exc != 0 {
						return 0
					}
					return None
				}
			}
		}
	}
	for _, name := range m.items(names) {
		if !get(name) {
			if m.exc != 0 {
				return 0
			}
			return None
		}
	}
	return m.tuple(vals...)
}
