package story

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/condcheck/condcheck/model"
)

// What was acted upon though it was no longer so: Tales about exceptions and
// about what the program says of its variables.

// exception tells how an exception came about: what the line that raised it
// read, when its task had seen that otherwise, and who changed it since.
func (t *tale) exception(fd model.Finding) (out []string) {
	raise := t.last(0, t.end(), func(m *moment) bool { return m.Kind == model.EvRaise && m.Pos == fd.Pos })
	if raise == nil {
		raise = t.last(0, t.end(), func(m *moment) bool { return m.Kind == model.EvRaise && strings.HasPrefix(m.Text, fd.Name) })
	}
	if raise == nil {
		raise = t.escaped(fd)
	}
	if raise == nil {
		return nil
	}
	reads := t.readAt(raise)
	s := fmt.Sprintf("%s raised %s at %s", t.name(raise.Task), strings.TrimRight(raise.Text, "."), t.where(raise))
	var told []string
	for _, r := range reads {
		if t.changes(variable(r.Text)) && !slices.Contains(told, quote(r.Text)) {
			told = append(told, quote(r.Text))
		}
	}
	if len(told) > 0 {
		s += ", where " + and(told)
	}
	out = append(out, s+".")
	for _, r := range reads {
		if more := t.staleCheck(r); len(more) > 0 {
			return append(out, more...)
		}
	}
	for _, r := range reads {
		if more := t.staleWakeup(raise, r); len(more) > 0 {
			return append(out, more...)
		}
	}
	for _, r := range reads {
		if more := t.staleWrite(variable(r.Text), raise.at); len(more) > 0 {
			return append(out, more...)
		}
	}
	for _, r := range reads {
		w := t.last(0, r.at, func(m *moment) bool {
			return m.Kind == model.EvWrite && about(m, variable(r.Text)) && m.Task != raise.Task
		})
		if w != nil {
			return append(out, fmt.Sprintf("%s %s.", t.did(w), t.where(w)))
		}
	}
	if strings.HasPrefix(raise.Text, "CancelledError") || strings.HasPrefix(raise.Text, "TimeoutError") {
		return append(out, t.cut()...)
	}
	if more := t.unlocked(raise); len(more) > 0 {
		return append(out, more...)
	}
	if end := t.last(0, raise.at, func(m *moment) bool { return m.Kind == model.EvWaitEnd && m.Task == raise.Task && m.step == raise.step }); end != nil {
		return append(out, t.woken(end)...)
	}
	return append(out, t.before(raise)...)
}

// escaped is the end of the line that an exception of the library came out of.
func (t *tale) escaped(fd model.Finding) *moment {
	l := t.last(0, t.end(), func(m *moment) bool { return m.Kind == model.EvLine && m.Pos.Line == fd.Pos.Line })
	if l == nil {
		return nil
	}
	raise := *l
	raise.Kind, raise.Text = model.EvRaise, fd.Name
	if i := strings.Index(fd.Message, fd.Name+":"); i >= 0 {
		raise.Text, _, _ = strings.Cut(fd.Message[i:], " ended a task")
	}
	for raise.at < t.end()-1 && t.ms[raise.at+1].Kind != model.EvLine && t.ms[raise.at+1].step == raise.step {
		raise.at++
	}
	return &raise
}

// unlocked tells who gave back a lock that a task took to be its own.
func (t *tale) unlocked(raise *moment) []string {
	if !strings.Contains(raise.Text, "not acquired") && !strings.Contains(raise.Text, "un-acquired") {
		return nil
	}
	got := t.last(0, raise.at, func(m *moment) bool { return m.Kind == model.EvAcquire && m.Task == raise.Task })
	if got == nil {
		return []string{t.name(raise.Task) + " had not taken the lock."}
	}
	back := t.last(got.at, raise.at, func(m *moment) bool { return m.Kind == model.EvRelease && m.Object == got.Object })
	if back == nil { // the lock may have lost its name on the way
		back = t.last(got.at, raise.at, func(m *moment) bool { return m.Kind == model.EvRelease })
	}
	if back == nil {
		return nil
	}
	s := fmt.Sprintf("%s had taken %s at %s, and %s gave it back at %s", t.name(raise.Task), got.Object, t.where(got), t.name(back.Task), t.where(back))
	if wait := t.first(back.at, raise.at, func(m *moment) bool { return m.at == back.at+1 && m.Kind == model.EvWaitBegin }); wait != nil {
		s += ", to wait; that wait has not returned"
	}
	return []string{s + "."}
}

// before lists the exceptions that were raised before.
func (t *tale) before(raise *moment) (out []string) {
	for i := range t.ms[:raise.at] {
		if m := &t.ms[i]; m.Kind == model.EvRaise && m.step > 1 {
			out = append(out, fmt.Sprintf("before that, %s raised %s at %s.", t.name(m.Task), m.Text, t.where(m)))
		}
	}
	return out
}

// staleWakeup tells that a task was woken when a value was another one, and did
// not look at it when its wait returned.
func (t *tale) staleWakeup(raise, now *moment) []string {
	name := variable(now.Text)
	end := t.last(0, now.at, func(m *moment) bool { return m.Task == now.Task && m.Kind == model.EvWaitEnd })
	if end == nil || t.first(end.at, now.at, func(m *moment) bool {
		return m.Task == now.Task && m.Kind == model.EvRead && about(m, name) && m.Pos.Line != raise.Pos.Line
	}) != nil {
		return nil
	}
	sel := t.last(0, end.at, func(m *moment) bool { return m.Kind == model.EvSelect && m.Other == now.Task && m.Object == end.Object })
	if sel == nil {
		return nil
	}
	by := t.last(sel.at, now.at, func(m *moment) bool { return m.Kind == model.EvWrite && about(m, name) && m.Task != now.Task })
	if by == nil {
		return nil
	}
	return []string{
		fmt.Sprintf("%s had been woken by the notify at %s, by %s; before it ran, %s %s.", t.name(now.Task), t.where(sel), t.name(sel.Task), t.did(by), t.where(by)),
		fmt.Sprintf("its wait returned at %s, and it did not look again: a notify says what was so then, not what is so when the woken task runs.", t.where(end)),
	}
}

// readAt returns what the line of a moment has read, the newest of each variable.
func (t *tale) readAt(x *moment) (reads []*moment) {
	for i := x.at - 1; i >= 0 && t.ms[i].step == x.step; i-- {
		m := &t.ms[i]
		if m.Task != x.Task {
			continue
		}
		if m.Kind == model.EvLine && m.Pos.Line == x.Pos.Line || m.Kind == model.EvRead && m.Pos.Line != x.Pos.Line && len(reads) > 0 {
			break
		}
		if m.Kind == model.EvRead {
			reads = append(reads, m)
		}
	}
	return reads
}

// staleCheck tells that a task, before it read a value, had seen another one
// and decided by it.
func (t *tale) staleCheck(now *moment) []string {
	name := variable(now.Text)
	check := t.last(0, now.at, func(m *moment) bool {
		return m.Kind == model.EvRead && m.Task == now.Task && about(m, name) && m.step < now.step
	})
	if check == nil || value(check.Text) == value(now.Text) {
		return nil
	}
	var made []string
	for i := check.at + 1; i < now.at; i++ {
		if w := &t.ms[i]; w.Kind == model.EvWrite && about(w, name) && w.Task != now.Task {
			made = append(made, t.did(w)+" "+t.where(w))
		}
	}
	if len(made) == 0 {
		return nil
	}
	out := []string{fmt.Sprintf("it had read %s at %s, and did not look again; in between, %s.", quote(check.Text), t.where(check), and(made))}
	if wait := t.last(check.at, now.at, func(m *moment) bool { return m.Task == now.Task && m.Kind == model.EvWaitEnd }); wait != nil {
		out = append(out, fmt.Sprintf("it came out of its wait on %s at %s: that it was notified says what was so then, not what is so when it runs.", wait.Object, t.where(wait)))
	} else if away := t.awayAt(check, now); away != "" {
		out = append(out, away)
	}
	return out
}

// awayAt says where a task gave way between two moments.
func (t *tale) awayAt(a, b *moment) string {
	l := t.last(0, b.at, func(m *moment) bool {
		return m.Task == a.Task && m.Kind == model.EvLine && m.step >= a.step && m.step < b.step && strings.Contains(m.Text, "await") || m.at == a.at
	})
	if l == nil || l.Kind != model.EvLine {
		return ""
	}
	text, _, _ := strings.Cut(l.Text, "#")
	return fmt.Sprintf("it gave way at line %d, %s: there the others run.", l.Pos.Line, quote(strings.TrimSpace(text)))
}

// staleWrite tells that the last write of a variable before a moment was based
// on a value that was not current any more, or was made after one had been read.
func (t *tale) staleWrite(name string, before int) []string {
	for at := before; ; {
		w := t.last(0, at, func(m *moment) bool { return m.Kind == model.EvWrite && about(m, name) })
		if w == nil {
			return nil
		}
		at = w.at
		read := t.last(0, w.at, func(m *moment) bool {
			return m.Kind == model.EvRead && m.Task == w.Task && about(m, name) && m.step < w.step
		})
		if read == nil {
			continue
		}
		other := t.first(read.at, w.at, func(m *moment) bool {
			return m.Kind == model.EvWrite && m.Task != w.Task && about(m, name) && value(m.Text) != value(read.Text)
		})
		if other == nil {
			continue
		}
		fresh := t.last(other.at, w.at, func(m *moment) bool { return m.Kind == model.EvRead && m.Task == w.Task && about(m, name) })
		s := fmt.Sprintf("%s read %s at %s; then %s %s; then %s %s", t.name(w.Task), quote(read.Text), t.where(read),
			t.did(other), t.where(other), t.did(w), t.where(w))
		switch {
		case value(other.Text) == value(w.Text):
			s += ", from what it had read: one of the two changes is lost."
		case fresh == nil:
			s += ", from what it had read: the change in between is lost."
		default:
			s += ", by what it had read before."
		}
		out := []string{s}
		if away := t.awayAt(read, w); away != "" {
			out = append(out, away)
		}
		return out
	}
}

// falseAt tells how an invariant_ or finally_ function became false, by the
// variables that its text names.
func (t *tale) falseAt(fd model.Finding) (out []string) {
	names := t.named(fd)
	for _, n := range names {
		if more := t.staleWrite(n, t.end()); len(more) > 0 {
			return more
		}
	}
	if out = append(t.values(names), t.cut()...); len(out) == 0 {
		out = t.atEnd(fd)
	}
	return out
}

// atEnd says what the variables that the function of a finding names are when the
// run is over, and who had not come to its end.
func (t *tale) atEnd(fd model.Finding) (out []string) {
	if len(t.run.Steps) == 0 {
		return nil
	}
	words := t.words(fd)
	var values []string
	for _, v := range t.run.Steps[len(t.run.Steps)-1].Variables {
		if v.Actor < 0 && words[v.Name] {
			values = append(values, fmt.Sprintf("`%s = %s`", v.Name, v.Value))
		}
	}
	if len(values) > 0 {
		out = append(out, "at the end "+strings.Join(values, " and ")+".")
	}
	for _, b := range t.run.Blocked {
		out = append(out, fmt.Sprintf("%s had not ended: it stood at line %d.", b.Actor, b.Pos.Line))
	}
	return out
}

// values says since when variables have their last values.
func (t *tale) values(names []string) (out []string) {
	for _, n := range names {
		if w := t.last(0, t.end(), func(m *moment) bool { return m.Kind == model.EvWrite && about(m, n) }); w != nil && w.step > 1 {
			out = append(out, fmt.Sprintf("%s %s.", t.did(w), t.where(w)))
		}
	}
	return out
}

// named returns the variables of the run that the function of a finding names.
func (t *tale) named(fd model.Finding) (names []string) {
	words := t.words(fd)
	for i := range t.ms {
		m := &t.ms[i]
		if m.Kind != model.EvRead && m.Kind != model.EvWrite {
			continue
		}
		n := variable(m.Text)
		if words[n[strings.LastIndexByte(n, '.')+1:]] && t.changes(n) && !slices.ContainsFunc(names, func(x string) bool { return sameVariable(x, n) }) {
			names = append(names, n)
		}
	}
	return names
}

// words returns the words of the function of a finding.
func (t *tale) words(fd model.Finding) map[string]bool {
	words := map[string]bool{}
	if t.f == nil || !fd.Pos.IsValid() {
		return words
	}
	for n := int(fd.Pos.Line); ; n++ {
		l := t.f.Line(n)
		if n > int(fd.Pos.Line) && (l == "" || l[0] != ' ' && l[0] != '\t') {
			break
		}
		for _, w := range strings.FieldsFunc(l, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			words[w] = true
		}
	}
	return words
}

// cut tells which tasks were cancelled, or ran out of time, and where they were.
func (t *tale) cut() (out []string) {
	for i := range t.ms {
		c := &t.ms[i]
		if c.Kind != model.EvCancel || c.Other < 0 {
			continue
		}
		at := t.last(0, c.at, func(m *moment) bool { return m.Kind == model.EvLine && m.Task == c.Other })
		if at == nil || t.finish(c.Other) != nil && t.finish(c.Other).at < c.at {
			continue
		}
		text, _, _ := strings.Cut(at.Text, "#")
		by := t.name(c.Task)
		if l := t.run.Steps[c.step-1].Label; strings.HasPrefix(l, "timer") || strings.Contains(l, "timeout") {
			by = "a timeout"
		}
		out = append(out, fmt.Sprintf("%s was cancelled at step %d, by %s, while it was at line %d, %s.",
			t.name(c.Other), c.step, by, at.Pos.Line, quote(strings.TrimSpace(text))))
	}
	return out
}
