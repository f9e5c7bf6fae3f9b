package native

import (
	"fmt"
	"slices"
	"sync"
	"unsafe"
)

var (
	condClass     = &class{"Cond", "Wait Signal Broadcast"}
	condWait      = &kind{name: "Wait"}
	condSignal    = &kind{name: "Signal"}
	condBroadcast = &kind{name: "Broadcast"}
)

// anyWaiter is the argument of a Signal that may call any waiter.
const anyWaiter = 1

// A Cond is a sync.Cond. As in the runtime, Wait takes a ticket, unlocks and
// sleeps until the ticket has been called, and Signal calls the smallest: whoever
// waits longest is woken, nobody without a call, and a call that meets nobody is
// lost. With Options.AnyWaiter, Signal may call any of them.
type Cond struct {
	// L is held while observing or changing the condition.
	L sync.Locker

	real    *sync.Cond
	once    sync.Once
	obj     obj
	self    uintptr // where it was used first: a Cond must not be copied
	waiters []*G
}

// NewCond is that of sync.
func NewCond(l sync.Locker) *Cond { return &Cond{L: l} }

func (c *Cond) outside() *sync.Cond {
	c.once.Do(func() { c.real = sync.NewCond(c.L) })
	return c.real
}

func (c *Cond) enter(x *exec) {
	c.obj.class = condClass
	here := uintptr(unsafe.Pointer(c))
	if c.self != here {
		if c.self != 0 && !x.dying {
			panic("sync.Cond is copied")
		}
		c.self = here
	}
	if c.obj.epoch != x.epoch {
		c.waiters = c.waiters[:0]
	}
}

// Wait is that of sync.Cond.
func (c *Cond) Wait() {
	x := active
	if x == nil {
		c.outside().Wait()
		return
	}
	c.enter(x)
	if !x.do(condWait, &c.obj, 0) {
		return
	}
	g := x.cur
	defer hold(c)()
	if x.tracing {
		c.lostBefore(x, g)
	}
	c.waiters = append(c.waiters, g)
	c.obj.st.a++ // the number of waiters
	g.woken = wakeup{}
	x.replaces(&g.sync)
	c.L.Unlock()
	if x.dying {
		return
	}
	g.cause, g.later = append(g.cause, g.later...), g.later[:0]
	if m, ok := c.L.(*Mutex); ok && !g.woken.up {
		// The waiter's next operation is known: it need not run to get there.
		g.op.kind, g.op.obj, g.op.arg = mutexLock, &m.obj, 0
		g.parkOn, g.why = &c.obj, "Wait"
		g.status = parked
		if x.tracing {
			g.opSite = callers(2)
		}
		x.next = x.choose()
		g.park()
		g.status = running
		g.why, g.parkOn = "", nil
		x.step(g)
		x.acquires(&g.sync)
		x.acquires(&m.obj)
		m.obj.st.a = 1
		m.holder = g
		return
	}
	if !g.woken.up {
		x.block(g, &c.obj, "Wait")
	}
	x.acquires(&g.sync)
	c.L.Lock()
}

// call wakes a waiter.
func (c *Cond) call(x *exec, i int) {
	g := c.waiters[i]
	if x.tracing {
		x.lost = slices.DeleteFunc(x.lost, func(l lostSignal) bool { return l.obj == &c.obj })
	}
	c.waiters = without(c.waiters, i)
	c.obj.st.a--
	g.woken.up = true
	x.releases(&g.sync)
	if g.parkOn != &c.obj {
		// It is still about to unlock, which does not depend on this.
		if x.record {
			g.later = append(g.later, x.cur.last)
		}
		return
	}
	if _, ok := c.L.(*Mutex); ok {
		x.because(g)
		g.why = ""
		g.status = pending
		return
	}
	x.wake(g)
}

// Signal is that of sync.Cond.
func (c *Cond) Signal() {
	x := active
	if x == nil {
		c.outside().Signal()
		return
	}
	c.enter(x)
	if x.dying {
		return
	}
	if x.opts.AnyWaiter {
		if !x.doChoose(condSignal, &c.obj, anyWaiter, c.width) {
			return
		}
	} else if !x.do(condSignal, &c.obj, 0) {
		return
	}
	g := x.cur
	if x.tracing {
		x.event().text = fmt.Sprintf("%d", len(c.waiters))
	}
	if len(c.waiters) == 0 {
		c.nobody(x, g)
		return
	}
	i := 0
	if x.opts.AnyWaiter {
		i = int(g.alt)
	}
	if x.tracing {
		x.event().text = "selects " + x.nameOf(c.waiters[i])
	}
	c.call(x, i)
}

// width is the number of waiters that a Signal may call.
func (c *Cond) width() int { return max(1, len(c.waiters)) }

// Broadcast is that of sync.Cond.
func (c *Cond) Broadcast() {
	x := active
	if x == nil {
		c.outside().Broadcast()
		return
	}
	c.enter(x)
	if !x.do(condBroadcast, &c.obj, 0) {
		return
	}
	if x.tracing {
		x.event().text = fmt.Sprintf("%d", len(c.waiters))
	}
	if len(c.waiters) == 0 {
		c.nobody(x, x.cur)
	}
	for len(c.waiters) > 0 {
		c.call(x, 0)
	}
}

// A lostSignal is a Signal or Broadcast that met nobody, and after which none met
// anybody.
type lostSignal struct {
	obj  *obj
	g    *G
	what string
	at   Pos
	then []*G // who waited afterwards
}

func (c *Cond) nobody(x *exec, g *G) {
	if x.tracing {
		x.lost = append(x.lost, lostSignal{&c.obj, g, x.events[g.last].kind.name, place(g.opSite), nil})
	}
}

func (c *Cond) lostBefore(x *exec, g *G) {
	for i := range x.lost {
		if x.lost[i].obj == &c.obj {
			x.lost[i].then = append(x.lost[i].then, g)
		}
	}
}
