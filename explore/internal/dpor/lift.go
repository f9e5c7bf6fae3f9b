package dpor

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/condcheck/condcheck/model"
)

// A Move is an event as those outside see it: a thread takes one of its steps.
type Move struct {
	thread int32
	alt    uint32
}

// Path returns the present execution. If ahead is not nil, it is a step that is being
// told, and the last move.
func (d *Search) Path(ahead *model.Successor) []Move {
	var path []Move
	for i := range d.events[:d.depth] {
		path = append(path, Move{d.events[i].thread, d.events[i].alt})
	}
	if ahead == nil {
		return path
	}
	mv := Move{alt: ahead.Followed.Events[0]}
	if d.depth > 0 {
		n := d.nodes[d.depth]
		i := slices.IndexFunc(n.stands, func(s stand) bool { return s.number == ahead.Actor })
		mv.thread = n.stands[i].thread
	}
	return append(path, mv)
}

// errLifted says that an execution has no counterpart in the plain system.
var errLifted = errors.New("the run that was found could not be told in the program's own steps, which is a bug")

// A lift turns an execution into a run of the plain system, whose steps are one or
// several events of a thread: each thread is let go on in the order of the execution,
// unless it has done the event already. What it does early that way nobody else can
// tell.
type lift struct {
	d     *Search
	m     model.Follower
	shows func([]model.Finding, *model.End) bool

	at    point
	done  map[int32]int // events of each thread
	steps []model.Step
	shown bool
}

// Lift returns the steps of the plain system of m that do what the moves do, up to the
// first that shows what is wanted.
func (d *Search) Lift(m model.Follower, path []Move, shows func([]model.Finding, *model.End) bool) ([]model.Step, error) {
	l := &lift{d: d, m: m, shows: shows, done: map[int32]int{}}
	defer m.Follow(nil)
	ways := map[int32][]uint32{}
	for _, mv := range path {
		ways[mv.thread] = append(ways[mv.thread], mv.alt)
	}
	seen := map[int32]int{}
	for i, mv := range path {
		if seen[mv.thread]++; l.done[mv.thread] >= seen[mv.thread] {
			continue
		}
		if err := l.take(mv.thread, ways[mv.thread][l.done[mv.thread]:]); err != nil {
			return nil, fmt.Errorf("%w (event %d of %d: %v)", errLifted, i+1, len(path), err)
		}
		if l.shown {
			return l.steps, nil
		}
	}
	m.Follow(nil)
	end, err := m.Expand(l.at.state, func(*model.Successor) bool { return false })
	if err != nil || end == nil || !shows(end.Findings, end) {
		return nil, fmt.Errorf("%w (it does not end as it should)", errLifted)
	}
	return l.steps, nil
}

// take lets a thread take a step, with the given events as far as it consists of them.
func (l *lift) take(thread int32, events []uint32) error {
	f := l.at.following()
	f.Plain, f.Thread = true, -1
	if l.at.state != nil {
		s := l.at.stand(thread)
		if s == nil {
			return errors.New("the thread is not there")
		}
		f.Thread = s.number
	}
	f.Event, _ = model.EventName(int(thread), l.done[thread])
	var next point
	var step model.Step
	var born []model.Name
	started := false
	count := 0
	l.m.Follow(f)
	_, err := l.m.Expand(l.at.state, func(su *model.Successor) bool {
		if su.Actor != f.Thread {
			return true
		}
		does := su.Followed.Events
		n := min(len(does), len(events))
		if !slices.Equal(does[:n], events[:n]) {
			return true
		}
		shown := l.shows(su.Findings, nil)
		if count == 0 || shown {
			next.state = bytes.Clone(su.State)
			next.names = slices.Clone(su.Followed.Names)
			born = slices.Clone(su.Followed.Born)
			started = su.Followed.Started
			step, count, l.shown = su.Step, len(does), shown
		}
		return !shown
	})
	if count == 0 {
		if err == nil {
			err = errors.New("the thread has no such step")
		}
		return err
	}
	l.steps = append(l.steps, step)
	l.done[thread] += count
	for _, name := range born {
		if t, ok := l.d.threads[name]; ok {
			l.done[t]++
		}
	}
	l.stand(&next, started)
	return nil
}

// stand makes a point the present one.
func (l *lift) stand(p *point, started bool) {
	p.others, p.bound = l.at.others, l.at.bound
	for _, s := range l.m.Standings(p.state, p.following(), false, nil) {
		t := int32(0)
		if !s.Main {
			var ok bool
			if t, ok = l.d.threads[s.Thread]; !ok {
				t = -1 // the execution does not come to it
			}
		}
		p.stands = append(p.stands, stand{thread: t, number: s.Number})
	}
	if !p.others && started {
		p.others, p.bound = true, l.m.Bound(p.state)
	}
	l.at = *p
}
