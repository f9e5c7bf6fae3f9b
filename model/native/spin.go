package native

// Loops that spin. A goroutine that calls runtime.Gosched between looks at
// atomics waits, in effect, until somebody has written one of those it has
// looked at: nothing else can change what it does. So Gosched waits for that.
// When nobody else can move, it goes on nevertheless, since the loop may count
// its turns; if it then goes on turning without end, that is a livelock.

// seen is a look at an object: which version it had.
type seen struct {
	obj     *obj
	version int32
}

const (
	maxSpins  = 1000 // turns of loops when nobody else can move
	spinReads = 200  // looks at unchanged atomics in a row that make a spinning loop
)

var (
	yieldClass = &class{"Gosched"}
	yieldKind  = &kind{name: "Gosched", access: read}
)

// reading notes that the running goroutine looks at an object.
func (x *exec) reading(o *obj) {
	g := x.cur
	g.reads = append(g.reads, seen{o, o.st.a})
	if len(g.reads) >= spinReads {
		x.spinning = true
		Gosched()
	}
}

// Gosched is runtime.Gosched.
func Gosched() {
	x := active
	if x == nil {
		return
	}
	if x.dying {
		x.afterlife()
		return
	}
	g := x.cur
	if len(g.reads) == 0 {
		return
	}
	var y yielding
	for _, r := range g.reads {
		y.add(r)
	}
	g.reads = g.reads[:0]
	if !y.stale() {
		g.op.kind, g.op.arg = yieldKind, 0
		g.op.obj, g.op.more = y.seen[0].obj, y.objs[1:]
		g.op.sel = &selectOp{yield: &y}
		x.await(g)
		g.op.sel, g.op.more = nil, nil
	}
}

// A yielding goroutine waits until one of the objects has changed, or turn is
// given to it because nobody else can move.
type yielding struct {
	seen []seen
	objs []*obj
	turn bool
	from int32 // the number of events when it was given
}

func (y *yielding) add(s seen) {
	for i := range y.seen {
		if y.seen[i].obj == s.obj {
			y.seen[i].version = s.version
			return
		}
	}
	y.seen = append(y.seen, s)
	y.objs = append(y.objs, s.obj)
}

func (y *yielding) stale() bool { return y.changed(func(o *obj) state { return o.st }) }

// changed reports whether an object has changed, if they are in the states that
// at returns.
func (y *yielding) changed(at func(*obj) state) bool {
	for _, s := range y.seen {
		if at(s.obj).a != s.version {
			return true
		}
	}
	return false
}

// letSpin gives a turn to the goroutines that spin, when nobody else can move.
func (x *exec) letSpin() bool {
	any := false
	for _, g := range x.live {
		if g.status == pending && g.op.sel != nil && g.op.sel.yield != nil {
			y := g.op.sel.yield
			y.turn, y.from = true, int32(len(x.events))
			any = true
		}
	}
	if any {
		if x.spins++; x.spins > maxSpins {
			x.livelock()
			return false
		}
		x.barrier()
	}
	return any
}
