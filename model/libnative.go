package model

import "strings"

// What the library modules need of the machine beyond builtins.

func init() {
	def("sys._minor", "", func(m *machine, a []Value) Value { return rawInt(int64(m.cfg.Minor)) })
	def("functools._cached_property_lock", "", func(m *machine, a []Value) Value {
		if !m.prog.threaded || m.cfg.Minor >= 12 {
			return None
		}
		return m.newRMutex()
	})
	def("collections.abc._supports", "cls, name, /", func(m *machine, a []Value) Value {
		return boolValue(m.supports(a[0], m.text(a[1])))
	})
	field := def("collections._field", "i, self, /", func(m *machine, a []Value) Value {
		t := m.unwrap(a[1])
		if !m.is(t, kTuple) {
			return m.raise(tTypeError, "descriptor '__getitem__' requires a 'tuple' object but received a '%s'", m.typeName(a[1]))
		}
		return m.getitem(t, a[0])
	})
	def("collections._getter", "i, /", func(m *machine, a []Value) Value {
		args, kw := m.tuple(a[0]), m.newDict(0)
		o := m.alloc(kPartial, 4)
		m.a[o+1], m.a[o+2], m.a[o+3] = field.value(), args, kw
		return refValue(o)
	})
	code := func(v Value, m *machine) *code {
		if m.is(v, kMethod) {
			v = m.get(v, 1)
		}
		for m.is(v, kPartial) {
			v = m.get(v, 1)
		}
		if !m.is(v, kFunc) {
			return nil
		}
		return m.prog.codes[m.get(v, 1).int()]
	}
	made := func(name string, want flavour) {
		inspectNative(name, func(m *machine, v Value) bool {
			if c := code(v, m); c != nil {
				return c.flavour == want
			}
			return want == coroutine && m.nativeCoroutine(v)
		})
	}
	made("iscoroutinefunction", coroutine)
	made("isgeneratorfunction", generator)
	made("isasyncgenfunction", asyncGen)
	inspectNative("isfunction", func(m *machine, v Value) bool { return m.is(v, kFunc) })
	inspectNative("ismethod", func(m *machine, v Value) bool { return m.is(v, kMethod) })
	inspectNative("isbuiltin", func(m *machine, v Value) bool { return v.isConst() && nativeOf(v).kind == nFunc })
	inspectNative("isroutine", func(m *machine, v Value) bool {
		return m.is(v, kFunc) || m.is(v, kMethod) || v.isConst() && nativeOf(v).kind == nFunc
	})
	inspectNative("iscoroutine", func(m *machine, v Value) bool { return m.classOf(v) == tCoroutine.value() })
	inspectNative("isgenerator", func(m *machine, v Value) bool { return m.classOf(v) == tGenerator.value() })
	inspectNative("isasyncgen", func(m *machine, v Value) bool { return m.classOf(v) == tAsyncGen.value() })
	inspectNative("isawaitable", func(m *machine, v Value) bool { return m.supports(m.classOf(v), "__await__") })
}

// nativeCoroutine reports whether v is a function written in Go whose calls give
// coroutines.
func (m *machine) nativeCoroutine(v Value) bool {
	if m.is(v, kMethod) {
		v = m.get(v, 1)
	}
	if !v.isConst() || nativeOf(v).kind != nFunc {
		return false
	}
	name, ok := strings.CutPrefix(nativeOf(v).name, "asyncio.")
	for _, c := range coroFuncs {
		if ok && c.name == name {
			return true
		}
	}
	return false
}

func inspectNative(name string, test func(m *machine, v Value) bool) {
	def("inspect."+name, "object, /", func(m *machine, a []Value) Value { return boolValue(test(m, a[0])) })
}

// abilities are special methods that values of a builtin type have without
// there being an attribute: the machine does them itself.
var abilities = map[string][]**typeInfo{
	"__iter__": {&tStr, &tBytes, &tTuple, &tList, &tDict, &tSet, &tFrozenSet, &tDeque, &tRange, &tIterator, &tEnumerate,
		&tZip, &tMap, &tFilter, &tReversed, &tGenerator, &tDictKeys, &tDictValues, &tDictItems, &tMappingProxy},
	"__len__": {&tStr, &tBytes, &tTuple, &tList, &tDict, &tSet, &tFrozenSet, &tDeque, &tRange, &tDictKeys, &tDictValues,
		&tDictItems, &tMappingProxy},
	"__contains__": {&tStr, &tBytes, &tTuple, &tList, &tDict, &tSet, &tFrozenSet, &tDeque, &tRange, &tDictKeys,
		&tDictItems, &tMappingProxy},
	"__reversed__": {&tList, &tDict, &tDeque, &tRange, &tDictKeys, &tDictValues, &tDictItems},
	"__next__":     {&tIterator, &tEnumerate, &tZip, &tMap, &tFilter, &tReversed, &tGenerator},
	"__call__":     {&tType, &tFunction, &tMethod, &tBuiltinFunction, &tPartial},
	"__await__":    {&tCoroutine, &tFuture, &tTask, &tANext},
	"__aiter__":    {&tAsyncGen},
	"__anext__":    {&tAsyncGen},
}

// supports decides whether instances of a class have a special method.
func (m *machine) supports(cls Value, name string) bool {
	if !m.isClass(cls) {
		return false
	}
	if v := m.classLookup(cls, m.str(name)); v != 0 {
		if v == None {
			return false
		}
		if v != tObject.attrs[name] || name == "__hash__" {
			return name != "__hash__" || m.hashableClass(cls)
		}
	}
	t := m.builtinBase(cls)
	if d := m.dataType(cls); d != nil {
		t = d
	}
	if t == tObject && cls.isRef() {
		return name == "__hash__" && m.hashableClass(cls)
	}
	if name == "__hash__" {
		return m.hashableClass(cls)
	}
	for _, have := range abilities[name] {
		if isBuiltinSub(t, *have) {
			return true
		}
	}
	return false
}

// hashableClass decides whether instances of a class have a hash.
func (m *machine) hashableClass(cls Value) bool {
	if cls.isRef() && m.get(cls, wClassFlags).int()&classHasHash != 0 {
		return true
	}
	return !m.builtinBase(cls).unhash && (!cls.isRef() || m.get(cls, wClassFlags).int()&classNoHash == 0)
}
