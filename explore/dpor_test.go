package explore_test

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/props"
)

// published are programs and how many Mazurkiewicz traces they have, by the number
// that stands for N, or P, C and K: see testdata/dpor. Those of more than that
// many executions are run by the benchmark only.
var published = []struct {
	name       string
	set        string
	executions int64
}{
	{"readers", "N=2", 4}, {"readers", "N=8", 256}, {"readers", "N=13", 8192},
	{"lastzero", "N=5", 64}, {"lastzero", "N=10", 3328}, {"lastzero", "N=15", 147456},
	{"indexer", "N=12", 8}, {"indexer", "N=15", 4096},
	{"filesystem", "N=14", 2}, {"filesystem", "N=16", 8}, {"filesystem", "N=18", 32}, {"filesystem", "N=19", 64},
	{"buffer", "P=1 C=1 K=1", 2}, {"buffer", "P=1 C=1 K=2", 8}, {"buffer", "P=1 C=1 K=3", 32}, {"buffer", "P=1 C=1 K=4", 128},
	{"buffer", "P=2 C=2 K=1", 56}, {"buffer", "P=2 C=2 K=2", 50264},
}

// publishedSystem loads one of the programs.
func publishedSystem(t failer, name, set string) model.System {
	t.Helper()
	file := "testdata/dpor/" + name + ".py"
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v", err)
	}
	text := string(b)
	for _, s := range strings.Fields(set) {
		k, v, _ := strings.Cut(s, "=")
		i := strings.Index(text, "\n"+k+" = ")
		if i < 0 {
			t.Fatalf("%s: no constant %s", file, k)
		}
		end := i + 1 + strings.IndexByte(text[i+1:], '\n')
		text = fmt.Sprintf("%s\n%s = %s%s", text[:i], k, v, text[end:])
	}
	unit, err := python.Load(file, []byte(text))
	if err != nil {
		t.Fatalf("%v", err)
	}
	p, err := model.Link(unit.Source)
	if err != nil {
		t.Fatalf("%v", err)
	}
	cfg := model.Config{Schedule: model.Threads, Minor: 13}
	return p.System(cfg)
}

// maxRun is how many executions a test runs at most; the rest are in the benchmark.
const maxRun = 4000

// TestPublishedTraces counts the executions of the programs: go test -run '^$' -bench
// PublishedTraces -benchtime 1x ./explore does so for the long ones.
func TestPublishedTraces(t *testing.T) {
	for _, p := range published {
		if p.executions <= maxRun {
			t.Run(p.name+" "+p.set, func(t *testing.T) { countTraces(t, publishedSystem(t, p.name, p.set), p.executions) })
		}
	}
}

func BenchmarkPublishedTraces(b *testing.B) {
	for _, p := range published {
		if p.executions <= maxRun {
			continue
		}
		b.Run(p.name+" "+p.set, func(b *testing.B) {
			var n, steps int64
			for b.Loop() {
				r := countTraces(b, publishedSystem(b, p.name, p.set), p.executions)
				n, steps = n+r.Stats.Executions, steps+r.Stats.Transitions
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "executions/s")
			b.ReportMetric(float64(steps)/b.Elapsed().Seconds(), "steps/s")
		})
	}
}

// countTraces searches a system by executions and checks how many there are.
func countTraces(t failer, sys model.System, want int64) *explore.Result {
	t.Helper()
	r := search(sys, explore.Options{Order: explore.DPOR})
	if r.Stats.Executions != want || !r.Complete {
		t.Fatalf("got %d executions (complete: %v, %v), want %d", r.Stats.Executions, r.Complete, r.Incomplete, want)
	}
	return r
}

// TestTracesLimits checks that a limit, and what is not taken, never pass for holding.
func TestTracesLimits(t *testing.T) {
	const (
		spin = "import threading\nready = False\ndef f():\n    while not ready: pass\nt = threading.Thread(target=f)\nt.start()\nready = True\n"
		grow = "import threading\nn = 0\ndef f():\n    global n\n    while True: n += 1\nfor _ in range(2): threading.Thread(target=f).start()\n"
		race = "import threading\nlog = []\ndef f():\n    for i in range(9): log.append(i)\nfor _ in range(3): threading.Thread(target=f).start()\n"
		dmon = "import threading\nn = 0\ndef f():\n    global n\n    n += 1\nthreading.Thread(target=f, daemon=True).start()\nn += 2\n"
		loop = "import asyncio\nasyncio.run(asyncio.sleep(0))\n"
	)
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	general := props.Misuse
	general.Local = false
	for _, test := range []struct {
		name, text string
		cfg        model.Config
		ctx        context.Context
		props      []props.Property
		opts       explore.Options
		want       explore.Cause
		text2      string // of the reason
	}{
		{name: "time", text: race, opts: explore.Options{MaxTime: 50 * time.Millisecond}, want: explore.MaxTime, text2: "the limit of 50ms was met after [0-9]+ executions?"},
		{name: "executions", text: race, opts: explore.Options{MaxStates: 10}, want: explore.MaxStates, text2: "the limit of 10 executions was met after 10 executions"},
		{name: "memory", text: race, opts: explore.Options{MaxMemory: 4096, MaxTime: time.Minute}, want: explore.MaxMemory},
		{name: "cancelled", text: race, ctx: cancelled, want: explore.Interrupted},
		{name: "steps", text: race, opts: explore.Options{MaxDepth: 12, MaxStates: 100}, want: explore.MaxDepth},
		{name: "comes back", text: spin, want: explore.Endless},
		{name: "goes on", text: grow, want: explore.MaxDepth, opts: explore.Options{MaxTime: 20 * time.Second, MaxDepth: 200, MaxStates: 5}},
		{name: "daemon", text: dmon, want: explore.Unsupported, text2: "a daemon thread is started"},
		{name: "asyncio", text: loop, cfg: model.Config{Schedule: model.FIFO}, want: explore.Unsupported, text2: "does not take this program: it has no threads"},
		{name: "preempt", text: race, cfg: model.Config{Preempt: model.PreemptSync}, want: explore.Unsupported, text2: "choose preempt=access"},
		{name: "property", text: race, props: []props.Property{general}, want: explore.Unsupported, text2: "property misuse is about the order of what happens at several locks"},
	} {
		t.Run(test.name, func(t *testing.T) {
			unit, err := python.Load("program.py", []byte(test.text))
			if err != nil {
				t.Fatal(err)
			}
			p, err := model.Link(unit.Source)
			if err != nil {
				t.Fatal(err)
			}
			if test.cfg.Schedule == 0 {
				test.cfg.Schedule = model.Threads
			}
			test.cfg.Minor, test.cfg.Watch = 13, true
			ctx := test.ctx
			if ctx == nil {
				ctx = context.Background()
			}
			test.opts.Order = explore.DPOR
			test.opts.MaxTime = cmp.Or(test.opts.MaxTime, time.Minute) // lest it does not end
			r := explore.Search(ctx, props.Watch(p.System(test.cfg), test.props, props.WatchOptions{Minor: 13}), test.opts)
			if r.Verdict != explore.Unknown || r.Complete || len(r.Incomplete) == 0 {
				t.Fatalf("got %v, complete: %v, %v; want unknown with a reason", r.Verdict, r.Complete, r.Incomplete)
			}
			found := false
			for _, why := range r.Incomplete {
				ok, _ := regexp.MatchString(test.text2, why.Text)
				found = found || why.Cause == test.want && ok
			}
			if !found {
				t.Fatalf("got %v, want %s: %q", r.Incomplete, test.want, test.text2)
			}
		})
	}
}
