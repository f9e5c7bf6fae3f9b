// Package explore searches the states of a model.System exhaustively. It owns
// the search, its limits, the way back to a state, and what a search may claim;
// it knows neither the language of a program nor how a result is shown.
//
// Search visits every state once. Breadth-first it proceeds level by level on
// all cores and finds shortest counterexamples; depth-first it needs a smaller
// frontier. Both are the same search with another frontier. Verdict, counts and
// counterexamples do not depend on the number of workers.
//
// Decide searches a program under several schedules and joins the verdicts.
package explore

import (
	"context"
	"time"

	"github.com/condcheck/condcheck/model"
)

// Order is the order in which a search expands states.
type Order uint8

const (
	// BFS expands states in the order of their distance from the start.
	BFS Order = iota
	// DFS expands the state found last, in one worker: the frontier is smaller,
	// and counterexamples are not the shortest.
	DFS
	// DPOR runs executions of a program with threads to their end, one of each
	// Mazurkiewicz trace, and remembers no states: see internal/dpor. Reductions,
	// workers and checkpoints are not for it.
	DPOR
)

func (o Order) String() string { return [...]string{"bfs", "dfs", "dpor"}[o] }

// Goal is what a search is after.
type Goal uint8

const (
	// AnyViolation asks for a violation: the search ends with the first level that
	// has one.
	AnyViolation Goal = iota
	// Outcomes asks for every end of every execution: the search goes on past
	// violations.
	Outcomes
)

// Options of a search. The zero value searches breadth-first, without limits,
// on all cores, for a violation.
type Options struct {
	Order   Order
	Goal    Goal
	Workers int // 0: GOMAXPROCS

	MaxStates int64         // states to visit, or with DPOR executions; 0: no limit
	MaxDepth  int           // states this many steps from the start are not expanded; 0: no limit (with DPOR: 10,000)
	MaxTime   time.Duration // 0: no limit
	MaxMemory int64         // bytes in the visited set and the frontier; 0: no limit

	Exact bool // compare whole states instead of 80-bit hashes

	// Reduction leaves out what shows the same, where the system knows how
	// (model.Reducer) and no limit counts steps. Verdict and outcomes are those of
	// the plain search, and so are the steps of a trace.
	Reduction model.Reduction

	// Checkpoint is where the search is kept from time to time; nil: nowhere.
	Checkpoint *Checkpoint

	// Disk is a directory where the states are kept, in files that are gone when the
	// search ends, or belong to its Checkpoint; empty: in memory. MaxMemory then bounds
	// what is gathered before it is written, and does not end the search. Breadth-first
	// only, without Exact.
	Disk string

	// Bitstate is the number of bytes in which three bits are kept of each state,
	// instead of its hash; 0: none. Such a search misses states and never holds; it
	// has one worker. Breadth-first only, without Exact, Disk and Checkpoint.
	Bitstate int64

	total time.Duration // of Decide: what MaxTime is a part of
	whole bool          // no part of a program goes ahead of others
	flat  bool          // states are not cut into components

	// Progress is called about five times a second, not concurrently.
	Progress func(Stats)
}

// Verdict is the answer of a search.
type Verdict uint8

const (
	// Unknown: nothing was found, and not everything was searched.
	Unknown Verdict = iota
	// Holds: everything was searched and nothing was found.
	Holds
	// Violated: a finding of severity Error has a trace.
	Violated
)

func (v Verdict) String() string { return [...]string{"unknown", "holds", "violated"}[v] }

// A Result is what a search found and how far it went.
type Result struct {
	Verdict Verdict
	// Complete is true if every reachable state was expanded.
	Complete bool
	// Incomplete says why not: empty if Complete, or if the search ended at a
	// violation.
	Incomplete []Reason
	// Violations are the findings of severity Error, each with a trace:
	// shortest first, then by position. Notes are the other findings.
	Violations, Notes []Violation
	// Outcomes are the distinct ends, sorted by key (goal Outcomes only).
	Outcomes []Witness
	Stats    Stats
	// Err says what is wrong with the checkpoint or with the files of a search on disk:
	// the search was not done, or not to its end.
	Err error
}

// A Violation is a finding and a run that shows it.
type Violation struct {
	Finding model.Finding
	Trace   Trace
	// Shortest is true if no run with fewer steps shows a violation. Fewest is true
	// if moreover no run of the same length shows it with fewer task switches;
	// Switches is the number of them.
	Shortest bool
	Fewest   bool
	Switches int
}

// A Witness is an outcome and a run that ends in it.
type Witness struct {
	Outcome model.Outcome
	Trace   Trace
}

// Stats are the figures of a search.
type Stats struct {
	States      int64 // distinct states visited, the start included
	Transitions int64 // steps taken from expanded states
	Depth       int   // steps from the start to the farthest state visited
	Covered     int   // breadth-first: every state nearer than this was expanded
	Ends        int64 // states without steps
	Deadlocks   int64 // those of them whose outcome is a deadlock
	Frontier    int64 // states not expanded (yet)
	Memory      int64 // bytes held by the visited set and the frontier
	Disk        int64 // bytes in files
	// VisitedBytes is the part of Memory that the visited set holds.
	VisitedBytes    int64
	CollisionChance float64 // bound on the probability that hashes hid a state; 0 if exact
	Workers         int
	Duration        time.Duration
	// Order is the one in which the search went.
	Order Order
	// Executions is the number of executions that were run to their end, one of each
	// Mazurkiewicz trace; with DPOR only. States are those passed through then, each
	// as often as that happened.
	Executions int64
	// Reduction is what was in force, and Passed how many states the steps taken
	// passed through without visiting them.
	Reduction model.Reduction
	Passed    int64
	// Partly is of how many of the states only the steps of one part of the program
	// were taken.
	Partly int64
	// Places is how many numbers by which threads are told apart were taken for one
	// another, in the order of a ring only if Ring is true.
	Places int
	Ring   bool
	// Contents is how many different contents the components had that the states were cut
	// into, 0 if they were kept as a whole. Nothing is reduced by that.
	Contents int64
}

// StatesPerSecond returns the rate of the search.
func (s Stats) StatesPerSecond() float64 {
	if s.Duration <= 0 {
		return 0
	}
	return float64(s.States) / s.Duration.Seconds()
}

// ExecutionsPerSecond returns the rate of a search by executions.
func (s Stats) ExecutionsPerSecond() float64 {
	if s.Duration <= 0 {
		return 0
	}
	return float64(s.Executions) / s.Duration.Seconds()
}

// BytesPerState returns what a visited state costs.
func (s Stats) BytesPerState() float64 {
	if s.States == 0 {
		return 0
	}
	return float64(s.VisitedBytes) / float64(s.States)
}

// Search explores sys. It ends when every reachable state has been expanded,
// when the goal is met, when a limit is met, or when ctx is done; whichever it
// is, the result holds all that was found.
func Search(ctx context.Context, sys model.System, opts Options) *Result {
	if opts.Order == DPOR {
		return searchTraces(ctx, sys, opts)
	}
	if red := reduced(sys, &opts); red != nil {
		return searchReduced(ctx, sys, red, opts)
	}
	if col := collapsed(sys, &opts); col != nil {
		return searchCollapsed(ctx, sys, col, opts)
	}
	s := newSearch(sys, opts)
	defer s.closeDisk()
	s.run(ctx)
	return s.result()
}
