package story

import (
	"fmt"
	"io"
	"strings"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// A Stepper shows a run one step at a time.
type Stepper struct {
	run    *model.Run
	events [][]model.Event
	digits int
}

// NewStepper returns a Stepper for the run.
func NewStepper(run *model.Run) *Stepper {
	return &Stepper{run: run, events: Condense(run), digits: Digits(run)}
}

// Len returns the number of steps.
func (s *Stepper) Len() int { return len(s.run.Steps) }

// manyVariables is the number from which only those that changed are shown.
const manyVariables = 24

// Write writes step n, from 1, and the state after it: queues, owners and
// variables, those that the step changed in bold. If all is false and there are
// many variables, only these are shown.
func (s *Stepper) Write(w io.Writer, st Style, n int, all bool) {
	step := &s.run.Steps[n-1]
	fmt.Fprintf(w, "%s %s\n", st.Bold(fmt.Sprintf("step %d/%d", n, s.Len())), step.Label)
	width := st.Columns() - 4
	for _, l := range Lines(s.run, step, s.events[n-1], s.digits) {
		if l.Text == step.Label {
			continue
		}
		for _, text := range Wrap(l, width) {
			fmt.Fprintf(w, "  %s\n", text)
		}
	}
	for _, f := range step.Findings {
		fmt.Fprintf(w, "  %s\n", st.Error("✗ "+Heading(f)+": "+f.Message))
	}
	s.writeState(w, st, n, all)
	if n == s.Len() && s.run.End != nil {
		fmt.Fprintf(w, "  the end: %s\n", s.run.End.Outcome.Status)
		for _, f := range s.run.End.Findings {
			fmt.Fprintf(w, "  %s\n", st.Error("✗ "+Heading(f)+": "+f.Message))
		}
	}
}

func (s *Stepper) writeState(w io.Writer, st Style, n int, all bool) {
	step := &s.run.Steps[n-1]
	old := make(map[string]string)
	if n > 1 {
		before := &s.run.Steps[n-2]
		for _, o := range before.Objects {
			old[o.Name] = State(o)
		}
		for _, v := range before.Variables {
			old[variableKey(v)] = v.Value
		}
	}
	paint := func(key, now, text string) string {
		if was, ok := old[key]; !ok || was != now {
			return st.Bold("• " + text)
		}
		return "  " + text
	}
	for _, o := range step.Objects {
		fmt.Fprintf(w, "  %s\n", paint(o.Name, State(o), fmt.Sprintf("%s %s: %s", o.Kind, o.Name, State(o))))
	}
	hidden := 0
	few := all || len(step.Variables) <= manyVariables
	for _, v := range step.Variables {
		key := variableKey(v)
		if was, ok := old[key]; !few && ok && was == v.Value {
			hidden++
			continue
		}
		text := fmt.Sprintf("%s = %s", v.Name, v.Value)
		if v.In != "" {
			text = fmt.Sprintf("%s, in %s: %s", ActorName(s.run, v.Actor), v.In, text)
		}
		fmt.Fprintf(w, "  %s\n", paint(key, v.Value, text))
	}
	if hidden > 0 {
		fmt.Fprintf(w, "    and %s as before; v shows all\n", Plural(int64(hidden), "variable"))
	}
}

func variableKey(v model.Variable) string {
	return fmt.Sprintf("%d\x00%s\x00%s", v.Actor, v.In, v.Name)
}

// WriteEnd writes what each unfinished task waits for at the end.
func (s *Stepper) WriteEnd(w io.Writer, st Style, f *source.File) {
	var b strings.Builder
	WriteBlocked(&b, st, f, s.run)
	fmt.Fprint(w, strings.TrimPrefix(b.String(), "\n"))
}
