package agree_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/model/python/agree"
)

// The ways to preempt threads that the controlled interpreter knows.
var preempts = []model.Preempt{model.PreemptAccess, model.PreemptLine}

// TestThreads compares on the programs with threads, each with one of the
// interpreters in turn.
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
		s := with[n%len(with)]
		n++
		t.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(t *testing.T) {
			for _, preempt := range preempts {
				r, err := agree.Compare(t.Context(), s, file, string(text), model.Config{Preempt: preempt},
					agree.Limits{States: 50000, Random: 60, Witnesses: 30})
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
