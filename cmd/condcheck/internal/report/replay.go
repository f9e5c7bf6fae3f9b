package report

import (
	"fmt"
	"io"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/explore/story"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// A Replay is what is known about a trace after replay.
type Replay struct {
	Path    string // of the trace file
	Program string // path of the program
	File    *source.File
	Sources []*source.File // File and the program's own modules
	Trace   *explore.TraceFile
	*explore.Replayed
	// Changed says what is not as it was when the trace was written.
	Changed []string
	// Real is what came of it on interpreters.
	Real []*Real
	// Both is set if what interpreters do is to be told step by step.
	Both bool
}

// Schedule returns the schedule of the trace.
func (r *Replay) Schedule() model.Schedule { return r.Trace.Config().Schedule }

// WriteReplay writes the story of a trace, as verify tells it.
func WriteReplay(w io.Writer, st Style, r *Replay) {
	c := &Check{Path: r.Program, File: r.File, Sources: r.Sources}
	note := "Found with schedule=any; schedule=fifo was not asked for."
	switch {
	case r.Schedule() == model.FIFO:
		note = fifoNote
	case r.Schedule() == model.Threads:
		note = threadNote(r.Trace.Config())
	case r.Trace.AnyOnly:
		note = anyNote
	}
	v := explore.Shown{Schedule: r.Schedule(), Violation: r.Trace.Violation()}
	if r.Shown {
		v.Finding = r.Finding
		writeStory(w, st, c, v, note, r.Run)
	} else {
		fmt.Fprintf(w, "%s\n\n", st.Bold("What happens now:"))
		story.Write(w, st, r.File, r.Run)
		fmt.Fprintln(w)
	}
	WriteReplayVerdict(w, st, r)
}

// WriteReplayVerdict writes what came of a replay.
func WriteReplayVerdict(w io.Writer, st Style, r *Replay) {
	what := fmt.Sprintf("%s (%s, python=%s, %s)", story.Heading(r.Trace.Finding.Finding()), Under(r.Trace.Config()), r.Trace.Options.Python,
		story.Plural(int64(len(r.Trace.Run.Steps)), "step"))
	if r.Shown {
		fmt.Fprintf(w, "%s: %s: %s\n", st.Bold(r.Path), st.Error("violated again"), what)
	} else {
		fmt.Fprintf(w, "%s: %s: %s\n", st.Bold(r.Path), st.Note("does not show again"), what)
	}
	if r.Unfit != nil {
		fmt.Fprintf(w, "  %s\n", r.Unfit)
	}
	for _, real := range r.Real {
		WriteReal(w, st, r.File, r.Run, real, len(r.Trace.Sources) == 1, r.Both)
	}
}

type jsonReplay struct {
	Version  int                  `json:"version"`
	Trace    string               `json:"trace"`
	File     string               `json:"file"`
	Python   string               `json:"python"`
	Schedule string               `json:"schedule"`
	Changed  []string             `json:"changed"`
	Shown    bool                 `json:"shown"`
	Unfit    *jsonUnfit           `json:"unfit"`
	Finding  explore.TraceFinding `json:"finding"`
	// Explanation is what happened in words, if the finding shows again.
	Explanation string            `json:"explanation,omitempty"`
	Run         *explore.TraceRun `json:"run"`
	Real        []jsonReal        `json:"real"`
}

type jsonUnfit struct {
	Step     int                `json:"step"` // from 1
	What     string             `json:"what"`
	Recorded *explore.TraceStep `json:"recorded"`
}

// WriteReplayJSON writes a replay as one JSON object.
func WriteReplayJSON(w io.Writer, r *Replay) error { return encode(w, replayJSON(r)) }

func replayJSON(r *Replay) jsonReplay {
	out := jsonReplay{
		Version: Version, Trace: r.Path, File: r.Program, Python: r.Trace.Options.Python, Schedule: r.Trace.Options.Schedule,
		Changed: list(r.Changed), Shown: r.Shown, Finding: r.Trace.Finding, Run: explore.RunOf(r.Run),
		Real: []jsonReal{},
	}
	if r.Shown {
		out.Explanation = explanation(r.File, r.Run, r.Finding)
	}
	for _, real := range r.Real {
		out.Real = append(out.Real, realJSON(real))
	}
	if r.Unfit != nil {
		out.Unfit = &jsonUnfit{r.Unfit.At + 1, r.Unfit.What, r.Unfit.Recorded}
	}
	return out
}
