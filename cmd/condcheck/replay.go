package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/pflag"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/control"
	"github.com/condcheck/condcheck/props"
)

type replayFlags struct {
	*pflag.FlagSet
	format, program string
	step, both      bool
	on              []string
}

func newReplayFlags() *replayFlags {
	f := &replayFlags{FlagSet: pflag.NewFlagSet("replay", pflag.ContinueOnError)}
	f.SortFlags = false
	f.BoolVar(&f.step, "step", false, "one step at a time, forwards and back")
	f.StringSliceVar(&f.on, "on", nil, "run it on a real interpreter too: a path, a version such as 3.12, or all (`PYTHON`,…)")
	f.BoolVar(&f.both, "side-by-side", false, "with --on: what the model and the interpreter do, step by step")
	f.StringVar(&f.program, "program", "", "the program is in `FILE`, if it is not where the trace says")
	f.StringVar(&f.format, "format", "text", "text or json")
	return f
}

// replay runs the counterexample in a trace file again.
func replay(e *env, args []string) int {
	f := newReplayFlags()
	if code, ok := parse(e, f.FlagSet, "replay", args); !ok {
		return code
	}
	switch {
	case f.format != "text" && f.format != "json":
		return usage(e, fmt.Sprintf("--format: got %q, want text or json", f.format))
	case f.step && f.format == "json":
		return usage(e, "replay: got --step and --format json, want one of them")
	case f.NArg() != 1:
		return usage(e, fmt.Sprintf("replay: got %d files, want one; type: condcheck replay TRACE.json", f.NArg()))
	}
	if code, ok := replayGo(e, f.Arg(0)); ok {
		return code
	}
	var real []control.Interpreter
	if len(f.on) > 0 {
		var err error
		if real, err = interpreters(f.on); err != nil {
			return usage(e, "replay: "+err.Error())
		}
	} else if f.both {
		return usage(e, "replay: got --side-by-side without --on PYTHON")
	}
	r, code := replayTrace(e, f, f.Arg(0))
	if r == nil {
		return code
	}
	r.Both = f.both
	if len(real) > 0 {
		switch agree, err := showReal(e, r, real); {
		case err != nil:
			report.Diagnostic{Path: r.Program, Severity: "error", Code: "python", Message: err.Error()}.Write(e.stderr, styleOf(e, e.stderr))
			code = exitUnchecked
		case !agree:
			code = exitUnknown
		}
	}
	switch {
	case f.step:
		stepThrough(e, r)
	case f.format == "json":
		if err := report.WriteReplayJSON(e.stdout, r); err != nil {
			return usage(e, err.Error())
		}
	default:
		report.WriteReplay(e.stdout, styleOf(e, e.stdout), r)
	}
	return code
}

// replayTrace reads a trace file and runs it again. If it cannot, it says why
// and returns nil and the exit code.
func replayTrace(e *env, f *replayFlags, path string) (*report.Replay, int) {
	st := styleOf(e, e.stderr)
	refuse := func(d report.Diagnostic) int {
		d.Severity = "error"
		d.Write(e.stderr, st)
		return exitUnchecked
	}
	t, err := explore.ReadTraceFile(path)
	var bad *explore.TraceError
	var pe *fs.PathError
	switch {
	case errors.As(err, &bad):
		return nil, refuse(report.Diagnostic{Path: path, Code: "trace", Message: bad.Reason, Hint: bad.Hint})
	case errors.As(err, &pe):
		return nil, refuse(report.Diagnostic{Path: path, Code: "io", Message: "cannot read: " + pe.Err.Error(),
			Hint: "condcheck verify --trace-out FILE writes a trace"})
	case err != nil:
		return nil, refuse(report.Diagnostic{Path: path, Code: "io", Message: err.Error()})
	}
	program, u, diags := findProgram(path, t, e.load)
	if f.program != "" {
		program = f.program
		u, diags = e.load(f.program)
	}
	if len(diags) > 0 {
		for _, d := range diags {
			d.Write(e.stderr, st)
		}
		return nil, exitUnchecked
	}
	if u.standIn && len(f.on) > 0 {
		return nil, refuse(report.Diagnostic{Path: program, Code: "python", Message: "got --on with a program that imports the stand-ins for locks, whose steps are not observed on an interpreter",
			Hint: "leave --on out, or run the program itself there"})
	}
	cfg := t.Config()
	if cfg.Profile != (model.Profile{}) && len(f.on) > 0 {
		return nil, refuse(report.Diagnostic{Path: path, Code: "profile", Message: "got --on with a trace of profile " + cfg.Profile.String() + ", which no interpreter has",
			Hint: "leave --on out"})
	}
	if cfg.Minor < minMinor || cfg.Minor > maxMinor {
		return nil, refuse(report.Diagnostic{Path: path, Code: "trace",
			Message: fmt.Sprintf("got a trace for Python %s, want 3.%d to 3.%d", t.Options.Python, minMinor, maxMinor),
			Hint:    "use the condcheck that wrote it"})
	}
	s := settings{minor: cfg.Minor, preempt: cfg.Preempt, profile: cfg.Profile, strict: t.Options.Strict, props: []props.Property{}}
	for _, name := range t.Options.Properties {
		ps, err := parseProperties(name)
		if err != nil || len(ps) != 1 {
			return nil, refuse(report.Diagnostic{Path: path, Code: "trace", Message: fmt.Sprintf("got the property %q, which this condcheck does not know", name),
				Hint: "use the condcheck that wrote the trace"})
		}
		s.props = append(s.props, ps...)
	}
	r := &report.Replay{Path: path, Program: program, File: u.file, Sources: u.texts, Trace: t, Changed: changedSources(t, u)}
	for _, c := range r.Changed {
		fmt.Fprintf(e.stderr, "%s: %s; trying it all the same\n", path, c)
	}
	if t.Condcheck != moduleVersion() {
		c := fmt.Sprintf("written by condcheck %s, this is %s", t.Condcheck, moduleVersion())
		fmt.Fprintf(e.stderr, "%s: %s\n", path, c)
		r.Changed = append(r.Changed, c)
	}
	r.Replayed, err = t.Replay(s.systemFor(u, cfg), len(r.Changed) == 0)
	if err != nil {
		return nil, refuse(report.Diagnostic{Path: path, Code: "replay", Message: "the program cannot be run any more: " + err.Error()})
	}
	if r.Shown {
		return r, exitViolated
	}
	return r, exitUnknown
}
