package native

// A branch is a node of a wakeup tree: a step, and what it does.
type branch struct {
	step Decision
	kids []*branch
	kind *kind
	objs []int32 // in the numbers of the execution that it was taken from
	src  *origin
}

// An origin tells what events of the execution that branches were taken from did
// with objects that appeared after the branching point: their numbers mean
// something else in another execution, but an event with the same past is the
// same event.
type origin struct {
	pasts []uint64
	objs  []int32
}

// origin describes the elements of v.
func (d *dpor) origin(n *dnode) *origin {
	var o *origin
	for _, at := range d.race.v {
		if e := &d.events[at]; e.obj >= n.objects {
			if o == nil {
				o = &origin{}
			}
			o.pasts, o.objs = append(o.pasts, e.past), append(o.objs, e.obj)
		}
	}
	return o
}

// branchMeets reports whether a branch's step conflicts with what is left of v.
// Where it cannot be told whether two objects are one, it is assumed.
func (d *dpor) branchMeets(b *branch, first int32) bool {
	r := &d.race
	if b == nil {
		return true
	}
	for i, at := range r.v {
		if !r.gone[i] && d.branchTouches(b, &d.events[at], first) {
			return true
		}
	}
	return !r.gone[len(r.v)] && d.branchTouches(b, r.e, first)
}

func (d *dpor) branchTouches(b *branch, e *event, first int32) bool {
	if !b.kind.access.conflicts(e.kind.access) {
		return false
	}
	for _, o := range b.objs {
		if d.maybeSame(b, o, e.obj, first) {
			return true
		}
		for _, t := range e.more {
			if d.maybeSame(b, o, t.obj, first) {
				return true
			}
		}
	}
	return false
}

// maybeSame reports whether object o of a branch may be object p of this
// execution.
func (d *dpor) maybeSame(b *branch, o, p, first int32) bool {
	old := d.nodes[first].objects
	if o < old || p < old {
		return o == p
	}
	if b.src == nil {
		d.unsure = true
		return true
	}
	for _, at := range d.race.v {
		e := &d.events[at]
		if e.obj != p {
			continue
		}
		for i, past := range b.src.pasts {
			if past == e.past {
				return b.src.objs[i] == o
			}
		}
	}
	d.unsure = true
	return true
}
