package explore_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/props/proptest"
	"github.com/condcheck/condcheck/props/proptest/steady"
)

// Searches of states in components come to what searches of whole states come to.

// whole is a system without a collapsed form, and without a reduced one.
type whole struct{ model.System }

// checkCollapsed compares the search of a program in components with one of whole
// states, if that has no more than so many, and returns the statistics of both.
func checkCollapsed(t failer, name, text string, cfg model.Config, maxStates int64) (flat, cut explore.Stats) {
	t.Helper()
	cfg.Schedule, cfg.Preempt = model.Threads, model.PreemptSync
	sys := watched(t, name, text, cfg)
	base := search(whole{sys}, explore.Options{Goal: explore.Outcomes, Workers: 1, MaxStates: maxStates})
	if !base.Complete {
		return base.Stats, base.Stats
	}
	where := fmt.Sprintf("3.%d, profile %v", cfg.Minor, cfg.Profile)
	want := shownBy(base)
	r := search(sys, explore.Options{Goal: explore.Outcomes, Workers: 1})
	if diff := cmp.Diff(want, shownBy(r)); diff != "" {
		t.Fatalf("%s: (-whole +components):\n%s\n%s", where, diff, text)
	}
	if r.Stats.States < base.Stats.States || r.Stats.Transitions < base.Stats.Transitions {
		t.Fatalf("%s: got %d states and %d steps, want at least %d and %d\n%s", where,
			r.Stats.States, r.Stats.Transitions, base.Stats.States, base.Stats.Transitions, text)
	}
	checkReplays(t, sys, r, where, text)
	for workers := 2; workers <= 3; workers++ { // each has a part of the visited set
		more := search(sys, explore.Options{Goal: explore.Outcomes, Workers: workers})
		if more.Stats.States != r.Stats.States || more.Stats.Transitions != r.Stats.Transitions {
			t.Fatalf("%s: got %+v with 1 worker and %+v with %d, want the same\n%s", where, r.Stats, more.Stats, workers, text)
		}
		if diff := cmp.Diff(want, shownBy(more)); diff != "" {
			t.Fatalf("%s: %d workers: (-whole +components):\n%s\n%s", where, workers, diff, text)
		}
	}
	any := explore.Options{Workers: 2, Exact: true}
	if diff := cmp.Diff(search(whole{sys}, any).Violations, search(sys, any).Violations); diff != "" {
		t.Fatalf("%s: search for a violation (-whole +components):\n%s\n%s", where, diff, text)
	}
	return base.Stats, r.Stats
}

// TestCollapsedShipped compares on the repository's programs. Those that are compared
// with SPIN have as many states in components.
func TestCollapsedShipped(t *testing.T) {
	for _, pattern := range []string{"../testdata/*.py", "../model/python/testdata/threading/*.py", "testdata/components/*.py", "testdata/parts/*.py", "testdata/promela/*.py"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: got %d programs (%v), want some", pattern, len(files), err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(text), "import threading") || strings.Contains(string(text), "asyncio") {
				continue
			}
			t.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(t *testing.T) {
				t.Parallel()
				flat, cut := checkCollapsed(t, file, string(text), model.Config{Minor: 13}, 4000)
				exact := strings.Contains(file, "promela") || strings.HasSuffix(file, "waiters.py")
				if exact && (flat.States != cut.States || cut.Contents == 0) {
					t.Errorf("got %d states in components of %d contents, want the %d of the plain search", cut.States, cut.Contents, flat.States)
				}
			})
		}
	}
}

// TestCollapsedGivesUp: a main thread that makes things for ever has more and more
// components. The program is then searched with whole states.
func TestCollapsedGivesUp(t *testing.T) {
	const text = `import threading

class Item:
    pass

cond = threading.Condition()
items = []

def consume():
    while True:
        with cond:
            while not items:
                cond.wait()
            items.pop()

threading.Thread(target=consume, daemon=True).start()
while True:
    with cond:
        if len(items) < 2:
            items.append(Item())
            cond.notify()
`
	flat, cut := checkCollapsed(t, "endless.py", text, model.Config{Minor: 13}, 4000)
	if cut.States != flat.States || cut.Contents != 0 {
		t.Errorf("got %d states in components of %d contents, want %d whole ones", cut.States, cut.Contents, flat.States)
	}
}

// TestCollapsedGenerated compares on generated programs.
func TestCollapsedGenerated(t *testing.T) {
	steady.Checks(t, 30)
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.SampledFrom([]int{8, 11, 13}).Draw(t, "minor version")
		profile := rapid.SampledFrom(model.Profiles()).Draw(t, "profile")
		p, err := model.ParseProfile(profile)
		if err != nil {
			t.Fatal(err)
		}
		text := proptest.Threads(proptest.Options{Minor: minor}).Draw(t, "program")
		checkCollapsed(t, "generated.py", text, model.Config{Minor: minor, Profile: p}, 3000)
	})
}
