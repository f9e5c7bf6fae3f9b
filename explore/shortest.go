package explore

import (
	"context"
	"slices"

	"github.com/condcheck/condcheck/explore/internal/visited"
	"github.com/condcheck/condcheck/model"
)

// fewestBound is the number of states, and of (state, actor) pairs, up to which
// the run with the fewest task switches is looked for.
const fewestBound = 2 << 20

// fewest replaces each violation's trace by the one that, of all the shortest
// ones, switches least between tasks, and of those is lowest step by step. It
// does nothing if that takes too much memory or time.
//
// The search goes forward by layers over pairs of a state and the task that
// moved last: layer i has the states at distance i from the start, since a
// shortest run can pass through no others. What makes a run to such a pair best
// (fewest switches, then lowest steps) depends on the best runs to the pairs of
// the layer before, so one run is kept for each pair. A layer is kept in the
// order of its runs; most is the number of switches beyond which no run is of
// interest.
func (s *search) fewest(ctx context.Context, m model.Machine, cs []candidate, out []Violation, most int) {
	if s.seen.Len() > fewestBound || s.stop.Load() != nil {
		return
	}
	l := layers{m: m, most: int32(most), depthOf: make(map[visited.Key]int32), targets: make(map[model.Finding]*target)}
	last := int32(0)
	for i, c := range cs {
		l.targets[c.finding] = &target{candidate: c, out: &out[i]}
		if c.end {
			last = max(last, c.length)
		} else {
			last = max(last, c.length-1)
		}
	}
	l.cur = []pair{{}}
	l.nodes = []node{{parent: -1}}
	l.depthOf[visited.KeyOf(nil)] = 0
	for l.depth = 0; l.depth <= last; l.depth++ {
		if !l.layer(ctx, l.depth < last) {
			return
		}
	}
	for _, t := range l.targets {
		if !t.reached {
			continue // the path from the search stands
		}
		steps := l.path(t.node)
		if !t.end {
			steps = append(steps, t.last)
		}
		t.out.Trace, t.out.Switches, t.out.Fewest = Trace{steps}, int(t.switches), true
	}
}

type layers struct {
	m       model.Machine
	most    int32
	depth   int32
	nodes   []node
	depthOf map[visited.Key]int32
	targets map[model.Finding]*target

	cur, next         []pair
	curData, nextData []byte
	index             map[pairKey]int32 // into next
}

// A node remembers how a pair was reached.
type node struct {
	parent int32
	step   model.Step
}

type pair struct {
	off, end int // of the state in the layer's data
	actor    int32
	switches int32
	node     int32
	from     int32 // position of the pair before, in its layer
}

type pairKey struct {
	state visited.Key
	actor int32
}

type target struct {
	candidate
	out      *Violation
	reached  bool
	switches int32
	node     int32
	last     model.Step
}

// layer expands the pairs of a layer and reports whether it came to its end.
func (l *layers) layer(ctx context.Context, more bool) bool {
	l.next, l.nextData, l.index = l.next[:0], l.nextData[:0], make(map[pairKey]int32)
	for i := range l.cur {
		if i%64 == 0 && ctx.Err() != nil || len(l.nodes) > fewestBound {
			return false
		}
		p := &l.cur[i]
		end, _ := l.m.Expand(l.curData[p.off:p.end], func(su *model.Successor) bool {
			n := p.switches
			if l.depth > 0 && su.Actor != p.actor {
				n++
			}
			if n > l.most {
				return true
			}
			for _, f := range su.Findings {
				l.hit(f, false, l.depth+1, n, p.node, su.Step)
			}
			if more {
				l.add(su, n, p.node, int32(i))
			}
			return true
		})
		if end != nil {
			for _, f := range end.Findings {
				l.hit(f, true, l.depth, p.switches, p.node, 0)
			}
		}
	}
	slices.SortFunc(l.next, func(a, b pair) int {
		if a.from != b.from {
			return int(a.from) - int(b.from)
		}
		return int(l.nodes[a.node].step) - int(l.nodes[b.node].step)
	})
	l.cur, l.next = l.next, l.cur
	l.curData, l.nextData = l.nextData, l.curData
	return true
}

// add takes in a pair of the next layer. Runs come in ascending order, so the
// first of those with equally many switches is the one to keep.
func (l *layers) add(su *model.Successor, n, from, pos int32) {
	key := visited.KeyOf(su.State)
	if d, ok := l.depthOf[key]; !ok {
		l.depthOf[key] = l.depth + 1
	} else if d != l.depth+1 {
		return
	}
	pk := pairKey{key, su.ActorAfter}
	if i, ok := l.index[pk]; ok {
		if p := &l.next[i]; n < p.switches {
			p.switches, p.from = n, pos
			l.nodes[p.node] = node{from, su.Step}
		}
		return
	}
	l.index[pk] = int32(len(l.next))
	off := len(l.nextData)
	l.nextData = append(l.nextData, su.State...)
	l.next = append(l.next, pair{off, len(l.nextData), su.ActorAfter, n, int32(len(l.nodes)), pos})
	l.nodes = append(l.nodes, node{from, su.Step})
}

// hit takes in a run that shows a finding.
func (l *layers) hit(f model.Finding, end bool, length, n, from int32, step model.Step) {
	t := l.targets[f]
	if t == nil || t.end != end || t.length != length || t.reached && t.switches <= n {
		return
	}
	t.reached, t.switches, t.node, t.last = true, n, from, step
}

func (l *layers) path(n int32) []model.Step {
	var steps []model.Step
	for ; l.nodes[n].parent >= 0; n = l.nodes[n].parent {
		steps = append(steps, l.nodes[n].step)
	}
	slices.Reverse(steps)
	return steps
}
