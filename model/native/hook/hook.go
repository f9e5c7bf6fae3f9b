// Package hook is what the rewriter lets a test call (package rewrite): the
// outermost call of a test function explores it, and within the exploration the
// function runs with a testing.T of its own in each execution.
package hook

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"github.com/condcheck/condcheck/model/native"
)

// Config is how to explore; it comes in the environment variable Env as JSON.
type Config struct {
	// Report is the file to which a line of JSON is added for each test, a Report.
	Report string
	// Replay is a counterexample to run again, and nothing else.
	Replay string
	// Traces says that counterexamples are to be written to files.
	Traces        bool
	MaxExecutions int64
	MaxTime       time.Duration
	Timers        native.TimerMode
	AnyWaiter     bool
	Leaks         bool
	Stall         time.Duration
	Race          bool
	// Method is how to search, if not Auto; Outcomes has what each execution logs
	// collected.
	Method   native.Method
	Outcomes bool
	// With are the modules that are rewritten, too, Build the flags of the go
	// command that change what is built, Dir where it runs.
	With, Build []string
	Dir         string
	// Workers is the number of processes that explore a test.
	Workers int
	// Share of Shares is what such a process runs, of the test Only.
	Share, Shares int
	Only          string
}

// Env is the environment variable with the Config.
const Env = "CONDCHECK_GO_TEST"

// A Report is what became of a test.
type Report struct {
	Package, Test string
	Dir           string
	Result        *native.Result
	// File is the counterexample's file; Again is true if it was there before.
	File  string
	Again bool
	// Skipped is what the test said when it skipped itself.
	Skipped string
	// Outcomes are the different logs of executions, if these are wanted.
	Outcomes []string
	// Tried says of counterexamples that do not show any more why.
	Tried []string
}

// off is set in the environment of what a test binary starts: a test that runs
// itself again in another process is not explored there.
const off = Env + "_OFF"

var disabled = os.Getenv(off) != ""

var config = func() (c Config) {
	if text := os.Getenv(Env); text != "" {
		os.Setenv(off, "1")
		if err := json.Unmarshal([]byte(text), &c); err != nil {
			fmt.Fprintf(os.Stderr, "condcheck: %s: %v\n", Env, err)
			os.Exit(2)
		}
	}
	return c
}()

// Enter explores a test and returns true, or returns false if it is the
// exploration that calls the test: then the test is to run.
func Enter(t *testing.T, pkg string, test func(*testing.T)) bool {
	if native.Exploring() || disabled {
		return false
	}
	if config.Only != "" && config.Only != t.Name() {
		return true
	}
	t.Helper()
	e := &execution{outer: t, test: test, outcomes: make(map[string]bool)}
	opts := native.Options{
		MaxExecutions: config.MaxExecutions, MaxTime: config.MaxTime, Timers: config.Timers,
		AnyWaiter: config.AnyWaiter, Leaks: config.Leaks, Stall: config.Stall, Race: config.Race, Failed: e.failed, Unfit: e.unfit, Method: config.Method,
	}
	rep := Report{Package: pkg, Test: t.Name()}
	rep.Dir, _ = os.Getwd()
	dir := native.TraceDir(t.Name())
	if config.Shares > 1 {
		opts.Method, opts.Share, opts.Shares = native.Optimal, config.Share, config.Shares
		rep.Result = native.Explore(opts, e.main)
	} else if config.Replay != "" {
		tf, err := native.ReadTraceFile(config.Replay)
		if err != nil {
			t.Fatal(err)
		}
		if tf.Test != t.Name() {
			return true // it is another's
		}
		tf.Apply(&opts)
		rep.Result = native.Explore(opts, e.main)
		rep.File, rep.Again = config.Replay, true
	} else {
		tried, found := native.Retry(dir, opts, e.main)
		for _, old := range tried {
			switch {
			case old.Err != nil:
				rep.Tried = append(rep.Tried, fmt.Sprintf("%s: %v", old.Path, old.Err))
			case old.Result.Differs != "":
				rep.Tried = append(rep.Tried, fmt.Sprintf("%s: does not show any more: %s", old.Path, old.Result.Differs))
			case old.Result.Finding == nil:
				rep.Tried = append(rep.Tried, fmt.Sprintf("%s: does not show any more", old.Path))
			}
		}
		if found != nil {
			rep.Result, rep.File, rep.Again = found.Result, found.Path, true
		} else {
			stop := help(t, &opts)
			rep.Result = native.Explore(opts, e.main)
			stop()
			if f := rep.Result.Finding; f != nil && config.Traces {
				tf := &native.TraceFile{Package: pkg, Test: t.Name(), Timers: opts.Timers, AnyWaiter: opts.AnyWaiter, With: config.With, Build: built(rep.Dir), Finding: f,
					Copies: filepath.Join(filepath.Dir(config.Report), "with")}
				path, err := tf.Write(dir)
				if err != nil {
					t.Logf("condcheck: cannot write the counterexample: %v", err)
				}
				rep.File = path
			}
		}
	}
	e.report(t, &rep)
	return true
}

// built returns the flags of the build as they are to be given in a directory to
// repeat a counterexample, but for -race.
func built(dir string) (flags []string) {
	for _, f := range config.Build {
		if strings.HasPrefix(f, "-race") {
			continue
		}
		if name, ok := strings.CutPrefix(f, "-modfile="); ok && !filepath.IsAbs(name) {
			if rel, err := filepath.Rel(dir, filepath.Join(config.Dir, name)); err == nil {
				f = "-modfile=" + filepath.ToSlash(rel)
			}
		}
		flags = append(flags, f)
	}
	return flags
}

// report tells what was found, to go test and in the report.
func (e *execution) report(t *testing.T, rep *Report) {
	t.Helper()
	r := rep.Result
	rep.Skipped = e.skipped
	for o := range e.outcomes {
		rep.Outcomes = append(rep.Outcomes, o)
	}
	sort.Strings(rep.Outcomes)
	if config.Report != "" {
		if err := rep.write(config.Report); err != nil {
			t.Errorf("condcheck: cannot write the report: %v", err)
		}
	}
	switch {
	case r.Refused != "":
		t.Errorf("condcheck: refused: %s", r.Refused)
	case r.Finding != nil:
		t.Errorf("condcheck: %s", r.Finding)
	case r.Differs != "":
		t.Errorf("condcheck: %s", r.Differs)
	case e.skipped != "":
		t.Skip(e.skipped)
	case r.Complete:
		t.Logf("condcheck: complete, %d executions (%d ended in a known state)", r.Executions, r.Joined)
	default:
		t.Logf("condcheck: INCOMPLETE: %s", r.Incomplete)
	}
}

// write adds the report to a file.
func (rep *Report) write(path string) error {
	text, err := json.Marshal(rep)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(append(text, '\n'))
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// An execution is a run of a test function: a testing.T for it and for each of
// its subtests.
type execution struct {
	outer   *testing.T
	test    func(*testing.T)
	states  map[testing.TB]*state
	skipped string

	outcomes map[string]bool
}

// A state is what a testing.T of an execution would know.
type state struct {
	name     string
	cleanups []func()
	dirs     int
}

var current *execution

// main runs the test once.
func (e *execution) main() {
	current = e
	e.states = make(map[testing.TB]*state)
	t := e.newT(e.outer.Name())
	native.AtEnd(e.removeDirs)
	defer e.finish(t)
	e.test(t)
}

// newT makes a testing.T that keeps what is logged.
func (e *execution) newT(name string) *testing.T {
	t := new(testing.T)
	common := reflect.ValueOf(t).Elem().FieldByName("common")
	if o := common.FieldByName("o"); o.IsValid() && o.Kind() == reflect.Pointer {
		w := reflect.New(o.Type().Elem())
		if c := w.Elem().FieldByName("c"); c.IsValid() && c.Kind() == reflect.Pointer && c.Type().Elem() == common.Type() {
			*(*unsafe.Pointer)(unsafe.Pointer(c.UnsafeAddr())) = unsafe.Pointer(common.UnsafeAddr())
			*(*unsafe.Pointer)(unsafe.Pointer(o.UnsafeAddr())) = w.UnsafePointer()
		}
	}
	forgetRaces(t)
	s := &state{name: name}
	e.states[t] = s
	native.Root(&s.cleanups)
	return t
}

// forgetRaces lets a testing.T not fail for the data races that were found before:
// the explorer says which execution has one.
func forgetRaces(t *testing.T) {
	last := reflect.ValueOf(t).Elem().FieldByName("lastRaceErrors")
	if last.IsValid() && last.Type() == reflect.TypeFor[atomic.Int64]() {
		(*atomic.Int64)(unsafe.Pointer(last.UnsafeAddr())).Store(native.RaceErrors())
	}
}

// output returns what was logged.
func output(t *testing.T) string {
	f := reflect.ValueOf(t).Elem().FieldByName("output")
	if !f.IsValid() || f.Type() != reflect.TypeFor[[]byte]() {
		return ""
	}
	return string(*(*[]byte)(unsafe.Pointer(f.UnsafeAddr())))
}

// finish runs a test's cleanups, last first.
func (e *execution) finish(t *testing.T) {
	s := e.states[t]
	for len(s.cleanups) > 0 {
		f := s.cleanups[len(s.cleanups)-1]
		s.cleanups = s.cleanups[:len(s.cleanups)-1]
		f()
	}
}

// failed says why the execution has failed.
func (e *execution) failed() string {
	var texts []string
	failed := false
	for tb := range e.states {
		t := tb.(*testing.T)
		forgetRaces(t)
		if config.Outcomes {
			e.outcomes[output(t)] = true
		}
		if t.Skipped() {
			e.skipped = strings.TrimSpace(output(t)) + " "
		}
		if t.Failed() {
			failed = true
			if text := strings.TrimSpace(output(t)); text != "" {
				texts = append(texts, text)
			}
		}
	}
	if !failed {
		return ""
	}
	sort.Strings(texts)
	if len(texts) == 0 {
		return "the test has failed"
	}
	return strings.Join(texts, "\n")
}

// hasSub is where a testing.T notes that Run was called.
var hasSub = func() uintptr {
	t := new(testing.T)
	f := reflect.ValueOf(t).Elem().FieldByName("hasSub")
	if !f.IsValid() || f.Type() != reflect.TypeFor[atomic.Bool]() {
		return 0
	}
	return f.UnsafeAddr() - uintptr(unsafe.Pointer(t))
}()

// unfit says why the execution was none of the test.
func (e *execution) unfit() string {
	if hasSub == 0 {
		return ""
	}
	for tb := range e.states {
		if (*atomic.Bool)(unsafe.Add(unsafe.Pointer(tb.(*testing.T)), hasSub)).Load() {
			return "a package that is not rewritten starts subtests (t.Run), as testify/suite does: -with its module takes it along"
		}
	}
	return ""
}

func (e *execution) removeDirs() {
	for _, s := range e.states {
		if s.dirs > 0 {
			os.RemoveAll(tempBase(s))
		}
	}
}
