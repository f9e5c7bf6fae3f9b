package explore_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

func search(sys model.System, o explore.Options) *explore.Result {
	return explore.Search(context.Background(), sys, o)
}

func causes(r *explore.Result) (cs []explore.Cause) {
	for _, reason := range r.Incomplete {
		cs = append(cs, reason.Cause)
	}
	return cs
}

func TestVerdicts(t *testing.T) {
	for _, tt := range []struct {
		name    string
		sys     *toy
		opts    explore.Options
		verdict explore.Verdict
		states  int64 // the empty state included
		length  int   // of the counterexample
		causes  []explore.Cause
	}{
		{name: "ring", sys: ring(100), verdict: explore.Holds, states: 101},
		{name: "counters", sys: counters(2, 9), verdict: explore.Holds, states: 101},
		{name: "philosophers", sys: philosophers(3, false), verdict: explore.Violated, length: 4},
		{name: "mended philosophers", sys: philosophers(3, true), verdict: explore.Holds},
		{name: "several starts", sys: &toy{start: []string{"a", "b", "a"}, next: func(string) []edge { return nil }}, verdict: explore.Holds, states: 3},
		{name: "states", sys: counters(2, 0), opts: explore.Options{MaxStates: 500}, verdict: explore.Unknown, states: 500, causes: []explore.Cause{explore.MaxStates}},
		{name: "states, just enough", sys: counters(2, 9), opts: explore.Options{MaxStates: 101}, verdict: explore.Holds, states: 101},
		{name: "states, one too few", sys: counters(2, 9), opts: explore.Options{MaxStates: 100}, verdict: explore.Unknown, states: 100, causes: []explore.Cause{explore.MaxStates}},
		{name: "depth", sys: counters(2, 0), opts: explore.Options{MaxDepth: 4}, verdict: explore.Unknown, states: 11, causes: []explore.Cause{explore.MaxDepth}},
		{name: "depth, just enough", sys: counters(2, 9), opts: explore.Options{MaxDepth: 19}, verdict: explore.Holds, states: 101},
		{name: "memory", sys: counters(3, 0), opts: explore.Options{MaxMemory: 4 << 20}, verdict: explore.Unknown, causes: []explore.Cause{explore.MaxMemory}},
		{name: "time", sys: counters(3, 0), opts: explore.Options{MaxTime: 30 * time.Millisecond}, verdict: explore.Unknown, causes: []explore.Cause{explore.MaxTime}},
		{name: "a limit met with a violation", sys: faulty(counters(2, 0), 5), opts: explore.Options{MaxStates: 12}, verdict: explore.Violated, states: 12, length: 5, causes: []explore.Cause{explore.MaxStates}},
		{name: "a limit met before a violation", sys: faulty(counters(2, 0), 6), opts: explore.Options{MaxStates: 12}, verdict: explore.Unknown, states: 12, causes: []explore.Cause{explore.MaxStates}},
		{name: "states, depth-first", sys: counters(2, 0), opts: explore.Options{Order: explore.DFS, MaxStates: 500}, verdict: explore.Unknown, states: 500, causes: []explore.Cause{explore.MaxStates}},
		{name: "depth, depth-first", sys: counters(2, 0), opts: explore.Options{Order: explore.DFS, MaxDepth: 4}, verdict: explore.Unknown, causes: []explore.Cause{explore.MaxDepth}},
		{name: "depth-first", sys: philosophers(3, true), opts: explore.Options{Order: explore.DFS}, verdict: explore.Holds},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := search(tt.sys, tt.opts)
			if r.Verdict != tt.verdict {
				t.Errorf("got verdict %v, want %v (%v)", r.Verdict, tt.verdict, r.Incomplete)
			}
			if tt.states != 0 && r.Stats.States != tt.states {
				t.Errorf("got %d states, want %d", r.Stats.States, tt.states)
			}
			if d := cmp.Diff(tt.causes, causes(r)); d != "" {
				t.Errorf("reasons (-want +got):\n%s", d)
			}
			if got := r.Complete; got != (tt.verdict == explore.Holds) {
				t.Errorf("got complete %v with verdict %v", got, r.Verdict)
			}
			if tt.length > 0 {
				if n := r.Violations[0].Trace.Len(); n != tt.length {
					t.Errorf("got a counterexample of %d steps, want %d", n, tt.length)
				}
				replays(t, tt.sys, r)
			}
		})
	}
}

// faulty makes the step after which the first counter of sys stands at length-1
// a violation.
func faulty(sys *toy, length int) *toy {
	next := sys.next
	sys.next = func(s string) []edge {
		es := next(s)
		if int(s[0]) == length-2 {
			es[0].findings = []model.Finding{fault("counted", 1)}
		}
		return es
	}
	return sys
}

// replays checks that every trace of r shows what it is said to show.
func replays(t interface {
	Helper()
	Errorf(string, ...any)
}, sys model.System, r *explore.Result) {
	t.Helper()
	for _, v := range append(r.Violations, r.Notes...) {
		run, err := v.Trace.Replay(sys)
		if err != nil {
			t.Errorf("%s: %v", v.Finding.Message, err)
			continue
		}
		var shown []model.Finding
		if n := len(run.Steps); n > 0 {
			shown = append(shown, run.Steps[n-1].Findings...)
		}
		if run.End != nil {
			shown = append(shown, run.End.Findings...)
		}
		found := false
		for _, f := range shown {
			found = found || f == v.Finding
		}
		if !found {
			t.Errorf("trace %v shows %v, want %v", v.Trace.Steps, shown, v.Finding)
		}
	}
	for _, o := range r.Outcomes {
		run, err := o.Trace.Replay(sys)
		if err != nil || run.End == nil {
			t.Errorf("outcome %v: got %+v, %v", o.Outcome, run, err)
		} else if run.End.Outcome.Key() != o.Outcome.Key() {
			t.Errorf("witness shows %v, want %v", run.End.Outcome, o.Outcome)
		}
	}
}

func TestGrowthIsNamed(t *testing.T) {
	for _, order := range []explore.Order{explore.BFS, explore.DFS} {
		r := search(counters(1, 0), explore.Options{Order: order, MaxStates: 402})
		if len(r.Incomplete) != 1 {
			t.Fatalf("%v: got reasons %v, want one", order, r.Incomplete)
		}
		got := r.Incomplete[0].String()
		if want := "`c0` seems to grow without bound: 99, 199, 400"; order == explore.BFS && !strings.Contains(got, want) {
			t.Errorf("%v: got %q, want it to contain %q", order, got, want)
		}
		if strings.Contains(got, "constant") || !strings.Contains(got, "c0") {
			t.Errorf("%v: got %q, want c0 named and constant not", order, got)
		}
	}
}

func TestMachineErrorsAreReasons(t *testing.T) {
	sys := philosophers(3, true)
	refusal := &model.UnsupportedError{Pos: source.Pos{Line: 3, Col: 5}, Code: "socket-io", Msg: "a socket"}
	sys.fail = func(s string) error {
		switch s {
		case "\x01\x00\x00":
			return refusal
		case "\x02\x00\x00":
			return &model.LimitError{What: "too long"}
		case "\x00\x02\x00":
			panic("out of order")
		}
		return nil
	}
	r := search(sys, explore.Options{Workers: 1})
	if r.Verdict != explore.Unknown || r.Complete {
		t.Errorf("got %v, complete %v; want unknown", r.Verdict, r.Complete)
	}
	got := make(map[explore.Cause]int)
	for _, reason := range r.Incomplete {
		got[reason.Cause]++
		if reason.Cause == explore.Unsupported && !errors.Is(reason.Err, refusal) {
			t.Errorf("got error %v, want %v", reason.Err, refusal)
		}
	}
	if d := cmp.Diff(map[explore.Cause]int{explore.Unsupported: 1, explore.StepLimit: 1, explore.Failed: 1}, got); d != "" {
		t.Errorf("causes (-want +got):\n%s", d)
	}
}

// A search that is cancelled keeps what it found and does not say "holds".
func TestCancelKeepsFindings(t *testing.T) {
	for _, order := range []explore.Order{explore.BFS, explore.DFS} {
		for at := range 40 {
			ctx, cancel := context.WithCancel(context.Background())
			n := 0
			sys := counters(2, 0)
			next := sys.next
			note := fault("note", 1)
			note.Severity = model.Note
			sys.next = func(s string) []edge {
				if n++; n == at+2 {
					cancel()
					time.Sleep(time.Millisecond)
				}
				es := next(s)
				es[0].findings = []model.Finding{note}
				return es
			}
			r := explore.Search(ctx, sys, explore.Options{Order: order, Workers: 1})
			if r.Verdict != explore.Unknown || r.Complete {
				t.Fatalf("%v, cancelled at state %d: got %v, want unknown", order, at, r.Verdict)
			}
			if d := cmp.Diff([]explore.Cause{explore.Interrupted}, causes(r)); d != "" {
				t.Fatalf("%v, cancelled at state %d (-want +got):\n%s", order, at, d)
			}
			if len(r.Notes) != 1 {
				t.Fatalf("%v, cancelled at state %d: got notes %v, want one", order, at, r.Notes)
			}
			cancel()
		}
	}
}

func TestCancelledBeforeItStarts(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r := explore.Search(ctx, ring(3), explore.Options{}); r.Verdict != explore.Unknown {
		t.Errorf("got %v, want unknown", r.Verdict)
	}
}
