package native

import "reflect"

// trier is a case that can be tried on the real channel.
type trier interface{ try() bool }

// selectOutside is select while nothing is explored.
func selectOutside(hasDefault bool, cases []Case) int {
	if hasDefault {
		for i, c := range cases {
			if c.(trier).try() {
				return i
			}
		}
		return altDefault
	}
	rc := make([]reflect.SelectCase, len(cases))
	for i, c := range cases {
		rc[i] = c.(real).reflect()
	}
	i, v, ok := reflect.Select(rc)
	cases[i].(real).got(v, ok)
	return i
}

type real interface {
	reflect() reflect.SelectCase
	got(v reflect.Value, ok bool)
}

//go:norace
func (r *RecvCase[T]) reflect() reflect.SelectCase {
	return reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(r.c)}
}

//go:norace
func (r *RecvCase[T]) got(v reflect.Value, ok bool) {
	reflect.ValueOf(&r.v).Elem().Set(v)
	r.ok = ok
}

//go:norace
func (s *SendCase[T]) reflect() reflect.SelectCase {
	return reflect.SelectCase{Dir: reflect.SelectSend, Chan: reflect.ValueOf(s.c), Send: reflect.ValueOf(&s.v).Elem()}
}

//go:norace
func (s *SendCase[T]) got(reflect.Value, bool) {}

// Block is select {}.
func Block() {
	if x := active; x != nil {
		x.forever("select {}")
		return
	}
	select {}
}
