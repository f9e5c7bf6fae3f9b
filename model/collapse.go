package model

import (
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/zeebo/xxh3"
)

// A collapsed system is the plain one, its states cut into components that are kept
// once: the root, the module-level variables, each thread with what only it can reach,
// each lock, condition, instance and container that several can come to. What a thread
// does next depends on few of them, and the same few come again in many states. So it
// is done once for each combination, and looked up after that. (Transition caching:
// Blom, van de Pol and Weber, LTSmin: Distributed and Symbolic Reachability, CAV 2010.)
//
// Which components a step depends on is not known beforehand but found out by running
// it in an arena in which nothing lies but those that are known to matter: a reference
// to another one leads behind the arena's end, and whoever follows it panics. Then that
// component matters too, and the step is run again. A step that has come to its end has
// looked at nothing else.
//
// A component keeps its number for as long as anything leads to it. Two states that
// differ only in which component has which number count as two here and as one in the
// plain system; that happens only where several threads make what others come to, or
// where like objects are in sets.

// A Collapser is a system that may have a collapsed form.
type Collapser interface {
	System
	// Collapsed returns the collapsed system; nil if there is none.
	Collapsed() Collapsed
}

// A Collapsed system has the steps of the plain one, in another order, and states that
// say the same in another way. Kept reports false if its machines have given up: then
// it is to be searched in the plain form.
type Collapsed interface {
	Reduced
	// Contents is how many different contents components have had, and Bytes the memory
	// that these and what is known of them take.
	Contents() int64
	Bytes() int64
}

// Collapsed implements Collapser: for threads that are preempted at their operations
// only. Otherwise what a step does depends on what all other threads can reach.
func (s *system) Collapsed() Collapsed {
	if !s.threaded || s.cfg.Preempt != PreemptSync || s.cfg.Cover != nil || s.cfg.plain != (plainness{}) {
		return nil
	}
	return &collapsed{system: s, table: newContents()}
}

type collapsed struct {
	*system
	table *contents
	lost  atomic.Bool

	_       [64]byte   // what is written often lies apart from what every step reads
	growing sync.Mutex // held while a branch grows that machines read

	bytes atomic.Int64 // of what machines have looked up
}

// Kept implements Reduced.
func (s *collapsed) Kept() bool { return !s.lost.Load() }

// Places implements Reduced: nothing is reduced.
func (s *collapsed) Places() (n int, ring bool) { return 0, false }

// Contents implements Collapsed.
func (s *collapsed) Contents() int64 {
	s.table.mutex.Lock()
	defer s.table.mutex.Unlock()
	return int64(s.table.n) - 1
}

// Bytes implements Collapsed.
func (s *collapsed) Bytes() int64 { return s.table.bytes.Load() + s.bytes.Load() }

// Looks implements Reduced: the states that Unfold gives are those of the plain system.
func (s *collapsed) Looks() func(plain, reduced State) bool {
	return func(plain, reduced State) bool { return string(plain) == string(reduced) }
}

// Unfold implements Reduced.
func (s *collapsed) Unfold(steps []Step) ([]State, error) {
	m := s.newMachine()
	var states []State
	var at State
	for i, step := range steps {
		var next State
		_, err := m.Expand(at, func(suc *Successor) bool {
			if suc.Step == step {
				next = slices.Clone(suc.State)
			}
			return next == nil
		})
		if next == nil {
			if err == nil {
				err = &DivergedError{At: i, What: "there is no such step"}
			}
			return nil, err
		}
		at = next
		states = append(states, slices.Clone(m.whole(at)))
	}
	return states, nil
}

// NewMachine implements System.
func (s *collapsed) NewMachine() Machine { return s.newMachine() }

func (s *collapsed) newMachine() *collapsedMachine {
	m := &collapsedMachine{c: s, m: s.image.newMachine(), plain: s.image.newMachine(), led: make([]int32, apartWords), queue: make([]uint16, 0, 2*apartWords)}
	m.m.comps = new(components)
	m.get = func(k int) *content { return s.table.at(m.at[k]) }
	m.used = func(k int) bool { return k < len(m.at) && m.at[k] != 0 }
	m.suc.Renumber = m.renumber
	return m
}

// A collapsedMachine expands collapsed states.
type collapsedMachine struct {
	_ [128]byte

	c     *collapsed
	m     *machine // runs steps among some components
	plain *machine // runs on whole states

	from, next vector   // the state that is being expanded, and the successor
	at, to     []uint32 // what the components of these hold
	first      uint32   // see pairs
	pairs      pairs
	get        func(k int) *content
	used       func(k int) bool
	path       []int // components that matter to the step being run
	suc        Successor
	events     []Event
	found      []Finding
	wanted     []int
	led        []int32 // by component of m.to, when sweeping: see sweep
	queue      []uint16
	looked     int // how many effects were looked up, and how many of these had to be found out
	missed     int

	_ [128]byte // what machines write in every step lies on cache lines of their own
}

// apartWords is the size of what machines often write, so that it shares no cache line
// with that of others.
const apartWords = 1 << 10

// An effect is what a thread may do in all states in which the components that it
// depends on hold the same; or, before these are known, tells which decides next. All
// machines of a system share it: they read it as it grows. What is looked up in every
// step is kept small, so that much of it is in the processor's caches.
type effect struct {
	component int32 // that decides, or one of the following
	few       atomic.Int32
	contents  [fewContents]uint32  // of the component: the first few that it has had,
	next      [fewContents]*effect // and what follows
	others    atomic.Pointer[[8]atomic.Pointer[effect]]
	steps     []collapsedStep
	err       error
}

const (
	firstDecide = rootComponent // the root and the module-level variables together: see pairs
	known       = -1            // this is all
	anew        = -2            // it makes components whose numbers others have had, and is not kept
)

// fewContents are gone through one by one.
const fewContents = 6

// behind returns what follows if the component has a content, nil if that is not known.
func (e *effect) behind(content uint32) *effect {
	for bits := content; ; bits >>= 3 {
		for i, c := range e.contents[:e.few.Load()] {
			if c == content {
				return e.next[i]
			}
		}
		others := e.others.Load()
		if others == nil {
			return nil
		}
		if e = others[bits%8].Load(); e == nil {
			return nil
		}
	}
}

// grow adds what follows a content. It must not run twice at a time where others can
// come to e.
func (e *effect) grow(content uint32, next *effect) {
	for bits := content; ; bits >>= 3 {
		if n := e.few.Load(); n < fewContents {
			e.contents[n], e.next[n] = content, next
			e.few.Store(n + 1)
			return
		}
		others := e.others.Load()
		if others == nil {
			others = new([8]atomic.Pointer[effect])
			e.others.Store(others)
		}
		more := others[bits%8].Load()
		if more == nil {
			more = &effect{component: e.component}
			others[bits%8].Store(more)
		}
		e = more
	}
}

type collapsedStep struct {
	few      [fewChanges]change       // the components that change, those of them that are few,
	n        int8                     // how many these are,
	more     []change                 // and the others
	key      xxh3.Uint128             // what the key of the state changes by
	loose    []uint16                 // the components that one that has changed does not lead to any more, and those that are made
	held     *atomic.Pointer[holding] // why something leads to these, if it has been seen; nil if there are none
	findings []Finding
	events   []Event
	unseen   []unseen
}

const fewChanges = 4

func (s *collapsedStep) change(component int, content uint32) {
	if c := (change{uint32(component), content}); s.n < fewChanges {
		s.few[s.n] = c
		s.n++
	} else {
		s.more = append(s.more, c)
	}
}

type change struct{ component, content uint32 }

// A vector is a state: its key, and the number of what each component holds.
type vector struct {
	key xxh3.Uint128
	ids [maxComponents]uint32
}

// state returns the bytes of a state with n components. They share the memory of v.
func (v *vector) state(n int) State {
	return unsafe.Slice((*byte)(unsafe.Pointer(v)), int(unsafe.Offsetof(v.ids))+4*n)
}

// read makes a state the one that is being expanded.
func (m *collapsedMachine) read(s State) {
	v := &m.from
	copy(v.state(maxComponents), s)
	before := len(m.at)
	m.at = v.ids[:(len(s)-int(unsafe.Offsetof(v.ids)))/4]
	clear(v.ids[len(m.at):max(before, len(m.at))])
	free := len(m.at)
	for ofOthers(free-1) || m.at[free-1] == 0 {
		free--
	}
	v.ids[freeComponent] = uint32(free)
}

// Expand implements Machine.
func (m *collapsedMachine) Expand(s State, yield func(*Successor) bool) (*End, error) {
	if m.c.lost.Load() {
		return nil, ErrGaveUp
	}
	if len(s) == 0 {
		return m.begin(yield)
	}
	m.read(s)
	var firstErr error
	n := Step(0)
	if pool := poolOf(m.c.table, m.at); len(pool) != m.get(rootComponent).daemons {
		m.first = m.pairs.number(m.c.table, m.at[rootComponent], m.at[globalsComponent])
		for _, t := range pool {
			e := m.effect(int(t))
			if e == nil {
				return nil, m.giveUp()
			}
			if e.err != nil && firstErr == nil {
				firstErr = e.err
			}
			for i := range e.steps {
				m.take(&e.steps[i], int(t), n)
				n++
				if !yield(&m.suc) {
					return nil, firstErr
				}
			}
		}
	}
	if n == 0 && firstErr == nil {
		end, err := m.plain.Expand(m.whole(s), func(*Successor) bool { return false })
		if end != nil || err != nil {
			return end, err
		}
		return nil, m.giveUp() // there is a step, which is a bug
	}
	return nil, firstErr
}

// poolOf returns the threads of a state that have begun and not ended.
func poolOf(t *contents, state []uint32) []uint16 {
	if len(state) > poolComponent && state[poolComponent] != 0 {
		return t.at(state[poolComponent]).pool
	}
	return t.at(state[rootComponent]).pool
}

func (m *collapsedMachine) giveUp() error {
	m.c.lost.Store(true)
	return ErrGaveUp
}

// take makes a step: m.suc is it then.
func (m *collapsedMachine) take(s *collapsedStep, thread int, n Step) {
	m.to = append(m.next.ids[:0], m.at...)
	for _, c := range s.few[:s.n] {
		m.change(c)
	}
	for _, c := range s.more {
		m.change(c)
	}
	m.next.key = sum(m.from.key, s.key)
	m.suc.Step, m.suc.Actor, m.suc.ActorAfter = n, int32(thread), int32(thread)
	m.found = append(m.found[:0], s.findings...) // whoever judges it may change it
	m.suc.Findings, m.suc.Events = m.found, s.events
	if len(s.unseen) > 0 {
		m.suc.Events = m.catchUp(s)
	}
	if len(s.loose) > 0 && !m.holds(s.held.Load()) && m.sweep(s) {
		if len(s.events) > 0 {
			m.events = append(m.events[:0], m.suc.Events...)
			m.suc.Events = m.events
			for i := range m.events {
				e := &m.events[i]
				e.Task, e.Other, e.ID, e.Lock = m.still(e.Task), m.still(e.Other), m.still(e.ID), m.still(e.Lock)
			}
		}
		if m.still(thread) < 0 {
			m.suc.ActorAfter = -1
		}
	}
	m.suc.State = m.next.state(len(m.to))
	m.suc.Key = [2]uint64{m.next.key.Hi, m.next.key.Lo}
}

func (m *collapsedMachine) change(c change) {
	for int(c.component) >= len(m.to) {
		m.to = append(m.to, 0)
	}
	m.to[c.component] = c.content
}

// still returns the number of a component, a negative one if it is gone.
func (m *collapsedMachine) still(k int) int {
	if k >= 0 && (k >= len(m.to) || len(m.c.table.at(m.to[k]).words) == 0) {
		return -2 - k
	}
	return k
}

func (m *collapsedMachine) renumber(k int32) int32 { return int32(m.still(int(k))) }

// The key of a state is the sum of those of its contents.
func sum(a, b xxh3.Uint128) xxh3.Uint128  { return xxh3.Uint128{Hi: a.Hi + b.Hi, Lo: a.Lo + b.Lo} }
func less(a, b xxh3.Uint128) xxh3.Uint128 { return xxh3.Uint128{Hi: a.Hi - b.Hi, Lo: a.Lo - b.Lo} }

// effect returns what thread t may do in the state that is being expanded; nil if the
// machine gives up.
func (m *collapsedMachine) effect(t int) *effect {
	m.looked++
	last := m.get(t).begins
	e := last.behind(m.first)
	for e != nil && e.component >= 0 {
		last, e = e, e.behind(m.from.ids[e.component])
	}
	if e == nil {
		return m.find(last, t)
	}
	if e.component == anew {
		m.missed++
		m.pathTo(t, e)
		var missing int
		if e, missing = m.run(t); missing >= 0 {
			return nil
		}
	}
	return e
}

// decides returns the content that decides what follows an effect.
func (m *collapsedMachine) decides(e *effect) uint32 {
	if e.component == firstDecide {
		return m.first
	}
	return m.from.ids[e.component]
}

// pathTo sets path to the components that have decided on the way to an effect.
func (m *collapsedMachine) pathTo(t int, to *effect) {
	m.path = m.path[:0]
	for e := m.get(t).begins; e != to; e = e.behind(m.decides(e)) {
		m.pass(e)
	}
}

// pass appends what decides in an effect to path.
func (m *collapsedMachine) pass(e *effect) {
	if e.component == freeComponent {
		return
	}
	m.path = append(m.path, int(e.component))
	if e.component == firstDecide {
		m.path = append(m.path, globalsComponent)
	}
}

// find finds the effect out that is missing behind another one, where the components on
// the way to it are as in the state being expanded.
func (m *collapsedMachine) find(behind *effect, t int) *effect {
	m.missed++
	if m.missed > 20_000 && m.looked < 4*m.missed && m.looked < 1_000_000 {
		return nil
	}
	m.pathTo(t, behind)
	var first, last *effect
	add := func(e *effect) {
		if first == nil {
			first = e
		} else {
			last.grow(m.decides(last), e)
		}
		last = e
		m.c.bytes.Add(int64(unsafe.Sizeof(*e)))
	}
	for at := behind; ; at = last {
		m.pass(at)
		e, missing := m.run(t)
		switch {
		case missing < 0 && e == nil, missing == t, slices.Contains(m.path, missing), missing >= 0 && !m.used(missing):
			return nil
		case missing >= 0:
			add(&effect{component: int32(missing)})
			continue
		case e.component == anew && m.get(t).words[wThreadFlags].int()&threadMain == 0:
			add(&effect{component: anew})
		case e.component == anew:
			if at.component != freeComponent {
				add(&effect{component: freeComponent})
			}
			e.component = known
			add(e)
		default:
			add(e)
		}
		m.c.growing.Lock()
		defer m.c.growing.Unlock()
		if from := m.decides(behind); behind.behind(from) == nil { // another machine may have come first
			behind.grow(from, first)
		}
		return e
	}
}

// run finds out what thread t may do, among the components of path. If another one
// matters it returns that, otherwise -1.
func (m *collapsedMachine) run(t int) (e *effect, missing int) {
	missing = -1
	defer func() {
		switch r := recover().(type) {
		case nil:
		case needed:
			e, missing = nil, int(r)
		case noParts:
			e, missing = nil, -1
		case runtime.Error:
			if missing = missingIn(r.Error()); missing < 0 {
				panic(r)
			}
			e = nil
		default:
			panic(r)
		}
	}()
	w := m.m
	e = &effect{component: known}
	var can ways
	w.roomy(func() {
		m.load(t)
		h := refValue(int(w.comps.off[t]))
		can = w.threadOp(h).ways(w, h)
	})
	for k := range wayCount {
		if can&(1<<k) == 0 {
			continue
		}
		for script := []int(nil); ; {
			err := w.try(func() { m.step(t, k, script, e) })
			if err != nil && e.err == nil {
				e.err = err
			}
			if script = nextScript(script, w.chosen); script == nil {
				break
			}
		}
	}
	return e, -1
}

// needed ends a step that depends on a component, as is found out at its end.
type needed int

// missingIn returns the component that the message of a panic is about, -1 if it is not
// about one.
func missingIn(msg string) int {
	for f := range strings.FieldsFuncSeq(msg, func(r rune) bool { return r < '0' || r > '9' }) {
		if n, err := strconv.Atoi(f); err == nil && beyondAt(n) >= 0 {
			return beyondAt(n)
		}
	}
	return -1
}

// load puts the components of path and thread t into the arena.
func (m *collapsedMachine) load(t int) {
	w := m.m
	w.putFirst(m.get(rootComponent), m.get(globalsComponent))
	w.put(t, m.get(t))
	for _, k := range m.path {
		if k > globalsComponent {
			w.put(k, m.get(k))
		}
	}
	w.join(m.get)
}

// step lets thread t go on in a way, and adds what comes of it to e.
func (m *collapsedMachine) step(t int, k way, script []int, e *effect) {
	w := m.m
	var s collapsedStep
	w.roomy(func() {
		m.load(t)
		w.startStep(script)
		w.comps.unseen, w.comps.before = w.comps.unseen[:0], append(w.comps.before[:0], w.comps.loaded...)
		h := refValue(int(w.comps.off[t]))
		w.actorMoved = h
		w.perform(action{kind: actTurn, index: int(k), handle: h})
		w.check()
		s = m.result(t, e)
	})
	e.steps = append(e.steps, s)
}

// result is the step of thread t that has led to what is in the arena.
func (m *collapsedMachine) result(t int, e *effect) (s collapsedStep) {
	w := m.m
	for _, u := range w.comps.unseen {
		if u.thread >= 0 {
			continue
		}
		for _, k := range w.comps.before {
			if k != t && w.kindAt(int(w.comps.off[k])) == kThread { // it may be one of those that are selected
				panic(needed(u.queue))
			}
		}
	}
	s.unseen = slices.Clone(w.comps.unseen)
	m.wanted = m.wanted[:0]
	for _, ev := range w.watched {
		for _, off := range [...]int{ev.ID, ev.Lock, ev.Task, ev.Other} {
			if off >= 0 && w.component(off) < 0 && !slices.Contains(m.wanted, off) {
				m.wanted = append(m.wanted, off)
			}
		}
	}
	if w.a[w.frozen+rAsyncGens] != 0 || !w.takeApart(m.c.table, m.used, m.wanted) {
		panic(noParts{})
	}
	l := w.comps
	changes := func(k int, old, c *content) {
		s.key = sum(less(s.key, old.key), c.key)
		for _, j := range old.out {
			if j != poolComponent && !slices.Contains(c.out, j) {
				s.loose = append(s.loose, j)
			}
		}
	}
	for i, k := range l.loaded {
		id := l.found[i]
		old := &content{}
		switch {
		case slices.Contains(l.before, k):
			if id == m.at[k] {
				continue
			}
			old = m.get(k)
		case k != poolComponent:
			e.component = anew
			s.loose = append(s.loose, uint16(k))
		}
		changes(k, old, m.c.table.at(id))
		s.change(k, id)
	}
	if l.off[poolComponent] == 0 && slices.Contains(l.before, poolComponent) {
		changes(poolComponent, m.get(poolComponent), &content{})
		s.change(poolComponent, 0)
	}
	if len(s.loose) > 0 {
		s.held = new(atomic.Pointer[holding])
	}
	s.findings = slices.Clone(w.found)
	s.events = slices.Clone(w.watched)
	for i := range s.events {
		ev := &s.events[i]
		ev.Task, ev.Other, ev.ID, ev.Lock = w.numberOf(ev.Task), w.numberOf(ev.Other), w.numberOf(ev.ID), w.numberOf(ev.Lock)
	}
	m.c.bytes.Add(int64(unsafe.Sizeof(s)) + int64(8*len(s.more)+160*len(s.events)+32*len(s.unseen)+2*len(s.loose)))
	return s
}

// numberOf returns the number of the component at off.
func (m *machine) numberOf(off int) int {
	if off < 0 {
		return off
	}
	if k := m.component(off); k >= 0 {
		return k
	}
	return -2 - off
}

// begin expands the empty state.
func (m *collapsedMachine) begin(yield func(*Successor) bool) (*End, error) {
	return m.plain.Expand(nil, func(suc *Successor) bool {
		w := m.m
		gaveUp := false
		m.at, m.from = nil, vector{}
		func() {
			defer func() {
				if r := recover(); r != nil {
					if _, ok := r.(noParts); !ok {
						panic(r)
					}
					gaveUp = true
				}
			}()
			w.roomy(func() {
				w.decodeState(suc.State)
				l := w.comps
				for _, k := range l.loaded {
					l.off[k] = 0
				}
				l.loaded = append(l.loaded[:0], rootComponent, globalsComponent)
				l.off[rootComponent], l.off[globalsComponent] = int32(w.frozen), int32(w.globalsAt)
				m.wanted = m.wanted[:0]
				for _, ev := range suc.Events {
					for _, n := range [...]int{ev.ID, ev.Lock, ev.Task, ev.Other} {
						if n >= 0 && !slices.Contains(m.wanted, w.frozen+n) {
							m.wanted = append(m.wanted, w.frozen+n)
						}
					}
				}
				if !w.takeApart(m.c.table, m.used, m.wanted) {
					panic(noParts{})
				}
			})
		}()
		if gaveUp {
			m.c.lost.Store(true)
			return true
		}
		var s collapsedStep
		for i, k := range w.comps.loaded {
			id := w.comps.found[i]
			s.change(k, id)
			s.key = sum(s.key, m.c.table.at(id).key)
		}
		s.findings = suc.Findings
		for _, ev := range suc.Events {
			in := func(n int) int {
				if n < 0 {
					return n
				}
				return w.numberOf(w.frozen + n)
			}
			ev.Task, ev.Other, ev.ID, ev.Lock = in(ev.Task), in(ev.Other), in(ev.ID), in(ev.Lock)
			s.events = append(s.events, ev)
		}
		m.take(&s, -1, suc.Step)
		m.suc.ActorAfter = -1
		if suc.ActorAfter >= 0 {
			m.suc.ActorAfter = int32(w.numberOf(w.frozen + int(suc.ActorAfter)))
		}
		return yield(&m.suc)
	})
}

// whole returns a state of the plain system. It is valid until the next one is made.
func (m *collapsedMachine) whole(s State) State {
	if len(s) == 0 {
		return s
	}
	m.read(s)
	w := m.m
	var out State
	w.roomy(func() {
		w.putFirst(m.get(rootComponent), m.get(globalsComponent))
		for k, id := range m.at {
			if k > globalsComponent && len(m.c.table.at(id).words) > 0 {
				w.put(k, m.get(k))
			}
		}
		w.join(m.get)
		w.closeQueues()
		l := w.comps
		w.comps = nil
		out = w.encodeState(false)
		w.comps = l
	})
	return out
}

// Measures implements Machine.
func (m *collapsedMachine) Measures(s State) []Measure { return m.plain.Measures(m.whole(s)) }

// View implements Viewer.
func (m *collapsedMachine) View(s State) (text string, ok bool) { return m.plain.View(m.whole(s)) }
