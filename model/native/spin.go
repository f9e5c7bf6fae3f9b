package native

import (
	"runtime"
	"time"
)

// Loops that spin. A loop that turns without an effect, by runtime.Gosched or by
// looking at atomics again and again, waits until somebody has done something to
// what it has looked at in its last turn: nothing else can change what it does.
// That is so only of a loop that does not count its turns. So the first time that
// a loop is about to wait, it is tried: it turns alone, and if it has not come to
// anything else after many turns, it is one that waits; otherwise each of its
// turns is explored like any other code. Either way the search begins again.
//
// When nobody else can move, a loop that waits goes on nevertheless; if it then
// goes on turning without end, that is a livelock. Which of several loops turns
// first then is not explored: a search in which that happened does not say that it
// is complete.

// seen is a look at an object: which version it had.
type seen struct {
	obj     *obj
	version int32
}

const (
	maxUsed   = 32   // objects that a loop is taken to look at
	maxSpins  = 1000 // turns of loops when nobody else can move
	spinReads = 100  // looks at unchanged atomics in a row that make a spinning loop

	trialTurns = 10_000 // turns after which a loop is taken to wait
	trialOps   = 2 * spinReads
)

// A trial is an execution in which a loop turns alone, to see whether it ends. It
// is not one of those that the search counts.
type trial struct {
	g     *G // nil: there is none
	site  uintptr
	turns int
	ops   int // operations since the last turn
}

var yieldKind = &kind{name: "Gosched", access: read}

// looked notes that the running goroutine has looked at something and changed
// nothing: an atomic, a lock that it could not have, a channel that was not ready.
//
// A loop looks at the same few things again and again.
func (x *exec) looked(o *obj) {
	g := x.cur
	if g.looks == 0 {
		g.seen = [4]seen{}
	}
	i := 0
	for i < len(g.seen) && g.seen[i].obj != o {
		i++
	}
	switch {
	case i == len(g.seen):
		g.seen[3], g.seen[2], g.seen[1] = g.seen[2], g.seen[1], g.seen[0]
		g.seen[0] = seen{o, o.st.v}
		g.looks = max(g.looks, 1)
		return
	case g.seen[i].version != o.st.v:
		g.looks = 0
		return
	}
	if g.looks++; g.looks >= spinReads {
		g.looks = 0
		x.turn(g, siteOf(), true, spinReads)
	}
}

// use notes the version of an object that the goroutine has used.
func (g *G) use(o *obj) {
	for i := range g.reads {
		if g.reads[i].obj == o {
			g.reads[i].version = o.st.v
			return
		}
	}
	if len(g.reads) == maxUsed {
		g.wrote = true // it is no simple loop
		return
	}
	g.reads = append(g.reads, seen{o, o.st.v})
}

// Gosched is runtime.Gosched.
func Gosched() {
	x := active
	if x == nil {
		runtime.Gosched()
		return
	}
	if x.dying {
		x.afterlife()
		return
	}
	g, site := x.cur, siteOf()
	again := g.turnedAt == site && !g.wrote
	g.turnedAt, g.wrote, g.looks = site, false, 0
	x.turn(g, site, again, 1)
}

// siteOf identifies the place in the user's code that a turn was called from.
func siteOf() uintptr {
	var pcs [4]uintptr
	runtime.Callers(3, pcs[:])
	sum := uint64(0)
	for _, pc := range pcs {
		sum = mix(sum ^ uint64(pc))
	}
	return uintptr(sum)
}

// turn is told that a goroutine may have turned a loop n times at a place; idle
// says that it has come there before, and had no effect since. It returns when it
// is to go on.
func (x *exec) turn(g *G, site uintptr, idle bool, n int) {
	if !x.track {
		x.track, x.restart = true, true
	}
	if t := &x.trial; t.g == g {
		if idle && t.site == site {
			t.ops = 0
			if t.turns += n; t.turns >= trialTurns {
				x.loops[site] = true
				t.g, t.site = nil, 0
				x.over = true
			}
		}
		g.reads = g.reads[:0]
		return
	}
	if !idle || len(g.reads) == 0 {
		g.reads = g.reads[:0]
		return
	}
	waits, known := x.loops[site]
	switch {
	case !known && x.trial.site == 0:
		x.loops[site] = false
		x.trial = trial{g: g, site: site}
		x.restart, x.pruned = true, true
		fallthrough
	case !waits:
		g.reads = g.reads[:0]
		return
	}
	x.spinning = true
	y := &yielding{seen: g.reads}
	for _, r := range g.reads {
		y.objs = append(y.objs, r.obj)
	}
	g.reads = nil
	g.op.kind, g.op.arg = yieldKind, 0
	g.op.obj, g.op.more = y.seen[0].obj, y.objs[1:]
	g.op.sel = &selectOp{yield: y}
	x.await(g)
	g.op.sel, g.op.more = nil, nil
	g.reads = g.reads[:0]
}

// tried returns who moves next while a loop is tried: the loop, or others if it
// has to wait for them.
func (x *exec) tried() *G {
	g := x.trial.g
	if g == nil || x.over || g.status != pending {
		return nil
	}
	if !g.op.enabled() {
		g = nil
		for _, l := range x.live {
			if l.status == pending && l.op.enabled() {
				g = l
				break
			}
		}
		if g == nil {
			return nil
		}
	}
	g.alt = x.ways(g)[0]
	return g
}

// unchanged notes that the operation that has just been performed has changed
// nothing, although it might have.
func (x *exec) unchanged(os ...*obj) {
	x.cur.wrote = x.cur.wroteWas
	for _, o := range os {
		o.st.v--
		if x.track {
			x.cur.use(o)
		}
	}
	x.looked(os[0])
}

// A yielding goroutine waits until one of the objects has changed, or turn is
// given to it because nobody else can move.
type yielding struct {
	seen []seen
	objs []*obj
	turn bool
	from int32 // the number of events when it was given
}

func (y *yielding) stale() bool { return y.changed(func(o *obj) state { return o.st }) }

// changed reports whether an object has changed, if they are in the states that
// at returns.
func (y *yielding) changed(at func(*obj) state) bool {
	for _, s := range y.seen {
		if at(s.obj).v != s.version {
			return true
		}
	}
	return false
}

// letSpin gives a turn to the goroutines that spin, when nobody else can move.
func (x *exec) letSpin() bool {
	n := 0
	for _, g := range x.live {
		if g.status == pending && g.op.sel != nil && g.op.sel.yield != nil {
			y := g.op.sel.yield
			y.turn, y.from = true, int32(len(x.events))
			n++
		}
	}
	if n == 0 {
		return false
	}
	if x.spins++; x.spins > maxSpins {
		x.livelock()
		return false
	}
	x.turned = x.turned || n > 1
	if len(x.clock.timers) == 0 {
		// It may be the clock that the loop looks at.
		x.clock.now += time.Millisecond << min(x.spins, 30)
	}
	x.barrier()
	return true
}
