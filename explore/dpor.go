package explore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/condcheck/condcheck/explore/internal/dpor"
	"github.com/condcheck/condcheck/model"
)

// Limits of executions that do not end.
const (
	maxEvents = 10_000
	maxCut    = 100
)

// searchTraces is Search in the order DPOR. It is by footprints (package model) that
// it knows which steps commute, and it reduces nothing else.
func searchTraces(ctx context.Context, sys model.System, opts Options) *Result {
	if opts.Disk != "" || opts.Bitstate > 0 {
		return &Result{Stats: Stats{Workers: 1, Order: DPOR}, Err: errors.New("a search with dpor keeps no states, neither on disk nor as bits")}
	}
	t := &traces{sys: sys, opts: opts, ctx: ctx, begin: time.Now(), found: make(map[model.Finding][]model.Step), over: make(map[string]Witness), errs: make(map[string]error)}
	limits := dpor.Limits{Events: maxEvents, Cuts: maxCut}
	if opts.MaxDepth > 0 {
		limits.Events, limits.Cuts = opts.MaxDepth, 1<<62
	}
	var err error
	if t.d, err = dpor.New(sys, t, limits); err != nil {
		un := &model.UnsupportedError{Code: "search-dpor", Msg: "search=dpor does not take this program: " + err.Error(), Hint: "search with bfs or dfs"}
		return &Result{Stats: Stats{Workers: 1, Order: DPOR}, Incomplete: errorReasons(map[string]error{un.Error(): un})}
	}
	t.lift = sys.NewMachine().(model.Follower)
	quit := make(chan struct{})
	go t.watch(quit)
	complete := t.guarded()
	close(quit)
	r := t.result(complete)
	if r.Verdict == Violated && opts.Goal == AnyViolation {
		t.shorten(r)
	}
	return r
}

// traces is a search by executions.
type traces struct {
	sys   model.System
	opts  Options
	ctx   context.Context
	begin time.Time
	d     *dpor.Search
	stop  atomic.Pointer[Cause]
	shown time.Time // when progress was told last

	lift           model.Follower
	found          map[model.Finding][]model.Step
	over           map[string]Witness
	errs           map[string]error
	ends, deadlock int64
	violated       bool
}

// guarded runs the search; a panic of the machine, which is a bug in it, is a reason
// of the result.
func (t *traces) guarded() (complete bool) {
	defer func() {
		if p := recover(); p != nil {
			err := fmt.Errorf("the model failed, which is a bug in it: %v\n%s", p, debug.Stack())
			t.errs[err.Error()] = err
			complete = false
		}
	}()
	return t.d.Run()
}

func (t *traces) watch(quit <-chan struct{}) {
	var deadline <-chan time.Time
	if t.opts.MaxTime > 0 {
		timer := time.NewTimer(t.opts.MaxTime)
		defer timer.Stop()
		deadline = timer.C
	}
	select {
	case <-quit:
	case <-t.ctx.Done():
		t.halt(Interrupted)
	case <-deadline:
		t.halt(MaxTime)
	}
}

func (t *traces) halt(c Cause) { t.stop.CompareAndSwap(nil, &c) }

// shorten looks for the shortest counterexamples, as the reduced search does.
func (t *traces) shorten(r *Result) {
	opts := t.opts
	opts.Order, opts.Reduction, opts.Progress, opts.MaxStates = BFS, model.NoReduction, nil, plainStates
	if opts.MaxTime > 0 {
		opts.MaxTime = max(opts.MaxTime-time.Since(t.begin), time.Nanosecond)
	}
	short := Search(t.ctx, t.sys, opts)
	r.Stats.Duration += short.Stats.Duration
	if short.Verdict == Violated {
		r.Violations, r.Notes = short.Violations, short.Notes
	}
}

// note lifts what shows a finding that is new.
func (t *traces) note(f model.Finding, ahead *model.Successor) {
	if _, ok := t.found[f]; ok {
		return
	}
	if steps, ok := t.lifted(t.d.Path(ahead), showsFinding(f)); ok {
		t.found[f] = steps
		t.violated = t.violated || f.Severity == model.Error
	}
}

// done reports whether nothing more is asked for.
func (t *traces) done() bool { return t.violated && t.opts.Goal == AnyViolation }

// Step implements dpor.Visitor.
func (t *traces) Step(su *model.Successor) bool {
	for _, f := range su.Findings {
		t.note(f, su)
	}
	return !t.done()
}

// End implements dpor.Visitor.
func (t *traces) End(e *model.End) bool {
	t.ends++
	if e.Outcome.Status == "deadlock" {
		t.deadlock++
	}
	for _, f := range e.Findings {
		t.note(f, nil)
	}
	if key := e.Outcome.Key(); t.opts.Goal == Outcomes {
		if _, ok := t.over[key]; !ok {
			o := e.Outcome
			o.Globals = strings.Clone(o.Globals)
			o.TaskExceptions, o.Violated = slices.Clone(o.TaskExceptions), slices.Clone(o.Violated)
			if steps, ok := t.lifted(t.d.Path(nil), showsOutcome(o)); ok {
				t.over[key] = Witness{o, Trace{steps}}
			}
		}
	}
	return !t.done()
}

// Failed implements dpor.Visitor.
func (t *traces) Failed(err error) bool {
	if key := err.Error(); t.errs[key] == nil {
		t.errs[key] = err
	}
	return true
}

// Stopped implements dpor.Visitor.
func (t *traces) Stopped() bool { return t.stop.Load() != nil }

// Executed implements dpor.Visitor.
func (t *traces) Executed() bool {
	if t.opts.MaxStates > 0 && t.d.Executions+t.d.Blocked+t.d.Cut >= t.opts.MaxStates && t.d.More() {
		t.halt(MaxStates)
	}
	if limit := t.opts.MaxMemory; limit > 0 && t.d.Bytes > limit {
		t.halt(MaxMemory)
	}
	if now := time.Now(); t.opts.Progress != nil && now.Sub(t.shown) >= progressEvery {
		t.shown = now
		t.opts.Progress(t.stats())
	}
	return !t.Stopped()
}

func (t *traces) stats() Stats {
	return Stats{
		States: t.d.Steps + 1, Transitions: t.d.Steps, Executions: t.d.Executions,
		Depth: t.d.Longest, Ends: t.ends, Deadlocks: t.deadlock, Workers: 1, Duration: time.Since(t.begin),
		Memory: t.d.Bytes, Order: DPOR,
	}
}

func (t *traces) result(complete bool) *Result {
	r := &Result{Complete: complete && len(t.errs) == 0 && t.d.Diverged == 0, Stats: t.stats()}
	if c := t.stop.Load(); c != nil {
		r.Incomplete = append(r.Incomplete, limitReason(*c, t.opts, r.Stats))
	}
	if n := t.d.Cycles; n > 0 {
		r.Incomplete = append(r.Incomplete, Reason{Cause: Endless, Text: "an execution comes back to a state that it was in, and need not end: search=dpor runs executions to their end; search with bfs or dfs"})
	} else if t.d.Cut > 0 && len(t.errs) == 0 {
		n := maxEvents
		if t.opts.MaxDepth > 0 {
			n = t.opts.MaxDepth
		}
		r.Incomplete = append(r.Incomplete, Reason{Cause: MaxDepth, Text: fmt.Sprintf("an execution has more than %s", count(int64(n), "step"))})
	}
	if t.d.Diverged > 0 {
		err := errors.New("an execution could not be reversed, which is a bug")
		t.errs[err.Error()] = err
	}
	r.Incomplete = append(r.Incomplete, errorReasons(t.errs)...)
	s := &search{plain: t.sys}
	for f, steps := range t.found {
		v := Violation{Finding: f, Trace: Trace{steps}}
		v.Switches, _ = switches(t.lift, steps)
		s.reword(&v)
		if f.Severity == model.Error {
			r.Violations = append(r.Violations, v)
		} else {
			r.Notes = append(r.Notes, v)
		}
	}
	for _, vs := range [][]Violation{r.Violations, r.Notes} {
		slices.SortFunc(vs, func(a, b Violation) int {
			return cmp.Or(cmp.Compare(a.Trace.Len(), b.Trace.Len()), cmp.Compare(a.Finding.Key(), b.Finding.Key()))
		})
	}
	for _, o := range t.over {
		r.Outcomes = append(r.Outcomes, o)
	}
	slices.SortFunc(r.Outcomes, func(a, b Witness) int { return cmp.Compare(a.Outcome.Key(), b.Outcome.Key()) })
	switch {
	case len(r.Violations) > 0:
		r.Verdict = Violated
	case r.Complete:
		r.Verdict = Holds
	}
	return r
}

// lifted returns the steps of the system that do what the moves do, up to what shows
// what is wanted; ok is false if there are none.
func (t *traces) lifted(moves []dpor.Move, shows func([]model.Finding, *model.End) bool) (steps []model.Step, ok bool) {
	steps, err := t.d.Lift(t.lift, moves, shows)
	if err != nil {
		t.errs[err.Error()] = err
	}
	return steps, err == nil
}
