package real

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/control"
)

// A matcher compares a run of the model with a traced execution, step by step,
// and learns on the way which task of the one is which of the other.
type matcher struct {
	run     *model.Run
	trace   []control.Step
	actorOf map[int]int     // by real task
	objects [2]map[int]int  // primitives: real ones by those of the model, and back
	taskOf  map[int]int     // by actor
	stacks  map[int][]int32 // by actor: the line that each of its functions is at
	lines   map[int]int     // by real task: its last line
	source  []string        // the lines of the program
	minor   int             // the version, 3.minor
	stands  map[int]int     // by thread: the line at which it stands
}

// noActor is where the model has no task: the event loop, or the main thread.
const noActor = -1

// step compares step i.
func (m *matcher) step(i int) *Divergence {
	ours, theirs := &m.run.Steps[i], &m.trace[i]
	if i > 0 && !m.bind(ours.Actor, theirs.Task) {
		return &Divergence{i, "what runs", fmt.Sprintf("%q", ours.Label), fmt.Sprintf("%q", theirs.Label)}
	}
	defer m.stand(ours.Turn)
	for _, ch := range channels {
		if i == 0 && (len(ours.Events) == 0 || ours.Turn != nil && ch.what != "what is printed") {
			if ch.what == lineChannel {
				ch.ours(m, ours) // where functions go on later
			}
			continue // the program's beginning is not recorded, but for what it prints
		}
		a, b := ch.ours(m, ours), ch.theirs(m, theirs)
		if ch.what == lineChannel && ours.Turn != nil {
			a, b = m.between(ours.Turn, a), m.between(ours.Turn, b)
		}
		if !slices.Equal(a, b) {
			x, y := firstDifference(a, b)
			return &Divergence{i, ch.what, x, y}
		}
	}
	return m.sameObjects(i)
}

// sameObjects compares which primitives a step does something with: one of the
// model is the same real one throughout the run.
func (m *matcher) sameObjects(i int) *Divergence {
	var ours []model.Event
	for n, ev := range m.run.Steps[i].Events {
		if operation(m.run.Steps[i].Events, n) != "" {
			ours = append(ours, ev)
		}
	}
	n := 0
	for _, ev := range m.trace[i].Events {
		if ev.Object == 0 {
			continue
		}
		if n == len(ours) {
			break // the program's beginning
		}
		a, b := ours[n].ID, ev.Object
		n++
		if a == 0 {
			continue
		}
		x, known := m.objects[0][a]
		y, also := m.objects[1][b]
		if (known || also) && (x != b || y != a) {
			return &Divergence{i, "whose locks and their like are used", fmt.Sprintf("%s of %s", ours[n-1].Kind, ours[n-1].Object), fmt.Sprintf("%s of another %s", ev.Kind, ev.Text)}
		}
		m.objects[0][a], m.objects[1][b] = b, a
	}
	return nil
}

// between leaves out of the lines of a turn those at which it begins and ends:
// that the thread stands there has been forced, and which of two turns such a
// line belongs to is a matter of taste.
func (m *matcher) between(t *model.Turn, lines []string) []string {
	at := []string{lineName(t.Until.Line), lineName(m.stands[t.Thread])}
	return slices.DeleteFunc(lines, func(l string) bool { return slices.Contains(at, l) })
}

// stand notes where threads stand after a turn.
func (m *matcher) stand(t *model.Turn) {
	if t == nil {
		return
	}
	m.stands[t.Thread] = t.Until.Line
	for _, b := range t.Born {
		m.stands[b.Thread] = b.Until.Line
	}
}

func lineName(number int) string { return fmt.Sprintf("line %d", number) }

// bind notes that an actor is a real task; it reports false if either is
// another one already.
func (m *matcher) bind(actor, task int) bool {
	if actor == noActor || task < 0 {
		return actor == noActor && task < 0
	}
	a, known := m.actorOf[task]
	t, also := m.taskOf[actor]
	if known || also {
		return known && also && a == actor && t == task
	}
	m.actorOf[task], m.taskOf[actor] = actor, task
	return true
}

// A channel is one aspect of what happens in a step.
type channel struct {
	what   string
	ours   func(*matcher, *model.RunStep) []string
	theirs func(*matcher, *control.Step) []string
}

const lineChannel = "the lines that run"

var channels = []channel{
	{lineChannel, ourLines, theirLines},
	{"what is printed", ourPrints, theirPrints},
	{"what is done with locks and their like", ourOps, theirOps},
	{"the tasks that begin", ourSpawns, theirSpawns},
	{"the tasks that end", ourFinishes, theirFinishes},
}

// ourLines are the lines of a step, each where it runs first. The line in which
// a function goes on, when a call has returned or what it awaited is there, is
// none that runs anew.
func ourLines(m *matcher, s *model.RunStep) (out []string) {
	before := maxDepth
	for _, ev := range s.Events {
		if ev.Kind != model.EvLine {
			continue
		}
		who := ev.Task
		if who == 0 && s.Actor == noActor {
			who = noActor // a callback's lines have the name of the main thread
		}
		stack := m.stacks[who]
		goesOn := ev.GoesOn || ev.Depth < before && ev.Depth < len(stack) && stack[ev.Depth] == ev.Pos.Line
		mine := s.Turn == nil || ev.Task == s.Actor // a thread that is born only comes to its first stop
		if mine {
			before = ev.Depth
		}
		for len(stack) <= ev.Depth {
			stack = append(stack, 0)
		}
		stack = stack[:ev.Depth+1]
		stack[ev.Depth] = ev.Pos.Line
		m.stacks[who] = stack
		if mine && !goesOn {
			out = m.once(out, int(ev.Pos.Line))
		}
	}
	return out
}

const maxDepth = 1 << 30

func theirLines(m *matcher, s *control.Step) (out []string) {
	first := true
	for _, ev := range s.Events {
		if ev.Kind != "line" || s.Task >= 0 && ev.Task >= 0 && ev.Task != s.Task {
			continue // a task that runs as soon as it is made is not known yet: it is -1
		}
		goesOn := first && m.lines[ev.Task] == ev.Line
		first = false
		m.lines[ev.Task] = ev.Line
		if !goesOn {
			out = m.once(out, ev.Line)
		}
	}
	return out
}

// idle is what a line consists of that does nothing: CPython tells of most of
// them, the model of none.
var idle = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(((async )?def .*:\s*)?(pass|\.\.\.|return)|while True:)\s*(#.*)?$|^((async )?def .*:\s*)?[rR]?["'].*["']\s*(#.*)?$`)
})

// once appends a line unless it is there already or is none that every version
// runs: try does nothing, and before 3.10 the end of a with statement is not
// told of by its line. A return is told of again, or not, behind what it leaves: a
// finally, a with statement. 3.9 tells nothing of the first line of a finally that an
// except clause raises into.
func (m *matcher) once(list []string, number int) []string {
	if number <= len(m.source) {
		text := strings.TrimSpace(m.source[number-1])
		if strings.HasPrefix(text, "try:") || idle().MatchString(text) ||
			strings.HasPrefix(text, "return") ||
			m.minor == 9 && number > 1 && strings.HasPrefix(strings.TrimSpace(m.source[number-2]), "finally:") ||
			m.minor < 10 && (strings.HasPrefix(text, "with ") || strings.HasPrefix(text, "async with ")) {
			return list
		}
	}
	line := lineName(number)
	if slices.Contains(list, line) {
		return list
	}
	return append(list, line)
}

func ourPrints(_ *matcher, s *model.RunStep) (out []string) {
	for _, ev := range s.Events {
		if ev.Kind == model.EvPrint {
			out = append(out, strings.Split(strings.TrimSuffix(ev.Text, "\n"), "\n")...)
		}
	}
	return out
}

func theirPrints(_ *matcher, s *control.Step) (out []string) {
	for _, ev := range s.Events {
		if ev.Kind == "print" {
			out = append(out, ev.Text)
		}
	}
	return out
}

func ourOps(_ *matcher, s *model.RunStep) (out []string) {
	for i := range s.Events {
		if op := operation(s.Events, i); op != "" {
			out = append(out, op)
		}
	}
	return out
}

// operation words event i, if it is one on a primitive, as the real one is: a wait
// gives the lock back and takes it again, which is not told of separately.
func operation(evs []model.Event, i int) string {
	ev, next := evs[i], model.EventKind("")
	if ev.Own {
		return "" // the program's own methods say nothing
	}
	if i+1 < len(evs) && !evs[i+1].Own {
		next = evs[i+1].Kind
	}
	switch ev.Kind {
	case model.EvAcquire:
		if next != model.EvRelock {
			return "acquire"
		}
	case model.EvRelease:
		if next != model.EvWaitBegin {
			return "release"
		}
	case model.EvWaitBegin, model.EvSet, model.EvClear:
		return string(ev.Kind)
	case model.EvWaitEnd:
		return "wait-end " + ev.Text
	case model.EvNotify:
		return fmt.Sprintf("notify meeting %d", ev.Met)
	}
	return ""
}

func theirOps(_ *matcher, s *control.Step) (out []string) {
	for _, ev := range s.Events {
		switch ev.Kind {
		case "acquire", "release", "wait-begin", "set", "clear":
			out = append(out, ev.Kind)
		case "wait-end":
			out = append(out, "wait-end "+ev.Text)
		case "notify":
			out = append(out, "notify meeting "+ev.Text)
		}
	}
	return out
}

func ourSpawns(_ *matcher, s *model.RunStep) (out []string) {
	for _, ev := range s.Events {
		if ev.Kind == model.EvSpawn {
			out = append(out, "a task")
		}
	}
	return out
}

func theirSpawns(_ *matcher, s *control.Step) (out []string) {
	for _, ev := range s.Events {
		if ev.Kind == "spawn" {
			out = append(out, "a task")
		}
	}
	return out
}

func ourFinishes(_ *matcher, s *model.RunStep) (out []string) {
	for _, ev := range s.Events {
		if ev.Kind == model.EvFinish {
			how, _, _ := strings.Cut(ev.Text, ":")
			if strings.HasPrefix(how, "returns") {
				how = "returns"
			}
			out = append(out, how)
		}
	}
	slices.Sort(out)
	return out
}

func theirFinishes(_ *matcher, s *control.Step) (out []string) {
	for _, ev := range s.Events {
		if ev.Kind == "finish" {
			out = append(out, ev.Text)
		}
	}
	slices.Sort(out)
	return out
}

// firstDifference words where two lists part.
func firstDifference(a, b []string) (string, string) {
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a):
			return "nothing more", b[i]
		case i >= len(b):
			return a[i], "nothing more"
		case a[i] != b[i]:
			return a[i], b[i]
		}
	}
	return "the same", "the same"
}
