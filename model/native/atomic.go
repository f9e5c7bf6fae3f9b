package native

import (
	"sync"
	"unsafe"
)

// Atomics are sequentially consistent, as Go's
// memory model has them.
var (
	atomicClass = &class{name: "atomic"}
	plainClass  = &class{name: "atomic"} // a plainVar
	atomicLoad  = &kind{name: "Load", access: read}
	atomicStore = &kind{name: "Store"}
	atomicAdd   = &kind{name: "Add"}
	atomicSwap  = &kind{name: "Swap"}
	atomicCAS   = &kind{name: "CompareAndSwap"}
	atomicAnd   = &kind{name: "And"}
	atomicOr    = &kind{name: "Or"}
)

// outside serialises atomics while nothing is explored.
var outside sync.Mutex

// A cell is a value that is used atomically. base is what it was before the
// first execution that used it: each execution begins with that.
type cell[T any] struct {
	obj     obj
	v, base T
}

// enter performs the operation's scheduling; it reports whether the cell may be
// used, and returns what is to be called afterwards.
//
//go:norace
func (c *cell[T]) enter(k *kind) (ok bool, leave func()) {
	x := active
	if x == nil {
		outside.Lock()
		c.obj.epoch = 0
		return true, outside.Unlock
	}
	return c.use(x, k), done
}

func done() {}

// give notes what the next operation is given, if states are looked at.
//
//go:norace
func give[T any](v T) {
	if x := active; x != nil && x.looking {
		x.cur.given = Box(v)
	}
}

// orders lets what an atomic operation has seen happen before it.
func (x *exec) orders(k *kind, o *obj) {
	switch k {
	case atomicLoad:
		x.acquires(o)
	case atomicStore:
		x.replaces(o)
	default:
		x.acquires(o)
		x.releases(o)
	}
}

//go:norace
func (c *cell[T]) use(x *exec, k *kind) bool {
	if c.obj.epoch != x.epoch && !x.dying {
		if c.obj.epoch == 0 {
			c.base = c.v
		} else {
			c.v = c.base
		}
		c.obj.class = atomicClass
	}
	if !x.do(k, &c.obj, 0) {
		return false
	}
	x.orders(k, &c.obj)
	return true
}

//go:norace
func (c *cell[T]) load() (v T) {
	ok, leave := c.enter(atomicLoad)
	if ok {
		v = c.v
		leave()
		if x := active; x != nil {
			x.looked(&c.obj)
		}
	}
	return v
}

//go:norace
func (c *cell[T]) store(v T) {
	give(v)
	if ok, leave := c.enter(atomicStore); ok {
		c.v = v
		leave()
	}
}

//go:norace
func (c *cell[T]) swap(v T) (old T) {
	give(v)
	if ok, leave := c.enter(atomicSwap); ok {
		old, c.v = c.v, v
		leave()
	}
	return old
}

// An integer is what arithmetic atomics hold.
type integer interface {
	~int32 | ~int64 | ~uint32 | ~uint64 | ~uintptr
}

//go:norace
func add[T integer](c *cell[T], d T) (v T) {
	give(d)
	if ok, leave := c.enter(atomicAdd); ok {
		c.v += d
		v = c.v
		leave()
	}
	return v
}

//go:norace
func and[T integer](c *cell[T], mask T) (old T) {
	give(mask)
	if ok, leave := c.enter(atomicAnd); ok {
		old, c.v = c.v, c.v&mask
		leave()
	}
	return old
}

//go:norace
func or[T integer](c *cell[T], mask T) (old T) {
	give(mask)
	if ok, leave := c.enter(atomicOr); ok {
		old, c.v = c.v, c.v|mask
		leave()
	}
	return old
}

//go:norace
func cas[T comparable](c *cell[T], old, new T) (swapped bool) {
	give([2]T{old, new})
	ok, leave := c.enter(atomicCAS)
	if !ok {
		// The execution is over: let loops that wait for success end.
		return true
	}
	if c.v == old {
		c.v, swapped = new, true
	} else if x := active; x != nil && !x.dying {
		x.unchanged(&c.obj)
	}
	leave()
	return swapped
}

// Number is an atomic integer, as sync/atomic's Int32 and its like are.
type Number[T integer] struct{ cell cell[T] }

// Load is that of sync/atomic.
//
//go:norace
func (a *Number[T]) Load() T { return a.cell.load() }

// Store is that of sync/atomic.
//
//go:norace
func (a *Number[T]) Store(v T) { a.cell.store(v) }

// Swap is that of sync/atomic.
//
//go:norace
func (a *Number[T]) Swap(v T) T { return a.cell.swap(v) }

// CompareAndSwap is that of sync/atomic.
//
//go:norace
func (a *Number[T]) CompareAndSwap(old, new T) bool { return cas(&a.cell, old, new) }

// Add is that of sync/atomic.
//
//go:norace
func (a *Number[T]) Add(d T) T { return add(&a.cell, d) }

// And is that of sync/atomic.
//
//go:norace
func (a *Number[T]) And(mask T) T { return and(&a.cell, mask) }

// Or is that of sync/atomic.
//
//go:norace
func (a *Number[T]) Or(mask T) T { return or(&a.cell, mask) }

// A Bool is a sync/atomic.Bool.
type Bool struct{ cell cell[bool] }

// Load is that of sync/atomic.
func (a *Bool) Load() bool { return a.cell.load() }

// Store is that of sync/atomic.
func (a *Bool) Store(v bool) { a.cell.store(v) }

// Swap is that of sync/atomic.
func (a *Bool) Swap(v bool) bool { return a.cell.swap(v) }

// CompareAndSwap is that of sync/atomic.
func (a *Bool) CompareAndSwap(old, new bool) bool { return cas(&a.cell, old, new) }

// A Pointer is a sync/atomic.Pointer.
type Pointer[T any] struct{ cell cell[*T] }

// Load is that of sync/atomic.
//
//go:norace
func (a *Pointer[T]) Load() *T { return a.cell.load() }

// Store is that of sync/atomic.
//
//go:norace
func (a *Pointer[T]) Store(v *T) { a.cell.store(v) }

// Swap is that of sync/atomic.
//
//go:norace
func (a *Pointer[T]) Swap(v *T) *T { return a.cell.swap(v) }

// CompareAndSwap is that of sync/atomic.
//
//go:norace
func (a *Pointer[T]) CompareAndSwap(old, new *T) bool { return cas(&a.cell, old, new) }

// A Value is a sync/atomic.Value.
type Value struct{ cell cell[any] }

// Load is that of sync/atomic.
func (a *Value) Load() any { return a.cell.load() }

// Store is that of sync/atomic.
func (a *Value) Store(v any) {
	a.check("store", v)
	a.cell.store(v)
}

// Swap is that of sync/atomic.
func (a *Value) Swap(v any) any {
	a.check("swap", v)
	return a.cell.swap(v)
}

// CompareAndSwap is that of sync/atomic.
func (a *Value) CompareAndSwap(old, new any) bool {
	a.check("compare and swap", new)
	return cas(&a.cell, old, new)
}

func (a *Value) check(what string, v any) {
	if v == nil {
		panic("sync/atomic: " + what + " of nil value into Value")
	}
	if have := a.cell.v; have != nil && typeWord(have) != typeWord(v) && (active == nil || a.cell.obj.epoch == active.epoch) {
		panic("sync/atomic: " + what + " of inconsistently typed value into Value")
	}
}

func typeWord(v any) uintptr { return *(*uintptr)(unsafe.Pointer(&v)) }

// A plainVar is an ordinary variable that sync/atomic's functions are used on.
// It belongs to one execution, at whose end it gets back its old value.
type plainVar struct {
	obj     obj
	at      unsafe.Pointer
	restore func()
}

// plainObj returns the object that stands for the variable at p.
//
//go:norace
func plainObj[T any](x *exec, p *T) *obj {
	v := x.plains.get(unsafe.Pointer(p))
	if v == nil {
		old := *p
		v = &plainVar{at: unsafe.Pointer(p), restore: func() { *p = old }}
		v.obj.class = plainClass
		x.plains.put(unsafe.Pointer(p), v)
	}
	return &v.obj
}

func (x *exec) restorePlains() {
	x.plains.each(func(v *plainVar) { v.restore() })
	x.plains.reset()
}

// At performs an operation on an ordinary variable: f is its effect.
//
//go:norace
func at[T any](p *T, k *kind, f func()) bool {
	x := active
	if x == nil {
		outside.Lock()
		defer outside.Unlock()
		f()
		return true
	}
	if x.dying {
		return x.afterlife()
	}
	o := plainObj(x, p)
	if !x.do(k, o, 0) {
		return false
	}
	x.orders(k, o)
	f()
	if k == atomicLoad {
		x.looked(o)
	}
	return true
}

// LoadAt is sync/atomic's Load of a variable of any type.
//
//go:norace
func LoadAt[T any](p *T) (v T) {
	at(p, atomicLoad, func() { v = *p })
	return v
}

// StoreAt is sync/atomic's Store.
//
//go:norace
func StoreAt[T any](p *T, v T) {
	give(v)
	at(p, atomicStore, func() { *p = v })
}

// SwapAt is sync/atomic's Swap.
//
//go:norace
func SwapAt[T any](p *T, v T) (old T) {
	give(v)
	at(p, atomicSwap, func() { old, *p = *p, v })
	return old
}

// AddAt is sync/atomic's Add.
//
//go:norace
func AddAt[T integer](p *T, d T) (v T) {
	give(d)
	at(p, atomicAdd, func() { *p += d; v = *p })
	return v
}

// AndAt is sync/atomic's And.
//
//go:norace
func AndAt[T integer](p *T, mask T) (old T) {
	give(mask)
	at(p, atomicAnd, func() { old = *p; *p &= mask })
	return old
}

// OrAt is sync/atomic's Or.
//
//go:norace
func OrAt[T integer](p *T, mask T) (old T) {
	give(mask)
	at(p, atomicOr, func() { old = *p; *p |= mask })
	return old
}

// CompareAndSwapAt is sync/atomic's CompareAndSwap.
//
//go:norace
func CompareAndSwapAt[T comparable](p *T, old, new T) (swapped bool) {
	give([2]T{old, new})
	if !at(p, atomicCAS, func() {
		if *p == old {
			*p, swapped = new, true
		}
	}) {
		return true
	}
	if x := active; x != nil && !swapped {
		x.unchanged(plainObj(x, p))
	}
	return swapped
}
