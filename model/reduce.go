package model

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
)

// Reductions: fewer states and steps that show the same.
//
// Partial orders. What is known to commute with everything that others may do
// before it is not interleaved with them: it is done at once, in the step that
// makes it possible. In each state that is kept every step is taken, so that
// nothing is put off for ever. What is done at once is
//
//   - a step that is the only one (its state is passed through);
//   - the counting of a task that has ended, for who waits for several, if it is not
//     the last one: see counting.go;
//   - of a thread: a start of a thread that nobody else can reach, a sleep, the
//     return from joining a thread that has ended;
//   - of a thread that holds the lock concerned: giving it back, waiting on its
//     condition, notifying there. Whoever else could touch the lock or the
//     condition waits for the lock, as long as locks are given back by who holds
//     them only, are not looked at or tried for a limited time, and nobody who
//     waits can time out. That is taken for granted and watched: the first thread
//     seen to do otherwise ends the assumption, and the search is done again.
//
// These are persistent sets (Godefroid, Partial-Order Methods for the
// Verification of Concurrent Systems, LNCS 1032, 1996) of one thread each, the
// last group by the locking discipline (Lipton, Reduction, CACM 18(12), 1975) on
// trust (Stoller and Cohen, Optimistic synchronization-based state-space
// reduction, FMSD 28(3), 2006: if a program breaks the discipline, so does the
// reduced search). Every end, every deadlock, and what happens in one thread or
// at one lock is kept, in all its orders (Godefroid, theorems 4.3 and 6.14). None
// of these steps, but the only one, writes what the program's other threads or
// its hooks can read, and invariants are evaluated in the states passed through.
// So is everything that this module's properties ask; liveness would not be.
//
// Parts. Threads of which none can reach what another reaches are parts of a program
// that have nothing to do with each other: see parts.go. In a state with several of
// them the steps of one are a persistent set, whatever they do, so that the states are
// the sum of the parts' and not their product. The machine says behind which step they
// are enough (Successor.Enough); a search that takes the others all the same leaves
// nothing out, and one that does not has to see to it that they are not put off for
// ever. Ends and deadlocks need no such care (Godefroid, theorem 4.3); what a single
// thread or lock does needs that every step that is put off is taken in some state that
// is reached (Valmari, The State Explosion Problem, LNCS 1491, 1998): see
// explore/putoff.go. It is left alone where something looks at all of a state or at all
// threads: invariants, coverage, enumerate, is_alive, idents, daemon threads, pools of
// threads, globals().
//
// Symmetry. Threads that differ in nothing but their identity are in a pool, which
// has no order (codec.go); so are tasks. What orders them without need is who
// waits for all of them, one after the other or by gather: see await.go, inturn.go
// and gathering.go; what tells threads apart without need their names, and the variables
// in which they were: see forget.go. Threads that differ in a number as well are alike in
// any order, or in that of a ring, if numbers and the lists in which they find their
// items are permuted along: see place.go and permute.go.

// Reduction is a set of ways to reduce.
type Reduction uint8

const (
	// PartialOrder takes what commutes with everything else at once.
	PartialOrder Reduction = 1 << iota
	// Symmetry takes states for one that differ in which of several like threads or
	// tasks is which.
	Symmetry

	NoReduction   Reduction = 0
	AllReductions           = PartialOrder | Symmetry
)

var reductionNames = [...]string{NoReduction: "none", PartialOrder: "por", Symmetry: "symmetry", AllReductions: "all"}

func (r Reduction) String() string { return reductionNames[r] }

// ParseReduction is the inverse of String.
func ParseReduction(name string) (Reduction, error) {
	if i := slices.Index(reductionNames[:], name); i >= 0 {
		return Reduction(i), nil
	}
	return 0, fmt.Errorf("got %q, want %s", name, strings.Join(reductionNames[:], ", "))
}

// A Reducer is a system of which there is one with fewer states.
type Reducer interface {
	System
	// Reduced returns a system that ends in the same outcomes and breaks the same
	// properties; nil if it would be the same system.
	Reduced(Reduction) Reduced
}

// A Reduced system stands for another one, the plain one. A step of it stands for
// one or several of the plain system; what Record takes are steps of that.
type Reduced interface {
	System
	// Unfold returns the states that a run of this system passes through: each looks
	// like one of the plain system.
	Unfold([]Step) ([]State, error)
	// Looks returns a function, for one goroutine, that reports whether a state of
	// the plain system looks like one of this system. Some steps of the plain system
	// cannot be seen at all.
	Looks() func(plain, reduced State) bool
	// Kept reports whether what the reduction takes for granted held in all that
	// its machines have run. If not, what they found may be incomplete; the system
	// has given the assumption up, and is to be searched again.
	Kept() bool
	// Places returns how many numbers by which threads are told apart are taken for one
	// another, 0 if none are, and whether only in the order of a ring.
	Places() (n int, ring bool)
}

// ErrGaveUp says that what a reduced system takes for granted does not hold: it is no use
// to go on.
var ErrGaveUp = errors.New("what the reduction takes for granted of the program does not hold")

// What a reduction takes for granted of locks and conditions.
const (
	locksUnseen      = 1 << iota // none but the thread that holds a lock does anything to it but wait for it
	waitsForEver                 // nobody who waits on a condition can time out
	gathersUnordered             // nobody looks in which order a gather that is waited for as a statement was given its children
	turnsUnordered               // of tasks that are awaited in turn none fails or is cancelled, nor is who awaits them
	countsUnseen                 // nobody looks how many tasks of a TaskGroup have been counted
	partsApart                   // no class, function or module gets other attributes, and only the main thread names threads
	partsUsed                    // no assumption: one of several parts has gone ahead, so that it matters
	placesUnseen                 // nothing is done with the numbers of threads but what can be done with any of them alike, or with those beside them
	placesUnordered              // nor with those beside them
	namesUnseen                  // nobody looks at the names of threads
	assumptions      = locksUnseen | waitsForEver
	noAssumptions    = 0
)

// A reduction is what the machines of a reduced system share.
type reduction struct {
	kinds   Reduction
	assumed uint32
	broken  atomic.Uint32 // of the assumptions
	places  atomic.Int32  // how many have been made: see place.go
}

// Bounds of what is done in one step.
const (
	maxAtOnce     = 1000
	maxAtOnceWork = maxInstrs / 2
	maxThrough    = 1000 // places where a thread could be preempted that it goes over: it may run for ever
)

// breaks says that the program does what a reduction may have assumed that it
// does not.
func (m *machine) breaks(assumption uint32) {
	if m.red != nil && m.red.broken.Load()&assumption != assumption {
		m.red.broken.Or(assumption)
	}
}

func (m *machine) reduces(r Reduction) bool { return m.red != nil && m.red.kinds&r != 0 }

// goOn does at once what need not wait.
func (m *machine) goOn() {
	if !m.reduces(PartialOrder) || m.prog.asyncGens {
		return
	}
	work := 0
	for range maxAtOnce {
		m.awaitAll()
		m.gatherAll()
		m.awaitInTurn()
		m.atOnceBuf = m.actions(m.atOnceBuf[:0])
		if work > maxAtOnceWork || m.through == maxThrough {
			break
		}
		if !m.oneAtOnce(m.atOnceBuf) && !m.onePart(m.atOnceBuf) {
			return
		}
		work += maxInstrs - m.budget
	}
	m.noneAhead()
}

// oneAtOnce does one of the actions if it need not wait, and reports whether there
// was one.
func (m *machine) oneAtOnce(acts []action) bool {
	if len(acts) == 1 {
		m.pass()
		m.doAtOnce(acts[0])
		return true
	}
	if m.cfg.plain.stepAll {
		return false
	}
	if !m.prog.threaded {
		i := slices.IndexFunc(acts, func(a action) bool { return a.kind == actReady && m.onlyCounts(a.handle) })
		if i >= 0 {
			m.pass()
			m.doAtOnce(acts[i])
		}
		return i >= 0
	}
	if m.daemons() > 0 {
		return false // the end may come before it
	}
	for i, a := range acts {
		alone := (i == 0 || acts[i-1].handle != a.handle) && (i+1 == len(acts) || acts[i+1].handle != a.handle)
		if alone && way(a.index) == wayRun && m.commutes(a.handle) && m.tryAtOnce(a) {
			return true
		}
	}
	return false
}

func (m *machine) doAtOnce(a action) {
	m.nextAction()
	m.movable = true
	m.perform(a)
	m.movable = false
}

// tryAtOnce does an action that commutes with what others do, as far as the
// operation is concerned that the thread stands before. What the thread does behind
// it is its own affair if it may be preempted before each access; otherwise that
// is seen when it is done, and if it is not so the action is taken back.
func (m *machine) tryAtOnce(a action) bool {
	if m.cfg.Preempt == PreemptAccess {
		m.pass()
		m.doAtOnce(a)
		return true
	}
	before := append([]Value(nil), m.a[m.frozen:m.top]...)
	found, passed, chosen, watched, passedBy := len(m.found), len(m.passed), len(m.chosen), len(m.watched), m.passedBy
	m.pass()
	m.nextAction()
	m.minding, m.touched = true, false
	m.perform(a) // nothing may be moved meanwhile
	m.minding = false
	if m.touched {
		m.top = m.frozen + copy(m.a[m.frozen:], before)
		m.found, m.passed, m.chosen, m.watched, m.passedBy = m.found[:found], m.passed[:passed], m.chosen[:chosen], m.watched[:watched], passedBy
	}
	return !m.touched
}

// pass looks at the state that is passed through.
func (m *machine) pass() {
	m.check()
	m.passedBy++
	if m.trace != nil && m.trace.cover != nil {
		m.lookAtWaiting(m.trace.cover)
	}
	if m.unfolding {
		m.saved = append(m.saved[:0], m.a[m.frozen:m.top]...) // encoding sorts in place
		m.noneAhead()
		m.passed = append(m.passed, bytes.Clone(m.encodeState(false)))
		copy(m.a[m.frozen:m.top], m.saved)
	}
}

// runsThrough reports whether a thread may run on over the places where it could be
// preempted, if nobody is there to come in: nobody looks at the states between.
func (m *machine) runsThrough() bool {
	return m.reduces(PartialOrder) && len(m.prog.invariants) == 0 && !m.prog.asyncGens &&
		m.trace == nil && !m.unfolding && !m.minding && !m.cfg.plain.stepAll
}

// onlyOne reports whether no other thread than t can move.
func (m *machine) onlyOne(t Value) bool {
	for _, u := range m.threads() {
		if u != t && m.get(u, wThreadAwaits) == 0 && m.threadOp(u).ways(m, u) != 0 {
			return false
		}
	}
	return true
}

// commutes reports whether what t stands before commutes with all that others may
// do until then.
func (m *machine) commutes(t Value) bool {
	op, obj := int(m.get(t, wThreadOp).int()), m.get(t, wThreadObj)
	if !m.asked(t, op) {
		return false
	}
	switch op {
	case opSleep, opJoin:
		return true
	case opAccess:
		return m.standsAtOwn(t)
	case opStart:
		if m.prog.seesEnds || m.prog.ordersThreads || m.prog.usesIdents {
			return false
		}
		m.current = t
		m.publish()
		return !m.isPublic(obj)
	case opRelease:
		return m.red.assumed&locksUnseen != 0 && m.ownedBy(obj, t)
	case opWait:
		return m.red.assumed&locksUnseen != 0 && m.ownedBy(m.get(obj, wMonitorLock), t) && m.get(t, wThreadArg) == None
	case opNotify:
		return m.red.assumed&assumptions == assumptions && m.ownedBy(m.get(obj, wMonitorLock), t)
	}
	return false
}

// standsAtOwn reports whether t stands before an access to a variable of the program's
// top level that nothing else names, as after waiting for other threads.
func (m *machine) standsAtOwn(t Value) bool {
	f := m.get(t, wThreadFrame).payload()
	c := m.frameCode(f)
	in := c.ins[m.framePC(f)]
	return (in.Op == LOADG || in.Op == STOREG) && c.ins[max(m.framePC(f)-1, 0)].Op == STEP && m.prog.private[in.A]
}

// asked reports whether the program's own code asked for the operation that t stands
// before. Where the library did, what its code does behind the operation, which is
// part of the same step, may concern others.
func (m *machine) asked(t Value, op int) bool {
	f := m.get(t, wThreadFrame).payload()
	if op == opStart || op == opJoin { // Thread.start and Thread.join do nothing more
		f = m.frameParent(f)
	}
	return f != 0 && m.kindAt(f) == kFrame && !m.frameCode(f).lib
}

// A reducedSystem is a system whose steps are larger.
type reducedSystem struct {
	system
	red *reduction
}

// Reduced implements Reducer.
func (s *system) Reduced(r Reduction) Reduced {
	if s.cfg.Cover != nil && len(s.invariants) > 0 {
		return nil // what invariants read is looked at in states that are expanded
	}
	if !s.threaded && s.cfg.Schedule != Any {
		r &^= Symmetry
	}
	if r == NoReduction {
		return nil
	}
	red := &reduction{kinds: r, assumed: assumptions}
	if s.cfg.Profile != (Profile{}) {
		red.assumed = noAssumptions // they are about CPython's locks
	}
	red.assumed |= gathersUnordered | turnsUnordered | countsUnseen | placesUnseen | placesUnordered | namesUnseen
	if s.cfg.Cover == nil { // which threads there are beside another is looked at
		red.assumed |= partsApart
	}
	return &reducedSystem{*s, red}
}

// NewMachine implements System.
func (s *reducedSystem) NewMachine() Machine {
	m := s.newMachine()
	if c := s.cfg.Cover; c != nil {
		return &coverMachine{m, c.add()}
	}
	return m
}

func (s *reducedSystem) newMachine() *machine {
	m := s.image.newMachine()
	m.red = s.red
	return m
}

// Kept implements Reduced.
func (s *reducedSystem) Kept() bool {
	b := s.red.broken.Load()
	if b&partsUsed == 0 {
		b &^= partsApart
	}
	b &= s.red.assumed
	s.red.assumed &^= b
	if b != 0 {
		s.red.places.Store(0)
	}
	return b == 0
}

// Places implements Reduced.
func (s *reducedSystem) Places() (n int, ring bool) {
	return int(s.red.places.Load()), s.red.assumed&placesUnordered == 0
}
