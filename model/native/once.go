package native

import "sync"

// A Once's state: a is 0 before, 1 while and 2 after its function runs.
var (
	onceClass = &class{"Once", "Do"}
	onceBegin = &kind{name: "Do", gate: func(s state, _ int32) bool { return s.a != 1 }}
	onceEnd   = &kind{name: "Do ends"}
)

// A Once is a sync.Once: callers wait until the function has returned or
// panicked, which counts as done; a function that calls Do of its own Once waits
// for ever.
type Once struct {
	real   sync.Once
	obj    obj
	holder *G
}

// Do is that of sync.Once.
func (o *Once) Do(f func()) {
	x := active
	if x == nil {
		o.real.Do(f)
		return
	}
	o.obj.class = onceClass
	if !x.do(onceBegin, &o.obj, 0) {
		return
	}
	if o.obj.st.a == 2 {
		x.acquires(&o.obj)
		return
	}
	o.obj.st.a = 1
	o.holder = x.cur
	defer hold(o)()
	defer func() {
		if x.do(onceEnd, &o.obj, 0) {
			x.releases(&o.obj)
			o.obj.st.a = 2
			o.holder = nil
		}
	}()
	f()
}

// OnceFunc is that of sync.
func OnceFunc(f func()) func() {
	g := OnceValue(func() struct{} { f(); return struct{}{} })
	return F(func() { g() }, &g)
}

// OnceValue is that of sync.
//
//go:norace
func OnceValue[T any](f func() T) func() T {
	g := OnceValues(func() (T, struct{}) { return f(), struct{}{} })
	return F(func() T { v, _ := g(); return v }, &g, (*T)(nil))
}

// OnceValues is that of sync.
//
//go:norace
func OnceValues[T, U any](f func() (T, U)) func() (T, U) {
	o := &struct {
		once  Once
		valid bool
		panic any
		v     T
		w     U
	}{}
	return F(func() (T, U) {
		o.once.Do(func() {
			defer func() {
				if !o.valid {
					o.panic = recover()
					panic(o.panic)
				}
			}()
			o.v, o.w = f()
			o.valid = true
		})
		if !o.valid {
			panic(o.panic)
		}
		return o.v, o.w
	}, &o, &f)
}
