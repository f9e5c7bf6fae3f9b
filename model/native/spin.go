package native

import "runtime"

// Loops that spin. A goroutine that calls runtime.Gosched waits, in effect, until
// somebody has done something to what it has looked at since the last time:
// nothing else can change what it does. So Gosched waits for that.
// When nobody else can move, it goes on nevertheless, since the loop may count
// its turns; if it then goes on turning without end, that is a livelock. Which of
// several loops turns first then is not explored: a search in which that happened
// does not say that it is complete.

// seen is a look at an object: which version it had.
type seen struct {
	obj     *obj
	version int32
}

const (
	maxUsed   = 32   // objects that a loop is taken to look at
	maxSpins  = 1000 // turns of loops when nobody else can move
	spinReads = 100  // looks at unchanged atomics in a row that make a spinning loop
)

var (
	yieldClass = &class{"Gosched"}
	yieldKind  = &kind{name: "Gosched", access: read}
)

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
		copy(g.seen[1:], g.seen[:3])
		g.seen[0] = seen{o, o.st.v}
		g.looks = max(g.looks, 1)
		return
	case g.seen[i].version != o.st.v:
		g.looks = 0
		return
	}
	if g.looks++; g.looks >= spinReads {
		g.looks = 0
		x.spinning = true
		Gosched()
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
		copy(g.reads, g.reads[1:])
		g.reads = g.reads[:maxUsed-1]
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
	if !x.track {
		x.track, x.restart = true, true
	}
	g := x.cur
	if len(g.reads) == 0 {
		return
	}
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

// unchanged notes that the operation that has just been performed has changed
// nothing, although it might have.
func (x *exec) unchanged(os ...*obj) {
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
	x.barrier()
	return true
}
