package explore

import (
	"errors"
	"fmt"
	"path"
	"sort"
	"strings"

	"github.com/condcheck/condcheck/model"
)

// A Replayed trace is what came of running a trace file again.
type Replayed struct {
	// Run is what happened: the whole trace, or, if it does not fit, the part
	// before the first step that cannot be taken.
	Run *model.Run
	// Unfit is the first step that is not as it was written down; nil if all
	// are.
	Unfit *Unfit
	// Shown is true if the run ends in the violation that the file is about.
	Shown bool
	// Finding is the violation where it is now, if it is shown.
	Finding model.Finding
}

// An Unfit is a step of a replay that is not what was written down.
type Unfit struct {
	At       int // number of the step, from 0; the number of steps if it is the end
	Recorded *TraceStep
	What     string // in terms of got and want
}

func (u *Unfit) String() string {
	if u.Recorded == nil {
		return fmt.Sprintf("what follows the last step, %d, does not fit: %s", u.At, u.What)
	}
	return fmt.Sprintf("step %d (%s) does not fit: %s", u.At+1, u.Recorded.Label, u.What)
}

// Replay runs the trace on sys and compares what happens with what was written
// down; places count only if exact is set, for a program whose text is the
// same. The error is that of a system that cannot run a single step.
func (t *TraceFile) Replay(sys model.System, exact bool) (*Replayed, error) {
	steps := t.Trace().Steps
	run, err := record(sys, steps)
	r := &Replayed{Run: run}
	if err != nil {
		// The longest part that can be run.
		at := sort.Search(len(steps), func(n int) bool {
			_, err := record(sys, steps[:n+1])
			return err != nil
		})
		if at == len(steps) {
			return nil, err // it runs now: the system is no function of its steps
		}
		what := err.Error()
		var diverged *model.DivergedError
		if errors.As(err, &diverged) {
			what = diverged.What
		}
		r.Unfit = &Unfit{At: at, Recorded: &t.Run.Steps[at], What: what}
		if r.Run, err = record(sys, steps[:at]); err != nil {
			return nil, err
		}
	}
	now := RunOf(r.Run)
	for i := range now.Steps {
		if what := differs(&now.Steps[i], &t.Run.Steps[i], exact); what != "" {
			r.Unfit = &Unfit{i, &t.Run.Steps[i], what}
			break
		}
	}
	if r.Unfit == nil {
		if what := endDiffers(now, t.Run); what != "" {
			r.Unfit = &Unfit{At: len(steps), What: what}
		}
	}
	if len(r.Run.Steps) == len(steps) {
		for _, f := range lastFindings(r.Run) {
			if !r.Shown && same(FindingOf(f), t.Finding, exact) {
				r.Shown, r.Finding = true, f
			}
		}
	}
	return r, nil
}

// FindingIn returns the finding f of a search as the run that shows it has it:
// a run knows its tasks by their names, a search does not.
func FindingIn(run *model.Run, f model.Finding) model.Finding {
	best, likeness := f, 0
	for _, g := range lastFindings(run) {
		n := 1
		switch {
		case g.Property != f.Property || g.Name != f.Name || g.Pos != f.Pos || g.File != f.File:
			n = 0
		case g.Message == f.Message:
			n = 3
		case g.Template == f.Template:
			n = 2
		}
		if n > likeness {
			best, likeness = g, n
		}
	}
	return best
}

// lastFindings are the findings that the last step and the end of a run show.
func lastFindings(run *model.Run) (fs []model.Finding) {
	if n := len(run.Steps); n > 0 {
		fs = append(fs, run.Steps[n-1].Findings...)
	}
	if run.End != nil {
		fs = append(fs, run.End.Findings...)
	}
	return fs
}

// same reports whether two findings say the same; if exact is not set, the
// lines may be others.
func same(got, want TraceFinding, exact bool) bool {
	if !exact {
		got.TracePlace, want.TracePlace = TracePlace{}, TracePlace{}
		got.Message, want.Message = noDigits(got.Message), noDigits(want.Message)
	}
	got.TracePlace, want.TracePlace = got.inItsDirectory(), want.inItsDirectory()
	return got == want
}

// inItsDirectory is a place without the directory, which may have another name as
// seen from here.
func (p TracePlace) inItsDirectory() TracePlace {
	if p.File != "" {
		p.File = path.Base(p.File)
	}
	return p
}

// noDigits takes the numbers out of a text, which may be those of lines.
func noDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return -1
		}
		return r
	}, s)
}

// differs says in what a step is not as it was, "" if in nothing.
func differs(got, want *TraceStep, exact bool) string {
	if got.Label != want.Label {
		return fmt.Sprintf("got %q, want %q", got.Label, want.Label)
	}
	for i := range max(len(got.Events), len(want.Events)) {
		switch {
		case i >= len(want.Events):
			return fmt.Sprintf("got %s, want the end of the step", got.Events[i].text())
		case i >= len(got.Events):
			return fmt.Sprintf("got the end of the step, want %s", want.Events[i].text())
		}
		g, w := got.Events[i].text(), want.Events[i].text()
		if exact && g == w && got.Events[i].inItsDirectory() != want.Events[i].inItsDirectory() {
			return fmt.Sprintf("%s: got line %d, want line %d", g, got.Events[i].Line, want.Events[i].Line)
		}
		if g != w {
			return fmt.Sprintf("got %s, want %s", g, w)
		}
	}
	if len(got.Findings) != len(want.Findings) {
		return fmt.Sprintf("got %d findings, want %d", len(got.Findings), len(want.Findings))
	}
	for i := range got.Findings {
		if g, w := got.Findings[i], want.Findings[i]; !same(g, w, exact) {
			return fmt.Sprintf("got %s: %s, want %s: %s", g.Property, g.Message, w.Property, w.Message)
		}
	}
	return ""
}

// text is the event in one line, without its place.
func (e *TraceEvent) text() string {
	s := string(e.Kind)
	for _, part := range []string{e.Object, e.Text, e.Other} {
		if part != "" {
			s += " " + part
		}
	}
	if e.Met != nil {
		s += fmt.Sprintf(" (%d) meeting %d", e.N, *e.Met)
	}
	if e.Task != "" {
		s += " in " + e.Task
	}
	return fmt.Sprintf("%q", s)
}

func endDiffers(got, want *TraceRun) string {
	switch {
	case (got.End == nil) != (want.End == nil):
		if got.End == nil {
			return "got an execution that goes on, want one that ends"
		}
		return fmt.Sprintf("got an end (%s), want an execution that goes on", got.End.Status)
	case got.End != nil && got.End.Status != want.End.Status:
		return fmt.Sprintf("got %s, want %s", got.End.Status, want.End.Status)
	case len(got.Blocked) != len(want.Blocked):
		return fmt.Sprintf("got %d unfinished tasks, want %d", len(got.Blocked), len(want.Blocked))
	}
	for i := range got.Blocked {
		if g, w := got.Blocked[i], want.Blocked[i]; g.Task != w.Task || g.On != w.On {
			return fmt.Sprintf("got %s waiting for %s, want %s waiting for %s", g.Task, g.On, w.Task, w.On)
		}
	}
	return ""
}
