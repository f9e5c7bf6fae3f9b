package story

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/condcheck/condcheck/model"
)

// A line of a trace: the text, how far its continuation is indented, and whether
// it is source text, which the reader has at hand.
type Line struct {
	Text   string
	Hang   int
	Source bool
}

// Describe words an event; it is empty if there is nothing to say. Line
// numbers take digits columns, and what is no source line is indented as much.
func Describe(ev model.Event, run *model.Run, digits int) Line {
	obj := ev.Object
	other := ActorName(run, ev.Other)
	if ev.Kind == model.EvLine {
		text, _, _ := strings.Cut(ev.Text, "# want ")
		file := ""
		if ev.File != "" {
			file = filepath.Base(ev.File) + ": "
		}
		return Line{fmt.Sprintf("%*d %s%s", digits, ev.Pos.Line, file, strings.TrimSpace(text)), digits + 3, true}
	}
	var s string
	switch ev.Kind {
	case model.EvRead:
		s = "reads " + ev.Text
	case model.EvWrite:
		s = "sets " + ev.Text
	case model.EvPrint:
		s = "prints " + strings.TrimSuffix(ev.Text, "\n")
	case model.EvAcquire:
		s = "acquires " + obj
	case model.EvRelease:
		s = "releases " + obj
	case model.EvBlock:
		s = "blocks"
		if ev.Object != "" {
			s += " on " + obj
		} else if ev.Text != "" {
			s += " on " + ev.Text
		}
	case model.EvWaitBegin:
		s = "waits on " + obj + ", its lock released"
		if ev.Text == "kept" {
			s = "waits on " + obj + ", and keeps its lock"
		}
	case model.EvSelect:
		s = obj + " selects " + other
	case model.EvNotify:
		s = fmt.Sprintf("notify(%d) on %s meets %s", ev.N, obj, Plural(int64(ev.Met), "waiter"))
		if ev.Met == 0 {
			s = "notify on " + obj + " meets nobody"
		}
	case model.EvWake:
		s = "wakes"
		if ev.Object != "" {
			s += " from " + obj
		}
		switch ev.Text {
		case "spurious":
			s += " though nobody notified it"
		case "timeout", "left":
			s += ": the time is over"
		}
	case model.EvRelock:
		s = "holds the lock of " + obj + " again"
	case model.EvWaitEnd:
		s = "wakes and has the lock of " + obj + " again"
		if ev.Text != "" && ev.Text != "ok" {
			s = "wait on " + obj + " ends: " + ev.Text
		}
	case model.EvSet:
		s = "sets " + obj
	case model.EvClear:
		s = "clears " + obj
	case model.EvPut:
		s = join("puts", ev.Text) + " into " + obj
	case model.EvGet:
		s = join("gets", ev.Text) + " from " + obj
	case model.EvSpawn:
		s = "starts " + other
	case model.EvFinish:
		s = "ends"
		if ev.Text != "" && ev.Text != "returns" {
			s += ": " + ev.Text
		}
	case model.EvCancel:
		s = "cancels " + other
	case model.EvTimer:
		s = join("timer fires:", ev.Text)
	case model.EvRaise:
		s = join("raises", ev.Text)
	case model.EvChoice:
		s = join("chooses", ev.Text)
	default:
		s = join(string(ev.Kind), ev.Text)
	}
	return Line{strings.Repeat(" ", digits+1) + s, digits + 3, false}
}

func join(a, b string) string { return strings.TrimSpace(a + " " + b) }

// ActorName is what the run calls the actor numbered i.
func ActorName(run *model.Run, i int) string {
	if i < 0 || i >= len(run.Actors) {
		return "?"
	}
	return run.Actors[i]
}

// State words the state of an object: who has it and who waits.
func State(o model.ObjectState) string {
	var parts []string
	if o.Owner != "" {
		parts = append(parts, "held by "+o.Owner)
	}
	if o.Value != "" {
		parts = append(parts, o.Value)
	}
	if len(o.Waiters) > 0 {
		parts = append(parts, "waiting "+strings.Join(o.Waiters, ", "))
	}
	if len(parts) == 0 {
		if o.Kind == "Lock" || o.Kind == "RLock" {
			return "free"
		}
		return "nobody waits"
	}
	return strings.Join(parts, "; ")
}

// idle reports whether there is nothing to say about an object yet.
func idle(o model.ObjectState) bool { return o.Owner == "" && len(o.Waiters) == 0 }

// maxLines is the number of lines of one step that are shown; what lies in the
// middle of a longer step is left out.
const maxLines = 40

// Lines words the condensed events of a step.
func Lines(run *model.Run, step *model.RunStep, evs []model.Event, digits int) []Line {
	var out []Line
	for _, ev := range evs {
		l := Describe(ev, run, digits)
		if ev.Kind == model.EvNotify && ev.Met > 0 {
			if names := Selected(run, step.Events, ev); len(names) > 0 {
				l.Text = strings.Repeat(" ", digits+1) + fmt.Sprintf("notify(%d) on %s selects %s", ev.N, ev.Object, strings.Join(names, ", "))
			}
		}
		if l.Text != "" && (len(out) == 0 || out[len(out)-1] != l || ev.Kind == model.EvPrint) {
			out = append(out, l)
		}
	}
	if len(out) == 0 && step.Label != "" {
		out = append(out, Line{step.Label, 2, false})
	}
	if len(out) > maxLines {
		left := len(out) - maxLines + 1
		mid := Line{fmt.Sprintf("… %d more …", left), 2, false}
		out = append(append(out[:maxLines/2:maxLines/2], mid), out[maxLines/2+left:]...)
	}
	return out
}

// changes words what a step changed in the synchronisation objects.
func changes(before, after []model.ObjectState) []string {
	var out []string
	for i, o := range after {
		now := State(o)
		if i < len(before) {
			if State(before[i]) == now {
				continue
			}
		} else if idle(o) {
			continue
		}
		out = append(out, o.Name+": "+now)
	}
	return out
}

// Digits returns the width of the largest line number of a run.
func Digits(run *model.Run) int {
	last := int32(1)
	for i := range run.Steps {
		for _, ev := range run.Steps[i].Events {
			if ev.Kind == model.EvLine {
				last = max(last, ev.Pos.Line)
			}
		}
	}
	return len(fmt.Sprint(last))
}
