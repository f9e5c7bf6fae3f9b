package props_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
	"github.com/condcheck/condcheck/props"
)

// Runs written down event by event, as no condition of CPython's would do them:
// each file of testdata/runs is about one property and has runs that break it and
// runs that do not. A line is an event, TASK WHAT, of the lock L and the condition
// C on it:
//
//	a acquire            a takes L
//	a release            a gives L back
//	a wait               a begins to wait on C
//	a select b [forwarded]
//	a notify N met M
//	a relock, a end ok   the wait of a ends: ok or cancel
//	a cancel b
//	a finish
//
// and "# want PROPERTY" behind it is what the event breaks.
const (
	lockID = 100
	condID = 101
)

// A script is a System with a single execution.
type script struct {
	steps [][]model.Event
}

func (s *script) NewMachine() model.Machine { return s }
func (s *script) Record([]model.Step) (*model.Run, error) {
	return nil, fmt.Errorf("a script has no run")
}
func (s *script) Measures(model.State) []model.Measure { return nil }

func (s *script) Expand(at model.State, yield func(*model.Successor) bool) (*model.End, error) {
	n := len(at)
	if n == len(s.steps) {
		return &model.End{Outcome: model.Outcome{Status: "ok", Globals: "{}"}}, nil
	}
	same := func(n int32) int32 { return n }
	yield(&model.Successor{State: append(slices.Clone(at), 'x'), Events: s.steps[n], Renumber: same})
	return nil, nil
}

// parse reads a run; what it wants are PROPERTY at LINE.
func parse(t *testing.T, text string) (s *script, wants []string) {
	t.Helper()
	task := func(name string) int { return int(name[0] - 'a') }
	for i, line := range strings.Split(text, "\n") {
		line, comment, _ := strings.Cut(line, "#")
		for _, w := range strings.Fields(strings.TrimPrefix(strings.TrimSpace(comment), "want ")) {
			if strings.HasPrefix(strings.TrimSpace(comment), "want ") {
				wants = append(wants, fmt.Sprintf("%s at %d", w, i+1))
			}
		}
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		ev := model.Event{Task: task(f[0]), Other: -1, ID: condID, Lock: lockID, Pos: source.Pos{Line: int32(i + 1), Col: 1}, Watched: true}
		switch f[1] {
		case "acquire", "release":
			ev.ID = lockID
			ev.Kind = model.EventKind(f[1])
		case "wait":
			ev.Kind = model.EvWaitBegin
		case "relock":
			ev.Kind = model.EvRelock
		case "end":
			ev.Kind, ev.Text = model.EvWaitEnd, f[2]
		case "select":
			ev.Kind, ev.Other = model.EvSelect, task(f[2])
			if len(f) > 3 {
				ev.Text = f[3]
			}
		case "notify":
			ev.Kind = model.EvNotify
			if _, err := fmt.Sscanf(strings.Join(f[2:], " "), "%d met %d", &ev.N, &ev.Met); err != nil {
				t.Fatalf("line %d: got %q, want notify N met M", i+1, line)
			}
		case "cancel":
			ev.Kind, ev.Other, ev.ID, ev.Lock = model.EvCancel, task(f[2]), -1, -1
		case "finish":
			ev.Kind, ev.ID, ev.Lock = model.EvFinish, -1, -1
		default:
			t.Fatalf("line %d: got event %q", i+1, f[1])
		}
		if s == nil {
			s = &script{}
		}
		s.steps = append(s.steps, []model.Event{ev})
	}
	return s, wants
}

// broken returns what a run breaks, and where.
func broken(s *script, ps []props.Property, minor int) (found []string) {
	sys := props.Watch(s, ps, props.WatchOptions{Minor: minor, Strict: true})
	r := explore.Search(context.Background(), sys, explore.Options{Goal: explore.Outcomes, Workers: 1})
	for _, v := range append(r.Violations, r.Notes...) {
		found = append(found, fmt.Sprintf("%s at %d", v.Finding.Property, v.Finding.Pos.Line))
	}
	return found
}

func TestRuns(t *testing.T) {
	files, err := filepath.Glob("testdata/runs/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		seen[name] = true
		t.Run(name, func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			breaks, holds := 0, 0
			for _, f := range ar.Files {
				s, want := parse(t, string(f.Data))
				got := broken(s, props.All(), 13)
				slices.Sort(got)
				slices.Sort(want)
				if d := cmp.Diff(want, got); d != "" {
					t.Errorf("%s: what is broken (-want +got):\n%s", f.Name, d)
				}
				// The property itself is what says so: without it the run passes.
				others := slices.DeleteFunc(props.All(), func(p props.Property) bool { return p.Name == name })
				for _, b := range broken(s, others, 13) {
					if strings.HasPrefix(b, name+" ") {
						t.Errorf("%s: got %s without the property", f.Name, b)
					}
				}
				if len(want) == 0 {
					holds++
				} else {
					breaks++
				}
			}
			if breaks == 0 || holds == 0 {
				t.Errorf("got %d runs that break it and %d that do not, want some of both", breaks, holds)
			}
		})
	}
	for _, p := range props.All() {
		if p.Watch != nil && !seen[p.Name] {
			t.Errorf("testdata/runs/%s.txt: got no runs, want some", p.Name)
		}
	}
}
