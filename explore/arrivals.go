package explore

import (
	"github.com/condcheck/condcheck/explore/internal/visited"
	"github.com/condcheck/condcheck/model"
)

// Arrivals. Where a step takes less time than the memory needs to tell whether its
// state has been visited, the steps of several states are gathered, and the memory is
// asked about all of them before the first answer is waited for.

// maxArrivals are gathered.
const maxArrivals = 64

// An arrival is a step that leads to a state, and how many of the bytes gathered end
// with that state.
type arrival struct {
	from  visited.ID
	depth int32
	step  model.Step
	end   int
}

// arrivals are those that a worker has gathered.
type arrivals struct {
	all    []arrival
	keys   []visited.Key
	states []byte
}

// arrive gathers a step of the state being expanded.
func (w *worker) arrive(key visited.Key, su *model.Successor) {
	a := &w.arrivals
	a.states = append(a.states, su.State...)
	a.keys = append(a.keys, key)
	a.all = append(a.all, arrival{w.cur.ID, w.cur.Depth + 1, su.Step, len(a.states)})
	if len(a.all) == maxArrivals {
		w.takeIn()
	}
}

// takeIn takes in what has been gathered.
func (w *worker) takeIn() {
	a := &w.arrivals
	if len(a.all) == 0 {
		return
	}
	w.s.seen.Expect(a.keys)
	begin := 0
	for i := range a.all {
		x := &a.all[i]
		state := model.State(a.states[begin:x.end])
		id, status := w.s.seen.Insert(a.keys[i], w.kept(state), x.from, x.step)
		w.inserted(a.keys[i], id, status, x.depth, state)
		begin = x.end
	}
	a.all, a.keys, a.states = a.all[:0], a.keys[:0], a.states[:0]
}
