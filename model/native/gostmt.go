package native

import "reflect"

// Go0 … Go3 and GoAny make of a function one that runs as a goroutine with the
// arguments it is called with: the rewriter makes Go1(f)(x) of go f(x).
func Go0(f func()) func() { return func() { Go(f) } }

// Go1 is for functions of one parameter.
//
//go:norace
func Go1[A any](f func(A)) func(A) { return func(a A) { Go(func() { f(a) }) } }

// Go2 is for functions of two parameters.
//
//go:norace
func Go2[A, B any](f func(A, B)) func(A, B) {
	return func(a A, b B) { Go(func() { f(a, b) }) }
}

// Go3 is for functions of three parameters.
//
//go:norace
func Go3[A, B, C any](f func(A, B, C)) func(A, B, C) {
	return func(a A, b B, c C) { Go(func() { f(a, b, c) }) }
}

// GoAny is for all others.
//
//go:norace
func GoAny[F any](f F) F {
	v := reflect.ValueOf(f)
	t := v.Type()
	return reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value {
		Go(func() {
			if t.IsVariadic() {
				v.CallSlice(args)
			} else {
				v.Call(args)
			}
		})
		out := make([]reflect.Value, t.NumOut())
		for i := range out {
			out[i] = reflect.Zero(t.Out(i))
		}
		return out
	}).Interface().(F)
}

// As returns the second of two functions of one type.
//
//go:norace
func As[F any](_, by F) F { return by }
