package model

import (
	"fmt"
	"slices"
	"strings"
)

// Data races. Two accesses to the same variable, attribute or item, one of them a
// write, race if nothing orders them. In a program that has such a race there is
// an execution in which both threads stand before their accesses at once (Adve
// and Hill, Weak ordering: a new definition, 1990: the first race of an execution
// is one of neighbours), and the search comes to that state. So it is enough to
// look at each state for two threads that stand before conflicting accesses: no
// clocks are needed.
//
// What a builtin does to a container, such as append or len, is one operation
// under the GIL: two of them do not race. Reading and writing an item does, with
// each other and with a builtin that changes which items there are.

// A standing access is one that a thread stands before.
type standing struct {
	thread Value
	frame  int
	access
}

// races returns the data races of the state that the machine is in.
func (m *machine) races() (found []Finding) {
	if !m.prog.threaded || m.cfg.Preempt == PreemptSync || m.alone() {
		return nil
	}
	all := m.racersBuf[:0]
	defer func() { m.racersBuf = all }()
	for _, t := range m.threads() {
		f := m.get(t, wThreadFrame).payload()
		if f == 0 || m.threadOp(t) != threadOps[opAccess] || m.get(t, wThreadAwaits) != 0 {
			continue
		}
		c := m.frameCode(f)
		pc := m.framePC(f)
		if pc == 0 || c.ins[pc-1].Op != STEP {
			continue
		}
		a := m.accessAt(f, c, pc, f+wLocals+len(c.Locals)+m.frameSP(f))
		if a.atomic && !a.changes || a.op == "" {
			continue
		}
		a.key = m.itemKey(a.obj, a.key)
		all = append(all, standing{t, f, a})
	}
	for i, x := range all {
		for _, y := range all[i+1:] {
			if x.obj != y.obj || x.atomic && y.atomic {
				continue
			}
			if x.atomic || y.atomic {
				builtin, item := x, y
				if y.atomic {
					builtin, item = y, x
				}
				if strings.HasSuffix(item.op, "-item") {
					found = append(found, m.itemRace(builtin, item))
				}
				continue
			}
			if x.key != y.key || !x.write && !y.write {
				continue
			}
			first, second := x, y
			p, q := m.framePos(x.frame), m.framePos(y.frame)
			if !x.write || y.write && (q.Before(p) || p == q && m.holding(y.thread) < m.holding(x.thread)) {
				first, second = y, x
			}
			doing := map[bool]string{true: "writes", false: "reads"}
			f := Finding{Property: "data-race", Severity: Warning, Pos: m.framePos(first.frame)}
			f.Name = m.placeName(first.access)
			m.describeRace(&f, first, second, doing[first.write]+" "+f.Name, doing[second.write]+" it")
			found = append(found, f)
		}
	}
	return found
}

// itemKey returns one key for each item: those of lists and deques can be told from the
// end as well.
func (m *machine) itemKey(obj, key Value) Value {
	switch {
	case isPlace(key):
		n, k, offset := placeParts(key)
		return placeValue(n, ((k+offset)%n+n)%n, 0)
	case !key.isInt() || key.int() >= 0 || isPlace(obj):
	case m.is(obj, kList):
		return rawInt(key.int() + int64(m.listLen(obj)))
	case m.is(obj, kDeque):
		return rawInt(key.int() + int64(m.dequeLen(obj)))
	}
	return key
}

// itemRace is a race of a builtin that changes a container with the access to an
// item.
func (m *machine) itemRace(builtin, item standing) Finding {
	f := Finding{Property: "data-race", Severity: Warning, Pos: m.framePos(builtin.frame), Name: "a " + m.typeName(builtin.obj)}
	how, what := "", "reads"
	if builtin.name != "" {
		how = " by " + builtin.name
	}
	if item.write {
		what = "writes"
	}
	m.describeRace(&f, builtin, item, "changes a "+m.typeName(builtin.obj)+how, what+" an item of it")
	return f
}

// describeRace words a race of two threads, of which the one does a thing and the other
// another. What their locks are called is known from the state only: which of like
// threads is which may tell, and which variables still hold them.
func (m *machine) describeRace(f *Finding, one, other standing, does, doesToo string) {
	line := m.framePos(other.frame).Line
	f.Message = fmt.Sprintf("one thread %s here, %s, while another %s in line %d, %s", does, m.holding(one.thread), doesToo, line, m.holding(other.thread))
	f.Template = fmt.Sprintf("one thread %s here, while another %s in line %d", does, doesToo, line)
}

// placeName is what the program calls the place of an access.
func (m *machine) placeName(a access) string {
	switch {
	case strings.HasSuffix(a.op, "-attr"):
		if m.isClass(a.obj) {
			return m.className(a.obj) + "." + a.name
		}
		return m.typeName(a.obj) + "." + a.name
	case strings.HasSuffix(a.op, "-item"):
		return "an item of a " + m.typeName(a.obj)
	}
	return a.name
}

// holding words which locks a thread holds.
func (m *machine) holding(t Value) string {
	var names []string
	for off := m.frozen; off < m.top; off += m.sizeAt(off) {
		if l := refValue(off); m.kindAt(off) == kMutex && m.ownedBy(l, t) {
			if n := m.nameOf(l); !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	if len(names) == 0 {
		return "holding no lock"
	}
	slices.Sort(names)
	return "holding " + joinNames(names)
}
