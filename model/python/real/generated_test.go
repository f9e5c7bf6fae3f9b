package real_test

import (
	"flag"
	"testing"

	_ "github.com/condcheck/condcheck/props/proptest/steady"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/model/python/control"
	"github.com/condcheck/condcheck/model/python/real"
	"github.com/condcheck/condcheck/props/proptest"
)

var (
	violations = flag.Int("violations", 24, "how many violations of generated programs to show on interpreters")
	firstSeed  = flag.Int("first", 0, "the seed of the first generated program")
)

// TestGeneratedViolations shows violations of generated programs on interpreters,
// each on one in turn, under one schedule and the other: what happens there is what
// the model says, step by step. A program gives three violations at most.
func TestGeneratedViolations(t *testing.T) {
	var sessions []*control.Session
	for _, minor := range []int{8, 11, 12, 13} {
		if in, ok := control.Newest(interpreters(t), minor); ok {
			s := in.NewSession()
			defer s.Close()
			sessions = append(sessions, s)
		}
	}
	if len(sessions) == 0 {
		t.Skip("no CPython 3.8, 3.11, 3.12 or 3.13 found")
	}
	shown, kinds := 0, map[string]int{}
	for seed := *firstSeed; shown < *violations; seed++ {
		if seed-*firstSeed > 50*(*violations) {
			t.Fatalf("got %d violations in %d programs, want %d", shown, seed-*firstSeed, *violations)
		}
		s := sessions[seed%len(sessions)]
		in := s.Interpreter()
		schedule := []model.Schedule{model.FIFO, model.Any}[seed/len(sessions)%2]
		text := proptest.Program(proptest.Options{Minor: in.Minor}).Example(seed)
		program, err := python.Text("generated.py", text)()
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		sys := program.System(model.Config{Schedule: schedule, Minor: in.Minor, Watch: true})
		sys = watchAll(sys, in.Minor)
		r := explore.Search(t.Context(), sys, explore.Options{Workers: 1, MaxStates: 20000, Goal: explore.Outcomes})
		for i, v := range append(r.Violations, r.Notes...) {
			if i == 3 || shown == *violations {
				break
			}
			run, err := v.Trace.Replay(sys)
			if err != nil {
				t.Fatalf("%s: %v\n%s", v.Finding.Message, err, text)
			}
			c, err := real.Run(t.Context(), s, in, real.Program{File: "generated.py", Text: text}, schedule, run)
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if c.Divergence != nil {
				t.Errorf("seed %d, %v, schedule %v, %s: %v\n%s\n%s", seed, in, schedule, v.Finding.Property, c.Divergence, both(run, c), text)
			}
			shown++
			kinds[v.Finding.Property]++
		}
	}
	t.Logf("%d violations shown: %v", shown, kinds)
}
