package report

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/explore/story"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// WriteText writes all there is to say about one file: the violations with
// their places, the first one's counterexample, why something was left out, and
// the verdict. The file's own diagnostics are left to the caller.
func WriteText(w io.Writer, st Style, c *Check) {
	if c.Decision == nil {
		return
	}
	for _, d := range Refusals(c.Path, c.File, Reasons(c.Decision)) {
		d.Write(w, st)
	}
	shown := c.Decision.Violations()
	for i, v := range shown {
		if i > 0 {
			violation(c, v, "").Write(w, st)
			fmt.Fprintf(w, "  %s\n", scheduleNote(c, v))
			continue
		}
		var run *model.Run
		if len(c.Runs) > 0 {
			run = c.Runs[0]
		}
		writeStory(w, st, c, v, scheduleNote(c, v), run)
		if n := len(shown) - 1; n > 0 {
			fmt.Fprintf(w, "%s found on the way:\n", story.Plural(int64(n), "other violation"))
		}
	}
	for _, v := range c.Decision.Notes() {
		violation(c, v, "").Write(w, st)
	}
	if c.Status() == Unknown {
		for _, r := range c.Decision.Incomplete() {
			if r.Err == nil {
				fmt.Fprintf(w, "%s: %s: %s: %s\n", st.Bold(c.Path), st.Note("unknown"), Under(c.config(r.Schedule)), r)
			}
		}
	}
	writeExercise(w, st, c)
	if c.Passing != nil {
		fmt.Fprintf(w, "%s, the one of the shortest to each end that does the most: %s\n\n", st.Bold("A passing run"), story.Plural(int64(len(c.Passing.Steps)), "step"))
		story.Write(w, st, c.File, c.Passing)
		fmt.Fprintln(w)
	}
	writeSuggestion(w, st, c)
	WriteVerdict(w, st, c)
	writeStats(w, st, c.Decision)
}

// writeStory writes a violation with its counterexample; run may be nil.
func writeStory(w io.Writer, st Style, c *Check, v explore.Shown, note string, run *model.Run) {
	if run != nil {
		v.Finding = explore.FindingIn(run, v.Finding)
	}
	violation(c, v, "").Write(w, st)
	fmt.Fprintf(w, "  %s\n", note)
	if run != nil {
		fmt.Fprintf(w, "\n%s\n\n", traceTitle(v, st))
		story.Write(w, st, c.File, run)
		if tale := story.Tale(c.File, run, v.Finding); len(tale) > 0 {
			story.WriteTale(w, st, tale)
		} else {
			writeBlame(w, st, run)
		}
		fmt.Fprintln(w)
	}
}

// explanation tells in one paragraph what happened in a run.
func explanation(f *source.File, run *model.Run, fd model.Finding) string {
	return strings.Join(story.Tale(f, run, explore.FindingIn(run, fd)), " ")
}

// violation makes a diagnostic of a finding.
func violation(c *Check, v explore.Shown, hint string) Diagnostic {
	f := v.Finding
	path, file := c.in(f.File)
	return Diagnostic{
		File:     file,
		Path:     path,
		Span:     source.Span{Start: f.Pos},
		Severity: f.Severity.String(),
		Code:     f.Property,
		Message:  named(f) + f.Message,
		Hint:     hint,
	}
}

// named is what a finding's message begins with, unless it says so itself.
func named(f model.Finding) string {
	if f.Name == "" || strings.Contains(f.Message, f.Name) {
		return ""
	}
	return f.Name + ": "
}

// Unsupported reports whether the model could not follow the program.
func Unsupported(reasons []explore.Reason) bool {
	for _, r := range reasons {
		if r.Cause == explore.Unsupported || r.Cause == explore.Failed {
			return true
		}
	}
	return false
}

// Reasons returns why the searches of a decision left something out.
func Reasons(d *explore.Decision) (rs []explore.Reason) {
	for _, o := range d.Incomplete() {
		rs = append(rs, o.Reason)
	}
	return rs
}

// Refusals makes diagnostics of the places where the model could not follow.
func Refusals(path string, f *source.File, reasons []explore.Reason) (ds []Diagnostic) {
	for _, r := range reasons {
		d := Diagnostic{File: f, Path: path, Severity: "error", Message: r.Text}
		var un *model.UnsupportedError
		var limit *model.LimitError
		switch {
		case errors.As(r.Err, &un):
			d.Span.Start, d.Code, d.Message, d.Hint = un.Pos, un.Code, un.Msg, un.Hint
		case errors.As(r.Err, &limit):
			d.Severity, d.Span.Start, d.Code, d.Message = "note", limit.Pos, string(r.Cause), limit.What
		case r.Cause == explore.Failed:
			d.Code = "internal"
		default:
			continue
		}
		ds = append(ds, d)
	}
	return ds
}

const (
	fifoNote = "CPython's own event loop can do this (schedule=fifo)."
	anyNote  = "This needs an order that CPython's FIFO loop does not produce (schedule=any)."
)

// scheduleNote says what it takes to see a violation.
func scheduleNote(c *Check, v explore.Shown) string {
	switch v.Schedule {
	case model.FIFO:
		return fifoNote
	case model.Threads:
		return threadNote(c.config(model.Threads))
	}
	for _, s := range c.Decision.Searches {
		if s.Schedule == model.FIFO {
			if !s.Complete {
				return "Found with schedule=any; whether CPython's FIFO loop can do it was not decided."
			}
			return anyNote
		}
	}
	return "Found with schedule=any; schedule=fifo was not asked for."
}

func traceTitle(v explore.Shown, st Style) string {
	s := story.Plural(int64(v.Trace.Len()), "step")
	switch {
	case v.Fewest:
		s = "the shortest run that shows it: " + s + fmt.Sprintf(", with the fewest task switches: %d", v.Switches)
	case v.Shortest:
		s = "as short as any that shows it: " + s + fmt.Sprintf(", task switches: %d", v.Switches)
	default:
		s = "a run that shows it: " + s + fmt.Sprintf(", task switches: %d", v.Switches)
	}
	return st.Bold("Counterexample") + ", " + s
}

// WriteVerdict writes one line about a file.
func WriteVerdict(w io.Writer, st Style, c *Check) {
	s := c.Status()
	paint := map[Status]func(string) string{Holds: st.Good, Violated: st.Error, Unknown: st.Note, Unchecked: st.Error}[s]
	fmt.Fprintf(w, "%s: %s%s\n", st.Bold(c.Path), paint(string(s)), verdictDetail(c))
}

func verdictDetail(c *Check) string {
	switch c.Status() {
	case Holds:
		states := int64(0)
		for _, s := range c.Decision.Searches {
			states += s.Stats.States
		}
		return fmt.Sprintf(" in every execution (%s, %s)", schedules(c), story.Plural(states, "state"))
	case Violated:
		shown := c.Decision.Violations()
		v := shown[0]
		s := fmt.Sprintf(": %s (%s, %s)", story.Heading(v.Finding), Under(c.config(v.Schedule)), story.Plural(int64(v.Trace.Len()), "step"))
		if n := len(shown) - 1; n > 0 {
			s += fmt.Sprintf(" and %d more", n)
		}
		return s
	case Unknown:
		if rs := c.Decision.Incomplete(); len(rs) > 0 {
			return ": " + firstClause(rs[0].Text)
		}
		return ""
	}
	ds := c.Diagnostics
	if len(ds) == 0 {
		ds = Refusals(c.Path, c.File, Reasons(c.Decision))
	}
	if len(ds) == 0 {
		return ""
	}
	if at := ds[0].Span.Start; at.IsValid() {
		return fmt.Sprintf(": line %d: %s", at.Line, ds[0].Message)
	}
	return ": " + ds[0].Message
}

func firstClause(s string) string {
	s, _, _ = strings.Cut(s, ";")
	return s
}

func schedules(c *Check) string {
	asked := c.Asked
	if len(asked) == 0 {
		return "no schedule"
	}
	var names []string
	for _, s := range asked {
		names = append(names, s.String())
	}
	if len(names) == 1 {
		return Under(c.config(asked[0]))
	}
	return "schedules " + strings.Join(names, " and ")
}

// Under words what decides who is next: "schedule=fifo", or where threads may be
// preempted and how their locks behave if that is not as in CPython.
func Under(cfg model.Config) string {
	switch {
	case cfg.Schedule != model.Threads:
		return fmt.Sprintf("schedule=%v", cfg.Schedule)
	case cfg.Profile != (model.Profile{}):
		return fmt.Sprintf("preempt=%v, profile=%v", cfg.Preempt, cfg.Profile)
	}
	return fmt.Sprintf("preempt=%v", cfg.Preempt)
}

// config is the configuration of a search of the check.
func (c *Check) config(s model.Schedule) model.Config {
	return model.Config{Schedule: s, Preempt: c.Preempt, Profile: c.Profile, Minor: c.Minor}
}

// threadNote says what it takes for threads to do something.
func threadNote(cfg model.Config) string {
	note := preemptNote(cfg.Preempt)
	if cfg.Profile != (model.Profile{}) {
		note += fmt.Sprintf(" Their locks and conditions are those of profile %v.", cfg.Profile)
	}
	return note
}

func preemptNote(p model.Preempt) string {
	switch p {
	case model.PreemptLine:
		return "Threads that are preempted between lines can do this (preempt=line)."
	case model.PreemptGIL:
		return "Threads that are preempted where CPython 3.10 and later give up the GIL can do this (preempt=gil)."
	case model.PreemptSync:
		return "Threads that are preempted at synchronisation only can do this (preempt=sync)."
	}
	return "Threads that may be preempted anywhere can do this (preempt=access)."
}

// manyStates is the number from which rates mean something.
const manyStates = 10000

// writeStats writes a line for each search.
func writeStats(w io.Writer, st Style, d *explore.Decision) {
	for _, s := range d.Searches {
		stats := s.Stats
		if stats.Order == explore.DPOR {
			fmt.Fprintf(w, "  %s\n", st.Dim(fmt.Sprintf("%-4v  %s", s.Schedule, Executions(s.Complete, stats))))
			continue
		}
		text := fmt.Sprintf("%-4v  %s, %s, depth %s, %s", s.Schedule,
			story.Plural(stats.States, "state"), story.Plural(stats.Transitions, "step"), story.Group(int64(stats.Depth)), Duration(stats.Duration))
		if stats.States >= manyStates {
			text += fmt.Sprintf(", %s/s", story.Plural(int64(stats.StatesPerSecond()), "state"))
			if stats.Disk == 0 {
				text += fmt.Sprintf(", %.0f bytes a state", stats.BytesPerState())
			}
		}
		if stats.Disk > 0 {
			text += fmt.Sprintf(", %.1f MiB on disk", float64(stats.Disk)/(1<<20))
		}
		switch {
		case stats.Reduction != model.NoReduction && stats.Passed > 0:
			text += fmt.Sprintf(", %s more passed through", story.Group(stats.Passed))
			if stats.Partly > 0 {
				text += fmt.Sprintf(", %s by the steps of one part", story.Group(stats.Partly))
			}
		case stats.Reduction == model.Symmetry:
			text += ", like ones taken for one"
		}
		switch {
		case stats.Places > 0 && stats.Ring:
			text += fmt.Sprintf(", %d threads in a ring", stats.Places)
		case stats.Places > 0:
			text += fmt.Sprintf(", %d threads in any order", stats.Places)
		}
		if stats.CollisionChance > 0 {
			text += fmt.Sprintf(", chance of a missed state %.0e", stats.CollisionChance)
		}
		fmt.Fprintf(w, "  %s\n", st.Dim(text))
	}
}

// Executions words the figures of a search by executions.
func Executions(complete bool, stats explore.Stats) string {
	text := fmt.Sprintf("%s, one of each trace, %s, the longest of %s, %s",
		story.Plural(stats.Executions, "execution"), story.Plural(stats.Transitions, "step"), story.Group(int64(stats.Depth)), Duration(stats.Duration))
	if complete {
		text = "complete, " + text
	}
	if stats.Transitions >= manyStates {
		text += fmt.Sprintf(", %s/s", story.Plural(int64(stats.ExecutionsPerSecond()), "execution"))
	}
	return text
}

// Duration rounds a time to what a reader wants to know.
func Duration(d time.Duration) string {
	switch {
	case d < time.Second:
		return fmt.Sprintf("%.0f ms", float64(d)/float64(time.Millisecond))
	case d < time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return d.Round(time.Second).String()
}

// WriteSummary writes a line for each file and the totals.
func WriteSummary(w io.Writer, st Style, cs []*Check) {
	width := 0
	for _, c := range cs {
		width = max(width, utf8.RuneCountInString(c.Path))
	}
	for _, c := range cs {
		WriteSummaryLine(w, st, c, width)
	}
	WriteTotals(w, st, cs)
}

// WriteSummaryLine writes one line about a file among several, whose paths are
// at most width columns wide.
func WriteSummaryLine(w io.Writer, st Style, c *Check, width int) {
	s := c.Status()
	paint := map[Status]func(string) string{Holds: st.Good, Violated: st.Error, Unknown: st.Note, Unchecked: st.Error}[s]
	fmt.Fprintf(w, "%s  %s%s%s\n", story.Fit(c.Path, max(width, 1)), paint(string(s)), strings.Repeat(" ", len(Unchecked)-len(s)), strings.TrimPrefix(verdictDetail(c), ":"))
}

// WriteTotals writes how many files there are of each status.
func WriteTotals(w io.Writer, st Style, cs []*Check) {
	var t Totals
	for _, c := range cs {
		t.Count(c.Status())
	}
	parts := []string{}
	for _, p := range []struct {
		n    int
		name string
	}{{t.Holds, "hold"}, {t.Violated, "violated"}, {t.Unknown, "unknown"}, {t.Unchecked, "could not be checked"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.name))
		}
	}
	fmt.Fprintf(w, "%s: %s\n", story.Plural(int64(t.Files), "file"), strings.Join(parts, ", "))
}
