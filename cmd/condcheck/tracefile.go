package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
)

// A traceWriter writes the counterexamples of verify: the first one of all
// files to out, or each to a file of its own in dir.
type traceWriter struct {
	out, dir string
	written  int
	names    map[string]int // how many files of dir have a name
	err      error          // the first that was met
}

// traceOf makes a trace file of a finding and its run.
func traceOf(c *report.Check, u *unit, v explore.Shown, run *model.Run) *explore.TraceFile {
	t := explore.NewTraceFile(v.Violation, run, model.Config{Schedule: v.Schedule, Preempt: c.Preempt, Profile: c.Profile, Minor: c.Minor})
	t.Condcheck, t.Program, t.Sources = moduleVersion(), filepath.ToSlash(c.Path), u.sources
	t.Options.Strict = c.Strict
	for _, p := range c.Properties {
		t.Options.Properties = append(t.Options.Properties, p.Name)
	}
	for _, s := range c.Decision.Searches {
		if s.Schedule == model.FIFO && v.Schedule == model.Any && s.Complete {
			t.AnyOnly = true
		}
	}
	return t
}

// write writes what is asked for of one file's violations and says so.
func (tw *traceWriter) write(e *env, c *report.Check, u *unit) {
	if c.Decision == nil || tw.out == "" && tw.dir == "" {
		return
	}
	for _, v := range c.Failures() {
		run := c.Run(v.Finding)
		if run == nil {
			continue
		}
		t := traceOf(c, u, v, run)
		if tw.out != "" && tw.written == 0 {
			tw.file(e, tw.out, t)
		}
		if tw.dir != "" {
			tw.file(e, filepath.Join(tw.dir, tw.name(t)), t)
		}
	}
}

func (tw *traceWriter) file(e *env, path string, t *explore.TraceFile) {
	if err := t.Write(path); err != nil {
		tw.err = errors.Join(tw.err, fmt.Errorf("the counterexample could not be written: %w", err))
		return
	}
	tw.written++
	fmt.Fprintf(e.stderr, "%s: counterexample of %s written; to see it again, type: condcheck replay %s\n", path, t.Program, path)
}

// name is a name for a trace that no other of the directory has.
func (tw *traceWriter) name(t *explore.TraceFile) string {
	parts := []string{strings.TrimSuffix(filepath.Base(t.Program), ".py"), t.Finding.Property, t.Finding.Name}
	clean := func(r rune) rune {
		if r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
			return r
		}
		return '-'
	}
	name := strings.Map(clean, strings.TrimRight(strings.Join(parts, "-"), "-"))
	if tw.names == nil {
		tw.names = make(map[string]int)
	}
	tw.names[name]++
	if n := tw.names[name]; n > 1 {
		name = fmt.Sprintf("%s-%d", name, n)
	}
	return name + ".json"
}

// done says so if nothing was written to the file that was named.
func (tw *traceWriter) done(e *env) {
	if tw.out != "" && tw.written == 0 && tw.err == nil {
		fmt.Fprintf(e.stderr, "%s: not written: no violation was found\n", tw.out)
	}
}

// findProgram finds the program of the trace in the file at path. It may be
// named as seen from here, from the directory of the trace or from one above
// that; what has the recorded text goes before what has not.
func findProgram(path string, t *explore.TraceFile, load func(string) (*unit, []report.Diagnostic)) (string, *unit, []report.Diagnostic) {
	name := filepath.FromSlash(t.Program)
	candidates := []string{name}
	if dir, err := filepath.Abs(filepath.Dir(path)); err == nil && !filepath.IsAbs(name) {
		for parent := filepath.Dir(dir); ; dir, parent = parent, filepath.Dir(parent) {
			candidates = append(candidates, fromHere(filepath.Join(dir, name)))
			if parent == dir {
				break
			}
		}
	}
	var best string
	var unitOf *unit
	var diags []report.Diagnostic
	for _, c := range candidates {
		u, ds := load(c)
		if u.file == nil {
			continue // there is none
		}
		if len(ds) == 0 && len(changedSources(t, u)) == 0 {
			return c, u, nil
		}
		if unitOf == nil {
			best, unitOf, diags = c, u, ds
		}
	}
	if unitOf == nil {
		d := report.Diagnostic{Path: name, Severity: "error", Code: "io", Message: "cannot find the program of the trace",
			Hint: "say where it is now: condcheck replay --program FILE.py " + path}
		return name, &unit{}, []report.Diagnostic{d}
	}
	return best, unitOf, diags
}

// fromHere returns an absolute path relative to the working directory if that
// is above it.
func fromHere(path string) string {
	if dir, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
			return rel
		}
	}
	return path
}

// changedSources says which of the trace's sources have another text now.
func changedSources(t *explore.TraceFile, u *unit) (changed []string) {
	now := make(map[string]string)
	for _, s := range u.sources {
		now[s.Path] = s.SHA256
	}
	for i, s := range t.Sources {
		path := s.Path
		if i == 0 && len(u.sources) > 0 {
			path = u.sources[0].Path // it may have another name
		}
		switch sum, ok := now[path]; {
		case !ok:
			changed = append(changed, s.Path+" is not used any more")
		case sum != s.SHA256:
			changed = append(changed, path+" has changed since the trace was written")
		}
		delete(now, path)
	}
	for _, s := range u.sources {
		if _, ok := now[s.Path]; ok {
			changed = append(changed, s.Path+" was not used when the trace was written")
		}
	}
	return changed
}
