package model

import (
	"math/big"
	"strings"
)

// printf-style formatting: text % values. Source: CPython
// Objects/unicodeobject.c, by behaviour.

func (m *machine) percent(format string, values Value, isBytes bool) Value {
	if u := m.unwrap(values); m.is(u, kTuple) {
		values = u
	}
	single := !m.is(values, kTuple)
	next := 0
	dict := Value(0)
	if single && m.subscriptable(values) && !(isBytes && m.isAtomKind(values, atomBytes)) {
		dict = values
	}
	take := func() Value {
		if single {
			if next > 0 {
				return m.raise(tTypeError, "not enough arguments for format string")
			}
			next++
			return values
		}
		if next >= len(m.items(values)) {
			return m.raise(tTypeError, "not enough arguments for format string")
		}
		next++
		return m.items(values)[next-1]
	}
	var b strings.Builder
	keyed := false
	for i := 0; i < len(format); {
		if format[i] != '%' {
			j := strings.IndexByte(format[i:], '%')
			if j < 0 {
				j = len(format) - i
			}
			b.WriteString(format[i : i+j])
			i += j
			continue
		}
		i++
		arg := Value(0)
		if i < len(format) && format[i] == '(' {
			depth, j := 1, i+1
			for ; j < len(format) && depth > 0; j++ {
				switch format[j] {
				case '(':
					depth++
				case ')':
					depth--
				}
			}
			if depth > 0 {
				return m.raise(tValueError, "incomplete format key")
			}
			if dict == 0 {
				return m.raise(tTypeError, "format requires a mapping")
			}
			key := m.str(format[i+1 : j-1])
			if isBytes {
				key = m.atoms.bytes(format[i+1 : j-1])
			}
			if arg = m.getitem(dict, key); arg == 0 {
				return 0
			}
			keyed = true
			i = j
		}
		f := formatSpec{fill: ' ', align: '>', prec: -1}
		for ; i < len(format) && strings.IndexByte("-+ #0", format[i]) >= 0; i++ {
			switch format[i] {
			case '-':
				f.align = '<'
			case '+':
				f.sign = '+'
			case ' ':
				if f.sign == 0 {
					f.sign = ' '
				}
			case '#':
				f.alt = true
			case '0':
				f.zero = true
			}
		}
		number := func() (int, bool) {
			if i < len(format) && format[i] == '*' {
				i++
				v := take()
				if v == 0 {
					return 0, false
				}
				if !m.isInteger(v) {
					m.raise(tTypeError, "* wants int")
					return 0, false
				}
				return m.intArg(v)
			}
			n := 0
			for i < len(format) && format[i] >= '0' && format[i] <= '9' && n < maxText {
				n = n*10 + int(format[i]-'0')
				i++
			}
			return n, true
		}
		var ok bool
		if f.width, ok = number(); !ok {
			return 0
		}
		if f.width < 0 {
			f.align, f.width = '<', -f.width
		}
		if i < len(format) && format[i] == '.' {
			i++
			if f.prec, ok = number(); !ok {
				return 0
			}
			f.prec = max(f.prec, 0)
		}
		for i < len(format) && strings.IndexByte("hlL", format[i]) >= 0 {
			i++
		}
		if i >= len(format) {
			return m.raise(tValueError, "incomplete format")
		}
		c, n := decodeRune(format[i:])
		if c == '%' {
			b.WriteByte('%')
			i += n
			continue
		}
		if arg == 0 {
			if arg = take(); arg == 0 {
				return 0
			}
		}
		f.typ = c
		s, ok := m.percentOne(f, arg, runeCount(format[:i]), isBytes)
		if !ok {
			return 0
		}
		b.WriteString(s)
		i += n
	}
	if single && next == 0 && dict == 0 || !single && next < len(m.items(values)) && !keyed {
		return m.raise(tTypeError, "not all arguments converted during %s formatting", map[bool]string{false: "string", true: "bytes"}[isBytes])
	}
	if isBytes {
		return m.atoms.bytes(b.String())
	}
	return m.str(b.String())
}

// subscriptable tells the values that % takes for a mapping.
func (m *machine) subscriptable(v Value) bool {
	switch k := m.kindOf(v); k {
	case kDict, kList, kRange, kMappingProxy:
		return true
	default:
		return m.isAtomKind(v, atomBytes) || k >= firstInstanceKind && m.classLookup(m.classOf(v), m.dn(dnGetitem)) != 0
	}
}

// percentOne converts one argument.
func (m *machine) percentOne(f formatSpec, v Value, at int, isBytes bool) (string, bool) {
	text := func(s string) (string, bool) {
		if m.exc != 0 {
			return "", false
		}
		if f.prec >= 0 && runeCount(s) > f.prec {
			s = s[:runeOffset(s, f.prec)]
		}
		return f.pad(s, '>', 0), true
	}
	switch f.typ {
	case 's':
		if isBytes {
			if !m.isAtomKind(v, atomBytes) {
				m.raise(tTypeError, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'", m.typeName(v))
				return "", false
			}
			return text(m.text(v))
		}
		return text(m.strText(v))
	case 'r':
		return text(m.reprText(v))
	case 'a':
		return text(asciiText(m.reprText(v)))
	case 'c':
		u := m.unwrap(v)
		if m.isStr(u) && runeCount(m.text(u)) == 1 {
			f.prec = -1
			return text(m.text(u))
		}
		if !m.isInteger(u) {
			switch {
			case m.isStr(u) && m.cfg.Minor >= 14:
				m.raise(tTypeError, "%%c requires an int or a unicode character, not a string of length %d", runeCount(m.text(u)))
			case m.cfg.Minor >= 14:
				m.raise(tTypeError, "%%c requires an int or a unicode character, not %s", m.typeName(v))
			default:
				m.raise(tTypeError, "%%c requires int or char")
			}
			return "", false
		}
		n, _, _ := m.clampedInt(u)
		if n < 0 || n > 0x10ffff {
			m.raise(tOverflowError, "%%c arg not in range(0x110000)")
			return "", false
		}
		f.prec = -1
		return text(string(appendRune(nil, rune(n))))
	case 'd', 'i', 'u', 'x', 'X', 'o':
		return m.percentInt(f, v)
	case 'e', 'E', 'f', 'F', 'g', 'G':
		x, ok := m.floatValue(v, "must be real number, not %s")
		if !ok {
			return "", false
		}
		if f.prec < 0 {
			f.prec = 6
		}
		if f.zero && f.align != '<' {
			f.fill, f.align = '0', '='
		}
		return m.formatFloat(f, x, v)
	}
	m.raise(tValueError, "unsupported format character '%c' (0x%x) at index %d", f.typ, f.typ, at)
	return "", false
}

func (m *machine) percentInt(f formatSpec, v Value) (string, bool) {
	u, given := m.unwrap(v), f.typ
	if f.typ == 'i' || f.typ == 'u' {
		f.typ = 'd'
	}
	k, _ := m.asNumber(u)
	var n *big.Int
	switch {
	case k == smallInt || k == bigInt:
		n = m.big(u)
	case k == floatNumber && f.typ == 'd':
		w := m.floatToInt(m.floatOf(u))
		if w == 0 {
			return "", false
		}
		n = m.big(w)
	default:
		var w Value
		if m.method(u, dnIndex) != 0 {
			w = m.index(u)
		} else if fn := m.method(u, dnInt); fn != 0 && f.typ == 'd' {
			w = m.callMethod(fn, u)
		} else if f.typ == 'd' {
			m.raise(tTypeError, "%%%c format: %s number is required, not %s", given, m.sinceMinor(10, "a real", "a"), m.typeName(v))
		} else {
			m.raise(tTypeError, "%%%c format: an integer is required, not %s", f.typ, m.typeName(v))
		}
		if w == 0 || !m.isInteger(w) {
			return "", false
		}
		n = m.big(w)
	}
	prec := f.prec
	f.prec = -1
	zero := f.zero && f.align != '<'
	g := formatSpec{fill: ' ', prec: -1, typ: f.typ}
	digits, _ := m.formatInt(g, new(big.Int).Abs(n), v)
	if m.exc != 0 {
		return "", false
	}
	if len(digits) < prec {
		digits = strings.Repeat("0", prec-len(digits)) + digits
	}
	lead := signText(n.Sign() < 0, f.sign)
	if f.alt {
		lead += map[rune]string{'x': "0x", 'X': "0X", 'o': "0o"}[f.typ]
	}
	if zero {
		f.fill, f.align = '0', '='
	}
	return f.pad(lead+digits, '>', len(lead)), true
}
