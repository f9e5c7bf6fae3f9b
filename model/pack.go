package model

import (
	"encoding/binary"
	"math/bits"
)

// Packing writes the words of a state as bytes. References to objects of the
// state are written as if it stood at the beginning of the arena, so that they
// are small numbers, and signed numbers are folded (zigzag). Of each packGroup
// words a byte says which are not 0; those follow, each in as many bytes as it
// takes: the number of zero bits at the low end of the first byte tells how many
// bytes follow it.

const packGroup = 8

// maxPacked is the most bytes that a word takes, its share of the mask included.
const maxPacked = 10

// pack writes words that stand at base over the bytes of dst and returns them.
func pack(dst []byte, words []Value, base int) []byte {
	if need := maxPacked*len(words) + 2*binary.MaxVarintLen64; cap(dst) < need {
		dst = make([]byte, 2*need)
	}
	b := dst[:cap(dst)]
	n := binary.PutUvarint(b, uint64(len(words)))
	origin := uint64(refValue(base))
	for len(words) > 0 {
		group := words[:min(len(words), packGroup)]
		words = words[len(group):]
		at := n
		n++
		mask := byte(0)
		for i, w := range group {
			if w == 0 {
				continue
			}
			mask |= 1 << i
			x := uint64(w)
			if w&tagMask == tagRef {
				x -= origin
			}
			x = x<<1 ^ uint64(int64(x)>>63)
			k := (bits.Len64(x|1) + 6) / 7
			if k > 8 {
				b[n] = 0
				binary.LittleEndian.PutUint64(b[n+1:], x)
				n += 9
				continue
			}
			binary.LittleEndian.PutUint64(b[n:], (x<<1|1)<<(k-1))
			n += k
		}
		b[at] = mask
	}
	return b[:n]
}

// unpacker reads what pack has written.
type unpacker struct {
	b []byte // with spare bytes at the end
	n int    // bytes read
}

// begin takes up a state and returns how many words it has.
func (u *unpacker) begin(b []byte) int {
	if len(u.b) < len(b)+8 {
		u.b = make([]byte, 2*len(b)+8)
	}
	copy(u.b, b)
	words, n := binary.Uvarint(u.b)
	u.n = n
	return int(words)
}

// words reads the words that are to stand at base.
func (u *unpacker) words(to []Value, base int) {
	b, n := u.b, u.n
	origin := uint64(refValue(base))
	for len(to) > 0 {
		group := to[:min(len(to), packGroup)]
		to = to[len(group):]
		clear(group)
		mask := b[n]
		n++
		for ; mask != 0; mask &= mask - 1 {
			x := binary.LittleEndian.Uint64(b[n:])
			if byte(x) == 0 {
				x = binary.LittleEndian.Uint64(b[n+1:])
				n += 9
			} else {
				k := bits.TrailingZeros64(x) + 1
				x = x >> k & (1<<(7*k) - 1)
				n += k
			}
			x = x>>1 ^ -(x & 1)
			if x&tagMask == tagRef {
				x += origin
			}
			group[bits.TrailingZeros8(mask)] = Value(x)
		}
	}
	u.n = n
}

// decodeState makes the state that b describes the contents of the arena.
func (m *machine) decodeState(b []byte) {
	n := m.unpacker.begin(b)
	if m.frozen+n > len(m.a) {
		m.arenaFull()
	}
	m.unpacker.words(m.a[m.frozen:m.frozen+n], m.frozen)
	m.top = m.frozen + n
}
