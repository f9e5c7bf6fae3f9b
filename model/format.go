package model

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// The format mini-language: format(), f-strings, str.format. Source: CPython
// Python/formatter_unicode.c, by behaviour.

// formatValue serves f"{v!c:spec}"; conv is 0 none, 1 str, 2 repr, 3 ascii;
// spec is 0 or a str.
func (m *machine) formatValue(v Value, conv int, spec Value) Value {
	switch conv {
	case 1:
		v = m.str(m.strText(v))
	case 2:
		v = m.str(m.reprText(v))
	case 3:
		v = m.str(asciiText(m.reprText(v)))
	}
	if m.exc != 0 {
		return 0
	}
	if spec == 0 {
		spec = m.str("")
	}
	return m.format(v, spec)
}

// format is format(v, spec).
func (m *machine) format(v, spec Value) Value {
	if m.isStr(v) && m.text(spec) == "" {
		return v
	}
	if m.kindOf(v) >= firstInstanceKind || m.is(v, kDict) {
		if fn := m.method(v, dnFormat); fn != 0 {
			r := m.callMethod(fn, v, spec)
			if r != 0 && !m.isStr(r) {
				return m.raise(tTypeError, "__format__ must return a str, not %s", m.typeName(r))
			}
			return r
		}
	}
	if m.isEnumMember(v) {
		v = m.enumFormat(v)
		if m.exc != 0 {
			return 0
		}
	}
	s := m.text(spec)
	k, n := m.asNumber(v)
	if s == "" {
		t := m.strText(v)
		if m.exc != 0 {
			return 0
		}
		return m.str(t)
	}
	if u := m.unwrap(v); u != v {
		v = u
		k, n = m.asNumber(v)
	}
	if k == noNumber && !m.isStr(v) {
		return m.raise(tTypeError, "unsupported format string passed to %s.__format__", m.typeName(v))
	}
	f, ok := m.parseFormat(s, v)
	if !ok {
		return 0
	}
	var out string
	switch k {
	case noNumber:
		out, ok = m.formatStr(f, m.text(v))
	case floatNumber:
		out, ok = m.formatFloat(f, m.floatOf(v), v)
	case smallInt:
		out, ok = m.formatInt(f, big.NewInt(n), v)
	default:
		out, ok = m.formatInt(f, m.big(v), v)
	}
	if !ok {
		return 0
	}
	return m.str(out)
}

// A formatSpec is a parsed format specification.
type formatSpec struct {
	fill      rune
	align     byte // 0 if not given
	sign      byte // 0 if not given
	noNegZero bool
	alt       bool
	zero      bool
	width     int
	sep       byte // ',' or '_' or 0
	prec      int  // -1 if not given
	typ       rune // 0 if not given
}

func (m *machine) parseFormat(s string, v Value) (f formatSpec, ok bool) {
	r := runes(s)
	f.fill, f.prec = ' ', -1
	i := 0
	isAlign := func(c rune) bool { return c == '<' || c == '>' || c == '=' || c == '^' }
	if len(r) >= 2 && isAlign(r[1]) {
		f.fill, f.align = r[0], byte(r[1])
		i = 2
	} else if len(r) >= 1 && isAlign(r[0]) {
		f.align = byte(r[0])
		i = 1
	}
	fillGiven := i == 2
	if i < len(r) && (r[i] == '+' || r[i] == '-' || r[i] == ' ') {
		f.sign = byte(r[i])
		i++
	}
	if i < len(r) && r[i] == 'z' && m.cfg.Minor >= 11 {
		f.noNegZero = true
		i++
	}
	if i < len(r) && r[i] == '#' {
		f.alt = true
		i++
	}
	if i < len(r) && r[i] == '0' && !fillGiven {
		f.fill, f.zero = '0', true
		if f.align == 0 && (m.cfg.Minor < 10 || !m.isStr(v)) {
			f.align = '='
		}
		i++
	}
	number := func() (n int, found bool) {
		for i < len(r) && r[i] >= '0' && r[i] <= '9' && n < maxText {
			n, found = n*10+int(r[i]-'0'), true
			i++
		}
		return n, found
	}
	f.width, _ = number()
	if f.width >= maxText {
		m.raise(tValueError, "Too many decimal digits in format string")
		return f, false
	}
	if i < len(r) && (r[i] == ',' || r[i] == '_') {
		f.sep = byte(r[i])
		i++
		if i < len(r) && (r[i] == ',' || r[i] == '_') {
			if rune(f.sep) != r[i] {
				m.raise(tValueError, "Cannot specify both ',' and '_'.")
			} else {
				m.raise(tValueError, "Cannot specify '%c' with '%c'.", f.sep, r[i])
			}
			return f, false
		}
	}
	if i < len(r) && r[i] == '.' {
		i++
		var found bool
		if f.prec, found = number(); !found {
			m.raise(tValueError, "Format specifier missing precision")
			return f, false
		}
	}
	if len(r)-i > 1 {
		if m.cfg.Minor >= 11 {
			m.raise(tValueError, "Invalid format specifier '%s' for object of type '%s'", s, m.typeName(v))
		} else {
			m.raise(tValueError, "Invalid format specifier")
		}
		return f, false
	}
	if i < len(r) {
		f.typ = r[i]
	}
	if f.sep != 0 {
		switch f.typ {
		case 'd', 'e', 'f', 'g', 'E', 'G', '%', 'F', 0:
		case 'b', 'o', 'x', 'X':
			if f.sep == ',' {
				m.raise(tValueError, "Cannot specify ',' with '%c'.", f.typ)
				return f, false
			}
		default:
			m.raise(tValueError, "Cannot specify '%c' with '%c'.", f.sep, f.typ)
			return f, false
		}
	}
	return f, true
}

// pad brings text to the width; def is the alignment where none is given, and
// sign the length of what '=' keeps at the left.
func (f formatSpec) pad(s string, def byte, sign int) string {
	n := f.width - runeCount(s)
	if n <= 0 {
		return s
	}
	a := f.align
	if a == 0 {
		a = def
	}
	fill := func(k int) string { return strings.Repeat(string(appendRune(nil, f.fill)), k) }
	switch a {
	case '<':
		return s + fill(n)
	case '^':
		return fill(n/2) + s + fill(n-n/2)
	case '=':
		return s[:sign] + fill(n) + s[sign:]
	}
	return fill(n) + s
}

func (m *machine) badFormat(f formatSpec, v Value) (string, bool) {
	if f.typ > 32 && f.typ < 128 {
		m.raise(tValueError, "Unknown format code '%c' for object of type '%s'", f.typ, m.typeName(v))
	} else {
		m.raise(tValueError, `Unknown format code '\x%x' for object of type '%s'`, f.typ, m.typeName(v))
	}
	return "", false
}

func (m *machine) formatStr(f formatSpec, s string) (string, bool) {
	if f.typ != 0 && f.typ != 's' {
		return m.badFormat(f, m.str(s))
	}
	switch {
	case f.sep != 0:
		m.raise(tValueError, "Cannot specify '%c' with 's'.", f.sep)
		return "", false
	case f.sign == ' ' && m.cfg.Minor >= 11:
		m.raise(tValueError, "Space not allowed in string format specifier")
		return "", false
	case f.sign != 0:
		m.raise(tValueError, "Sign not allowed in string format specifier")
		return "", false
	case f.noNegZero:
		m.raise(tValueError, "Negative zero coercion (z) not allowed in string format specifier")
		return "", false
	case f.alt:
		m.raise(tValueError, "Alternate form (#) not allowed in string format specifier")
		return "", false
	case f.align == '=':
		m.raise(tValueError, "'=' alignment not allowed in string format specifier")
		return "", false
	}
	if f.prec >= 0 && runeCount(s) > f.prec {
		s = s[:runeOffset(s, f.prec)]
	}
	return f.pad(s, '<', 0), true
}

func (m *machine) formatInt(f formatSpec, n *big.Int, v Value) (string, bool) {
	base := 10
	prefix := ""
	switch f.typ {
	case 0, 'd', 'n':
	case 'b':
		base, prefix = 2, "0b"
	case 'o':
		base, prefix = 8, "0o"
	case 'x':
		base, prefix = 16, "0x"
	case 'X':
		base, prefix = 16, "0X"
	case 'c':
		switch {
		case f.prec >= 0:
			m.raise(tValueError, "Precision not allowed in integer format specifier")
		case f.sign != 0:
			m.raise(tValueError, "Sign not allowed with integer format specifier 'c'")
		case f.alt:
			m.raise(tValueError, "Alternate form (#) not allowed with integer format specifier 'c'")
		case !n.IsInt64():
			m.raise(tOverflowError, "Python int too large to convert to C long")
		case n.Int64() < 0 || n.Int64() > 0x10ffff:
			m.raise(tOverflowError, "%%c arg not in range(0x110000)")
		default:
			return f.pad(string(appendRune(nil, rune(n.Int64()))), '<', 0), true
		}
		return "", false
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		x, ok := m.toFloat(m.atoms.bigInt(n))
		if !ok {
			return "", false
		}
		return m.formatFloat(f, x, v)
	default:
		return m.badFormat(f, v)
	}
	if f.prec >= 0 {
		m.raise(tValueError, "Precision not allowed in integer format specifier")
		return "", false
	}
	if f.noNegZero {
		m.raise(tValueError, "Negative zero coercion (z) not allowed in integer format specifier")
		return "", false
	}
	digits := new(big.Int).Abs(n).Text(base)
	if base == 10 && len(digits) > maxIntDigits {
		m.raise(tValueError, "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", maxIntDigits)
		return "", false
	}
	if f.typ == 'X' {
		digits = strings.ToUpper(digits)
	}
	lead := signText(n.Sign() < 0, f.sign)
	if f.alt {
		lead += prefix
	}
	group := 3
	if base != 10 {
		group = 4
	}
	return f.number(lead, digits, "", group), true
}

func signText(negative bool, sign byte) string {
	switch {
	case negative:
		return "-"
	case sign == '+' || sign == ' ':
		return string(rune(sign))
	}
	return ""
}

// number puts together sign, grouped integer digits and the rest, and pads.
func (f formatSpec) number(lead, digits, rest string, group int) string {
	if f.sep != 0 {
		least := 0
		if f.fill == '0' && f.align == '=' {
			least = f.width - len(lead) - len(rest)
		}
		digits = groupDigits(digits, group, f.sep, least)
	}
	return f.pad(lead+digits+rest, '>', len(lead))
}

// groupDigits inserts separators; leading zeros are added until there are at
// least that many characters.
func groupDigits(digits string, group int, sep byte, least int) string {
	for {
		n := len(digits)
		if n+(n-1)/group >= least || n == 0 {
			break
		}
		digits = "0" + digits
	}
	var b []byte
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%group == 0 {
			b = append(b, sep)
		}
		b = append(b, digits[i])
	}
	return string(b)
}

func (m *machine) formatFloat(f formatSpec, x float64, v Value) (string, bool) {
	prec := f.prec
	verb := f.typ
	upper := false
	switch verb {
	case 'E', 'F', 'G':
		upper = true
		verb += 'a' - 'A'
	case 0, 'e', 'f', 'g', '%':
	case 'n':
		verb = 'g'
	default:
		return m.badFormat(f, v)
	}
	s := ""
	neg := math.Signbit(x) && !math.IsNaN(x)
	x = math.Abs(x)
	percent := ""
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		s = "inf"
		if math.IsNaN(x) {
			s = "nan"
		}
		if verb == '%' {
			percent = "%"
		}
		if upper {
			s = strings.ToUpper(s)
		}
		f.sep = 0
		return f.number(signText(neg, f.sign), s, percent, len(s)), true
	case verb == '%':
		x *= 100
		percent = "%"
		verb = 'f'
		fallthrough
	case verb == 'e' || verb == 'f':
		if prec < 0 {
			prec = 6
		}
		s = strconv.FormatFloat(x, byte(verb), prec, 64)
		if f.alt && prec == 0 {
			s = addPoint(s)
		}
	case verb == 'g':
		s = generalFloat(x, prec, f.alt, 0)
	case prec < 0:
		s = floatRepr(x)
		if f.alt {
			s = addPoint(s)
		}
	default:
		s = generalFloat(x, prec, f.alt, 1)
	}
	if f.noNegZero && neg && !strings.ContainsAny(s, "123456789") {
		neg = false
	}
	if upper {
		s = strings.ToUpper(s)
	}
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return f.number(signText(neg, f.sign), s[:n], s[n:]+percent, 3), true
}

// addPoint gives a number without a decimal point one.
func addPoint(s string) string {
	if strings.Contains(s, ".") {
		return s
	}
	if i := strings.IndexByte(s, 'e'); i >= 0 {
		return s[:i] + "." + s[i:]
	}
	return s + "."
}

// generalFloat is the 'g' format: prec significant digits, -1 for six. margin
// is 1 for the format without a type, which keeps a digit behind the point.
func generalFloat(x float64, prec int, alt bool, margin int) string {
	if prec < 0 {
		prec = 6
	}
	prec = max(prec, 1)
	s := strconv.FormatFloat(x, 'e', prec-1, 64)
	i := strings.IndexByte(s, 'e')
	exp, _ := strconv.Atoi(s[i+1:])
	if exp < -4 || exp >= prec-margin {
		mant := s[:i]
		if !alt && strings.Contains(mant, ".") {
			mant = strings.TrimRight(strings.TrimRight(mant, "0"), ".")
		}
		if alt {
			mant = addPoint(mant)
		}
		return mant + s[i:]
	}
	s = strconv.FormatFloat(x, 'f', max(prec-1-exp, 0), 64)
	if alt {
		return addPoint(s)
	}
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if margin == 1 && !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}
