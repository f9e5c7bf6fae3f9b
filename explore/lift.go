package explore

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/condcheck/condcheck/model"
)

// A lift turns a run of a reduced system into one of the plain system: it goes
// forward over all runs of the plain system that look like the given one, and ends
// with the first step that shows what is wanted.
type lift struct {
	plain model.Machine
	looks func(plain, reduced model.State) bool
	shows func([]model.Finding, *model.End) bool

	most  int // states that look like one of the run are gone on from
	nodes []liftNode
}

// A liftNode is a state of the plain system, and how it was reached.
type liftNode struct {
	state  model.State
	parent int // -1 at the start
	step   model.Step
}

// maxLifted bounds the states of the plain system that look like one of the run.
// Most often one is as good as the other, so that few are tried first.
var maxLifted = []int{1, 16, 256, 20_000}

// liftRun returns the steps of the plain system that show what is wanted, or, failing
// that, what is wanted next, and look like the given steps of the reduced one.
func liftRun(plain model.System, red model.Reduced, steps []model.Step, wanted ...func([]model.Finding, *model.End) bool) ([]model.Step, error) {
	states, err := red.Unfold(steps)
	if err != nil {
		return nil, err
	}
	l := &lift{plain: plain.NewMachine(), looks: red.Looks()}
	for _, l.shows = range wanted {
		for _, l.most = range maxLifted {
			if found := l.run(states); found != nil {
				return found, nil
			}
		}
	}
	return nil, fmt.Errorf("no run of the plain system that looks like the %d steps of the reduced one shows the same", len(steps))
}

// run returns the steps that look like the given states; nil if none of those that
// were tried do and show what is wanted.
func (l *lift) run(states []model.State) []model.Step {
	l.nodes = []liftNode{{parent: -1}}
	layer := []int{0}
	var at model.State
	for _, next := range states {
		var found []model.Step
		if layer, found = l.advance(layer, at, next); found != nil || len(layer) == 0 {
			return found
		}
		at = next
	}
	_, found := l.advance(layer, at, nil)
	return found
}

// advance returns the states that look like next, one step and any number of those
// that cannot be seen behind those of the layer, which look like at. next is nil
// behind the last.
func (l *lift) advance(layer []int, at, next model.State) (after []int, found []model.Step) {
	known := make(map[string]bool)
	for _, i := range layer {
		known[string(l.nodes[i].state)] = true
	}
	reached := make(map[string]bool)
	for k := 0; k < len(layer); k++ {
		from := layer[k]
		end, _ := l.plain.Expand(l.nodes[from].state, func(su *model.Successor) bool {
			if l.shows(su.Findings, nil) {
				found = append(l.path(from), su.Step)
				return false
			}
			add := func(set map[string]bool, list *[]int) {
				if !set[string(su.State)] {
					set[string(su.State)] = true
					*list = append(*list, len(l.nodes))
					l.nodes = append(l.nodes, liftNode{bytes.Clone(su.State), from, su.Step})
				}
			}
			if next != nil && l.looks(su.State, next) {
				add(reached, &after)
			} else if l.looks(su.State, at) {
				add(known, &layer)
			}
			return next == nil || len(after) < l.most
		})
		if end != nil && l.shows(end.Findings, end) {
			found = l.path(from)
		}
		if found != nil {
			return nil, found
		}
		if len(after) >= l.most || len(layer) > maxLifted[len(maxLifted)-1] {
			break
		}
	}
	return after, nil
}

// path returns the steps to a node; not nil.
func (l *lift) path(i int) []model.Step {
	steps := []model.Step{}
	for ; l.nodes[i].parent >= 0; i = l.nodes[i].parent {
		steps = append(steps, l.nodes[i].step)
	}
	slices.Reverse(steps)
	return steps
}

// showsFinding returns what shows a finding. Who is told to be stuck first in a
// deadlock, and where, depends on how it came about.
func showsFinding(f model.Finding) func([]model.Finding, *model.End) bool {
	return func(fs []model.Finding, _ *model.End) bool {
		return slices.ContainsFunc(fs, func(g model.Finding) bool {
			return g == f || f.Property == "deadlock" && g.Property == f.Property
		})
	}
}

// showsReworded returns what shows a finding in other words: what the locks are called
// that threads hold in a data race depends on which of like threads is which, and on
// variables that nobody reads any more.
func showsReworded(f model.Finding) func([]model.Finding, *model.End) bool {
	return func(fs []model.Finding, _ *model.End) bool {
		return slices.ContainsFunc(fs, func(g model.Finding) bool {
			g.Message = f.Message
			return g == f && f.Template != ""
		})
	}
}

// showsOutcome returns what shows an outcome.
func showsOutcome(o model.Outcome) func([]model.Finding, *model.End) bool {
	key := o.Key()
	return func(_ []model.Finding, e *model.End) bool { return e != nil && e.Outcome.Key() == key }
}
