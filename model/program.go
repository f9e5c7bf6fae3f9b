package model

import "github.com/condcheck/condcheck/model/source"

// Schedule says which of the runnable tasks may move next.
type Schedule uint8

const (
	// FIFO is CPython's event loop: ready handles run in the order in which they
	// became ready; timers join the queue when an iteration of the loop begins.
	FIFO Schedule = iota
	// Any lets every ready handle and every pending timer be next: what the
	// language promises, and no more.
	Any
	// Threads is the schedule of a program with threads: whichever can run may be
	// next.
	Threads
)

func (s Schedule) String() string { return [...]string{"fifo", "any", "threads"}[s] }

// A Config selects the behaviour of the runtime that a program runs on.
type Config struct {
	Schedule Schedule
	// Minor is the CPython version 3.Minor, 8 to 14.
	Minor int
	// Preempt says where a thread may be preempted, in programs that have threads.
	Preempt Preempt
	// Profile is how their locks and conditions behave.
	Profile Profile
	// Watch asks for Successor.Events.
	Watch bool
	// Cover, if not nil, is filled with what the machines of the system run.
	Cover *Coverage

	plain plainness // switches off what only makes states smaller: for tests
}

// plainness says which of the machine's shortcuts are switched off. They change
// nothing that can be observed, which the tests check by doing without them.
type plainness struct {
	keepDead    bool // dead local variables belong to the state
	freezeNone  bool // nothing is frozen: every state has all classes and functions
	collectMuch bool // garbage is collected wherever it may be
	stepAll     bool // whatever a thread does is a step, be it seen or not
}

// Want is an expectation written into a program as a trailing comment:
// `# want PROPERTY [key=value …] ["regexp"]`, or `# want holds`.
type Want struct {
	Property string
	Options  map[string]string // "schedule", "python", "profile"
	Pattern  string            // regular expression over the message; may be empty
	Pos      source.Pos        // of the comment
}

// A Directive is a default set by the program: `# condcheck: KEY=VALUE …`.
type Directive struct {
	Key, Value string
	Pos        source.Pos
}
