// Package rand stands in for the standard library's math/rand where code is explored
// (package native): each goroutine draws from a sequence of its own, the same in
// each execution.
package rand

import (
	"math/rand"

	"github.com/condcheck/condcheck/model/native"
)

type source struct{}

func (source) Uint64() uint64 { return native.Draw() }

func (source) Int63() int64 { return int64(native.Draw() >> 1) }

func (source) Seed(int64) {}

var explored = rand.New(source{})

type (
	// Rand is rand.Rand.
	Rand = rand.Rand
	// Source is rand.Source.
	Source = rand.Source
	// Source64 is rand.Source64.
	Source64 = rand.Source64
	// Zipf is rand.Zipf.
	Zipf = rand.Zipf
)

// The constructors of math/rand.
var (
	New       = rand.New
	NewSource = rand.NewSource
	NewZipf   = rand.NewZipf
)

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

// Int31 is rand.Int31.
func Int31() int32 {
	if native.Exploring() {
		return explored.Int31()
	}
	return rand.Int31()
}

// Int31n is rand.Int31n.
func Int31n(n int32) int32 {
	if native.Exploring() {
		return explored.Int31n(n)
	}
	return rand.Int31n(n)
}

// Int63 is rand.Int63.
func Int63() int64 {
	if native.Exploring() {
		return explored.Int63()
	}
	return rand.Int63()
}

// Int63n is rand.Int63n.
func Int63n(n int64) int64 {
	if native.Exploring() {
		return explored.Int63n(n)
	}
	return rand.Int63n(n)
}

// Intn is rand.Intn.
func Intn(n int) int {
	if native.Exploring() {
		return explored.Intn(n)
	}
	return rand.Intn(n)
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

// Read is rand.Read.
func Read(p []byte) (n int, err error) {
	if native.Exploring() {
		return explored.Read(p)
	}
	return rand.Read(p)
}

// Seed is rand.Seed.
func Seed(seed int64) {
	if !native.Exploring() {
		rand.Seed(seed) //nolint:staticcheck // it stands in for it
	}
}

// Shuffle is rand.Shuffle.
func Shuffle(n int, swap func(i, j int)) {
	if native.Exploring() {
		explored.Shuffle(n, swap)
		return
	}
	rand.Shuffle(n, swap)
}

// Uint32 is rand.Uint32.
func Uint32() uint32 {
	if native.Exploring() {
		return explored.Uint32()
	}
	return rand.Uint32()
}

// Uint64 is rand.Uint64.
func Uint64() uint64 {
	if native.Exploring() {
		return explored.Uint64()
	}
	return rand.Uint64()
}
