package native

import (
	"cmp"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"
)

// one search at a time runs in a process: the primitives find it in active.
var searching sync.Mutex

const (
	defaultSteps = 20_000
	defaultStall = 10 * time.Second
	anyBudget    = 5_000 // executions with timers that fire at any moment
	anyTime      = 5 * time.Second
	joinAfter    = 200    // executions of Optimal before states are looked at
	helpAfter    = 20_000 // executions of Optimal before others are asked to help
	boundBudget  = 3_000  // executions of each preemption bound of Auto
	maxForDPOR   = 200    // goroutines; vector clocks grow with their square
)

// Explore runs main in every interleaving of its goroutines, by the method and
// within the limits of the options, until an execution shows something wrong. An
// execution begins with main and ends when no goroutine can move. main must do
// the same each time but for what is explored.
//
// Auto, if the timers are TimersIdle, some were started and nothing was found,
// tries TimersAny for some time, too; what that finds is a note.
func Explore(opts Options, main func()) *Result {
	searching.Lock()
	defer searching.Unlock()
	if who := outsider(); who != "" {
		return &Result{Refused: who}
	}
	saved := remember()
	s := &search{opts: opts, main: main, start: time.Now(), res: &Result{}, memory: saved}
	s.run()
	r := s.res
	if opts.Method == Auto && opts.Timers == TimersIdle && r.Timers && r.Finding == nil && r.Refused == "" {
		opts.Timers, opts.MaxExecutions, opts.MaxTime = TimersAny, anyBudget, anyTime
		any := &search{opts: opts, main: main, start: time.Now(), res: &Result{}, memory: saved}
		any.run()
		if f := any.res.Finding; f != nil {
			f.Message = lastEntry(f.Message) + " (only if timers may fire at any moment)"
			r.Notes = append(r.Notes, f)
		}
	}
	r.Duration = time.Since(s.start)
	return r
}

// A search is one call of Explore.
type search struct {
	opts  Options
	main  func()
	start time.Time
	res   *Result
	x     *exec

	parkRecv, fine, track bool
	loops                 places // spin.go
	mapLoops              places // ordered.go
	memory                *memory
	visit                 func(*exec)
	record                bool     // of every phase
	note                  *Finding // the first, with the mode it was found in
	noteCoarse            bool
	longest               int
	exhausted             bool // Optimal has nothing left to run
}

// A phase is one method's search.
type phase struct {
	strategy strategy
	coarse   bool
	record   bool
	looking  bool // at states
}

func (s *search) run() {
	for s.tries() {
	}
	r := s.res
	if s.note != nil && r.Finding == nil && r.Refused == "" {
		if f := s.trace(s.note, s.noteCoarse); f != nil {
			r.Notes = append(r.Notes, f)
		}
	}
}

// tries searches once; it returns true if the search is to begin again.
func (s *search) tries() (again bool) {
	r := s.res
	*r = Result{}
	switch s.opts.Method {
	case Replay:
		p := &replayer{schedule: s.opts.Schedule, exact: s.opts.Expect != nil, expect: s.opts.Expect}
		f, again := s.replay(p)
		r.Executions = 1
		if f != nil && f.Kind == kindDiffers {
			r.Differs, f = f.Message, nil
		}
		if again {
			return true
		}
		r.Finding = f
	case Plain, Fine, Bounded:
		p := &plain{bound: -1}
		if s.opts.Method == Bounded {
			p.bound = s.opts.Bound
		}
		p.limit = s.limit(0)
		if s.phase(phase{p, s.opts.Method != Fine && !s.fine, false, false}) {
			return true
		}
		r.Complete = p.done && r.Finding == nil && s.opts.Method != Bounded && r.Incomplete == ""
	case Joined:
		return s.join(newJoined(true), 0)
	case Optimal:
		return s.optimal(0)
	case Random:
		return s.random()
	default:
		for bound := range 3 {
			p := &plain{bound: bound, limit: s.limit(boundBudget)}
			if s.phase(phase{p, !s.fine, false, false}) {
				return true
			}
			r.Tried += r.Executions
			if r.Finding != nil || r.Refused != "" {
				r.Executions, r.Tried = r.Tried, 0
				return false
			}
			if s.opts.MaxExecutions > 0 && r.Tried >= s.opts.MaxExecutions {
				break
			}
		}
		done, again := s.byStates()
		if again {
			return true
		}
		tried := r.Tried
		if !done && s.shared() {
			return true
		}
		r.Tried = tried
		if r.Finding == nil && r.Refused == "" && !r.Complete && !s.exhausted {
			why := r.Incomplete
			done := r.Executions
			if s.random() {
				return true
			}
			r.Tried = tried + done
			if r.Incomplete == "" {
				r.Incomplete = why
			}
			if r.Finding != nil {
				r.Incomplete = ""
			}
		}
	}
	return false
}

// limit returns a test of whether the search is to end, after n executions at
// most if n is not 0. It says in the result why.
func (s *search) limit(n int64) func(x *exec) bool {
	return func(x *exec) bool {
		switch done := x.executions + s.res.Tried; {
		case n > 0 && x.executions >= n:
			return true
		case s.opts.MaxExecutions > 0 && done >= s.opts.MaxExecutions:
			s.res.Incomplete = fmt.Sprintf("%d executions were run, as many as allowed", done)
			return true
		case s.opts.Stop != nil && x.executions%256 == 0 && s.opts.Stop():
			return true
		case s.opts.MaxTime > 0 && x.executions%16 == 0 && time.Since(s.start) >= s.opts.MaxTime:
			s.res.Incomplete = fmt.Sprintf("the time, %v, was over", s.opts.MaxTime)
			return true
		}
		if s.opts.Progress != nil && x.executions%4096 == 0 {
			s.opts.Progress(x.executions + s.res.Tried)
		}
		return false
	}
}

// newExec returns an execution to run.
func (s *search) newExec() *exec {
	x := &exec{
		opts: s.opts, main: s.main, maxSteps: s.opts.MaxSteps, parkRecv: s.parkRecv, track: s.track, loops: &s.loops, mapLoops: &s.mapLoops, memory: s.memory,
	}
	if x.maxSteps == 0 {
		x.maxSteps = defaultSteps
	}
	epochs++
	x.epoch = epochs << 32
	return x
}

// epochs counts the searches, so that no two executions have the same number.
var epochs uint64

// phase runs one search; it returns true if all is to begin again, and leaves
// what it found in the result.
func (s *search) phase(p phase) (again bool) {
	x := s.newExec()
	x.strategy, x.coarse, x.record, x.visit = p.strategy, p.coarse, p.record || s.record, s.visit
	x.looking = p.looking
	if again, ok := s.drive(x); again || !ok {
		return again
	}
	r := s.res
	r.Executions = x.executions
	r.Steps += x.totalSteps
	r.Goroutines = max(r.Goroutines, x.widest)
	r.Spinning = r.Spinning || x.spinning
	if x.turned {
		r.Incomplete = "several loops spin while nobody else can move; which turns first was not explored"
	}
	if x.unordered {
		r.Incomplete = someOrders
	}
	r.MapOrder = r.MapOrder || x.ordered
	if x.cutOff != "" {
		r.Incomplete = x.cutOff
	}
	r.Timers = r.Timers || x.timersUsed
	if len(x.notes) > 0 && s.note == nil {
		s.note, s.noteCoarse = x.notes[0], p.coarse
	}
	if f := x.finding; f != nil {
		if f.Kind == kindDiffers {
			r.Refused = f.Message
			return false
		}
		if f.Schedule == nil {
			f.Schedule = append([]Decision(nil), x.choices...)
		}
		f.Preemptions = x.preempts
		t := s.trace(f, p.coarse)
		if t == nil {
			r.Refused = "what an execution showed (" + cmp.Or(f.Message, f.Kind) + ") did not show again when it was repeated: the program is not deterministic (the order of a map, a time or a number that is not the explorer's, something that an execution leaves behind)"
			return false
		}
		r.Finding = s.minimise(t)
	}
	return false
}

// drive runs executions until the strategy has enough. It returns ok false if
// the program could not be run, which is said in the result.
func (s *search) drive(x *exec) (again, ok bool) {
	s.x = x
	h := &hub{x: x, done: make(chan struct{})}
	active = x
	x.releases(&x.all)
	x.begin()
	go h.loop()
	stall := s.opts.Stall
	if stall == 0 {
		stall = defaultStall
	}
	tick := time.NewTicker(max(stall/10, time.Millisecond))
	defer tick.Stop()
	last, since := int64(-1), time.Now()
	for wait := true; wait; {
		select {
		case <-h.done:
			wait = false
		case <-tick.C:
			if b := x.beat.Load(); b != last {
				last, since = b, time.Now()
			} else if time.Since(since) >= stall {
				s.res.Refused = x.stalled(stall)
				active = nil
				return false, false
			}
		}
	}
	active = nil
	x.acquires(&x.all)
	for _, c := range append(x.idle, x.spent...) {
		c.stop()
	}
	if h.panic != "" {
		panic("condcheck: internal error: " + h.panic)
	}
	if x.restart {
		s.parkRecv = s.parkRecv || x.parkRecv
		s.track = s.track || x.track
		s.fine = s.fine || x.wantFine
		return true, false
	}
	return false, true
}

// stalled says which goroutine blocks outside of what is modelled. Nothing has
// moved for long, so that it may look at what is the hub's.
//
//go:norace
func (x *exec) stalled(d time.Duration) string {
	buf := make([]byte, 1<<20)
	buf = buf[:runtime.Stack(buf, true)]
	var found string
	for _, g := range strings.Split(string(buf), "\n\n") {
		head, _, _ := strings.Cut(g, "\n")
		if strings.Contains(g, ".(*coro).run(") && !strings.Contains(head, "[coroutine") {
			found = g
		}
	}
	who := "a goroutine"
	if g := x.cur; g != nil {
		if g.id == 0 {
			who = "main"
		} else {
			who = fmt.Sprintf("goroutine %d", g.id)
		}
	}
	return fmt.Sprintf("%s has not come to an operation for %v: it runs on, or waits for something that is not explored (real I/O, a lock or channel of a package that was not rewritten)\n%s", who, d, userStack(found))
}

// once runs one execution.
func (s *search) once(r *replayer, coarse, tracing bool) (f *Finding, again bool) {
	x := s.newExec()
	x.strategy, x.coarse, x.record, x.tracing = r, coarse, true, tracing
	again, ok := s.drive(x)
	if again || !ok {
		return nil, again
	}
	s.res.Steps += x.totalSteps
	if x.finding == nil {
		return nil, false
	}
	f = x.finding
	if f.Schedule == nil {
		f.Schedule = append([]Decision(nil), x.choices...)
	}
	f.Preemptions = x.preempts
	return f, false
}

// replay runs the one execution that is wanted.
func (s *search) replay(p *replayer) (f *Finding, again bool) {
	if raceBuild && s.opts.Race {
		q := *p
		if f, again := s.once(&q, false, false); again || f != nil && f.Kind == KindRace {
			if f != nil {
				f = s.trace(f, false)
			}
			return f, again
		}
	}
	return s.once(p, false, true)
}

// trace repeats an execution and says step by step what happened.
func (s *search) trace(f *Finding, coarse bool) *Finding {
	r := &replayer{schedule: f.Schedule, exact: true}
	if f.Kind == KindRace {
		r.ends = f // the detector would see this package's own notes, too
	}
	t, _ := s.once(r, coarse, true)
	if t == nil || t.Kind != f.Kind {
		return nil
	}
	return t
}

// shared runs Optimal, with the help of others if it takes long.
func (s *search) shared() (again bool) {
	r := s.res
	if s.opts.Help == nil {
		return s.optimal(0)
	}
	again = s.optimal(helpAfter)
	if again || r.Complete || r.Incomplete != "" || r.Finding != nil || r.Refused != "" {
		return again
	}
	wait := s.opts.Help()
	s.opts.Share, s.opts.Shares = 0, s.opts.Helpers+1
	again = s.optimal(0)
	s.opts.Shares = 0
	if !again {
		wait(r)
	}
	return again
}

// optimal runs n executions at most, if n is not 0.
func (s *search) optimal(n int64) (again bool) {
	s.res.Incomplete = ""
	d := newDPOR(s.limit(n), s.opts.Share, s.opts.Shares)
	if s.phase(phase{d, false, true, false}) {
		return true
	}
	r := s.res
	r.Blocked = d.blocked
	if d.tooMany > 0 {
		r.Incomplete = fmt.Sprintf("it has more than %d goroutines, which cannot be explored completely", maxForDPOR)
	}
	r.Complete = d.done && r.Finding == nil && r.Refused == "" && r.Incomplete == ""
	s.exhausted = d.done
	s.longest = d.longest
	return false
}

func (s *search) random() (again bool) {
	runs, depth := s.opts.Runs, s.opts.Depth
	if runs == 0 {
		runs = 10_000
	}
	if depth == 0 {
		depth = 3
	}
	p := newPCT(s.opts.Seed, depth, max(s.longest, 1))
	limit := s.limit(int64(runs))
	if s.opts.Method == Auto {
		// What ended the search before does not end this.
		start := time.Now()
		limit = func(x *exec) bool {
			return x.executions >= int64(runs) || s.opts.MaxTime > 0 && time.Since(start) > s.opts.MaxTime/4
		}
	}
	p.limit = limit
	if s.phase(phase{p, false, false, false}) {
		return true
	}
	s.res.Complete = false
	s.res.Chance, s.res.Depth = p.chance(s.res.Executions, s.res.Goroutines), depth
	if s.opts.Method == Random && s.res.Incomplete == "" && s.res.Finding == nil {
		s.res.Incomplete = "executions were chosen at random"
	}
	return false
}
