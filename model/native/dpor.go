package native

// dpor is optimal dynamic partial-order reduction (Abdulla, Aronis, Jonsson,
// Sagonas: Source Sets: A Foundation for Optimal Dynamic Partial Order Reduction,
// JACM 2017, algorithm 2): one execution of each Mazurkiewicz trace. When an
// execution has ended, each two conflicting events that could have come in the
// other order are a race; for each the search keeps, at the point before the
// first, the sequence that leads to the second without it, in a wakeup tree.
//
// Operations that must wait are treated so: an event races with the last
// conflicting one before which it could have happened, which the states of the
// objects, kept with the events, tell. So a Lock races with the last Lock, not
// with the Unlock in between. Operations that are blocked at the end race, too.
type dpor struct {
	hb
	limit   func(*exec) bool
	nodes   []dnode
	guide   []*branch // what the wakeup tree says about the next new node
	from    int       // the events before were in the last execution whose relation was built, too
	done    bool
	blocked int64
	share   share
	unsure  bool // a wakeup tree has more than it needs
	tooMany int
	longest int

	race  race
	alts  []int32
	cands []int32
}

// A dnode is a point of the current execution: the decision there, those tried
// before and those to be tried.
type dnode struct {
	cur   Decision
	sleep []Decision // need not be tried: what follows was explored elsewhere
	tried []Decision
	tree  []*branch
	kind  *kind // what cur did
	obj   int32
	// objects is the number of objects so far: they have the same numbers in all
	// executions that come by here.
	objects int32
	old     int  // the first elements of sleep that are from above (share.go)
	level   int  // points above it with several ways (share.go)
	fork    bool // it has several ways
}

func newDPOR(limit func(*exec) bool, nth, of int) *dpor {
	return &dpor{limit: limit, share: share{nth: nth, of: of}, unsure: of > 1}
}

func (d *dpor) pick(x *exec) *G {
	at := len(x.events)
	if at > 0 {
		n, e := &d.nodes[at-1], &x.events[at-1]
		if n.kind == nil {
			n.kind, n.obj = e.kind, e.obj
		} else if n.kind != e.kind || n.obj != e.obj {
			x.differs()
			return nil
		}
	}
	if len(x.live) > maxForDPOR {
		d.tooMany = len(x.live)
		x.pruned = true
		return nil
	}
	if !x.anyEnabled() {
		return nil
	}
	if at < len(d.nodes) {
		g := d.take(x, d.nodes[at].cur)
		if g == nil {
			x.differs()
		}
		return g
	}
	n := d.push(x, at)
	if at > 0 && !d.enter(&d.nodes[at-1], n) {
		x.pruned = true
		return nil
	}
	if d.above(n) {
		if !d.all(x, n) {
			d.giveUp(x)
			return nil
		}
		return d.take(x, n.cur)
	}
	if len(d.guide) > 0 {
		n.cur, n.tree = d.guide[0].step, d.guide[1:]
		d.guide = d.guide[0].kids
		if asleep(n.sleep, n.cur) {
			d.giveUp(x)
			return nil
		}
		g := d.take(x, n.cur)
		if g == nil {
			x.differs() // it could, in the execution that this was taken from
		}
		return g
	}
	if !d.free(x, n) {
		d.giveUp(x)
		return nil
	}
	return d.take(x, n.cur)
}

// push adds a node with what is asleep there.
func (d *dpor) push(x *exec, at int) *dnode {
	if at < cap(d.nodes) {
		d.nodes = d.nodes[:at+1]
	} else {
		d.nodes = append(d.nodes, dnode{})
	}
	n := &d.nodes[at]
	n.sleep, n.tried, n.tree, n.kind, n.objects = n.sleep[:0], n.tried[:0], nil, nil, x.objects
	n.level, n.fork, n.old = 0, false, 0
	if at == 0 {
		return n
	}
	before, e := &d.nodes[at-1], &x.events[at-1]
	for l, list := range [2][]Decision{before.sleep, before.tried} {
		for i, s := range list {
			if s.G == int(e.g) || d.meets(x, x.gs[s.G], e) {
				continue
			}
			n.sleep = append(n.sleep, s)
			if d.above(before) || l == 0 && i < before.old {
				n.old++
			}
		}
	}
	return n
}

// meets reports whether the pending operation of g conflicts with an event.
func (d *dpor) meets(x *exec, g *G, e *event) bool {
	if g.status != pending {
		return true
	}
	if !g.op.kind.access.conflicts(e.kind.access) {
		return false
	}
	if e.on(g.op.obj.id) {
		return true
	}
	for _, o := range x.footprint(g) {
		if e.on(o.id) {
			return true
		}
	}
	return false
}

// free chooses at a node that the wakeup tree says nothing about: the goroutine
// that moved last, if it can, and the first of its alternatives; the others are
// to be tried, too.
func (d *dpor) free(x *exec, n *dnode) bool {
	g := x.last
	if fair := x.unfair(); g == nil || fair || !d.option(x, g, n) {
		g = nil
		for _, l := range x.live {
			if !(fair && l == x.last) && d.option(x, l, n) {
				g = l
				break
			}
		}
	}
	if g == nil {
		return false
	}
	first := true
	for _, alt := range x.ways(g) {
		s := Decision{int(g.id), int(alt)}
		if asleep(n.sleep, s) {
			continue
		}
		if first {
			n.cur, first = s, false
		} else {
			n.tree = append(n.tree, &branch{step: s})
		}
	}
	return true
}

// option reports whether g can move and one of its alternatives is awake.
func (d *dpor) option(x *exec, g *G, n *dnode) bool {
	if g.status != pending || !g.op.enabled() {
		return false
	}
	if len(n.sleep) == 0 {
		return true
	}
	for _, alt := range x.ways(g) {
		if !asleep(n.sleep, Decision{int(g.id), int(alt)}) {
			return true
		}
	}
	return false
}

func asleep(sleep []Decision, s Decision) bool {
	for _, t := range sleep {
		if s == t {
			return true
		}
	}
	return false
}

// take lets a goroutine move, nil if it cannot.
func (d *dpor) take(x *exec, s Decision) *G {
	if s.G >= len(x.gs) {
		return nil
	}
	g := x.gs[s.G]
	if g.status != pending || !g.op.enabled() {
		return nil
	}
	if g.op.sel != nil || g.op.width != nil || g.op.alts > 0 {
		ok := false
		for _, alt := range x.ways(g) {
			ok = ok || int(alt) == s.Alt
		}
		if !ok {
			return nil
		}
	}
	g.alt = int32(s.Alt)
	if l := x.last; l != nil && l != g && l.status == pending && l.op.enabled() {
		x.preempts++
	}
	x.choices = append(x.choices, s)
	return g
}

// giveUp ends an execution that is equivalent to one before. That happens only
// where it could not be told whether two objects are one (branch.go).
func (d *dpor) giveUp(x *exec) {
	if !d.unsure {
		x.differs()
		return
	}
	d.blocked++
	d.reverseAll(x)
	x.pruned = true
}

// more goes back to the last node with something left to try.
func (d *dpor) more(x *exec) bool {
	if d.tooMany > 0 || x.cut != "" {
		return false
	}
	if x.pruned {
		x.executions--
	}
	d.guide = nil
	for len(d.nodes) > 0 {
		i := len(d.nodes) - 1
		n := &d.nodes[i]
		for len(n.tree) > 0 && asleep(n.sleep, n.tree[0].step) {
			n.tree = n.tree[1:]
		}
		if len(n.tree) == 0 {
			d.nodes = d.nodes[:i]
			continue
		}
		n.tried = append(n.tried, n.cur)
		n.cur, d.guide = n.tree[0].step, n.tree[0].kids
		n.tree = n.tree[1:]
		n.kind = nil
		d.from = min(d.from, i)
		return !d.limit(x)
	}
	d.done = true
	return false
}

// ended looks for races in an execution.
func (d *dpor) ended(x *exec) {
	d.longest = max(d.longest, len(x.events))
	if d.share.parts() && !d.short(x) {
		return
	}
	d.reverseAll(x)
	d.reuse(x)
}

// reverseAll looks for the races of an execution so far. One that is given up has
// some that others have not.
func (d *dpor) reverseAll(x *exec) {
	d.build(x, d.from)
	d.from = len(x.events)
	r := &d.race
	for i := range x.events {
		e := &x.events[i]
		r.set(e, e.pre, int32(i))
		d.races(x)
		for _, s := range e.stolen {
			s.pre = d.before(s.pre, len(x.gs), s.prev, s.cause)
			r.set(s, s.pre, int32(i+1))
			d.races(x)
		}
	}
	for _, g := range x.live {
		if g.status != pending || g.op.kind.access == apart {
			continue
		}
		e := &r.blocked
		x.pendingEvent(g, e)
		e.pre = d.before(e.pre, len(x.gs), e.prev, e.cause)
		r.set(e, e.pre, int32(len(x.events)))
		d.races(x)
	}
}
