package model

import (
	"math"
	"math/big"
)

// Numbers: int of any size, bool as int, float. Source: CPython
// Objects/longobject.c and floatobject.c, by behaviour.

// maxIntBits bounds integers, so that one operation stays within a step.
const maxIntBits = 1 << 22

// number is what an operand is as a number.
type number uint8

const (
	noNumber number = iota
	smallInt
	bigInt
	floatNumber
)

// asNumber classifies v; n is the value of a small int or bool.
func (m *machine) asNumber(v Value) (k number, n int64) {
	switch v.tag() {
	case tagInt:
		return smallInt, v.int()
	case tagConst:
		switch v {
		case True:
			return smallInt, 1
		case False:
			return smallInt, 0
		}
	case tagAtom:
		switch m.atoms.table.get(v).kind {
		case atomFloat:
			return floatNumber, 0
		case atomInt:
			return bigInt, 0
		}
	}
	return noNumber, 0
}

// isInteger reports whether v is an int or bool (or a member of an IntEnum).
func (m *machine) isInteger(v Value) bool {
	k, _ := m.asNumber(m.unwrap(v))
	return k == smallInt || k == bigInt
}

func (m *machine) floatOf(v Value) float64 { return m.atoms.table.get(v).f }

// big returns an int or bool as a big.Int, not to be changed.
func (m *machine) big(v Value) *big.Int {
	if k, n := m.asNumber(v); k == smallInt {
		return big.NewInt(n)
	}
	return m.atoms.table.get(v).n
}

func (m *machine) bigValue(n *big.Int) Value {
	if n.BitLen() > maxIntBits {
		m.limit("an integer of more than %d bits", maxIntBits)
	}
	m.charge(n.BitLen() / 4)
	return m.atoms.bigInt(n)
}

// toFloat converts a number; it reports false with OverflowError pending if an
// int is too large.
func (m *machine) toFloat(v Value) (float64, bool) {
	switch k, n := m.asNumber(v); k {
	case smallInt:
		return float64(n), true
	case floatNumber:
		return m.floatOf(v), true
	}
	f, _ := new(big.Float).SetInt(m.big(v)).Float64()
	if math.IsInf(f, 0) {
		m.raise(tOverflowError, "int too large to convert to float")
		return 0, false
	}
	return f, true
}

// numberOp computes x op y for two numbers.
func (m *machine) numberOp(op BinaryOp, x, y Value, kx, ky number, nx, ny int64) Value {
	if kx == floatNumber || ky == floatNumber {
		if op > Pow {
			return NotImplemented
		}
		p, ok := m.toFloat(x)
		if !ok {
			return 0
		}
		q, ok := m.toFloat(y)
		if !ok {
			return 0
		}
		return m.floatOp(op, p, q)
	}
	if kx == smallInt && ky == smallInt {
		if v := m.smallOp(op, nx, ny); v != 0 || m.exc != 0 {
			if v.isInt() && x.isBool() && y.isBool() && op >= BitAnd && op <= BitXor {
				return boolValue(v.int() != 0)
			}
			return v
		}
	}
	if op == MatMul {
		return NotImplemented
	}
	return m.bigOp(op, m.big(x), m.big(y))
}

// smallOp computes on small ints; it returns 0 without an exception if the
// result needs the long way.
func (m *machine) smallOp(op BinaryOp, x, y int64) Value {
	switch op {
	case Add:
		return m.int(x + y)
	case Sub:
		return m.int(x - y)
	case Mul:
		if p := x * y; int64(int32(x)) == x && int64(int32(y)) == y {
			return m.int(p)
		}
		return 0
	case FloorDiv, Mod:
		if y == 0 {
			if op == Mod {
				return m.raise(tZeroDivisionError, "%s", m.sinceMinor(11, "integer modulo by zero", "integer division or modulo by zero"))
			}
			return m.raise(tZeroDivisionError, "integer division or modulo by zero")
		}
		q, r := floorDivMod(x, y)
		if op == Mod {
			return m.int(r)
		}
		return m.int(q)
	case Div:
		if y == 0 {
			return m.raise(tZeroDivisionError, "division by zero")
		}
		const exact = 1 << 53
		if -exact <= x && x <= exact && -exact <= y && y <= exact {
			return m.float(float64(x) / float64(y))
		}
	case LShift:
		if y < 0 {
			return m.raise(tValueError, "negative shift count")
		}
		if y < 62 && x>>(62-y) == x>>63 {
			return m.int(x << y)
		}
	case RShift:
		if y < 0 {
			return m.raise(tValueError, "negative shift count")
		}
		return m.int(x >> min(y, 63))
	case BitAnd:
		return m.int(x & y)
	case BitOr:
		return m.int(x | y)
	case BitXor:
		return m.int(x ^ y)
	}
	return 0
}

func floorDivMod(x, y int64) (q, r int64) {
	q, r = x/y, x%y
	if r != 0 && (r < 0) != (y < 0) {
		q--
		r += y
	}
	return q, r
}

func (m *machine) bigOp(op BinaryOp, x, y *big.Int) Value {
	z := new(big.Int)
	switch op {
	case Add:
		z.Add(x, y)
	case Sub:
		z.Sub(x, y)
	case Mul:
		if x.BitLen()+y.BitLen() > maxIntBits {
			m.limit("an integer of more than %d bits", maxIntBits)
		}
		z.Mul(x, y)
	case FloorDiv, Mod:
		if y.Sign() == 0 {
			return m.smallOp(op, 1, 0)
		}
		q, r := bigFloorDivMod(x, y)
		if op == Mod {
			return m.bigValue(r)
		}
		return m.bigValue(q)
	case Div:
		if y.Sign() == 0 {
			return m.smallOp(op, 1, 0)
		}
		f, _ := new(big.Rat).SetFrac(x, y).Float64()
		if x.Sign() == 0 && y.Sign() < 0 {
			f = math.Copysign(0, -1)
		}
		if math.IsInf(f, 0) {
			return m.raise(tOverflowError, "integer division result too large for a float")
		}
		return m.float(f)
	case Pow:
		return m.intPow(x, y)
	case LShift, RShift:
		if y.Sign() < 0 {
			return m.raise(tValueError, "negative shift count")
		}
		if !y.IsInt64() || y.Int64() > maxIntBits {
			if op == RShift || x.Sign() == 0 {
				if x.Sign() < 0 {
					return rawInt(-1)
				}
				return rawInt(0)
			}
			m.limit("an integer of more than %d bits", maxIntBits)
		}
		if op == LShift {
			z.Lsh(x, uint(y.Int64()))
		} else {
			z.Rsh(x, uint(y.Int64()))
		}
	case BitAnd:
		z.And(x, y)
	case BitOr:
		z.Or(x, y)
	case BitXor:
		z.Xor(x, y)
	default:
		return NotImplemented
	}
	return m.bigValue(z)
}

func bigFloorDivMod(x, y *big.Int) (q, r *big.Int) {
	q, r = new(big.Int), new(big.Int)
	q.QuoRem(x, y, r)
	if r.Sign() != 0 && (r.Sign() < 0) != (y.Sign() < 0) {
		q.Sub(q, big.NewInt(1))
		r.Add(r, y)
	}
	return q, r
}

func (m *machine) intPow(x, y *big.Int) Value {
	if y.Sign() < 0 {
		if x.Sign() == 0 {
			return m.zeroToNegative()
		}
		p, ok := m.toFloat(m.atoms.bigInt(x))
		if !ok {
			return 0
		}
		q, ok := m.toFloat(m.atoms.bigInt(y))
		if !ok {
			return 0
		}
		return m.floatOp(Pow, p, q)
	}
	if x.BitLen() > 1 && (!y.IsInt64() || int64(x.BitLen())*y.Int64() > 2*maxIntBits || y.Int64() > 2*maxIntBits) {
		m.limit("an integer of more than %d bits", maxIntBits)
	}
	if x.BitLen() <= 1 && !y.IsInt64() {
		y = big.NewInt(2 + int64(y.Bit(0)))
	}
	return m.bigValue(new(big.Int).Exp(x, y, nil))
}

func (m *machine) zeroToNegative() Value {
	switch {
	case m.cfg.Minor >= 14:
		return m.raise(tZeroDivisionError, "zero to a negative power")
	}
	return m.raise(tZeroDivisionError, "0.0 cannot be raised to a negative power")
}

func (m *machine) floatOp(op BinaryOp, x, y float64) Value {
	switch op {
	case Add:
		return m.float(x + y)
	case Sub:
		return m.float(x - y)
	case Mul:
		return m.float(x * y)
	case Div:
		if y == 0 {
			return m.raise(tZeroDivisionError, "float division by zero")
		}
		return m.float(x / y)
	case FloorDiv:
		if y == 0 {
			return m.raise(tZeroDivisionError, "%s", m.sinceMinor(9, "float floor division by zero", "float divmod()"))
		}
		q, _ := floatDivMod(x, y)
		return m.float(q)
	case Mod:
		if y == 0 {
			return m.raise(tZeroDivisionError, "%s", m.sinceMinor(13, "float modulo by zero", "float modulo"))
		}
		_, r := floatDivMod(x, y)
		return m.float(r)
	case Pow:
		switch {
		case x == 0 && y < 0:
			return m.zeroToNegative()
		case x < 0 && !math.IsInf(x, 0) && !math.IsInf(y, 0) && y != math.Floor(y):
			return m.unsupported("complex", "a negative number to a fractional power is complex, and complex numbers are not modelled", "use abs() or an integer power")
		}
		f := floatPow(x, y)
		if math.IsInf(f, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
			e := m.raise(tOverflowError, "")
			m.set(m.exc, wArgs, m.tuple(rawInt(34), m.str("Numerical result out of range")))
			return e
		}
		return m.float(f)
	}
	return NotImplemented
}

// floatPow is x**y.
func floatPow(x, y float64) float64 {
	if y == 0.5 && x >= 0 && !math.IsInf(x, 0) {
		return math.Sqrt(x)
	}
	return exactPow(x, y)
}

func floatDivMod(x, y float64) (q, r float64) {
	r = math.Mod(x, y)
	q = (x - r) / y
	if r != 0 {
		if (y < 0) != (r < 0) {
			r += y
			q--
		}
	} else {
		r = math.Copysign(0, y)
	}
	if q != 0 {
		f := math.Floor(q)
		if q-f > 0.5 {
			f++
		}
		return f, r
	}
	return math.Copysign(0, x/y), r
}

// compareNumbers orders two numbers; ok is false if one is NaN.
func (m *machine) compareNumbers(x, y Value, kx, ky number, nx, ny int64) (c int, ok bool) {
	switch {
	case kx == smallInt && ky == smallInt:
		return cmpInt(nx, ny), true
	case kx == floatNumber && ky == floatNumber:
		return cmpFloat(m.floatOf(x), m.floatOf(y))
	case kx == floatNumber:
		c, ok = m.compareIntFloat(y, ky, ny, m.floatOf(x))
		return -c, ok
	case ky == floatNumber:
		return m.compareIntFloat(x, kx, nx, m.floatOf(y))
	}
	return m.big(x).Cmp(m.big(y)), true
}

func (m *machine) compareIntFloat(x Value, kx number, nx int64, f float64) (int, bool) {
	if math.IsNaN(f) {
		return 0, false
	}
	if math.IsInf(f, 0) {
		return -int(math.Copysign(1, f)), true
	}
	if kx == smallInt && -1<<53 <= nx && nx <= 1<<53 {
		return cmpFloat(float64(nx), f)
	}
	return new(big.Rat).SetInt(m.big(x)).Cmp(new(big.Rat).SetFloat64(f)), true
}

func cmpInt(x, y int64) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

func cmpFloat(x, y float64) (int, bool) {
	switch {
	case x < y:
		return -1, true
	case x > y:
		return 1, true
	}
	return 0, x == y
}

// index converts v to an int as operator.index does: the message is CPython's
// for an argument that must be an integer.
func (m *machine) index(v Value) Value {
	v = m.unwrap(v)
	switch k, n := m.asNumber(v); k {
	case smallInt:
		return rawInt(n)
	case bigInt:
		return v
	}
	if fn := m.method(v, dnIndex); fn != 0 {
		r := m.callMethod(fn, v)
		if r == 0 {
			return 0
		}
		if k, n := m.asNumber(r); k == smallInt {
			return rawInt(n)
		} else if k == bigInt {
			return r
		}
		return m.raise(tTypeError, "__index__ returned non-int (type %s)", m.typeName(r))
	}
	return m.raise(tTypeError, "'%s' object cannot be interpreted as an integer", m.typeName(v))
}

// intArg converts v to a Go int; OverflowError is pending if it does not fit.
func (m *machine) intArg(v Value) (int, bool) {
	if v.isInt() {
		return int(v.int()), true
	}
	n, fits, ok := m.clampedInt(v)
	if ok && !fits {
		m.raise(tOverflowError, "Python int too large to convert to C ssize_t")
		return 0, false
	}
	return n, ok
}

// clampedInt converts v to a Go int as slices do: what does not fit becomes very
// large or very small.
func (m *machine) clampedInt(v Value) (n int, fits, ok bool) {
	if v = m.index(v); v == 0 {
		return 0, false, false
	}
	if v.isInt() {
		return int(v.int()), true, true
	}
	b := m.big(v)
	if b.Sign() < 0 {
		return math.MinInt64 / 4, b.IsInt64(), true
	}
	return math.MaxInt64 / 4, b.IsInt64(), true
}
