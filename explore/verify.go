package explore

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/condcheck/condcheck/explore/story"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
	"github.com/condcheck/condcheck/props"
)

// TB is the part of testing.TB that Verify needs. *testing.T has it, and so has
// the T of rapid.
type TB interface {
	Helper()
	Name() string
	Logf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Verify checks a program in a Go test:
//
//	func TestBuffer(t *testing.T) {
//		explore.Verify(t, python.File("testdata/buffer.py"), props.All()...)
//	}
//
// The test fails with the counterexample if a property can be broken, and also if
// that could not be decided: a limit never passes for holding. Without properties
// it is props.Default() that is checked; what the machine decides by itself
// (deadlock, uncaught-exception, invariant, finally) always is.
//
// The counterexample is written to testdata/condcheck/TEST/HASH.json, where
// condcheck replay shows it step by step. The next run of the test tries it
// before it searches anything.
func Verify(t TB, program model.Loader, ps ...props.Property) *Decision {
	t.Helper()
	return Verification{Options: Options{Reduction: model.AllReductions}}.Verify(t, program, ps...)
}

// A Verification is how to check. In the zero value both schedules are decided, for
// Python 3.13, without limits and, unlike by the function Verify, without reductions.
// What a program's own directives say goes before it.
type Verification struct {
	Schedules []model.Schedule // none: FIFO, then Any
	Preempt   model.Preempt    // where threads may be preempted
	Profile   model.Profile    // how their locks and conditions behave
	Minor     int              // the CPython version 3.Minor whose behaviour counts; 0: 13
	Strict    bool             // warnings, and what the library breaks by itself, are errors
	Options   Options
}

// Verify checks a program as the function Verify does.
func (v Verification) Verify(t TB, program model.Loader, ps ...props.Property) *Decision {
	t.Helper()
	l, err := program()
	if err != nil {
		t.Fatalf("the program cannot be loaded: %v", err)
		return nil
	}
	if len(l.Liveness) > 0 {
		c := l.Liveness[0]
		t.Fatalf("%s:%v: %s is a liveness property, and these are not checked; say what must be true at the end in a finally_ function, or rename it",
			l.File.Name, c.DefPos, c.Name)
		return nil
	}
	if v.Minor == 0 {
		v.Minor = 13
	}
	if len(v.Schedules) == 0 {
		v.Schedules = []model.Schedule{model.FIFO, model.Any}
	}
	for _, d := range l.Directives {
		if err := v.Set(d.Key, d.Value); err != nil {
			t.Fatalf("%s:%v: %s: %v", l.File.Name, d.Pos, d.Key, err)
			return nil
		}
	}
	if l.Threaded {
		v.Schedules = []model.Schedule{model.Threads}
	}
	if len(ps) == 0 {
		ps = props.Default()
	}
	c := &checking{Verification: v, t: t, l: l, props: ps, store: storeOf(t, l), systems: make(map[model.Config]model.System)}
	for _, known := range c.store.traces(t) {
		c.again(known)
	}
	d := Decide(context.Background(), func(s model.Schedule) model.System { return c.system(v.config(s)) },
		v.Schedules, false, v.Options)
	for _, n := range d.Notes() {
		t.Logf("%s", heading(l.File, n.Finding))
	}
	switch d.Verdict {
	case Violated:
		c.fail(d)
	case Unknown:
		var why []string
		for _, o := range d.Incomplete() {
			why = append(why, fmt.Sprintf("schedule=%v: %v", o.Schedule, o.Reason))
		}
		t.Fatalf("%s: unknown: nothing was found, and not everything was searched: %s", l.File.Name, strings.Join(why, "; "))
	}
	return d
}

func (v Verification) config(s model.Schedule) model.Config {
	return model.Config{Schedule: s, Preempt: v.Preempt, Profile: v.Profile, Minor: v.Minor}
}

// checking is a Verification under way.
type checking struct {
	Verification
	t       TB
	l       *model.Loaded
	props   []props.Property
	store   store
	systems map[model.Config]model.System
}

// system returns the program under a configuration, its properties watched.
func (c *checking) system(cfg model.Config) model.System {
	cfg.Watch = true
	if c.systems[cfg] == nil {
		c.systems[cfg] = props.Watch(c.l.System(cfg), c.props, props.WatchOptions{Minor: cfg.Minor, Strict: c.Strict})
	}
	return c.systems[cfg]
}

// again fails the test if a trace of an earlier run still shows what it is about.
func (c *checking) again(known storedTrace) {
	c.t.Helper()
	r, err := known.Replay(c.system(known.Config()), false)
	if err != nil || !r.Shown || r.Finding.Severity != model.Error {
		c.t.Logf("%s: this counterexample of an earlier run does not show any more; searching anew", known.path)
		return
	}
	v := Shown{known.Config().Schedule, known.Violation()}
	v.Finding = r.Finding
	c.t.Fatalf("%s\nThis is the counterexample of an earlier run, %s; step by step: condcheck replay %[2]s", c.tell(v, r.Run, ""), known.path)
}

// fail fails the test with the first violation, and keeps its trace.
func (c *checking) fail(d *Decision) {
	c.t.Helper()
	shown := d.Violations()
	v := shown[0]
	cfg := c.config(v.Schedule)
	run, err := v.Trace.Replay(c.system(cfg))
	if err != nil {
		c.t.Fatalf("%s\nThe counterexample could not be recorded, which is a bug: %v", heading(c.l.File, v.Finding), err)
		return
	}
	v.Finding = FindingIn(run, v.Finding)
	tf := NewTraceFile(v.Violation, run, cfg)
	tf.Condcheck, tf.Program, tf.Sources = moduleVersion(), filepath.ToSlash(c.l.File.Name), SourcesOf(c.l)
	tf.Options.Strict, tf.AnyOnly = c.Strict, d.anyOnly(v)
	for _, p := range c.props {
		tf.Options.Properties = append(tf.Options.Properties, p.Name)
	}
	text := c.tell(v, run, d.needs(v))
	if n := len(shown) - 1; n > 0 {
		text += fmt.Sprintf("\nFound on the way: %s.", story.Plural(int64(n), "other violation"))
		for _, o := range shown[1:] {
			text += "\n  " + heading(c.l.File, o.Finding)
		}
	}
	switch path, err := c.store.keep(tf); {
	case err != nil:
		text += fmt.Sprintf("\nThe counterexample could not be written: %v", err)
	case path != "":
		text += fmt.Sprintf("\nStep by step: condcheck replay %s", path)
	}
	c.t.Fatalf("%s", text)
}

// tell is the counterexample as text.
func (c *checking) tell(v Shown, run *model.Run, needs string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", heading(c.l.File, v.Finding))
	if needs != "" {
		fmt.Fprintf(&b, "  %s\n", needs)
	}
	fmt.Fprintf(&b, "\nCounterexample, %s:\n\n", story.Plural(int64(v.Trace.Len()), "step"))
	story.Write(&b, story.Style{}, c.l.File, run)
	story.WriteTale(&b, story.Style{}, story.Tale(c.l.File, run, v.Finding))
	return b.String()
}

// heading says in one line what is wrong and where.
func heading(f *source.File, fd model.Finding) string {
	place := f.Name
	if fd.File != "" {
		place = fd.File
	}
	if fd.Pos.IsValid() {
		place = fmt.Sprintf("%s:%v", place, fd.Pos)
	}
	return fmt.Sprintf("%s: %s[%s]: %s", place, fd.Severity, story.Heading(fd), fd.Message)
}

// anyOnly reports whether a complete search found that CPython's FIFO loop does
// not show a violation.
func (d *Decision) anyOnly(v Shown) bool {
	for _, s := range d.Searches {
		if s.Schedule == model.FIFO && v.Schedule == model.Any && s.Complete {
			return true
		}
	}
	return false
}

// needs says what it takes to see a violation.
func (d *Decision) needs(v Shown) string {
	switch {
	case v.Schedule == model.Threads:
		return ""
	case v.Schedule == model.FIFO:
		return "CPython's own event loop can do this (schedule=fifo)."
	case d.anyOnly(v):
		return "This needs an order that CPython's FIFO loop does not produce (schedule=any)."
	}
	return "Found with schedule=any; whether CPython's FIFO loop can do it was not decided."
}

// moduleVersion is the version of this module in the binary that runs.
func moduleVersion() string {
	const path = "github.com/condcheck/condcheck"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range append(info.Deps, &info.Main) {
			if m.Path == path && m.Version != "" {
				return m.Version
			}
		}
	}
	return "(devel)"
}
