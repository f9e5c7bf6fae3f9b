package model

import (
	"slices"
	"strings"
)

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
		if m.cfg.Minor <= 10 && len(last) > 0 { // the last one counts, not the greatest
			last = last[len(last)-1:]
		}
		for _, v := range last {
			if m.isInteger(v) {
				top = max(top, m.big(m.unwrap(v)).BitLen())
			}
		}
		return m.binop(LShift, rawInt(1), rawInt(int64(top)), false), true
	case len(last) == 0:
		return rawInt(1), true
	}
	return m.nextAuto(last)
}

// nextAuto returns what comes after the values of an enum: from 3.13 on one more than
// the greatest, before that one more than the last, as in 3.11 and 3.12 if that is not
// the greatest one of all, or than the last to which one can be added.
func (m *machine) nextAuto(last []Value) (Value, bool) {
	sorted := slices.Clone(last)
	if m.cfg.Minor >= 11 && m.sort(sorted, 0, 0) {
		last = sorted
	} else if m.exc != 0 && !m.isInstance(m.exc, tTypeError.value()) {
		return 0, false
	} else if m.cfg.Minor >= 13 {
		m.raise(tTypeError, "unable to sort non-numeric values")
		return 0, false
	}
	m.exc = 0
	for _, x := range slices.Backward(last) {
		v := m.binop(Add, x, rawInt(1), false)
		switch {
		case v != 0:
			return v, true
		case !m.isInstance(m.exc, tTypeError.value()):
			return 0, false
		}
		m.exc = 0
		if m.cfg.Minor >= 13 {
			m.raise(tTypeError, "unable to increment %s", m.reprText(x))
			return 0, false
		}
	}
	return rawInt(1), true
}
