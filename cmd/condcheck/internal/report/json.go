package report

import (
	"encoding/json"
	"errors"
	"io"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
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
	Suggestion *jsonSuggestion `json:"suggestion,omitempty"`
	Vacuous    []jsonError     `json:"vacuous,omitempty"`
	Coverage   []jsonCoverage  `json:"coverage,omitempty"`
}

type jsonError struct {
	explore.TracePlace
	Code    string `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

type jsonViolation struct {
	explore.TraceFinding
	Schedule string       `json:"schedule"`
	Fewest   bool         `json:"fewest_switches"`
	Switches int          `json:"switches"`
	Trace    []model.Step `json:"trace"`
	// Explanation is what happened in words; empty if there is no run.
	Explanation string            `json:"explanation,omitempty"`
	Run         *explore.TraceRun `json:"run,omitempty"`
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
	DiskBytes       int64   `json:"disk_bytes,omitempty"`
	CollisionChance float64 `json:"collision_chance"`
	Workers         int     `json:"workers"`
	Seconds         float64 `json:"seconds"`
	StatesPerSecond float64 `json:"states_per_second"`
	Reduction       string  `json:"reduction"`
	PassedThrough   int64   `json:"passed_through"`
	Order           string  `json:"search"`
	Executions      int64   `json:"executions,omitempty"`
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
		Suggestion: suggestionJSON(c),
		Coverage:   coverageJSON(c),
	}
	for _, d := range c.Vacuous {
		f.Vacuous = append(f.Vacuous, jsonError{explore.PlaceOf(d.Span.Start), d.Code, d.Message, d.Hint})
	}
	ds := c.Diagnostics
	if c.Decision != nil {
		ds = append(ds[:len(ds):len(ds)], Refusals(c.Path, c.File, Reasons(c.Decision))...)
	}
	for _, d := range ds {
		if d.Severity != "error" {
			continue
		}
		e := jsonError{explore.PlaceOf(d.Span.Start), d.Code, d.Message, d.Hint}
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
			jv.Run = explore.RunOf(c.Runs[i])
			jv.Explanation = explanation(c.File, c.Runs[i], v.Finding)
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
		MemoryBytes: st.Memory, BytesPerState: st.BytesPerState(), DiskBytes: st.Disk, CollisionChance: st.CollisionChance,
		Workers: st.Workers, Seconds: st.Duration.Seconds(), StatesPerSecond: st.StatesPerSecond(),
		Reduction: st.Reduction.String(), PassedThrough: st.Passed,
		Order: st.Order.String(), Executions: st.Executions,
	}
}

func violationJSON(v explore.Shown) jsonViolation {
	return jsonViolation{
		TraceFinding: explore.FindingOf(v.Finding),
		Schedule:     v.Schedule.String(),
		Fewest:       v.Fewest,
		Switches:     v.Switches,
		Trace:        list(v.Trace.Steps),
	}
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
	explore.TraceEnd
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
		jo := jsonOutcome{explore.EndOf(o.Outcome), []model.Choice{}}
		if i < len(set.Runs) && set.Runs[i] != nil {
			jo.Witness = list(set.Runs[i].Choices)
		}
		out.Outcomes = append(out.Outcomes, jo)
	}
	return encode(w, out)
}
