package explore

import (
	"context"
	"errors"

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

// searchCollapsed searches the collapsed form of a system. What is violated is left to
// a search of the system itself, which knows the best of all shortest runs; so is all
// if the collapsed form gives up.
func searchCollapsed(ctx context.Context, plain model.System, col model.Collapsed, opts Options) *Result {
	s := newSearch(col, opts)
	s.reduced, s.plain, s.collapsed = col, plain, col
	s.run(ctx)
	again := opts
	again.flat = true
	if !col.Kept() && ctx.Err() == nil || opts.Goal == AnyViolation && s.violated() {
		return Search(ctx, plain, again)
	}
	r := s.result()
	if s.unlifted != nil { // a bug, but no reason to say anything that is wrong
		unlifted(s.unlifted)
		return Search(ctx, plain, again)
	}
	return r
}

// gaveUp reports whether an error says that a collapsed system has given up.
func gaveUp(err error) bool { return errors.Is(err, model.ErrCollapse) }
