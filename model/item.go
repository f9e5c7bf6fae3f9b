package model

import (
	"fmt"
	"strings"
)

// Subscription: x[i], x[i] = v, del x[i].

// getitem is x[i]; 0 with the exception pending.
func (m *machine) getitem(x, i Value) Value {
	switch k := m.kindOf(x); k {
	case kList:
		if i.isInt() {
			s := m.listItems(x)
			n := int(i.int())
			if n < 0 {
				n += len(s)
			}
			if uint(n) >= uint(len(s)) {
				return m.raise(tIndexError, "list index out of range")
			}
			return s[n]
		}
		if isPlace(i) {
			return *m.itemAt(x, i)
		}
		if m.is(i, kSlice) {
			start, stop, step, ok := m.sliceBounds(i, m.listLen(x))
			if !ok {
				return 0
			}
			return m.list(sliceItems(m.listItems(x), start, stop, step)...)
		}
		return m.indexed(x, i, "list")
	case kTuple:
		if i.isInt() {
			s := m.items(x)
			n := int(i.int())
			if n < 0 {
				n += len(s)
			}
			if uint(n) >= uint(len(s)) {
				return m.raise(tIndexError, "tuple index out of range")
			}
			return s[n]
		}
		if m.is(i, kSlice) {
			start, stop, step, ok := m.sliceBounds(i, len(m.items(x)))
			if !ok {
				return 0
			}
			return m.tuple(sliceItems(m.items(x), start, stop, step)...)
		}
		return m.indexed(x, i, "tuple")
	case kDict:
		if fn := m.method(x, dnGetitem); fn != 0 {
			return m.callMethod(fn, x, i)
		}
		return m.dictItem(x, i)
	case kDeque:
		if i.isInt() {
			n := int(i.int())
			if n < 0 {
				n += m.dequeLen(x)
			}
			if uint(n) >= uint(m.dequeLen(x)) {
				return m.raise(tIndexError, "deque index out of range")
			}
			return *m.dequeSlot(x, n)
		}
		if u := m.unwrap(i); u != i || m.method(i, dnIndex) != 0 || i.isBool() {
			if u = m.index(i); u == 0 {
				return 0
			}
			return m.getitem(x, u)
		}
		return m.raise(tTypeError, "sequence index must be integer, not '%s'", m.typeName(i))
	case kRange:
		if m.is(i, kSlice) {
			return m.rangeSlice(x, i)
		}
		n, ok := m.length(x)
		if !ok {
			return 0
		}
		j, ok := m.position(i, "range indices must be integers or slices, not %s")
		if !ok {
			return 0
		}
		if j < 0 {
			j += n
		}
		if uint(j) >= uint(n) {
			return m.raise(tIndexError, "range object index out of range")
		}
		return m.rangeItem(x, rawInt(int64(j)))
	case kMappingProxy:
		return m.getitem(m.get(x, 1), i)
	case kFree:
		if x.isAtom() {
			if k := m.atoms.table.get(x).kind; k == atomStr || k == atomBytes {
				return m.textItem(x, i, k)
			}
		}
		if m.isClass(x) {
			return m.classItem(x, i)
		}
	case kClass:
		return m.classItem(x, i)
	case kMethod, kFunc, kPartial:
	default:
		if k < firstInstanceKind {
			break
		}
		if fn := m.method(x, dnGetitem); fn != 0 && fn != None {
			return m.callMethod(fn, x, i)
		}
		if fn := m.classLookup(m.classOf(x), m.dn(dnGetitem)); fn != 0 && fn != None {
			return m.callMethod(fn, x, i)
		}
		if u := m.unwrap(x); u != x {
			return m.getitem(u, i)
		}
	}
	return m.raise(tTypeError, "'%s' object is not subscriptable", m.typeName(x))
}

// indexed serves indices that are neither small ints nor slices.
func (m *machine) indexed(x, i Value, what string) Value {
	n, ok := m.position(i, what+" indices must be integers or slices, not %s")
	if !ok {
		return 0
	}
	return m.getitem(x, rawInt(int64(n)))
}

// position converts an index; format is the message for what is none.
func (m *machine) position(i Value, format string) (int, bool) {
	if u := m.unwrap(i); !m.isInteger(u) && m.method(i, dnIndex) == 0 {
		if strings.Contains(format, "%") {
			format = fmt.Sprintf(format, m.typeName(i))
		}
		m.raise(tTypeError, "%s", format)
		return 0, false
	}
	v := m.index(i)
	if v == 0 {
		return 0, false
	}
	n, fits, _ := m.clampedInt(v)
	if !fits {
		m.raise(tIndexError, "cannot fit 'int' into an index-sized integer")
	}
	return n, fits
}

// dictItem is dict.__getitem__, with __missing__ and default factories.
func (m *machine) dictItem(d, k Value) Value {
	if e := m.tableFind(d, k); e >= 0 {
		return m.a[m.tableEntry(d, e)+1]
	}
	if m.exc != 0 {
		return 0
	}
	if m.dictExtended(d) {
		if fn := m.method(d, dnMissing); fn != 0 {
			return m.callMethod(fn, d, k)
		}
		if f := m.dictFactory(d); f != 0 && f != None {
			v := m.call(f)
			if v == 0 || !m.dictSet(d, k, v) {
				return 0
			}
			return v
		}
	}
	return m.keyError(k)
}

// keyError raises KeyError(k).
func (m *machine) keyError(k Value) Value {
	m.exc = m.newException(tKeyError.value(), k)
	return 0
}

func (m *machine) textItem(x, i Value, k atomKind) Value {
	s := m.text(x)
	n := len(s)
	ascii := true
	if k == atomStr {
		n = runeCount(s)
		ascii = n == len(s)
	}
	if m.is(i, kSlice) {
		start, stop, step, ok := m.sliceBounds(i, n)
		if !ok {
			return 0
		}
		if !ascii {
			if step == 1 {
				lo := runeOffset(s, start)
				return m.str(s[lo : lo+runeOffset(s[lo:], sliceLen(start, stop, step))])
			}
			r := runes(s)
			var b []byte
			for j := range sliceLen(start, stop, step) {
				b = appendRune(b, r[start+j*step])
			}
			return m.str(string(b))
		}
		if step == 1 {
			s = s[start : start+sliceLen(start, stop, step)]
		} else {
			b := make([]byte, sliceLen(start, stop, step))
			for j := range b {
				b[j] = s[start+j*step]
			}
			s = string(b)
		}
		if k == atomBytes {
			return m.atoms.bytes(s)
		}
		return m.str(s)
	}
	format := m.sinceMinor(11, "string indices must be integers, not '%s'", "string indices must be integers")
	if k == atomBytes {
		format = "byte indices must be integers or slices, not %s"
	}
	j, ok := m.position(i, format)
	if !ok {
		return 0
	}
	if j < 0 {
		j += n
	}
	if uint(j) >= uint(n) {
		if k == atomBytes {
			return m.raise(tIndexError, "index out of range")
		}
		return m.raise(tIndexError, "string index out of range")
	}
	if k == atomBytes {
		return rawInt(int64(s[j]))
	}
	if ascii {
		return m.str(s[j : j+1])
	}
	p := runeOffset(s, j)
	return m.str(s[p : p+runeLen(s[p:])])
}

// classItem is subscription of a class: the member of an enum, or a generic
// type with parameters, which is the type itself.
func (m *machine) classItem(cls, i Value) Value {
	if m.isEnum(cls) {
		if v := m.enumByName(cls, i); v != 0 {
			return v
		}
		return m.keyError(i)
	}
	if cls.isRef() {
		if fn := m.classLookup(cls, m.str("__class_getitem__")); fn != 0 {
			if m.is(fn, kStatic) || m.is(fn, kClassM) {
				fn = m.get(fn, 1)
			}
			return m.call(fn, cls, i)
		}
		if !m.dictLike(cls) {
			return m.raise(tTypeError, "type '%s' is not subscriptable", m.className(cls))
		}
		return cls
	}
	switch t := nativeOf(cls).typ; t {
	case tInt, tBool, tFloat, tStr, tBytes, tNoneType, tObject, tRange, tProperty, tSuper, tSlice:
		return m.raise(tTypeError, "type '%s' is not subscriptable", t.name())
	default:
		if t.inst == kException && t != tBaseExceptionGroup && t != tExceptionGroup {
			return m.raise(tTypeError, "type '%s' is not subscriptable", t.name())
		}
	}
	return cls
}

func (m *machine) dictLike(cls Value) bool { return m.builtinBase(cls) != tObject }

// setitem does x[i] = v; it reports false if an exception is pending.
func (m *machine) setitem(x, i, v Value) bool {
	switch k := m.kindOf(x); k {
	case kList:
		if isPlace(i) {
			*m.itemAt(x, i) = v
			return true
		}
		if m.is(i, kSlice) {
			return m.setSlice(x, i, v)
		}
		n := 0
		if i.isInt() {
			n = int(i.int())
		} else {
			var ok bool
			if n, ok = m.position(i, "list indices must be integers or slices, not %s"); !ok {
				return false
			}
		}
		s := m.listItems(x)
		if n < 0 {
			n += len(s)
		}
		if uint(n) >= uint(len(s)) {
			m.raise(tIndexError, "list assignment index out of range")
			return false
		}
		s[n] = v
		return true
	case kDict:
		if fn := m.method(x, dnSetitem); fn != 0 {
			return m.callMethod(fn, x, i, v) != 0
		}
		return m.dictSet(x, i, v)
	case kDeque:
		n, ok := m.position(i, "sequence index must be integer, not '%s'")
		if !ok {
			return false
		}
		if n < 0 {
			n += m.dequeLen(x)
		}
		if uint(n) >= uint(m.dequeLen(x)) {
			m.raise(tIndexError, "deque index out of range")
			return false
		}
		*m.dequeSlot(x, n) = v
		return true
	default:
		if k < firstInstanceKind {
			break
		}
		if fn := m.classLookup(m.classOf(x), m.dn(dnSetitem)); fn != 0 && fn != None {
			return m.callMethod(fn, x, i, v) != 0
		}
	}
	m.raise(tTypeError, "'%s' object does not support item assignment", m.typeName(x))
	return false
}

func (m *machine) setSlice(x, s, v Value) bool {
	items, ok := m.collect(v)
	if !ok {
		if m.isInstance(m.exc, tTypeError.value()) && m.lookupSpecial(v, "__iter__") == 0 {
			m.exc = 0
			if step := m.get(s, 3); m.cfg.Minor >= 13 || step != None && step != rawInt(1) {
				m.raise(tTypeError, "must assign iterable to extended slice")
			} else {
				m.raise(tTypeError, "can only assign an iterable")
			}
		}
		return false
	}
	start, stop, step, ok := m.sliceBounds(s, m.listLen(x))
	if !ok {
		return false
	}
	old := m.listItems(x)
	if step == 1 {
		stop = max(start, stop)
		if len(items) == stop-start {
			copy(old[start:], items)
			return true
		}
		out := make([]Value, 0, len(old)+len(items))
		out = append(append(append(out, old[:start]...), items...), old[stop:]...)
		m.listSet(x, out)
		return true
	}
	n := sliceLen(start, stop, step)
	if len(items) != n {
		m.raise(tValueError, "attempt to assign sequence of size %d to extended slice of size %d", len(items), n)
		return false
	}
	for j := range n {
		old[start+j*step] = items[j]
	}
	return true
}

// delitem does del x[i]; it reports false if an exception is pending.
func (m *machine) delitem(x, i Value) bool {
	switch k := m.kindOf(x); k {
	case kList:
		if m.is(i, kSlice) {
			start, stop, step, ok := m.sliceBounds(i, m.listLen(x))
			if !ok {
				return false
			}
			drop := map[int]bool{}
			for j := range sliceLen(start, stop, step) {
				drop[start+j*step] = true
			}
			s, n := m.listItems(x), 0
			for j, y := range s {
				if !drop[j] {
					s[n] = y
					n++
				}
			}
			m.set(x, 1, rawInt(int64(n)))
			return true
		}
		n, ok := m.position(i, "list indices must be integers or slices, not %s")
		if !ok {
			return false
		}
		if n < 0 {
			n += m.listLen(x)
		}
		if uint(n) >= uint(m.listLen(x)) {
			m.raise(tIndexError, "list assignment index out of range")
			return false
		}
		m.listDelete(x, n, n+1)
		return true
	case kDict:
		if fn := m.method(x, dnDelitem); fn != 0 {
			return m.callMethod(fn, x, i) != 0
		}
		if m.dictDel(x, i) == 0 {
			if m.exc == 0 {
				m.keyError(i)
			}
			return false
		}
		return true
	case kDeque:
		n, ok := m.position(i, "sequence index must be integer, not '%s'")
		if !ok {
			return false
		}
		if n < 0 {
			n += m.dequeLen(x)
		}
		if uint(n) >= uint(m.dequeLen(x)) {
			m.raise(tIndexError, "deque index out of range")
			return false
		}
		m.dequeRemoveAt(x, n)
		return true
	default:
		if k < firstInstanceKind {
			break
		}
		if fn := m.classLookup(m.classOf(x), m.dn(dnDelitem)); fn != 0 && fn != None {
			return m.callMethod(fn, x, i) != 0
		}
	}
	m.raise(tTypeError, "'%s' object doesn't support item deletion", m.typeName(x))
	return false
}
