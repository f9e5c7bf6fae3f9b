package report

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/condcheck/condcheck/model/source"
)

// A Diagnostic is a message about a place in a file.
type Diagnostic struct {
	File     *source.File // nil if there is no text to show
	Path     string
	Span     source.Span // End may be zero
	Severity string      // "error", "warning", "note"
	Code     string      // a rule code or a property
	Message  string
	Hint     string // what to write instead
}

// Write writes d as PATH:LINE:COL: error[CODE]: MESSAGE with the source line
// and a caret.
func (d Diagnostic) Write(w io.Writer, st Style) {
	place := d.Path
	if place == "" {
		place = "condcheck"
	}
	if d.Span.Start.IsValid() {
		place = fmt.Sprintf("%s:%d:%d", d.Path, d.Span.Start.Line, d.Span.Start.Col)
	}
	head := d.Severity
	if d.Code != "" {
		head += "[" + d.Code + "]"
	}
	paint := st.Error
	if d.Severity != "error" {
		paint = st.Note
	}
	fmt.Fprintf(w, "%s: %s: %s\n", st.Bold(place), paint(head), d.Message)
	if d.File != nil && d.Span.Start.IsValid() {
		writeSnippet(w, st, d.File, d.Span)
	}
	if d.Hint != "" {
		fmt.Fprintf(w, "  %s %s\n", st.Note("hint:"), d.Hint)
	}
}

// writeSnippet writes a source line with carets under the span.
func writeSnippet(w io.Writer, st Style, f *source.File, span source.Span) {
	line := f.Line(int(span.Start.Line))
	if line == "" {
		return
	}
	col := min(int(span.Start.Col)-1, len(line))
	end := col + 1
	if span.End.Line == span.Start.Line {
		end = int(span.End.Col) - 1
	} else if span.End.Line > span.Start.Line {
		end = len(line)
	}
	end = max(min(end, len(line)), col)
	from, to := window(line, col, end)
	before, after := "", ""
	if from > 0 {
		before = "…"
	}
	if to < len(line) {
		after = "…"
	}
	line, col, end = before+visible(line[from:to])+after, col-from+len(before), min(end, to)-from+len(before)
	// What stands before the caret keeps its tabs, so that the caret is in place
	// whatever a tab is worth.
	pad := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, strings.ToValidUTF8(line[:col], " "))
	carets := strings.Repeat("^", max(1, utf8.RuneCountInString(line[col:end])))
	number := fmt.Sprint(span.Start.Line)
	gutter := strings.Repeat(" ", len(number))
	fmt.Fprintf(w, "  %s %s\n", st.Dim(number+" |"), line)
	fmt.Fprintf(w, "  %s %s%s\n", st.Dim(gutter+" |"), pad, st.Error(carets))
}

// maxSnippet is how many bytes of a line are shown.
const maxSnippet = 160

// window returns the bounds of the part of a long line that is shown: it begins
// some way before col, and has end too if that is near.
func window(line string, col, end int) (from, to int) {
	if len(line) <= maxSnippet {
		return 0, len(line)
	}
	from = max(0, min(col-maxSnippet/4, len(line)-maxSnippet))
	if end <= maxSnippet {
		from = 0
	}
	to = min(len(line), from+maxSnippet)
	for from > 0 && !utf8.RuneStart(line[from]) {
		from--
	}
	for to < len(line) && !utf8.RuneStart(line[to]) {
		to++
	}
	return from, to
}

// visible returns text with a mark for each byte that is a control character or
// no UTF-8, so that a file cannot write to the terminal. It is as long as text.
func visible(text string) string {
	b := []byte(text)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 || r < ' ' && r != '\t' || r == 0x7f {
			b[i] = '?'
		} else if r >= 0x80 && r < 0xa0 {
			b[i], b[i+1] = '?', '?'
		}
		i += n
	}
	return string(b)
}
