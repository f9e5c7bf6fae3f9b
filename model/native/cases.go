package native

import "unsafe"

// A RecvCase is a case of a select that receives.
type RecvCase[T any] struct {
	c  <-chan T
	v  T
	ok bool
}

// R is a case of a select that receives from c.
//
//go:norace
func R[T any](c <-chan T) *RecvCase[T] { return &RecvCase[T]{c: c} }

// Got returns what was received.
//
//go:norace
func (r *RecvCase[T]) Got() T { return r.v }

// Got2 returns what was received, and whether it was sent.
//
//go:norace
func (r *RecvCase[T]) Got2() (T, bool) { return r.v, r.ok }

//go:norace
func (r *RecvCase[T]) prepare(x *exec) *selCase {
	ch := ofRecv(x, r.c)
	return &selCase{
		ch: ch, kind: chanRecv,
		w:  &waiter{val: unsafe.Pointer(&r.v), ok: &r.ok},
		do: func(x *exec, g *G) { r.ok = recvNow(x, ch, r.c, &r.v) },
	}
}

//go:norace
func (r *RecvCase[T]) try() (ready bool) {
	select {
	case r.v, r.ok = <-r.c:
		return true
	default:
		return false
	}
}

// A SendCase is a case of a select that sends.
type SendCase[T any] struct {
	c chan<- T
	v T
}

// S is a case of a select that sends to c what To says.
//
//go:norace
func S[T any](c chan<- T) *SendCase[T] { return &SendCase[T]{c: c} }

// To sets the value.
//
//go:norace
func (s *SendCase[T]) To(v T) *SendCase[T] {
	s.v = v
	return s
}

//go:norace
func (s *SendCase[T]) prepare(x *exec) *selCase {
	ch := ofSend(x, s.c)
	return &selCase{
		ch: ch, send: true, kind: chanSend,
		w: &waiter{val: unsafe.Pointer(&s.v)},
		do: func(x *exec, g *G) {
			switch {
			case ch.obj.st.b&chanClosed != 0:
				s.c <- s.v // panics
			case ch.cap > 0:
				sendNow(x, ch, s.c, s.v)
			default:
				ch.give(x, unsafe.Pointer(&s.v))
			}
		},
	}
}

//go:norace
func (s *SendCase[T]) try() bool {
	select {
	case s.c <- s.v:
		return true
	default:
		return false
	}
}

// A Ch is a channel to send to: To(c).Send(v) is c <- v for any v that may be
// assigned to an element.
type Ch[T any] struct{ c chan<- T }

// To returns the channel to send to.
//
//go:norace
func To[T any](c chan<- T) Ch[T] { return Ch[T]{c} }

// Send sends v.
//
//go:norace
func (c Ch[T]) Send(v T) { Send(c.c, v) }

// Iter is what a loop over a channel needs: the rewriter makes of
// for v := range c
//
//	for v, it := native.Range(c); native.Next(it, &v); {
type Iter[T any] struct{ c <-chan T }

// Range returns the zero value of an element and the loop's state.
//
//go:norace
func Range[T any](c <-chan T) (v T, it Iter[T]) { return v, Iter[T]{c} }

// Chan returns the loop's state.
//
//go:norace
func Chan[T any](c <-chan T) Iter[T] { return Iter[T]{c} }

// C returns the channel.
//
//go:norace
func (it Iter[T]) C() <-chan T { return it.c }

// Next receives into p unless the channel is closed and empty.
//
//go:norace
func Next[T any](it Iter[T], p *T) bool {
	v, ok := Recv2(it.c)
	if ok {
		*p = v
	}
	return ok
}

// Skip receives unless the channel is closed and empty.
//
//go:norace
func Skip[T any](it Iter[T]) bool {
	_, ok := Recv2(it.c)
	return ok
}
