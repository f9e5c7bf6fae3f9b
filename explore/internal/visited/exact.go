package visited

import "encoding/binary"

const arenaBytes = 64 << 10

// states are the states of a shard of an exact set.
type states struct {
	arena [][]byte // each state after its length
	refs  []uint64 // entry → block<<32 | offset
}

// keep stores a state.
func (s *Set) keep(t *states, state []byte) {
	var head [binary.MaxVarintLen64]byte
	n := binary.PutUvarint(head[:], uint64(len(state)))
	last := len(t.arena) - 1
	if last < 0 || len(t.arena[last])+n+len(state) > cap(t.arena[last]) {
		size := max(min(arenaBytes, 1024<<min(len(t.arena), 6)), n+len(state))
		t.arena = append(t.arena, make([]byte, 0, size))
		s.bytes.Add(int64(size))
		last++
	}
	if n := len(t.refs); n == cap(t.refs) {
		t.refs = append(make([]uint64, 0, n+max(2, n/8)), t.refs...)
		s.bytes.Add(8 * int64(cap(t.refs)-n))
	}
	t.refs = append(t.refs, uint64(last)<<32|uint64(len(t.arena[last])))
	t.arena[last] = append(append(t.arena[last], head[:n]...), state...)
}

// state returns the state of the i-th entry.
func (t *states) state(i uint32) []byte {
	ref := t.refs[i]
	b := t.arena[ref>>32][uint32(ref):]
	size, n := binary.Uvarint(b)
	return b[n : n+int(size)]
}
