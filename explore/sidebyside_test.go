package explore_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
)

// Side by side with SPIN, where there is one: the same programs in Python and in
// Promela, under testdata/promela.

var allRows = flag.Bool("rows", false, "SideBySide: all rows, those that take SPIN minutes and gigabytes too")

// A row is a program with its parameters. plain says that the plain search of it is
// small enough to be done in every run of the tests.
type row struct {
	program, sizes string
	plain          bool
	large          bool
}

var rows = []row{
	{"buffer", "P=2 C=2 K=2 B=1 ONE=0", true, false},
	{"buffer", "P=4 C=4 K=1 B=1 ONE=0", false, false},
	{"buffer", "P=3 C=3 K=2 B=1 ONE=0", false, false},
	{"readers_writers", "R=2 W=2", true, false},
	{"philosophers", "N=4", true, false},
	{"buffer", "P=3 C=3 K=3 B=1 ONE=0", false, true},
	{"buffer", "P=5 C=5 K=1 B=1 ONE=0", false, true},
	{"buffer", "P=3 C=3 K=4 B=2 ONE=0", false, true},
	{"buffer", "P=4 C=4 K=2 B=2 ONE=0", false, true},
	{"readers_writers", "R=4 W=4", false, true},
	{"readers_writers", "R=5 W=4", false, true},
	{"philosophers", "N=10", false, true},
}

var assignment = regexp.MustCompile(`(?m)^([A-Z]+(?:, [A-Z]+)*) = [\d, ]+$`)

// python returns the text of the row's program in Python.
func (r row) python(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "promela", r.program+".py"))
	if err != nil {
		t.Fatal(err)
	}
	value := map[string]string{}
	for f := range strings.FieldsSeq(r.sizes) {
		name, v, _ := strings.Cut(f, "=")
		value[name] = v
	}
	done := false
	out := assignment.ReplaceAllStringFunc(string(text), func(line string) string {
		names, _, _ := strings.Cut(line, " = ")
		var values []string
		for n := range strings.SplitSeq(names, ", ") {
			if _, ok := value[n]; !ok {
				return line
			}
			values = append(values, value[n])
		}
		done = true
		return names + " = " + strings.Join(values, ", ")
	})
	if !done {
		t.Fatalf("%s.py: got no line that sets %s, want one", r.program, r.sizes)
	}
	return out
}

func (r row) system(t testing.TB, preempt model.Preempt) model.System {
	t.Helper()
	l, err := python.Text(r.program+".py", r.python(t))()
	if err != nil {
		t.Fatal(err)
	}
	return l.System(model.Config{Schedule: model.Threads, Preempt: preempt, Minor: 13})
}

// A spinRun is what SPIN made of a row.
type spinRun struct {
	states       int64
	megabytes    float64
	compile, run time.Duration
}

var (
	spinStates = regexp.MustCompile(`(\d+) states, stored`)
	spinErrors = regexp.MustCompile(`errors: (\d+)`)
	spinMemory = regexp.MustCompile(`([\d.]+)\s+total actual memory usage`)
)

// spin runs SPIN on the row's program in Promela, without its partial orders if
// reduce is not set.
func (r row) spin(t *testing.T, dir string, reduce bool) spinRun {
	t.Helper()
	model, err := filepath.Abs(filepath.Join("testdata", "promela", r.program+".pml"))
	if err != nil {
		t.Fatal(err)
	}
	run := func(name string, args ...string) ([]byte, time.Duration) {
		cmd := exec.Command(name, args...)
		cmd.Dir = dir
		begin := time.Now()
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", cmd, err, out)
		}
		return out, time.Since(begin)
	}
	args := []string{"-a"}
	for f := range strings.FieldsSeq(r.sizes) {
		args = append(args, "-D"+f)
	}
	_, generate := run("spin", append(args, model)...)
	flags := []string{"-O2", "-DSAFETY", "-DMEMLIM=16000", "-o", "pan", "pan.c"}
	if !reduce {
		flags = append(flags, "-DNOREDUCE")
	}
	_, compile := run("cc", flags...)
	out, took := run("./pan", "-m1000000", "-w22")
	s := spinRun{compile: generate + compile, run: took}
	if m := spinErrors.FindSubmatch(out); m == nil || string(m[1]) != "0" {
		t.Fatalf("SPIN found an error, or did not end:\n%s", out)
	}
	if m := spinStates.FindSubmatch(out); m != nil {
		s.states, _ = strconv.ParseInt(string(m[1]), 10, 64)
	}
	if m := spinMemory.FindSubmatch(out); m != nil {
		s.megabytes, _ = strconv.ParseFloat(string(m[1]), 64)
	}
	return s
}

// TestSideBySide runs SPIN and condcheck on the same programs in turn. Where the
// grain is the same, with turns between operations on locks and without reductions,
// they have the same states; the rest is printed: states, time to the verdict of the
// whole process, SPIN's with and without its compilation.
func TestSideBySide(t *testing.T) {
	for _, tool := range []string{"spin", "cc"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s on this machine", tool)
		}
	}
	dir := t.TempDir()
	condcheck := filepath.Join(dir, "condcheck")
	if out, err := exec.Command("go", "build", "-o", condcheck, "../cmd/condcheck").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%-40s %12s %9s %9s %10s %9s %8s %8s", "", "SPIN states", "compile", "run", "our states", "verdict", "x whole", "x run")
	for _, r := range rows {
		if r.large && !*allRows {
			continue
		}
		s := r.spin(t, dir, false)
		if r.plain || *allRows && s.states < 3_000_000 {
			rate := float64(s.states) / s.run.Seconds()
			for _, workers := range []int{1, 2} {
				got := explore.Search(t.Context(), r.system(t, model.PreemptSync), explore.Options{Workers: workers})
				if got.Stats.States != s.states || got.Verdict != explore.Holds {
					t.Errorf("%s %s: got %d states (%v), want %d, as SPIN has", r.program, r.sizes, got.Stats.States, got.Verdict, s.states)
				}
				if s.states > 1_000_000 {
					t.Logf("%-40s %12.0f states/s, %.0f without reductions and with workers=%d: %.2f times as many", "", rate,
						got.Stats.StatesPerSecond(), workers, got.Stats.StatesPerSecond()/rate)
				}
			}
		}
		file := filepath.Join(dir, "row.py")
		if err := os.WriteFile(file, []byte(r.python(t)), 0o666); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		cmd := exec.Command(condcheck, "verify", "--no-progress", file)
		cmd.Stdout = &out
		begin := time.Now()
		if err := cmd.Run(); err != nil {
			t.Errorf("%s %s: %v\n%s", r.program, r.sizes, err, out.Bytes())
			continue
		}
		took := time.Since(begin)
		found := regexp.MustCompile(`threads  ([\d,]+) states`).FindSubmatch(out.Bytes())
		if found == nil {
			t.Fatalf("got %s, want how many states there were", out.Bytes())
		}
		t.Logf("%-40s %12d %8.2fs %8.2fs %10s %8.3fs %7.1fx %7.1fx", r.program+" "+r.sizes, s.states, s.compile.Seconds(), s.run.Seconds(),
			found[1], took.Seconds(), (s.compile+s.run).Seconds()/took.Seconds(), s.run.Seconds()/took.Seconds())
	}
}

// BenchmarkReduction searches the rows under each reduction. It reports the states
// visited, the states a second, and what a state takes in the visited set.
func BenchmarkReduction(b *testing.B) {
	for _, r := range rows {
		if r.large && !*allRows {
			continue
		}
		for _, preempt := range []model.Preempt{model.PreemptSync, model.PreemptAccess} {
			sys := r.system(b, preempt)
			for _, kind := range []model.Reduction{model.NoReduction, model.PartialOrder, model.Symmetry, model.AllReductions} {
				if r.large && kind != model.AllReductions {
					continue
				}
				b.Run(fmt.Sprintf("%s/%s/%v/%v", r.program, strings.ReplaceAll(r.sizes, " ", ","), preempt, kind), func(b *testing.B) {
					var states int64
					for b.Loop() {
						got := explore.Search(b.Context(), sys, explore.Options{Reduction: kind})
						if got.Verdict != explore.Holds {
							b.Fatal(got.Verdict)
						}
						states = got.Stats.States
						b.ReportMetric(got.Stats.BytesPerState(), "B/state")
					}
					b.ReportMetric(float64(states), "states")
					b.ReportMetric(float64(states)*float64(b.N)/b.Elapsed().Seconds(), "states/s")
				})
			}
		}
	}
}

// BenchmarkReductionAsyncio searches the bounded buffer in its form for asyncio, in
// any order of its tasks, without reductions and with all.
func BenchmarkReductionAsyncio(b *testing.B) {
	l, err := python.File(filepath.Join("testdata", "buffer_asyncio.py"))()
	if err != nil {
		b.Fatal(err)
	}
	sys := l.System(model.Config{Schedule: model.Any, Minor: 13})
	for _, kind := range []model.Reduction{model.NoReduction, model.AllReductions} {
		b.Run(kind.String(), func(b *testing.B) {
			var states int64
			for b.Loop() {
				got := explore.Search(b.Context(), sys, explore.Options{Reduction: kind})
				if got.Verdict != explore.Holds {
					b.Fatal(got.Verdict)
				}
				states = got.Stats.States
			}
			b.ReportMetric(float64(states), "states")
		})
	}
}
