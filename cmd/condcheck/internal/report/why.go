package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/explore/story"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// A Change is one construct of a program made different.
type Change struct {
	Rule      string // "no-lock", "if-for-while": stays the same
	Pos       source.Pos
	Construct string // its text
	What      string // what is done to it
	// StandIn is the name of the module that the changed program imports in the place
	// of a lock, if it does.
	StandIn  string
	File     *source.File           // the changed program
	Original func(line int32) int32 // where one of its lines comes from, 0 if it is new
}

// A Need is what came of a change.
type Need string

// The needs.
const (
	Needed     Need = "needed"     // the changed program breaks a property
	NotNeeded  Need = "not needed" // every execution of it was searched, and none does
	Equivalent Need = "equivalent" // and it goes through the same values as the program itself
	Undecided  Need = "unknown"    // not everything was searched, and nothing was found
)

// Livelock is what a change breaks that leads to where no execution ends. It is no
// property of props: verify does not ask for it.
const Livelock = "livelock"

// A Tried change has been decided.
type Tried struct {
	Change
	Need     Need
	Decision *explore.Decision
	Shown    explore.Shown // what breaks, if it is needed
	Run      *model.Run
	Why      string // a sentence: what happens without it, or why it is unknown
}

// A Why is the answer of condcheck why for one file.
type Why struct {
	Check  *Check // of the program as it is
	Tried  []*Tried
	Failed []*Tried // the constructs that are required to be needed and are not
}

// Count returns how many changes came to a need.
func (y *Why) Count(n Need) (k int64) {
	for _, t := range y.Tried {
		if t.Need == n {
			k++
		}
	}
	return k
}

// WriteWhy writes a table of the changes and a sentence for each needed construct.
func WriteWhy(w io.Writer, st Style, y *Why) {
	if len(y.Tried) > 0 {
		writeNeeds(w, st, y)
		fmt.Fprintln(w)
	}
	for i, t := range y.Tried {
		switch t.Need {
		case Needed:
			paragraph(w, st, fmt.Sprintf("%2d. %s", i+1, capital(without(t.Change))+", "+t.Why+"."))
		case Undecided:
			paragraph(w, st, fmt.Sprintf("%2d. %s it is unknown: %s.", i+1, capital(without(t.Change)), t.Why))
		case NotNeeded:
			if t.Why != "" {
				paragraph(w, st, fmt.Sprintf("%2d. %s: %s.", i+1, capital(without(t.Change)), t.Why))
			}
		}
	}
	writeMeanings(w, st, y)
	fmt.Fprintf(w, "%s: %s\n", st.Bold(y.Check.Path), y.summary(st))
}

func (y *Why) summary(st Style) string {
	if len(y.Tried) == 0 {
		return "nothing in it could be taken away"
	}
	var parts []string
	for _, n := range []Need{Needed, NotNeeded, Equivalent, Undecided} {
		if k := y.Count(n); k > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", k, paintNeed(st, n)(string(n))))
		}
	}
	return story.Plural(int64(len(y.Tried)), "change") + ": " + strings.Join(parts, ", ")
}

func paintNeed(st Style, n Need) func(string) string {
	switch n {
	case Needed:
		return st.Bold
	case Undecided:
		return st.Note
	}
	return st.Dim
}

// writeNeeds writes the table.
func writeNeeds(w io.Writer, st Style, y *Why) {
	rows := [][]string{{"", "line", "construct", "changed", "it is", "breaks", "steps"}}
	for i, t := range y.Tried {
		row := []string{fmt.Sprint(i + 1), fmt.Sprint(t.Pos.Line), t.Construct, t.What, string(t.Need), "", ""}
		if t.Need == Needed {
			row[5], row[6] = story.Heading(t.Shown.Finding), fmt.Sprint(t.Shown.Trace.Len())
			if t.Shown.Schedule == model.Any {
				row[6] += "*"
			}
		}
		rows = append(rows, row)
	}
	width := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	total := func() (n int) {
		for _, k := range width {
			n += k + 2
		}
		return n
	}
	for total() > st.Columns() && (width[2] > 16 || width[3] > 16) {
		if width[2] >= width[3] {
			width[2]--
		} else {
			width[3]--
		}
	}
	for i, row := range rows {
		var b strings.Builder
		for j, cell := range row {
			text := story.Fit(cell, max(width[j], 1))
			if j < 2 || j == 6 { // numbers
				text = strings.Repeat(" ", max(0, width[j]-utf8.RuneCountInString(cell))) + cell
			}
			if j == 4 && i > 0 {
				text = paintNeed(st, Need(cell))(text)
			}
			b.WriteString(text + "  ")
		}
		line := strings.TrimRight(b.String(), " ")
		if i == 0 {
			line = st.Bold(line)
		}
		fmt.Fprintln(w, line)
	}
}

// writeMeanings says what the words of the table claim, as far as they occur.
func writeMeanings(w io.Writer, st Style, y *Why) {
	fmt.Fprintln(w)
	say := func(n Need, text string) {
		if y.Count(n) > 0 {
			for _, s := range story.Wrap(story.Line{Text: fmt.Sprintf("%s: %s", n, text), Hang: 2}, st.Columns()) {
				fmt.Fprintln(w, st.Dim(s))
			}
		}
	}
	say(NotNeeded, fmt.Sprintf("every execution of the changed program was searched (%s), none breaks a property, and each can end", schedules(y.Check)))
	say(Equivalent, "likewise, and with the same decisions the changed program has the same values in its variables at every step")
	for _, t := range y.Tried {
		if t.Need == Needed && t.Shown.Schedule == model.Any {
			fmt.Fprintln(w, st.Dim("*: takes an order that CPython's FIFO loop does not produce, or was not found with it"))
			break
		}
	}
}

// without says what is done, as the beginning of a sentence.
func without(c Change) string {
	return fmt.Sprintf("with `%s` (line %d) %s", c.Construct, c.Pos.Line, c.What)
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func paragraph(w io.Writer, st Style, text string) {
	for _, s := range story.Wrap(story.Line{Text: text, Hang: 4}, st.Columns()) {
		fmt.Fprintln(w, s)
	}
}

// WriteNeed writes one change with its diff and its whole counterexample.
func WriteNeed(w io.Writer, st Style, y *Why, n int) {
	t := y.Tried[n-1]
	fmt.Fprintf(w, "%s %s\n\n", st.Bold(fmt.Sprintf("Change %d:", n)), without(t.Change))
	fmt.Fprintln(w, paintDiff(st, Diff(y.Check.Path, y.Check.File.Text, t.File.Text)))
	switch t.Need {
	case Needed:
		c := *y.Check
		c.File, c.Decision = t.File, t.Decision
		writeStory(w, st, &c, t.Shown, scheduleNote(&c, t.Shown), t.Run)
		paragraph(w, st, fmt.Sprintf("%s, %s.", capital(without(t.Change)), t.Why))
	case Undecided:
		fmt.Fprintf(w, "unknown: %s\n", t.Why)
	default:
		fmt.Fprintf(w, "%s: no execution breaks a property\n", t.Need)
		writeStats(w, st, t.Decision)
	}
}

// Sort key of a construct.
func (t *Tried) place() string { return fmt.Sprint(t.Pos, t.Construct) }

// Require fills in Failed: the constructs of which no change breaks anything, with
// one of their changes each, the unknown ones first.
func (y *Why) Require() {
	best := make(map[string]*Tried)
	rank := map[Need]int{Needed: 0, Undecided: 1, NotNeeded: 2, Equivalent: 3}
	for _, t := range y.Tried {
		if b := best[t.place()]; b == nil || cmp.Compare(rank[t.Need], rank[b.Need]) < 0 {
			best[t.place()] = t
		}
	}
	for _, t := range y.Tried {
		if best[t.place()] == t && t.Need != Needed {
			y.Failed = append(y.Failed, t)
		}
	}
}
