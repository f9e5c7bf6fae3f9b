package story

import (
	"fmt"

	"github.com/condcheck/condcheck/model"
)

// contract is the Tale about a property of locks and conditions: the last event
// of the run that it is about, and what led to it.
func (t *tale) contract(fd model.Finding) []string {
	broke := t.last(0, t.end(), func(m *moment) bool { return m.Watched && m.Pos == fd.Pos })
	if broke == nil {
		return nil
	}
	switch fd.Property {
	case "mutual-exclusion":
		return t.shared(broke)
	case "misuse":
		lock := broke.Object
		got := t.last(0, broke.at, func(m *moment) bool {
			return m.Kind == model.EvAcquire && m.Task != broke.Task && (m.Object == lock || m.Object == lock+"'s lock")
		})
		if got == nil {
			return nil
		}
		return []string{fmt.Sprintf("%s took the lock at %s and had not given it back when %s used it at %s.", t.name(got.Task), t.where(got), t.name(broke.Task), t.where(broke)),
			"CPython looks only whether the lock is held, not by whom."}
	case "no-lost-notify":
		return t.lostWith(broke)
	case "no-spurious-wake", "auto-clear", "fifo-return":
		return t.woken(broke)
	case "fifo-wakeup":
		return t.passedOver(broke)
	case "notify-count":
		return t.counted(broke)
	case "held-on-return":
		return t.outside(broke)
	case "released-while-waiting":
		got := t.last(0, broke.at, func(m *moment) bool { return m.Task == broke.Task && m.Kind == model.EvAcquire })
		if got == nil {
			return nil
		}
		return []string{fmt.Sprintf("%s took the lock at %s, and still had it when it went to sleep in a wait on %s at %s: nobody else can take it until somebody wakes %s, and change what it waits for.",
			t.name(got.Task), t.where(got), broke.Object, t.where(broke), t.name(broke.Task))}
	}
	return []string{fmt.Sprintf("it was broken by %s at %s.", t.name(broke.Task), t.where(broke))}
}

// shared tells how two tasks came to be inside one lock.
func (t *tale) shared(in *moment) []string {
	for task := range t.run.Actors {
		if task == in.Task {
			continue
		}
		of := func(k model.EventKind) func(*moment) bool {
			return func(m *moment) bool { return m.Task == task && m.Kind == k && m.Object == in.Object }
		}
		got := t.last(0, in.at, of(model.EvAcquire))
		if got == nil || t.last(got.at, in.at, of(model.EvRelease)) != nil {
			continue
		}
		out := []string{fmt.Sprintf("%s took %s at %s, and was still inside when %s took it at %s.", t.name(task), in.Object, t.where(got), t.name(in.Task), t.where(in))}
		if r := t.first(got.at, in.at, func(m *moment) bool { return m.Kind == model.EvRelease && m.Object == in.Object }); r != nil {
			out = append(out, fmt.Sprintf("%s had released it at %s without holding it.", t.name(r.Task), t.where(r)))
		}
		return out
	}
	return nil
}

// lostWith tells how a notification went with the wait of a task.
func (t *tale) lostWith(broke *moment) []string {
	end := t.last(0, broke.at+1, func(m *moment) bool { return m.Task == broke.Task && m.Kind == model.EvWaitEnd })
	if end == nil {
		return nil
	}
	sel := t.last(0, end.at, func(m *moment) bool { return m.Kind == model.EvSelect && m.Other == broke.Task })
	if sel == nil {
		return nil
	}
	return []string{
		fmt.Sprintf("%s selected %s at %s; its wait ended by cancellation all the same, at %s, and at %s it gave the lock back without telling another.",
			t.name(sel.Task), t.name(broke.Task), t.where(sel), t.where(end), t.where(broke))}
}

// woken tells which selection woke a task, or that there was none.
func (t *tale) woken(broke *moment) []string {
	begin := t.last(0, broke.at, func(m *moment) bool {
		return m.Task == broke.Task && m.Kind == model.EvWaitBegin && m.Object == broke.Object
	})
	if begin == nil {
		return t.never(broke)
	}
	s := fmt.Sprintf("%s began to wait on %s at %s", t.name(broke.Task), broke.Object, t.where(begin))
	sel := t.last(begin.at, broke.at, func(m *moment) bool { return m.Kind == model.EvSelect && m.Other == broke.Task })
	switch {
	case sel == nil:
		s += " and was not selected by a notify since"
	case sel.Text == "forwarded":
		s += fmt.Sprintf("; it was woken at %s by the end of the wait of %s, which was cancelled", t.where(sel), t.name(sel.Task))
	default:
		s += fmt.Sprintf("; it was selected at %s by %s", t.where(sel), t.name(sel.Task))
	}
	return []string{s + fmt.Sprintf(", and returned at %s.", t.where(broke))}
}
