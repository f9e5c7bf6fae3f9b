package model_test

import (
	"context"
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

// A fataler is a *testing.T or a *rapid.T.
type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// allOutcomes are the outcomes of a program, nil if it has more states than most.
func allOutcomes(t fataler, sys model.System, most int64) []string {
	t.Helper()
	r := explore.Search(context.Background(), sys, explore.Options{Goal: explore.Outcomes, Workers: 1, MaxStates: most})
	if !r.Complete {
		for _, why := range r.Incomplete {
			if why.Cause != explore.MaxStates {
				t.Fatalf("search: %v", why)
			}
		}
		return nil
	}
	keys := []string{}
	for _, o := range r.Outcomes {
		keys = append(keys, strings.ReplaceAll(o.Outcome.Key(), "\x00", " | "))
	}
	return keys
}

// TestThreadSteps does without the decision which accesses others can notice:
// with a step before each of them the outcomes are the same. And what threads
// come to that are preempted in fewer places, they come to with more.
func TestThreadSteps(t *testing.T) {
	files, err := filepath.Glob("python/testdata/threading/*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d programs (%v), want some", len(files), err)
	}
	compared := 0
	t.Run("programs", func(t *testing.T) {
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) {
				p := load(t, file)
				cfg := model.Config{Schedule: model.Threads, Minor: 13}
				want := allOutcomes(t, p.System(cfg), 5000)
				if want == nil {
					t.Skip("too many states")
				}
				if all := allOutcomes(t, p.System(cfg.StepAll()), 20000); all != nil {
					compared++
					if d := cmp.Diff(want, all); d != "" {
						t.Errorf("outcomes differ (-steps that are seen +all steps):\n%s", d)
					}
				}
				for _, pre := range []model.Preempt{model.PreemptLine, model.PreemptGIL, model.PreemptSync} {
					cfg.Preempt = pre
					for _, o := range allOutcomes(t, p.System(cfg), 5000) {
						if !slices.Contains(want, o) {
							t.Errorf("preempt=%v: got outcome %s, want one of those of preempt=access", pre, o)
						}
					}
				}
			})
		}
	})
	if compared < 2*len(files)/3 {
		t.Errorf("got %d of %d programs that are small enough for all steps, want most", compared, len(files))
	}
}

// TestGeneratedThreadSteps is TestThreadSteps on generated programs.
func TestGeneratedThreadSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.SampledFrom([]int{8, 13}).Draw(t, "minor version")
		text := proptest.Threads(proptest.Options{Minor: minor, Statements: 5}).Draw(t, "program")
		p := linked(t, text)
		cfg := model.Config{Schedule: model.Threads, Minor: minor}
		want := allOutcomes(t, p.System(cfg), 1000)
		if want == nil {
			return
		}
		if all := allOutcomes(t, p.System(cfg.StepAll()), 8000); all != nil {
			if d := cmp.Diff(want, all); d != "" {
				t.Fatalf("outcomes differ (-steps that are seen +all steps):\n%s\n%s", d, text)
			}
		}
	})
}

func linked(t *rapid.T, text string) *model.Program {
	unit, err := python.Load("generated.py", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	p, err := model.Link(unit.Source)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return p
}
