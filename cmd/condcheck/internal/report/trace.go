package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

const (
	gutter    = 5  // columns of the step numbers
	maxSource = 2  // rows that a source line may take in a column
	minColumn = 20 // a task's column is not narrower; if it had to be, there is one column for all
)

// WriteTrace writes a run with time downwards and a column for each task, or,
// if there is no room for that, one column with the tasks' names.
func WriteTrace(w io.Writer, st Style, f *source.File, run *model.Run) {
	t := &trace{w: w, st: st, run: run, events: condense(run), digits: digitsOf(run)}
	t.layout()
	t.header()
	var before []model.ObjectState
	for i := 0; i < len(run.Steps); i++ {
		if n := t.library(i); n > 1 {
			t.across(fmt.Sprint(i+1), fmt.Sprintf("asyncio itself, up to step %d", i+n), st.Dim)
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
			t.across("", "✗ "+heading(fd)+": "+fd.Message, st.Error)
		}
	}
	if run.End != nil {
		for _, fd := range run.End.Findings {
			t.across("end", "✗ "+heading(fd)+": "+fd.Message, st.Error)
		}
	}
	writeBlocked(w, st, f, run)
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

// heading names the property that a finding is about.
func heading(f model.Finding) string {
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
		for _, l := range lines(t.run, step, t.events[i], t.digits) {
			need[step.Actor] = max(need[step.Actor], utf8.RuneCountInString(l.text))
		}
	}
	for a, ok := range moves {
		if ok {
			t.place[a] = len(t.shown)
			t.shown = append(t.shown, a)
			t.width = append(t.width, max(need[a], utf8.RuneCountInString(t.run.Actors[a])))
		}
	}
	room := t.st.width() - gutter - 3*len(t.shown)
	if len(t.shown) > 1 && room/len(t.shown) < minColumn && room < sum(t.width) {
		for _, a := range t.shown {
			t.names = max(t.names, min(20, utf8.RuneCountInString(t.run.Actors[a])))
		}
		t.width = []int{t.st.width() - gutter - 6 - t.names}
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
		t.row("step", func(n string) string { return n }, fit("task", t.names), t.st.Bold("what it does"))
		t.rule([]int{t.names, t.width[0]})
		return
	}
	var cells []string
	for i, a := range t.shown {
		cells = append(cells, t.st.Bold(fit(t.run.Actors[a], t.width[i])))
	}
	t.row("step", func(n string) string { return n }, cells...)
	t.rule(t.width)
}

func (t *trace) rule(widths []int) {
	var b strings.Builder
	b.WriteString(strings.Repeat("─", gutter))
	for i, n := range widths {
		b.WriteString("┼" + strings.Repeat("─", n+1))
		if i < len(widths)-1 {
			b.WriteString("─")
		}
	}
	fmt.Fprintln(t.w, t.st.Dim(b.String()))
}

func (t *trace) row(number string, paint func(string) string, cells ...string) {
	var b strings.Builder
	b.WriteString(paint(fmt.Sprintf("%*s ", gutter-1, number)))
	for i, c := range cells {
		b.WriteString(t.st.Dim("│") + " " + c)
		if i < len(cells)-1 {
			b.WriteString(" ")
		}
	}
	fmt.Fprintln(t.w, strings.TrimRight(b.String(), " "))
}

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
		for _, l := range lines(t.run, step, t.events[n-1], t.digits) {
			for _, text := range wrap(l, t.width[0]) {
				t.row(number, t.st.Bold, fit(name, t.names), text)
				number, name = "", ""
			}
		}
		return
	}
	cells := make([]string, len(t.shown))
	for _, l := range lines(t.run, step, t.events[n-1], t.digits) {
		texts := wrap(l, t.width[place])
		if l.source && len(texts) > maxSource {
			texts = texts[:maxSource]
			texts[maxSource-1] = fit(texts[maxSource-1]+" …", t.width[place])
		}
		for _, text := range texts {
			for i := range cells {
				cells[i] = fit("", t.width[i])
			}
			cells[place] = fit(text, t.width[place])
			t.row(number, t.st.Bold, cells...)
			number = ""
		}
	}
}

// across writes a line over all columns.
func (t *trace) across(number, text string, paint func(string) string) {
	for _, s := range wrap(line{text, 4, false}, t.st.width()-gutter-2) {
		fmt.Fprintf(t.w, "%s%s %s\n", t.st.Bold(fmt.Sprintf("%*s ", gutter-1, number)), t.st.Dim("╞"), paint(s))
		number = ""
	}
}

// fit pads or cuts s to n columns.
func fit(s string, n int) string {
	have := utf8.RuneCountInString(s)
	if have <= n {
		return s + strings.Repeat(" ", n-have)
	}
	return string([]rune(s)[:n-1]) + "…"
}

// wrap breaks a line into pieces of at most n columns, all but the first indented
// by l.hang: at a space, or else behind a mark that a name does not contain.
func wrap(l line, n int) []string {
	runes := []rune(l.text)
	var out []string
	hang := min(l.hang, n/2)
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

// writeBlocked writes what each unfinished task waits for at the end.
func writeBlocked(w io.Writer, st Style, f *source.File, run *model.Run) {
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
		fmt.Fprintf(w, "  %s  waits for %s\n", fit(b.Actor, names), b.On)
		if f != nil && b.Pos.IsValid() {
			if text := strings.TrimSpace(f.Line(int(b.Pos.Line))); text != "" {
				fmt.Fprintf(w, "  %s  %s\n", fit("", names), st.Dim(fmt.Sprintf("%4d  %s", b.Pos.Line, text)))
			}
		}
	}
	if c := explore.Cycle(run.Blocked); len(c) > 0 {
		fmt.Fprintf(w, "  %s %s\n", st.Bold("wait-for cycle:"), strings.Join(append(c, c[0]), " → "))
	}
}
