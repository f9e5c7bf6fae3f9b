package python_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
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
func outcome(o model.Outcome) (string, error) {
	e := control.Execution{Status: o.Status, TaskExceptions: []string{}, Violated: []string{}}
	d := json.NewDecoder(strings.NewReader(o.Globals))
	d.UseNumber()
	if err := d.Decode(&e.Globals); err != nil {
		return "", fmt.Errorf("globals: got %q, want a JSON object: %w", o.Globals, err)
	}
	e.TaskExceptions = append(e.TaskExceptions, o.TaskExceptions...)
	e.Violated = append(e.Violated, o.Violated...)
	return e.Outcome(), nil
}

// sessions are the interpreters of newest, running.
func sessions(t *testing.T) (list []*control.Session) {
	for _, in := range newest(t) {
		list = append(list, in.NewSession())
		t.Cleanup(list[len(list)-1].Close)
	}
	return list
}

// tries reports whether the i-th program is tried on the k-th of n interpreters:
// each on the newest, and in turn on one of the others. With the environment
// variable CONDCHECK_ALL_PYTHONS set it is tried on all, with -short on the newest
// only.
func tries(i, k, n int) bool {
	last := n - 1
	return k == last || os.Getenv("CONDCHECK_ALL_PYTHONS") != "" || !testing.Short() && i%last == k
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
	all := sessions(t)
	for k, with := range all {
		minor := with.Interpreter().Minor
		t.Run(fmt.Sprintf("3.%d", minor), func(t *testing.T) {
			t.Parallel()
			for i, file := range files {
				if minor < since(file) || !tries(i, k, len(all)) {
					continue
				}
				p := link(t, file)
				for _, s := range []model.Schedule{model.FIFO, model.Any} {
					t.Run(fmt.Sprintf("%s/%s", strings.TrimSuffix(filepath.Base(file), ".py"), s), func(t *testing.T) {
						compare(t, with, file, p.System(model.Config{Schedule: s, Minor: minor}), s.String())
					})
				}
			}
		})
	}
}

func compare(t *testing.T, in *control.Session, file string, sys model.System, schedule string) {
	t.Helper()
	c := comparison{in: in, sys: sys, maxStates: 500_000,
		req: control.Request{File: file, Schedule: schedule, NoLabels: true, Limit: 200}}
	problems, complete, err := c.run()
	if err != nil {
		t.Fatal(err)
	}
	if !complete {
		t.Fatalf("got more than %d states, want a complete search", c.maxStates)
	}
	for _, p := range problems {
		t.Error(p)
	}
}

// A comparison is of a program's outcomes on the model and on an interpreter.
type comparison struct {
	in        *control.Session
	sys       model.System
	maxStates int64
	req       control.Request // all but the mode and what goes with it
}

// run returns what is different; complete is false if the model has too many
// states to compare.
func (c comparison) run() (problems []string, complete bool, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	problem := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	r := explore.Search(ctx, c.sys, explore.Options{Goal: explore.Outcomes, Workers: 1, MaxStates: c.maxStates})
	if !r.Complete {
		for _, why := range r.Incomplete {
			if why.Cause != explore.MaxStates {
				return nil, false, fmt.Errorf("search: %v", why)
			}
		}
		return nil, false, nil
	}

	// The model's witnesses on the interpreter.
	has := map[string]bool{}
	var outcomes []string
	forced := c.req
	forced.Mode = control.Forced
	for _, w := range r.Outcomes {
		text, err := outcome(w.Outcome)
		if err != nil {
			return nil, false, err
		}
		has[text] = true
		outcomes = append(outcomes, text)
		run, err := c.sys.Record(w.Trace.Steps)
		if err != nil {
			return nil, false, fmt.Errorf("witness of %s: %w", text, err)
		}
		var indices, sizes []int
		for _, c := range run.Choices {
			indices, sizes = append(indices, c.I), append(sizes, c.N)
		}
		forced.Forced, forced.Sizes = append(forced.Forced, indices), append(forced.Sizes, sizes)
	}
	list, _, err := c.in.Explore(ctx, forced)
	if err != nil {
		return nil, false, err
	}
	if len(list) != len(outcomes) {
		return nil, false, fmt.Errorf("forced: got %d executions, want %d", len(list), len(outcomes))
	}
	for i, e := range list {
		if diff := cmp.Diff(outcomes[i], e.Outcome()); diff != "" {
			problem("a witness of the model gives another outcome on %s (-model +real): %s\n%s\nchoices %v of %v",
				c.in.Interpreter(), e.Error, diff, forced.Forced[i], forced.Sizes[i])
		}
	}

	// The interpreter's executions in the model.
	every := c.req
	every.Mode, every.Distinct = control.Exhaustive, true
	list, all, err := c.in.Explore(ctx, every)
	if err != nil {
		return nil, false, err
	}
	seen := map[string]bool{}
	for _, e := range list {
		seen[e.Outcome()] = true
		if !has[e.Outcome()] {
			problem("%s gives an outcome that the model has not: %s\nchoices %v", c.in.Interpreter(), e.Outcome(), e.Choices)
		}
	}
	for _, text := range outcomes {
		if all && !seen[text] {
			problem("the model has an outcome that %s never gives: %s", c.in.Interpreter(), text)
		}
	}
	return problems, true, nil
}
