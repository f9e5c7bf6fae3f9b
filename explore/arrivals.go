package explore

import (
	"github.com/condcheck/condcheck/explore/internal/visited"
	"github.com/condcheck/condcheck/model"
)

// Arrivals. Where a step takes less time than the memory needs to tell whether its
// state has been visited, the steps of several states are gathered, and the memory is
// asked about all of them before the first answer is waited for.
//
// Each worker has a part of the visited set, which it alone reads and writes while a level
// is expanded: what one core has written another one reads ten times as slowly as its
// own. So a worker that comes to states of another's part asks that worker about them,
// many at a time, and keeps the states until it has the answer.

const (
	maxArrivals = 64 // of a batch
	maxAsked    = 32 // batches of one worker that wait for an answer
)

// A batch is steps that lead to states of one part of the visited set. What asks and
// answers is small and stands together.
type batch struct {
	n    int
	by   *worker // that has gathered them
	keys [maxArrivals]visited.Key
	from [maxArrivals]visited.ID
	step [maxArrivals]model.Step
	id   [maxArrivals]visited.ID // the answer: the state's, None if it is not new

	depth  int32
	ends   [maxArrivals]int // where the states end in states
	states []byte
}

// arrivals are the batches that a worker has to do with.
type arrivals struct {
	out   []*batch    // being gathered, by the worker that has the part
	spare []*batch    // empty ones
	asked int         // that wait for an answer
	in    chan *batch // those of others with their questions, and its own with the answers
}

// arrive gathers a step of the state being expanded.
func (w *worker) arrive(key visited.Key, su *model.Successor) {
	part := visited.Part(key, len(w.out))
	b := w.out[part]
	i := b.n
	b.n++
	b.depth = w.cur.Depth + 1
	b.states = append(b.states, su.State...)
	b.keys[i], b.from[i], b.step[i], b.ends[i] = key, w.cur.ID, su.Step, len(b.states)
	if b.n == maxArrivals {
		w.out[part] = w.ask(b, w.level.workers[part])
	}
}

// ask asks a worker about the states of a batch, and returns an empty one.
func (w *worker) ask(b *batch, of *worker) *batch {
	if of == w {
		w.answer(b)
		w.answered(b)
		return b
	}
	for w.asked == maxAsked {
		w.receive(<-w.in)
	}
	w.asked++
	of.in <- b
	for len(w.spare) == 0 {
		select {
		case b := <-w.in:
			w.receive(b)
		default:
			return &batch{by: w}
		}
	}
	b = w.spare[len(w.spare)-1]
	w.spare = w.spare[:len(w.spare)-1]
	return b
}

// answer inserts the states of a batch into the worker's part of the visited set.
func (w *worker) answer(b *batch) {
	keys := b.keys[:b.n]
	w.s.seen.Expect(keys)
	begin := 0
	for i, key := range keys {
		var kept []byte
		if w.s.opts.Exact {
			kept = w.kept(b.states[begin:b.ends[i]])
			begin = b.ends[i]
		}
		id, status := w.s.seen.Insert(key, kept, b.from[i], b.step[i])
		if status == visited.Full {
			w.s.fill(MaxStates)
		}
		if status != visited.Added {
			id = visited.None
		}
		b.id[i] = id
	}
}

// answered takes in the states of a batch that are new, and empties it.
func (w *worker) answered(b *batch) {
	begin := 0
	for i, id := range b.id[:b.n] {
		if end := b.ends[i]; id != visited.None {
			w.inserted(b.keys[i], id, visited.Added, b.depth, b.states[begin:end])
		}
		begin = b.ends[i]
	}
	b.n, b.states = 0, b.states[:0]
}

// receive does with a batch what it was sent for.
func (w *worker) receive(b *batch) {
	if b.by == w {
		w.asked--
		w.answered(b)
		w.spare = append(w.spare, b)
		return
	}
	w.answer(b)
	b.by.in <- b
}

// receiveSent does so with what has been sent until now.
func (w *worker) receiveSent() {
	for {
		select {
		case b := <-w.in:
			w.receive(b)
		default:
			return
		}
	}
}

// open lets the workers of a level ask each other.
func (l *level) open() {
	n := len(l.workers)
	l.asking.Store(int32(n))
	for _, w := range l.workers {
		w.level = l
		w.in = make(chan *batch, n*maxAsked) // nobody waits for room
		for len(w.out) < n {
			w.out = append(w.out, &batch{by: w})
		}
		w.out = w.out[:n]
	}
}

// receiveAll asks about what is gathered when a worker has expanded its last state, and
// answers the others until they have done so too.
func (w *worker) receiveAll() {
	for i, b := range w.out {
		if b.n > 0 {
			w.out[i] = w.ask(b, w.level.workers[i])
		}
	}
	for w.asked > 0 {
		w.receive(<-w.in)
	}
	if w.level.asking.Add(-1) == 0 {
		for _, w := range w.level.workers {
			close(w.in)
		}
	}
	for b := range w.in {
		w.receive(b)
	}
}
