package model

import (
	"fmt"
	"sort"
	"strings"
)

// Recording: a run executed again, step by step, with everything that a reader
// wants to see of it. A recorded run makes the same decisions in the same
// canonical states as the search; what the states do not hold (which task was
// created first, what it is called) is kept beside them, by object.

// recorder is what a machine carries while it records.
type recorder struct {
	side    map[int]*sideInfo // by offset of the object
	count   int               // objects noted so far
	actors  []string
	names   map[string]int // how many actors share a name
	step    *RunStep
	frame   int // of the last line event
	line    int32
	goesOn  int // the generator that goes on behind its yield
	at      int // the frame of the instruction that runs
	atPC    int
	mute    bool
	brief   bool // values are written for the reader of a run: see short
	choices []Choice
	outer   int    // functions that run around a generator that a builtin goes over
	cover   *cover // counts what runs, instead of telling it; nil in a recorded run

	turnRecorder
}

func newRecorder() *recorder {
	return &recorder{side: map[int]*sideInfo{}, names: map[string]int{}, actors: []string{"main"}}
}

// sideInfo is what is known of an object beside the state.
type sideInfo struct {
	age   int // order of creation among all noted objects
	actor int // column of a task, -1 for other objects
	name  string
	turns int // number of a thread
}

// telling reports whether a run is recorded: whether a trace is there that does more
// than count.
func (m *machine) telling() bool { return m.trace != nil && m.trace.cover == nil }

// note remembers the order of creation of an object of interest.
func (m *machine) note(v Value) {
	if m.trace == nil {
		return
	}
	m.trace.count++
	m.trace.side[v.payload()] = &sideInfo{age: m.trace.count, actor: -1}
}

// age returns the place of an object in the order of creation.
func (m *machine) age(v Value) int {
	if m.trace == nil || !v.isRef() {
		return 0
	}
	if s := m.trace.side[v.payload()]; s != nil {
		return s.age
	}
	return 0
}

// byAge returns the objects in the order of their creation where that is known.
func (m *machine) byAge(items []Value) []Value {
	out := append([]Value(nil), items...)
	if m.trace != nil {
		sort.SliceStable(out, func(i, j int) bool { return m.age(out[i]) < m.age(out[j]) })
	}
	return out
}

// chooseItem is choose among objects whose order of creation the controlled
// interpreter goes by.
func (m *machine) chooseItem(items []Value, what string) int {
	i := m.choose(len(items), what)
	if m.trace != nil && len(items) > 1 {
		rank := 0
		for j, x := range items {
			if a, b := m.age(x), m.age(items[i]); a < b || a == b && j < i {
				rank++
			}
		}
		m.trace.choices[len(m.trace.choices)-1].I = rank
	}
	return i
}

// move carries the side information over when the objects have been copied to
// where their numbers say.
func (r *recorder) move(m *machine) {
	side := make(map[int]*sideInfo, len(r.side))
	for off, s := range r.side {
		if n := m.codec.number(m, off); n != 0 {
			side[m.frozen+int(n)-1] = s
		}
	}
	r.side = side
}

// Record implements System. The run is recorded anew in a larger arena if it does
// not fit: what is told of it refers to objects by their places.
func (s *system) Record(steps []Step) (run *Run, err error) {
	for words := 4 * smallArena; ; words = min(4*words, arenaWords) {
		m := s.image.newMachine()
		m.a = append(make([]Value, 0, m.frozen+words), m.a...)[:m.frozen+words]
		if m.fits(func() { run, err = m.record(steps) }) {
			return run, err
		}
	}
}

func (m *machine) record(steps []Step) (run *Run, err error) {
	rec := newRecorder()
	run = &Run{}
	state := State{}
	for i, step := range steps {
		a, script, ok := m.findStep(state, step)
		if !ok {
			return nil, &DivergedError{At: i, What: fmt.Sprintf("there is no step %d here", step)}
		}
		run.Steps = append(run.Steps, RunStep{Step: step, Actor: -1})
		rs := &run.Steps[i]
		rec.step, rec.choices, rec.frame, rec.line, rec.goesOn = rs, nil, 0, 0, 0
		m.trace, m.watch = rec, true
		if len(state) == 0 {
			m.decodeState(m.prog.base)
			rs.Label = "the program starts"
			rs.Actor = 0
			if m.prog.started {
				m.noteAll()
				rs.Events = append(rs.Events, m.prog.printed...)
				rs.Events = append(rs.Events, m.firstEvents()...)
				rs.Turn = m.prog.first
			}
		} else {
			m.decodeState(state)
		}
		m.nextAction() // after the step before
		before := m.variables()
		err := m.try(func() {
			m.startStep(script)
			if len(state) > 0 || !m.prog.started {
				if len(state) > 0 {
					m.describe(rs, a)
				}
				m.movable = true
				m.perform(a)
				m.movable = false
				m.endTurn(rs, a)
			}
		})
		if err != nil {
			return nil, err
		}
		m.changes(before)
		rs.Choices = append(rs.Choices, rec.choices...)
		rs.Objects = m.objectStates()
		rs.Variables = m.variableList()
		m.watch, rec.mute = false, true // but what finishStep makes is noted
		var suc Successor
		m.finishStep(&suc, 0)
		m.trace, rec.mute = nil, false
		rs.Findings = suc.Findings
		rec.move(m)
		state = append(State(nil), suc.State...)
		run.Choices = append(run.Choices, rs.Choices...)
	}
	m.trace = rec
	rec.step = &RunStep{}
	if len(state) > 0 {
		m.decodeState(state)
		var abuf [16]action
		if len(m.actions(abuf[:0])) == 0 {
			run.Blocked = m.blockedTasks()
			run.End = m.end()
			m.wakeEach(state, run.Blocked)
		} else {
			run.Blocked = m.blockedTasks()
		}
	}
	run.Actors = rec.actors
	return run, nil
}

// find returns the action and the data choices of a step.
func (m *machine) findStep(state State, step Step) (action, []int, bool) {
	m.trace, m.watch = nil, false
	if len(state) == 0 {
		if m.prog.started {
			return action{}, nil, step == 0
		}
		m.decodeState(m.prog.base)
	} else {
		m.decodeState(state)
	}
	actions := m.actions(nil)
	snapshot := append([]Value(nil), m.a[m.frozen:m.top]...)
	n := Step(0)
	for _, a := range actions {
		var script []int
		for {
			copy(m.a[m.frozen:], snapshot)
			m.top = m.frozen + len(snapshot)
			m.startStep(script)
			m.try(func() { m.perform(a) })
			if n == step {
				taken := make([]int, len(m.chosen))
				for i, c := range m.chosen {
					taken[i] = c.I
				}
				return a, taken, true
			}
			n++
			if script = nextScript(script, m.chosen); script == nil {
				break
			}
		}
	}
	return action{}, nil, false
}

// noteAll notes the objects that were made before recording began, in the
// order in which the program has them.
func (m *machine) noteAll() {
	for _, t := range m.listItems(m.a[m.frozen+rTasks]) {
		m.note(t)
		m.newActor(t)
	}
	m.noteThreads()
	for off := m.frozen; off < m.top; off += m.sizeAt(off) {
		switch m.kindAt(off) {
		case kLock, kCondition, kEvent, kSemaphore, kHandle, kFuture, kMutex, kMonitor, kGate:
			m.note(refValue(off))
		}
	}
}

// newActor gives a task its column.
func (m *machine) newActor(t Value) {
	r := m.trace
	s := r.side[t.payload()]
	if s == nil {
		return
	}
	base, named := m.baseName(t)
	s.actor = len(r.actors)
	r.names[base]++
	name := base
	if n := r.names[base]; n > 1 || !named && base != "main" {
		name = fmt.Sprintf("%s-%d", base, n)
	}
	if base == "main" && r.names[base] == 1 && m.is(t, kTask) {
		// The main coroutine shares the column of the main thread.
		s.actor = 0
		return
	}
	r.actors = append(r.actors, name)
}

// baseName is the name of a task or thread, but for the number that tells it from
// others; named is true if the program gave it.
func (m *machine) baseName(t Value) (base string, named bool) {
	if m.is(t, kThread) {
		return m.threadName(t)
	}
	if n := m.get(t, wTaskName); n != 0 {
		return m.text(n), true
	}
	return m.coroName(m.get(t, wTaskCoro)), false
}

// coroName is the name of the function that a coroutine runs.
func (m *machine) coroName(co Value) string {
	switch m.kindOf(co) {
	case kFrame:
		c := m.frameCode(co.payload())
		name := c.QualName
		if i := strings.LastIndex(name, "<locals>."); i >= 0 {
			name = name[i+len("<locals>."):]
		}
		return name
	case kNativeCoro:
		return coroFuncs[m.get(co, 1).int()].name
	}
	return "task"
}

// actorIndex is the column of a task, 0 for the main thread, -1 if unknown.
func (m *machine) actorIndex(t Value) int {
	if t == 0 || t == None {
		return 0
	}
	if m.trace != nil {
		if s := m.trace.side[t.payload()]; s != nil && s.actor >= 0 {
			return s.actor
		}
	}
	return -1
}

// actorName is what reports call a task.
func (m *machine) actorName(t Value) string {
	if m.trace != nil {
		if i := m.actorIndex(t); i >= 0 {
			return m.trace.actors[i]
		}
	}
	if m.is(t, kTask) || m.is(t, kThread) {
		name, _ := m.baseName(t)
		return name
	}
	return "main"
}

// event records an event: by task, other is a task or future concerned, obj the
// primitive.
func (m *machine) event(k EventKind, task, other, obj Value, text string) {
	if m.cfg.Watch && m.trace == nil {
		m.watchEvent(k, task, other, obj, text)
		return
	}
	if m.trace == nil || m.trace.mute {
		return
	}
	if k == EvSpawn && m.is(other, kTask) {
		m.newActor(other)
	}
	e := Event{Kind: k, Task: m.actorIndex(task), Other: -1, Pos: m.pos(), File: m.posFile(), Text: text, Watched: m.watchable(k, obj)}
	e.Own = m.is(obj, kInstance) // one of threading's semaphores
	if k == EvSpawn {
		e.Task = m.actorIndex(m.current)
	}
	if other != 0 {
		if m.is(other, kTask) || m.is(other, kThread) {
			e.Other = m.actorIndex(other)
		} else if t := m.waiterOf(other); t != 0 {
			e.Other = m.actorIndex(t)
		}
	}
	if obj != 0 {
		e.Object, e.ID = m.nameOf(obj), m.age(obj)
	}
	m.trace.step.Events = append(m.trace.step.Events, e)
}

func (m *machine) eventNotify(c Value, n, met int) {
	within := m.called(c) >= 0
	if within && m.trace == nil {
		return
	}
	if m.cfg.Watch && m.trace == nil {
		m.watchEvent(EvNotify, m.current, 0, c, "")
		e := &m.watched[len(m.watched)-1]
		e.N, e.Met = n, met
		return
	}
	if m.trace != nil && m.trace.cover != nil && !m.forwarding {
		k := m.trace.cover
		k.met[m.pos()] = max(k.met[m.pos()], met)
	}
	if m.trace == nil || m.trace.mute {
		return
	}
	m.event(EvNotify, m.current, 0, c, "")
	e := &m.trace.step.Events[len(m.trace.step.Events)-1]
	e.N, e.Met = n, met
	e.Watched = !within
}

// emitPrint records a line that the program printed or logged.
func (m *machine) emitPrint(text string) {
	if m.printed != nil {
		*m.printed = append(*m.printed, Event{Kind: EvPrint, Other: -1, Pos: m.pos(), Text: text})
	}
	m.event(EvPrint, m.current, 0, 0, text)
}

// coroMade is called when a coroutine object is made.
func (m *machine) coroMade(f int) {}

func (m *machine) traceFinish(t Value, state int64, v Value) {
	if m.trace.mute {
		return
	}
	text := "returns"
	switch state {
	case futFinished:
		if v != None {
			text = "returns " + m.short(v)
		}
	case futCancelled:
		text = "is cancelled"
	default:
		text = "raises " + m.excLine(v)
	}
	m.event(EvFinish, t, 0, 0, text)
}

// maxDepthTold bounds Event.Depth.
const maxDepthTold = 1000

// traceInstr records which instruction runs, and the source lines of the
// program's own code.
func (m *machine) traceInstr(f int, c *code, pc, sp int) {
	r := m.trace
	r.at, r.atPC = f, pc
	if r.cover != nil && !c.lib {
		r.cover.instr(f, c, pc)
		return
	}
	if c.lib || r.mute || pc >= len(c.Pos) {
		return
	}
	p := c.Pos[pc].Start
	if !p.IsValid() || r.frame == f && r.line == p.Line || c.implicitReturn(pc) {
		return
	}
	r.frame, r.line = f, p.Line
	goesOn := r.goesOn == f && p.Line == c.Pos[pc-1].Start.Line
	r.goesOn = 0
	depth := min(r.outer+m.framesTo(f), maxDepthTold)
	r.step.Events = append(r.step.Events, Event{Kind: EvLine, Task: m.actorIndex(m.current), Other: -1, Depth: depth, GoesOn: goesOn, Pos: p, File: c.fileName(),
		Text: strings.TrimSpace(c.file.Line(int(p.Line)))})
}

// framesTo is how many functions are running inside each other, up to frame f.
func (m *machine) framesTo(f int) (n int) {
	for ; f != 0 && m.kindAt(f) == kFrame && n < maxDepthTold; f = m.frameParent(f) {
		n++
	}
	return n
}

// goesOn is called when the main thread goes on: the line in which it does is
// none that runs anew.
func (m *machine) goesOn(f int) {
	for f != 0 && m.kindAt(f) == kFrame && m.frameCode(f).lib {
		f = m.frameParent(f)
	}
	if f != 0 && m.kindAt(f) == kFrame {
		m.trace.frame, m.trace.line = f, m.framePos(f).Line
	}
}

// implicitReturn reports whether pc is in the return that is not written: it
// is no line of the program.
func (c *code) implicitReturn(pc int) bool {
	n := len(c.ins)
	if n < 2 || pc < n-2 || c.Name == "<lambda>" || c.ins[n-2].Op != CONST || c.ins[n-1].Op != RETURN {
		return false
	}
	return !strings.Contains(c.file.Line(int(c.Pos[n-1].Start.Line)), "return")
}

func (m *machine) traceRaise(f int, c *code, pc int) {
	if c.lib || m.trace.mute || pc < 0 || pc >= len(c.Pos) {
		return
	}
	if m.get(m.exc, wPlace) != 0 {
		return
	}
	m.trace.step.Events = append(m.trace.step.Events, Event{Kind: EvRaise, Task: m.actorIndex(m.current), Other: -1,
		Pos: c.Pos[pc].Start, File: c.fileName(), Text: m.excLine(m.exc)})
}

// short is repr(v), cut to a length that fits into a column.
func (m *machine) short(v Value) string {
	m.trace.brief = true
	s := m.aside(func() string { return m.reprText(v) })
	m.trace.brief = false
	if r := []rune(s); len(r) > 60 {
		s = string(r[:59]) + "…"
	}
	return s
}

// briefly writes a thread without saying how far it is: a list of threads does not
// change when they begin. It reports whether v is one.
func (m *machine) briefly(b *strings.Builder, v Value) bool {
	if !m.is(v, kInstance) || m.ownValue(v, m.str("_handle")) == 0 || m.ownValue(v, m.str("_daemonic")) == 0 {
		return false
	}
	b.WriteString("<" + m.typeName(v))
	if name := m.ownValue(v, m.str("_name")); m.isStr(name) {
		b.WriteString(" " + m.text(name))
	}
	b.WriteByte('>')
	return true
}

// interesting reports whether a variable's value is worth showing: data, not
// functions, classes, modules or the primitives themselves.
func (m *machine) interesting(v Value) bool {
	switch k := m.kindOf(v); k {
	case kFree:
		return !v.isConst() || v == None || v.isBool()
	case kList, kTuple, kDict, kSet, kFrozenSet, kDeque:
		return true
	}
	return false
}

func (m *machine) access(k EventKind, name string, v Value) {
	c := m.frameCode(m.fr)
	if c.lib || m.trace == nil || m.trace.mute || !m.interesting(v) {
		return
	}
	m.event(k, m.current, 0, 0, name+" = "+m.short(v))
	if r := m.trace; r.at == m.fr && r.atPC < len(c.Pos) { // the frame itself knows only where it was last left
		r.step.Events[len(r.step.Events)-1].Pos = c.Pos[r.atPC].Start
	}
}

func (m *machine) sharedRead(name string, v Value)  { m.access(EvRead, name, v) }
func (m *machine) sharedWrite(name string, v Value) { m.access(EvWrite, name, v) }
func (m *machine) attrRead(obj, name, v Value)      { m.access(EvRead, m.nameOf(obj)+"."+m.text(name), v) }
func (m *machine) attrWrite(obj, name, v Value)     { m.access(EvWrite, m.nameOf(obj)+"."+m.text(name), v) }
func (m *machine) itemRead(obj, i, v Value)         {}
func (m *machine) itemWrite(obj, i, v Value)        {}

// describe fills in what a step is about, and the scheduling decision in the
// terms of the controlled interpreter.
func (m *machine) describe(rs *RunStep, a action) {
	actions := m.actions(nil)
	rs.Label = m.actionLabel(a)
	if t := m.actor(a); t != 0 {
		rs.Actor = m.actorIndex(t)
	}
	m.trace.possible = len(actions)
	if len(actions) < 2 {
		return
	}
	less := func(x, y action) bool {
		if x.kind == actTurn {
			return m.threadNumber(x.handle) < m.threadNumber(y.handle) || x.handle == y.handle && x.index < y.index
		}
		if fx, fy := x.kind == actFire, y.kind == actFire; fx != fy {
			return fy
		}
		return m.age(x.handle) < m.age(y.handle)
	}
	rank := 0
	for _, b := range actions {
		if b != a && less(b, a) {
			rank++
		}
	}
	rs.Choices = append(rs.Choices, Choice{N: len(actions), I: rank, Label: rs.Label})
}

func (m *machine) actionLabel(a action) string {
	switch a.kind {
	case actTurn:
		return m.turnLabel(a.handle, way(a.index))
	case actStart:
		return "the program starts"
	case actStop:
		return "the event loop stops"
	case actFire:
		return "timer fires: " + m.handleLabel(a.handle)
	}
	return "run " + m.handleLabel(a.handle)
}

// handleLabel says what a handle will do.
func (m *machine) handleLabel(h Value) string {
	if m.trace == nil {
		return ""
	}
	x, y := m.get(h, wHandleA), m.get(h, wHandleB)
	switch m.get(h, wHandleType).int() {
	case hStep:
		return m.actorName(x)
	case hFuture:
		if m.is(x, kTask) {
			return m.actorName(x)
		}
		if m.is(x, kFuture) {
			return "gather, counting " + m.futureName(y)
		}
		return "callback " + m.calleeName(x)
	case hSleep:
		if t := m.waiterOf(x); t != 0 {
			return "sleep of " + m.actorName(t)
		}
		return "sleep"
	}
	return "callback " + m.calleeName(x)
}

func (m *machine) calleeName(fn Value) string {
	switch m.kindOf(fn) {
	case kFunc:
		return m.funcName(fn)
	case kMethod:
		return m.calleeName(m.get(fn, 1))
	case kPartial:
		return m.calleeName(m.get(fn, 1))
	}
	if fn.isConst() {
		return nativeOf(fn).shortName()
	}
	return m.typeName(fn)
}

func (m *machine) futureName(f Value) string {
	if m.is(f, kTask) {
		return m.actorName(f)
	}
	return "a future"
}

// waiterOf returns the task that waits for a future, 0 if none.
func (m *machine) waiterOf(f Value) Value {
	if m.is(f, kThread) {
		return f
	}
	for _, t := range m.listItems(m.a[m.frozen+rTasks]) {
		if m.get(t, wTaskWaiter) == f {
			return t
		}
	}
	return 0
}
