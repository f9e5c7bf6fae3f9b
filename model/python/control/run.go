package control

import (
	"bufio"
	"bytes"
	"context"
	_ "embed" // the loop's Python text
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

//go:embed choices.py
var choicesText string

//go:embed loop.py
var loopText string

//go:embed places.py
var placesText string

//go:embed observe.py
var observeText string

//go:embed execution.py
var executionText string

//go:embed strands.py
var strandsText string

//go:embed locks.py
var locksText string

//go:embed library.py
var libraryText string

//go:embed points.py
var pointsText string

//go:embed hooks.py
var hooksText string

//go:embed follow.py
var followText string

//go:embed watch.py
var watchText string

//go:embed control.py
var controlText string

// script is the controlled loop: put together, one Python program. It reads requests
// from its standard input, one JSON object a line.
var script = []string{choicesText, loopText, placesText, observeText, executionText,
	strandsText, locksText, libraryText, pointsText, hooksText, followText, watchText, controlText}

// joined runs its arguments, put together, as a program: a single argument may have
// no more than 128 KiB on Linux.
const joined = "import sys; __text__ = ''.join(sys.argv[1:]); del sys.argv[1:]; exec(compile(__text__, '<string>', 'exec'))"

// command is the interpreter running the script.
func (in Interpreter) command(ctx context.Context) *exec.Cmd {
	cmd := exec.CommandContext(ctx, in.Path, append([]string{"-s", "-B", "-c", joined}, script...)...)
	cmd.Env = environment()
	cmd.WaitDelay = time.Second
	return cmd
}

// A Mode says who decides.
type Mode string

// The modes of a Request.
const (
	Forced     Mode = "forced"     // the request's lists of choices
	Random     Mode = "random"     // a pseudo-random generator
	Exhaustive Mode = "exhaustive" // every sequence of choices, depth first
)

// The schedules of a Request.
const (
	FIFO = "fifo" // the event loop's own queue order; timers fire at any iteration
	Any  = "any"  // any ready handle or pending timer is next
)

// Where the threads of a program are preempted. The operations on locks and
// their like are points for all of them.
const (
	Access = "access" // before an instruction that may touch what others can reach
	Lines  = "line"   // before a line of the program's own code
	Sync   = "sync"   // nowhere else
)

// A Turn is what one thread does between two scheduling decisions: it runs up
// to a Stop.
type Turn struct {
	Thread  int      // by the order in which they were started; the main thread is 0
	Expires bool     // the time of the operation that it stands before is over
	Born    bool     // it is part of the turn before: the thread was started in it and comes to its first stop
	Until   Stop     // where it comes to stand
	Choices []Choice // the values chosen meanwhile
}

// A Stop is a place where a thread stands before an operation of the program's
// own code.
type Stop struct {
	File string // the file name without its directory; empty for the program itself
	Line int
	Op   string // load-global, store-attr, call, … as in points.py; blocked, end, or empty for any
	Name string // of the variable, the attribute or the function called
	Skip int    // so many operations like this one come before it in the turn
}

// MarshalJSON writes [thread, how, file, line, op, name, skip, choices].
func (t Turn) MarshalJSON() ([]byte, error) {
	how := "run"
	if t.Expires {
		how = "expires"
	}
	if t.Born {
		how = "born"
	}
	choices := make([][2]int, len(t.Choices))
	for i, c := range t.Choices {
		choices[i] = [2]int{c.N, c.I}
	}
	return json.Marshal([]any{t.Thread, how, t.Until.File, t.Until.Line, t.Until.Op, t.Until.Name, t.Until.Skip, choices})
}

// A Request asks for executions of one program.
type Request struct {
	File     string // name of the program, for messages and __file__
	Source   string // its text; if empty, it is read from File
	Schedule string // FIFO or Any; empty is FIFO
	Preempt  string // for a program with threads: where they are preempted; then there is no Schedule
	Mode     Mode

	Forced [][]int // for mode Forced: the indices chosen, one list per execution
	Sizes  [][]int // optional: the number of alternatives expected at each choice

	// Turns are another way to force executions of a program with threads: one
	// list per execution. Whole says that they go up to the end of it; otherwise
	// it ends after them as "cut".
	Turns [][]Turn
	Whole bool

	Seed  int64 // for mode Random
	Count int   // for mode Random: how many executions

	Limit int // for mode Exhaustive: at most so many executions; 0 is 10000

	Distinct   bool          // report of executions with the same outcome only the first
	MaxHandles int           // an execution that runs more handles, or points of threads, ends as "limit"; 0 is 100000
	Timeout    time.Duration // and so does one that takes longer; 0 is 10 s
	NoLabels   bool          // leave the labels of choices empty
	Invariants bool          // call the invariant_* functions after every step
	Trace      bool          // report of each step what happens in it
	MaxSteps   int           // with Trace: an execution of more steps ends as "cut"; 0 is no limit
	Output     io.Writer     // what the program prints goes here; nil drops it
}

// An Execution is how one execution of a program ended.
type Execution struct {
	// Status is ok, deadlock, exception:TYPE, or, where there is no outcome:
	// diverged (a forced choice does not fit), limit (it did not end in time),
	// unsupported (the program needs the outside world) or cut (MaxSteps).
	Status         string         `json:"status"`
	Globals        map[string]any `json:"globals"` // numbers are json.Number
	TaskExceptions []string       `json:"task_exceptions"`
	Violated       []string       `json:"violated"`
	Choices        []Choice       `json:"choices"`
	Error          string         `json:"error,omitempty"` // more about the status
	Count          int            `json:"-"`               // how many executions ended so; 1 unless Distinct

	// The rest is no part of the outcome.
	Steps      int       `json:"steps"`      // handles run, or points of threads
	Raised     []Raise   `json:"raised"`     // what escaped, and what task_exceptions lists
	Stuck      []Blocked `json:"stuck"`      // for a deadlock: the tasks that are not done
	Invariants []string  `json:"invariants"` // the invariant_* that were false after some step, if asked for

	Trace []Step   `json:"trace"` // what happened in each step, if asked for
	Tasks []string `json:"tasks"` // the names of the tasks, by their numbers in Trace
}

// A Step is one step of an execution: a handle that ran, a timer that fired, or
// what the main thread did before the first of them.
type Step struct {
	Label  string      `json:"label"`
	Task   int         `json:"task"` // the task that moved, -1 if none
	Events []StepEvent `json:"events"`
}

// A StepEvent is something that happened in a step: a line of the program ran
// ("line"; Text is the file if it is another than the program's), it printed a line ("print"), a task began ("spawn") or ended
// ("finish"), a lock or a semaphore was taken or given back ("acquire",
// "release"), a wait of a condition began or ended ("wait-begin", "wait-end"),
// a notify met so many waiters ("notify"), an event changed ("set", "clear").
type StepEvent struct {
	Kind string
	Task int // -1 outside any task
	Line int
	Text string
	// Object numbers the primitive that something was done with, from 1 in the order
	// of their first use; 0 if there is none.
	Object int
}

// UnmarshalJSON reads ["kind", task, line, "text", object].
func (e *StepEvent) UnmarshalJSON(text []byte) error {
	return fields(text, &e.Kind, &e.Task, &e.Line, &e.Text, &e.Object)
}

// A Raise is an exception and the program's line where it was raised, 0 if it
// is none of the program's.
type Raise struct {
	Type string
	Line int
}

// UnmarshalJSON reads ["type", line].
func (r *Raise) UnmarshalJSON(text []byte) error { return fields(text, &r.Type, &r.Line) }

// A Blocked is a task that can never go on.
type Blocked struct {
	Task     string // its name, and its coroutine's in brackets
	Line     int    // the innermost line of the program where it waits
	ForTasks bool   // what it waits for is the end of other tasks
}

// UnmarshalJSON reads ["task", line, for tasks].
func (b *Blocked) UnmarshalJSON(text []byte) error {
	return fields(text, &b.Task, &b.Line, &b.ForTasks)
}

// Outcome returns the part of e that an outcome consists of, as JSON with
// sorted keys: two executions have the same outcome if and only if it is the
// same text.
func (e Execution) Outcome() string {
	text, err := json.Marshal(struct {
		Status         string         `json:"status"`
		Globals        map[string]any `json:"globals"`
		TaskExceptions []string       `json:"task_exceptions"`
		Violated       []string       `json:"violated"`
	}{e.Status, e.Globals, e.TaskExceptions, e.Violated})
	if err != nil {
		return err.Error() // cannot be: all of it was read from JSON
	}
	return string(text)
}

// Indices returns the choices of e as a list that can be forced.
func (e Execution) Indices() []int {
	list := make([]int, len(e.Choices))
	for i, c := range e.Choices {
		list[i] = c.I
	}
	return list
}

// A Choice is one decision: alternative I of N, counted from 0.
type Choice struct {
	N, I  int
	Label string
}

// UnmarshalJSON reads [n, i, "label"].
func (c *Choice) UnmarshalJSON(text []byte) error { return fields(text, &c.N, &c.I, &c.Label) }

// fields reads a JSON array into as many variables as it has elements.
func fields(text []byte, into ...any) error {
	n := len(into)
	if err := json.Unmarshal(text, &into); err != nil {
		return err
	}
	if len(into) != n {
		return fmt.Errorf("got %d fields, want %d", len(into), n)
	}
	return nil
}

// MarshalJSON writes [n, i, "label"].
func (c Choice) MarshalJSON() ([]byte, error) { return json.Marshal([]any{c.N, c.I, c.Label}) }

func (c Choice) String() string { return fmt.Sprintf("%d/%d %s", c.I, c.N, c.Label) }

// Run runs the request and returns its executions.
func (in Interpreter) Run(ctx context.Context, req Request) ([]Execution, error) {
	list, _, err := in.Explore(ctx, req)
	return list, err
}

// Explore is Run that also reports whether the executions are all that the
// program has: in mode Exhaustive, that the limit was not met and that each
// came to an end.
func (in Interpreter) Explore(ctx context.Context, req Request) (list []Execution, complete bool, err error) {
	text, err := req.encode()
	if err != nil {
		return nil, false, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := in.command(ctx)
	cmd.Stdin = bytes.NewReader(text)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if req.Output != nil {
		cmd.Stderr = io.MultiWriter(&stderr, req.Output)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, false, err
	}
	if err := cmd.Start(); err != nil {
		return nil, false, fmt.Errorf("%s: %w", in.Path, err)
	}
	list, end, readErr := read(bufio.NewReader(out))
	if readErr != nil {
		cancel()
	}
	waitErr := cmd.Wait()
	switch {
	case ctx.Err() != nil && readErr == nil && !end.Done:
		return list, false, ctx.Err()
	case readErr != nil:
		return list, false, fmt.Errorf("%s: %w%s", in, readErr, tail(stderr.String()))
	case end.Error != "":
		return list, false, fmt.Errorf("%s: %s: %s", in, req.File, end.Error)
	case !end.Done && waitErr != nil:
		return list, false, fmt.Errorf("%s: %w%s", in, waitErr, tail(stderr.String()))
	case !end.Done:
		return list, false, fmt.Errorf("%s: %s ended the interpreter%s", in, req.File, tail(stderr.String()))
	}
	count(list, end)
	return list, end.Complete, nil
}

// count notes how often each of the executions was seen.
func count(list []Execution, end ending) {
	for i := range list {
		list[i].Count = 1
		if i < len(end.Counts) {
			list[i].Count = end.Counts[i]
		}
	}
}

// encode returns the request as the line that the script reads.
func (req Request) encode() ([]byte, error) {
	if req.Source == "" {
		text, err := os.ReadFile(req.File)
		if err != nil {
			return nil, err
		}
		req.Source = string(text)
	}
	if req.Schedule == "" {
		req.Schedule = FIFO
	}
	if req.Schedule != FIFO && req.Schedule != Any {
		return nil, fmt.Errorf("schedule: got %q, want %s or %s", req.Schedule, FIFO, Any)
	}
	if !slices.Contains([]string{"", Access, Lines, Sync}, req.Preempt) {
		return nil, fmt.Errorf("preempt: got %q, want %s, %s or %s", req.Preempt, Access, Lines, Sync)
	}
	if len(req.Turns) > 0 && req.Preempt == "" {
		return nil, errors.New("turns: got some, want none for a program without threads")
	}
	if req.Mode != Forced && req.Mode != Random && req.Mode != Exhaustive {
		return nil, fmt.Errorf("mode: got %q, want %s, %s or %s", req.Mode, Forced, Random, Exhaustive)
	}
	if req.Sizes != nil && len(req.Sizes) != len(req.Forced) {
		return nil, fmt.Errorf("sizes: got %d lists, want %d as in forced", len(req.Sizes), len(req.Forced))
	}
	forced := make([][]int, len(req.Forced))
	for i, f := range req.Forced {
		forced[i] = append([]int{}, f...) // no nil: it would be null
	}
	line := map[string]any{
		"file": req.File, "source": req.Source, "schedule": req.Schedule, "mode": string(req.Mode),
		"forced": forced, "seed": req.Seed, "count": req.Count, "limit": req.Limit,
		"distinct": req.Distinct, "max_handles": req.MaxHandles, "timeout": req.Timeout.Seconds(),
		"labels": !req.NoLabels, "invariants": req.Invariants, "output": req.Output != nil,
		"trace": req.Trace, "max_steps": req.MaxSteps,
		"preempt": req.Preempt, "whole": req.Whole,
	}
	if req.Turns != nil {
		line["turns"] = req.Turns
	}
	if req.Sizes != nil {
		line["sizes"] = req.Sizes
	}
	text, err := json.Marshal(line)
	return append(text, '\n'), err
}

// environment is the environment of the interpreter: ours without what
// changes how Python works, and with hashes of strings that do not vary.
func environment() []string {
	var env []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "PYTHON") {
			env = append(env, v)
		}
	}
	return append(env, "PYTHONHASHSEED=0", "PYTHONIOENCODING=utf-8")
}

// An ending is the line that ends the answer to a request.
type ending struct {
	Done     bool   `json:"done"`
	Complete bool   `json:"complete"`
	Counts   []int  `json:"counts"`
	Error    string `json:"error"`
}

// read reads executions up to the ending, which is not Done if there is none.
func read(lines *bufio.Reader) ([]Execution, ending, error) {
	var list []Execution
	for {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return list, ending{}, nil
		}
		if err != nil {
			return list, ending{}, err
		}
		var end ending
		if err := json.Unmarshal(line, &end); err != nil {
			return list, end, fmt.Errorf("got %.80q, want a JSON object: %w", line, err)
		}
		if end.Done {
			return list, end, nil
		}
		d := json.NewDecoder(bytes.NewReader(line))
		d.UseNumber()
		var e Execution
		if err := d.Decode(&e); err != nil {
			return list, end, fmt.Errorf("got %.80q, want an execution: %w", line, err)
		}
		list = append(list, e)
	}
}

// tail returns the end of what the interpreter said on standard error.
func tail(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	const most = 2000
	if len(text) > most {
		text = "…" + text[len(text)-most:]
	}
	return "\n" + text
}
