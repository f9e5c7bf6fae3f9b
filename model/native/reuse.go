package native

// A WaitGroup whose counter has become zero must not be used for another round
// before all its waiters have returned from Wait. That one may not have is not
// something that operations tell: its goroutine came to Wait, and has not moved
// since. Two executions of one Mazurkiewicz trace differ in whether it came before
// the counter became zero; so for each trace the search asks whether it can have,
// and if so, runs the execution in which it did.

// reuse looks in an execution that has ended for a WaitGroup that is reused too
// early, or would be if its waiter came as early as it can.
func (d *dpor) reuse(x *exec) {
	for i := range x.events {
		add := &x.events[i]
		if add.kind != wgAdd || add.st.a != 0 || add.arg <= 0 {
			continue
		}
		zero := d.becameZero(add.obj, int32(i))
		if zero == nil {
			continue
		}
		for _, at := range d.accs[add.obj] {
			if w := &x.events[at]; at > int32(i) && w.kind == wgWait && !covers(w.pre, zero) {
				d.showReuse(x, w.pre, int32(i))
				return
			}
		}
		for _, g := range x.live {
			if g.status != pending || g.op.kind != wgWait || g.op.obj.id != add.obj {
				continue
			}
			w := &d.race.blocked
			x.pendingEvent(g, w)
			w.pre = d.before(w.pre, len(x.gs), w.prev, w.cause)
			if !covers(w.pre, zero) {
				d.showReuse(x, w.pre, int32(i))
				return
			}
		}
	}
}

// becameZero returns the last event before the i-th by which the counter became
// zero, nil if it has been zero from the beginning.
func (d *dpor) becameZero(obj, i int32) *event {
	var zero *event
	for _, at := range d.accs[obj] {
		if e := &d.events[at]; at < i && e.arg != 0 && e.st.a+e.arg == 0 {
			zero = e
		}
	}
	return zero
}

// showReuse ends the search with the execution in which what is in the clock, which
// lets the waiter come to Wait, happens first, and the rest up to the i-th event
// afterwards.
func (d *dpor) showReuse(x *exec, pre []int32, i int32) {
	f := &Finding{Kind: KindMisuse, Message: "WaitGroup is reused before previous Wait has returned"}
	for at := range x.events {
		if e := &x.events[at]; covers(pre, e) {
			f.Schedule = append(f.Schedule, Decision{int(e.g), int(e.alt)})
		}
	}
	for at := range x.events[:i+1] {
		if e := &x.events[at]; !covers(pre, e) {
			f.Schedule = append(f.Schedule, Decision{int(e.g), int(e.alt)})
		}
	}
	x.finding = f
}
