package model

import "slices"

// Attributes that objects of CPython 3.13 have and those of the machine have not: a
// program that asks for one is refused, instead of seeing an AttributeError that it
// would never see.

// unmodelledOfAll are those of every object.
var unmodelledOfAll = []string{"__dir__", "__ge__", "__getnewargs__", "__getstate__", "__gt__", "__init_subclass__", "__le__", "__lt__",
	"__reduce__", "__reduce_ex__", "__sizeof__", "__subclasshook__"}

// unmodelledOf lists those of builtin types and of types of the library.
var unmodelledOf = map[string][]string{
	"int":   {"__ceil__", "__divmod__", "__floor__", "__invert__", "__rdivmod__", "__round__", "__trunc__"},
	"bool":  {"__ceil__", "__divmod__", "__floor__", "__invert__", "__rdivmod__", "__round__", "__trunc__"},
	"float": {"__ceil__", "__divmod__", "__floor__", "__getformat__", "__rdivmod__", "__round__", "__trunc__", "fromhex", "hex"},
	"str":   {"__rmod__"},
	"bytes": {"__buffer__", "__bytes__", "__contains__", "__getitem__", "__iter__", "__len__", "__rmod__", "capitalize", "center",
		"expandtabs", "isalnum", "isalpha", "isascii", "islower", "isspace", "istitle", "isupper", "ljust", "maketrans", "removeprefix", "removesuffix", "rjust", "rpartition", "swapcase", "title", "translate", "zfill"},
	"list":              {"__class_getitem__"},
	"tuple":             {"__class_getitem__"},
	"dict":              {"__class_getitem__"},
	"set":               {"__class_getitem__"},
	"frozenset":         {"__class_getitem__"},
	"collections.deque": {"__class_getitem__", "__contains__", "__delitem__", "__getitem__", "__module__", "__setitem__"},
	"range":             {"__bool__", "__contains__", "__getitem__", "__iter__", "__len__", "__reversed__"},
	"NoneType":          {"__bool__"},
	"dict_keys":         views,
	"dict_items":        views,
	"dict_values":       {"__iter__", "__len__", "__reversed__"},
	"builtin_function_or_method": {"__annotations__", "__builtins__", "__call__", "__closure__", "__code__", "__defaults__", "__dict__",
		"__get__", "__globals__", "__kwdefaults__", "__module__", "__self__", "__text_signature__", "__type_params__"},
	"function":          {"__builtins__", "__closure__", "__code__", "__globals__", "__type_params__"},
	"functools.partial": {"__call__", "__class_getitem__", "__dict__", "__get__", "__module__", "__setstate__", "__vectorcalloffset__"},
	"coroutine":         {"__del__", "cr_code", "cr_frame", "cr_origin", "cr_suspended"},
	"generator":         {"__class_getitem__", "__del__", "gi_code", "gi_frame", "gi_suspended", "gi_yieldfrom"},
	"iterator":          {"__length_hint__", "__setstate__"},
	"type":              {"denominator", "imag", "numerator", "real"},
	"Handle":            {"_args", "_callback", "_cancelled", "_context", "_loop", "_repr", "_run", "_source_traceback", "get_context"},
	"Future":            ofFutures,
	"_GatheringFuture":  append([]string{"_cancel_requested", "_children"}, ofFutures...),
	"Task":              append([]string{"_coro", "_fut_waiter", "_log_destroy_pending", "_must_cancel", "get_context", "get_stack", "print_stack"}, ofFutures...),
	"Lock":              {"_get_loop", "_loop", "_wake_up_first"},
	"Condition":         {"_get_loop", "_loop", "_notify"},
	"Event":             {"_get_loop", "_loop"},
	"Semaphore":         {"_get_loop", "_loop", "_wake_up_next"},
	"BoundedSemaphore":  {"_get_loop", "_loop", "_wake_up_next"},
	"Queue":             ofQueues,
	"LifoQueue":         ofQueues,
	"PriorityQueue":     ofQueues,
	"Barrier":           {"_block", "_drain", "_exit", "_get_loop", "_loop", "_release", "_wait"},
	"TaskGroup": {"_aborting", "_base_error", "_entered", "_exiting", "_is_base_error", "_loop", "_on_completed_fut",
		"_parent_cancel_requested", "_parent_task"},
}

// ofFutures are those of futures, ofQueues those of queues.
var (
	ofFutures = []string{"__class_getitem__", "__del__", "_asyncio_future_blocking", "_callbacks", "_cancel_message", "_exception", "_log_traceback", "_loop",
		"_make_cancelled_error", "_result", "_source_traceback", "_state"}
	ofQueues = []string{"_get_loop", "_is_shutdown", "_loop", "_wakeup_next"}
)

// views are those of the views of a dict.
var views = []string{"__and__", "__contains__", "__iter__", "__len__", "__or__", "__rand__", "__reversed__", "__ror__", "__rsub__",
	"__rxor__", "__sub__", "__xor__"}

// ofLibraryClasses are those of classes that the library has written in Python.
var ofLibraryClasses = []string{"__firstlineno__", "__module__", "__static_attributes__", "__weakref__"}

// unmodelledAttr reports whether CPython's obj has an attribute that is not modelled.
func (m *machine) unmodelledAttr(obj Value, name string) bool {
	if slices.Contains(unmodelledOfAll, name) {
		return true
	}
	cls := m.classOf(obj)
	if m.isClass(obj) {
		if slices.Contains(unmodelledOf["type"], name) {
			return true
		}
		cls = obj
	}
	for _, k := range m.mroOf(cls) {
		switch {
		case k.isConst():
			if slices.Contains(unmodelledOf[m.builtinName(k)], name) || m.primitive(k) && slices.Contains(ofLibraryClasses, name) {
				return true
			}
		case m.libraryClass(k):
			if slices.Contains(unmodelledOf[m.className(k)], name) || slices.Contains(ofLibraryClasses, name) {
				return true
			}
		}
	}
	return false
}

// primitive reports whether a builtin class of the machine is one that CPython has
// written in Python, or in C with attributes of its own: those of asyncio.
func (m *machine) primitive(c Value) bool {
	k := nativeOf(c).typ.inst
	return k >= kFuture && k <= kQueue
}
