package native

// A selectOp is an operation with several ways to proceed: a select statement,
// or a yield.
type selectOp struct {
	cases      []*selCase
	hasDefault bool
	entered    bool // its cases on unbuffered channels are queued (chan.go)
	yield      *yielding
}

// alternatives of a select that are no case.
const (
	altDefault = -1
	altPark    = -2
)

// A selCase is a case of a select statement: a channel and what to do with it.
type selCase struct {
	ch   *chanObj // nil for a nil channel
	send bool
	kind *kind
	// do performs the case's operation on the real channel.
	do func(x *exec, g *G)
	w  *waiter // where it is queued
}

// ready reports whether the case can proceed in the state of its channel.
func (c *selCase) ready(s state) bool {
	if c.ch == nil {
		return false
	}
	return c.ch.open(c.send, s)
}

// open returns the alternatives that the operation has if its channels are in
// the states that at returns, or now if at is nil.
func (s *selectOp) open(at func(*obj) state, entered bool) []int32 {
	if y := s.yield; y != nil {
		if at == nil || y.changed(at) {
			return []int32{0}
		}
		return nil
	}
	var out []int32
	parks := false
	for i, c := range s.cases {
		if c.ch == nil || entered && c.ch.queues(c.send) {
			continue // who comes to a queue completes the case by itself
		}
		st := c.ch.obj.st
		if at != nil {
			st = at(&c.ch.obj)
		}
		if c.ready(st) {
			out = append(out, int32(i))
		}
		parks = parks || c.ch.queues(c.send)
	}
	switch {
	case len(out) > 0:
	case s.hasDefault:
		out = append(out, altDefault)
	case parks && !entered:
		out = append(out, altPark)
	}
	return out
}

// enabled reports whether the operation may proceed now.
func (s *selectOp) enabled() bool {
	if y := s.yield; y != nil {
		return y.turn || y.stale()
	}
	if s.hasDefault {
		return true
	}
	for _, c := range s.cases {
		if c.ch == nil || s.entered && c.ch.queues(c.send) {
			continue
		}
		if c.ready(c.ch.obj.st) || c.ch.queues(c.send) {
			return true
		}
	}
	return false
}

// A Case is a case of Select. R and S make them.
type Case interface{ prepare(x *exec) *selCase }

// Select is a select statement: it returns the number of the case that happened,
// or -1 for the default case. The rewriter makes one of
//
//	switch c0, c1 := native.R(a), native.S(b).To(v); native.Select(false, c0, c1) {
func Select(hasDefault bool, cases ...Case) int {
	x := active
	if x == nil {
		return selectOutside(hasDefault, cases)
	}
	if x.dying {
		x.afterlife()
		if hasDefault {
			return altDefault
		}
		return x.after % max(1, len(cases))
	}
	s := &selectOp{hasDefault: hasDefault}
	unbuffered := false
	var objs []*obj
	for _, c := range cases {
		sc := c.prepare(x)
		s.cases = append(s.cases, sc)
		if sc.ch == nil {
			continue
		}
		if sc.send && sc.ch.cap == 0 {
			unbuffered = true
		}
		if sc.ch.obj.epoch != x.epoch {
			x.adopt(&sc.ch.obj)
		}
		objs = appendNew(objs, &sc.ch.obj)
	}
	if unbuffered && (len(cases) > 1 || hasDefault) {
		x.visibleReceivers()
	}
	g := x.cur
	if len(objs) == 0 {
		if hasDefault {
			return altDefault
		}
		x.block(g, nil, "select without a channel")
		return altDefault
	}
	g.op.kind, g.op.obj, g.op.arg = selectKind, objs[0], 0
	g.op.more, g.op.sel = objs[1:], s
	for {
		g.woken = wakeup{}
		x.await(g)
		if g.woken.up {
			x.acquires(&g.sync)
			break // somebody else completed a case that was queued
		}
		if g.alt != altPark {
			break
		}
		s.entered = true
		s.enqueue(g)
	}
	alt := int(g.alt)
	if g.woken.up {
		alt = g.woken.nth
	} else if alt >= 0 {
		s.dequeue()
		s.cases[alt].do(x, g)
	}
	g.op.sel, g.op.more = nil, nil
	if alt == altDefault {
		x.unchanged(objs...)
	} else {
		g.looks = 0
	}
	return alt
}

var selectKind = &kind{name: "select"}

func appendNew(objs []*obj, o *obj) []*obj {
	for _, p := range objs {
		if p == o {
			return objs
		}
	}
	return append(objs, o)
}
