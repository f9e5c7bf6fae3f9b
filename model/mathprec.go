package model

import (
	"math"
	"math/big"
)

// Logarithms, exponentials and powers, computed with bits to spare and rounded
// once. C libraries are nearly always right to the last bit here, package math
// less often.

const precBits = 160

func newPrec(x float64) *big.Float { return new(big.Float).SetPrec(precBits).SetFloat64(x) }

// lnPrec is the natural logarithm of x, which must be positive and finite, by
// the series of atanh.
func lnPrec(x float64) *big.Float {
	frac, exp := math.Frexp(x)
	if frac < math.Sqrt2/2 {
		frac *= 2
		exp--
	}
	sum := atanhSeries(newPrec(frac))
	if exp != 0 {
		sum.Add(sum, new(big.Float).Mul(ln2Prec(), newPrec(float64(exp))))
	}
	return sum
}

// atanhSeries is ln f for f near 1.
func atanhSeries(f *big.Float) *big.Float {
	one := newPrec(1)
	s := new(big.Float).SetPrec(precBits).Quo(
		new(big.Float).SetPrec(precBits).Sub(f, one),
		new(big.Float).SetPrec(precBits).Add(f, one))
	square := new(big.Float).SetPrec(precBits).Mul(s, s)
	sum := newPrec(0)
	for k := 1; s.Sign() != 0 && s.MantExp(nil) > -precBits; k += 2 {
		sum.Add(sum, new(big.Float).SetPrec(precBits).Quo(s, newPrec(float64(k))))
		s.Mul(s, square)
	}
	return sum.Mul(sum, newPrec(2))
}

// ln2Prec is ln 2 = ln(4/3) + ln(3/2).
func ln2Prec() *big.Float {
	third := new(big.Float).SetPrec(precBits).Quo(newPrec(4), newPrec(3))
	sum := atanhSeries(third)
	return sum.Add(sum, atanhSeries(newPrec(1.5)))
}

// expPrec is e to the power of x.
func expPrec(x *big.Float) float64 {
	f, _ := x.Float64()
	switch {
	case f > 710:
		return math.Inf(1)
	case f < -750:
		return 0
	}
	n := math.Round(f / math.Ln2)
	r := new(big.Float).SetPrec(precBits).Sub(x, new(big.Float).SetPrec(precBits).Mul(newPrec(n), ln2Prec()))
	sum, term := newPrec(1), newPrec(1)
	for k := 1; term.Sign() != 0 && term.MantExp(nil) > -precBits; k++ {
		term.Quo(term.Mul(term, r), newPrec(float64(k)))
		sum.Add(sum, term)
	}
	v, _ := sum.SetMantExp(sum, int(n)).Float64()
	return v
}

func ordinary(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// logBase is the logarithm of x to a base, 0 for e.
func logBase(x float64, base int) float64 {
	if !ordinary(x) || x <= 0 {
		return math.Log(x)
	}
	ln := lnPrec(x)
	if base != 0 {
		ln.Quo(ln, lnPrec(float64(base)))
	}
	f, _ := ln.Float64()
	return f
}

func exactExp(x float64) float64 {
	if !ordinary(x) || x == 0 {
		return math.Exp(x)
	}
	return expPrec(newPrec(x))
}

// exactPow is x to the power of y; x is positive where y is no integer.
func exactPow(x, y float64) float64 {
	if !ordinary(x) || !ordinary(y) || x == 0 || y == 0 || x == 1 {
		return math.Pow(x, y)
	}
	ln := lnPrec(math.Abs(x))
	v := expPrec(ln.Mul(ln, newPrec(y)))
	if x < 0 && math.Mod(y, 2) != 0 {
		return -v
	}
	return v
}

// log10 takes the same steps as the C library, whose result is often one bit
// off: the exponent apart from the mantissa, log 2 in two parts.
func log10(x float64) float64 {
	const (
		inverseLn10 = 4.34294481903251816668e-01
		log2High    = 3.01029995663611771306e-01
		log2Low     = 3.69423907715893078616e-13
	)
	if !ordinary(x) || x <= 0 {
		return math.Log10(x)
	}
	frac, exp := math.Frexp(x)
	if exp > 0 {
		frac *= 2
		exp--
	}
	e := float64(exp)
	low := float64(e*log2Low) + float64(inverseLn10*logBase(frac, 0))
	return low + float64(e*log2High)
}
