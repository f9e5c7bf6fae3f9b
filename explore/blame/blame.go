// Package blame says why a run went wrong: of a task that waits for ever what
// became of the notify that should have woken it, and of an exception or a false
// property what came between. It reads recorded runs and decides nothing: what it
// says happened in the run, step by step.
package blame

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// A Category is why a task waits for ever; the words stay the same.
type Category string

// The categories.
const (
	// NotifyBeforeWait: the notify met nobody, after the waiter had looked at what
	// it waits for and before it waited.
	NotifyBeforeWait Category = "notify before wait"
	// WrongWaiter: the notify woke a task that could not use it and went back to
	// sleep without passing it on.
	WrongWaiter Category = "consumed by the wrong waiter"
	// Swallowed: the notify selected a task whose wait was cancelled or timed out.
	Swallowed Category = "swallowed by cancellation or timeout"
	// Overtaken: the waiter was woken, and before it ran another task undid what it
	// had been woken for.
	Overtaken Category = "overtaken"
	// NeverNotified: nobody notified after the change that it waits for, or nothing
	// changed at all.
	NeverNotified Category = "never notified"
	// Asleep: what it waits for is there, and none of the above is the cause.
	Asleep Category = "predicate true but asleep"
	// Held: a lock or a permit is never given back.
	Held Category = "lock held for ever"
	// Cycle: the tasks wait for each other.
	Cycle Category = "wait-for cycle"
	// Unresolved: nothing is left that could resolve what it waits for.
	Unresolved Category = "nobody left to wake it"
)

// A Blame says why a task waits for ever.
type Blame struct {
	Actor    string
	Category Category
	Text     string // a sentence
	Proof    []Fact // the steps that show it, in their order
}

// A Fact is something that happened in a run.
type Fact struct {
	Step int // from 0; the number of steps for what is true at the end
	Pos  source.Pos
	Text string
}

// Lines says where a line of the program that ran comes from in the program that
// is spoken of; 0 if it is not there. A nil Lines is for one and the same.
type Lines func(line int32) int32

func (l Lines) at(p source.Pos) string {
	if !p.IsValid() {
		return ""
	}
	n := p.Line
	if l != nil {
		n = l(n)
	}
	if n == 0 {
		return " in the new line"
	}
	return fmt.Sprintf(" at line %d", n)
}

// Of returns why the unfinished tasks of a run wait for ever, those that only wait
// for other tasks left out: the cause comes first.
func Of(run *model.Run) []Blame { return in(run, nil) }

func in(run *model.Run, lines Lines) []Blame {
	r := &reader{run: run, lines: lines}
	r.index()
	var out []Blame
	for i := range run.Blocked {
		if b, ok := r.blame(&run.Blocked[i]); ok {
			slices.SortStableFunc(b.Proof, func(x, y Fact) int { return x.Step - y.Step })
			out = append(out, b)
		}
	}
	// Who would go on if it were woken comes first. A predicate that is false, a lock
	// that is held, or an answer that does not come, because another task is stuck in
	// its turn is no cause.
	would := make(map[string]model.Would)
	for _, b := range run.Blocked {
		would[b.Actor] = b.Would
	}
	rank := func(b Blame) int {
		switch {
		case b.Category == Unresolved:
			return 4
		case b.Category == Held && r.stuck(b):
			return 3
		case would[b.Actor] == model.WouldSleep && b.Category != Overtaken: // that says how it came
			return 2
		case would[b.Actor] == model.WouldSleep:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(out, func(a, b Blame) int { return rank(a) - rank(b) })
	return slices.CompactFunc(out, func(a, b Blame) bool { return a.Category == Cycle && b.Category == Cycle })
}

// stuck reports whether the holder that a blame names is itself blocked.
func (r *reader) stuck(b Blame) bool {
	for i := range r.run.Blocked {
		if b.Actor != r.run.Blocked[i].Actor && strings.Contains(b.Text, r.run.Blocked[i].Actor+" ") {
			return true
		}
	}
	return false
}

// Explain puts the category into the messages of a run's deadlock.
func Explain(run *model.Run) {
	if run == nil || run.End == nil {
		return
	}
	for i := range run.End.Findings {
		f := &run.End.Findings[i]
		if f.Property != "deadlock" {
			continue
		}
		if list := Of(run); len(list) > 0 && !strings.HasPrefix(f.Message, string(list[0].Category)) {
			f.Message = fmt.Sprintf("%s: %s", list[0].Category, f.Message)
		}
	}
}

// A place is where an event stands in a run.
type place struct{ step, event int }

func (p place) before(q place) bool {
	return p.step < q.step || p.step == q.step && p.event < q.event
}

var nowhere = place{-1, -1}

// A reader looks things up in a run.
type reader struct {
	run   *model.Run
	lines Lines
	actor map[string]int
	all   []place
}

func (r *reader) index() {
	r.actor = make(map[string]int)
	for i, a := range r.run.Actors {
		if _, known := r.actor[a]; !known {
			r.actor[a] = i
		}
	}
	for i := range r.run.Steps {
		for j := range r.run.Steps[i].Events {
			r.all = append(r.all, place{i, j})
		}
	}
}

func (r *reader) event(p place) *model.Event { return &r.run.Steps[p.step].Events[p.event] }

func (r *reader) name(i int) string {
	if i < 0 || i >= len(r.run.Actors) {
		return "somebody"
	}
	return r.run.Actors[i]
}

// last returns the last event before a place, and behind another if one is given,
// of which test is true.
func (r *reader) last(before place, test func(*model.Event) bool, behind ...place) (place, bool) {
	for i := len(r.all) - 1; i >= 0; i-- {
		p := r.all[i]
		if len(behind) > 0 && !behind[0].before(p) {
			break
		}
		if p.before(before) && test(r.event(p)) {
			return p, true
		}
	}
	return nowhere, false
}

// first returns the first event behind a place of which test is true.
func (r *reader) first(behind place, test func(*model.Event) bool) (place, bool) {
	for _, p := range r.all {
		if behind.before(p) && test(r.event(p)) {
			return p, true
		}
	}
	return nowhere, false
}

func (r *reader) end() place { return place{len(r.run.Steps), 0} }

// fact makes a Fact of an event.
func (r *reader) fact(p place, format string, args ...any) Fact {
	return Fact{p.step, r.placeOf(p), fmt.Sprintf(format, args...)}
}

// placeOf is where an event happened.
func (r *reader) placeOf(p place) source.Pos { return r.event(r.when(p)).Pos }

// when is the event that shows where another happened. That a container changed is
// told at the end of a step: it did where a line of the step changes it, or where it
// was read last.
func (r *reader) when(p place) place {
	ev := r.event(p)
	if ev.Pos.IsValid() {
		return p
	}
	name := lastPart(variable(ev.Text))
	changed, read, named := nowhere, nowhere, nowhere
	for j, e := range r.run.Steps[p.step].Events[:p.event] {
		at := place{p.step, j}
		switch {
		case e.Kind == model.EvRead && lastPart(variable(e.Text)) == name:
			read = at
		case e.Kind == model.EvLine && mentions(e.Text, name):
			named = at
			if changes(e.Text, name) {
				changed = at
			}
		}
	}
	for _, at := range []place{changed, read, named} {
		if at != nowhere {
			return at
		}
	}
	for i := slices.Index(r.all, p) - 1; i >= 0; i-- { // a thread changes it a step later
		if e := r.event(r.all[i]); e.Task == ev.Task && e.Kind == model.EvLine {
			if mentions(e.Text, name) {
				return r.all[i]
			}
			break
		}
	}
	return p
}

var changer = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\.(append|appendleft|pop|popleft|popitem|add|remove|discard|insert|extend|update|clear|setdefault|sort|reverse)\(|(\[[^=]*\])+ *([-+*/|&^%]|//|<<|>>)?=[^=])`)
})

// changes reports whether a line of source changes the container of a name.
func changes(text, name string) bool {
	for rest := text; ; {
		i := strings.Index(rest, name)
		if i < 0 {
			return strings.Contains(text, "del "+name)
		}
		rest = rest[i+len(name):]
		if changer().MatchString(rest) {
			return true
		}
	}
}

// variable returns the name in NAME = VALUE and NAME: VALUE → VALUE.
func variable(text string) string {
	if i := strings.IndexAny(text, "=:"); i >= 0 {
		text = text[:i]
	}
	return strings.TrimSpace(text)
}

// lastPart is what a variable goes by: self.items in a method may be buffer.items
// outside.
func lastPart(name string) string {
	name = name[strings.LastIndexByte(name, '.')+1:]
	if i := strings.IndexByte(name, '['); i > 0 {
		name = name[:i]
	}
	return name
}

// mentions reports whether a word is in a text.
func mentions(text, word string) bool {
	letter := func(c byte) bool {
		return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	}
	for i := 0; word != ""; {
		j := strings.Index(text[i:], word)
		if j < 0 {
			return false
		}
		begin, end := i+j, i+j+len(word)
		if (begin == 0 || !letter(text[begin-1])) && (end == len(text) || !letter(text[end])) {
			return true
		}
		i = begin + 1
	}
	return false
}
