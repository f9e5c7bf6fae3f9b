package report

import (
	"io"

	"github.com/condcheck/condcheck/explore"
)

type jsonWhy struct {
	Version int          `json:"version"`
	File    string       `json:"file"`
	Python  string       `json:"python"`
	Changes []jsonChange `json:"changes"`
	Summary jsonNeeds    `json:"summary"`
}

type jsonNeeds struct {
	Changes    int64 `json:"changes"`
	Needed     int64 `json:"needed"`
	NotNeeded  int64 `json:"not_needed"`
	Equivalent int64 `json:"equivalent"`
	Unknown    int64 `json:"unknown"`
}

type jsonChange struct {
	Number int    `json:"number"`
	Rule   string `json:"rule"`
	explore.TracePlace
	Construct string         `json:"construct"`
	What      string         `json:"change"`
	Verdict   string         `json:"verdict"`
	Why       string         `json:"why,omitempty"`
	Violation *jsonViolation `json:"violation,omitempty"`
	Diff      string         `json:"diff"`
	Searches  []jsonSearch   `json:"searches"`
}

// WriteWhyJSON writes the answer of condcheck why as one JSON object.
func WriteWhyJSON(w io.Writer, y *Why) error {
	out := jsonWhy{Version: Version, File: y.Check.Path, Python: version(y.Check.Minor), Changes: []jsonChange{},
		Summary: jsonNeeds{int64(len(y.Tried)), y.Count(Needed), y.Count(NotNeeded), y.Count(Equivalent), y.Count(Undecided)}}
	for i, t := range y.Tried {
		c := jsonChange{Number: i + 1, Rule: t.Rule, TracePlace: explore.PlaceOf(t.Pos), Construct: t.Construct, What: t.What,
			Verdict: string(t.Need), Why: t.Why, Diff: Diff(y.Check.Path, y.Check.File.Text, t.File.Text), Searches: []jsonSearch{}}
		if t.Need == NotNeeded {
			c.Verdict = "not-needed"
		}
		if t.Need == Needed {
			v := violationJSON(t.Shown)
			if t.Run != nil {
				v.Run = explore.RunOf(t.Run)
			}
			c.Violation = &v
		}
		if t.Decision != nil {
			for _, s := range t.Decision.Searches {
				c.Searches = append(c.Searches, searchJSON(s))
			}
		}
		out.Changes = append(out.Changes, c)
	}
	return encode(w, out)
}
