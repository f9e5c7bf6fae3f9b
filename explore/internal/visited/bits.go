package visited

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/condcheck/condcheck/model"
)

// Probes is how many bits stand for a state in a Bits.
const Probes = 3

// blockStates is how many states of a Bits have their ways written one behind the
// other.
const blockStates = 64

// Bits is a set of states of which it keeps three bits each: what comes to bits that
// are set already is taken for a state that it has, so that states are missed
// (G. J. Holzmann, An Analysis of Bitstate Hashing, Formal Methods in System Design
// 13, 1998; the bits are chosen as in P. C. Dillinger and P. Manolios, Bloom Filters
// in Probabilistic Verification, FMCAD 2004). It serves one worker, which goes
// through the states in the order in which they were added: then the way to a state
// takes some two bytes, as the distance to the parent of the one before.
type Bits struct {
	words  []uint64
	limit  int64
	n, set int64
	missed float64 // states, as far as can be expected

	ways   []byte  // of each state: parent, less that of the one before; step
	blocks []block // of each blockStates
	last   ID      // parent of the state added last
}

type block struct {
	at     int // in ways
	parent ID  // that the first one's is told from
}

// NewBits returns an empty set of the given number of bytes, which takes at most
// limit states; 0: as many as it can name.
func NewBits(bytes, limit int64) *Bits {
	if limit <= 0 || limit >= math.MaxUint32 {
		limit = math.MaxUint32 - 1
	}
	return &Bits{words: make([]uint64, max(bytes/8, 1)), limit: limit}
}

// Len returns the number of states in the set.
func (b *Bits) Len() int64 { return b.n }

// Bytes returns the memory that the set holds.
func (b *Bits) Bytes() int64 {
	return 8*int64(len(b.words)) + int64(cap(b.ways)) + 16*int64(cap(b.blocks))
}

// CollisionChance bounds the probability that some state was taken for another.
func (b *Bits) CollisionChance() float64 { return min(1, b.missed) }

// Missed estimates how many states were taken for others: the sum, over the states
// added, of the chance that a new one was missed then. What can be reached through
// missed ones alone is not counted.
func (b *Bits) Missed() float64 { return b.missed }

// bit returns the i-th bit of a state.
func (b *Bits) bit(k Key, i uint64) (word uint64, mask uint64) {
	at := (k.Lo + i*(k.Hi|1)) % (64 * uint64(len(b.words)))
	return at / 64, 1 << (at % 64)
}

// Contains reports whether the set takes the state for one that it has.
func (b *Bits) Contains(k Key, _ []byte) bool {
	for i := range uint64(Probes) {
		if word, mask := b.bit(k, i); b.words[word]&mask == 0 {
			return false
		}
	}
	return true
}

// Insert adds the state with the given key, reached from parent by step. parent is
// not before that of the state added last.
func (b *Bits) Insert(k Key, state []byte, parent ID, step model.Step) (ID, Status) {
	switch {
	case b.Contains(k, state):
		return None, Seen
	case b.n >= b.limit:
		return None, Full
	}
	b.missed += math.Pow(float64(b.set)/float64(64*len(b.words)), Probes)
	for i := range uint64(Probes) {
		if word, mask := b.bit(k, i); b.words[word]&mask == 0 {
			b.words[word] |= mask
			b.set++
		}
	}
	if parent == None {
		parent = 0 // of the first one, whose way ends there
	}
	if b.n%blockStates == 0 {
		b.blocks = append(b.blocks, block{len(b.ways), b.last})
	}
	b.ways = binary.AppendUvarint(b.ways, uint64(parent-b.last))
	b.ways = binary.AppendUvarint(b.ways, uint64(step))
	b.last = parent
	b.n++
	return ID(b.n - 1), Added
}

// NextLevel ends a level, which is nothing to this set.
func (b *Bits) NextLevel() {}

// Rank orders states as they were added.
func (b *Bits) Rank(id ID) uint64 { return uint64(id) }

// Path returns the steps that led to the state.
func (b *Bits) Path(id ID) []model.Step {
	var steps []model.Step
	for id != 0 {
		bl := b.blocks[id/blockStates]
		at, parent := bl.at, bl.parent
		var step uint64
		for range id%blockStates + 1 {
			more, n := binary.Uvarint(b.ways[at:])
			at += n
			step, n = binary.Uvarint(b.ways[at:])
			at += n
			parent += ID(more)
		}
		steps, id = append(steps, model.Step(step)), parent
	}
	slices.Reverse(steps)
	return steps
}

// Expect implements States.
func (b *Bits) Expect([]Key) {}
