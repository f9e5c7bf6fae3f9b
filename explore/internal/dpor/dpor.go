// Package dpor runs the executions of a program with threads one after the other,
// one of each Mazurkiewicz trace: executions that differ only in the order of
// steps that commute are one. It is optimal dynamic partial-order reduction
// (Abdulla, Aronis, Jonsson, Sagonas: Source Sets: A Foundation for Optimal Dynamic
// Partial Order Reduction, JACM 64(4), 2017, algorithm 2). When an execution has
// ended, each two conflicting events that could have come in the other order are a
// race; for each the search keeps, at the point before the first, the sequence that
// leads to the second without it, in a wakeup tree.
//
// Nothing is remembered of states but along the present execution. Its states are
// kept, so that nothing is run again to go back to one.
//
// A step that must wait, such as taking a lock, races with the last conflicting
// event before which it could have happened. So it races with who took the lock
// before, and not with the release in between. Whether it could have is seen by
// trying. Threads that are blocked at the end race, too.
package dpor

import (
	"bytes"
	"errors"
	"hash/maphash"

	"github.com/condcheck/condcheck/model"
)

// Limits of a search.
type Limits struct {
	// Events is the number of events behind which an execution is cut.
	Events int
	// Cuts is the number of executions that are cut before the search is given up.
	Cuts int64
}

// A Visitor is told what the search comes to. Each method returns false to end the
// search.
type Visitor interface {
	// Step is told each new successor.
	Step(*model.Successor) bool
	// End is told how an execution ended.
	End(*model.End) bool
	// Failed is told errors of the machine.
	Failed(error) bool
	// Executed is called behind each execution.
	Executed() bool
	// Stopped is asked now and then.
	Stopped() bool
}

// Stats are the figures of a search.
type Stats struct {
	Executions int64 // that were run to their end, one of each trace
	Blocked    int64 // that turned out to be equivalent to others
	Cut        int64 // that were cut
	Cycles     int64 // those of them that came back to a state they had been in
	Steps      int64 // taken
	Tried      int64 // steps taken to see what would happen
	Longest    int   // events of the longest execution
	Bytes      int64 // held, about
	Diverged   int64 // steps that were expected and not there
}

// A Search is one search.
type Search struct {
	Stats
	sys    model.System
	m      model.Follower
	v      Visitor
	limits Limits

	nodes  []*node // of the present execution, and spare ones
	events []event
	depth  int // events of the present execution
	guide  []*branch

	threads map[model.Name]int32
	born    []int32 // event that each thread began in

	seed  maphash.Seed
	seen  map[uint64]int32
	ended bool

	race    race
	late    []pair // races of what has not come
	choices []choice
	at      point // where something is tried
	acc     []int32
	behind  []clockFrom
	pending []model.Standing
}

// A step is one of a thread's possible steps at a point.
type step struct {
	thread int32
	alt    uint32
}

// A sleeper is a step that need not be tried: what follows was explored elsewhere.
type sleeper struct {
	step
	foot []model.Access
}

// A node is a point of the present execution.
type node struct {
	point
	key   uint64
	cur   step
	sleep []sleeper
	tried []sleeper
	tree  []*branch
}

// A point is a state with its names and its threads.
type point struct {
	state  model.State
	names  []model.Name
	stands []stand
	others bool   // threads other than the main one have begun
	bound  []bool // if so: see model.Following
}

type stand struct {
	thread, number  int32
	enabled, always bool
	lock            model.Name // all that it waits for
}

// A branch is a node of a wakeup tree: a step, and what it does.
type branch struct {
	sleeper
	kids []*branch
}

// An event is a step that was taken.
type event struct {
	sleeper
	index  int32 // it is the thread's index-th, from 1
	always bool
	lock   model.Name        // all that it waits for
	locks  []model.LockState // what it leaves of locks
	before []int32           // clock of the thread before it
	clock  []int32
	races  []pair // the events before which it could have come, latest first
}

// A choice is one of the steps that a thread has.
type choice struct {
	step
	foot    []model.Access
	lock    []model.LockState
	next    point
	started bool
}

// New returns a search of a system. The error says why its executions cannot be
// followed.
func New(sys model.System, v Visitor, limits Limits) (*Search, error) {
	f, ok := sys.NewMachine().(model.Follower)
	if !ok {
		return nil, errors.New("it is not a program with threads")
	}
	if err := f.Follow(nil); err != nil {
		return nil, err
	}
	return &Search{sys: sys, m: f, v: v, limits: limits, threads: map[model.Name]int32{}, seed: maphash.MakeSeed(), seen: map[uint64]int32{}}, nil
}

// Run searches until all executions have been run or the visitor ends it, and
// reports whether all have.
func (d *Search) Run() (complete bool) {
	d.node(0)
	for {
		if !d.execute() {
			return false
		}
		if d.findRaces(); d.ended {
			return false
		}
		if n := d.Executions; n%measureEvery == 0 || n&(n-1) == 0 {
			d.measure()
		}
		if !d.v.Executed() || d.Cut > d.limits.Cuts {
			return false
		}
		if !d.back() {
			return d.Cut == 0
		}
	}
}

// node returns the i-th node, made if need be, as a new one.
func (d *Search) node(i int) *node {
	for len(d.nodes) <= i {
		d.nodes = append(d.nodes, &node{})
	}
	n := d.nodes[i]
	n.sleep, n.tried, n.tree = n.sleep[:0], n.tried[:0], nil
	return n
}

// execute goes on from the present node to the end of the execution.
func (d *Search) execute() bool {
	for {
		n := d.nodes[d.depth]
		if d.depth > 0 && !n.anyEnabled() {
			end, err := d.end(n)
			if err != nil && !d.v.Failed(err) || end != nil && !d.v.End(end) {
				return false
			}
			d.Executions++
			return true
		}
		if d.depth >= d.limits.Events {
			d.Cut++
			return true
		}
		ok, asleep := d.advance(n)
		if d.ended {
			return false
		}
		if asleep {
			d.Blocked++
			return true
		}
		if !ok {
			d.Cut++ // a step that fails has no successor
			return true
		}
		if at, again := d.seen[d.nodes[d.depth].key]; again && d.same(int(at)) {
			d.Cut++
			d.Cycles++
			return true
		}
		d.seen[d.nodes[d.depth].key] = int32(d.depth)
	}
}

func (n *node) anyEnabled() bool {
	for i := range n.stands {
		if n.stands[i].enabled {
			return true
		}
	}
	return false
}

// same reports whether the present state is that of an earlier node.
func (d *Search) same(at int) bool {
	return at < d.depth && bytes.Equal(d.nodes[at].state, d.nodes[d.depth].state)
}

func (d *Search) end(n *node) (*model.End, error) {
	d.m.Follow(nil)
	return d.m.Expand(n.state, func(*model.Successor) bool { return false })
}

// advance takes the next step: what the wakeup tree says, or any that is awake.
// asleep is true if there is none.
func (d *Search) advance(n *node) (ok, asleep bool) {
	if len(d.guide) > 0 {
		b := d.guide[0]
		n.cur, n.tree = b.step, d.guide[1:]
		d.guide = b.kids
		if !d.take(n, b.thread, int64(b.alt), len(b.kids) == 0) {
			if !d.ended {
				d.Diverged++
			}
			return false, false
		}
		return true, false
	}
	if d.depth == 0 {
		return d.take(n, 0, -1, true), false
	}
	last := int32(-1)
	if d.depth > 0 {
		last = d.events[d.depth-1].thread
	}
	if s := n.stand(last); s != nil && s.enabled && d.awake(n, last) {
		return d.take(n, last, -1, true), false
	}
	for i := range n.stands {
		if s := &n.stands[i]; s.enabled && s.thread != last && d.awake(n, s.thread) {
			return d.take(n, s.thread, -1, true), false
		}
	}
	return false, true
}

func (p *point) stand(thread int32) *stand {
	for i := range p.stands {
		if p.stands[i].thread == thread {
			return &p.stands[i]
		}
	}
	return nil
}

// awake reports whether a thread has a step that is not asleep.
func (d *Search) awake(n *node, thread int32) bool {
	any := false
	for i := range n.sleep {
		any = any || n.sleep[i].thread == thread
	}
	if !any {
		return true
	}
	d.expand(&n.point, thread, d.count(d.depth, thread), false)
	for i := range d.choices {
		if !asleep(n.sleep, d.choices[i].step) {
			return true
		}
	}
	return false
}

func asleep(list []sleeper, s step) bool {
	for i := range list {
		if list[i].step == s {
			return true
		}
	}
	return false
}

// take lets a thread take one of its steps: alt, or if that is negative the first
// that is awake. Its other steps are to be tried, too, if all is set.
func (d *Search) take(n *node, thread int32, alt int64, all bool) bool {
	d.expand(&n.point, thread, d.count(d.depth, thread), true)
	at := -1
	for i := range d.choices {
		c := &d.choices[i]
		if at < 0 && (alt < 0 && !asleep(n.sleep, c.step) || int64(c.alt) == alt) {
			at = i
		}
	}
	if d.ended || at < 0 {
		return false
	}
	c := &d.choices[at]
	n.cur = c.step
	if all && len(d.choices) > 1 {
		var more []*branch
		for i := range d.choices {
			o := &d.choices[i]
			if i != at && !asleep(n.sleep, o.step) && !asleep(n.tried, o.step) && !planned(n.tree, o.step) {
				more = append(more, &branch{sleeper: sleeper{o.step, clone(o.foot)}})
			}
		}
		n.tree = append(more, n.tree...)
	}
	d.push(n, c)
	return true
}

func planned(tree []*branch, s step) bool {
	for _, b := range tree {
		if b.step == s {
			return true
		}
	}
	return false
}

// push makes a step the next event.
func (d *Search) push(n *node, c *choice) {
	i := d.depth
	for len(d.events) <= i {
		d.events = append(d.events, event{})
	}
	e := &d.events[i]
	e.step, e.foot = c.step, append(e.foot[:0], c.foot...)
	e.index = d.count(i, c.thread) + 1
	e.locks = append(e.locks[:0], c.lock...)
	e.always, e.lock = true, 0
	if s := n.stand(c.thread); s != nil {
		e.always, e.lock = s.always, s.lock
	}
	d.Steps++
	next := d.node(i + 1)
	next.state, c.next.state = c.next.state, next.state
	next.names, c.next.names = c.next.names, next.names
	next.key = maphash.Bytes(d.seed, next.state)
	d.depth++
	d.Longest = max(d.Longest, d.depth)
	d.stand(&next.point, &n.point, c.started)
	for j := range next.stands {
		if t := next.stands[j].thread; i == 0 || n.stand(t) == nil {
			for len(d.born) <= int(t) {
				d.born = append(d.born, 0)
			}
			d.born[t] = int32(i)
		}
	}
	d.clocks(i)
	for _, list := range [2][]sleeper{n.sleep, n.tried} {
		for _, s := range list {
			if s.thread != e.thread && !meet(s.foot, e.foot) {
				next.sleep = append(next.sleep, s)
			}
		}
	}
}

// stand finds out what threads a point has that comes after another.
func (d *Search) stand(p, after *point, started bool) {
	p.others, p.bound = after.others, after.bound
	d.pending = d.m.Standings(p.state, p.following(), false, d.pending)
	p.stands = p.stands[:0]
	for i := range d.pending {
		s := &d.pending[i]
		p.stands = append(p.stands, stand{d.thread(s), s.Number, s.Enabled, s.Always, s.Lock})
	}
	if !p.others && started {
		p.others, p.bound = true, d.m.Bound(p.state)
	}
}

// following is what a machine is to know of a point.
func (p *point) following() *model.Following {
	return &model.Following{Names: p.names, Others: p.others, Bound: p.bound}
}

// thread is the number by which the search knows a thread, 0 for the main one.
func (d *Search) thread(s *model.Standing) int32 {
	if s.Main {
		return 0
	}
	t, ok := d.threads[s.Thread]
	if !ok {
		t = int32(len(d.threads)) + 1
		d.threads[s.Thread] = t
	}
	return t
}

// count is the number of a thread's events among the first n.
func (d *Search) count(n int, thread int32) int32 {
	for i := n - 1; i >= 0; i-- {
		if e := &d.events[i]; e.thread == thread {
			return e.index
		}
	}
	return 0
}

// expand finds out which steps a thread has at a point, as its event behind count
// others. What the steps lead to is told the visitor if they are steps of the
// execution.
func (d *Search) expand(p *point, thread, count int32, tell bool) {
	d.choices = d.choices[:0]
	if d.ended = d.ended || d.v.Stopped(); d.ended {
		return
	}
	number := int32(-1)
	if p.state != nil {
		s := p.stand(thread)
		if s == nil || !s.enabled {
			return
		}
		number = s.number
	}
	name, ok := model.EventName(int(thread), int(count))
	if !ok {
		d.ended = d.ended || !d.v.Failed(errMany)
		return
	}
	f := p.following()
	f.Thread, f.Event, f.Trial = number, name, !tell
	d.m.Follow(f)
	_, err := d.m.Expand(p.state, func(su *model.Successor) bool {
		if len(d.choices) < cap(d.choices) {
			d.choices = d.choices[:len(d.choices)+1]
		} else {
			d.choices = append(d.choices, choice{})
		}
		c := &d.choices[len(d.choices)-1]
		f := su.Followed
		c.step = step{thread, f.Events[0]}
		c.foot = append(c.foot[:0], f.Footprint...)
		c.lock = append(c.lock[:0], f.Locks...)
		c.next.state = append(c.next.state[:0], su.State...)
		c.next.names = append(c.next.names[:0], f.Names...)
		c.started = f.Started
		if tell && !d.v.Step(su) {
			d.ended = true
		}
		return !d.ended
	})
	if err != nil && tell && !d.v.Failed(err) {
		d.ended = true
	}
	if !tell {
		d.Tried++
	}
}

// back goes to the last point with something left to try.
func (d *Search) back() bool {
	d.guide = nil
	for i := d.depth; i >= 0; i-- {
		n := d.nodes[i]
		if i < d.depth || d.seen[n.key] == int32(i) {
			if d.seen[n.key] == int32(i) {
				delete(d.seen, n.key)
			}
		}
		if i == d.depth || len(n.tree) == 0 {
			continue
		}
		n.tried = append(n.tried, sleeper{n.cur, clone(d.events[i].foot)})
		d.guide = n.tree
		d.depth = i
		d.seen[n.key] = int32(i)
		return true
	}
	return false
}

func clone(foot []model.Access) []model.Access { return append([]model.Access(nil), foot...) }

// meet reports whether two footprints conflict.
func meet(a, b []model.Access) bool {
	for i := range a {
		for j := range b {
			if a[i].Meets(b[j]) {
				return true
			}
		}
	}
	return false
}

// More reports whether something is left to try.
func (d *Search) More() bool {
	for _, n := range d.nodes[:d.depth] {
		if len(n.tree) > 0 {
			return true
		}
	}
	return false
}

// An Event is what is known of an event of an execution.
type Event struct {
	Thread      model.Name // 0: the main thread
	Alternative uint32
	Footprint   []model.Access
}

// Events returns the events of the present execution. It is valid until the search
// goes on.
func (d *Search) Events() []Event {
	names := make([]model.Name, len(d.threads)+1)
	for name, t := range d.threads {
		names[t] = name
	}
	var es []Event
	for i := range d.events[:d.depth] {
		e := &d.events[i]
		es = append(es, Event{names[e.thread], e.alt, e.foot})
	}
	return es
}

var errMany = errors.New("an execution has too many threads or steps")

// measureEvery is how many executions there are between two measurements of memory,
// which are more frequent at the start.
const measureEvery = 4096

// measure finds out how much memory is held.
func (d *Search) measure() {
	d.Bytes = 0
	for _, n := range d.nodes {
		d.Bytes += int64(cap(n.state)+8*cap(n.names)+32*cap(n.stands)) + held(n.tree)
		for _, list := range [2][]sleeper{n.sleep, n.tried} {
			d.Bytes += 32 * int64(cap(list))
		}
	}
}

func held(tree []*branch) (bytes int64) {
	for _, b := range tree {
		bytes += 64 + 24*int64(cap(b.foot)) + held(b.kids)
	}
	return bytes
}
