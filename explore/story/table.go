package story

import (
	"fmt"
	"io"
	"strings"
)

// A Table writes rows of a step's number and columns.
type Table struct {
	W     io.Writer
	Style Style
	// Widths are those of the columns.
	Widths []int
}

// Gutter is how many columns the step numbers take.
const Gutter = 5

// Row writes a row; paint is for the number. The cells are as wide as they are to
// be shown: see Fit.
func (t *Table) Row(number string, paint func(string) string, cells ...string) {
	var b strings.Builder
	b.WriteString(paint(fmt.Sprintf("%*s ", Gutter-1, number)))
	for i, c := range cells {
		b.WriteString(t.Style.Dim("│") + " " + c)
		if i < len(cells)-1 {
			b.WriteString(" ")
		}
	}
	fmt.Fprintln(t.W, strings.TrimRight(b.String(), " "))
}

// Rule writes the line under the heads of the columns.
func (t *Table) Rule() {
	var b strings.Builder
	b.WriteString(strings.Repeat("─", Gutter))
	for i, n := range t.Widths {
		b.WriteString("┼" + strings.Repeat("─", n+1))
		if i < len(t.Widths)-1 {
			b.WriteString("─")
		}
	}
	fmt.Fprintln(t.W, t.Style.Dim(b.String()))
}
