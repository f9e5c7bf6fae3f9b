package explore

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/condcheck/condcheck/explore/internal/disk"
	"github.com/condcheck/condcheck/explore/internal/frontier"
	"github.com/condcheck/condcheck/explore/internal/packing"
	"github.com/condcheck/condcheck/explore/internal/visited"
	"github.com/condcheck/condcheck/model"
)

// progressEvery is the time between two calls of Options.Progress.
const progressEvery = 200 * time.Millisecond

// A search is one run of Search. What a level may change is in its workers;
// the search itself changes between levels, but for the atomics.
type search struct {
	sys       model.System    // whose states are visited
	reduced   model.Reduced   // that system, if it is a reduced one
	plain     model.System    // whose steps a trace has
	collapsed model.Collapsed // the system whose states are visited, if it is a collapsed one
	opts      Options
	begin     time.Time
	seen      visited.States // nil if they are kept on disk
	known     known          // those that it has seen
	disk      *onDisk
	bits      *visited.Bits
	workers   []*worker

	_ [64]byte // what every step reads lies apart from what is often written

	// stop ends the search at once. full ends it after the present level:
	// states are no longer taken, but the level is expanded to its end, so that
	// what is found does not depend on which states came first.
	stop, full atomic.Pointer[Cause]
	cut        atomic.Bool // something lies beyond MaxDepth

	_ [64]byte

	frontierBytes, waiting       atomic.Int64
	transitions, ends, deadlocks atomic.Int64
	passed, partly               atomic.Int64
	depth                        atomic.Int64 // of the farthest state
	covered                      int
	exhausted                    bool
	unlifted                     error // why a trace has no counterpart in the plain system
	elapsed                      time.Duration
	before                       time.Duration // of the search whose checkpoint this one goes on from
	check                        checkpointing
	diskErr                      atomic.Pointer[error]
	diskMutex                    sync.Mutex // of workers that begin to gather

	sample sample // a state of the level being expanded
	ways   ways
	found  map[model.Finding]candidate
	over   map[string]outcome
	errs   map[string]error
}

// A candidate is a way to show a finding: a state, and a step from there unless
// the finding is about the end that the state is.
type candidate struct {
	finding model.Finding
	from    visited.ID
	length  int32 // of the trace, the step included
	step    model.Step
	end     bool
	hits    []hit // every way of this length, where ways are kept
}

type outcome struct {
	model.Outcome
	at    visited.ID
	depth int32
}

// A sample is the state with the lowest rank of a level, or in a depth-first
// search the deepest state.
type sample struct {
	id    visited.ID
	rank  uint64
	depth int32
	ok    bool
}

func newSearch(sys model.System, opts Options) *search {
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	if opts.Order == DFS {
		opts.Workers = 1
	}
	s := &search{
		sys:   sys,
		plain: sys,
		opts:  opts,
		begin: time.Now(),
		found: make(map[model.Finding]candidate),
		over:  make(map[string]outcome),
		errs:  make(map[string]error),
	}
	if opts.Disk != "" {
		if err := s.useDisk(); err != nil {
			s.diskFailed(err)
		}
	}
	switch {
	case s.disk != nil:
	case opts.Bitstate > 0:
		s.useBits()
	default:
		s.seen = visited.New(visited.Options{Exact: opts.Exact, Limit: opts.MaxStates, Levels: opts.Order == BFS})
		s.known = s.seen
	}
	return s
}

func (s *search) run(ctx context.Context) {
	unwatch := s.watch(ctx)
	if c := Interrupted; ctx.Err() != nil && s.opts.Checkpoint == nil {
		s.halt(c)
	} else if ctx.Err() != nil {
		s.due(&c)
	}
	w := s.worker(0)
	s.ways.kept = s.opts.Order == BFS && s.opts.Goal == AnyViolation && s.reduced == nil && s.disk == nil && s.bits == nil
	var level []*frontier.Chunk
	var resumed bool
	if s.err() == nil {
		level, resumed = s.begins(w)
	}
	switch {
	case s.err() != nil:
	case s.opts.Order == BFS:
		s.breadthFirst(level, resumed)
	default:
		s.depthFirst(w)
	}
	unwatch()
	s.elapsed = s.before + time.Since(s.begin)
}

// begins takes in the start state, or what a checkpoint has: the rest of a level.
func (s *search) begins(w *worker) (level []*frontier.Chunk, resumed bool) {
	if s.opts.Checkpoint != nil {
		level, resumed, s.check.err = s.resume()
		if s.check.err == nil && s.disk != nil {
			s.disk.set.Tidy()
			if s.disk.between {
				s.disk.between = false
				return nil, false
			}
		}
		if resumed || s.check.err != nil {
			return level, resumed
		}
	}
	var start model.State
	key := visited.KeyOf(start)
	if s.disk != nil {
		w.cur.ID = visited.None
		w.add(key, start, 0)
		return nil, false
	}
	if id, st := s.seen.Insert(key, w.kept(start), visited.None, 0); st == visited.Added {
		w.next.Append(id, 0, start)
		s.waiting.Add(1)
		w.deepest = sample{id, visited.Rank(key), 0, true}
	}
	return nil, false
}

// watch turns the context, the clock and the wish for progress into flags, until the
// function that it returns is called.
func (s *search) watch(ctx context.Context) (stop func()) {
	end := s.halt
	if s.opts.Checkpoint != nil {
		end = func(c Cause) { s.due(&c) }
	}
	var watchers sync.WaitGroup
	watchers.Add(1)
	unheard := context.AfterFunc(ctx, func() { defer watchers.Done(); end(Interrupted) })
	quit := make(chan struct{})
	if s.opts.MaxTime > 0 || s.opts.Progress != nil || s.opts.Checkpoint != nil {
		watchers.Go(func() { s.watchClock(end, quit) })
	}
	return func() {
		if unheard() {
			watchers.Done()
		}
		close(quit)
		watchers.Wait()
	}
}

func (s *search) watchClock(end func(Cause), quit <-chan struct{}) {
	var deadline, tick, save <-chan time.Time
	if s.opts.MaxTime > 0 {
		t := time.NewTimer(s.opts.MaxTime)
		defer t.Stop()
		deadline = t.C
	}
	if s.opts.Progress != nil {
		t := time.NewTicker(progressEvery)
		defer t.Stop()
		tick = t.C
	}
	var every time.Duration
	if c := s.opts.Checkpoint; c != nil {
		every = c.Every
		save = time.After(every)
	}
	for {
		select {
		case <-quit:
			return
		case <-save:
			s.due(nil)
			save = time.After(max(every, writingShare*time.Duration(s.check.took.Load())))
		case <-deadline:
			end(MaxTime)
		case <-tick:
			s.opts.Progress(s.stats())
		}
	}
}

func (s *search) halt(c Cause) { s.stop.CompareAndSwap(nil, &c) }

func (s *search) fill(c Cause) { s.full.CompareAndSwap(nil, &c) }

// worker returns the i-th worker, made when it is first needed.
func (s *search) worker(i int) *worker {
	for len(s.workers) <= i {
		s.workers = append(s.workers, newWorker(s))
	}
	return s.workers[i]
}

// breadthFirst searches level by level. resumed is true if the first is the rest of
// one that was under way.
func (s *search) breadthFirst(level []*frontier.Chunk, resumed bool) {
	for depth := s.covered; ; depth++ {
		if !resumed {
			if level = s.nextLevel(depth); len(level) == 0 && s.takePutOff() {
				level = s.nextLevel(depth)
			}
			if len(level) == 0 {
				s.exhausted = s.full.Load() == nil && s.stop.Load() == nil && !s.cut.Load()
				return
			}
		}
		s.level(level)
		for s.disk != nil && s.stop.Load() == nil {
			if level = s.part(depth); len(level) == 0 {
				break
			}
			s.level(level)
		}
		level, resumed = nil, false
		s.gather()
		if s.stop.Load() != nil {
			return
		}
		s.covered = depth + 1
		if s.full.Load() != nil || s.opts.Goal == AnyViolation && s.violated() {
			if s.disk != nil {
				s.mergeLevel(depth + 1) // for the figures
			}
			for _, w := range s.workers {
				if w.deepest.ok {
					s.depth.Store(int64(depth + 1))
				}
			}
			return
		}
	}
}

// nextLevel begins the level at a depth and returns its states, a part of them if
// they are on disk; none if there is no such level.
func (s *search) nextLevel(depth int) (level []*frontier.Chunk) {
	if s.disk != nil {
		s.mergeLevel(depth)
		n, low := s.disk.next, s.disk.low
		if s.full.Load() != nil || s.stop.Load() != nil || n == 0 {
			return nil
		}
		s.sample = sample{low.ID, low.Rank, int32(depth), true}
		return s.part(depth)
	}
	for _, w := range s.workers {
		level = append(level, w.next.Take()...)
	}
	if len(level) == 0 {
		return nil
	}
	s.seen.NextLevel()
	s.depth.Store(int64(depth))
	s.sample = sample{}
	for _, w := range s.workers {
		if w.deepest.before(s.sample) {
			s.sample = w.deepest
		}
		w.deepest = sample{}
	}
	return level
}

func (s *search) depthFirst(w *worker) {
	for n := 0; ; n++ {
		if s.check.pause.Load() {
			w.flush()
			s.checkpoint(nil)
		}
		if s.stop.Load() != nil || s.full.Load() != nil {
			break
		}
		r, ok := w.next.Pop()
		if !ok {
			s.exhausted = !s.cut.Load()
			break
		}
		s.waiting.Add(-1)
		w.expand(r)
		if s.opts.Goal == AnyViolation && w.violated {
			break
		}
		if n%256 == 0 {
			w.flush()
		}
	}
	w.flush()
	s.sample = w.deepest
	s.gather()
}

// gather takes over what the workers have found.
func (s *search) gather() {
	s.ways.gather(s)
	s.gatherFound()
}

func (s *search) gatherFound() {
	for _, w := range s.workers {
		for _, c := range w.found {
			s.merge(s.found, c)
		}
		clear(w.found)
		for k, o := range w.over {
			if old, ok := s.over[k]; !ok || s.sooner(o, old) {
				s.over[k] = o
			}
		}
		clear(w.over)
		for k, err := range w.errs {
			s.errs[k] = err
		}
	}
}

func (s *search) violated() bool {
	for f := range s.found {
		if f.Severity == model.Error {
			return true
		}
	}
	return false
}

// merge takes c into found, where there may be one about the same finding.
func (s *search) merge(found map[model.Finding]candidate, c candidate) {
	old, ok := found[c.finding]
	switch {
	case ok && old.length == c.length:
		hits := append(old.hits, c.hits...)
		if !s.better(c, old) {
			c = old
		}
		c.hits = hits
	case ok && old.length < c.length:
		return
	}
	found[c.finding] = c
}

// better reports whether of two traces of the same length a is the one to show,
// by a rule that knows no worker.
func (s *search) better(a, b candidate) bool {
	switch {
	case a.end != b.end:
		return b.end
	case a.step != b.step:
		return a.step < b.step
	}
	return s.rank(a.from) < s.rank(b.from)
}

func (s *search) sooner(a, b outcome) bool {
	return a.depth < b.depth || a.depth == b.depth && s.rank(a.at) < s.rank(b.at)
}

func (a sample) before(b sample) bool {
	return a.ok && (!b.ok || a.depth > b.depth || a.depth == b.depth && a.rank < b.rank)
}

func (s *search) stats() Stats {
	seen, front := s.known.Bytes(), s.frontierBytes.Load()+s.componentBytes()
	d := s.elapsed
	if d == 0 {
		d = time.Since(s.begin)
	}
	st := Stats{
		States:          s.known.Len(),
		Transitions:     s.transitions.Load(),
		Depth:           int(s.depth.Load()),
		Ends:            s.ends.Load(),
		Deadlocks:       s.deadlocks.Load(),
		Frontier:        s.waiting.Load(),
		Memory:          seen + front + s.ways.bytes.Load(),
		Order:           s.opts.Order,
		VisitedBytes:    seen,
		CollisionChance: s.known.CollisionChance(),
		Workers:         s.opts.Workers,
		Duration:        d,
		Reduction:       s.opts.Reduction,
		Passed:          s.passed.Load(),
		Partly:          s.partly.Load(),
	}
	if s.disk != nil {
		st.Disk = s.disk.set.Disk()
	}
	if s.reduced != nil {
		st.Places, st.Ring = s.reduced.Places()
	}
	if s.collapsed != nil {
		st.Contents = s.collapsed.Contents()
	}
	return st
}

// A worker expands states with a machine of its own.
type worker struct {
	s       *search
	m       model.Machine
	yield   func(*model.Successor) bool
	next    *frontier.Buffer
	cur     frontier.Record // being expanded
	buf     []byte          // its state, if it was packed
	packed  []byte          // what an exact set keeps of a state
	deepest sample          // of the states added

	gathered *disk.Writer // where the states are kept on disk
	rank     uint64       // of cur, likewise

	found    map[model.Finding]candidate
	over     map[string]outcome
	errs     map[string]error
	violated bool

	edges                               []edge
	waysFull                            bool
	transitions, ends, deadlocks, added int64 // since the last flush
	passed                              int64 // likewise

	level    *level // that is being expanded
	arrivals        // see arrivals.go
	putting         // see putoff.go

	_ [128]byte // workers on cache lines of their own
}

func newWorker(s *search) *worker {
	w := &worker{
		s:     s,
		m:     s.sys.NewMachine(),
		next:  frontier.NewBuffer(&s.frontierBytes),
		found: make(map[model.Finding]candidate),
		over:  make(map[string]outcome),
		errs:  make(map[string]error),
	}
	w.parts = s.opts.Order == BFS && s.disk == nil && s.bits == nil && s.opts.Checkpoint == nil && !s.opts.whole
	w.yield = w.successor
	return w
}

// flush publishes the worker's counts and looks after the memory.
func (w *worker) flush() {
	s := w.s
	s.transitions.Add(w.transitions)
	s.passed.Add(w.passed)
	w.passed = 0
	s.ends.Add(w.ends)
	s.deadlocks.Add(w.deadlocks)
	s.waiting.Add(w.added)
	w.transitions, w.ends, w.deadlocks, w.added = 0, 0, 0, 0
	s.ways.check(w)
	if limit := s.opts.MaxMemory; limit > 0 && s.disk == nil && s.seen.Bytes()+s.frontierBytes.Load()+s.componentBytes() > limit {
		s.fill(MaxMemory)
	}
}

// componentBytes is what the components of collapsed states take.
func (s *search) componentBytes() int64 {
	if s.collapsed == nil {
		return 0
	}
	return s.collapsed.Bytes()
}

func (w *worker) expand(r frontier.Record) {
	defer w.guard()
	w.cur = r
	w.to = w.to[:0]
	if w.s.disk != nil {
		w.rank = visited.Rank(visited.KeyOf(r.State))
	}
	end, err := w.m.Expand(r.State, w.yield)
	if err != nil {
		if gaveUp(err) {
			w.s.halt(Failed)
		}
		if key := err.Error(); w.errs[key] == nil {
			w.errs[key] = err
		}
	}
	if end == nil {
		return
	}
	w.ends++
	if end.Outcome.Status == "deadlock" {
		w.deadlocks++
	}
	for _, f := range end.Findings {
		w.finding(candidate{finding: f, from: r.ID, length: r.Depth, end: true}, -1)
	}
	if w.s.opts.Goal == Outcomes {
		o := outcome{end.Outcome, r.ID, r.Depth}
		key := o.Key()
		if old, ok := w.over[key]; !ok || w.s.sooner(o, old) {
			o.Globals = strings.Clone(o.Globals)
			o.TaskExceptions, o.Violated = slices.Clone(o.TaskExceptions), slices.Clone(o.Violated)
			w.over[key] = o
		}
	}
}

// successor takes in one step of the state being expanded.
func (w *worker) successor(su *model.Successor) bool {
	w.transitions++
	w.passed += int64(su.Passed)
	s := w.s
	for _, f := range su.Findings {
		w.finding(candidate{finding: f, from: w.cur.ID, length: w.cur.Depth + 1, step: su.Step}, su.Actor)
	}
	if s.stop.Load() != nil {
		return false
	}
	if s.full.Load() != nil {
		return !w.parts || !su.Enough
	}
	key := visited.Key{Hi: su.Key[0], Lo: su.Key[1]}
	if su.Key == [2]uint64{} {
		key = visited.KeyOf(su.State)
	}
	if s.disk != nil {
		return w.add(key, su.State, su.Step)
	}
	depth := w.cur.Depth + 1
	if s.opts.MaxDepth > 0 && int(depth) > s.opts.MaxDepth {
		if !s.cut.Load() && !s.seen.Contains(key, w.kept(su.State)) {
			s.cut.Store(true)
		}
		return true
	}
	if s.collapsed != nil {
		w.arrive(key, su)
		return true
	}
	id, status := s.seen.Insert(key, w.kept(su.State), w.cur.ID, su.Step)
	if (status == visited.Added || status == visited.Met) && s.ways.kept && !w.waysFull {
		w.edges = append(w.edges, edge{w.cur.ID, id, su.Step, su.Actor, su.ActorAfter})
	}
	w.inserted(key, id, status, depth, su.State)
	if w.parts && !w.all {
		return w.putsOff(id, su.Enough)
	}
	return true
}

// inserted takes note of what became of a state.
func (w *worker) inserted(key visited.Key, id visited.ID, status visited.Status, depth int32, state model.State) {
	s := w.s
	switch status {
	case visited.Full:
		s.fill(MaxStates)
	case visited.Added:
		w.added++
		w.next.Append(id, depth, state)
		if sm := (sample{id, visited.Rank(key), depth, true}); sm.before(w.deepest) {
			w.deepest = sm
			if s.opts.Order == DFS && int64(depth) > s.depth.Load() {
				s.depth.Store(int64(depth))
			}
		}
	}
}

// kept returns what an exact set keeps of a state.
func (w *worker) kept(s model.State) []byte {
	if !w.s.opts.Exact {
		return nil
	}
	w.packed = packing.Pack(w.packed, s)
	return w.packed
}

// finding takes in a way to show a finding; actor is the task that moves in its
// last step.
func (w *worker) finding(c candidate, actor int32) {
	if c.finding.Severity == model.Error {
		w.violated = true
		if w.s.ways.kept && !w.waysFull {
			c.hits = []hit{{c.from, c.step, actor, c.end}}
			if len(w.found[c.finding].hits) > waysHits {
				w.s.ways.full.Store(true)
			}
		}
	}
	w.s.merge(w.found, c)
}

// guard makes a panic of the machine, which is a bug in it, a reason of the
// result, so that what was found before is not lost.
func (w *worker) guard() {
	if p := recover(); p != nil {
		err := fmt.Errorf("the model failed, which is a bug in it: %v\n%s", p, debug.Stack())
		w.errs[err.Error()] = err
		w.s.halt(Failed)
	}
}
