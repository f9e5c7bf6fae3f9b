package control

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// threadInterpreters are the oldest and the newest of those found on which
// threads can be forced.
func threadInterpreters(t *testing.T) []Interpreter {
	t.Helper()
	list := interpreters(t)
	for len(list) > 1 && list[0].Minor < 8 {
		list = list[1:]
	}
	if len(list) > 2 {
		list = []Interpreter{list[0], list[len(list)-1]}
	}
	return list
}

// counters has two threads that count without a lock.
const counters = `
import threading
n = 0
def count():
    global n
    n += 1
ts = [threading.Thread(target=count) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
`

// outcomesOf are the outcomes of executions, each in one line with its status.
func outcomesOf(list []Execution) map[string]int {
	found := map[string]int{}
	for _, e := range list {
		text := e.Status
		for _, name := range []string{"n", "log"} {
			if v, ok := e.Globals[name]; ok {
				text += fmt.Sprintf(" %s=%v", name, v)
			}
		}
		for _, x := range e.TaskExceptions {
			text += " " + x
		}
		found[text] += e.Count
	}
	return found
}

// TestThreadsExhaustive enumerates the executions of small programs with
// threads: what they come to is known.
func TestThreadsExhaustive(t *testing.T) {
	tests := []struct {
		name, source string
		preempt      string
		want         []string
	}{
		{"lost update", counters, Access, []string{"ok n=1", "ok n=2"}},
		{"not between lines", counters, Lines, []string{"ok n=2"}},
		{"two locks", `
import threading
a, b = threading.Lock(), threading.Lock()
log = []
def take(x, y):
    with x, y:
        log.append(1)
ts = [threading.Thread(target=take, args=p) for p in [(a, b), (b, a)]]
for t in ts:
    t.start()
`, Sync, []string{"deadlock log=[]", "ok log=[1 1]"}},
		{"timed out or not", `
import threading
log = []
lock = threading.Lock()
def take():
    log.append(lock.acquire(timeout=1))
with lock:
    threading.Thread(target=take).start()
`, Sync, []string{"ok log=[false]", "ok log=[true]"}},
		{"daemon", `
import threading
log = []
def work():
    log.append(1)
    event.wait()
    log.append(2)
event = threading.Event()
t = threading.Thread(target=work, daemon=True)
t.start()
`, Lines, []string{"ok log=[1]", "ok log=[]"}},
		{"exceptions", `
import threading
log = []
def fail():
    log.append(1)
    raise KeyError(1)
threading.Thread(target=fail).start()
raise ValueError(2)
`, Sync, []string{"exception:ValueError log=[1] KeyError"}},
		{"join and pool", `
from concurrent.futures import ThreadPoolExecutor
log = []
with ThreadPoolExecutor(1) as pool:
    log.append(pool.submit(int, "3").result())
`, Sync, []string{"ok log=[3]"}},
		{"nobody can be waited for", `
import threading
log = []
def wait(c):
    with c:
        c.wait()
threading.Thread(target=wait, args=(threading.Condition(),)).start()
`, Sync, []string{"deadlock log=[]"}},
		{"closures are not written back", `
import threading
log = []
def main():
    k = 0
    lock = threading.Lock()
    def work():
        nonlocal k
        with lock:
            k += 1
    ts = [threading.Thread(target=work) for _ in range(2)]
    for t in ts: t.start()
    for t in ts: t.join()
    log.append(k)
main()
`, Lines, []string{"ok log=[2]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, in := range threadInterpreters(t) {
				list, complete, err := exploreOn(in, Request{File: "p.py", Source: tt.source, Preempt: tt.preempt,
					Mode: Exhaustive, Limit: 200, Distinct: true, NoLabels: true, MaxHandles: 1000})
				if err != nil {
					t.Fatal(err)
				}
				if !complete {
					random, _, err := exploreOn(in, Request{File: "p.py", Source: tt.source, Preempt: tt.preempt,
						Mode: Random, Count: 80, Distinct: true, NoLabels: true})
					if err != nil {
						t.Fatal(err)
					}
					list = append(list, random...)
				}
				found := outcomesOf(list)
				for _, w := range tt.want {
					if found[w] == 0 {
						t.Errorf("%v: got %v, want %s among them", in, found, w)
					}
				}
				if len(found) != len(tt.want) {
					t.Errorf("%v: got %v, want %q alone", in, found, tt.want)
				}
			}
		})
	}
}

// TestTurns forces a lost update on the counters, and schedules that do not fit.
func TestTurns(t *testing.T) {
	stop := func(line int, op, name string, skip int) Stop {
		return Stop{Line: line, Op: op, Name: name, Skip: skip}
	}
	lost := []Turn{
		{Thread: 0, Until: stop(9, "call", "start", 1)},
		{Thread: 1, Born: true, Until: stop(6, "load-global", "n", 0)},
		{Thread: 0, Until: stop(11, "call", "join", 0)},
		{Thread: 2, Born: true, Until: stop(6, "load-global", "n", 0)},
		{Thread: 1, Until: stop(6, "store-global", "n", 0)},
		{Thread: 2, Until: stop(0, "ended", "", 0)},
		{Thread: 1, Until: stop(0, "ended", "", 0)},
		{Thread: 0, Until: stop(0, "ended", "", 0)},
	}
	edit := func(k int, f func(*Turn)) []Turn {
		list := append([]Turn{}, lost...)
		f(&list[k])
		return list
	}
	tests := []struct {
		name   string
		turns  []Turn
		whole  bool
		status string
		want   string // the error
	}{
		{"lost", lost, true, "ok", ""},
		{"a part", lost[:6], false, "cut", ""},
		{"another line", edit(4, func(t *Turn) { t.Until.Line = 7 }), true, "diverged", "turn 5: got Thread-1"},
		{"another thread", edit(4, func(t *Turn) { t.Thread = 3 }), true, "diverged", "turn 5: got 3 threads, want thread 3"},
		{"a blocked thread", append(append([]Turn{}, lost[:5]...), Turn{Until: stop(0, "ended", "", 0)}), true, "diverged", "turn 6: got main"},
		{"too short", lost[:7], true, "diverged", "after the last turn: got main able to go on"},
		{"too long", append(append([]Turn{}, lost...), lost[7]), true, "diverged", "turn 9: got the end of the execution"},
		{"a choice too many", edit(4, func(t *Turn) { t.Choices = []Choice{{N: 2}} }), true, "diverged", "turn 5: got 0 choices, want 1"},
		{"no time to be over", edit(4, func(t *Turn) { t.Expires = true }), true, "ok", ""},
	}
	for _, in := range threadInterpreters(t) {
		for _, tt := range tests {
			list, _, err := exploreOn(in, Request{File: "p.py", Source: counters, Preempt: Access, Mode: Forced,
				Turns: [][]Turn{tt.turns, tt.turns}, Whole: tt.whole})
			if err != nil {
				t.Fatal(err)
			}
			if len(list) != 2 || list[0].Status != tt.status || !strings.Contains(list[0].Error, tt.want) {
				t.Errorf("%v, %s: got %+v, want status %s, error %q", in, tt.name, list, tt.status, tt.want)
				continue
			}
			if diff := cmp.Diff(list[0], list[1]); diff != "" {
				t.Errorf("%v, %s: the second time differs:\n%s", in, tt.name, diff)
			}
			if tt.status == "ok" && fmt.Sprint(list[0].Globals["n"]) != "1" {
				t.Errorf("%v, %s: got n = %v, want 1", in, tt.name, list[0].Globals["n"])
			}
		}
	}
}

// TestThreadsTraced checks what is told of a forced execution.
func TestThreadsTraced(t *testing.T) {
	const source = `
import threading
cond = threading.Condition()
def work():
    with cond:
        print("in")
        cond.notify()
threading.Thread(target=work).start()
`
	turns := []Turn{
		{Thread: 0, Until: Stop{Op: "end"}},
		{Thread: 1, Born: true, Until: Stop{Line: 5, Op: "call", Name: "__enter__"}},
		{Thread: 1, Until: Stop{Line: 7, Op: "call", Name: "notify"}},
		{Thread: 1, Until: Stop{Op: "ended"}},
		{Thread: 0, Until: Stop{Op: "ended"}},
	}
	for _, in := range threadInterpreters(t) {
		list, _, err := exploreOn(in, Request{File: "p.py", Source: source, Preempt: Access, Mode: Forced,
			Turns: [][]Turn{turns}, Whole: true, Trace: true})
		if err != nil {
			t.Fatal(err)
		}
		if len(list) != 1 || list[0].Status != "ok" {
			t.Fatalf("%v: got %+v, want ok", in, list)
		}
		var got []string
		for _, s := range list[0].Trace {
			text := fmt.Sprint(s.Task)
			for _, e := range s.Events {
				if e.Kind == "line" {
					text += fmt.Sprintf(" %d", e.Line)
				} else {
					text += strings.TrimRight(" "+e.Kind+" "+e.Text, " ")
				}
			}
			got = append(got, text)
		}
		want := []string{"-1 2 3 4 8 spawn", "1 5 acquire 6 print in", "1 7 notify 0 5 release finish", "0 finish"}
		if in.Minor < 10 { // the end of a with statement has no line there
			want[2] = "1 7 notify 0 release finish"
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", in, diff)
		}
	}
}

// TestThreadsEnd checks programs whose threads do not end by themselves: there is
// an outcome, and the next execution is not disturbed.
func TestThreadsEnd(t *testing.T) {
	tests := []struct{ name, source, status string }{
		{"runs for ever", "import threading\ndef f():\n    while True:\n        pass\nthreading.Thread(target=f).start()\n", "limit"},
		{"catches everything", "import threading\nlock = threading.Lock()\nlock.acquire()\ndef f():\n    while True:\n        try:\n            lock.acquire()\n        except BaseException:\n            pass\nthreading.Thread(target=f).start()\n", "deadlock"},
		{"waits outside", "import threading, socket\na, b = socket.socketpair()\ndef f():\n    a.recv(1)\nthreading.Thread(target=f).start()\n", "unsupported"},
		{"a daemon that waits", "import threading\ne = threading.Event()\nthreading.Thread(target=e.wait, daemon=True).start()\n", "ok"},
	}
	for _, in := range threadInterpreters(t) {
		for _, tt := range tests {
			s := in.NewSession()
			defer s.Close()
			for range 2 {
				list, _, err := s.Explore(context.Background(), Request{File: "p.py", Source: tt.source, Preempt: Lines, Mode: Random,
					Count: 1, MaxHandles: 500, Timeout: 2 * time.Second})
				if len(list) != 1 || list[0].Status != tt.status || err != nil && tt.status != "unsupported" {
					t.Errorf("%v, %s: got %+v and error %v, want %s", in, tt.name, list, err, tt.status)
				}
			}
		}
	}
}
