// Package sync stands in for the standard library's sync where code is explored
// (package native). Outside of an exploration it behaves like the original.
package sync

import (
	"sync"

	"github.com/condcheck/condcheck/model/native"
)

type (
	// Locker is sync.Locker.
	Locker = sync.Locker
	// Mutex is sync.Mutex.
	Mutex = native.Mutex
	// RWMutex is sync.RWMutex.
	RWMutex = native.RWMutex
	// Cond is sync.Cond.
	Cond = native.Cond
	// WaitGroup is sync.WaitGroup.
	WaitGroup = native.WaitGroup
	// Once is sync.Once.
	Once = native.Once
	// Map is sync.Map.
	Map = native.Map
	// Pool is sync.Pool.
	Pool = native.Pool
)

// NewCond is sync.NewCond.
func NewCond(l Locker) *Cond { return native.NewCond(l) }

// OnceFunc is sync.OnceFunc.
func OnceFunc(f func()) func() { return native.OnceFunc(f) }

// OnceValue is sync.OnceValue.
func OnceValue[T any](f func() T) func() T { return native.OnceValue(f) }

// OnceValues is sync.OnceValues.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) { return native.OnceValues(f) }
