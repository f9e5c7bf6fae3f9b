package report

import (
	"encoding/json"
	"errors"
	"io"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// Version numbers the JSON of verify. Fields may be added to a version; none
// changes its meaning or goes.
const Version = 1

type jsonReport struct {
	Version int        `json:"version"`
	Files   []jsonFile `json:"files"`
	Summary jsonTotals `json:"summary"`
}

type jsonTotals struct {
	Files     int `json:"files"`
	Holds     int `json:"holds"`
	Violated  int `json:"violated"`
	Unknown   int `json:"unknown"`
	Unchecked int `json:"unchecked"`
}

type jsonFile struct {
	File       string          `json:"file"`
	Python     string          `json:"python"`
	Status     Status          `json:"status"`
	Errors     []jsonError     `json:"errors"`
	Violations []jsonViolation `json:"violations"`
	Notes      []jsonViolation `json:"notes"`
	Incomplete []jsonReason    `json:"incomplete"`
	Searches   []jsonSearch    `json:"searches"`
}

type jsonError struct {
	jsonPlace
	Code    string `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

type jsonPlace struct {
	File string `json:"file,omitempty"`
	Line int32  `json:"line,omitempty"`
	Col  int32  `json:"col,omitempty"`
}

func place(p source.Pos) jsonPlace { return jsonPlace{Line: p.Line, Col: p.Col} }

type jsonFinding struct {
	Property string `json:"property"`
	Name     string `json:"name,omitempty"`
	Severity string `json:"severity"`
	jsonPlace
	Message string `json:"message"`
}

func finding(f model.Finding) jsonFinding {
	return jsonFinding{f.Property, f.Name, f.Severity.String(), place(f.Pos), f.Message}
}

type jsonViolation struct {
	jsonFinding
	Schedule string       `json:"schedule"`
	Fewest   bool         `json:"fewest_switches"`
	Switches int          `json:"switches"`
	Trace    []model.Step `json:"trace"`
	Run      *jsonRun     `json:"run,omitempty"`
}

type jsonReason struct {
	Cause    explore.Cause `json:"cause"`
	Schedule string        `json:"schedule"`
	Text     string        `json:"text"`
	Growth   []jsonGrowth  `json:"growth,omitempty"`
}

type jsonGrowth struct {
	Name  string   `json:"name"`
	Sizes [3]int64 `json:"sizes"`
}

type jsonSearch struct {
	Schedule        string  `json:"schedule"`
	Verdict         string  `json:"verdict"`
	Complete        bool    `json:"complete"`
	States          int64   `json:"states"`
	Steps           int64   `json:"steps"`
	Depth           int     `json:"depth"`
	Covered         int     `json:"covered_depth"`
	Ends            int64   `json:"ends"`
	Deadlocks       int64   `json:"deadlocks"`
	Frontier        int64   `json:"frontier"`
	MemoryBytes     int64   `json:"memory_bytes"`
	BytesPerState   float64 `json:"bytes_per_state"`
	CollisionChance float64 `json:"collision_chance"`
	Workers         int     `json:"workers"`
	Seconds         float64 `json:"seconds"`
	StatesPerSecond float64 `json:"states_per_second"`
}

type jsonRun struct {
	Actors  []string       `json:"actors"`
	Steps   []jsonStep     `json:"steps"`
	End     *jsonEnd       `json:"end"`
	Blocked []jsonBlocked  `json:"blocked"`
	Cycle   []string       `json:"cycle"`
	Choices []model.Choice `json:"choices"`
}

type jsonStep struct {
	Step     model.Step    `json:"step"`
	Actor    *string       `json:"actor"`
	Label    string        `json:"label"`
	Events   []jsonEvent   `json:"events"`
	Objects  []jsonObject  `json:"objects"`
	Findings []jsonFinding `json:"findings,omitempty"`
}

type jsonEvent struct {
	Kind   model.EventKind `json:"kind"`
	Task   string          `json:"task,omitempty"`
	Object string          `json:"object,omitempty"`
	Other  string          `json:"other,omitempty"`
	N      int             `json:"n,omitempty"`
	Met    *int            `json:"met,omitempty"`
	jsonPlace
	Text string `json:"text,omitempty"`
}

type jsonObject struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Owner   string   `json:"owner,omitempty"`
	Waiters []string `json:"waiters"`
	Value   string   `json:"value,omitempty"`
}

type jsonBlocked struct {
	Task string `json:"task"`
	On   string `json:"on"`
	jsonPlace
	Holder  string `json:"holder,omitempty"`
	InCycle bool   `json:"in_cycle"`
}

type jsonEnd struct {
	Status         string          `json:"status"`
	Globals        json.RawMessage `json:"globals"`
	TaskExceptions []string        `json:"task_exceptions"`
	Violated       []string        `json:"violated"`
}

// WriteJSON writes the checks as one JSON object.
func WriteJSON(w io.Writer, cs []*Check) error {
	r := jsonReport{Version: Version, Files: []jsonFile{}}
	var t Totals
	for _, c := range cs {
		r.Files = append(r.Files, checkJSON(c))
		t.Count(c.Status())
	}
	r.Summary = jsonTotals(t)
	return encode(w, r)
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

func checkJSON(c *Check) jsonFile {
	f := jsonFile{
		File:       c.Path,
		Python:     version(c.Minor),
		Status:     c.Status(),
		Errors:     []jsonError{},
		Violations: []jsonViolation{},
		Notes:      []jsonViolation{},
		Incomplete: []jsonReason{},
		Searches:   []jsonSearch{},
	}
	ds := c.Diagnostics
	if c.Decision != nil {
		ds = append(ds[:len(ds):len(ds)], Refusals(c.Path, c.File, Reasons(c.Decision))...)
	}
	for _, d := range ds {
		if d.Severity != "error" {
			continue
		}
		e := jsonError{place(d.Span.Start), d.Code, d.Message, d.Hint}
		if d.Path != c.Path {
			e.File = d.Path
		}
		f.Errors = append(f.Errors, e)
	}
	if c.Decision == nil {
		return f
	}
	for i, v := range c.Decision.Violations() {
		jv := violationJSON(v)
		if i < len(c.Runs) && c.Runs[i] != nil {
			jv.Run = runJSON(c.Runs[i])
		}
		f.Violations = append(f.Violations, jv)
	}
	for _, v := range c.Decision.Notes() {
		f.Notes = append(f.Notes, violationJSON(v))
	}
	for _, r := range c.Decision.Incomplete() {
		jr := jsonReason{Cause: r.Cause, Schedule: r.Schedule.String(), Text: r.Text}
		for _, g := range r.Growth {
			jr.Growth = append(jr.Growth, jsonGrowth(g))
		}
		f.Incomplete = append(f.Incomplete, jr)
	}
	for _, s := range c.Decision.Searches {
		f.Searches = append(f.Searches, searchJSON(s))
	}
	return f
}

func searchJSON(s explore.ScheduleResult) jsonSearch {
	st := s.Stats
	return jsonSearch{
		Schedule: s.Schedule.String(), Verdict: s.Verdict.String(), Complete: s.Complete,
		States: st.States, Steps: st.Transitions, Depth: st.Depth, Covered: st.Covered,
		Ends: st.Ends, Deadlocks: st.Deadlocks, Frontier: st.Frontier,
		MemoryBytes: st.Memory, BytesPerState: st.BytesPerState(), CollisionChance: st.CollisionChance,
		Workers: st.Workers, Seconds: st.Duration.Seconds(), StatesPerSecond: st.StatesPerSecond(),
	}
}

func violationJSON(v explore.Shown) jsonViolation {
	return jsonViolation{
		jsonFinding: finding(v.Finding),
		Schedule:    v.Schedule.String(),
		Fewest:      v.Fewest,
		Switches:    v.Switches,
		Trace:       list(v.Trace.Steps),
	}
}

func runJSON(r *model.Run) *jsonRun {
	out := &jsonRun{Actors: list(r.Actors), Steps: []jsonStep{}, Blocked: []jsonBlocked{}, Cycle: list(cycle(r.Blocked)), Choices: list(r.Choices)}
	for i := range r.Steps {
		step := &r.Steps[i]
		js := jsonStep{Step: step.Step, Label: step.Label, Events: []jsonEvent{}, Objects: []jsonObject{}}
		if step.Actor >= 0 && step.Actor < len(r.Actors) {
			js.Actor = &r.Actors[step.Actor]
		}
		for _, ev := range step.Events {
			js.Events = append(js.Events, eventJSON(r, step, ev))
		}
		for _, o := range step.Objects {
			js.Objects = append(js.Objects, jsonObject{o.Name, o.Kind, o.Owner, list(o.Waiters), o.Value})
		}
		for _, f := range step.Findings {
			js.Findings = append(js.Findings, finding(f))
		}
		out.Steps = append(out.Steps, js)
	}
	for _, b := range r.Blocked {
		out.Blocked = append(out.Blocked, jsonBlocked{b.Actor, b.On, place(b.Pos), b.Holder, b.InCycle})
	}
	if r.End != nil {
		end := endJSON(r.End.Outcome)
		out.End = &end
	}
	return out
}

func eventJSON(r *model.Run, step *model.RunStep, ev model.Event) jsonEvent {
	e := jsonEvent{Kind: ev.Kind, jsonPlace: place(ev.Pos), Text: ev.Text, N: ev.N}
	if ev.Task >= 0 && ev.Task < len(r.Actors) {
		e.Task = r.Actors[ev.Task]
	}
	e.Object = ev.Object
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

func endJSON(o model.Outcome) jsonEnd {
	globals := json.RawMessage(o.Globals)
	if !json.Valid(globals) {
		globals = json.RawMessage("{}")
	}
	return jsonEnd{o.Status, globals, list(o.TaskExceptions), list(o.Violated)}
}

// list returns s, an empty list instead of null.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// An OutcomeSet is what is known about a file after outcomes.
type OutcomeSet struct {
	Path      string
	Complete  bool
	Reasons   []explore.Reason
	Witnesses []explore.Witness
	Runs      []*model.Run // of the witnesses, in their order
	Stats     explore.Stats
}

type jsonOutcome struct {
	jsonEnd
	Witness []model.Choice `json:"witness"`
}

// WriteOutcomesJSON writes the outcomes as one JSON object.
func WriteOutcomesJSON(w io.Writer, set *OutcomeSet) error {
	out := struct {
		Complete bool          `json:"complete"`
		Outcomes []jsonOutcome `json:"outcomes"`
	}{set.Complete, []jsonOutcome{}}
	for i, o := range set.Witnesses {
		if !json.Valid([]byte(o.Outcome.Globals)) {
			return errors.New("the globals of an outcome are no JSON: " + o.Outcome.Globals)
		}
		jo := jsonOutcome{endJSON(o.Outcome), []model.Choice{}}
		if i < len(set.Runs) && set.Runs[i] != nil {
			jo.Witness = list(set.Runs[i].Choices)
		}
		out.Outcomes = append(out.Outcomes, jo)
	}
	return encode(w, out)
}
