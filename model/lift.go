package model

import (
	"bytes"
	"errors"
)

// The way back from a reduced run to a plain one: the states that a step of the
// reduced system passes through are states of the plain one, but for who awaits
// whom (await.go) and for which of like threads is which. So the plain run is
// found by looking for them.

// unfold returns the states that a step of a reduced system passes through, that
// in which it ends last, and the latter as that system has it.
func (m *machine) unfold(s State, step Step) (states []State, end State, err error) {
	m.unfolding = true
	_, err = m.Expand(s, func(suc *Successor) bool {
		if suc.Step == step {
			end = bytes.Clone(suc.State)
			m.roomy(func() { m.decodeState(end) })
			m.noneAhead()
			m.placing.went()
			states = append(m.passed[:len(m.passed):len(m.passed)], bytes.Clone(m.encodeState(false)))
		}
		return suc.Step != step
	})
	if states == nil && err == nil {
		err = errors.New("there is no such step")
	}
	return states, end, err
}

// Unfold implements Reduced.
func (s *reducedSystem) Unfold(steps []Step) (states []State, err error) {
	m := s.newMachine()
	var at State
	for i, step := range steps {
		passed, end, err := m.unfold(at, step)
		if passed == nil {
			return nil, &DivergedError{i, err.Error()}
		}
		states = append(states, passed...)
		at = end
	}
	return states, nil
}

// Looks implements Reduced.
func (s *reducedSystem) Looks() func(plain, reduced State) bool {
	m := s.newMachine()
	return func(plain, reduced State) (like bool) {
		if len(plain) == 0 || len(reduced) == 0 {
			return len(plain) == len(reduced)
		}
		m.roomy(func() {
			m.decodeState(plain)
			m.startStep(nil)
			m.forgetNames()
			m.awaitAll()
			m.gatherAll()
			m.awaitInTurn()
			seen := m.encodeState(false)
			like = bytes.Equal(seen, reduced) || m.alikeStates(seen, reduced)
		})
		return like
	}
}
