package model

import (
	"fmt"
	"math/big"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/condcheck/condcheck/model/source"
)

// A Program is a compiled program: the code of its tasks and the text that each
// instruction comes from. It is safe for concurrent use.
type Program struct {
	src   *Source
	codes []*code

	mu             sync.Mutex
	loaded, images map[Config]*image // see load and image; they do not change any more

	asyncGens     bool // there are async generators of the program's own
	ownConditions bool // there are functions called like methods of a condition
}

// Link makes a program of what a front end has compiled.
func Link(src *Source) (*Program, error) {
	p := &Program{src: src, loaded: map[Config]*image{}, images: map[Config]*image{}}
	asks := asksHandled(src)
	for i, c := range src.Codes {
		lc := &code{Code: c, ins: c.Code, index: i, file: src.Modules[c.Module].File, lib: src.Modules[c.Module].Library}
		switch {
		case c.Flags&FlagAsyncGen != 0:
			lc.flavour = asyncGen
		case c.Flags&FlagCoroutine != 0:
			lc.flavour = coroutine
		case c.Flags&FlagGenerator != 0:
			lc.flavour = generator
		}
		lc.frameSize = wLocals + len(c.Locals) + c.MaxStack + 2
		lc.simple = c.KwOnly == 0 && c.Flags&(FlagVarArgs|FlagVarKw) == 0
		if i >= 1<<(64-metaCodeShift) || len(c.Code) >= 1<<metaPCBits || c.MaxStack+2 >= 1<<metaSPBits {
			return nil, &LimitError{Pos: c.DefPos, What: fmt.Sprintf("%s is too large to be run: it has %d instructions and up to %d values in an expression", c.QualName, len(c.Code), c.MaxStack)}
		}
		lc.asked, lc.live = asks, new(atomic.Pointer[liveness])
		lc.scanTurns()
		if lc.role = roleOf(lc); lc.role != noRole {
			lc.keepsSelf = true
			p.ownConditions = true
		}
		p.codes = append(p.codes, lc)
		p.asyncGens = p.asyncGens || lc.flavour == asyncGen && !lc.lib
	}
	if p.asyncGens {
		// A variable that nobody reads any more keeps an async generator from
		// being closed all the same.
		for _, c := range p.codes {
			c.keepsAll = true
		}
	}
	return p, nil
}

// File returns the source file of the program's own module.
func (p *Program) File() *source.File { return p.src.Modules[0].File }

// System returns the program's transition system under a configuration.
func (p *Program) System(cfg Config) System { return newSystem(p, cfg) }

// The words of the root object, which stands at machine.frozen.
const (
	rMain       = 1 + iota // frame in which the main thread is suspended, 0 when it has ended
	rMainState             // see below
	rMainExc               // exception that escaped from the main thread, or 0
	rLoop                  // running event loop, or 0
	rSetLoop               // loop set by set_event_loop, or 0
	rLastLoop              // loop that ran last and is not closed, or 0
	rTasks                 // pool of the unfinished tasks
	rFailed                // list of the futures and tasks with exceptions that nobody retrieved
	rShutdown              // list of the types of exceptions that came out at shutdown
	rOverlay               // see overlay.go; 0 if empty
	rAsyncGens             // the async generators that have begun and not ended, oldest first, 0 if none
	rTaskCount             // number of tasks made, where names matter
	rMainClock             // time of the main thread, where it matters
	rHeld                  // used by the garbage collector only
	rThreads               // pool of the threads that have begun and not ended, 0 if there can be none
	rMainThread            // the main thread, likewise
	rDaemons               // how many of the threads in rThreads do not keep the interpreter from ending, likewise
	rPlaces                // how many places have been made, 0 if none: see place.go

	rootWords
)

// States of the main thread.
const (
	mainNotStarted int64 = iota
	mainBlocked
	mainEnded
	mainRaised
)

// An image is a program made ready to run under a configuration: its constants,
// and the frozen part of the arena, which all states share.
type image struct {
	*Program
	codes   []*code // those of the program, with names interned
	cfg     Config
	sem     semantics
	atoms   *atomTable
	consts  []Value
	names   []Value
	globals []global
	well    wellKnown
	frozen  []Value // the frozen image
	mutable []int   // numbers of the globals that belong to the state

	usesClock     bool
	usesTaskNames bool
	aborts        bool // waits can be cancelled or time out before the end

	threads // see threads.go

	// severalLoops is true if the program may have more than one event loop.
	severalLoops bool
	// opensWaiters is true if the program may look at the waiters of a primitive.
	opensWaiters bool
	loopClass    int // number of the library's global that is the class of event loops, -1 if none
	// numbers of the library's globals that run async generators in tasks, -1 if none
	closeAsyncGen, throwAsyncGen, awaitAsyncGen int

	modules []Value // module objects
	running bool    // the modules have been run
	ready   []bool  // modules that have been run
	broken  error   // what running a library module came to

	begun   []Value // the arena when the modules have been run
	base    State   // the state then, or further on:
	started bool    // the program has run up to its first decision
	printed []Event // what it printed on the way
	first   *Turn   // and how it got there, in a program with threads: see first.go

	firstNumbers []int // of the threads that are alive then
	firstThreads int   // how many have been started
	firstLines   []Event

	invariants, finals []hook
}

// A global is a module-level variable: at is where its value stands.
type global struct {
	at      int
	name    string
	builtin Value
	once    bool
	module  int
}

// A hook is an invariant_ or finally_ function.
type hook struct {
	name   string
	global int
	pos    source.Pos
}

// wellKnown are the names that the machine itself looks for.
type wellKnown struct {
	eq, hash, init, new, getattr, getattribute, setattr, delattr, bool, len, del,
	call, setName, initSubclass, metaclass, annotations, class, dict, doc, get, set, slots Value
	deleted Value // marks a deleted attribute in the overlay
}

func (w *wellKnown) fill(c *atomCache) {
	// In a fixed order: the atoms of an image have the same numbers in each process.
	for _, f := range []struct {
		name string
		at   *Value
	}{
		{"__eq__", &w.eq}, {"__hash__", &w.hash}, {"__init__", &w.init}, {"__new__", &w.new},
		{"__getattr__", &w.getattr}, {"__getattribute__", &w.getattribute}, {"__setattr__", &w.setattr},
		{"__delattr__", &w.delattr}, {"__bool__", &w.bool}, {"__len__", &w.len}, {"__del__", &w.del},
		{"__call__", &w.call}, {"__set_name__", &w.setName}, {"__init_subclass__", &w.initSubclass},
		{"metaclass", &w.metaclass}, {"__annotations__", &w.annotations}, {"__class__", &w.class},
		{"__dict__", &w.dict}, {"__doc__", &w.doc}, {"__get__", &w.get}, {"__set__", &w.set}, {"__slots__", &w.slots},
	} {
		*f.at = c.str(f.name)
	}
}

// newImage links a program under a configuration: it runs the program from where its
// modules have been run up to its first decision, and freezes what will not change.
// What does not depend on the configuration is done once, for all.
func newImage(p *Program, cfg Config) *image {
	p.mu.Lock()
	defer p.mu.Unlock()
	im := p.image(cfg).under(cfg)
	if c := cfg.Cover; c != nil {
		way := p.load(cfg).under(cfg)
		way.making(func(m *machine) {
			m.roomy(func() {
				way.begin(m)
				way.runMain(m)
			})
		})
		c.mu.Lock()
		c.prog = im
		c.mu.Unlock()
	}
	return im
}

// under returns an image with a configuration, and atoms, of its own.
func (im *image) under(cfg Config) *image {
	own := new(*im)
	own.cfg, own.atoms = cfg, newAtomTable(im.atoms)
	return own
}

// image returns what the images have in common that differ in what they tell alone.
func (p *Program) image(cfg Config) *image {
	cfg.Cover, cfg.Watch = nil, false
	im := p.images[cfg]
	if im == nil {
		im = p.load(cfg).under(cfg)
		begun := *im
		im.making(func(m *machine) {
			m.roomy(func() {
				*im = begun
				im.globals = slices.Clone(begun.globals)
				im.freeze(m)
			})
		})
		p.images[cfg] = im
	}
	return im
}

// load returns what the images under all configurations that agree in what modules
// can see have in common: the modules have been run, but not the program.
func (p *Program) load(cfg Config) *image {
	cfg.Cover, cfg.Watch = nil, false
	if !slices.ContainsFunc(p.src.Modules[1:], func(m *Module) bool { return !m.Library }) {
		cfg.Schedule = FIFO // the library's modules make no event loops
	}
	for words := smallArena; p.loaded[cfg] == nil; words *= 8 {
		im := &image{Program: p, cfg: cfg, sem: asyncioSemantics(cfg.Minor), atoms: newAtomTable(nil)}
		im.making(func(m *machine) {
			if len(m.a) < words {
				m.a = make([]Value, min(words, arenaWords))
			}
			if m.fits(func() { im.load(m) }) {
				p.loaded[cfg] = im
			}
		})
	}
	return p.loaded[cfg]
}

// making runs f with a machine to make the image with, which has the memory of those
// that made others, unless that has grown.
func (im *image) making(f func(*machine)) {
	m := makers.Get().(*machine)
	im.equip(m)
	f(m)
	if len(m.a) >= 4*smallArena {
		return
	}
	*m = machine{a: m.a, codec: codec{fwd: m.codec.fwd[:0], to: m.codec.to, queue: m.codec.queue[:0]}}
	makers.Put(m)
}

// makers are machines that have done their work.
var makers = sync.Pool{New: func() any { return new(machine) }}

// load makes the constants and runs the modules.
func (im *image) load(m *machine) {
	m.top = 1
	m.frozen = 1
	c := m.atoms
	c.expect(len(im.src.Names) + len(im.src.Consts))
	im.well.fill(c)
	for _, n := range im.src.Names {
		im.names = append(im.names, c.str(n))
	}
	for _, lc := range im.Program.codes {
		cc := *lc
		cc.names = nil
		if im.cfg.plain.keepDead {
			cc.live, cc.keepsAll = new(atomic.Pointer[liveness]), true // the program's own is not to be changed
		}
		for _, l := range lc.Locals[:lc.Args+lc.KwOnly] {
			cc.names = append(cc.names, c.str(l))
		}
		im.codes = append(im.codes, &cc)
	}
	for _, k := range im.src.Consts {
		im.consts = append(im.consts, m.constant(k))
	}
	im.well.deleted = m.tuple()
	for i := range im.src.Modules {
		o := m.alloc(kNamespace, 4)
		m.a[o+wClass], m.a[o+3] = tModule.value(), rawInt(int64(i))
		im.modules = append(im.modules, refValue(o))
	}
	im.scan()
	im.scanLoops()
	im.scanQueues()
	im.scanThreads()
	for mi, mod := range im.src.Modules {
		for _, g := range mod.Globals {
			gl := global{name: im.src.Names[g.Name], once: g.Once, module: mi}
			if g.Builtin >= 0 {
				gl.builtin = im.consts[g.Builtin]
			}
			im.globals = append(im.globals, gl)
		}
	}
	im.scanGlobals()
	im.closeAsyncGen, im.throwAsyncGen, im.awaitAsyncGen, im.loopClass = -1, -1, -1, -1
	for i, g := range im.globals {
		if g.name == "_close_asyncgen" && im.src.Modules[g.module].Library {
			im.closeAsyncGen = i
		}
		if g.name == "_throw_into_asyncgen" && im.src.Modules[g.module].Library {
			im.throwAsyncGen = i
		}
		if g.name == "_await_asyncgen" && im.src.Modules[g.module].Library {
			im.awaitAsyncGen = i
		}
		if g.name == "SelectorEventLoop" && im.src.Modules[g.module].Name == "asyncio.base_events" {
			im.loopClass = i
		}
	}
	im.findHelpers()
	m.frozen = m.top
	im.frozen = append([]Value(nil), m.a[:m.frozen]...)
	im.newState(m)

	// The library modules first: they import nothing of the program's.
	for mi := len(im.src.Modules) - 1; mi > 0; mi-- {
		im.runModule(m, mi)
	}
	im.running = true
	im.begun = slices.Clone(m.a[:m.top])
}

// newState lays out an empty state behind the frozen image of m.
func (im *image) newState(m *machine) {
	m.top = m.frozen
	m.alloc(kRoot, rootWords)
	at := m.alloc(kGlobals, 1+len(im.globals))
	m.globalsAt = at
	im.mutable = nil
	for i := range im.globals {
		im.globals[i].at = at + 1 + i
		im.mutable = append(im.mutable, i)
	}
	r := m.frozen
	m.a[r+rMainState] = rawInt(mainNotStarted)
	m.a[r+rTaskCount] = rawInt(0)
	m.a[r+rTasks] = m.newPool(true)
	m.a[r+rFailed] = m.newList(0)
	m.a[r+rShutdown] = m.newList(0)
	if im.hasThreads {
		m.a[r+rThreads] = m.newPool(!im.ordersThreads)
		t := m.newThread(0, threadMain)
		m.a[r+rMainThread] = t
		m.listAppend(m.a[r+rThreads], t)
		m.a[r+rDaemons] = rawInt(0)
	}
	for i, g := range im.globals {
		if g.name == "__name__" {
			m.a[im.globals[i].at] = m.str(im.src.Modules[g.module].Name)
		}
		if g.name == "__file__" {
			m.a[im.globals[i].at] = m.str(im.src.Modules[g.module].File.Name)
		}
		if g.name == "__doc__" {
			m.a[im.globals[i].at] = None
			if d := im.src.Codes[im.src.Modules[g.module].Code].Doc; d >= 0 {
				m.a[im.globals[i].at] = im.consts[d]
			}
		}
	}
}

// runModule runs the top level of a module to its end.
func (im *image) runModule(m *machine, mi int) {
	if im.ready == nil {
		im.ready = make([]bool, len(im.src.Modules))
	}
	if im.ready[mi] {
		return
	}
	im.ready[mi] = true
	m.budget = maxInstrs
	f := m.newFrame(im.codes[im.src.Modules[mi].Code])
	m.setFrameMode(f, modeNative)
	m.setFrameParent(f, m.fr)
	saved, frames := m.fr, m.frames
	m.fr = f
	m.frames++
	_, st := m.run()
	m.fr, m.frames = saved, frames
	if st == rsRaise && im.src.Modules[mi].File != nil {
		im.broken = fmt.Errorf("module %s: %s", im.src.Modules[mi].Name, m.excLine(m.exc))
	}
}

// constant makes the value of a constant; tuples go to the arena.
func (m *machine) constant(k Const) Value {
	switch k := k.(type) {
	case nil:
		return None
	case bool:
		return boolValue(k)
	case *big.Int:
		return m.atoms.bigInt(k)
	case float64:
		return m.float(k)
	case string:
		return m.str(k)
	case []byte:
		return m.atoms.bytes(string(k))
	case EllipsisConst:
		return Ellipsis
	case Builtin:
		if n := registryNames[string(k)]; n != nil {
			if minorVersions[n] {
				return rawInt(int64(m.cfg.Minor))
			}
			return n.value()
		}
		m.bug("no builtin %s", k)
	case []Const:
		items := make([]Value, len(k))
		for i, x := range k {
			items[i] = m.constant(x)
		}
		return m.tuple(items...)
	}
	m.bug("constant of type %T", k)
	return 0
}

// scan finds out what the program's own modules look at that the state need not
// hold otherwise.
func (im *image) scan() {
	clock := map[string]bool{"time": true, "monotonic": true, "perf_counter": true, "timeout_at": true, "call_at": true, "when": true, "reschedule": true, "time.time": true, "time.monotonic": true, "time.perf_counter": true}
	aborts := map[string]bool{"cancel": true, "asyncio.cancel": true, "timeout": true, "timeout_at": true, "wait_for": true, "TaskGroup": true, "throw": true, "close": true, "athrow": true, "aclose": true}
	names := map[string]bool{"get_name": true, "taskName": true}
	for _, c := range im.codes {
		if c.lib {
			continue
		}
		for pc, in := range c.ins {
			var s string
			switch in.Op {
			case LOADATTR, LOADMETH, IMPORTFROM:
				s = im.src.Names[in.A]
			case CONST:
				if b, ok := im.src.Consts[in.A].(Builtin); ok {
					s = string(b)
				}
			case LOADG:
				s = im.libraryGlobal(int(in.A))
			case FORMAT:
				// A task may be printed; its name shows then.
				continue
			}
			if clock[s] {
				im.usesClock = true
			}
			if aborts[s] {
				im.aborts = true
			}
			if s == "wait" && (in.Op != LOADMETH || c.ins[pc+1] != Instr{Op: CALLM}) {
				im.aborts = true // it may have a timeout
			}
			if names[s] {
				im.usesTaskNames = true
			}
		}
	}
}
