package model

import (
	"slices"
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
	nameRoamed    = Name(1) << 63
	nameFrozen    = Name(1) << 62

	// Anything is the name of an object of which it is not known which one it is.
	Anything = ^Name(0)
)

// EventName returns the name of the index-th event of a thread, given by a number
// that the follower has chosen; ok is false if there are too many.
func EventName(thread, index int) (n Name, ok bool) {
	n = (Name(thread)<<nameIndexBits | Name(index)) << nameRankBits
	return n, thread < 1<<(62-nameIndexBits-nameRankBits) && index < 1<<nameIndexBits
}

func (n Name) thread() Name { return (n &^ nameRoamed) >> (nameIndexBits + nameRankBits) }

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
}

// A Followed tells what a Successor did.
type Followed struct {
	Alternative uint32 // which of the thread's possible steps it is; the same step has the same in other states
	Footprint   []Access
	// Sole is true if the step is one access or operation and nothing else.
	Sole bool
	// Settled is true if the thread stood in a join of one that had ended. Where that
	// is so already when join is called, the plain system does not stop there.
	Settled bool
	// Locks are those that the step has taken or given back.
	Locks []LockState
	Names []Name // of the objects in the state that it leads to, by number
}

// A Follower is a machine that can follow an execution of a program with threads.
// Its states are those of its system, but that a thread which is the only one
// left stops where it would with others.
type Follower interface {
	Machine
	// Follow prepares for the next Expand, whose Successors then have Followed; nil
	// ends that. It returns false if the machine cannot.
	Follow(*Following) bool
	// Standings appends the threads of a state, with what they do next if that is
	// asked for.
	Standings(s State, names []Name, next bool, buf []Standing) []Standing
}

// follow is what a machine knows while it follows.
type follow struct {
	*Following
	recording bool // accesses are being looked at: see isPublic
	print     []Access
	sole      int      // accesses and operations so far
	done      Followed // the last step
	names     [2][]Name
	which     int
	roamed    []int32  // objects that a thread other than their maker touches
	settled   bool     // the step began with a join of a thread that had ended
	bearing   bool     // threads that have begun in the step run
	reads     []Access // of the invariants
	locks     []LockState
}

// Follow implements Follower.
func (m *machine) Follow(f *Following) bool {
	m.follow.Following = f
	return m.prog.threaded && !m.prog.asyncGens && m.cfg.Cover == nil
}

func (m *machine) following() bool { return m.follow.Following != nil }

// lonely reports whether what the running thread does concerns nobody else: no
// other thread is there. Who follows wants to know where steps end all the same.
func (m *machine) lonely() bool {
	return m.alone() && !(m.following() && m.follow.Others)
}

// beginFollow prepares for a step.
func (m *machine) beginFollow() {
	f := &m.follow
	f.settled = false
	f.print, f.roamed, f.locks, f.sole = f.print[:0], f.roamed[:0], f.locks[:0], 0
}

// endFollow gives the objects of the new state, which has been encoded, their names.
func (m *machine) endFollow(suc *Successor, a action) {
	f := &m.follow
	f.which = 1 - f.which
	names := f.names[f.which]
	if cap(names) < m.codec.n {
		names = make([]Name, 2*m.codec.n)
	}
	names = names[:m.codec.n]
	clear(names)
	if m.moved == nil {
		for _, o := range m.codec.queue {
			n := o.off - m.frozen
			if n < m.before && n < len(f.Names) {
				names[o.at] = f.Names[n]
			}
		}
		// Backing stores do not count: how much room there is is not the step's own
		// affair.
		rank := f.Event
		from := m.frozen
		if len(f.Names) > 0 {
			from += m.before
		}
		for off := from; off < m.top; off += m.sizeAt(off) {
			if m.kindAt(off) == kBuf {
				continue
			}
			rank++
			if to := m.codec.number(m, off); to != 0 {
				names[to-1] = rank
			}
		}
	} else {
		for _, o := range m.codec.queue {
			names[o.at] = Anything
		}
		for n, name := range f.Names {
			if name != 0 {
				if to := m.codec.number(m, m.moved[n]); to != 0 {
					names[to-1] = name
				}
			}
		}
	}
	for _, n := range f.roamed {
		off := m.frozen + int(n)
		if m.moved != nil {
			off = m.moved[n]
		}
		if to := m.codec.number(m, off); to != 0 {
			names[to-1] |= nameRoamed
		}
	}
	f.names[f.which] = names
	way := uint32(0)
	if a.kind == actTurn {
		way = uint32(a.index)
	}
	alt := uint32(0)
	for _, c := range m.chosen {
		alt = alt*uint32(c.N) + uint32(c.I)
	}
	f.done = Followed{Alternative: way<<28 | alt&(1<<28-1), Footprint: f.print, Sole: f.sole == 1 && !m.prog.seesEndsSoon(), Settled: f.settled, Locks: f.locks, Names: names}
	suc.Followed = &f.done
}

// foreign reports whether an object that no other thread can reach now may have
// been touched by one before.
func (m *machine) foreign(off int) bool {
	f := &m.follow
	n := off - m.frozen
	if m.moved != nil {
		return true
	}
	return n < m.before && n < len(f.Names) && (f.Names[n]&nameRoamed != 0 || f.Names[n].thread() != f.Event.thread())
}

// nameOf returns the name of an object, 0 for one that the step has made.
func (m *machine) nameFor(v Value) Name {
	f := &m.follow
	off := v.payload()
	switch {
	case off < m.frozen:
		return nameFrozen | Name(off)
	case m.moved != nil:
		return Anything
	}
	n := off - m.frozen
	if n >= m.before || n >= len(f.Names) {
		return 0
	}
	if name := f.Names[n]; name == Anything {
		return name
	} else if f.Event.thread() != name.thread() && !slices.Contains(f.roamed, int32(n)) {
		f.roamed = append(f.roamed, int32(n))
	}
	return f.Names[n] &^ nameRoamed
}

// Standings implements Follower.
func (m *machine) Standings(s State, names []Name, next bool, buf []Standing) []Standing {
	buf = buf[:0]
	m.roomy(func() {
		m.decodeState(s)
		m.startStep(nil)
		buf = buf[:0]
		over := m.over()
		for _, t := range m.threads() {
			n, op := m.objectNumber(t), m.threadOp(t)
			buf = append(buf, Standing{
				Thread: names[n] &^ nameRoamed, Number: n, Main: m.threadFlag(t, threadMain),
				Enabled: !over && op.ways(m, t) != 0,
				Always:  !m.prog.daemons && steady[m.get(t, wThreadOp).int()],
			})
			if m.get(t, wThreadOp).int() == int64(opAcquire) && m.get(t, wThreadArg) == None && !m.prog.daemons {
				buf[len(buf)-1].Lock = m.standingName(names, m.get(t, wThreadObj))
			}
			if next {
				buf[len(buf)-1].Next = m.nextOf(t, names, over)
			}
		}
	})
	return buf
}

// standingName is the name of an object in a state.
func (m *machine) standingName(names []Name, v Value) Name {
	if v.payload() < m.frozen {
		return nameFrozen | Name(v.payload())
	}
	if n := names[v.payload()-m.frozen]; n != Anything {
		return n &^ nameRoamed
	}
	return 0
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
func (m *machine) nextOf(t Value, names []Name, over bool) []Access {
	following := m.follow.Following
	m.follow.Following = &Following{Names: names, Event: names[m.objectNumber(t)], Others: true}
	m.follow.print = nil
	m.current, m.published = t, false
	m.recordOp(t, wayRun)
	if m.threadOp(t) == threadOps[opAccess] {
		m.recordStanding(t)
	}
	if over {
		m.noteAccess(Access{nameExit, partAll, Reads})
	}
	next := m.follow.print
	m.follow.print, m.follow.Following = nil, following
	return next
}

// goOnAlone lets the thread that has moved do at once what commutes with all that
// others may do: it makes its step larger, and is nobody else's.
func (m *machine) goOnAlone() {
	if m.prog.daemons {
		return
	}
	for range maxAtOnce {
		var own []action
		for _, a := range m.actions(m.atOnceBuf[:0]) {
			if a.handle == m.actorMoved && a.kind == actTurn {
				own = append(own, a)
			}
		}
		if len(own) != 1 || way(own[0].index) != wayRun || !m.commutes(own[0].handle) || m.joinsInTime(own[0].handle) || !m.tryAtOnce(own[0]) {
			return
		}
	}
}

// joinsInTime reports whether a thread stands in a join with a limit.
func (m *machine) joinsInTime(t Value) bool {
	return m.get(t, wThreadOp).int() == int64(opJoin) && m.get(t, wThreadArg) != None
}
