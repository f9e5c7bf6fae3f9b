package model

// Primitives and their event loops. Up to 3.9 a primitive belongs to the loop
// that is current when it is made: one that is made before asyncio.run, which
// makes a new loop, works until somebody has to wait for it; the task is then
// told that it "got Future attached to a different loop". From 3.10 on it
// belongs to the loop in which somebody first waits for it, and waiting for it
// in another is a RuntimeError. Source: CPython asyncio/locks.py, queues.py,
// mixins.py, 3.8 to 3.13, by behaviour.
//
// The loop stands in the last word of a native primitive and in the attribute
// _loop of a queue. It is kept only where it makes a difference: never, from
// 3.10 on, if the program has one asyncio.run and nothing else that makes loops.

// loopOf is the loop that a primitive belongs to, 0 if none is noted.
func (m *machine) loopOf(obj Value) Value {
	if m.is(obj, kInstance) {
		if d := m.get(obj, wDict); d != 0 {
			return m.dictGet(d, m.str("_loop"))
		}
		return 0
	}
	return m.get(obj, instanceWords[m.kindOf(obj)]-1)
}

func (m *machine) setLoopOf(obj, loop Value) {
	if m.is(obj, kInstance) {
		m.setattrPlain(obj, m.get(obj, wClass), m.str("_loop"), loop)
		return
	}
	m.set(obj, instanceWords[m.kindOf(obj)]-1, loop)
}

// bindNew notes the loop of a new primitive. It reports false with the exception
// pending.
func (m *machine) bindNew(obj Value) bool {
	if m.cfg.Minor > 9 {
		return true
	}
	loop := m.a[m.frozen+rLoop]
	if loop != 0 {
		if m.prog.severalLoops {
			m.setLoopOf(obj, loop)
		}
		return true
	}
	switch loop = m.a[m.frozen+rSetLoop]; loop {
	case 0:
		if m.prog.loopClass < 0 {
			return true
		}
		if loop = m.call(m.a[m.prog.globals[m.prog.loopClass].at]); loop == 0 {
			return false
		}
		m.a[m.frozen+rSetLoop] = loop
	case None:
		m.raise(tRuntimeError, "There is no current event loop in thread 'MainThread'.")
		return false
	}
	m.setLoopOf(obj, loop)
	return true
}

// waiterFor makes a future to wait on a primitive with. It returns 0 with the
// exception pending if the primitive belongs to another loop.
func (m *machine) waiterFor(obj Value) Value {
	running := m.a[m.frozen+rLoop]
	loop := m.loopOf(obj)
	if m.cfg.Minor <= 9 {
		f := m.newFuture()
		if loop != 0 && loop != running {
			m.setFutFlag(f, futForeign, true)
		}
		return f
	}
	if m.prog.severalLoops {
		if loop == 0 {
			m.setLoopOf(obj, running)
		} else if loop != running {
			return m.raise(tRuntimeError, "%s is bound to a different event loop", m.reprText(obj))
		}
	}
	return m.newFuture()
}

// scanLoops finds out whether the program may have more than one event loop:
// whether it has anything but one asyncio.run, at module level and outside of
// loops, that makes a loop or runs one.
func (im *image) scanLoops() {
	all, simple := im.loopMakers()
	im.severalLoops = all != 1 || simple != 1
}

// loopMakers counts the places that make an event loop or run one, and those of
// them that are an asyncio.run at module level and outside of loops.
func (p *Program) loopMakers() (all, simple int) {
	runs := map[string]bool{
		"run": true, "Runner": true, "new_event_loop": true, "get_event_loop": true, "run_until_complete": true,
		"run_forever": true, "SelectorEventLoop": true, "EventLoop": true,
	}
	for _, c := range p.codes {
		if c.lib {
			continue
		}
		for pc, in := range c.ins {
			switch in.Op {
			case LOADATTR, LOADMETH, IMPORTFROM:
				if runs[p.src.Names[in.A]] {
					all++
				}
			case LOADG:
				if name := p.libraryGlobal(int(in.A)); runs[name] {
					all++
					if name == "run" && c.Flags&FlagModule != 0 && !c.inLoop(pc) {
						simple++
					}
				}
			}
		}
	}
	return all, simple
}

// libraryGlobal is the name of a global if it is one of a library module.
func (p *Program) libraryGlobal(n int) string {
	for _, mod := range p.src.Modules {
		if n < len(mod.Globals) {
			if !mod.Library {
				return ""
			}
			return p.src.Names[mod.Globals[n].Name]
		}
		n -= len(mod.Globals)
	}
	return ""
}

// inLoop reports whether the instruction at pc is inside a loop of the code.
func (c *code) inLoop(pc int) bool {
	for at := pc; at < len(c.ins); at++ {
		if in := c.ins[at]; jumps(in.Op) && int(in.A) <= pc {
			return true
		}
	}
	return false
}

func init() {
	def("asyncio._bind", "obj, /", func(m *machine, a []Value) Value {
		if !m.bindNew(a[0]) {
			return 0
		}
		return None
	})
	def("asyncio._new_waiter", "obj, /", func(m *machine, a []Value) Value { return m.waiterFor(a[0]) })
}
