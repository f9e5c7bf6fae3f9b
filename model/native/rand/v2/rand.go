// Package rand stands in for the standard library's math/rand/v2 where code is explored
// (package native): each goroutine draws from a sequence of its own, the same in
// each execution.
package rand

import (
	"math/rand/v2"

	"github.com/condcheck/condcheck/model/native"
)

type source struct{}

func (source) Uint64() uint64 { return native.Draw() }

var explored = rand.New(source{})

type (
	// ChaCha8 is rand.ChaCha8.
	ChaCha8 = rand.ChaCha8
	// PCG is rand.PCG.
	PCG = rand.PCG
	// Rand is rand.Rand.
	Rand = rand.Rand
	// Source is rand.Source.
	Source = rand.Source
	// Zipf is rand.Zipf.
	Zipf = rand.Zipf
)

// The constructors of math/rand/v2.
var (
	New        = rand.New
	NewChaCha8 = rand.NewChaCha8
	NewPCG     = rand.NewPCG
	NewZipf    = rand.NewZipf
)

// N is rand.N.
func N[Int ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr](n Int) Int {
	if n <= 0 {
		panic("invalid argument to N")
	}
	return Int(Uint64N(uint64(n)))
}

// ExpFloat64 is rand.ExpFloat64.
func ExpFloat64() float64 {
	if native.Exploring() {
		return explored.ExpFloat64()
	}
	return rand.ExpFloat64()
}

// Float32 is rand.Float32.
func Float32() float32 {
	if native.Exploring() {
		return explored.Float32()
	}
	return rand.Float32()
}

// Float64 is rand.Float64.
func Float64() float64 {
	if native.Exploring() {
		return explored.Float64()
	}
	return rand.Float64()
}

// Int is rand.Int.
func Int() int {
	if native.Exploring() {
		return explored.Int()
	}
	return rand.Int()
}

// Int32 is rand.Int32.
func Int32() int32 {
	if native.Exploring() {
		return explored.Int32()
	}
	return rand.Int32()
}

// Int32N is rand.Int32N.
func Int32N(n int32) int32 {
	if native.Exploring() {
		return explored.Int32N(n)
	}
	return rand.Int32N(n)
}

// Int64 is rand.Int64.
func Int64() int64 {
	if native.Exploring() {
		return explored.Int64()
	}
	return rand.Int64()
}

// Int64N is rand.Int64N.
func Int64N(n int64) int64 {
	if native.Exploring() {
		return explored.Int64N(n)
	}
	return rand.Int64N(n)
}

// IntN is rand.IntN.
func IntN(n int) int {
	if native.Exploring() {
		return explored.IntN(n)
	}
	return rand.IntN(n)
}

// NormFloat64 is rand.NormFloat64.
func NormFloat64() float64 {
	if native.Exploring() {
		return explored.NormFloat64()
	}
	return rand.NormFloat64()
}

// Perm is rand.Perm.
func Perm(n int) []int {
	if native.Exploring() {
		return explored.Perm(n)
	}
	return rand.Perm(n)
}

// Shuffle is rand.Shuffle.
func Shuffle(n int, swap func(i, j int)) {
	if native.Exploring() {
		explored.Shuffle(n, swap)
		return
	}
	rand.Shuffle(n, swap)
}

// Uint is rand.Uint.
func Uint() uint {
	if native.Exploring() {
		return explored.Uint()
	}
	return rand.Uint()
}

// Uint32 is rand.Uint32.
func Uint32() uint32 {
	if native.Exploring() {
		return explored.Uint32()
	}
	return rand.Uint32()
}

// Uint32N is rand.Uint32N.
func Uint32N(n uint32) uint32 {
	if native.Exploring() {
		return explored.Uint32N(n)
	}
	return rand.Uint32N(n)
}

// Uint64 is rand.Uint64.
func Uint64() uint64 {
	if native.Exploring() {
		return explored.Uint64()
	}
	return rand.Uint64()
}

// Uint64N is rand.Uint64N.
func Uint64N(n uint64) uint64 {
	if native.Exploring() {
		return explored.Uint64N(n)
	}
	return rand.Uint64N(n)
}

// UintN is rand.UintN.
func UintN(n uint) uint {
	if native.Exploring() {
		return explored.UintN(n)
	}
	return rand.UintN(n)
}
