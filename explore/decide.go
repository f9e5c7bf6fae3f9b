package explore

import (
	"context"
	"time"

	"github.com/condcheck/condcheck/model"
)

// A Decision is the verdict on a program under one schedule or several.
type Decision struct {
	Verdict  Verdict
	Searches []ScheduleResult // in the order in which they ran
}

// A ScheduleResult is the result of the search under one schedule.
type ScheduleResult struct {
	Schedule model.Schedule
	*Result
}

// A Shown violation is a violation and the schedule under which it was found.
type Shown struct {
	Schedule model.Schedule
	Violation
}

// Decide searches a program under each of the schedules in turn and ends with
// the first that shows a violation, or, if all is set, after the last. The
// program is violated if any search says so and holds if all say so.
// Options.MaxTime is for all searches together. Each has a checkpoint of its own,
// which is removed when there is a verdict.
//
// With model.FIFO first, a violation that CPython's own event loop can show is
// the one reported, and one reported under model.Any needs an order that this
// loop does not produce.
func Decide(ctx context.Context, system func(model.Schedule) model.System, schedules []model.Schedule, all bool, opts Options) *Decision {
	d := &Decision{Verdict: Holds}
	begin := time.Now()
	opts.total = opts.MaxTime
	kept := opts.Checkpoint
	for i, schedule := range schedules {
		if i > 0 && ctx.Err() != nil {
			d.settle(Unknown)
			break
		}
		if opts.total > 0 {
			opts.MaxTime = max(opts.total-time.Since(begin), time.Nanosecond)
		}
		opts.Checkpoint = kept.under(schedule)
		r := Search(ctx, system(schedule), opts)
		d.Searches = append(d.Searches, ScheduleResult{schedule, r})
		d.settle(r.Verdict)
		if r.Err != nil {
			d.Verdict = Unknown
			break
		}
		if d.Verdict == Violated && !all {
			break
		}
	}
	if len(d.Searches) == 0 {
		d.Verdict = Unknown
	}
	if d.Verdict != Unknown {
		for _, schedule := range schedules {
			kept.under(schedule).Remove(opts.Disk)
		}
	}
	return d
}

// Err returns what is wrong with a checkpoint, if anything is.
func (d *Decision) Err() error {
	for _, s := range d.Searches {
		if s.Err != nil {
			return s.Err
		}
	}
	return nil
}

// settle joins a search's verdict to that of the searches before.
func (d *Decision) settle(v Verdict) {
	if v == Violated || v == Unknown && d.Verdict == Holds {
		d.Verdict = v
	}
}

// Violations returns the violations that the searches found, each under the
// first schedule that shows it.
func (d *Decision) Violations() []Shown {
	return d.shown(func(r *Result) []Violation { return r.Violations })
}

// Notes returns the findings that break nothing, likewise.
func (d *Decision) Notes() []Shown {
	return d.shown(func(r *Result) []Violation { return r.Notes })
}

func (d *Decision) shown(of func(*Result) []Violation) []Shown {
	var out []Shown
	known := make(map[model.Finding]bool)
	for _, s := range d.Searches {
		for _, v := range of(s.Result) {
			if !known[v.Finding] {
				known[v.Finding] = true
				out = append(out, Shown{s.Schedule, v})
			}
		}
	}
	return out
}

// An Omission is a reason and the first schedule under which it was met.
type Omission struct {
	Schedule model.Schedule
	Reason
}

// Incomplete returns why the searches left something out, each reason once.
func (d *Decision) Incomplete() []Omission {
	var out []Omission
	known := make(map[string]bool)
	for _, s := range d.Searches {
		for _, r := range s.Incomplete {
			key := string(r.Cause) + "\x00" + r.Text
			if !known[key] {
				known[key] = true
				out = append(out, Omission{s.Schedule, r})
			}
		}
	}
	return out
}
