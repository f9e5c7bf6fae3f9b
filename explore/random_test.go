package explore_test

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
)

// randomSystem draws a transition system of a few states with cycles, several
// starts, findings on steps and on ends, and outcomes shared by ends.
func randomSystem(faults bool) *rapid.Generator[*toy] {
	return rapid.Custom(func(t *rapid.T) *toy {
		n := rapid.IntRange(1, 8).Draw(t, "states")
		state := rapid.IntRange(0, n-1)
		name := func(i int) string { return fmt.Sprint("s", i) }
		sys := &toy{}
		edges := make(map[string][]edge)
		ends := make(map[string]*model.End)
		for i := range rapid.IntRange(1, 2).Draw(t, "starts") {
			sys.start = append(sys.start, name((i*3)%n))
		}
		if faults && rapid.IntRange(0, 9).Draw(t, "early") == 0 {
			sys.first = []model.Finding{fault("start", 1)}
		}
		for i := range n {
			for range rapid.IntRange(0, 3).Draw(t, "out") {
				e := edge{to: name(state.Draw(t, "to")), actor: int32(rapid.IntRange(-1, 2).Draw(t, "actor"))}
				e.after = int32(rapid.IntRange(-1, 2).Draw(t, "after"))
				if faults && rapid.IntRange(0, 5).Draw(t, "fault") == 0 {
					e.findings = []model.Finding{fault("step", rapid.IntRange(1, 3).Draw(t, "line"))}
				}
				edges[name(i)] = append(edges[name(i)], e)
			}
			end := &model.End{Outcome: model.Outcome{Status: "ok", Globals: fmt.Sprint(rapid.IntRange(0, 2).Draw(t, "outcome"))}}
			if faults && rapid.Bool().Draw(t, "deadlock") {
				end = deadlock("")
			}
			ends[name(i)] = end
		}
		sys.next = func(s string) []edge { return edges[s] }
		sys.end = func(s string) *model.End { return ends[s] }
		return sys
	})
}

// layeredSystem draws a system whose steps lead from each layer to the next, so
// that there are many shortest runs to choose from.
func layeredSystem() *rapid.Generator[*toy] {
	return rapid.Custom(func(t *rapid.T) *toy {
		depth := rapid.IntRange(1, 5).Draw(t, "layers")
		width := rapid.IntRange(1, 3).Draw(t, "width")
		name := func(layer, i int) string { return fmt.Sprintf("s%d.%d", layer, i) }
		actor := rapid.Map(rapid.IntRange(-1, 1), func(n int) int32 { return int32(n) })
		edges := make(map[string][]edge)
		for layer := range depth {
			for i := range width {
				for range rapid.IntRange(1, 3).Draw(t, "out") {
					e := edge{to: name(layer+1, rapid.IntRange(0, width-1).Draw(t, "to")), actor: actor.Draw(t, "actor"), after: actor.Draw(t, "after")}
					if layer == depth-1 && rapid.Bool().Draw(t, "fault") {
						e.findings = []model.Finding{fault("step", 1)}
					}
					edges[name(layer, i)] = append(edges[name(layer, i)], e)
				}
			}
		}
		return &toy{
			start: []string{name(0, 0), name(0, width-1)},
			next:  func(s string) []edge { return edges[s] },
			end:   deadlock,
		}
	})
}

// A shortest is a run that a naive enumeration found best: shortest, then
// fewest switches, then lowest steps.
type shortest struct {
	steps    []model.Step
	switches int
}

func (a shortest) less(b shortest) bool {
	if len(a.steps) != len(b.steps) {
		return len(a.steps) < len(b.steps)
	}
	if a.switches != b.switches {
		return a.switches < b.switches
	}
	return slices.Compare(a.steps, b.steps) < 0
}

// enumeration is what following every run without repeated states gives.
type enumeration struct {
	states   map[string]bool
	outcomes map[string]int // key → length of the shortest witness
	findings map[model.Finding]shortest
}

// enumerate follows all runs, keeping no set of visited states: it stops only
// where a run comes back to a state that it has passed.
func enumerate(sys *toy) enumeration {
	en := enumeration{make(map[string]bool), make(map[string]int), make(map[model.Finding]shortest)}
	m := &toyMachine{t: sys}
	var run []string
	var steps []model.Step
	note := func(f model.Finding, s shortest) {
		if old, ok := en.findings[f]; !ok || s.less(old) {
			s.steps = slices.Clone(s.steps)
			en.findings[f] = s
		}
	}
	var follow func(s string, last int32, switches int)
	follow = func(s string, last int32, switches int) {
		en.states[s] = true
		if slices.Contains(run, s) {
			return
		}
		run = append(run, s)
		defer func() { run = run[:len(run)-1] }()
		es := m.edges(model.State(s))
		for i, e := range es {
			n := switches
			if len(steps) > 0 && e.actor != last {
				n++
			}
			steps = append(steps, model.Step(i))
			for _, f := range e.findings {
				note(f, shortest{steps, n})
			}
			follow(e.to, e.after, n)
			steps = steps[:len(steps)-1]
		}
		if len(es) == 0 {
			end := sys.end(s)
			if old, ok := en.outcomes[end.Outcome.Key()]; !ok || len(steps) < old {
				en.outcomes[end.Outcome.Key()] = len(steps)
			}
			for _, f := range end.Findings {
				note(f, shortest{steps, switches})
			}
		}
	}
	follow("", 0, 0)
	return en
}

func outcomeLengths(r *explore.Result) map[string]int {
	m := make(map[string]int)
	for _, o := range r.Outcomes {
		m[o.Outcome.Key()] = o.Trace.Len()
	}
	return m
}

func outcomeKeys(m map[string]int) []string {
	keys := []string{}
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// Breadth-first, depth-first and the enumeration agree on states, outcomes and
// findings; breadth-first is as short as the enumeration.
func TestSearchAgreesWithEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sys := randomSystem(true).Draw(t, "system")
		want := enumerate(sys)
		for _, o := range []explore.Options{{}, {Workers: 3}, {Exact: true}, {Order: explore.DFS}, {Order: explore.DFS, Exact: true}} {
			o.Goal = explore.Outcomes
			r := search(sys, o)
			replays(t, sys, r)
			if !r.Complete {
				t.Fatalf("%+v: got an incomplete search", o)
			}
			if got := int(r.Stats.States); got != len(want.states) {
				t.Fatalf("%+v: got %d states, want %d", o, got, len(want.states))
			}
			got := outcomeLengths(r)
			if o.Order == explore.BFS {
				if d := cmp.Diff(want.outcomes, got); d != "" {
					t.Fatalf("%+v: outcomes and their lengths (-want +got):\n%s", o, d)
				}
			} else if d := cmp.Diff(outcomeKeys(want.outcomes), outcomeKeys(got)); d != "" {
				t.Fatalf("%+v: outcomes (-want +got):\n%s", o, d)
			}
			if (r.Verdict == explore.Violated) != (len(want.findings) > 0) || len(r.Violations) != len(want.findings) {
				t.Fatalf("%+v: got %v with %v, want the findings %v", o, r.Verdict, r.Violations, want.findings)
			}
			for _, v := range r.Violations {
				w, ok := want.findings[v.Finding]
				if !ok {
					t.Fatalf("%+v: got %v, which the enumeration does not find", o, v.Finding)
				}
				if o.Order == explore.BFS && v.Trace.Len() != len(w.steps) {
					t.Fatalf("%+v: got %d steps for %v, want %d", o, v.Trace.Len(), v.Finding, len(w.steps))
				}
			}
		}
	})
}

// The counterexample is the shortest with the fewest task switches and of those
// the lowest, whatever the number of workers.
func TestFewestSwitches(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sys := rapid.OneOf(randomSystem(true), layeredSystem()).Draw(t, "system")
		want := enumerate(sys)
		r := search(sys, explore.Options{Workers: rapid.IntRange(1, 3).Draw(t, "workers")})
		if (r.Verdict == explore.Violated) != (len(want.findings) > 0) {
			t.Fatalf("got %v, want findings %v", r.Verdict, want.findings)
		}
		for i, v := range r.Violations {
			w := want.findings[v.Finding]
			if d := cmp.Diff(w.steps, v.Trace.Steps, cmpopts.EquateEmpty()); d != "" || v.Switches != w.switches || !v.Fewest {
				t.Fatalf("%v: got %d switches, fewest %v, want %d; steps (-want +got):\n%s", v.Finding, v.Switches, v.Fewest, w.switches, d)
			}
			if i > 0 && r.Violations[i-1].Trace.Len() > v.Trace.Len() {
				t.Fatalf("violations are not in order of length: %v", r.Violations)
			}
		}
		for f, w := range want.findings {
			if len(w.steps) < r.Violations[0].Trace.Len() {
				t.Fatalf("got %v first, want %v, which is shorter", r.Violations[0], f)
			}
		}
	})
}

// grid is a system whose levels are wide enough for several workers to share:
// n counters, of which those with faults have them at some sums.
func grid(t *rapid.T) *toy {
	n := rapid.IntRange(2, 4).Draw(t, "counters")
	limit := rapid.IntRange(3, []int{40, 15, 9}[n-2]).Draw(t, "limit")
	sys := counters(n, uint32(limit))
	at := rapid.IntRange(0, n*limit).Draw(t, "fault at sum")
	modulus := rapid.IntRange(1, 5).Draw(t, "modulus")
	next := sys.next
	sys.next = func(s string) []edge {
		es := next(s)
		sum, mix := 0, 0
		for i := range n {
			sum += int(s[4*i])
			mix = mix*7 + int(s[4*i])
		}
		if sum >= at && mix%modulus == 0 {
			for i := range es {
				es[i].findings = []model.Finding{fault("sum", 1+i)}
			}
		}
		return es
	}
	return sys
}

// All of a result is the same for one worker and many, exact and hashed.
func TestResultDoesNotDependOnWorkers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sys := grid(t)
		o := explore.Options{Workers: 1, Goal: explore.Goal(rapid.IntRange(0, 1).Draw(t, "goal"))}
		o.MaxStates = int64(rapid.SampledFrom([]int{0, 0, 50, 700}).Draw(t, "max states"))
		o.MaxDepth = rapid.SampledFrom([]int{0, 0, 20}).Draw(t, "max depth")
		one := search(sys, o)
		replays(t, sys, one)
		o.Workers = rapid.IntRange(2, 4).Draw(t, "workers")
		o.Exact = rapid.Bool().Draw(t, "exact")
		many := search(sys, o)
		ignore := cmp.Options{
			cmpopts.IgnoreFields(explore.Stats{}, "Duration", "Workers", "Memory", "VisitedBytes", "CollisionChance"),
			cmpopts.EquateEmpty(),
		}
		if d := cmp.Diff(one, many, ignore); d != "" {
			t.Fatalf("1 worker against %d (-1 +%d):\n%s", o.Workers, o.Workers, d)
		}
	})
}

// A cancelled search never claims that the program holds, and what it found
// replays.
func TestCancelAnywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sys := grid(t)
		at := rapid.IntRange(1, 400).Draw(t, "cancel at")
		o := explore.Options{Workers: 1, Goal: explore.Outcomes, Order: explore.Order(rapid.IntRange(0, 1).Draw(t, "order"))}
		whole := search(sys, o)
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		n := 0
		next := sys.next
		broken := *sys
		broken.next = func(s string) []edge {
			if n++; n == at {
				cancel()
			}
			return next(s)
		}
		r := explore.Search(ctx, &broken, o)
		replays(t, sys, r)
		if r.Verdict == explore.Holds && (whole.Verdict != explore.Holds || r.Stats.States != whole.Stats.States) {
			t.Fatalf("got %v after %d states, want %v as after %d", r.Verdict, r.Stats.States, whole.Verdict, whole.Stats.States)
		}
	})
}
