package explore_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/condcheck/condcheck/explore"
)

// With bits enough, a bitstate search finds what the other one does, but it is never
// complete; with few, what it finds is there.
func TestBitstate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sys := rapid.OneOf(randomSystem(true), layeredSystem()).Draw(t, "system")
		o := explore.Options{Goal: explore.Outcomes}
		want := search(sys, o)
		lengths := func(r *explore.Result) map[string]int {
			all := map[string]int{}
			for _, v := range append(r.Violations, r.Notes...) {
				all[v.Finding.Key()] = v.Trace.Len()
			}
			for _, w := range r.Outcomes {
				all[w.Outcome.Key()] = w.Trace.Len()
			}
			return all
		}
		o.Bitstate = 1 << 16
		got := search(sys, o)
		if d := cmp.Diff(lengths(want), lengths(got)); d != "" || got.Stats.States != want.Stats.States {
			t.Fatalf("got %d states, want %d; with all bits (-) and with three (+):\n%s", got.Stats.States, want.Stats.States, d)
		}
		if got.Complete || got.Verdict == explore.Holds || len(got.Incomplete) != 1 || got.Incomplete[0].Cause != explore.Bitstate {
			t.Fatalf("got %v, complete %v, for %v", got.Verdict, got.Complete, got.Incomplete)
		}
		replays(t, sys, got)
		o.Bitstate = 8
		few := search(sys, o)
		replays(t, sys, few)
		for key := range lengths(few) {
			if _, ok := lengths(want)[key]; !ok {
				t.Fatalf("got %q with few bits, which is not there", key)
			}
		}
	})
}

// What does not go with it is refused, before anything is searched.
func TestBitstateRefused(t *testing.T) {
	for _, o := range []explore.Options{
		{Order: explore.DFS},
		{Exact: true},
		{Disk: t.TempDir()},
		{Checkpoint: &explore.Checkpoint{Path: filepath.Join(t.TempDir(), "kept")}},
	} {
		o.Bitstate = 1 << 10
		if r := search(ring(10), o); r.Err == nil || r.Complete || r.Verdict != explore.Unknown {
			t.Errorf("%+v: got %v, complete %v, error %v, want unknown and an error", o, r.Verdict, r.Complete, r.Err)
		}
	}
}
