package explore

import (
	"errors"
	"fmt"
	"os"

	"github.com/condcheck/condcheck/explore/internal/disk"
	"github.com/condcheck/condcheck/explore/internal/frontier"
	"github.com/condcheck/condcheck/explore/internal/visited"
	"github.com/condcheck/condcheck/model"
)

// diskMemory is what a search on disk gathers in memory before it writes, if no
// limit says less, and leastDiskMemory what it gathers if one says even less.
const (
	diskMemory      = 1 << 30
	leastDiskMemory = 1 << 20
)

// A known is the set of states that a search has seen.
type known interface {
	Len() int64
	Bytes() int64
	CollisionChance() float64
}

// onDisk is what a search keeps in files instead of in memory; see package disk.
type onDisk struct {
	set  *disk.Set
	in   *frontier.Buffer // the part of the level that is read
	next int64            // states of the next level, already merged; -1 if it is not
	low  disk.Lowest

	between bool // the level was at its end when the checkpoint was written
}

// useDisk makes the search keep its states in files.
func (s *search) useDisk() error {
	switch {
	case s.opts.Order == DFS:
		return errors.New("a search on disk is breadth-first, not depth-first")
	case s.opts.Exact:
		return errors.New("an exact search keeps whole states in memory, not on disk")
	case s.opts.Bitstate > 0:
		return errors.New("a bitstate search keeps nothing on disk")
	}
	if err := os.MkdirAll(s.opts.Disk, 0o777); err != nil {
		return err
	}
	budget := int64(diskMemory)
	if s.opts.MaxMemory > 0 {
		budget = max(min(budget, s.opts.MaxMemory/2), leastDiskMemory)
	}
	set, err := disk.New(s.opts.Disk, budget, s.opts.Checkpoint.states())
	if err != nil {
		return err
	}
	s.disk = &onDisk{set: set, in: frontier.NewBuffer(&s.frontierBytes), next: -1}
	s.known = set
	return nil
}

// closeDisk gives the files up, but those that a checkpoint tells of; nothing can be
// asked of the states behind it.
func (s *search) closeDisk() {
	if s.disk != nil {
		s.disk.set.Close()
	}
}

// diskFailed ends a search whose files cannot be written or read.
func (s *search) diskFailed(err error) {
	if err == nil || errors.Is(err, disk.ErrStopped) {
		return
	}
	s.diskErr.CompareAndSwap(nil, &err)
	s.halt(Failed)
}

// err is what is wrong with the files of the search.
func (s *search) err() error {
	if p := s.diskErr.Load(); p != nil {
		return fmt.Errorf("the states cannot be kept on disk: %w", *p)
	}
	return s.check.err
}

// add gathers a state for the next level.
func (w *worker) add(key visited.Key, state model.State, step model.Step) bool {
	if w.gathered == nil {
		w.s.diskMutex.Lock()
		w.gathered = w.s.disk.set.NewWriter(w.s.opts.Workers)
		w.s.diskMutex.Unlock()
	}
	if err := w.gathered.Add(key, state, w.cur.ID, w.rank, step); err != nil {
		w.s.diskFailed(err)
		return false
	}
	return true
}

// mergeLevel makes the level at the given depth of what was gathered.
func (s *search) mergeLevel(depth int) {
	d := s.disk
	if d.next >= 0 {
		return
	}
	room := int64(1) << 62
	if s.opts.MaxStates > 0 {
		room = s.opts.MaxStates - d.set.Len()
	}
	deep := s.opts.MaxDepth > 0 && depth > s.opts.MaxDepth
	if deep {
		room = 0
	}
	n, low, full, err := d.set.NextLevel(room, func() bool {
		return s.stop.Load() != nil || s.check.after.Load() != nil && s.check.pause.Load()
	})
	if errors.Is(err, disk.ErrStopped) && s.check.pause.Load() {
		d.between = true
		s.checkpoint(nil)
	}
	s.diskFailed(err)
	d.next, d.low = n, low
	s.waiting.Store(n)
	switch {
	case full && deep:
		s.cut.Store(true)
	case full:
		s.fill(MaxStates)
	}
	if n > 0 {
		s.depth.Store(int64(depth))
	}
}

// part reads the next part of the level.
func (s *search) part(depth int) []*frontier.Chunk {
	d := s.disk
	d.next = -1
	for _, w := range s.workers {
		d.in.Reuse(w.next)
	}
	if _, err := d.set.Take(d.in, int32(depth)); err != nil {
		s.diskFailed(err)
		return nil
	}
	return d.in.Take()
}

// path returns the steps that led to a state.
func (s *search) path(id visited.ID) []model.Step {
	if s.disk == nil {
		return s.seen.Path(id)
	}
	steps, err := s.disk.set.Path(id)
	s.diskFailed(err)
	return steps
}

// rank returns the number by which states are ordered.
func (s *search) rank(id visited.ID) uint64 {
	if s.disk == nil {
		return s.seen.Rank(id)
	}
	rank, err := s.disk.set.Rank(id)
	s.diskFailed(err)
	return rank
}
