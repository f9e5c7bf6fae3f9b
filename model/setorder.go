package model

// The order of sets. CPython keeps a set in an open hash table and iterates
// over it from slot 0. For numbers and tuples of numbers the hash is a function
// of the value, so the order follows from the history of the set; here it is
// the order that inserting the items one after the other gives. For str, bytes
// and objects it depends on the hash seed or on addresses, and any order is
// possible. Source: CPython Objects/setobject.c 3.13, by behaviour.

const (
	setMinSize     = 8
	setProbes      = 9
	setPerturb     = 5
	setLargeGrowth = 50000
)

// setOrder returns the items of a set in the order of iteration. If fixed is
// false that order is open, and the items are in the order of insertion.
func (m *machine) setOrder(s Value) (keys []Value, fixed bool) {
	keys = m.tableKeys(s)
	if len(keys) < 2 {
		return keys, true
	}
	hashes := make([]uint64, len(keys))
	for i, k := range keys {
		if !m.seedless(k) {
			return keys, false
		}
		h, _ := m.hashOf(k, false)
		hashes[i] = uint64(h)
	}
	t := newSimulatedSet()
	for i, h := range hashes {
		t.add(h, i)
	}
	out := make([]Value, 0, len(keys))
	for _, e := range t.slots {
		if e > 0 {
			out = append(out, keys[e-1])
		}
	}
	return out, true
}

// seedless reports whether the hash of v is the same in every process.
func (m *machine) seedless(v Value) bool {
	v = m.unwrap(v)
	k, _ := m.asNumber(v)
	if k != noNumber {
		return !m.isNaN(v)
	}
	if m.is(v, kTuple) && m.cfg.Minor >= 8 {
		for _, x := range m.items(v) {
			if !m.seedless(x) {
				return false
			}
		}
		return true
	}
	return false
}

// simulatedSet is CPython's hash table with the items left out: slots hold the
// number of an item plus one.
type simulatedSet struct {
	slots  []int
	hashes []uint64 // by slot
	fill   int
}

func newSimulatedSet() *simulatedSet {
	return &simulatedSet{slots: make([]int, setMinSize), hashes: make([]uint64, setMinSize)}
}

func (t *simulatedSet) add(h uint64, item int) {
	t.put(h, item+1)
	t.fill++
	mask := len(t.slots) - 1
	if t.fill*5 < mask*3 {
		return
	}
	want := t.fill * 4
	if t.fill > setLargeGrowth {
		want = t.fill * 2
	}
	size := setMinSize
	for size <= want {
		size <<= 1
	}
	old, oldHashes := t.slots, t.hashes
	t.slots, t.hashes = make([]int, size), make([]uint64, size)
	for i, e := range old {
		if e > 0 {
			t.put(oldHashes[i], e)
		}
	}
}

// put finds a free slot: a run of slots behind the hash's own, then a slot that
// the rest of the hash decides, and so on. When the table is rebuilt the run is
// tried only if it lies in the table as a whole, as it is on insertion.
func (t *simulatedSet) put(h uint64, e int) {
	mask := uint64(len(t.slots) - 1)
	perturb := h
	i := h & mask
	for {
		run := uint64(0)
		if i+setProbes <= mask {
			run = setProbes
		}
		for j := i; j <= i+run; j++ {
			if t.slots[j] == 0 {
				t.slots[j], t.hashes[j] = e, h
				return
			}
		}
		perturb >>= setPerturb
		i = (i*5 + 1 + perturb) & mask
	}
}
