// Package packing writes states in fewer bytes. A model.State is words of eight
// bytes, of which many are 0 and most are small numbers.
//
// Of each eight words a byte says which are not 0; those follow, each in as many
// bytes as it takes: the number of zero bits at the low end of the first byte
// tells how many bytes follow it. Bytes that make no whole word come last, as
// they are.
package packing

import (
	"encoding/binary"
	"math/bits"
)

const (
	wordBytes = 8
	group     = 8
	maxWord   = 1 + wordBytes // bytes that a word takes at most
)

// Pack writes state over the bytes of dst and returns it.
func Pack(dst, state []byte) []byte {
	words := len(state) / wordBytes
	if need := binary.MaxVarintLen64 + words/group + 1 + words*maxWord + 2*wordBytes; cap(dst) < need {
		dst = make([]byte, 2*need)
	}
	b := dst[:cap(dst)]
	n := binary.PutUvarint(b, uint64(len(state)))
	for words > 0 {
		at := n
		n++
		mask := byte(0)
		k := min(words, group)
		words -= k
		for i := range k {
			x := binary.LittleEndian.Uint64(state[i*wordBytes:])
			if x == 0 {
				continue
			}
			mask |= 1 << i
			size := (bits.Len64(x) + 6) / 7
			if size > wordBytes {
				b[n] = 0
				binary.LittleEndian.PutUint64(b[n+1:], x)
				n += maxWord
				continue
			}
			binary.LittleEndian.PutUint64(b[n:], (x<<1|1)<<(size-1))
			n += size
		}
		b[at] = mask
		state = state[k*wordBytes:]
	}
	n += copy(b[n:], state)
	return b[:n]
}

// Unpack writes the state that b was packed from over the bytes of dst and
// returns it.
func Unpack(dst, b []byte) []byte {
	size, n := binary.Uvarint(b)
	if cap(dst) < int(size) {
		dst = make([]byte, 2*size)
	}
	dst = dst[:size]
	clear(dst)
	to := dst
	for words := int(size) / wordBytes; words > 0; {
		k := min(words, group)
		words -= k
		mask := b[n]
		n++
		for ; mask != 0; mask &= mask - 1 {
			x := word(b[n:])
			if byte(x) == 0 {
				x = binary.LittleEndian.Uint64(b[n+1:])
				n += maxWord
			} else {
				size := bits.TrailingZeros64(x) + 1
				x = x >> size & (1<<(7*size) - 1)
				n += size
			}
			binary.LittleEndian.PutUint64(to[bits.TrailingZeros8(mask)*wordBytes:], x)
		}
		to = to[k*wordBytes:]
	}
	copy(to, b[n:])
	return dst
}

// word returns the first bytes of b as a word.
func word(b []byte) uint64 {
	if len(b) >= wordBytes {
		return binary.LittleEndian.Uint64(b)
	}
	var w [wordBytes]byte
	copy(w[:], b)
	return binary.LittleEndian.Uint64(w[:])
}
