package agree_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/model/python/agree"
	"github.com/condcheck/condcheck/props/proptest"
	"github.com/condcheck/condcheck/props/proptest/steady"
)

// The ways to preempt threads that the controlled interpreter knows.
var preempts = []model.Preempt{model.PreemptAccess, model.PreemptLine}

// forcedFrom has programs whose outcomes cannot all be forced on older interpreters: up to
// 3.11 a cached_property has a lock that a controlled interpreter does not know.
var forcedFrom = map[string]int{"cached_property": 12}

// TestThreads compares on the programs with threads, every other one of them or,
// with -every, all, each with one of the
// interpreters in turn; between lines only every eighth of them.
func TestThreads(t *testing.T) {
	with := sessions(t, 8, 9, 10, 11, 12, 13)
	var files []string
	for _, pattern := range []string{"../../../testdata/*.py", "../testdata/threading/*.py"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: got %d programs (%v), want some", pattern, len(found), err)
		}
		files = append(files, found...)
	}
	n := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !threaded(t, file, text) {
			continue
		}
		s, name := with[n/2%len(with)], strings.TrimSuffix(filepath.Base(file), ".py")
		n++
		if n%2 == 0 && !*everyVersion {
			continue
		}
		t.Run(name, func(t *testing.T) {
			if s.Interpreter().Minor < forcedFrom[name] {
				s = with[len(with)-1]
			}
			for _, preempt := range preempts {
				if preempt == model.PreemptLine && n%8 != 0 {
					continue
				}
				r, err := agree.Compare(t.Context(), s, file, string(text), model.Config{Preempt: preempt},
					agree.Limits{States: 50000, Random: 15, Witnesses: 12})
				switch {
				case errors.Is(err, agree.ErrIncomplete):
					t.Log(err)
				case err != nil:
					t.Error(err)
				case r.Outcomes == 0 || r.Executions == 0:
					t.Errorf("preempt %s: got %d outcomes and %d executions, want some", preempt, r.Outcomes, r.Executions)
				}
			}
		})
	}
}

// threaded reports whether a program is one of threads.
func threaded(t *testing.T, file string, text []byte) bool {
	unit, err := python.Load(file, text)
	if err != nil {
		t.Fatal(err)
	}
	p, err := model.Link(unit.Source)
	if err != nil {
		t.Fatal(err)
	}
	return p.Threaded()
}

// TestGeneratedThreads compares on generated programs with threads: 12 of them,
// if the flag -rapid.checks does not say otherwise.
func TestGeneratedThreads(t *testing.T) {
	with := sessions(t, 8, 9, 10, 11, 12, 13)
	steady.Checks(t, 12)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(with).Draw(t, "interpreter")
		preempt := rapid.SampledFrom(preempts).Draw(t, "preempt")
		text := proptest.Threads(proptest.Options{Minor: s.Interpreter().Minor}).Draw(t, "program")
		_, err := agree.Compare(context.Background(), s, "generated.py", text, model.Config{Preempt: preempt},
			agree.Limits{States: 20000, Random: 60, Witnesses: 20})
		if err != nil && !errors.Is(err, agree.ErrIncomplete) {
			t.Fatalf("%v\n%s", err, text)
		}
	})
}
