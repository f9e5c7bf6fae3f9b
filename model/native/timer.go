package native

import (
	"fmt"
	"time"
)

// Timers. TimersIdle: when nothing else can run, time goes on to the next
// deadline and all timers of that deadline fire, which happens after everything
// before and before everything afterwards. TimersAny: a started timer is like a
// goroutine that may fire at any moment; durations say nothing.

const (
	maxLate  = 64 // times that time goes on after the main function has returned
	maxTicks = 3  // ticks of a ticker at any moment, TimersAny; more when nothing else can run
	maxPolls = 2  // turns of spinning loops between two deadlines
)

var (
	timerClass = &class{name: "Timer"}
	timerStop  = &kind{name: "Stop"}
	timerReset = &kind{name: "Reset"}
	timerFire  = &kind{name: "fires"}
)

// epochTime is when each execution begins, as in testing/synctest.
var epochTime = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// A clock has the time of an execution and the timers that run.
type clock struct {
	now    time.Duration
	timers []*Alarm // sorted by deadline, then by when they were started
	late   int
	polls  int
}

func (c *clock) reset() { *c = clock{timers: c.timers[:0]} }

// An Alarm is what a time.Timer is made of.
type Alarm struct {
	obj    obj
	x      *exec
	epoch  uint64
	when   time.Duration
	period time.Duration
	ticks  int
	active bool
	fire   func() // on the goroutine that runs
	idle   bool   // it is no timer of the program: Idle
	run    bool   // fire is the user's function and gets a goroutine
	ch     *chanObj
	drain  func()
	g      *G // TimersAny
	site   []uintptr
}

// Exploring reports whether an execution is running: the time is its own then.
func Exploring() bool { return active != nil }

// Now is time.Now of the execution.
func Now() time.Time { return epochTime.Add(active.clock.now) }

// Sleep is time.Sleep.
func Sleep(d time.Duration) {
	x := active
	switch {
	case x == nil:
		time.Sleep(d)
	case x.dying:
		x.afterlife()
	case d <= 0 || x.opts.Timers == TimersAny:
		Gosched()
	default:
		g := x.cur
		x.timersUsed = true
		a := &Alarm{x: x, epoch: x.epoch}
		if x.tracing {
			a.site = callers(2)
		}
		a.fire = func() { x.rouse(g) }
		x.clock.add(a, d)
		x.block(g, nil, "Sleep")
	}
}

// Bubble says that the program relies on time that goes on when nothing else can
// run (testing/synctest): its timers do not fire at other moments.
func Bubble() {
	if x := active; x != nil {
		x.opts.Timers = TimersIdle
	}
}

// Idle returns when nothing else can run at the time that it is.
func Idle() {
	x := active
	switch {
	case x == nil:
	case x.dying:
		x.afterlife()
	default:
		g := x.cur
		a := &Alarm{x: x, epoch: x.epoch, idle: true}
		a.fire = func() { x.rouse(g) }
		x.clock.add(a, 0)
		x.block(g, nil, "all others to wait")
		x.acquires(&x.all) // it comes after what they have done
	}
}

// NewAlarm starts a timer. If it has a channel, fire sends to it.
func NewAlarm(d, period time.Duration, fire func()) *Alarm {
	a := &Alarm{x: active, epoch: active.epoch, period: period, run: true}
	a.fire = func() {
		a.x.acquires(&a.obj)
		fire()
	}
	a.obj.class = timerClass
	a.begin(d)
	return a
}

// NewChanAlarm starts a timer that sends the time to c, which has room for one.
func NewChanAlarm(d, period time.Duration, c chan time.Time) *Alarm {
	x := active
	a := &Alarm{x: x, epoch: x.epoch, period: period}
	a.obj.class = timerClass
	a.ch = ofSend(x, c)
	a.fire = func() {
		if x.record && a.g == nil { // it is no event
			x.fired = append(x.fired, firing{int32(len(x.events)), a.ch.obj.id, a.ch.obj.st})
		}
		if a.ch.obj.st.a == 0 {
			x.unseen(func() { c <- epochTime.Add(x.clock.now) })
			a.ch.obj.st.a++
		}
	}
	a.drain = func() {
		if a.ch.obj.st.a > 0 {
			x.unseen(func() { <-c })
			a.ch.obj.st.a--
		}
	}
	a.begin(d)
	return a
}

func (a *Alarm) begin(d time.Duration) {
	a.active = true
	x := a.x
	x.releases(&a.obj)
	x.timersUsed = true
	if x.dying {
		return
	}
	if x.tracing {
		a.site = callers(4)
	}
	if x.opts.Timers == TimersAny {
		a.spawn()
		return
	}
	x.clock.add(a, d)
}

// spawn makes the pseudo goroutine that fires the timer.
func (a *Alarm) spawn() {
	x := a.x
	p := x.cur
	g := x.newG(p.id + 1)
	g.t = p.t
	g.timer = true
	g.site = a.site
	if x.record {
		if p.last >= 0 {
			g.cause = append(g.cause, p.last)
		}
		g.cause = append(g.cause, p.cause...)
	}
	if a.obj.epoch != x.epoch {
		x.adopt(&a.obj)
	}
	g.op.kind, g.op.obj, g.op.arg = timerFire, &a.obj, 0
	g.op.more = nil
	if a.ch != nil {
		g.op.more = []*obj{&a.ch.obj}
	}
	g.status = pending
	a.g = g
	g.fn = func() {
		x.step(g)
		g.op.more = nil
		g.timer = !a.run
		a.ticks++
		switch {
		case a.period > 0 && a.ticks < maxTicks:
			a.spawn()
		case a.period > 0: // a ticker goes on, or who waits for it would seem to be stuck
			x.clock.add(a, a.period)
		default:
			a.active = false
		}
		if a.run {
			a.g = nil // fire is the user's, and may start it again
		}
		a.fire()
		if g == a.g {
			a.g = nil
		}
	}
}

// stopped takes the timer back; it reports whether it was running.
func (a *Alarm) stopped() bool {
	was := a.active
	a.active = false
	if a.g != nil {
		a.x.steal(a.g)
		a.g.status = over
		for i, g := range a.x.live {
			if g == a.g {
				a.x.live = without(a.x.live, i)
				break
			}
		}
		a.g = nil
	}
	c := &a.x.clock
	for i, t := range c.timers {
		if t == a {
			c.timers = without(c.timers, i)
			break
		}
	}
	if a.drain != nil {
		a.drain()
	}
	return was
}

func (a *Alarm) do(k *kind) bool {
	x := a.x
	if active != x || a.epoch != x.epoch {
		return false
	}
	g := x.cur
	if a.ch != nil && !x.dying {
		g.op.more = []*obj{&a.ch.obj}
	}
	alive := x.do(k, &a.obj, 0)
	g.op.more = nil
	return alive
}

// Stop is that of time.Timer.
func (a *Alarm) Stop() bool { return a.do(timerStop) && a.stopped() }

// Reset is that of time.Timer.
func (a *Alarm) Reset(d, period time.Duration) bool {
	if !a.do(timerReset) {
		return false
	}
	was := a.stopped()
	a.period = period
	a.begin(d)
	return was
}

func (c *clock) add(a *Alarm, d time.Duration) {
	a.when = c.now + max(d, 0)
	i := len(c.timers)
	for i > 0 && c.timers[i-1].when > a.when {
		i--
	}
	c.timers = append(c.timers, a)
	for j := len(c.timers) - 1; j > i; j-- {
		c.timers[j], c.timers[j-1] = c.timers[j-1], c.timers[j]
	}
}

// quiesce lets time go on when nobody can move. It reports whether somebody can
// then.
func (x *exec) quiesce() bool {
	if x.finding != nil {
		return false
	}
	c := &x.clock
	if len(c.timers) == 0 || c.polls < maxPolls {
		c.polls++
		if x.letSpin() {
			return true
		}
	}
	c.polls = 0
	if len(c.timers) == 0 || x.finding != nil {
		return false
	}
	if x.mainOver {
		if c.late++; c.late > maxLate {
			return false
		}
	}
	x.steps++
	if x.steps >= x.maxSteps {
		x.cut = fmt.Sprintf("an execution was not over after %d operations and ticks of timers", x.maxSteps)
		x.pruned = true
		return false
	}
	c.now = c.timers[0].when
	x.barrier()
	for len(c.timers) > 0 && c.timers[0].when == c.now {
		a := c.timers[0]
		c.timers = without(c.timers, 0)
		if x.tracing && !a.idle {
			x.narrateTimer(a)
		}
		if a.period > 0 {
			c.add(a, a.period)
		} else {
			a.active = false
		}
		if a.run {
			g := x.newG(1) // main's: the clock belongs to nobody
			g.fn = a.fire
			g.site = a.site
			x.after1(g)
			x.ready = append(x.ready, g)
		} else {
			a.fire()
		}
	}
	return true
}

// barrier makes everything so far a reason for everything that follows. What a
// goroutine was about to do already could have come before, had others moved
// otherwise: only that it did not is a consequence.
func (x *exec) barrier() {
	for _, g := range x.live {
		if g.status == pending {
			g.barrier = int32(len(x.events))
		} else {
			x.after1(g)
		}
	}
}

func (x *exec) after1(g *G) {
	if x.record {
		g.cause = append(g.cause[:0], ^int32(len(x.events)))
	}
}

// A firing is that a timer changed the state of its channel, between events.
type firing struct {
	at  int32 // before this event
	obj int32
	st  state // before
}

// rouse makes a sleeping goroutine ready.
func (x *exec) rouse(g *G) {
	g.status = ready
	x.ready = append(x.ready, g)
}
