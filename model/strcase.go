package model

import (
	"strings"
	"unicode"
)

// str: case, classes of characters, padding, translation.

// title is str.title: the first letter of each run of letters in title case.
func title(s string) string {
	var b []byte
	cased := false
	for s != "" {
		r, n := decodeRune(s)
		s = s[n:]
		if cased {
			b = appendRune(b, unicode.ToLower(r))
		} else {
			b = append(b, specialTitle(r)...)
		}
		cased = isCased(r)
	}
	return string(b)
}

func isCased(r rune) bool {
	return unicode.IsUpper(r) || unicode.IsLower(r) || unicode.IsTitle(r) || unicode.Is(unicode.Other_Lowercase, r) || unicode.Is(unicode.Other_Uppercase, r)
}

// upper is strings.ToUpper with the one case that grows and that programs meet.
func upper(s string) string { return strings.ReplaceAll(strings.ToUpper(s), "ß", "SS") }

func specialTitle(r rune) string {
	if r == 'ß' {
		return "Ss"
	}
	return string(appendRune(nil, unicode.ToTitle(r)))
}

func capitalize(s string) string {
	if s == "" {
		return s
	}
	r, n := decodeRune(s)
	return specialTitle(r) + strings.ToLower(s[n:])
}

func swapCase(s string) string {
	var b []byte
	for s != "" {
		r, n := decodeRune(s)
		switch {
		case unicode.IsUpper(r):
			b = appendRune(b, unicode.ToLower(r))
		case unicode.IsLower(r):
			b = append(b, upper(s[:n])...)
		default:
			b = append(b, s[:n]...)
		}
		s = s[n:]
	}
	return string(b)
}

// allRunes reports whether s is not empty and each of its characters has a property.
func allRunes(s string, is func(r rune) bool) bool {
	for t := s; t != ""; {
		r, n := decodeRune(t)
		if !is(r) {
			return false
		}
		t = t[n:]
	}
	return s != ""
}

func isDecimal(r rune) bool { return unicode.Is(unicode.Nd, r) }

func isDigit(r rune) bool {
	return isDecimal(r) || strings.ContainsRune("²³¹⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉①②③④⑤⑥⑦⑧⑨", r)
}

func isNumeric(r rune) bool { return isDigit(r) || unicode.IsNumber(r) }

func isAlnum(r rune) bool { return unicode.IsLetter(r) || isNumeric(r) }

// hasCase reports whether s has cased characters, all of the wanted case.
func hasCase(s string, want func(r rune) bool) bool {
	seen := false
	for s != "" {
		r, n := decodeRune(s)
		if isCased(r) {
			if !want(r) {
				return false
			}
			seen = true
		}
		s = s[n:]
	}
	return seen
}

func isTitleText(s string) bool {
	prev, seen := false, false
	for s != "" {
		r, n := decodeRune(s)
		switch {
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			if prev {
				return false
			}
			prev, seen = true, true
		case unicode.IsLower(r):
			if !prev {
				return false
			}
			seen = true
		default:
			prev = false
		}
		s = s[n:]
	}
	return seen
}

func isIdentifier(s string) bool {
	if s == "" {
		return false
	}
	for i, r := range s {
		if !(r == '_' || unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || i > 0 && (isDecimal(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r) || unicode.Is(unicode.Pc, r))) {
			return false
		}
	}
	return true
}

// justify registers ljust, rjust or center.
func justify(name string, place func(pad, n int) int) {
	strMethods.def(name, "width, fillchar=, /", func(m *machine, a []Value) Value {
		width, ok := m.intArg(a[1])
		if !ok {
			return 0
		}
		fill := " "
		if v := arg(a, 2); v != 0 {
			u := m.unwrap(v)
			if !m.isStr(u) {
				return m.raise(tTypeError, "The fill character must be a unicode character, not %s", m.typeName(v))
			}
			if fill = m.text(u); runeCount(fill) != 1 {
				return m.raise(tTypeError, "The fill character must be exactly one character long")
			}
		}
		s := m.text(a[0])
		n := runeCount(s)
		if width <= n {
			return m.str(s)
		}
		if width > maxText {
			m.limit("a string of more than %d bytes", maxText)
		}
		left := place(width-n, width)
		return m.str(strings.Repeat(fill, left) + s + strings.Repeat(fill, width-n-left))
	})
}

func init() {
	d := strMethods.def
	mapped := func(name string, f func(string) string) {
		d(name, "", func(m *machine, a []Value) Value { return m.str(f(m.text(a[0]))) })
	}
	mapped("lower", strings.ToLower)
	mapped("upper", upper)
	mapped("title", title)
	mapped("capitalize", capitalize)
	mapped("swapcase", swapCase)
	mapped("casefold", func(s string) string { return strings.ReplaceAll(strings.ToLower(s), "ß", "ss") })
	test := func(name string, f func(string) bool) {
		d(name, "", func(m *machine, a []Value) Value { return boolValue(f(m.text(a[0]))) })
	}
	test("isdigit", func(s string) bool { return allRunes(s, isDigit) })
	test("isdecimal", func(s string) bool { return allRunes(s, isDecimal) })
	test("isnumeric", func(s string) bool { return allRunes(s, isNumeric) })
	test("isalpha", func(s string) bool { return allRunes(s, unicode.IsLetter) })
	test("isalnum", func(s string) bool { return allRunes(s, isAlnum) })
	test("isspace", func(s string) bool { return allRunes(s, isSpace) })
	test("isprintable", func(s string) bool { return s == "" || allRunes(s, printable) })
	test("isascii", func(s string) bool { return isASCII(s) })
	test("isidentifier", isIdentifier)
	test("islower", func(s string) bool { return hasCase(s, unicode.IsLower) })
	test("isupper", func(s string) bool { return hasCase(s, unicode.IsUpper) })
	test("istitle", isTitleText)

	justify("ljust", func(pad, _ int) int { return 0 })
	justify("rjust", func(pad, _ int) int { return pad })
	justify("center", func(pad, width int) int { return pad/2 + pad&width&1 })
	d("zfill", "width, /", func(m *machine, a []Value) Value {
		width, ok := m.intArg(a[1])
		if !ok {
			return 0
		}
		s := m.text(a[0])
		n := runeCount(s)
		if width <= n {
			return m.str(s)
		}
		if width > maxText {
			m.limit("a string of more than %d bytes", maxText)
		}
		zeros := strings.Repeat("0", width-n)
		if s != "" && (s[0] == '+' || s[0] == '-') {
			return m.str(s[:1] + zeros + s[1:])
		}
		return m.str(zeros + s)
	})
	d("expandtabs", "tabsize=", func(m *machine, a []Value) Value {
		size := 8
		if v := arg(a, 1); v != 0 {
			var ok bool
			if size, ok = m.intArg(v); !ok {
				return 0
			}
		}
		var b []byte
		col := 0
		for _, r := range runes(m.text(a[0])) {
			switch {
			case r == '\t':
				if size > 0 {
					for n := size - col%size; n > 0; n-- {
						b = append(b, ' ')
						col++
					}
				}
			default:
				b = appendRune(b, r)
				col++
				if r == '\n' || r == '\r' {
					col = 0
				}
			}
		}
		return m.str(string(b))
	})
	d("encode", "encoding=, errors=", func(m *machine, a []Value) Value {
		return m.encode(m.text(a[0]), arg(a, 1), arg(a, 2))
	})
	d("format", "*args, **kw", func(m *machine, a []Value) Value {
		s, ok := m.formatText(m.text(a[0]), m.items(a[1]), a[2])
		if !ok {
			return 0
		}
		return m.str(s)
	})
	d("format_map", "mapping, /", func(m *machine, a []Value) Value {
		s, ok := m.formatText(m.text(a[0]), nil, a[1])
		if !ok {
			return 0
		}
		return m.str(s)
	})
	d("translate", "table, /", func(m *machine, a []Value) Value {
		var b []byte
		for _, r := range runes(m.text(a[0])) {
			v := m.getitem(a[1], rawInt(int64(r)))
			switch {
			case v == 0:
				if !m.isInstance(m.exc, tLookupError.value()) {
					return 0
				}
				m.exc = 0
				b = appendRune(b, r)
			case v == None:
			case m.isStr(v):
				b = append(b, m.text(v)...)
			case v.isInt() && v.int() >= 0 && v.int() <= 0x10ffff:
				b = appendRune(b, rune(v.int()))
			default:
				return m.raise(tTypeError, "character mapping must return integer, None or str")
			}
		}
		return m.str(string(b))
	})
	defStatic("str.maketrans", "x, y=, z=, /", func(m *machine, a []Value) Value {
		t := m.newDict(0)
		if arg(a, 1) == 0 {
			if !m.is(a[0], kDict) {
				return m.raise(tTypeError, "if you give only one argument to maketrans it must be a dict")
			}
			ok := true
			m.dictEach(a[0], func(k, v Value) bool {
				if m.isStr(k) {
					r := runes(m.text(k))
					if len(r) != 1 {
						m.raise(tValueError, "string keys in translate table must be of length 1")
						ok = false
						return false
					}
					k = rawInt(int64(r[0]))
				}
				ok = m.dictSet(t, k, v)
				return ok
			})
			if !ok {
				return 0
			}
			return t
		}
		if !m.isStr(a[0]) || !m.isStr(a[1]) {
			return m.raise(tTypeError, "first maketrans argument must be a string if there is a second argument")
		}
		from, to := runes(m.text(a[0])), runes(m.text(a[1]))
		if len(from) != len(to) {
			return m.raise(tValueError, "the first two maketrans arguments must have equal length")
		}
		for i, r := range from {
			m.dictSet(t, rawInt(int64(r)), rawInt(int64(to[i])))
		}
		if z := arg(a, 2); z != 0 {
			if !m.isStr(z) {
				return m.raise(tTypeError, "maketrans() argument 3 must be str, not %s", m.typeName(z))
			}
			for _, r := range runes(m.text(z)) {
				m.dictSet(t, rawInt(int64(r)), None)
			}
		}
		return t
	})
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
