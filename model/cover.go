package model

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/condcheck/condcheck/model/source"
)

// Coverage is what a search has made of a program: which of its lines have run, and
// what its waits, notifies and tasks came to, over all states that were expanded.
// It is filled by the machines of a system whose Config has it; such a system is
// for that alone, since its machines are slower.
type Coverage struct {
	mu   sync.Mutex
	all  []*cover
	prog *image
}

// Covered is the sum of a Coverage.
type Covered struct {
	// Lines are the lines of the program that have code, in order.
	Lines []LineCount
	// Idle are the functions that never ran.
	Idle []Named
	// OneWay are conditions that came out one way only.
	OneWay []OneWay
	// Notifies are the places of notify calls that ran, and the most waiters that
	// one of them met.
	Notifies map[source.Pos]int
	// Suspended are the lines in which a task was ever suspended, or a thread ever
	// could not go on.
	Suspended map[int32]bool
	// Expired are the lines in which the timeout of a thread's wait ever fired.
	Expired map[int32]bool
	// Alone are the functions of tasks that never existed beside another task but
	// main.
	Alone []Named
	// Steady are the invariants whose variables had the same values in all states.
	Steady []Named
	// Tasks is the largest number of unfinished tasks.
	Tasks int
}

// A LineCount says in how many steps a line ran; 0 if it never did.
type LineCount struct {
	Line  int32
	Steps int64
}

// A Named is a function and its place.
type Named struct {
	Name string
	Pos  source.Pos
}

// A OneWay is a condition that was always true, or always false.
type OneWay struct {
	Pos    source.Pos
	Always bool
}

// cover is the part of one machine.
type cover struct {
	steps  int64
	lines  map[int32]int64
	last   map[int32]int64 // the step in which a line was counted last
	seen   map[int][]bool  // by code and instruction
	ways   map[int][]uint8 // of conditional jumps: 1 goes on, 2 jumps
	frame  int
	code   *code
	pc     int
	met    map[source.Pos]int
	asleep map[int32]bool
	fires  map[int32]bool
	beside map[int]int // by code: the most other tasks
	views  map[string]string
	moved  map[string]bool // invariants whose variables changed, or cannot be seen
	tasks  int
}

func newCover() *cover {
	return &cover{lines: map[int32]int64{}, last: map[int32]int64{}, seen: map[int][]bool{}, ways: map[int][]uint8{}, met: map[source.Pos]int{},
		asleep: map[int32]bool{}, fires: map[int32]bool{}, beside: map[int]int{}, views: map[string]string{}, moved: map[string]bool{}}
}

// add makes a recorder that only counts.
func (c *Coverage) add() *recorder {
	k := newCover()
	c.mu.Lock()
	c.all = append(c.all, k)
	c.mu.Unlock()
	return &recorder{mute: true, cover: k, side: map[int]*sideInfo{}, names: map[string]int{}, step: &RunStep{}}
}

// A coverMachine counts what it expands.
type coverMachine struct {
	*machine
	rec *recorder
}

func (m *coverMachine) Expand(s State, yield func(*Successor) bool) (*End, error) {
	k := m.rec.cover
	if len(s) > 0 {
		m.roomy(func() {
			m.decodeState(s)
			m.lookAtWaiting(k)
			m.lookAtInvariants(k)
		})
	}
	k.steps++
	clear(m.rec.side)
	m.rec.choices = m.rec.choices[:0]
	m.trace = m.rec
	defer func() { m.trace = nil }()
	return m.machine.Expand(s, func(su *Successor) bool {
		k.steps++
		k.frame = 0
		return yield(su)
	})
}

// instr counts an instruction that runs.
func (k *cover) instr(f int, c *code, pc int) {
	if c.Module != 0 || pc >= len(c.Pos) {
		return
	}
	if k.seen[c.index] == nil {
		k.seen[c.index], k.ways[c.index] = make([]bool, len(c.ins)), make([]uint8, len(c.ins))
	}
	k.seen[c.index][pc] = true
	k.comes(f, c, pc)
	if p := c.Pos[pc].Start; p.IsValid() && !c.implicitReturn(pc) && k.last[p.Line] != k.steps+1 {
		k.last[p.Line] = k.steps + 1
		k.lines[p.Line]++
	}
}

// comes counts the way that a conditional jump before pc has taken.
func (k *cover) comes(f int, c *code, pc int) {
	if k.frame == f && k.code == c && conditional(c.ins[k.pc].Op) {
		way := uint8(1)
		if pc != k.pc+1 {
			way = 2
		}
		k.ways[c.index][k.pc] |= way
	}
	k.frame, k.code, k.pc = f, c, pc
}

func conditional(op Op) bool {
	switch op {
	case JF, JT:
		return true
	}
	return false
}

// lookAtWaiting notes where the tasks or threads of the state are, and how many.
func (m *machine) lookAtWaiting(k *cover) {
	if m.prog.threaded {
		m.lookAtThreads(k)
	} else {
		m.lookAtTasks(k)
	}
}

// lookAtTasks notes where the tasks of the decoded state are, and how many.
func (m *machine) lookAtTasks(k *cover) {
	tasks := m.listItems(m.a[m.frozen+rTasks])
	k.tasks = max(k.tasks, len(tasks))
	mains := 0
	codes := make([]*code, len(tasks))
	for i, t := range tasks {
		co := m.get(t, wTaskCoro)
		if !m.is(co, kFrame) {
			continue
		}
		codes[i] = m.frameCode(co.payload())
		if codes[i].Name == "main" {
			mains++
		}
		for f := m.leafFrame(t); f != 0 && m.kindAt(f) == kFrame; f = m.frameParent(f) {
			if c := m.frameCode(f); !c.lib {
				k.asleep[m.framePos(f).Line] = true
			}
		}
	}
	for _, c := range codes {
		if c == nil || c.lib || c.Module != 0 {
			continue
		}
		others := len(tasks) - mains
		if c.Name != "main" {
			others--
		}
		if n, ok := k.beside[c.index]; !ok || others > n {
			k.beside[c.index] = others
		}
	}
}

// lookAtThreads notes where the threads of the decoded state are, and how many.
func (m *machine) lookAtThreads(k *cover) {
	if m.over() {
		return
	}
	threads := m.threads()
	k.tasks = max(k.tasks, len(threads))
	others := -1
	for _, t := range threads {
		if !m.threadFlag(t, threadMain) {
			others++
		}
	}
	for _, t := range threads {
		w := m.threadOp(t).ways(m, t)
		inner := true
		var first *code
		for f := m.get(t, wThreadFrame).payload(); f != 0 && m.kindAt(f) == kFrame; f = m.frameParent(f) {
			c := m.frameCode(f)
			if c.lib {
				continue
			}
			if line := m.framePos(f).Line; inner {
				inner = false
				k.asleep[line] = k.asleep[line] || w&canRun == 0
				k.fires[line] = k.fires[line] || w&canExpire != 0 || m.threadFlag(t, threadExpired)
			}
			first = c
		}
		if first == nil || first.Module != 0 || m.threadFlag(t, threadMain) {
			continue
		}
		if n, ok := k.beside[first.index]; !ok || others > n {
			k.beside[first.index] = others
		}
	}
}

// lookAtInvariants notes whether the variables that the invariants name change.
func (m *machine) lookAtInvariants(k *cover) {
	for _, h := range m.prog.invariants {
		if k.moved[h.name] {
			continue
		}
		text, ok := m.hookView(h)
		if old, known := k.views[h.name]; !ok || known && old != text {
			k.moved[h.name] = true
		}
		k.views[h.name] = text
	}
}

// hookView is what the global variables that a hook names hold; ok is false if that
// cannot be told.
func (m *machine) hookView(h hook) (text string, ok bool) {
	fn := m.a[m.prog.globals[h.global].at]
	if fn == 0 || !m.is(fn, kFunc) {
		return "", false
	}
	c := m.prog.codes[m.get(fn, 1).int()]
	var b strings.Builder
	m.startStep(nil)
	err := m.try(func() {
		ok = true
		for _, in := range c.ins {
			switch in.Op {
			case LOADG:
				v := m.a[m.prog.globals[in.A].at]
				switch {
				case v == 0: // a builtin, or not there yet
				case m.interesting(v) && m.plainData(v, 0):
					b.WriteString(m.reprText(v) + "\n")
				default:
					ok = false
				}
			case MKFUNC, LOADC:
				ok = false // what inner functions read is not followed
			}
		}
	})
	return b.String(), ok && err == nil
}

// plainData reports whether a value's repr says all of it.
func (m *machine) plainData(v Value, depth int) bool {
	switch {
	case depth > 5:
		return false
	case m.is(v, kList):
		return !slices.ContainsFunc(m.listItems(v), func(x Value) bool { return !m.plainData(x, depth+1) })
	case m.is(v, kTuple):
		return !slices.ContainsFunc(m.items(v), func(x Value) bool { return !m.plainData(x, depth+1) })
	case m.is(v, kDict):
		ok := true
		m.dictEach(v, func(_, x Value) bool { ok = ok && m.plainData(x, depth+1); return ok })
		return ok
	case m.is(v, kSet), m.is(v, kFrozenSet), m.is(v, kDeque):
		return true
	}
	return m.interesting(v) || m.isStr(v)
}

// Sum returns what the searches made of the program.
func (c *Coverage) Sum() *Covered {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := &Covered{Notifies: map[source.Pos]int{}, Suspended: map[int32]bool{}, Expired: map[int32]bool{}}
	if c.prog == nil {
		return out
	}
	total := newCover()
	for _, k := range c.all {
		total.merge(k)
	}
	out.Notifies, out.Suspended, out.Expired, out.Tasks = total.met, total.asleep, total.fires, total.tasks
	lines := make(map[int32]int64)
	for _, code := range c.prog.codes {
		if code.Module != 0 || isHook(code.QualName) {
			continue
		}
		seen := total.seen[code.index]
		if seen == nil {
			if code.Flags&(FlagModule|FlagClassBody|FlagImplicit) == 0 && code.Name != "<lambda>" {
				out.Idle = append(out.Idle, Named{code.QualName, code.DefPos})
			}
		}
		for pc := range code.ins {
			p := code.Pos[pc].Start
			if !p.IsValid() || code.implicitReturn(pc) {
				continue
			}
			lines[p.Line] = total.lines[p.Line]
			if seen == nil || !conditional(code.ins[pc].Op) {
				continue
			}
			if way := total.ways[code.index][pc]; way == 1 || way == 2 {
				out.OneWay = append(out.OneWay, OneWay{p, (way == 2) == (code.ins[pc].Op == JT)})
			}
		}
	}
	for l, n := range lines {
		out.Lines = append(out.Lines, LineCount{l, n})
	}
	slices.SortFunc(out.Lines, func(a, b LineCount) int { return cmp.Compare(a.Line, b.Line) })
	for i, others := range total.beside {
		if code := c.prog.codes[i]; others == 0 && code.Name != "main" {
			out.Alone = append(out.Alone, Named{code.QualName, code.DefPos})
		}
	}
	for _, h := range c.prog.invariants {
		if !total.moved[h.name] && len(total.views) > 0 {
			out.Steady = append(out.Steady, Named{h.name, h.pos})
		}
	}
	byPlace := func(a, b Named) int { return cmp.Compare(a.Pos.Line, b.Pos.Line) }
	slices.SortFunc(out.Alone, byPlace)
	slices.SortFunc(out.Idle, byPlace)
	slices.SortFunc(out.OneWay, func(a, b OneWay) int {
		return cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col))
	})
	return out
}

func (k *cover) merge(o *cover) {
	for l, n := range o.lines {
		k.lines[l] += n
	}
	for i, seen := range o.seen {
		if k.seen[i] == nil {
			k.seen[i], k.ways[i] = make([]bool, len(seen)), make([]uint8, len(seen))
		}
		for pc := range seen {
			k.seen[i][pc] = k.seen[i][pc] || seen[pc]
			k.ways[i][pc] |= o.ways[i][pc]
		}
	}
	for p, n := range o.met {
		k.met[p] = max(k.met[p], n)
	}
	for l := range o.asleep {
		k.asleep[l] = true
	}
	for l := range o.fires {
		k.fires[l] = true
	}
	for c, n := range o.beside {
		k.beside[c] = max(k.beside[c], n)
	}
	for h, text := range o.views {
		if old, known := k.views[h]; known && old != text {
			k.moved[h] = true
		}
		k.views[h] = text
	}
	for h := range o.moved {
		k.moved[h] = true
	}
	k.tasks = max(k.tasks, o.tasks)
}

// isHook reports whether a function of the program's own is called by condcheck.
func isHook(name string) bool {
	return strings.HasPrefix(name, "invariant_") || strings.HasPrefix(name, "finally_")
}
