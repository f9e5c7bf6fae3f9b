package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/spf13/pflag"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/explore/blame"
	"github.com/condcheck/condcheck/model"
)

type whyFlags struct {
	*pflag.FlagSet
	format, require, save string
	show                  int
	noProgress            bool
}

func newWhyFlags() *whyFlags {
	f := &whyFlags{FlagSet: pflag.NewFlagSet("why", pflag.ContinueOnError)}
	f.SortFlags = false
	define(f.FlagSet)
	f.StringVar(&f.format, "format", "text", "text or json")
	f.IntVar(&f.show, "show", 0, "show change `N` with its diff and its whole counterexample")
	f.StringVar(&f.save, "save", "", "write the changed programs, their diffs and the counterexamples to `DIR`")
	f.StringVar(&f.require, "require", "", "exit with 1 if some construct is not needed: `all-needed`")
	f.BoolVar(&f.noProgress, "no-progress", false, "no progress on the terminal")
	return f
}

// why decides, for each synchronisation construct of a program, what becomes of
// the program without it.
func why(e *env, args []string) int {
	f := newWhyFlags()
	if code, ok := parse(e, f.FlagSet, "why", args); !ok {
		return code
	}
	switch {
	case f.format != "text" && f.format != "json":
		return usage(e, fmt.Sprintf("--format: got %q, want text or json", f.format))
	case f.require != "" && f.require != "all-needed":
		return usage(e, fmt.Sprintf("--require: got %q, want all-needed", f.require))
	case f.NArg() != 1:
		return usage(e, fmt.Sprintf("why: got %d files, want one; type: condcheck why FILE.py", f.NArg()))
	}
	if err := flagSettings(f.FlagSet, &settings{}); err != nil {
		return usage(e, err.Error())
	}
	y, u, code := answer(e, f, f.Arg(0))
	if y == nil {
		return code
	}
	if f.show < 0 || f.show > len(y.Tried) {
		return usage(e, fmt.Sprintf("--show: got %d, want 1 to %d, the number of a change", f.show, len(y.Tried)))
	}
	if f.save != "" {
		if err := saveChanges(f.save, y, u); err != nil {
			return usage(e, err.Error())
		}
	}
	out := styleOf(e, e.stdout)
	switch {
	case f.format == "json":
		if err := report.WriteWhyJSON(e.stdout, y); err != nil {
			return usage(e, err.Error())
		}
	case f.show > 0:
		report.WriteNeed(e.stdout, out, y, f.show)
	default:
		report.WriteWhy(e.stdout, out, y)
	}
	if e.ctx.Err() != nil {
		return exitUnknown
	}
	if f.require != "" {
		return required(e, y)
	}
	return exitHolds
}

// required says which constructs are not needed, and returns the exit code.
func required(e *env, y *report.Why) int {
	y.Require()
	code := exitHolds
	for _, t := range y.Failed {
		what := "is not needed"
		if t.Need == report.Undecided {
			what = "may be needed or not: " + t.Why
			if code == exitHolds {
				code = exitUnknown
			}
		} else {
			code = exitViolated
		}
		fmt.Fprintf(e.stderr, "%s:%v: %s %s (--require all-needed)\n", y.Check.Path, t.Pos, t.Construct, what)
	}
	return code
}

// answer decides a program and then each change of it. If the program itself does
// not hold it says so, and returns the exit code and no answer.
func answer(e *env, f *whyFlags, path string) (*report.Why, *unit, int) {
	c := &report.Check{Path: path, Minor: defaultMinor}
	u, diags := e.load(path)
	c.File, c.Diagnostics = u.file, diags
	var s settings
	if len(diags) == 0 {
		s, diags = resolve(verifyDefaults(), path, u.file, u.directives, f.FlagSet)
		c.Diagnostics = append(diags, u.unverified(path)...)
	}
	m := newMeter(e, f.noProgress)
	if len(c.Diagnostics) == 0 {
		s.settle(e, path, u)
		decide(e, c, u, s, m, nil)
	}
	if c.Status() != report.Holds {
		errs := styleOf(e, e.stderr)
		for _, d := range c.Diagnostics {
			d.Write(e.stderr, errs)
		}
		report.WriteText(e.stdout, styleOf(e, e.stdout), c)
		if c.Decision != nil {
			fmt.Fprintf(e.stderr, "%s: what it needs can be said of a program that holds\n", path)
		}
		return nil, u, exitCode(e, []*report.Check{c})
	}
	y := &report.Why{Check: c}
	for _, change := range u.changes() {
		y.Tried = append(y.Tried, &report.Tried{Change: change})
	}
	t := &trial{e: e, unit: u, settings: limited(s, c.Decision), base: c, meter: m}
	t.all(y.Tried)
	return y, u, exitHolds
}

// Limits of the search of one change, unless others are asked for.
const (
	changeTime  = time.Minute
	leastStates = 100_000
	timesStates = 20 // as many as the program itself has
)

// limited gives the settings limits for the search of one change.
func limited(s settings, base *explore.Decision) settings {
	if s.opts.MaxTime == 0 {
		s.opts.MaxTime = changeTime
	}
	if s.opts.MaxStates == 0 {
		for _, r := range base.Searches {
			s.opts.MaxStates = max(s.opts.MaxStates, leastStates, timesStates*r.Stats.States)
		}
	}
	s.opts.Workers = 1 // the changes are searched side by side
	s.opts.Progress = nil
	return s
}

// A trial decides the changes of a program.
type trial struct {
	e        *env
	unit     *unit
	settings settings
	base     *report.Check
	meter    *meter
	systems  map[model.Schedule]model.System // of the program itself
	mend     bool                            // the program does not hold: is there a change that mends it?

	mu   sync.Mutex
	ends map[model.Schedule]baseEnds // of the program itself
}

// all decides the changes, as many at a time as there are cores.
func (t *trial) all(list []*report.Tried) {
	begin := time.Now()
	t.systems = make(map[model.Schedule]model.System)
	for _, schedule := range t.settings.schedules {
		t.systems[schedule] = t.settings.system(t.unit, schedule)
	}
	var mu sync.Mutex
	done, needed := 0, 0
	next := make(chan *report.Tried)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for c := range next {
				t.one(c)
				mu.Lock()
				done++
				if c.Need == report.Needed {
					needed++
				}
				left := time.Since(begin) / time.Duration(done) * time.Duration(len(list)-done)
				t.meter.say(fmt.Sprintf("%s: %d of %d changes, %d needed, about %s left", t.base.Path, done, len(list), needed, report.Duration(left)))
				mu.Unlock()
			}
		})
	}
	for _, c := range list {
		next <- c
	}
	close(next)
	wg.Wait()
	t.meter.clear()
}

// one decides a change.
func (t *trial) one(c *report.Tried) {
	c.Need = report.Undecided
	if t.e.ctx.Err() != nil {
		c.Why = "the search was interrupted"
		return
	}
	u, diags := t.unit.load(c.File.Text)
	if len(diags) > 0 {
		c.Why = "the changed program cannot be checked: " + diags[0].Message
		return
	}
	s := t.settings
	systems := make(map[model.Schedule]model.System)
	system := func(schedule model.Schedule) model.System {
		if systems[schedule] == nil {
			systems[schedule] = s.system(u, schedule)
		}
		return systems[schedule]
	}
	c.Decision = explore.Decide(t.e.ctx, system, s.schedules, false, s.opts)
	switch c.Decision.Verdict {
	case explore.Violated:
		c.Need, c.Shown = report.Needed, c.Decision.Violations()[0]
		if t.mend {
			return
		}
		run, err := c.Shown.Trace.Replay(system(c.Shown.Schedule))
		if err != nil {
			fmt.Fprintf(t.e.stderr, "%s: the counterexample could not be recorded, which is a bug: %v\n", c.What, err)
			return
		}
		c.Run = run
		c.Shown.Finding = cause(run, explore.FindingIn(run, c.Shown.Finding))
		c.Why = blame.Sentence(run, c.Shown.Finding, c.Original)
	case explore.Holds:
		c.Need = report.NotNeeded
		switch {
		case t.mend:
			if l, err := t.livelocks(system, c.Decision); l != nil || err != nil && t.e.ctx.Err() == nil {
				c.Need = report.Needed
			}
		case t.equivalent(system, c.Decision):
			c.Need = report.Equivalent
		default:
			t.endless(c, system)
		}
	default:
		c.Why = "nothing was found, and not everything was searched"
		if rs := c.Decision.Incomplete(); len(rs) > 0 {
			c.Why = rs[0].Text
		}
	}
}

// cause is what a finding is told by: if a task is stuck because another one died of
// an exception, by that exception.
func cause(run *model.Run, f model.Finding) model.Finding {
	if f.Property != "deadlock" || run.End == nil {
		return f
	}
	for _, g := range run.End.Findings {
		if g.Property == "uncaught-exception" && g.Severity == model.Error {
			return g
		}
	}
	return f
}

// maxLockstep is the number of states up to which a change is compared with the
// program step by step.
const maxLockstep = 50_000

// equivalent reports whether the changed program does the same as the program
// itself under each schedule.
func (t *trial) equivalent(system func(model.Schedule) model.System, d *explore.Decision) bool {
	for i, r := range d.Searches {
		if r.Stats.States > maxLockstep || i >= len(t.base.Decision.Searches) || t.base.Decision.Searches[i].Stats.Ends != r.Stats.Ends {
			return false
		}
		if !explore.Lockstep(t.e.ctx, t.systems[r.Schedule], system(r.Schedule), maxLockstep) {
			return false
		}
	}
	return true
}
