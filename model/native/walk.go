package native

import (
	"hash/maphash"
	"math/bits"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"unsafe"
)

// A walk writes memory in a form that does not depend on addresses, and hashes it
// on the way: places are numbered in the order in which they are come to, a place
// that was come to before is its number. So two walks write the same only if what
// they came to is the same, and shared in the same way. What cannot be seen (why)
// ends the walk: such a state is like no other.
type walk struct {
	x      *exec
	a, b   uint64
	n      int32
	places table[int32] // of words in memory, by address
	whole  map[whole]int32
	budget int
	gs     []*G
	later  []reflect.Value // maps that are still to be walked through
	why    string
}

// whole is a value that has been walked through.
type whole struct {
	at unsafe.Pointer
	s  *shape
	n  int
}

// maxWords is the number of words in memory that are looked at for a state.
const maxWords = 20_000

var seed1, seed2 = maphash.MakeSeed(), maphash.MakeSeed()

func (w *walk) begin(x *exec) {
	w.x, w.a, w.b, w.n, w.why, w.budget = x, 0, 0, 0, "", maxWords
	w.places.reset()
	w.later = w.later[:0]
	if w.whole == nil {
		w.whole = make(map[whole]int32)
	}
	clear(w.whole)
}

func (w *walk) fail(why string) {
	if w.why == "" {
		w.why = why
	}
}

// put adds a word to the hash: two independent ones of 64 bits, each of which
// a word changes one to one.
func (w *walk) put(v uint64) {
	w.a = bits.RotateLeft64((w.a^v)*0x9E3779B97F4A7C15, 29)
	w.a ^= w.a >> 32
	w.b = (bits.RotateLeft64(w.b, 23) + v) * 0xD6E8FEB86659FD93
	w.b ^= w.b >> 29
}

func (w *walk) ptr(p unsafe.Pointer) { w.put(uint64(uintptr(p))) }

func (w *walk) str(s string) {
	w.put(uint64(len(s)))
	w.put(maphash.String(seed1, s))
	w.put(maphash.String(seed2, s))
}

// number writes a place's number and reports whether it is a new one.
func (w *walk) number(p unsafe.Pointer) (fresh bool) {
	n := w.places.get(p)
	if n == 0 {
		w.n++
		n = w.n
		w.places.put(p, n)
		fresh = true
	}
	w.put(uint64(n))
	return fresh
}

// pointer walks through what a pointer in an interface points to.
func (w *walk) pointer(p any) {
	if p == nil {
		w.put(0)
		return
	}
	s := shapeOf(reflect.TypeOf(p))
	w.typ(s)
	w.object(data(p), s.elem)
}

func (w *walk) typ(s *shape) { w.ptr(data(s.t)) }

// data is the second word of an interface.
func data(v any) unsafe.Pointer { return (*[2]unsafe.Pointer)(unsafe.Pointer(&v))[1] }

// object walks through what is at p.
func (w *walk) object(p unsafe.Pointer, s *shape) { w.objects(p, s, 1) }

// objects walks through n values in a row.
func (w *walk) objects(p unsafe.Pointer, s *shape, n int) {
	switch {
	case p == nil:
		w.put(0)
		return
	case s.size == 0 || n == 0:
		w.put(1)
		return
	}
	k := whole{p, s, n}
	if at := w.whole[k]; at != 0 {
		w.put(2)
		w.put(uint64(at))
		return
	}
	w.n++
	w.whole[k] = w.n
	w.put(3)
	for i := range n {
		w.value(unsafe.Add(p, uintptr(i)*s.size), s, true)
	}
}

// value walks through a value at p. Where nothing else can lead to it, as in an
// interface, places are not numbered.
func (w *walk) value(p unsafe.Pointer, s *shape, placed bool) {
	if w.why != "" {
		return
	}
	if s.own != noPrimitive {
		w.primitive(p, s)
		return
	}
	switch s.kind {
	case reflect.Struct:
		for _, f := range s.fields {
			w.value(unsafe.Add(p, f.at), f.shape, placed)
		}
		return
	case reflect.Array:
		for i := range s.n {
			w.value(unsafe.Add(p, uintptr(i)*s.elem.size), s.elem, placed)
		}
		return
	}
	if w.budget--; w.budget < 0 {
		w.fail("there is too much in memory")
		return
	}
	if placed && !w.number(p) {
		return
	}
	w.word(p, s)
}

// word walks through a value that is no struct and no array.
func (w *walk) word(p unsafe.Pointer, s *shape) {
	switch s.kind {
	case reflect.Bool, reflect.Int8, reflect.Uint8:
		w.put(uint64(*(*uint8)(p)))
	case reflect.Int16, reflect.Uint16:
		w.put(uint64(*(*uint16)(p)))
	case reflect.Int32, reflect.Uint32, reflect.Float32:
		w.put(uint64(*(*uint32)(p)))
	case reflect.Int, reflect.Uint, reflect.Int64, reflect.Uint64, reflect.Float64, reflect.Complex64, reflect.Uintptr:
		w.put(*(*uint64)(p))
	case reflect.Complex128:
		w.put((*[2]uint64)(p)[0])
		w.put((*[2]uint64)(p)[1])
	case reflect.String:
		w.str(*(*string)(p))
	case reflect.Pointer:
		w.object(*(*unsafe.Pointer)(p), s.elem)
	case reflect.Slice:
		h := (*struct {
			p        unsafe.Pointer
			len, cap int
		})(p)
		w.put(uint64(h.len))
		w.put(uint64(h.cap))
		w.objects(h.p, s.elem, h.cap)
	case reflect.Interface:
		w.dynamic(p, s)
	case reflect.Map:
		w.mapping(p, s)
	case reflect.Chan:
		w.channel(*(*unsafe.Pointer)(p), s)
	case reflect.Func:
		w.function(*(*unsafe.Pointer)(p))
	default:
		if *(*unsafe.Pointer)(p) != nil {
			w.fail("it has an unsafe.Pointer")
		}
		w.put(0)
	}
}

// dynamic walks through what an interface at p holds.
func (w *walk) dynamic(p unsafe.Pointer, s *shape) {
	var v any
	if s.t.NumMethod() == 0 {
		v = *(*any)(p)
	} else {
		v = reflect.NewAt(s.t, p).Elem().Interface()
	}
	w.boxed(v)
}

func (w *walk) boxed(v any) {
	if v == nil {
		w.put(0)
		return
	}
	s := shapeOf(reflect.TypeOf(v))
	w.typ(s)
	d := data(v)
	switch s.kind {
	case reflect.Pointer, reflect.Map, reflect.Chan, reflect.Func, reflect.UnsafePointer:
		w.word(unsafe.Pointer(&d), s)
	case reflect.Struct, reflect.Array: // it may be in the interface itself
		c := reflect.New(s.t)
		c.Elem().Set(reflect.ValueOf(v))
		w.value(c.UnsafePointer(), s, false)
	default:
		w.value(d, s, false)
	}
}

// mapping walks through a map, in the order of its keys.
func (w *walk) mapping(p unsafe.Pointer, s *shape) {
	at := *(*unsafe.Pointer)(p)
	if at == nil {
		w.put(0)
		return
	}
	if !w.number(at) {
		return
	}
	m := reflect.NewAt(s.t, p).Elem()
	w.put(uint64(m.Len()))
	if k := s.t.Key().Kind(); k == reflect.Pointer || k == reflect.Chan || k == reflect.Interface {
		w.later = append(w.later, m) // when it is known which number its keys have
		return
	}
	var es []mapEntry
	for it := m.MapRange(); it.Next(); {
		k := it.Key()
		if !orderable(k) || !k.Equal(k) {
			w.fail("it has a map whose keys have no order")
			return
		}
		es = append(es, mapEntry{k, it.Value()})
	}
	slices.SortFunc(es, func(a, b mapEntry) int { return order(a.k, b.k) })
	w.entries(es)
}

type mapEntry struct{ k, v reflect.Value }

// entries walks through a map's entries, which are in an order of their own.
func (w *walk) entries(es []mapEntry) {
	for i, e := range es {
		if i > 0 && orderable(e.k) && order(es[i-1].k, e.k) == 0 {
			w.fail("it has a map whose keys have no order")
		}
		for _, v := range []reflect.Value{e.k, e.v} {
			c := reflect.New(v.Type())
			c.Elem().Set(v)
			w.value(c.UnsafePointer(), shapeOf(v.Type()), false)
		}
	}
}

// known returns the number that what a map's key points to has got.
func (w *walk) known(k reflect.Value) int32 {
	if k.Kind() == reflect.Interface {
		k = k.Elem()
	}
	switch k.Kind() {
	case reflect.Pointer:
		return w.whole[whole{k.UnsafePointer(), shapeOf(k.Type()).elem, 1}]
	case reflect.Chan:
		return w.places.get(k.UnsafePointer())
	}
	return 0
}

// maps walks through the maps whose keys are places: those that have been come to
// are in the order of their numbers. It can be told what follows if there is one
// other.
func (w *walk) maps() {
	for len(w.later) > 0 && w.why == "" {
		m := w.later[0]
		w.later = w.later[1:]
		var values, es, others []mapEntry
		for it := m.MapRange(); it.Next(); {
			e := mapEntry{it.Key(), it.Value()}
			switch {
			case w.known(e.k) != 0:
				es = append(es, e)
			case orderable(e.k) && e.k.Equal(e.k):
				values = append(values, e)
			default:
				others = append(others, e)
			}
		}
		if len(others) > 1 {
			w.fail("it has a map whose keys have no order")
			return
		}
		slices.SortFunc(es, func(a, b mapEntry) int { return int(w.known(a.k) - w.known(b.k)) })
		slices.SortFunc(values, func(a, b mapEntry) int { return order(a.k, b.k) })
		w.put(uint64(len(values)))
		w.entries(values)
		w.put(uint64(len(es)))
		w.entries(append(es, others...))
	}
}

// channel walks through a channel and who waits there.
func (w *walk) channel(p unsafe.Pointer, s *shape) {
	if p == nil {
		w.put(0)
		return
	}
	if !w.number(p) {
		return
	}
	c := w.x.chans.get(p)
	if c == nil {
		w.put(uint64(cap(*(*chan struct{})(unsafe.Pointer(&p)))))
		if len(*(*chan struct{})(unsafe.Pointer(&p))) > 0 {
			w.fail("it has a channel that was filled before")
		}
		return
	}
	w.chanObj(c)
}

func (w *walk) chanObj(c *chanObj) {
	w.put(uint64(c.cap))
	w.state(&c.obj)
	if c.cap > 0 {
		if len(c.items) != w.len(c) {
			w.fail("it has a channel that was filled before")
			return
		}
		for _, v := range c.items {
			w.pointer(v)
		}
	}
	for _, q := range [2][]*waiter{c.send, c.recv} {
		w.put(uint64(len(q)))
		for _, wt := range q {
			w.put(uint64(wt.g.id))
			w.put(uint64(wt.nth))
		}
	}
	for _, wt := range c.send {
		w.value(wt.val, shapeOf(c.elem), true)
	}
}

func (w *walk) len(c *chanObj) int {
	if c.obj.epoch != w.x.epoch {
		return 0
	}
	return int(c.obj.st.a)
}

// function walks through a function value: which function it is, and the variables
// that it has from others.
func (w *walk) function(p unsafe.Pointer) {
	if p == nil {
		w.put(0)
		return
	}
	code := *(*uintptr)(p)
	w.put(uint64(code))
	c := w.x.closures.get(p)
	if c == nil {
		c = lasting.get(p)
	}
	if c == nil {
		if !topLevel(code) {
			w.fail("it has a function value from outside of the explored code")
		}
		return
	}
	if !w.number(p) {
		return
	}
	for _, v := range c.vars {
		w.pointer(v)
	}
}

// topLevel reports whether a function that is declared is at a place in the code:
// its values hold nothing.
func topLevel(code uintptr) bool {
	f := runtime.FuncForPC(code)
	if f == nil {
		return false
	}
	name := f.Name()
	if strings.HasPrefix(name, "reflect.") || strings.ContainsAny(name, "[(") {
		return false
	}
	name = name[strings.LastIndexByte(name, '/')+1:]
	return strings.Count(name, ".") == 1 && !strings.Contains(name, "-")
}
