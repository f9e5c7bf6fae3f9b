package python_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/model/python/control"
)

// newest returns the newest CPython found of each modelled version.
func newest(t *testing.T) []control.Interpreter {
	t.Helper()
	var list []control.Interpreter
	for minor := 8; minor <= 14; minor++ {
		if in, ok := control.Newest(interpreters(), minor); ok {
			list = append(list, in)
		}
	}
	if len(list) == 0 {
		t.Skip("no CPython 3.8 to 3.14 found: put one on PATH or set CONDCHECK_PYTHONS to a list of paths")
	}
	return list
}

// link loads a program and makes it ready to run.
func link(t *testing.T, file string) *model.Program {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	unit, err := python.Load(file, text)
	if err != nil {
		t.Fatal(err)
	}
	p, err := model.Link(unit.Source)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// outcome words a model's outcome as an execution's.
func outcome(t *testing.T, o model.Outcome) string {
	t.Helper()
	e := control.Execution{Status: o.Status, TaskExceptions: []string{}, Violated: []string{}}
	d := json.NewDecoder(strings.NewReader(o.Globals))
	d.UseNumber()
	if err := d.Decode(&e.Globals); err != nil {
		t.Fatalf("globals: got %q, want a JSON object: %v", o.Globals, err)
	}
	e.TaskExceptions = append(e.TaskExceptions, o.TaskExceptions...)
	e.Violated = append(e.Violated, o.Violated...)
	return e.Outcome()
}

// TestAsyncio compares the model's outcomes with those of the real
// interpreters, under both schedules: what an interpreter gives, the model has,
// and the other way about the witness of each outcome of the model gives that
// outcome on the interpreter. An interpreter that goes through all its
// executions within the limit must give all outcomes by that.
func TestAsyncio(t *testing.T) {
	files, err := filepath.Glob("testdata/asyncio/*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	all := newest(t)
	if testing.Short() {
		all = all[len(all)-1:]
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(t *testing.T) {
			t.Parallel()
			p := link(t, file)
			for _, in := range all {
				if in.Minor < since(file) {
					continue
				}
				for _, s := range []model.Schedule{model.FIFO, model.Any} {
					t.Run(fmt.Sprintf("3.%d/%s", in.Minor, s), func(t *testing.T) {
						compare(t, in, file, p.System(model.Config{Schedule: s, Minor: in.Minor}), s.String())
					})
				}
			}
		})
	}
}

func compare(t *testing.T, in control.Interpreter, file string, sys model.System, schedule string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	r := explore.Search(ctx, sys, explore.Options{Goal: explore.Outcomes, Workers: 1, MaxStates: 500_000})
	if !r.Complete {
		t.Fatalf("the search is not complete: %v", r.Incomplete)
	}
	got := map[string]bool{}
	req := control.Request{File: file, Schedule: schedule, Mode: control.Forced, NoLabels: true}
	var want []string
	for _, w := range r.Outcomes {
		text := outcome(t, w.Outcome)
		got[text] = true
		run, err := sys.Record(w.Trace.Steps)
		if err != nil {
			t.Fatalf("witness of %s: %v", text, err)
		}
		var indices, sizes []int
		for _, c := range run.Choices {
			indices, sizes = append(indices, c.I), append(sizes, c.N)
		}
		req.Forced, req.Sizes = append(req.Forced, indices), append(req.Sizes, sizes)
		want = append(want, text)
	}
	list, err := in.Run(ctx, req)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != len(want) {
		t.Fatalf("forced: got %d executions, want %d", len(list), len(want))
	}
	for i, e := range list {
		if diff := cmp.Diff(want[i], e.Outcome()); diff != "" {
			t.Errorf("a witness of the model gives another outcome on %s (-model +real): %s\n%s\nchoices %v of %v",
				in, e.Error, diff, req.Forced[i], req.Sizes[i])
		}
	}

	list, complete, err := in.Explore(ctx, control.Request{
		File: file, Schedule: schedule, Mode: control.Exhaustive, Limit: 200, Distinct: true, NoLabels: true})
	if err != nil {
		t.Fatal(err)
	}
	var real, model []string
	for _, e := range list {
		real = append(real, e.Outcome())
	}
	for text := range got {
		model = append(model, text)
	}
	sort.Strings(real)
	sort.Strings(model)
	if complete {
		if diff := cmp.Diff(real, model); diff != "" {
			t.Errorf("outcomes differ (-%s +model):\n%s", in, diff)
		}
		return
	}
	for _, text := range real {
		if !got[text] {
			t.Errorf("%s gives an outcome that the model has not: %s", in, text)
		}
	}
}
