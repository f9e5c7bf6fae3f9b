package explore

import (
	"fmt"
	"slices"

	"github.com/condcheck/condcheck/explore/blame"
	"github.com/condcheck/condcheck/model"
)

// A Trace is a run recorded as steps, which replays to the same states every
// time.
type Trace struct {
	Steps []model.Step
}

// Len returns the number of steps.
func (t Trace) Len() int { return len(t.Steps) }

// Replay runs the trace and tells what happened. It fails with a
// *model.DivergedError if the trace does not fit the system.
func (t Trace) Replay(sys model.System) (*model.Run, error) { return record(sys, t.Steps) }

// record runs steps on sys and says of a deadlock why it is one.
func record(sys model.System, steps []model.Step) (*model.Run, error) {
	run, err := sys.Record(steps)
	if err == nil {
		blame.Explain(run)
	}
	return run, err
}

// walk runs steps on m from the empty state and calls visit with each state and
// the successor taken from it, which is valid only during the call. It returns
// the last state.
func walk(m model.Machine, steps []model.Step, visit func(depth int, from model.State, to *model.Successor)) (model.State, error) {
	var state, next model.State
	for i, step := range steps {
		found := false
		_, err := m.Expand(state, func(su *model.Successor) bool {
			if su.Step != step {
				return true
			}
			found = true
			if visit != nil {
				visit(i, state, su)
			}
			next = append(next[:0], su.State...)
			return false
		})
		if !found {
			what := fmt.Sprintf("step %d is not enabled here", step)
			if err != nil {
				what += ": " + err.Error()
			}
			return nil, &model.DivergedError{At: i, What: what}
		}
		state, next = next, state
	}
	return slices.Clone(state), nil
}

// switches counts the task switches of a run.
func switches(m model.Machine, steps []model.Step) (int, error) {
	n, last := 0, int32(0)
	_, err := walk(m, steps, func(depth int, _ model.State, su *model.Successor) {
		if depth > 0 && su.Actor != last {
			n++
		}
		last = su.ActorAfter
	})
	return n, err
}
