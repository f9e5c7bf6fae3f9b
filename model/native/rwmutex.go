package native

import "sync"

// An RWMutex's state: a is the number of readers that hold it, b what its writer
// does: 0 there is none, 1 one has announced itself and waits for the readers, 2
// one holds it. As in the runtime, new readers wait once a writer has announced
// itself, so that a reader that reads again inside itself is blocked for ever.
var (
	rwClass    = &class{name: "RWMutex"}
	rwAnnounce = &kind{name: "Lock", holds: true, gate: func(s state, _ int32) bool { return s.b == 0 }}
	rwLock     = &kind{name: "Lock (readers gone)", holds: true, gate: func(s state, _ int32) bool { return s.a == 0 }}
	rwUnlock   = &kind{name: "Unlock", holds: true}
	rwTry      = &kind{name: "TryLock", holds: true}
	rwRLock    = &kind{name: "RLock", holds: true, access: read, gate: func(s state, _ int32) bool { return s.b == 0 }}
	rwRUnlock  = &kind{name: "RUnlock", holds: true, access: read}
	rwTryR     = &kind{name: "TryRLock", holds: true, access: read}
)

// An RWMutex is a sync.RWMutex.
type RWMutex struct {
	real   sync.RWMutex
	obj    obj
	reads  obj // what readers have done (datarace.go)
	holder *G
}

// Lock is that of sync.RWMutex.
func (m *RWMutex) Lock() {
	x := active
	if x == nil {
		m.real.Lock()
		return
	}
	m.obj.class = rwClass
	if !x.do(rwAnnounce, &m.obj, 0) {
		return
	}
	if m.obj.st.a > 0 {
		m.obj.st.b = 1
		if !x.do(rwLock, &m.obj, 0) {
			return
		}
	}
	m.taken(x)
}

// taken makes the running goroutine the writer.
func (m *RWMutex) taken(x *exec) {
	x.acquires(&m.obj)
	x.acquires(&m.reads)
	m.obj.st.b = 2
	m.holder = x.cur
}

// TryLock is that of sync.RWMutex.
func (m *RWMutex) TryLock() bool {
	x := active
	if x == nil {
		return m.real.TryLock()
	}
	m.obj.class = rwClass
	if !x.do(rwTry, &m.obj, 0) {
		return false
	}
	if m.obj.st.a != 0 || m.obj.st.b != 0 {
		x.unchanged(&m.obj)
		return false
	}
	x.cur.looks = 0
	m.taken(x)
	return true
}

// Unlock is that of sync.RWMutex.
func (m *RWMutex) Unlock() {
	x := active
	if x == nil {
		m.real.Unlock()
		return
	}
	m.obj.class = rwClass
	if !x.do(rwUnlock, &m.obj, 0) {
		return
	}
	if m.obj.st.b != 2 {
		x.fatal("sync: Unlock of unlocked RWMutex")
		return
	}
	x.replaces(&m.obj)
	m.obj.st.b = 0
	m.holder = nil
}

// RLock is that of sync.RWMutex.
func (m *RWMutex) RLock() {
	x := active
	if x == nil {
		m.real.RLock()
		return
	}
	m.obj.class = rwClass
	if x.do(rwRLock, &m.obj, 0) {
		x.acquires(&m.obj)
		m.obj.st.a++
	}
}

// TryRLock is that of sync.RWMutex.
func (m *RWMutex) TryRLock() bool {
	x := active
	if x == nil {
		return m.real.TryRLock()
	}
	m.obj.class = rwClass
	if !x.do(rwTryR, &m.obj, 0) {
		return false
	}
	if m.obj.st.b != 0 {
		x.looked(&m.obj)
		return false
	}
	x.acquires(&m.obj)
	m.obj.st.a++
	return true
}

// RUnlock is that of sync.RWMutex.
func (m *RWMutex) RUnlock() {
	x := active
	if x == nil {
		m.real.RUnlock()
		return
	}
	m.obj.class = rwClass
	if !x.do(rwRUnlock, &m.obj, 0) {
		return
	}
	if m.obj.st.a == 0 {
		x.fatal("sync: RUnlock of unlocked RWMutex")
		return
	}
	x.releases(&m.reads)
	m.obj.st.a--
}

// RLocker is that of sync.RWMutex.
func (m *RWMutex) RLocker() sync.Locker { return (*rlocker)(m) }

type rlocker RWMutex

func (r *rlocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }
