package native

import "sync"

// A Map is a sync.Map. Each operation is one step; Range visits the keys that
// there were when it began, in the order in which they were stored first, and
// leaves out those that have gone meanwhile.
type Map struct {
	real sync.Map
	obj  obj
	m    map[any]any
	keys []any
}

var (
	mapClass = &class{"Map", "LoadOrStore LoadAndDelete Swap CompareAndSwap CompareAndDelete Delete Range Clear"}
	mapRead  = &kind{name: "Load", access: read}
	mapWrite = &kind{name: "Store"}
)

func (m *Map) enter(x *exec, k *kind) bool {
	if m.obj.epoch != x.epoch && !x.dying {
		m.obj.class = mapClass
		m.m, m.keys = make(map[any]any), nil
		m.real.Range(func(k, v any) bool { m.put(k, v); return true })
	}
	if !x.do(k, &m.obj, 0) {
		return false
	}
	x.acquires(&m.obj)
	return true
}

func (m *Map) put(k, v any) {
	if _, ok := m.m[k]; !ok {
		m.keys = append(m.keys, k)
	}
	m.m[k] = v
	m.changed()
}

// changed lets what the running goroutine has done happen before what others see
// in the map.
func (m *Map) changed() {
	if x := active; x != nil {
		x.releases(&m.obj)
	}
}

func (m *Map) drop(k any) {
	delete(m.m, k)
	m.changed()
	for i, have := range m.keys {
		if have == k {
			m.keys = without(m.keys, i)
			return
		}
	}
}

// Load is that of sync.Map.
func (m *Map) Load(key any) (value any, ok bool) {
	x := active
	if x == nil {
		return m.real.Load(key)
	}
	give(key)
	if m.enter(x, mapRead) {
		value, ok = m.m[key]
	}
	return value, ok
}

// Store is that of sync.Map.
func (m *Map) Store(key, value any) { m.Swap(key, value) }

// Swap is that of sync.Map.
func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	x := active
	if x == nil {
		return m.real.Swap(key, value)
	}
	give([2]any{key, value})
	if m.enter(x, mapWrite) {
		previous, loaded = m.m[key]
		m.put(key, value)
	}
	return previous, loaded
}

// LoadOrStore is that of sync.Map.
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	x := active
	if x == nil {
		return m.real.LoadOrStore(key, value)
	}
	give([2]any{key, value})
	if !m.enter(x, mapWrite) {
		return value, false
	}
	if v, ok := m.m[key]; ok {
		return v, true
	}
	m.put(key, value)
	return value, false
}

// LoadAndDelete is that of sync.Map.
func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	x := active
	if x == nil {
		return m.real.LoadAndDelete(key)
	}
	give(key)
	if m.enter(x, mapWrite) {
		value, loaded = m.m[key]
		m.drop(key)
	}
	return value, loaded
}

// Delete is that of sync.Map.
func (m *Map) Delete(key any) { m.LoadAndDelete(key) }

// CompareAndSwap is that of sync.Map.
func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	x := active
	if x == nil {
		return m.real.CompareAndSwap(key, old, new)
	}
	give([3]any{key, old, new})
	if m.enter(x, mapWrite) {
		if v, ok := m.m[key]; ok && v == old {
			m.put(key, new)
			return true
		}
	}
	return false
}

// CompareAndDelete is that of sync.Map.
func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	x := active
	if x == nil {
		return m.real.CompareAndDelete(key, old)
	}
	give([2]any{key, old})
	if m.enter(x, mapWrite) {
		if v, ok := m.m[key]; ok && v == old {
			m.drop(key)
			return true
		}
	}
	return false
}

// Range is that of sync.Map.
func (m *Map) Range(f func(key, value any) bool) {
	x := active
	if x == nil {
		m.real.Range(f)
		return
	}
	if !m.enter(x, mapRead) {
		return
	}
	for i, k := range append([]any(nil), m.keys...) {
		if i > 0 && !m.enter(x, mapRead) {
			return
		}
		if v, ok := m.m[k]; ok && !f(k, v) {
			return
		}
	}
}

// Clear is that of sync.Map.
func (m *Map) Clear() {
	x := active
	if x == nil {
		m.real.Clear()
		return
	}
	if m.enter(x, mapWrite) {
		clear(m.m)
		m.keys = nil
		m.changed()
	}
}

// A Pool is a sync.Pool: Get returns what was put last, or something new.
type Pool struct {
	// New makes a value when there is none.
	New func() any

	real  sync.Pool
	obj   obj
	items []any
}

var (
	poolClass = &class{name: "Pool"}
	poolGet   = &kind{name: "Get"}
	poolPut   = &kind{name: "Put"}
)

func (p *Pool) enter(x *exec, k *kind) bool {
	if p.obj.epoch != x.epoch && !x.dying {
		p.obj.class = poolClass
		p.items = nil
	}
	if !x.do(k, &p.obj, 0) {
		return false
	}
	x.acquires(&p.obj)
	x.releases(&p.obj)
	return true
}

// Get is that of sync.Pool.
func (p *Pool) Get() any {
	x := active
	if x == nil {
		if v := p.real.Get(); v != nil || p.New == nil {
			return v
		}
		return p.New()
	}
	if p.enter(x, poolGet) {
		if n := len(p.items); n > 0 {
			v := p.items[n-1]
			p.items = p.items[:n-1]
			return v
		}
	}
	if p.New == nil {
		return nil
	}
	return p.New()
}

// Put is that of sync.Pool.
func (p *Pool) Put(v any) {
	x := active
	if x == nil {
		p.real.Put(v)
		return
	}
	give(v)
	if v != nil && p.enter(x, poolPut) {
		p.items = append(p.items, v)
	}
}
