// Package disk keeps the states of a breadth-first search in files: those that
// it has seen, those of the level that is expanded, and for each how it was
// reached. Of memory it takes what it is given, whatever the number of states.
//
// What a level leads to is not looked up at once but gathered (candidates.go), and
// at the level's end merged with what was seen before, both in the order of their
// keys, so that files are read from front to back: delayed duplicate detection
// (U. Stern and D. L. Dill, Using Magnetic Disk instead of Main Memory in the Murφ
// Verifier, CAV 1998; R. E. Korf, Linear-Time Disk-Based Implicit Graph Search,
// JACM 55(6), 2008).
//
// A state is known by the same 80 bits of its hash as in package visited, and of
// the ways to it the same one is kept, so that a search finds the same whichever of
// the two it uses. States are numbered in the order in which they come in their
// levels, which is that of their keys.
//
// Files are removed from their directory as soon as they are open, where the
// system allows it: nothing is left behind even by a process that is killed. A search
// that is to be gone on with keeps them (save.go).
package disk

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/condcheck/condcheck/explore/internal/frontier"
	"github.com/condcheck/condcheck/explore/internal/visited"
	"github.com/condcheck/condcheck/model"
)

const (
	wayBytes  = 16 // of a state, in the file of ways: rank, parent, step
	maxStates = math.MaxUint32 - 1
)

// ErrStopped is the error of what was told to give up.
var ErrStopped = errors.New("stopped")

// A Set is the states of a search. Candidates are gathered by writers, one for
// each worker; all other methods are called while no writer is at work.
type Set struct {
	dir    string
	budget int64        // bytes for all writers
	disk   atomic.Int64 // bytes in files
	memory atomic.Int64 // bytes of the writers

	writers []*Writer
	ways    *file // of each state, by its number
	seen    []*keys
	count   int64

	level      *file // states of the level that is expanded
	at         *section
	in         *bufio.Reader
	left, next int64 // of them that are not read yet, and the first one's number

	mu    sync.Mutex // workers create files
	files []*file    // all that are open

	kept  string   // what the files' names begin with if they are to be kept; see save.go
	saved []string // the names of those that the manifest tells of,
	told  []string // and of those that the next one does
}

// New returns an empty set with files in a directory that exists. Writers hold up
// to budget bytes together. If kept is given, the files have names that begin with it,
// and those that were saved are there when the set is closed.
func New(dir string, budget int64, kept string) (*Set, error) {
	s := &Set{dir: dir, budget: budget, kept: kept}
	var err error
	s.ways, err = s.create()
	return s, err
}

// Close gives the files up.
func (s *Set) Close() {
	for _, f := range slices.Clone(s.files) {
		f.close()
	}
}

// Len returns the number of states in the set: those of the level that is gathered
// are not counted yet.
func (s *Set) Len() int64 { return atomic.LoadInt64(&s.count) }

// Left returns the number of states of the level that Take has not moved yet.
func (s *Set) Left() int64 { return s.left }

// Bytes returns the memory that the set holds, and Disk what is in its files.
func (s *Set) Bytes() int64 { return s.memory.Load() }

// Disk returns the bytes in the files of the set.
func (s *Set) Disk() int64 { return s.disk.Load() }

// CollisionChance is that of a visited.Set with as many states.
func (s *Set) CollisionChance() float64 { return visited.CollisionChance(s.Len()) }

// A Lowest is the state of a level with the lowest rank.
type Lowest struct {
	ID   visited.ID
	Rank uint64
}

// NextLevel ends a level: what was gathered and not seen before is the next one.
// It returns the number of its states, the lowest of them, and whether some were
// left out because there are more than room. stop is asked from time to time
// whether to give up, with ErrStopped.
func (s *Set) NextLevel(room int64, stop func() bool) (n int64, low Lowest, full bool, err error) {
	level, err := s.create()
	if err != nil {
		return 0, low, false, err
	}
	m, err := s.merging()
	if err != nil {
		return 0, low, false, err
	}
	added, err := s.newKeys()
	if err != nil {
		return 0, low, false, err
	}
	states, ways := bufio.NewWriterSize(level, 1<<18), bufio.NewWriterSize(s.ways, 1<<16)
	var way [wayBytes]byte
	var size [binary.MaxVarintLen64]byte
	low.Rank = math.MaxUint64
	first := s.count
	for {
		c, ok, err := m.least()
		if err != nil {
			return 0, low, false, err
		}
		if !ok {
			break
		}
		known, err := s.contains(c.key)
		if err != nil {
			return 0, low, false, err
		}
		if known {
			continue
		}
		if n%4096 == 0 && stop() {
			return 0, low, false, ErrStopped
		}
		if n >= min(room, maxStates-first) {
			full = true
			break
		}
		if c.key.lo <= low.Rank {
			low = Lowest{visited.ID(first + n), c.key.lo}
		}
		binary.LittleEndian.PutUint64(way[:], c.key.lo)
		binary.LittleEndian.PutUint32(way[8:], uint32(c.parent))
		binary.LittleEndian.PutUint32(way[12:], c.step)
		ways.Write(way[:])
		states.Write(size[:binary.PutUvarint(size[:], uint64(len(c.state)))])
		states.Write(c.state)
		if err := added.add(c.key); err != nil {
			return 0, low, false, err
		}
		n++
	}
	s.forget()
	if s.level != nil {
		s.level.close()
	}
	s.level, s.left, s.next = level, n, first
	s.begin(0)
	atomic.AddInt64(&s.count, n)
	if err := cmp.Or(states.Flush(), ways.Flush(), added.flush()); err != nil {
		return 0, low, false, err
	}
	s.seen = append(s.seen, added)
	return n, low, full, s.compact()
}

// begin begins to read the level from a place in its file on.
func (s *Set) begin(at int64) {
	s.at = &section{s.level, at}
	s.in = bufio.NewReaderSize(s.at, 1<<18)
}

// Take moves states of the level, some megabytes of them, to a frontier; it
// returns how many, 0 at the end of the level.
func (s *Set) Take(b *frontier.Buffer, depth int32) (n int, err error) {
	const most = 8 << 20
	var state []byte
	for bytes := 0; s.left > 0 && bytes < most; n++ {
		size, err := binary.ReadUvarint(s.in)
		if err == nil && size > math.MaxInt32 {
			err = fmt.Errorf("a state of %d bytes", size)
		}
		if err != nil {
			return n, damaged(err)
		}
		state = slices.Grow(state[:0], int(size))[:size]
		if _, err := io.ReadFull(s.in, state); err != nil {
			return n, damaged(err)
		}
		b.AppendPacked(visited.ID(s.next), depth, state)
		bytes += len(state)
		s.next++
		s.left--
	}
	return n, nil
}

// way reads how a state was reached.
func (s *Set) way(id visited.ID) (rank uint64, parent visited.ID, step model.Step, err error) {
	var b [wayBytes]byte
	if _, err := s.ways.ReadAt(b[:], int64(id)*wayBytes); err != nil {
		return 0, visited.None, 0, damaged(err)
	}
	return binary.LittleEndian.Uint64(b[:]), visited.ID(binary.LittleEndian.Uint32(b[8:])), model.Step(binary.LittleEndian.Uint32(b[12:])), nil
}

// Rank is visited.Set's.
func (s *Set) Rank(id visited.ID) (uint64, error) {
	rank, _, _, err := s.way(id)
	return rank, err
}

// Path returns the steps that led to a state.
func (s *Set) Path(id visited.ID) ([]model.Step, error) {
	var steps []model.Step
	for {
		_, parent, step, err := s.way(id)
		if err != nil {
			return nil, err
		}
		if parent == visited.None {
			slices.Reverse(steps)
			return steps, nil
		}
		steps, id = append(steps, step), parent
	}
}
