package model

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Words for what is in a state: names of objects, values of variables, queues
// and holders of the primitives, what each task waits for.

// A variable is something that the program can name.
type variable struct {
	name  string
	value Value
	inner bool // belongs to the inside of a library's object
}

// namer walks over what the program can name: module-level variables first,
// then the local variables of the suspended tasks and of the main thread, then
// the attributes of instances found on the way.
func (m *machine) namer() []variable {
	var vars []variable
	seen := map[Value]bool{}
	inside := false
	add := func(name string, v Value) {
		if m.is(v, kCell) {
			v = m.get(v, 1)
		}
		if v != 0 {
			vars = append(vars, variable{name, v, inside})
		}
	}
	for i := range m.prog.globals {
		if g := &m.prog.globals[i]; g.module == 0 {
			add(g.name, m.a[g.at])
		}
	}
	frames := func(f int) {
		for n := 0; f != 0 && m.kindAt(f) == kFrame && n < 50; n++ {
			c := m.frameCode(f)
			if !c.lib {
				for i, name := range c.Locals {
					if !strings.HasPrefix(name, ".") {
						add(name, m.a[f+wLocals+i])
					}
				}
			}
			f = m.frameParent(f)
		}
	}
	frames(m.a[m.frozen+rMain].payload())
	for _, t := range m.byAge(m.listItems(m.a[m.frozen+rTasks])) {
		if co := m.get(t, wTaskCoro); m.is(co, kFrame) {
			f := co.payload()
			if leaf := m.a[f+wAux]; leaf != 0 {
				f = leaf.payload()
			}
			frames(f)
		}
	}
	if m.fr != 0 {
		frames(m.fr)
	}
	for _, t := range m.threadsByAge() {
		frames(m.get(t, wThreadFrame).payload())
	}
	for i := 0; i < len(vars) && i < 500; i++ {
		v := vars[i].value
		if seen[v] || !v.isRef() || isPlace(v) {
			continue
		}
		seen[v] = true
		inner := vars[i].inner
		inside = inner
		k := m.kindOf(v)
		switch {
		case k == kCondition:
			add(vars[i].name+"'s lock", m.get(v, wCondLock))
		case k == kMonitor:
			add(vars[i].name+"'s lock", m.get(v, wMonitorLock))
		case k == kList && m.vague && m.byPlace(v): // in no order
		case k == kList || k == kTuple:
			items := m.items
			if k == kList {
				items = m.listItems
			}
			for j, x := range items(v) {
				if !isPlace(x) && m.kindOf(x) >= firstInstanceKind && j < 20 {
					add(fmt.Sprintf("%s[%d]", vars[i].name, j), x)
				}
			}
		case k == kDict:
			m.dictEach(v, func(key, x Value) bool {
				if !isPlace(x) && m.kindOf(x) >= firstInstanceKind && !key.isRef() {
					add(fmt.Sprintf("%s[%s]", vars[i].name, m.short2(key)), x)
				}
				return true
			})
		case k >= firstInstanceKind && k != kNamespace && k != kLoop && k != kTask && k != kHandle:
			if d := m.get(v, wDict); d != 0 {
				prefix := vars[i].name
				if name := m.remembered(v); name != "" {
					prefix = name
				}
				m.dictEach(d, func(key, x Value) bool {
					if m.isStr(key) {
						inside = inner || strings.HasPrefix(m.text(key), "_") && m.ofLibrary(v)
						add(prefix+"."+m.text(key), x)
					}
					return true
				})
			}
		}
	}
	return vars
}

// ofLibrary reports whether the class of an instance is one that a library module
// has written an __init__ for.
func (m *machine) ofLibrary(v Value) bool {
	return m.is(v, kInstance) && m.libraryClass(m.get(v, wClass))
}

// libraryClass reports whether a class is one that a library module has written an
// __init__ for.
func (m *machine) libraryClass(cls Value) bool {
	if !m.is(cls, kClass) {
		return false
	}
	init := m.nameGet(m.get(cls, wClassDict), m.str("__init__"))
	return m.is(init, kFunc) && m.prog.codes[m.get(init, 1).int()].lib
}

func (m *machine) short2(v Value) string {
	if m.isStr(v) {
		return "'" + m.text(v) + "'"
	}
	if v.isInt() {
		return itoa(int(v.int()))
	}
	return "…"
}

// nameOf is what the program calls an object; its type if it has no name.
func (m *machine) nameOf(obj Value) string {
	if m.trace == nil {
		for _, x := range m.namer() {
			if x.value == obj {
				return x.name
			}
		}
		return strings.ToLower(m.typeName(obj))
	}
	if name := m.remembered(obj); name != "" {
		return name
	}
	best, worst := "", 3
	for _, x := range m.namer() {
		if n := poorness(x.name); x.value == obj && n < worst {
			best, worst = x.name, n
		}
	}
	if best == "" {
		return strings.ToLower(m.typeName(obj))
	}
	if worst == 0 && obj.isRef() {
		s := m.trace.side[obj.payload()]
		if s == nil {
			s = &sideInfo{actor: -1}
			m.trace.side[obj.payload()] = s
		}
		s.name = best
	}
	return best
}

// remembered is the name that an object has been called by in the run so far,
// "" if there is none: it keeps it.
func (m *machine) remembered(obj Value) string {
	if m.trace == nil || !obj.isRef() || m.trace.side[obj.payload()] == nil {
		return ""
	}
	return m.trace.side[obj.payload()].name
}

// poorness ranks names: what a method calls its own object, and what belongs to
// a condition, may have a better one.
func poorness(name string) int {
	switch {
	case strings.HasSuffix(name, "'s lock"):
		return 2
	case name == "self" || strings.HasPrefix(name, "self."):
		return 1
	}
	return 0
}

// variables returns the values of the data variables, as text by name.
func (m *machine) variables() map[string]string {
	out := map[string]string{}
	for _, x := range m.namer() {
		if _, ok := out[x.name]; !ok && !x.inner && m.interesting(x.value) && !strings.HasPrefix(x.name, "__") {
			out[x.name] = m.short(x.value)
		}
	}
	return out
}

// changes records, as writes, the containers that the step has changed without
// an assignment to their name: by append, pop and their like.
func (m *machine) changes(before map[string]string) {
	type change struct{ name, text string }
	var list []change
	for _, x := range m.namer() {
		switch m.kindOf(x.value) {
		case kList, kDict, kSet, kDeque:
			if old, ok := before[x.name]; ok {
				if now := m.short(x.value); now != old {
					list = append(list, change{x.name, fmt.Sprintf("%s: %s → %s", x.name, old, now)})
					before[x.name] = now
				}
			}
		}
	}
	for _, c := range list {
		m.trace.step.Events = append(m.trace.step.Events, Event{Kind: EvWrite, Task: m.trace.step.Actor, Other: -1, Text: c.text})
	}
}

// objectStates describes the primitives that the program can name.
func (m *machine) objectStates() []ObjectState {
	type object struct {
		age  int
		name string
		v    Value
	}
	var list []object
	seen := map[Value]bool{}
	for _, x := range m.namer() {
		switch m.kindOf(x.value) {
		case kLock, kCondition, kEvent, kSemaphore, kMutex, kMonitor, kGate:
			if !seen[x.value] {
				seen[x.value] = true
				list = append(list, object{m.age(x.value), m.nameOf(x.value), x.value})
			}
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].age < list[j].age })
	var out []ObjectState
	for _, o := range list {
		s := ObjectState{Name: o.name, Kind: m.typeName(o.v)}
		w := 0
		switch m.kindOf(o.v) {
		case kLock:
			w = wLockWaiters
			s.Owner = m.holderName(o.v)
		case kCondition:
			w = wCondWaiters
			s.Owner = m.holderName(m.get(o.v, wCondLock))
		case kEvent:
			w = wEventWaiters
			s.Value = "clear"
			if m.get(o.v, wEventSet) == True {
				s.Value = "set"
			}
		case kSemaphore:
			w = wSemWaiters
			s.Value = fmt.Sprintf("value %d", m.semValue(o.v))
		}
		if w == 0 {
			m.threadObject(&s, o.v)
		} else {
			s.Waiters = m.waiterNames(m.get(o.v, w))
		}
		out = append(out, s)
	}
	return out
}

// holderName names the task that holds a lock, "" if it is free.
func (m *machine) holderName(l Value) string {
	if !m.lockLocked(l) || m.openLock(l) {
		return ""
	}
	h := m.get(l, wLockHolder)
	if h == 0 {
		return "main"
	}
	name := m.actorName(h)
	if m.is(h, kTask) && m.futDone(h) {
		name += " (which has ended)"
	}
	return name
}

func (m *machine) waiterNames(waiters Value) []string {
	var out []string
	for _, f := range m.queueItems(waiters) {
		t := m.waiterOf(f)
		name := "?"
		if t != 0 {
			name = m.actorName(t)
		}
		switch m.futState(f) {
		case futFinished:
			name += " (woken)"
		case futCancelled:
			name += " (cancelled)"
		}
		out = append(out, name)
	}
	return out
}

// blockedTasks says what each unfinished task waits for, in the order of their
// creation; those that only wait for other tasks come last.
func (m *machine) blockedTasks() []Blocked {
	if m.prog.threaded {
		return m.blockedThreads()
	}
	var first, last []Blocked
	for _, t := range m.byAge(m.listItems(m.a[m.frozen+rTasks])) {
		b, onTask := m.blockedTask(t)
		if onTask {
			last = append(last, b)
		} else {
			first = append(first, b)
		}
	}
	all := append(first, last...)
	m.markCycles(all)
	return all
}

// waitsForTasks are the library's functions that wait for other tasks only.
var waitsForTasks = map[string]bool{"wait": true, "wait_for": true, "shield": true, "TaskGroup.__aexit__": true, "_Completed.__anext__": true}

func (m *machine) blockedTask(t Value) (b Blocked, onTask bool) {
	b.Actor = m.actorName(t)
	co := m.get(t, wTaskCoro)
	top := co
	what := ""
	if m.is(co, kFrame) {
		f := co.payload()
		if leaf := m.a[f+wAux]; leaf != 0 {
			f = leaf.payload()
		}
		if m.frameWaiting(f) && m.frameSP(f) > 0 {
			top = *m.stackTop(f)
		}
		for f != 0 && m.kindAt(f) == kFrame {
			c := m.frameCode(f)
			if !c.lib {
				b.Pos, b.File = m.framePos(f), c.fileName()
				break
			}
			what = c.QualName
			f = m.frameParent(f)
		}
	}
	w := m.get(t, wTaskWaiter)
	onTask = m.is(w, kTask) || m.is(w, kFuture) && m.get(w, wClass) == tGatheringFuture.value()
	switch m.kindOf(top) {
	case kNativeCoro:
		b.On, b.Holder = m.waitText(Co{m, top})
		switch obj := (Co{m, top}).self(); m.kindOf(obj) {
		case kLock, kCondition, kEvent, kSemaphore:
			b.Object = m.nameOf(obj)
		}
		return b, false
	case kTask:
		b.On = "the end of " + m.actorName(top)
		b.Holder = m.actorName(top)
		return b, true
	case kFuture:
		if c, f := m.sleepsOn(t); c != 0 {
			b.Object = m.nameOf(c)
			b.On = "a notify of " + b.Object + queueText(m.queueItems(m.get(c, wCondWaiters)), f)
			return b, false
		}
		if m.get(top, wClass) == tGatheringFuture.value() {
			var names []string
			for _, c := range m.gatherChildren(top) {
				if !m.futDone(c) {
					names = append(names, m.futureName(c))
				}
			}
			b.On = "gather of " + joinNames(names)
			return b, true
		}
		b.On = "a future that nothing resolves"
	}
	if what != "" {
		b.On = what
		onTask = onTask || waitsForTasks[what]
		if m.is(w, kTask) {
			b.On += ", waiting for " + m.actorName(w)
		}
	}
	if b.On == "" {
		b.On = "its turn"
	}
	return b, onTask
}

// queueText says at which place of a queue a future is.
func queueText(queue []Value, f Value) string {
	if i := slices.Index(queue, f); i >= 0 {
		return fmt.Sprintf(" (waiter %d of %d)", i+1, len(queue))
	}
	return ""
}

// waitText says what a native coroutine waits for.
func (m *machine) waitText(co Co) (on, holder string) {
	name := coroFuncs[m.get(co.v, 1).int()].name
	obj := co.self()
	queued := func(waiters Value) string {
		return queueText(m.queueItems(waiters), co.slot(0))
	}
	held := func(l Value) string {
		if h := m.holderName(l); h != "" {
			holder = h
			return ", held by " + h
		}
		return ""
	}
	switch m.kindOf(obj) {
	case kLock:
		return fmt.Sprintf("lock %s%s%s", m.nameOf(obj), held(obj), queued(m.get(obj, wLockWaiters))), holder
	case kCondition:
		if co.pc() == waitRelocking {
			l := m.get(obj, wCondLock)
			return fmt.Sprintf("the lock of %s, to return from %s%s", m.nameOf(obj), name, held(l)), holder
		}
		return fmt.Sprintf("a notify of %s%s", m.nameOf(obj), queued(m.get(obj, wCondWaiters))), ""
	case kEvent:
		return "event " + m.nameOf(obj), ""
	case kSemaphore:
		return fmt.Sprintf("semaphore %s%s", m.nameOf(obj), queued(m.get(obj, wSemWaiters))), ""
	}
	return name, ""
}

// markCycles marks the tasks that wait for each other in a circle.
func (m *machine) markCycles(all []Blocked) {
	byName := map[string]int{}
	for i, b := range all {
		byName[b.Actor] = i
	}
	for i := range all {
		j, steps := i, 0
		for {
			next, ok := byName[all[j].Holder]
			if !ok || steps > len(all) {
				break
			}
			j = next
			steps++
			if j == i {
				all[i].InCycle = true
				break
			}
		}
	}
}
