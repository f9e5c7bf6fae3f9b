package native

import "testing"

// twoByFive is two goroutines of five operations each on one variable.
func twoByFive() {
	var n Number[int64]
	var wg WaitGroup
	wg.Add(2)
	for range 2 {
		Go(func() {
			for range 5 {
				n.Add(1)
			}
			wg.Done()
		})
	}
	wg.Wait()
}

// fourTurns is four goroutines that take turns with one lock, 250 times each: a
// longer run, of which few interleavings are tried.
func fourTurns() {
	var mu Mutex
	var wg WaitGroup
	wg.Add(4)
	for range 4 {
		Go(func() {
			for range 250 {
				mu.Lock()
				mu.Unlock()
			}
			wg.Done()
		})
	}
	wg.Wait()
}

func bench(b *testing.B, opts Options, main func()) {
	b.ReportAllocs()
	var execs, steps int64
	for execs < int64(b.N) {
		opts.MaxExecutions = int64(b.N) - execs
		r := Explore(opts, main)
		if r.Finding != nil || r.Refused != "" {
			b.Fatal(r.Finding, r.Refused)
		}
		execs += r.Executions
		steps += r.Steps
	}
	b.ReportMetric(float64(execs)/b.Elapsed().Seconds(), "executions/s")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(steps), "ns/step")
}

func BenchmarkTwoByFive(b *testing.B) { bench(b, Options{Method: Plain}, twoByFive) }

func BenchmarkBuffer2P1C(b *testing.B) { bench(b, Options{Method: Plain}, bufferProgram(2, 1, 2)) }

func BenchmarkBuffer2P2C(b *testing.B) { bench(b, Options{Method: Plain}, bufferProgram(2, 2, 2)) }

func BenchmarkLong(b *testing.B) { bench(b, Options{Method: Bounded, Bound: 2}, fourTurns) }

func BenchmarkLongRandom(b *testing.B) { bench(b, Options{Method: Random, Runs: 1 << 30}, fourTurns) }

func BenchmarkBufferOptimal(b *testing.B) {
	bench(b, Options{Method: Optimal}, bufferProgram(2, 2, 2))
}

func BenchmarkTwoByFiveOptimal(b *testing.B) { bench(b, Options{Method: Optimal}, twoByFive) }
