package explore_test

import (
	"path/filepath"
	"testing"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
)

// What comes before the first decision between tasks is searched whole: its draws
// are choices, and what it is refused for is an error.
func TestReducedStart(t *testing.T) {
	tests := []struct {
		name, source string
		want         explore.Verdict
	}{
		{"draws", "import asyncio, random\nasync def main():\n    assert random.choice([0, 1]) == 0\nasyncio.run(main())\n", explore.Violated},
		{"refused", "import asyncio\nasync def main():\n    print(id(main))\nasyncio.run(main())\n", explore.Unknown},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			l, err := python.Text("x.py", test.source)()
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range []model.Reduction{model.NoReduction, model.AllReductions} {
				sys := l.System(model.Config{Schedule: model.Any, Minor: 13})
				if got := explore.Search(t.Context(), sys, explore.Options{Reduction: r}); got.Verdict != test.want {
					t.Errorf("reduction %v: got %v (%v), want %v", r, got.Verdict, got.Incomplete, test.want)
				}
			}
		})
	}
}

// A trace of the reduced search leads to the end that it is about.
func TestReducedEnds(t *testing.T) {
	files, err := filepath.Glob("../testdata/thread_*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d programs (%v), want some", len(files), err)
	}
	for _, file := range files {
		l, err := python.File(file)()
		if err != nil {
			t.Fatal(err)
		}
		sys := l.System(model.Config{Schedule: model.Threads, Minor: 13})
		r := explore.Search(t.Context(), sys, explore.Options{Reduction: model.AllReductions, Goal: explore.Outcomes})
		for _, o := range r.Outcomes {
			if run, err := o.Trace.Replay(sys); err != nil || run.End == nil || run.End.Outcome.Key() != o.Outcome.Key() {
				t.Errorf("%s: the witness of %v leads to %+v (%v)", file, o.Outcome, run, err)
			}
		}
	}
}
