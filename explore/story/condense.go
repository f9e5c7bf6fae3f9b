package story

import (
	"strings"

	"github.com/condcheck/condcheck/model"
)

// A reader of a trace wants what matters to the outcome and nothing twice.
// Condense leaves out of a run's events
//   - reads of variables whose value is the same whenever it is seen,
//   - source lines that were shown in the step before and do nothing now: the
//     way back to a caller, a loop's next turn,
//   - parts of what the next event says as a whole: the release that is part of
//     a wait, the lock taken on waking, the waiters that a notify selects.
//
// It returns the events of each step. JSON has them all.
func Condense(run *model.Run) [][]model.Event {
	steady := steadyVariables(run)
	out := make([][]model.Event, len(run.Steps))
	for i := range run.Steps {
		var kept []model.Event
		for _, ev := range run.Steps[i].Events {
			if ev.Kind != model.EvRead || !steady[variable(ev.Text)] {
				kept = append(kept, ev)
			}
		}
		out[i] = onceEachLine(joinParts(kept))
	}
	return out
}

// variable returns the name in NAME = VALUE and NAME: VALUE → VALUE.
func variable(text string) string {
	if i := strings.IndexAny(text, "=:"); i >= 0 {
		text = text[:i]
	}
	return strings.TrimSpace(text)
}

func steadyVariables(run *model.Run) map[string]bool {
	value := make(map[string]string)
	steady := make(map[string]bool)
	for i := range run.Steps {
		for _, ev := range run.Steps[i].Events {
			name := variable(ev.Text)
			switch ev.Kind {
			case model.EvWrite:
				steady[name], value[name] = false, ""
			case model.EvRead:
				old, ok := value[name]
				if !ok {
					steady[name], value[name] = true, ev.Text
				} else if old != ev.Text {
					steady[name] = false
				}
			}
		}
	}
	return steady
}

// joinParts leaves out what the event after it includes.
func joinParts(evs []model.Event) []model.Event {
	var out []model.Event
	for i, ev := range evs {
		var next model.Event
		if i+1 < len(evs) {
			next = evs[i+1]
		}
		switch {
		case ev.Kind == model.EvRelease && next.Kind == model.EvWaitBegin,
			ev.Kind == model.EvAcquire && next.Kind == model.EvRelock,
			ev.Kind == model.EvWake && (next.Kind == model.EvAcquire || next.Kind == model.EvRelock),
			ev.Kind == model.EvSelect && (next.Kind == model.EvNotify || next.Kind == model.EvSelect),
			ev.Kind == model.EvRelock && next.Kind == model.EvWaitEnd && next.Text == "ok",
			ev.Kind == model.EvRelock && next.Kind == model.EvWaitEnd && next.Text == "":
			continue
		}
		out = append(out, ev)
	}
	return out
}

// onceEachLine leaves out lines that were shown already and after which nothing
// happens before the next line.
func onceEachLine(evs []model.Event) []model.Event {
	var out []model.Event
	shown := make(map[int32]bool)
	for i, ev := range evs {
		if ev.Kind == model.EvLine {
			empty := i+1 == len(evs) || evs[i+1].Kind == model.EvLine
			if shown[ev.Pos.Line] && empty {
				continue
			}
			shown[ev.Pos.Line] = true
		}
		out = append(out, ev)
	}
	return out
}

// Selected returns the names of the waiters that the notify at index i of the
// step's events selected: those of the selections right before it.
func Selected(run *model.Run, evs []model.Event, notify model.Event) []string {
	var names []string
	for i, ev := range evs {
		if ev != notify {
			continue
		}
		for j := i - 1; j >= 0 && evs[j].Kind == model.EvSelect; j-- {
			names = append([]string{ActorName(run, evs[j].Other)}, names...)
		}
		break
	}
	return names
}
