package control

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// interleave makes n tasks of two steps each and logs the order of the steps.
const interleave = `
import asyncio
log = []
async def worker(n):
    log.append(n)
    await asyncio.sleep(0)
    log.append(n)
async def main():
    await asyncio.gather(*[worker(n) for n in range(N)])
asyncio.run(main())
`

// someInterpreters returns the oldest and the newest of those found, the newest
// only with -short.
func someInterpreters(t *testing.T) []Interpreter {
	list := interpreters(t)
	for len(list) > 1 && list[0].Minor < 7 {
		list = list[1:]
	}
	if testing.Short() {
		return list[len(list)-1:]
	}
	if len(list) > 2 {
		list = []Interpreter{list[0], list[len(list)-1]}
	}
	return list
}

// running are interpreters that nobody uses. They end with the tests' process.
var running = struct {
	sync.Mutex
	free map[Interpreter][]*Session
}{free: map[Interpreter][]*Session{}}

// exploreOn is Interpreter.Explore on an interpreter that runs already, if there is
// one.
func exploreOn(in Interpreter, req Request) ([]Execution, bool, error) {
	running.Lock()
	var s *Session
	if n := len(running.free[in]); n > 0 {
		s, running.free[in] = running.free[in][n-1], running.free[in][:n-1]
	} else {
		s = in.NewSession()
	}
	running.Unlock()
	list, complete, err := s.Explore(context.Background(), req)
	running.Lock()
	running.free[in] = append(running.free[in], s)
	running.Unlock()
	return list, complete, err
}

// callbacks queues n callbacks and stops when all have run.
const callbacks = `
import asyncio
log = []
loop = asyncio.new_event_loop()
def callback(n):
    log.append(n)
    if len(log) == N:
        loop.stop()
for n in range(N):
    if n % 2:
        loop.call_later(n, callback, n)
    else:
        loop.call_soon(callback, n)
loop.run_forever()
`

// TestCounts checks that the enumeration under Any misses nothing and repeats
// nothing, on programs whose numbers of orders are known: n tasks of two steps
// have (2n)!/2^n interleavings, n callbacks and timers have n! orders.
func TestCounts(t *testing.T) {
	tests := []struct {
		name, source       string
		executions, logs   int
		executionsUnstated bool
	}{
		{name: "2 tasks", source: strings.ReplaceAll(interleave, "N", "2"), logs: 6, executionsUnstated: true},
		{name: "3 tasks", source: strings.ReplaceAll(interleave, "N", "3"), logs: 90, executionsUnstated: true},
		{name: "4 callbacks", source: strings.ReplaceAll(callbacks, "N", "4"), logs: 24, executions: 24},
		{name: "5 callbacks", source: strings.ReplaceAll(callbacks, "N", "5"), logs: 120, executions: 120},
	}
	for _, in := range someInterpreters(t) {
		for _, tt := range tests {
			list, complete, err := exploreOn(in, Request{
				File: "p.py", Source: tt.source, Schedule: Any, Mode: Exhaustive, Limit: 50000, Distinct: true, NoLabels: true})
			if err != nil {
				t.Fatal(err)
			}
			total := 0
			for _, e := range list {
				total += e.Count
			}
			if len(list) != tt.logs || !complete {
				t.Errorf("%v, %s: got %d outcomes (complete %v), want all %d", in, tt.name, len(list), complete, tt.logs)
			}
			if !tt.executionsUnstated && total != tt.executions {
				t.Errorf("%v, %s: got %d executions, want %d", in, tt.name, total, tt.executions)
			}
		}
	}
}

// TestForced checks that the choices of every execution, forced, give its
// outcome again, and that random executions give outcomes of the enumeration.
func TestForced(t *testing.T) {
	for _, in := range someInterpreters(t) {
		for _, file := range []string{"testdata/timers.py", "testdata/run_end.py", "testdata/floats.py"} {
			for _, schedule := range []string{FIFO, Any} {
				list, _, err := exploreOn(in, Request{File: file, Schedule: schedule, Mode: Exhaustive, Limit: 200})
				if err != nil {
					t.Fatal(err)
				}
				req := Request{File: file, Schedule: schedule, Mode: Forced}
				outcomes := map[string]bool{}
				for _, e := range list {
					req.Forced = append(req.Forced, e.Indices())
					var sizes []int
					for _, c := range e.Choices {
						sizes = append(sizes, c.N)
					}
					req.Sizes = append(req.Sizes, sizes)
					outcomes[e.Outcome()] = true
				}
				again, _, err := exploreOn(in, req)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(list, again); diff != "" {
					t.Errorf("%v, %s, %s: forced again (-want +got):\n%s", in, file, schedule, diff)
				}
				random, _, err := exploreOn(in, Request{File: file, Schedule: schedule, Mode: Random, Seed: 7, Count: 20})
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range random {
					if !outcomes[e.Outcome()] && len(list) < 200 {
						t.Errorf("%v, %s, %s: got the outcome %s at random, want one of the enumeration", in, file, schedule, e.Outcome())
					}
				}
			}
		}
	}
}

// TestDiverged checks what is said where forced choices do not fit.
func TestDiverged(t *testing.T) {
	const source = "import random\na = random.choice('xy')\nb = random.choice('xyz')\n"
	tests := []struct {
		forced, sizes []int
		want          string
	}{
		{[]int{1, 2}, nil, ""},
		{[]int{1, 2}, []int{2, 3}, ""},
		{[]int{1}, nil, "decision 2: got a choice among 3, want no further choice"},
		{[]int{1, 3}, nil, "decision 2: got 3 alternatives, want alternative 3"},
		{[]int{1, 1}, []int{2, 4}, "decision 2: got 3 alternatives, want 4"},
		{[]int{1, 1, 0}, nil, "decision 3: got the end of the execution, want a choice"},
	}
	for _, in := range someInterpreters(t) {
		for _, tt := range tests {
			req := Request{File: "p.py", Source: source, Mode: Forced, Forced: [][]int{tt.forced}}
			if tt.sizes != nil {
				req.Sizes = [][]int{tt.sizes}
			}
			list, _, err := exploreOn(in, req)
			if err != nil {
				t.Fatal(err)
			}
			status := "ok"
			if tt.want != "" {
				status = "diverged"
			}
			if len(list) != 1 || list[0].Status != status || list[0].Error != tt.want {
				t.Errorf("%v, forced %v %v: got %+v, want status %s, error %q", in, tt.forced, tt.sizes, list, status, tt.want)
			}
		}
	}
}

// TestLimits checks programs that do not end by themselves.
func TestLimits(t *testing.T) {
	tests := []struct {
		source, status, errText string
	}{
		{"while True:\n    pass\n", "limit", ""},
		{"import socket\na, b = socket.socketpair()\na.recv(1)\n", "unsupported", ""},
		{"import asyncio\nasyncio.new_event_loop().run_forever()\n", "deadlock", ""},
		{"def f(:\n", "", "SyntaxError"},
		{"import os\nos._exit(4)\n", "", "exit status 4"},
		{"while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass\n", "limit", "exit status 3"},
	}
	in, ok := Newest(interpreters(t), 0)
	if !ok {
		t.Fatal("no interpreter")
	}
	for _, tt := range tests {
		list, err := in.Run(context.Background(), Request{
			File: "p.py", Source: tt.source, Mode: Random, Count: 1, Timeout: 300 * time.Millisecond})
		if tt.errText == "" && err != nil || tt.errText != "" && (err == nil || !strings.Contains(err.Error(), tt.errText)) {
			t.Errorf("%q: got error %v, want %q", tt.source, err, tt.errText)
		}
		if tt.status != "" && (len(list) != 1 || list[0].Status != tt.status) {
			t.Errorf("%q: got %+v, want status %s", tt.source, list, tt.status)
		}
	}
}

// TestCancel checks that a cancelled context ends the interpreter.
func TestCancel(t *testing.T) {
	in, _ := Newest(interpreters(t), 0)
	ctx, cancel := context.WithTimeout(context.Background(), 500*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := in.Run(ctx, Request{File: "p.py", Source: "while True: pass\n", Mode: Random, Count: 5})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got error %v, want %v", err, context.DeadlineExceeded)
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("got the error after %v, want it at once", d)
	}
}

// TestOutput checks that what the program prints is dropped, or passed on.
func TestOutput(t *testing.T) {
	const source = "import sys\nprint('one')\nprint('two', file=sys.stderr)\nx = sys.stdin.read()\n"
	in, _ := Newest(interpreters(t), 0)
	var out strings.Builder
	for _, req := range []Request{{}, {Output: &out}} {
		req.File, req.Source, req.Mode, req.Count = "p.py", source, Random, 1
		list, err := in.Run(context.Background(), req)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[string]any{"x": ""}, list[0].Globals); diff != "" {
			t.Errorf("globals (-want +got):\n%s", diff)
		}
	}
	for _, want := range []string{"one", "two"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("output: got %q, want %q in it", out.String(), want)
		}
	}
}

// TestModules checks that a program may import modules beside it, and gets
// them afresh in each execution.
func TestModules(t *testing.T) {
	in, _ := Newest(interpreters(t), 0)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "beside.py"), []byte("seen = []\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	list, err := in.Run(context.Background(), Request{File: filepath.Join(dir, "p.py"),
		Source: "import beside\nbeside.seen.append(1)\nn = len(beside.seen)\n", Mode: Random, Count: 2})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if got := e.Outcome(); !strings.Contains(got, `"n":1`) {
			t.Errorf("got %s, want n = 1", got)
		}
	}
}

// TestFind checks that CONDCHECK_PYTHONS comes first and that what is no
// Python is left out.
func TestFind(t *testing.T) {
	in, _ := Newest(interpreters(t), 0)
	fake := filepath.Join(t.TempDir(), "python3")
	if err := os.WriteFile(fake, []byte("#!/bin/sh\necho no\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("CONDCHECK_PYTHONS", fake+string(filepath.ListSeparator)+in.Path)
	t.Setenv("PATH", filepath.Dir(fake))
	if diff := cmp.Diff([]Interpreter{in}, Find()); diff != "" {
		t.Errorf("Find (-want +got):\n%s", diff)
	}
}

// TestBadRequest checks requests that say what is wrong with them.
func TestBadRequest(t *testing.T) {
	in := Interpreter{Path: "python3", Version: "3.0.0"}
	for _, req := range []Request{
		{Source: "pass", Mode: "every"},
		{Source: "pass", Mode: Random, Schedule: "lifo"},
		{Source: "pass", Mode: Forced, Forced: [][]int{{1}}, Sizes: [][]int{{2}, {3}}},
		{File: filepath.Join(t.TempDir(), "none.py"), Mode: Random},
	} {
		_, err := in.Run(context.Background(), req)
		var exit *exec.ExitError
		if err == nil || errors.As(err, &exit) {
			t.Errorf("%+v: got %v, want an error before the interpreter starts", req, err)
		}
	}
}
