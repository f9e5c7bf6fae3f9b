package model

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// repr and str. What CPython shows as an address is left out, so that nothing
// a program prints depends on where objects lie.

// maxIntDigits is CPython's limit on the conversion between int and str.
const maxIntDigits = 4300

// reprText is repr(v); with an exception pending the text means nothing.
func (m *machine) reprText(v Value) string {
	var b strings.Builder
	m.writeRepr(&b, v)
	return b.String()
}

// strText is str(v); with an exception pending the text means nothing.
func (m *machine) strText(v Value) string {
	if v.isAtom() {
		if a := m.atoms.table.get(v); a.kind == atomStr {
			return a.s
		}
	}
	switch k := m.kindOf(v); {
	case k == kException:
		if fn := m.method(v, dnStr); fn != 0 {
			return m.userText(fn, v, "__str__")
		}
		return m.excText(v)
	case k >= firstInstanceKind && k != kNamespace || k == kDict && m.dictExtended(v):
		if fn := m.method(v, dnStr); fn != 0 {
			return m.userText(fn, v, "__str__")
		}
		if m.isEnumMember(v) {
			return m.enumStr(v)
		}
		if u := m.unwrap(v); m.isStr(u) {
			return m.text(u)
		}
		if fn := m.classLookup(m.classOf(v), m.dn(dnStr)); fn.isConst() && fn != 0 && fn != None && nativeOf(fn).owner != tObject {
			return m.userText(fn, v, "__str__")
		}
	}
	return m.reprText(v)
}

// userText calls __str__, __repr__ or __format__.
func (m *machine) userText(fn, v Value, name string) string {
	r := m.callMethod(fn, v)
	if r == 0 {
		return ""
	}
	if r = m.unwrap(r); !m.isStr(r) {
		m.raise(tTypeError, "%s returned non-string (type %s)", name, m.typeName(r))
		return ""
	}
	return m.text(r)
}

func (m *machine) writeRepr(b *strings.Builder, v Value) {
	switch v.tag() {
	case tagInt:
		b.WriteString(strconv.FormatInt(v.int(), 10))
		return
	case tagAtom:
		switch a := m.atoms.table.get(v); a.kind {
		case atomStr:
			writeQuoted(b, a.s)
		case atomBytes:
			writeQuotedBytes(b, a.s)
		case atomFloat:
			b.WriteString(floatRepr(a.f))
		default:
			s := a.n.String()
			if len(strings.TrimPrefix(s, "-")) > maxIntDigits {
				m.raise(tValueError, "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", maxIntDigits)
				return
			}
			b.WriteString(s)
		}
		return
	case tagConst:
		b.WriteString(m.constRepr(v))
		return
	}
	if m.trace != nil && m.trace.brief && m.briefly(b, v) {
		return
	}
	switch k := m.kindOf(v); k {
	case kTuple, kList, kDict, kSet, kFrozenSet, kDeque, kDictView, kMappingProxy, kSlice, kPartial:
		if fn := m.method(v, dnRepr); fn != 0 {
			b.WriteString(m.userText(fn, v, "__repr__"))
			return
		}
		m.writeGuarded(b, v)
	case kRange:
		b.WriteString("range(" + m.reprText(m.get(v, 1)) + ", " + m.reprText(m.get(v, 2)))
		if s := m.get(v, 3); s != rawInt(1) {
			b.WriteString(", " + m.reprText(s))
		}
		b.WriteByte(')')
	case kFunc:
		b.WriteString("<function " + m.funcName(v) + ">")
	case kMethod:
		name := "?"
		if f := m.get(v, 1); m.is(f, kFunc) {
			name = m.funcName(f)
		} else if f.isConst() {
			b.WriteString("<built-in method " + nativeOf(f).shortName() + " of " + m.typeName(m.get(v, 2)) + " object>")
			return
		}
		b.WriteString("<bound method " + name + " of ")
		m.writeRepr(b, m.get(v, 2))
		b.WriteByte('>')
	case kClass:
		if m.isEnum(v) {
			b.WriteString("<enum '" + m.className(v) + "'>")
			return
		}
		b.WriteString("<class '" + m.qualifiedName(v) + "'>")
	case kFrame:
		f := v.payload()
		b.WriteString("<" + m.typeName(v) + " object " + m.frameCode(f).QualName + ">")
	case kNamespace:
		b.WriteString("<module '" + m.moduleName(v) + "'>")
	case kSuper:
		b.WriteString("<super: " + m.reprText(m.get(v, 1)) + ", <" + m.typeName(m.get(v, 2)) + " object>>")
	default:
		if k >= firstInstanceKind {
			m.writeInstance(b, v)
			return
		}
		b.WriteString("<" + m.typeName(v) + " object>")
	}
}

func (m *machine) writeInstance(b *strings.Builder, v Value) {
	if fn := m.method(v, dnRepr); fn != 0 {
		b.WriteString(m.userText(fn, v, "__repr__"))
		return
	}
	if m.isEnumMember(v) {
		b.WriteString(m.enumRepr(v))
		return
	}
	if m.kindOf(v) == kException {
		b.WriteString(m.exceptionRepr(v))
		return
	}
	if fn := m.classLookup(m.classOf(v), m.dn(dnRepr)); fn.isConst() && fn != 0 && fn != None && nativeOf(fn).owner != tObject {
		b.WriteString(m.userText(fn, v, "__repr__"))
		return
	}
	b.WriteString("<" + m.qualifiedName(m.classOf(v)) + " object>")
}

func (m *machine) exceptionRepr(v Value) string {
	args := m.get(v, wArgs)
	s := m.reprText(args)
	if len(m.items(args)) == 1 {
		s = strings.TrimSuffix(s, ",)") + ")"
	}
	return m.className(m.classOf(v)) + s
}

// qualifiedName is a class with its module, as repr shows it.
func (m *machine) qualifiedName(cls Value) string {
	if cls.isConst() {
		return strings.TrimPrefix(nativeOf(cls).name, "*.")
	}
	module := "__main__"
	if v := m.nameGet(m.get(cls, wClassDict), m.str("__module__")); m.isStr(v) {
		module = m.text(v)
	}
	name := m.className(cls)
	if v := m.nameGet(m.get(cls, wClassDict), m.str("__qualname__")); m.isStr(v) {
		name = m.text(v)
	}
	return module + "." + name
}

func (m *machine) constRepr(v Value) string {
	switch n := nativeOf(v); n.kind {
	case nType:
		return "<class '" + strings.TrimPrefix(n.name, "*.") + "'>"
	case nFunc:
		if n.method {
			return "<method '" + n.shortName() + "' of '" + n.owner.name() + "' objects>"
		}
		return "<built-in function " + n.shortName() + ">"
	default:
		return n.name
	}
}

// writeGuarded writes a container that may hold itself.
func (m *machine) writeGuarded(b *strings.Builder, v Value) {
	for _, x := range m.data.reprs {
		if x == v {
			b.WriteString(ellipsisOf(m, v))
			return
		}
	}
	if !m.deeper(" while getting the repr of an object") {
		return
	}
	m.data.reprs = append(m.data.reprs, v)
	defer func() {
		m.data.nest--
		m.data.reprs = m.data.reprs[:len(m.data.reprs)-1]
	}()
	m.writeContainer(b, v)
}

// baseRepr is the repr that the builtin type of v gives it.
func (m *machine) baseRepr(v Value) string {
	if !m.is(v, kDict) {
		return m.reprText(v)
	}
	var b strings.Builder
	m.writeGuarded(&b, v)
	return b.String()
}

// ellipsisOf is how a container shows itself within itself.
func ellipsisOf(m *machine, v Value) string {
	switch m.kindOf(v) {
	case kTuple:
		return "(...)"
	case kList:
		return "[...]"
	case kDict:
		return "{...}"
	case kSet, kFrozenSet:
		return m.typeName(v) + "(...)"
	case kDeque:
		return "[...]"
	}
	return "..."
}

func (m *machine) writeItems(b *strings.Builder, open, end string, items []Value) {
	b.WriteString(open)
	for i, x := range items {
		if i > 0 {
			b.WriteString(", ")
		}
		m.writeRepr(b, x)
		if m.exc != 0 {
			return
		}
	}
	b.WriteString(end)
}

func (m *machine) writeContainer(b *strings.Builder, v Value) {
	switch m.kindOf(v) {
	case kTuple:
		items := m.items(v)
		if len(items) > 1 && m.isUnion(v) {
			for i, x := range items {
				if i > 0 {
					b.WriteString(" | ")
				}
				if m.isClass(x) {
					b.WriteString(m.className(x))
				} else {
					b.WriteString("None")
				}
			}
			return
		}
		end := ")"
		if len(items) == 1 {
			end = ",)"
		}
		m.writeItems(b, "(", end, items)
	case kList:
		m.writeItems(b, "[", "]", append([]Value(nil), m.listItems(v)...))
	case kDeque:
		end := "])"
		if ml := m.get(v, 4); ml != None {
			end = "], maxlen=" + m.reprText(ml) + ")"
		}
		m.writeItems(b, "deque([", end, m.dequeItems(v))
	case kSet, kFrozenSet:
		keys, _ := m.setOrder(v)
		name := m.typeName(v)
		switch {
		case len(keys) == 0:
			b.WriteString(name + "()")
		case name == "set":
			m.writeItems(b, "{", "}", keys)
		default:
			m.writeItems(b, name+"({", "})", keys)
		}
	case kDict:
		end := ""
		if m.dictExtended(v) {
			if f := m.dictFactory(v); m.isSubclass(m.get(v, wDictClass), tDefaultDict.value()) {
				b.WriteString(m.className(m.classOf(v)) + "(" + m.reprText(orNone(f)) + ", ")
				end = ")"
			}
		}
		m.writeDict(b, v)
		b.WriteString(end)
	case kDictView:
		items, _ := m.collect(m.newIter(itDict, m.get(v, 1), rawInt(0), m.get(v, 2), rawInt(int64(m.tableLen(m.get(v, 1))))))
		m.writeItems(b, m.typeName(v)+"([", "])", items)
	case kMappingProxy:
		b.WriteString("mappingproxy(")
		m.writeDict(b, m.get(v, 1))
		b.WriteByte(')')
	case kSlice:
		m.writeItems(b, "slice(", ")", m.a[v.payload()+1:v.payload()+4])
	case kPartial:
		b.WriteString("functools.partial(")
		m.writeRepr(b, m.get(v, 1))
		for _, x := range m.items(m.get(v, 2)) {
			b.WriteString(", ")
			m.writeRepr(b, x)
		}
		m.dictEach(m.get(v, 3), func(k, x Value) bool {
			b.WriteString(", " + m.text(k) + "=")
			m.writeRepr(b, x)
			return m.exc == 0
		})
		b.WriteByte(')')
	}
}

func (m *machine) writeDict(b *strings.Builder, d Value) {
	b.WriteByte('{')
	first := true
	for i := 0; i < m.tableUsed(d); i++ {
		e := m.tableEntry(d, i)
		k, v := m.a[e], m.a[e+1]
		if k == 0 {
			continue
		}
		if !first {
			b.WriteString(", ")
		}
		first = false
		m.writeRepr(b, k)
		b.WriteString(": ")
		m.writeRepr(b, v)
		if m.exc != 0 {
			return
		}
	}
	b.WriteByte('}')
}

// floatRepr is the shortest text that reads back as f.
func floatRepr(f float64) string {
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 0):
		if f < 0 {
			return "-inf"
		}
		return "inf"
	}
	s := strconv.FormatFloat(f, 'e', -1, 64)
	exp, _ := strconv.Atoi(s[strings.IndexByte(s, 'e')+1:])
	if exp < -4 || exp >= 16 {
		return s
	}
	s = strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

func quoteFor(s string) byte {
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		return '"'
	}
	return '\''
}

const lowerHex = "0123456789abcdef"

func writeQuoted(b *strings.Builder, s string) {
	q := quoteFor(s)
	b.WriteByte(q)
	for s != "" {
		r, n := decodeRune(s)
		switch {
		case r == rune(q) || r == '\\':
			b.WriteByte('\\')
			b.WriteByte(byte(r))
		case r >= ' ' && r < 0x7f:
			b.WriteByte(byte(r))
		case r < 0x80 || !printable(r):
			writeEscape(b, r)
		default:
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	b.WriteByte(q)
}

// printable is str.isprintable for one character.
func printable(r rune) bool {
	return r == ' ' || r < 0xd800 && unicode.IsPrint(r) || r >= 0xe000 && unicode.IsPrint(r)
}

// writeEscape writes the backslash escape of a character.
func writeEscape(b *strings.Builder, r rune) {
	switch r {
	case '\n':
		b.WriteString(`\n`)
		return
	case '\r':
		b.WriteString(`\r`)
		return
	case '\t':
		b.WriteString(`\t`)
		return
	}
	digits := 8
	switch {
	case r < 0x100:
		b.WriteString(`\x`)
		digits = 2
	case r < 0x10000:
		b.WriteString(`\u`)
		digits = 4
	default:
		b.WriteString(`\U`)
	}
	for i := digits - 1; i >= 0; i-- {
		b.WriteByte(lowerHex[r>>(4*i)&15])
	}
}

func writeQuotedBytes(b *strings.Builder, s string) {
	q := quoteFor(s)
	b.WriteByte('b')
	b.WriteByte(q)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == q || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c >= ' ' && c < 0x7f:
			b.WriteByte(c)
		default:
			writeEscape(b, rune(c))
		}
	}
	b.WriteByte(q)
}

// asciiText replaces what is not ASCII in a repr by escapes.
func asciiText(s string) string {
	var b strings.Builder
	for s != "" {
		r, n := decodeRune(s)
		if r < 0x80 {
			b.WriteByte(byte(r))
		} else {
			writeEscape(&b, r)
		}
		s = s[n:]
	}
	return b.String()
}
