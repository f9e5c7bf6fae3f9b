// Package packing writes states in fewer bytes. A model.State is words of eight
// bytes, of which many are 0 and most are small numbers.
//
// Two bits for each word say in how many bytes it stands; those of four words are a
// byte, and all of these stand before the words, so that where a word stands does not
// depend on those before it (the layout of Stream VByte: Lemire, Kurz and Rupp,
// Information Processing Letters 130, 2018). Bytes that make no whole word come last,
// as they are.
package packing

import (
	"encoding/binary"
	"math/bits"
)

const (
	wordBytes = 8
	group     = 4
	largest   = group * wordBytes // bytes that a group takes at most
)

// A layout says in how many bytes a word may stand: those of the four codes.
type layout struct {
	size [4]uint8
	mask [4]uint64
	code [65]uint8 // by the number of bits in the word
	// of a group, by its byte of codes: where its words stand, and how many bytes it takes
	at    [256][group]uint8
	total [256]uint8
}

func newLayout(size [4]uint8) *layout {
	l := &layout{size: size}
	for code, n := range size {
		l.mask[code] = 1<<(8*n) - 1
	}
	for n := range l.code {
		for int(8*size[l.code[n]]) < n {
			l.code[n]++
		}
	}
	for codes := range l.total {
		for i := range group {
			l.at[codes][i] = l.total[codes]
			l.total[codes] += size[codes>>(2*i)&3]
		}
	}
	return l
}

// In a state of few words references to objects take two bytes, in others four.
const few = 1 << 13

var (
	small = newLayout([4]uint8{0, 1, 2, 8})
	large = newLayout([4]uint8{0, 2, 4, 8})
)

func layoutFor(words int) *layout {
	if words <= few {
		return small
	}
	return large
}

// Pack writes state over the bytes of dst and returns it.
func Pack(dst, state []byte) []byte {
	words := len(state) / wordBytes
	groups := (words + group - 1) / group
	if need := binary.MaxVarintLen64 + groups*(1+largest) + largest + 2*wordBytes; cap(dst) < need {
		dst = make([]byte, 2*need)
	}
	b := dst[:cap(dst)]
	l := layoutFor(words)
	n := binary.PutUvarint(b, uint64(len(state)))
	codes := b[n : n+groups]
	n += groups
	for i := range codes {
		if len(state) < largest {
			var last [largest]byte
			rest := copy(last[:], state[:words%group*wordBytes])
			codes[i], n = l.pack(b, n, last[:])
			state = state[rest:]
			break
		}
		codes[i], n = l.pack(b, n, state[:largest])
		state = state[largest:]
	}
	n += copy(b[n:], state)
	return b[:n]
}

// pack writes a group to b, from n on. It returns its codes, and where it ends.
func (l *layout) pack(b []byte, n int, words []byte) (codes byte, end int) {
	_ = words[largest-1]
	x0 := binary.LittleEndian.Uint64(words)
	x1 := binary.LittleEndian.Uint64(words[wordBytes:])
	x2 := binary.LittleEndian.Uint64(words[2*wordBytes:])
	x3 := binary.LittleEndian.Uint64(words[3*wordBytes:])
	codes = l.code[bits.Len64(x0)] | l.code[bits.Len64(x1)]<<2 | l.code[bits.Len64(x2)]<<4 | l.code[bits.Len64(x3)]<<6
	at := &l.at[codes]
	const m = largest - 1
	to := b[n : n+largest+wordBytes]
	binary.LittleEndian.PutUint64(to, x0)
	binary.LittleEndian.PutUint64(to[at[1]&m:], x1)
	binary.LittleEndian.PutUint64(to[at[2]&m:], x2)
	binary.LittleEndian.PutUint64(to[at[3]&m:], x3)
	return codes, n + int(l.total[codes])
}

// Unpack writes the state that b was packed from over the bytes of dst and
// returns it.
func Unpack(dst, b []byte) []byte {
	size, n := binary.Uvarint(b)
	words := int(size) / wordBytes
	groups := (words + group - 1) / group
	if need := groups*largest + wordBytes; cap(dst) < need {
		dst = make([]byte, 2*need)
	}
	to := dst[:cap(dst)]
	l := layoutFor(words)
	codes := b[n : n+groups]
	b = b[n+groups:]
	for _, c := range codes {
		if len(b) < largest+wordBytes {
			// Near the end there is less to read than is read at once.
			var last [2*largest + wordBytes]byte
			copy(last[:], b)
			l.unpack(to[:largest], last[:], c)
		} else {
			l.unpack(to[:largest], b, c)
		}
		b = b[l.total[c]:]
		to = to[largest:]
	}
	dst = dst[:size]
	copy(dst[words*wordBytes:], b)
	return dst
}

// unpack writes the words of a group that begins at b.
func (l *layout) unpack(to, b []byte, codes byte) {
	_, _ = to[largest-1], b[largest+wordBytes-1]
	at := &l.at[codes]
	const m = largest - 1 // where the last word of a group begins at most is less
	binary.LittleEndian.PutUint64(to, binary.LittleEndian.Uint64(b)&l.mask[codes&3])
	binary.LittleEndian.PutUint64(to[wordBytes:], binary.LittleEndian.Uint64(b[at[1]&m:])&l.mask[codes>>2&3])
	binary.LittleEndian.PutUint64(to[2*wordBytes:], binary.LittleEndian.Uint64(b[at[2]&m:])&l.mask[codes>>4&3])
	binary.LittleEndian.PutUint64(to[3*wordBytes:], binary.LittleEndian.Uint64(b[at[3]&m:])&l.mask[codes>>6])
}
