// Package real shows a run of the model on a real CPython: it runs the
// program's own text there, forces the schedule of the run on it and compares,
// step by step, what happens with what the model has said. It owns the
// comparison; the run comes from the model, the execution from package control.
//
// Compared are, for each step, what the loop runs, the lines of the program
// that run, what they print, which tasks begin and end, and what is done with
// locks, conditions, semaphores and events; and in the end the outcome and the
// lines where tasks are stuck.
package real

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/control"
)

// A Program is the text that is run.
type Program struct {
	File string // its name, beside which it finds its modules
	Text string
}

// A Comparison is what came of a run on an interpreter.
type Comparison struct {
	Interpreter control.Interpreter
	Execution   control.Execution
	// Names are those of the real tasks, by their numbers in Execution.Trace:
	// what the model calls them, where that is known.
	Names []string
	// Agreed is the number of steps that agree, from the first on.
	Agreed int
	// Divergence is the first difference, nil if there is none.
	Divergence *Divergence
}

// A Divergence is a difference between the model and CPython.
type Divergence struct {
	Step int    // number of the step, from 0; -1 if it is about the end
	What string // what differs: "line", "outcome", …
	// Model and Real are the two sides, in words.
	Model, Real string
}

func (d *Divergence) String() string {
	where := "at the end"
	if d.Step >= 0 {
		where = fmt.Sprintf("step %d", d.Step+1)
	}
	return fmt.Sprintf("%s: %s: the model has %s, CPython has %s", where, d.What, d.Model, d.Real)
}

// A Runner runs programs: a control.Interpreter or a *control.Session.
type Runner interface {
	Explore(context.Context, control.Request) ([]control.Execution, bool, error)
}

// Run forces the schedule of a run on an interpreter and compares. The error is
// that of an interpreter that does not answer, or does not take the program.
func Run(ctx context.Context, r Runner, in control.Interpreter, p Program, schedule model.Schedule, run *model.Run) (*Comparison, error) {
	req := control.Request{File: p.File, Source: p.Text, Mode: control.Forced, Invariants: true, Trace: true}
	if turns := Turns(run); turns != nil {
		req.Preempt, req.Turns, req.Whole = control.Access, [][]control.Turn{turns}, run.End != nil
	} else {
		indices, sizes := []int{}, []int{}
		for _, c := range run.Choices {
			indices, sizes = append(indices, c.I), append(sizes, c.N)
		}
		req.Schedule, req.Forced, req.Sizes = schedule.String(), [][]int{indices}, [][]int{sizes}
		if run.End == nil {
			req.MaxSteps = len(run.Steps)
		}
	}
	list, _, err := r.Explore(ctx, req)
	if err != nil {
		return nil, err
	}
	if len(list) != 1 {
		return nil, fmt.Errorf("%s: got %d executions, want 1", in, len(list))
	}
	c := &Comparison{Interpreter: in, Execution: list[0]}
	c.compare(run, p.Text)
	return c, nil
}

func (c *Comparison) compare(run *model.Run, text string) {
	m := &matcher{
		run: run, trace: c.Execution.Trace,
		objects: [2]map[int]int{{}, {}}, actorOf: make(map[int]int), taskOf: make(map[int]int),
		stacks: make(map[int][]int32), lines: make(map[int]int), stands: make(map[int]int),
		source: strings.Split(text, "\n"), minor: c.Interpreter.Minor,
	}
	for i := range run.Steps {
		if i >= len(m.trace) {
			c.diverge(i, "the end", run.Steps[i].Label, c.ending())
			break
		}
		if d := m.step(i); d != nil {
			c.Divergence = d
			break
		}
		c.Agreed++
	}
	switch {
	case c.Divergence != nil:
	case len(m.trace) > len(run.Steps):
		c.diverge(len(run.Steps), "the end", "no further step", fmt.Sprintf("%q", m.trace[len(run.Steps)].Label))
	case run.End != nil:
		c.end(run)
	case c.Execution.Status != "cut":
		c.diverge(-1, "the end", "a run that goes on", c.ending())
	default:
		c.invariants(run)
	}
	for i, name := range c.Execution.Tasks {
		if a, ok := m.actorOf[i]; ok {
			name = run.Actors[a]
		}
		c.Names = append(c.Names, name)
	}
}

func (c *Comparison) diverge(step int, what, ours, theirs string) {
	c.Divergence = &Divergence{step, what, ours, theirs}
}

// ending says how the execution ended.
func (c *Comparison) ending() string {
	e := c.Execution
	if e.Error != "" {
		return fmt.Sprintf("an execution that ends: %s (%s)", e.Status, e.Error)
	}
	return "an execution that ends: " + e.Status
}

// end compares outcomes and stuck tasks.
func (c *Comparison) end(run *model.Run) {
	e, o := c.Execution, run.End.Outcome
	want := control.Execution{Status: o.Status, TaskExceptions: append([]string{}, o.TaskExceptions...), Violated: append([]string{}, o.Violated...)}
	d := json.NewDecoder(strings.NewReader(o.Globals))
	d.UseNumber()
	if err := d.Decode(&want.Globals); err != nil {
		want.Globals = map[string]any{}
	}
	for _, part := range []struct {
		what         string
		ours, theirs any
	}{
		{"the outcome", o.Status, e.Status},
		{"the global variables", want.Globals, e.Globals},
		{"the exceptions of tasks that nobody retrieved", want.TaskExceptions, e.TaskExceptions},
		{"the finally_ functions that are false", want.Violated, e.Violated},
	} {
		if ours, theirs := inJSON(part.ours), inJSON(part.theirs); ours != theirs {
			if part.what == "the outcome" && e.Error != "" {
				theirs += " (" + e.Error + ")"
			}
			c.diverge(-1, part.what, ours, theirs)
			return
		}
	}
	if o.Status != "deadlock" {
		return
	}
	var ours, theirs []int
	for _, b := range run.Blocked {
		ours = append(ours, int(b.Pos.Line))
	}
	for _, b := range e.Stuck {
		theirs = append(theirs, b.Line)
	}
	slices.Sort(ours)
	slices.Sort(theirs)
	if !slices.Equal(ours, theirs) {
		c.diverge(-1, "the lines where tasks are stuck", fmt.Sprint(ours), fmt.Sprint(theirs))
	}
}

// invariants compares which invariants a run has broken that goes on.
func (c *Comparison) invariants(run *model.Run) {
	var ours []string
	for _, s := range run.Steps {
		for _, f := range s.Findings {
			if f.Property == "invariant" && !slices.Contains(ours, f.Name) {
				ours = append(ours, f.Name)
			}
		}
	}
	theirs := slices.Clone(c.Execution.Invariants)
	slices.Sort(ours)
	slices.Sort(theirs)
	if !slices.Equal(ours, theirs) {
		c.diverge(-1, "the invariants that were false", fmt.Sprint(ours), fmt.Sprint(theirs))
	}
}

func inJSON(v any) string {
	t, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(t)
}
