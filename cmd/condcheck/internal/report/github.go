package report

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/condcheck/condcheck/explore/story"
	"github.com/condcheck/condcheck/model/source"
)

// GitHub's workflow commands: one line for each finding, which Actions shows at
// the source line.

// WriteGitHub writes the checks as workflow commands.
func WriteGitHub(w io.Writer, cs []*Check) error {
	var b strings.Builder
	for _, c := range cs {
		for _, d := range unchecked(c) {
			text := d.Message
			if d.Hint != "" {
				text += "\nhint: " + d.Hint
			}
			annotate(&b, d.Severity, d.Path, d.File, d.Span.Start, d.Code, text)
		}
		if c.Decision == nil {
			continue
		}
		for _, v := range append(c.Decision.Violations(), c.Decision.Notes()...) {
			f := v.Finding
			text := named(f) + f.Message + "\n" + scheduleNote(c, v)
			if run := c.Run(f); run != nil {
				for _, blocked := range run.Blocked {
					if blocked.Pos.IsValid() {
						_, file := c.in(blocked.File)
						text += fmt.Sprintf("\n%s is stuck at line %d: %s", blocked.Actor, blocked.Pos.Line, strings.TrimSpace(lineAt(file, blocked.Pos)))
					}
				}
			}
			path, file := c.in(f.File)
			annotate(&b, levelOf(c, f), path, file, f.Pos, story.Heading(f), text)
		}
		if c.Status() == Unknown {
			annotate(&b, "warning", c.Path, nil, source.Pos{}, "unknown", undecided(c))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// annotate writes one command. Its level is that of a severity; a note is a
// notice to GitHub.
func annotate(b *strings.Builder, level, path string, f *source.File, p source.Pos, title, text string) {
	if level == "note" {
		level = "notice"
	}
	fmt.Fprintf(b, "::%s file=%s", level, escapeProperty(filepath.ToSlash(path)))
	if p.IsValid() {
		fmt.Fprintf(b, ",line=%d,col=%d", p.Line, column(f, p))
	}
	fmt.Fprintf(b, ",title=%s::%s\n", escapeProperty("condcheck: "+title), escapeData(text))
}

var dataEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")

// escapeData escapes the text of a command.
func escapeData(s string) string { return dataEscapes.Replace(s) }

var propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")

// escapeProperty escapes the value of a command's property.
func escapeProperty(s string) string { return propertyEscapes.Replace(s) }
