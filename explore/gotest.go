package explore

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/condcheck/condcheck/explore/story"
	"github.com/condcheck/condcheck/model/native"
	"github.com/condcheck/condcheck/model/native/sync"
)

// replayFlag is the counterexample to run again: go test -run TestX -condcheck.replay=FILE.
var replayFlag = flag.String("condcheck.replay", "", "run the counterexample in `FILE` again, and nothing else")

// A TestOption is an option of Test.
type TestOption func(*testOptions)

type testOptions struct {
	native.Options
	allowIncomplete bool
}

// LimitExecutions ends the search of Test after n executions.
func LimitExecutions(n int64) TestOption { return func(o *testOptions) { o.MaxExecutions = n } }

// LimitTime ends the search of Test after d; without it, after a minute.
func LimitTime(d time.Duration) TestOption { return func(o *testOptions) { o.MaxTime = d } }

// AnyTimers lets timers fire at any moment, instead of when nothing else can run.
func AnyTimers() TestOption { return func(o *testOptions) { o.Timers = native.TimersAny } }

// AnyWaiter lets Cond.Signal wake any waiter, as its documentation permits,
// instead of the one that has waited longest, as the runtime does.
func AnyWaiter() TestOption { return func(o *testOptions) { o.AnyWaiter = true } }

// Leaks fails a test that leaves goroutines blocked when it has ended.
func Leaks() TestOption { return func(o *testOptions) { o.Leaks = true } }

// AllowIncomplete lets a test pass that met a limit and has found nothing. It
// says so in the log all the same.
func AllowIncomplete() TestOption { return func(o *testOptions) { o.allowIncomplete = true } }

// Test runs f in every interleaving of its goroutines, and fails t with the
// shortest counterexample it finds: a deadlock, a panic, a failed T. f must start
// goroutines by T.Go or native.Go and use the packages below model/native in
// place of sync, sync/atomic, time and context; condcheck test rewrites code that
// does not. A search that a limit ends fails t, too: AllowIncomplete.
//
// Where f's goroutines have their variables cannot be seen here, so that executions
// that come to the same state are not joined, as they are by condcheck test.
//
// A counterexample is written to testdata/condcheck/TEST/HASH.trace and tried
// first the next time.
func Test(t *testing.T, f func(t *T), options ...TestOption) {
	t.Helper()
	o := testOptions{}
	o.MaxTime = time.Minute
	for _, opt := range options {
		opt(&o)
	}
	e := &goTest{outer: t, f: f}
	o.Failed = e.failed
	dir := native.TraceDir(t.Name())
	var r *native.Result
	file := ""
	if *replayFlag != "" {
		tf, err := native.ReadTraceFile(*replayFlag)
		if err != nil {
			t.Fatalf("condcheck: -condcheck.replay %s: %v", *replayFlag, err)
		}
		if tf.Test != t.Name() {
			t.Skipf("condcheck: %s is a counterexample of %s", *replayFlag, tf.Test)
		}
		ro := o.Options
		tf.Apply(&ro)
		r, file = native.Explore(ro, e.main), *replayFlag
		if r.Finding == nil && r.Refused == "" && r.Differs == "" {
			t.Logf("condcheck: %s does not show any more", file)
			return
		}
	} else {
		tried, found := native.Retry(dir, o.Options, e.main)
		for _, old := range tried {
			if old.Err != nil {
				t.Logf("condcheck: %s: %v", old.Path, old.Err)
			} else if d := old.Result.Differs; d != "" {
				t.Logf("condcheck: %s does not show any more: %s", old.Path, d)
			} else if old.Result.Finding == nil {
				t.Logf("condcheck: %s does not show any more", old.Path)
			}
		}
		if found != nil {
			r, file = found.Result, found.Path
		} else {
			r = native.Explore(o.Options, e.main)
			if r.Finding != nil {
				tf := &native.TraceFile{Test: t.Name(), Library: true, Timers: o.Timers, AnyWaiter: o.AnyWaiter, Finding: r.Finding}
				path, err := tf.Write(dir)
				if err != nil {
					t.Logf("condcheck: cannot write the counterexample: %v", err)
				}
				file = path
			}
		}
	}
	var b strings.Builder
	WriteGoResult(&b, story.Style{}, r)
	if r.Finding != nil && file != "" {
		fmt.Fprintf(&b, "To see it again: go test -run '%s' -condcheck.replay=%s\n", native.RunPattern(t.Name()), filepath.ToSlash(file))
	}
	switch {
	case r.Finding != nil, r.Refused != "", r.Differs != "", !r.Complete && !o.allowIncomplete && *replayFlag == "":
		t.Errorf("condcheck: %s", b.String())
	case e.skipped != "":
		t.Skip(e.skipped)
	default:
		t.Logf("condcheck: %s", b.String())
	}
}

// WriteGoResult tells what exploring Go code came to: the counterexample, or how
// far the search went.
func WriteGoResult(w io.Writer, st story.Style, r *native.Result) {
	if f := r.Finding; f != nil {
		writeGoFinding(w, st, f)
	}
	for _, f := range r.Notes {
		fmt.Fprintf(w, "%s %s\n", st.Note("note["+f.Kind+"]:"), f.Message)
	}
	if r.Spinning {
		fmt.Fprintf(w, "%s a loop that turns again and again without an effect was taken to wait until what it looks at changes\n", st.Note("note[spinning]:"))
	}
	if r.MapOrder {
		fmt.Fprintf(w, "%s a loop visited the keys of a map in their order, of which Go has any\n", st.Note("note[map-order]:"))
	}
	n := story.Plural(r.Executions, "execution")
	switch {
	case r.Refused != "":
		fmt.Fprintf(w, "refused: %s\n", r.Refused)
	case r.Differs != "":
		fmt.Fprintf(w, "the counterexample does not fit: %s\n", r.Differs)
	case r.Finding != nil:
		fmt.Fprintf(w, "violated: %s, found in execution %s of the search\n", r.Finding.Kind, story.Group(max(r.Executions, 1)))
	case r.Complete:
		fmt.Fprintf(w, "complete, %s%s\n", n, joinedText(r))
	case r.Incomplete == "":
		fmt.Fprintf(w, "the counterexample does not show: nothing was found\n")
	default:
		fmt.Fprintf(w, "INCOMPLETE: %s; nothing was found in %s", r.Incomplete, story.Plural(r.Executions+r.Tried, "execution"))
		if r.Chance > 0 {
			fmt.Fprintf(w, "; the last %s were chosen at random, each bug of depth %d is found with a probability of at least %.2g", n, r.Depth, r.Chance)
		}
		fmt.Fprintln(w)
	}
}

// joinedText says how executions were joined.
func joinedText(r *native.Result) string {
	if r.States == 0 {
		return ""
	}
	return fmt.Sprintf(": %s of them ended in a state that another had come to (%s)", story.Group(r.Joined), story.Plural(r.States, "state"))
}

func writeGoFinding(w io.Writer, st story.Style, f *native.Finding) {
	head := f.Kind
	if f.Pos.File != "" {
		head = shortPlace(f.Pos) + ": " + head
	}
	fmt.Fprintf(w, "%s %s\n\n", st.Error(head+":"), f.Message)
	run := GoRun(f)
	events := len(f.Schedule)
	fmt.Fprintf(w, "%s %s, %s\n\n", st.Bold("Counterexample:"), story.Plural(int64(events), "operation"), story.Plural(int64(f.Preemptions), "preemption"))
	if len(run.Steps) > 0 {
		story.Write(w, st, nil, run)
	}
	if f.Run != nil && f.Run.Stack != "" {
		fmt.Fprintf(w, "\n%s\n", f.Run.Stack)
	}
	fmt.Fprintln(w)
}

// A T is what a test has within an execution of Test. It is a testing.TB.
type T struct {
	testing.TB // the test outside, for its private method
	e          *goTest
	out        strings.Builder
	bad        bool
	skip       bool
	cleanups   []func()
	dirs       int
	wg         sync.WaitGroup
}

type goTest struct {
	outer   *testing.T
	f       func(*T)
	t       *T
	skipped string
}

func (e *goTest) main() {
	t := &T{TB: e.outer, e: e}
	e.t = t
	native.AtEnd(func() {
		if t.dirs > 0 {
			os.RemoveAll(t.base())
		}
	})
	defer func() {
		for len(t.cleanups) > 0 {
			f := t.cleanups[len(t.cleanups)-1]
			t.cleanups = t.cleanups[:len(t.cleanups)-1]
			f()
		}
	}()
	e.f(t)
	t.wg.Wait()
}

func (e *goTest) failed() string {
	if e.t.skip {
		e.skipped = strings.TrimSpace(e.t.out.String()) + " "
	}
	if !e.t.bad {
		return ""
	}
	if text := strings.TrimSpace(e.t.out.String()); text != "" {
		return text
	}
	return "the test has failed"
}

// Go runs f as a goroutine; the test does not end before it has.
func (t *T) Go(f func()) { t.wg.Go(f) }

// Choose returns each of 0 … n-1, in different executions.
func (t *T) Choose(n int) int { return native.Choose(n) }

func (t *T) log(s string) {
	where := ""
	for skip := 2; ; skip++ {
		_, file, line, ok := runtime.Caller(skip)
		if !ok || !strings.HasSuffix(file, "explore/gotest.go") {
			if ok {
				where = fmt.Sprintf("%s:%d: ", filepath.Base(file), line)
			}
			break
		}
	}
	t.out.WriteString(where + strings.TrimSuffix(s, "\n") + "\n")
}

// Cleanup is that of testing.T.
func (t *T) Cleanup(f func()) { t.cleanups = append(t.cleanups, f) }

// Error is that of testing.T.
func (t *T) Error(args ...any) { t.log(fmt.Sprintln(args...)); t.Fail() }

// Errorf is that of testing.T.
func (t *T) Errorf(format string, args ...any) { t.log(fmt.Sprintf(format, args...)); t.Fail() }

// Fail is that of testing.T.
func (t *T) Fail() { t.bad = true }

// FailNow is that of testing.T; it may be called in any goroutine, which it ends.
func (t *T) FailNow() { t.Fail(); runtime.Goexit() }

// Failed is that of testing.T.
func (t *T) Failed() bool { return t.bad }

// Fatal is that of testing.T.
func (t *T) Fatal(args ...any) { t.log(fmt.Sprintln(args...)); t.FailNow() }

// Fatalf is that of testing.T.
func (t *T) Fatalf(format string, args ...any) { t.log(fmt.Sprintf(format, args...)); t.FailNow() }

// Helper is that of testing.T.
func (t *T) Helper() {}

// Log is that of testing.T: it shows with a counterexample.
func (t *T) Log(args ...any) { t.log(fmt.Sprintln(args...)) }

// Logf is that of testing.T.
func (t *T) Logf(format string, args ...any) { t.log(fmt.Sprintf(format, args...)) }

// Name is that of testing.T.
func (t *T) Name() string { return t.e.outer.Name() }

// Skip is that of testing.T.
func (t *T) Skip(args ...any) { t.log(fmt.Sprintln(args...)); t.SkipNow() }

// Skipf is that of testing.T.
func (t *T) Skipf(format string, args ...any) { t.log(fmt.Sprintf(format, args...)); t.SkipNow() }

// SkipNow is that of testing.T.
func (t *T) SkipNow() { t.skip = true; runtime.Goexit() }

// Skipped is that of testing.T.
func (t *T) Skipped() bool { return t.skip }

// Setenv is that of testing.T.
func (t *T) Setenv(key, value string) {
	old, was := os.LookupEnv(key)
	if err := os.Setenv(key, value); err != nil {
		t.Fatalf("Setenv: %v", err)
	}
	t.Cleanup(func() {
		if was {
			os.Setenv(key, old)
		} else {
			os.Unsetenv(key)
		}
	})
}

func (t *T) base() string {
	return filepath.Join(os.TempDir(), fmt.Sprintf("condcheck-%d", os.Getpid()), filepath.FromSlash(t.Name()))
}

// TempDir is that of testing.T: each execution has its own.
func (t *T) TempDir() string {
	t.dirs++
	dir := filepath.Join(t.base(), fmt.Sprintf("%03d", t.dirs))
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatalf("TempDir: %v", err)
	}
	return dir
}

// Context is that of testing.T, but it is never cancelled.
func (t *T) Context() context.Context { return context.Background() }
