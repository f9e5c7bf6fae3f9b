package explore

import (
	"cmp"
	"slices"
	"sync/atomic"

	"github.com/condcheck/condcheck/explore/internal/visited"
	"github.com/condcheck/condcheck/model"
)

const (
	// waysStates and waysEdges bound the search whose ways are kept.
	waysStates = 2 << 20
	waysEdges  = 8 << 20
	waysHits   = 1 << 20
	edgeBytes  = 20
)

// The ways of a breadth-first search are the steps from each level to the states
// of the next: all shortest runs to all states. They are kept until they are too
// many, and give of the shortest counterexamples the one with the fewest task
// switches.
type ways struct {
	kept   bool
	full   atomic.Bool
	count  atomic.Int64
	bytes  atomic.Int64
	levels [][][]edge // level → worker → steps
}

// An edge is a step to a state that no shorter run reaches.
type edge struct {
	from, to      visited.ID
	step          model.Step
	actor, actor2 int32 // in the numbering of from, and of to
}

// A hit is a last step that shows a finding, or an end that does.
type hit struct {
	from  visited.ID
	step  model.Step
	actor int32
	end   bool
}

// check looks between chunks whether there is room for more.
func (k *ways) check(w *worker) {
	if !k.kept || w.waysFull {
		return
	}
	n := k.count.Load() + int64(len(w.edges))
	limit := w.s.opts.MaxMemory
	if n > waysEdges || w.s.seen.Len() > waysStates || limit > 0 && n*edgeBytes > limit/8 {
		k.full.Store(true)
	}
	if k.full.Load() {
		w.waysFull, w.edges = true, nil
	}
}

// gather takes over the steps of a level.
func (k *ways) gather(s *search) {
	if !k.kept {
		return
	}
	var level [][]edge
	for _, w := range s.workers {
		if len(w.edges) > 0 {
			level = append(level, w.edges)
			k.count.Add(int64(len(w.edges)))
			k.bytes.Add(int64(cap(w.edges)) * edgeBytes)
			w.edges = nil
		}
	}
	k.levels = append(k.levels, level)
	if k.full.Load() {
		k.kept = false
		k.levels = nil
		k.bytes.Store(0)
	}
}

// fewest replaces each violation's trace by the one that, of all the shortest
// ones, switches least between tasks, and of those is lowest step by step.
//
// It goes forward by levels over pairs of a state and the task that moved last.
// What makes a run to such a pair best (fewest switches, then lowest steps)
// depends on the best runs to the pairs of the level before, so that one run is
// kept for each pair, and the rank of its steps among those of the level.
func (s *search) fewest(cs []candidate, out []Violation) {
	for i, c := range cs {
		last := int(c.length) - 1 // the level of the states before the last step
		if c.end {
			last++
		}
		if last > len(s.ways.levels) || len(c.hits) == 0 { // notes and warnings have no hits
			continue
		}
		best := s.ways.best(c.hits, last)
		if best == nil {
			continue
		}
		out[i].Trace, out[i].Switches, out[i].Fewest = Trace{best.steps}, int(best.switches), true
	}
}

// A run is a run to a state in which actor moved last.
type run struct {
	state    visited.ID
	actor    int32
	switches int32
	rank     int32 // of its steps among those of the level
	parent   int32 // index into the level before
	step     model.Step
}

type best struct {
	steps    []model.Step
	switches int32
}

// best returns the best run that shows one of the hits, whose states are on the
// given level.
func (k *ways) best(hits []hit, last int) *best {
	levels := k.towards(hits, last)
	runs := make([][]run, last+1)
	if last == 0 {
		runs[0] = []run{{state: hits[0].from, parent: -1}}
	} else {
		runs[0] = []run{{state: levels[0][0].from, parent: -1}}
	}
	for i := range last {
		runs[i+1] = advance(runs[i], levels[i], i == 0)
	}
	final := make(map[visited.ID][]int32)
	for i, r := range runs[last] {
		final[r.state] = append(final[r.state], int32(i))
	}
	var found *run // of the last level, with the hit's step
	var lastStep hit
	var total int32
	for _, h := range hits {
		for _, i := range final[h.from] {
			r := &runs[last][i]
			n := r.switches
			if !h.end && last > 0 && h.actor != r.actor {
				n++
			}
			if found == nil || cmp.Or(cmp.Compare(n, total), cmp.Compare(r.rank, found.rank), cmp.Compare(h.step, lastStep.step)) < 0 {
				found, lastStep, total = r, h, n
			}
		}
	}
	if found == nil {
		return nil
	}
	var steps []model.Step
	if !lastStep.end {
		steps = append(steps, lastStep.step)
	}
	for i := last; i > 0; i-- {
		steps = append(steps, found.step)
		found = &runs[i-1][found.parent]
	}
	slices.Reverse(steps)
	return &best{steps, total}
}

// towards returns of each level the steps from which a hit can be reached.
func (k *ways) towards(hits []hit, last int) [][]edge {
	levels := make([][]edge, last)
	goal := make(map[visited.ID]bool)
	for _, h := range hits {
		goal[h.from] = true
	}
	for i := last - 1; i >= 0; i-- {
		before := make(map[visited.ID]bool)
		for _, part := range k.levels[i] {
			for _, e := range part {
				if goal[e.to] {
					levels[i] = append(levels[i], e)
					before[e.from] = true
				}
			}
		}
		goal = before
	}
	return levels
}

// advance returns the best runs to the pairs of the next level.
func advance(runs []run, edges []edge, first bool) []run {
	at := make(map[visited.ID][]int32, len(runs))
	for i, r := range runs {
		at[r.state] = append(at[r.state], int32(i))
	}
	type pair struct {
		state visited.ID
		actor int32
	}
	index := make(map[pair]int)
	var next []run
	for _, e := range edges {
		for _, i := range at[e.from] {
			r := run{state: e.to, actor: e.actor2, switches: runs[i].switches, parent: i, step: e.step}
			if !first && e.actor != runs[i].actor {
				r.switches++
			}
			p := pair{e.to, e.actor2}
			j, ok := index[p]
			if !ok {
				index[p] = len(next)
				next = append(next, r)
			} else if old := &next[j]; cmp.Or(cmp.Compare(r.switches, old.switches), lower(runs, r, *old)) < 0 {
				*old = r
			}
		}
	}
	slices.SortFunc(next, func(a, b run) int { return lower(runs, a, b) })
	for i := range next {
		next[i].rank = int32(i)
	}
	return next
}

// lower compares the steps of two runs, whose parents are among runs.
func lower(runs []run, a, b run) int {
	return cmp.Or(cmp.Compare(runs[a.parent].rank, runs[b.parent].rank), cmp.Compare(a.step, b.step))
}
