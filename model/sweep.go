package model

// Components that nothing leads to are taken out of a state. A step that lets go of
// components, or makes some, would have to look for such all over the state. But what
// leads to them is most often the same: it is remembered with the step.

// A holding is a reason why something leads to components: the tops are threads that have
// begun and not ended, or such a thread, the root or the module-level variables lead to
// them; and they lead to the components for as long as those between hold the same.
type holding struct {
	tops    few128
	between []change
}

// few128 is a set of components below 128.
type few128 [2]uint64

func (s *few128) add(k int) {
	if k < 128 {
		s[k/64] |= 1 << (k % 64)
	}
}

func (s *few128) drop(k int) {
	if k < 128 {
		s[k/64] &^= 1 << (k % 64)
	}
}

func (s *few128) remove(t *few128) { s[0], s[1] = s[0]&^t[0], s[1]&^t[1] }

// holds reports whether a reason holds in m.to.
func (m *collapsedMachine) holds(h *holding) bool {
	if h == nil {
		return false
	}
	for _, c := range h.between {
		if int(c.component) >= len(m.to) || m.to[c.component] != c.content {
			return false
		}
	}
	t, tops := m.c.table, h.tops
	tops.remove(&t.at(m.to[rootComponent]).leads)
	tops.remove(&t.at(m.to[globalsComponent]).leads)
	for _, k := range poolOf(t, m.to) {
		if tops == (few128{}) {
			return true
		}
		tops.drop(int(k))
		tops.remove(&t.at(m.to[k]).leads)
	}
	return tops == few128{}
}

// What leads to a component: none, one of those that a search begins with, or another
// one, whose number is one less. Or it is one of those that a search begins with.
const (
	ledByNone  = 0
	ledByFirst = -1
	isFirst    = -2
)

// sweep takes out of m.to the components that nothing leads to, and reports whether there
// were any. If not, the step is told why.
func (m *collapsedMachine) sweep(s *collapsedStep) bool {
	t := m.c.table
	if len(m.led) < len(m.to) {
		m.led = make([]int32, 2*len(m.to))
	}
	led := m.led[:len(m.to)]
	clear(led)
	m.queue = append(m.queue[:0], rootComponent, globalsComponent)
	if m.to[poolComponent] != 0 {
		m.queue = append(m.queue, poolComponent)
	}
	m.queue = append(m.queue, poolOf(t, m.to)...)
	for _, k := range m.queue {
		led[k] = isFirst
	}
	for firsts, i := len(m.queue), 0; i < len(m.queue); i++ {
		k := m.queue[i]
		by := int32(k) + 1
		if i < firsts {
			by = ledByFirst
		}
		for _, j := range t.at(m.to[k]).out {
			if led[j] == ledByNone {
				led[j] = by
				m.queue = append(m.queue, j)
			}
		}
	}
	swept, gone := false, 0
	for k, id := range m.to {
		switch {
		case id == 0 || led[k] != ledByNone:
		case len(t.at(id).words) == 0:
			gone++
		default:
			m.next.key = less(m.next.key, t.at(id).key)
			m.to[k] = 0
			if !ofOthers(k) {
				m.to[k] = t.without(k)
				m.next.key = sum(m.next.key, t.at(m.to[k]).key)
				if m.to[k] == 0 {
					m.c.lost.Store(true) // the table is full
				}
			}
			swept = true
		}
	}
	if gone > maxGone {
		m.c.lost.Store(true)
	}
	for len(m.to) > 0 && m.to[len(m.to)-1] == 0 {
		m.to = m.to[:len(m.to)-1]
	}
	if !swept {
		m.hold(s)
	}
	return swept
}

// hold tells a step why something leads to what it may have left without.
func (m *collapsedMachine) hold(s *collapsedStep) {
	h := &holding{}
	for _, j := range s.loose {
		k := int(j)
		for m.led[k] > 0 {
			k = int(m.led[k]) - 1
			h.between = append(h.between, change{uint32(k), m.to[k]})
		}
		if k >= 128 {
			return
		}
		h.tops.add(k)
	}
	s.held.Store(h)
	m.c.bytes.Add(int64(48 + 8*len(h.between)))
}

// maxGone bounds the components of the main thread's that are gone: it may make things
// for ever, and states that differ in that only are one state.
const maxGone = 200
