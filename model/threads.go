package model

import "strings"

// threads is what an image knows of a program's threads: whether it has any, and
// which accesses need not be steps because no other thread can change what they
// find. All of it is about the text of the program; see visible.go for what is
// decided while it runs.
type threads struct {
	hasThreads    bool // there are Thread and Lock
	threaded      bool // and nothing that runs an event loop
	seesEnds      bool // the program can tell whether a thread has ended, but by joining it
	seesMainEnd   bool // pools of threads take no more calls then
	clearsEvents  bool // something is called clear
	ordersThreads bool // the order of the threads can be seen
	namesUnseen   bool // their names cannot, as far as the program's text says
	aliases       bool // variables can be reached in more than one way
	usesIdents    bool // so can their numbers
	opensQueues   bool // and what is inside of queues, or there are kinds of queue of its own
	hasParts      bool // threads can be told apart by what they reach
	ownAttributes bool // there are objects with attributes for each thread

	settled  func(name string) bool // attributes that only __init__ assigns
	constant []bool                 // by global: bound once, and that never changes
	private  []bool                 // by global: only the program's top level names it, and finally_ functions
	hooked   []bool                 // by global: a finally_ function names it
	helpers  helpers
	cells    [][]bool // by code and local: the cell's contents never change once bound
}

// Threaded reports whether the program's steps are those of its threads: it
// imports threading, directly or not, and has nothing that runs an event loop.
// Config.Preempt says what a step is then, and Config.Schedule nothing.
func (p *Program) Threaded() bool {
	all, _ := p.loopMakers()
	return p.imports("threading") && !(all > 0 && p.imports("asyncio"))
}

// imports reports whether a library module belongs to the program.
func (p *Program) imports(name string) bool {
	for _, m := range p.src.Modules {
		if m.Library && m.Name == name {
			return true
		}
	}
	return false
}

// scanThreads finds out about threads and instruments the code.
func (im *image) scanThreads() {
	im.hasThreads = im.imports("threading")
	if !im.hasThreads {
		return
	}
	im.threaded = im.Threaded()
	names := im.namesUsed()
	for _, n := range []string{"is_alive", "enumerate", "active_count", "activeCount", "_handle"} {
		im.seesEnds = im.seesEnds || names[n]
	}
	im.seesMainEnd = im.imports("concurrent.futures")
	im.seesEnds = im.seesEnds || im.seesMainEnd && im.cfg.Minor <= 8 // see exiting
	im.clearsEvents = names["clear"]
	im.ordersThreads = names["enumerate"]
	for _, n := range []string{"get_ident", "get_native_id", "ident", "native_id"} {
		im.usesIdents = im.usesIdents || names[n]
	}
	for _, n := range []string{"mutex", "not_empty", "not_full", "all_tasks_done"} {
		im.opensQueues = im.opensQueues || names[n]
	}
	for _, c := range im.codes {
		switch c.Name {
		case "_init", "_qsize", "_put", "_get":
			im.opensQueues = im.opensQueues || !c.lib
		}
	}
	if !im.threaded {
		return
	}
	for _, n := range []string{"name", "getName", "current_thread", "currentThread", "main_thread", "enumerate"} {
		im.usesTaskNames = im.usesTaskNames || names[n]
	}
	im.namesUnseen = !im.usesTaskNames
	for _, n := range []string{"_name", "__dict__", "vars", "dir"} {
		im.namesUnseen = im.namesUnseen && !names[n]
	}
	im.scanAttributes(names)
	im.scanCells()
	im.scanFollow(names)
	im.scanParts(names)
	for i, c := range im.codes {
		im.codes[i] = c.instrument(im.cfg.Preempt)
		im.codes[i].keepsAll = im.cfg.plain.keepDead && !c.lib
	}
}

// namesUsed are the names of attributes, imports and globals that the program's
// own code uses. Where attributes are looked up by texts, these may be any of its texts.
func (im *image) namesUsed() map[string]bool {
	used := map[string]bool{}
	var texts []string
	for _, c := range im.codes {
		if c.lib {
			continue
		}
		for _, in := range c.ins {
			switch in.Op {
			case LOADATTR, LOADMETH, IMPORTFROM, STOREATTR, DELATTR:
				used[im.src.Names[in.A]] = true
			case LOADG:
				used[im.libraryGlobal(int(in.A))] = true
			case CONST:
				switch k := im.src.Consts[in.A].(type) {
				case Builtin:
					if k != "enumerate" { // that is not threading's
						used[string(k)] = true
					}
				case string:
					texts = append(texts, k)
				}
			}
		}
	}
	for _, n := range []string{"getattr", "hasattr", "__getattribute__", "attrgetter", "methodcaller"} {
		if used[n] {
			for _, text := range texts {
				for name := range strings.SplitSeq(text, ".") {
					used[name] = true
				}
			}
		}
	}
	return used
}

// scanAttributes finds the attributes that are assigned nowhere but to self in
// an __init__: once that has returned they are constant. Where attributes can be
// assigned by computed names, none is.
func (im *image) scanAttributes(names map[string]bool) {
	changed := map[string]bool{}
	none := im.cfg.plain.stepAll
	for _, n := range []string{"setattr", "delattr", "vars", "__dict__", "__setattr__", "__delattr__", "cached_property"} {
		none = none || names[n]
	}
	for _, c := range im.codes {
		init := c.Name == "__init__" && c.Args > 0 && c.flavour == plain
		none = none || c.Name == "__new__" && !c.lib // it may return an object that is there already
		for i, in := range c.ins {
			switch in.Op {
			case STOREATTR:
				own := false
				if init && i > 0 {
					prev := c.ins[i-1]
					own = (prev.Op == LOADL || prev.Op == LOADC) && prev.A == 0 && !c.assigns(0)
				}
				changed[im.src.Names[in.A]] = changed[im.src.Names[in.A]] || !own
			case DELATTR:
				changed[im.src.Names[in.A]] = true
			case LOADATTR, LOADMETH:
				// A second __init__ of an object that is there already.
				none = none || im.src.Names[in.A] == "__init__" && !c.lib && !(init && c.initialisesSelf(i))
			}
		}
	}
	im.settled = func(name string) bool { return !none && !changed[name] }
}

// initialisesSelf reports whether the __init__ that the instruction at pc loads is
// that of super(), or is called with the own self.
func (c *code) initialisesSelf(pc int) bool {
	if pc > 0 && c.ins[pc-1].Op == SUPER {
		return true
	}
	next := c.ins[pc+1]
	return (next.Op == LOADL || next.Op == LOADC) && next.A == 0
}

// assigns reports whether the code assigns to a local variable.
func (c *code) assigns(slot int) bool {
	for _, in := range c.ins {
		switch in.Op {
		case STOREL, DELL, CLEARL, STOREC, DELC:
			if int(in.A) == slot {
				return true
			}
		}
	}
	return false
}

// scanGlobals finds the globals that never change once they are bound, and those
// that nothing but the top level of the program's own module names, which only
// the main thread runs.
func (im *image) scanGlobals() {
	if !im.threaded {
		return
	}
	n := len(im.globals)
	im.constant, im.private, im.hooked = make([]bool, n), make([]bool, n), make([]bool, n)
	if im.cfg.plain.stepAll {
		return
	}
	stored := im.storedGlobals()
	inFunctions, called := map[int]bool{}, map[string]bool{}
	dynamic := false
	for _, c := range im.codes {
		for _, in := range c.ins {
			if in.Op == LOADG {
				called[im.globals[in.A].name] = true
			}
		}
	}
	for _, c := range im.codes {
		// A finally_ function looks when all is over; an invariant_ one at any time.
		hook := c.Module == 0 && strings.HasPrefix(c.QualName, "finally_") && !called[c.QualName]
		for _, in := range c.ins {
			switch in.Op {
			case LOADG, STOREG, DELG:
				if c.Flags&FlagModule == 0 && !hook {
					inFunctions[int(in.A)] = true
				}
				im.hooked[in.A] = im.hooked[in.A] || hook
			case IMPORT:
				dynamic = dynamic || im.src.Names[in.A] == "__main__"
			case CONST:
				if b, ok := im.src.Consts[in.A].(Builtin); ok && (b == "globals" || b == "vars" || b == "locals") {
					dynamic = true
				}
			}
		}
	}
	for i, g := range im.globals {
		im.constant[i] = g.once && !stored[i] || im.src.Modules[g.module].Library && !stored[i]
		im.private[i] = g.module == 0 && !inFunctions[i] && !dynamic
	}
}

// scanCells finds the variables of functions that closures share and that never
// change once they are bound: parameters that nobody assigns to, and variables
// with one assignment, outside of loops, in the function that they belong to.
func (im *image) scanCells() {
	im.cells = make([][]bool, len(im.codes))
	for i, c := range im.codes {
		im.cells[i] = make([]bool, len(c.Locals))
	}
	if im.cfg.plain.stepAll {
		return
	}
	type place struct{ code, slot int }
	for i, owner := range im.codes {
		for _, slot := range owner.Cells {
			var places []place
			seen := map[place]bool{}
			var follow func(p place)
			follow = func(p place) {
				if seen[p] {
					return
				}
				seen[p] = true
				places = append(places, p)
				im.codes[p.code].closures(p.slot, func(nested, k int) {
					follow(place{nested, im.codes[nested].Free[k]})
				}, im.codes)
			}
			follow(place{i, slot})
			own, others := 0, 0
			for _, p := range places {
				for pc, in := range im.codes[p.code].ins {
					if int(in.A) != p.slot {
						continue
					}
					switch in.Op {
					case STOREC, STOREL:
						if p.code == i && !im.codes[i].inLoop(pc) {
							own++
						} else {
							others++
						}
					case DELC, DELL, CLEARL:
						others++
					}
				}
			}
			if slot < owner.params() {
				own++
			}
			for _, p := range places {
				im.cells[p.code][p.slot] = own <= 1 && others == 0
			}
		}
	}
}

// params is the number of local slots that arguments are bound to.
func (c *code) params() int {
	n := c.Args + c.KwOnly
	if c.Flags&FlagVarArgs != 0 {
		n++
	}
	if c.Flags&FlagVarKw != 0 {
		n++
	}
	return n
}

// closures calls visit for each function made in c whose closure has the cell in
// slot: the number of its code, and the place in the closure.
func (c *code) closures(slot int, visit func(nested, k int), codes []*code) {
	var cells []int
	for _, in := range c.ins {
		switch in.Op {
		case PUSHCELL:
			cells = append(cells, int(in.A))
		case MKFUNC:
			if in.B&4 != 0 {
				if k := len(codes[in.A].Free); k <= len(cells) {
					for i, s := range cells[len(cells)-k:] {
						if s == slot {
							visit(int(in.A), i)
						}
					}
				}
			}
			cells = cells[:0]
		}
	}
}

// nestedWait refuses to stop where Go code is waiting for a result.
func (m *machine) nestedWait(where string) Value {
	if !m.prog.threaded {
		return m.unsupported("nested-loop", "the event loop is run from inside "+where, "call it from ordinary code")
	}
	m.blocked = false
	return m.unsupported("preempted-builtin", "another thread may come in between in "+where, "write it as a loop, or keep what threads share out of it")
}
