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
	Bitstate    Cause = "bitstate"    // states were told apart by few bits, and some may be missing
	StepLimit   Cause = "step-limit"  // a step did not end within the machine's bounds
	Unsupported Cause = "unsupported" // the program did what the model has no meaning for
	Failed      Cause = "failed"      // the machine failed
	Endless     Cause = "endless"     // an execution does not end, and DPOR runs them to their end
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
		text = "the limit of " + count(o.MaxStates, "state") + " was met"
	case MaxDepth:
		text = "the limit of " + count(int64(o.MaxDepth), "step") + " was met"
	case MaxTime:
		text = fmt.Sprintf("the limit of %v was met", max(o.total, o.MaxTime).Round(time.Millisecond))
	case MaxMemory:
		text = fmt.Sprintf("the limit of %d MiB of memory was met", o.MaxMemory>>20)
	case Interrupted:
		text = "the search was interrupted"
	}
	if o.Order == DPOR {
		return Reason{Cause: c, Text: strings.Replace(text, "state", "execution", 1) + " after " + count(st.Executions, "execution")}
	}
	text += " after " + count(st.States, "state")
	if o.Order == BFS {
		text += "; every execution was covered up to " + count(int64(st.Covered), "step")
	}
	return Reason{Cause: c, Text: text}
}

func count(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
