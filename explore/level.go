package explore

import (
	"sync"
	"sync/atomic"

	"github.com/condcheck/condcheck/explore/internal/frontier"
)

// The states of a level are shared out to the workers in blocks: small ones, so
// that all are done at about the same time, as the next level begins only then.
const (
	minBlock, maxBlock = 4, 1024
	blocksEach         = 32 // at least, of a worker, unless they would be too small
	fewStates          = 16 // are done sooner than another worker begins
)

// A level is the states to be expanded at one distance from the start.
type level struct {
	chunks []*frontier.Chunk
	first  []int          // of each chunk: its first state's number in the level; states at the end
	left   []atomic.Int32 // of each chunk: states not expanded yet
	states int
	block  int
	next   atomic.Int64 // state to be shared out
}

func newLevel(chunks []*frontier.Chunk, workers int) *level {
	l := &level{chunks: chunks, first: make([]int, len(chunks)+1), left: make([]atomic.Int32, len(chunks))}
	for i, c := range chunks {
		l.first[i] = l.states
		l.left[i].Store(int32(c.Len()))
		l.states += c.Len()
		l.first[i+1] = l.states
	}
	l.block = min(max(l.states/(blocksEach*workers), minBlock), maxBlock)
	return l
}

// level expands the states of a level.
func (s *search) level(chunks []*frontier.Chunk) {
	l := newLevel(chunks, s.opts.Workers)
	n := min(s.opts.Workers, (l.states+l.block-1)/l.block)
	if l.states < fewStates {
		n = 1
	}
	for {
		var wg sync.WaitGroup
		for i := 1; i < n; i++ {
			w := s.worker(i)
			wg.Add(1)
			go func() { defer wg.Done(); w.share(l) }()
		}
		s.worker(0).share(l)
		wg.Wait()
		if !s.check.pause.Load() {
			return
		}
		s.checkpoint(l.rest())
	}
}

// rest returns what is not shared out yet: chunks, and the number of states in them
// that are done.
func (l *level) rest() ([]*frontier.Chunk, int) {
	done := int(l.next.Load())
	for i := range l.chunks {
		if done < l.first[i+1] {
			return l.chunks[i:], done - l.first[i]
		}
	}
	return nil, 0
}

// share expands blocks of a level until none is left.
func (w *worker) share(l *level) {
	at := 0 // chunk of the last block
	for !w.s.check.pause.Load() {
		end := int(l.next.Add(int64(l.block)))
		begin := end - l.block
		if begin >= l.states {
			return
		}
		for end = min(end, l.states); begin < end; {
			for begin >= l.first[at+1] {
				at++
			}
			last := min(end, l.first[at+1])
			w.expandAll(l, at, begin-l.first[at], last-l.first[at])
			begin = last
		}
		w.flush()
	}
}

// expandAll expands states of one chunk, and frees it if they are the last.
func (w *worker) expandAll(l *level, at, begin, end int) {
	c := l.chunks[at]
	for i := begin; i < end && w.s.stop.Load() == nil; i++ {
		w.expand(c.At(i, &w.buf))
		w.added--
	}
	w.takeIn()
	if l.left[at].Add(int32(begin-end)) == 0 {
		w.next.Free(c)
	}
}
