package model

import "strings"

// Enumerations. A member is an instance of its class with _name_ and _value_ in
// its dict; the class keeps all names, aliases too, in _member_map_. Source:
// CPython Lib/enum.py 3.13, by behaviour.

var (
	tEnumType = typ("enum.EnumType", tType, kClass)
	tEnum     = typ("enum.Enum", tObject, kInstance)
	tIntEnum  = mixed("enum.IntEnum", tInt, tEnum)
	tStrEnum  = mixed("enum.StrEnum", tStr, tEnum)
	tFlag     = typ("enum.Flag", tEnum, kInstance)
	tIntFlag  = mixed("enum.IntFlag", tInt, tFlag)
	tAuto     = typ("enum.auto", tObject, kInstance)
)

// mixed is an enum type whose members are values of another type as well.
func mixed(name string, data, enum *typeInfo) *typeInfo {
	t := typ(name, enum, kInstance)
	t.bases = []*typeInfo{data, enum}
	t.mro = append([]*typeInfo{t, data}, enum.mro...)
	return t
}

// enumFlags are the class flags that bases which are enums give a new class.
func (m *machine) enumFlags(bases []Value) int64 {
	flags := int64(0)
	for _, b := range bases {
		if !b.isConst() || !m.isClass(b) {
			if m.isEnum(b) {
				flags |= classEnum
			}
			continue
		}
		t := nativeOf(b).typ
		if isBuiltinSub(t, tEnum) {
			flags |= classEnum
			if isBuiltinSub(t, tFlag) {
				flags |= classFlag | classHasEq
			}
			if t == tIntEnum || t == tStrEnum || t == tIntFlag {
				flags |= classMixin
			}
		}
	}
	if flags&classEnum != 0 {
		for _, b := range bases {
			if b == tInt.value() || b == tStr.value() || b == tFloat.value() {
				flags |= classMixin
			}
		}
	}
	return flags
}

// unwrap returns the value of an instance that is a value of a builtin type as
// well: a member of an IntEnum, a named tuple. Anything else is returned as it
// is.
func (m *machine) unwrap(v Value) Value {
	if m.kindOf(v) != kInstance {
		return v
	}
	cls := m.get(v, wClass)
	if !cls.isRef() || m.get(cls, wClassFlags).int()&classMixin == 0 {
		return v
	}
	if x := m.nameGet(m.get(v, wDict), m.dn(dnValue)); x != 0 {
		return x
	}
	return v
}

func (m *machine) isEnumMember(v Value) bool {
	return m.kindOf(v) == kInstance && m.isEnum(m.get(v, wClass))
}

func (m *machine) enumName(v Value) Value  { return m.nameGet(m.get(v, wDict), m.dn(dnName)) }
func (m *machine) enumValue(v Value) Value { return orNone(m.nameGet(m.get(v, wDict), m.dn(dnValue))) }

// memberMap is the dict from names to members of an enum class, 0 if it has none.
func (m *machine) memberMap(cls Value) Value {
	return m.nameGet(m.get(cls, wClassDict), m.str("_member_map_"))
}

// enumMembers returns the members, without aliases, in order of definition.
func (m *machine) enumMembers(cls Value) Value {
	mm := m.memberMap(cls)
	if mm == 0 {
		return m.tuple()
	}
	var list []Value
	m.dictEach(mm, func(k, v Value) bool {
		if m.enumName(v) == k && !(m.isFlag(cls) && !singleBit(m.enumValue(v))) {
			list = append(list, v)
		}
		return true
	})
	return m.tuple(list...)
}

func (m *machine) enumByName(cls, name Value) Value {
	if mm := m.memberMap(cls); mm != 0 && m.isStr(name) {
		return m.nameGet(mm, name)
	}
	return 0
}

// enumAttr returns what an enum class itself has under a name, 0 if nothing.
func (m *machine) enumAttr(cls, name Value) Value {
	switch m.text(name) {
	case "__members__":
		d := m.memberMap(cls)
		if d == 0 {
			d = m.newDict(0)
		}
		return m.wrap(kMappingProxy, d)
	case "_value2member_map_":
		d := m.newDict(0)
		for _, v := range m.items(m.enumMembers(cls)) {
			if !m.dictSet(d, m.enumValue(v), v) {
				return 0
			}
		}
		return d
	case "_member_names_":
		l := m.newList(0)
		for _, v := range m.items(m.enumMembers(cls)) {
			m.listAppend(l, m.enumName(v))
		}
		return l
	}
	return m.enumByName(cls, name)
}

// makeEnum turns the assignments of an enum's body into members.
func (m *machine) makeEnum(cls, ns Value) bool {
	for _, b := range m.mroOf(cls)[1:] {
		if b.isRef() && m.isEnum(b) && m.memberMap(b) != 0 {
			m.raise(tTypeError, "<enum '%s'> cannot extend %s", m.className(cls), m.reprText(b))
			return false
		}
	}
	mm := m.newDict(0)
	var last []Value
	ignore := map[Value]bool{}
	if ig := m.nameGet(ns, m.str("_ignore_")); ig != 0 {
		items := []Value{}
		if m.isStr(ig) {
			for f := range strings.FieldsSeq(strings.ReplaceAll(m.text(ig), ",", " ")) {
				items = append(items, m.str(f))
			}
		} else {
			items, _ = m.collect(ig)
		}
		for _, x := range items {
			ignore[x] = true
		}
	}
	for i := 0; i < m.tableUsed(ns); i++ {
		e := m.tableEntry(ns, i)
		name, raw := m.a[e], m.a[e+1]
		if name == 0 || ignore[name] || !m.isMemberName(m.className(cls), m.text(name)) || m.isDescriptor(raw) {
			continue
		}
		value, ok := m.autoValue(m.mroOf(cls), ns, name, raw, last)
		if !ok {
			return false
		}
		member := m.newMember(cls, name, value)
		if member == 0 {
			return false
		}
		value = m.enumValue(member)
		last = append(last, value)
		canonical := Value(0)
		m.dictEach(mm, func(_, v Value) bool {
			if m.itemEqual(m.enumValue(v), value) {
				canonical = v
			}
			return canonical == 0 && m.exc == 0
		})
		if m.exc != 0 {
			return false
		}
		if canonical != 0 {
			member = canonical
		}
		m.a[m.tableEntry(ns, i)+1] = member
		if !m.dictSet(mm, name, member) {
			return false
		}
	}
	if m.tableLen(mm) > 0 {
		return m.dictSet(ns, m.str("_member_map_"), mm)
	}
	return true
}

// isMemberName tells names of members from special and private names.
func (m *machine) isMemberName(cls, name string) bool {
	if strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__") {
		return false
	}
	if len(name) > 2 && name[0] == '_' && name[len(name)-1] == '_' {
		return false
	}
	return !strings.HasPrefix(name, "_"+strings.TrimLeft(cls, "_")+"__")
}

// isDescriptor tells what stays an attribute of an enum class.
func (m *machine) isDescriptor(v Value) bool {
	switch m.kindOf(v) {
	case kFunc, kProperty, kStatic, kClassM:
		return true
	case kClass:
		return m.cfg.Minor >= 13
	case kPartial:
		return m.cfg.Minor >= 14
	case kInstance:
		return m.get(v, wClass).isRef() && m.classLookup(m.get(v, wClass), m.prog.well.get) != 0
	}
	return false
}

// newMember makes the member object for a value.
func (m *machine) newMember(cls, name, value Value) Value {
	args := []Value{value}
	if m.is(value, kTuple) {
		args = append([]Value(nil), m.items(value)...)
	}
	var obj Value
	if fn := m.classLookup(cls, m.prog.well.new); m.is(fn, kFunc) || m.is(fn, kStatic) {
		if m.is(fn, kStatic) {
			fn = m.get(fn, 1)
		}
		if obj = m.call(fn, append([]Value{cls}, args...)...); obj == 0 {
			return 0
		}
	} else {
		obj = m.newInstance(kInstance, cls)
	}
	d := m.instanceDict(obj)
	if m.nameGet(d, m.dn(dnValue)) == 0 {
		if m.get(cls, wClassFlags).int()&classMixin != 0 {
			t := Value(0)
			for _, b := range m.mroOf(cls) {
				if b == tInt.value() || b == tStr.value() || b == tFloat.value() {
					t = b
				}
			}
			if m.isSubclass(cls, tStrEnum.value()) && !m.isStr(value) && !m.is(value, kTuple) {
				return m.raise(tTypeError, "%s is not a string", m.reprText(value))
			}
			if v := m.unwrap(value); m.classOf(v) != t {
				if value = m.call(t, args...); value == 0 {
					return 0
				}
			} else {
				value = v
			}
		}
		m.dictSet(d, m.dn(dnValue), value)
	}
	m.dictSet(d, m.dn(dnName), name)
	if init := m.classLookup(cls, m.prog.well.init); m.is(init, kFunc) {
		if m.call(init, append([]Value{obj}, args...)...) == 0 {
			return 0
		}
	}
	return obj
}

// enumLookup is a call of an enum class: Color(1).
func (m *machine) enumLookup(cls Value, args []Value) Value {
	if len(args) == 0 {
		return m.raise(tTypeError, "EnumType.__call__() missing 1 required positional argument: 'value'")
	}
	value := args[0]
	if len(args) > 1 {
		if m.memberMap(cls) == 0 && m.isStr(value) {
			return m.functionalEnum(cls, value, args[1])
		}
		value = m.tuple(args...)
	}
	if m.isEnumMember(value) && m.get(value, wClass) == cls {
		return value
	}
	if mm := m.memberMap(cls); mm != 0 {
		for i := 0; i < m.tableUsed(mm); i++ {
			if v := m.a[m.tableEntry(mm, i)+1]; v != 0 {
				if m.itemEqual(m.enumValue(v), value) {
					return v
				}
				if m.exc != 0 {
					return 0
				}
			}
		}
	}
	if fn := m.classLookup(cls, m.str("_missing_")); m.is(fn, kClassM) {
		v := m.call(m.get(fn, 1), cls, value)
		if v == 0 {
			return 0
		}
		if m.isInstance(v, cls) {
			return v
		}
		if v != None {
			return m.raise(tTypeError, "error in %s._missing_: returned %s instead of None or a valid member", m.className(cls), m.reprText(v))
		}
	} else if m.isFlag(cls) && m.isInteger(value) {
		return m.flagMember(cls, m.unwrap(value))
	}
	return m.raise(tValueError, "%s is not a valid %s", m.reprText(value), m.className(cls))
}

// functionalEnum is Enum('Color', 'RED GREEN').
func (m *machine) functionalEnum(base, name, names Value) Value {
	ns := m.newDict(0)
	items := []Value{}
	if m.isStr(names) {
		for f := range strings.FieldsSeq(strings.ReplaceAll(m.text(names), ",", " ")) {
			items = append(items, m.str(f))
		}
	} else {
		if m.is(names, kDict) {
			names = m.dictView(names, 2)
		}
		var ok bool
		if items, ok = m.collect(names); !ok {
			return 0
		}
	}
	for _, x := range items {
		k, v := x, Value(0)
		if pair, ok := m.pair(x); ok {
			k, v = pair[0], pair[1]
		} else {
			v = m.newInstance(kInstance, tAuto.value())
		}
		if !m.dictSet(ns, k, v) {
			return 0
		}
	}
	return m.newClass(name, []Value{base}, m.newDict(0), ns)
}

func (m *machine) pair(x Value) ([]Value, bool) {
	if m.is(x, kTuple) || m.is(x, kList) {
		items, _ := m.collect(x)
		return items, len(items) == 2
	}
	return nil, false
}

// enumContains is item in an enum class.
func (m *machine) enumContains(cls, item Value) (in, ok bool) {
	if m.isEnumMember(item) {
		if m.get(item, wClass) == cls {
			return true, true
		}
	} else if m.cfg.Minor < 12 {
		m.raise(tTypeError, "unsupported operand type(s) for 'in': '%s' and 'EnumType'", m.typeName(item))
		return false, false
	}
	for _, v := range m.items(m.enumMembers(cls)) {
		if m.itemEqual(m.enumValue(v), item) {
			return true, true
		}
	}
	return false, m.exc == 0
}

// Text

func (m *machine) enumStr(v Value) string {
	cls := m.get(v, wClass)
	switch {
	case m.isSubclass(cls, tStrEnum.value()):
		return m.text(m.enumValue(v))
	case m.cfg.Minor >= 11 && (m.isSubclass(cls, tIntEnum.value()) || m.isSubclass(cls, tIntFlag.value())):
		return m.reprText(m.enumValue(v))
	}
	if n := m.enumName(v); m.isStr(n) {
		return m.className(cls) + "." + m.text(n)
	}
	return m.className(cls) + "(" + m.reprText(m.enumValue(v)) + ")"
}

func (m *machine) enumRepr(v Value) string {
	cls := m.get(v, wClass)
	value := m.reprText(m.enumValue(v))
	if n := m.enumName(v); m.isStr(n) {
		return "<" + m.className(cls) + "." + m.text(n) + ": " + value + ">"
	}
	return "<" + m.className(cls) + ": " + value + ">"
}

// enumFormat returns what format() formats for a member.
func (m *machine) enumFormat(v Value) Value {
	cls := m.get(v, wClass)
	u := m.unwrap(v)
	if m.method(v, dnStr) == 0 && u != v {
		if m.cfg.Minor < 12 || m.isSubclass(cls, tIntEnum.value()) || m.isSubclass(cls, tStrEnum.value()) || m.isSubclass(cls, tIntFlag.value()) {
			return u
		}
	}
	return m.str(m.strText(v))
}

func init() {
	kindTypes[kInstance] = tObject
	tEnumType.sealed = true
	for _, t := range []*typeInfo{tEnum, tIntEnum, tStrEnum, tFlag, tIntFlag} {
		t.ctor("*args", func(m *machine, a []Value) Value {
			args := m.items(a[1])
			if len(args) < 2 || !m.isStr(args[0]) {
				return m.raise(tTypeError, "EnumType.__call__() missing 1 required positional argument: 'names'")
			}
			return m.functionalEnum(a[0], args[0], args[1])
		})
	}
	prop("enum.Enum.name", func(m *machine, a []Value) Value { return orNone(m.enumName(a[0])) })
	prop("enum.Enum.value", func(m *machine, a []Value) Value { return m.enumValue(a[0]) })
	def("enum.unique", "enumeration, /", func(m *machine, a []Value) Value {
		var dup []string
		if mm := m.memberMap(a[0]); mm != 0 {
			m.dictEach(mm, func(k, v Value) bool {
				if n := m.enumName(v); n != k {
					dup = append(dup, m.text(k)+" -> "+m.text(n))
				}
				return true
			})
		}
		if len(dup) > 0 {
			return m.raise(tValueError, "duplicate values found in %s: %s", m.reprText(a[0]), joinNames(dup))
		}
		return a[0]
	})
}
