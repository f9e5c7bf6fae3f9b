package model

import (
	"fmt"
	"strings"
)

// The registry holds everything that programs can name and that is written in
// Go: singletons, functions, types, exceptions. It is filled while the package
// is initialised and does not change afterwards, so that a constant's number is
// the same in every machine.

type nativeKind uint8

const (
	nSingleton nativeKind = iota
	nFunc
	nType
)

// A nativeFunc is a function written in Go. Its arguments are bound to the
// parameters of its signature; those that were not given are 0. *args is a
// tuple, **kwargs a dict. It returns 0 if it has set the pending exception.
type nativeFunc func(m *machine, a []Value) Value

// A native is an entry of the registry.
type native struct {
	id   int
	name string // "len", "list.append", "asyncio.sleep"

	// functions
	fn     nativeFunc
	sig    *signature
	owner  *typeInfo
	method bool // the first parameter is self, bound by attribute access
	static bool
	since  uint8 // a method: the minor version from which on there is one

	kind nativeKind

	// types
	typ *typeInfo
}

func (n *native) value() Value { return constValue(n.id) }

// shortName is the name as Python's __name__ has it.
func (n *native) shortName() string { return n.name[strings.LastIndexByte(n.name, '.')+1:] }

// A typeInfo is a type written in Go.
type typeInfo struct {
	native *native
	base   *typeInfo
	bases  []*typeInfo // all bases where there are several (exceptions)
	mro    []*typeInfo
	inst   kind                  // what its instances are; kFree if it has none of its own
	attrs  map[string]Value      // methods and class attributes by name
	props  map[string]nativeFunc // computed attributes of instances
	newFn  *native               // makes an instance: called with the type first
	sealed bool                  // cannot be subclassed by a program
	unhash bool                  // instances have no hash
}

func (t *typeInfo) value() Value { return t.native.value() }

func (t *typeInfo) name() string { return t.native.shortName() }

// A signature is a parsed parameter list.
type signature struct {
	text    string
	params  []string
	posOnly int
	pos     int // positional parameters, positional-only ones included
	need    []bool
	varArgs int // index in the bound arguments, -1 if none
	varKw   int
	n       int  // number of bound arguments
	simple  bool // no defaults beyond, no *args, no keyword-only
	minPos  int
}

// signatures are those that have been parsed: many functions have the same.
var signatures = make(map[string]*signature, 200)

// parseSignature parses "self, x, /, y=, *args, key=, **kw". A parameter with
// "=" may be left out.
func parseSignature(s string) *signature {
	if sig := signatures[s]; sig != nil {
		return sig
	}
	n := strings.Count(s, ",") + 1
	sig := &signature{text: s, params: make([]string, 0, n), need: make([]bool, 0, n), varArgs: -1, varKw: -1}
	signatures[s] = sig
	kwOnly := false
	var after []string
	var afterNeed []bool
	star, starstar := "", ""
	for p := range strings.SplitSeq(s, ",") {
		p = strings.TrimSpace(p)
		switch {
		case p == "":
		case p == "/":
			sig.posOnly = len(sig.params)
		case p == "*":
			kwOnly = true
		case strings.HasPrefix(p, "**"):
			starstar = p[2:]
		case strings.HasPrefix(p, "*"):
			star = p[1:]
			kwOnly = true
		default:
			name, opt := strings.CutSuffix(p, "=")
			if kwOnly {
				after, afterNeed = append(after, name), append(afterNeed, !opt)
			} else {
				sig.params, sig.need = append(sig.params, name), append(sig.need, !opt)
				if !opt {
					sig.minPos = len(sig.params)
				}
			}
		}
	}
	sig.pos = len(sig.params)
	sig.params, sig.need = append(sig.params, after...), append(sig.need, afterNeed...)
	sig.n = len(sig.params)
	if star != "" {
		sig.varArgs = sig.n
		sig.n++
	}
	if starstar != "" {
		sig.varKw = sig.n
		sig.n++
	}
	sig.simple = star == "" && starstar == "" && len(after) == 0
	return sig
}

var (
	registry, registryNames = initialRegistry()
	typesByName             = make(map[string]*typeInfo, 200)
)

// initialRegistry has the singletons, in the order of the numbers that value.go
// gives them.
func initialRegistry() ([]*native, map[string]*native) {
	list := make([]*native, 0, 1024)
	names := make(map[string]*native, 880)
	for i, name := range []string{"None", "False", "True", "Ellipsis", "NotImplemented"} {
		n := &native{id: i, name: name, kind: nSingleton, sig: parseSignature("")}
		list = append(list, n)
		names[name] = n
	}
	return list, names
}

func register(n *native) *native {
	if registryNames[n.name] != nil {
		panic("registered twice: " + n.name)
	}
	n.id = len(registry)
	registry = append(registry, n)
	registryNames[n.name] = n
	return n
}

// also gives an entry a second name.
func (n *native) also(name string) { registryNames[name] = n }

// def registers the function called name. A name "TYPE.method" of a registered
// type makes a method, whose first parameter is self; other dotted names are
// functions of library modules.
func def(name, sig string, fn nativeFunc) *native {
	n := register(&native{name: name, kind: nFunc, fn: fn, sig: parseSignature(sig)})
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		if t := typesByName[name[:i]]; t != nil {
			n.method, n.owner = true, t
			t.attrs[name[i+1:]] = n.value()
		}
	}
	return n
}

// from says from which version of CPython on there is such a method.
func (n *native) from(minor int) { n.since = uint8(minor) }

// defStatic registers a method without self.
func defStatic(name, sig string, fn nativeFunc) *native {
	n := def(name, sig, fn)
	n.static = true
	return n
}

// prop registers a computed attribute of a type's instances: "TYPE.attr".
func prop(name string, fn nativeFunc) {
	i := strings.LastIndexByte(name, '.')
	t := typesByName[name[:i]]
	if t.props == nil {
		t.props = map[string]nativeFunc{}
	}
	t.props[name[i+1:]] = fn
}

// typ registers a type. Its instances are objects of kind inst.
func typ(name string, base *typeInfo, inst kind) *typeInfo {
	n := register(&native{name: name, kind: nType, sig: parseSignature("")})
	t := &typeInfo{native: n, base: base, inst: inst, attrs: map[string]Value{}}
	t.mro = []*typeInfo{t}
	if base != nil {
		t.bases = []*typeInfo{base}
		t.mro = append(t.mro, base.mro...)
		if inst == kFree {
			t.inst = base.inst
		}
		t.newFn = base.newFn
		t.unhash = base.unhash
	}
	n.typ = t
	typesByName[name] = t
	return t
}

// ctor gives a type its constructor: a function of the type and the arguments.
func (t *typeInfo) ctor(sig string, fn nativeFunc) *typeInfo {
	t.newFn = &native{name: t.name(), kind: nFunc, fn: fn, sig: parseSignature("cls, /, " + sig), method: true}
	return t
}

// HasBuiltin reports whether the machine has a builtin of that name: a Python
// builtin such as "len", or a native of a library module such as
// "asyncio.Lock".
func HasBuiltin(name string) bool { return registryNames[name] != nil }

// Builtins returns the names of all builtins, methods left out.
func Builtins() []string {
	var names []string
	for _, n := range registry {
		if !n.method {
			names = append(names, n.name)
		}
	}
	return names
}

// nativeOf returns the registry entry of a tagConst value.
func nativeOf(v Value) *native { return registry[v.payload()] }

// bindNative distributes the arguments of a call over the parameters, as Python does.
func (m *machine) bindNative(n *native, pos []Value, names, kw []Value) ([]Value, bool) {
	sig := n.sig
	if len(kw) == 0 && sig.simple && len(pos) == sig.n {
		return pos, true
	}
	out := m.argSpace(sig.n)
	k := min(len(pos), sig.pos)
	copy(out, pos[:k])
	if len(pos) > sig.pos {
		if sig.varArgs < 0 {
			self := 0
			if n.method {
				self = 1
			}
			switch {
			case sig.pos-self == 0:
				m.raise(tTypeError, "%s() takes no arguments (%d given)", m.callName(n), len(pos)-self)
			default:
				m.raise(tTypeError, "%s() takes at most %d arguments (%d given)", m.callName(n), sig.pos-self, len(pos)-self)
			}
			return nil, false
		}
		out[sig.varArgs] = m.tuple(pos[sig.pos:]...)
	} else if sig.varArgs >= 0 {
		out[sig.varArgs] = m.tuple()
	}
	if sig.varKw >= 0 {
		out[sig.varKw] = m.newDict(len(kw))
	}
next:
	for i, name := range names {
		s := m.text(name)
		for j := sig.posOnly; j < len(sig.params); j++ {
			if sig.params[j] == s {
				if out[j] != 0 {
					m.raise(tTypeError, "%s() got multiple values for argument '%s'", m.callName(n), s)
					return nil, false
				}
				out[j] = kw[i]
				continue next
			}
		}
		if sig.varKw < 0 {
			m.raise(tTypeError, "%s() got an unexpected keyword argument '%s'", m.callName(n), s)
			return nil, false
		}
		m.dictSet(out[sig.varKw], name, kw[i])
	}
	for j, need := range sig.need {
		if need && out[j] == 0 {
			m.raise(tTypeError, "%s() missing required argument: '%s'", m.callName(n), sig.params[j])
			return nil, false
		}
	}
	return out, true
}

func (m *machine) callName(n *native) string {
	if n.method && n.owner != nil {
		return n.owner.name() + "." + n.shortName()
	}
	return n.shortName()
}

func (n *native) String() string { return fmt.Sprintf("%s(%s)", n.name, n.sig.text) }
