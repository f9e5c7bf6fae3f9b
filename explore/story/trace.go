package story

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

const (
	maxSource = 2  // rows that a source line may take in a column
	minColumn = 20 // a task's column is not narrower; if it had to be, there is one column for all
)

// Write writes a run with time downwards and a column for each task, or,
// if there is no room for that, one column with the tasks' names.
func Write(w io.Writer, st Style, f *source.File, run *model.Run) {
	t := &trace{w: w, st: st, run: run, events: Condense(run), digits: Digits(run)}
	t.layout()
	t.header()
	var before []model.ObjectState
	for i := 0; i < len(run.Steps); i++ {
		if n := t.library(i); n > 1 {
			t.across(fmt.Sprint(i+1), fmt.Sprintf("%s itself, up to step %d", libraryName(t.run), i+n), st.Dim)
			i += n - 1
			continue
		}
		step := &run.Steps[i]
		t.step(i+1, step)
		for _, c := range changes(before, step.Objects) {
			t.across("", c, st.Dim)
		}
		before = step.Objects
		for _, fd := range step.Findings {
			t.across("", "✗ "+Heading(fd)+": "+fd.Message, st.Error)
		}
	}
	if run.End != nil {
		for _, fd := range run.End.Findings {
			t.across("end", "✗ "+Heading(fd)+": "+fd.Message, st.Error)
		}
	}
	WriteBlocked(w, st, f, run)
}

// library counts the steps from step i on in which asyncio is busy with itself:
// no code of the program runs, no timer fires, and nothing changes that is shown.
func (t *trace) library(i int) int {
	n := 0
	for ; i+n < len(t.run.Steps); n++ {
		step := &t.run.Steps[i+n]
		if _, shown := t.place[step.Actor]; shown || len(step.Findings) > 0 || strings.HasPrefix(step.Label, "timer") {
			break
		}
		if i+n > 0 && len(changes(t.run.Steps[i+n-1].Objects, step.Objects)) > 0 {
			break
		}
	}
	return n
}

// libraryName is what is busy where no code of the program runs.
func libraryName(run *model.Run) string {
	for i := range run.Steps {
		if run.Steps[i].Turn != nil {
			return "the library"
		}
	}
	return "asyncio"
}

// Heading names the property that a finding is about.
func Heading(f model.Finding) string {
	if f.Name != "" {
		return f.Property + " " + f.Name
	}
	return f.Property
}

type trace struct {
	w      io.Writer
	st     Style
	run    *model.Run
	events [][]model.Event // of each step, condensed
	shown  []int           // the actors with a column, in order
	place  map[int]int
	width  []int
	digits int // of line numbers
	names  int // width of the names, if there is one column for all; else 0
}

// layout gives each task that moves a column, as wide as it needs or, if that is
// too much, as there is room for.
func (t *trace) layout() {
	t.place = make(map[int]int)
	need := make([]int, len(t.run.Actors))
	moves := make([]bool, len(t.run.Actors))
	for i := range t.run.Steps {
		step := &t.run.Steps[i]
		if step.Actor < 0 || step.Actor >= len(need) {
			continue
		}
		if !ownCode(step) {
			continue
		}
		moves[step.Actor] = true
	}
	for i := range t.run.Steps {
		step := &t.run.Steps[i]
		if step.Actor < 0 || step.Actor >= len(need) || !moves[step.Actor] {
			continue
		}
		for _, l := range Lines(t.run, step, t.events[i], t.digits) {
			need[step.Actor] = max(need[step.Actor], utf8.RuneCountInString(l.Text))
		}
	}
	for a, ok := range moves {
		if ok {
			t.place[a] = len(t.shown)
			t.shown = append(t.shown, a)
			t.width = append(t.width, max(need[a], utf8.RuneCountInString(t.run.Actors[a])))
		}
	}
	room := t.st.Columns() - Gutter - 3*len(t.shown)
	if len(t.shown) > 1 && room/len(t.shown) < minColumn && room < sum(t.width) {
		for _, a := range t.shown {
			t.names = max(t.names, min(20, utf8.RuneCountInString(t.run.Actors[a])))
		}
		t.width = []int{t.st.Columns() - Gutter - 6 - t.names}
		return
	}
	for sum(t.width) > room { // the widest gives way
		widest := 0
		for i, n := range t.width {
			if n > t.width[widest] {
				widest = i
			}
		}
		if t.width[widest] <= minColumn {
			break
		}
		t.width[widest]--
	}
}

// ownCode reports whether a step runs code of the program: a task that never
// does is the library's and gets no column.
func ownCode(step *model.RunStep) bool {
	return slices.ContainsFunc(step.Events, func(ev model.Event) bool { return ev.Kind == model.EvLine })
}

func sum(ns []int) (total int) {
	for _, n := range ns {
		total += n
	}
	return total
}

func (t *trace) header() {
	if t.names > 0 {
		t.table().Row("step", func(n string) string { return n }, Fit("task", t.names), t.st.Bold("what it does"))
		t.table(t.names, t.width[0]).Rule()
		return
	}
	var cells []string
	for i, a := range t.shown {
		cells = append(cells, t.st.Bold(Fit(t.run.Actors[a], t.width[i])))
	}
	t.table().Row("step", func(n string) string { return n }, cells...)
	t.table(t.width...).Rule()
}

func (t *trace) table(widths ...int) *Table { return &Table{t.w, t.st, widths} }

// step writes what a task did in its column.
func (t *trace) step(n int, step *model.RunStep) {
	number := fmt.Sprint(n)
	place, ok := t.place[step.Actor]
	if !ok {
		t.across(number, step.Label, func(s string) string { return s })
		return
	}
	if t.names > 0 {
		name := t.run.Actors[step.Actor]
		for _, l := range Lines(t.run, step, t.events[n-1], t.digits) {
			for _, text := range Wrap(l, t.width[0]) {
				t.table().Row(number, t.st.Bold, Fit(name, t.names), text)
				number, name = "", ""
			}
		}
		return
	}
	cells := make([]string, len(t.shown))
	for _, l := range Lines(t.run, step, t.events[n-1], t.digits) {
		texts := Wrap(l, t.width[place])
		if l.Source && len(texts) > maxSource {
			texts = texts[:maxSource]
			texts[maxSource-1] = Fit(texts[maxSource-1]+" …", t.width[place])
		}
		for _, text := range texts {
			for i := range cells {
				cells[i] = Fit("", t.width[i])
			}
			cells[place] = Fit(text, t.width[place])
			t.table().Row(number, t.st.Bold, cells...)
			number = ""
		}
	}
}

// across writes a line over all columns.
func (t *trace) across(number, text string, paint func(string) string) {
	for _, s := range Wrap(Line{text, 4, false}, t.st.Columns()-Gutter-2) {
		fmt.Fprintf(t.w, "%s%s %s\n", t.st.Bold(fmt.Sprintf("%*s ", Gutter-1, number)), t.st.Dim("╞"), paint(s))
		number = ""
	}
}

// Fit pads or cuts s to n columns.
func Fit(s string, n int) string {
	have := utf8.RuneCountInString(s)
	if have <= n {
		return s + strings.Repeat(" ", n-have)
	}
	return string([]rune(s)[:n-1]) + "…"
}

// Wrap breaks a line into pieces of at most n columns, all but the first indented
// by l.Hang: at a space, or else behind a mark that a name does not contain.
func Wrap(l Line, n int) []string {
	runes := []rune(l.Text)
	var out []string
	hang := min(l.Hang, n/2)
	indent := 0
	for len(runes) > n-indent {
		cut := breakAt(runes, n-indent)
		out = append(out, strings.Repeat(" ", indent)+strings.TrimRight(string(runes[:cut]), " "))
		runes = []rune(strings.TrimLeft(string(runes[cut:]), " "))
		indent = hang
	}
	return append(out, strings.Repeat(" ", indent)+string(runes))
}

// breakAt returns where to break a text of more than n columns.
func breakAt(runes []rune, n int) int {
	if strings.TrimSpace(string(runes[:n])) == "" {
		return n
	}
	for i := n; i > n/2; i-- {
		if runes[i] == ' ' && strings.TrimSpace(string(runes[:i])) != "" {
			return i
		}
	}
	for i := n; i > n/2; i-- {
		if strings.ContainsRune("([{,.;=", runes[i-1]) {
			return i
		}
	}
	return n
}

// WriteBlocked writes what each unfinished task waits for at the end.
func WriteBlocked(w io.Writer, st Style, f *source.File, run *model.Run) {
	if len(run.Blocked) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", st.Bold("At the end:"))
	names := 0
	for _, b := range run.Blocked {
		names = max(names, utf8.RuneCountInString(b.Actor))
	}
	names = min(names, 24)
	for _, b := range run.Blocked {
		fmt.Fprintf(w, "  %s  waits for %s\n", Fit(b.Actor, names), b.On)
		if b.File != "" {
			fmt.Fprintf(w, "  %s  %s\n", Fit("", names), st.Dim(fmt.Sprintf("%s:%d", b.File, b.Pos.Line)))
		} else if f != nil && b.Pos.IsValid() {
			if text := strings.TrimSpace(f.Line(int(b.Pos.Line))); text != "" {
				fmt.Fprintf(w, "  %s  %s\n", Fit("", names), st.Dim(fmt.Sprintf("%4d  %s", b.Pos.Line, text)))
			}
		}
	}
	if c := Cycle(run.Blocked); len(c) > 0 {
		fmt.Fprintf(w, "  %s %s\n", st.Bold("wait-for cycle:"), strings.Join(append(c, c[0]), " → "))
	}
}

// Cycle returns the actors of a wait-for cycle, each waiting for the next.
func Cycle(blocked []model.Blocked) []string {
	holder := make(map[string]string)
	start := ""
	for _, b := range blocked {
		if b.InCycle {
			holder[b.Actor] = b.Holder
			if start == "" {
				start = b.Actor
			}
		}
	}
	var out []string
	for a := start; a != "" && len(out) < len(holder); a = holder[a] {
		out = append(out, a)
		if holder[a] == start {
			return out
		}
	}
	return nil
}
