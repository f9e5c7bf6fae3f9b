package props

import (
	"encoding/binary"
	"slices"

	"github.com/condcheck/condcheck/model"
)

// Facts are what is known of the locks and conditions of a run so far: who holds
// what, who waits, which notifications are under way. Tasks and primitives go by
// the numbers of model.Successor.Events. Facts are part of the visited key: what
// they say of objects that the program cannot reach any more is forgotten.
type Facts struct {
	// Lists holds numbers of objects by what they are to which object.
	lists []list
}

type list struct {
	rel Relation
	of  int32
	is  []int32
}

// A Relation says what the objects of a list are to another.
type Relation uint8

// The relations that Facts keep. A watcher of the user's may keep others, from
// UserRelation on.
const (
	owner     Relation = iota // of a lock: the task that took it last and has not released it
	inside                    // of a lock: the tasks that took it and have not released it themselves
	waiting                   // of a condition: the tasks that a notify can select, longest waiting first
	selected                  // of a condition: the tasks that were selected and have not returned, in order
	peers                     // of a selected task: who else waited when it was selected
	orphaned                  // of a task: the condition whose notification it has not passed on
	spurious                  // of a condition: the tasks that were woken though nobody notified
	fulfilled                 // reserved

	UserRelation
)

func (f *Facts) find(r Relation, of int) (int, bool) {
	return slices.BinarySearchFunc(f.lists, list{rel: r, of: int32(of)}, func(a, b list) int {
		if a.rel != b.rel {
			return int(a.rel) - int(b.rel)
		}
		return int(a.of) - int(b.of)
	})
}

// List returns the objects that stand in relation r to an object, in order.
func (f *Facts) List(r Relation, of int) []int32 {
	if i, ok := f.find(r, of); ok {
		return f.lists[i].is
	}
	return nil
}

// Has reports whether x stands in relation r to an object.
func (f *Facts) Has(r Relation, of, x int) bool { return slices.Contains(f.List(r, of), int32(x)) }

// Set replaces the objects that stand in relation r to an object.
func (f *Facts) Set(r Relation, of int, is ...int32) {
	i, ok := f.find(r, of)
	switch {
	case ok && len(is) == 0:
		f.lists = slices.Delete(f.lists, i, i+1)
	case ok:
		f.lists[i].is = slices.Clone(is)
	case len(is) > 0:
		f.lists = slices.Insert(f.lists, i, list{r, int32(of), slices.Clone(is)})
	}
}

// Add appends x to the objects in relation r to an object, unless it is there.
func (f *Facts) Add(r Relation, of, x int) {
	if l := f.List(r, of); !slices.Contains(l, int32(x)) {
		f.Set(r, of, append(slices.Clone(l), int32(x))...)
	}
}

// Remove removes x from the objects in relation r to an object.
func (f *Facts) Remove(r Relation, of, x int) {
	l := slices.Clone(f.List(r, of))
	if i := slices.Index(l, int32(x)); i >= 0 {
		f.Set(r, of, slices.Delete(l, i, i+1)...)
	}
}

// removeEverywhere removes x from all lists of relation r.
func (f *Facts) removeEverywhere(r Relation, x int) {
	for i := len(f.lists) - 1; i >= 0; i-- {
		if f.lists[i].rel == r {
			f.Remove(r, int(f.lists[i].of), x)
		}
	}
}

// note takes note of an event.
func (f *Facts) note(ev model.Event) {
	switch ev.Kind {
	case model.EvAcquire:
		f.Set(owner, ev.Lock, int32(ev.Task))
		f.Add(inside, ev.Lock, ev.Task)
	case model.EvRelease:
		f.Set(owner, ev.Lock)
		f.Remove(inside, ev.Lock, ev.Task)
		f.Set(orphaned, ev.Task)
	case model.EvWaitBegin:
		f.Add(waiting, ev.ID, ev.Task)
	case model.EvSelect:
		f.Remove(waiting, ev.ID, ev.Other)
		f.Add(selected, ev.ID, ev.Other)
		f.Set(peers, ev.Other, f.List(waiting, ev.ID)...)
		if ev.Text == "forwarded" && !f.Has(orphaned, ev.Task, ev.ID) {
			f.Add(spurious, ev.ID, ev.Other)
		}
		if ev.Text == "forwarded" {
			f.Set(orphaned, ev.Task)
		}
	case model.EvCancel:
		f.removeEverywhere(waiting, ev.Other)
	case model.EvWaitEnd:
		if ev.Text != "ok" && f.Has(selected, ev.ID, ev.Task) && f.stillWaiting(ev.ID, ev.Task) {
			f.Set(orphaned, ev.Task, int32(ev.ID))
		}
		f.Remove(waiting, ev.ID, ev.Task)
		f.Remove(selected, ev.ID, ev.Task)
		f.Remove(spurious, ev.ID, ev.Task)
		f.Set(peers, ev.Task)
	case model.EvFinish:
		f.removeEverywhere(owner, ev.Task)
		f.removeEverywhere(inside, ev.Task)
		f.removeEverywhere(waiting, ev.Task)
		f.Set(orphaned, ev.Task)
	}
}

// stillWaiting reports whether one of those who waited beside a task when it was
// selected can still be selected.
func (f *Facts) stillWaiting(cond, task int) bool {
	for _, w := range f.List(peers, task) {
		if f.Has(waiting, cond, int(w)) {
			return true
		}
	}
	return false
}

// rename gives the objects their numbers in another state.
func (f *Facts) rename(to []int32) {
	if len(f.lists) == 0 {
		return
	}
	name := func(n int32) int32 {
		if n >= 0 && int(n) < len(to) {
			return to[n]
		}
		return n
	}
	for i := range f.lists {
		l := &f.lists[i]
		l.of = name(l.of)
		for j, x := range l.is {
			l.is[j] = name(x)
		}
	}
	f.sort()
}

func (f *Facts) sort() {
	slices.SortStableFunc(f.lists, func(a, b list) int {
		if a.rel != b.rel {
			return int(a.rel) - int(b.rel)
		}
		return int(a.of) - int(b.of)
	})
}

// forget drops what is about objects that are not in the state any more.
func (f *Facts) forget() {
	f.lists = slices.DeleteFunc(f.lists, func(l list) bool { return l.of < -1 })
	for i := range f.lists {
		f.lists[i].is = slices.DeleteFunc(f.lists[i].is, func(x int32) bool { return x < -1 })
	}
	f.lists = slices.DeleteFunc(f.lists, func(l list) bool { return len(l.is) == 0 })
	for i := range f.lists {
		if f.lists[i].rel == inside {
			slices.Sort(f.lists[i].is) // a set
		}
	}
}

// append encodes the facts behind dst.
func (f *Facts) append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(f.lists)))
	for _, l := range f.lists {
		dst = append(dst, byte(l.rel))
		dst = binary.AppendVarint(dst, int64(l.of))
		dst = binary.AppendUvarint(dst, uint64(len(l.is)))
		for _, x := range l.is {
			dst = binary.AppendVarint(dst, int64(x))
		}
	}
	return dst
}

// load decodes what append has encoded.
func (f *Facts) load(b []byte) {
	f.lists = f.lists[:0]
	uint := func() int {
		n, k := binary.Uvarint(b)
		b = b[k:]
		return int(n)
	}
	int := func() int32 {
		n, k := binary.Varint(b)
		b = b[k:]
		return int32(n)
	}
	for range uint() {
		l := list{rel: Relation(b[0])}
		b = b[1:]
		l.of = int()
		l.is = make([]int32, uint())
		for i := range l.is {
			l.is[i] = int()
		}
		f.lists = append(f.lists, l)
	}
}
