package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/condcheck/condcheck/explore/story"
)

// SortDiagnostics sorts diagnostics by place.
func SortDiagnostics(ds []Diagnostic) {
	slices.SortStableFunc(ds, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Span.Start.Line, b.Span.Start.Line), cmp.Compare(a.Span.Start.Col, b.Span.Start.Col), cmp.Compare(a.Code, b.Code))
	})
}

// writeExercise writes what a pass says nothing about, and, if asked for, in how
// many steps each line ran.
func writeExercise(w io.Writer, st Style, c *Check) {
	for _, d := range c.Vacuous {
		d.Write(w, st)
	}
	if c.Coverage == nil || !c.ShowCoverage {
		return
	}
	steps := make(map[int32]int64)
	width, ran := 1, 0
	for _, l := range c.Coverage.Lines {
		steps[l.Line] = l.Steps
		width = max(width, len(story.Group(l.Steps)))
		if l.Steps > 0 {
			ran++
		}
	}
	for i := 1; i <= c.File.Lines(); i++ {
		text := c.File.Line(i)
		if i == c.File.Lines() && text == "" {
			break
		}
		n, code := steps[int32(i)]
		count := ""
		if code {
			count = story.Group(n)
		}
		line := fmt.Sprintf("%*s │ %4d  %s", width, count, i, text)
		if code && n == 0 {
			line = st.Error(line)
		}
		fmt.Fprintln(w, line)
	}
	fmt.Fprintf(w, "%d of %s with code ran, over all executions; the number is that of the steps in which a line ran\n", ran, story.Plural(int64(len(c.Coverage.Lines)), "line"))
}

type jsonCoverage struct {
	Line  int32 `json:"line"`
	Steps int64 `json:"steps"`
}

func coverageJSON(c *Check) []jsonCoverage {
	if c.Coverage == nil {
		return nil
	}
	out := []jsonCoverage{}
	for _, l := range c.Coverage.Lines {
		out = append(out, jsonCoverage{l.Line, l.Steps})
	}
	return out
}
