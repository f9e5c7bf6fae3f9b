package native

import "unsafe"

// A table finds things by addresses. Go's maps tell the race detector of each
// use, which is right in any other program: here all goroutines share them.
type table[V any] struct {
	keys []unsafe.Pointer // a power of two of them; nil where there is none
	vals []V
	n    int
}

// slot returns where the key is, or is to be.
//
//go:norace
func (t *table[V]) slot(p unsafe.Pointer) int {
	mask := len(t.keys) - 1
	i := int(mix(uint64(uintptr(p)))) & mask
	for t.keys[i] != nil && t.keys[i] != p {
		i = (i + 1) & mask
	}
	return i
}

// get returns what p has, the zero value if nothing.
//
//go:norace
func (t *table[V]) get(p unsafe.Pointer) (v V) {
	if t.n == 0 {
		return v
	}
	return t.vals[t.slot(p)]
}

//go:norace
func (t *table[V]) put(p unsafe.Pointer, v V) {
	if 2*t.n >= len(t.keys) {
		old := *t
		*t = table[V]{keys: make([]unsafe.Pointer, max(8, 2*len(old.keys))), vals: make([]V, max(8, 2*len(old.keys)))}
		for i, k := range old.keys {
			if k != nil {
				t.put(k, old.vals[i])
			}
		}
	}
	i := t.slot(p)
	if t.keys[i] == nil {
		t.keys[i] = p
		t.n++
	}
	t.vals[i] = v
}

// each calls f for all values.
//
//go:norace
func (t *table[V]) each(f func(V)) {
	for i, k := range t.keys {
		if k != nil {
			f(t.vals[i])
		}
	}
}

// reset empties the table.
//
//go:norace
func (t *table[V]) reset() {
	if t.n > 0 {
		clear(t.keys)
		clear(t.vals)
		t.n = 0
	}
}

// without removes the i-th element, in place. Go's append and copy tell the race
// detector, too.
//
//go:norace
func without[T any](s []T, i int) []T {
	for ; i+1 < len(s); i++ {
		s[i] = s[i+1]
	}
	var none T
	s[len(s)-1] = none
	return s[:len(s)-1]
}
