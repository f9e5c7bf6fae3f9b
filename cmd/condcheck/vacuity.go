package main

import (
	"fmt"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// maxExercised is the number of states up to which a program that holds is searched
// once more to see what was exercised, unless --coverage asks for it.
const maxExercised = 10_000

// exercise searches a program that holds once more and notes which of its lines ran,
// and what of its synchronisation did nothing in any execution.
func exercise(e *env, c *report.Check, u *unit, s settings, always bool) {
	states := int64(0)
	for _, r := range c.Decision.Searches {
		states += r.Stats.States
	}
	if c.Status() != report.Holds || states > maxExercised && !always {
		return
	}
	cover := &model.Coverage{}
	ends := int64(0)
	for _, schedule := range s.schedules {
		cfg := s.config(schedule)
		cfg.Cover = cover
		sys := u.system(cfg)
		opts := s.opts
		opts.Progress, opts.MaxStates, opts.MaxTime, opts.MaxDepth = nil, 0, 0, 0
		if opts.Order == explore.DPOR {
			opts.Order = explore.DFS // what is covered is told by states
		}
		if always {
			opts.Reduction = model.NoReduction // each step counts
		} else {
			opts.MaxStates = maxExercised
		}
		r := explore.Search(e.ctx, sys, opts)
		if !r.Complete {
			return
		}
		ends += r.Stats.Ends
	}
	c.Coverage = cover.Sum()
	c.Vacuous = vacuous(c, u, ends)
}

// maxPassing bounds the runs among which passing chooses.
const maxPassing = 200

// passing returns, of the shortest runs to each end under each schedule, the one that does the most:
// lines, and steps of synchronisation, each counted once for each place.
func passing(e *env, u *unit, s settings) (best *model.Run) {
	most := -1
	for _, schedule := range s.schedules {
		sys := s.system(u, schedule)
		opts := s.opts
		opts.Goal, opts.Progress = explore.Outcomes, nil
		for i, o := range explore.Search(e.ctx, sys, opts).Outcomes {
			if i >= maxPassing {
				break
			}
			run, err := o.Trace.Replay(sys)
			if err != nil {
				continue
			}
			if n := doings(run); n > most {
				best, most = run, n
			}
		}
	}
	return best
}

// doings counts what a run does, each kind of event once for each place and task.
func doings(run *model.Run) int {
	type did struct {
		kind model.EventKind
		pos  source.Pos
		task int
	}
	seen := make(map[did]bool)
	for _, step := range run.Steps {
		for _, ev := range step.Events {
			seen[did{ev.Kind, ev.Pos, ev.Task}] = true
		}
	}
	return len(seen)
}

// vacuous lists what a pass says nothing about.
func vacuous(c *report.Check, u *unit, ends int64) (ds []report.Diagnostic) {
	k := c.Coverage
	note := func(pos source.Pos, code, format string, args ...any) {
		ds = append(ds, report.Diagnostic{File: c.File, Path: c.Path, Span: source.Span{Start: pos}, Severity: "note", Code: code, Message: fmt.Sprintf(format, args...)})
	}
	steps := make(map[int32]int64)
	for _, l := range k.Lines {
		steps[l.Line] = l.Steps
	}
	for _, site := range u.sites() {
		seen := k.Suspended
		if site.Kind == "expiry" {
			seen = k.Expired
		}
		does := false
		for l := site.Pos.Line; l <= site.End.Line; l++ {
			does = does || seen[l]
		}
		if does || steps[site.Pos.Line] == 0 {
			continue
		}
		switch site.Kind {
		case "expiry":
			note(site.Pos, "vacuous-timeout", "the timeout of %s never fires, in any execution", site.Construct)
		case "timeout":
			note(site.Pos, "vacuous-timeout", "%s never fires: nothing in it ever waits", site.Construct)
		default:
			note(site.Pos, "vacuous-wait", "%s never blocks, in any execution", site.Construct)
		}
	}
	for pos, met := range k.Notifies {
		if met == 0 && pos.IsValid() {
			note(pos, "vacuous-notify", "this notify meets nobody, in any execution")
		}
	}
	for _, f := range k.Steady {
		note(f.Pos, "vacuous-invariant", "%s: what it reads never changes", f.Name)
	}
	if ends == 0 {
		for _, f := range u.finals {
			note(f.DefPos, "vacuous-finally", "%s is never evaluated: no execution ends", f.Name)
		}
	}
	for _, f := range k.Alone {
		if k.Tasks > 1 {
			note(f.Pos, "vacuous-task", "%s never runs beside another task", f.Name)
		}
	}
	for _, f := range k.Idle {
		note(f.Pos, "never-run", "%s never runs, in any execution", f.Name)
	}
	ds = append(ds, idleLines(c, u, steps)...)
	for _, w := range k.OneWay {
		if !u.tested(w.Pos) {
			continue
		}
		how := map[bool]string{true: "true", false: "false"}[w.Always]
		note(w.Pos, "one-way", "this condition, or part of one, is always %s, in every execution", how)
	}
	report.SortDiagnostics(ds)
	return ds
}

// idleLines notes stretches of lines that never ran, outside of functions that
// never ran.
func idleLines(c *report.Check, u *unit, steps map[int32]int64) (ds []report.Diagnostic) {
	skip := make(map[int32]bool)
	for _, f := range c.Coverage.Idle {
		first, last := u.extent(f.Pos)
		for l := first; l <= last; l++ {
			skip[l] = true
		}
	}
	ran := true
	for _, l := range c.Coverage.Lines {
		idle := l.Steps == 0 && !skip[l.Line]
		if idle && ran {
			text := c.File.Line(int(l.Line))
			col := int32(1)
			for int(col) <= len(text) && (text[col-1] == ' ' || text[col-1] == '\t') {
				col++
			}
			ds = append(ds, report.Diagnostic{File: c.File, Path: c.Path, Span: source.Span{Start: source.Pos{Line: l.Line, Col: col}},
				Severity: "note", Code: "never-run", Message: "this line never runs, in any execution"})
		}
		ran = !idle
	}
	return ds
}
