package native

// hb has the happens-before relation of the events of an execution: program
// order, what let a goroutine go on (a go statement, a Signal, the other side of
// a channel), and the order of conflicting operations on an object. A vector
// clock counts, for each goroutine, how many of its events come before.
type hb struct {
	events []event
	accs   [][]int32 // of each object, the events that touch it
	of     [][]int32 // of each goroutine, its events
	fired  []firing
}

// build computes the relation; the clocks of the first from events are still
// right.
func (h *hb) build(x *exec, from int) {
	h.events, h.fired = x.events, x.fired
	for i := range h.accs {
		h.accs[i] = h.accs[i][:0]
	}
	for len(h.accs) < int(x.objects) {
		h.accs = append(h.accs, nil)
	}
	for i := range h.of {
		h.of[i] = h.of[i][:0]
	}
	for len(h.of) < len(x.gs) {
		h.of = append(h.of, nil)
	}
	for i := range h.events {
		e := &h.events[i]
		if i >= from {
			e.pre = h.before(e.pre, len(x.gs), e.prev, e.cause)
			e.clock = append(e.clock[:0], e.pre...)
			h.barrier(e.clock, e.barrier)
			e.clock = h.conflicts(e.clock, e.kind.access, e.obj)
			for _, t := range e.more {
				e.clock = h.conflicts(e.clock, e.kind.access, t.obj)
			}
			e.clock[e.g] = e.count
			e.past = h.pastOf(e)
		}
		if e.kind.access != apart {
			h.accs[e.obj] = append(h.accs[e.obj], int32(i))
			for _, t := range e.more {
				h.accs[t.obj] = append(h.accs[t.obj], int32(i))
			}
		}
		h.of[e.g] = append(h.of[e.g], int32(i))
	}
}

// before returns the clock of what lets a goroutine try its next operation.
func (h *hb) before(buf []int32, n int, prev int32, cause []int32) []int32 {
	buf = buf[:0]
	for range n {
		buf = append(buf, 0)
	}
	if prev >= 0 {
		join(buf, h.events[prev].clock)
	}
	for _, c := range cause {
		if c >= 0 {
			join(buf, h.events[c].clock)
			continue
		}
		h.barrier(buf, ^c)
	}
	return buf
}

// barrier adds to a clock all events before the n-th.
func (h *hb) barrier(clock []int32, n int32) {
	for i := range h.events[:n] {
		e := &h.events[i]
		clock[e.g] = max(clock[e.g], e.count)
	}
}

// pastOf hashes an event and what came before it.
func (h *hb) pastOf(e *event) uint64 {
	sum := mix(uint64(e.g)<<32|uint64(uint32(e.count))) + uint64(uint32(e.alt))
	if e.prev >= 0 {
		sum += mix(h.events[e.prev].past)
	}
	for _, c := range e.cause {
		if c >= 0 {
			sum += mix(h.events[c].past + 1)
			continue
		}
		for i := range h.events[:^c] {
			sum += mix(h.events[i].past + 2)
		}
	}
	for i := range h.events[:e.barrier] {
		sum += mix(h.events[i].past + 2)
	}
	sum += h.pastOn(e.kind.access, e.obj)
	for _, t := range e.more {
		sum += h.pastOn(e.kind.access, t.obj)
	}
	return mix(sum)
}

func (h *hb) pastOn(a access, obj int32) (sum uint64) {
	if a == apart {
		return 0
	}
	list := h.accs[obj]
	for i := len(list) - 1; i >= 0; i-- {
		e := &h.events[list[i]]
		if a.conflicts(e.kind.access) {
			sum += mix(e.past + 3)
		}
		if e.kind.access == write {
			break
		}
	}
	return sum
}

func mix(z uint64) uint64 {
	r := rng(z)
	return r.next()
}

// conflicts adds to a clock the events so far that conflict with an access.
func (h *hb) conflicts(clock []int32, a access, obj int32) []int32 {
	if a == apart {
		return clock
	}
	list := h.accs[obj]
	for i := len(list) - 1; i >= 0; i-- {
		e := &h.events[list[i]]
		if a.conflicts(e.kind.access) {
			join(clock, e.clock)
		}
		if e.kind.access == write {
			break
		}
	}
	return clock
}

func join(a, b []int32) {
	for i, n := range b {
		if n > a[i] {
			a[i] = n
		}
	}
}

// covers reports whether an event is among what a clock counts.
func covers(clock []int32, e *event) bool {
	return int(e.g) < len(clock) && clock[e.g] >= e.count
}

// touches reports whether two events conflict, apart from what their goroutines
// are.
func (e *event) touches(f *event) bool {
	if !e.kind.access.conflicts(f.kind.access) {
		return false
	}
	if f.on(e.obj) {
		return true
	}
	for _, t := range e.more {
		if f.on(t.obj) {
			return true
		}
	}
	return false
}

func (e *event) on(obj int32) bool {
	if e.obj == obj {
		return true
	}
	for _, t := range e.more {
		if t.obj == obj {
			return true
		}
	}
	return false
}

// stateOf returns the state that an object was in before the event.
func (e *event) stateOf(obj int32) state {
	if e.obj == obj {
		return e.st
	}
	for _, t := range e.more {
		if t.obj == obj {
			return t.st
		}
	}
	return state{}
}
