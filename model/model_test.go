package model_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
)

// programs are the shipped programs and those that are compared with CPython.
func programs(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"../testdata/*.py", "python/testdata/asyncio/*.py", "python/testdata/threading/*.py"} {
		list, err := filepath.Glob(pattern)
		if err != nil || len(list) == 0 {
			t.Fatalf("%s: got %d programs (%v), want some", pattern, len(list), err)
		}
		files = append(files, list...)
	}
	return files
}

func load(t *testing.T, file string) *model.Program {
	t.Helper()
	return link(t, read(t, file))
}

func link(t *testing.T, src *model.Source) *model.Program {
	t.Helper()
	p, err := model.Link(src)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func read(t *testing.T, file string) *model.Source {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(file)
	unit, err := python.Load(file, text, python.WithLoader(func(name string) (string, error) {
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(strings.ReplaceAll(name, ".", "/"))+".py"))
		return string(b), err
	}))
	if err != nil {
		t.Fatal(err)
	}
	return unit.Source
}

// schedules are those that a program can have.
func schedules(p *model.Program) []model.Schedule {
	if p.Threaded() {
		return []model.Schedule{model.Threads}
	}
	return []model.Schedule{model.FIFO, model.Any}
}

// maxStates bounds the search of one program.
const maxStates = 1500

// outcomes searches a program and returns its outcomes, the reasons why that is
// not all, and the number of its states.
func outcomes(sys model.System) ([]string, []string, int64) {
	r := explore.Search(context.Background(), sys, explore.Options{Goal: explore.Outcomes, Workers: 1, MaxStates: maxStates})
	var keys, reasons []string
	for _, o := range r.Outcomes {
		keys = append(keys, o.Outcome.Key())
	}
	for _, x := range r.Incomplete {
		reasons = append(reasons, x.String())
	}
	return keys, reasons, r.Stats.States
}

// TestPlain does without what only makes states smaller or steps shorter, one
// after another: the outcomes are the same.
func TestPlain(t *testing.T) {
	for _, file := range programs(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			p := load(t, file)
			for _, schedule := range schedules(p) {
				cfg := model.Config{Schedule: schedule, Minor: 13}
				want, reasons, states := outcomes(p.System(cfg))
				if len(reasons) > 0 {
					continue // which states a limit cuts off is another matter
				}
				for name, plain := range map[string]model.Config{
					"dead variables kept": cfg.Plain(true, false, false),
					"nothing frozen":      cfg.Plain(false, true, false),
					"garbage collected":   cfg.Plain(false, false, true),
				} {
					got, reasons, n := outcomes(p.System(plain))
					if len(reasons) > 0 && n > states {
						continue // more states than the limit
					}
					if d := cmp.Diff(want, got); d != "" {
						t.Errorf("%v, %s: outcomes differ (-shortcut +plain):\n%s", schedule, name, d)
					}
					if name == "garbage collected" && n != states {
						t.Errorf("%v, %s: got %d states, want %d; %v", schedule, name, n, states, reasons)
					}
				}
			}
		})
	}
}

// TestRoundTrip reads and writes states: nothing changes, and so a state and its
// copy have the same successors.
func TestRoundTrip(t *testing.T) {
	for _, file := range programs(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			p := load(t, file)
			for _, schedule := range schedules(p) {
				sys := p.System(model.Config{Schedule: schedule, Minor: 13})
				m := sys.NewMachine()
				seen := map[string]bool{"": true}
				queue := []model.State{nil}
				for len(queue) > 0 && len(seen) < 300 {
					s := queue[0]
					queue = queue[1:]
					_, err := m.Expand(s, func(suc *model.Successor) bool {
						if !seen[string(suc.State)] {
							seen[string(suc.State)] = true
							queue = append(queue, append(model.State(nil), suc.State...))
						}
						return true
					})
					if err != nil {
						return // the program is refused here
					}
					if len(s) > 0 {
						if again := model.RoundTrip(sys, s); string(again) != string(s) {
							t.Fatalf("%v: a state of %d bytes has %d when it is written again", schedule, len(s), len(again))
						}
					}
				}
			}
		})
	}
}
