package native

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"
)

// TestReality runs generated programs with the real primitives, and looks for
// what came of it among what the exploration says can come of it.
func TestReality(t *testing.T) {
	ops := []string{"locked", "trylocked", "rlocked", "wlocked", "load", "store", "cas", "branch", "once", "send", "poll", "len"}
	if !raceBuild { // which takes a send beside a close for a race, as the runtime does
		ops = append(ops, "close")
	}
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t, ops)
		p.size = 16
		t.Logf("%v", p)
		possible := make(map[string]bool)
		s := &search{opts: Options{Method: Optimal, MaxExecutions: 20_000}, res: &Result{}}
		out := ""
		s.main = func() { out = observed(p, modelled{}) }
		s.visit = func(x *exec) {
			if x.finding == nil {
				possible[out] = true
			}
		}
		s.tries()
		if !s.res.Complete {
			t.Skip("too many executions")
		}
		for range 30 {
			if got := observed(p, actual{}); !possible[got] {
				t.Fatalf("the real program came to\n%s\nwhich is none of %d outcomes", got, len(possible))
			}
		}
	})
}

// primitives are what an observed program uses: the real ones or the model's.
type primitives interface {
	newMutex() mutex
	newRW() rwMutex
	newOnce() interface{ Do(func()) }
	newNumber() number
	spawn(f func()) func() // returns a wait for its end
	send(c chan int)
	poll(c chan int) string
	length(c chan int) int
	close(c chan int)
}

type mutex interface {
	sync.Locker
	TryLock() bool
}

type rwMutex interface {
	sync.Locker
	RLock()
	RUnlock()
}

type number interface {
	Load() int64
	Store(int64)
	Add(int64) int64
	CompareAndSwap(a, b int64) bool
}

type modelled struct{}

func (modelled) newMutex() mutex                  { return &Mutex{} }
func (modelled) newRW() rwMutex                   { return &RWMutex{} }
func (modelled) newOnce() interface{ Do(func()) } { return &Once{} }
func (modelled) newNumber() number                { return &Number[int64]{} }
func (modelled) send(c chan int)                  { Send(c, 1) }
func (modelled) length(c chan int) int            { return Len(c) }
func (modelled) close(c chan int)                 { Close(c) }

func (modelled) spawn(f func()) func() {
	var wg WaitGroup
	wg.Go(f)
	return wg.Wait
}

func (modelled) poll(c chan int) string {
	r := R(c)
	if Select(true, r) < 0 {
		return "none"
	}
	return fmt.Sprint(r.Got2())
}

type actual struct{}

func (actual) newMutex() mutex                  { return &sync.Mutex{} }
func (actual) newRW() rwMutex                   { return &sync.RWMutex{} }
func (actual) newOnce() interface{ Do(func()) } { return &sync.Once{} }
func (actual) newNumber() number                { return &atomic.Int64{} }
func (actual) send(c chan int)                  { c <- 1 }
func (actual) length(c chan int) int            { return len(c) }
func (actual) close(c chan int)                 { close(c) }

func (actual) spawn(f func()) func() {
	var wg sync.WaitGroup
	wg.Go(f)
	return wg.Wait
}

func (actual) poll(c chan int) string {
	select {
	case v, ok := <-c:
		return fmt.Sprint(v, ok)
	default:
		return "none"
	}
}

// observed runs a program and writes what its goroutines saw.
func observed(p *program, use primitives) string {
	mu := [2]mutex{use.newMutex(), use.newMutex()}
	rw, once := use.newRW(), use.newOnce()
	num := [2]number{use.newNumber(), use.newNumber()}
	buf := [2]chan int{make(chan int, p.size), make(chan int, p.size)}
	logs := make([]strings.Builder, len(p.gs))
	var run func(b *strings.Builder, ss []stmt)
	run = func(b *strings.Builder, ss []stmt) {
		for _, s := range ss {
			switch i := s.n; s.op {
			case "locked":
				mu[i].Lock()
				run(b, s.body)
				mu[i].Unlock()
			case "trylocked":
				if mu[i].TryLock() {
					run(b, s.body)
					mu[i].Unlock()
				} else {
					b.WriteString(" busy")
				}
			case "rlocked":
				rw.RLock()
				run(b, s.body)
				rw.RUnlock()
			case "wlocked":
				rw.Lock()
				run(b, s.body)
				rw.Unlock()
			case "load":
				fmt.Fprint(b, " ", num[i].Load())
			case "store":
				num[i].Store(7)
			case "cas":
				fmt.Fprint(b, " ", num[i].CompareAndSwap(0, 5))
			case "branch":
				if num[i].Load() > 0 {
					fmt.Fprint(b, " ", num[1-i].Add(1))
				}
			case "once":
				once.Do(func() { run(b, s.body) })
			case "send", "close":
				func() {
					defer func() {
						if p := recover(); p != nil {
							fmt.Fprint(b, " ", p)
						}
					}()
					if s.op == "send" {
						use.send(buf[i])
					} else {
						use.close(buf[i])
					}
				}()
			case "poll":
				fmt.Fprint(b, " ", use.poll(buf[i]))
			case "len":
				fmt.Fprint(b, " ", use.length(buf[i]))
			}
		}
	}
	var waits []func()
	for i, g := range p.gs {
		waits = append(waits, use.spawn(func() { run(&logs[i], g) }))
	}
	out := ""
	for i, w := range waits {
		w()
		out += fmt.Sprintf("%d:%s\n", i, logs[i].String())
	}
	return out + fmt.Sprint(num[0].Load(), num[1].Load())
}
