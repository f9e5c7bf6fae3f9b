package native

import (
	"fmt"
	"sync"
)

// A WaitGroup's state: a is its counter.
var (
	wgClass = &class{"WaitGroup", "Go Add Done Wait"}
	wgAdd   = &kind{name: "Add"}
	wgDone  = &kind{name: "Done", access: down, quiet: true}
	wgWait  = &kind{name: "Wait", access: read, gate: func(s state, _ int32) bool { return s.a == 0 }}
)

// A WaitGroup is a sync.WaitGroup.
type WaitGroup struct {
	real sync.WaitGroup
	obj  obj
	zero int // the number of operations when the counter became zero
}

// Add is that of sync.WaitGroup.
func (wg *WaitGroup) Add(delta int) {
	x := active
	if x == nil {
		wg.real.Add(delta)
		return
	}
	wg.obj.class = wgClass
	if wg.obj.epoch != x.epoch {
		wg.zero = 0
	}
	k := wgAdd
	if delta < 0 {
		k = wgDone
	}
	if !x.do(k, &wg.obj, int32(delta)) {
		return
	}
	if wg.obj.st.a == 0 && delta > 0 {
		x.reused(wg)
	}
	if delta < 0 {
		x.releases(&wg.obj)
	}
	wg.obj.st.a += int32(delta)
	if wg.obj.st.a == 0 {
		wg.zero = x.steps
	}
	if wg.obj.st.a < 0 {
		panic("sync: negative WaitGroup counter")
	}
}

// reused ends the execution if a goroutine that was let go by the counter's
// becoming zero has not returned from Wait yet when the next round begins: it
// panics in sync.
func (x *exec) reused(wg *WaitGroup) {
	for _, g := range x.live {
		if g.status == pending && g.op.kind == wgWait && g.op.obj == &wg.obj && g.since < wg.zero {
			x.stop(&Finding{Kind: KindMisuse, Pos: place(callers(2)), Message: fmt.Sprintf(
				"sync: WaitGroup is reused before previous Wait has returned: %s has been let go and may still be in Wait", x.nameOf(g))})
		}
	}
}

// Done is that of sync.WaitGroup.
func (wg *WaitGroup) Done() { wg.Add(-1) }

// Wait is that of sync.WaitGroup.
func (wg *WaitGroup) Wait() {
	x := active
	if x == nil {
		wg.real.Wait()
		return
	}
	wg.obj.class = wgClass
	if x.do(wgWait, &wg.obj, 0) {
		x.acquires(&wg.obj)
	}
}

// Go is that of sync.WaitGroup.
func (wg *WaitGroup) Go(f func()) {
	if x := active; x == nil {
		wg.real.Add(1)
		goOutside(func() {
			f()
			wg.real.Done()
		})
		return
	}
	wg.Add(1)
	Go(func() {
		hold(wg)
		// As in sync: a panic ends the program before Done could let Wait go on.
		defer func() {
			if p := recover(); p != nil {
				panic(p)
			}
			wg.Done()
		}()
		f()
	})
}
