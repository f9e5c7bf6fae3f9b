package model

// The builtin types of values.

// sealed registers a builtin type that programs cannot derive from and whose
// instances are made by its own constructor only.
func sealed(name string, base *typeInfo, k kind) *typeInfo {
	t := typ(name, base, k)
	t.inst, t.sealed = k, true
	return t
}

// Types whose name begins with "*." cannot be named by programs.
var (
	tNoneType           = sealed("*.NoneType", tObject, kFree)
	tEllipsis           = sealed("*.ellipsis", tObject, kFree)
	tNotImplementedType = sealed("*.NotImplementedType", tObject, kFree)
	tInt                = sealed("int", tObject, kFree)
	tBool               = sealed("bool", tInt, kFree)
	tFloat              = sealed("float", tObject, kFree)
	tStr                = sealed("str", tObject, kFree)
	tBytes              = sealed("bytes", tObject, kFree)
	tTuple              = sealed("tuple", tObject, kTuple)
	tList               = sealed("list", tObject, kList)
	tDict               = typ("dict", tObject, kDict)
	tSet                = sealed("set", tObject, kSet)
	tFrozenSet          = sealed("frozenset", tObject, kFrozenSet)
	tDeque              = sealed("collections.deque", tObject, kDeque)
	tRange              = sealed("range", tObject, kRange)
	tSlice              = sealed("slice", tObject, kSlice)
	tFunction           = sealed("*.function", tObject, kFunc)
	tMethod             = sealed("*.method", tObject, kMethod)
	tBuiltinFunction    = sealed("*.builtin_function_or_method", tObject, kFree)
	tCell               = sealed("*.cell", tObject, kCell)
	tFrame              = sealed("*.frame", tObject, kFrame)
	tGenerator          = sealed("*.generator", tObject, kFrame)
	tCoroutine          = sealed("*.coroutine", tObject, kFrame)
	tAsyncGen           = sealed("*.async_generator", tObject, kFrame)
	tANext              = sealed("*.async_generator_asend", tObject, kANext)
	tIterator           = sealed("*.iterator", tObject, kIter)
	tEnumerate          = sealed("enumerate", tObject, kIter)
	tZip                = sealed("zip", tObject, kIter)
	tMap                = sealed("map", tObject, kIter)
	tFilter             = sealed("filter", tObject, kIter)
	tReversed           = sealed("reversed", tObject, kIter)
	tProperty           = sealed("property", tObject, kProperty)
	tStaticMethod       = sealed("staticmethod", tObject, kStatic)
	tClassMethod        = sealed("classmethod", tObject, kClassM)
	tSuper              = sealed("super", tObject, kSuper)
	tPartial            = sealed("functools.partial", tObject, kPartial)
	tDictKeys           = sealed("*.dict_keys", tObject, kDictView)
	tDictValues         = sealed("*.dict_values", tObject, kDictView)
	tDictItems          = sealed("*.dict_items", tObject, kDictView)
	tABC                = typ("abc.ABC", tObject, kInstance)
	tABCMeta            = typ("abc.ABCMeta", tType, kClass)
	tMappingProxy       = sealed("*.mappingproxy", tObject, kMappingProxy)
)

var viewTypes = [...]*typeInfo{tDictKeys, tDictValues, tDictItems}

func init() {
	for _, t := range []*typeInfo{
		tTuple, tList, tDict, tSet, tFrozenSet, tDeque, tRange, tSlice, tFunction, tMethod, tCell,
		tANext, tIterator, tProperty, tStaticMethod, tClassMethod, tSuper, tPartial, tMappingProxy,
	} {
		kindTypes[t.inst] = t
	}
	kindTypes[kClass] = tType
	kindTypes[kNativeCoro] = tCoroutine
	for _, t := range []*typeInfo{tList, tDict, tSet, tDeque, tSlice} {
		t.unhash = true
	}
	tType.sealed = true
}

// fixedType returns the type of an object whose kind has several, nil for
// other kinds.
func (m *machine) fixedType(v Value) *typeInfo {
	switch m.kindOf(v) {
	case kDictView:
		return viewTypes[m.get(v, 2).int()]
	case kIter:
		switch iterKind(m.get(v, 1).int()) {
		case itEnumerate:
			return tEnumerate
		case itZip:
			return tZip
		case itMap:
			return tMap
		case itFilter:
			return tFilter
		case itReversed:
			return tReversed
		}
		return tIterator
	}
	return nil
}

// methods registers the methods of a builtin type. self tells the instances and
// takes the value out of what stands for one (a member of an IntEnum for its
// int); it returns 0 for anything else.
type methods struct {
	typ  *typeInfo
	self func(m *machine, v Value) Value
}

func (s methods) def(name, sig string, fn nativeFunc) *native {
	return def(s.typ.native.name+"."+name, "self, /, "+sig, func(m *machine, a []Value) Value {
		if v := s.self(m, a[0]); v != a[0] {
			if v == 0 {
				return m.raise(tTypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, s.typ.name(), m.typeName(a[0]))
			}
			a = append([]Value{v}, a[1:]...)
		}
		return fn(m, a)
	})
}

// ofKind is the self of types that a kind of object makes up.
func ofKind(k kind) func(m *machine, v Value) Value {
	return func(m *machine, v Value) Value {
		if m.is(v, k) {
			return v
		}
		if u := m.unwrap(v); m.is(u, k) {
			return u
		}
		return 0
	}
}
