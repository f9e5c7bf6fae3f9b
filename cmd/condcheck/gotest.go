package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model/native"
	"github.com/condcheck/condcheck/model/native/hook"
	"github.com/condcheck/condcheck/model/native/rewrite"
)

// goTestFlags are condcheck test's own flags; the others are go test's.
type goTestFlags struct {
	hook.Config
	work     string
	noTraces bool
	noStates bool
	verbose  bool
	patterns []string
	pass     []string // other flags of go test
}

// goTestHelp says what goTest's own flags are.
const goTestHelp = `
Flags of condcheck test; all others are go test's:
  -with MODULE,…               rewrite and explore these modules, too
  -max-executions N            run at most N executions of a test; some that are
                               chosen at random follow
  -max-time DURATION           explore a test for at most so long (default 1m)
  -cpu N                       explore a test in N processes, each a share of
                               the executions (default 1)
  -timers idle|any fire timers when nothing else can run, or at any
                               moment (default idle; any is tried afterwards)
  -any-waiter                  Signal may wake any waiter, not only the longest
                               waiting
  -race                        look for data races, too
  -leaks                       goroutines left blocked are errors, not notes
  -replay FILE                 run this counterexample again, and nothing else
  -no-traces                   do not write counterexamples to testdata/condcheck
  -no-states                   do not look at states: executions that come to the
                               same are not joined (always so with -race)
  -stall DURATION              how long a goroutine may run without an operation
                               (default 10s)
  -work DIR                    keep the rewritten files there

See also: condcheck help go.
`

// valued are go test's flags that take a value.
var valued = map[string]bool{
	"run": true, "skip": true, "tags": true, "count": true, "timeout": true, "parallel": true, "p": true, "mod": true,
	"modfile": true, "ldflags": true, "gcflags": true, "asmflags": true, "exec": true, "o": true, "shuffle": true, "coverprofile": true,
	"covermode": true, "coverpkg": true, "C": true, "vet": true, "bench": true, "benchtime": true, "fuzz": true, "overlay": true, "toolexec": true,
}

// building are those that go list understands.
var building = map[string]bool{"tags": true, "mod": true, "modfile": true, "race": true, "ldflags": true, "gcflags": true, "toolexec": true}

// on is the value of a flag that is on if it has none.
func on(value string, has bool) (bool, error) {
	if !has {
		return true, nil
	}
	yes, err := strconv.ParseBool(value)
	if err != nil {
		return false, errors.New("want true or false")
	}
	return yes, nil
}

func parseGoTest(args []string) (*goTestFlags, error) {
	f := &goTestFlags{}
	f.Traces, f.MaxTime = true, time.Minute
	rest := false
	for i := 0; i < len(args); i++ {
		a := args[i]
		if rest || !strings.HasPrefix(a, "-") || a == "-" {
			if rest {
				f.pass = append(f.pass, a)
			} else {
				f.patterns = append(f.patterns, a)
			}
			continue
		}
		if a == "--" || a == "-args" || a == "--args" {
			rest = true
			f.pass = append(f.pass, "-args")
			continue
		}
		name, value, has := strings.Cut(strings.TrimLeft(a, "-"), "=")
		name = strings.TrimPrefix(name, "test.")
		own := map[string]bool{"with": true, "max-executions": true, "max-time": true, "cpu": true, "timers": true, "stall": true, "work": true, "replay": true, "condcheck.replay": true}[name]
		if (own || valued[name]) && !has {
			if i++; i >= len(args) {
				return nil, fmt.Errorf("-%s: got nothing, want a value", name)
			}
			value = args[i]
		}
		var err error
		switch name {
		case "with":
			f.With = append(f.With, strings.Split(value, ",")...)
		case "max-executions":
			f.MaxExecutions, err = positive(value)
		case "cpu":
			var n int64
			n, err = positive(value)
			f.Workers = int(min(n, 256))
		case "max-time":
			if f.MaxTime, err = time.ParseDuration(value); err == nil && f.MaxTime <= 0 {
				err = errors.New("want a positive duration")
			}
		case "stall":
			if f.Stall, err = time.ParseDuration(value); err == nil && f.Stall <= 0 {
				err = errors.New("want a positive duration")
			}
		case "timers":
			switch value {
			case "idle":
				f.Timers = native.TimersIdle
			case "any":
				f.Timers = native.TimersAny
			default:
				err = errors.New("want idle or any")
			}
		case "work":
			f.work = value
		case "replay", "condcheck.replay":
			f.Replay, err = filepath.Abs(value)
		case "any-waiter":
			f.AnyWaiter, err = on(value, has)
		case "leaks":
			f.Leaks, err = on(value, has)
		case "no-traces":
			f.noTraces, err = on(value, has)
		case "no-states":
			f.noStates, err = on(value, has)
		case "C", "overlay", "c", "bench", "fuzz", "json":
			return nil, fmt.Errorf("got -%s, which condcheck test does not have", name)
		case "v":
			f.verbose = true
		default:
			flag := "-" + name
			if has || valued[name] {
				flag += "=" + value
			}
			if name == "race" {
				f.Race, err = on(value, has)
			}
			if building[name] {
				f.Build = append(f.Build, flag)
			} else {
				f.pass = append(f.pass, flag)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("-%s: got %q: %v", name, value, err)
		}
	}
	if len(f.patterns) == 0 {
		f.patterns = []string{"."}
	}
	if f.noTraces {
		f.Traces = false
	}
	return f, nil
}

// goTest explores the tests of Go packages.
func goTest(e *env, args []string) int {
	for _, a := range args {
		if a == "-h" || a == "--help" || a == "-help" {
			return help(e, []string{"test"})
		}
	}
	f, err := parseGoTest(args)
	if err != nil {
		return usage(e, "test: "+err.Error()+"; see condcheck help test")
	}
	if f.Replay != "" {
		t, err := native.ReadTraceFile(f.Replay)
		if err != nil {
			return usage(e, fmt.Sprintf("test: -replay %s: %v", f.Replay, err))
		}
		f.repeat(t)
	}
	return runGoTest(e, f, "")
}

// runGoTest explores tests, or with replay set runs one counterexample again.
func runGoTest(e *env, f *goTestFlags, dir string) int {
	fail := func(err error) int {
		report.Diagnostic{Severity: "error", Code: "go", Message: err.Error()}.Write(e.stderr, styleOf(e, e.stderr))
		return exitUnchecked
	}
	if _, err := exec.LookPath("go"); err != nil {
		return fail(errors.New("got no go command on PATH, want Go 1.24 or later to build the tests with"))
	}
	work := f.work
	if work == "" {
		tmp, err := os.MkdirTemp("", "condcheck-test-*")
		if err != nil {
			return fail(err)
		}
		defer os.RemoveAll(tmp)
		work = tmp
	} else if err := os.MkdirAll(work, 0o755); err != nil {
		return fail(err)
	}
	work, err := filepath.Abs(work)
	if err != nil {
		return fail(err)
	}
	g := rewrite.Go{Dir: dir, Flags: f.Build, Env: []string{"GOWORK=off"}}
	p, err := rewrite.Prepare(e.ctx, rewrite.Options{Go: g, Patterns: f.patterns, With: f.With, Work: work, Plain: f.noStates || f.Race})
	if err != nil {
		return fail(err)
	}
	f.Report = filepath.Join(work, "report.jsonl")
	os.Remove(f.Report)
	if f.Dir, err = filepath.Abs(dir); err != nil {
		return fail(err)
	}
	config, err := json.Marshal(f.Config)
	if err != nil {
		return fail(err)
	}
	cmdArgs := append([]string{"test", "-v", "-vet=off", "-count=1", "-timeout=0"}, f.Build...)
	cmdArgs = append(cmdArgs, p.Flags...)
	if f.Race {
		cmdArgs = append(cmdArgs, p.RaceFlags...)
	}
	cmdArgs = append(cmdArgs, f.patterns...)
	cmd := exec.CommandContext(e.ctx, "go", append(cmdArgs, f.pass...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", hook.Env+"="+string(config))
	if f.Race {
		cmd.Env = append(cmd.Env, "GORACE="+native.RaceEnv(work))
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	runErr := cmd.Run()
	if e.ctx.Err() != nil {
		return exitInterrupted
	}
	reports, err := readReports(f.Report)
	if err != nil {
		return fail(err)
	}
	return tellGoTests(e, f, reports, out.String(), runErr)
}

func readReports(path string) ([]hook.Report, error) {
	file, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	defer file.Close()
	var out []hook.Report
	r := bufio.NewReader(file)
	for {
		line, err := r.ReadBytes('\n')
		if len(line) == 0 {
			return out, nil
		}
		var rep hook.Report
		if jerr := json.Unmarshal(line, &rep); jerr != nil {
			return nil, fmt.Errorf("the report of a test is damaged: %w", jerr)
		}
		out = append(out, rep)
		if err != nil {
			return out, nil
		}
	}
}

// tellGoTests writes what came of each test and returns the exit code.
func tellGoTests(e *env, f *goTestFlags, reports []hook.Report, output string, runErr error) int {
	st := styleOf(e, e.stdout)
	violated, unknown, refused := 0, 0, 0
	for _, rep := range reports {
		r := rep.Result
		for _, t := range rep.Tried {
			fmt.Fprintf(e.stdout, "%s: %s\n", rep.Test, t)
		}
		fmt.Fprintf(e.stdout, "%s %s\n", st.Bold("=== "+rep.Test), st.Dim(rep.Package))
		if rep.Skipped != "" && r.Finding == nil {
			fmt.Fprintf(e.stdout, "skips itself: %s\n", strings.TrimSpace(rep.Skipped))
		}
		explore.WriteGoResult(e.stdout, st, r)
		switch {
		case r.Refused != "":
			refused++
		case r.Finding != nil:
			violated++
			if rep.File != "" {
				file := rep.File
				if wd, err := os.Getwd(); err == nil && !filepath.IsAbs(file) {
					if rel, err := filepath.Rel(wd, filepath.Join(rep.Dir, file)); err == nil {
						file = rel
					}
				}
				again := "written"
				if rep.Again {
					again = "shows again"
				}
				if f.Replay == "" {
					again += "; to see it again, type: condcheck replay " + file
				}
				fmt.Fprintf(e.stdout, "%s: %s\n", file, again)
			}
		case r.Differs != "" || !r.Complete && f.Replay == "":
			unknown++
		case f.Replay != "":
			unknown++
			fmt.Fprintf(e.stdout, "%s: does not show again\n", f.Replay)
		}
		fmt.Fprintln(e.stdout)
	}
	explained := violated+refused > 0 || unknown > 0 && f.Replay != ""
	broken := endedEarly(output)
	if f.verbose || runErr != nil && (!explained || broken != "") {
		fmt.Fprint(e.stdout, output)
	}
	if broken != "" {
		fmt.Fprintf(e.stdout, "%s: the test binary ended while it ran, see above; the tests after it have not been explored\n", broken)
	}
	fmt.Fprintf(e.stdout, "%s: %d complete, %d violated, %d incomplete, %d refused\n", plural(len(reports), "test explored", "tests explored"),
		len(reports)-violated-unknown-refused, violated, unknown, refused)
	switch {
	case violated > 0:
		return exitViolated
	case refused > 0 || broken != "" || runErr != nil && unknown == 0:
		return exitUnchecked
	case unknown > 0:
		return exitUnknown
	case len(reports) == 0 && f.Replay != "":
		fmt.Fprintf(e.stderr, "condcheck: %s: its test was not run: the package has none of that name now\n", f.Replay)
		return exitUnchecked
	case len(reports) == 0:
		fmt.Fprintf(e.stderr, "condcheck: test: no test was explored; see condcheck help go\n")
		return exitUnchecked
	}
	return exitHolds
}

// endedEarly returns the test that was running when a test binary ended, "" if all
// tests that began have ended, too.
func endedEarly(output string) string {
	var running []string
	for line := range strings.Lines(output) {
		words := strings.Fields(line)
		switch {
		case len(words) >= 3 && words[0] == "===" && words[1] == "RUN":
			running = append(running, words[2])
		case len(words) >= 3 && words[0] == "---":
			running = slices.DeleteFunc(running, func(s string) bool { return s == words[2] })
		}
	}
	if len(running) == 0 {
		return ""
	}
	return running[len(running)-1]
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// replayGo runs a counterexample of a Go test again. It returns false if the file
// is none.
func replayGo(e *env, path string) (code int, ok bool) {
	t, err := native.ReadTraceFile(path)
	switch {
	case errors.Is(err, native.ErrNoTrace) || errors.Is(err, os.ErrNotExist):
		return 0, false
	case err != nil:
		return usage(e, fmt.Sprintf("replay: %s: %v", path, err)), true
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return usage(e, err.Error()), true
	}
	dir := filepath.Dir(abs)
	for filepath.Base(dir) != "testdata" {
		if dir == filepath.Dir(dir) {
			return usage(e, fmt.Sprintf("replay: %s: got a trace outside of its package's testdata/condcheck, want it there; or type: condcheck test -replay %s PACKAGE", path, path)), true
		}
		dir = filepath.Dir(dir)
	}
	dir = filepath.Dir(dir)
	if t.Library {
		cmd := exec.CommandContext(e.ctx, "go", "test", "-count=1", "-v", "-run", native.RunPattern(t.Test), ".", "-condcheck.replay="+abs)
		cmd.Dir, cmd.Stdout, cmd.Stderr = dir, e.stdout, e.stderr
		if err := cmd.Run(); err != nil {
			return exitViolated, true
		}
		return exitUnknown, true
	}
	f := &goTestFlags{patterns: []string{"."}}
	f.Replay = abs
	f.repeat(t)
	return runGoTest(e, f, dir), true
}

// repeat sets the flags that a counterexample needs, where they are not given.
func (f *goTestFlags) repeat(t *native.TraceFile) {
	if !slices.ContainsFunc(f.pass, func(a string) bool { return strings.HasPrefix(a, "-run=") }) {
		f.pass = append([]string{"-run=" + native.RunPattern(t.Test)}, f.pass...)
	}
	if len(f.With) == 0 {
		f.With = t.With
	}
	if len(f.Build) == 0 {
		f.Build = t.Build
	}
	if t.Finding.Kind == native.KindRace {
		f.Race = true
		if !slices.Contains(f.Build, "-race") {
			f.Build = append(slices.Clip(f.Build), "-race")
		}
	}
}
