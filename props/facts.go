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
	// What stands in which relation to what, flat and sorted by keys: is[i] stands
	// to the object of keys[i] in the relation of keys[i]. Equal keys make a list.
	keys []key
	is   []int32

	// Aborts is false if no wait can be aborted in the program; what is known of
	// notifications under way is then not kept.
	aborts bool
	// inTurn is true if the order in which tasks have been selected is of interest.
	inTurn bool
}

// A key is a relation and the number of an object.
type key struct {
	rel Relation
	of  int32
}

func (k key) less(l key) bool { return k.rel < l.rel || k.rel == l.rel && k.of < l.of }

// A Relation says what the objects of a list are to another.
type Relation uint8

// The relations that Facts keep. A watcher of the user's may keep others, from
// UserRelation on.
const (
	owner     Relation = iota // of a lock: the task that took it last and has not released it
	inside                    // of a lock: the tasks that took it and have not released it themselves
	waiting                   // of a condition: the tasks that a notify can select, longest waiting first
	selected                  // of a condition: the tasks that were selected and have not returned
	peers                     // of a selected task: who else waited when it was selected
	orphaned                  // of a task: the condition whose notification it has not passed on
	spurious                  // of a condition: the tasks that were woken though nobody notified
	elsewhere                 // of a condition: the tasks that sleep in its wait on something else

	UserRelation
)

// span returns where the list of a key begins and ends.
func (f *Facts) span(k key) (i, j int) {
	for i < len(f.keys) && f.keys[i].less(k) {
		i++
	}
	for j = i; j < len(f.keys) && f.keys[j] == k; j++ {
	}
	return i, j
}

// List returns the objects that stand in relation r to an object, in order. It
// is valid until the facts change.
func (f *Facts) List(r Relation, of int) []int32 {
	i, j := f.span(key{r, int32(of)})
	return f.is[i:j]
}

// Has reports whether x stands in relation r to an object.
func (f *Facts) Has(r Relation, of, x int) bool { return slices.Contains(f.List(r, of), int32(x)) }

// Clear removes everything that stands in relation r to an object.
func (f *Facts) Clear(r Relation, of int) {
	i, j := f.span(key{r, int32(of)})
	f.keys, f.is = slices.Delete(f.keys, i, j), slices.Delete(f.is, i, j)
}

// Add appends x to the objects in relation r to an object, unless it is there.
func (f *Facts) Add(r Relation, of, x int) {
	k := key{r, int32(of)}
	i, j := f.span(k)
	if !slices.Contains(f.is[i:j], int32(x)) {
		f.keys, f.is = slices.Insert(f.keys, j, k), slices.Insert(f.is, j, int32(x))
	}
}

// Remove removes x from the objects in relation r to an object.
func (f *Facts) Remove(r Relation, of, x int) {
	i, _ := f.span(key{r, int32(of)})
	if n := slices.Index(f.List(r, of), int32(x)); n >= 0 {
		f.keys, f.is = slices.Delete(f.keys, i+n, i+n+1), slices.Delete(f.is, i+n, i+n+1)
	}
}

// removeEverywhere removes x from all lists of relation r.
func (f *Facts) removeEverywhere(r Relation, x int) {
	f.filter(func(k key, is int32) bool { return k.rel != r || is != int32(x) })
}

// filter keeps what keep is true of.
func (f *Facts) filter(keep func(k key, is int32) bool) {
	n := 0
	for i, k := range f.keys {
		if keep(k, f.is[i]) {
			f.keys[n], f.is[n] = k, f.is[i]
			n++
		}
	}
	f.keys, f.is = f.keys[:n], f.is[:n]
}

// note takes note of an event.
func (f *Facts) note(ev model.Event) {
	switch ev.Kind {
	case model.EvAcquire:
		f.Clear(owner, ev.Lock)
		f.Add(owner, ev.Lock, ev.Task)
		f.Add(inside, ev.Lock, ev.Task)
	case model.EvRelease:
		f.Clear(owner, ev.Lock)
		f.Remove(inside, ev.Lock, ev.Task)
		f.Clear(orphaned, ev.Task)
	case model.EvWaitBegin:
		f.Add(waiting, ev.ID, ev.Task)
	case model.EvElsewhere:
		f.Add(elsewhere, ev.ID, ev.Task)
	case model.EvSelect:
		f.Remove(waiting, ev.ID, ev.Other)
		f.Add(selected, ev.ID, ev.Other)
		if f.aborts {
			f.Clear(peers, ev.Other)
			for _, w := range slices.Clone(f.List(waiting, ev.ID)) {
				f.Add(peers, ev.Other, int(w))
			}
			if ev.Text != "forwarded" && f.Has(orphaned, ev.Task, ev.ID) {
				f.Clear(orphaned, ev.Task) // the program itself passes it on
			}
			if ev.Text == "forwarded" {
				if !f.Has(orphaned, ev.Task, ev.ID) {
					f.Add(spurious, ev.ID, ev.Other)
				}
				f.Clear(orphaned, ev.Task)
			}
		}
	case model.EvWake:
		if ev.Text == "spurious" {
			f.Remove(waiting, ev.ID, ev.Task)
			f.Add(spurious, ev.ID, ev.Task)
		}
		if ev.Text == "left" {
			f.Remove(waiting, ev.ID, ev.Task)
		}
	case model.EvCancel:
		f.removeEverywhere(waiting, ev.Other)
	case model.EvWaitEnd:
		if f.aborts && ev.Text != "ok" && f.Has(selected, ev.ID, ev.Task) && f.stillWaiting(ev.ID, ev.Task) {
			f.Add(orphaned, ev.Task, ev.ID)
		}
		f.Remove(waiting, ev.ID, ev.Task)
		f.Remove(selected, ev.ID, ev.Task)
		f.Remove(spurious, ev.ID, ev.Task)
		f.Remove(elsewhere, ev.ID, ev.Task)
		f.Clear(peers, ev.Task)
	case model.EvFinish:
		f.removeEverywhere(owner, ev.Task)
		f.removeEverywhere(inside, ev.Task)
		f.removeEverywhere(waiting, ev.Task)
		f.removeEverywhere(elsewhere, ev.Task)
		f.Clear(orphaned, ev.Task)
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
func (f *Facts) rename(to func(int32) int32) {
	for i := range f.keys {
		f.keys[i].of = to(f.keys[i].of)
		f.is[i] = to(f.is[i])
	}
	// Insertion sort: stable, and nearly sorted as it is.
	for i := 1; i < len(f.keys); i++ {
		for j := i; j > 0 && f.keys[j].less(f.keys[j-1]); j-- {
			f.keys[j], f.keys[j-1] = f.keys[j-1], f.keys[j]
			f.is[j], f.is[j-1] = f.is[j-1], f.is[j]
		}
	}
}

// forget drops what is about objects that are not in the state any more, and
// what no property can make use of any more; the peers of a task, those inside a
// lock, and those selected, if nobody asks for their order, are sets.
func (f *Facts) forget() {
	f.filter(func(k key, is int32) bool { return k.of >= -1 && is >= -1 })
	for i := 1; i < len(f.keys); i++ {
		if r := f.keys[i].rel; r != inside && r != peers && (r != selected || f.inTurn) {
			continue
		}
		for j := i; j > 0 && f.keys[j] == f.keys[j-1] && f.is[j] < f.is[j-1]; j-- {
			f.is[j], f.is[j-1] = f.is[j-1], f.is[j]
		}
	}
}

// append encodes the facts behind dst.
func (f *Facts) append(dst []byte) []byte {
	for i, k := range f.keys {
		dst = append(dst, byte(k.rel))
		dst = binary.AppendVarint(dst, int64(k.of))
		dst = binary.AppendVarint(dst, int64(f.is[i]))
	}
	return dst
}

// load decodes what append has encoded.
func (f *Facts) load(b []byte) {
	f.keys, f.is = f.keys[:0], f.is[:0]
	for len(b) > 0 {
		r := Relation(b[0])
		of, n := binary.Varint(b[1:])
		is, k := binary.Varint(b[1+n:])
		b = b[1+n+k:]
		f.keys, f.is = append(f.keys, key{r, int32(of)}), append(f.is, int32(is))
	}
}
