package model

// Classes that a program derives from an immutable builtin type: named tuples,
// `class Seconds(float)`. An instance is an ordinary one whose dict has the
// value of the builtin type as _value_; operators and builtin methods take it
// out (unwrap), as they do with members of an IntEnum.

// derivable are the builtin types whose values can stand behind an instance.
var derivable = map[*typeInfo]bool{tTuple: true, tInt: true, tStr: true, tFloat: true, tBytes: true}

// dataType returns the builtin type whose values stand behind the instances of
// a class, nil if there is none.
func (m *machine) dataType(cls Value) *typeInfo {
	if !cls.isRef() || m.get(cls, wClassFlags).int()&(classMixin|classEnum) != classMixin {
		return nil
	}
	for _, k := range m.mroOf(cls) {
		if k.isConst() && derivable[nativeOf(k).typ] {
			return nativeOf(k).typ
		}
	}
	return nil
}

// newDerived makes an instance of cls around the value that t makes of the
// arguments.
func (m *machine) newDerived(t *typeInfo, cls Value, args, names, kw []Value) Value {
	v, _ := m.callNative(t.newFn, append([]Value{t.value()}, args...), names, kw)
	if v == 0 {
		return 0
	}
	obj := m.newInstance(kInstance, cls)
	d := m.newDict(1)
	m.a[m.tableInsert(d, m.dn(dnValue))+1] = v
	m.set(obj, wDict, d)
	return obj
}

// ownMaker returns the function that a class statement with these bases calls
// instead of making a class: a base's __make_class__.
func (m *machine) ownMaker(bases []Value) Value {
	for _, b := range bases {
		if b.isRef() && m.is(b, kClass) {
			if f := m.ownAttr(b, m.str("__make_class__")); m.is(f, kStatic) {
				return m.get(f, 1)
			}
		}
	}
	return 0
}
