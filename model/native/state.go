package native

import (
	"reflect"
	"slices"
	"testing"
	"time"
	"unsafe"
)

// state writes an object's state.
func (w *walk) state(o *obj) {
	if o.epoch != w.x.epoch {
		w.put(0)
		w.put(0)
		return
	}
	w.put(uint64(o.st.a))
	w.put(uint64(o.st.b))
}

// primitive walks through one of this package's types, or another that is not what
// its fields are.
func (w *walk) primitive(p unsafe.Pointer, s *shape) {
	if w.budget--; w.budget < 0 {
		w.fail("there is too much in memory")
		return
	}
	switch s.own {
	case typeOfType:
		w.ptr(p) // there is one of each
		return
	case timeTime:
		w.put(uint64((*time.Time)(p).UnixNano()))
		w.str((*time.Time)(p).String())
		return
	case testT:
		if w.number(p) {
			t := (*testing.T)(p)
			w.put(uint64(b2i(t.Failed()))<<1 | uint64(b2i(t.Skipped())))
		}
		return
	}
	if o := objectIn(p, s.own); o == nil || !w.number(unsafe.Pointer(o)) {
		if o == nil {
			w.fail("it has a " + s.t.String())
		}
		return
	} else if s.own != ownCell {
		w.state(o)
	}
	old := false
	switch s.own {
	case ownCond:
		c := (*Cond)(p)
		w.dynamic(unsafe.Pointer(&c.L), shapeOf(reflect.TypeFor[any]()))
		if c.obj.epoch == w.x.epoch {
			w.waiters(c.waiters)
		}
	case ownCell:
		w.cell(p, s)
	case ownMap:
		m := (*Map)(p)
		if old = m.obj.epoch != w.x.epoch; old {
			m.real.Range(func(any, any) bool { w.fail("it has a sync.Map that was filled before"); return false })
			return
		}
		w.put(uint64(len(m.keys)))
		for _, k := range m.keys {
			w.boxed(k)
			w.boxed(m.m[k])
		}
	case ownPool:
		o := (*Pool)(p)
		w.function(*(*unsafe.Pointer)(unsafe.Pointer(&o.New)))
		if o.obj.epoch == w.x.epoch {
			w.put(uint64(len(o.items)))
			for _, v := range o.items {
				w.boxed(v)
			}
		}
	}
}

func (w *walk) waiters(gs []*G) {
	w.put(uint64(len(gs)))
	for _, g := range gs {
		w.put(uint64(g.id))
	}
}

// objectIn returns the object of the primitive at p.
func objectIn(p unsafe.Pointer, own primitive) *obj {
	switch own {
	case ownMutex:
		return &(*Mutex)(p).obj
	case ownRWMutex:
		return &(*RWMutex)(p).obj
	case ownCond:
		return &(*Cond)(p).obj
	case ownWaitGroup:
		return &(*WaitGroup)(p).obj
	case ownOnce:
		return &(*Once)(p).obj
	case ownCell:
		return &(*cell[int])(p).obj
	case ownMap:
		return &(*Map)(p).obj
	case ownPool:
		return &(*Pool)(p).obj
	}
	return nil
}

// cell walks through an atomic's value: what it was before the first execution that
// used it, if this one has not.
func (w *walk) cell(p unsafe.Pointer, s *shape) {
	o := &(*cell[int])(p).obj
	v := s.fields[1]
	if o.epoch != w.x.epoch && o.epoch != 0 {
		v = s.fields[2]
	}
	w.value(unsafe.Add(p, v.at), v.shape, false)
}

// A stateKey identifies a state.
type stateKey [2]uint64

// key returns what identifies the state that the execution is in, or why there is
// nothing that does.
func (w *walk) key(x *exec) (stateKey, string) {
	w.begin(x)
	switch {
	case x.hidden != "":
		return stateKey{}, x.hidden + " is used, which may keep something elsewhere"
	case x.track:
		return stateKey{}, "loops spin"
	case len(x.clock.timers) > 0:
		return stateKey{}, "timers run"
	}
	w.put(uint64(x.clock.now))
	w.put(uint64(x.clock.late))
	for _, p := range globals {
		w.pointer(p)
	}
	for _, p := range x.roots {
		w.pointer(p)
	}
	w.gs = append(w.gs[:0], x.live...)
	slices.SortFunc(w.gs, func(a, b *G) int { return int(a.id - b.id) })
	for _, g := range w.gs {
		w.goroutine(g)
		if w.why != "" {
			return stateKey{}, w.why
		}
	}
	for _, g := range w.gs {
		w.operation(g)
	}
	w.maps()
	return stateKey{w.a, w.b}, w.why
}

// goroutine walks through what a goroutine's calls have.
func (w *walk) goroutine(g *G) {
	if g.timer {
		w.fail("timers run")
		return
	}
	w.put(uint64(g.id))
	w.put(uint64(g.kids))
	w.put(g.rand)
	n, why := calls(g.stack)
	if why != "" {
		w.fail(why)
		return
	}
	if n != len(g.frames) {
		w.fail("a function on the way to an operation does not tell its variables")
		return
	}
	for _, v := range g.held {
		w.pointer(v)
	}
	for _, pc := range g.stack {
		w.put(uint64(pc))
	}
	for _, f := range g.frames {
		if f.twice {
			w.fail("a defer statement was reached twice")
		}
		for i, v := range f.slots {
			if v != nil {
				w.put(uint64(i))
				w.pointer(v)
			}
		}
		for _, d := range f.deferred {
			w.put(uint64(d.site) | 1<<32)
			for _, v := range d.args {
				w.pointer(v)
			}
		}
		w.put(^uint64(0))
	}
}

// operation writes what a goroutine is about to do, or waits for.
func (w *walk) operation(g *G) {
	w.put(uint64(g.status))
	w.str(g.why)
	w.put(uint64(b2i(g.woken.up))<<1 | uint64(b2i(g.woken.closed)))
	w.put(uint64(g.woken.nth))
	w.obj(g.parkOn)
	o := &g.op
	w.ptr(unsafe.Pointer(o.kind))
	if o.kind == nil {
		return
	}
	w.put(uint64(uint32(o.arg)))
	w.put(uint64(o.alts))
	switch {
	case o.sel != nil && o.sel.yield != nil:
		w.fail("loops spin")
	case o.sel != nil:
		w.put(uint64(b2i(o.sel.entered))<<1 | uint64(b2i(o.sel.hasDefault)))
		for _, c := range o.sel.cases {
			if c.ch == nil {
				w.put(0)
				continue
			}
			w.put(uint64(b2i(c.send)) + 1)
			w.obj(&c.ch.obj)
			if c.send {
				w.value(c.w.val, shapeOf(c.ch.elem), true)
			}
		}
	default:
		w.obj(o.obj)
		w.pointer(g.given)
		if o.kind == wgWait {
			wg := (*WaitGroup)(unsafe.Pointer(uintptr(unsafe.Pointer(o.obj)) - unsafe.Offsetof(WaitGroup{}.obj)))
			w.put(uint64(b2i(g.since < wg.zero)))
		}
	}
}

// obj writes which object one is.
func (w *walk) obj(o *obj) {
	switch {
	case o == nil:
		w.put(0)
		return
	case o == &w.x.none:
		w.put(1)
		return
	}
	at := unsafe.Pointer(o)
	switch o.class {
	case chanClass:
		c := (*chanObj)(unsafe.Pointer(uintptr(at) - unsafe.Offsetof(chanObj{}.obj)))
		if w.number(c.ptr) {
			w.chanObj(c)
		}
		return
	case plainClass:
		w.number((*plainVar)(unsafe.Pointer(uintptr(at) - unsafe.Offsetof(plainVar{}.obj))).at)
		return
	case mutexClass, rwClass, wgClass, onceClass:
	default:
		if w.places.get(at) == 0 {
			w.fail("an operation's object is where nothing leads to")
		}
	}
	if w.number(at) {
		w.state(o)
	}
}
