package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/explore/story"
)

func version(minor int) string { return fmt.Sprintf("3.%d", minor) }

// WriteOutcomes writes the outcomes as text, each with how its witness decides
// where there is something to decide.
func WriteOutcomes(w io.Writer, st Style, set *OutcomeSet) {
	for i, o := range set.Witnesses {
		paint := st.Good
		if o.Outcome.Status != "ok" || len(o.Outcome.Violated) > 0 || len(o.Outcome.TaskExceptions) > 0 {
			paint = st.Error
		}
		fmt.Fprintf(w, "%d. %s %s\n", i+1, paint(o.Outcome.Status), o.Outcome.Globals)
		if len(o.Outcome.TaskExceptions) > 0 {
			fmt.Fprintf(w, "   exceptions that nobody retrieved: %s\n", strings.Join(o.Outcome.TaskExceptions, ", "))
		}
		if len(o.Outcome.Violated) > 0 {
			fmt.Fprintf(w, "   false at the end: %s\n", strings.Join(o.Outcome.Violated, ", "))
		}
		var labels []string
		if i < len(set.Runs) && set.Runs[i] != nil {
			for _, c := range set.Runs[i].Choices {
				labels = append(labels, c.Label)
			}
		}
		text := fmt.Sprintf("   in %s", story.Plural(int64(o.Trace.Len()), "step"))
		if len(labels) > 0 {
			text += ": " + strings.Join(labels, ", ")
		}
		for _, s := range story.Wrap(story.Line{Text: text, Hang: 5}, st.Columns()) {
			fmt.Fprintln(w, st.Dim(s))
		}
	}
	verdict := st.Good("complete")
	if !set.Complete {
		verdict = st.Note("incomplete")
	}
	fmt.Fprintf(w, "%s: %s, %s\n", st.Bold(set.Path), story.Plural(int64(len(set.Witnesses)), "outcome"), verdict)
	for _, r := range set.Reasons {
		fmt.Fprintf(w, "  %s\n", r)
	}
	s := set.Stats
	if s.Order == explore.DPOR {
		fmt.Fprintf(w, "  %s\n", st.Dim(Executions(set.Complete, s)))
		return
	}
	fmt.Fprintf(w, "  %s\n", st.Dim(fmt.Sprintf("%s, %s, %s", story.Plural(s.States, "state"), story.Plural(s.Transitions, "step"), Duration(s.Duration))))
}
