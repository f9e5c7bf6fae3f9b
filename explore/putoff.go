package explore

import (
	"bytes"
	"cmp"
	"math"
	"slices"

	"github.com/condcheck/condcheck/explore/internal/frontier"
	"github.com/condcheck/condcheck/explore/internal/visited"
	"github.com/condcheck/condcheck/model"
)

// What is put off. Where the steps of a persistent set are enough, the others of the
// state are put off, and can be taken behind them. If a part of the program goes
// round for ever they could be put off for ever, which is known as the ignoring
// problem. So the steps from such states are kept, and when no state is left to be
// expanded it is seen whether each leads to one of which all steps were taken. Of
// those that do not, all lead to some from which nothing but each other is reached;
// in one of each such set all steps are taken, and the search goes on. (Condition S of
// Valmari, The State Explosion Problem, LNCS 1491, 1998, section 4: for what can be
// seen of a single step it is enough that each step that is put off can be taken in
// some state that is reached.)

// putting is what a worker keeps of the steps from states of which some were put off.
type putting struct {
	parts bool // a persistent set of steps is enough
	all   bool // but not in the state that is expanded

	to     []visited.ID // the states that the steps of the present one lead to
	putOff []visited.ID // of each such state: it, the number of steps, where they lead
}

// putsOff takes note of a step, and reports whether the next one is to be taken.
func (w *worker) putsOff(to visited.ID, enough bool) bool {
	w.to = append(w.to, to)
	if !enough {
		return true
	}
	slices.Sort(w.to)
	w.to = slices.Compact(w.to)
	w.putOff = append(w.putOff, w.cur.ID, visited.ID(len(w.to)))
	w.putOff = append(w.putOff, w.to...)
	w.s.partly.Add(1)
	w.s.frontierBytes.Add(4 * int64(2+len(w.to)))
	return false
}

// takePutOff takes steps that would be put off for ever, and reports whether there
// were any.
func (s *search) takePutOff() bool {
	if s.full.Load() != nil || s.stop.Load() != nil {
		return false
	}
	g := s.putOffGraph()
	byRank := func(a, b visited.ID) int { return cmp.Compare(s.rank(a), s.rank(b)) } // the same in each search
	var ends []visited.ID
	for _, set := range g.ends() {
		ends = append(ends, slices.MinFunc(set, byRank))
	}
	slices.SortFunc(ends, byRank)
	w := s.worker(0)
	for _, id := range ends {
		s.forget(id)
		steps := s.path(id)
		state, ok := w.stateBehind(steps)
		if !ok {
			s.halt(Failed)
			return false
		}
		w.all = true
		w.expand(frontier.Record{ID: id, Depth: int32(len(steps)), State: state})
		w.all = false
	}
	w.flush()
	s.gather()
	return len(ends) > 0
}

// forget drops the note that steps of a state have been put off.
func (s *search) forget(id visited.ID) {
	for _, w := range s.workers {
		for i := 0; i < len(w.putOff); i += 2 + int(w.putOff[i+1]) {
			if w.putOff[i] == id {
				w.putOff = slices.Delete(w.putOff, i, i+2+int(w.putOff[i+1]))
				s.partly.Add(-1)
				return
			}
		}
	}
}

// stateBehind returns the state that steps lead to.
func (w *worker) stateBehind(steps []model.Step) (state model.State, ok bool) {
	for _, step := range steps {
		var next model.State
		w.m.Expand(state, func(su *model.Successor) bool {
			if su.Step == step {
				next = bytes.Clone(su.State)
			}
			return next == nil
		})
		if next == nil {
			return nil, false
		}
		state = next
	}
	return state, true
}

// A putOffGraph is the states of which steps were put off, and where the others of
// them lead.
type putOffGraph struct {
	ids   []visited.ID
	to    [][]int32 // numbers in ids; -1 for any other state
	index map[visited.ID]int32
}

func (s *search) putOffGraph() *putOffGraph {
	g := &putOffGraph{index: map[visited.ID]int32{}}
	each := func(visit func(from visited.ID, to []visited.ID)) {
		for _, w := range s.workers {
			for i := 0; i < len(w.putOff); {
				n := int(w.putOff[i+1])
				visit(w.putOff[i], w.putOff[i+2:i+2+n])
				i += 2 + n
			}
		}
	}
	each(func(from visited.ID, _ []visited.ID) {
		g.index[from] = int32(len(g.ids))
		g.ids = append(g.ids, from)
	})
	each(func(_ visited.ID, to []visited.ID) {
		var next []int32
		for _, id := range to {
			n, ok := g.index[id]
			if !ok {
				n = -1
			}
			next = append(next, n)
		}
		g.to = append(g.to, next)
	})
	return g
}

// ends returns the sets of states that lead to nothing but each other: the strongly
// connected components without a way out (Tarjan, SIAM J. Comput. 1(2), 1972).
func (g *putOffGraph) ends() (ends [][]visited.ID) {
	const unseen, done = 0, math.MaxInt32
	low := make([]int32, len(g.ids))    // number of the first state seen that is reached, done once its set is known
	number := make([]int32, len(g.ids)) // in the order in which they are seen
	leaves := make([]bool, len(g.ids))  // there is a way out
	seen := int32(0)
	var stack []int32
	type call struct{ at, next int32 }
	for root := range g.ids {
		if low[root] != unseen {
			continue
		}
		enter := func(v int32) call {
			seen++
			low[v], number[v] = seen, seen
			stack = append(stack, v)
			return call{at: v}
		}
		calls := []call{enter(int32(root))}
		for len(calls) > 0 {
			c := &calls[len(calls)-1]
			v := c.at
			if int(c.next) < len(g.to[v]) {
				u := g.to[v][c.next]
				c.next++
				switch {
				case u < 0:
					leaves[v] = true
				case low[u] == unseen:
					calls = append(calls, enter(u))
				case low[u] == done:
					leaves[v] = true
				default:
					low[v] = min(low[v], low[u])
				}
				continue
			}
			calls = calls[:len(calls)-1]
			if low[v] == number[v] { // the first of its set
				first := len(stack) - 1
				for stack[first] != v {
					first--
				}
				out := false
				var set []visited.ID
				for _, u := range stack[first:] {
					out = out || leaves[u]
					low[u] = done
					set = append(set, g.ids[u])
				}
				if !out {
					ends = append(ends, set)
				}
				stack = stack[:first]
			}
			if len(calls) > 0 {
				parent := calls[len(calls)-1].at
				if low[v] == done {
					leaves[parent] = true
				} else {
					low[parent] = min(low[parent], low[v])
				}
			}
		}
	}
	return ends
}
