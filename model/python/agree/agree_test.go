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
	"github.com/condcheck/condcheck/model/python/agree"
	"github.com/condcheck/condcheck/model/python/control"
	"github.com/condcheck/condcheck/props/proptest"
	"github.com/condcheck/condcheck/props/proptest/steady"
)

var schedules = []model.Schedule{model.FIFO, model.Any}

// sessions starts the newest CPython found of each of the versions.
func sessions(t *testing.T, minors ...int) (list []*control.Session) {
	t.Helper()
	all := control.Find()
	for _, minor := range minors {
		if in, ok := control.Newest(all, minor); ok {
			t.Logf("with %v", in)
			s := in.NewSession()
			t.Cleanup(s.Close)
			list = append(list, s)
		}
	}
	if len(list) == 0 {
		t.Skipf("no CPython 3.%v found: put one on PATH or set CONDCHECK_PYTHONS to a list of paths", minors)
	}
	return list
}

// TestShipped compares on the repository's programs, each with one of the
// interpreters in turn.
func TestShipped(t *testing.T) {
	with := sessions(t, 8, 11, 12, 13)
	files, err := filepath.Glob("../../../testdata/*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("testdata: got %d programs (%v), want some", len(files), err)
	}
	for i, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if threaded(t, file, text) {
				return // see TestThreads
			}
			for _, schedule := range schedules {
				r, err := agree.Compare(context.Background(), with[i%len(with)], file, string(text), model.Config{Schedule: schedule},
					agree.Limits{Executions: 300, Random: 100, Witnesses: 50})
				switch {
				case errors.Is(err, agree.ErrIncomplete):
					t.Log(err)
				case err != nil:
					t.Error(err)
				case r.Outcomes == 0 || r.Executions == 0:
					t.Errorf("schedule %s: got %d outcomes and %d executions, want some", schedule, r.Outcomes, r.Executions)
				}
			}
		})
	}
}

// TestGenerated compares on generated programs: 60 of them, if the flag
// -rapid.checks does not say otherwise.
func TestGenerated(t *testing.T) {
	with := sessions(t, 8, 9, 10, 11, 12, 13)
	steady.Checks(t, 60)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(with).Draw(t, "interpreter")
		minor := s.Interpreter().Minor
		schedule := rapid.SampledFrom(schedules).Draw(t, "schedule")
		text := proptest.Program(proptest.Options{Minor: minor}).Draw(t, "program")
		_, err := agree.Compare(context.Background(), s, "generated.py", text, model.Config{Schedule: schedule},
			agree.Limits{States: 20000, Executions: 300, Random: 100, Witnesses: 50})
		if err != nil && !errors.Is(err, agree.ErrIncomplete) {
			t.Fatalf("%v\n%s", err, text)
		}
	})
}
