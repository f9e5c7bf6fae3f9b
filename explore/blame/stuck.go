package blame

import (
	"fmt"
	"strings"

	"github.com/condcheck/condcheck/model"
)

// blame says why one task waits for ever; ok is false if it only waits for others.
func (r *reader) blame(b *model.Blocked) (Blame, bool) {
	me, known := r.actor[b.Actor]
	if !known {
		return Blame{}, false
	}
	out := Blame{Actor: b.Actor}
	at, found := r.last(r.end(), func(ev *model.Event) bool {
		return ev.Task == me && (ev.Kind == model.EvWaitBegin || ev.Kind == model.EvBlock)
	})
	waiting := found && r.stillBlocked(me, at)
	switch {
	case b.InCycle:
		r.cycle(&out)
	case strings.HasPrefix(b.On, "lock ") || strings.HasPrefix(b.On, "the lock of "):
		r.held(&out, b, at)
	case strings.HasPrefix(b.On, "semaphore "):
		r.semaphore(&out, b, at)
	case strings.HasPrefix(b.On, "event ") && waiting:
		r.eventWait(&out, me, at)
	case strings.HasPrefix(b.On, "a notify of ") && waiting:
		r.condition(&out, b, me, at)
	case onTasks(b.On):
		return out, false
	default:
		out.Category = Unresolved
		out.Text = fmt.Sprintf("%s waits for %s, and nothing is left that could end that", b.Actor, b.On)
		if obj := r.library(b.On); obj != "" {
			in := "for"
			if strings.Contains(obj, ".") && !strings.Contains(obj, " ") {
				in = "in"
			}
			out.Category, out.Text = NeverNotified, fmt.Sprintf("%s waits %s %s, and no task is left that would do what it waits for", b.Actor, in, obj)
		}
	}
	return out, true
}

// onTasks reports whether a wait is for other tasks only.
func onTasks(on string) bool {
	for _, p := range []string{"gather of ", "the end of ", "wait", "shield", "TaskGroup", "_Completed"} {
		if strings.HasPrefix(on, p) {
			return true
		}
	}
	return false
}

// library is the method of a queue or barrier that a task waits in, "" for others.
func (r *reader) library(on string) string {
	for _, p := range []string{"Queue.", "LifoQueue.", "PriorityQueue.", "Barrier.", "an item in queue ", "room in queue ", "the tasks of queue ", "barrier "} {
		if strings.HasPrefix(on, p) {
			name, _, _ := strings.Cut(on, ",")
			return name
		}
	}
	return ""
}

// stillBlocked reports whether nothing shows that the wait begun at a place ended.
func (r *reader) stillBlocked(me int, at place) bool {
	_, ended := r.first(at, func(ev *model.Event) bool {
		return ev.Task == me && (ev.Kind == model.EvWaitEnd || ev.Kind == model.EvFinish || ev.Kind == model.EvLine)
	})
	return !ended
}

// cycle tells who holds what and waits for whom.
func (r *reader) cycle(out *Blame) {
	out.Category = Cycle
	var parts []string
	for i := range r.run.Blocked {
		b := &r.run.Blocked[i]
		if !b.InCycle {
			continue
		}
		on, isLock := strings.CutPrefix(b.On, "lock ")
		on, _, _ = strings.Cut(on, ", held by ")
		if !isLock {
			on, _, _ = strings.Cut(on, " (waiter")
			parts = append(parts, fmt.Sprintf("%s waits for %s%s", b.Actor, on, r.lines.at(b.Pos)))
			continue
		}
		parts = append(parts, fmt.Sprintf("%s wants %s%s, which %s has", b.Actor, on, r.lines.at(b.Pos), holder(b.Holder)))
		if me, ok := r.actor[holder(b.Holder)]; ok {
			if p, ok := r.acquired(me, on); ok {
				out.Proof = append(out.Proof, r.fact(p, "%s acquires %s", holder(b.Holder), r.event(p).Object))
			}
		}
	}
	out.Text = strings.Join(parts, "; ")
}

func holder(name string) string {
	name, _, _ = strings.Cut(name, " (which has ended)")
	return name
}

// acquired returns where a task took a lock last.
func (r *reader) acquired(me int, lock string) (place, bool) {
	return r.last(r.end(), func(ev *model.Event) bool {
		return ev.Task == me && ev.Kind == model.EvAcquire && (ev.Object == lock || ev.Object == lock+"'s lock")
	})
}

func (r *reader) held(out *Blame, b *model.Blocked, at place) {
	out.Category = Held
	name := strings.TrimPrefix(strings.TrimPrefix(b.On, "lock "), "the lock of ")
	name, _, _ = strings.Cut(name, ", ")
	who := holder(b.Holder)
	if who == "" {
		out.Category = Asleep
		out.Text = fmt.Sprintf("%s waits for the lock %s, which is free", b.Actor, name)
		return
	}
	since, ended := "", ""
	if me, ok := r.actor[who]; ok {
		if p, ok := r.acquired(me, name); ok {
			since = r.lines.at(r.event(p).Pos)
			out.Proof = append(out.Proof, r.fact(p, "%s acquires %s", who, r.event(p).Object))
		}
		if p, ok := r.last(r.end(), func(ev *model.Event) bool { return ev.Task == me && ev.Kind == model.EvFinish }); ok {
			ended = ", and has ended"
			out.Proof = append(out.Proof, r.fact(p, "%s ends and does not release it", who))
		}
	}
	out.Text = fmt.Sprintf("%s has taken %s%s and does not give it back%s; %s waits for it", who, name, since, ended, b.Actor)
	if at != nowhere {
		out.Proof = append(out.Proof, r.fact(at, "%s waits for it", b.Actor))
	}
}

// semaphore tells who took the permits.
func (r *reader) semaphore(out *Blame, b *model.Blocked, at place) {
	name := b.Object
	if len(r.all) == 0 { // all of it was before the first step
		out.Category = NeverNotified
		out.Text = fmt.Sprintf("%s waits for a permit of %s, and nobody is left who would release one", out.Actor, name)
		return
	}
	if at == nowhere { // it came to wait there when there still was one
		at = place{r.all[len(r.all)-1].step, 0}
	}
	balance := make(map[int]int)
	taken := make(map[int]place)
	given, signals, last := 0, true, nowhere // signals: none is taken that was not given before
	for _, p := range r.all {
		switch ev := r.event(p); {
		case ev.Object == name && ev.Kind == model.EvAcquire:
			balance[ev.Task]++
			taken[ev.Task] = p
			given--
			signals = signals && given >= 0
			last = p
		case ev.Object == name && ev.Kind == model.EvRelease:
			balance[ev.Task]--
			given++
		}
	}
	if n, value := len(r.run.Steps), r.permits(name); value > 0 {
		out.Category = Asleep
		out.Text = fmt.Sprintf("%s waits for a permit of %s, which has %d to give", out.Actor, name, value)
		out.Proof = append(out.Proof, r.fact(at, "%s waits for a permit", out.Actor), Fact{Step: n, Text: fmt.Sprintf("%s has the value %d", name, value)})
		return
	}
	if signals && last != nowhere {
		out.Category = WrongWaiter
		out.Text = fmt.Sprintf("%s took the permit of %s%s that %s waits for, and nobody gives another", r.name(r.event(last).Task), name, r.lines.at(r.event(last).Pos), out.Actor)
		out.Proof = append(out.Proof, r.fact(last, "%s takes the permit", r.name(r.event(last).Task)), r.fact(at, "%s waits for a permit", out.Actor))
		return
	}
	for i := range r.run.Actors {
		if balance[i] > 0 {
			p := taken[i]
			out.Category = Held
			out.Text = fmt.Sprintf("%s has taken a permit of %s%s and does not give it back; %s waits for one", r.name(i), name, r.lines.at(r.event(p).Pos), out.Actor)
			out.Proof = append(out.Proof, r.fact(p, "%s takes a permit", r.name(i)))
			if p, ok := r.last(r.end(), func(ev *model.Event) bool { return ev.Task == i && ev.Kind == model.EvFinish }); ok {
				out.Proof = append(out.Proof, r.fact(p, "%s ends and has not released it", r.name(i)))
			}
			out.Proof = append(out.Proof, r.fact(at, "%s waits for a permit", out.Actor))
			return
		}
	}
	out.Category = NeverNotified
	out.Text = fmt.Sprintf("%s waits for a permit of %s, and nobody releases one", out.Actor, name)
	out.Proof = append(out.Proof, r.fact(at, "%s waits for a permit", out.Actor))
}

// permits returns how many permits a semaphore has to give at the end: as many as
// when it was seen last, and what has been taken and given back since.
func (r *reader) permits(name string) (value int) {
	for i := len(r.run.Steps) - 1; i >= 0; i-- {
		for _, o := range r.run.Steps[i].Objects {
			var seen int
			if _, err := fmt.Sscanf(o.Value, "value %d", &seen); err == nil && o.Name == name {
				return seen + value
			}
		}
		for _, ev := range r.run.Steps[i].Events {
			switch {
			case ev.Object == name && ev.Kind == model.EvAcquire:
				value--
			case ev.Object == name && ev.Kind == model.EvRelease:
				value++
			}
		}
	}
	return 0
}

// eventWait tells what became of the set that a task waits for.
func (r *reader) eventWait(out *Blame, me int, at place) {
	name := r.event(at).Object
	set, ok := r.last(at, func(ev *model.Event) bool { return ev.Kind == model.EvSet && ev.Object == name && ev.Task != me })
	if ok {
		clear, cleared := r.first(set, func(ev *model.Event) bool { return ev.Kind == model.EvClear && ev.Object == name })
		if cleared && clear.before(at) {
			out.Category = NotifyBeforeWait
			out.Text = fmt.Sprintf("%s set %s%s and it was cleared again%s before %s waited%s", r.name(r.event(set).Task), name, r.lines.at(r.event(set).Pos),
				r.lines.at(r.event(clear).Pos), out.Actor, r.lines.at(r.event(at).Pos))
			out.Proof = append(out.Proof, r.fact(set, "%s sets %s", r.name(r.event(set).Task), name), r.fact(clear, "%s clears it", r.name(r.event(clear).Task)),
				r.fact(at, "%s waits for it", out.Actor))
			return
		}
	}
	r.neverNotified(out, me, at, "sets "+name, func(ev *model.Event) bool { return ev.Kind == model.EvSet && ev.Object == name })
}
