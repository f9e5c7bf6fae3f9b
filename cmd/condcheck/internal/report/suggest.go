package report

import (
	"fmt"
	"io"

	"github.com/condcheck/condcheck/explore/story"
)

// A Suggestion is what came of looking for a change that mends a program.
type Suggestion struct {
	Found   *Tried // the smallest that does, nil if none does
	Tried   int    // changes that were tried
	Unknown int    // those that could not be decided
}

// writeSuggestion writes the change that mends a program as a diff.
func writeSuggestion(w io.Writer, st Style, c *Check) {
	s := c.Suggestion
	if s == nil {
		return
	}
	undecided := ""
	if s.Unknown > 0 {
		undecided = fmt.Sprintf(" (%d could not be decided)", s.Unknown)
	}
	if s.Found == nil {
		fmt.Fprintf(w, "%s none: %s tried, and none makes every property hold%s\n", st.Bold("Suggestion:"), story.Plural(int64(s.Tried), "change"), undecided)
		return
	}
	states := int64(0)
	for _, r := range s.Found.Decision.Searches {
		states += r.Stats.States
	}
	text := fmt.Sprintf("%s %s, every property holds in every execution (%s, %s).", st.Bold("Suggestion:"), without(s.Found.Change), schedules(c), story.Plural(states, "state"))
	if s.Tried > 1 {
		text += fmt.Sprintf(" Of %d changes that were tried it is the smallest that does it%s.", s.Tried, undecided)
	}
	paragraph(w, st, text)
	fmt.Fprintf(w, "\n%s", paintDiff(st, Diff(c.Path, c.File.Text, s.Found.File.Text)))
	fmt.Fprintln(w)
}

type jsonSuggestion struct {
	Rule   string `json:"rule,omitempty"`
	Line   int32  `json:"line,omitempty"`
	Change string `json:"change,omitempty"`
	Diff   string `json:"diff"` // "" if none mends
	Tried  int    `json:"tried"`
}

func suggestionJSON(c *Check) *jsonSuggestion {
	s := c.Suggestion
	if s == nil {
		return nil
	}
	out := &jsonSuggestion{Tried: s.Tried}
	if t := s.Found; t != nil {
		out.Rule, out.Line, out.Change, out.Diff = t.Rule, t.Pos.Line, t.What, Diff(c.Path, c.File.Text, t.File.Text)
	}
	return out
}
