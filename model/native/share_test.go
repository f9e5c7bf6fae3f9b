package native

import (
	"fmt"
	"testing"
)

// growing is bufferProgram whose WaitGroup grows while goroutines run.
func growing(p, c, n int) func() {
	return func() {
		b := newBuffer()
		var wg WaitGroup
		for i := range p {
			wg.Go(func() {
				for j := range n {
					b.put(10*i + j)
				}
			})
		}
		for range c {
			wg.Go(func() {
				for range p * n / c {
					b.get()
				}
			})
		}
		wg.Wait()
	}
}

// TestShares runs the shares of a search and counts how often each trace is run.
func TestShares(t *testing.T) {
	for _, tt := range []struct {
		name   string
		of     int
		traces int
		main   func()
	}{
		{"2P2C×1", 2, 200, growing(2, 2, 1)},
		{"2P2C×1 in many shares", 7, 200, growing(2, 2, 1)},
		{"2P1C×2", 3, 1952, growing(2, 1, 2)},
		{"3P1C×1", 3, 336, bufferProgram(3, 1, 1)},
		{"philosophers", 3, 0, func() {
			var forks [3]Mutex
			var wg WaitGroup
			for i := range 3 {
				wg.Go(func() {
					a, b := i, (i+1)%3
					if a > b {
						a, b = b, a
					}
					forks[a].Lock()
					forks[b].Lock()
					forks[b].Unlock()
					forks[a].Unlock()
				})
			}
			wg.Wait()
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want, r, _ := classes(t, Optimal, 0, Options{}, tt.main)
			if tt.traces != 0 && len(want) != tt.traces {
				t.Fatalf("got %d traces in %d executions, want %d", len(want), r.Executions, tt.traces)
			}
			count := make(map[string]int)
			var sizes, blocked []string
			for i := range tt.of {
				got, r, complete := classes(t, Optimal, 0, Options{Share: i, Shares: tt.of}, tt.main)
				if !complete {
					t.Fatalf("share %d is incomplete: %s", i, r.Incomplete)
				}
				for c, n := range got {
					count[c] += n
				}
				sizes = append(sizes, fmt.Sprint(r.Executions))
				blocked = append(blocked, fmt.Sprint(r.Blocked))
			}
			t.Logf("executions of the shares: %v, given up: %v", sizes, blocked)
			for c := range want {
				if count[c] != 1 {
					t.Fatalf("a trace was run %d times, want once:\n%s", count[c], c)
				}
			}
			if len(count) != len(want) {
				t.Errorf("%d traces were run, want %d", len(count), len(want))
			}
		})
	}
}
