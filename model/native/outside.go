package native

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"time"
)

// Goroutines that the program starts while nothing is explored are real ones. If
// one still runs when a test is explored, what they share cannot be: it would wait
// for them, and they would not come.
var outsiders struct {
	sync.Mutex
	next int
	at   map[int]Pos // where they were started
}

// Started, if it is not nil, is told of a goroutine that is about to be started
// while nothing is explored.
var Started func()

const patience = 200 * time.Millisecond // for outsiders to end

func goOutside(fn func()) {
	if Started != nil {
		Started()
	}
	o := &outsiders
	o.Lock()
	defer o.Unlock()
	if o.at == nil {
		o.at = make(map[int]Pos)
	}
	id := o.next
	o.next++
	o.at[id] = place(callers(3))
	go func() {
		defer func() {
			o.Lock()
			delete(o.at, id)
			o.Unlock()
		}()
		fn()
	}()
}

// outsider says which goroutine from outside still runs, "" if none does.
func outsider() string {
	o := &outsiders
	for start := time.Now(); ; time.Sleep(time.Millisecond) {
		o.Lock()
		var ids []int
		for id := range o.at {
			ids = append(ids, id)
		}
		var at Pos
		if len(ids) > 0 {
			at = o.at[slices.Min(ids)]
		}
		o.Unlock()
		if len(ids) == 0 {
			return ""
		}
		if time.Since(start) > patience {
			return fmt.Sprintf("the goroutine that was started at %s, before the test and outside of it, still runs: what it shares with the test cannot be explored. Start it in the test, and let it end with it", short(at))
		}
	}
}

// trier is a case that can be tried on the real channel.
type trier interface{ try() bool }

// selectOutside is select while nothing is explored.
func selectOutside(hasDefault bool, cases []Case) int {
	if hasDefault {
		for i, c := range cases {
			if c.(trier).try() {
				return i
			}
		}
		return altDefault
	}
	rc := make([]reflect.SelectCase, len(cases))
	for i, c := range cases {
		rc[i] = c.(real).reflect()
	}
	i, v, ok := reflect.Select(rc)
	cases[i].(real).got(v, ok)
	return i
}

type real interface {
	reflect() reflect.SelectCase
	got(v reflect.Value, ok bool)
}

//go:norace
func (r *RecvCase[T]) reflect() reflect.SelectCase {
	return reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(r.c)}
}

//go:norace
func (r *RecvCase[T]) got(v reflect.Value, ok bool) {
	reflect.ValueOf(&r.v).Elem().Set(v)
	r.ok = ok
}

//go:norace
func (s *SendCase[T]) reflect() reflect.SelectCase {
	return reflect.SelectCase{Dir: reflect.SelectSend, Chan: reflect.ValueOf(s.c), Send: reflect.ValueOf(&s.v).Elem()}
}

//go:norace
func (s *SendCase[T]) got(reflect.Value, bool) {}

// Block is select {}.
func Block() {
	if x := active; x != nil {
		x.forever("select {}")
		return
	}
	select {}
}
