package explore_test

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// A toy is a transition system given by functions over states of any form. The
// start state is reached from the empty one by the steps of start.
type toy struct {
	start    []string
	first    []model.Finding // of the steps to start
	next     func(s string) []edge
	end      func(s string) *model.End // of a state without steps; nil: ok
	measures func(s string) []model.Measure
	fail     func(s string) error
}

type edge struct {
	to       string
	actor    int32
	after    int32
	findings []model.Finding
}

func (t *toy) NewMachine() model.Machine { return &toyMachine{t: t} }

func (t *toy) Record(steps []model.Step) (*model.Run, error) {
	m := t.NewMachine()
	var s model.State
	run := &model.Run{}
	for i, step := range steps {
		var next model.State
		ok := false
		m.Expand(s, func(su *model.Successor) bool {
			if su.Step == step {
				next, ok = slices.Clone(su.State), true
				run.Steps = append(run.Steps, model.RunStep{Step: step, Actor: int(su.Actor), Findings: slices.Clone(su.Findings)})
			}
			return !ok
		})
		if !ok {
			return nil, &model.DivergedError{At: i, What: "no such step"}
		}
		s = next
	}
	run.End, _ = m.Expand(s, func(*model.Successor) bool { return true })
	return run, nil
}

type toyMachine struct {
	t   *toy
	buf []byte
}

func (m *toyMachine) edges(s model.State) []edge {
	if len(s) == 0 {
		var es []edge
		for _, to := range m.t.start {
			es = append(es, edge{to: to, actor: -1, after: -1, findings: m.t.first})
		}
		return es
	}
	return m.t.next(string(s))
}

func (m *toyMachine) Expand(s model.State, yield func(*model.Successor) bool) (*model.End, error) {
	es := m.edges(s)
	for i, e := range es {
		m.buf = append(m.buf[:0], e.to...)
		su := model.Successor{Step: model.Step(i), State: m.buf, Findings: e.findings, Actor: e.actor, ActorAfter: e.after}
		if !yield(&su) {
			return nil, nil
		}
		for j := range m.buf {
			m.buf[j] = '?' // what was given must have been copied
		}
	}
	var err error
	if m.t.fail != nil && len(s) > 0 {
		err = m.t.fail(string(s))
	}
	if len(es) > 0 || err != nil {
		return nil, err
	}
	if m.t.end == nil {
		return &model.End{Outcome: model.Outcome{Status: "ok", Globals: fmt.Sprintf("%q", s)}}, nil
	}
	return m.t.end(string(s)), nil
}

func (m *toyMachine) Measures(s model.State) []model.Measure {
	if m.t.measures == nil || len(s) == 0 {
		return nil
	}
	return m.t.measures(string(s))
}

func fault(property string, line int) model.Finding {
	return model.Finding{Property: property, Severity: model.Error, Pos: source.Pos{Line: int32(line), Col: 1}, Message: property}
}

func deadlock(string) *model.End {
	return &model.End{Outcome: model.Outcome{Status: "deadlock", Globals: "{}"}, Findings: []model.Finding{fault("deadlock", 1)}}
}

// philosophers are n diners who take the fork at their left first, unless the
// last one is left-handed. A state is a byte for each: 0 thinks, 1 has one
// fork, 2 eats, 3 is done.
func philosophers(n int, mended bool) *toy {
	first := func(i int) int {
		if mended && i == n-1 {
			return 0
		}
		return i
	}
	second := func(i int) int { return (2*i + 1 - first(i) + n) % n }
	if n < 2 {
		panic("philosophers are at least two")
	}
	return &toy{
		start: []string{string(make([]byte, n))},
		next: func(s string) (es []edge) {
			taken := make([]bool, n)
			for i := range n {
				if s[i] == 1 || s[i] == 2 {
					taken[first(i)] = true
				}
				if s[i] == 2 {
					taken[(second(i))%n] = true
				}
			}
			for i := range n {
				if s[i] == 3 || s[i] == 0 && taken[first(i)] || s[i] == 1 && taken[second(i)] {
					continue
				}
				b := []byte(s)
				b[i]++
				es = append(es, edge{to: string(b), actor: int32(i), after: int32(i)})
			}
			return es
		},
		end: func(s string) *model.End {
			for i := range n {
				if s[i] != 3 {
					return deadlock(s)
				}
			}
			return &model.End{Outcome: model.Outcome{Status: "ok", Globals: "{}"}}
		},
	}
}

// counters are n tasks that each count up to limit, or for ever if it is 0.
func counters(n int, limit uint32) *toy {
	return &toy{
		start: []string{string(make([]byte, 4*n))},
		next: func(s string) (es []edge) {
			for i := range n {
				b := []byte(s)
				c := binary.LittleEndian.Uint32(b[4*i:])
				if limit > 0 && c == limit {
					continue
				}
				binary.LittleEndian.PutUint32(b[4*i:], c+1)
				es = append(es, edge{to: string(b), actor: int32(i), after: int32(i)})
			}
			return es
		},
		measures: func(s string) (ms []model.Measure) {
			for i := range n {
				ms = append(ms, model.Measure{Name: fmt.Sprintf("c%d", i), Size: int64(binary.LittleEndian.Uint32([]byte(s[4*i:])))})
			}
			return append(ms, model.Measure{Name: "constant", Size: 7}, model.Measure{Name: "nearly constant", Size: 1000 + ms[0].Size})
		},
	}
}

// ring has n states in a circle, with a chord across.
func ring(n int) *toy {
	name := func(i int) string { return fmt.Sprint("r", i%n) }
	return &toy{
		start: []string{name(0)},
		next: func(s string) []edge {
			var i int
			fmt.Sscanf(s, "r%d", &i)
			return []edge{{to: name(i + 1)}, {to: name(i + n/2)}}
		},
	}
}
