package explore_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/explore/internal/dpor"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/props"
	"github.com/condcheck/condcheck/props/proptest"
)

// Executions that differ in the order of what commutes only are run once, and all
// others are run.

// traceOf returns a text that two executions have in common exactly if they are one
// Mazurkiewicz trace: for each event of each thread the last event of every other
// thread before it that it does not commute with.
func traceOf(events []dpor.Event) string {
	count, lines := map[model.Name]int{}, map[model.Name]string{}
	index := make([]int, len(events))
	for i, e := range events {
		count[e.Thread]++
		index[i] = count[e.Thread]
		last := map[model.Name]int{}
		for j, b := range events[:i] {
			if b.Thread != e.Thread && conflict(b, e) {
				last[b.Thread] = index[j]
			}
		}
		lines[e.Thread] += fmt.Sprintf(" %x(", e.Alternative)
		for _, o := range slices.Sorted(maps.Keys(last)) {
			lines[e.Thread] += fmt.Sprintf("%x:%d ", o, last[o])
		}
		lines[e.Thread] += ")"
	}
	var b strings.Builder
	for _, t := range slices.Sorted(maps.Keys(lines)) {
		fmt.Fprintf(&b, "%x%s\n", t, lines[t])
	}
	return b.String()
}

// conflict reports whether two events do not commute.
func conflict(a, b dpor.Event) bool {
	return slices.ContainsFunc(a.Footprint, func(x model.Access) bool {
		return slices.ContainsFunc(b.Footprint, func(y model.Access) bool { return x.Meets(y) })
	})
}

// A collector collects the traces of a search.
type collector struct {
	d      *dpor.Search
	traces map[string]int
	ended  bool
	most   int64
}

func (c *collector) Step(*model.Successor) bool { return true }
func (c *collector) End(*model.End) bool        { c.ended = true; return true }
func (c *collector) Failed(error) bool          { return true }
func (c *collector) Stopped() bool              { return false }
func (c *collector) Executed() bool {
	if c.ended {
		c.traces[traceOf(c.d.Events())]++
	}
	c.ended = false
	return c.d.Executions < c.most
}

// interleave runs every interleaving of a program, at most so many steps, and returns
// their traces.
func interleave(sys model.System, most int) (traces map[string]int, ok bool) {
	m := sys.NewMachine().(model.Follower)
	if m.Follow(nil) != nil {
		return nil, false
	}
	traces = map[string]int{}
	threads := map[model.Name]int{}
	var events []dpor.Event
	count := map[model.Name]int{}
	var visit func(at *model.Following, state model.State, started bool) bool
	take := func(at *model.Following, state model.State, thread model.Name, number int32) bool {
		f := *at
		f.Event, _ = model.EventName(threads[thread], count[thread])
		f.Thread = number
		m.Follow(&f)
		type next struct {
			state model.State
			names []model.Name
			dpor.Event
			started bool
		}
		var all []next
		_, err := m.Expand(state, func(su *model.Successor) bool {
			f := su.Followed
			all = append(all, next{bytes.Clone(su.State), slices.Clone(f.Names), dpor.Event{Thread: thread, Alternative: f.Events[0], Footprint: slices.Clone(f.Footprint)}, f.Started})
			return true
		})
		if err != nil {
			return false
		}
		for _, n := range all {
			if most--; most < 0 {
				return false
			}
			events = append(events, n.Event)
			count[thread]++
			ok := visit(&model.Following{Names: n.names, Others: at.Others, Bound: at.Bound}, n.state, n.started)
			count[thread]--
			events = events[:len(events)-1]
			if !ok {
				return false
			}
		}
		return true
	}
	visit = func(at *model.Following, state model.State, started bool) bool {
		stands := m.Standings(state, at, false, nil)
		if !at.Others && started {
			at.Others, at.Bound = true, m.Bound(state)
		}
		any := false
		for _, s := range stands {
			if s.Main {
				s.Thread = 0
			}
			if _, ok := threads[s.Thread]; !ok && s.Thread != 0 {
				threads[s.Thread] = len(threads) + 1
			}
			if s.Enabled {
				any = true
				if !take(at, state, s.Thread, s.Number) {
					return false
				}
			}
		}
		if !any {
			traces[traceOf(events)]++
		}
		return len(events) < 300
	}
	return traces, take(&model.Following{}, nil, 0, -1)
}

// checkTraces compares the search by traces with plain search, and the traces that
// it comes to with those of all interleavings. It reports how far it has come: a
// program can be too large, or one that is not taken.
func checkTraces(t failer, name, text string, cfg model.Config) (searched, enumerated bool) {
	t.Helper()
	const maxStates, maxSteps, maxExecutions = 3000, 20_000, 1000
	unit, err := python.Load(name, []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	p, err := model.Link(unit.Source)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if !p.Threaded() {
		return false, false
	}
	cfg.Watch = true
	sys := props.Watch(p.System(cfg), props.All(), props.WatchOptions{Minor: cfg.Minor})
	base := search(sys, explore.Options{Goal: explore.Outcomes, Workers: 1, MaxStates: maxStates})
	if !base.Complete {
		return false, false
	}
	want := shownBy(base)
	where := fmt.Sprintf("3.%d, preempt %s", cfg.Minor, cfg.Preempt)
	r := search(sys, explore.Options{Order: explore.DPOR, Goal: explore.Outcomes, MaxStates: maxExecutions})
	if !r.Complete {
		for _, why := range r.Incomplete {
			if why.Cause != explore.MaxStates && why.Cause != explore.Endless && why.Cause != explore.Unsupported {
				t.Fatalf("%s: got %v, want a complete search\n%s", where, why, text)
			}
		}
		return false, false
	}
	if diff := cmp.Diff(want, shownBy(r)); diff != "" {
		t.Fatalf("%s: search by traces differs (-plain +traces):\n%s\n%s", where, diff, text)
	}
	checkReplays(t, sys, r, where, text)
	c := &collector{traces: map[string]int{}, most: maxExecutions}
	if c.d, err = dpor.New(sys, c, dpor.Limits{Events: 1000}); err != nil {
		t.Fatalf("%s: %v\n%s", where, err, text)
	}
	c.d.Run()
	for _, n := range c.traces {
		if n > 1 {
			t.Fatalf("%s: got a trace %d times, want once: %d executions of %d traces\n%s", where, n, c.d.Executions, len(c.traces), text)
		}
	}
	if c.d.Blocked > 0 {
		t.Fatalf("%s: got %d executions in vain, want none\n%s", where, c.d.Blocked, text)
	}
	all, ok := interleave(sys, maxSteps)
	if ok && len(all) != len(c.traces) {
		t.Fatalf("%s: got %d traces, want %d\n%s", where, len(c.traces), len(all), text)
	}
	return true, ok
}

// TestTracesShipped compares on the repository's programs.
func TestTracesShipped(t *testing.T) {
	var searched, enumerated atomic.Int32
	t.Cleanup(func() { // not vacuous
		if s, e := searched.Load(), enumerated.Load(); s < 120 || e < 80 {
			t.Errorf("got %d programs searched and %d enumerated, want 120 and 80", s, e)
		}
	})
	for _, pattern := range []string{"../testdata/thread*.py", "../model/python/testdata/threading/*.py", "testdata/dpor/small/*.py"} {
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
				s, e := checkTraces(t, file, string(text), model.Config{Schedule: model.Threads, Minor: 13})
				if s {
					searched.Add(1)
				}
				if e {
					enumerated.Add(1)
				}
			})
		}
	}
}

// TestTracesGenerated compares on generated programs.
func TestTracesGenerated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cfg := model.Config{Schedule: model.Threads, Minor: rapid.SampledFrom([]int{8, 13}).Draw(t, "minor version")}
		text := proptest.Threads(proptest.Options{Minor: cfg.Minor}).Draw(t, "program")
		checkTraces(t, "generated.py", text, cfg)
	})
}
