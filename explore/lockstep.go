package explore

import (
	"context"
	"slices"

	"github.com/condcheck/condcheck/model"
)

// Lockstep reports whether two systems do the same: whether with the same
// decisions, from the start on, both have the same number of decisions in each
// state, break the same properties, have the same values in the program's variables
// (see model.Viewer), and come to the same ends. If it returns true, each state of
// one is one of the other as far as variables tell, in the same order: a
// bisimulation, found by a walk over the pairs of states. If it returns false the
// systems may be the same all the same; it also does so if there are more than
// limit pairs.
func Lockstep(ctx context.Context, a, b model.System, limit int) bool {
	l := &lockstep{a: a.NewMachine(), b: b.NewMachine(), seen: make(map[string]bool)}
	l.push(nil, nil)
	for len(l.todo) > 0 {
		if ctx.Err() != nil || len(l.seen) > limit {
			return false
		}
		p := l.todo[len(l.todo)-1]
		l.todo = l.todo[:len(l.todo)-1]
		if !l.same(p) {
			return false
		}
	}
	return true
}

type lockstep struct {
	a, b model.Machine
	seen map[string]bool
	todo []statePair
}

type statePair struct{ a, b model.State }

func (l *lockstep) push(a, b model.State) {
	key := string(a) + "\x00" + string(b)
	if !l.seen[key] {
		l.seen[key] = true
		l.todo = append(l.todo, statePair{slices.Clone(a), slices.Clone(b)})
	}
}

// A move is what is compared of a successor.
type move struct {
	state    model.State
	findings []model.Finding
}

func (l *lockstep) same(p statePair) bool {
	x, endX, errX := moves(l.a, p.a)
	y, endY, errY := moves(l.b, p.b)
	if errX != nil || errY != nil || len(x) != len(y) || (endX == nil) != (endY == nil) {
		return false
	}
	if endX != nil && (endX.Outcome.Key() != endY.Outcome.Key() || !sameProperties(endX.Findings, endY.Findings)) {
		return false
	}
	if !sameView(l.a, p.a, l.b, p.b) {
		return false
	}
	for i := range x {
		if !sameProperties(x[i].findings, y[i].findings) {
			return false
		}
		l.push(x[i].state, y[i].state)
	}
	return true
}

func moves(m model.Machine, s model.State) (list []move, end *model.End, err error) {
	end, err = m.Expand(s, func(su *model.Successor) bool {
		list = append(list, move{slices.Clone(su.State), slices.Clone(su.Findings)})
		return true
	})
	return list, end, err
}

func sameView(a model.Machine, s model.State, b model.Machine, t model.State) bool {
	va, okA := a.(model.Viewer)
	vb, okB := b.(model.Viewer)
	if !okA || !okB {
		return false
	}
	x, okA := va.View(s)
	y, okB := vb.View(t)
	return okA && okB && x == y
}

// sameProperties compares findings but for their places and words.
func sameProperties(a, b []model.Finding) bool {
	return slices.EqualFunc(a, b, func(f, g model.Finding) bool {
		return f.Property == g.Property && f.Name == g.Name && f.Severity == g.Severity
	})
}
