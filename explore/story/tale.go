package story

import (
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// A Tale tells in words what a run comes to: what happened, in the order that
// explains it, and which notify, check or release is at fault. It says only what
// the events of the run show; where they show no reason it says where things
// stand. The sentences make one paragraph.
func Tale(f *source.File, run *model.Run, fd model.Finding) []string {
	t := newTale(f, run)
	var out []string
	switch fd.Property {
	case "deadlock":
		out = t.deadlock()
	case "uncaught-exception":
		out = t.exception(fd)
	case "invariant", "finally":
		out = t.falseAt(fd)
	default:
		out = t.contract(fd)
	}
	for i, s := range out {
		if name, _, _ := strings.Cut(s, " "); !t.isName(strings.TrimRight(name, ",;")) { // names keep their case
			out[i] = strings.ToUpper(s[:1]) + s[1:]
		}
	}
	return out
}

// isName reports whether a word is what the run calls a task or a primitive.
func (t *tale) isName(word string) bool {
	return slices.Contains(t.run.Actors, word) || t.first(0, t.end(), func(m *moment) bool { return m.Object == word }) != nil
}

// WriteTale writes the paragraph, if there is something to say.
func WriteTale(w io.Writer, st Style, sentences []string) {
	if len(sentences) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", st.Bold("What happened:"))
	for _, l := range Wrap(Line{Text: "  " + strings.Join(sentences, " "), Hang: 2}, min(st.Columns(), 100)) {
		fmt.Fprintln(w, l)
	}
}

// A moment is an event with the step that it belongs to, from 1. at is its place
// among all moments.
type moment struct {
	model.Event
	step, at int
}

type tale struct {
	f   *source.File
	run *model.Run
	ms  []moment
}

func newTale(f *source.File, run *model.Run) *tale {
	t := &tale{f: f, run: run}
	for i := range run.Steps {
		for _, ev := range run.Steps[i].Events {
			t.ms = append(t.ms, moment{ev, i + 1, len(t.ms)})
		}
	}
	return t
}

// actor is the number of the actor called name, -1 if there is none.
func (t *tale) actor(name string) int { return slices.Index(t.run.Actors, name) }

// name is what the run calls the task of a moment.
func (t *tale) name(i int) string {
	if i < 0 {
		return "the event loop"
	}
	return ActorName(t.run, i)
}

// first and last return the first or last moment in [from, to) that is wanted,
// nil if there is none.
func (t *tale) first(from, to int, want func(*moment) bool) *moment {
	for i := max(from, 0); i < min(to, len(t.ms)); i++ {
		if want(&t.ms[i]) {
			return &t.ms[i]
		}
	}
	return nil
}

func (t *tale) last(from, to int, want func(*moment) bool) *moment {
	for i := min(to, len(t.ms)) - 1; i >= max(from, 0); i-- {
		if want(&t.ms[i]) {
			return &t.ms[i]
		}
	}
	return nil
}

// end is where the moments end.
func (t *tale) end() int { return len(t.ms) }

// where says at which line and step something happened.
func (t *tale) where(m *moment) string {
	if l := t.line(m); l > 0 && m.File != "" {
		return fmt.Sprintf("%s:%d, step %d", filepath.Base(m.File), l, m.step)
	} else if l > 0 {
		return fmt.Sprintf("line %d, step %d", l, m.step)
	}
	return fmt.Sprintf("step %d", m.step)
}

// line is the line of a moment. A container that was changed in place is told of
// at the end of its step, without a line: it is the last one of the step that
// does something with what is so called.
func (t *tale) line(m *moment) int {
	if m.Pos.IsValid() || m.Kind != model.EvWrite {
		return int(m.Pos.Line)
	}
	name := variable(m.Text)
	name = regexp.QuoteMeta(name[strings.LastIndexByte(name, '.')+1:])
	for _, pattern := range []string{
		`\b` + name + `(\[.*\])?\s*([-+*/%|&^]|//|\*\*|<<|>>)?=[^=]`,
		`\bdel .*\b` + name + `\[`,
		`\b` + name + `(\[.*\])?\.(append|add|insert|extend|update|pop|popleft|popitem|appendleft|remove|discard|clear|setdefault|sort|reverse|rotate)\b`,
		`\b` + name + `\b`,
	} {
		re := regexp.MustCompile(pattern)
		if l := t.last(0, m.at, func(x *moment) bool { return x.step == m.step && x.Kind == model.EvLine && re.MatchString(x.Text) }); l != nil {
			return int(l.Pos.Line)
		}
	}
	return 0
}

// inPlace reports whether a write is told of as NAME: OLD → VALUE.
func inPlace(text string) bool {
	i := strings.IndexAny(text, "=:")
	return i >= 0 && text[i] == ':' && strings.Contains(text, " → ")
}

// value returns the value in NAME = VALUE, or the new one in NAME: OLD → VALUE.
func value(text string) string {
	sep := " = "
	if inPlace(text) {
		sep = " → "
	}
	_, v, _ := strings.Cut(text, sep)
	return v
}

// sameVariable reports whether two names may be of one variable: a method calls
// its own object self.
func sameVariable(a, b string) bool {
	if a == b {
		return true
	}
	_, x, inA := strings.Cut(a, ".")
	_, y, inB := strings.Cut(b, ".")
	return inA && inB && x == y && (strings.HasPrefix(a, "self.") || strings.HasPrefix(b, "self."))
}

// about reports whether a moment reads or writes a variable.
func about(m *moment, name string) bool {
	return (m.Kind == model.EvRead || m.Kind == model.EvWrite) && sameVariable(variable(m.Text), name)
}

func quote(text string) string { return "`" + text + "`" }

// seen lists the values that moments have read.
func seen(reads []*moment) string {
	var list []string
	for _, r := range reads {
		if s := quote(r.Text); !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return and(list)
}

// and joins words as a sentence does.
func and(list []string) string {
	if n := len(list); n > 1 {
		return strings.Join(list[:n-1], ", ") + " and " + list[n-1]
	}
	return strings.Join(list, "")
}

// check returns what a task read last before a moment, in one line, if that was
// after it began, or after it came out of the wait before: what it decided by.
// What never changes in the run decides nothing.
func (t *tale) check(task int, before *moment) (reads []*moment) {
	line := int32(0)
	for i := before.at - 1; i >= 0; i-- {
		m := &t.ms[i]
		if m.Task != task {
			continue
		}
		if m.Kind == model.EvWaitEnd || m.Kind == model.EvWake {
			break
		}
		if m.Kind != model.EvRead || !t.changes(variable(m.Text)) {
			continue
		}
		if line != 0 && m.Pos.Line != line {
			break
		}
		line = m.Pos.Line
		reads = slices.Insert(reads, 0, m)
	}
	return reads
}

// changes reports whether a variable is written after it has been read, or has
// several values.
func (t *tale) changes(name string) bool {
	old := ""
	return t.first(0, t.end(), func(m *moment) bool {
		if !about(m, name) {
			return false
		}
		v := value(m.Text)
		differs := old != "" && v != old
		old = v
		return differs
	}) != nil
}

// changed returns the first moment from which on one of the variables read had
// another value, by the doing of another task.
func (t *tale) changed(reads []*moment) (by, read *moment) {
	for _, r := range reads {
		name, old := variable(r.Text), value(r.Text)
		w := t.first(r.at+1, t.end(), func(m *moment) bool {
			return m.Kind == model.EvWrite && about(m, name) && m.Task != r.Task && value(m.Text) != old
		})
		if w != nil && (by == nil || w.at < by.at) {
			by, read = w, r
		}
	}
	return by, read
}

// selected returns the tasks that a notify selected.
func (t *tale) selected(n *moment) (tasks []int) {
	for i := n.at - 1; i >= 0 && t.ms[i].Kind == model.EvSelect; i-- {
		tasks = slices.Insert(tasks, 0, t.ms[i].Other)
	}
	return tasks
}

func (t *tale) names(tasks []int) string {
	var list []string
	for _, x := range tasks {
		list = append(list, t.name(x))
	}
	return and(list)
}
