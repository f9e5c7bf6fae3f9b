package model

import (
	"fmt"
	"runtime"
)

// A machine runs the steps of one program. It has an arena of its own and is
// not safe for concurrent use.
type machine struct {
	prog   *image
	cfg    Config
	atoms  *atomCache
	a      []Value // the arena
	frozen int     // end of the frozen image; the root object of the state stands here
	top    int     // next free word

	globalsAt int      // where the mutable globals stand: behind the root
	freezing  []uint32 // while the image is made: where what is frozen goes
	codec     codec
	enc       encoder
	comps     *components // of the components in the arena, nil if all of a state is: see component.go

	current    Value // the task that runs, 0 if none
	movable    bool  // the garbage collector may move objects in the outermost run
	actorMoved Value // the task that the step moves, 0 if none
	clock      Value // time of the handle that runs, where it matters

	fr      int   // the running frame
	exc     Value // pending exception, 0 if none
	stop    Value // what the last exhausted generator returned
	frames  int   // depth of calls
	depth   int   // depth of run on the Go stack
	blocked bool  // a native asks to suspend the main thread
	budget  int   // instructions left for this step
	gcAt    int   // collect garbage when top passes this
	reaping bool  // a dropped async generator is to be looked for

	lookups [256]lookup

	args []Value   // arguments of the calls being made: see argSpace
	data dataState // what values.go and its neighbours keep

	turnState // of the thread that runs: see visible.go
	lookout   lookout

	parts partState // see parts.go

	script []int    // choices to take
	chosen []Choice // choices taken

	found []Finding // of the step so far

	follow follow // an execution is followed: see follow.go

	red         *reduction // nil in a plain machine
	awaiting    bool       // the running thread only looks whom it waits for: see await.go
	undisturbed bool       // no other thread can move before the running one comes to an operation
	through     int        // how many places where it could be preempted it has gone over so
	minding     bool       // accesses to what others can reach are noted in touched
	touched     bool
	unfolding   bool    // the states that a step passes through are wanted
	passed      []State // those states
	passedBy    int32   // how many they are
	atOnceBuf   []action
	racersBuf   []standing // see race.go

	begun     bool    // the step leads to the first state
	vague     bool    // names need not tell places from each other
	finishing bool    // the state that the step leads to is being encoded
	placing   placing // see permute.go

	later map[int][]bool // see forget.go, by where the main thread stands

	dropped   []Value   // async generators that encodeState found unreachable
	actionBuf []action  // the steps of the state that is being expanded
	actors    []int32   // and the tasks that they move
	successor Successor // what is being yielded
	saved     []Value   // the state while hooks are evaluated

	watched    []Event // what the step did, while Config.Watch asks for it
	before     int     // words of the state before the step
	moved      []int   // where the words of the state before the step stand, if they have been moved
	renumber   func(int32) int32
	forwarding bool // an aborted wait passes its notification on

	watch   bool      // reads and writes of shared variables are recorded
	printed *[]Event  // what is printed before the first decision
	trace   *recorder // nil unless a run is being recorded
}

// An arena begins with smallArena words behind the frozen image and grows when a
// step does not fit, which is then done again; arenaWords bounds it: 128 MB.
const (
	smallArena = 1 << 14
	arenaWords = 16 << 20
)

// fullPanic says that the arena is too small for what was tried.
type fullPanic struct{}

func (m *machine) arenaFull() {
	if len(m.a) >= arenaWords {
		m.limit("one step needs more than %d MB for its objects", arenaWords*8>>20)
	}
	panic(fullPanic{})
}

// roomy runs f, and runs it again with a larger arena if it does not fit. f must
// begin with a state that it decodes or copies into the arena.
func (m *machine) roomy(f func()) {
	for !m.fits(f) {
		a := make([]Value, min(4*len(m.a), m.frozen+arenaWords))
		copy(a, m.a[:m.frozen])
		m.a = a
		m.depth = 0
	}
}

func (m *machine) fits(f func()) (ok bool) {
	defer func() {
		if r := recover(); r != nil {
			if _, full := r.(fullPanic); !full {
				if _, ok := r.(runtime.Error); ok {
					m.lostPlace()
				}
				panic(r)
			}
			ok = false
		}
	}()
	f()
	return true
}

// limitPanic carries a *LimitError, *UnsupportedError or bug out of a step.
type limitPanic struct{ err error }

// limit ends the step: it does not stay within the machine's bounds.
func (m *machine) limit(format string, args ...any) {
	panic(limitPanic{&LimitError{Pos: m.pos(), What: fmt.Sprintf(format, args...)}})
}

// unsupported ends the step: the program did what the model has no meaning for.
// It does not return; the Value is for the caller's return statement.
func (m *machine) unsupported(code, msg, hint string) Value {
	panic(limitPanic{&UnsupportedError{Pos: m.pos(), Code: code, Msg: msg, Hint: hint}})
}

// bug reports a broken invariant of the machine itself.
func (m *machine) bug(format string, args ...any) {
	panic(fmt.Sprintf("condcheck: internal error at %s: %s", m.pos(), fmt.Sprintf(format, args...)))
}

// choose takes one of n possibilities; the search takes each in turn.
func (m *machine) choose(n int, what string) int {
	if n < 2 {
		return 0
	}
	k := len(m.chosen)
	i := 0
	if k < len(m.script) {
		i = m.script[k]
	}
	m.chosen = append(m.chosen, Choice{N: n, I: i, Label: what})
	if m.trace != nil {
		m.trace.choices = append(m.trace.choices, Choice{N: n, I: i, Label: what})
		m.event(EvChoice, m.current, 0, 0, what)
	}
	return i
}

// overdue is called where everything is in frames, when the budget of the step
// is used up or the arena should be cleaned.
func (m *machine) overdue() {
	if m.budget < 0 {
		if f := m.fr; f != 0 && !m.frameWaiting(f) && m.framePC(f)+1 < len(m.frameCode(f).ins) {
			m.setFrameAt(f, m.framePC(f)+1, m.frameSP(f)) // the place is that of the instruction that would be next
		}
		m.limit("one step did the work of %d instructions without giving way to another task", maxInstrs)
	}
	if m.reaping {
		m.reap(m.stop)
		m.gcAt = m.top + gcWords
	}
	if m.top > m.gcAt {
		m.collectGarbage()
	}
}

// unboundLocal raises the UnboundLocalError for a variable.
func (m *machine) unboundLocal(name string) {
	if m.cfg.Minor < 11 {
		m.raise(tUnboundLocalError, "local variable '%s' referenced before assignment", name)
		return
	}
	m.raise(tUnboundLocalError, "cannot access local variable '%s' where it is not associated with a value", name)
}

// unboundCell raises the NameError for an unbound cell variable.
func (m *machine) unboundCell(c *code, slot int) {
	name := c.Locals[slot]
	for _, s := range c.Cells {
		if s == slot {
			m.unboundLocal(name)
			return
		}
	}
	if m.cfg.Minor < 11 {
		m.raise(tNameError, "free variable '%s' referenced before assignment in enclosing scope", name)
		return
	}
	m.raise(tNameError, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", name)
}
