package model

import "strings"

// Calls.

type callStatus uint8

const (
	callDone   callStatus = iota // here is the result
	callRaise                    // machine.exc is pending
	callPushed                   // a frame was pushed: m.fr
	callBlock                    // the main thread waits: see machine.block
)

// invoke calls fn. Calls of program functions push a frame, whose result will
// be treated according to mode and aux; everything else is done at once.
func (m *machine) invoke(fn Value, args, names, kw []Value, mode frameMode, aux Value) (Value, callStatus) {
	base := len(m.args)
	v, st := m.dispatch(fn, args, names, kw, mode, aux)
	m.args = m.args[:base]
	return v, st
}

// argSpace returns n empty words for arguments, which the call that is being
// made may use until it returns.
func (m *machine) argSpace(n int) []Value {
	base := len(m.args)
	if base+n > cap(m.args) {
		// What calls further out hold of the old array stays as it is.
		m.args = make([]Value, base, 2*cap(m.args)+n+64)
	}
	m.args = m.args[:base+n]
	a := m.args[base : base+n : base+n]
	clear(a)
	return a
}

// prepend returns args with x before them, in argSpace.
func (m *machine) prepend(x Value, args []Value) []Value {
	a := m.argSpace(1 + len(args))
	a[0] = x
	copy(a[1:], args)
	return a
}

func (m *machine) dispatch(fn Value, args, names, kw []Value, mode frameMode, aux Value) (Value, callStatus) {
	for {
		switch fn.tag() {
		case tagConst:
			n := nativeOf(fn)
			switch n.kind {
			case nFunc:
				if n == typeCall && len(args) > 0 && m.is(args[0], kClass) {
					return m.instantiate(args[0], args[1:], names, kw, mode)
				}
				if mode == modePush && m.prog.threaded && len(args) > 0 && len(names) == 0 && m.isGenerator(args[0]) && m.generatorCall(n.name, args) {
					return m.replacement()
				}
				return m.callNative(n, args, names, kw)
			case nType:
				return m.instantiate(fn, args, names, kw, mode)
			}
		case tagRef:
			switch m.kindOf(fn) {
			case kFunc:
				return m.callFunc(fn, args, names, kw, mode, aux)
			case kMethod:
				args = m.prepend(m.get(fn, 2), args)
				fn = m.get(fn, 1)
				continue
			case kClass:
				if call := m.metaCall(fn); call != 0 {
					args = m.prepend(fn, args)
					fn = call
					continue
				}
				return m.instantiate(fn, args, names, kw, mode)
			case kPartial:
				args = append(append([]Value(nil), m.items(m.get(fn, 2))...), args...)
				var pn, pk []Value
				m.dictEach(m.get(fn, 3), func(k, v Value) bool {
					for _, x := range names {
						if x == k {
							return true
						}
					}
					pn, pk = append(pn, k), append(pk, v)
					return true
				})
				if len(pn) > 0 {
					names, kw = append(pn, names...), append(pk, kw...)
				}
				fn = m.get(fn, 1)
				continue
			}
		}
		call := m.lookupSpecial(fn, "__call__")
		if call == 0 {
			if m.exc == 0 {
				m.raise(tTypeError, "'%s' object is not callable", m.typeName(fn))
			}
			return 0, callRaise
		}
		fn = call
	}
}

func (m *machine) callNative(n *native, args, names, kw []Value) (Value, callStatus) {
	a, ok := m.bindNative(n, args, names, kw)
	if !ok {
		return 0, callRaise
	}
	m.passPlaces(n, a)
	v := n.fn(m, a)
	if v != 0 {
		return v, callDone
	}
	if m.blocked {
		m.blocked = false
		if m.depth > 1 {
			m.nestedWait("a function that a builtin calls back")
			return 0, callRaise
		}
		return 0, callBlock
	}
	if m.exc == 0 {
		m.bug("%s returned nothing", n.name)
	}
	return 0, callRaise
}

// callFunc pushes a frame for a program function, or makes the generator or
// coroutine object that calling it gives.
func (m *machine) callFunc(fn Value, args, names, kw []Value, mode frameMode, aux Value) (Value, callStatus) {
	c := m.prog.codes[m.get(fn, 1).int()]
	f := m.newFrame(c)
	if !m.bindArgs(f, c, fn, args, names, kw) {
		return 0, callRaise
	}
	if cl := m.get(fn, 4); cl != 0 {
		for i, cell := range m.items(cl) {
			m.a[f+wLocals+c.Free[i]] = cell
		}
	}
	for _, slot := range c.Cells {
		cell := m.alloc(kCell, 2)
		m.a[cell+1] = m.a[f+wLocals+slot]
		m.a[f+wLocals+slot] = refValue(cell)
	}
	if c.ClassSlot >= 0 {
		owner := m.get(fn, 5)
		if m.is(m.a[f+wLocals+c.ClassSlot], kCell) {
			m.set(m.a[f+wLocals+c.ClassSlot], 1, owner)
		} else {
			m.a[f+wLocals+c.ClassSlot] = owner
		}
	}
	if c.flavour != plain {
		if c.flavour == coroutine {
			m.coroMade(f)
		}
		return refValue(f), callDone
	}
	if m.frames++; m.frames > maxFrames {
		m.frames--
		m.raise(tRecursionError, "maximum recursion depth exceeded")
		return 0, callRaise
	}
	m.setFrameMode(f, mode)
	m.setFrameParent(f, m.fr)
	m.a[f+wAux] = aux
	m.fr = f
	if c.role >= notifyRole {
		m.calls(f, c)
	}
	return 0, callPushed
}

// bindArgs distributes the arguments over the parameters of c.
func (m *machine) bindArgs(f int, c *code, fn Value, args, names, kw []Value) bool {
	l := m.a[f+wLocals : f+wLocals+len(c.Locals)]
	if c.simple && len(names) == 0 && len(args) == c.Args {
		copy(l, args)
		return true
	}
	np := c.Args
	k := min(len(args), np)
	copy(l, args[:k])
	slot := c.Args + c.KwOnly
	if c.Flags&FlagVarArgs != 0 {
		l[slot] = m.tuple(args[k:]...)
		slot++
	}
	kwd := Value(0)
	if c.Flags&FlagVarKw != 0 {
		kwd = m.newDict(0)
		l[slot] = kwd
	}
	var posOnlyAsKw []string
next:
	for i, name := range names {
		for j := c.PosOnly; j < c.Args+c.KwOnly; j++ {
			if c.names[j] == name {
				if l[j] != 0 {
					m.raise(tTypeError, "%s() got multiple values for argument '%s'", m.errorName(fn), m.text(name))
					return false
				}
				l[j] = kw[i]
				continue next
			}
		}
		if kwd == 0 {
			for j := range c.PosOnly {
				if c.names[j] == name {
					posOnlyAsKw = append(posOnlyAsKw, m.text(name))
					continue next
				}
			}
			m.raise(tTypeError, "%s() got an unexpected keyword argument '%s'", m.errorName(fn), m.text(name))
			return false
		}
		m.dictSet(kwd, name, kw[i])
	}
	if posOnlyAsKw != nil {
		m.raise(tTypeError, "%s() got some positional-only arguments passed as keyword arguments: '%s'", m.errorName(fn), joinNames(posOnlyAsKw))
		return false
	}
	var defaults []Value
	if d := m.get(fn, 2); d != 0 {
		defaults = m.items(d)
	}
	if len(args) > np && c.Flags&FlagVarArgs == 0 {
		was := "were"
		if len(args) == 1 {
			was = "was"
		}
		plural := "s"
		takes := itoa(np)
		if len(defaults) > 0 {
			takes = "from " + itoa(np-len(defaults)) + " to " + itoa(np)
		} else if np == 1 {
			plural = ""
		}
		m.raise(tTypeError, "%s() takes %s positional argument%s but %d %s given", m.errorName(fn), takes, plural, len(args), was)
		return false
	}
	var missing []string
	for j := k; j < np; j++ {
		if l[j] == 0 {
			if d := j - (np - len(defaults)); d >= 0 {
				l[j] = defaults[d]
			} else {
				missing = append(missing, "'"+m.text(c.names[j])+"'")
			}
		}
	}
	if missing != nil {
		return m.missingArgs(fn, "positional", missing)
	}
	for j := np; j < np+c.KwOnly; j++ {
		if l[j] == 0 {
			if d := m.get(fn, 3); d != 0 {
				l[j] = m.nameGet(d, c.names[j])
			}
			if l[j] == 0 {
				missing = append(missing, "'"+m.text(c.names[j])+"'")
			}
		}
	}
	if missing != nil {
		return m.missingArgs(fn, "keyword-only", missing)
	}
	return true
}

func (m *machine) missingArgs(fn Value, what string, names []string) bool {
	return m.missing(m.funcName(fn), what, names)
}

// missing raises the TypeError for parameters without arguments; the names come
// quoted.
func (m *machine) missing(where, what string, names []string) bool {
	s := names[0]
	plural := ""
	if n := len(names); n > 1 {
		plural = "s"
		if n == 2 {
			s = names[0] + " and " + names[1]
		} else {
			s = joinNames(names[:n-1]) + ", and " + names[n-1]
		}
	}
	if m.cfg.Minor < 10 {
		where = where[strings.LastIndexByte(where, '.')+1:]
	}
	m.raise(tTypeError, "%s() missing %d required %s argument%s: %s", where, len(names), what, plural, s)
	return false
}

// sinceMinor is what a message says since CPython 3.minor, and what it said before.
func (m *machine) sinceMinor(minor int, now, before string) string {
	if m.cfg.Minor >= minor {
		return now
	}
	return before
}

// errorName is what errors about arguments call a function.
func (m *machine) errorName(fn Value) string {
	if m.cfg.Minor < 10 {
		return m.prog.codes[m.get(fn, 1).int()].Name
	}
	return m.funcName(fn)
}

// funcName is a function's qualified name.
func (m *machine) funcName(fn Value) string {
	if n := m.get(fn, 6); n != 0 {
		return m.text(n)
	}
	return m.prog.codes[m.get(fn, 1).int()].QualName
}

// call calls fn from Go and runs it to its end. It returns 0 with the
// exception pending if it raised.
func (m *machine) call(fn Value, args ...Value) Value { return m.callKw(fn, args, nil, nil) }

func (m *machine) callKw(fn Value, args, names, kw []Value) Value {
	saved, frames := m.fr, m.frames
	v, st := m.invoke(fn, args, names, kw, modeNative, 0)
	switch st {
	case callPushed:
		// instantiate pushes a frame of mode modeInit: let it return to Go too.
		var rs runStatus
		v, rs = m.run()
		m.fr, m.frames = saved, frames
		if rs == rsBlock {
			return m.nestedWait("a function that a builtin calls back")
		}
		if rs == rsRaise {
			return 0
		}
		return v
	case callBlock:
		m.fr = saved
		return m.nestedWait("a function that a builtin calls back")
	}
	m.fr, m.frames = saved, frames
	return v
}

// instantiate calls a class.
func (m *machine) instantiate(cls Value, args, names, kw []Value, mode frameMode) (Value, callStatus) {
	t := m.builtinBase(cls)
	if cls == tType.value() && len(args) == 1 {
		return m.classOf(args[0]), callDone
	}
	if cls.isRef() {
		if t == tType {
			m.unsupported("metaclass", "a class made by calling its metaclass is not modelled", "write a class statement")
		}
		if m.isEnum(cls) {
			return done(m.enumLookup(cls, args))
		}
		if m.get(cls, wClassFlags).int()&classAbstract != 0 {
			if !m.checkAbstract(cls) {
				return 0, callRaise
			}
		}
		if fn := m.classLookup(cls, m.prog.well.new); fn != 0 && (m.is(fn, kStatic) || m.is(fn, kFunc)) {
			if m.is(fn, kStatic) {
				fn = m.get(fn, 1)
			}
			obj := m.callKw(fn, m.prepend(cls, args), names, kw)
			if obj == 0 {
				return 0, callRaise
			}
			if !m.isInstance(obj, cls) {
				return obj, callDone
			}
			return m.initialise(obj, cls, args, names, kw, mode)
		}
		if t := m.dataType(cls); t != nil {
			obj := m.newDerived(t, cls, args, names, kw)
			if obj == 0 {
				return 0, callRaise
			}
			return m.initialise(obj, cls, args, names, kw, mode)
		}
	}
	var obj Value
	switch {
	case t.newFn != nil:
		n := t.newFn
		a := m.prepend(cls, args)
		if t.inst == kException && cls.isRef() {
			names, kw := names, kw
			if m.classLookup(cls, m.prog.well.init) != tBaseException.attrs["__init__"] {
				names, kw = nil, nil
			}
			bound, ok := m.bindNative(n, a, names, kw)
			if !ok {
				return 0, callRaise
			}
			if obj = n.fn(m, bound); obj == 0 {
				return 0, callRaise
			}
			break
		}
		v, st := m.callNative(n, a, names, kw)
		if st != callDone || !cls.isRef() {
			return v, st
		}
		obj = v
	case t.inst >= firstInstanceKind:
		obj = m.newInstance(t.inst, cls)
	default:
		m.raise(tTypeError, "cannot create '%s' instances", t.name())
		return 0, callRaise
	}
	return m.initialise(obj, cls, args, names, kw, mode)
}

func done(v Value) (Value, callStatus) {
	if v == 0 {
		return 0, callRaise
	}
	return v, callDone
}

// initialise runs cls.__init__ on a new object.
func (m *machine) initialise(obj, cls Value, args, names, kw []Value, mode frameMode) (Value, callStatus) {
	init := m.classLookup(cls, m.prog.well.init)
	switch {
	case init == 0:
		if t := m.builtinBase(cls); (len(args) > 0 || len(kw) > 0) && t.inst == kInstance && t.newFn == nil && m.dataType(cls) == nil && m.classLookup(cls, m.prog.well.new).isConst() {
			m.raise(tTypeError, "%s() takes no arguments", m.className(cls))
			return 0, callRaise
		}
		return obj, callDone
	case m.is(init, kFunc) && mode == modePush:
		v, st := m.callFunc(init, m.prepend(obj, args), names, kw, modeInit, obj)
		if st == callDone {
			m.raise(tTypeError, "__init__() should return None, not 'coroutine'")
			return v, callRaise
		}
		return v, st
	default:
		r := m.callKw(init, m.prepend(obj, args), names, kw)
		if r == 0 {
			return 0, callRaise
		}
		if r != None {
			m.raise(tTypeError, "__init__() should return None, not '%s'", m.typeName(r))
			return 0, callRaise
		}
		return obj, callDone
	}
}

// instanceWords is the size of an object of each instance kind.
var instanceWords = [kindCount]int{kInstance: 3, kException: exceptionWords}

func (m *machine) newInstance(k kind, cls Value) Value {
	o := m.alloc(k, instanceWords[k])
	m.a[o+wClass] = cls
	return refValue(o)
}
