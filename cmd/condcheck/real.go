package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/control"
	"github.com/condcheck/condcheck/model/python/real"
)

// Counterexamples on real interpreters. Like load.go this file knows in what
// language programs are written.

var versionName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:python)?3\.(\d+)$`)
})

// interpreters finds the interpreters that names stand for: paths, commands, or
// versions such as 3.12; "all" are all that are found.
func interpreters(names []string) (list []control.Interpreter, err error) {
	var found []control.Interpreter
	all := func() []control.Interpreter {
		if found == nil {
			found = control.Find()
		}
		return found
	}
	for _, name := range names {
		m := versionName().FindStringSubmatch(name)
		_, statErr := os.Stat(name)
		switch {
		case name == "all":
			for _, in := range all() {
				if minMinor <= in.Minor && in.Minor <= maxMinor {
					list = append(list, in)
				}
			}
		case strings.ContainsRune(name, filepath.Separator) || statErr == nil && m == nil:
			in, err := control.Ask(name)
			if err != nil {
				return nil, fmt.Errorf("--on: %w", err)
			}
			list = append(list, in)
		case m != nil:
			minor, _ := strconv.Atoi(m[1])
			in, ok := control.Newest(all(), minor)
			if !ok {
				return nil, fmt.Errorf("--on: got %s, want one of those found: %s; or give the path of another", name, versions(all()))
			}
			list = append(list, in)
		default:
			in, err := control.Ask(name)
			if err != nil {
				return nil, fmt.Errorf("--on: got %s, want a path, a command or a version such as 3.12: %w", name, err)
			}
			list = append(list, in)
		}
	}
	for _, in := range list {
		if in.Minor < minMinor {
			return nil, fmt.Errorf("--on: got %s, want 3.%d to 3.%d: of earlier versions there is no model", in, minMinor, maxMinor)
		}
	}
	if len(list) == 0 {
		return nil, errors.New("--on: got no interpreter, want one at least; give its path")
	}
	return list, nil
}

func versions(list []control.Interpreter) string {
	var names []string
	for _, in := range list {
		names = append(names, in.Version)
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// showReal runs a replayed trace on interpreters. It reports whether all of
// them did what the model did, and the error of one that could not be used.
func showReal(e *env, r *report.Replay, list []control.Interpreter) (agree bool, err error) {
	agree = true
	for _, in := range list {
		if want := r.Trace.Options.Python; want != fmt.Sprintf("3.%d", in.Minor) {
			fmt.Fprintf(e.stderr, "%s: the trace is one of Python %s; %s may differ where the versions do\n", r.Path, want, in)
		}
		c, err := real.Run(e.ctx, in, in, real.Program{File: r.Program, Text: r.File.Text}, r.Schedule(), r.Run)
		if err != nil {
			return false, err
		}
		r.Real = append(r.Real, realOf(c, r.Run))
		agree = agree && c.Divergence == nil
	}
	return agree, nil
}

// realOf puts a comparison into the words of reports.
func realOf(c *real.Comparison, run *model.Run) *report.Real {
	out := &report.Real{
		Interpreter: c.Interpreter.String(), Python: c.Interpreter.Version, Path: c.Interpreter.Path,
		Agreed: c.Agreed, Status: c.Execution.Status,
	}
	if d := c.Divergence; d != nil {
		out.Divergence = &report.Divergence{Step: d.Step, What: d.What, Model: d.Model, Real: d.Real}
	}
	for _, b := range c.Execution.Stuck {
		name := b.Task
		for i, task := range c.Execution.Tasks {
			if task == b.Task && c.Names[i] != task {
				name = fmt.Sprintf("%s, %s,", c.Names[i], task)
			}
		}
		out.Stuck = append(out.Stuck, report.StuckTask{Task: name, Line: b.Line})
	}
	for _, s := range c.Execution.Trace {
		step := report.RealStep{Label: s.Label, Events: []report.RealEvent{}}
		for _, ev := range s.Events {
			task := ""
			if ev.Task >= 0 && ev.Task < len(c.Names) {
				task = c.Names[ev.Task]
			}
			step.Events = append(step.Events, report.RealEvent{Kind: ev.Kind, Task: task, Line: ev.Line, Text: ev.Text})
		}
		out.Steps = append(out.Steps, step)
	}
	return out
}
