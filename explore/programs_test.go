package explore_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	_ "github.com/condcheck/condcheck/props/proptest/steady"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/props/proptest"
)

// Searches of programs: all ways of searching come to the same, and to what the
// enumeration of executions, which knows nothing of states, comes to.

// A plain enumeration runs every execution from its first step to its end,
// without remembering where it has been.
type plain struct {
	machine  model.Machine
	left     int  // steps that it may still take
	cut      bool // that was not enough
	outcomes map[string]bool
	findings map[string]bool
}

// deepest is how many steps an execution may have.
const deepest = 300

func executions(sys model.System, steps int) *plain {
	p := &plain{machine: sys.NewMachine(), left: steps, outcomes: map[string]bool{}, findings: map[string]bool{}}
	p.from(nil, 0)
	return p
}

func (p *plain) from(s model.State, depth int) {
	var next []model.State
	end, err := p.machine.Expand(s, func(su *model.Successor) bool {
		next = append(next, slices.Clone(su.State))
		p.find(su.Findings)
		return true
	})
	if end != nil {
		p.outcomes[words(end.Outcome)] = true
		p.find(end.Findings)
	}
	p.left -= len(next)
	if err != nil || p.left < 0 || depth >= deepest {
		p.cut = true
		return
	}
	for _, s := range next {
		p.from(s, depth+1)
		if p.left < 0 {
			return
		}
	}
}

func (p *plain) find(list []model.Finding) {
	for _, f := range list {
		p.findings[brief(f)] = true
	}
}

func words(o model.Outcome) string { return strings.ReplaceAll(o.Key(), "\x00", " | ") }

// brief is a finding without its message, which names tasks as the run that
// leads there does. So is the place of a deadlock: that of the first of the tasks
// that are stuck, in the order in which the run has made them.
func brief(f model.Finding) string {
	if f.Property == "deadlock" {
		return fmt.Sprintf("%s %s", f.Severity, f.Property)
	}
	return fmt.Sprintf("%s %s %s %s", f.Pos, f.Severity, f.Property, f.Name)
}

// shows reports whether a run ends in a finding.
func shows(run *model.Run, f model.Finding) bool {
	var last []model.Finding
	if n := len(run.Steps); n > 0 {
		last = append(last, run.Steps[n-1].Findings...)
	}
	if run.End != nil {
		last = append(last, run.End.Findings...)
	}
	return slices.ContainsFunc(last, func(g model.Finding) bool { return brief(g) == brief(f) })
}

// A failer is a *testing.T or a *rapid.T.
type failer interface {
	Helper()
	Fatalf(string, ...any)
}

// sum is what all searches of a program must have in common.
type sum struct {
	Verdict             explore.Verdict
	States, Transitions int64
	Outcomes, Findings  []string
}

func sumOf(r *explore.Result) sum {
	s := sum{Verdict: r.Verdict, States: r.Stats.States, Transitions: r.Stats.Transitions}
	for _, o := range r.Outcomes {
		s.Outcomes = append(s.Outcomes, words(o.Outcome))
	}
	for _, v := range slices.Concat(r.Violations, r.Notes) {
		s.Findings = append(s.Findings, brief(v.Finding))
	}
	slices.Sort(s.Outcomes)
	slices.Sort(s.Findings)
	s.Findings = slices.Compact(s.Findings)
	return s
}

// checkProgram compares the ways to search a program. Programs with more than
// maxStates states are left alone, and what takes more than maxSteps steps is
// not enumerated to the end; then only what was seen is compared.
func checkProgram(t failer, name, text string, cfg model.Config) {
	t.Helper()
	const maxStates, maxSteps = 2000, 5000
	unit, err := python.Load(name, []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	p, err := model.Link(unit.Source)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	sys := p.System(cfg)
	base := search(sys, explore.Options{Goal: explore.Outcomes, Workers: 1, MaxStates: maxStates})
	if !base.Complete {
		return
	}
	for _, v := range slices.Concat(base.Violations, base.Notes) {
		run, err := v.Trace.Replay(sys)
		if err != nil || !shows(run, v.Finding) {
			t.Fatalf("3.%d, schedule %s: the trace of %s does not show it (%v)\n%s", cfg.Minor, cfg.Schedule, brief(v.Finding), err, text)
		}
	}
	want := sumOf(base)
	for _, o := range []explore.Options{{Workers: 2}, {Order: explore.DFS}, {Workers: 1, Exact: true}} {
		o.Goal = explore.Outcomes
		if diff := cmp.Diff(want, sumOf(search(sys, o))); diff != "" {
			t.Fatalf("3.%d, schedule %s: %s search, %d workers, exact %t differs (-breadth-first, 1 worker, hashed):\n%s\n%s",
				cfg.Minor, cfg.Schedule, o.Order, o.Workers, o.Exact, diff, text)
		}
	}
	for _, o := range []explore.Options{{Workers: 1}, {Workers: 2}, {Order: explore.DFS}} {
		if got := search(sys, o).Verdict; got != want.Verdict {
			t.Fatalf("3.%d, schedule %s: %s search for a violation, %d workers: got verdict %v, want %v\n%s", cfg.Minor, cfg.Schedule, o.Order, o.Workers, got, want.Verdict, text)
		}
	}
	all := executions(sys, maxSteps)
	got := sum{Outcomes: slices.Sorted(maps.Keys(all.outcomes)), Findings: slices.Sorted(maps.Keys(all.findings))}
	if !all.cut {
		want := sum{Outcomes: want.Outcomes, Findings: want.Findings}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("3.%d, schedule %s: enumeration differs from search (-search +enumeration):\n%s\n%s", cfg.Minor, cfg.Schedule, diff, text)
		}
		return
	}
	for _, o := range got.Outcomes {
		if !slices.Contains(want.Outcomes, o) {
			t.Fatalf("3.%d, schedule %s: an execution comes to %s, want one of\n%s\n%s", cfg.Minor, cfg.Schedule, o, strings.Join(want.Outcomes, "\n"), text)
		}
	}
	for _, f := range got.Findings {
		if !slices.Contains(want.Findings, f) {
			t.Fatalf("3.%d, schedule %s: an execution shows %s, want one of\n%s\n%s", cfg.Minor, cfg.Schedule, f, strings.Join(want.Findings, "\n"), text)
		}
	}
}

// TestShippedPrograms searches the repository's programs in every way.
func TestShippedPrograms(t *testing.T) {
	for _, pattern := range []string{"../testdata/*.py", "../model/python/testdata/asyncio/*.py", "../model/python/testdata/threading/*.py"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: got %d programs (%v), want some", pattern, len(files), err)
		}
		for _, file := range files {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(t *testing.T) {
				t.Parallel()
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				schedules := []model.Schedule{model.FIFO, model.Any}
				if strings.Contains(file, "thread") {
					schedules = []model.Schedule{model.Threads}
				}
				for _, schedule := range schedules {
					checkProgram(t, file, string(text), model.Config{Schedule: schedule, Minor: 13})
				}
			})
		}
	}
}

// TestGeneratedPrograms searches generated programs in every way.
func TestGeneratedPrograms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.SampledFrom([]int{8, 11, 13}).Draw(t, "minor version")
		schedule := rapid.SampledFrom([]model.Schedule{model.FIFO, model.Any}).Draw(t, "schedule")
		text := proptest.Program(proptest.Options{Minor: minor}).Draw(t, "program")
		checkProgram(t, "generated.py", text, model.Config{Schedule: schedule, Minor: minor})
	})
}

// TestGeneratedThreads searches generated programs of threads in every way.
func TestGeneratedThreads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cfg := model.Config{Schedule: model.Threads, Minor: rapid.SampledFrom([]int{8, 13}).Draw(t, "minor version"),
			Preempt: rapid.SampledFrom([]model.Preempt{model.PreemptAccess, model.PreemptLine, model.PreemptGIL, model.PreemptSync}).Draw(t, "preempt")}
		text := proptest.Threads(proptest.Options{Minor: cfg.Minor}).Draw(t, "program")
		checkProgram(t, "generated.py", text, cfg)
	})
}
