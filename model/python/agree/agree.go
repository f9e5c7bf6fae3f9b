// Package agree compares the model with the real CPython: the outcomes that a
// program has in the one and in the other. It owns the comparison, not the two
// that are compared. It is there for tests.
//
// Where every execution of a program can be enumerated on CPython, the two sets
// of outcomes must be equal. Where there are too many, what random executions
// come to must be an outcome of the model. In both cases CPython, forced along
// the witness of each outcome of the model, must come to that very outcome.
package agree

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/model/python/control"
	"github.com/condcheck/condcheck/model/python/real"
)

// Limits bound a comparison. The zero value gives the defaults.
type Limits struct {
	States     int64 // states of the model; 0 is 200000
	Executions int   // executions of CPython to enumerate; 0 is 2000
	Random     int   // random executions where there are more; 0 is 200
	Witnesses  int   // witnesses forced; 0 is 300, less than 0 none
}

func (l *Limits) fill() {
	for _, d := range []struct {
		p *int
		n int
	}{{&l.Executions, 2000}, {&l.Random, 200}, {&l.Witnesses, 300}} {
		if *d.p == 0 {
			*d.p = d.n
		}
	}
	if l.States == 0 {
		l.States = 200000
	}
}

// A Report says what has been compared.
type Report struct {
	Outcomes   int  // outcomes of the model
	Executions int  // executions of CPython
	Exhaustive bool // whether these were all
}

// A Mismatch is a disagreement between the model and CPython.
type Mismatch struct {
	Interpreter control.Interpreter
	Config      model.Config
	What        string
}

func (e *Mismatch) Error() string {
	return fmt.Sprintf("CPython %s, schedule %s, preempt %s: %s", e.Interpreter.Version, e.Config.Schedule, e.Config.Preempt, e.What)
}

// ErrIncomplete says that the model has more states than Limits.States, so that
// there is nothing to compare.
var ErrIncomplete = errors.New("too many states to compare")

// Compare compares the model with the interpreter of a session, under the
// schedule, or for a program with threads the preemption, of the configuration;
// its version is that of the interpreter. The error is a *Mismatch if they
// disagree, and wraps ErrIncomplete if that cannot be said.
func Compare(ctx context.Context, s *control.Session, name, text string, cfg model.Config, limits Limits) (*Report, error) {
	limits.fill()
	unit, err := python.Load(name, []byte(text))
	if err != nil {
		return nil, err
	}
	p, err := model.Link(unit.Source)
	if err != nil {
		return nil, err
	}
	in := s.Interpreter()
	cfg.Minor = in.Minor
	sys := p.System(cfg)
	found := explore.Search(ctx, sys, explore.Options{Goal: explore.Outcomes, Workers: 1, MaxStates: limits.States})
	if !found.Complete {
		err := fmt.Errorf("as CPython %s, schedule %s, preempt %s: %v", in.Version, cfg.Schedule, cfg.Preempt, found.Incomplete)
		for _, r := range found.Incomplete {
			if r.Cause != explore.MaxStates {
				return nil, err
			}
		}
		return nil, fmt.Errorf("%w: %w", ErrIncomplete, err)
	}
	ours := map[string]explore.Witness{}
	for _, w := range found.Outcomes {
		ours[canonical(w.Outcome)] = w
	}
	r := &Report{Outcomes: len(ours)}
	mismatch := func(format string, args ...any) error {
		return &Mismatch{in, cfg, fmt.Sprintf(format, args...)}
	}

	req := control.Request{File: name, Source: text, NoLabels: true, Distinct: true,
		MaxHandles: 2000, Timeout: 20 * time.Second, Mode: control.Exhaustive, Limit: limits.Executions}
	var list []control.Execution
	complete := false
	if p.Threaded() { // there are always more executions
		req.Preempt = cfg.Preempt.String()
	} else {
		req.Schedule = cfg.Schedule.String()
		if list, complete, err = s.Explore(ctx, req); err != nil {
			return nil, err
		}
	}
	r.Exhaustive = complete
	if !complete {
		req.Mode, req.Count, req.Seed = control.Random, limits.Random, 1
		random, _, err := s.Explore(ctx, req)
		if err != nil {
			return nil, err
		}
		list = append(list, random...)
	}
	theirs := map[string]bool{}
	for _, e := range list {
		r.Executions += e.Count
		switch e.Status {
		case "limit":
			continue // an execution without an end
		case "unsupported", "diverged":
			return nil, mismatch("an execution is %s: %s, choices %v", e.Status, e.Error, e.Indices())
		}
		theirs[e.Outcome()] = true
		if _, ok := ours[e.Outcome()]; !ok {
			return nil, mismatch("CPython comes to what the model does not have:\n  %s\nby choices %v; the model has\n  %s", e.Outcome(), e.Choices, keys(ours))
		}
	}
	if complete {
		for o, w := range ours {
			if !theirs[o] {
				return nil, mismatch("the model has what CPython does not come to:\n  %s\n%s; CPython has\n  %s", o, steps(sys, w), keys(theirs))
			}
		}
	}
	if limits.Witnesses < 0 {
		return r, nil
	}
	return r, replay(ctx, s, sys, req, ours, limits.Witnesses, mismatch)
}

// replay forces the witnesses of outcomes, most of them if there are many.
func replay(ctx context.Context, s *control.Session, sys model.System, req control.Request, ours map[string]explore.Witness, most int, mismatch func(string, ...any) error) error {
	req.Mode, req.Distinct, req.NoLabels = control.Forced, false, false
	req.Forced, req.Sizes, req.Whole = nil, nil, true
	var outcomes []string
	for o := range ours {
		outcomes = append(outcomes, o)
	}
	slices.Sort(outcomes)
	if len(outcomes) > most {
		outcomes = outcomes[:most]
	}
	for _, o := range outcomes {
		run, err := sys.Record(ours[o].Trace.Steps)
		if err != nil {
			return mismatch("the witness of an outcome does not replay in the model: %v", err)
		}
		if run.End == nil || canonical(run.End.Outcome) != o {
			return mismatch("the witness of an outcome replays in the model to another:\n  %v\nwant\n  %s", run.End, o)
		}
		if req.Preempt != "" {
			req.Turns = append(req.Turns, real.Turns(run))
			continue
		}
		indices, sizes := []int{}, []int{}
		for _, c := range run.Choices {
			indices, sizes = append(indices, c.I), append(sizes, c.N)
		}
		req.Forced, req.Sizes = append(req.Forced, indices), append(req.Sizes, sizes)
	}
	list, _, err := s.Explore(ctx, req)
	if err != nil {
		return err
	}
	for i, e := range list {
		if e.Outcome() != outcomes[i] {
			return mismatch("forced along the model's witness, CPython comes to\n  %s %s\nby choices %v, want\n  %s\n%s", e.Outcome(), e.Error, e.Choices, outcomes[i], steps(sys, ours[outcomes[i]]))
		}
	}
	return nil
}

// canonical writes an outcome of the model as control.Execution.Outcome does.
func canonical(o model.Outcome) string {
	e := control.Execution{Status: o.Status, TaskExceptions: []string{}, Violated: []string{}}
	e.TaskExceptions = append(e.TaskExceptions, o.TaskExceptions...)
	e.Violated = append(e.Violated, o.Violated...)
	d := json.NewDecoder(strings.NewReader(o.Globals))
	d.UseNumber()
	if err := d.Decode(&e.Globals); err != nil {
		return "globals: " + err.Error()
	}
	return e.Outcome()
}

// steps tells a witness.
func steps(sys model.System, w explore.Witness) string {
	run, err := sys.Record(w.Trace.Steps)
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	b.WriteString("by steps")
	for _, s := range run.Steps {
		fmt.Fprintf(&b, "\n  %s %v", s.Label, s.Choices)
		if s.Turn != nil {
			fmt.Fprintf(&b, " until %+v %+v", s.Turn.Until, s.Turn.Born)
		}
	}
	return b.String()
}

func keys[V any](m map[string]V) string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	if n := len(list); n > 20 {
		list = append(list[:20], fmt.Sprintf("and %d more", n-20))
	}
	return strings.Join(list, "\n  ")
}
