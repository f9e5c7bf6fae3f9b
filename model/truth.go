package model

import (
	"strconv"
	"strings"
)

// truth is bool(v); with an exception pending it is false.
func (m *machine) truth(v Value) bool {
	switch v.tag() {
	case tagInt:
		return v.int() != 0
	case tagConst:
		return v != False && v != None
	case tagAtom:
		switch a := m.atoms.table.get(v); a.kind {
		case atomStr, atomBytes:
			return a.s != ""
		case atomFloat:
			return a.f != 0
		}
		return true
	}
	switch k := m.kindOf(v); k {
	case kList:
		return m.listLen(v) > 0
	case kTuple:
		return m.sizeAt(v.payload()) > 1
	case kDict, kSet, kFrozenSet:
		if k == kDict && m.dictExtended(v) {
			break
		}
		return m.tableLen(v) > 0
	case kDeque:
		return m.dequeLen(v) > 0
	case kRange, kDictView, kMappingProxy:
		n, _ := m.length(v)
		return n > 0
	case kRandom:
		return m.compareRandom(NotEq, v, rawInt(0)) == True
	default:
		if k < firstInstanceKind {
			return true
		}
	}
	if fn := m.method(v, dnBool); fn != 0 && fn != None {
		r := m.callMethod(fn, v)
		if r == 0 {
			return false
		}
		if !r.isBool() {
			m.raise(tTypeError, "__bool__ should return bool, returned %s", m.typeName(r))
			return false
		}
		return r == True
	}
	if u := m.unwrap(v); u != v {
		return m.truth(u)
	}
	if m.is(v, kDict) {
		return m.tableLen(v) > 0
	}
	if t, ok := m.flagTruth(v); ok {
		return t
	}
	if fn := m.lenMethod(v); fn != 0 {
		n, ok := m.userLength(fn, v)
		return ok && n > 0
	}
	return true
}

// lenMethod finds __len__ of an instance, be it the program's or a native's.
func (m *machine) lenMethod(v Value) Value {
	if fn := m.method(v, dnLen); fn != 0 {
		return fn
	}
	if m.kindOf(v) < firstInstanceKind {
		return 0
	}
	return m.classLookup(m.classOf(v), m.dn(dnLen))
}

// length is len(v); ok is false if an exception is pending.
func (m *machine) length(v Value) (n int, ok bool) {
	switch k := m.kindOf(v); k {
	case kList:
		return m.listLen(v), true
	case kTuple:
		return m.sizeAt(v.payload()) - 1, true
	case kDict:
		if fn := m.method(v, dnLen); fn != 0 {
			return m.userLength(fn, v)
		}
		return m.tableLen(v), true
	case kSet, kFrozenSet:
		return m.tableLen(v), true
	case kDeque:
		return m.dequeLen(v), true
	case kRange:
		r := m.rangeLen(v)
		if r.isInt() {
			return int(r.int()), true
		}
		m.raise(tOverflowError, "Python int too large to convert to C ssize_t")
		return 0, false
	case kDictView, kMappingProxy:
		return m.tableLen(m.get(v, 1)), true
	case kFree:
		if v.isAtom() {
			switch a := m.atoms.table.get(v); a.kind {
			case atomStr:
				return runeCount(a.s), true
			case atomBytes:
				return len(a.s), true
			}
		}
	case kClass:
		if m.isEnum(v) {
			return len(m.items(m.enumMembers(v))), true
		}
	default:
		if k < firstInstanceKind {
			break
		}
		if fn := m.lenMethod(v); fn != 0 {
			return m.userLength(fn, v)
		}
		if u := m.unwrap(v); u != v {
			return m.length(u)
		}
	}
	if m.exc == 0 {
		m.raise(tTypeError, "object of type '%s' has no len()", m.typeName(v))
	}
	return 0, false
}

func (m *machine) userLength(fn, v Value) (int, bool) {
	r := m.callMethod(fn, v)
	if r == 0 {
		return 0, false
	}
	if r = m.index(r); r == 0 {
		return 0, false
	}
	if !r.isInt() {
		m.raise(tOverflowError, "cannot fit 'int' into an index-sized integer")
		return 0, false
	}
	if r.int() < 0 {
		m.raise(tValueError, "__len__() should return >= 0")
		return 0, false
	}
	return int(r.int()), true
}

// isSequence decides whether a sequence pattern may match v.
func (m *machine) isSequence(v Value) bool {
	switch m.kindOf(m.unwrap(v)) {
	case kList, kTuple, kDeque, kRange:
		return true
	}
	return false
}

// Text

// runeLen is the number of bytes of the code point at the start of s, which
// must not be empty. Lone surrogates stand in strings as three bytes.
func runeLen(s string) int {
	switch c := s[0]; {
	case c < 0x80:
		return 1
	case c < 0xe0:
		return min(2, len(s))
	case c < 0xf0:
		return min(3, len(s))
	}
	return min(4, len(s))
}

// decodeRune returns the code point at the start of s and its length.
func decodeRune(s string) (r rune, n int) {
	c := rune(s[0])
	switch n = runeLen(s); n {
	case 1:
		return c, 1
	case 2:
		return c&0x1f<<6 | rune(s[1])&0x3f, 2
	case 3:
		return c&0x0f<<12 | rune(s[1])&0x3f<<6 | rune(s[2])&0x3f, 3
	}
	return c&0x07<<18 | rune(s[1])&0x3f<<12 | rune(s[2])&0x3f<<6 | rune(s[3])&0x3f, 4
}

// appendRune appends a code point, lone surrogates included.
func appendRune(b []byte, r rune) []byte {
	if r >= 0xd800 && r < 0xe000 {
		return append(b, 0xe0|byte(r>>12), 0x80|byte(r>>6)&0x3f, 0x80|byte(r)&0x3f)
	}
	return append(b, string(r)...)
}

// runeCount is len(s) in code points.
func runeCount(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i]&0xc0 != 0x80 {
			n++
		}
	}
	return n
}

// runeOffset returns the byte offset of code point i.
func runeOffset(s string, i int) int {
	p := 0
	for ; i > 0 && p < len(s); i-- {
		p += runeLen(s[p:])
	}
	return p
}

// runes splits s into code points.
func runes(s string) []rune {
	out := make([]rune, 0, len(s))
	for s != "" {
		r, n := decodeRune(s)
		out = append(out, r)
		s = s[n:]
	}
	return out
}

func itoa(n int) string { return strconv.Itoa(n) }

func joinNames(names []string) string { return strings.Join(names, ", ") }
