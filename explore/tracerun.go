package explore

import (
	"encoding/json"
	"path/filepath"

	"github.com/condcheck/condcheck/explore/blame"
	"github.com/condcheck/condcheck/explore/story"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// The shape of a run in JSON: what trace files hold and what verify --format
// json writes. Tasks go by their names, which are those of Actors.

// A TraceRun is a model.Run in JSON.
type TraceRun struct {
	Actors  []string       `json:"actors"`
	Steps   []TraceStep    `json:"steps"`
	End     *TraceEnd      `json:"end"`
	Blocked []TraceBlocked `json:"blocked"`
	Cycle   []string       `json:"cycle"`
	Choices []model.Choice `json:"choices"`
	Blame   []TraceBlame   `json:"blame,omitempty"` // of a deadlock
}

// A TraceBlame is a blame.Blame in JSON; Step counts from 1.
type TraceBlame struct {
	Task     string         `json:"task"`
	Category blame.Category `json:"category"`
	Text     string         `json:"text"`
	Proof    []TraceFact    `json:"proof"`
}

// A TraceFact is a blame.Fact in JSON.
type TraceFact struct {
	Step int `json:"step"`
	TracePlace
	Text string `json:"text"`
}

// A TraceStep is a model.RunStep in JSON; Actor is null for the scheduler.
type TraceStep struct {
	Step     model.Step     `json:"step"`
	Actor    *string        `json:"actor"`
	Label    string         `json:"label"`
	Events   []TraceEvent   `json:"events"`
	Objects  []TraceObject  `json:"objects"`
	Findings []TraceFinding `json:"findings,omitempty"`
	Turn     *model.Turn    `json:"turn,omitempty"` // in programs with threads
}

// A TracePlace is a source.Pos in JSON.
type TracePlace struct {
	File string `json:"file,omitempty"` // if it is not the program's own
	Line int32  `json:"line,omitempty"`
	Col  int32  `json:"col,omitempty"`
}

// PlaceOf returns p in JSON.
func PlaceOf(p source.Pos) TracePlace { return placeIn("", p) }

func placeIn(file string, p source.Pos) TracePlace {
	return TracePlace{File: filepath.ToSlash(file), Line: p.Line, Col: p.Col}
}

// A TraceEvent is a model.Event in JSON.
type TraceEvent struct {
	Kind   model.EventKind `json:"kind"`
	Task   string          `json:"task,omitempty"`
	Object string          `json:"object,omitempty"`
	Other  string          `json:"other,omitempty"`
	N      int             `json:"n,omitempty"`
	Met    *int            `json:"met,omitempty"`
	TracePlace
	Text string `json:"text,omitempty"`
}

// A TraceObject is a model.ObjectState in JSON.
type TraceObject struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Owner   string   `json:"owner,omitempty"`
	Waiters []string `json:"waiters"`
	Value   string   `json:"value,omitempty"`
}

// A TraceBlocked is a model.Blocked in JSON.
type TraceBlocked struct {
	Task string `json:"task"`
	On   string `json:"on"`
	TracePlace
	Holder  string `json:"holder,omitempty"`
	InCycle bool   `json:"in_cycle"`
}

// A TraceEnd is a model.Outcome in JSON.
type TraceEnd struct {
	Status         string          `json:"status"`
	Globals        json.RawMessage `json:"globals"`
	TaskExceptions []string        `json:"task_exceptions"`
	Violated       []string        `json:"violated"`
}

// A TraceFinding is a model.Finding in JSON.
type TraceFinding struct {
	Property string `json:"property"`
	Name     string `json:"name,omitempty"`
	Severity string `json:"severity"`
	TracePlace
	Message string `json:"message"`
}

// FindingOf returns f in JSON.
func FindingOf(f model.Finding) TraceFinding {
	return TraceFinding{f.Property, f.Name, f.Severity.String(), placeIn(f.File, f.Pos), f.Message}
}

// Finding is the inverse of FindingOf.
func (f TraceFinding) Finding() model.Finding {
	severity := model.Error
	for _, s := range []model.Severity{model.Note, model.Warning} {
		if f.Severity == s.String() {
			severity = s
		}
	}
	return model.Finding{Property: f.Property, Name: f.Name, Severity: severity,
		Pos: source.Pos{Line: f.Line, Col: f.Col}, File: filepath.FromSlash(f.File), Message: f.Message}
}

// RunOf returns r in JSON.
func RunOf(r *model.Run) *TraceRun {
	out := &TraceRun{Actors: list(r.Actors), Steps: []TraceStep{}, Blocked: []TraceBlocked{}, Cycle: list(story.Cycle(r.Blocked)), Choices: list(r.Choices)}
	for i := range r.Steps {
		out.Steps = append(out.Steps, stepOf(r, &r.Steps[i]))
	}
	for _, b := range r.Blocked {
		out.Blocked = append(out.Blocked, TraceBlocked{b.Actor, b.On, placeIn(b.File, b.Pos), b.Holder, b.InCycle})
	}
	if r.End != nil {
		end := EndOf(r.End.Outcome)
		out.End = &end
		if end.Status == "deadlock" {
			out.Blame = blamesOf(r)
		}
	}
	return out
}

func blamesOf(r *model.Run) (out []TraceBlame) {
	for _, b := range blame.Of(r) {
		t := TraceBlame{b.Actor, b.Category, b.Text, []TraceFact{}}
		for _, f := range b.Proof {
			t.Proof = append(t.Proof, TraceFact{f.Step + 1, PlaceOf(f.Pos), f.Text})
		}
		out = append(out, t)
	}
	return out
}

func stepOf(r *model.Run, step *model.RunStep) TraceStep {
	out := TraceStep{Step: step.Step, Label: step.Label, Turn: step.Turn, Events: []TraceEvent{}, Objects: []TraceObject{}}
	if step.Actor >= 0 && step.Actor < len(r.Actors) {
		out.Actor = &r.Actors[step.Actor]
	}
	for _, ev := range step.Events {
		out.Events = append(out.Events, eventOf(r, ev))
	}
	for _, o := range step.Objects {
		out.Objects = append(out.Objects, TraceObject{o.Name, o.Kind, o.Owner, list(o.Waiters), o.Value})
	}
	for _, f := range step.Findings {
		out.Findings = append(out.Findings, FindingOf(f))
	}
	return out
}

func eventOf(r *model.Run, ev model.Event) TraceEvent {
	e := TraceEvent{Kind: ev.Kind, TracePlace: placeIn(ev.File, ev.Pos), Text: ev.Text, N: ev.N, Object: ev.Object}
	if ev.Task >= 0 && ev.Task < len(r.Actors) {
		e.Task = r.Actors[ev.Task]
	}
	switch ev.Kind {
	case model.EvSelect, model.EvSpawn, model.EvCancel:
		if ev.Other >= 0 && ev.Other < len(r.Actors) {
			e.Other = r.Actors[ev.Other]
		}
	case model.EvNotify:
		met := ev.Met
		e.Met = &met
	}
	return e
}

// EndOf returns o in JSON.
func EndOf(o model.Outcome) TraceEnd {
	globals := json.RawMessage(o.Globals)
	if !json.Valid(globals) {
		globals = json.RawMessage("{}")
	}
	return TraceEnd{o.Status, globals, list(o.TaskExceptions), list(o.Violated)}
}

// list returns s, an empty list instead of null.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
