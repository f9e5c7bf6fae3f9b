package model

import (
	"bytes"
	"errors"
)

// The way back from a reduced run to a plain one: the states that a step of the
// reduced system passes through are states of the plain one, but for who awaits
// whom (await.go). So the plain run is found by looking for them.

// unfold returns the states that a step of a reduced system passes through, that
// in which it ends last.
func (m *machine) unfold(s State, step Step) (states []State, err error) {
	m.unfolding = true
	_, err = m.Expand(s, func(suc *Successor) bool {
		if suc.Step == step {
			states = append(m.passed[:len(m.passed):len(m.passed)], bytes.Clone(suc.State))
		}
		return suc.Step != step
	})
	if states == nil && err == nil {
		err = errors.New("there is no such step")
	}
	return states, err
}

// seen returns a state of the plain system as the reduced one would have it.
func (m *machine) seen(s State) (out State) {
	m.roomy(func() {
		m.decodeState(s)
		m.startStep(nil)
		m.awaitAll()
		out = m.encodeState(false)
	})
	return out
}

// Lift implements Reduced.
func (s *reducedSystem) Lift(steps []Step) ([]Step, error) {
	reduced, look, plain := s.newMachine(), s.newMachine(), s.image.newMachine()
	var at, from State // in the reduced and in the plain system
	var out []Step
	for i, step := range steps {
		states, err := reduced.unfold(at, step)
		if states == nil {
			return nil, &DivergedError{i, err.Error()}
		}
		for _, to := range states {
			path, end := liftStep(plain, look, from, at, to)
			if path == nil {
				return nil, &DivergedError{i, "a state that a reduced search came to is none of the plain one's: a bug of the reduction"}
			}
			out = append(out, path...)
			from, at = end, to
		}
	}
	if end, err := reduced.Expand(at, func(*Successor) bool { return false }); err == nil && end != nil {
		out = append(out, liftEnd(plain, look, from, at)...)
	}
	return out, nil
}

// liftEnd looks for the steps of the plain system, none of which is seen, from state
// from, which is seen as the end at, to the end.
func liftEnd(plain, look *machine, from, at State) (path []Step) {
	known := map[string]bool{string(from): true}
	for {
		var next State
		end, err := plain.Expand(from, func(suc *Successor) bool {
			if bytes.Equal(look.seen(suc.State), at) && !known[string(suc.State)] {
				path, next = append(path, suc.Step), bytes.Clone(suc.State)
			}
			return next == nil
		})
		if end != nil || err != nil || next == nil {
			return path
		}
		known[string(next)] = true
		from = next
	}
}

// liftStep looks for the steps of the plain system from state from, which is seen
// as at, to one that is seen as to: one step, behind any number of those that are
// not seen at all.
func liftStep(plain, look *machine, from, at, to State) (path []Step, end State) {
	type node struct {
		state State
		path  []Step
	}
	todo := []node{{from, nil}}
	known := map[string]bool{string(from): true}
	for len(todo) > 0 {
		n := todo[0]
		todo = todo[1:]
		plain.Expand(n.state, func(suc *Successor) bool {
			seen := look.seen(suc.State)
			step := append(n.path[:len(n.path):len(n.path)], suc.Step)
			switch {
			case bytes.Equal(seen, to):
				path, end = step, bytes.Clone(suc.State)
				return false
			case bytes.Equal(seen, at) && !known[string(suc.State)]:
				known[string(suc.State)] = true
				todo = append(todo, node{bytes.Clone(suc.State), step})
			}
			return true
		})
		if path != nil {
			return path, end
		}
	}
	return nil, nil
}
