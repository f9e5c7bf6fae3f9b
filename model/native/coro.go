package native

import (
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
)

// A coro is a coroutine that runs one goroutine after another. Starting one
// costs a real goroutine, so they are kept.
type coro struct {
	x     *exec
	g     *G
	next  func() (struct{}, bool)
	stop  func()
	yield func(struct{}) bool
}

func newCoro(x *exec) *coro {
	c := &coro{x: x}
	c.next, c.stop = iter.Pull(c.loop)
	return c
}

// loop runs the goroutines that are bound to the coroutine. When one has ended
// and the next to move has not begun, it begins on this coroutine at once.
func (c *coro) loop(yield func(struct{}) bool) {
	c.yield = yield
	for {
		g := c.g
		c.run(g)
		c.g = nil
		if n := c.x.next; n != nil && n.co == nil && !c.x.dying && !c.x.racing() {
			c.x.next = nil
			n.co, c.g = c, n
			c.x.cur = n
			n.status = running
			continue
		}
		if c.x.racing() {
			c.x.spent = append(c.x.spent, c)
		} else {
			c.x.idle = append(c.x.idle, c)
		}
		if !yield(struct{}{}) {
			return
		}
	}
}

// run runs a goroutine's function to its end and decides who moves then.
func (c *coro) run(g *G) {
	returned := false
	defer func() {
		if returned {
			return
		}
		// A panic keeps its stack until it is recovered: take it first.
		x := c.x
		var pcs []uintptr
		if !x.dying {
			pcs = callers(2)
		}
		if p := recover(); p != nil {
			if !x.dying {
				x.panicked(g, p, pcs)
			}
			x.end(g)
			return
		}
		// Goexit: this coroutine ends, and whoever resumed it is made to exit,
		// too (hub).
		g.co, c.g = nil, nil
		x.exited(g)
		x.end(g)
	}()
	if g.id == 0 {
		c.x.acquires(&c.x.all)
	}
	c.x.acquires(&g.sync)
	g.fn()
	returned = true
	c.x.end(g)
}

// A hub resumes the coroutines. It runs on a goroutine of its own, which a
// Goexit in a coroutine ends, and begins again on a new one.
type hub struct {
	x     *exec
	done  chan struct{}
	panic string // an error of the engine itself
}

func (h *hub) loop() {
	finished := false
	if h.x.racing() {
		raceIgnoreSync(true)
	}
	defer func() {
		if h.x.racing() {
			raceIgnoreSync(false)
		}
		if finished {
			close(h.done)
			return
		}
		if p := recover(); p != nil {
			h.panic = fmt.Sprintf("%v\n%s", p, debug.Stack())
			close(h.done)
			return
		}
		go h.loop()
	}()
	x := h.x
	for {
		for x.next != nil {
			g := x.next
			x.next = nil
			x.cur = g
			if g.co == nil {
				x.start(g)
			}
			g.co.next()
		}
		if x.cull() {
			continue
		}
		if !x.nextExecution() {
			break
		}
	}
	finished = true
}

// start binds a goroutine to a coroutine.
func (x *exec) start(g *G) {
	if n := len(x.idle); n > 0 {
		g.co = x.idle[n-1]
		x.idle = x.idle[:n-1]
	} else {
		g.co = newCoro(x)
	}
	g.co.g = g
	g.status = running
}

// park gives up the processor until somebody else has chosen g to move.
func (g *G) park() {
	g.x.releases(&g.x.all)
	g.co.yield(struct{}{})
	if g.x.dying {
		g.x.acquires(&g.x.all)
		runtime.Goexit()
	}
}
