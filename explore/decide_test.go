package explore_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
)

func TestDecide(t *testing.T) {
	bad, good, endless := philosophers(2, false), philosophers(2, true), counters(1, 0)
	both := []model.Schedule{model.FIFO, model.Any}
	for _, tt := range []struct {
		name      string
		fifo, any *toy
		schedules []model.Schedule
		all       bool
		verdict   explore.Verdict
		searches  int
		shown     []model.Schedule
		causes    []explore.Cause
	}{
		{name: "holds", fifo: good, any: good, schedules: both, verdict: explore.Holds, searches: 2},
		{name: "fifo shows it", fifo: bad, any: bad, schedules: both, verdict: explore.Violated, searches: 1, shown: []model.Schedule{model.FIFO}},
		{name: "both show it", fifo: bad, any: bad, schedules: both, all: true, verdict: explore.Violated, searches: 2, shown: []model.Schedule{model.FIFO}},
		{name: "needs another order", fifo: good, any: bad, schedules: both, verdict: explore.Violated, searches: 2, shown: []model.Schedule{model.Any}},
		{name: "fifo alone", fifo: good, any: bad, schedules: both[:1], verdict: explore.Holds, searches: 1},
		{name: "unknown", fifo: good, any: endless, schedules: both, verdict: explore.Unknown, searches: 2, causes: []explore.Cause{explore.MaxStates}},
		{name: "unknown first", fifo: endless, any: good, schedules: both, verdict: explore.Unknown, searches: 2, causes: []explore.Cause{explore.MaxStates}},
		{name: "unknown, then violated", fifo: endless, any: bad, schedules: both, verdict: explore.Violated, searches: 2, shown: []model.Schedule{model.Any}, causes: []explore.Cause{explore.MaxStates}},
		{name: "nothing asked", fifo: good, any: good, verdict: explore.Unknown},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := explore.Decide(context.Background(), func(s model.Schedule) model.System {
				if s == model.FIFO {
					return tt.fifo
				}
				return tt.any
			}, tt.schedules, tt.all, explore.Options{MaxStates: 100, MaxTime: time.Minute})
			var shown []model.Schedule
			for _, v := range d.Violations() {
				shown = append(shown, v.Schedule)
			}
			var causes []explore.Cause
			for _, r := range d.Incomplete() {
				causes = append(causes, r.Cause)
			}
			if d.Verdict != tt.verdict || len(d.Searches) != tt.searches {
				t.Errorf("got %v after %d searches, want %v after %d", d.Verdict, len(d.Searches), tt.verdict, tt.searches)
			}
			if diff := cmp.Diff(tt.shown, shown); diff != "" {
				t.Errorf("schedules of the violations (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.causes, causes); diff != "" {
				t.Errorf("reasons (-want +got):\n%s", diff)
			}
		})
	}
}

// An interrupt between two searches leaves the second out, and the answer open.
func TestDecideInterruptedBetweenSearches(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	sys := func(s model.Schedule) model.System {
		if s == model.Any {
			cancel()
		}
		return ring(3)
	}
	d := explore.Decide(ctx, sys, []model.Schedule{model.FIFO, model.Any, model.Any}, false, explore.Options{})
	if d.Verdict != explore.Unknown || len(d.Searches) != 2 {
		t.Errorf("got %v after %d searches, want unknown after 2", d.Verdict, len(d.Searches))
	}
}
