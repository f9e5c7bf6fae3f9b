package report

import (
	"fmt"
	"io"

	"github.com/condcheck/condcheck/explore/blame"
	"github.com/condcheck/condcheck/explore/story"
	"github.com/condcheck/condcheck/model"
)

// writeBlame writes why the tasks of a deadlock wait for ever, each with the steps
// that show it.
func writeBlame(w io.Writer, st Style, run *model.Run) {
	if run.End == nil || run.End.Outcome.Status != "deadlock" {
		return
	}
	list := blame.Of(run)
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", st.Bold("Why:"))
	for _, b := range list {
		for _, s := range story.Wrap(story.Line{Text: fmt.Sprintf("  %s: %s", b.Category, b.Text), Hang: 4}, st.Columns()) {
			fmt.Fprintln(w, s)
		}
		for _, f := range b.Proof {
			where := fmt.Sprintf("step %d", f.Step+1)
			if f.Step >= len(run.Steps) {
				where = "the end"
			}
			if f.Pos.IsValid() {
				where += fmt.Sprintf(", line %d", f.Pos.Line)
			}
			fmt.Fprintf(w, "    %s\n", st.Dim(where+": "+f.Text))
		}
	}
}
