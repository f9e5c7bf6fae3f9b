package model

import (
	"math"
	"math/big"
	"slices"
	"sync"
	"sync/atomic"
)

// A Value is one word: the value itself, or a reference to an object in the
// machine's arena. The low three bits are the tag, the rest the payload. The
// zero Value is no value: an unbound variable, or the sign that an exception
// is pending.
type Value uint64

const (
	tagRef   = 0 // an object at arena[payload]
	tagInt   = 1 // a signed integer of 61 bits
	tagAtom  = 2 // an interned immutable value: str, bytes, float, larger int
	tagConst = 3 // a singleton or a builtin, by number in the registry
	tagBits  = 3
	tagMask  = 1<<tagBits - 1
)

func (v Value) tag() uint64   { return uint64(v) & tagMask }
func (v Value) isRef() bool   { return v&tagMask == tagRef && v != 0 }
func (v Value) isInt() bool   { return v&tagMask == tagInt }
func (v Value) isAtom() bool  { return v&tagMask == tagAtom }
func (v Value) isConst() bool { return v&tagMask == tagConst }
func (v Value) payload() int  { return int(v >> tagBits) }
func (v Value) int() int64    { return int64(v) >> tagBits }
func refValue(off int) Value  { return Value(off) << tagBits }
func constValue(id int) Value { return Value(id)<<tagBits | tagConst }
func rawInt(n int64) Value    { return Value(n)<<tagBits | tagInt }
func fitsInt(n int64) bool    { return n >= -1<<60 && n < 1<<60 }
func boolValue(b bool) Value {
	if b {
		return True
	}
	return False
}

// The singletons are the first entries of the registry.
const (
	None           Value = 0<<tagBits | tagConst
	False          Value = 1<<tagBits | tagConst
	True           Value = 2<<tagBits | tagConst
	Ellipsis       Value = 3<<tagBits | tagConst
	NotImplemented Value = 4<<tagBits | tagConst
)

func (v Value) isBool() bool { return v == True || v == False }

// atomKind tells the interned immutable values apart.
type atomKind uint8

const (
	atomStr atomKind = iota
	atomBytes
	atomFloat
	atomInt
)

// An atom is an interned immutable value. Equal atoms of one kind have one
// number, so that equality is equality of words.
type atom struct {
	kind atomKind
	s    string   // str, bytes
	f    float64  // float
	n    *big.Int // int beyond 61 bits
}

// atomTable interns the atoms of a program. It only grows. Numbers depend on
// the order of first use, so they never leave the process: what is written out
// is the content.
type atomTable struct {
	base *atomTable // what it began with, which does not change any more, or nil
	mu   sync.Mutex
	ids  map[string]int         // kind byte + content → number
	list atomic.Pointer[[]atom] // those of base included
	size int64                  // bytes held
}

func newAtomTable(base *atomTable) *atomTable {
	t := &atomTable{base: base, ids: map[string]int{}}
	t.list.Store(new([]atom))
	if base != nil {
		t.size = base.size
		t.list.Store(new(slices.Clip(*base.list.Load())))
	}
	return t
}

func (t *atomTable) intern(key string, a atom) Value {
	for b := t.base; b != nil; b = b.base {
		if id, ok := b.ids[key]; ok {
			return atomValue(id)
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	id, ok := t.ids[key]
	if !ok {
		l := *t.list.Load()
		id = len(l)
		l = append(l, a)
		t.list.Store(&l)
		t.ids[key] = id
		t.size += int64(2*len(key) + 64)
	}
	return atomValue(id)
}

func atomValue(id int) Value { return Value(id)<<tagBits | tagAtom }

func (t *atomTable) get(v Value) *atom { return &(*t.list.Load())[v.payload()] }

// atomCache is a machine's own view of the table, free of locks.
type atomCache struct {
	table  *atomTable
	strs   map[string]Value
	floats map[uint64]Value // by their bits
}

// expect makes room for n atoms in a cache and a table that have none.
func (c *atomCache) expect(n int) {
	c.strs, c.table.ids = make(map[string]Value, n), make(map[string]int, n)
	c.table.list.Store(new(make([]atom, 0, n)))
}

// maxCached is how many atoms of a kind a cache has.
const maxCached = 1 << 16

func (c *atomCache) str(s string) Value {
	if v, ok := c.strs[s]; ok {
		return v
	}
	v := c.table.intern("s"+s, atom{kind: atomStr, s: s})
	if len(c.strs) > maxCached {
		clear(c.strs)
	}
	c.strs[s] = v
	return v
}

func (c *atomCache) bytes(s string) Value { return c.table.intern("b"+s, atom{kind: atomBytes, s: s}) }

func (c *atomCache) float(f float64) Value {
	bits := math.Float64bits(f)
	if f != f {
		bits = math.Float64bits(math.NaN())
	}
	if v, ok := c.floats[bits]; ok {
		return v
	}
	var k [9]byte
	k[0] = 'f'
	for i := range 8 {
		k[i+1] = byte(bits >> (8 * i))
	}
	v := c.table.intern(string(k[:]), atom{kind: atomFloat, f: f})
	if len(c.floats) > maxCached {
		clear(c.floats)
	}
	c.floats[bits] = v
	return v
}

func (c *atomCache) bigInt(n *big.Int) Value {
	if n.IsInt64() && fitsInt(n.Int64()) {
		return rawInt(n.Int64())
	}
	key := "i+"
	if n.Sign() < 0 {
		key = "i-"
	}
	return c.table.intern(key+string(n.Bytes()), atom{kind: atomInt, n: new(big.Int).Set(n)})
}

func (c *atomCache) int(n int64) Value {
	if fitsInt(n) {
		return rawInt(n)
	}
	return c.bigInt(big.NewInt(n))
}
