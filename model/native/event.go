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
	// barrier: the event came after all events before this one.
	barrier int32
	sel     *selectOp
	// entered: the select was queued already (chan.go).
	entered bool

	// Vector clocks (dpor.go): pre is what happened before the goroutine could
	// try the operation, clock includes the operation and what it conflicts with.
	pre, clock []int32
	// past is a hash of all that came before it, itself included, in whatever
	// order it came: the same event in another execution has the same.
	past uint64

	// stolen are operations of other goroutines that can no longer happen: the
	// event has completed a queued select, or stopped a timer.
	stolen []*event

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
	e.more, e.stolen = e.more[:0], nil
	for _, o := range x.footprint(g) {
		e.more = append(e.more, touch{o.id, o.st})
	}
	e.alts = x.alternatives(g)
	e.sel = g.op.sel
	e.entered = e.sel != nil && e.sel.entered
	e.cause = append(e.cause[:0], g.cause...)
	g.cause = g.cause[:0]
	e.barrier, g.barrier = g.barrier, 0
	g.last = int32(i)
	if x.tracing {
		e.site = g.opSite
		if x.coarse && g.op.kind.quiet {
			e.site = callers(3)
		}
		e.op, e.text = g.op.obj, ""
	}
}

// pendingEvent describes the operation that g is about to do as an event.
func (x *exec) pendingEvent(g *G, e *event) {
	more := e.more[:0]
	for _, o := range x.footprint(g) {
		more = append(more, touch{o.id, o.st})
	}
	*e = event{
		g: g.id, count: g.count + 1, kind: g.op.kind, obj: g.op.obj.id, arg: g.op.arg, prev: g.last, st: g.op.obj.st,
		sel: g.op.sel, entered: g.op.sel != nil && g.op.sel.entered, more: more, cause: append(e.cause[:0], g.cause...), pre: e.pre,
	}
}

// steal notes that the event that is happening takes away what g, which has not
// moved, was about to do.
func (x *exec) steal(g *G) {
	if x.record && g.status == pending {
		e := &event{}
		x.pendingEvent(g, e)
		now := x.event()
		now.stolen = append(now.stolen, e)
	}
}

// alternatives returns how many ways there are for g's operation to proceed now.
func (x *exec) alternatives(g *G) int32 {
	switch {
	case g.op.sel != nil:
		return int32(len(g.op.sel.open(nil, g.op.sel.entered)))
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
