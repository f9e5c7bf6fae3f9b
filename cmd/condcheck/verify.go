package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/pflag"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
)

// maxRuns is the number of violations of a file whose runs are recorded.
const maxRuns = 20

type verifyFlags struct {
	*pflag.FlagSet
	format, failOn           string
	quiet, noProgress, wants bool
	suggest                  bool
	coverage, strictVacuity  bool
	show                     string
	traces                   traceWriter
	checkpoint               checkpointFlags
}

func newVerifyFlags() *verifyFlags {
	f := &verifyFlags{FlagSet: pflag.NewFlagSet("verify", pflag.ContinueOnError)}
	f.SortFlags = false
	define(f.FlagSet)
	f.StringVar(&f.format, "format", "text", joinNames(formatNames()))
	f.StringVar(&f.failOn, "fail-on", "error", "`error|warning`: from which severity on the exit code is 1")
	f.BoolVarP(&f.quiet, "quiet", "q", false, "one line a file")
	f.BoolVar(&f.noProgress, "no-progress", false, "no progress on the terminal")
	f.StringVar(&f.traces.out, "trace-out", "", "write the first counterexample to `FILE`, for condcheck replay")
	f.StringVar(&f.traces.dir, "trace-dir", "", "write every counterexample to a file in `DIR`")
	f.StringVar(&f.checkpoint.dir, "checkpoint", "", "keep the search in `DIR`, and go on from what is there: see condcheck help limits")
	f.DurationVar(&f.checkpoint.every, "checkpoint-every", 30*time.Second, "`DURATION` between two writings of the checkpoint")
	f.BoolVar(&f.suggest, "suggest", false, "if a property is violated, look for the smallest change that makes all hold")
	f.BoolVar(&f.coverage, "coverage", false, "of a program that holds, show in how many steps each line ran")
	f.BoolVar(&f.strictVacuity, "strict-vacuity", false, "what a pass says nothing about (a wait that never blocks, a line that never runs) is an error")
	f.StringVar(&f.show, "show", "", "`passing`: the run that does the most, of a program that holds")
	f.BoolVar(&f.wants, "check-wants", false, "compare what is found with the files' # want comments")
	return f
}

// verify checks files and directories.
func verify(e *env, args []string) int {
	f := newVerifyFlags()
	if code, ok := parse(e, f.FlagSet, "verify", args); !ok {
		return code
	}
	switch {
	case !slices.Contains(formatNames(), f.format):
		return usage(e, fmt.Sprintf("--format: got %q, want %s", f.format, joinNames(formatNames())))
	case f.show != "" && f.show != "passing":
		return usage(e, fmt.Sprintf("--show: got %q, want passing", f.show))
	case f.failOn != "error" && f.failOn != "warning":
		return usage(e, fmt.Sprintf("--fail-on: got %q, want error or warning", f.failOn))
	}
	if err := flagSettings(f.FlagSet, &settings{}); err != nil {
		return usage(e, err.Error())
	}
	if err := f.checkpoint.check(); err != nil {
		return usage(e, err.Error())
	}
	if f.NArg() == 0 {
		return usage(e, "verify: got no file; type: condcheck verify FILE.py")
	}
	paths, several, err := expand(f.Args())
	if err != nil {
		return usage(e, err.Error())
	}
	if f.wants {
		return checkWants(e, f, paths)
	}
	out, errs := styleOf(e, e.stdout), styleOf(e, e.stderr)
	width := 0
	for _, p := range paths {
		width = max(width, utf8.RuneCountInString(p))
	}
	var checks []*report.Check
	for _, p := range paths {
		c := verifyFile(e, f, p)
		checks = append(checks, c)
		switch {
		case f.format != "text":
		case several || f.quiet:
			report.WriteSummaryLine(e.stdout, out, c, width)
		default:
			for _, d := range c.Diagnostics {
				d.Write(e.stderr, errs)
			}
			report.WriteText(e.stdout, out, c)
		}
	}
	code := exitCode(e, checks)
	switch {
	case f.format != "text":
		if err := writeFormat(e, f.format, checks, code); err != nil {
			return usage(e, err.Error())
		}
	case several:
		report.WriteTotals(e.stdout, out, checks)
	}
	for _, c := range checks {
		if n := len(c.Vacuous); n > 0 && c.StrictVacuity {
			fmt.Fprintf(e.stderr, "%s: holds, and %d of what it says means nothing (--strict-vacuity)\n", c.Path, n)
		}
		warnFailed(e, c)
	}
	if f.traces.done(e); f.traces.err != nil {
		return usage(e, f.traces.err.Error())
	}
	return code
}

// warnFailed says so if only warnings make a check fail.
func warnFailed(e *env, c *report.Check) {
	if n := len(c.Failures()); n > 0 && c.Status() != report.Violated {
		what := "1 warning"
		if n > 1 {
			what = fmt.Sprintf("%d warnings", n)
		}
		fmt.Fprintf(e.stderr, "%s: fails by %s (--fail-on warning)\n", c.Path, what)
	}
}

func formatNames() []string { return []string{"text", "json", "junit", "sarif", "github"} }

// writeFormat writes the checks in a format for programs.
func writeFormat(e *env, format string, checks []*report.Check, code int) error {
	switch format {
	case "junit":
		return report.WriteJUnit(e.stdout, checks)
	case "sarif":
		return report.WriteSARIF(e.stdout, checks, moduleVersion(), code)
	case "github":
		return report.WriteGitHub(e.stdout, checks)
	}
	return report.WriteJSON(e.stdout, checks)
}

// exitCode is the worst of the files' codes: could not check, violated,
// unknown, holds.
func exitCode(e *env, checks []*report.Check) int {
	var t report.Totals
	said, failed := false, false
	for _, c := range checks {
		t.Count(c.Status())
		failed = failed || len(c.Failures()) > 0 || c.StrictVacuity && len(c.Vacuous) > 0
		if c.Decision != nil {
			for _, s := range c.Decision.Searches {
				said = said || s.Complete || s.Stats.Covered > 0
			}
		}
	}
	switch {
	case t.Unchecked > 0:
		return exitUnchecked
	case t.Violated > 0 || failed:
		return exitViolated
	case t.Unknown > 0 && e.ctx.Err() != nil && !said:
		return exitInterrupted
	case t.Unknown > 0:
		return exitUnknown
	}
	return exitHolds
}

// verifyFile loads a file and decides it.
func verifyFile(e *env, f *verifyFlags, path string) *report.Check {
	c := &report.Check{Path: path, Minor: defaultMinor}
	if e.ctx.Err() != nil {
		c.Decision = &explore.Decision{}
		return c
	}
	u, diags := e.load(path)
	c.File, c.Diagnostics = u.file, diags
	if len(diags) > 0 {
		return c
	}
	s, diags := resolve(verifyDefaults(), path, u.file, u.directives, f.FlagSet)
	if c.Diagnostics = append(diags, u.unverified(path)...); len(c.Diagnostics) > 0 {
		return c
	}
	s.settle(e, path, u)
	if f.failOn == "warning" {
		c.FailOn = model.Warning
	}
	m := newMeter(e, f.noProgress)
	kept, err := f.checkpoint.of(path, u, s)
	if err == nil {
		decide(e, c, u, s, m, kept)
		err = c.Decision.Err()
	}
	if err != nil {
		c.Diagnostics = append(c.Diagnostics, unkept(path, s, err))
		return c
	}
	c.ShowCoverage, c.StrictVacuity = f.coverage, f.strictVacuity
	exercise(e, c, u, s, f.coverage || f.strictVacuity)
	if f.show == "passing" && c.Status() == report.Holds {
		c.Passing = passing(e, u, s)
	}
	if f.suggest && c.Status() == report.Violated {
		c.Suggestion = suggest(e, c, u, s, m)
	}
	f.traces.write(e, c, u)
	return c
}

// unkept says that the search of a file could not be kept where it was to be.
func unkept(path string, s settings, err error) report.Diagnostic {
	code := "checkpoint"
	switch {
	case s.opts.Disk != "":
		code = "disk"
	case s.opts.Bitstate > 0:
		code = "bitstate"
	}
	return report.Diagnostic{Path: path, Severity: "error", Code: code, Message: err.Error()}
}

func verifyDefaults() settings {
	return settings{
		schedules: []model.Schedule{model.FIFO, model.Any},
		minor:     defaultMinor,
		opts:      explore.Options{MaxMemory: defaultMemory(), Reduction: model.AllReductions},
	}
}

// decide searches a loaded program and records the runs of its violations.
func decide(e *env, c *report.Check, u *unit, s settings, m *meter, kept *explore.Checkpoint) {
	c.Sources = u.texts
	c.Minor, c.Asked, c.Preempt, c.Profile, c.Properties, c.Strict = s.minor, s.schedules, s.preempt, s.profile, s.watched(), s.strict
	keepMemory(s.opts.MaxMemory)
	s.opts.Progress = m.show(c.Path)
	systems := make(map[model.Schedule]model.System)
	system := func(sched model.Schedule) model.System {
		if systems[sched] == nil {
			systems[sched] = s.system(u, sched)
		}
		return systems[sched]
	}
	opts := s.opts
	opts.Checkpoint = kept
	c.Decision = explore.Decide(e.ctx, system, s.schedules, false, opts)
	m.clear()
	record := func(v explore.Shown) *model.Run {
		run, err := v.Trace.Replay(system(v.Schedule))
		if err != nil {
			fmt.Fprintf(e.stderr, "%s: the counterexample could not be recorded, which is a bug: %v\n", c.Path, err)
		}
		return run
	}
	for i, v := range c.Decision.Violations() {
		if i < maxRuns {
			c.Runs = append(c.Runs, record(v))
		}
	}
	c.NoteRuns = make(map[model.Finding]*model.Run)
	for _, v := range c.Decision.Notes() {
		if v.Finding.Severity == model.Warning && len(c.NoteRuns) < maxRuns {
			c.NoteRuns[v.Finding] = record(v)
		}
	}
}

// expand lists the files that the arguments name: a directory stands for the
// Python files in it, at any depth, except in hidden directories and caches.
// several is true if there can be more than one. A file is listed once.
func expand(args []string) (paths []string, several bool, err error) {
	several = len(args) > 1
	known := make(map[string]bool)
	add := func(p string) {
		if clean := filepath.Clean(p); !known[clean] {
			known[clean] = true
			paths = append(paths, p)
		}
	}
	for _, a := range args {
		info, err := os.Stat(a)
		if err != nil || !info.IsDir() {
			add(a) // load says what is wrong with it
			continue
		}
		several = true
		found := false
		err = filepath.WalkDir(a, func(p string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && p != a && (strings.HasPrefix(d.Name(), ".") || d.Name() == "__pycache__"):
				return filepath.SkipDir
			case !d.IsDir() && strings.HasSuffix(p, ".py"):
				found = true
				add(p)
			}
			return nil
		})
		if err != nil {
			return nil, false, err
		}
		if !found {
			return nil, false, fmt.Errorf("%s: got no Python file in this directory, want one at least", a)
		}
	}
	return paths, several, nil
}
