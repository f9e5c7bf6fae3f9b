// Package report writes what condcheck has found out, one file a format. It
// knows results and runs; how they came about is none of its business, and what
// it writes never decides an exit code.
package report

import (
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/explore/story"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
	"github.com/condcheck/condcheck/props"
)

// A Style says how wide text may be and whether it may have colour.
type Style = story.Style

// A Check is what is known about one file after verify.
type Check struct {
	Path string
	File *source.File // nil if it could not be read
	// Sources are the texts of the program: File and its own modules.
	Sources []*source.File
	// Minor is the version of Python, 3.Minor, whose behaviour was checked.
	Minor int
	// Diagnostics say why the file could not be checked.
	Diagnostics []Diagnostic
	// Decision is nil if nothing could be searched.
	Decision *explore.Decision
	// Runs are the runs of Decision.Violations, in their order, and NoteRuns
	// those of the warnings among Decision.Notes by their findings. One is nil if
	// it could not be recorded.
	Runs     []*model.Run
	NoteRuns map[model.Finding]*model.Run
	// Properties are those that were checked, Strict is true if warnings were
	// errors, FailOn is the severity from which on a finding is a failure.
	Properties []props.Property
	Strict     bool
	FailOn     model.Severity
	// Coverage is what ran, over all executions, and Vacuous what a pass says nothing
	// about; nil if that was not looked at. StrictVacuity makes it a failure.
	Coverage                    *model.Covered
	Vacuous                     []Diagnostic
	ShowCoverage, StrictVacuity bool
	// Passing is a run that breaks nothing, to be shown; nil if none was asked for.
	Passing *model.Run
	// Suggestion is a change that mends the program, nil if none was asked for.
	Suggestion *Suggestion
	// Asked are the schedules that were to be decided.
	Asked []model.Schedule
	// Preempt is where threads were preempted, if the program has any.
	Preempt model.Preempt
	// Profile is how their locks and conditions behaved.
	Profile model.Profile
}

// in returns the path and the text of the file that a place is in: name is that of
// one of the program's own modules, "" for the program itself.
func (c *Check) in(name string) (string, *source.File) {
	if name == "" {
		return c.Path, c.File
	}
	for _, f := range c.Sources {
		if f.Name == name {
			return name, f
		}
	}
	return name, nil
}

// A Status is a verdict, or that there is none.
type Status string

// The statuses of a Check.
const (
	Holds     Status = "holds"
	Violated  Status = "violated"
	Unknown   Status = "unknown"
	Unchecked Status = "unchecked" // it could not be checked
)

// Status returns the verdict on the file. What the model has no meaning for
// makes a file unchecked, unless a violation was found all the same.
func (c *Check) Status() Status {
	switch {
	case c.Decision == nil:
		return Unchecked
	case c.Decision.Verdict == explore.Violated:
		return Violated
	case len(c.Diagnostics) > 0:
		return Unchecked
	case c.Decision.Verdict == explore.Holds:
		return Holds
	}
	if Unsupported(Reasons(c.Decision)) {
		return Unchecked
	}
	return Unknown
}

// Totals counts files by status.
type Totals struct {
	Files, Holds, Violated, Unknown, Unchecked int
}

// Count adds a file.
func (t *Totals) Count(s Status) {
	t.Files++
	switch s {
	case Holds:
		t.Holds++
	case Violated:
		t.Violated++
	case Unknown:
		t.Unknown++
	case Unchecked:
		t.Unchecked++
	}
}

// Failures returns the findings that make the check fail: the violations, then,
// if asked for, the warnings.
func (c *Check) Failures() []explore.Shown {
	if c.Decision == nil {
		return nil
	}
	shown := c.Decision.Violations()
	for _, v := range c.Decision.Notes() {
		if c.Fails(v.Finding) {
			shown = append(shown, v)
		}
	}
	return shown
}

// Fails reports whether a finding makes the check fail.
func (c *Check) Fails(f model.Finding) bool {
	return f.Severity == model.Error || c.FailOn != model.Note && f.Severity >= c.FailOn
}

// Run returns the run that shows a finding, nil if none was recorded.
func (c *Check) Run(f model.Finding) *model.Run {
	for i, v := range c.Decision.Violations() {
		if v.Finding == f && i < len(c.Runs) {
			return c.Runs[i]
		}
	}
	return c.NoteRuns[f]
}
