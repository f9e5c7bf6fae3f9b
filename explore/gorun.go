package explore

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/native"
	"github.com/condcheck/condcheck/model/source"
)

// GoRun puts an execution of Go code into the terms in which runs are told: a
// column for each goroutine, and what blocks whom at the end.
func GoRun(f *native.Finding) *model.Run {
	r := f.Run
	if r == nil {
		return &model.Run{}
	}
	run := &model.Run{Actors: r.Goroutines}
	files := make(map[string]bool)
	for _, s := range r.Steps {
		files[s.Pos.File] = true
	}
	for i := range r.Steps {
		s := &r.Steps[i]
		if s.G < 0 {
			run.Steps = append(run.Steps, model.RunStep{Actor: -1, Label: s.Op})
			continue
		}
		// What a goroutine does without another's coming in between is one step.
		if i == 0 || r.Steps[i-1].G != s.G {
			run.Steps = append(run.Steps, model.RunStep{Actor: s.G, Label: s.Op})
		}
		step := &run.Steps[len(run.Steps)-1]
		pos := source.Pos{Line: int32(s.Pos.Line), Col: 1}
		if len(step.Events) == 0 || r.Steps[i-1].Pos != s.Pos {
			text := s.Line
			if len(files) > 1 {
				text = filepath.Base(s.Pos.File) + ": " + text
			}
			step.Events = append(step.Events, model.Event{Kind: model.EvLine, Task: s.G, Pos: pos, Text: text, Other: -1})
		}
		ev := goEvent(s)
		ev.Task, ev.Pos, ev.Other = s.G, pos, -1
		step.Events = append(step.Events, ev)
	}
	if n := len(run.Steps); n > 0 {
		run.Steps[n-1].Findings = []model.Finding{{Property: f.Kind, Message: f.Message, Severity: model.Error}}
	}
	for _, w := range r.Blocked {
		b := model.Blocked{Actor: r.Goroutines[w.G], On: fmt.Sprintf("%s, at %s: %s", w.On, shortPlace(w.Pos), w.Line)}
		if w.Holder >= 0 {
			b.Holder = r.Goroutines[w.Holder]
			b.On = fmt.Sprintf("%s, held by %s, at %s: %s", w.On, b.Holder, shortPlace(w.Pos), w.Line)
		}
		run.Blocked = append(run.Blocked, b)
	}
	markCycles(run.Blocked)
	return run
}

// markCycles finds goroutines that wait for each other.
func markCycles(bs []model.Blocked) {
	next := make(map[string]string)
	for _, b := range bs {
		next[b.Actor] = b.Holder
	}
	for i := range bs {
		at := next[bs[i].Actor]
		for range bs {
			if at == bs[i].Actor {
				bs[i].InCycle = true
				break
			}
			at = next[at]
		}
	}
}

func shortPlace(p native.Pos) string { return fmt.Sprintf("%s:%d", filepath.Base(p.File), p.Line) }

// goEvent words an operation.
func goEvent(s *native.Step) model.Event {
	switch s.Op {
	case "Lock", "Lock (readers gone)":
		return model.Event{Kind: model.EvAcquire, Object: s.Object}
	case "Unlock":
		return model.Event{Kind: model.EvRelease, Object: s.Object}
	}
	text := s.Op
	switch {
	case s.Op == "Wait" && s.Text == "":
		text = "waits on " + s.Object
	case (s.Op == "Signal" || s.Op == "Broadcast") && s.Text == "0":
		text = s.Op + " of " + s.Object + " meets nobody"
	case s.Op == "Signal":
		text = "Signal of " + s.Object + " " + s.Text
	case s.Op == "Broadcast":
		text = "Broadcast of " + s.Object + " wakes " + s.Text
	case s.Op == "select" && s.Object != "" && s.Text != "":
		text = "select " + s.Text + ": " + s.Object
	case s.Object != "":
		text = s.Op + " " + s.Object
		if s.Text != "" {
			text += " " + s.Text
		}
	case s.Text != "":
		text += " " + s.Text
	}
	return model.Event{Kind: model.EventKind(strings.TrimSpace(text))}
}
