// Package visited keeps the set of states that a search has seen, and for each
// state how it was reached. It owns the memory of a search that lasts; the
// states still to be expanded belong to package frontier.
//
// A state is known by a 128-bit hash, unless the set is exact, when the whole
// state is kept and compared. The set is cut into shards by the hash, each with
// a lock of its own, so that workers seldom meet and so that a growing shard
// copies a 256th of the index at a time. A shard's entries lie in small chunks
// that never move; its index is an open-addressed table of 32-bit words, each
// the number of an entry and eight bits of its hash.
//
// Most states that a search comes to are known, and a lock taken by one core
// after the other costs more than all else here. So a state is first looked up
// without the lock: an entry is complete before its word appears in the index,
// its key never changes, and a word that is not seen yet, or that went to a
// larger index meanwhile, only means looking again under the lock.
package visited

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/bits"
	"sync"
	"sync/atomic"

	"github.com/zeebo/xxh3"

	"github.com/condcheck/condcheck/model"
)

// An ID names a state in the set for as long as the set lives.
type ID uint32

// None is the ID of no state: the parent of the first one.
const None = ID(math.MaxUint32)

// A Key is the hash of a state.
type Key = xxh3.Uint128

// KeyOf returns the key of s.
func KeyOf(s model.State) Key { return xxh3.Hash128(s) }

// Less orders keys.
func Less(a, b Key) bool { return a.Hi < b.Hi || a.Hi == b.Hi && a.Lo < b.Lo }

const (
	shardBits  = 8
	shards     = 1 << shardBits
	indexBits  = 32 - shardBits
	maxEntries = 1<<indexBits - 2 // of a shard; word 0 is an empty slot

	chunkBits  = 8
	chunkSize  = 1 << chunkBits
	firstChunk = 4
	// smallChunks of 4, 4, 8, 16, 32, 64 and 128 entries make up chunkSize.
	smallChunks = chunkBits - 1
	entryBytes  = 24
	arenaBytes  = 64 << 10
)

type entry struct {
	hi, lo uint64
	parent ID     // changed under the lock, by NextLevel settled
	step   uint32 // likewise, and read atomically
}

// A chunk holds chunkSize entries, except the first ones, which together hold
// that many: small sets should be small.
type chunk []entry

// place returns the chunk of entry i and the place in it. The first chunks have
// firstChunk entries, as many again, twice as many, and so on.
func place(i uint32) (c, at uint32) {
	if i >= chunkSize {
		return smallChunks + (i-chunkSize)>>chunkBits, i % chunkSize
	}
	if c = uint32(bits.Len32(i / firstChunk)); c == 0 {
		return 0, i
	}
	return c, i - firstChunk<<(c-1)
}

type shard struct {
	mu     sync.Mutex
	index  atomic.Pointer[[]uint32] // its words are set under the lock and read atomically
	chunks atomic.Pointer[[]chunk]  // replaced, never changed, so that readers need no lock
	n      uint32
	fresh  uint32 // entries from here on were added in the present level

	arena [][]byte // exact: the states, each after its length
	refs  []uint64 // exact: entry → block<<32 | offset
	_     [48]byte // a shard is two cache lines
}

// A Set is a set of states with the way each was reached. Its methods may be
// called concurrently, except NextLevel.
type Set struct {
	exact bool
	limit int64
	_     [64]byte // what is often written lies apart from what is often read
	count atomic.Int64
	bytes atomic.Int64
	_     [64]byte
	shard [shards]shard
}

// Options of a set.
type Options struct {
	Exact  bool  // compare whole states
	Limit  int64 // take at most that many states; 0: as many as it can name
	Levels bool  // states come level by level, and the ways to them are settled by NextLevel
}

// New returns an empty set.
func New(o Options) *Set {
	s := &Set{exact: o.Exact, limit: o.Limit}
	if !o.Levels {
		for i := range s.shard {
			s.shard[i].fresh = math.MaxUint32
		}
	}
	if o.Limit <= 0 {
		s.limit = math.MaxInt64
	}
	return s
}

// Len returns the number of states in the set.
func (s *Set) Len() int64 { return s.count.Load() }

// Bytes returns the memory that the set holds.
func (s *Set) Bytes() int64 { return s.bytes.Load() }

// CollisionChance bounds the probability that two of the states seen were
// taken for one: n²/2¹²⁹, the birthday bound for n keys of 128 bits.
func (s *Set) CollisionChance() float64 {
	if s.exact {
		return 0
	}
	n := float64(s.count.Load())
	return n * n / math.Exp2(129)
}

// Status tells what became of an insertion.
type Status uint8

const (
	// Seen: the state was in the set.
	Seen Status = iota
	// Met: the state was added in this level, and this is another way to it.
	Met
	// Added: the state is new.
	Added
	// Full: the state is new and the set takes no more.
	Full
)

// Insert adds the state with the given key, reached from parent by step.
//
// Of several ways that lead to a state within one level, where there are
// levels, the set remembers the one with the lowest step, and among those the
// one whose parent has the lowest key: a choice that does not depend on the order in which workers come.
func (s *Set) Insert(k Key, state []byte, parent ID, step model.Step) (ID, Status) {
	num := k.Hi >> (64 - shardBits)
	sh := &s.shard[num]
	if !s.exact {
		if idx, _, ok := sh.find(k, nil, false); ok {
			id := ID(num<<indexBits) | ID(idx)
			if idx < sh.fresh {
				return id, Seen
			}
			if uint32(step) > atomic.LoadUint32(&sh.entry(idx).step) {
				return id, Met
			}
		}
	}
	sh.mu.Lock()
	defer sh.mu.Unlock()
	idx, pos, ok := sh.find(k, state, s.exact)
	if ok {
		id := ID(num<<indexBits) | ID(idx)
		if idx < sh.fresh {
			return id, Seen
		}
		if e := sh.entry(idx); uint32(step) <= e.step {
			s.prefer(e, parent, uint32(step))
		}
		return id, Met
	}
	if sh.n >= maxEntries {
		return None, Full
	}
	if s.count.Add(1) > s.limit {
		s.count.Add(-1)
		return None, Full
	}
	if index := sh.index.Load(); index == nil || uint64(sh.n)*5 >= uint64(len(*index))*4 {
		s.grow(sh)
		_, pos, _ = sh.find(k, state, s.exact)
	}
	idx = sh.n
	if c, at := place(idx); at == 0 {
		s.addChunk(sh, c)
	}
	*sh.entry(idx) = entry{k.Hi, k.Lo, parent, uint32(step)}
	sh.n++
	if s.exact {
		s.keep(sh, state)
	}
	atomic.StoreUint32(&(*sh.index.Load())[pos], uint32(k.Hi)<<indexBits|(idx+1))
	return ID(num<<indexBits) | ID(idx), Added
}

// find looks for a state in the shard: the number of its entry, or else the
// slot of the index that is free for it.
func (sh *shard) find(k Key, state []byte, exact bool) (idx uint32, pos uint64, ok bool) {
	index := sh.index.Load()
	if index == nil {
		return 0, 0, false
	}
	words := *index
	size := uint64(len(words))
	tag := uint32(k.Hi) << indexBits
	pos = slot(k, size)
	for {
		w := atomic.LoadUint32(&words[pos])
		if w == 0 {
			return 0, pos, false
		}
		if w&^(1<<indexBits-1) == tag {
			idx = w&(1<<indexBits-1) - 1
			e := sh.entry(idx)
			if e.lo == k.Lo && e.hi == k.Hi && (!exact || bytes.Equal(sh.state(idx), state)) {
				return idx, pos, true
			}
		}
		if pos++; pos == size {
			pos = 0
		}
	}
}

// Contains reports whether the state with the given key is in the set.
func (s *Set) Contains(k Key, state []byte) bool {
	sh := &s.shard[k.Hi>>(64-shardBits)]
	sh.mu.Lock()
	_, _, ok := sh.find(k, state, s.exact)
	sh.mu.Unlock()
	return ok
}

// prefer makes (parent, step) the way to e if it comes before the present one.
func (s *Set) prefer(e *entry, parent ID, step uint32) {
	if step < e.step || parent != e.parent && parent != None && e.parent != None && Less(s.Key(parent), s.Key(e.parent)) {
		e.parent = parent
		atomic.StoreUint32(&e.step, step)
	}
}

// NextLevel ends a level: the ways to the states added so far are settled. No
// other method may run meanwhile.
func (s *Set) NextLevel() {
	for i := range s.shard {
		s.shard[i].fresh = s.shard[i].n
	}
}

// Key returns the key of a state of an earlier level.
func (s *Set) Key(id ID) Key {
	e := s.shard[id>>indexBits].entry(uint32(id) & (1<<indexBits - 1))
	return Key{Hi: e.hi, Lo: e.lo}
}

// Parent returns the state from which a state of an earlier level was reached.
func (s *Set) Parent(id ID) ID {
	return s.shard[id>>indexBits].entry(uint32(id) & (1<<indexBits - 1)).parent
}

// Path returns the steps that led to the state. No insertion may run meanwhile.
func (s *Set) Path(id ID) []model.Step {
	var steps []model.Step
	for {
		e := s.shard[id>>indexBits].entry(uint32(id) & (1<<indexBits - 1))
		if e.parent == None {
			break
		}
		steps = append(steps, model.Step(e.step))
		id = e.parent
	}
	for i, j := 0, len(steps)-1; i < j; i, j = i+1, j-1 {
		steps[i], steps[j] = steps[j], steps[i]
	}
	return steps
}

func slot(k Key, size uint64) uint64 { return (k.Lo >> 32) * size >> 32 }

func (sh *shard) entry(i uint32) *entry {
	c, at := place(i)
	return &(*sh.chunks.Load())[c][at]
}

func (s *Set) addChunk(sh *shard, c uint32) {
	var old []chunk
	if p := sh.chunks.Load(); p != nil {
		old = *p
	}
	// Appending in place is safe: a reader's slice is shorter than the write.
	size := chunkSize
	if c < smallChunks {
		size = firstChunk << max(int(c)-1, 0)
	}
	list := append(old, make(chunk, size))
	sh.chunks.Store(&list)
	grown := int64(size * entryBytes)
	if cap(list) != cap(old) {
		grown += int64(cap(list)-cap(old)) * 24
	}
	s.bytes.Add(grown)
}

// grow makes the index half as large again and fills it anew.
func (s *Set) grow(sh *shard) {
	old := 0
	if p := sh.index.Load(); p != nil {
		old = len(*p)
	}
	size := max(8, uint64(old)*3/2)
	index := make([]uint32, size)
	for i := uint32(0); i < sh.n; i++ {
		e := sh.entry(i)
		pos := slot(Key{Hi: e.hi, Lo: e.lo}, size)
		for index[pos] != 0 {
			if pos++; pos == size {
				pos = 0
			}
		}
		index[pos] = uint32(e.hi)<<indexBits | (i + 1)
	}
	s.bytes.Add(4 * int64(len(index)-old))
	sh.index.Store(&index)
}

// keep stores a state of an exact set.
func (s *Set) keep(sh *shard, state []byte) {
	var head [binary.MaxVarintLen64]byte
	n := binary.PutUvarint(head[:], uint64(len(state)))
	last := len(sh.arena) - 1
	if last < 0 || len(sh.arena[last])+n+len(state) > cap(sh.arena[last]) {
		size := max(min(arenaBytes, 1024<<min(len(sh.arena), 6)), n+len(state))
		sh.arena = append(sh.arena, make([]byte, 0, size))
		s.bytes.Add(int64(size))
		last++
	}
	sh.refs = append(sh.refs, uint64(last)<<32|uint64(len(sh.arena[last])))
	s.bytes.Add(8)
	sh.arena[last] = append(append(sh.arena[last], head[:n]...), state...)
}

// state returns a state of an exact set.
func (sh *shard) state(i uint32) []byte {
	ref := sh.refs[i]
	b := sh.arena[ref>>32][uint32(ref):]
	size, n := binary.Uvarint(b)
	return b[n : n+int(size)]
}
