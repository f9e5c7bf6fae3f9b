package main

import (
	"fmt"

	"github.com/spf13/pflag"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
)

type outcomesFlags struct {
	*pflag.FlagSet
	format     string
	noProgress bool
}

func newOutcomesFlags() *outcomesFlags {
	f := &outcomesFlags{FlagSet: pflag.NewFlagSet("outcomes", pflag.ContinueOnError)}
	f.SortFlags = false
	define(f.FlagSet)
	f.StringVar(&f.format, "format", "text", "text or json")
	f.BoolVar(&f.noProgress, "no-progress", false, "no progress on the terminal")
	return f
}

// outcomes lists the final states of one file.
func outcomes(e *env, args []string) int {
	f := newOutcomesFlags()
	if code, ok := parse(e, f.FlagSet, "outcomes", args); !ok {
		return code
	}
	var given settings
	if err := flagSettings(f.FlagSet, &given); err != nil {
		return usage(e, err.Error())
	}
	switch {
	case f.format != "text" && f.format != "json":
		return usage(e, fmt.Sprintf("--format: got %q, want text or json", f.format))
	case len(given.schedules) > 1:
		return usage(e, "outcomes --schedule: got both, want fifo or any")
	case f.NArg() != 1:
		return usage(e, fmt.Sprintf("outcomes: got %d files, want one; type: condcheck outcomes FILE.py", f.NArg()))
	}
	path := f.Arg(0)
	u, diags := e.load(path)
	defaults := verifyDefaults()
	defaults.schedules = []model.Schedule{model.Any}
	var s settings
	if len(diags) == 0 {
		s, diags = resolve(defaults, path, u.file, u.directives, f.FlagSet)
	}
	if len(diags) > 0 {
		st := styleOf(e, e.stderr)
		for _, d := range diags {
			d.Write(e.stderr, st)
		}
		return exitUnchecked
	}
	s.settle(e, path, u)
	// A file that wants both decided is listed for the larger set.
	sys := u.system(s.config(s.schedules[len(s.schedules)-1]))
	keepMemory(s.opts.MaxMemory)
	m := newMeter(e, f.noProgress)
	s.opts.Goal = explore.Outcomes
	s.opts.Progress = m.show(path)
	r := explore.Search(e.ctx, sys, s.opts)
	m.clear()
	if r.Err != nil {
		unkept(path, s, r.Err).Write(e.stderr, styleOf(e, e.stderr))
		return exitUnchecked
	}

	set := &report.OutcomeSet{Path: path, Complete: r.Complete, Reasons: r.Incomplete, Witnesses: r.Outcomes, Stats: r.Stats}
	for _, o := range r.Outcomes {
		run, err := o.Trace.Replay(sys)
		if err != nil {
			fmt.Fprintf(e.stderr, "%s: a witness could not be recorded, which is a bug: %v\n", path, err)
		}
		set.Runs = append(set.Runs, run)
	}
	return writeOutcomes(e, f.format, u, set)
}

func writeOutcomes(e *env, format string, u *unit, set *report.OutcomeSet) int {
	for _, d := range report.Refusals(set.Path, u.file, set.Reasons) {
		d.Write(e.stderr, styleOf(e, e.stderr))
	}
	if format == "json" {
		if err := report.WriteOutcomesJSON(e.stdout, set); err != nil {
			return usage(e, err.Error())
		}
	} else {
		report.WriteOutcomes(e.stdout, styleOf(e, e.stdout), set)
	}
	switch {
	case set.Complete:
		return exitHolds
	case report.Unsupported(set.Reasons):
		return exitUnchecked
	case e.ctx.Err() != nil && len(set.Witnesses) == 0:
		return exitInterrupted
	}
	return exitUnknown
}
