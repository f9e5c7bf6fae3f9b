package native

import (
	"runtime"
	"sync/atomic"
)

// active is the execution that runs in this process, nil if none does: the
// primitives are then the real ones.
var active *exec

// status of a goroutine.
type status uint8

const (
	fresh   status = iota // not begun: will run up to its first operation
	running               // between two operations
	pending               // before an operation
	parked                // until another goroutine makes it ready
	ready                 // has been woken, will run up to its next operation
	over
)

// A G is a goroutine of the program.
type G struct {
	x      *exec
	id     int32
	parent int32
	kids   int32
	fn     func()
	co     *coro
	status status
	op     op
	alt    int32 // the alternative that was chosen for op

	// What happened before its next operation: its last event and others'
	// events that let it go on.
	last    int32
	cause   []int32
	barrier int32   // if not 0, all events before this one came before its operation
	later   []int32 // causes of what comes after its next operations (cond.go)
	count   int32   // its events so far

	// What woke it: the case of a select, whether the channel was closed.
	woken  wakeup
	parkOn *obj // what it is parked on, for reports
	why    string

	reads    []seen  // what it has used since its last yield, if that is tracked
	wrote    bool    // it has had an effect since its last turn of a loop (spin.go)
	wroteWas bool    // before its last operation
	turnedAt uintptr // where that turn was
	looks    int     // how often it has looked in a row, and changed nothing
	seen     [4]seen // at what
	since    int     // the number of operations when it came to this one
	rand     uint64
	sync     obj  // its synchronisation with who starts or wakes it (datarace.go)
	timer    bool // a pseudo goroutine: a timer that may fire at any moment
	site     []uintptr
	opSite   []uintptr
	t        any // the test it belongs to
	frames   []*Frame
	stack    []uintptr // its calls, if states are looked at
	given    any       // a pointer to what its next operation is given
	held     []any     // what this package keeps for its calls of the user's functions
}

// An exec is the execution that runs, and what outlives it.
type exec struct {
	opts     Options
	strategy strategy
	epoch    uint64
	objects  int32 // number of objects in this execution
	cur      *G    // the goroutine that runs
	next     *G    // the one to resume, nil at the end of the execution
	last     *G    // the one that did the last operation
	ready    []*G  // to be run up to their next operation, before anything is decided
	live     []*G
	gs       []*G // by number; a goroutine has the same number in each execution
	kids     [][]int32
	idle     []*coro
	main     func()

	steps    int // operations of this execution
	maxSteps int
	coarse   bool // quiet operations are no points
	record   bool // events are recorded
	tracing  bool // and places
	dying    bool // the execution is over: goroutines are unwound
	culled   int
	spins    int // times that spinning goroutines were let go on
	after    int // operations while dying

	events               []event
	fired                []firing
	finding              *Finding // what ended this execution
	notes                []*Finding
	mainOver             bool
	chans                table[*chanObj]
	plains               table[*plainVar]
	memory               *memory // of package variables, before
	clock                clock
	none                 obj  // the object of operations that concern none
	meet                 obj  // all unbuffered channels (chan.go)
	pruned               bool // the execution is given up: others are equivalent
	named                []*obj
	names                map[*obj]string
	remarks              []remark
	started              []*G // all goroutines of a traced execution
	lost                 []lostSignal
	cleanup              []func()
	choices              []Decision
	preempts             int
	parkRecv             bool // receivers wait visibly (chan.go)
	wantFine             bool // quiet operations are to be points (mutex.go)
	restart              bool // the search begins again
	spinning, timersUsed bool // see Result
	trial                trial
	all                  obj             // what all goroutines have done (datarace.go)
	races                int             // data races that the detector has found
	spent                []*coro         // those that have run a goroutine in this execution, if data races are looked for
	over                 bool            // the trial is
	mapLoops             *places         // loops over maps there are to be explored in all orders (ordered.go)
	ordered, unordered   bool            // see Result, and there
	loops                *places         // whether loops that turn there wait; outlives the execution
	looking              bool            // at states (joined.go)
	closures             table[*closure] // of this execution
	stacks               stacks
	roots                []any       // and what it uses beside
	hidden               string      // what keeps something where it cannot be seen
	visit                func(*exec) // for tests: is shown every execution, whose findings do not end the search

	cutOff     string // of the first execution that was cut off
	executions int64
	turned     bool   // spinning loops were let go on
	track      bool   // goroutines' use of objects is tracked, for Gosched
	streak     int    // operations of x.last in a row
	cut        string // why the execution was ended before its end
	totalSteps int64
	widest     int
	beat       atomic.Int64 // moves while anything happens
}

// A strategy decides who moves.
type strategy interface {
	// pick returns the goroutine to move, with its alternative set, or nil if
	// none can. x.last did the last operation.
	pick(x *exec) *G
	// more is told that an execution has ended, and reports whether to run
	// another.
	more(x *exec) bool
}

// An ender is told when an execution has ended, while its goroutines are still
// where they are.
type ender interface{ ended(x *exec) }

// begin sets up an execution.
func (x *exec) begin() {
	x.epoch++
	x.objects = 0
	x.steps, x.spins, x.after = 0, 0, 0
	x.dying, x.mainOver = false, false
	x.culled = 0
	x.events, x.fired = x.events[:0], x.fired[:0]
	x.finding, x.pruned, x.cut = nil, false, ""
	x.streak = 0
	x.trial, x.over = trial{}, false
	x.live = x.live[:0]
	x.ready = x.ready[:0]
	x.choices = x.choices[:0]
	x.preempts = 0
	x.last = nil
	x.named, x.names = x.named[:0], nil
	x.remarks, x.started = x.remarks[:0], x.started[:0]
	x.lost = x.lost[:0]
	x.chans.reset()
	x.clock.reset()
	x.closures.reset()
	x.stacks.next = 0
	x.roots, x.hidden = x.roots[:0], ""
	x.idle = append(x.idle, x.spent...)
	x.spent = x.spent[:0]
	x.skipReports()
	x.beat.Add(1)
	x.adopt(&x.none)
	x.adopt(&x.meet)
	x.none.class, x.meet.class = noClass, noClass
	g := x.newG(0)
	g.fn = x.main
	g.status = ready
	x.next = g
}

// newG returns the goroutine that its parent (-1 is the number above main)
// starts next.
func (x *exec) newG(parent int32) *G {
	// kids[0] are the children of nobody: main is the first.
	var nth int32
	if parent > 0 {
		p := x.gs[parent-1]
		nth = p.kids
		p.kids++
	}
	for int(parent) >= len(x.kids) {
		x.kids = append(x.kids, nil)
	}
	if int(nth) >= len(x.kids[parent]) {
		g := &G{x: x, id: int32(len(x.gs)), parent: parent - 1}
		x.gs = append(x.gs, g)
		x.kids[parent] = append(x.kids[parent], g.id)
	}
	g := x.gs[x.kids[parent][nth]]
	g.kids = 0
	g.co = nil
	g.status = fresh
	g.last = -1
	g.cause, g.later, g.barrier = g.cause[:0], g.later[:0], 0
	g.count = 0
	g.woken = wakeup{}
	g.why, g.parkOn = "", nil
	g.reads, g.looks = nil, 0
	g.wrote, g.turnedAt = false, 0
	g.rand = 0
	g.timer = false
	g.site, g.opSite = nil, nil
	g.t = nil
	g.op = op{}
	g.frames, g.given, g.held = g.frames[:0], nil, g.held[:0]
	x.live = append(x.live, g)
	if x.tracing {
		x.started = append(x.started, g)
	}
	if len(x.live) > x.widest {
		x.widest = len(x.live)
	}
	return g
}

// spawn starts a goroutine; it will run up to its first operation before
// anything is decided.
func (x *exec) spawn(fn func()) *G {
	p := x.cur
	g := x.newG(p.id + 1)
	g.fn = fn
	g.t = p.t
	if x.record {
		if p.last >= 0 {
			g.cause = append(g.cause, p.last)
		}
		g.cause = append(g.cause, p.cause...)
	}
	if x.tracing {
		g.site = callers(3)
	}
	x.replaces(&g.sync)
	x.ready = append(x.ready, g)
	return g
}

// do lets the running goroutine perform an operation: it returns when the
// goroutine has been chosen to move. It returns false if the execution is over,
// and the operation is to have no effect.
func (x *exec) do(k *kind, o *obj, arg int32) bool {
	if x.dying {
		return x.afterlife()
	}
	g := x.cur
	g.op.kind, g.op.obj, g.op.arg = k, o, arg
	if o.epoch != x.epoch {
		x.adopt(o)
	}
	if x.coarse && k.quiet {
		g.alt = 0
		x.step(g)
		return true
	}
	x.await(g)
	return true
}

// await waits until g, which has its operation set, is chosen to move.
func (x *exec) await(g *G) {
	g.status = pending
	g.since = x.steps
	if x.tracing {
		g.opSite = callers(3)
	}
	if n := x.choose(); n != g {
		x.next = n
		g.park()
		if g.status == ready { // somebody else completed the operation
			g.status = running
			return
		}
	}
	g.status = running
	x.step(g)
}

// step accounts for an operation that g is about to perform.
func (x *exec) step(g *G) {
	if x.last == g {
		x.streak++
	} else {
		x.last, x.streak = g, 0
	}
	x.steps++
	if t := &x.trial; t.site != 0 {
		if t.ops++; t.g == g && t.ops > trialOps {
			x.over = true // it has come to something else
		}
	} else if x.steps >= x.maxSteps {
		x.endless(g)
	}
	g.given = nil
	if x.record {
		x.note(g)
	}
	if g.op.kind.access != read {
		o := g.op.obj
		o.st.v++
		for _, o := range g.op.more {
			o.st.v++
		}
		g.wroteWas = g.wrote
		g.wrote = g.wrote || !g.op.kind.holds
		if g.op.sel == nil && g.op.kind != atomicCAS && g.op.kind != mutexTry {
			g.looks = 0
		}
	}
	if x.track {
		g.use(g.op.obj)
		for _, o := range g.op.more {
			g.use(o)
		}
	}
}

// choose returns who moves next, nil if the execution is over.
func (x *exec) choose() *G {
	x.checkRaces()
	if x.looking && x.cur.status != over {
		x.stacks.note(x.cur)
	}
	for {
		if len(x.ready) > 0 {
			g := x.ready[0]
			x.ready = without(x.ready, 0)
			return g
		}
		if x.finding != nil {
			return nil
		}
		if x.trial.site != 0 || x.over {
			return x.tried()
		}
		if g := x.strategy.pick(x); g != nil {
			return g
		}
		if x.pruned || !x.quiesce() {
			return nil
		}
	}
}

// block parks the running goroutine until wake.
func (x *exec) block(g *G, on *obj, why string) {
	g.status = parked
	g.parkOn, g.why = on, why
	if x.tracing {
		g.opSite = callers(3)
	}
	x.next = x.choose()
	g.park()
	g.status = running
	g.why, g.parkOn = "", nil
}

// wake makes a parked goroutine ready: what woke it is the event that is
// happening.
func (x *exec) wake(g *G) {
	x.because(g)
	x.releases(&g.sync)
	g.status = ready
	x.ready = append(x.ready, g)
}

// because notes that the running goroutine's last event is a reason for what g
// does next.
func (x *exec) because(g *G) {
	if x.record && x.cur != nil && x.cur.last >= 0 {
		g.cause = append(g.cause, x.cur.last)
	}
}

// end is called on the coroutine of a goroutine that has ended.
func (x *exec) end(g *G) {
	x.releases(&x.all)
	g.status = over
	g.fn = nil
	g.co = nil
	for i, l := range x.live {
		if l == g {
			x.live = without(x.live, i)
			break
		}
	}
	if x.dying {
		x.next = nil
		return
	}
	if g.id == 0 {
		x.mainOver = true
	}
	x.next = x.choose()
}

// stop ends the execution with a finding; the caller does not return.
func (x *exec) stop(f *Finding) {
	if x.finding == nil {
		x.finding = f
	}
	x.next = nil
	g := x.cur
	g.status = parked
	g.park()
}

// cull unwinds a goroutine that is left over from an execution that has ended,
// and reports whether there was one.
func (x *exec) cull() bool {
	if !x.dying {
		if !x.pruned {
			x.alone(x.conclude)
			if e, ok := x.strategy.(ender); ok && (x.finding == nil || x.visit != nil) {
				e.ended(x)
			}
			if x.visit != nil && !x.pruned {
				x.visit(x)
				if x.finding != nil && x.finding.Kind != kindDiffers {
					x.finding = nil
				}
			}
		}
		x.dying = true
	}
	for len(x.live) > 0 {
		g := x.live[len(x.live)-1]
		if g.co == nil {
			x.live = x.live[:len(x.live)-1]
			g.status = over
			continue
		}
		x.cur = g
		x.next = g
		return true
	}
	return false
}

// afterlife is what operations do while the goroutines of an execution are
// unwound: nothing, but not for ever.
func (x *exec) afterlife() bool {
	if x.after++; x.after > 10_000 {
		runtime.Goexit()
	}
	return false
}

// nextExecution begins another execution if the strategy wants one.
func (x *exec) nextExecution() bool {
	x.alone(func() {
		x.restorePlains()
		x.memory.restore()
		for _, f := range x.cleanup {
			f()
		}
	})
	x.cleanup = x.cleanup[:0]
	if x.cut != "" && x.cutOff == "" {
		x.cutOff = x.cut
	}
	x.executions++
	x.totalSteps += int64(x.steps)
	if x.finding != nil || x.restart || !x.strategy.more(x) {
		return false
	}
	x.begin()
	return true
}
