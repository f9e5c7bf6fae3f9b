package story

import (
	"fmt"
	"slices"
	"strings"

	"github.com/condcheck/condcheck/model"
)

// Why tasks are stuck: a Tale about a deadlock.

// A victim is a task that is stuck at a primitive.
type victim struct {
	model.Blocked
	task  int
	since *moment   // it began to wait
	check []*moment // what it had read before
	// By another's doing, at change, what it had read is no longer so.
	change, stale *moment
}

func (t *tale) deadlock() (out []string) {
	var vs []victim
	for _, b := range t.run.Blocked {
		v := victim{Blocked: b, task: t.actor(b.Actor)}
		if b.Object == "" || v.task < 0 {
			continue
		}
		v.since = t.last(0, t.end(), func(m *moment) bool {
			return m.Task == v.task && m.Object == b.Object && (m.Kind == model.EvWaitBegin || m.Kind == model.EvBlock)
		})
		if v.since == nil {
			v.since = t.last(0, t.end(), func(m *moment) bool {
				return m.Task == v.task && (m.Kind == model.EvWaitBegin || m.Kind == model.EvBlock)
			})
		}
		if v.since == nil {
			continue
		}
		v.check = t.check(v.task, v.since)
		v.change, v.stale = t.changed(v.check)
		vs = append(vs, v)
	}
	if len(vs) == 0 {
		return t.stuckElsewhere()
	}
	if c := Cycle(t.run.Blocked); len(c) > 0 {
		return t.cycle(vs, c)
	}
	// The one that could go on, if it were told, explains most.
	slices.SortStableFunc(vs, func(a, b victim) int { return rank(a) - rank(b) })
	for i := range vs {
		if i > 0 && (vs[i].Object == vs[0].Object || vs[i].change == nil) {
			out = append(out, t.alsoStuck(&vs[i]))
			continue
		}
		out = append(out, t.stuck(&vs[i])...)
	}
	return out
}

// rank orders victims: first those that wait although what they had seen is no
// longer so, then those at conditions and events, then those at locks.
func rank(v victim) int {
	switch {
	case v.since.Kind == model.EvWaitBegin && v.change != nil:
		return 0
	case v.change != nil:
		return 1
	case v.since.Kind == model.EvWaitBegin:
		return 2
	}
	return 3
}

// kind is the type of the primitive so called.
func (t *tale) kind(object string) string {
	for i := len(t.run.Steps) - 1; i >= 0; i-- {
		for _, o := range t.run.Steps[i].Objects {
			if o.Name == object {
				return o.Kind
			}
		}
	}
	return ""
}

// waits says since when a victim waits, and what it had read.
func (t *tale) waits(v *victim) string {
	s := fmt.Sprintf("%s waits for %s since %s", v.Actor, t.awaited(v), t.where(v.since))
	if len(v.check) > 0 {
		s += fmt.Sprintf(", having read %s at %s", seen(v.check), t.where(v.check[len(v.check)-1]))
	}
	return s
}

// awaited says what a victim waits for.
func (t *tale) awaited(v *victim) string {
	switch {
	case v.since.Kind == model.EvWaitBegin && t.relocking(v):
		return "the lock of " + v.Object
	case v.since.Kind == model.EvWaitBegin:
		return "a notify of " + v.Object
	case strings.HasSuffix(v.Object, "._finished"):
		return strings.TrimSuffix(v.Object, "._finished") + ".join()"
	case strings.HasPrefix(v.On, "lock "), strings.HasPrefix(v.On, "event "), strings.HasPrefix(v.On, "semaphore "):
		kind, _, _ := strings.Cut(v.On, " ")
		if kind == v.Object || strings.HasSuffix(v.Object, "'s lock") {
			return v.Object
		}
		return kind + " " + v.Object
	}
	return v.On
}

// relocking reports whether a victim has been woken and waits for the lock.
func (t *tale) relocking(v *victim) bool {
	return v.Holder != "" || t.first(v.since.at, t.end(), func(m *moment) bool { return m.Task == v.task && m.Kind == model.EvWake }) != nil
}

func (t *tale) alsoStuck(v *victim) string {
	s := t.waits(v)
	switch {
	case v.Holder != "":
		s += ", which " + v.Holder + " holds"
	case len(v.check) > 0 && v.change == nil:
		s += ", which is still so"
	case v.change != nil:
		s += fmt.Sprintf("; %s changed that at %s", t.name(v.change.Task), t.where(v.change))
	}
	return s + "."
}

func (t *tale) stuck(v *victim) []string {
	switch {
	case v.since.Kind == model.EvWaitBegin && !t.relocking(v):
		return t.unnotified(v)
	case t.kind(v.Object) == "Event":
		return t.unset(v)
	case v.Holder != "":
		return []string{t.waits(v) + ".", t.held(v)}
	}
	return []string{t.waits(v) + ".", t.taken(v)}
}

func (t *tale) isNotify(object string) func(*moment) bool {
	return func(m *moment) bool { return m.Kind == model.EvNotify && m.Object == object }
}

// unnotified tells why nobody wakes a task that waits on a condition.
func (t *tale) unnotified(v *victim) (out []string) {
	begin := t.waits(v) + "."
	if v.change == nil {
		n := t.last(0, t.end(), t.isNotify(v.Object))
		over := t.overtaken(v)
		switch {
		case len(over) > 0 && n.at < v.since.at:
			return append(append([]string{begin}, over...), fmt.Sprintf("no notify of %s follows.", v.Object))
		case n == nil:
			s := fmt.Sprintf("nobody notifies %s in this run", v.Object)
			if m := t.last(0, t.end(), func(m *moment) bool { return m.Kind == model.EvNotify }); m != nil {
				s += fmt.Sprintf("; the notify at %s, by %s, is of %s", t.where(m), t.name(m.Task), m.Object)
			}
			return append([]string{begin, s + "."}, t.asItIs(v)...)
		case n.at < v.since.at && n.Met == 0:
			s := fmt.Sprintf("the notify at %s, by %s, met no waiter: %s began to wait only at %s", t.where(n), t.name(n.Task), v.Actor, t.where(v.since))
			if len(v.check) == 0 {
				return []string{s + ", without looking first whether there was anything to wait for.", "a notify is not kept for those who come later, and no other follows."}
			}
			return []string{s + fmt.Sprintf(", having read %s.", seen(v.check)), fmt.Sprintf("no notify of %s follows.", v.Object)}
		}
		return []string{begin, t.lastNotify(v, n)}
	}
	// What it waits for has come about: whom has that been told?
	n := t.telling(v)
	told := n != nil && n.Object == v.Object
	switch {
	case told && n.Met == 0 && n.at < v.since.at:
		out = append(out,
			fmt.Sprintf("the notify at %s, by %s, met no waiter: %s began to wait only at %s, having read %s already at %s.",
				t.where(n), t.name(n.Task), v.Actor, t.where(v.since), quote(v.stale.Text), t.where(v.stale)),
			fmt.Sprintf("in between, %s %s: the check and the wait are not under one hold of the lock.", t.did(v.change), t.where(v.change)))
	case told && n.at < v.since.at:
		out = append(out, begin, fmt.Sprintf("before it began to wait, %s %s, and the notify at %s selected %s: the check and the wait are not under one hold of the lock.",
			t.did(v.change), t.where(v.change), t.where(n), t.names(t.selected(n))))
	default:
		s := fmt.Sprintf("that is no longer so: %s %s", t.did(v.change), t.where(v.change))
		switch {
		case told && n.Met == 0:
			s += fmt.Sprintf("; the notify at %s met no waiter", t.where(n))
		case told:
			s += fmt.Sprintf("; the notify at %s selected %s%s", t.where(n), t.names(t.selected(n)), t.fate(v, n))
		case n != nil:
			s += fmt.Sprintf("; but the notify at %s, by %s, is of %s%s, not of %s", t.where(n), t.name(n.Task), n.Object, t.met(n), v.Object)
		default:
			s += ", and told nobody"
		}
		out = append(out, begin, s+".")
		if told && n.Met > 0 && !slices.Contains(t.selected(n), v.task) {
			out = append(out, fmt.Sprintf("%s, which could go on, is not told.", v.Actor))
		}
	}
	from := v.since.at
	if told {
		from = max(from, n.at+1)
	}
	if last := t.last(from, t.end(), t.isNotify(v.Object)); last != nil {
		out = append(out, t.lastNotify(v, last))
	} else {
		out = append(out, fmt.Sprintf("no notify of %s follows.", v.Object))
	}
	return out
}

func (t *tale) met(n *moment) string {
	if n.Met == 0 {
		return ", which met nobody"
	}
	return ", which selected " + t.names(t.selected(n))
}

// did words a change: who made it, and of what.
func (t *tale) did(w *moment) string {
	verb := "set"
	if inPlace(w.Text) {
		verb = "changed"
	}
	return fmt.Sprintf("%s %s %s at", t.name(w.Task), verb, quote(w.Text))
}

// asItIs says who made true what a victim has read, which nobody is left to change.
func (t *tale) asItIs(v *victim) []string {
	var list []string
	for _, r := range v.check {
		w := t.last(0, r.at, func(m *moment) bool { return m.Kind == model.EvWrite && about(m, variable(r.Text)) })
		if w != nil {
			list = append(list, t.did(w)+" "+t.where(w))
		}
	}
	if len(list) == 0 {
		return nil
	}
	return []string{and(list) + "; whoever could change that waits itself or has ended."}
}

// overtaken tells that a victim had been woken before, and that what was so when
// it was selected was no longer so when it ran.
func (t *tale) overtaken(v *victim) []string {
	end := t.last(0, v.since.at, func(m *moment) bool {
		return m.Kind == model.EvWaitEnd && m.Task == v.task && m.Object == v.Object && m.step == v.since.step
	})
	if end == nil {
		return nil
	}
	sel := t.last(0, end.at, func(m *moment) bool { return m.Kind == model.EvSelect && m.Other == v.task && m.Object == v.Object })
	if sel == nil {
		return nil
	}
	for _, r := range v.check {
		name := variable(r.Text)
		then := t.last(0, sel.at, func(m *moment) bool { return about(m, name) })
		by := t.first(sel.at, r.at, func(m *moment) bool {
			return m.Kind == model.EvWrite && about(m, name) && (then == nil || value(m.Text) != value(then.Text))
		})
		if by == nil {
			continue
		}
		s := fmt.Sprintf("it had been woken by the notify at %s, by %s", t.where(sel), t.name(sel.Task))
		if then != nil && value(then.Text) != value(r.Text) {
			s += fmt.Sprintf(", when %s", quote(name+" = "+value(then.Text)))
		}
		return []string{s + fmt.Sprintf("; before it ran, %s %s, and so it waited again.", t.did(by), t.where(by))}
	}
	return nil
}

// telling is the notify that goes with a change: one of the step of the change,
// by its task, of the victim's condition if there is one; or the next by it.
func (t *tale) telling(v *victim) *moment {
	w := v.change
	line := int32(t.line(w))
	by := func(m *moment) bool { return m.Kind == model.EvNotify && m.Task == w.Task }
	near := func(m *moment) bool { return by(m) && m.step == w.step && (m.Pos.Line >= line || line == 0) }
	if n := t.first(0, t.end(), func(m *moment) bool { return near(m) && m.Object == v.Object }); n != nil {
		return n
	}
	if n := t.first(0, t.end(), func(m *moment) bool { return by(m) && m.step == w.step && m.Object == v.Object && m.at > v.since.at }); n != nil {
		return n
	}
	if n := t.first(w.at, t.end(), func(m *moment) bool { return by(m) && m.Object == v.Object }); n != nil {
		return n
	}
	if n := t.first(0, t.end(), near); n != nil {
		return n
	}
	return t.first(w.at, t.end(), by)
}

// lastNotify tells what became of the last notify of a condition.
func (t *tale) lastNotify(v *victim, n *moment) string {
	s := fmt.Sprintf("the last notify of %s, at %s, by %s, ", v.Object, t.where(n), t.name(n.Task))
	if n.Met == 0 {
		return s + "met no waiter."
	}
	return s + "selected " + t.names(t.selected(n)) + t.fate(v, n) + "."
}

// fate says what the tasks that a notify selected made of it, when that is not
// to go on.
func (t *tale) fate(v *victim, n *moment) string {
	var list []string
	for _, task := range t.selected(n) {
		end := t.first(n.at, t.end(), func(m *moment) bool { return m.Task == task && m.Kind == model.EvWaitEnd && m.Object == v.Object })
		switch {
		case end == nil:
			list = append(list, "which never came to return from its wait")
			continue
		case end.Text == "timeout":
			list = append(list, fmt.Sprintf("whose wait timed out (%s): the notification is lost with it", t.where(end)))
			continue
		case end.Text != "ok":
			list = append(list, fmt.Sprintf("whose wait was cancelled (%s): the notification is lost with it", t.where(end)))
			continue
		}
		again := t.first(end.at, t.end(), func(m *moment) bool { return m.Task == task && m.Kind == model.EvWaitBegin && m.Object == v.Object })
		if raise := t.first(end.at, t.end(), func(m *moment) bool { return m.Task == task && m.Kind == model.EvRaise && m.step == end.step }); again == nil && raise != nil {
			list = append(list, fmt.Sprintf("which raised %s at %s, and told nobody", raise.Text, t.where(raise)))
		}
		if again == nil {
			continue
		}
		// At the same place without doing anything else: it had no use for it.
		if between := t.first(end.at+1, again.at, func(m *moment) bool {
			return m.Kind == model.EvWrite || m.Kind == model.EvNotify || m.Kind == model.EvRelease && m.at+1 < again.at
		}); between == nil && again.Pos.Line == end.Pos.Line {
			s := "which had no use for it: it "
			if c := t.check(task, again); len(c) > 0 {
				s += fmt.Sprintf("read %s at %s, and ", seen(c), t.where(c[len(c)-1]))
			}
			list = append(list, s+fmt.Sprintf("waited again (%s)", t.where(again)))
		}
	}
	if len(list) == 0 {
		return ""
	}
	return ", " + and(list)
}

// unset tells why an event does not wake a task.
func (t *tale) unset(v *victim) []string {
	of := func(k model.EventKind) func(*moment) bool {
		return func(m *moment) bool { return m.Kind == k && m.Object == v.Object }
	}
	begin := t.waits(v) + "."
	set := t.last(0, v.since.at, of(model.EvSet))
	if set == nil && strings.HasSuffix(v.Object, "._finished") {
		return append([]string{begin}, t.unfinished(v)...)
	}
	if set == nil {
		return []string{begin, fmt.Sprintf("nobody sets %s in this run.", v.Object)}
	}
	s := fmt.Sprintf("%s had been set at %s, by %s", v.Object, t.where(set), t.name(set.Task))
	if clear := t.last(set.at, v.since.at, of(model.EvClear)); clear != nil {
		s += fmt.Sprintf(", and was cleared at %s, by %s, before %s began to wait", t.where(clear), t.name(clear.Task), v.Actor)
	}
	out := []string{begin, s + "; nobody sets it after that."}
	if v.change != nil && v.change.at < v.since.at {
		out = append(out, fmt.Sprintf("%s %s, after %s had looked: its check and its wait are apart.", t.did(v.change), t.where(v.change), v.Actor))
	}
	return out
}

// unfinished says how many items of a queue are not done.
func (t *tale) unfinished(v *victim) []string {
	name := strings.TrimSuffix(v.Object, "finished") + "unfinished_tasks"
	for _, x := range t.run.Steps[len(t.run.Steps)-1].Variables {
		if x.Name == name {
			return []string{fmt.Sprintf("items for which task_done() has not been called: %s.", x.Value)}
		}
	}
	return []string{"it returns when task_done() has been called as often as items were put."}
}

// holds says who holds the lock that a victim waits for, and since when.
func (t *tale) holds(v *victim) string {
	holder := t.actor(v.Holder)
	got := t.last(0, t.end(), func(m *moment) bool {
		return m.Task == holder && m.Kind == model.EvAcquire && (m.Object == v.Object || m.Object == v.Object+"'s lock")
	})
	s := v.Holder + " holds"
	if got != nil {
		s += " since " + t.where(got)
	}
	return s
}

// held says what keeps the holder of the lock from giving it back.
func (t *tale) held(v *victim) string {
	holder := strings.TrimSuffix(v.Holder, " (which has ended)")
	v.Holder = holder
	s := strings.Replace(t.holds(v), " holds", " holds it", 1)
	if end := t.finish(t.actor(holder)); end != nil {
		return s + fmt.Sprintf(" and ended at step %d without giving it back.", end.step)
	}
	for _, b := range t.run.Blocked {
		if b.Actor == holder {
			on, _, _ := strings.Cut(b.On, " (waiter")
			s += " and waits itself for " + on
			if b.Pos.IsValid() {
				s += fmt.Sprintf(" at line %d", b.Pos.Line)
			}
		}
	}
	return s + "."
}

func (t *tale) finish(task int) *moment {
	return t.last(0, t.end(), func(m *moment) bool { return m.Kind == model.EvFinish && m.Task == task })
}

// taken says who has what a semaphore has given out.
func (t *tale) taken(v *victim) string {
	var list []string
	for task := range t.run.Actors {
		var got []*moment
		for i := range t.ms {
			if m := &t.ms[i]; m.Task == task && m.Object == v.Object {
				switch m.Kind {
				case model.EvAcquire:
					got = append(got, m)
				case model.EvRelease:
					got = got[:max(len(got)-1, 0)]
				}
			}
		}
		for _, m := range got {
			s := fmt.Sprintf("%s, at %s", t.name(task), t.where(m))
			if end := t.finish(task); end != nil {
				s += fmt.Sprintf(", which ended at step %d without giving it back", end.step)
			}
			list = append(list, s)
		}
	}
	if len(list) == 0 {
		return "nobody releases it."
	}
	return "it was taken by " + and(list) + "."
}

// cycle tells a wait-for cycle.
func (t *tale) cycle(vs []victim, names []string) (out []string) {
	for _, name := range names {
		for i := range vs {
			if v := &vs[i]; v.Actor == name {
				out = append(out, fmt.Sprintf("%s waits for %s since %s, which %s.", name, t.awaited(v), t.where(v.since), t.holds(v)))
			}
		}
	}
	return append(out, "each waits for what the next one holds, and none gives back what it has.")
}

// stuckElsewhere says where tasks are that no primitive keeps.
func (t *tale) stuckElsewhere() (out []string) {
	for _, b := range t.run.Blocked {
		s := fmt.Sprintf("%s waits for %s", b.Actor, b.On)
		if b.Pos.IsValid() {
			s += fmt.Sprintf(" at line %d", b.Pos.Line)
		}
		out = append(out, s+", and nothing is left that could bring it about.")
	}
	return out
}
