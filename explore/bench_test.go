package explore_test

import (
	"encoding/binary"
	"fmt"
	"testing"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
)

// hypercube counts n bytes up to limit, in states of size bytes, and costs next
// to nothing itself: what the benchmark measures is the search.
type hypercube struct{ n, limit, size int }

func (h hypercube) NewMachine() model.Machine {
	return &hyperMachine{h: h, buf: make([]byte, h.size, 1<<10)}
}

func (h hypercube) Record([]model.Step) (*model.Run, error) { return nil, nil }

type hyperMachine struct {
	h   hypercube
	buf []byte
	su  model.Successor
}

func (m *hyperMachine) Expand(s model.State, yield func(*model.Successor) bool) (*model.End, error) {
	if len(s) == 0 {
		clear(m.buf)
		m.su = model.Successor{State: m.buf}
		yield(&m.su)
		return nil, nil
	}
	copy(m.buf, s)
	any := false
	for i := range m.h.n {
		if int(s[i]) == m.h.limit {
			continue
		}
		any = true
		m.buf[i]++
		binary.LittleEndian.PutUint32(m.buf[m.h.n:], uint32(i))
		m.buf[m.h.n] = 0
		m.su = model.Successor{Step: model.Step(i), State: m.buf, Actor: int32(i), ActorAfter: int32(i)}
		ok := yield(&m.su)
		m.buf[i]--
		if !ok {
			return nil, nil
		}
	}
	if any {
		return nil, nil
	}
	return &model.End{Outcome: model.Outcome{Status: "ok"}}, nil
}

func (m *hyperMachine) Measures(model.State) []model.Measure { return nil }

// BenchmarkSearch is the cost of the search itself, for states of 200 bytes: a
// million of them, six million steps.
func BenchmarkSearch(b *testing.B) {
	for _, workers := range []int{1, 2} {
		for _, exact := range []bool{false, true} {
			b.Run(fmt.Sprintf("workers=%d/exact=%v", workers, exact), func(b *testing.B) {
				for range b.N {
					r := search(hypercube{6, 9, 200}, explore.Options{Workers: workers, Exact: exact})
					st := r.Stats
					b.ReportMetric(float64(st.Duration.Nanoseconds())/float64(st.Transitions), "ns/step")
					b.ReportMetric(st.BytesPerState(), "B/state")
					b.ReportMetric(st.StatesPerSecond(), "states/s")
				}
			})
		}
	}
}
