package model

import (
	"errors"
	"fmt"
)

// Following one execution: what each step of a thread does to what threads share,
// with names for objects that stay the same while the execution goes on, whatever
// their numbers in its states are. That is what a search needs that reasons about
// which steps commute, in place of visiting each state once.

// A Name tells an object from all others of an execution: it is made of the event
// that has made the object and of the object's place in what that has made. So it
// is the same in executions that differ only in the order of what commutes.
type Name uint64

// The parts of a Name, from its low bits on.
const (
	nameRankBits  = 26 // place among what the event made, from 1
	nameIndexBits = 20 // number of the event among those of its thread
	nameFrozen    = Name(1) << 62

	// Anything is the name of an object of which it is not known which one it is.
	Anything = ^Name(0)

	// What has become of the object since.
	nameEscaped = Name(1) << 63 // other threads have been able to reach it
	nameSettled = Name(1) << 61 // a variable was bound, an __init__ had ended, before that
)

// bare is the name without what has become of the object.
func (n Name) bare() Name { return n &^ (nameEscaped | nameSettled) }

// EventName returns the name of the index-th event of a thread, given by a number
// that the follower has chosen; ok is false if there are too many.
func EventName(thread, index int) (n Name, ok bool) {
	n = (Name(thread)<<nameIndexBits | Name(index)) << nameRankBits
	return n, thread < 1<<(61-nameIndexBits-nameRankBits) && index < 1<<nameIndexBits
}

// Mode says how something is accessed.
type Mode uint8

const (
	// Reads commute with each other.
	Reads Mode = iota
	// Writes commute with nothing.
	Writes
	// Comes after the last write: there was nothing to read before.
	Comes
)

// An Access is what a step does to something that threads share. Two accesses of
// which one writes conflict if they are to the same part of the same object;
// part 0 is all of it.
type Access struct {
	Object Name
	Part   uint64
	Mode   Mode
}

// Meets reports whether two accesses do not commute.
func (a Access) Meets(b Access) bool {
	return a.touches(b) && (a.Mode == Writes && b.Mode != Comes || b.Mode == Writes && a.Mode != Comes)
}

// Behind reports whether a comes after what b has done, without being able to come
// before.
func (a Access) Behind(b Access) bool { return a.Mode == Comes && b.Mode == Writes && a.touches(b) }

func (a Access) touches(b Access) bool {
	return (a.Object == b.Object || a.Object == Anything || b.Object == Anything) && (a.Part == b.Part || a.Part == 0 || b.Part == 0)
}

// A Standing is a thread that has begun and not ended, and what it stands before.
type Standing struct {
	Thread  Name
	Number  int32 // in its state
	Main    bool
	Enabled bool
	// Always is true if it is enabled whatever the others do first.
	Always bool
	// Lock is what it waits for without limit, if that is all.
	Lock Name
	// Next is what it does next of what is known before it does it.
	Next []Access
}

// A LockState is what a step leaves a lock in.
type LockState struct {
	Lock Name
	Held bool
}

// A Following asks a machine to follow an execution.
type Following struct {
	Names  []Name // of the objects in the state to be expanded, by number
	Thread int32  // the number of the thread that moves; only its steps are given
	Event  Name   // of its step
	Others bool   // other threads have begun, if only to end
	Bound  []bool // if so: what Bound said when the first had
	Trial  bool   // data races are not looked for
	// Plain asks for the steps of the plain system, those of all threads: each is one
	// event or several. What is told of them is right for those of Thread.
	Plain bool
}

// A Followed tells what a Successor did.
type Followed struct {
	// Events are the thread's events that the step consists of: for each which of the
	// possible ones it is. The same event has the same number in other states.
	Events []uint32
	// Born are the threads that have begun in the step and gone on over events of
	// their own, once for each.
	Born      []Name
	Footprint []Access
	// Locks are those that the step has taken or given back.
	Locks []LockState
	Names []Name // of the objects in the state that it leads to, by number
	// Started is true if another thread has begun.
	Started bool
}

// Touch adds that the step writes an object, given by its number in the state that the
// step leads to.
func (f *Followed) Touch(object int32) {
	if object >= 0 && int(object) < len(f.Names) {
		f.Footprint = append(f.Footprint, Access{f.Names[object].bare(), partAll, Writes})
	}
}

// A Follower is a machine that can follow an execution of a program with threads.
// Its steps, events, are those of its system or smaller: where an event ends depends
// on nothing but what has come before it for a reason. So a thread stops before it
// touches an object that others have ever been able to reach, before it joins a
// thread that has ended, and where it would if there were others.
type Follower interface {
	Machine
	// Follow prepares for the next Expand, whose Successors then have Followed; nil
	// ends that. The error says why the machine cannot.
	Follow(*Following) error
	// Standings appends the threads of a state, with what they do next if that is
	// asked for. Of Following it takes what is about the state.
	Standings(s State, f *Following, next bool, buf []Standing) []Standing
	// Bound returns which variables that are bound once are in a state.
	Bound(State) []bool
}

// follow is what a machine knows while it follows.
type follow struct {
	*Following
	print   []Access
	done    Followed // the last step
	names   [2][]Name
	which   int
	bearing bool     // threads that have begun in the step run
	reads   []Access // of the invariants
	locks   []LockState

	started           bool
	bearChosen        int     // choices made before that
	bearAt, startedIn int     // where the arena ended when threads began to run, and in which event they were started
	wide              bool    // what is asked is whether others have ever been able to reach something
	known             bool    // escaped is up to date
	wrote             bool    // since then something that others can reach was written
	escaped           []uint8 // by word of the arena behind what is frozen
	toScan            []int
	ends              []int // where the arena ended when the step's events but the last did
	chosen            int   // choices that these have made
	events            []uint32
	born              []Name
	bornAt            []int
	way               uint32 // in which the first of them goes on
}

// Follow implements Follower.
func (m *machine) Follow(f *Following) error {
	m.follow.Following = f
	m.follow.wide = f != nil && !f.Plain
	return m.unfollowed()
}

// unfollowed says why executions of the program cannot be followed.
func (m *machine) unfollowed() error {
	p := m.profile()
	switch {
	case !m.prog.threaded:
		return errors.New("it has no threads, or an event loop")
	case m.prog.asyncGens:
		return errors.New("it has async generators")
	case m.cfg.Preempt != PreemptAccess:
		return fmt.Errorf("where a thread may be preempted depends, with preempt=%v, on how far others are; choose preempt=access", m.cfg.Preempt)
	case m.lockQueues() || p.relock != relockAny || p.after != afterContinue || p.expired == expiredForwards:
		return fmt.Errorf("with profile=%v the order in which threads ask for a lock counts", p)
	case m.cfg.Cover != nil:
		return errors.New("what it covers is asked for")
	}
	return nil
}

func (m *machine) following() bool { return m.follow.Following != nil }

// merges reports whether the step consists of several events: those of a thread
// that need not stop in the plain system.
func (m *machine) merges() bool {
	return m.following() && m.follow.Plain && (m.follow.Others || !m.alone()) && !m.quiet
}

// lonely reports whether what the running thread does concerns nobody else: no
// other thread is there. Who follows wants to know where steps end all the same.
func (m *machine) lonely() bool {
	return m.alone() && !(m.follow.wide && m.follow.Others)
}

// beginFollow prepares for a step.
func (m *machine) beginFollow() {
	if !m.following() {
		return
	}
	f := &m.follow
	f.print, f.locks, f.ends, f.events, f.chosen, f.way = f.print[:0], f.locks[:0], f.ends[:0], f.events[:0], 0, 0
	f.born, f.bornAt = f.born[:0], f.bornAt[:0]
	f.known, f.wrote, f.started, f.startedIn, f.bearAt = false, false, false, 0, 0
	if cap(f.escaped) < m.before {
		f.escaped = make([]uint8, 2*m.before)
	}
	f.escaped = f.escaped[:m.before]
	clear(f.escaped)
}

// endEvent ends an event of the thread that the plain system does not end.
func (m *machine) endEvent() {
	f := &m.follow
	f.known = false
	m.findEscaped()
	if f.bearing {
		if len(m.chosen) > f.bearChosen {
			m.unsupported("born-choice", "a thread chooses at random before it first stops", "search with bfs")
		}
		f.bornAt = append(f.bornAt, m.current.payload())
		return
	}
	f.ends = append(f.ends, m.top)
	f.events = append(f.events, m.alternative())
	f.way, f.chosen, f.known = 0, len(m.chosen), false
}

// alternative is which of the possible ones the present event is.
func (m *machine) alternative() uint32 {
	alt := uint32(0)
	for _, c := range m.chosen[m.follow.chosen:] {
		alt = alt*uint32(c.N) + uint32(c.I)
	}
	return m.follow.way<<28 | alt&(1<<28-1)
}

// beforeEnd prepares for endFollow, in the state that the step has led to.
func (m *machine) beforeEnd() {
	for _, t := range m.threads() {
		m.followStart(t)
	}
	m.follow.known = false
	m.findEscaped()
}

// followStart refuses a thread that may be stopped by the end of the program.
func (m *machine) followStart(t Value) {
	if m.following() && m.threadFlag(t, threadDaemon) {
		m.unsupported("followed-daemon", "a daemon thread is started, and search=dpor does not tell which of its steps come before the end of the program", "search with bfs or dfs")
	}
	if !m.follow.started && !m.threadFlag(t, threadMain) {
		m.follow.started, m.follow.startedIn = true, len(m.follow.ends)
	}
}

// endFollow gives the objects of the new state, which has been encoded, their names.
func (m *machine) endFollow(suc *Successor) {
	f := &m.follow
	f.which = 1 - f.which
	names := f.names[f.which]
	if cap(names) < m.codec.n {
		names = make([]Name, 2*m.codec.n)
	}
	names = names[:m.codec.n]
	clear(names)
	for _, o := range m.codec.queue {
		n := o.off - m.frozen
		if n < m.before && n < len(f.Names) {
			names[o.at] = f.Names[n]
		}
	}
	for _, at := range f.bornAt {
		if n := at - m.frozen; n < m.before && n < len(f.Names) {
			f.born = append(f.born, f.Names[n].bare())
		}
	}
	// Backing stores do not count: how much room there is is not the step's own
	// affair.
	rank, ends, bears := f.Event, f.ends, f.Event
	bearing := false
	from := m.frozen
	if len(f.Names) > 0 {
		from += m.before
	}
	for off := from; off < m.top; off += m.sizeAt(off) {
		if len(f.ends)-len(ends) == f.startedIn && !bearing {
			bears = rank
		}
		for len(ends) > 0 && off >= ends[0] {
			rank = f.Event + Name(len(f.ends)-len(ends)+1)<<nameRankBits
			ends = ends[1:]
		}
		if f.started && !bearing && off >= f.bearAt {
			// What the new thread makes before it stops is of the event of its start.
			rank, bearing = bears, true
		}
		if m.kindAt(off) == kBuf {
			continue
		}
		rank++
		if len(f.Names) == 0 && m.kindAt(off) == kThread { // the program may have begun before it was followed
			f.started = f.started || m.threadFlag(refValue(off), threadEnded)
		}
		for _, at := range f.bornAt {
			if at == off {
				f.born = append(f.born, rank)
			}
		}
		if to := m.codec.number(m, off); to != 0 {
			names[to-1] = rank
		}
	}
	for _, o := range m.codec.queue {
		n := o.off - m.frozen
		if n >= len(f.escaped) {
			continue
		}
		if f.escaped[n]&hasEscaped != 0 {
			names[o.at] |= nameEscaped
		}
		if f.escaped[n]&isSettled != 0 {
			names[o.at] |= nameSettled
		}
	}
	f.names[f.which] = names
	f.events = append(f.events, m.alternative())
	f.done = Followed{Events: f.events, Born: f.born, Footprint: f.print, Locks: f.locks, Names: names, Started: f.started}
	suc.Followed = &f.done
}

// nameFor returns the name of an object, 0 for one that the step has made.
func (m *machine) nameFor(v Value) Name {
	f := &m.follow
	off := v.payload()
	if off < m.frozen {
		return nameFrozen | Name(off)
	}
	n := off - m.frozen
	if n >= m.before || n >= len(f.Names) {
		return 0
	}
	return f.Names[n].bare()
}

// Standings implements Follower.
func (m *machine) Standings(s State, f *Following, next bool, buf []Standing) []Standing {
	buf = buf[:0]
	m.Follow(f)
	m.roomy(func() {
		m.decodeState(s)
		m.startStep(nil)
		buf = buf[:0]
		for _, t := range m.threads() {
			n, op := m.objectNumber(t), m.threadOp(t)
			buf = append(buf, Standing{
				Thread: f.Names[n].bare(), Number: n, Main: m.threadFlag(t, threadMain),
				Enabled: op.ways(m, t) != 0,
				Always:  steady[m.get(t, wThreadOp).int()],
			})
			if m.get(t, wThreadOp).int() == int64(opAcquire) && m.get(t, wThreadArg) == None {
				buf[len(buf)-1].Lock = m.standingName(f.Names, m.get(t, wThreadObj))
			}
			if next {
				buf[len(buf)-1].Next = m.nextOf(t)
			}
		}
	})
	m.Follow(nil)
	return buf
}

// standingName is the name of an object in a state.
func (m *machine) standingName(names []Name, v Value) Name {
	if v.payload() < m.frozen {
		return nameFrozen | Name(v.payload())
	}
	return names[v.payload()-m.frozen].bare()
}

// noteLock notes that the step takes a lock or gives it back.
func (m *machine) noteLock(l Value, held bool) {
	f := &m.follow
	if n := m.nameFor(l); n != 0 {
		for i := range f.locks {
			if f.locks[i].Lock == n {
				f.locks[i].Held = held
				return
			}
		}
		f.locks = append(f.locks, LockState{n, held})
	}
}

// nextOf returns what a thread does next, as far as that is known.
func (m *machine) nextOf(t Value) []Access {
	m.follow.print = nil
	m.current = t
	m.recordOp(t, wayRun)
	if m.threadOp(t) == threadOps[opAccess] {
		m.recordStanding(t)
	}
	next := m.follow.print
	m.follow.print = nil
	return next
}
