package explore

import (
	"bytes"
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

// searchTraces is Search in the order DPOR.
func searchTraces(ctx context.Context, plain model.System, opts Options) *Result {
	for {
		t := &traces{plain: plain, sys: plain, opts: opts, ctx: ctx, begin: time.Now(), found: make(map[model.Finding][]model.Step), over: make(map[string]Witness), errs: make(map[string]error)}
		if r, ok := plain.(model.Reducer); ok && opts.Reduction&model.PartialOrder != 0 && opts.MaxDepth == 0 {
			if red := r.Reduced(model.PartialOrder); red != nil {
				t.sys, t.reduced = red, red
			}
		}
		r := t.run()
		if t.reduced == nil || t.reduced.Kept() || ctx.Err() != nil {
			return r
		}
	}
}

// traces is a search by executions.
type traces struct {
	plain, sys model.System
	reduced    model.Reduced
	opts       Options
	ctx        context.Context
	begin      time.Time
	d          *dpor.Search
	stop       atomic.Pointer[Cause]
	shown      time.Time // when progress was told last

	lift           model.Machine // of the plain system
	found          map[model.Finding][]model.Step
	over           map[string]Witness
	errs           map[string]error
	unlifted       error
	ends, deadlock int64
	violated       bool
}

func (t *traces) run() *Result {
	limits := dpor.Limits{Events: maxEvents, Cuts: maxCut}
	if t.opts.MaxDepth > 0 {
		limits.Events, limits.Cuts = t.opts.MaxDepth, 1<<62
	}
	t.d = dpor.New(t.sys, t, limits)
	if t.d == nil {
		return &Result{Incomplete: []Reason{{Cause: Unsupported, Text: "search=dpor is for programs with threads; search with bfs or dfs"}}}
	}
	t.lift = t.plain.NewMachine()
	quit := make(chan struct{})
	defer close(quit)
	go t.watch(quit)
	complete := t.guarded()
	return t.result(complete)
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
	cause := Interrupted
	select {
	case <-quit:
		return
	case <-t.ctx.Done():
	case <-deadline:
		cause = MaxTime
	}
	t.stop.Store(&cause)
}

// Step implements dpor.Visitor.
func (t *traces) Step(su *model.Successor) bool {
	for _, f := range su.Findings {
		if _, ok := t.found[f]; ok {
			continue
		}
		t.found[f] = t.lifted(t.d.Path(su), showsFinding(f))
		t.violated = t.violated || f.Severity == model.Error
	}
	return t.stop.Load() == nil && !(t.violated && t.opts.Goal == AnyViolation)
}

// End implements dpor.Visitor.
func (t *traces) End(e *model.End) bool {
	t.ends++
	if e.Outcome.Status == "deadlock" {
		t.deadlock++
	}
	for _, f := range e.Findings {
		if _, ok := t.found[f]; !ok {
			t.found[f] = t.lifted(t.d.Path(nil), showsFinding(f))
			t.violated = t.violated || f.Severity == model.Error
		}
	}
	if key := e.Outcome.Key(); t.opts.Goal == Outcomes {
		if _, ok := t.over[key]; !ok {
			o := e.Outcome
			o.Globals = strings.Clone(o.Globals)
			o.TaskExceptions, o.Violated = slices.Clone(o.TaskExceptions), slices.Clone(o.Violated)
			t.over[key] = Witness{o, Trace{t.lifted(t.d.Path(nil), showsOutcome(o))}}
		}
	}
	return !(t.violated && t.opts.Goal == AnyViolation)
}

// Failed implements dpor.Visitor.
func (t *traces) Failed(err error) bool {
	if key := err.Error(); t.errs[key] == nil {
		t.errs[key] = err
	}
	return true
}

// Executed implements dpor.Visitor.
func (t *traces) Executed() bool {
	if t.opts.MaxStates > 0 && t.d.Executions+t.d.Blocked+t.d.Cut >= t.opts.MaxStates && t.d.More() {
		c := MaxStates
		t.stop.CompareAndSwap(nil, &c)
	}
	if now := time.Now(); t.opts.Progress != nil && now.Sub(t.shown) >= progressEvery {
		t.shown = now
		t.opts.Progress(t.stats())
	}
	return t.stop.Load() == nil
}

func (t *traces) stats() Stats {
	return Stats{
		States: t.d.Steps + 1, Transitions: t.d.Steps, Executions: t.d.Executions,
		Depth: t.d.Longest, Ends: t.ends, Deadlocks: t.deadlock, Workers: 1, Duration: time.Since(t.begin),
		Reduction: t.reduction(),
	}
}

func (t *traces) reduction() model.Reduction {
	if t.reduced == nil {
		return model.NoReduction
	}
	return model.PartialOrder
}

func (t *traces) result(complete bool) *Result {
	r := &Result{Complete: complete && len(t.errs) == 0 && t.d.Diverged == 0, Stats: t.stats()}
	if t.unlifted != nil { // a bug, but no reason to say anything that is wrong
		t.errs[t.unlifted.Error()] = t.unlifted
	}
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
	s := &search{plain: t.plain}
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

// lifted returns the steps of the plain system that show what the moves do.
func (t *traces) lifted(moves []dpor.Move, shows func([]model.Finding, *model.End) bool) []model.Step {
	l := &liftedMoves{m: t.lift, moves: moves, shows: shows}
	steps, ok := l.from(nil, -1, 0, 0)
	if !ok {
		t.unlifted = errors.New("an execution has no counterpart in the plain system, which is a bug")
	}
	return steps
}

// maxPlain bounds the plain steps that one move stands for.
const maxPlain = 1000

// liftedMoves looks for the plain run of an execution: a move of a thread stands
// for one or several plain steps of that thread, and where the thread is the only
// one left a plain step may stand for several moves.
type liftedMoves struct {
	m     model.Machine
	moves []dpor.Move
	shows func([]model.Finding, *model.End) bool
}

// from returns the steps from state s on, where the thread with the given number is
// in the midst of move i, after so many steps of it.
func (l *liftedMoves) from(s model.State, number int32, i, steps int) ([]model.Step, bool) {
	if i == len(l.moves) {
		end, _ := l.m.Expand(s, func(*model.Successor) bool { return false })
		return nil, end != nil && l.shows(end.Findings, end)
	}
	if steps == 0 {
		number = l.moves[i].Number
	}
	type way struct {
		step  model.Step
		state model.State
		after int32
		shows bool
	}
	var ways []way
	l.m.Expand(s, func(su *model.Successor) bool {
		if su.Actor == number {
			ways = append(ways, way{su.Step, bytes.Clone(su.State), su.ActorAfter, l.shows(su.Findings, nil)})
		}
		return true
	})
	last := i
	for last+1 < len(l.moves) && l.moves[last+1].Same {
		last++
	}
	for _, w := range ways {
		if w.shows && last == len(l.moves)-1 {
			return []model.Step{w.step}, true
		}
		for j := i; j <= last; j++ {
			if bytes.Equal(w.state, l.moves[j].To) {
				if rest, ok := l.from(w.state, -1, j+1, 0); ok {
					return append([]model.Step{w.step}, rest...), true
				}
			}
		}
	}
	if steps < maxPlain {
		for _, w := range ways {
			if rest, ok := l.from(w.state, w.after, i, steps+1); ok {
				return append([]model.Step{w.step}, rest...), true
			}
		}
	}
	return nil, false
}
