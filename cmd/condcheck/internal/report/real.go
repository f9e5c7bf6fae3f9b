package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/condcheck/condcheck/explore/story"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// A Real is what came of a run on a real interpreter.
type Real struct {
	Interpreter string // "CPython 3.13.0 (/usr/bin/python3)"
	Python      string // "3.13.0"
	Path        string
	// Agreed is the number of steps that agree, from the first on.
	Agreed     int
	Divergence *Divergence
	Status     string // how the execution ended: an outcome's status, "cut", …
	Stuck      []StuckTask
	Steps      []RealStep
}

// A Divergence is the first difference between the model and an interpreter.
type Divergence struct {
	Step int    // from 0; -1 if it is about the end
	What string // what differs
	// Model and Real are the two sides, in words.
	Model, Real string
}

// A StuckTask is a task that waits for ever.
type StuckTask struct {
	Task string `json:"task"`
	Line int    `json:"line"`
}

// A RealStep is what an interpreter did in a step.
type RealStep struct {
	Label  string      `json:"label"`
	Events []RealEvent `json:"events"`
}

// A RealEvent is something that happened: a line ran, or another Kind of event
// with its Text.
type RealEvent struct {
	Kind string `json:"kind"`
	Task string `json:"task,omitempty"`
	Line int    `json:"line,omitempty"`
	Text string `json:"text,omitempty"`
}

// WriteReal writes what came of a run on an interpreter. The steps are written
// side by side if all is set; if there is a difference, those around it are. The
// lines where tasks wait are quoted if f is the whole of the program.
func WriteReal(w io.Writer, st Style, f *source.File, run *model.Run, r *Real, whole, all bool) {
	n := len(run.Steps)
	name := st.Bold(r.Interpreter)
	d := r.Divergence
	switch {
	case d == nil:
		fmt.Fprintf(w, "%s: %s at each of %s, %s\n", name, st.Good("agrees"), story.Plural(int64(n), "step"), ending(r.Status))
	case d.Step < 0:
		fmt.Fprintf(w, "%s: agrees at each of %s and %s\n", name, story.Plural(int64(n), "step"), st.Error("ends differently: "+d.What))
	default:
		label := "behind the last one"
		if d.Step < n {
			label = run.Steps[d.Step].Label
		}
		fmt.Fprintf(w, "%s: %s\n", name, st.Error(fmt.Sprintf("differs at step %d (%s): %s", d.Step+1, label, d.What)))
	}
	if d != nil {
		fmt.Fprintf(w, "  the model  %s\n  CPython    %s\n", d.Model, d.Real)
	}
	quoted := f != nil && whole
	for _, s := range r.Stuck {
		fmt.Fprintf(w, "  %s waits at line %d", s.Task, s.Line)
		if quoted {
			fmt.Fprintf(w, ": %s", st.Dim(strings.TrimSpace(f.Line(s.Line))))
		}
		fmt.Fprintln(w)
	}
	from, to := 0, max(n, len(r.Steps))
	if !all {
		if d == nil || d.Step < 0 {
			return
		}
		from, to = max(0, d.Step-2), min(to, d.Step+1)
	}
	writeBoth(w, st, f, run, r, from, to)
}

func ending(status string) string {
	switch {
	case status == "deadlock":
		return "and is stuck there too"
	case status == "cut":
		return "up to the violation"
	case strings.HasPrefix(status, "exception:"):
		return "and ends with " + strings.TrimPrefix(status, "exception:")
	}
	return "and ends as it does"
}

// writeBoth writes steps from up to, not including, to in two columns.
func writeBoth(w io.Writer, st Style, f *source.File, run *model.Run, r *Real, from, to int) {
	left := (st.Columns() - story.Gutter - 6) / 2
	t := &story.Table{W: w, Style: st, Widths: []int{left, left}}
	fmt.Fprintln(w)
	t.Row("step", func(s string) string { return s }, st.Bold(story.Fit("the model", left)), st.Bold("CPython "+r.Python))
	t.Rule()
	events, digits := story.Condense(run), story.Digits(run)
	for i := from; i < to; i++ {
		var ours, theirs []story.Line
		if i < len(run.Steps) {
			step := &run.Steps[i]
			ours = append(ours, story.Line{Text: step.Label, Hang: 2})
			for _, l := range story.Lines(run, step, events[i], digits) {
				if l.Text != step.Label {
					ours = append(ours, l)
				}
			}
		}
		if i < len(r.Steps) {
			theirs = append(theirs, story.Line{Text: r.Steps[i].Label, Hang: 2})
			for _, ev := range r.Steps[i].Events {
				theirs = append(theirs, describeReal(f, ev, digits))
			}
		}
		a, b := wrapAll(ours, left), wrapAll(theirs, left)
		number := fmt.Sprint(i + 1)
		for k := range max(len(a), len(b)) {
			cell := func(list []string) string {
				if k < len(list) {
					return list[k]
				}
				return ""
			}
			t.Row(number, st.Bold, story.Fit(cell(a), left), cell(b))
			number = ""
		}
	}
}

func wrapAll(ls []story.Line, width int) (out []string) {
	for _, l := range ls {
		out = append(out, story.Wrap(l, width)...)
	}
	return out
}

// describeReal words an event of an interpreter as describe words the model's.
func describeReal(f *source.File, ev RealEvent, digits int) story.Line {
	if ev.Kind == "line" && ev.Text != "" {
		return story.Line{Text: fmt.Sprintf("%*d (%s)", digits, ev.Line, ev.Text), Hang: digits + 3, Source: true}
	}
	if ev.Kind == "line" {
		return story.Describe(model.Event{Kind: model.EvLine, Pos: source.Pos{Line: int32(ev.Line)}, Text: f.Line(ev.Line)}, &model.Run{}, digits)
	}
	s := strings.TrimSpace(ev.Kind + " " + ev.Text)
	switch ev.Kind {
	case "print":
		s = "prints " + ev.Text
	case "acquire":
		s = "acquires a " + ev.Text
	case "release":
		s = "releases a " + ev.Text
	case "wait-begin":
		s = "waits on a Condition, its lock released"
	case "wait-end":
		s = "wakes and has the lock of a Condition again"
		if ev.Text != "ok" {
			s = "wait on a Condition ends: " + ev.Text
		}
	case "notify":
		s = "notify on a Condition meets " + ev.Text
	case "set":
		s = "sets an Event"
	case "clear":
		s = "clears an Event"
	case "spawn":
		s = "starts " + ev.Task
	case "finish":
		s = ev.Task + " ends"
		if ev.Text != "returns" {
			s += ": " + ev.Text
		}
	}
	return story.Line{Text: strings.Repeat(" ", digits+1) + s, Hang: digits + 3}
}

type jsonReal struct {
	Python     string          `json:"python"`
	Path       string          `json:"path"`
	Agreed     int             `json:"agreed_steps"`
	Divergence *jsonDivergence `json:"divergence"`
	Status     string          `json:"status"`
	Stuck      []StuckTask     `json:"stuck"`
	Steps      []RealStep      `json:"steps"`
}

type jsonDivergence struct {
	Step  int    `json:"step"` // from 1; 0 if it is about the end
	What  string `json:"what"`
	Model string `json:"model"`
	Real  string `json:"real"`
}

func realJSON(r *Real) jsonReal {
	out := jsonReal{r.Python, r.Path, r.Agreed, nil, r.Status, list(r.Stuck), list(r.Steps)}
	if d := r.Divergence; d != nil {
		out.Divergence = &jsonDivergence{d.Step + 1, d.What, d.Model, d.Real}
	}
	return out
}
