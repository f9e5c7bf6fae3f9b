// Package visited keeps the set of states that a search has seen, and for each
// state how it was reached. It owns the memory of a search that lasts; the
// states still to be expanded belong to package frontier.
//
// A state is known by 80 bits of its hash, unless the set is exact, when the whole
// state is kept and compared. The set is cut into shards by 8 of these bits, each
// with a lock of its own, so that workers seldom meet and so that a growing shard
// copies a 256th of the index at a time. An entry has 64 of the bits, the parent
// and the step; a shard's index is an open-addressed table of 32-bit words, each
// the number of an entry and the other 8 bits. Entries lie in pages that never
// move, see pages.go; how the index grows is in index.go.
//
// Most states that a search comes to are known, and a lock taken by one core
// after the other costs more than all else here. So a state is first looked up
// without the lock: an entry is complete before its word appears in the index,
// its hash never changes, and a word that is not seen yet, or that went to a
// larger index meanwhile, only means looking again under the lock.
package visited

import (
	"bytes"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"

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

const (
	shardBits  = 8
	shards     = 1 << shardBits
	indexBits  = 32 - shardBits
	maxEntries = 1<<indexBits - 2 // of a shard; word 0 is an empty slot

	// hashBits of a key tell states apart: its low half is in the entry, the
	// highest bits are the shard, those after them are in the index.
	hashBits = 64 + shardBits + tagBits
	tagBits  = 32 - indexBits
	tagMask  = 1<<tagBits - 1
)

// shardOf and tagOf return the parts of a key that are not in its entry.
// Part tells which of n parts of a set a key belongs to. What is done in one of them
// touches nothing that is written in the others.
func Part(k Key, n int) int { return int(shardOf(k) * uint64(n) >> shardBits) }

func shardOf(k Key) uint64 { return k.Hi >> (64 - shardBits) }
func tagOf(k Key) uint32   { return uint32(k.Hi>>(64-shardBits-tagBits)) & tagMask }

// High returns the 16 bits of a key that tell states apart beside its low half.
func High(k Key) uint16 { return uint16(k.Hi >> (64 - shardBits - tagBits)) }

type entry struct {
	hash   uint64
	parent ID     // changed under the lock, by NextLevel settled
	step   uint32 // likewise, and read atomically
}

type shard struct {
	index   atomic.Pointer[[]uint32] // its words are set under the lock and read atomically
	pages   atomic.Pointer[[]uint32] // what readers look at never changes, so that they need no lock
	exact   *states
	fresh   uint32 // entries from here on were added in the present level
	written *written
}

// What each new state writes to lies apart from what each lookup reads: otherwise a core
// that looks up would have to wait for one that has added.
type written struct {
	mu sync.Mutex
	n  atomic.Uint32 // entries
}

// A Set is a set of states with the way each was reached. Its methods may be
// called concurrently, except NextLevel.
type Set struct {
	exact bool
	limit int64
	shard [shards]shard
	_     [64]byte // what is often written lies apart from what is often read
	write [shards]written
	count atomic.Int64 // states, where they are limited
	bytes atomic.Int64
	_     [64]byte
	small heap
	large heap
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
	s.bytes.Store(int64(unsafe.Sizeof(*s)))
	for i := range s.shard {
		s.shard[i].written = &s.write[i]
		if !o.Levels {
			s.shard[i].fresh = math.MaxUint32
		}
		if o.Exact {
			s.shard[i].exact = &states{}
		}
	}
	if o.Limit <= 0 {
		s.limit = math.MaxInt64
	}
	return s
}

// Len returns the number of states in the set.
func (s *Set) Len() (n int64) {
	for i := range s.write {
		n += int64(s.write[i].n.Load())
	}
	return n
}

// Bytes returns the memory that the set holds.
func (s *Set) Bytes() int64 { return s.bytes.Load() }

// CollisionChance bounds the probability that two of the states seen were
// taken for one.
func (s *Set) CollisionChance() float64 {
	if s.exact {
		return 0
	}
	return CollisionChance(s.Len())
}

// CollisionChance bounds the probability that two of n states have the same key:
// n²/2⁸¹, the birthday bound for keys of which 80 bits are kept.
func CollisionChance(n int64) float64 { return float64(n) * float64(n) / math.Exp2(hashBits+1) }

// States is a set of states with the way each was reached: a Set, or a Bits.
type States interface {
	// Expect is told that states with these keys will be inserted next.
	Expect(keys []Key)
	Insert(k Key, state []byte, parent ID, step model.Step) (ID, Status)
	Contains(k Key, state []byte) bool
	NextLevel()
	Rank(id ID) uint64
	Path(id ID) []model.Step
	Len() int64
	Bytes() int64
	CollisionChance() float64
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
// one whose parent has the lowest rank: a choice that does not depend on the order in
// which workers come.
func (s *Set) Insert(k Key, state []byte, parent ID, step model.Step) (ID, Status) {
	num := shardOf(k)
	sh := &s.shard[num]
	if !s.exact {
		if idx, _, ok := s.find(sh, k, nil); ok {
			id := ID(num<<indexBits) | ID(idx)
			if idx < sh.fresh {
				return id, Seen
			}
			if uint32(step) > atomic.LoadUint32(&s.entry(sh, idx).step) {
				return id, Met
			}
		}
	}
	sh.written.mu.Lock()
	defer sh.written.mu.Unlock()
	idx, pos, ok := s.find(sh, k, state)
	if ok {
		id := ID(num<<indexBits) | ID(idx)
		if idx < sh.fresh {
			return id, Seen
		}
		if e := s.entry(sh, idx); uint32(step) <= e.step {
			s.prefer(e, parent, uint32(step))
		}
		return id, Met
	}
	if sh.written.n.Load() >= maxEntries {
		return None, Full
	}
	if s.limit < math.MaxInt64 && s.count.Add(1) > s.limit {
		s.count.Add(-1)
		return None, Full
	}
	if sh.crowded() {
		s.grow(sh, num)
		_, pos, _ = s.find(sh, k, state)
	}
	idx = s.add(sh, k, state, parent, uint32(step), pos)
	return ID(num<<indexBits) | ID(idx), Added
}

// Expect fetches from memory what the insertion of states with these keys looks at
// first, for all of them at a time. (To fetch the entries as well costs more than it
// saves.)
func (s *Set) Expect(keys []Key) {
	var x uint32
	for _, k := range keys {
		if p := s.shard[shardOf(k)].index.Load(); p != nil {
			x += atomic.LoadUint32(&(*p)[slot(k.Lo, uint64(len(*p)))])
		}
	}
	s.fetched(x)
}

// fetched uses what has been fetched, lest that be left out.
//
//go:noinline
func (s *Set) fetched(uint32) {}

// add makes an entry, to which the word at pos of the index will lead.
func (s *Set) add(sh *shard, k Key, state []byte, parent ID, step uint32, pos uint64) uint32 {
	idx := sh.written.n.Load()
	s.addEntry(sh)
	*s.entry(sh, idx) = entry{k.Lo, parent, step}
	sh.written.n.Store(idx + 1)
	if s.exact {
		s.keep(sh.exact, state)
	}
	atomic.StoreUint32(&(*sh.index.Load())[pos], tagOf(k)<<indexBits|(idx+1))
	return idx
}

// find looks for a state in the shard: the number of its entry, or else the
// slot of the index that is free for it.
func (s *Set) find(sh *shard, k Key, state []byte) (idx uint32, pos uint64, ok bool) {
	index := sh.index.Load()
	if index == nil {
		return 0, 0, false
	}
	words := *index
	size := uint64(len(words))
	tag := tagOf(k) << indexBits
	pos = slot(k.Lo, size)
	for {
		w := atomic.LoadUint32(&words[pos])
		if w == 0 {
			return 0, pos, false
		}
		if w&^(1<<indexBits-1) == tag {
			idx = w&(1<<indexBits-1) - 1
			if s.entry(sh, idx).hash == k.Lo && (!s.exact || bytes.Equal(sh.exact.state(idx), state)) {
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
	sh := &s.shard[shardOf(k)]
	sh.written.mu.Lock()
	_, _, ok := s.find(sh, k, state)
	sh.written.mu.Unlock()
	return ok
}

// prefer makes (parent, step) the way to e if it comes before the present one.
func (s *Set) prefer(e *entry, parent ID, step uint32) {
	if step < e.step || parent != e.parent && parent != None && e.parent != None && s.Rank(parent) < s.Rank(e.parent) {
		e.parent = parent
		atomic.StoreUint32(&e.step, step)
	}
}

// NextLevel ends a level: the ways to the states added so far are settled. No
// other method may run meanwhile.
func (s *Set) NextLevel() {
	for i := range s.shard {
		s.shard[i].fresh = s.write[i].n.Load()
	}
}

// Rank returns a number by which states of earlier levels are ordered the same in
// each search: what the set has of the key.
func (s *Set) Rank(id ID) uint64 { return s.at(id).hash }

// Rank returns the number by which the state with this key is ordered.
func Rank(k Key) uint64 { return k.Lo }

// Parent returns the state from which a state of an earlier level was reached.
func (s *Set) Parent(id ID) ID { return s.at(id).parent }

// Path returns the steps that led to the state. No insertion may run meanwhile.
func (s *Set) Path(id ID) []model.Step {
	var steps []model.Step
	for e := s.at(id); e.parent != None; e = s.at(e.parent) {
		steps = append(steps, model.Step(e.step))
	}
	slices.Reverse(steps)
	return steps
}

func (s *Set) at(id ID) *entry {
	return s.entry(&s.shard[id>>indexBits], uint32(id)&(1<<indexBits-1))
}
