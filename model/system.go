package model

import (
	"fmt"
	"strings"

	"github.com/condcheck/condcheck/model/source"
)

// A State is a state in canonical form: a byte string that decodes to the
// whole state and that is equal for two states exactly when the machine cannot
// tell them apart (objects at other addresses and dead variables do not count).
// It is made for speed, of words of eight bytes: who keeps many of them packs them.
// The empty State is the one before anything has run.
type State []byte

// A System is a transition system: everything that can be explored. It is safe
// for concurrent use; the machines that it makes are not.
type System interface {
	// NewMachine returns a machine of its own for one worker.
	NewMachine() Machine
	// Record runs the given steps from the empty state and tells what happened,
	// in the words of the program. It fails with a *DivergedError if a step is
	// not there.
	Record(steps []Step) (*Run, error)
}

// A Machine computes the successors of states.
type Machine interface {
	// Expand calls yield for each step that is enabled in s, in a fixed order,
	// until yield returns false. If none is enabled it returns how the program
	// ended there; otherwise End is nil. The Successor and what it points to are
	// valid only during the call of yield. The error is a *LimitError if a step
	// does not end within the machine's bounds, or an *UnsupportedError if the
	// program did what the model has no meaning for: the other steps of s have
	// then been given all the same.
	Expand(s State, yield func(*Successor) bool) (*End, error)
	// Measures returns the sizes in s that could grow without bound: integers
	// and the lengths of containers, by the name of the variable that holds
	// them. It serves to say why a search does not end.
	Measures(s State) []Measure
}

// A Step is one scheduling decision: its index among the steps of its state,
// in the order of Expand. Which task or callback moves, and which of several
// possible results happens (a random choice, the order of a set), is all in it.
type Step uint32

// A Successor is a step together with the state that it leads to.
type Successor struct {
	Step  Step
	State State
	// Key is a hash of State that is the same in every run, if State itself is not; 0
	// otherwise.
	Key [2]uint64
	// Findings are the properties that this step, or the state that it leads
	// to, breaks.
	Findings []Finding
	// Events are what the step did to locks and conditions, if Config.Watch asks
	// for them. Tasks and primitives go by their numbers in State; what is no
	// longer in it by a negative number of its own, less than -1.
	Events []Event
	// Renumber returns for a number in the state that was expanded the number in
	// State, in the same way; it is there if Events is asked for.
	Renumber func(int32) int32
	// Actor numbers the task that moved, in the numbering of the state that was
	// expanded; ActorAfter is the same task in the numbering of State. Both are
	// -1 where there is none. The numbers serve to count task switches: a step
	// switches unless its Actor equals its predecessor's ActorAfter.
	Actor, ActorAfter int32
	// Followed is there if the machine follows an execution.
	Followed *Followed
	// Enough is true of the last of those steps of a reduced system that are a
	// persistent set: the others need not be taken, as long as they are not put off
	// for ever.
	Enough bool
	// Passed is how many states of the plain system the step of a reduced one passes
	// through.
	Passed int32
}

// An End says how an execution ended in a state without steps.
type End struct {
	Outcome  Outcome
	Findings []Finding
}

// An Outcome is what can be seen of an execution when it has ended.
type Outcome struct {
	// Status is "ok", "deadlock" or "exception:TYPE".
	Status string
	// Globals is the JSON object of the module-level variables, keys sorted.
	Globals string
	// TaskExceptions are the types of the exceptions in tasks that nobody
	// retrieved, sorted.
	TaskExceptions []string
	// Violated are the finally_ functions that were false or raised, in the
	// order of their definition.
	Violated []string
}

// Key returns a string that is equal for equal outcomes and sorts them.
func (o Outcome) Key() string {
	return strings.Join([]string{o.Status, o.Globals, strings.Join(o.TaskExceptions, ","), strings.Join(o.Violated, ",")}, "\x00")
}

// Severity ranks findings.
type Severity uint8

const (
	// Note is worth knowing and breaks nothing.
	Note Severity = iota
	// Warning is a fault that this program does not suffer from.
	Warning
	// Error is a violated property.
	Error
)

func (s Severity) String() string { return [...]string{"note", "warning", "error"}[s] }

// A Finding is a broken property, with the place to look at.
type Finding struct {
	Property string // "deadlock", "invariant", …
	Name     string // which one, where there are several: the invariant's name
	Severity Severity
	Pos      source.Pos
	File     string // that Pos is in; "" for the program's own
	Message  string // one sentence
	// Template is the message with {task}, {other} and {object} for the names that
	// only a recorded run knows, or without names that it may know better; empty if the
	// message has none.
	Template string
}

// Key returns a string that is equal for findings that say the same.
func (f Finding) Key() string {
	return fmt.Sprintf("%s\x00%s\x00%d\x00%s%s\x00%s", f.Property, f.Name, f.Severity, f.File, f.Pos, f.Message)
}

// A Measure is the size of something that a variable holds.
type Measure struct {
	Name string
	Size int64
}

// A LimitError says that one step did not end within the machine's bounds.
type LimitError struct {
	Pos  source.Pos
	What string // "step ran 10000000 instructions without giving way"
}

func (e *LimitError) Error() string { return fmt.Sprintf("%s: %s", e.Pos, e.What) }

// An UnsupportedError says that the program did what the model has no meaning
// for.
type UnsupportedError struct {
	Pos  source.Pos
	Code string // stable rule code, lowercase: "socket-io"
	Msg  string // what was found
	Hint string // what to write instead
}

func (e *UnsupportedError) Error() string {
	s := fmt.Sprintf("%s: %s [%s]", e.Pos, e.Msg, e.Code)
	if e.Hint != "" {
		s += ": " + e.Hint
	}
	return s
}

// A DivergedError says that a recorded run does not fit the system any more.
type DivergedError struct {
	At   int // number of the step, counted from 0
	What string
}

func (e *DivergedError) Error() string { return fmt.Sprintf("step %d: %s", e.At+1, e.What) }

// A Run tells what happened in an execution, step by step.
type Run struct {
	Actors []string // column names: "main", "producer-1", …
	Steps  []RunStep
	End    *End // nil if the run stops before an end
	// Blocked says for each unfinished task at the end what it waits for.
	Blocked []Blocked
	// Choices are the decisions in the terms of the controlled interpreter: of
	// N alternatives the I-th was taken. Decisions with one alternative are
	// left out.
	Choices []Choice
}

// A RunStep is one step of a Run.
type RunStep struct {
	Step   Step
	Actor  int    // index into Run.Actors, -1 for the scheduler
	Label  string // what was decided: "run consumer-2", "timer sleep(1) fires"
	Events []Event
	// Objects describes the synchronisation objects after the step: owner and
	// waiter queues, in the order of their creation.
	Objects []ObjectState
	// Variables are the values of the program's data after the step:
	// module-level variables first, then those of each task's functions.
	Variables []Variable
	// Findings are the properties broken by this step.
	Findings []Finding
	// Choices are this step's part of Run.Choices.
	Choices []Choice
	// Turn is the step in the terms of threads; nil in programs without them.
	Turn *Turn
}

// A Turn is one thread's going on from where it stands to where it stops next.
type Turn struct {
	Thread int    `json:"thread"` // 0 is the main thread, the others in the order of their start
	How    string `json:"how"`    // "run", "expires" (its timed wait is over) or "spurious" (it wakes for no reason)
	// Of is how many turns were possible.
	Of    int  `json:"of"`
	Until Stop `json:"until"`
	// Born are the threads that begin in this turn: behind it each runs up to its
	// first stop.
	Born []Turn `json:"born,omitempty"`
}

// A Stop is where a thread stands, in the terms of a controlled interpreter.
type Stop struct {
	Line int    `json:"line"`           // in the innermost frame of the program's own code, 0 if there is none
	File string `json:"file,omitempty"` // if it is not the program's own
	// Op is what the thread is about to do: load-global, store-global, del-global,
	// and likewise -cell, -attr and -item, operator, iter, next, yield, call;
	// blocked if it is inside the call of Name and cannot go on; end before its
	// end, ended behind it.
	Op   string `json:"op"`
	Name string `json:"name,omitempty"` // of the variable, attribute or function
	// Skip is how many points with the same Line, File, Op and Name the thread
	// passes in this turn before it stops; the one that it stood before at the
	// beginning does not count.
	Skip int `json:"skip,omitempty"`
}

// A Choice is one decision among N alternatives, I from 0.
type Choice struct {
	N     int    `json:"n"`
	I     int    `json:"i"`
	Label string `json:"label,omitempty"`
}

// A Variable is a variable of the program, or an attribute of an object that
// one holds, and its value as text.
type Variable struct {
	Actor int    // index into Run.Actors of the task whose local it is; -1 for the module's
	In    string // the function, if it is local
	Name  string
	Value string
}

// An ObjectState is what a trace shows of a synchronisation object.
type ObjectState struct {
	Name    string   // "cond", "self.lock": as the program calls it
	Kind    string   // "Condition", "Lock", …
	Owner   string   // the task that holds it, if known
	Waiters []string // longest waiting first
	Value   string   // "value=2", "set", "3/5 items"
}

// A Blocked task, what it waits for, and where.
type Blocked struct {
	Actor   string
	On      string // "cond (waiter 1 of 2)", "lock, held by producer-1"
	Object  string // the primitive, as events call it; "" if it is none
	Pos     source.Pos
	File    string // that Pos is in; "" for the program's own
	Holder  string // actor that holds what it waits for, if there is one
	InCycle bool   // part of a wait-for cycle
	Would   Would  // what it would do if it were woken, where that was tried
}

// Would says what a task that waits on a condition would do if it were woken.
type Would uint8

const (
	// WouldUnknown: it was not tried.
	WouldUnknown Would = iota
	// WouldSleep: it would wait again in the same place: what it waits for is not
	// there.
	WouldSleep
	// WouldGoOn: it would go on.
	WouldGoOn
)

// EventKind names what happened.
type EventKind string

// The kinds of events.
const (
	EvLine      EventKind = "line"       // a source line ran; Text has it
	EvRead      EventKind = "read"       // of a shared variable; Text is NAME = VALUE
	EvWrite     EventKind = "write"      // likewise
	EvPrint     EventKind = "print"      // print or logging; Text is the line
	EvAcquire   EventKind = "acquire"    // lock taken
	EvRelease   EventKind = "release"    // lock given back
	EvBlock     EventKind = "block"      // the task suspends on Object
	EvWaitBegin EventKind = "wait-begin" // Condition.wait enqueued and released
	EvSelect    EventKind = "select"     // notify selected waiter Other
	EvNotify    EventKind = "notify"     // notify(n) called; N is n, Met how many waiters it met
	EvWake      EventKind = "wake"       // a waiter unblocks
	EvRelock    EventKind = "relock"     // a waiter has the lock again
	EvWaitEnd   EventKind = "wait-end"   // wait returns; Text is ok, cancel, timeout or exc
	EvElsewhere EventKind = "elsewhere"  // a wait of the program's own sleeps on something else (see override.go)
	EvSet       EventKind = "set"        // Event.set
	EvClear     EventKind = "clear"      // Event.clear
	EvPut       EventKind = "put"        // into a queue
	EvGet       EventKind = "get"        // from a queue
	EvSpawn     EventKind = "spawn"      // task Other created
	EvFinish    EventKind = "finish"     // the task ended; Text is its result or exception
	EvCancel    EventKind = "cancel"     // cancel requested for task Other
	EvTimer     EventKind = "timer"      // a timer fired
	EvRaise     EventKind = "raise"      // an exception was raised; Text has it
	EvChoice    EventKind = "choice"     // a data choice; Text has it

	evCall EventKind = "call" // an own notify runs; stands in no finished step
)

// An Event is what a step did that a property can watch or a reader wants to
// see.
type Event struct {
	Kind   EventKind
	Task   int    // index into Run.Actors; -1 outside any task
	Object string // what the program calls the primitive concerned; "" if there is none
	Other  int    // another task: the selected, cancelled or created one; -1 if none
	N, Met int
	Depth  int  // of a line: how many functions are running inside each other
	GoesOn bool // of a line: a generator goes on there, behind its yield
	Pos    source.Pos
	File   string // that Pos is in; "" for the program's own
	Text   string

	// Own is true if Python code does it, in place of a primitive: a method of the
	// program's own, or threading's semaphores. A controlled interpreter tells nothing
	// of it.
	Own bool
	// Watched is true for the events that Successor.Events has, too.
	Watched bool
	// ID and Lock identify the primitive and its lock in Successor.Events, where
	// Task and Other are numbers of the same kind, -1 if there is none: a condition
	// may have been left without its lock (see unlocked.go). In a Run ID identifies the
	// primitive, too: 0 if there is none.
	ID, Lock int
}
