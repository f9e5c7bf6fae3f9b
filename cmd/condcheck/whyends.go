package main

import (
	"errors"
	"fmt"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
)

// maxEnds is the number of states up to which it is looked at whether an execution
// can still end.
const maxEnds = 50_000

// livelocks looks for states from which no execution of the changed program ends,
// where the program itself has none: what verify does not ask for, but whoever takes
// a construct away would want to know. The error is explore.ErrTooMany if there are
// too many states to say.
func (t *trial) livelocks(system func(model.Schedule) model.System, d *explore.Decision) (*explore.Shown, error) {
	for _, r := range d.Searches {
		if !t.mend {
			if l, err := t.baseLivelock(r.Schedule); l != nil || err != nil {
				return nil, err
			}
		}
		l, err := explore.FindLivelock(t.e.ctx, system(r.Schedule), maxEnds)
		if err != nil {
			return nil, err
		}
		if l != nil {
			f := model.Finding{Property: report.Livelock, Severity: model.Error, Message: "no execution ends from here on, whatever is scheduled"}
			return &explore.Shown{Schedule: r.Schedule, Violation: explore.Violation{Finding: f, Trace: l.Trace}}, nil
		}
	}
	return nil, nil
}

// baseLivelock looks for a livelock of the program itself, once.
func (t *trial) baseLivelock(schedule model.Schedule) (*explore.Livelock, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ends == nil {
		t.ends = make(map[model.Schedule]baseEnds)
	}
	b, known := t.ends[schedule]
	if !known {
		b.livelock, b.err = explore.FindLivelock(t.e.ctx, t.systems[schedule], maxEnds)
		t.ends[schedule] = b
	}
	return b.livelock, b.err
}

type baseEnds struct {
	livelock *explore.Livelock
	err      error
}

// endless decides what no property asks: whether the changed program, of which every
// property holds, can always end.
func (t *trial) endless(c *report.Tried, system func(model.Schedule) model.System) {
	shown, err := t.livelocks(system, c.Decision)
	switch {
	case errors.Is(err, explore.ErrTooMany):
		c.Why = "no property breaks; whether every execution of it can end was not looked at, for it has too many states"
		return
	case err != nil:
		c.Need, c.Why = report.Undecided, "whether every execution of it can end could not be told: "+err.Error()
		return
	case shown == nil:
		return
	}
	c.Need, c.Shown = report.Needed, *shown
	run, err := c.Shown.Trace.Replay(system(c.Shown.Schedule))
	if err != nil {
		fmt.Fprintf(t.e.stderr, "%s: the way to a livelock could not be recorded, which is a bug: %v\n", c.What, err)
		return
	}
	c.Run = run
	for _, s := range run.Steps {
		for _, ev := range s.Events {
			if ev.Kind == model.EvLine && ev.File == "" {
				c.Shown.Finding.Pos = ev.Pos
			}
		}
	}
	c.Why = fmt.Sprintf("it can come, in %d steps, to where it goes round for ever: no execution ends from there, whatever is scheduled", c.Shown.Trace.Len())
}
