package model

// What code can name. The variables of modules that a function, or what it may call,
// reads or assigns are found in its text: the functions made in it, those that the
// variables that never change hold, the methods of the classes there, and so on. What
// a variable holds that may change is seen in each state only.

// A naming is the variables of the state that something in the frozen image, or code,
// can name.
type naming struct {
	reads, writes []int // numbers of globals
	epoch         int   // of the last walk that came here
	by            uint64
}

// A walk over what code and frozen objects lead to. Code number i goes by the number
// -1-i, an object by its offset, and 0 is what builtins call for any code.
type namingWalk struct {
	*machine
	naming
	todo          []int
	seen          map[int]bool
	reads, writes map[int]bool
}

// named returns what an object of the frozen image, or a code, can name.
func (m *machine) named(root int) *naming {
	if m.parts.named == nil {
		m.parts.named = make([]*naming, len(m.prog.codes)+m.frozen)
	}
	known := &m.parts.named[len(m.prog.codes)+root]
	if *known == nil {
		*known = m.walkNames(root)
	}
	return *known
}

func (m *machine) walkNames(root int) *naming {
	w := &namingWalk{machine: m, seen: map[int]bool{}, reads: map[int]bool{}, writes: map[int]bool{}}
	if root != 0 {
		w.add(root)
	} else {
		for _, g := range m.prog.helpers.all() {
			w.global(g)
		}
	}
	for len(w.todo) > 0 {
		at := w.todo[len(w.todo)-1]
		w.todo = w.todo[:len(w.todo)-1]
		if at < 0 {
			w.code(m.prog.codes[-1-at])
		} else {
			w.object(at)
		}
	}
	return &w.naming
}

func (w *namingWalk) add(at int) {
	if !w.seen[at] {
		w.seen[at] = true
		w.todo = append(w.todo, at)
	}
}

func (w *namingWalk) value(v Value) {
	if v.isRef() && v != 0 && v.payload() < w.frozen {
		w.add(v.payload())
	}
}

func (w *namingWalk) object(off int) {
	switch w.kindAt(off) {
	case kFunc:
		w.add(-1 - int(w.a[off+1].int()))
	case kNamespace:
		w.module(int(w.a[off+3].int()))
	}
	refs, more := w.refs(off)
	for _, v := range refs {
		w.value(v)
	}
	for _, v := range more {
		w.value(v)
	}
}

// module adds all that a module has.
func (w *namingWalk) module(number int) {
	for i, g := range w.prog.globals {
		if g.module == number {
			w.global(i)
		}
	}
	prefix := w.prog.src.Modules[number].Name + "."
	for i, mod := range w.prog.src.Modules {
		if len(mod.Name) > len(prefix) && mod.Name[:len(prefix)] == prefix {
			w.value(w.prog.modules[i])
		}
	}
}

// global adds a variable that is read.
func (w *namingWalk) global(i int) {
	switch at := w.prog.globals[i].at; {
	case at < w.frozen:
		w.value(w.a[at])
	case !w.reads[i] && !w.prog.ownsCount(i):
		w.reads[i] = true
		w.naming.reads = append(w.naming.reads, i)
	}
}

func (w *namingWalk) code(c *code) {
	for pc, in := range c.ins {
		switch in.Op {
		case LOADG:
			if g := w.attribute(c, pc); g != noGlobal {
				if g >= 0 {
					w.global(g)
				}
				continue
			}
			w.global(int(in.A))
		case STOREG, DELG:
			if i := int(in.A); w.prog.globals[i].at >= w.frozen && !w.writes[i] && !w.prog.ownsCount(i) {
				w.writes[i] = true
				w.naming.writes = append(w.naming.writes, i)
			}
		case MKFUNC:
			w.add(-1 - int(in.A))
		case IMPORT:
			for i, mod := range w.prog.src.Modules {
				if i > 0 && mod.Name == w.prog.src.Names[in.A] {
					w.module(i)
				}
			}
		}
	}
}

const noGlobal = -2

// attribute returns the variable that is read where an attribute of a module is, -1 if
// it is a native, and noGlobal if that is not what the LOADG at pc is for.
func (w *namingWalk) attribute(c *code, pc int) int {
	at := w.prog.globals[c.ins[pc].A].at
	if at >= w.frozen || !w.is(w.a[at], kNamespace) {
		return noGlobal
	}
	for pc++; pc < len(c.ins) && c.ins[pc].Op == STEP; pc++ {
	}
	if pc == len(c.ins) || c.ins[pc].Op != LOADATTR && c.ins[pc].Op != LOADMETH {
		return noGlobal
	}
	number, name := int(w.get(w.a[at], 3).int()), w.prog.src.Names[c.ins[pc].A]
	for i, g := range w.prog.globals {
		if g.module == number && g.name == name {
			return i
		}
	}
	if registryNames[w.prog.src.Modules[number].Name+"."+name] != nil {
		return -1
	}
	return noGlobal
}

// scanParts finds out whether a program's threads can be told apart by what they
// reach.
func (im *image) scanParts(names map[string]bool) {
	im.hasParts = !im.seesEnds && !im.seesMainEnd && !im.usesIdents && !im.ordersThreads &&
		(im.cfg.Preempt == PreemptAccess || im.cfg.Preempt == PreemptSync)
	for _, n := range []string{"globals", "vars", "locals"} {
		im.hasParts = im.hasParts && !names[n]
	}
	im.ownAttributes = names["local"]
}

// ownsCount reports whether a variable is one of the library's by which threads are
// named and numbered. Programs that look at the numbers have no parts, and it is seen
// whether other threads than the main one make threads with names.
func (im *image) ownsCount(global int) bool {
	g := &im.globals[global]
	return (g.name == "_counter" || g.name == "_numbered") && im.src.Modules[g.module].Library && im.src.Modules[g.module].Name == "threading"
}
