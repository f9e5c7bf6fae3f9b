package native

import (
	"runtime"
	"unsafe"
)

// Frames. So that executions which come to the same state can be joined
// (joined.go), the rewriter lets functions that may come to an operation say where
// their variables are. A Frame is a call of such a function; all of its methods do
// nothing if it is nil, as it is unless states are looked at.
type Frame struct {
	g     *G
	depth int
	// slots are pointers to the variables in scope, each in its place, and to what
	// loops and deferred calls keep.
	slots []any
	// deferred are the calls that are to come when it ends.
	deferred []deferred
	// twice: a defer statement was reached again; which calls are still to come
	// cannot be told.
	twice bool
}

// Enter begins a frame with n slots.
func Enter(n int) *Frame {
	x := active
	if x == nil || !x.looking || x.dying {
		return nil
	}
	g := x.cur
	f := &Frame{g: g, depth: len(g.frames), slots: make([]any, n)}
	g.frames = append(g.frames, f)
	return f
}

// Leave ends it.
func (f *Frame) Leave() {
	if f != nil && f.depth < len(f.g.frames) {
		f.g.frames = f.g.frames[:f.depth]
	}
}

// L says that a variable is at p. It returns true, to be part of a condition.
func (f *Frame) L(i int, p any) bool {
	if f != nil {
		f.slots[i] = p
	}
	return true
}

// C says that variables are out of scope.
func (f *Frame) C(from, to int) {
	if f != nil {
		clear(f.slots[from:to])
	}
}

// Z begins to count the turns of a loop, and N counts one.
func (f *Frame) Z(i int) {
	if f != nil {
		f.slots[i] = new(int)
	}
}

// N is Z's.
func (f *Frame) N(i int) {
	if f != nil {
		if n, ok := f.slots[i].(*int); ok {
			*n++
		}
	}
}

// Keep notes a value that a loop evaluates once, and returns it.
func Keep[T any](f *Frame, i int, v T) T {
	if f != nil {
		f.slots[i] = Box(v)
	}
	return v
}

// Box returns where a copy of a value is.
func Box[T any](v T) *T { return &v }

// deferred is a call that is to come: of which statement, and what it was given.
type deferred struct {
	site int
	args []any
}

// D says that a call was deferred, and what it was given.
func (f *Frame) D(site int, args ...any) {
	if f == nil {
		return
	}
	for _, d := range f.deferred {
		f.twice = f.twice || d.site == site
	}
	f.deferred = append(f.deferred, deferred{site, args})
}

// A closure is what is known of a function literal's value: where the variables
// are that it uses.
type closure struct {
	at   unsafe.Pointer // keeps it, and so its address
	vars []any
}

// lasting are closures from outside of any execution, by address.
var lasting table[*closure]

// F says which variables of outer functions a function literal uses.
func F[T any](f T, vars ...any) T {
	p := *(*unsafe.Pointer)(unsafe.Pointer(&f))
	switch x := active; {
	case x == nil:
		lasting.put(p, &closure{p, vars})
	case x.looking && !x.dying:
		x.closures.put(p, &closure{p, vars})
	}
	return f
}

// Hide says that what runs may keep something where it cannot be seen.
func Hide(what string) {
	if x := active; x != nil {
		x.hidden = what
	}
}

// hold notes what this package keeps while the running goroutine is in a function
// of the user's, or waits, until what it returns is called.
func hold(p any) (release func()) {
	x := active
	if x == nil || !x.looking || x.dying {
		return func() {}
	}
	g := x.cur
	n := len(g.held)
	g.held = append(g.held, p)
	return func() { g.held = g.held[:min(n, len(g.held))] }
}

// Root says that there is something at p that the execution uses.
func Root(p any) {
	if x := active; x != nil && x.looking {
		x.roots = append(x.roots, p)
	}
}

// A source is a file that says where its variables are.
type source struct{ unclear []span }

// A span is lines, from and to.
type span struct{ from, to int }

var sources = make(map[string]*source)

// Code says that the functions of the file that calls it have frames, and in which
// lines there is more at a call than the frame says: pairs of first and last lines.
func Code(unclear ...int) bool {
	s := &source{}
	for i := 0; i+1 < len(unclear); i += 2 {
		s.unclear = append(s.unclear, span{unclear[i], unclear[i+1]})
	}
	if _, file, _, ok := runtime.Caller(1); ok {
		sources[file] = s
	}
	return true
}
