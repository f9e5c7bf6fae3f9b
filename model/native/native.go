// Package native runs real Go code, a function that uses goroutines, locks,
// conditions and channels, in every order of its operations. It owns the
// coroutines that the goroutines become, the drop-in primitives (Mutex, Cond,
// channels, timers …), the search over their interleavings and what an
// execution was like, step by step; it does not know how that is shown.
//
// One goroutine moves at a time, up to its next operation on something that
// others can see; what it does between two operations is its own. An execution
// is therefore determined by who moved at each point and which alternative an
// operation took (a select with several ready cases, Choose), and is repeated by
// deciding the same again. Memory of a Go program cannot be copied, so that there
// are no states to go back to, as in explore.Search. But where the code has been
// rewritten to tell its variables (rewrite, Frame), a state can be looked at, and
// executions that come to the same are joined (joined.go). Explore has the search.
//
// Nothing but the standard library is imported, so that the package can be laid
// over a user's module whatever that requires (see rewrite).
package native

import (
	"fmt"
	"time"
)

// Options of Explore. The zero value explores to completion, without limits.
type Options struct {
	// MaxExecutions ends the search; 0: no limit.
	MaxExecutions int64
	// MaxTime ends the search; 0: no limit.
	MaxTime time.Duration
	// MaxSteps ends an execution as endless; 0: 20,000 operations.
	MaxSteps int
	// Timers says when timers fire.
	Timers TimerMode
	// AnyWaiter lets Cond.Signal wake any waiter, as its documentation permits,
	// instead of the one that has waited longest, as the runtime does.
	AnyWaiter bool
	// Leaks makes an error of a goroutine that is blocked for ever when all else
	// has ended; otherwise it is a note.
	Leaks bool
	// Method is how to search.
	Method Method
	// Bound is the number of preemptions of method Bounded.
	Bound int
	// Runs and Depth are of method Random: PCT's number of executions and its
	// bug depth. 0: 10,000 and 3.
	Runs, Depth int
	Seed        uint64
	// Stall is for how long nothing may happen before the goroutine that runs is
	// reported as blocked outside of what is modelled; 0: 10 s.
	Stall time.Duration
	// Schedule, if it is not nil, is the one execution to run: method Replay.
	Schedule []Decision
	// Expect are the operations that Schedule was, to be compared with.
	Expect []Step
	// Failed is asked at the end of an execution that nothing else is wrong with
	// whether it has failed, and why; "" if not.
	Failed func() string
	// Unfit, if it is not nil, is asked at the end of every execution why it was
	// none of the program; "" if it was.
	Unfit func() string
	// Race looks for data races, too. It needs a build with -race of all but this
	// package (datarace.go).
	Race bool
	// Share and Shares, if that is more than 1, are which of how many parts of
	// Optimal to run (share.go).
	Share, Shares int
	// Help, if it is not nil, is called by Auto when the search is a long one: it
	// lets others run the shares from 1, and returns how to wait for what they have
	// found. This one has share 0 then.
	Help func() (wait func(*Result))
	// Helpers is the number of those.
	Helpers int
	// Stop, if it is not nil, is asked now and then whether to end.
	Stop func() bool
	// Progress is called now and then.
	Progress func(executions int64)
}

// Method is a way to search.
type Method uint8

const (
	// Auto tries executions with at most 0, 1 and 2 preemptions, a limited
	// number of each, for short counterexamples, then Optimal, in turn with Joined
	// where that can be, and if these meet a limit, Random.
	Auto Method = iota
	// Optimal runs one execution of each Mazurkiewicz trace (dpor.go).
	Optimal
	// Plain runs every interleaving: points are the operations that may have to
	// wait for others or see what others do.
	Plain
	// Fine is Plain with every operation a point.
	Fine
	// Bounded is Plain with at most Bound preemptions.
	Bounded
	// Joined is Plain, but an execution that comes to a state that another has
	// come to ends there (joined.go). It is for code that tells where its variables
	// are, as the rewriter has it do.
	Joined
	// Random is PCT (pct.go).
	Random
	// Replay runs one execution, Schedule.
	Replay
)

// TimerMode says when timers fire.
type TimerMode uint8

const (
	// TimersIdle fires the earliest timer when nothing else can run, as
	// testing/synctest does.
	TimersIdle TimerMode = iota
	// TimersAny fires a timer at any moment after it was started: durations say
	// nothing.
	TimersAny
)

// A Decision is one step of a schedule: which goroutine moves, and which of its
// operation's alternatives it takes.
type Decision struct {
	G   int `json:"g"`
	Alt int `json:"alt,omitempty"`
}

// A Result says what was found and how far the search went.
type Result struct {
	// Complete is true if every execution was run, up to the equivalence that
	// the method uses.
	Complete bool
	// Incomplete says why not; it is empty if Complete or if Finding is set.
	Incomplete string
	// Finding is what an execution showed, with its Run; nil if nothing.
	Finding *Finding
	// Notes are the findings that are no errors.
	Notes []*Finding
	// Executions is the number of executions of the method that came last;
	// Tried that of those before it (Auto).
	Executions, Tried int64
	// Blocked counts the executions that were given up as equivalent to earlier
	// ones. It is zero but for programs whose objects appear in an order that
	// depends on the schedule.
	Blocked int64
	// Joined counts the executions that ended in a state that another had come to,
	// States those states that were told apart: if it is not zero, the search was
	// one of joined executions. Unseen says of one that was not to be told why.
	Joined, States int64
	Unseen         string
	Steps          int64 // operations, in all executions
	// Goroutines is the largest number of goroutines in an execution.
	Goroutines int
	// Chance is, of Random, PCT's lower bound on the probability that a bug of
	// the given depth was found.
	Chance   float64
	Depth    int
	Duration time.Duration
	// Refused says why the program could not be explored at all.
	Refused string
	// Differs says, of Replay, at which operation the program did not do what
	// the schedule says.
	Differs string
	// Spinning is true if a loop that looks at atomics without end was taken to
	// wait until they change.
	Spinning bool
	// MapOrder is true if a loop visited a map's keys in their order.
	MapOrder bool
	// Timers is true if a timer was started.
	Timers bool
}

// Kinds of findings.
const (
	KindDeadlock = "deadlock"
	KindLeak     = "goroutine-leak"
	KindPanic    = "panic"
	KindFailed   = "test-failed"
	KindFatal    = "fatal-error" // what the runtime ends the program for, unrecoverably
	KindLivelock = "livelock"
	KindMisuse   = "misuse"
)

// A Finding is what is wrong with an execution.
type Finding struct {
	Kind    string `json:"kind"`
	Message string `json:"message"`
	// Pos is where: the operation that is blocked, the panic.
	Pos Pos `json:"pos"`
	// Schedule leads to it.
	Schedule []Decision `json:"schedule"`
	// Preemptions is the number of times that a goroutine that could go on was
	// interrupted.
	Preemptions int `json:"preemptions"`
	// Run is the execution, step by step.
	Run *Run `json:"run,omitempty"`
}

func (f *Finding) String() string { return fmt.Sprintf("%s: %s", f.Kind, f.Message) }

// A Pos is a place in a source file.
type Pos struct {
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Func string `json:"func,omitempty"`
}

func (p Pos) String() string {
	if p.File == "" {
		return "?"
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}
