package model

import (
	"math"
	"math/big"
)

// Module math. Source: CPython Modules/mathmodule.c, by behaviour.

// mathFunc registers math.NAME(x) for a function of floats; domain tells the
// arguments at which it is defined, nil if everywhere.
func mathFunc(name string, f func(float64) float64, domain func(float64) bool) {
	def("math."+name, "x, /", func(m *machine, a []Value) Value {
		x, ok := m.floatValue(a[0], "must be real number, not %s")
		if !ok {
			return 0
		}
		if domain != nil && !math.IsNaN(x) && !domain(x) {
			return m.mathDomain()
		}
		r := f(x)
		if math.IsInf(r, 0) && !math.IsInf(x, 0) {
			return m.raise(tOverflowError, "math range error")
		}
		return m.float(r)
	})
}

func (m *machine) mathDomain() Value { return m.raise(tValueError, "math domain error") }

// integral is floor, ceil or trunc.
func integral(name, method string, f func(float64) float64) {
	def("math."+name, "x, /", func(m *machine, a []Value) Value {
		u := m.unwrap(a[0])
		if m.isInteger(u) {
			return m.index(u)
		}
		if !m.isAtomKind(u, atomFloat) {
			if fn := m.lookupSpecial(u, method); fn != 0 {
				return m.call(fn)
			}
			if m.exc != 0 {
				return 0
			}
			if name == "trunc" {
				return m.raise(tTypeError, "type %s doesn't define __trunc__ method", m.typeName(u))
			}
		}
		x, ok := m.floatValue(u, "must be real number, not %s")
		if !ok {
			return 0
		}
		return m.floatToInt(f(x))
	})
}

func naturalLog(x float64) float64 { return logBase(x, 0) }

func (m *machine) logOf(v Value, small func(float64) float64) (float64, bool) {
	u := m.unwrap(v)
	if m.isInteger(u) {
		n := m.big(u)
		if n.Sign() <= 0 {
			if m.cfg.Minor >= 14 {
				m.raise(tValueError, "expected a positive input")
			} else {
				m.raise(tValueError, "math domain error")
			}
			return 0, false
		}
		if n.BitLen() > 1000 {
			e := n.BitLen() - 64
			f, _ := new(big.Float).SetInt(new(big.Int).Rsh(n, uint(e))).Float64()
			return small(f) + small(2)*float64(e), true
		}
	}
	x, ok := m.floatValue(u, "must be real number, not %s")
	if !ok {
		return 0, false
	}
	if x <= 0 {
		if m.cfg.Minor >= 14 {
			m.raise(tValueError, "expected a positive input, got %s", floatRepr(x))
		} else {
			m.raise(tValueError, "math domain error")
		}
		return 0, false
	}
	return small(x), true
}

func (m *machine) floats(a []Value) ([]float64, bool) {
	out := make([]float64, len(a))
	for i, v := range a {
		var ok bool
		if out[i], ok = m.floatValue(v, "must be real number, not %s"); !ok {
			return nil, false
		}
	}
	return out, true
}

// foldInts is gcd or lcm.
func foldInts(name string, start int64, f func(z, x *big.Int) *big.Int) {
	def("math."+name, "*integers", func(m *machine, a []Value) Value {
		z := big.NewInt(start)
		for _, v := range m.items(a[0]) {
			i := m.index(v)
			if i == 0 {
				return 0
			}
			z = f(z, new(big.Int).Abs(m.big(i)))
		}
		return m.bigValue(z)
	})
}

func init() {
	integral("floor", "__floor__", math.Floor)
	integral("ceil", "__ceil__", math.Ceil)
	integral("trunc", "__trunc__", math.Trunc)
	unit := func(x float64) bool { return -1 <= x && x <= 1 }
	finite := func(x float64) bool { return !math.IsInf(x, 0) }
	mathFunc("sqrt", math.Sqrt, func(x float64) bool { return x >= 0 })
	mathFunc("cbrt", math.Cbrt, nil)
	mathFunc("exp", exactExp, nil)
	mathFunc("exp2", func(x float64) float64 { return floatPow(2, x) }, nil)
	mathFunc("expm1", math.Expm1, nil)
	mathFunc("fabs", math.Abs, nil)
	mathFunc("sin", math.Sin, finite)
	mathFunc("cos", math.Cos, finite)
	mathFunc("tan", math.Tan, finite)
	mathFunc("asin", math.Asin, unit)
	mathFunc("acos", math.Acos, unit)
	mathFunc("atan", math.Atan, nil)
	mathFunc("sinh", math.Sinh, nil)
	mathFunc("cosh", math.Cosh, nil)
	mathFunc("tanh", math.Tanh, nil)
	mathFunc("asinh", math.Asinh, nil)
	mathFunc("acosh", math.Acosh, func(x float64) bool { return x >= 1 })
	mathFunc("atanh", math.Atanh, func(x float64) bool { return -1 < x && x < 1 })
	mathFunc("log1p", math.Log1p, func(x float64) bool { return x > -1 })
	mathFunc("degrees", func(x float64) float64 { return x * (180 / math.Pi) }, nil)
	mathFunc("radians", func(x float64) float64 { return x * (math.Pi / 180) }, nil)
	mathFunc("erf", math.Erf, nil)
	mathFunc("erfc", math.Erfc, nil)
	mathFunc("gamma", math.Gamma, func(x float64) bool { return x > 0 || x != math.Floor(x) })
	test := func(name string, f func(float64) bool) {
		def("math."+name, "x, /", func(m *machine, a []Value) Value {
			x, ok := m.floatValue(a[0], "must be real number, not %s")
			if !ok {
				return 0
			}
			return boolValue(f(x))
		})
	}
	test("isnan", math.IsNaN)
	test("isinf", func(x float64) bool { return math.IsInf(x, 0) })
	test("isfinite", func(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) })
	def("math.log", "x, base=, /", func(m *machine, a []Value) Value {
		x, ok := m.logOf(a[0], naturalLog)
		if !ok {
			return 0
		}
		if b := arg(a, 1); b != 0 {
			y, ok := m.logOf(b, naturalLog)
			if !ok {
				return 0
			}
			if y == 0 {
				return m.raise(tZeroDivisionError, "division by zero")
			}
			x /= y
		}
		return m.float(x)
	})
	logarithm := func(name string, f func(float64) float64) {
		def("math."+name, "x, /", func(m *machine, a []Value) Value {
			x, ok := m.logOf(a[0], f)
			if !ok {
				return 0
			}
			return m.float(x)
		})
	}
	logarithm("log2", func(x float64) float64 { return logBase(x, 2) })
	logarithm("log10", log10)
	two := func(name string, f func(x, y float64) float64) {
		def("math."+name, "x, y, /", func(m *machine, a []Value) Value {
			v, ok := m.floats(a[:2])
			if !ok {
				return 0
			}
			return m.float(f(v[0], v[1]))
		})
	}
	two("atan2", math.Atan2)
	two("copysign", math.Copysign)
	two("nextafter", math.Nextafter)
	def("math.remainder", "x, y, /", func(m *machine, a []Value) Value {
		v, ok := m.floats(a[:2])
		if !ok {
			return 0
		}
		if (v[1] == 0 || math.IsInf(v[0], 0)) && !math.IsNaN(v[0]) && !math.IsNaN(v[1]) {
			return m.mathDomain()
		}
		return m.float(math.Remainder(v[0], v[1]))
	})
	def("math.fmod", "x, y, /", func(m *machine, a []Value) Value {
		v, ok := m.floats(a[:2])
		if !ok {
			return 0
		}
		if (v[1] == 0 || math.IsInf(v[0], 0)) && !math.IsNaN(v[0]) && !math.IsNaN(v[1]) {
			return m.mathDomain()
		}
		return m.float(math.Mod(v[0], v[1]))
	})
	def("math.pow", "x, y, /", func(m *machine, a []Value) Value {
		v, ok := m.floats(a[:2])
		if !ok {
			return 0
		}
		if v[0] == 0 && v[1] < 0 || v[0] < 0 && !math.IsInf(v[0], 0) && v[1] != math.Floor(v[1]) {
			return m.mathDomain()
		}
		r := floatPow(v[0], v[1])
		if math.IsInf(r, 0) && !math.IsInf(v[0], 0) && !math.IsInf(v[1], 0) {
			return m.raise(tOverflowError, "math range error")
		}
		return m.float(r)
	})
	def("math.ldexp", "x, i, /", func(m *machine, a []Value) Value {
		v, ok := m.floats(a[:1])
		if !ok {
			return 0
		}
		if !m.isInteger(a[1]) {
			return m.raise(tTypeError, "Expected an int as second argument to ldexp.")
		}
		n, _, _ := m.clampedInt(a[1])
		r := math.Ldexp(v[0], max(min(n, 1<<20), -1<<20))
		if math.IsInf(r, 0) && !math.IsInf(v[0], 0) {
			return m.raise(tOverflowError, "math range error")
		}
		return m.float(r)
	})
	def("math.frexp", "x, /", func(m *machine, a []Value) Value {
		v, ok := m.floats(a[:1])
		if !ok {
			return 0
		}
		f, e := math.Frexp(v[0])
		return m.tuple(m.float(f), rawInt(int64(e)))
	})
	def("math.modf", "x, /", func(m *machine, a []Value) Value {
		v, ok := m.floats(a[:1])
		if !ok {
			return 0
		}
		if math.IsInf(v[0], 0) {
			return m.tuple(m.float(math.Copysign(0, v[0])), m.float(v[0]))
		}
		i := math.Trunc(v[0])
		return m.tuple(m.float(math.Copysign(v[0]-i, v[0])), m.float(i))
	})
	def("math.hypot", "*coordinates", func(m *machine, a []Value) Value {
		v, ok := m.floats(m.items(a[0]))
		if !ok {
			return 0
		}
		h := 0.0
		for _, x := range v {
			h = math.Hypot(h, x)
		}
		return m.float(h)
	})
	def("math.dist", "p, q, /", func(m *machine, a []Value) Value {
		p, ok := m.collect(a[0])
		if !ok {
			return 0
		}
		q, ok := m.collect(a[1])
		if !ok {
			return 0
		}
		if len(p) != len(q) {
			return m.raise(tValueError, "both points must have the same number of dimensions")
		}
		x, ok := m.floats(p)
		if !ok {
			return 0
		}
		y, ok := m.floats(q)
		if !ok {
			return 0
		}
		h := 0.0
		for i := range x {
			h = math.Hypot(h, x[i]-y[i])
		}
		return m.float(h)
	})
	def("math.ulp", "x, /", func(m *machine, a []Value) Value {
		v, ok := m.floats(a[:1])
		if !ok {
			return 0
		}
		x := math.Abs(v[0])
		switch up := math.Nextafter(x, math.Inf(1)); {
		case math.IsNaN(x) || math.IsInf(x, 0):
			return m.float(x)
		case math.IsInf(up, 0):
			return m.float(x - math.Nextafter(x, 0))
		default:
			return m.float(up - x)
		}
	})
	def("math.fsum", "seq, /", func(m *machine, a []Value) Value {
		items, ok := m.collect(a[0])
		if !ok {
			return 0
		}
		v, ok := m.floats(items)
		if !ok {
			return 0
		}
		sum := new(big.Float).SetPrec(2200)
		for _, x := range v {
			if math.IsInf(x, 0) || math.IsNaN(x) {
				return m.float(x)
			}
			sum.Add(sum, new(big.Float).SetFloat64(x))
		}
		f, _ := sum.Float64()
		return m.float(f)
	})
	def("math.prod", "iterable, /, *, start=", func(m *machine, a []Value) Value {
		items, ok := m.collect(a[0])
		if !ok {
			return 0
		}
		v := a[1]
		if v == 0 {
			v = rawInt(1)
		}
		for _, x := range items {
			if v = m.binop(Mul, v, x, false); v == 0 {
				return 0
			}
		}
		return v
	})
	def("math.isclose", "a, b, *, rel_tol=, abs_tol=", func(m *machine, a []Value) Value {
		v, ok := m.floats(a[:2])
		if !ok {
			return 0
		}
		rel, tol := 1e-9, 0.0
		for i, p := range []*float64{&rel, &tol} {
			if x := arg(a, 2+i); x != 0 {
				if *p, ok = m.floatValue(x, "must be real number, not %s"); !ok {
					return 0
				}
			}
		}
		if rel < 0 || tol < 0 {
			return m.raise(tValueError, "tolerances must be non-negative")
		}
		if v[0] == v[1] {
			return True
		}
		if math.IsInf(v[0], 0) || math.IsInf(v[1], 0) {
			return False
		}
		d := math.Abs(v[1] - v[0])
		return boolValue(d <= math.Abs(rel*v[1]) || d <= math.Abs(rel*v[0]) || d <= tol)
	})
	foldInts("gcd", 0, func(z, x *big.Int) *big.Int { return new(big.Int).GCD(nil, nil, z, x) })
	foldInts("lcm", 1, func(z, x *big.Int) *big.Int {
		if z.Sign() == 0 || x.Sign() == 0 {
			return new(big.Int)
		}
		g := new(big.Int).GCD(nil, nil, z, x)
		return g.Mul(new(big.Int).Quo(z, g), x)
	})
	def("math.isqrt", "n, /", func(m *machine, a []Value) Value {
		i := m.index(a[0])
		if i == 0 {
			return 0
		}
		if m.big(i).Sign() < 0 {
			return m.raise(tValueError, "isqrt() argument must be nonnegative")
		}
		return m.bigValue(new(big.Int).Sqrt(m.big(i)))
	})
	def("math.factorial", "n, /", func(m *machine, a []Value) Value {
		i := m.index(a[0])
		if i == 0 {
			return 0
		}
		if m.big(i).Sign() < 0 {
			return m.raise(tValueError, "factorial() not defined for negative values")
		}
		if !i.isInt() || i.int() > 10000 {
			m.limit("the factorial of a number beyond 10000")
		}
		return m.bigValue(new(big.Int).MulRange(1, i.int()))
	})
	choose := func(name string, perm bool) {
		def("math."+name, "n, k=, /", func(m *machine, a []Value) Value {
			n := m.index(a[0])
			if n == 0 {
				return 0
			}
			k := n
			if v := arg(a, 1); v != 0 && v != None {
				if k = m.index(v); k == 0 {
					return 0
				}
			}
			if m.big(n).Sign() < 0 {
				return m.raise(tValueError, "n must be a non-negative integer")
			}
			if m.big(k).Sign() < 0 {
				return m.raise(tValueError, "k must be a non-negative integer")
			}
			if m.big(k).Cmp(m.big(n)) > 0 {
				return rawInt(0)
			}
			x, y := m.big(n), m.big(k)
			if rest := new(big.Int).Sub(x, y); !perm && rest.Cmp(y) < 0 {
				y = rest
			}
			if !y.IsInt64() || y.Int64() > 10000 {
				m.limit("the number of ways to take more than 10000 things")
			}
			z := big.NewInt(1)
			for i := range y.Int64() {
				z.Mul(z, new(big.Int).Sub(x, big.NewInt(i)))
				if !perm {
					z.Quo(z, big.NewInt(i+1))
				}
			}
			return m.bigValue(z)
		})
	}
	choose("comb", false)
	choose("perm", true)
}
