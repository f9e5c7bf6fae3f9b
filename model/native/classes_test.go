package native

import (
	"flag"
	"fmt"
	"sort"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	_ "github.com/condcheck/condcheck/props/proptest/steady"
)

// Programs are large and many: fewer of them than rapid's 100.
func init() {
	if err := flag.Set("rapid.checks", "30"); err != nil {
		panic(err)
	}
}

// classes runs a search to its end and returns how often each happens-before
// class of executions was run, or false if there are more executions than limit.
func classes(t interface{ Fatalf(string, ...any) }, m Method, limit int64, opts Options, main func()) (map[string]int, *Result, bool) {
	seen := make(map[string]int)
	opts.Method, opts.MaxExecutions = m, limit
	s := &search{opts: opts, main: main, res: &Result{}, record: true}
	s.visit = func(x *exec) {
		if s.res == nil {
			return
		}
		seen[class1(x)]++
	}
	for {
		clear(seen)
		if !s.tries() {
			break
		}
	}
	if s.res.Refused != "" {
		t.Fatalf("%v: refused: %s", m, s.res.Refused)
	}
	return seen, s.res, s.res.Complete
}

// class1 writes the happens-before relation of an execution in canonical form,
// and how it ended.
func class1(x *exec) string {
	var h hb
	h.build(x, 0)
	path := make([]string, len(x.gs))
	for i, g := range x.gs {
		if g.parent >= 0 {
			for nth, kid := range x.kids[g.parent+1] {
				if kid == g.id {
					path[i] = fmt.Sprintf("%s.%d", path[g.parent], nth)
				}
			}
		}
	}
	order := make([]int, len(x.gs))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(i, j int) bool { return path[order[i]] < path[order[j]] })
	var b strings.Builder
	for _, g := range order {
		if len(h.of[g]) == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s:", path[g])
		for _, at := range h.of[g] {
			e := &x.events[at]
			fmt.Fprintf(&b, " %s/%d", e.kind.name, e.alt)
			for _, o := range order {
				if o < len(e.clock) && e.clock[o] > 0 {
					fmt.Fprintf(&b, ",%s=%d", path[o], e.clock[o])
				}
			}
		}
		b.WriteByte('\n')
	}
	if x.finding != nil {
		b.WriteString(x.finding.Kind)
	}
	return b.String()
}

// compare checks that Optimal runs each class of Fine, and each once.
func compare(t interface{ Fatalf(string, ...any) }, opts Options, main func()) (plain int64, ok bool) {
	want, r, complete := classes(t, Fine, 2_000, opts, main)
	if !complete {
		return 0, false
	}
	got, o, complete := classes(t, Optimal, 0, opts, main)
	if strings.Contains(o.Incomplete, "several loops spin") {
		return 0, false // it does not claim more
	}
	if !complete {
		t.Fatalf("optimal: incomplete: %s", o.Incomplete)
	}
	for c := range want {
		if got[c] == 0 {
			t.Fatalf("of %d classes, %d were run; this was not:\n%s", len(want), len(got), c)
		}
	}
	for c, n := range got {
		if want[c] == 0 {
			t.Fatalf("no interleaving is like this:\n%s", c)
		}
		if n > 1 {
			t.Fatalf("%d executions are like this:\n%s", n, c)
		}
	}
	if o.Blocked > 0 {
		t.Fatalf("%d executions were given up, of %d", o.Blocked, o.Executions)
	}
	shared := make(map[string]int)
	for i := range 2 {
		opts.Share, opts.Shares = i, 2
		part, o, complete := classes(t, Optimal, 0, opts, main)
		if !complete {
			t.Fatalf("share %d: incomplete: %s", i, o.Incomplete)
		}
		for c, n := range part {
			shared[c] += n
		}
	}
	for c := range want {
		if shared[c] != 1 {
			t.Fatalf("in %d executions of two shares, this was run %d times:\n%s", len(shared), shared[c], c)
		}
	}
	return r.Executions, true
}

// A program is drawn: what its goroutines do, on a few shared objects.
type program struct {
	gs   [][]stmt
	size int // of the buffered channel
}

type stmt struct {
	op   string
	n    int
	body []stmt
}

func (p *program) String() string {
	var b strings.Builder
	var write func(ss []stmt)
	write = func(ss []stmt) {
		for _, s := range ss {
			fmt.Fprintf(&b, " %s%d", s.op, s.n)
			if len(s.body) > 0 {
				b.WriteString(" {")
				write(s.body)
				b.WriteString(" }")
			}
		}
	}
	for i, g := range p.gs {
		fmt.Fprintf(&b, "\n  %d:", i)
		write(g)
	}
	return b.String()
}

func drawProgram(t *rapid.T, ops []string) *program {
	p := &program{size: rapid.IntRange(1, 2).Draw(t, "size")}
	var block func(depth, most int) []stmt
	block = func(depth, most int) []stmt {
		var out []stmt
		for range rapid.IntRange(1, most).Draw(t, "len") {
			s := stmt{op: rapid.SampledFrom(ops).Draw(t, "op"), n: rapid.IntRange(0, 1).Draw(t, "n")}
			switch s.op {
			case "locked", "rlocked", "wlocked", "trylocked", "go", "once":
				if depth > 0 {
					s.op = "load"
				} else {
					s.body = block(depth+1, 2)
				}
			}
			out = append(out, s)
		}
		return out
	}
	for range rapid.IntRange(2, 3).Draw(t, "goroutines") {
		p.gs = append(p.gs, block(0, 3))
	}
	return p
}

// shared is what a drawn program works on.
type shared struct {
	mu    [2]Mutex
	rw    RWMutex
	cond  [2]*Cond
	num   [2]Number[int64]
	buf   [2]chan int
	sync  [2]chan int
	once  Once
	wg    WaitGroup
	plain [2]int64
}

func (p *program) main() {
	s := &shared{}
	for i := range 2 {
		s.cond[i] = NewCond(&s.mu[i])
		s.buf[i] = make(chan int, p.size)
		s.sync[i] = make(chan int)
	}
	s.wg.Add(len(p.gs))
	for _, g := range p.gs {
		Go(func() {
			s.run(g)
			s.wg.Done()
		})
	}
	s.wg.Wait()
}

func (s *shared) run(ss []stmt) {
	for _, st := range ss {
		switch i := st.n; st.op {
		case "locked":
			s.mu[i].Lock()
			s.run(st.body)
			s.mu[i].Unlock()
		case "trylocked":
			if s.mu[i].TryLock() {
				s.run(st.body)
				s.mu[i].Unlock()
			}
		case "rlocked":
			s.rw.RLock()
			s.run(st.body)
			s.rw.RUnlock()
		case "wlocked":
			s.rw.Lock()
			s.run(st.body)
			s.rw.Unlock()
		case "wait":
			s.mu[i].Lock()
			s.cond[i].Wait()
			s.mu[i].Unlock()
		case "signal":
			s.cond[i].Signal()
		case "broadcast":
			s.cond[i].Broadcast()
		case "load":
			s.num[i].Load()
		case "store":
			s.num[i].Store(1)
		case "cas":
			s.num[i].CompareAndSwap(0, 1)
		case "branch":
			if s.num[i].Load() > 0 {
				s.num[1-i].Add(1)
			}
		case "addat":
			AddAt(&s.plain[i], 1)
		case "loadat":
			LoadAt(&s.plain[i])
		case "send":
			Send(s.buf[i], 1)
		case "recv":
			Recv(s.buf[i])
		case "offer":
			Send(s.sync[i], 1)
		case "take":
			Recv(s.sync[i])
		case "len":
			Len(s.buf[i])
		case "select":
			Select(false, R(s.buf[i]), R(s.sync[1-i]))
		case "poll":
			Select(true, R(s.buf[i]), R(s.sync[i]))
		case "selectsend":
			Select(false, S(s.sync[i]).To(1), R(s.sync[1-i]), S(s.buf[i]).To(2))
		case "pollsend":
			Select(true, S(s.sync[i]).To(1))
		case "choose":
			if Choose(2) == 1 {
				s.num[i].Add(1)
			}
		case "once":
			s.once.Do(func() { s.run(st.body) })
		case "go":
			s.wg.Add(1)
			Go(func() {
				s.run(st.body)
				s.wg.Done()
			})
		case "sleep":
			Sleep(time.Duration(1 + i))
		case "timeout":
			c := make(chan time.Time, 1)
			a := NewChanAlarm(time.Duration(1+i), 0, c)
			Select(false, R(c), R(s.buf[i]))
			a.Stop()
		case "afterfunc":
			a := NewAlarm(time.Duration(1+i), 0, func() { s.num[i].Add(1) })
			if s.num[1-i].Load() > 0 {
				a.Stop()
			}
		case "spin":
			for range 3 { // it gives up
				if s.num[i].Load() > 0 {
					break
				}
				Gosched()
			}
		}
	}
}

func TestOptimalOnGeneratedPrograms(t *testing.T) {
	for _, tt := range []struct {
		name string
		opts Options
		ops  []string
	}{
		{"atomics", Options{}, []string{"load", "store", "cas", "branch", "choose", "addat", "loadat"}},
		{"locks", Options{}, []string{"locked", "locked", "load", "store", "branch"}},
		{"trylocks", Options{}, []string{"locked", "trylocked", "load", "store", "branch"}},
		{"rwlocks", Options{}, []string{"rlocked", "wlocked", "rlocked", "store", "load"}},
		{"conditions", Options{}, []string{"wait", "signal", "broadcast", "store", "branch", "locked"}},
		{"any waiter", Options{AnyWaiter: true}, []string{"wait", "wait", "signal", "broadcast", "branch", "locked"}},
		{"buffered", Options{}, []string{"send", "recv", "len", "branch", "store"}},
		{"unbuffered", Options{}, []string{"offer", "take", "branch", "store"}},
		{"select", Options{}, []string{"send", "recv", "offer", "take", "select", "poll"}},
		{"select to send", Options{}, []string{"send", "recv", "offer", "take", "select", "poll", "selectsend", "pollsend"}},
		{"nested", Options{}, []string{"go", "once", "load", "store", "branch", "locked", "choose"}},
		{"timers", Options{}, []string{"sleep", "timeout", "afterfunc", "store", "send", "load"}},
		{"timers at any moment", Options{Timers: TimersAny}, []string{"timeout", "afterfunc", "store", "send", "load"}},
		{"spinning", Options{}, []string{"spin", "spin", "store", "branch", "locked"}},
		{"all", Options{}, []string{"go", "once", "load", "store", "branch", "locked", "choose", "send", "recv", "select", "wait", "signal", "sleep", "offer", "take", "wlocked", "rlocked"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			compared := 0
			rapid.Check(t, func(t *rapid.T) {
				p := drawProgram(t, tt.ops)
				t.Logf("%v", p)
				if _, ok := compare(t, tt.opts, p.main); ok {
					compared++
				}
			})
			if compared < 5 {
				t.Errorf("%d programs were compared, want 5 at least", compared)
			}
		})
	}
}
