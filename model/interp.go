package model

// The interpreter: one loop over the instructions of the running frame. Calls
// of program functions push frames; they do not use the Go stack.

// runStatus says why run came back.
type runStatus uint8

const (
	rsReturn runStatus = iota // the frame that was run returned the value
	rsRaise                   // it raised machine.exc
	rsYield                   // it (or what it awaits) yielded the value
	rsBlock                   // the main thread waits for the event loop, or a thread stops
)

// maxInstrs bounds one step; a step that runs longer is taken not to end.
const maxInstrs = 20_000_000

// maxFrames is the depth of calls at which RecursionError is raised.
const maxFrames = 950

// run executes m.fr until a frame of modeNative ends or yields.
func (m *machine) run() (Value, runStatus) {
	m.depth++
	defer func() { m.depth-- }()
	base := m.frames
	v, st := m.loop()
	m.frames = base
	return v, st
}

func (m *machine) loop() (Value, runStatus) {
	a := m.a
	var (
		f, pc, sp int // frame; next instruction; next free stack word
		lo        int // first local
		c         *code
		ins       []Instr
		result    Value      // of a call
		status    callStatus // and what became of it
	)
load:
	// Everything is in the frames here: the place to collect garbage.
	if m.budget--; m.budget < 0 || m.top > m.gcAt {
		m.overdue()
	}
	f = m.fr
	c = m.frameCode(f)
	ins = c.ins
	lo = f + wLocals
	pc = m.framePC(f)
	sp = lo + len(c.Locals) + m.frameSP(f)
	if m.exc != 0 {
		// An exception goes on in this frame, at the instruction it is busy with.
		if m.frameWaiting(f) {
			pc++
		}
		goto unwind
	}

run:
	for {
		in := ins[pc]
		if m.trace != nil && in.Op != STEP {
			m.traceInstr(f, c, pc, sp)
		}
		pc++
		switch in.Op {
		case NOP:
		case CONST:
			a[sp] = m.prog.consts[in.A]
			sp++
		case LOADL:
			v := a[lo+int(in.A)]
			if v == 0 {
				m.unboundLocal(c.Locals[in.A])
				goto except
			}
			a[sp] = v
			sp++
		case STOREL:
			sp--
			a[lo+int(in.A)] = a[sp]
		case DELL:
			if a[lo+int(in.A)] == 0 {
				m.unboundLocal(c.Locals[in.A])
				goto except
			}
			if m.prog.asyncGens {
				if m.reapSoon(lo+int(in.A), lo+int(in.A)+1); m.reaping {
					a[lo+int(in.A)] = 0
					m.setFrameAt(f, pc, sp-lo-len(c.Locals))
					goto load
				}
			}
			a[lo+int(in.A)] = 0
		case CLEARL:
			a[lo+int(in.A)] = 0
		case LOADC:
			v := a[a[lo+int(in.A)].payload()+1]
			if v == 0 {
				m.unboundCell(c, int(in.A))
				goto except
			}
			if m.watch {
				m.sharedRead(c.Locals[in.A], v)
			}
			a[sp] = v
			sp++
		case STOREC:
			sp--
			a[a[lo+int(in.A)].payload()+1] = a[sp]
			if m.watch {
				m.sharedWrite(c.Locals[in.A], a[sp])
			}
		case DELC:
			cell := a[lo+int(in.A)].payload()
			if a[cell+1] == 0 {
				m.unboundCell(c, int(in.A))
				goto except
			}
			a[cell+1] = 0
		case PUSHCELL:
			a[sp] = a[lo+int(in.A)]
			sp++
		case LOADG:
			v := a[m.prog.globals[in.A].at]
			if v == 0 {
				g := &m.prog.globals[in.A]
				if g.builtin == 0 {
					m.raise(tNameError, "name '%s' is not defined", g.name)
					goto except
				}
				v = g.builtin
			}
			if m.watch {
				m.sharedRead(m.prog.globals[in.A].name, v)
			}
			a[sp] = v
			sp++
		case STOREG:
			sp--
			a[m.prog.globals[in.A].at] = a[sp]
			if m.watch {
				m.sharedWrite(m.prog.globals[in.A].name, a[sp])
			}
		case DELG:
			at := m.prog.globals[in.A].at
			if a[at] == 0 {
				m.raise(tNameError, "name '%s' is not defined", m.prog.globals[in.A].name)
				goto except
			}
			a[at] = 0
		case LOADN:
			if v := m.nameGet(a[lo], m.prog.names[in.A]); v != 0 {
				a[sp] = v
				sp++
				pc++
			}
		case STOREN:
			sp--
			if m.hasAuto(a[sp]) {
				m.setFrameAt(f, pc, sp-lo-len(c.Locals))
				if !m.storeAuto(a[f+wAux], a[lo], m.prog.names[in.A], a[sp]) {
					goto except
				}
				continue
			}
			m.dictSet(a[lo], m.prog.names[in.A], a[sp])
		case DELN:
			if m.dictDel(a[lo], m.prog.names[in.A]) == 0 {
				m.raise(tNameError, "name '%s' is not defined", m.text(m.prog.names[in.A]))
				goto except
			}
		case ANNOTATE:
			sp--
			m.annotate(a[lo], m.prog.names[in.A], a[sp])
		case NAMEERROR:
			m.raise(tNameError, "name '%s' is not defined", m.text(m.prog.names[in.A]))
			goto except

		case POP:
			sp--
			if m.prog.asyncGens {
				if m.reapSoon(sp, sp+1); m.reaping {
					m.setFrameAt(f, pc, sp-lo-len(c.Locals))
					m.overdue()
					goto load
				}
			}
		case DUP:
			a[sp] = a[sp-1]
			sp++
		case DUP2:
			a[sp], a[sp+1] = a[sp-2], a[sp-1]
			sp += 2
		case SWAP:
			a[sp-1], a[sp-2] = a[sp-2], a[sp-1]
		case ROT3:
			a[sp-1], a[sp-2], a[sp-3] = a[sp-2], a[sp-3], a[sp-1]
		case ROT4:
			a[sp-1], a[sp-2], a[sp-3], a[sp-4] = a[sp-2], a[sp-3], a[sp-4], a[sp-1]
		case COPY:
			a[sp] = a[sp-int(in.A)]
			sp++

		case LOADATTR:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			v := m.getattr(a[sp-1], m.prog.names[in.A])
			if v == 0 {
				goto except
			}
			if m.watch {
				m.attrRead(a[sp-1], m.prog.names[in.A], v)
			}
			a[sp-1] = v
		case STOREATTR:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			if !m.setattr(a[sp-1], m.prog.names[in.A], a[sp-2]) {
				goto except
			}
			if m.watch {
				m.attrWrite(a[sp-1], m.prog.names[in.A], a[sp-2])
			}
			sp -= 2
		case DELATTR:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			sp--
			if !m.delattr(a[sp], m.prog.names[in.A]) {
				goto except
			}
		case LOADMETH:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			fn, self := m.getmethod(a[sp-1], m.prog.names[in.A])
			if fn == 0 {
				goto except
			}
			if self == 0 {
				a[sp-1], a[sp] = 0, fn
			} else {
				a[sp-1], a[sp] = fn, self
			}
			sp++
		case INDEX:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			v := m.getitem(a[sp-2], a[sp-1])
			if v == 0 {
				goto except
			}
			if m.watch {
				m.itemRead(a[sp-2], a[sp-1], v)
			}
			sp--
			a[sp-1] = v
		case STOREIDX:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			sp -= 3
			if !m.setitem(a[sp+1], a[sp+2], a[sp]) {
				goto except
			}
			if m.watch {
				m.itemWrite(a[sp+1], a[sp+2], a[sp])
			}
		case DELIDX:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			sp -= 2
			if !m.delitem(a[sp], a[sp+1]) {
				goto except
			}
		case SLICE:
			step := None
			if in.A == 3 {
				sp--
				step = a[sp]
			}
			sp--
			s := m.alloc(kSlice, 4)
			a[s+1], a[s+2], a[s+3] = a[sp-1], a[sp], step
			a[sp-1] = refValue(s)
		case SUPER:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			if a[sp] = m.superOf(a[lo+c.ClassSlot], a[lo+int(in.A)]); a[sp] == 0 {
				goto except
			}
			sp++

		case BINOP:
			x, y := a[sp-2], a[sp-1]
			if x.isInt() && y.isInt() {
				var n int64
				switch BinaryOp(in.A) {
				case Add:
					n = x.int() + y.int()
				case Sub:
					n = x.int() - y.int()
				default:
					goto slowBinop
				}
				if fitsInt(n) {
					sp--
					a[sp-1] = rawInt(n)
					continue
				}
			}
		slowBinop:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			v := m.binop(BinaryOp(in.A), x, y, in.B == 1)
			if v == 0 {
				goto except
			}
			sp--
			a[sp-1] = v
		case UNARY:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			v := m.unary(UnaryOp(in.A), a[sp-1])
			if v == 0 {
				goto except
			}
			a[sp-1] = v
		case COMPARE:
			x, y := a[sp-2], a[sp-1]
			var v Value
			if x.isInt() && y.isInt() && CompareOp(in.A) <= GtE {
				v = boolValue(compareSmall(CompareOp(in.A), x.int(), y.int()))
			} else {
				m.setFrameAt(f, pc, sp-lo-len(c.Locals))
				v = m.compareOp(CompareOp(in.A), x, y)
				if v == 0 {
					goto except
				}
			}
			sp--
			a[sp-1] = v

		case JUMP:
			if int(in.A) < pc {
				if m.budget--; m.budget < 0 || m.top > m.gcAt {
					m.setFrameAt(f, int(in.A), sp-lo-len(c.Locals))
					goto load
				}
			}
			pc = int(in.A)
		case JF, JT:
			v := a[sp-1]
			var b bool
			if v.isBool() {
				b = v == True
			} else {
				m.setFrameAt(f, pc, sp-lo-len(c.Locals))
				b = m.truth(v)
				if m.exc != 0 {
					goto except
				}
			}
			sp--
			if b == (in.Op == JT) {
				if int(in.A) < pc {
					if m.budget--; m.budget < 0 || m.top > m.gcAt {
						m.setFrameAt(f, int(in.A), sp-lo-len(c.Locals))
						goto load
					}
				}
				pc = int(in.A)
			}
		case JFKEEP, JTKEEP:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			b := m.truth(a[sp-1])
			if m.exc != 0 {
				goto except
			}
			if b == (in.Op == JTKEEP) {
				pc = int(in.A)
			} else {
				sp--
			}
		case JNONE:
			sp--
			if a[sp] == None {
				pc = int(in.A)
			}
		case JNOTNONE:
			sp--
			if a[sp] != None {
				pc = int(in.A)
			}

		case TUPLE:
			n := int(in.A)
			v := m.tuple(a[sp-n : sp]...)
			sp -= n
			a[sp] = v
			sp++
		case LIST:
			n := int(in.A)
			v := m.list(a[sp-n : sp]...)
			sp -= n
			a[sp] = v
			sp++
		case SET:
			n := int(in.A)
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			v := m.newSet(n)
			for i := range n {
				if !m.setAdd(v, a[sp-n+i]) {
					goto except
				}
			}
			sp -= n
			a[sp] = v
			sp++
		case DICT:
			n := int(in.A)
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			v := m.newDict(n)
			for i := range n {
				if !m.dictSet(v, a[sp-2*n+2*i], a[sp-2*n+2*i+1]) {
					goto except
				}
			}
			sp -= 2 * n
			a[sp] = v
			sp++
		case LISTAPPEND:
			sp--
			m.listAppend(a[sp-int(in.A)], a[sp])
		case SETADD:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			sp--
			if !m.setAdd(a[sp-int(in.A)], a[sp]) {
				goto except
			}
		case DICTADD:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			sp -= 2
			if !m.dictSet(a[sp-int(in.A)], a[sp], a[sp+1]) {
				goto except
			}
		case LISTEXTEND, SETUPDATE, DICTUPDATE, DICTMERGE:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			sp--
			t, x := a[sp-int(in.A)], a[sp]
			ok := m.extend(in.Op, t, x)
			if !ok {
				goto except
			}
		case LISTTUPLE:
			a[sp-1] = m.tuple(m.listItems(a[sp-1])...)
		case UNPACK:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			sp--
			items, ok := m.unpack(a[sp], int(in.A))
			if !ok {
				goto except
			}
			for i := len(items) - 1; i >= 0; i-- {
				a[sp] = items[i]
				sp++
			}
		case UNPACKEX:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			sp--
			items, ok := m.unpackStar(a[sp], int(in.A), int(in.B))
			if !ok {
				goto except
			}
			for i := len(items) - 1; i >= 0; i-- {
				a[sp] = items[i]
				sp++
			}
		case FORMAT:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			spec := Value(0)
			if in.A&4 != 0 {
				sp--
				spec = a[sp]
			}
			v := m.formatValue(a[sp-1], int(in.A&3), spec)
			if v == 0 {
				goto except
			}
			a[sp-1] = v
		case JOIN:
			n := int(in.A)
			s := ""
			for _, x := range a[sp-n : sp] {
				s += m.text(x)
			}
			sp -= n
			a[sp] = m.str(s)
			sp++

		case MKFUNC:
			sp = m.makeFunction(c, in, sp)
		case CALL, CALLKW, CALLM, CALLMKW:
			n := int(in.A)
			args := a[sp-n : sp]
			sp -= n
			var fn Value
			if in.Op == CALL || in.Op == CALLKW {
				sp--
				fn = a[sp]
			} else {
				sp -= 2
				if fn = a[sp]; fn == 0 {
					fn = a[sp+1]
				} else {
					args = a[sp+1 : sp+2+n]
				}
			}
			var names []Value
			var kw []Value
			if in.Op == CALLKW || in.Op == CALLMKW {
				names = m.items(m.prog.consts[in.B])
				k := len(args) - len(names)
				args, kw = args[:k], args[k:]
			}
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			result, status = m.invoke(fn, args, names, kw, modePush, 0)
			goto called
		case CALLEX:
			kwd := Value(0)
			if in.A == 1 {
				sp--
				kwd = a[sp]
			}
			sp -= 2
			args := m.items(a[sp+1])
			var names, kw []Value
			if kwd != 0 {
				m.dictEach(kwd, func(k, v Value) bool {
					names, kw = append(names, k), append(kw, v)
					return true
				})
			}
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			result, status = m.invoke(a[sp], args, names, kw, modePush, 0)
			goto called
		case RETURN:
			v := a[sp-1]
			if m.prog.asyncGens {
				m.reapSoon(lo, sp-1)
			}
			if out, st, back := m.leave(f, c, v); back {
				return out, st
			}
			goto load
		case BUILDCLASS:
			sp -= 3
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			if !m.enterClassBody(a[sp], m.prog.consts[in.A], a[sp+1], a[sp+2]) {
				goto except
			}
			goto load

		case GETITER:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			v := m.iter(a[sp-1])
			if v == 0 {
				goto except
			}
			a[sp-1] = v
		case FORITER:
			it := a[sp-1]
			if m.is(it, kFrame) {
				// A generator runs as a frame of its own. When it yields, the value is
				// pushed and this frame goes on behind the FORITER.
				g := it.payload()
				switch m.frameState(g) {
				case fsFinished:
					sp--
					pc = int(in.A)
					continue
				case fsRunning:
					m.raise(tValueError, "generator already executing")
					goto except
				}
				m.setFrameAt(f, pc, sp-lo-len(c.Locals))
				m.resumeFrame(g, f, modeFor, None, 0)
				goto load
			}
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			v, ok := m.next(it)
			if !ok {
				if m.exc != 0 {
					goto except
				}
				sp--
				pc = int(in.A)
				continue
			}
			a[sp] = v
			sp++

		case YIELD:
			v := a[sp-1]
			m.setFrameWaiting(f, pc-1, sp-1-lo-len(c.Locals))
			out, st, back := m.yield(f, v, c.flavour == asyncGen)
			if back {
				return out, st
			}
			goto load
		case YIELDFROM, AWAIT:
			m.setFrameWaiting(f, pc-1, sp-lo-len(c.Locals))
			if out, st, back := m.await(f, in.Op == AWAIT); back {
				return out, st
			}
			goto load
		case GETAITER:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			v := m.aiter(a[sp-1])
			if v == 0 {
				goto except
			}
			a[sp-1] = v
		case ANEXT:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			v := m.anext(a[sp-1])
			if v == 0 {
				goto except
			}
			a[sp] = v
			sp++
		case ENDASYNCFOR:
			sp--
			if !m.isInstance(a[sp], tStopAsyncIteration.value()) {
				m.exc = a[sp]
				goto except
			}
			sp--

		case BEFOREWITH, BEFOREAWITH:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			enter, exit := m.beforeWith(a[sp-1], in.Op == BEFOREAWITH)
			if enter == 0 {
				goto except
			}
			a[sp-1], a[sp] = exit, enter
			sp++
		case WITHEXC:
			exc := a[sp-1]
			a[sp], a[sp+1], a[sp+2] = m.classOf(exc), exc, aTraceback.value()
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			result, status = m.invoke(a[sp-2], a[sp:sp+3], nil, nil, modePush, 0)
			goto called

		case RAISE:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			switch in.A {
			case 0:
				if m.exc = m.handled(); m.exc != 0 {
					goto unwind
				}
				m.raise(tRuntimeError, "No active exception to reraise")
			case 1:
				m.raiseValue(a[sp-1], 0)
			default:
				m.raiseValue(a[sp-2], a[sp-1])
			}
			goto except
		case RERAISE:
			m.exc = a[sp-1]
			goto unwind
		case EXCMATCH:
			b, ok := m.excMatch(a[sp-2], a[sp-1])
			if !ok {
				goto except
			}
			a[sp-1] = boolValue(b)
		case EXCSPLIT:
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			match, rest, ok := m.excSplit(a[sp-2], a[sp-1])
			if !ok {
				goto except
			}
			a[sp-2], a[sp-1] = rest, match
		case EXCJOIN:
			sp--
			a[sp-1] = m.excJoin(a[sp-1], a[sp])
		case ASSERTERR:
			a[sp] = tAssertionError.value()
			sp++

		case IMPORT:
			v := m.importModule(m.prog.names[in.A])
			if v == 0 {
				goto except
			}
			a[sp] = v
			sp++
		case IMPORTFROM:
			v := m.getattr(a[sp-1], m.prog.names[in.A])
			if v == 0 {
				m.exc = 0
				m.raise(tImportError, "cannot import name '%s' from '%s'", m.text(m.prog.names[in.A]), m.moduleName(a[sp-1]))
				goto except
			}
			a[sp] = v
			sp++

		case MATCHSEQ:
			a[sp] = boolValue(m.isSequence(a[sp-1]))
			sp++
		case MATCHMAP:
			a[sp] = boolValue(m.is(a[sp-1], kDict))
			sp++
		case MATCHLEN:
			n, ok := m.length(a[sp-1])
			if !ok {
				goto except
			}
			a[sp] = rawInt(int64(n))
			sp++
		case MATCHKEYS:
			v := m.matchKeys(a[sp-2], a[sp-1])
			if v == 0 {
				goto except
			}
			a[sp] = v
			sp++
		case MATCHCLASS:
			sp -= 2
			m.setFrameAt(f, pc, sp-lo-len(c.Locals))
			v := m.matchClass(a[sp-1], a[sp], a[sp+1], int(in.A))
			if v == 0 {
				goto except
			}
			a[sp-1] = v
		case MATCHREST:
			sp--
			v := m.matchRest(a[sp-1], a[sp])
			if v == 0 {
				goto except
			}
			a[sp-1] = v
		case STEP:
			if m.stops(in.A, f, c, pc, sp) {
				m.setFrameAt(f, pc, sp-lo-len(c.Locals))
				return 0, rsBlock
			}
			if n := m.replaced(c, pc, sp); n >= 0 {
				sp -= n
				if !m.instead.again {
					pc++
				}
				m.setFrameAt(f, pc, sp-lo-len(c.Locals))
				result, status = m.replacement()
				goto called
			}
		default:
			m.bug("no such instruction: %d", in.Op)
		}
	}

called:
	switch status {
	case callDone:
		a[sp] = result
		sp++
		goto run
	case callPushed:
		goto load
	case callBlock:
		return 0, rsBlock
	}

except:
	if m.trace != nil {
		m.traceRaise(f, c, pc-1)
	}
unwind:
	if !c.lib && m.get(m.exc, wPlace) == 0 {
		m.set(m.exc, wPlace, placeOf(c, pc-1))
	}
	for _, h := range c.Handlers {
		if int(h.Start) <= pc-1 && pc-1 < int(h.End) {
			top := sp
			sp = lo + len(c.Locals) + int(h.Depth)
			if m.prog.asyncGens && top > sp {
				m.reapSoon(sp, top)
			}
			a[sp] = m.exc
			sp++
			m.exc = 0
			pc = int(h.Target)
			if m.reaping {
				m.setFrameAt(f, pc, sp-lo-len(c.Locals))
				goto load
			}
			goto run
		}
	}
	if m.prog.asyncGens {
		m.reapSoon(lo, sp)
	}
	if st, back := m.leaveRaise(f, c); back {
		return 0, st
	}
	goto load
}
