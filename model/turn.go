package model

import (
	"cmp"
	"fmt"
	"strings"
)

// Turns of threads, as a recorded run tells them: who goes on, and up to where.

// turnRecorder is what a recorder keeps for that.
type turnRecorder struct {
	threads  int          // that have a number
	passed   map[Stop]int // points that the running thread has come to in this turn
	called   string       // the function that it called last
	possible int          // turns
	ended    *Stop        // where the thread of the step stands
	born     []Turn       // of the threads that have begun in the step
}

// noteThreads gives the threads that are there when recording begins their
// numbers.
func (m *machine) noteThreads() {
	if !m.prog.threaded {
		return
	}
	for _, t := range append([]Value{m.a[m.frozen+rMainThread]}, m.threads()...) {
		if m.trace.side[t.payload()] == nil {
			m.noteThread(t)
		}
	}
	if m.prog.first != nil {
		for i, t := range m.threads() {
			m.trace.side[t.payload()].turns = m.prog.firstNumbers[i]
		}
		m.trace.threads = m.prog.firstThreads
	}
}

// noteThread gives a thread its number and its column.
func (m *machine) noteThread(t Value) {
	m.note(t)
	s := m.trace.side[t.payload()]
	s.turns = m.trace.threads
	m.trace.threads++
	if s.turns == 0 {
		s.actor = 0
		m.trace.names["main"] = 1
	} else {
		m.newActor(t)
	}
}

// threadNumber is the number of a thread, -1 if it has none.
func (m *machine) threadNumber(t Value) int {
	if m.trace != nil {
		if s := m.trace.side[t.payload()]; s != nil {
			return s.turns
		}
	}
	return -1
}

// threadName is what the program calls a thread: the name that it gave it, or
// that of the function that it runs.
func (m *machine) threadName(t Value) (name string, given bool) {
	if m.threadFlag(t, threadMain) {
		return "main", true
	}
	o := m.get(t, wThreadObject)
	if m.is(o, kInstance) {
		if n := m.ownValue(o, m.str("_name")); m.isStr(n) {
			return m.text(n), true
		}
		if f := m.ownValue(o, m.str("_target")); f != 0 && f != None {
			name := m.simpleName(m.calleeName(f))
			if m.is(f, kFunc) && m.prog.codes[m.get(f, 1).int()].lib { // such as the worker of a pool
				name = strings.TrimPrefix(name, "_")
			}
			return name, false
		}
	}
	f := m.get(t, wThreadFrame).payload()
	if t == m.current && f == 0 {
		f = m.fr
	}
	for ; f != 0 && m.kindAt(f) == kFrame; f = m.frameParent(f) {
		if c := m.frameCode(f); !c.lib {
			name = c.QualName
		}
	}
	if name == "" {
		name = strings.ToLower(m.typeName(o))
	}
	return m.simpleName(name), false
}

// simpleName is a qualified name without the functions around it.
func (m *machine) simpleName(name string) string {
	if i := strings.LastIndex(name, "<locals>."); i >= 0 {
		name = name[i+len("<locals>."):]
	}
	return name
}

// place is the line of the innermost frame of the program's own code from f on.
func (m *machine) place(f int) Stop {
	for ; f != 0 && m.kindAt(f) == kFrame; f = m.frameParent(f) {
		if c := m.frameCode(f); !c.lib {
			return m.stopAt(c, int(m.framePos(f).Line))
		}
	}
	return Stop{}
}

func (m *machine) stopAt(c *code, line int) Stop {
	s := Stop{Line: line}
	if c.Module != 0 && c.file != nil {
		s.File = c.file.Name
	}
	return s
}

// passing notes that the running thread comes to a point.
func (r *recorder) passing(m *machine, a access, c *code, pc int) {
	if r.mute || c.decided(pc) {
		return
	}
	s := m.stopAt(c, int(c.Pos[pc].Start.Line))
	s.Op, s.Name = a.op, a.name
	if r.passed == nil {
		r.passed = map[Stop]int{}
	}
	r.passed[s]++
	if a.op == "call" {
		r.called = a.name
	}
}

// decided reports whether the instruction at pc takes the truth of what the one
// before it has found true or false: the interpreter does both at once.
func (c *code) decided(pc int) bool {
	before := pc - 1
	for before >= 0 && c.ins[before].Op == STEP {
		before--
	}
	truth := func(in Instr) bool { return in.Op == UNARY && UnaryOp(in.A) == Not }
	switch in := c.ins[pc]; {
	case before < 0:
		return false
	case truth(in), in.Op == JF, in.Op == JT, in.Op == JFKEEP, in.Op == JTKEEP:
		return c.ins[before].Op == COMPARE || truth(c.ins[before])
	}
	return false
}

// passingInside notes that the running thread comes to an operation inside a
// library function, where these are told one by one: of the pools of threads, of
// the queues that a program looks into, and of stacks of contexts.
func (m *machine) passingInside(op int) {
	r := m.trace
	if r == nil || r.mute || op == opForeign {
		return
	}
	s := m.place(m.fr)
	s.Op, s.Name = "call", m.publicCall(m.fr, threadOps[op], r.called)
	if s.Name == r.called || s.Line == 0 {
		return // it is noted where the program calls it
	}
	for f := m.fr; f != 0 && m.kindAt(f) == kFrame && m.frameCode(f).lib; f = m.frameParent(f) {
		if name := m.prog.src.Modules[m.frameCode(f).Module].Name; name == "concurrent.futures" || name == "queue" || name == "contextlib" {
			if r.passed == nil {
				r.passed = map[Stop]int{}
			}
			r.passed[s]++
			return
		}
	}
}

// passingForeign notes that the running thread comes to a call that the library makes
// for the program.
func (m *machine) passingForeign(fn Value) {
	if r := m.trace; r != nil && !r.mute {
		s := m.place(m.fr)
		s.Op, s.Name = "call", m.callee(fn)
		if r.passed == nil {
			r.passed = map[Stop]int{}
		}
		r.passed[s]++
	}
}

// endTurn records what the step was in the terms of threads.
func (m *machine) endTurn(rs *RunStep, a action) {
	if !m.prog.threaded {
		return
	}
	t, how := a.handle, way(a.index)
	if a.kind == actStart {
		t = m.a[m.frozen+rMainThread]
	} else if m.current != 0 {
		t = m.current // it may have been moved
	}
	rs.Turn = &Turn{Thread: m.threadNumber(t), How: wayNames[how], Of: m.trace.possible, Born: m.trace.born}
	m.trace.possible = 0
	if m.trace.ended == nil { // no thread was born
		m.endedTurn(t)
	}
	rs.Turn.Until = *m.trace.ended
	m.trace.passed, m.trace.born, m.trace.ended = nil, nil, nil
}

// endedTurn notes where the thread of the step stands.
func (m *machine) endedTurn(t Value) {
	s := m.standing(t)
	m.trace.ended = &s
	m.dropLine(m.trace.step, s)
}

// bornTurn is called before a thread that is born runs for the first time, endBorn
// behind that.
func (m *machine) bornTurn() {
	if m.trace.ended == nil {
		m.endedTurn(m.actorMoved)
	}
	m.trace.passed = nil
}

func (m *machine) endBorn() {
	s := m.standing(m.current)
	m.trace.born = append(m.trace.born, Turn{Thread: m.threadNumber(m.current), How: wayNames[wayRun], Until: s})
	m.dropLine(m.trace.step, s)
}

// standing is where a thread stands.
func (m *machine) standing(t Value) Stop {
	r := m.trace
	f := m.get(t, wThreadFrame).payload()
	op := m.threadOp(t)
	switch {
	case m.threadFlag(t, threadEnded):
		return Stop{Op: "ended"}
	case op == threadOps[opEnd]:
		return Stop{Op: "end"}
	case op == threadOps[opAccess] && f != 0:
		c := m.frameCode(f)
		a := m.accessAt(f, c, m.framePC(f), f+wLocals+len(c.Locals)+m.frameSP(f))
		s := m.stopAt(c, int(m.framePos(f).Line))
		s.Op, s.Name = a.op, a.name
		s.Skip = r.passed[s] - 1 // the last of them is this one
		s.Skip = max(s.Skip, 0)
		return s
	}
	s := m.place(f)
	s.Op, s.Name = "call", m.publicCall(f, op, r.called)
	if op == threadOps[opForeign] {
		s.Name = m.callee(m.get(t, wThreadObj))
	}
	if op == threadOps[opWaiting] || op == threadOps[opGateWaiting] {
		s.Op = "blocked"
		return s
	}
	s.Skip = max(r.passed[s]-1, 0)
	return s
}

// traceLine records the line in which a thread is about to go on.
func (m *machine) traceLine(f int) {
	for ; f != 0 && m.kindAt(f) == kFrame; f = m.frameParent(f) {
		if c := m.frameCode(f); !c.lib {
			pc := m.framePC(f)
			if pc > 0 && !m.frameWaiting(f) {
				pc--
			}
			m.traceInstr(f, c, pc, 0)
			return
		}
	}
}

// dropLine takes back the record of the last line if the thread has only begun
// it: it belongs to the next turn. A step that is in one line all the time keeps it.
func (m *machine) dropLine(rs *RunStep, s Stop) {
	if n := len(rs.Events); n > 1 && s.Line > 0 {
		if e := rs.Events[n-1]; e.Kind == EvLine && int(e.Pos.Line) == s.Line {
			rs.Events = rs.Events[:n-1]
		}
	}
}

// publicCall is the name of the function that the program's own code has called
// and that has not come back. Pools of threads call public functions themselves:
// there it is the innermost one, as the real library has it; and where nothing of
// the program runs, it is the one that the thread's own function calls.
func (m *machine) publicCall(f int, op *threadOp, called string) string {
	outer, inner, private, below, pool := called, "", "", "", false
	for ; f != 0 && m.kindAt(f) == kFrame; f = m.frameParent(f) {
		c := m.frameCode(f)
		if !c.lib {
			if pool && inner != "" {
				return inner
			}
			return outer
		}
		switch m.prog.src.Modules[c.Module].Name {
		case "concurrent.futures":
			pool = true
		case "contextlib": // a stack enters and leaves many things in one call
			switch {
			case !generic(op) && below == "":
				return "stack." + op.name
			case below != "":
				return "stack." + cmp.Or(throughStack[below], below)
			}
		case "queue":
			if name := insideQueue[op.name]; m.prog.opensQueues && name != "" {
				return c.Name + "." + name
			}
		}
		below = c.Name
		if c.Name != "_calls" || outer == "" { // iter calls what the program has given it
			outer = c.Name
		}
		switch {
		case strings.HasPrefix(c.Name, "_") && private == "":
			private = c.Name
		case !strings.HasPrefix(c.Name, "_") && inner == "" && private == "":
			inner = c.Name
		}
	}
	switch {
	case !generic(op):
		return op.name
	case inner != "" && inner != "run":
		return inner
	case private != "" && private != "_bootstrap":
		return private
	}
	return "excepthook"
}

// generic reports whether an operation is one of a function of the library that is
// written in Python.
func generic(op *threadOp) bool { return op == threadOps[opVisible] || op == threadOps[opUntil] }

// throughStack are the methods that a stack of contexts calls, as what they do.
var throughStack = map[string]string{"__enter__": "acquire", "__exit__": "release"}

// insideQueue are the functions that queues call for what they do with their lock
// and their conditions.
var insideQueue = map[string]string{"acquire": "__enter__", "release": "__exit__", "wait": "wait", "notify": "notify"}

// turnLabel says what a turn is about.
func (m *machine) turnLabel(t Value, w way) string {
	name := m.actorName(t)
	switch w {
	case wayExpire:
		return fmt.Sprintf("%s: the time for its %s is over", name, m.threadOp(t).name)
	case waySpurious:
		return name + " wakes for no reason"
	}
	return "run " + name
}
