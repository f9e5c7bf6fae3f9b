package model

import "strings"

// enum.auto: values that an enum makes for itself.

// storeAuto is an assignment in the body of an enum: auto() becomes its value at
// once, so that later members can use it. aux is the frame's (name, bases,
// keywords).
func (m *machine) storeAuto(aux, ns, name, raw Value) bool {
	if !m.is(aux, kTuple) {
		return m.dictSet(ns, name, raw)
	}
	var mro, last []Value
	for _, b := range m.items(m.items(aux)[1]) {
		if m.isClass(b) {
			mro = append(mro, m.mroOf(b)...)
		}
	}
	for i := range m.tableUsed(ns) {
		e := m.tableEntry(ns, i)
		if k, v := m.a[e], m.a[e+1]; k != 0 && m.isMemberName(m.text(m.items(aux)[0]), m.text(k)) && !m.isDescriptor(v) {
			last = append(last, v)
		}
	}
	v, ok := m.autoValue(mro, ns, name, raw, last)
	return ok && m.dictSet(ns, name, v)
}

func (m *machine) isAuto(v Value) bool {
	return m.is(v, kInstance) && m.get(v, wClass) == tAuto.value()
}

// hasAuto tells auto() and tuples that hold one.
func (m *machine) hasAuto(v Value) bool {
	if m.is(v, kTuple) {
		for _, x := range m.items(v) {
			if m.isAuto(x) {
				return true
			}
		}
		return false
	}
	return m.isAuto(v)
}

// autoValue replaces auto() by the value that it stands for in an enum with the
// given mro and namespace; last are the values of the members before.
func (m *machine) autoValue(mro []Value, ns, name, raw Value, last []Value) (Value, bool) {
	if !m.hasAuto(raw) {
		return raw, true
	}
	if m.is(raw, kTuple) {
		items := append([]Value(nil), m.items(raw)...)
		for i, x := range items {
			if m.isAuto(x) {
				v, ok := m.autoValue(mro, ns, name, x, last)
				if !ok {
					return 0, false
				}
				items[i] = v
			}
		}
		return m.tuple(items...), true
	}
	key := m.str("_generate_next_value_")
	fn := m.nameGet(ns, key)
	isFlag, isStr := false, false
	for _, c := range mro {
		if fn == 0 && c.isRef() {
			fn = m.ownAttr(c, key)
		}
		isFlag = isFlag || c == tFlag.value()
		isStr = isStr || c == tStrEnum.value()
	}
	switch {
	case fn != 0:
		if m.is(fn, kStatic) {
			fn = m.get(fn, 1)
		}
		v := m.call(fn, name, rawInt(1), rawInt(int64(len(last))), m.list(last...))
		return v, v != 0
	case isStr:
		return m.str(strings.ToLower(m.text(name))), true
	case isFlag:
		top := 0
		for _, v := range last {
			if m.isInteger(v) {
				top = max(top, m.big(m.unwrap(v)).BitLen())
			}
		}
		return m.binop(LShift, rawInt(1), rawInt(int64(top)), false), true
	case len(last) == 0:
		return rawInt(1), true
	}
	best := Value(0)
	for _, v := range last {
		if !m.isInteger(v) {
			continue
		}
		if best != 0 {
			if more, _ := m.less(best, v); !more {
				continue
			}
		}
		best = v
	}
	if best == 0 {
		m.raise(tTypeError, "unable to sort non-numeric values")
		return 0, false
	}
	v := m.binop(Add, best, rawInt(1), false)
	return v, v != 0
}
