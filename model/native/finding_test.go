package native

import (
	"regexp"
	"runtime"
	"testing"
	"time"
)

// TestFindings looks for what is known to be wrong with small programs.
func TestFindings(t *testing.T) {
	for _, tt := range []struct {
		name string
		opts Options
		kind string // "" for nothing
		want string // of the message
		main func()
	}{
		{"lock order", Options{}, KindDeadlock, `main waits for a, held by go .*; go .* waits for b, held by main`, func() {
			var a, b Mutex
			n := 0
			Go(func() { a.Lock(); b.Lock(); n++; b.Unlock(); a.Unlock() })
			b.Lock()
			a.Lock()
		}},
		{"lost signal", Options{}, KindDeadlock, `lost signal: the Signal of c at finding_test.go:\d+ met nobody`, func() {
			var mu Mutex
			c := NewCond(&mu)
			var ready Bool
			Go(func() { ready.Store(true); c.Signal() })
			mu.Lock()
			for !ready.Load() {
				c.Wait()
			}
			mu.Unlock()
		}},
		{"one condition for both sides", Options{}, KindDeadlock, `all goroutines are asleep`, func() {
			b := newBuffer()
			one := &b.notEmpty
			use := func(full bool) {
				b.mu.Lock()
				for (len(b.items) == 1) == full {
					one.Wait()
				}
				if full {
					b.items = append(b.items, 1)
				} else {
					b.items = b.items[:0]
				}
				one.Signal()
				b.mu.Unlock()
			}
			var wg WaitGroup
			for i := range 4 {
				wg.Go(func() { use(i < 2); use(i < 2) })
			}
			wg.Wait()
		}},
		{"copied Cond", Options{}, KindPanic, `sync.Cond is copied`, func() {
			c := NewCond(&Mutex{})
			c.Signal()
			d := struct{ c Cond }{}
			copyCond(&d.c, c)
			d.c.Signal()
		}},
		{"negative WaitGroup", Options{}, KindPanic, `negative WaitGroup counter`, func() {
			var wg WaitGroup
			wg.Done()
		}},
		{"reused WaitGroup", Options{}, KindMisuse, `reused before previous Wait has returned`, func() {
			var wg WaitGroup
			wg.Add(1)
			Go(func() { wg.Done(); wg.Add(1); wg.Done() })
			wg.Wait()
		}},
		{"reused WaitGroup whose waiter comes by a lock", Options{}, KindMisuse, `reused before previous Wait has returned`, func() {
			var wg WaitGroup
			var mu Mutex
			wg.Add(1)
			Go(func() { mu.Lock(); mu.Unlock(); wg.Wait() })
			wg.Done()
			wg.Add(1)
			wg.Done()
		}},
		{"reused WaitGroup whose waiter comes late", Options{}, "", "", func() {
			var wg WaitGroup
			done := make(chan int)
			wg.Add(1)
			Go(func() { Recv(done); wg.Wait() })
			wg.Done()
			Close(done)
			wg.Add(1)
			wg.Done()
		}},
		{"rounds of a WaitGroup", Options{}, "", "", func() {
			var wg WaitGroup
			for range 2 {
				wg.Go(func() {})
				wg.Wait()
			}
		}},
		{"unlock of unlocked is not recoverable", Options{}, KindFatal, `unlock of unlocked mutex`, func() {
			defer func() { recover() }()
			new(Mutex).Unlock()
		}},
		{"wait without the lock", Options{}, KindFatal, `unlock of unlocked mutex`, func() { NewCond(&Mutex{}).Wait() }},
		{"send on closed", Options{}, KindPanic, `send on closed channel`, func() {
			c := make(chan int)
			Go(func() { Close(c) })
			Send(c, 1)
		}},
		{"nil channel", Options{}, KindDeadlock, `receive from a nil channel`, func() { Recv[int](nil) }},
		{"recursive RLock", Options{}, KindDeadlock, `waits for mu`, func() {
			var mu RWMutex
			n := 0
			Go(func() { mu.Lock(); n++; mu.Unlock() })
			mu.RLock()
			mu.RLock()
		}},
		{"Once inside itself", Options{}, KindDeadlock, `waits for o, held by main`, func() {
			var o Once
			o.Do(func() { o.Do(func() {}) })
		}},
		{"a leak is a note", Options{}, "", "", func() {
			c := make(chan int)
			Go(func() { Send(c, 1) })
		}},
		{"or an error", Options{Leaks: true}, KindLeak, `still blocked when the test has ended`, func() {
			c := make(chan int)
			Go(func() { Send(c, 1) })
		}},
		{"livelock", Options{}, KindLivelock, `nobody else can move`, func() {
			var b Bool
			for !b.Load() {
				Gosched()
			}
		}},
		{"spinning that ends", Options{}, "", "", func() {
			var b Bool
			Go(func() { b.Store(true) })
			for !b.Load() {
			}
		}},
		{"Gosched outside of a loop does not wait", Options{}, KindPanic, `seen`, func() {
			var mu Mutex
			var y Bool
			Go(func() { mu.Lock(); mu.Unlock(); Gosched(); y.Store(true) })
			Go(func() {
				if y.Load() {
					panic("seen")
				}
			})
		}},
		{"a loop that counts its looks", Options{}, KindPanic, `gave up`, func() { givesUp(150, func() {}) }},
		{"a loop that counts its turns", Options{}, KindPanic, `gave up`, func() { givesUp(5, Gosched) }},
		{"a loop that takes a lock at each turn", Options{}, "", "", func() {
			var mu Mutex
			ready := false
			Go(func() { mu.Lock(); ready = true; mu.Unlock() })
			for done := false; !done; Gosched() {
				mu.Lock()
				done = ready
				mu.Unlock()
			}
		}},
		{"a signal wakes who waits longest", Options{}, "", "", func() { signalOrder() }},
		{"or any", Options{AnyWaiter: true}, KindPanic, `woken out of order`, func() { signalOrder() }},
		{"time goes on when nobody can move", Options{}, "", "", func() {
			start := Now()
			Sleep(time.Hour)
			if Now().Sub(start) != time.Hour {
				panic("time")
			}
		}},
		{"choices", Options{}, KindPanic, `seven`, func() {
			if Choose(3)*3+Choose(3) == 7 {
				panic("seven")
			}
		}},
		{"Goexit runs deferred calls", Options{}, "", "", func() {
			c := make(chan int)
			Go(func() { defer Close(c); runtime.Goexit() })
			Recv(c)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := runtime.NumGoroutine()
			r := Explore(tt.opts, tt.main)
			switch {
			case r.Refused != "":
				t.Fatal(r.Refused)
			case tt.kind == "" && (r.Finding != nil || !r.Complete):
				t.Fatalf("got %v, complete %v (%s), want nothing, complete", r.Finding, r.Complete, r.Incomplete)
			case tt.kind != "" && (r.Finding == nil || r.Finding.Kind != tt.kind || !regexp.MustCompile(tt.want).MatchString(r.Finding.Message)):
				t.Fatalf("got %v, want %s: %s", r.Finding, tt.kind, tt.want)
			}
			if f := r.Finding; f != nil {
				tf := &TraceFile{Test: t.Name(), AnyWaiter: tt.opts.AnyWaiter, Finding: f}
				o := tt.opts
				tf.Apply(&o)
				if again := Explore(o, tt.main); again.Finding == nil || again.Finding.Kind != f.Kind {
					t.Errorf("replayed, it shows %v (%s), want %v", again.Finding, again.Differs, f)
				}
			}
			for i := 0; runtime.NumGoroutine() > before && i < 100; i++ {
				time.Sleep(time.Millisecond)
			}
			if n := runtime.NumGoroutine(); n > before {
				t.Errorf("%d goroutines are left", n-before)
			}
		})
	}
}

// signalOrder has two goroutines wait one after the other and wakes one.
func signalOrder() {
	var mu Mutex
	c := NewCond(&mu)
	waiting := 0
	for i := range 2 {
		Go(func() {
			mu.Lock()
			if waiting == i {
				waiting++
				c.Wait()
				if i == 1 {
					panic("woken out of order")
				}
			}
			mu.Unlock()
		})
	}
	Go(func() {
		mu.Lock()
		if waiting == 2 {
			c.Signal()
		}
		mu.Unlock()
	})
}

// givesUp has a goroutine look n times at whether another is ready.
func givesUp(n int, between func()) {
	var ready, gave Bool
	Go(func() {
		for range n {
			if ready.Load() {
				return
			}
			between()
		}
		gave.Store(true)
	})
	if gave.Load() {
		panic("gave up")
	}
	ready.Store(true)
}

func copyCond(to, from *Cond) {
	to.L, to.self = from.L, from.self
}

func TestMismatch(t *testing.T) {
	change := false
	main := func() {
		var mu Mutex
		var n Number[int64]
		Go(func() {
			if change {
				n.Load()
			}
			mu.Lock()
		})
		mu.Lock()
		mu.Lock()
	}
	r := Explore(Options{}, main)
	if r.Finding == nil {
		t.Fatal("nothing was found")
	}
	o := Options{}
	(&TraceFile{Finding: r.Finding}).Apply(&o)
	o.Schedule = append([]Decision{{G: 1}}, o.Schedule...)
	o.Expect = append([]Step{{G: 1, Op: "Lock", Object: "mu", Pos: Pos{File: "x.go", Line: 7}}}, o.Expect...)
	change = true
	r = Explore(o, main)
	if want := regexp.MustCompile(`operation 1 was Lock of mu at x.go:7; now go finding_test.go:\d+ is about to do Load at finding_test.go:\d+: the program has changed, or is not deterministic`); !want.MatchString(r.Differs) {
		t.Errorf("got %q, want %v", r.Differs, want)
	}
}

func TestStall(t *testing.T) {
	block := make(chan int)
	r := Explore(Options{Stall: 50 * time.Millisecond}, func() { <-block })
	close(block)
	if want := regexp.MustCompile(`(?s)main has not come to an operation for 50ms.*TestStall`); !want.MatchString(r.Refused) {
		t.Errorf("got %q, want %v", r.Refused, want)
	}
}

func TestNotDeterministic(t *testing.T) {
	n := 0
	r := Explore(Options{}, func() {
		n++
		var a Number[int64]
		var wg WaitGroup
		for range 2 {
			wg.Go(func() {
				a.Add(1)
				if n%2 == 0 {
					a.Load()
				}
			})
		}
		wg.Wait()
	})
	if want := regexp.MustCompile(`not deterministic`); !want.MatchString(r.Refused) {
		t.Errorf("got %q (%+v), want %v", r.Refused, r, want)
	}
}

func TestManyGoroutines(t *testing.T) {
	r := Explore(Options{MaxExecutions: 20, Runs: 20}, func() {
		var wg WaitGroup
		for range 1000 {
			wg.Go(func() {})
		}
		wg.Wait()
	})
	if r.Complete || r.Incomplete == "" {
		t.Errorf("got complete %v, %q; want incomplete, and why", r.Complete, r.Incomplete)
	}
}
