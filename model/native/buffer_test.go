package native

import (
	"fmt"
	"testing"
)

// buffer is the bounded buffer of one place: a lock and two conditions.
type buffer struct {
	mu              Mutex
	notEmpty, space Cond
	items           []int
}

func newBuffer() *buffer {
	b := &buffer{}
	b.notEmpty.L, b.space.L = &b.mu, &b.mu
	return b
}

func (b *buffer) put(v int) {
	b.mu.Lock()
	for len(b.items) == 1 {
		b.space.Wait()
	}
	b.items = append(b.items, v)
	b.notEmpty.Signal()
	b.mu.Unlock()
}

func (b *buffer) get() int {
	b.mu.Lock()
	for len(b.items) == 0 {
		b.notEmpty.Wait()
	}
	v := b.items[0]
	b.items = b.items[:0]
	b.space.Signal()
	b.mu.Unlock()
	return v
}

// bufferProgram has p producers of n items each and c consumers of as many.
func bufferProgram(p, c, n int) func() {
	return func() {
		b := newBuffer()
		var wg WaitGroup
		wg.Add(p + c)
		for i := range p {
			Go(func() {
				for j := range n {
					b.put(10*i + j)
				}
				wg.Done()
			})
		}
		for range c {
			Go(func() {
				for range p * n / c {
					b.get()
				}
				wg.Done()
			})
		}
		wg.Wait()
	}
}

func TestBufferCounts(t *testing.T) {
	for _, tt := range []struct {
		p, c, n int
		plain   int64
	}{
		{1, 1, 1, 2}, {1, 1, 2, 8}, {1, 1, 3, 32}, {2, 1, 1, 16}, {2, 2, 1, 56}, {2, 1, 2, 1952}, {2, 2, 2, 50264},
	} {
		t.Run(fmt.Sprintf("%dP%dC×%d", tt.p, tt.c, tt.n), func(t *testing.T) {
			r := Explore(Options{Method: Plain}, bufferProgram(tt.p, tt.c, tt.n))
			if !r.Complete || r.Finding != nil || r.Executions != tt.plain {
				t.Errorf("plain: got %d executions, complete %v, finding %v; want %d, complete", r.Executions, r.Complete, r.Finding, tt.plain)
			}
			t.Logf("%d executions, %v, %d steps, %.0f/s", r.Executions, r.Duration, r.Steps, float64(r.Executions)/r.Duration.Seconds())
		})
	}
}

func TestBufferOptimal(t *testing.T) {
	for _, tt := range []struct {
		p, c, n int
		traces  int64
	}{
		{1, 1, 1, 2}, {1, 1, 2, 8}, {1, 1, 3, 32}, {2, 1, 1, 16}, {2, 2, 1, 56}, {2, 1, 2, 1952}, {2, 2, 2, 50264},
	} {
		t.Run(fmt.Sprintf("%dP%dC×%d", tt.p, tt.c, tt.n), func(t *testing.T) {
			r := Explore(Options{Method: Optimal}, bufferProgram(tt.p, tt.c, tt.n))
			if !r.Complete || r.Finding != nil || r.Executions != tt.traces || r.Blocked != 0 {
				t.Errorf("got %d executions, %d given up, complete %v, finding %v %s; want %d, complete", r.Executions, r.Blocked, r.Complete, r.Finding, r.Refused, tt.traces)
			}
			t.Logf("%d executions, %v, %d steps, %.0f/s", r.Executions, r.Duration, r.Steps, float64(r.Executions)/r.Duration.Seconds())
		})
	}
}
