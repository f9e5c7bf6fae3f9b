package dpor

import "github.com/condcheck/condcheck/model"

// Clocks and races. A clock says for each thread how many of its events come
// before; what is past its end is 0.

func covers(clock []int32, e *event) bool {
	return int(e.thread) < len(clock) && clock[e.thread] >= e.index
}

func join(clock, other []int32) []int32 {
	for i, n := range other {
		if i == len(clock) {
			return append(clock, other[i:]...)
		}
		clock[i] = max(clock[i], n)
	}
	return clock
}

// A clockFrom is a clock of what comes before all but the first accesses of a step.
type clockFrom struct {
	access int
	clock  []int32
}

// clocks computes what came before event i, and its races.
func (d *Search) clocks(i int) {
	e := &d.events[i]
	e.before = d.past(e.before[:0], i, e.thread)
	e.clock = append(e.clock[:0], e.before...)
	for j := i - 1; j >= 0; j-- {
		f := &d.events[j]
		if !covers(e.clock, f) && (meet(e.foot, f.foot) || firstBehind(e.foot, f.foot) >= 0) {
			e.clock = join(e.clock, f.clock)
		}
	}
	for len(e.clock) <= int(e.thread) {
		e.clock = append(e.clock, 0)
	}
	e.clock[e.thread] = e.index
	e.races = d.candidates(e.races[:0], e, i)
}

// past is the clock of a thread behind the first n events.
func (d *Search) past(clock []int32, n int, thread int32) []int32 {
	for j := n - 1; j >= 0; j-- {
		if d.events[j].thread == thread {
			return join(clock, d.events[j].clock)
		}
	}
	if int(thread) < len(d.born) && n > 0 {
		return join(clock, d.events[d.born[thread]].clock)
	}
	return clock
}

// candidates returns the events that race with e, of those before the n-th:
// conflicting, not before it for another reason, and such that it could have come
// before them.
func (d *Search) candidates(list []pair, e *event, n int) []pair {
	d.acc, d.behind = append(d.acc[:0], e.before...), d.behind[:0]
next:
	for j := n - 1; j >= 0; j-- {
		f := &d.events[j]
		if covers(d.acc, f) {
			continue
		}
		at := firstMeeting(e.foot, f.foot)
		if b := firstBehind(e.foot, f.foot); b >= 0 {
			d.behind = append(d.behind, clockFrom{b, f.clock})
		}
		if at < 0 {
			continue
		}
		for _, b := range d.behind {
			if b.access < at && covers(b.clock, f) {
				continue next
			}
		}
		if len(list) == cap(list) {
			list = append(list, pair{})[:len(list)]
		}
		p := &list[:len(list)+1][len(list)]
		p.first, p.tried = int32(j), false
		if d.possible(p, e, n) {
			list = list[:len(list)+1]
			d.acc = join(d.acc, f.clock)
		}
	}
	return list
}

// firstMeeting returns the first access in a that conflicts with one in b, -1 if
// there is none.
func firstMeeting(a, b []model.Access) int {
	for i := range a {
		for j := range b {
			if a[i].Meets(b[j]) {
				return i
			}
		}
	}
	return -1
}

func firstBehind(a, b []model.Access) int {
	for i := range a {
		if a[i].Mode != model.Comes {
			continue
		}
		for j := range b {
			if a[i].Behind(b[j]) {
				return i
			}
		}
	}
	return -1
}

// possible reports whether e, which comes behind the first n events, could come
// before the first one of the pair, after all those that do not come after that.
func (d *Search) possible(p *pair, e *event, n int) bool {
	if e.always {
		return true
	}
	first := p.first
	f := &d.events[first]
	if e.lock != 0 {
		for j := n - 1; j >= 0; j-- {
			g := &d.events[j]
			if j >= int(first) && covers(g.clock, f) {
				continue
			}
			for _, l := range g.locks {
				if l.Lock == e.lock {
					return !l.Held
				}
			}
		}
		return true
	}
	moves := false
	for j := int(first) + 1; j < n && !moves; j++ {
		g := &d.events[j]
		moves = !covers(g.clock, f) && (g.thread == e.thread || meet(g.foot, e.foot))
	}
	if s := d.nodes[first].stand(e.thread); !moves {
		return s != nil && s.enabled
	}
	r := &d.race
	r.pair, r.e, r.n = p, e, n
	return d.try()
}

// A race is two events of which the second could have come first; this is what is
// needed to reverse it.
type race struct {
	*pair
	e    *event  // the second
	n    int     // its place, or the number of events if it has not come
	v    []int32 // the events that do not come after the first, in order
	gone []bool  // elements of v, and of what follows it, that a wakeup tree has already
}

// A pair is the first event of a race, and what the second does before it.
type pair struct {
	first int32
	tried bool // what follows is known
	step
	foot []model.Access
}

// try does what comes before e but not after the first event, and finds out what e
// would do then. It returns false if nothing. What e does not come after is left out
// first: if e commutes with that, it makes no difference.
func (d *Search) try() bool {
	if d.tryBehind(false) && !d.meetsLeft() {
		d.race.tried = true
		return true
	}
	d.race.tried = d.tryBehind(true)
	return d.race.tried
}

// left reports whether event j of those that do not come after the first is left out
// before e.
func (d *Search) left(j int32) bool {
	g, r := &d.events[j], &d.race
	return !covers(g.clock, &d.events[r.first]) && !covers(r.e.clock, g)
}

// meetsLeft reports whether what e does depends on an event that was left out.
func (d *Search) meetsLeft() bool {
	r := &d.race
	for j := r.first + 1; j < int32(r.n); j++ {
		if g := &d.events[j]; d.left(j) && (meet(r.foot, g.foot) || firstBehind(r.foot, g.foot) >= 0) {
			return true
		}
	}
	return false
}

// tryBehind is try behind all that does not come after the first event, or only what
// comes before e of that.
func (d *Search) tryBehind(all bool) bool {
	r := &d.race
	f := &d.events[r.first]
	p := &d.nodes[r.first].point
	for j := r.first + 1; j < int32(r.n); j++ {
		g := &d.events[j]
		if covers(g.clock, f) || !all && d.left(j) {
			continue
		}
		if !d.step(p, g.step, g.index-1) {
			if !d.ended {
				d.Diverged++
			}
			return false
		}
		p = &d.at
	}
	d.expand(p, r.e.thread, r.e.index-1, false)
	if len(d.choices) == 0 {
		return false
	}
	c := &d.choices[0]
	for i := range d.choices {
		if d.choices[i].alt == r.e.alt {
			c = &d.choices[i]
		}
	}
	r.step, r.foot = c.step, append(r.foot[:0], c.foot...)
	return true
}

// step takes a step from p to d.at.
func (d *Search) step(p *point, s step, count int32) bool {
	d.expand(p, s.thread, count, false)
	for i := range d.choices {
		if c := &d.choices[i]; c.step == s {
			d.at.state, c.next.state = c.next.state, d.at.state
			d.at.names, c.next.names = c.next.names, d.at.names
			d.stand(&d.at, p, c.started)
			return true
		}
	}
	return false
}

// findRaces looks for races in the execution that has ended.
func (d *Search) findRaces() {
	for i := range d.depth {
		e := &d.events[i]
		for j := range e.races {
			d.reverse(&e.races[j], e, i)
		}
	}
	n := d.nodes[d.depth]
	if d.depth == 0 {
		return
	}
	for _, s := range d.m.Standings(n.state, n.following(), true, nil) {
		if s.Next == nil {
			continue
		}
		e := &event{sleeper: sleeper{step{thread: d.thread(&s)}, s.Next}, lock: s.Lock}
		e.index = d.count(d.depth, e.thread) + 1
		e.before = d.past(nil, d.depth, e.thread)
		e.clock = e.before
		d.late = d.candidates(d.late[:0], e, d.depth)
		for j := range d.late {
			d.reverse(&d.late[j], e, d.depth)
		}
	}
}

// reverse notes at the point before the first event of the pair that e is to be tried
// there, unless what follows has been or will be explored.
func (d *Search) reverse(p *pair, e *event, n int) {
	r := &d.race
	r.pair, r.e, r.n = p, e, n
	first := p.first
	r.v = r.v[:0]
	f := &d.events[first]
	for j := first + 1; j < int32(d.depth); j++ {
		if g := &d.events[j]; int(j) != n && !covers(g.clock, f) {
			r.v = append(r.v, j)
		}
	}
	r.gone = r.gone[:0]
	for range len(r.v) + 1 {
		r.gone = append(r.gone, false)
	}
	at := d.nodes[first]
	if d.explored(at.sleep) || d.explored(at.tried) {
		return
	}
	if !r.tried && !d.try() {
		return
	}
	d.insert(at)
}

// explored reports whether an execution that begins with v was explored: a step of
// the list is among those that it could begin with.
func (d *Search) explored(list []sleeper) bool {
	for i := range list {
		if _, ok := d.initial(&list[i]); ok {
			return true
		}
	}
	return false
}

// insert adds v to the wakeup tree of a node.
func (d *Search) insert(n *node) {
	r := &d.race
	kids := &n.tree
	left := len(r.v) + 1
next:
	for _, b := range *kids {
		i, ok := d.initial(&b.sleeper)
		if !ok {
			continue
		}
		if i >= 0 {
			r.gone[i] = true
			left--
		}
		if len(b.kids) == 0 || left == 0 {
			return // it will be explored
		}
		kids = &b.kids
		goto next
	}
	for i := range r.gone {
		if r.gone[i] {
			continue
		}
		b := &branch{sleeper: sleeper{r.step, nil}}
		if i < len(r.v) {
			b.sleeper = d.events[r.v[i]].sleeper
			b.foot = clone(b.foot)
		} else {
			b.foot = clone(r.foot)
		}
		*kids = append(*kids, b)
		kids = &b.kids
	}
}

// initial reports whether what is left of v is equivalent to a sequence that begins
// with a step, perhaps after that step was added: it returns the place of the step
// in v, or -1.
func (d *Search) initial(s *sleeper) (int, bool) {
	r := &d.race
	for i, at := range r.v {
		e := &d.events[at]
		if r.gone[i] || e.thread != s.thread {
			continue
		}
		if e.alt != s.alt {
			return 0, false
		}
		for j, before := range r.v[:i] {
			if !r.gone[j] && covers(e.clock, &d.events[before]) {
				return 0, false
			}
		}
		return i, true
	}
	n := len(r.v)
	if r.gone[n] || r.e.thread != s.thread {
		// Not in v: it may be added before if it is independent of all that is left.
		for i, at := range r.v {
			if !r.gone[i] && meet(s.foot, d.events[at].foot) {
				return 0, false
			}
		}
		return -1, r.gone[n] || d.tries() && !meet(s.foot, r.foot)
	}
	if !d.tries() || r.alt != s.alt {
		return 0, false
	}
	for i, at := range r.v {
		if e := &d.events[at]; !r.gone[i] && (covers(r.e.before, e) || meet(r.foot, e.foot) || firstBehind(r.foot, e.foot) >= 0) {
			return 0, false
		}
	}
	return n, true
}

// tries makes sure that it is known what e does before the first event.
func (d *Search) tries() bool { return d.race.tried || d.try() }
