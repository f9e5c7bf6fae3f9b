package explore

import (
	"context"
	"errors"
	"time"

	"github.com/condcheck/condcheck/model"
)

// How many states are visited for a shorter counterexample than the one that a
// reduced search has found: of the plain system first, then of the one in which
// like threads are taken for one.
const (
	plainStates    = 20_000
	symmetryStates = 40_000
)

// unlifted is told why a reduced search had to be done again without reduction.
var unlifted = func(error) {}

// reduced returns the system to search instead of sys, nil if there is none, and
// sets the reduction that is in force. Steps are not counted the same in both,
// so that a limit on them leaves partial orders alone.
func reduced(sys model.System, opts *Options) model.Reduced {
	if opts.MaxDepth > 0 {
		opts.Reduction &^= model.PartialOrder
	}
	if r, ok := sys.(model.Reducer); ok && opts.Reduction != model.NoReduction {
		if red := r.Reduced(opts.Reduction); red != nil {
			return red
		}
	}
	opts.Reduction = model.NoReduction
	return nil
}

// searchReduced searches a reduced system in place of the plain one, again if what
// the reduction takes for granted of the program turns out to be wrong.
func searchReduced(ctx context.Context, plain model.System, red model.Reduced, opts Options) *Result {
	var before time.Duration // in searches that were done again
	for {
		begin := time.Now()
		s := newSearch(red, opts)
		s.reduced, s.plain = red, plain
		s.run(ctx)
		again := func() {
			took := time.Since(begin)
			before += took
			if opts.MaxTime > 0 {
				opts.MaxTime = max(opts.MaxTime-took, time.Millisecond)
			}
		}
		if s.err() == nil && !red.Kept() && ctx.Err() == nil {
			opts.Checkpoint.Remove(opts.Disk) // it took for granted what does not hold
			s.closeDisk()
			again()
			continue
		}
		if s.full.Load() != nil && s.partly.Load() > 0 && !s.violated() && ctx.Err() == nil {
			opts.whole = true // what was put off may be what there is to find
			again()
			continue
		}
		r := s.result()
		r.Stats.Duration += before
		s.closeDisk()
		if s.unlifted != nil { // a bug, but no reason to say anything that is wrong
			unlifted(s.unlifted)
			opts.Reduction, opts.Checkpoint = model.NoReduction, nil
			return Search(ctx, plain, opts)
		}
		if r.Verdict == Violated && opts.Goal == AnyViolation && opts.Order == BFS && opts.Reduction&model.PartialOrder != 0 {
			s.shorten(ctx, r)
		}
		return r
	}
}

// lifted returns the steps of the plain system that show what those of the one
// searched do, in the first of several ways in which they can.
func (s *search) lifted(steps []model.Step, wanted ...func([]model.Finding, *model.End) bool) []model.Step {
	if s.reduced == nil {
		return steps
	}
	plain, err := liftRun(s.plain, s.reduced, steps, wanted...)
	if err != nil {
		s.unlifted = errors.Join(s.unlifted, err)
	}
	return plain
}

// shorten looks for the shortest counterexamples: those that a search with larger
// steps finds need not be. In the plain system they are those with the fewest
// switches as well. Where like threads are taken for one, a counterexample is the
// shortest if it has as many steps in the plain system.
func (s *search) shorten(ctx context.Context, r *Result) {
	opts := s.opts
	opts.Progress, opts.Checkpoint, opts.Disk, opts.Bitstate = nil, nil, "", 0
	try := func(kind model.Reduction, states int64) bool {
		opts.Reduction, opts.MaxStates = kind, states
		if s.opts.MaxStates > 0 {
			opts.MaxStates = min(states, s.opts.MaxStates)
		}
		short := Search(ctx, s.plain, opts)
		r.Stats.Duration += short.Stats.Duration
		if short.Verdict == Violated {
			r.Violations, r.Notes = short.Violations, short.Notes
		}
		return short.Verdict == Violated
	}
	if !try(model.NoReduction, plainStates) && s.opts.Reduction&model.Symmetry != 0 {
		try(model.Symmetry, symmetryStates)
	}
}
