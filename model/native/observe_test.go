package native

import (
	"fmt"
	"strings"
	"testing"
)

// watched is the bounded buffer with a record of what each goroutine reads: how
// many items there are, and which it takes.
type watched struct {
	buffer
	by map[int][]string
}

func (o *watched) see(who int, what string, v int) {
	o.by[who] = append(o.by[who], fmt.Sprint(what, v))
}

func (o *watched) put(who, v int) {
	o.mu.Lock()
	for o.see(who, "n", len(o.items)); len(o.items) == 1; o.see(who, "n", len(o.items)) {
		o.space.Wait()
	}
	o.items = append(o.items, v)
	o.notEmpty.Signal()
	o.mu.Unlock()
}

func (o *watched) get(who int) {
	o.mu.Lock()
	for o.see(who, "n", len(o.items)); len(o.items) == 0; o.see(who, "n", len(o.items)) {
		o.notEmpty.Wait()
	}
	o.see(who, "v", o.items[0])
	o.items = o.items[:0]
	o.space.Signal()
	o.mu.Unlock()
}

// TestObservations counts, among the traces of the buffer, those in which a
// goroutine reads something else than in the others: so many executions would be
// left if those that differ in nothing read were one. Joined executions
// (joined.go) come to fewer, 1,237 states and 2,192 executions in place of 8,204
// observations of 2P2C×2, since a goroutine that has forgotten what it read is in
// the same state; they need code that tells its variables, which this is not.
func TestObservations(t *testing.T) {
	for _, tt := range []struct{ p, c, n, classes int }{
		{1, 1, 1, 2}, {1, 1, 2, 8}, {1, 1, 3, 32}, {2, 1, 1, 16}, {2, 2, 1, 32}, {2, 1, 2, 1120},
	} {
		var o *watched
		main := func() {
			o = &watched{by: make(map[int][]string)}
			o.notEmpty.L, o.space.L = &o.mu, &o.mu
			var wg WaitGroup
			wg.Add(tt.p + tt.c)
			for i := range tt.p {
				Go(func() {
					for j := range tt.n {
						o.put(i, 10*i+j)
					}
					wg.Done()
				})
			}
			for i := range tt.c {
				Go(func() {
					for range tt.p * tt.n / tt.c {
						o.get(tt.p + i)
					}
					wg.Done()
				})
			}
			wg.Wait()
		}
		seen := make(map[string]int)
		s := &search{opts: Options{Method: Optimal}, main: main, res: &Result{}}
		s.visit = func(x *exec) {
			var all []string
			for i := range tt.p + tt.c {
				all = append(all, strings.Join(o.by[i], " "))
			}
			seen[strings.Join(all, "|")]++
		}
		for s.tries() {
			clear(seen)
		}
		if len(seen) != tt.classes {
			t.Errorf("%dP%dC×%d: got %d observations in %d traces, want %d", tt.p, tt.c, tt.n, len(seen), s.res.Executions, tt.classes)
		}
	}
}
