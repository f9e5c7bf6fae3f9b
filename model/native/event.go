package native

// An event is an operation that was performed. Events are recorded for
// partial-order reduction and for reports.
type event struct {
	g     int32
	count int32 // it is the goroutine's count-th, from 1
	kind  *kind
	obj   int32
	arg   int32
	alt   int32
	alts  int32 // number of alternatives that it had
	prev  int32 // the goroutine's event before it, -1 if none
	st    state // of the object, before
	more  []touch
	cause []int32
	sel   *selectOp

	// Vector clocks (dpor.go): pre is what happened before the goroutine could
	// try the operation, clock includes the operation and what it conflicts with.
	pre, clock []int32

	site []uintptr // when tracing
	op   *obj
	text string
}

// A touch is a further object of an event, and its state before.
type touch struct {
	obj int32
	st  state
}

// note records the operation that g is about to perform.
func (x *exec) note(g *G) {
	g.count++
	i := len(x.events)
	if i < cap(x.events) {
		x.events = x.events[:i+1]
	} else {
		x.events = append(x.events, event{})
	}
	e := &x.events[i]
	e.g, e.count, e.kind, e.arg, e.alt, e.prev = g.id, g.count, g.op.kind, g.op.arg, g.alt, g.last
	e.obj, e.st = g.op.obj.id, g.op.obj.st
	e.more = e.more[:0]
	for _, o := range g.op.more {
		e.more = append(e.more, touch{o.id, o.st})
	}
	e.alts = x.alternatives(g)
	e.sel = g.op.sel
	e.cause = append(e.cause[:0], g.cause...)
	g.cause = g.cause[:0]
	g.last = int32(i)
	if x.tracing {
		e.site = g.opSite
		if x.coarse && g.op.kind.quiet {
			e.site = callers(3)
		}
		e.op, e.text = g.op.obj, ""
	}
}

// alternatives returns how many ways there are for g's operation to proceed now.
func (x *exec) alternatives(g *G) int32 {
	switch {
	case g.op.sel != nil:
		return int32(len(g.op.sel.open(nil)))
	case g.op.width != nil:
		return int32(g.op.width())
	case g.op.alts > 0:
		return g.op.alts
	}
	return 1
}

// event returns the one that is being performed.
func (x *exec) event() *event {
	if !x.record || len(x.events) == 0 {
		return nil
	}
	return &x.events[len(x.events)-1]
}
