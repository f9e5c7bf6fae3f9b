package visited_test

import (
	"encoding/binary"
	"fmt"
	"sync"
	"testing"

	"github.com/condcheck/condcheck/explore/internal/visited"
)

// BenchmarkInsert fills a set, each state coming four times: once new and three
// times, as in a search, known. It reports the time for each coming, by one worker
// and by two, and the memory for each state.
func BenchmarkInsert(b *testing.B) {
	for _, n := range []uint64{1e4, 1e6, 1e7} {
		for _, workers := range []uint64{1, 2} {
			b.Run(fmt.Sprintf("states=%d/workers=%d", n, workers), func(b *testing.B) {
				var set *visited.Set
				for b.Loop() {
					set = visited.New(visited.Options{Levels: true})
					var wg sync.WaitGroup
					for w := range workers {
						wg.Add(1)
						go func() {
							defer wg.Done()
							var s [64]byte
							for i := w; i < 4*n; i += workers {
								x := i / 4
								if back := i % 4 * 7919; back <= x {
									x -= back
								}
								binary.LittleEndian.PutUint64(s[:], x)
								set.Insert(visited.KeyOf(s[:]), s[:], 1, 1)
							}
						}()
					}
					wg.Wait()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(uint64(b.N)*4*n), "ns/insert")
				b.ReportMetric(float64(set.Bytes())/float64(set.Len()), "B/state")
			})
		}
	}
}

// BenchmarkSmall is the cost of a set that few states come into.
func BenchmarkSmall(b *testing.B) {
	for b.Loop() {
		set := visited.New(visited.Options{Levels: true})
		for i := range uint64(20) {
			s := state(i)
			set.Insert(visited.KeyOf(s), s, visited.None, 0)
		}
	}
}
