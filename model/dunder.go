package model

// Special methods by number, so that finding one costs no hashing of its name.

type dunder uint8

const (
	dnEq dunder = iota
	dnNe
	dnLt
	dnLe
	dnGt
	dnGe
	dnHash
	dnBool
	dnLen
	dnContains
	dnGetitem
	dnSetitem
	dnDelitem
	dnMissing
	dnIter
	dnRepr
	dnStr
	dnFormat
	dnIndex
	dnInt
	dnFloat
	dnNeg
	dnPos
	dnInvert
	dnAbs
	dnRound
	dnDivmod
	dnRDivmod
	dnValue // _value_ of an enum member
	dnName  // _name_ of an enum member
	dnBinop // dnBinop + 3*op + {0: plain, 1: reflected, 2: in place}

	dnCount = dnBinop + 3*13
)

var dunderNames = dunderTable()

func dunderTable() (t [dnCount]string) {
	copy(t[:], []string{
		dnEq: "__eq__", dnNe: "__ne__", dnLt: "__lt__", dnLe: "__le__", dnGt: "__gt__", dnGe: "__ge__",
		dnHash: "__hash__", dnBool: "__bool__", dnLen: "__len__", dnContains: "__contains__",
		dnGetitem: "__getitem__", dnSetitem: "__setitem__", dnDelitem: "__delitem__", dnMissing: "__missing__",
		dnIter: "__iter__", dnRepr: "__repr__", dnStr: "__str__", dnFormat: "__format__",
		dnIndex: "__index__", dnInt: "__int__", dnFloat: "__float__",
		dnNeg: "__neg__", dnPos: "__pos__", dnInvert: "__invert__", dnAbs: "__abs__", dnRound: "__round__",
		dnDivmod: "__divmod__", dnRDivmod: "__rdivmod__", dnValue: "_value_", dnName: "_name_",
	})
	for op := Add; op <= MatMul; op++ {
		n := binopInfo[op].name
		t[dnBinop+dunder(3*op)] = "__" + n + "__"
		t[dnBinop+dunder(3*op)+1] = "__r" + n + "__"
		t[dnBinop+dunder(3*op)+2] = "__i" + n + "__"
	}
	return t
}

// dataState is what a machine keeps for values and operators between calls.
type dataState struct {
	names [dnCount]Value // dunderNames interned, 0 while unused
	reprs []Value        // containers whose repr is being made
	nest  int            // depth of comparisons and reprs of containers
}

// maxNest bounds the depth of nested containers that are compared or shown.
const maxNest = 900

// dn returns the name of a special method as a value.
func (m *machine) dn(d dunder) Value {
	v := m.data.names[d]
	if v == 0 {
		v = m.str(dunderNames[d])
		m.data.names[d] = v
	}
	return v
}

// method finds special method d of obj as its class has it, unbound; 0 if obj
// is no instance of a class of the program or that class leaves it to Go code.
func (m *machine) method(obj Value, d dunder) Value {
	cls := Value(0)
	switch k := m.kindOf(obj); {
	case k >= firstInstanceKind && k != kNamespace:
		cls = m.get(obj, wClass)
	case k == kDict && m.dictExtended(obj):
		cls = m.get(obj, wDictClass)
	}
	if !cls.isRef() {
		return 0
	}
	v := m.classLookup(cls, m.dn(d))
	if v.isConst() {
		if t := nativeOf(v).owner; t != nil && (t == tObject || t.inst != kInstance) {
			return 0
		}
	}
	return v
}

// callMethod calls what method found.
func (m *machine) callMethod(fn, obj Value, args ...Value) Value {
	switch m.kindOf(fn) {
	case kFunc:
		return m.call(fn, append([]Value{obj}, args...)...)
	case kStatic:
		return m.call(m.get(fn, 1), args...)
	case kClassM:
		return m.call(m.get(fn, 1), append([]Value{m.classOf(obj)}, args...)...)
	case kProperty:
		f := m.call(m.get(fn, 1), obj)
		if f == 0 {
			return 0
		}
		return m.call(f, args...)
	}
	if fn.isConst() && fn != None && nativeOf(fn).method {
		return m.call(fn, append([]Value{obj}, args...)...)
	}
	return m.call(fn, args...)
}

// deeper guards recursion over nested containers; if it reports false the
// RecursionError is pending. Each true is to be matched by m.data.nest--.
func (m *machine) deeper(what string) bool {
	if m.data.nest >= maxNest {
		m.raise(tRecursionError, "maximum recursion depth exceeded%s", what)
		return false
	}
	m.data.nest++
	return true
}
