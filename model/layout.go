package model

// Which of its bases decides what the instances of a class are made of. Source:
// CPython Objects/typeobject.c (best_base, solid_base), 3.8 to 3.13: the solid base
// of a class is the nearest class that its instances hold more for than those of
// its own base do; of the solid bases of a class's bases one has to be derived from
// all others.

// ownLayout are the exceptions whose instances hold more than those of their base.
var ownLayout = map[string]bool{
	"BaseException": true, "BaseExceptionGroup": true, "SystemExit": true, "StopIteration": true, "ImportError": true,
	"OSError": true, "SyntaxError": true, "UnicodeDecodeError": true, "UnicodeEncodeError": true,
}

// pythonOwn are the kinds of objects whose classes are written in Python in
// CPython, where any of them go together.
var pythonOwn = map[kind]bool{kLock: true, kCondition: true, kEvent: true, kSemaphore: true, kGate: true, kMonitor: true, kHandle: true}

// solid returns the solid base of a class.
func (m *machine) solid(c Value) Value {
	if c.isConst() {
		t := nativeOf(c).typ
		for t.inst == kException && !ownLayout[t.name()] && !(m.cfg.Minor >= 10 && (t == tAttributeError || t == tNameError)) {
			t = t.base
		}
		if t.inst == kInstance && !derivable[t] {
			return tObject.value()
		}
		return t.value()
	}
	if slots := m.ownAttr(c, m.prog.well.slots); slots != 0 && !m.eachSlot(slots, func(s Value) bool {
		return s == m.prog.well.dict || m.text(s) == "__weakref__"
	}) {
		return c
	}
	s, _ := m.solidOf(m.items(m.get(c, wClassBases)))
	return s
}

// solidOf returns that of the solid bases of bases that is derived from all others,
// and the first that is not in line with those before it; 0 if there is none.
func (m *machine) solidOf(bases []Value) (solid, conflict Value) {
	solid = tObject.value()
	for _, b := range bases {
		switch s := m.solid(b); {
		case m.isSubclass(solid, s):
		case m.isSubclass(s, solid):
			solid = s
		default:
			return solid, s
		}
	}
	return solid, 0
}

// layout returns the builtin type that decides what the instances of a class with
// these bases are made of; nil if there is none, or what is wrong is pending.
func (m *machine) layout(bases []Value) *typeInfo {
	solid, conflict := m.solidOf(bases)
	if conflict != 0 {
		for _, s := range []Value{solid, conflict} {
			if pythonOwn[m.builtinBase(s).inst] {
				m.unsupported("builtin-subclass", "a class derived from "+m.className(solid)+" and "+m.className(conflict)+" is not modelled", "hold one of them in an attribute instead")
			}
		}
		m.raise(tTypeError, "multiple bases have instance lay-out conflict")
		return nil
	}
	base := tObject
	for _, b := range bases {
		switch bt := m.builtinBase(b); {
		case derivable[bt]:
		case isBuiltinSub(bt, base), m.solid(b) == solid && m.solid(base.value()) != solid:
			base = bt
		}
	}
	return base
}
