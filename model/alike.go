package model

import (
	"iter"
	"slices"
	"unsafe"
)

// Whether two states are the same but for the order of what has none: the items of
// pools and sets. The canonical form takes most such states for one, not all: it
// does not look at who refers to an item. Here everything is tried.

// alike is an isomorphism in the making between the objects of two states, by
// their places in words.
type alike struct {
	base   int // where states stand in an arena, in words
	x, y   []Value
	to     map[int]int // from x to y
	from   map[int]int // and back
	todo   [][2]int    // objects whose fields are still to be compared
	groups []bunch     // items without an order, which come last
	perm   []int       // of places, from x to y
}

// A bunch is the items of two collections without an order.
type bunch struct{ x, y []Value }

// alikeStates reports whether two states are the same but for the order of pools
// and sets.
func (m *machine) alikeStates(s, t State) bool {
	if len(s) != len(t) {
		return false
	}
	x, y := wordsOf(s), wordsOf(t)
	n := int(x[rPlaces] >> tagBits)
	for perm := range permutations(n, n > 0 && !m.anyOrder()) {
		i := &alike{base: m.frozen, x: x, y: y, to: map[int]int{}, from: map[int]int{}, perm: perm}
		if i.pair(0, 0) && i.pair(rootWords, rootWords) && i.settle() {
			return true
		}
	}
	return false
}

// permutations returns the permutations of the numbers below n, or those that are
// rotations.
func permutations(n int, rotations bool) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		if rotations {
			for r := range n {
				p := make([]int, n)
				for k := range p {
					p[k] = (k + r) % n
				}
				if !yield(p) {
					return
				}
			}
			return
		}
		var extend func(p []int) bool
		extend = func(p []int) bool {
			if len(p) == n {
				return yield(slices.Clone(p))
			}
			for k := range n {
				if !slices.Contains(p, k) && !extend(append(p, k)) {
					return false
				}
			}
			return true
		}
		extend(make([]int, 0, n))
	}
}

// wordsOf is the inverse of bytesOf, for a state from anywhere.
func wordsOf(s State) []Value {
	words := make([]Value, len(s)/wordBytes)
	copy(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(words))), len(words)*wordBytes), s)
	return words
}

// place returns where the object that v refers to stands, -1 if it is none of the
// state's.
func (i *alike) place(v Value) int {
	if !v.isRef() || v.payload() < i.base || v.payload()-i.base >= len(i.x) {
		return -1
	}
	return v.payload() - i.base
}

// pair makes two objects each other's image, if they are not others' already.
func (i *alike) pair(p, q int) bool {
	r, known := i.to[p]
	s, taken := i.from[q]
	if known || taken {
		return known && taken && r == q && s == p
	}
	if i.x[p] != i.y[q] {
		return false
	}
	i.to[p], i.from[q] = q, p
	i.todo = append(i.todo, [2]int{p, q})
	return true
}

func (i *alike) same(v, w Value) bool {
	if isPlace(v) && isPlace(w) && v < refValue(byPlaceAt) && w < refValue(byPlaceAt) {
		n, k, offset := placeParts(v)
		return w == placeValue(n, i.perm[k], offset)
	}
	p, q := i.place(v), i.place(w)
	if p < 0 || q < 0 {
		return v == w
	}
	return i.pair(p, q)
}

func (i *alike) sameAll(v, w []Value) bool {
	for k := range v {
		if !i.same(v[k], w[k]) {
			return false
		}
	}
	return true
}

// settle compares what is left to be compared.
func (i *alike) settle() bool {
	for len(i.todo) > 0 {
		p, q := i.todo[len(i.todo)-1][0], i.todo[len(i.todo)-1][1]
		i.todo = i.todo[:len(i.todo)-1]
		if !i.fields(p, q) {
			return false
		}
	}
	for n, g := range i.groups {
		// Items that have their image are done.
		var x, y []Value
		for _, v := range g.x {
			if _, ok := i.to[i.place(v)]; !ok {
				x = append(x, v)
			}
		}
		for _, w := range g.y {
			if _, ok := i.from[i.place(w)]; !ok {
				y = append(y, w)
			}
		}
		switch {
		case len(x) != len(y):
			return false
		case len(x) > 0:
			rest := append([]bunch{{x, y}}, i.groups[n+1:]...)
			for k := range y {
				j := i.clone(rest)
				j.groups[0].y = append(append([]Value{}, y[:k]...), y[k+1:]...)
				j.groups[0].x = x[1:]
				if j.same(x[0], y[k]) && j.settle() {
					return true
				}
			}
			return false
		}
	}
	return true
}

// clone is the same state of affairs with other collections left.
func (i *alike) clone(groups []bunch) *alike {
	j := &alike{base: i.base, x: i.x, y: i.y, perm: i.perm, to: make(map[int]int, len(i.to)), from: make(map[int]int, len(i.from)), groups: append([]bunch{}, groups...)}
	for p, q := range i.to {
		j.to[p], j.from[q] = q, p
	}
	return j
}

// fields compares the fields of two objects with the same header.
func (i *alike) fields(p, q int) bool {
	n := int(i.x[p] >> hdrKindBits)
	x, y := i.x[p+1:p+n], i.y[q+1:q+n]
	switch kind(i.x[p] & 0xff) {
	case kFrame:
		return x[wMeta-1] == y[wMeta-1] && i.sameAll(x[wMeta:], y[wMeta:])
	case kPool:
		if x[2] != True || y[2] != True {
			return i.sameAll(x, y)
		}
		return x[0] == y[0] && i.together(x[1], y[1], int(x[0].int()))
	case kList:
		if x[1] >= refValue(byPlaceAt) && y[1] >= refValue(byPlaceAt) && x[0] == y[0] {
			return i.byPlace(x[1].payload()-byPlaceAt-i.base+1, y[1].payload()-byPlaceAt-i.base+1)
		}
	case kSet, kFrozenSet:
		return x[wLive-1] == y[wLive-1] && i.together(x[wBuf-1], y[wBuf-1], int(x[wLive-1].int()))
	case kIter:
		if iterKind(x[0].int()) == itSet && x[1] != 0 && x[2] == True && y[1] != 0 && y[2] == True {
			l, k := i.place(x[1]), i.place(y[1])
			return x[0] == y[0] && i.sameAll(x[3:], y[3:]) && i.x[l+1] == i.y[k+1] &&
				i.together(i.x[l+2], i.y[k+2], int(i.x[l+1].int()))
		}
	}
	return i.sameAll(x, y)
}

// byPlace compares the items of lists by place, which begin at p and q.
func (i *alike) byPlace(p, q int) bool {
	for k, l := range i.perm {
		if !i.same(i.x[p+k], i.y[q+l]) {
			return false
		}
	}
	return true
}

// together puts off two collections of n items in buffers. What is no object must
// be in both.
func (i *alike) together(x, y Value, n int) bool {
	if n == 0 {
		return true
	}
	p, q := i.place(x), i.place(y)
	if p < 0 || q < 0 {
		return false
	}
	g := bunch{}
	plain := map[Value]int{}
	for k := range n {
		if v := i.x[p+1+k]; i.place(v) >= 0 {
			g.x = append(g.x, v)
		} else {
			plain[v]++
		}
		if w := i.y[q+1+k]; i.place(w) >= 0 {
			g.y = append(g.y, w)
		} else {
			plain[w]--
		}
	}
	for _, left := range plain {
		if left != 0 {
			return false
		}
	}
	i.groups = append(i.groups, g)
	return true
}
