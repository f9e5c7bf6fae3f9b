package explore_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/props"
	"github.com/condcheck/condcheck/props/proptest"
	"github.com/condcheck/condcheck/props/proptest/steady"
)

// Reduced searches come to what plain ones come to, and their traces are traces of
// the plain system.

// unlifted is why the last search was done again.
var unlifted atomic.Value

func init() {
	explore.OnUnlifted(func(err error) { unlifted.Store(err) })
}

// apart counts the reduced searches in which parts of a program went ahead of others,
// alike and ringed those in which the numbers of threads were taken for one another, in
// any order or in that of a ring.
var apart, alike, ringed atomic.Int32

// shown is what a search and its reductions must have in common.
type shown struct {
	Verdict            explore.Verdict
	Outcomes, Findings []string
}

func shownBy(r *explore.Result) shown {
	s := sumOf(r)
	return shown{s.Verdict, s.Outcomes, s.Findings}
}

// watched returns the system of a program with all properties watched.
func watched(t failer, name, text string, cfg model.Config) model.System {
	t.Helper()
	unit, err := python.Load(name, []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	p, err := model.Link(unit.Source)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	cfg.Watch = true
	return props.Watch(p.System(cfg), props.All(), props.WatchOptions{Minor: cfg.Minor})
}

// checkReplays checks that the traces of a result show in the plain system what they are
// about.
func checkReplays(t failer, sys model.System, r *explore.Result, where, text string) {
	t.Helper()
	for _, v := range slices.Concat(r.Violations, r.Notes) {
		if run, err := v.Trace.Replay(sys); err != nil || !shows(run, v.Finding) {
			t.Fatalf("%s: the trace of %s does not show it (%v)\n%s", where, brief(v.Finding), err, text)
		}
	}
	for _, o := range r.Outcomes {
		if run, err := o.Trace.Replay(sys); err != nil || run.End == nil || run.End.Outcome.Key() != o.Outcome.Key() {
			t.Fatalf("%s: the trace of an outcome does not end in it (%v): want %v\n%s", where, err, o.Outcome, text)
		}
	}
}

// checkReduced compares the reductions of a program's search with the plain one, if
// that has no more than so many states.
func checkReduced(t failer, name, text string, cfg model.Config, maxStates int64) {
	t.Helper()
	sys := watched(t, name, text, cfg)
	base := search(sys, explore.Options{Goal: explore.Outcomes, Workers: 1, MaxStates: maxStates})
	if !base.Complete {
		return
	}
	want := shownBy(base)
	where := fmt.Sprintf("3.%d, schedule %s, preempt %s", cfg.Minor, cfg.Schedule, cfg.Preempt)
	for _, kind := range []model.Reduction{model.PartialOrder, model.Symmetry, model.AllReductions} {
		r := search(sys, explore.Options{Goal: explore.Outcomes, Workers: 1, Reduction: kind})
		if r.Stats.Reduction == model.NoReduction && sys.(model.Reducer).Reduced(kind) != nil {
			t.Fatalf("%s: reduction %s was given up: %v\n%s", where, kind, unlifted.Load(), text)
		}
		if diff := cmp.Diff(want, shownBy(r)); diff != "" {
			t.Fatalf("%s: reduction %s differs (-plain +reduced):\n%s\n%s", where, kind, diff, text)
		}
		most := base.Stats.States
		if r.Stats.Partly > 0 {
			apart.Add(1)
			most += 8 + most/8 // which part goes ahead belongs to the state
		}
		switch {
		case r.Stats.Places > 0 && r.Stats.Ring:
			ringed.Add(1)
		case r.Stats.Places > 0:
			alike.Add(1)
		}
		if r.Stats.States > most {
			t.Fatalf("%s: reduction %s: got %d states, want at most %d\n%s", where, kind, r.Stats.States, most, text)
		}
		checkReplays(t, sys, r, fmt.Sprintf("%s: reduction %s", where, kind), text)
		if two := search(sys, explore.Options{Goal: explore.Outcomes, Workers: 2, Reduction: kind}).Stats; two.States != r.Stats.States || two.Transitions != r.Stats.Transitions || two.Partly != r.Stats.Partly {
			t.Fatalf("%s: reduction %s: got %+v with 1 worker and %+v with 2, want the same\n%s", where, kind, r.Stats, two, text)
		}
		if got := search(sys, explore.Options{Reduction: kind, Workers: 2}).Verdict; got != want.Verdict {
			t.Fatalf("%s: reduction %s, search for a violation, 2 workers: got %v, want %v\n%s", where, kind, got, want.Verdict, text)
		}
	}
}

// TestReducedShipped compares on the repository's programs.
func TestReducedShipped(t *testing.T) {
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
				cfgs := []model.Config{{Schedule: model.FIFO}, {Schedule: model.Any}}
				if strings.Contains(file, "thread") {
					cfgs = []model.Config{{Schedule: model.Threads}}
				}
				for _, cfg := range cfgs {
					cfg.Minor = 13
					checkReduced(t, file, string(text), cfg, 2000)
				}
			})
		}
	}
}

// TestReducedGenerated compares on generated programs.
func TestReducedGenerated(t *testing.T) {
	steady.Checks(t, 30)
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.SampledFrom([]int{8, 11, 13}).Draw(t, "minor version")
		schedule := rapid.SampledFrom([]model.Schedule{model.FIFO, model.Any}).Draw(t, "schedule")
		text := proptest.Program(proptest.Options{Minor: minor}).Draw(t, "program")
		checkReduced(t, "generated.py", text, model.Config{Schedule: schedule, Minor: minor}, 2000)
	})
}

// TestReducedGeneratedThreads compares on generated programs of threads.
func TestReducedGeneratedThreads(t *testing.T) {
	steady.Checks(t, 40)
	rapid.Check(t, func(t *rapid.T) {
		cfg := model.Config{Schedule: model.Threads, Minor: rapid.SampledFrom([]int{8, 13}).Draw(t, "minor version"),
			Preempt: rapid.SampledFrom([]model.Preempt{model.PreemptAccess, model.PreemptLine, model.PreemptGIL, model.PreemptSync}).Draw(t, "preempt")}
		text := proptest.Threads(proptest.Options{Minor: cfg.Minor}).Draw(t, "program")
		checkReduced(t, "generated.py", text, cfg, 2000)
	})
}

// TestReducedGeneratedParts compares on generated programs in parts.
func TestReducedGeneratedParts(t *testing.T) {
	steady.Checks(t, 30)
	before := apart.Load()
	t.Cleanup(func() {
		n := apart.Load() - before
		t.Logf("%d searches in which a part went ahead", n)
		if n < 5 {
			t.Errorf("got %d searches in which a part went ahead, want 5", n)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		cfg := model.Config{Schedule: model.Threads, Minor: rapid.SampledFrom([]int{8, 13}).Draw(t, "minor version"),
			Preempt: rapid.SampledFrom([]model.Preempt{model.PreemptAccess, model.PreemptAccess, model.PreemptSync}).Draw(t, "preempt")}
		text := proptest.Parts(proptest.Options{Minor: cfg.Minor}).Draw(t, "program")
		checkReduced(t, "generated.py", text, cfg, 10_000)
	})
}

// TestReducedGeneratedPlaces compares on generated programs of threads with numbers.
func TestReducedGeneratedPlaces(t *testing.T) {
	steady.Checks(t, 60)
	before, ring := alike.Load(), ringed.Load()
	t.Cleanup(func() {
		a, r := alike.Load()-before, ringed.Load()-ring
		t.Logf("%d searches with numbers in any order, %d in a ring", a, r)
		if a < 5 || r < 5 {
			t.Errorf("got %d searches with numbers in any order and %d in a ring, want 5 of each", a, r)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		cfg := model.Config{Schedule: model.Threads, Minor: rapid.SampledFrom([]int{8, 13}).Draw(t, "minor version"),
			Preempt: rapid.SampledFrom([]model.Preempt{model.PreemptAccess, model.PreemptAccess, model.PreemptLine, model.PreemptSync}).Draw(t, "preempt")}
		text := proptest.Places(proptest.Options{Minor: cfg.Minor}).Draw(t, "program")
		checkReduced(t, "generated.py", text, cfg, 10_000)
	})
}

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

// A property that is not about one lock switches off the reduction that would hide
// it: that two threads hold a lock each.
func TestReducedLeavesOtherProperties(t *testing.T) {
	const text = `import threading

def work(lock):
    with lock:
        pass

def main():
    threads = [threading.Thread(target=work, args=(threading.Lock(),)) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()

main()
`
	l, err := python.Text("two.py", text)()
	if err != nil {
		t.Fatal(err)
	}
	holds := props.UserRelation
	atOnce := props.Property{Name: "both", Severity: model.Error, Doc: "Two threads hold a lock each.",
		Watch: func(f *props.Facts, ev model.Event) string {
			switch ev.Kind {
			case model.EvAcquire:
				if len(f.List(holds, -1)) > 0 {
					return "{task} takes a lock while another thread holds one"
				}
				f.Add(holds, -1, ev.Task)
			case model.EvRelease:
				f.Remove(holds, -1, ev.Task)
			}
			return ""
		}}
	for _, tt := range []struct {
		local     bool // what the property says of itself; it is wrong
		reduction model.Reduction
		want      explore.Verdict
	}{
		{false, model.NoReduction, explore.Violated},
		{false, model.AllReductions, explore.Violated},
		{true, model.AllReductions, explore.Holds},
	} {
		p := atOnce
		p.Local = tt.local
		sys := props.Watch(l.System(model.Config{Schedule: model.Threads, Minor: 13, Watch: true}), []props.Property{p}, props.WatchOptions{Minor: 13})
		if got := search(sys, explore.Options{Reduction: tt.reduction}).Verdict; got != tt.want {
			t.Errorf("local %v, reduction %v: got %v, want %v", tt.local, tt.reduction, got, tt.want)
		}
	}
}

// TestOrbits looks at the states of small programs in which like threads or tasks are
// taken for one: no two of them are the same but for which is which.
func TestOrbits(t *testing.T) {
	for _, r := range rows {
		if r.plain {
			t.Run(fmt.Sprint(r.program, " ", r.sizes), func(t *testing.T) {
				checkOrbits(t, r.system(t, model.PreemptAccess))
			})
		}
	}
	for _, file := range []string{"testdata/buffer_asyncio.py", "../testdata/bounded_buffer.py", "../testdata/woken_in_turn.py"} {
		t.Run(file, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			small := strings.Replace(string(text), "P, C, K, B = 3, 3, 3, 1", "P, C, K, B = 3, 3, 1, 1", 1)
			l, err := python.Text(file, small)()
			if err != nil {
				t.Fatal(err)
			}
			checkOrbits(t, l.System(model.Config{Schedule: model.Any, Minor: 13}))
		})
	}
}

func checkOrbits(t *testing.T, sys model.System) {
	t.Helper()
	const maxStates = 1000
	red := sys.(model.Reducer).Reduced(model.AllReductions)
	looks := red.Looks()
	m := red.NewMachine()
	seen := map[string]bool{}
	var states []model.State
	expand := func(s model.State) error {
		_, err := m.Expand(s, func(su *model.Successor) bool {
			if key := string(su.State); !seen[key] {
				seen[key] = true
				states = append(states, model.State(key))
			}
			return true
		})
		return err
	}
	if err := expand(nil); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(states); i++ {
		if i == maxStates {
			t.Fatalf("got more than %d states, want a smaller program", maxStates)
		}
		if err := expand(states[i]); errors.Is(err, model.ErrGaveUp) && !red.Kept() {
			clear(seen)
			states, i = nil, -1
			if err := expand(nil); err != nil {
				t.Fatal(err)
			}
			continue
		} else if err != nil {
			t.Fatal(err)
		}
		for j := range i {
			if looks(states[i], states[j]) {
				t.Fatalf("states %d and %d are alike, want one of them only", j, i)
			}
		}
	}
}
