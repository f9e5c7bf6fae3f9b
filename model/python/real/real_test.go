package real_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/model/python/control"
	"github.com/condcheck/condcheck/model/python/real"
	"github.com/condcheck/condcheck/model/source"
	"github.com/condcheck/condcheck/props"
)

// interpreters are those that are modelled and found.
func interpreters(t *testing.T) (found []control.Interpreter) {
	for _, in := range control.Find() {
		if in.Minor >= 8 && in.Minor <= 14 {
			found = append(found, in)
		}
	}
	if len(found) == 0 {
		t.Skip("no CPython 3.8 to 3.14 found on PATH or in CONDCHECK_PYTHONS")
	}
	t.Logf("interpreters: %v", found)
	return found
}

// A program is a loaded program of testdata.
type program struct {
	real.Program
	linked *model.Program
	oldest int // the first version that can read it
}

func load(t *testing.T, file string) program {
	t.Helper()
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
	out := program{real.Program{File: file, Text: string(text)}, p, 8}
	for _, d := range unit.Directives {
		if d.Key == "python" { // it may use what older versions do not have
			fmt.Sscanf(d.Value, "3.%d", &out.oldest)
		}
	}
	return out
}

// TestShipped shows every violation of the repository's programs, and of those in
// testdata, under both
// schedules, on every interpreter found, as the model of its version finds it:
// what happens is the same, step by step. Programs with threads are shown each on
// one of the interpreters in turn.
func TestShipped(t *testing.T) {
	found := interpreters(t)
	files, err := filepath.Glob("../../../testdata/*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("testdata: got %d programs (%v), want some", len(files), err)
	}
	own, err := filepath.Glob("testdata/*.py")
	if err != nil || len(own) == 0 {
		t.Fatalf("testdata: got %d programs of its own (%v), want some", len(own), err)
	}
	var programs []program
	for _, file := range append(files, own...) {
		programs = append(programs, load(t, file))
	}
	for v, in := range found {
		t.Run(in.Version, func(t *testing.T) {
			t.Parallel()
			s := in.NewSession()
			defer s.Close()
			n := 0
			for i, p := range programs {
				if in.Minor < p.oldest || p.linked.Threaded() && i%len(found) != v {
					continue
				}
				for _, schedule := range schedules(p.linked) {
					n += showAll(t, s, p, schedule)
				}
			}
			if n == 0 {
				t.Error("got no violation at all, want some")
			}
		})
	}
}

// watched is a program with all properties watched.
func watched(p *model.Program, schedule model.Schedule, minor int) model.System {
	return watchAll(p.System(model.Config{Schedule: schedule, Minor: minor, Watch: true}), minor)
}

func watchAll(sys model.System, minor int) model.System {
	return props.Watch(sys, props.All(), props.WatchOptions{Minor: minor})
}

func schedules(p *model.Program) []model.Schedule {
	if p.Threaded() {
		return []model.Schedule{model.Threads}
	}
	return []model.Schedule{model.FIFO, model.Any}
}

// showAll shows the violations of a program and returns how many there are.
func showAll(t *testing.T, s *control.Session, p program, schedule model.Schedule) int {
	in := s.Interpreter()
	sys := watched(p.linked, schedule, in.Minor)
	r := explore.Search(t.Context(), sys, explore.Options{Workers: 1})
	for _, v := range append(r.Violations, r.Notes...) {
		run, err := v.Trace.Replay(sys)
		if err != nil {
			t.Fatal(err)
		}
		c, err := real.Run(t.Context(), s, in, p.Program, schedule, run)
		if err != nil {
			t.Fatalf("%s: %v", p.File, err)
		}
		if c.Divergence != nil {
			t.Errorf("%s, schedule %v, %s: %v\n%s", p.File, schedule, v.Finding.Property, c.Divergence, both(run, c))
		}
	}
	return len(r.Violations) + len(r.Notes)
}

// both tells the first step that differs, on both sides.
func both(run *model.Run, c *real.Comparison) string {
	var b strings.Builder
	if i := c.Agreed; i < len(run.Steps) {
		fmt.Fprintf(&b, "model %s %v\n", run.Steps[i].Label, run.Steps[i].Events)
	}
	if i := c.Agreed; i < len(c.Execution.Trace) {
		fmt.Fprintf(&b, "real  %+v\n", c.Execution.Trace[i])
	}
	return b.String()
}

// TestDiverges compares a run with executions that it does not describe: each
// difference must be found, at its step.
func TestDiverges(t *testing.T) {
	in, ok := control.Newest(interpreters(t), 13)
	if !ok {
		in, _ = control.Newest(interpreters(t), 0)
	}
	p := load(t, "../../../testdata/lost_wakeup_event.py")
	sys := p.linked.System(model.Config{Schedule: model.FIFO, Minor: in.Minor})
	r := explore.Search(t.Context(), sys, explore.Options{Workers: 1})
	if len(r.Violations) == 0 {
		t.Fatal("got no violation, want a deadlock")
	}
	s := in.NewSession()
	defer s.Close()
	for _, tt := range []struct {
		name string
		edit func(*model.Run)
		step int
		what string
	}{
		{"nothing", func(*model.Run) {}, 0, ""},
		{"a line", func(r *model.Run) { change(r, 2, model.EvLine, func(e *model.Event) { e.Pos.Line = 1 }) }, 2, "the lines that run"},
		{"a lost line", func(r *model.Run) { r.Steps[2].Events = nil }, 2, "the lines that run"},
		{"a print", func(r *model.Run) {
			r.Steps[3].Events = append(r.Steps[3].Events, model.Event{Kind: model.EvPrint, Text: "x\n"})
		}, 3, "what is printed"},
		{"an operation", func(r *model.Run) { r.Steps[3].Events = append(r.Steps[3].Events, model.Event{Kind: model.EvClear}) }, 3, "what is done with locks and their like"},
		{"another object", func(r *model.Run) { change(r, 3, model.EvClear, func(e *model.Event) { e.ID = 99 }) }, 3, "whose locks and their like are used"},
		{"a spawn", func(r *model.Run) { r.Steps[3].Events = append(r.Steps[3].Events, model.Event{Kind: model.EvSpawn}) }, 3, "the tasks that begin"},
		{"an end", func(r *model.Run) {
			r.Steps[2].Events = append(r.Steps[2].Events, model.Event{Kind: model.EvFinish, Text: "returns 1"})
		}, 2, "the tasks that end"},
		{"another task", func(r *model.Run) { r.Steps[3].Actor = r.Steps[2].Actor }, 3, "what runs"},
		{"a choice", func(r *model.Run) { r.Choices = append(r.Choices, model.Choice{N: 2}) }, -1, "the outcome"},
		{"the status", func(r *model.Run) { r.End.Outcome.Status = "ok" }, -1, "the outcome"},
		{"a variable", func(r *model.Run) { r.End.Outcome.Globals = `{"x": 1}` }, -1, "the global variables"},
		{"a stuck task", func(r *model.Run) { r.Blocked[0].Pos = source.Pos{Line: 1} }, -1, "the lines where tasks are stuck"},
		{"a step more", func(r *model.Run) { r.Steps = append(r.Steps, model.RunStep{Label: "more", Actor: -1}) }, -2, "the end"},
		{"a step less", func(r *model.Run) { r.Steps = r.Steps[:len(r.Steps)-1] }, -3, "the end"},
	} {
		run, err := r.Violations[0].Trace.Replay(sys)
		if err != nil {
			t.Fatal(err)
		}
		n := len(run.Steps)
		tt.edit(run)
		c, err := real.Run(t.Context(), s, in, p.Program, model.FIFO, run)
		if err != nil {
			t.Fatal(err)
		}
		step := map[int]int{-2: n, -3: n - 1}[tt.step]
		if tt.step >= -1 {
			step = tt.step
		}
		switch {
		case tt.what == "" && c.Divergence != nil:
			t.Errorf("%s: got %v, want no difference", tt.name, c.Divergence)
		case tt.what != "" && (c.Divergence == nil || c.Divergence.Step != step || c.Divergence.What != tt.what):
			t.Errorf("%s: got %v, want %s at step %d", tt.name, c.Divergence, tt.what, step+1)
		}
	}
}

// change edits the first event of a kind in a step.
func change(r *model.Run, step int, kind model.EventKind, edit func(*model.Event)) {
	for i := range r.Steps[step].Events {
		if e := &r.Steps[step].Events[i]; e.Kind == kind {
			edit(e)
			return
		}
	}
}
