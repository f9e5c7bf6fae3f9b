package blame

import (
	"fmt"
	"regexp"
	"slices"
	"sync"

	"github.com/condcheck/condcheck/model"
)

// condition tells what became of the notify that a task waits for since at.
func (r *reader) condition(out *Blame, b *model.Blocked, me int, at place) {
	cond := r.event(at).Object
	begin := r.event(at)
	on := func(ev *model.Event, k model.EventKind) bool { return ev.Kind == k && ev.Object == cond }

	// Somebody else was selected while it waited, or could have been.
	for _, p := range r.all {
		ev := r.event(p)
		if p.before(at) || !on(ev, model.EvSelect) || ev.Other == me {
			continue
		}
		other := ev.Other
		end, ok := r.first(p, func(e *model.Event) bool { return on(e, model.EvWaitEnd) && e.Task == other })
		if !ok {
			continue
		}
		if text := r.event(end).Text; text != "ok" && !r.passedOn(end, cond) {
			how := "was cancelled"
			if text == "timeout" {
				how = "timed out"
			}
			out.Category = Swallowed
			out.Text = fmt.Sprintf("%s notified %s%s and selected %s, whose wait %s; nobody passed it on, and %s sleeps on", r.name(ev.Task), cond, r.lines.at(ev.Pos), r.name(other), how, out.Actor)
			out.Proof = append(out.Proof, r.fact(at, "%s waits on %s", out.Actor, cond), r.fact(p, "%s notifies: %s is selected", r.name(ev.Task), r.name(other)),
				r.fact(end, "the wait of %s ends: %s", r.name(other), how))
			return
		}
		passed := func(to place) bool { // it has done something about it
			return r.between(end, to, func(e *model.Event) bool {
				return e.Task == other && (e.Kind == model.EvNotify && e.Object == cond || e.Kind == model.EvWrite)
			})
		}
		if died, ok := r.first(end, func(e *model.Event) bool { return e.Task == other && e.Kind == model.EvRaise }); ok &&
			b.Would != model.WouldSleep && !passed(died) {
			out.Category = WrongWaiter
			out.Text = fmt.Sprintf("%s notified %s%s and woke %s, which raised %s%s and passed nothing on; %s sleeps on",
				r.name(ev.Task), cond, r.lines.at(ev.Pos), r.name(other), r.event(died).Text, r.lines.at(r.event(died).Pos), out.Actor)
			out.Proof = append(out.Proof, r.fact(at, "%s waits on %s", out.Actor, cond), r.fact(p, "%s notifies: %s is selected, not %s", r.name(ev.Task), r.name(other), out.Actor),
				r.fact(died, "%s raises %s", r.name(other), r.event(died).Text))
			return
		}
		again, ok := r.first(end, func(e *model.Event) bool { return on(e, model.EvWaitBegin) && e.Task == other })
		if ok && !passed(again) && b.Would != model.WouldSleep {
			out.Category = WrongWaiter
			out.Text = fmt.Sprintf("%s notified %s%s and woke %s, which found nothing to do, went back to sleep%s and passed nothing on; %s sleeps on",
				r.name(ev.Task), cond, r.lines.at(ev.Pos), r.name(other), r.lines.at(r.event(again).Pos), out.Actor)
			out.Proof = append(out.Proof, r.fact(at, "%s waits on %s", out.Actor, cond), r.fact(p, "%s notifies: %s is selected, not %s", r.name(ev.Task), r.name(other), out.Actor),
				r.fact(again, "%s waits again: its predicate is false", r.name(other)))
			return
		}
	}

	// It looked, somebody notified, it waited.
	look := r.lookedAt(me, at)
	_, later := r.first(at, func(e *model.Event) bool { return on(e, model.EvNotify) })
	_, changed := r.writeBetween(at, r.end(), me, r.watched(me, at))
	if p, ok := r.last(at, func(e *model.Event) bool { return on(e, model.EvNotify) && e.Task != me }); ok &&
		(look.step < p.step && look.step < at.step || b.Would == model.WouldGoOn && !later && !changed) {
		if look.step >= p.step {
			look = nowhere
		}
		ev := r.event(p)
		out.Category = NotifyBeforeWait
		met := "and met nobody"
		if ev.Met > 0 {
			met = "and met others"
		}
		out.Text = fmt.Sprintf("%s notified %s%s %s, before %s waited%s", r.name(ev.Task), cond, r.lines.at(ev.Pos), met, out.Actor, r.lines.at(begin.Pos))
		if look != nowhere {
			out.Text += fmt.Sprintf(" and after it had looked at %s%s", variable(r.event(look).Text), r.lines.at(r.event(look).Pos))
			out.Proof = append(out.Proof, r.fact(look, "%s reads %s", out.Actor, r.event(look).Text))
		}
		out.Proof = append(out.Proof, r.fact(p, "%s notifies %s", r.name(ev.Task), met), r.fact(at, "%s waits on %s", out.Actor, cond))
		return
	}

	// It was woken too late.
	if woken, ok := r.last(at, func(e *model.Event) bool { return on(e, model.EvWaitEnd) && e.Task == me }); ok && !r.between(woken, at, func(e *model.Event) bool {
		return e.Task == me && (e.Kind == model.EvAcquire || e.Kind == model.EvWrite || e.Kind == model.EvNotify) // it had gone on meanwhile
	}) {
		if sel, ok := r.last(woken, func(e *model.Event) bool { return on(e, model.EvSelect) && e.Other == me }); ok {
			if w, ok := r.writeBetween(sel, woken, me, r.watched(me, at)); ok && sel.before(r.when(w)) {
				out.Category = Overtaken
				out.Text = fmt.Sprintf("%s was woken by the notify of %s%s; before it ran, %s changed %s%s, and it went back to sleep%s", out.Actor,
					r.name(r.event(sel).Task), r.lines.at(r.event(sel).Pos), r.name(r.event(w).Task), change(r.event(w).Text), r.lines.at(r.placeOf(w)), r.lines.at(begin.Pos))
				out.Proof = append(out.Proof, r.fact(sel, "%s notifies: %s is selected", r.name(r.event(sel).Task), out.Actor),
					r.fact(w, "%s changes %s", r.name(r.event(w).Task), change(r.event(w).Text)), r.fact(at, "%s waits again: its predicate is false", out.Actor))
				return
			}
		}
	}
	if b.Would == model.WouldGoOn {
		if w, ok := r.writeBetween(at, r.end(), me, r.watched(me, at)); ok {
			if _, notified := r.first(place{w.step, -1}, func(e *model.Event) bool { return on(e, model.EvNotify) }); notified {
				out.Category = Asleep
				out.Text = fmt.Sprintf("%s sleeps%s although it would go on if it were woken", out.Actor, r.lines.at(begin.Pos))
				out.Proof = append(out.Proof, r.fact(at, "%s waits on %s", out.Actor, cond), r.fact(w, "%s changes %s", r.name(r.event(w).Task), change(r.event(w).Text)))
				return
			}
		}
	}
	r.neverNotified(out, me, at, "notifies "+cond, func(ev *model.Event) bool { return on(ev, model.EvNotify) })
}

// neverNotified names the change that nobody announced, if there is one.
func (r *reader) neverNotified(out *Blame, me int, at place, does string, notify func(*model.Event) bool) {
	out.Category = NeverNotified
	out.Proof = append(out.Proof, r.fact(at, "%s waits on %s", out.Actor, r.event(at).Object))
	w, ok := r.writeBetween(at, r.end(), me, r.watched(me, at))
	if !ok {
		out.Text = fmt.Sprintf("nobody %s after %s began to wait%s, and nothing it waits for has changed", does, out.Actor, r.lines.at(r.event(at).Pos))
		if _, notified := r.first(at, notify); notified {
			out.Text = fmt.Sprintf("who %s does so before %s waits%s, or wakes others", does, out.Actor, r.lines.at(r.event(at).Pos))
		}
		return
	}
	out.Text = fmt.Sprintf("%s changed %s%s while %s waited%s, and nobody %s after that", r.name(r.event(w).Task), change(r.event(w).Text), r.lines.at(r.placeOf(w)),
		out.Actor, r.lines.at(r.event(at).Pos), does)
	out.Proof = append(out.Proof, r.fact(w, "%s changes %s", r.name(r.event(w).Task), change(r.event(w).Text)))
}

// lookedAt returns where a task last read a variable before it waited, in the
// stretch since it was last woken.
func (r *reader) lookedAt(me int, at place) place {
	p, ok := r.last(at, func(e *model.Event) bool {
		return e.Task == me && (e.Kind == model.EvRead || e.Kind == model.EvWaitEnd)
	})
	if !ok || r.event(p).Kind == model.EvWaitEnd {
		if ok {
			return p
		}
		return nowhere
	}
	return p
}

// watched are the names in the line of the test before a wait, and in that of the
// wait itself.
func (r *reader) watched(me int, at place) (names []string) {
	lines := 0
	for i := len(r.all) - 1; i >= 0 && lines < 2; i-- {
		p := r.all[i]
		ev := r.event(p)
		if !p.before(at) || ev.Task != me {
			continue
		}
		switch ev.Kind {
		case model.EvRead:
			names = append(names, lastPart(variable(ev.Text)))
		case model.EvLine:
			lines++
			names = append(names, word().FindAllString(ev.Text, -1)...)
		}
	}
	return names
}

var word = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[A-Za-z_][A-Za-z_0-9]*`)
})

// writeBetween returns the last change of one of the variables by another task.
func (r *reader) writeBetween(from, to place, me int, names []string) (place, bool) {
	return r.last(to, func(e *model.Event) bool {
		return e.Kind == model.EvWrite && e.Task != me && slices.Contains(names, lastPart(variable(e.Text)))
	}, from)
}

// change shortens the text of a write to what a sentence can hold.
func change(text string) string {
	if r := []rune(text); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return text
}

func (r *reader) between(from, to place, test func(*model.Event) bool) bool {
	p, ok := r.first(from, test)
	return ok && p.before(to)
}

// passedOn reports whether an aborted wait has notified another waiter.
func (r *reader) passedOn(end place, cond string) bool {
	p, ok := r.first(end, func(e *model.Event) bool { return e.Kind == model.EvSelect && e.Object == cond })
	return ok && p.step == end.step && r.event(p).Task == r.event(end).Task
}
