package native

import (
	"reflect"
	"unsafe"
)

// Channels stay real ones; their operations become calls. A buffered channel's
// items are in the real buffer, and its operations wait until there is an item
// or room: whoever waits may be next, since nobody can tell who came first.
//
// An unbuffered channel has a queue of senders. A sender joins it and waits
// until a receiver has taken its value; a receiver waits until a sender is
// there. That loses nothing as long as nobody can tell whether a receiver is
// waiting already. A select that offers to send, beside other cases, can: if the
// program has one, the search begins again with receivers that queue, too
// (parkRecv), as in the runtime.
//
// State: a is the number of items or queued senders; b is 1 if the channel is
// closed, plus twice the number of queued receivers.

const chanClosed = 1

var (
	chanClass = &class{name: "chan"}
	chanSend  = &kind{name: "send", gate: func(s state, size int32) bool { return s.a < size || s.b&chanClosed != 0 }}
	chanOffer = &kind{name: "send"}
	chanRecv  = &kind{name: "receive", gate: func(s state, _ int32) bool { return s.a > 0 || s.b&chanClosed != 0 }}
	chanMeet  = &kind{name: "receive"}
	chanClose = &kind{name: "close"}
	chanLen   = &kind{name: "len", access: read}
)

// A chanObj stands for a channel in one execution.
type chanObj struct {
	obj   obj
	ptr   unsafe.Pointer // keeps the channel, and so its address
	cap   int
	send  []*waiter // queued senders
	recv  []*waiter // queued receivers
	x     *exec
	copy  func(dst, src unsafe.Pointer)
	elem  reflect.Type
	items []any // pointers to what is in the buffer, if states are looked at
}

// A waiter is a goroutine in the queue of a channel.
type waiter struct {
	g   *G
	nth int            // the case of its select
	sel *selectOp      // nil if it is no select
	val unsafe.Pointer // the value to send, or where to put the one received
	ok  *bool          // whether a value was received
}

// A wakeup is what another goroutine did to let one go on.
type wakeup struct {
	up     bool
	nth    int
	closed bool
}

func (c *chanObj) open(send bool, s state) bool {
	switch {
	case s.b&chanClosed != 0:
		return true
	case !send:
		return s.a > 0
	case c.cap > 0:
		return s.a < int32(c.cap)
	}
	return s.b>>1 > 0
}

// queues reports whether an operation that cannot proceed joins a queue.
func (c *chanObj) queues(send bool) bool { return c.cap == 0 && (send || c.x.parkRecv) }

// visibleReceivers begins the search again with receivers that queue.
func (x *exec) visibleReceivers() {
	if !x.parkRecv {
		x.parkRecv, x.restart = true, true
	}
}

// channel returns the object of a channel, nil if the channel is nil.
//
//go:norace
func channel[T any](x *exec, p unsafe.Pointer, size int) *chanObj {
	if p == nil {
		return nil
	}
	c := x.chans.get(p)
	if c == nil {
		c = &chanObj{ptr: p, cap: size, x: x, elem: reflect.TypeFor[T](), copy: func(dst, src unsafe.Pointer) { *(*T)(dst) = *(*T)(src) }}
		c.obj.class = chanClass
		x.chans.put(p, c)
		if size > 0 {
			x.adopt(&c.obj)
			c.obj.st.a = int32(bufferLen[T](p))
		}
	}
	return c
}

//go:norace
func bufferLen[T any](p unsafe.Pointer) int { return len(*(*chan T)(unsafe.Pointer(&p))) }

//go:norace
func ofSend[T any](x *exec, c chan<- T) *chanObj {
	return channel[T](x, *(*unsafe.Pointer)(unsafe.Pointer(&c)), cap(c))
}

//go:norace
func ofRecv[T any](x *exec, c <-chan T) *chanObj {
	return channel[T](x, *(*unsafe.Pointer)(unsafe.Pointer(&c)), cap(c))
}

// Send is c <- v.
//
//go:norace
func Send[T any](c chan<- T, v T) {
	x := active
	if x == nil {
		c <- v
		return
	}
	ch := ofSend(x, c)
	if ch == nil {
		x.forever("send on a nil channel")
		return
	}
	if x.looking {
		x.cur.given = &v
	}
	if ch.cap > 0 {
		if x.do(chanSend, &ch.obj, int32(ch.cap)) {
			sendNow(x, ch, c, v)
		}
		return
	}
	if !x.do(chanOffer, &ch.obj, 0) {
		return
	}
	g := x.cur
	if ch.obj.st.b&chanClosed != 0 {
		c <- v // panics
	}
	if len(ch.recv) > 0 {
		ch.give(x, unsafe.Pointer(&v))
		return
	}
	g.woken = wakeup{}
	x.replaces(&g.sync)
	ch.queueSender(&waiter{g: g, val: unsafe.Pointer(&v)})
	x.block(g, &ch.obj, "send")
	x.acquires(&g.sync)
	if g.woken.closed {
		c <- v // panics
	}
}

// sendNow sends to a buffer that has room, or panics as the runtime does.
//
//go:norace
func sendNow[T any](x *exec, ch *chanObj, c chan<- T, v T) {
	select {
	case c <- v:
		ch.obj.st.a++
		if x.looking {
			ch.items = append(ch.items, Box(v))
		}
	default:
		x.foreign("send on a channel")
	}
}

// Recv is <-c.
//
//go:norace
func Recv[T any](c <-chan T) T {
	v, _ := Recv2(c)
	return v
}

// Recv2 is v, ok := <-c.
//
//go:norace
func Recv2[T any](c <-chan T) (v T, ok bool) {
	x := active
	if x == nil {
		v, ok = <-c
		return v, ok
	}
	ch := ofRecv(x, c)
	if ch == nil {
		x.forever("receive from a nil channel")
		return v, false
	}
	k := chanRecv
	if ch.queues(false) {
		k = chanMeet
	}
	if x.do(k, &ch.obj, 0) {
		ok = recvNow(x, ch, c, &v)
	}
	return v, ok
}

// recvNow performs a receive that can proceed, or queues for it.
//
//go:norace
func recvNow[T any](x *exec, ch *chanObj, c <-chan T, v *T) (ok bool) {
	g := x.cur
	switch {
	case ch.cap > 0 && ch.obj.st.a > 0:
		select {
		case *v, ok = <-c:
			ch.obj.st.a--
			if len(ch.items) > 0 {
				ch.items = ch.items[1:]
			}
		default:
			x.foreign("receive from a channel")
		}
	case ch.obj.st.a > 0:
		ch.take(x, unsafe.Pointer(v))
		ok = true
	case ch.obj.st.b&chanClosed != 0:
		x.acquires(&ch.obj)
	default:
		g.woken = wakeup{}
		x.replaces(&g.sync)
		ch.queueReceiver(&waiter{g: g, val: unsafe.Pointer(v), ok: &ok})
		x.block(g, &ch.obj, "receive")
		x.acquires(&g.sync)
	}
	return ok
}

// Close is close(c).
//
//go:norace
func Close[T any](c chan<- T) {
	x := active
	if x == nil || c == nil {
		close(c)
		return
	}
	ch := ofSend(x, c)
	if !x.do(chanClose, &ch.obj, 0) {
		return
	}
	close(c) // panics if it is closed
	x.releases(&ch.obj)
	ch.obj.st.b |= chanClosed
	for len(ch.recv) > 0 {
		w := ch.pop(&ch.recv)
		w.finish(x, true)
	}
	for len(ch.send) > 0 {
		w := ch.pop(&ch.send)
		w.finish(x, true)
	}
}

// Len is len(c).
//
//go:norace
func Len[T any](c <-chan T) int {
	x := active
	if x == nil || c == nil {
		return len(c)
	}
	ch := ofRecv(x, c)
	if !x.do(chanLen, &ch.obj, 0) {
		return 0
	}
	return len(c)
}

// LenS is len(c) of a channel that is only for sending.
//
//go:norace
func LenS[T any](c chan<- T) int { return Len(*(*<-chan T)(unsafe.Pointer(&c))) }

func (c *chanObj) queueSender(w *waiter) {
	c.send = append(c.send, w)
	c.obj.st.a++
}

func (c *chanObj) queueReceiver(w *waiter) {
	c.recv = append(c.recv, w)
	c.obj.st.b += 2
}

// pop takes the first waiter from one of the channel's queues, and out of the
// other queues that its select is in.
func (c *chanObj) pop(queue *[]*waiter) *waiter {
	w := (*queue)[0]
	if w.sel != nil {
		w.sel.dequeue()
		return w
	}
	*queue = (*queue)[1:]
	if queue == &c.send {
		c.obj.st.a--
	} else {
		c.obj.st.b -= 2
	}
	return w
}

// finish lets a queued goroutine go on.
func (w *waiter) finish(x *exec, closed bool) {
	x.steal(w.g)
	w.g.woken = wakeup{up: true, nth: w.nth, closed: closed}
	x.wake(w.g)
}

// take gives a queued sender's value to the running goroutine.
func (c *chanObj) take(x *exec, dst unsafe.Pointer) {
	w := c.pop(&c.send)
	x.acquires(&w.g.sync)
	c.copy(dst, w.val)
	w.finish(x, false)
}

// give gives the running goroutine's value to a queued receiver.
func (c *chanObj) give(x *exec, src unsafe.Pointer) {
	w := c.pop(&c.recv)
	x.acquires(&w.g.sync)
	c.copy(w.val, src)
	*w.ok = true
	w.finish(x, false)
}

// enqueue puts a select's cases into the queues of their channels.
func (s *selectOp) enqueue(g *G) {
	g.x.replaces(&g.sync)
	for i, c := range s.cases {
		if c.ch == nil || !c.ch.queues(c.send) {
			continue
		}
		c.w.g, c.w.nth, c.w.sel = g, i, s
		if c.send {
			c.ch.queueSender(c.w)
		} else {
			c.ch.queueReceiver(c.w)
		}
	}
}

// dequeue takes them out again.
func (s *selectOp) dequeue() {
	for _, c := range s.cases {
		if c.ch == nil || c.w == nil {
			continue
		}
		for i, w := range c.ch.send {
			if w == c.w {
				c.ch.send = without(c.ch.send, i)
				c.ch.obj.st.a--
				break
			}
		}
		for i, w := range c.ch.recv {
			if w == c.w {
				c.ch.recv = without(c.ch.recv, i)
				c.ch.obj.st.b -= 2
				break
			}
		}
	}
}

// footprint returns the objects that g's operation touches, but for the first.
// Where receivers queue, completing a queued select takes it out of the queues of
// other channels: all unbuffered channels then count as one more object.
func (x *exec) footprint(g *G) []*obj {
	o := g.op.obj
	if !x.parkRecv || o.class != chanClass {
		return g.op.more
	}
	return append(g.op.more[:len(g.op.more):len(g.op.more)], &x.meet)
}

// forever blocks the running goroutine.
func (x *exec) forever(why string) {
	if x.dying {
		x.afterlife()
		return
	}
	x.block(x.cur, nil, why)
}
