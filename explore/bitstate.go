package explore

import (
	"errors"
	"fmt"

	"github.com/condcheck/condcheck/explore/internal/visited"
)

// useBits makes the search tell states apart by few bits, of which it may miss
// some: it never says that a program holds.
func (s *search) useBits() {
	switch o := s.opts; {
	case o.Order == DFS:
		s.check.err = errors.New("a bitstate search is breadth-first, not depth-first")
	case o.Exact:
		s.check.err = errors.New("a bitstate search keeps bits of states; an exact one keeps whole states")
	case o.Checkpoint != nil:
		s.check.err = errors.New("a bitstate search has no checkpoints")
	}
	s.opts.Workers = 1 // which states are missed depends on the order in which they come
	s.bits = visited.NewBits(s.opts.Bitstate, s.opts.MaxStates)
	s.seen, s.known = s.bits, s.bits
}

// bitstateReason says what a search by bits may have missed.
func (s *search) bitstateReason() Reason {
	n, missed := float64(s.bits.Len()), s.bits.Missed()
	text := fmt.Sprintf("states were told apart by %d bits of each in %d KiB (bitstate): %s visited, about %.2g more taken for one of these",
		visited.Probes, (s.opts.Bitstate+1023)>>10, count(s.bits.Len(), "state"), missed)
	return Reason{Cause: Bitstate, Text: fmt.Sprintf("%s, which is %s", text, percent(n/(n+missed)))}
}

// percent words the part of the states that was visited, never as all of them.
func percent(p float64) string {
	switch {
	case p >= 0.999999:
		return "more than 99.9999 % visited"
	case p >= 0.9999:
		return fmt.Sprintf("%.4f %% visited", 100*p)
	}
	return fmt.Sprintf("%.1f %% visited, or less", 100*p)
}
