package story

import (
	"fmt"

	"github.com/condcheck/condcheck/model"
)

// Tales about conditions of the program's own, whose methods do not do what those
// of the library do.

// passedOver tells who had waited longer than the task that was selected.
func (t *tale) passedOver(sel *moment) []string {
	begin := func(task int) *moment {
		return t.last(0, sel.at, func(m *moment) bool {
			return m.Task == task && m.Kind == model.EvWaitBegin && m.Object == sel.Object
		})
	}
	chosen := begin(sel.Other)
	if chosen == nil {
		return nil
	}
	for task := range t.run.Actors {
		first := begin(task)
		if first == nil || first.at >= chosen.at || t.first(first.at, sel.at, func(m *moment) bool {
			return (m.Kind == model.EvSelect || m.Kind == model.EvCancel) && m.Other == task
		}) != nil {
			continue
		}
		return []string{fmt.Sprintf("%s began to wait on %s at %s, before %s at %s; the notify by %s selected %s at %s all the same, and %s waits on.",
			t.name(task), sel.Object, t.where(first), t.name(sel.Other), t.where(chosen), t.name(sel.Task), t.name(sel.Other), t.where(sel), t.name(task))}
	}
	return nil
}

// counted tells whom a notify selected, and of how many it should have.
func (t *tale) counted(n *moment) []string {
	var tasks []int
	for i := n.at - 1; i >= 0 && t.ms[i].step == n.step; i-- {
		if ev := t.ms[i]; ev.Kind == model.EvSelect && ev.Object == n.Object {
			tasks = append([]int{ev.Other}, tasks...)
		}
	}
	tasks = tasks[max(0, len(tasks)-n.Met):]
	s := fmt.Sprintf("the notify(%d) on %s by %s at %s selected ", n.N, n.Object, t.name(n.Task), t.where(n))
	switch {
	case n.Met == 0:
		s += "nobody, although somebody waited."
	case n.Met > n.N:
		s += fmt.Sprintf("%s: more than it was to wake, and who is too many finds nothing that is for it.", t.names(tasks))
	default:
		s += fmt.Sprintf("%s alone: fewer than it was to wake, although others waited.", t.names(tasks))
	}
	return []string{s}
}

// outside tells how a task came out of a wait without the lock.
func (t *tale) outside(end *moment) []string {
	begin := t.last(0, end.at, func(m *moment) bool {
		return m.Task == end.Task && m.Kind == model.EvWaitBegin && m.Object == end.Object
	})
	if begin == nil {
		return nil
	}
	s := fmt.Sprintf("%s began to wait on %s at %s, which gave the lock back, and came out at %s", t.name(end.Task), end.Object, t.where(begin), t.where(end))
	if end.Text != "ok" {
		s += ", by an exception,"
		if c := t.last(begin.at, end.at+1, func(m *moment) bool { return m.Kind == model.EvCancel && m.Other == end.Task }); c != nil {
			s = s[:len(s)-len(", by an exception,")] + fmt.Sprintf(", cancelled at %s,", t.where(c))
		}
	}
	return []string{s + " without having taken it again: what follows runs outside of the lock, and giving it back is giving back somebody else's, or nobody's."}
}

// never tells of a wait that has returned without having slept.
func (t *tale) never(end *moment) []string {
	s := fmt.Sprintf("%s returned from a wait on %s at %s without having slept in it", t.name(end.Task), end.Object, t.where(end))
	n := t.last(0, end.at, func(m *moment) bool {
		return m.Kind == model.EvNotify && m.Object == end.Object && m.Met == 0
	})
	if n == nil {
		return []string{s + ": no notify was for it."}
	}
	return []string{s + fmt.Sprintf(": the notify by %s at %s, which met nobody, was kept for it.", t.name(n.Task), t.where(n)),
		"What a condition is notified of is for those who wait, not for those who come."}
}
