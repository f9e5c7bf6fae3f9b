package explore

import (
	"sort"
	"sync"
	"sync/atomic"

	"github.com/condcheck/condcheck/explore/internal/frontier"
)

// The states of a level are shared out to the workers in blocks: small ones, so
// that all are done at about the same time, as the next level begins only then.
const (
	minBlock, maxBlock = 4, 128
	blocksEach         = 64 // at least, of a worker, unless they would be too small
	fewStates          = 16 // are done sooner than another worker begins
)

// A level is the states to be expanded at one distance from the start. Each worker has a
// portion of them, those that it has found where that is known, and helps the others when it
// is through.
type level struct {
	chunks   []*frontier.Chunk
	first    []int          // of each chunk: its first state's number in the level; states at the end
	left     []atomic.Int32 // of each chunk: states not expanded yet
	states   int
	block    int
	portions []portion // by worker

	workers []*worker    // that expand them
	asking  atomic.Int32 // of these, those that may still ask
}

// A portion is states that lie behind each other.
type portion struct {
	next atomic.Int64 // to be shared out
	end  int
	_    [112]byte // each on cache lines of its own
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
	n := max(1, min(workers, l.states/l.block))
	if l.states < fewStates {
		n = 1
	}
	l.portions = make([]portion, n)
	for i := range l.portions {
		l.portions[i].next.Store(int64(l.states * i / n))
		l.portions[i].end = l.states * (i + 1) / n
	}
	return l
}

// level expands the states of a level.
func (s *search) level(chunks []*frontier.Chunk) {
	l := newLevel(chunks, s.opts.Workers)
	s.worker(len(l.portions) - 1)
	l.workers = s.workers[:len(l.portions)]
	for {
		if s.collapsed != nil {
			l.open()
		}
		var wg sync.WaitGroup
		for i, w := range l.workers[1:] {
			wg.Go(func() { w.share(l, i+1) })
		}
		l.workers[0].share(l, 0)
		wg.Wait()
		if !s.check.pause.Load() {
			return
		}
		s.checkpoint(l.rest())
	}
}

// A span is the states of a chunk from one to before another.
type span struct {
	chunk    *frontier.Chunk
	from, to int
}

// rest returns what is not shared out yet.
func (l *level) rest() (spans []span) {
	for i := range l.portions {
		begin, end := int(l.portions[i].next.Load()), l.portions[i].end
		l.spans(begin, end, func(at, from, to int) { spans = append(spans, span{l.chunks[at], from, to}) })
	}
	return spans
}

// spans calls f for each chunk that some of the states in [begin, end) are in.
func (l *level) spans(begin, end int, f func(at, from, to int)) {
	for at := sort.SearchInts(l.first, begin+1) - 1; begin < end; at++ {
		last := min(end, l.first[at+1])
		f(at, begin-l.first[at], last-l.first[at])
		begin = last
	}
}

// share expands blocks of a level until none is left, first those of a worker's own portion.
func (w *worker) share(l *level, own int) {
	for i := range l.portions {
		r := &l.portions[(own+i)%len(l.portions)]
		for !w.s.check.pause.Load() {
			begin := int(r.next.Add(int64(l.block))) - l.block
			if begin >= r.end {
				break
			}
			l.spans(begin, min(begin+l.block, r.end), func(at, from, to int) { w.expandAll(l, at, from, to) })
			w.receiveSent()
			w.flush()
		}
	}
	if w.s.collapsed != nil {
		w.receiveAll()
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
	if l.left[at].Add(int32(begin-end)) == 0 {
		w.next.Free(c)
	}
}
