package explore

import (
	"fmt"
	"strings"
	"time"
)

// Cause is a kind of Reason, stable for programs that read results.
type Cause string

// The causes of an incomplete search.
const (
	MaxStates   Cause = "max-states"
	MaxDepth    Cause = "max-depth"
	MaxTime     Cause = "max-time"
	MaxMemory   Cause = "max-memory"
	Interrupted Cause = "interrupted"
	StepLimit   Cause = "step-limit"  // a step did not end within the machine's bounds
	Unsupported Cause = "unsupported" // the program did what the model has no meaning for
	Failed      Cause = "failed"      // the machine failed
)

// A Reason says why a search is incomplete.
type Reason struct {
	Cause Cause
	// Err is the machine's error: a *model.LimitError or a
	// *model.UnsupportedError for the causes of those names.
	Err  error
	Text string
	// Growth names what grew while a limit ended the search.
	Growth []Growth
}

func (r Reason) String() string {
	var b strings.Builder
	b.WriteString(r.Text)
	for _, g := range r.Growth {
		fmt.Fprintf(&b, "; %s", g)
	}
	return b.String()
}

// Growth is a measure that grew along an execution, at a quarter, a half and
// the whole of its length.
type Growth struct {
	Name  string
	Sizes [3]int64
}

func (g Growth) String() string {
	return fmt.Sprintf("`%s` seems to grow without bound: %d, %d, %d", g.Name, g.Sizes[0], g.Sizes[1], g.Sizes[2])
}

// limitReason describes the limit that ended a search with the given figures.
func limitReason(c Cause, o Options, st Stats) Reason {
	var text string
	switch c {
	case MaxStates:
		text = fmt.Sprintf("the limit of %d states was met", o.MaxStates)
	case MaxDepth:
		text = fmt.Sprintf("the limit of %d steps was met", o.MaxDepth)
	case MaxTime:
		text = fmt.Sprintf("the limit of %v was met", o.MaxTime.Round(time.Millisecond))
	case MaxMemory:
		text = fmt.Sprintf("the limit of %d MiB of memory was met", o.MaxMemory>>20)
	case Interrupted:
		text = "the search was interrupted"
	}
	text += fmt.Sprintf(" after %d states", st.States)
	if o.Order == BFS {
		text += fmt.Sprintf("; every execution was covered up to %d steps", st.Covered)
	}
	return Reason{Cause: c, Text: text}
}
