package model

// Generators, coroutines and async generators: how frames are resumed, suspend
// and end. Source: CPython 3.13 Objects/genobject.c, by behaviour.

// leave ends frame f with result v. If the frame was run from Go it gives what
// run returns, and back is true; otherwise m.fr goes on, perhaps with an
// exception pending.
func (m *machine) leave(f int, c *code, v Value) (out Value, st runStatus, back bool) {
	mode, parent := m.frameMode(f), m.frameParent(f)
	m.frames--
	m.fr = parent
	if c.role != noRole {
		m.returns(f, c)
	}
	if c.flavour != plain {
		m.finishFrame(f)
	}
	switch mode {
	case modeNative:
		return v, rsReturn, true
	case modePush:
		m.push(parent, v)
	case modeDrop:
	case modeInit:
		if v != None {
			m.raise(tTypeError, "__init__() should return None, not '%s'", m.typeName(v))
			return
		}
		m.push(parent, m.a[f+wAux])
	case modeClass:
		if cls := m.makeClass(m.a[f+wAux], m.a[f+wLocals], v); cls != 0 {
			m.push(parent, cls)
		}
	case modeFor:
		// The loop is over: go to the FORITER's target with the iterator popped.
		pc := m.framePC(parent)
		m.setFrameAt(parent, int(m.frameCode(parent).ins[pc-1].A), m.frameSP(parent)-1)
	case modeNext:
		m.exc = m.newException(tStopIteration.value())
		if v != None {
			m.set(m.exc, wArgs, m.tuple(v))
		}
	case modeClose:
		if m.cfg.Minor < 13 {
			v = None
		}
		m.push(parent, v)
	case modeAwait:
		m.finishAwait(parent, v)
	case modeANext:
		if m.anextClosing(*m.stackTop(parent)) {
			m.finishAwait(parent, None)
		} else {
			m.raise(tStopAsyncIteration, "")
		}
	}
	return
}

// leaveRaise ends frame f with the pending exception.
func (m *machine) leaveRaise(f int, c *code) (st runStatus, back bool) {
	mode, parent := m.frameMode(f), m.frameParent(f)
	m.frames--
	m.fr = parent
	if c.role != noRole {
		m.returns(f, c)
	}
	if m.prog.asyncGens {
		m.holdGens(f, c)
	}
	if c.flavour != plain {
		m.finishFrame(f)
		switch {
		case m.isInstance(m.exc, tStopIteration.value()):
			what := [...]string{generator: "generator", coroutine: "coroutine", asyncGen: "async generator"}[c.flavour]
			cause := m.exc
			m.exc = 0
			m.raise(tRuntimeError, "%s raised StopIteration", what)
			m.set(m.exc, wCause, cause)
		case c.flavour == asyncGen && m.isInstance(m.exc, tStopAsyncIteration.value()):
			cause := m.exc
			m.exc = 0
			m.raise(tRuntimeError, "async generator raised StopAsyncIteration")
			m.set(m.exc, wCause, cause)
		}
	}
	switch mode {
	case modeNative:
		return rsRaise, true
	case modeClose:
		if m.isInstance(m.exc, tGeneratorExit.value()) || m.isInstance(m.exc, tStopIteration.value()) {
			m.exc = 0
			m.push(parent, None)
		}
	case modeANext:
		if m.anextClosing(*m.stackTop(parent)) && m.isInstance(m.exc, tGeneratorExit.value()) {
			m.exc = 0
			m.finishAwait(parent, None)
		}
	}
	return
}

// holdGens notes that the pending exception keeps alive the async generators in
// the variables of frame f, which it leaves.
func (m *machine) holdGens(f int, c *code) {
	for i := range c.Locals {
		v := m.a[f+wLocals+i]
		if m.is(v, kCell) {
			v = m.get(v, 1)
		}
		if m.suspendedGen(v) {
			var held []Value
			if h := m.get(m.exc, wHeld); h != 0 {
				held = m.items(h)
			}
			m.set(m.exc, wHeld, m.tuple(append(append([]Value(nil), held...), v)...))
		}
	}
}

// suspendedGen reports whether v is an async generator that has begun and not
// ended.
func (m *machine) suspendedGen(v Value) bool {
	return m.is(v, kFrame) && m.frameCode(v.payload()).flavour == asyncGen && m.frameState(v.payload()) == fsSuspended
}

func (m *machine) finishFrame(f int) {
	if l := m.a[m.frozen+rAsyncGens]; l != 0 && m.frameCode(f).flavour == asyncGen {
		m.listRemoveRef(l, refValue(f))
		if m.listLen(l) == 0 {
			m.a[m.frozen+rAsyncGens] = 0
		}
	}
	m.setFrameState(f, fsFinished)
	m.a[f+wParent], m.a[f+wAux] = 0, 0
	clear(m.a[f+wLocals : f+m.sizeAt(f)])
	m.setFrameAt(f, 0, 0)
}

// finishAwait gives the awaiting frame f its result and moves it on.
func (m *machine) finishAwait(f int, v Value) {
	*m.stackTop(f) = v
	m.setFrameAt(f, m.framePC(f)+1, m.frameSP(f))
}

// yield suspends the chain of frames whose leaf is f, with the value v. If it
// is an async generator's own yield, it goes to the frame that awaits the
// generator's next item; otherwise it goes to whoever drives the chain.
func (m *machine) yield(f int, v Value, asyncYield bool) (out Value, st runStatus, back bool) {
	if asyncYield && m.frameMode(f) == modeANext {
		parent := m.frameParent(f)
		m.frames--
		m.setFrameState(f, fsSuspended)
		m.a[f+wParent], m.a[f+wAux] = 0, 0
		m.fr = parent
		if m.anextClosing(*m.stackTop(parent)) {
			m.raise(tRuntimeError, "async generator ignored GeneratorExit")
			return
		}
		m.finishAwait(parent, v)
		return
	}
	root := f
	for {
		mode := m.frameMode(root)
		if mode != modeAwait && mode != modeANext {
			break
		}
		m.frames--
		root = m.frameParent(root)
	}
	if root != f {
		m.a[root+wAux] = refValue(f)
	} else {
		m.a[root+wAux] = 0
	}
	m.frames--
	m.setFrameState(root, fsSuspended)
	parent := m.frameParent(root)
	m.a[root+wParent] = 0
	m.fr = parent
	switch m.frameMode(root) {
	case modeFor, modeNext:
		m.push(parent, v)
		return
	case modeClose:
		m.raise(tRuntimeError, "generator ignored GeneratorExit")
		return
	}
	return v, rsYield, true
}

// resumeFrame runs the generator-like frame g on, from parent (0 if from Go):
// sent is what its yield returns; if exc is not 0 it is raised there instead.
// It only prepares: m.fr is the frame to run, or an exception is pending. If
// the chain suspends again at once, back says whether that goes to Go.
func (m *machine) resumeFrame(g, parent int, mode frameMode, sent, exc Value) (out Value, st runStatus, back bool) {
	state := m.frameState(g)
	leaf := g
	if x := m.a[g+wAux]; x != 0 {
		leaf = x.payload()
		for r := leaf; r != g; r = m.frameParent(r) {
			m.frames++
		}
	}
	m.setFrameParent(g, parent)
	m.setFrameMode(g, mode)
	m.setFrameState(g, fsRunning)
	m.a[g+wAux] = 0
	m.frames++
	m.fr = leaf
	if m.frames > maxFrames {
		m.raise(tRecursionError, "maximum recursion depth exceeded")
		return
	}
	if state == fsCreated {
		m.exc = exc
		return
	}
	return m.deliver(leaf, sent, exc)
}

// deliver resumes the suspended frame f, the leaf of its chain.
func (m *machine) deliver(f int, sent, exc Value) (out Value, st runStatus, back bool) {
	c := m.frameCode(f)
	pc := m.framePC(f)
	if c.ins[pc].Op == YIELD {
		if exc != 0 {
			m.exc = exc
			return
		}
		sp := m.frameSP(f)
		m.a[f+wLocals+len(c.Locals)+sp] = sent
		m.setFrameAt(f, pc+1, sp+1)
		if m.trace != nil {
			m.trace.goesOn = f
		}
		return
	}
	top := *m.stackTop(f)
	switch m.kindOf(top) {
	case kFuture, kTask:
		if exc != 0 {
			m.exc = exc
			return
		}
		if !m.futDone(top) {
			m.raise(tRuntimeError, "await wasn't used with future")
			return
		}
		if m.futFlag(top, gatherScrambled) && m.dropsAwaited(f) {
			m.finishAwait(f, None)
			return
		}
		if v := m.futResult(top); v != 0 {
			m.finishAwait(f, v)
		}
		return
	case kNativeCoro:
		return m.stepNative(f, top, sent, exc)
	}
	if exc != 0 {
		m.exc = exc
		return
	}
	return m.stepIterator(f, top)
}

// stepIterator takes the next item of the iterator that f yields from.
func (m *machine) stepIterator(f int, it Value) (out Value, st runStatus, back bool) {
	m.fr = f
	v, ok := m.next(it)
	switch {
	case ok:
		return m.yield(f, v, false)
	case m.exc == 0:
		m.finishAwait(f, m.stopValue())
	}
	return
}

// stepNative runs the native coroutine on top of f's stack.
func (m *machine) stepNative(f int, co, sent, exc Value) (out Value, st runStatus, back bool) {
	m.fr = f
	v, cs := m.runNative(co, sent, exc)
	switch cs {
	case coDone:
		m.finishAwait(f, v)
	case coYield:
		return m.yield(f, v, false)
	}
	return
}

// await begins the AWAIT or YIELDFROM at which f waits, on the top of its stack.
func (m *machine) await(f int, isAwait bool) (out Value, st runStatus, back bool) {
	m.fr = f
	top := *m.stackTop(f)
	switch m.kindOf(top) {
	case kFuture, kTask:
		if m.futDone(top) {
			if v := m.futResult(top); v != 0 {
				m.finishAwait(f, v)
			}
			return
		}
		if m.futFlag(top, futBlocking) {
			m.raise(tRuntimeError, "await wasn't used with future")
			return
		}
		return m.yield(f, top, false)
	case kNativeCoro:
		switch m.coState(top) {
		case fsFinished:
			m.raise(tRuntimeError, "cannot reuse already awaited coroutine")
			return
		case fsRunning, fsSuspended:
			m.raise(tRuntimeError, "coroutine is being awaited already")
			return
		}
		return m.stepNative(f, top, None, 0)
	case kFrame:
		g := top.payload()
		switch fl := m.frameCode(g).flavour; {
		case fl == coroutine:
			switch m.frameState(g) {
			case fsFinished:
				m.raise(tRuntimeError, "cannot reuse already awaited coroutine")
				return
			case fsRunning, fsSuspended:
				m.raise(tRuntimeError, "coroutine is being awaited already")
				return
			}
			return m.resumeFrame(g, f, modeAwait, None, 0)
		case fl == generator && !isAwait:
			if m.frameState(g) == fsFinished {
				m.finishAwait(f, None)
				return
			}
			if m.frameState(g) == fsRunning {
				m.raise(tValueError, "generator already executing")
				return
			}
			return m.resumeFrame(g, f, modeAwait, None, 0)
		}
	case kANext:
		return m.startANext(f, top)
	}
	if !isAwait {
		it := m.iter(top)
		if it == 0 {
			return
		}
		*m.stackTop(f) = it
		if m.is(it, kFrame) && it != top {
			return m.await(f, false)
		}
		return m.stepIterator(f, it)
	}
	fn := m.lookupSpecial(top, "__await__")
	if fn == 0 {
		if m.exc == 0 {
			m.raise(tTypeError, "object %s can't be used in 'await' expression", m.typeName(top))
		}
		return
	}
	it := m.call(fn)
	if it == 0 {
		return
	}
	if m.kindOf(it) == kTuple || m.kindOf(it) == kList || !it.isRef() {
		m.raise(tTypeError, "__await__() returned non-iterator of type '%s'", m.typeName(it))
		return
	}
	*m.stackTop(f) = it
	return m.await(f, false)
}

// drive runs a coroutine or generator from Go until it yields, returns or
// raises: what send and throw do. sent is None at the start.
func (m *machine) drive(co, sent, exc Value) (Value, runStatus) {
	if m.is(co, kNativeCoro) {
		v, cs := m.runNative(co, sent, exc)
		return v, [...]runStatus{coDone: rsReturn, coYield: rsYield, coRaise: rsRaise}[cs]
	}
	g := co.payload()
	saved, frames := m.fr, m.frames
	if r := m.trace; r != nil && m.frameCode(g).flavour == generator {
		inside := m.framesTo(saved)
		r.outer += inside
		defer func() { r.outer -= inside }()
	}
	m.depth++ // it may call from Go, over what is held here
	v, st, back := m.resumeFrame(g, 0, modeNative, sent, exc)
	m.depth--
	if !back {
		v, st = m.run()
	}
	m.fr, m.frames = saved, frames
	return v, st
}

// Async generators: anext, asend, athrow and aclose give a kANext object,
// [agen, mode, value, state]; awaiting it runs the generator.

const (
	anextSend = iota
	anextThrow
	anextClose
)

func (m *machine) newANext(agen Value, mode int, v Value) Value {
	o := m.alloc(kANext, 5)
	m.a[o+1], m.a[o+2], m.a[o+3], m.a[o+4] = agen, rawInt(int64(mode)), v, rawInt(0)
	return refValue(o)
}

func (m *machine) anextClosing(o Value) bool {
	return m.is(o, kANext) && m.get(o, 2).int() == anextClose
}

func (m *machine) startANext(f int, o Value) (out Value, st runStatus, back bool) {
	if m.get(o, 4).int() != 0 {
		m.raise(tRuntimeError, "cannot reuse already awaited __anext__()/asend()")
		return
	}
	m.set(o, 4, rawInt(1))
	agen, mode, v := m.get(o, 1), m.get(o, 2).int(), m.get(o, 3)
	g := agen.payload()
	switch m.frameState(g) {
	case fsFinished:
		switch mode {
		case anextClose:
			m.finishAwait(f, None)
		case anextThrow:
			m.raiseValue(v, 0)
		default:
			m.raise(tStopAsyncIteration, "")
		}
		return
	case fsRunning:
		m.raise(tRuntimeError, "anext(): asynchronous generator is already running")
		return
	case fsCreated:
		switch mode {
		case anextClose:
			m.finishFrame(g)
			m.finishAwait(f, None)
			return
		case anextThrow:
			m.finishFrame(g)
			m.raiseValue(v, 0)
			return
		}
		if v != None && v != 0 {
			m.raise(tTypeError, "can't send non-None value to a just-started async generator")
			return
		}
		if m.a[m.frozen+rAsyncGens] == 0 {
			m.a[m.frozen+rAsyncGens] = m.newPool(false)
		}
		m.note(agen)
		m.listAppend(m.a[m.frozen+rAsyncGens], agen)
	}
	exc := Value(0)
	switch mode {
	case anextThrow:
		m.raiseValue(v, 0)
		exc, m.exc = m.exc, 0
	case anextClose:
		exc = m.newException(tGeneratorExit.value())
	}
	if v == 0 {
		v = None
	}
	return m.resumeFrame(g, f, modeANext, v, exc)
}

func (m *machine) aiter(x Value) Value {
	if m.is(x, kFrame) && m.frameCode(x.payload()).flavour == asyncGen {
		return x
	}
	fn := m.lookupSpecial(x, "__aiter__")
	if fn == 0 {
		if m.exc == 0 {
			m.raise(tTypeError, "'async for' requires an object with __aiter__ method, got %s", m.typeName(x))
		}
		return 0
	}
	return m.call(fn)
}

func (m *machine) anext(x Value) Value {
	if m.is(x, kFrame) && m.frameCode(x.payload()).flavour == asyncGen {
		return m.newANext(x, anextSend, None)
	}
	fn := m.lookupSpecial(x, "__anext__")
	if fn == 0 {
		if m.exc == 0 {
			m.raise(tTypeError, "'async for' requires an iterator with __anext__ method, got %s", m.typeName(x))
		}
		return 0
	}
	return m.call(fn)
}

// Native coroutines: [fn, pc, state, self, a, b, c, d]. The function runs on
// from its pc each time it is resumed.

type coStatus uint8

const (
	coDone  coStatus = iota // returned the value
	coYield                 // waits for the future, or yields None
	coRaise                 // raised machine.exc
)

type coroFunc func(m *machine, co Co, sent, exc Value) (Value, coStatus)

var coroFuncs []struct {
	name string
	fn   coroFunc
}

// coro registers a native coroutine function and returns its number.
func coro(name string, fn coroFunc) int {
	coroFuncs = append(coroFuncs, struct {
		name string
		fn   coroFunc
	}{name, fn})
	return len(coroFuncs) - 1
}

// Co is a native coroutine object seen as its fields.
type Co struct {
	m *machine
	v Value
}

func (c Co) pc() int                { return int(c.m.get(c.v, 2).int()) }
func (c Co) setPC(n int)            { c.m.set(c.v, 2, rawInt(int64(n))) }
func (c Co) self() Value            { return c.m.get(c.v, 4) }
func (c Co) slot(i int) Value       { return c.m.get(c.v, 5+i) }
func (c Co) setSlot(i int, v Value) { c.m.set(c.v, 5+i, v) }

const coWords = 9

func (m *machine) newCo(fn int, self Value, slots ...Value) Value {
	o := m.alloc(kNativeCoro, coWords)
	m.a[o+1], m.a[o+2], m.a[o+3], m.a[o+4] = rawInt(int64(fn)), rawInt(0), rawInt(int64(fsCreated)), self
	copy(m.a[o+5:o+coWords], slots)
	return refValue(o)
}

func (m *machine) coState(co Value) frameState { return frameState(m.get(co, 3).int()) }

func (m *machine) runNative(co, sent, exc Value) (Value, coStatus) {
	if m.coState(co) == fsCreated && exc != 0 {
		m.finishCo(co)
		m.exc = exc
		return 0, coRaise
	}
	m.set(co, 3, rawInt(int64(fsRunning)))
	v, st := coroFuncs[m.get(co, 1).int()].fn(m, Co{m, co}, sent, exc)
	if st == coYield {
		m.set(co, 3, rawInt(int64(fsSuspended)))
	} else {
		m.finishCo(co)
	}
	return v, st
}

func (m *machine) finishCo(co Value) {
	off := co.payload()
	clear(m.a[off+4 : off+coWords])
	m.a[off+2] = rawInt(0)
	m.a[off+3] = rawInt(int64(fsFinished))
}
