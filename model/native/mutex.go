package native

import "sync"

var (
	mutexClass = &class{name: "Mutex"}
	// A mutex is free if a is 0. Whoever waits may be next: the runtime's queue
	// is first in first out, but a newcomer may overtake it.
	mutexLock   = &kind{name: "Lock", holds: true, gate: func(s state, _ int32) bool { return s.a == 0 }}
	mutexTry    = &kind{name: "TryLock", holds: true}
	mutexUnlock = &kind{name: "Unlock", quiet: true, holds: true}
)

// A Mutex is a sync.Mutex.
type Mutex struct {
	real   sync.Mutex
	obj    obj
	holder *G
}

// Lock is that of sync.Mutex.
func (m *Mutex) Lock() {
	x := active
	if x == nil {
		m.real.Lock()
		return
	}
	m.obj.class = mutexClass
	if x.do(mutexLock, &m.obj, 0) {
		x.acquires(&m.obj)
		m.obj.st.a = 1
		m.holder = x.cur
	}
}

// TryLock is that of sync.Mutex. It fails only if the mutex is locked.
func (m *Mutex) TryLock() bool {
	x := active
	if x == nil {
		return m.real.TryLock()
	}
	m.obj.class = mutexClass
	x.visibleUnlocks()
	if !x.do(mutexTry, &m.obj, 0) {
		return false
	}
	if m.obj.st.a != 0 {
		x.unchanged(&m.obj)
		return false
	}
	x.cur.looks = 0
	x.acquires(&m.obj)
	m.obj.st.a = 1
	m.holder = x.cur
	return true
}

// Unlock is that of sync.Mutex.
func (m *Mutex) Unlock() {
	x := active
	if x == nil {
		m.real.Unlock()
		return
	}
	m.obj.class = mutexClass
	if !x.do(mutexUnlock, &m.obj, 0) {
		return
	}
	if m.obj.st.a == 0 {
		x.fatal("sync: unlock of unlocked mutex")
		return
	}
	x.replaces(&m.obj)
	m.obj.st.a = 0
	m.holder = nil
}

// visibleUnlocks makes a plain search begin again with every operation a point:
// whoever tries a lock can see when it is released.
func (x *exec) visibleUnlocks() {
	if x.coarse {
		x.coarse, x.restart, x.wantFine = false, true, true
	}
}
