package props

import (
	"encoding/binary"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/condcheck/condcheck/model"
)

// WatchOptions are how Watch judges.
type WatchOptions struct {
	// Minor is the CPython version 3.Minor that is modelled: what that version of
	// the library breaks by itself is a note.
	Minor int
	// Strict makes errors of warnings and of the library's own doing.
	Strict bool
}

// Watch returns sys with the given properties watched: the states of the new
// system are those of sys together with the Facts of the run. sys must give
// Successor.Events. Properties without a watcher are left out.
func Watch(sys model.System, ps []Property, o WatchOptions) model.System {
	w := &watched{System: sys, opts: o}
	a, ok := sys.(interface{ Aborts() bool })
	w.aborts = !ok || a.Aborts()
	if t, ok := sys.(interface{ Threaded() bool }); ok {
		w.threaded = t.Threaded()
	}
	if t, ok := sys.(interface{ Profile() model.Profile }); ok {
		w.profile = t.Profile()
	}
	for _, p := range ps {
		if p.Watch != nil && (w.aborts || !p.aborts || w.permitted(&p)) {
			w.props = append(w.props, p)
			w.inTurn = w.inTurn || p.inTurn
		}
	}
	if len(w.props) == 0 && !o.Strict {
		return sys
	}
	return w
}

type watched struct {
	model.System
	props    []Property
	opts     WatchOptions
	aborts   bool // waits can be cancelled or time out
	inTurn   bool // a property is about the order in which tasks were selected
	threaded bool
	profile  model.Profile
}

// permitted reports whether the profile lets the library break a property.
func (w *watched) permitted(p *Property) bool {
	return w.threaded && p.Permitted != nil && p.Permitted(w.profile)
}

func (w *watched) NewMachine() model.Machine {
	m := &machine{Machine: w.System.NewMachine(), w: w, facts: Facts{aborts: w.aborts, inTurn: w.inTurn}}
	m.each = m.successor
	return m
}

// Reduced implements model.Reducer if the inner system does. Properties that are
// not local switch the reduction of partial orders off.
func (w *watched) Reduced(r model.Reduction) model.Reduced {
	for _, p := range w.props {
		if !p.Local {
			r &^= model.PartialOrder
		}
	}
	if in, ok := w.System.(model.Reducer); ok {
		if red := in.Reduced(r); red != nil {
			inner := *w
			inner.System = red
			return &reduced{&inner, red, w}
		}
	}
	return nil
}

// Collapsed implements model.Collapser if the inner system does.
func (w *watched) Collapsed() model.Collapsed {
	if in, ok := w.System.(model.Collapser); ok {
		if col := in.Collapsed(); col != nil {
			inner := *w
			inner.System = col
			return &collapsed{reduced{&inner, col, w}, col}
		}
	}
	return nil
}

// collapsed is the collapsed system of a watched one.
type collapsed struct {
	reduced
	col model.Collapsed
}

// Contents implements model.Collapsed.
func (c *collapsed) Contents() int64 { return c.col.Contents() }

// Bytes implements model.Collapsed.
func (c *collapsed) Bytes() int64 { return c.col.Bytes() }

// reduced is the reduced system of a watched one.
type reduced struct {
	*watched
	red   model.Reduced
	plain *watched
}

// Record implements model.System, in the steps of the plain system.
func (r *reduced) Record(steps []model.Step) (*model.Run, error) { return r.plain.Record(steps) }

// Unfold implements model.Reduced.
func (r *reduced) Unfold(steps []model.Step) ([]model.State, error) { return r.red.Unfold(steps) }

// Looks implements model.Reduced: facts cannot be seen.
func (r *reduced) Looks() func(plain, reduced model.State) bool {
	looks := r.red.Looks()
	return func(plain, reduced model.State) bool { return looks(inner(plain), reduced) }
}

// Kept implements model.Reduced.
func (r *reduced) Kept() bool { return r.red.Kept() }

// Places implements model.Reduced.
func (r *reduced) Places() (n int, ring bool) { return r.red.Places() }

type machine struct {
	model.Machine
	w     *watched
	facts Facts
	begin []byte // the facts of the state that is expanded
	state []byte // the successor

	yield func(*model.Successor) bool // of the state that is expanded
	each  func(*model.Successor) bool // the method successor: made once
}

// split takes a state apart: the inner state, its facts, and the length of the
// former in the last bytes.
func split(s model.State) (inner model.State, facts []byte) {
	if len(s) == 0 {
		return nil, nil
	}
	n := int(binary.LittleEndian.Uint32(s[len(s)-4:]))
	return s[:n], s[n : len(s)-4]
}

// Expand implements model.Machine.
func (m *machine) Expand(s model.State, yield func(*model.Successor) bool) (*model.End, error) {
	inner, facts := split(s)
	m.begin = append(m.begin[:0], facts...)
	m.yield = yield
	return m.Machine.Expand(inner, m.each)
}

// successor judges a step of the inner system.
func (m *machine) successor(suc *model.Successor) bool {
	m.facts.load(m.begin)
	m.w.strict(suc.Findings)
	for _, b := range m.judge(suc) {
		suc.Findings = append(suc.Findings, b.finding)
	}
	m.state = append(m.state[:0], suc.State...)
	n := len(m.state)
	m.state = m.facts.append(m.state)
	if suc.Key != [2]uint64{} {
		h := xxh3.Hash128(m.state[n:])
		suc.Key[0] += h.Hi
		suc.Key[1] += h.Lo
	}
	m.state = binary.LittleEndian.AppendUint32(m.state, uint32(n))
	suc.State = m.state
	return m.yield(suc)
}

// Measures implements model.Machine.
func (m *machine) Measures(s model.State) []model.Measure {
	inner, _ := split(s)
	return m.Machine.Measures(inner)
}

// A broken property, and the number of the event among those that are watched.
type broken struct {
	finding model.Finding
	event   int
}

// judge shows the events of a step to the properties and brings the facts up to
// date.
func (m *machine) judge(suc *model.Successor) []broken {
	m.facts.rename(suc.Renumber)
	var found []broken
	for i, ev := range suc.Events {
		for j := range m.w.props {
			p := &m.w.props[j]
			if text := p.Watch(&m.facts, ev); text != "" {
				found = append(found, broken{m.w.finding(p, ev, text), i})
			}
		}
		if suc.Followed != nil && ev.Kind == model.EvFinish {
			m.facts.touch(suc.Followed, int32(ev.Task))
		}
		m.facts.note(ev)
	}
	m.facts.forget()
	return found
}

func (w *watched) finding(p *Property, ev model.Event, text string) model.Finding {
	f := model.Finding{Property: p.Name, Severity: p.Severity, Pos: ev.Pos, File: ev.File}
	why := p.Threading
	if !w.threaded {
		why = ""
		if p.Library != nil {
			why = p.Library(w.opts.Minor)
		}
	}
	if w.permitted(p) {
		why = "profile " + w.profile.String() + " permits it"
	}
	if why != "" {
		text += " (the library's doing: " + why + ")"
		f.Severity = model.Note
	}
	if w.opts.Strict {
		f.Severity = model.Error
	}
	who := "a task"
	if w.threaded {
		who = "a thread"
	}
	f.Message = strings.NewReplacer("{task}", who, "{other}", who, "{object}", "the lock or condition").Replace(text)
	f.Template = text
	return f
}

// strict makes errors of warnings, if that is asked for.
func (w *watched) strict(fs []model.Finding) {
	for i := range fs {
		if w.opts.Strict && fs[i].Severity == model.Warning {
			fs[i].Severity = model.Error
		}
	}
}

// Record implements model.System: the findings of the properties are added to
// the steps, in the words of the run.
func (w *watched) Record(steps []model.Step) (*model.Run, error) {
	run, err := w.System.Record(steps)
	if err != nil {
		return run, err
	}
	for i := range run.Steps {
		w.strict(run.Steps[i].Findings)
	}
	m := w.NewMachine().(*machine)
	var s model.State
	for i, step := range steps {
		var next model.State
		var found []broken
		_, err := m.Machine.Expand(inner(s), func(suc *model.Successor) bool {
			if suc.Step != step {
				return true
			}
			_, facts := split(s)
			m.facts.load(facts)
			found = m.judge(suc)
			next = append(model.State(nil), suc.State...)
			n := len(next)
			next = m.facts.append(next)
			next = binary.LittleEndian.AppendUint32(next, uint32(n))
			return false
		})
		if next == nil {
			return run, err
		}
		for _, b := range found {
			run.Steps[i].Findings = append(run.Steps[i].Findings, name(run, &run.Steps[i], b))
		}
		s = next
	}
	return run, nil
}

func inner(s model.State) model.State {
	in, _ := split(s)
	return in
}

// name puts the names of a recorded run into a finding.
func name(run *model.Run, step *model.RunStep, b broken) model.Finding {
	n := 0
	for _, ev := range step.Events {
		if !ev.Watched {
			continue
		}
		if n == b.event {
			actor := func(i int) string {
				if i >= 0 && i < len(run.Actors) {
					return run.Actors[i]
				}
				return "a task"
			}
			b.finding.Message = strings.NewReplacer("{task}", actor(ev.Task), "{other}", actor(ev.Other), "{object}", ev.Object).Replace(b.finding.Template)
			break
		}
		n++
	}
	return b.finding
}

// View implements model.Viewer if the inner machine does.
func (m *machine) View(s model.State) (text string, ok bool) {
	v, ok := m.Machine.(model.Viewer)
	if !ok {
		return "", false
	}
	return v.View(inner(s))
}

// Numbers implements model.Persister if the inner system does.
func (w *watched) Numbers() ([]byte, error) {
	if p, ok := w.System.(model.Persister); ok {
		return p.Numbers()
	}
	return nil, nil
}

// SetNumbers implements model.Persister likewise.
func (w *watched) SetNumbers(b []byte) error {
	if p, ok := w.System.(model.Persister); ok {
		return p.SetNumbers(b)
	}
	return nil
}
