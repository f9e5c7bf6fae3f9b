package model

import (
	"fmt"
	"sort"
	"strings"
)

// Expansion: which steps a state has, and what they lead to.

type system struct {
	*image
}

func newSystem(p *Program, cfg Config) System { return &system{newImage(p, cfg)} }

func (s *system) NewMachine() Machine {
	m := s.image.newMachine()
	if c := s.cfg.Cover; c != nil {
		return &coverMachine{m, c.add()}
	}
	return m
}

func (im *image) newMachine() *machine {
	m := new(machine)
	im.equip(m)
	return m
}

// equip makes m, which has at most memory, a machine of the image.
func (im *image) equip(m *machine) {
	m.prog, m.cfg = im, im.cfg
	m.atoms = &atomCache{table: im.atoms, strs: map[string]Value{}, floats: map[uint64]Value{}}
	if n := len(im.frozen) + smallArena; len(m.a) < n {
		m.a = make([]Value, n)
	}
	m.frozen = copy(m.a, im.frozen)
	m.globalsAt = m.frozen + rootWords
	m.top = m.frozen
}

// An action is what the scheduler may do next.
type action struct {
	kind   actionKind
	index  int   // of the handle in its pool
	handle Value // what runs or fires
}

type actionKind uint8

const (
	actStart actionKind = iota // the main thread begins
	actRun                     // fifo: the next ready handle, beginning an iteration if need be
	actReady                   // any: this ready handle
	actFire                    // this timer: joins the queue (fifo) or runs (any)
	actTurn                    // this thread goes on, in the way that index says
	actStop                    // nothing to run, but the loop has been told to stop
	actBegun                   // nothing: the program has been run up to here
)

// actions lists what may happen next in the decoded state.
func (m *machine) actions(buf []action) []action {
	r := m.frozen
	if m.a[r+rMainState].int() == mainNotStarted {
		return append(buf, action{kind: actStart})
	}
	if m.prog.threaded {
		return m.turns(buf)
	}
	loop := m.a[r+rLoop]
	if loop == 0 {
		return buf
	}
	ready := m.listItems(m.get(loop, wLoopReady))
	if len(ready) == 0 && m.get(loop, wLoopStopping) == True {
		return append(buf, action{kind: actStop})
	}
	if m.cfg.Schedule == FIFO {
		if len(ready) > 0 {
			buf = append(buf, action{kind: actRun, handle: ready[0]})
		}
		if m.get(loop, wLoopTodo).int() > 0 {
			return buf
		}
	} else {
		for i, h := range ready {
			buf = append(buf, action{kind: actReady, index: i, handle: h})
		}
	}
	for i, h := range m.listItems(m.get(loop, wLoopTimers)) {
		buf = append(buf, action{kind: actFire, index: i, handle: h})
	}
	return buf
}

// actor returns the task that an action moves, 0 if none.
func (m *machine) actor(a action) Value {
	if a.handle == 0 || a.kind == actFire && m.cfg.Schedule == FIFO {
		return 0
	}
	if a.kind == actTurn {
		return a.handle
	}
	switch m.get(a.handle, wHandleType).int() {
	case hStep, hFuture:
		if t := m.get(a.handle, wHandleA); m.is(t, kTask) {
			return t
		}
	}
	return 0
}

// startStep prepares for a step with the given data choices.
func (m *machine) startStep(script []int) {
	m.script = script
	m.chosen = m.chosen[:0]
	m.gcAt = m.top + gcWords
	if m.cfg.plain.collectMuch {
		m.gcAt = 0
	}
	m.actorMoved = 0
	m.watched = m.watched[:0]
	m.before, m.moved = m.top-m.frozen, nil
	m.found = nil
	m.passed, m.passedBy = m.passed[:0], 0
	m.minding, m.awaiting, m.undisturbed, m.through = false, false, false, 0
	m.begun, m.finishing = false, false
	m.beginFollow()
	m.nextAction()
}

// nextAction prepares for an action, the first of a step or a further one.
func (m *machine) nextAction() {
	m.budget = maxInstrs
	m.fr, m.exc, m.stop, m.frames, m.depth, m.current, m.clock = 0, 0, 0, 0, 0, 0, 0
	m.blocked, m.reaping, m.movable, m.born = false, false, false, 0
	m.args = m.args[:0]
}

// perform does an action in the decoded state.
func (m *machine) perform(a action) {
	r := m.frozen
	switch a.kind {
	case actStart:
		m.startMain()
		return
	case actTurn:
		m.turn(a.handle, way(a.index))
		return
	case actBegun:
		m.begun = true
		m.forgetNames()
		return
	}
	loop := m.a[r+rLoop]
	ok := true
	switch a.kind {
	case actRun:
		ready := m.get(loop, wLoopReady)
		todo := m.get(loop, wLoopTodo).int()
		if todo == 0 {
			todo = int64(m.listLen(ready))
		}
		h := m.listItems(ready)[0]
		m.listDelete(ready, 0, 1)
		m.set(loop, wLoopTodo, rawInt(todo-1))
		ok = m.runHandle(h)
	case actReady:
		ready := m.get(loop, wLoopReady)
		h := m.listItems(ready)[a.index]
		m.listDelete(ready, a.index, a.index+1)
		ok = m.runHandle(h)
	case actFire:
		timers := m.get(loop, wLoopTimers)
		h := m.listItems(timers)[a.index]
		m.listDelete(timers, a.index, a.index+1)
		m.event(EvTimer, 0, 0, 0, m.handleLabel(h))
		m.fire(h)
		if m.cfg.Schedule == FIFO {
			m.listAppend(m.get(loop, wLoopReady), h)
			return
		}
		ok = m.runHandle(h)
	}
	loop = m.a[r+rLoop] // it may have been moved
	if !ok {
		m.stopLoop(loop, m.exc)
		return
	}
	if m.get(loop, wLoopStopping) == True && m.get(loop, wLoopTodo).int() == 0 {
		m.stopLoop(loop, 0)
	}
}

// startMain runs the main thread from the beginning of the program.
func (m *machine) startMain() {
	f := m.newFrame(m.prog.codes[m.prog.src.Modules[0].Code])
	m.setFrameMode(f, modeNative)
	m.fr = f
	m.frames = 1
	if m.prog.threaded {
		m.current = m.a[m.frozen+rMainThread]
		m.a[m.frozen+rMainState] = rawInt(mainBlocked)
		m.beginTurn()
		m.runThread()
		m.bear()
		return
	}
	m.runMain()
}

// stopLoop ends run_forever and lets the main thread go on; exc, if not 0, is
// raised there.
func (m *machine) stopLoop(loop, exc Value) {
	r := m.frozen
	m.set(loop, wLoopStopping, False)
	m.set(loop, wLoopTodo, rawInt(0))
	m.a[r+rLoop] = 0
	m.current, m.clock = 0, m.a[r+rMainClock]
	m.fr = m.a[r+rMain].payload()
	for f := m.fr; f != 0; f = m.frameParent(f) {
		m.frames++
	}
	m.exc = exc
	if exc == 0 {
		m.push(m.fr, None)
	}
	if m.trace != nil {
		m.goesOn(m.fr)
	}
	m.runMain()
}

// runMain runs m.fr, the main thread, until it waits or ends.
func (m *machine) runMain() {
	r := m.frozen
	m.movable = true
	_, st := m.run()
	m.movable = false
	if m.prog.usesClock && m.clock != 0 {
		m.a[r+rMainClock] = m.clock
	}
	switch st {
	case rsBlock:
		m.a[r+rMain] = refValue(m.fr)
		m.a[r+rMainState] = rawInt(mainBlocked)
	case rsRaise:
		m.a[r+rMain] = 0
		m.a[r+rMainState] = rawInt(mainRaised)
		m.a[r+rMainExc] = m.exc
		m.exc = 0
	default:
		m.a[r+rMain] = 0
		m.a[r+rMainState] = rawInt(mainEnded)
	}
}

// Expand implements Machine.
func (m *machine) Expand(s State, yield func(*Successor) bool) (*End, error) {
	if m.prog.broken != nil {
		return nil, m.prog.broken
	}
	var actions []action
	var end *End
	if len(s) == 0 {
		if s = m.prog.base; m.prog.started {
			actions = append(m.actionBuf[:0], action{kind: actBegun})
		}
	}
	if actions == nil {
		err := m.try(func() {
			m.roomy(func() {
				m.decodeState(s)
				if actions = m.actions(m.actionBuf[:0]); len(actions) == 0 {
					end = m.end()
				}
			})
		})
		if end != nil || err != nil {
			return end, err
		}
	}
	m.actionBuf = actions
	ahead := 0
	if m.parts.begin = m.parts.begin[:0]; actions[0].kind == actTurn {
		ahead = m.aheadFirst(actions)
	}
	m.actors = m.actors[:0]
	for _, a := range actions {
		m.actors = append(m.actors, m.objectNumber(m.actor(a)))
	}
	var firstErr error
	step := Step(0)
	for i, a := range actions {
		if m.following() && !m.follow.Plain && m.actors[i] != m.follow.Thread {
			continue
		}
		for script := []int(nil); ; {
			suc := &m.successor
			*suc = Successor{Step: step, Actor: m.actors[i], ActorAfter: -1}
			step++
			err := m.try(func() { m.step(s, a, script, suc) })
			script = nextScript(script, m.chosen)
			suc.Enough = i == ahead-1 && script == nil && firstErr == nil
			switch {
			case err == nil:
				if !yield(suc) {
					return nil, firstErr
				}
			case firstErr == nil:
				firstErr = err
			}
			if script == nil {
				break
			}
		}
	}
	return nil, firstErr
}

// objectNumber is the number of an object in the state that was read last, -1
// if it is none of its objects.
func (m *machine) objectNumber(v Value) int32 {
	if !v.isRef() || v.payload() < m.frozen {
		return -1
	}
	return int32(v.payload() - m.frozen)
}

// step does an action in state s, with the given data choices. The action is one
// of those that were listed when s had been decoded.
func (m *machine) step(s State, a action, script []int, suc *Successor) {
	m.roomy(func() {
		m.decodeState(s)
		m.beginParts()
		m.startStep(script)
		m.actorMoved = m.actor(a)
		m.movable = true
		m.perform(a)
		m.movable = false
		m.goOn()
		if m.following() {
			m.beforeEnd()
		}
		m.finishStep(suc, m.actorMoved)
		if m.following() {
			m.endFollow(suc)
		}
	})
}

// nextScript returns the data choices to take next, in depth-first order, nil
// when all have been taken.
func nextScript(script []int, chosen []Choice) []int {
	for i := len(chosen) - 1; i >= 0; i-- {
		if chosen[i].I+1 < chosen[i].N {
			next := make([]int, i+1)
			for j := range i {
				next[j] = chosen[j].I
			}
			next[i] = chosen[i].I + 1
			return next
		}
	}
	return nil
}

// try runs f and returns the limit or refusal that ended it.
func (m *machine) try(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			p, ok := r.(limitPanic)
			if !ok {
				panic(r)
			}
			err = p.err
		}
	}()
	f()
	return nil
}

// check adds the findings about the state that the machine is in.
func (m *machine) check() {
	m.found = append(m.found, m.checkInvariants()...)
	if !m.following() || !m.follow.Trial {
		m.found = append(m.found, m.races()...)
	}
}

// finishStep checks the invariants in the new state and encodes it.
func (m *machine) finishStep(suc *Successor, actor Value) {
	m.check()
	suc.Findings, suc.Passed = m.found, m.passedBy
	m.awaitAll()
	m.gatherAll()
	m.awaitInTurn()
	m.seekPlaces()
	m.dropped = m.dropped[:0]
	m.finishing = true
	suc.State = m.encodeState(false)
	if m.closeDropped() {
		suc.State = m.encodeState(false)
	}
	m.finishing = false
	if m.cfg.Watch {
		m.settleEvents(suc)
	}
	if actor != 0 {
		if n := m.codec.number(m, actor.payload()); n != 0 {
			suc.ActorAfter = int32(n) - 1
		}
	}
}

// checkHooks evaluates invariant_ or finally_ functions in the current state
// and leaves the state as it was.
func (m *machine) checkHooks(hooks []hook, property string) []Finding {
	var found []Finding
	if len(hooks) == 0 {
		return nil
	}
	m.saved = append(m.saved[:0], m.a[m.frozen:m.top]...)
	chosen, script, tr, watch, quiet := m.chosen, m.script, m.trace, m.watch, m.quiet
	m.trace, m.watch, m.quiet = nil, false, true
	current, clock := m.current, m.clock
	defer func() { // though a hook be refused: its choices are not those of the step
		m.chosen, m.script, m.trace, m.watch, m.quiet = chosen, script, tr, watch, quiet
		m.current, m.clock = current, clock
	}()
	for _, h := range hooks {
		fn := m.a[m.prog.globals[h.global].at]
		if fn == 0 || !m.is(fn, kFunc) {
			continue
		}
		m.chosen, m.script = nil, nil
		m.exc, m.fr, m.frames, m.depth = 0, 0, 0, 0
		msg := ""
		err := m.try(func() {
			v := m.call(fn)
			switch {
			case v == 0:
				msg = fmt.Sprintf("%s raised %s", h.name, m.excLine(m.exc))
			case m.isCoroutine(v):
				m.unsupported("async-hook", h.name+" is an async function", "write it as a plain function")
			case !m.truth(v):
				msg = h.name + " is false"
				if m.exc != 0 {
					msg = fmt.Sprintf("%s raised %s", h.name, m.excLine(m.exc))
				}
			}
			if len(m.chosen) > 0 {
				panic(limitPanic{&UnsupportedError{Pos: h.pos, Code: "hook-choice",
					Msg: h.name + " makes a random choice or depends on the order of a set", Hint: "make it deterministic"}})
			}
		})
		m.exc = 0
		if err != nil {
			panic(limitPanic{err})
		}
		if msg != "" {
			found = append(found, Finding{Property: property, Name: h.name, Severity: Error, Pos: h.pos, Message: msg})
		}
		copy(m.a[m.frozen:], m.saved)
		m.top = m.frozen + len(m.saved)
	}
	return found
}

// end says how the execution ended in the decoded state.
func (m *machine) end() *End {
	m.startStep(nil)
	r := m.frozen
	e := &End{}
	e.Outcome.Globals = m.globalsJSON()
	state := m.a[r+rMainState].int()
	if m.prog.threaded && !m.over() {
		state = mainBlocked
	}
	switch state {
	case mainBlocked:
		e.Outcome.Status = "deadlock"
	case mainRaised:
		e.Outcome.Status = "exception:" + m.typeName(m.a[r+rMainExc])
	default:
		e.Outcome.Status = "ok"
	}
	for _, t := range m.listItems(m.a[r+rFailed]) {
		e.Outcome.TaskExceptions = append(e.Outcome.TaskExceptions, m.typeName(m.failure(t)))
	}
	for _, s := range m.listItems(m.a[r+rShutdown]) {
		e.Outcome.TaskExceptions = append(e.Outcome.TaskExceptions, m.text(s))
	}
	sort.Strings(e.Outcome.TaskExceptions)

	switch state {
	case mainBlocked:
		e.Findings = append(e.Findings, m.deadlock())
	case mainRaised:
		exc := m.a[r+rMainExc]
		if !m.isInstance(exc, tSystemExit.value()) {
			e.Findings = append(e.Findings, Finding{Property: "uncaught-exception", Name: m.typeName(exc), Severity: Error,
				Pos: m.excPlace(exc), File: m.excFile(exc), Message: "nobody caught " + m.excLine(exc)})
		}
	}
	for _, t := range m.listItems(m.a[r+rFailed]) {
		exc, what := m.failure(t), " ended a task, and nobody retrieved it"
		switch {
		case exc == t:
			what = " ended a thread"
		case m.get(t, wClass) == tGatheringFuture.value():
			what = " ended a gather, and nobody retrieved it"
		case !m.is(t, kTask):
			what = " was given to a future, and nobody retrieved it"
		}
		e.Findings = append(e.Findings, Finding{Property: "uncaught-exception", Name: m.typeName(exc), Severity: Error,
			Pos: m.excPlace(exc), File: m.excFile(exc), Message: m.excLine(exc) + what})
	}
	if err := m.try(func() {
		bad := m.checkHooks(m.prog.finals, "finally")
		for _, f := range bad {
			e.Outcome.Violated = append(e.Outcome.Violated, f.Name)
		}
		e.Findings = append(e.Findings, bad...)
	}); err != nil {
		e.Findings = append(e.Findings, Finding{Property: "finally", Severity: Error, Message: err.Error()})
	}
	return e
}

// failure is the exception that an item of rFailed is about: a future or task, or the
// exception of a thread.
func (m *machine) failure(x Value) Value {
	if m.is(x, kException) {
		return x
	}
	return m.get(x, wFutResult)
}

// deadlock is the finding for a state in which nothing can run although the
// main thread waits.
func (m *machine) deadlock() Finding {
	f := Finding{Property: "deadlock", Severity: Error}
	m.vague = true // one deadlock stands for others, and its run tells the names
	defer func() { m.vague = false }()
	var parts []string
	for _, b := range m.blockedTasks() {
		if !f.Pos.IsValid() {
			f.Pos, f.File = b.Pos, b.File
		}
		parts = append(parts, fmt.Sprintf("%s waits for %s", b.Actor, b.On))
	}
	f.Message = strings.Join(parts, "; ")
	if f.Message == "" && !m.prog.threaded {
		f.Message = "the event loop runs but nothing is left that could stop it"
	}
	return f
}
