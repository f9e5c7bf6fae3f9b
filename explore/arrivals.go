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
// many at a time, and keeps the states until it has the answers. It takes in those that
// are new in the order in which it has come to them, as states that come from one have
// much in common, which is in the processor's caches then.

const (
	maxArrivals = 64  // of a round, for each worker,
	maxRound    = 512 // but no more than that
	maxOut      = 16  // rounds of one worker that wait for answers
)

// A round is steps in the order in which they were taken, and the states that they lead
// to.
type round struct {
	by        *worker
	depth     int32
	waiting   int // questions without an answer
	arrivals  []arrival
	states    []byte
	questions []*question // by the worker that is asked
}

// An arrival is a step: which question is about its state, and where that ends in states.
type arrival struct {
	question, at uint16
	end          uint32
}

// A question is about the states of a round that belong to one part of the visited set.
// What asks and answers is small and stands together.
type question struct {
	about []about
	id    []visited.ID // the answer: the states', None of those that are not new
	of    *round
	which []uint16 // the arrivals
}

type about struct {
	key  visited.Key
	from visited.ID
	step model.Step
}

// arrivals are the rounds that a worker has to do with.
type arrivals struct {
	round *round // being gathered
	spare []*round
	out   int            // rounds that wait for answers
	in    chan *question // of others, and its own with their answers
	keys  []visited.Key
}

// arrive gathers a step of the state being expanded.
func (w *worker) arrive(key visited.Key, su *model.Successor) {
	r := w.round
	part := visited.Part(key, len(r.questions))
	q := r.questions[part]
	r.depth = w.cur.Depth + 1
	r.states = append(r.states, su.State...)
	q.which = append(q.which, uint16(len(r.arrivals)))
	r.arrivals = append(r.arrivals, arrival{uint16(part), uint16(len(q.about)), uint32(len(r.states))})
	q.about = append(q.about, about{key, w.cur.ID, su.Step})
	if len(r.arrivals) == min(maxArrivals*len(r.questions), maxRound) {
		w.ask()
	}
}

// ask asks about the states of the round, and begins another one.
func (w *worker) ask() {
	for w.out == maxOut {
		w.receive(<-w.in)
	}
	r := w.round
	w.out++
	r.waiting = 1
	for i, q := range r.questions {
		if of := w.level.workers[i]; of != w && len(q.about) > 0 {
			r.waiting++
			of.in <- q
		}
	}
	for i, q := range r.questions {
		if w.level.workers[i] == w {
			w.answer(q)
			w.answered(r)
		}
	}
	w.receiveSent()
	w.begin()
}

// begin begins a round.
func (w *worker) begin() {
	if n := len(w.spare); n > 0 {
		w.round, w.spare = w.spare[n-1], w.spare[:n-1]
	} else {
		w.round = &round{by: w}
	}
	for i := len(w.round.questions); i < len(w.level.workers); i++ {
		w.round.questions = append(w.round.questions, &question{of: w.round})
	}
	w.round.questions = w.round.questions[:len(w.level.workers)]
}

// answer inserts the states of a question into the worker's part of the visited set.
func (w *worker) answer(q *question) {
	w.keys, q.id = w.keys[:0], q.id[:0]
	for i := range q.about {
		w.keys = append(w.keys, q.about[i].key)
	}
	w.s.seen.Expect(w.keys)
	for i := range q.about {
		a := &q.about[i]
		var kept []byte
		if w.s.opts.Exact {
			kept = w.kept(q.of.state(int(q.which[i])))
		}
		id, status := w.s.seen.Insert(a.key, kept, a.from, a.step)
		if status == visited.Full {
			w.s.fill(MaxStates)
		}
		if status != visited.Added {
			id = visited.None
		}
		q.id = append(q.id, id)
	}
}

// state returns the state that a step of the round leads to.
func (r *round) state(i int) model.State {
	begin := uint32(0)
	if i > 0 {
		begin = r.arrivals[i-1].end
	}
	return r.states[begin:r.arrivals[i].end]
}

// answered takes note of an answer, and with the last one takes in the states of the round
// that are new.
func (w *worker) answered(r *round) {
	if r.waiting--; r.waiting > 0 {
		return
	}
	for i := range r.arrivals {
		a := &r.arrivals[i]
		q := r.questions[a.question]
		if id := q.id[a.at]; id != visited.None {
			w.inserted(q.about[a.at].key, id, visited.Added, r.depth, r.state(i))
		}
	}
	for _, q := range r.questions {
		q.about, q.which = q.about[:0], q.which[:0]
	}
	r.arrivals, r.states = r.arrivals[:0], r.states[:0]
	w.out--
	w.spare = append(w.spare, r)
}

// receive answers a question, or takes note of an answer.
func (w *worker) receive(q *question) {
	if q.of.by == w {
		w.answered(q.of)
		return
	}
	w.answer(q)
	q.of.by.in <- q
}

// receiveSent does so with all that has been sent until now.
func (w *worker) receiveSent() {
	for {
		select {
		case q := <-w.in:
			w.receive(q)
		default:
			return
		}
	}
}

// open lets the workers of a level ask each other.
func (l *level) open() {
	l.asking.Store(int32(len(l.workers)))
	for _, w := range l.workers {
		w.level = l
		w.in = make(chan *question, 2*maxOut*(len(l.workers)-1)) // nobody waits for room
		w.begin()
	}
}

// receiveAll asks about what is gathered when a worker has expanded its last state, and
// answers the others until they have done so too.
func (w *worker) receiveAll() {
	w.ask()
	w.spare = append(w.spare, w.round)
	for w.out > 0 {
		w.receive(<-w.in)
	}
	if w.level.asking.Add(-1) == 0 {
		for _, w := range w.level.workers {
			close(w.in)
		}
	}
	for q := range w.in {
		w.receive(q)
	}
}
