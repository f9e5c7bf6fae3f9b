package explore

import (
	"context"
	"errors"
	"slices"

	"github.com/condcheck/condcheck/model"
)

// ErrTooMany says that a system has more states than were to be looked at.
var ErrTooMany = errors.New("too many states")

// A Livelock is what can be come to and has no end, whatever is scheduled: what is
// left goes round for ever. (That some unfair or unlucky schedule goes round where
// another one ends is none.)
type Livelock struct {
	Trace  Trace // to where it goes round, by a shortest run
	States int   // from which no execution ends
}

// FindLivelock walks over the states of a system and returns nil if from each of
// them an end can be reached. The error is ErrTooMany if there are more states than
// limit.
func FindLivelock(ctx context.Context, sys model.System, limit int) (*Livelock, error) {
	type node struct {
		from   int32 // on the shortest way from the start
		step   model.Step
		before []int32
	}
	m := sys.NewMachine()
	nodes := []node{{from: -1}}
	states := []model.State{nil}
	known := map[string]int32{"": 0}
	var ends []int32
	for i := 0; i < len(states); i++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		end, err := m.Expand(states[i], func(su *model.Successor) bool {
			j, ok := known[string(su.State)]
			if !ok {
				j = int32(len(nodes))
				known[string(su.State)] = j
				nodes = append(nodes, node{from: int32(i), step: su.Step})
				states = append(states, slices.Clone(su.State))
			}
			nodes[j].before = append(nodes[j].before, int32(i))
			return len(nodes) <= limit
		})
		states[i] = nil // known has it
		switch {
		case err != nil:
			return nil, err
		case len(nodes) > limit:
			return nil, ErrTooMany
		case end != nil:
			ends = append(ends, int32(i))
		}
	}
	canEnd := make([]bool, len(nodes))
	for _, i := range ends {
		canEnd[i] = true
	}
	for todo := ends; len(todo) > 0; {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, j := range nodes[i].before {
			if !canEnd[j] {
				canEnd[j] = true
				todo = append(todo, j)
			}
		}
	}
	// Of the states that cannot end, leave out those from which it only goes on to
	// where it goes round.
	next := make(map[int32][]int32)
	ways := make(map[int32]int)
	out := &Livelock{}
	var todo []int32
	for i := range nodes {
		if canEnd[i] {
			continue
		}
		out.States++
		for _, j := range nodes[i].before {
			if !canEnd[j] {
				next[j] = append(next[j], int32(i))
				ways[int32(i)]++
			}
		}
		if ways[int32(i)] == 0 {
			todo = append(todo, int32(i))
		}
	}
	if out.States == 0 {
		return nil, nil
	}
	gone := make(map[int32]bool)
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		gone[i] = true
		for _, j := range next[i] {
			if ways[j]--; ways[j] == 0 {
				todo = append(todo, j)
			}
		}
	}
	first := int32(0)
	for i := range nodes {
		if !canEnd[i] && !gone[int32(i)] {
			first = int32(i)
			break
		}
	}
	for ; first > 0; first = nodes[first].from {
		out.Trace.Steps = append(out.Trace.Steps, nodes[first].step)
	}
	slices.Reverse(out.Trace.Steps)
	return out, nil
}
