package blame

import (
	"fmt"
	"slices"
	"strings"

	"github.com/condcheck/condcheck/model"
)

// Sentence says in the words of the program what happens in a run that shows a
// finding; it begins with a small letter and has no full stop. lines says where
// the lines of the program that ran come from.
func Sentence(run *model.Run, f model.Finding, lines Lines) string {
	r := &reader{run: run, lines: lines}
	r.index()
	switch f.Property {
	case "deadlock":
		if list := in(run, lines); len(list) > 0 {
			return fmt.Sprintf("%s waits for ever (%s): %s", list[0].Actor, list[0].Category, list[0].Text)
		}
	case "uncaught-exception":
		return r.exception(f)
	case "finally":
		return fmt.Sprintf("%s is false at the end%s", f.Name, r.stale())
	case "invariant":
		return fmt.Sprintf("%s is false in the end of step %d%s", f.Name, len(run.Steps), r.stale())
	}
	return f.Message
}

// exception says who raised what, and what came between.
func (r *reader) exception(f model.Finding) string {
	at, ok := r.last(r.end(), func(e *model.Event) bool { return e.Kind == model.EvRaise && e.Pos.Line == f.Pos.Line })
	if !ok {
		return f.Message + r.lines.at(f.Pos)
	}
	ev := r.event(at)
	s := fmt.Sprintf("%s raises %s%s", r.name(ev.Task), ev.Text, r.lines.at(ev.Pos))
	var names []string // what the line is about
	begin := at        // where it began
	for i := slices.Index(r.all, at) - 1; i >= 0; i-- {
		e := r.event(r.all[i])
		if e.Task != ev.Task {
			continue
		}
		if e.Kind == model.EvRead && e.Pos.Line == ev.Pos.Line {
			names = append(names, lastPart(variable(e.Text)))
			begin = r.all[i]
		}
		if e.Kind == model.EvLine && e.Pos.Line != ev.Pos.Line || e.Kind == model.EvWaitEnd {
			break
		}
	}
	if len(names) == 0 || strings.Contains(ev.Text, "acquired lock") || strings.Contains(ev.Text, "not acquired") {
		return s
	}
	from := nowhere
	because := ""
	if sel, ok := r.last(at, func(e *model.Event) bool { return e.Kind == model.EvSelect && e.Other == ev.Task }); ok {
		from = sel
		because = fmt.Sprintf("it had been woken by the notify of %s%s", r.name(r.event(sel).Task), r.lines.at(r.event(sel).Pos))
	}
	if look, ok := r.last(begin, func(e *model.Event) bool {
		return e.Kind == model.EvRead && e.Task == ev.Task && slices.Contains(names, lastPart(variable(e.Text)))
	}); ok && from.before(look) {
		from = look
		because = fmt.Sprintf("it had looked at %s%s", variable(r.event(look).Text), r.lines.at(r.event(look).Pos))
	}
	// What the line read last before it raised comes first.
	w, ok := nowhere, false
	for _, name := range names {
		if w, ok = r.writeBetween(from, at, ev.Task, []string{name}); ok {
			break
		}
	}
	switch {
	case because == "":
		return s
	case !ok:
		return s + "; " + because
	}
	return fmt.Sprintf("%s; %s, and before it went on %s changed %s%s", s, because, r.name(r.event(w).Task), change(r.event(w).Text), r.lines.at(r.placeOf(w)))
}

// stale says who wrote what it had computed from a value that another task has
// changed since, if anybody did.
func (r *reader) stale() string {
	for i := len(r.all) - 1; i >= 0; i-- {
		p := r.all[i]
		ev := r.event(p)
		if ev.Kind != model.EvWrite || !strings.Contains(ev.Text, " = ") {
			continue
		}
		name := lastPart(variable(ev.Text))
		same := func(e *model.Event) bool { return lastPart(variable(e.Text)) == name }
		look, ok := r.last(p, func(e *model.Event) bool { return e.Kind == model.EvRead && e.Task == ev.Task && same(e) })
		if !ok || look.step == p.step {
			continue
		}
		w, ok := r.last(p, func(e *model.Event) bool { return e.Kind == model.EvWrite && e.Task != ev.Task && same(e) }, look)
		if ok {
			return fmt.Sprintf(": %s sets %s%s from what it had read%s, though %s had set %s since", r.name(ev.Task), change(ev.Text), r.lines.at(ev.Pos),
				r.lines.at(r.event(look).Pos), r.name(r.event(w).Task), change(r.event(w).Text))
		}
	}
	return ""
}
