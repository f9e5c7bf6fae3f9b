// Package atomic stands in for the standard library's sync/atomic where code is
// explored (package native).
package atomic

import (
	"unsafe"

	"github.com/condcheck/condcheck/model/native"
)

type (
	// Int32 is atomic.Int32.
	Int32 = native.Number[int32]
	// Int64 is atomic.Int64.
	Int64 = native.Number[int64]
	// Uint32 is atomic.Uint32.
	Uint32 = native.Number[uint32]
	// Uint64 is atomic.Uint64.
	Uint64 = native.Number[uint64]
	// Uintptr is atomic.Uintptr.
	Uintptr = native.Number[uintptr]
	// Bool is atomic.Bool.
	Bool = native.Bool
	// Value is atomic.Value.
	Value = native.Value
	// Pointer is atomic.Pointer.
	Pointer[T any] = native.Pointer[T]
)

// LoadInt32 is atomic.LoadInt32.
func LoadInt32(p *int32) int32 { return native.LoadAt(p) }

// StoreInt32 is atomic.StoreInt32.
func StoreInt32(p *int32, v int32) { native.StoreAt(p, v) }

// SwapInt32 is atomic.SwapInt32.
func SwapInt32(p *int32, v int32) int32 { return native.SwapAt(p, v) }

// CompareAndSwapInt32 is atomic.CompareAndSwapInt32.
func CompareAndSwapInt32(p *int32, old, new int32) bool { return native.CompareAndSwapAt(p, old, new) }

// AddInt32 is atomic.AddInt32.
func AddInt32(p *int32, d int32) int32 { return native.AddAt(p, d) }

// AndInt32 is atomic.AndInt32.
func AndInt32(p *int32, mask int32) int32 { return native.AndAt(p, mask) }

// OrInt32 is atomic.OrInt32.
func OrInt32(p *int32, mask int32) int32 { return native.OrAt(p, mask) }

// LoadInt64 is atomic.LoadInt64.
func LoadInt64(p *int64) int64 { return native.LoadAt(p) }

// StoreInt64 is atomic.StoreInt64.
func StoreInt64(p *int64, v int64) { native.StoreAt(p, v) }

// SwapInt64 is atomic.SwapInt64.
func SwapInt64(p *int64, v int64) int64 { return native.SwapAt(p, v) }

// CompareAndSwapInt64 is atomic.CompareAndSwapInt64.
func CompareAndSwapInt64(p *int64, old, new int64) bool { return native.CompareAndSwapAt(p, old, new) }

// AddInt64 is atomic.AddInt64.
func AddInt64(p *int64, d int64) int64 { return native.AddAt(p, d) }

// AndInt64 is atomic.AndInt64.
func AndInt64(p *int64, mask int64) int64 { return native.AndAt(p, mask) }

// OrInt64 is atomic.OrInt64.
func OrInt64(p *int64, mask int64) int64 { return native.OrAt(p, mask) }

// LoadUint32 is atomic.LoadUint32.
func LoadUint32(p *uint32) uint32 { return native.LoadAt(p) }

// StoreUint32 is atomic.StoreUint32.
func StoreUint32(p *uint32, v uint32) { native.StoreAt(p, v) }

// SwapUint32 is atomic.SwapUint32.
func SwapUint32(p *uint32, v uint32) uint32 { return native.SwapAt(p, v) }

// CompareAndSwapUint32 is atomic.CompareAndSwapUint32.
func CompareAndSwapUint32(p *uint32, old, new uint32) bool {
	return native.CompareAndSwapAt(p, old, new)
}

// AddUint32 is atomic.AddUint32.
func AddUint32(p *uint32, d uint32) uint32 { return native.AddAt(p, d) }

// AndUint32 is atomic.AndUint32.
func AndUint32(p *uint32, mask uint32) uint32 { return native.AndAt(p, mask) }

// OrUint32 is atomic.OrUint32.
func OrUint32(p *uint32, mask uint32) uint32 { return native.OrAt(p, mask) }

// LoadUint64 is atomic.LoadUint64.
func LoadUint64(p *uint64) uint64 { return native.LoadAt(p) }

// StoreUint64 is atomic.StoreUint64.
func StoreUint64(p *uint64, v uint64) { native.StoreAt(p, v) }

// SwapUint64 is atomic.SwapUint64.
func SwapUint64(p *uint64, v uint64) uint64 { return native.SwapAt(p, v) }

// CompareAndSwapUint64 is atomic.CompareAndSwapUint64.
func CompareAndSwapUint64(p *uint64, old, new uint64) bool {
	return native.CompareAndSwapAt(p, old, new)
}

// AddUint64 is atomic.AddUint64.
func AddUint64(p *uint64, d uint64) uint64 { return native.AddAt(p, d) }

// AndUint64 is atomic.AndUint64.
func AndUint64(p *uint64, mask uint64) uint64 { return native.AndAt(p, mask) }

// OrUint64 is atomic.OrUint64.
func OrUint64(p *uint64, mask uint64) uint64 { return native.OrAt(p, mask) }

// LoadUintptr is atomic.LoadUintptr.
func LoadUintptr(p *uintptr) uintptr { return native.LoadAt(p) }

// StoreUintptr is atomic.StoreUintptr.
func StoreUintptr(p *uintptr, v uintptr) { native.StoreAt(p, v) }

// SwapUintptr is atomic.SwapUintptr.
func SwapUintptr(p *uintptr, v uintptr) uintptr { return native.SwapAt(p, v) }

// CompareAndSwapUintptr is atomic.CompareAndSwapUintptr.
func CompareAndSwapUintptr(p *uintptr, old, new uintptr) bool {
	return native.CompareAndSwapAt(p, old, new)
}

// AddUintptr is atomic.AddUintptr.
func AddUintptr(p *uintptr, d uintptr) uintptr { return native.AddAt(p, d) }

// AndUintptr is atomic.AndUintptr.
func AndUintptr(p *uintptr, mask uintptr) uintptr { return native.AndAt(p, mask) }

// OrUintptr is atomic.OrUintptr.
func OrUintptr(p *uintptr, mask uintptr) uintptr { return native.OrAt(p, mask) }

// LoadPointer is atomic.LoadPointer.
func LoadPointer(p *unsafe.Pointer) unsafe.Pointer { return native.LoadAt(p) }

// StorePointer is atomic.StorePointer.
func StorePointer(p *unsafe.Pointer, v unsafe.Pointer) { native.StoreAt(p, v) }

// SwapPointer is atomic.SwapPointer.
func SwapPointer(p *unsafe.Pointer, v unsafe.Pointer) unsafe.Pointer { return native.SwapAt(p, v) }

// CompareAndSwapPointer is atomic.CompareAndSwapPointer.
func CompareAndSwapPointer(p *unsafe.Pointer, old, new unsafe.Pointer) bool {
	return native.CompareAndSwapAt(p, old, new)
}
