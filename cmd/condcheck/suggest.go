package main

import (
	"cmp"
	"slices"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
)

// maxPairs bounds the pairs of changes that are tried when no single change mends
// a program.
const maxPairs = 150

// suggest looks for the smallest change that makes every property of a violated
// program hold: each change alone, then all of a kind, then two together.
func suggest(e *env, c *report.Check, u *unit, s settings, m *meter) *report.Suggestion {
	out := &report.Suggestion{}
	t := &trial{e: e, unit: u, settings: limited(s, &explore.Decision{}), base: c, meter: m, mend: true}
	t.settings.opts.MaxStates = cmp.Or(s.opts.MaxStates, leastStates)
	single := u.mendings()
	for _, list := range [][]report.Change{single, u.mendingKinds(), u.mendingPairs(maxPairs)} {
		tried := make([]*report.Tried, len(list))
		for i, change := range list {
			tried[i] = &report.Tried{Change: change}
		}
		// The smallest first: what is larger than one that mends need not be tried.
		slices.SortStableFunc(tried, func(a, b *report.Tried) int { return cmp.Compare(size(c, a), size(c, b)) })
		if best := t.first(tried, out); best != nil {
			out.Found = best
			return out
		}
		if e.ctx.Err() != nil {
			break
		}
	}
	return out
}

// size is how much a change changes: lines, one that is made another counting once,
// then characters.
func size(c *report.Check, t *report.Tried) int {
	removed, added := report.ChangedLines(c.File.Text, t.File.Text)
	delta := len(t.File.Text) - len(c.File.Text)
	return max(removed, added)*10_000 + max(delta, -delta)
}

// first decides changes in their order, a few at a time, up to the first that makes
// every property hold.
func (t *trial) first(list []*report.Tried, out *report.Suggestion) *report.Tried {
	const atOnce = 8
	for len(list) > 0 {
		n := min(atOnce, len(list))
		t.all(list[:n])
		out.Tried += n
		for _, c := range list[:n] {
			switch c.Need {
			case report.NotNeeded:
				return c
			case report.Undecided:
				out.Unknown++
			}
		}
		list = list[n:]
	}
	return nil
}
