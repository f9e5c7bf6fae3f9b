package native

// A race is two events of which the second could have come first; this is what
// is needed to reverse it.
type race struct {
	e   *event  // the second
	pre []int32 // what must come before it
	at  int32   // its place, or the number of events if it is blocked at the end
	v   []int32 // the events between that do not come after the first, in order
	// gone marks the elements of v, and of what follows it, that a wakeup tree
	// has already.
	gone    []bool
	astray  []int32 // goroutines that the tree lets move and v does not
	moved   []int32 // for each goroutine, its elements of v that are gone
	blocked event
	alt     int32
}

func (r *race) set(e *event, pre []int32, at int32) { r.e, r.pre, r.at = e, pre, at }

// races handles all races in which r.e is the second event.
func (d *dpor) races(x *exec) {
	r := &d.race
	if r.e.kind.access == apart {
		return
	}
	d.cands = d.cands[:0]
	d.candidates(r.e.obj)
	for _, t := range r.e.more {
		d.candidates(t.obj)
	}
	for _, c := range d.cands {
		d.reverse(x, c)
	}
}

// candidates finds the events on an object that race with r.e: conflicting, not
// before it for another reason, and such that it could have come before them.
func (d *dpor) candidates(obj int32) {
	r := &d.race
	list := d.accs[obj]
	for i := len(list) - 1; i >= 0; i-- {
		at := list[i]
		if at >= r.at {
			continue
		}
		e := &d.events[at]
		before := covers(r.pre, e) || e.g == r.e.g
		for _, c := range d.cands {
			before = before || covers(d.events[c].clock, e)
		}
		if !before && e.kind.access.conflicts(r.e.kind.access) && d.possible(at) {
			d.cands = append(d.cands, at)
			before = true
		}
		if before && e.kind.access == write {
			return
		}
	}
}

// possible reports whether r.e could happen before event first, after all that
// does not come after that; d.alts are the alternatives it would have.
func (d *dpor) possible(first int32) bool {
	r := &d.race
	e := r.e
	d.alts = d.alts[:0]
	switch {
	case e.sel != nil && e.sel.yield != nil && e.sel.yield.turn && first >= e.sel.yield.from:
	case e.sel != nil:
		d.alts = append(d.alts, e.sel.open(func(o *obj) state { return d.stateAt(o.id, first) }, e.entered)...)
		return len(d.alts) > 0
	case e.kind.gate != nil && !e.kind.gate(d.stateAt(e.obj, first), e.arg):
		return false
	}
	d.alts = append(d.alts, 0)
	if e.kind == condSignal && e.arg == anyWaiter {
		for i := int32(1); i < d.stateAt(e.obj, first).a; i++ {
			d.alts = append(d.alts, i)
		}
	}
	return true
}

// stateAt returns the state that an object would be in before the event first
// and after all others that do not come after that.
func (d *dpor) stateAt(obj, first int32) state {
	f := &d.events[first]
	st, end := d.race.e.stateOf(obj), d.race.at
	for _, t := range d.fired {
		if t.obj == obj && t.at > first && t.at <= end {
			st, end = t.st, t.at
			break
		}
	}
	for _, at := range d.accs[obj] {
		if at >= first && at < end && covers(d.events[at].clock, f) {
			return d.events[at].stateOf(obj)
		}
	}
	return st
}

// reverse notes at the point before the event first that r.e is to be tried
// there, unless what follows has been or will be explored.
func (d *dpor) reverse(x *exec, first int32) {
	r := &d.race
	if d.above(&d.nodes[first]) || !d.possible(first) {
		return
	}
	f := &d.events[first]
	r.v = r.v[:0]
	for i := first + 1; i < int32(len(d.events)); i++ {
		if e := &d.events[i]; !covers(e.clock, f) {
			r.v = append(r.v, i)
		}
	}
	n := &d.nodes[first]
	for _, alt := range d.alts {
		r.alt = alt
		r.begin(len(d.of))
		if d.explored(x, n, first) {
			continue
		}
		d.insert(x, n, first)
	}
}

func (r *race) begin(goroutines int) {
	r.gone = r.gone[:0]
	for range len(r.v) + 1 {
		r.gone = append(r.gone, false)
	}
	r.astray = r.astray[:0]
	r.moved = r.moved[:0]
	for range goroutines {
		r.moved = append(r.moved, 0)
	}
}

// explored reports whether an execution that begins with v was explored: a step
// that is asleep is among those that it could begin with.
func (d *dpor) explored(x *exec, n *dnode, first int32) bool {
	for l, list := range [2][]Decision{n.sleep, n.tried} {
		for i, s := range list {
			at, ok := d.initial(x, s, nil, first)
			if ok && (l == 1 || i >= n.old || at >= 0) {
				return true
			}
		}
	}
	return false
}

// insert adds v to the wakeup tree of a node.
func (d *dpor) insert(x *exec, n *dnode, first int32) {
	r := &d.race
	kids := &n.tree
	left := len(r.v) + 1
next:
	for _, b := range *kids {
		i, ok := d.initial(x, b.step, b, first)
		if !ok {
			continue
		}
		if i >= 0 {
			r.gone[i] = true
			r.moved[b.step.G]++
			left--
		} else {
			r.astray = append(r.astray, int32(b.step.G))
		}
		if len(b.kids) == 0 || left == 0 {
			return // it will be explored
		}
		kids = &b.kids
		goto next
	}
	src := d.origin(n)
	for i := range r.gone {
		if r.gone[i] {
			continue
		}
		b := &branch{step: d.step(i), src: src}
		e := r.e
		if i < len(r.v) {
			e = &d.events[r.v[i]]
		}
		b.kind, b.objs = e.kind, append(b.objs, e.obj)
		for _, t := range e.more {
			b.objs = append(b.objs, t.obj)
		}
		*kids = append(*kids, b)
		kids = &b.kids
	}
}

// step returns the i-th step of v.
func (d *dpor) step(i int) Decision {
	r := &d.race
	if i == len(r.v) {
		return Decision{int(r.e.g), int(r.alt)}
	}
	e := &d.events[r.v[i]]
	return Decision{int(e.g), int(e.alt)}
}

// initial reports whether what is left of v is equivalent to a sequence that
// begins with a step, perhaps after that step was added: it returns the place of
// the step in v, or -1. b is the step's branch if it is one of a wakeup tree.
func (d *dpor) initial(x *exec, s Decision, b *branch, first int32) (int, bool) {
	r := &d.race
	n := len(r.v)
	for i := 0; i <= n; i++ {
		if r.gone[i] {
			continue
		}
		if i == n {
			if int(r.e.g) != s.G {
				break
			}
			if int(r.alt) != s.Alt {
				return 0, false
			}
			for j := range n {
				if e := &d.events[r.v[j]]; !r.gone[j] && (covers(r.pre, e) || e.touches(r.e)) {
					return 0, false
				}
			}
			return i, true
		}
		e := &d.events[r.v[i]]
		if int(e.g) != s.G {
			continue
		}
		if int(e.alt) != s.Alt {
			return 0, false
		}
		for j := range i {
			if !r.gone[j] && covers(e.clock, &d.events[r.v[j]]) {
				return 0, false
			}
		}
		return i, true
	}
	// Not in v: it may be added before if it is independent of all that is left.
	for _, g := range r.astray {
		if int(g) == s.G {
			return -1, !d.branchMeets(b, first)
		}
	}
	op, ok := d.nextOp(x, s.G, first)
	if !ok {
		return 0, false
	}
	for i, at := range r.v {
		if !r.gone[i] && op.touches(&d.events[at]) {
			return 0, false
		}
	}
	return -1, r.gone[n] || !r.e.touches(&op)
}

// nextOp returns the operation that a goroutine would do next before the event
// first, after its elements of v that are gone.
func (d *dpor) nextOp(x *exec, id int, first int32) (event, bool) {
	r := &d.race
	k := int(r.moved[id])
	for _, at := range d.of[id] {
		if at < first {
			continue
		}
		if k == 0 {
			return d.events[at], true
		}
		k--
	}
	g := x.gs[id]
	if k > 0 || g.status != pending {
		return event{}, false
	}
	e := event{kind: g.op.kind, obj: g.op.obj.id}
	for _, o := range x.footprint(g) {
		e.more = append(e.more, touch{o.id, o.st})
	}
	return e, true
}
