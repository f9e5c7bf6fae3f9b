package model

import (
	"encoding/hex"
	"strings"
)

// bytes, and the encodings between str and bytes: UTF-8, ASCII and Latin-1.

func codecName(m *machine, v Value) string {
	if v == 0 {
		return "utf-8"
	}
	s := strings.ReplaceAll(strings.ToLower(m.text(v)), "_", "-")
	switch s {
	case "utf8", "utf-8":
		return "utf-8"
	case "ascii", "us-ascii":
		return "ascii"
	case "latin-1", "latin1", "iso-8859-1", "iso8859-1":
		return "latin-1"
	}
	return ""
}

func (m *machine) codecArgs(encoding, errors Value) (name, mode string, ok bool) {
	for _, v := range []Value{encoding, errors} {
		if v != 0 && !m.isStr(v) {
			m.raise(tTypeError, "encoding and errors must be str, not %s", m.typeName(v))
			return "", "", false
		}
	}
	if name = codecName(m, encoding); name == "" {
		m.raise(tLookupError, "unknown encoding: %s", m.text(encoding))
		return "", "", false
	}
	mode = "strict"
	if errors != 0 {
		mode = m.text(errors)
	}
	return name, mode, true
}

func (m *machine) encode(s string, encoding, errors Value) Value {
	name, mode, ok := m.codecArgs(encoding, errors)
	if !ok {
		return 0
	}
	limit := rune(0x110000)
	what := "surrogates not allowed"
	switch name {
	case "ascii":
		limit, what = 0x80, "ordinal not in range(128)"
	case "latin-1":
		limit, what = 0x100, "ordinal not in range(256)"
	}
	var b []byte
	for i, r := range runes(s) {
		if r < limit && (r < 0xd800 || r >= 0xe000) {
			if name == "latin-1" {
				b = append(b, byte(r))
			} else {
				b = appendRune(b, r)
			}
			continue
		}
		switch mode {
		case "ignore":
		case "replace":
			b = append(b, '?')
		case "backslashreplace":
			var e strings.Builder
			writeEscape(&e, r)
			b = append(b, e.String()...)
		case "surrogatepass":
			b = appendRune(b, r)
		default:
			var e strings.Builder
			writeEscape(&e, r)
			return m.raise(tUnicodeEncodeError, "'%s' codec can't encode character '%s' in position %d: %s", name, e.String(), i, what)
		}
	}
	return m.atoms.bytes(string(b))
}

func (m *machine) decode(s string, encoding, errors Value) Value {
	name, mode, ok := m.codecArgs(encoding, errors)
	if !ok {
		return 0
	}
	var b []byte
	for i := 0; i < len(s); {
		c := s[i]
		if c < 0x80 || name == "latin-1" {
			b = appendRune(b, rune(c))
			i++
			continue
		}
		n, why := 1, "ordinal not in range(128)"
		if name == "utf-8" {
			var good bool
			if n, why, good = validUTF8(s[i:]); good {
				b = append(b, s[i:i+n]...)
				i += n
				continue
			}
		}
		switch mode {
		case "ignore":
		case "replace":
			b = appendRune(b, 0xfffd)
		default:
			if n > 1 {
				return m.raise(tUnicodeDecodeError, "'%s' codec can't decode bytes in position %d-%d: %s", name, i, i+n-1, why)
			}
			return m.raise(tUnicodeDecodeError, "'%s' codec can't decode byte 0x%02x in position %d: %s", name, c, i, why)
		}
		i += n
	}
	return m.str(string(b))
}

// validUTF8 looks at the sequence at the start of s: its length if it is good,
// else how many bytes are wrong and why.
func validUTF8(s string) (n int, why string, ok bool) {
	c := s[0]
	need := 0
	lo, hi := byte(0x80), byte(0xbf)
	switch {
	case c >= 0xc2 && c < 0xe0:
		need = 1
	case c >= 0xe0 && c < 0xf0:
		need = 2
		if c == 0xe0 {
			lo = 0xa0
		}
		if c == 0xed {
			hi = 0x9f
		}
	case c >= 0xf0 && c <= 0xf4:
		need = 3
		if c == 0xf0 {
			lo = 0x90
		}
		if c == 0xf4 {
			hi = 0x8f
		}
	default:
		return 1, "invalid start byte", false
	}
	for i := 1; i <= need; i++ {
		if i >= len(s) {
			return i, "unexpected end of data", false
		}
		if s[i] < lo || s[i] > hi {
			return i, "invalid continuation byte", false
		}
		lo, hi = 0x80, 0xbf
	}
	return need + 1, "", true
}

func asBytes(m *machine, v Value) Value {
	if m.isAtomKind(v, atomBytes) {
		return v
	}
	return 0
}

// bytesArg takes argument i, which must be bytes.
func (m *machine) bytesArg(a []Value, i int) (string, bool) {
	if !m.isAtomKind(a[i], atomBytes) {
		m.raise(tTypeError, "a bytes-like object is required, not '%s'", m.typeName(a[i]))
		return "", false
	}
	return m.text(a[i]), true
}

// byteOrBytes takes argument i: bytes or a number.
func (m *machine) byteOrBytes(a []Value, i int) (string, bool) {
	if k, n := m.asNumber(a[i]); k == smallInt {
		if n < 0 || n > 255 {
			m.raise(tValueError, "byte must be in range(0, 256)")
			return "", false
		}
		return string([]byte{byte(n)}), true
	}
	if !m.isAtomKind(a[i], atomBytes) {
		m.raise(tTypeError, "argument should be integer or bytes-like object, not '%s'", m.typeName(a[i]))
		return "", false
	}
	return m.text(a[i]), true
}

func init() {
	tBytes.ctor("source=, encoding=, errors=", func(m *machine, a []Value) Value {
		v := arg(a, 1)
		switch {
		case v == 0:
			return m.atoms.bytes("")
		case m.isStr(v):
			if arg(a, 2) == 0 {
				return m.raise(tTypeError, "string argument without an encoding")
			}
			return m.encode(m.text(v), a[2], arg(a, 3))
		case arg(a, 2) != 0:
			return m.raise(tTypeError, "encoding without a string argument")
		case m.isAtomKind(v, atomBytes):
			return v
		case m.isInteger(v):
			n, ok := m.intArg(v)
			if !ok {
				return 0
			}
			if n < 0 {
				return m.raise(tValueError, "negative count")
			}
			if n > maxText {
				m.limit("bytes of more than %d", maxText)
			}
			return m.atoms.bytes(strings.Repeat("\x00", n))
		}
		items, ok := m.collect(v)
		if !ok {
			if m.isInstance(m.exc, tTypeError.value()) && m.lookupSpecial(v, "__iter__") == 0 {
				return m.raise(tTypeError, "cannot convert '%s' object to bytes", m.typeName(v))
			}
			return 0
		}
		b := make([]byte, len(items))
		for i, x := range items {
			n := m.index(x)
			if n == 0 {
				return 0
			}
			if !n.isInt() || n.int() < 0 || n.int() > 255 {
				return m.raise(tValueError, "bytes must be in range(0, 256)")
			}
			b[i] = byte(n.int())
		}
		return m.atoms.bytes(string(b))
	})
	d := methods{tBytes, asBytes}.def
	d("decode", "encoding=, errors=", func(m *machine, a []Value) Value {
		return m.decode(m.text(a[0]), arg(a, 1), arg(a, 2))
	})
	d("hex", "sep=, bytes_per_sep=", func(m *machine, a []Value) Value {
		s := hex.EncodeToString([]byte(m.text(a[0])))
		if v := arg(a, 1); v != 0 && m.isStr(v) {
			var parts []string
			for ; s != ""; s = s[2:] {
				parts = append(parts, s[:2])
			}
			s = strings.Join(parts, m.text(v))
		}
		return m.str(s)
	})
	defStatic("bytes.fromhex", "text, /", func(m *machine, a []Value) Value {
		if !m.isStr(a[0]) {
			return m.raise(tTypeError, "fromhex() argument must be str, not %s", m.typeName(a[0]))
		}
		b, err := hex.DecodeString(strings.Join(strings.Fields(m.text(a[0])), ""))
		if err != nil {
			return m.raise(tValueError, "non-hexadecimal number found in fromhex() arg at position %d", strings.IndexFunc(m.text(a[0]), func(r rune) bool {
				return !strings.ContainsRune("0123456789abcdefABCDEF \t\n", r)
			}))
		}
		return m.atoms.bytes(string(b))
	})
	search := func(name string, last, must bool) {
		d(name, "sub, start=, end=, /", func(m *machine, a []Value) Value {
			sub, ok := m.byteOrBytes(a, 1)
			if !ok {
				return 0
			}
			s := m.text(a[0])
			start, stop, ok := m.span(a, 2, len(s))
			if !ok {
				return 0
			}
			i := -1
			if start <= stop {
				if last {
					i = strings.LastIndex(s[start:stop], sub)
				} else {
					i = strings.Index(s[start:stop], sub)
				}
			}
			if i < 0 {
				if must {
					return m.raise(tValueError, "subsection not found")
				}
				return rawInt(-1)
			}
			return rawInt(int64(start + i))
		})
	}
	search("find", false, false)
	search("index", false, true)
	search("rfind", true, false)
	search("rindex", true, true)
	affix := func(name string, has func(s, fix string) bool) {
		d(name, "prefix, /", func(m *machine, a []Value) Value {
			fixes := []Value{a[1]}
			if m.is(a[1], kTuple) {
				fixes = m.items(a[1])
			}
			for _, x := range fixes {
				if !m.isAtomKind(x, atomBytes) {
					return m.raise(tTypeError, "%s first arg must be bytes or a tuple of bytes, not %s", name, m.typeName(x))
				}
				if has(m.text(a[0]), m.text(x)) {
					return True
				}
			}
			return False
		})
	}
	affix("startswith", strings.HasPrefix)
	affix("endswith", strings.HasSuffix)
	list := func(m *machine, parts []string) Value {
		l := m.newList(len(parts))
		for _, p := range parts {
			m.listAppend(l, m.atoms.bytes(p))
		}
		return l
	}
	split := func(name string, right bool) {
		d(name, "sep=, maxsplit=", func(m *machine, a []Value) Value {
			parts, ok := m.split(m.text(a[0]), arg(a, 1), arg(a, 2), right, atomBytes)
			if !ok {
				return 0
			}
			return list(m, parts)
		})
	}
	split("split", false)
	split("rsplit", true)
	d("splitlines", "keepends=", func(m *machine, a []Value) Value {
		return list(m, splitLines(m.text(a[0]), arg(a, 1) != 0 && m.truth(a[1]), true))
	})
	d("join", "iterable, /", func(m *machine, a []Value) Value {
		items, ok := m.collect(a[1])
		if !ok {
			return 0
		}
		parts := make([]string, len(items))
		for i, x := range items {
			if !m.isAtomKind(x, atomBytes) {
				return m.raise(tTypeError, "sequence item %d: expected a bytes-like object, %s found", i, m.typeName(x))
			}
			parts[i] = m.text(x)
		}
		return m.atoms.bytes(strings.Join(parts, m.text(a[0])))
	})
	d("replace", "old, new, count=, /", func(m *machine, a []Value) Value {
		from, ok := m.bytesArg(a, 1)
		if !ok {
			return 0
		}
		to, ok := m.bytesArg(a, 2)
		if !ok {
			return 0
		}
		n := -1
		if v := arg(a, 3); v != 0 {
			if n, ok = m.intArg(v); !ok {
				return 0
			}
		}
		return m.atoms.bytes(strings.Replace(m.text(a[0]), from, to, n))
	})
	d("count", "sub, /", func(m *machine, a []Value) Value {
		sub, ok := m.byteOrBytes(a, 1)
		if !ok {
			return 0
		}
		if sub == "" {
			return rawInt(int64(len(m.text(a[0])) + 1))
		}
		return rawInt(int64(strings.Count(m.text(a[0]), sub)))
	})
	d("partition", "sep, /", func(m *machine, a []Value) Value {
		sep, ok := m.bytesArg(a, 1)
		if !ok {
			return 0
		}
		before, after, found := strings.Cut(m.text(a[0]), sep)
		if !found {
			sep = ""
		}
		return m.tuple(m.atoms.bytes(before), m.atoms.bytes(sep), m.atoms.bytes(after))
	})
	strip := func(name string, left, right bool) {
		d(name, "chars=, /", func(m *machine, a []Value) Value {
			set := " \t\n\r\v\f"
			if v := arg(a, 1); v != 0 && v != None {
				var ok bool
				if set, ok = m.bytesArg(a, 1); !ok {
					return 0
				}
			}
			s := m.text(a[0])
			for left && s != "" && strings.IndexByte(set, s[0]) >= 0 {
				s = s[1:]
			}
			for right && s != "" && strings.IndexByte(set, s[len(s)-1]) >= 0 {
				s = s[:len(s)-1]
			}
			return m.atoms.bytes(s)
		})
	}
	strip("strip", true, true)
	strip("lstrip", true, false)
	strip("rstrip", false, true)
	mapped := func(name string, f func(c byte) byte) {
		d(name, "", func(m *machine, a []Value) Value {
			b := []byte(m.text(a[0]))
			for i, c := range b {
				b[i] = f(c)
			}
			return m.atoms.bytes(string(b))
		})
	}
	mapped("lower", func(c byte) byte {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		return c
	})
	mapped("upper", func(c byte) byte {
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		return c
	})
	d("isdigit", "", func(m *machine, a []Value) Value {
		s := m.text(a[0])
		return boolValue(isASCII(s) && allRunes(s, isDecimal))
	})
	def("bytearray", "*args", func(m *machine, a []Value) Value {
		return m.unsupported("bytearray", "bytearray is not modelled", "use bytes or a list of ints")
	})
}
