package explore_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
)

// differs compares two results but for what depends on where states are kept: the
// memory, the time, and that among shortest counterexamples the one with the fewest
// switches is known.
func differs(a, b *explore.Result, limited bool) string {
	opts := []cmp.Option{
		cmpopts.IgnoreFields(explore.Stats{}, "Memory", "VisitedBytes", "Disk", "Duration", "Frontier"),
		cmpopts.IgnoreFields(explore.Violation{}, "Fewest", "Switches", "Trace"),
		cmpopts.EquateErrors(),
	}
	if limited { // which states are left out is not the same
		opts = append(opts, cmpopts.IgnoreFields(explore.Stats{}, "Transitions", "Ends", "Deadlocks"), cmpopts.IgnoreFields(explore.Reason{}, "Growth"))
	}
	return cmp.Diff(a, b, opts...)
}

// A search on disk gives what one in memory does.
func TestDiskAgreesWithMemory(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		sys := rapid.OneOf(randomSystem(true), layeredSystem()).Draw(t, "system")
		o := explore.Options{
			Goal:     rapid.SampledFrom([]explore.Goal{explore.AnyViolation, explore.Outcomes}).Draw(t, "goal"),
			MaxDepth: rapid.IntRange(0, 4).Draw(t, "depth"),
			Workers:  rapid.IntRange(1, 2).Draw(t, "workers"),
		}
		want := search(sys, o)
		o.Disk = dir
		got := search(sys, o)
		if d := differs(want, got, false); d != "" {
			t.Fatalf("in memory (-) and on disk (+):\n%s", d)
		}
		if o.Goal == explore.Outcomes {
			if d := cmp.Diff(want.Outcomes, got.Outcomes); d != "" {
				t.Fatalf("witnesses in memory (-) and on disk (+):\n%s", d)
			}
		}
		replays(t, sys, got)
	})
}

// So it does when there is more than goes into the memory that it has.
func TestDiskSpills(t *testing.T) {
	for _, o := range []explore.Options{{MaxStates: 60_000}, {MaxDepth: 60}} {
		sys := counters(3, 0)
		want := search(sys, o)
		o.Disk, o.MaxMemory = t.TempDir(), 1<<20
		got := search(sys, o)
		if d := differs(want, got, o.MaxStates > 0); d != "" {
			t.Errorf("in memory (-) and on disk (+):\n%s", d)
		}
		if got.Stats.Disk < 16*got.Stats.States || got.Stats.Memory > 8<<20 {
			t.Errorf("got %d bytes on disk and %d in memory for %d states", got.Stats.Disk, got.Stats.Memory, got.Stats.States)
		}
	}
}

func TestDiskOfPrograms(t *testing.T) {
	for _, name := range []string{"bounded_buffer.py", "lock_missing.py", "buffer_one_condition_notify.py"} {
		l, err := python.File(filepath.Join("../testdata", name))()
		if err != nil {
			t.Fatal(err)
		}
		sys := l.System(model.Config{Schedule: model.Any, Minor: 13})
		for _, goal := range []explore.Goal{explore.AnyViolation, explore.Outcomes} {
			o := explore.Options{Goal: goal, Reduction: model.AllReductions}
			want := search(sys, o)
			o.Disk, o.MaxMemory = t.TempDir(), 1<<20
			if d := differs(want, search(sys, o), false); d != "" {
				t.Errorf("%s: in memory (-) and on disk (+):\n%s", name, d)
			}
		}
	}
}

func TestDiskRefused(t *testing.T) {
	for _, tt := range []struct {
		opts explore.Options
		want string
	}{
		{explore.Options{Order: explore.DFS}, "breadth-first"},
		{explore.Options{Exact: true}, "whole states"},
		{explore.Options{Disk: "ondisk_test.go"}, "ondisk_test.go"},
	} {
		if tt.opts.Disk == "" {
			tt.opts.Disk = t.TempDir()
		}
		r := explore.Search(context.Background(), ring(10), tt.opts)
		if r.Err == nil || !strings.Contains(r.Err.Error(), tt.want) || r.Verdict != explore.Unknown || r.Complete {
			t.Errorf("got %v, complete %v, error %v, want unknown and an error with %q", r.Verdict, r.Complete, r.Err, tt.want)
		}
	}
}
