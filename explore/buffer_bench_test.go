package explore_test

import (
	"context"
	"os"
	"testing"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
)

// BenchmarkBuffer searches the bounded buffer with two producers, two consumers
// and three items each, under every order of the ready tasks. It reports states
// a second, and bytes a state that the visited set and the frontier hold.
func BenchmarkBuffer(b *testing.B) {
	const path = "../testdata/bounded_buffer.py"
	text, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	unit, err := python.Load(path, text)
	if err != nil {
		b.Fatal(err)
	}
	program, err := model.Link(unit.Source)
	if err != nil {
		b.Fatal(err)
	}
	sys := program.System(model.Config{Schedule: model.Any, Minor: 13})
	for _, c := range []struct {
		name    string
		workers int
	}{{"workers=1", 1}, {"workers=2", 2}} {
		b.Run(c.name, func(b *testing.B) {
			var states, bytes int64
			for b.Loop() {
				r := explore.Search(context.Background(), sys, explore.Options{Workers: c.workers})
				if r.Verdict != explore.Holds {
					b.Fatal(r.Verdict)
				}
				states += r.Stats.States
				bytes = r.Stats.VisitedBytes / r.Stats.States
			}
			b.ReportMetric(float64(states)/b.Elapsed().Seconds(), "states/s")
			b.ReportMetric(float64(states)/float64(b.N), "states")
			b.ReportMetric(float64(bytes), "B/state")
		})
	}
}
