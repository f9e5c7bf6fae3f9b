package model

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// int, bool and float: construction and methods.

func asInt(m *machine, v Value) Value {
	if v = m.unwrap(v); m.isInteger(v) {
		return v
	}
	return 0
}

func asFloat(m *machine, v Value) Value {
	if m.isAtomKind(v, atomFloat) {
		return v
	}
	return 0
}

// floatToInt truncates a float.
func (m *machine) floatToInt(f float64) Value {
	switch {
	case math.IsNaN(f):
		return m.raise(tValueError, "cannot convert float NaN to integer")
	case math.IsInf(f, 0):
		return m.raise(tOverflowError, "cannot convert float infinity to integer")
	case math.Abs(f) < 1<<59:
		return rawInt(int64(f))
	}
	n, _ := big.NewFloat(f).Int(nil)
	return m.bigValue(n)
}

// floatValue converts an argument that must be a number; format is the message
// if it is none.
func (m *machine) floatValue(v Value, format string) (float64, bool) {
	u := m.unwrap(v)
	if k, _ := m.asNumber(u); k != noNumber {
		return m.toFloat(u)
	}
	if fn := m.method(u, dnFloat); fn != 0 {
		r := m.callMethod(fn, u)
		if r == 0 {
			return 0, false
		}
		if !m.isAtomKind(r, atomFloat) {
			m.raise(tTypeError, "%s.__float__() must return a float, not %s", m.typeName(v), m.typeName(r))
			return 0, false
		}
		return m.floatOf(r), true
	}
	if m.method(u, dnIndex) != 0 {
		i := m.index(u)
		if i == 0 {
			return 0, false
		}
		return m.toFloat(i)
	}
	if m.is(v, kRandom) {
		m.unsupported("random-arithmetic", "the exact value of a random float is used", "compare it with a number instead")
	}
	m.raise(tTypeError, format, m.typeName(v))
	return 0, false
}

// parseInt reads an int literal of the given base, as int(text, base) does.
func parseInt(s string, base int) (*big.Int, bool) {
	s = strings.TrimFunc(s, isSpace)
	neg := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		neg = s[0] == '-'
		s = s[1:]
	}
	if len(s) > 1 && s[0] == '0' {
		b := map[byte]int{'x': 16, 'X': 16, 'o': 8, 'O': 8, 'b': 2, 'B': 2}[s[1]]
		switch {
		case b != 0 && (base == 0 || base == b):
			base, s = b, strings.TrimPrefix(s[2:], "_")
		case base == 0:
			if strings.Trim(s, "0_") != "" {
				return nil, false
			}
		}
	}
	if base == 0 {
		base = 10
	}
	if s == "" || s[0] == '_' || s[len(s)-1] == '_' || strings.Contains(s, "__") {
		return nil, false
	}
	s = strings.ReplaceAll(s, "_", "")
	if !isASCII(s) {
		var b []byte
		for _, r := range s {
			if d := decimalValue(r); d >= 0 {
				b = append(b, byte('0'+d))
			} else {
				b = appendRune(b, r)
			}
		}
		s = string(b)
	}
	if s[0] == '+' || s[0] == '-' {
		return nil, false
	}
	n, ok := new(big.Int).SetString(s, base)
	if !ok {
		return nil, false
	}
	if neg {
		n.Neg(n)
	}
	return n, true
}

// decimalValue is the value of a decimal digit, -1 for other characters. The
// digits of each script stand together, in order.
func decimalValue(r rune) int {
	if !isDecimal(r) {
		return -1
	}
	d := 0
	for isDecimal(r-1) && d < 9 {
		d++
		r--
	}
	return d
}

func (m *machine) intFrom(v, baseV Value) Value {
	if baseV != 0 {
		b := m.index(baseV)
		if b == 0 {
			return 0
		}
		if !b.isInt() || b.int() != 0 && (b.int() < 2 || b.int() > 36) {
			return m.raise(tValueError, "int() base must be >= 2 and <= 36, or 0")
		}
		u := m.unwrap(v)
		if !m.isStr(u) && !m.isAtomKind(u, atomBytes) {
			return m.raise(tTypeError, "int() can't convert non-string with explicit base")
		}
		return m.intFromText(u, int(b.int()))
	}
	u := m.unwrap(v)
	switch k, n := m.asNumber(u); k {
	case smallInt:
		return rawInt(n)
	case bigInt:
		return u
	case floatNumber:
		return m.floatToInt(m.floatOf(u))
	}
	if m.isStr(u) || m.isAtomKind(u, atomBytes) {
		return m.intFromText(u, 10)
	}
	for _, d := range []dunder{dnInt, dnIndex} {
		if fn := m.method(u, d); fn != 0 {
			r := m.callMethod(fn, u)
			if r == 0 {
				return 0
			}
			if r = m.unwrap(r); !m.isInteger(r) {
				return m.raise(tTypeError, "%s returned non-int (type %s)", dunderNames[d], m.typeName(r))
			}
			return m.index(r)
		}
	}
	if m.is(v, kRandom) {
		return m.unsupported("random-arithmetic", "the exact value of a random float is used", "use random.randint or random.randrange")
	}
	return m.raise(tTypeError, "int() argument must be a string, a bytes-like object or a %snumber, not '%s'", m.sinceMinor(10, "real ", ""), m.typeName(v))
}

func (m *machine) intFromText(v Value, base int) Value {
	s := m.text(v)
	if len(s) > maxIntDigits && base&(base-1) != 0 {
		digits := 0
		for _, c := range s {
			if isDecimal(c) {
				digits++
			}
		}
		if digits > maxIntDigits {
			return m.raise(tValueError, "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit", maxIntDigits, digits)
		}
	}
	n, ok := parseInt(s, base)
	if !ok {
		return m.raise(tValueError, "invalid literal for int() with base %d: %s", base, m.reprText(v))
	}
	return m.bigValue(n)
}

func parseFloat(s string) (float64, bool) {
	s = strings.TrimFunc(s, isSpace)
	t := strings.ToLower(strings.TrimLeft(s, "+-"))
	if len(s)-len(t) > 1 {
		return 0, false
	}
	switch t {
	case "nan":
		return math.NaN(), true
	case "inf", "infinity":
		f, err := strconv.ParseFloat(s, 64)
		return f, err == nil
	}
	if s == "" || strings.ContainsAny(t, "xpin") {
		return 0, false
	}
	if strings.Contains(s, "_") {
		for i := range len(s) {
			if s[i] == '_' && (i == 0 || i == len(s)-1 || s[i-1] < '0' || s[i-1] > '9' || s[i+1] < '0' || s[i+1] > '9') {
				return 0, false
			}
		}
		s = strings.ReplaceAll(s, "_", "")
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil && !math.IsInf(f, 0) {
		return 0, false
	}
	return f, true
}

// roundFloat rounds to n decimal places, half to even on the exact value.
func roundFloat(f float64, n int) (float64, bool) {
	switch {
	case f == 0 || math.IsNaN(f) || math.IsInf(f, 0) || n > 323:
		return f, true
	case n < -309:
		return math.Copysign(0, f), true
	case n >= 0:
		r, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'f', n, 64), 64)
		return r, true
	}
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-n)), nil)
	x := new(big.Rat).SetFloat64(f)
	x.Quo(x, new(big.Rat).SetInt(p))
	r, _ := new(big.Rat).SetInt(p.Mul(p, roundHalfEven(x))).Float64()
	return math.Copysign(r, f), !math.IsInf(r, 0)
}

func roundHalfEven(x *big.Rat) *big.Int {
	q, r := bigFloorDivMod(x.Num(), x.Denom())
	r.Lsh(r, 1)
	if c := r.Cmp(x.Denom()); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return q
}

// round is round(v, n); n is 0 if it was left out.
func (m *machine) round(v, n Value) Value {
	u := m.unwrap(v)
	k, _ := m.asNumber(u)
	switch {
	case k == noNumber:
		if fn := m.method(u, dnRound); fn != 0 {
			if n == 0 {
				return m.callMethod(fn, u)
			}
			return m.callMethod(fn, u, n)
		}
		return m.raise(tTypeError, "type %s doesn't define __round__ method", m.typeName(v))
	case k == floatNumber && (n == 0 || n == None):
		f := m.floatOf(u)
		if math.IsNaN(f) || math.IsInf(f, 0) {
			return m.floatToInt(f)
		}
		return m.floatToInt(math.RoundToEven(f))
	case k == floatNumber:
		d, ok := m.intArg(n)
		if !ok {
			return 0
		}
		f, ok := roundFloat(m.floatOf(u), d)
		if !ok {
			return m.raise(tOverflowError, "rounded value too large to represent")
		}
		return m.float(f)
	}
	if n == 0 || n == None {
		return m.index(u)
	}
	d, _, ok := m.clampedInt(n)
	if !ok {
		return 0
	}
	if d >= 0 {
		return m.index(u)
	}
	if -d > m.big(u).BitLen() {
		return rawInt(0)
	}
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-d)), nil)
	return m.bigValue(p.Mul(p, roundHalfEven(new(big.Rat).SetFrac(m.big(u), p))))
}

func init() {
	tInt.ctor("x=, /, base=", func(m *machine, a []Value) Value {
		v := arg(a, 1)
		if v == 0 {
			if arg(a, 2) != 0 {
				return m.raise(tTypeError, "int() missing string argument")
			}
			return rawInt(0)
		}
		return m.intFrom(v, arg(a, 2))
	})
	tBool.ctor("x=, /", func(m *machine, a []Value) Value {
		if v := arg(a, 1); v != 0 {
			b := m.truth(v)
			if m.exc != 0 {
				return 0
			}
			return boolValue(b)
		}
		return False
	})
	tFloat.ctor("x=, /", func(m *machine, a []Value) Value {
		v := arg(a, 1)
		if v == 0 {
			return m.float(0)
		}
		u := m.unwrap(v)
		if m.isStr(u) || m.isAtomKind(u, atomBytes) {
			f, ok := parseFloat(m.text(u))
			if !ok {
				return m.raise(tValueError, "could not convert string to float: %s", m.reprText(u))
			}
			return m.float(f)
		}
		f, ok := m.floatValue(v, "float() argument must be a string or a real number, not '%s'")
		if !ok {
			return 0
		}
		return m.float(f)
	})
	i := methods{tInt, asInt}
	i.def("bit_length", "", func(m *machine, a []Value) Value { return rawInt(int64(m.big(a[0]).BitLen())) })
	i.def("bit_count", "", func(m *machine, a []Value) Value {
		n := 0
		for _, c := range new(big.Int).Abs(m.big(a[0])).Text(2) {
			n += int(c - '0')
		}
		return rawInt(int64(n))
	})
	same := func(m *machine, a []Value) Value { return m.index(a[0]) }
	i.def("conjugate", "", same)
	i.def("__int__", "", same)
	i.def("__index__", "", same)
	i.def("is_integer", "", func(m *machine, a []Value) Value { return True })
	i.def("as_integer_ratio", "", func(m *machine, a []Value) Value { return m.tuple(m.index(a[0]), rawInt(1)) })
	i.def("__float__", "", func(m *machine, a []Value) Value {
		f, ok := m.toFloat(a[0])
		if !ok {
			return 0
		}
		return m.float(f)
	})
	i.def("to_bytes", "length=, byteorder=, *, signed=", func(m *machine, a []Value) Value {
		n := m.big(a[0])
		size, order := 1, "big"
		if v := arg(a, 1); v != 0 {
			var ok bool
			if size, ok = m.intArg(v); !ok {
				return 0
			}
		}
		if v := arg(a, 2); v != 0 && m.isStr(v) {
			order = m.text(v)
		}
		if n.Sign() < 0 {
			if arg(a, 3) == 0 || !m.truth(a[3]) {
				return m.raise(tOverflowError, "can't convert negative int to unsigned")
			}
			n = new(big.Int).Add(n, new(big.Int).Lsh(big.NewInt(1), uint(8*size)))
		}
		if n.Sign() < 0 || n.BitLen() > 8*size {
			return m.raise(tOverflowError, "int too big to convert")
		}
		b := n.FillBytes(make([]byte, size))
		if order == "little" {
			reverseBytes(b)
		}
		return m.atoms.bytes(string(b))
	})
	defStatic("int.from_bytes", "bytes, byteorder=, *, signed=", func(m *machine, a []Value) Value {
		src := m.call(tBytes.value(), a[0])
		if src == 0 {
			return 0
		}
		b := []byte(m.text(src))
		if v := arg(a, 1); v != 0 && m.isStr(v) && m.text(v) == "little" {
			reverseBytes(b)
		}
		n := new(big.Int).SetBytes(b)
		if v := arg(a, 2); v != 0 && m.truth(v) && len(b) > 0 && b[0] >= 0x80 {
			n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
		}
		return m.bigValue(n)
	})
	prop("int.real", func(m *machine, a []Value) Value { return m.index(a[0]) })
	prop("int.imag", func(m *machine, a []Value) Value { return rawInt(0) })
	prop("int.numerator", func(m *machine, a []Value) Value { return m.index(a[0]) })
	prop("int.denominator", func(m *machine, a []Value) Value { return rawInt(1) })

	f := methods{tFloat, asFloat}
	f.def("is_integer", "", func(m *machine, a []Value) Value {
		x := m.floatOf(a[0])
		return boolValue(!math.IsInf(x, 0) && x == math.Floor(x))
	})
	f.def("__int__", "", func(m *machine, a []Value) Value { return m.floatToInt(m.floatOf(a[0])) })
	f.def("__float__", "", func(m *machine, a []Value) Value { return a[0] })
	f.def("conjugate", "", func(m *machine, a []Value) Value { return a[0] })
	f.def("as_integer_ratio", "", func(m *machine, a []Value) Value {
		x := m.floatOf(a[0])
		if math.IsNaN(x) {
			return m.raise(tValueError, "cannot convert NaN to integer ratio")
		}
		if math.IsInf(x, 0) {
			return m.raise(tOverflowError, "cannot convert Infinity to integer ratio")
		}
		r := new(big.Rat).SetFloat64(x)
		return m.tuple(m.bigValue(r.Num()), m.bigValue(r.Denom()))
	})
	prop("float.real", func(m *machine, a []Value) Value { return a[0] })
	prop("float.imag", func(m *machine, a []Value) Value { return m.float(0) })
}

func reverseBytes(b []byte) {
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
}
