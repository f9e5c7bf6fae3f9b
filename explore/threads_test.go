package explore_test

import (
	"os"
	"testing"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
)

// TestThreadStates pins the size of the unreduced search of programs with threads:
// a step more or less is a decision about what other threads can notice.
func TestThreadStates(t *testing.T) {
	for _, tt := range []struct {
		name                    string
		states, steps, outcomes int64
	}{
		{"attributes", 463, 933, 11},
		{"barrier", 33, 45, 2},
		{"closure_cells", 75, 104, 6},
		{"executor", 735, 1492, 4},
		{"lost_update", 23, 30, 2},
		{"peterson", 136, 239, 2},
		{"queue_workers", 90, 154, 2},
		{"rlock_depth", 25, 28, 1},
		{"semaphore", 1123, 2075, 2},
		{"timed_out_waiter", 260, 453, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := "../model/python/testdata/threading/" + tt.name + ".py"
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			unit, err := python.Load(file, text)
			if err != nil {
				t.Fatal(err)
			}
			p, err := model.Link(unit.Source)
			if err != nil {
				t.Fatal(err)
			}
			r := search(p.System(model.Config{Schedule: model.Threads, Minor: 13}), explore.Options{Goal: explore.Outcomes, Workers: 1})
			if !r.Complete || r.Stats.States != tt.states || r.Stats.Transitions != tt.steps || int64(len(r.Outcomes)) != tt.outcomes {
				t.Errorf("got %d states, %d steps, %d outcomes (complete %v), want %d, %d, %d", r.Stats.States, r.Stats.Transitions, len(r.Outcomes), r.Complete, tt.states, tt.steps, tt.outcomes)
			}
		})
	}
}
