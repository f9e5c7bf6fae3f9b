package explore

import (
	"context"
	"errors"
	"time"

	"github.com/condcheck/condcheck/model"
)

// collapsed returns the collapsed form of a system that is to be searched in the plain
// one; nil if it has none. What is written to files is states that can be read by
// another process, which collapsed ones cannot.
func collapsed(sys model.System, opts *Options) model.Collapsed {
	if opts.Order != BFS || opts.Disk != "" || opts.Bitstate > 0 || opts.Checkpoint != nil || opts.flat {
		return nil
	}
	if c, ok := sys.(model.Collapser); ok {
		return c.Collapsed()
	}
	return nil
}

// searchCollapsed searches the collapsed form of a system. If that gives up the system
// itself is searched. So it is where something is violated: that search knows the best of
// all shortest runs.
func searchCollapsed(ctx context.Context, plain model.System, col model.Collapsed, opts Options) *Result {
	s := newSearch(col, opts)
	s.reduced, s.plain, s.collapsed = col, plain, col
	s.run(ctx)
	again := func() *Result {
		whole := opts
		whole.flat = true
		if opts.MaxTime > 0 {
			whole.MaxTime = max(opts.MaxTime-s.elapsed, time.Millisecond)
		}
		r := Search(ctx, plain, whole)
		r.Stats.Duration += s.elapsed
		return r
	}
	if !col.Kept() {
		return again()
	}
	if opts.Goal == AnyViolation && s.violated() {
		if r := again(); r.Verdict == Violated {
			return r
		}
	}
	r := s.result()
	if s.unlifted != nil { // a bug, but no reason to say anything that is wrong
		unlifted(s.unlifted)
		return again()
	}
	return r
}

// gaveUp reports whether an error says that a reduced system has given up.
func gaveUp(err error) bool { return errors.Is(err, model.ErrGaveUp) }
