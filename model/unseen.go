package model

import (
	"slices"
	"sync/atomic"
)

// Queues unseen. The waiters of a condition are a component of their own. A thread
// that begins to wait, or that notifies where the one who has waited longest is
// selected, need not look at them: what it does to them is a part of its effect, and is
// done when the effect is taken. So its effect is one for all queues. Otherwise there
// would be one for each order in which threads can wait.

// An unseen is something that a step has done to a queue that is not in the arena: a
// thread joins it, or waiters are selected.
type unseen struct {
	queue  int // its component
	thread int // that joins, -1 if waiters are selected
	n      int // so many of them, everyone for all
	events int // how many events came before
}

// everyone is more than there can be in a queue.
const everyone = 1 << 30

// apart reports whether an object is a component.
func (m *machine) apart(v Value) bool { return m.comps != nil && m.component(v.payload()) >= 0 }

// queueUnseen returns the queue of a condition, if that is a component that is not in
// the arena; -1 otherwise.
func (m *machine) queueUnseen(c Value) int {
	if m.comps == nil {
		return -1
	}
	return beyondAt(m.get(c, wMonitorWaiters).payload())
}

// joinUnseen lets a thread join the queue of a condition, and reports whether that is
// not in the arena.
func (m *machine) joinUnseen(c, t Value) bool {
	q := m.queueUnseen(c)
	if q >= 0 {
		m.comps.unseen = append(m.comps.unseen, unseen{queue: q, thread: m.component(t.payload())})
	}
	return q >= 0
}

// selectUnseen selects n waiters of a condition, and reports whether these are not in
// the arena. Of the events there is one of each kind, that which are made of when it is
// known who has waited.
func (m *machine) selectUnseen(c Value, n int, text string) bool {
	p := m.profile()
	q := m.queueUnseen(c)
	if q < 0 || p.selection == selectAny || p.relock != relockAny || m.cfg.Watch && m.prog.ownConditions {
		return false
	}
	m.comps.unseen = append(m.comps.unseen, unseen{queue: q, thread: -1, n: n, events: len(m.watched)})
	m.event(EvSelect, m.thread(), 0, c, text)
	if text == "" {
		m.eventNotify(c, n, 0)
	}
	return true
}

// openQueue gives a condition that becomes a component a queue.
func (m *machine) openQueue(off int) {
	if c := refValue(off); m.is(c, kMonitor) && m.get(c, wMonitorWaiters) == 0 {
		m.set(c, wMonitorWaiters, m.newList(0))
	}
}

// closeQueues takes the queues that are empty away from the conditions in the arena, as
// whole states have none.
func (m *machine) closeQueues() {
	for _, k := range m.comps.loaded {
		c := refValue(int(m.comps.off[k]))
		if m.is(c, kMonitor) && len(m.waiters(c)) == 0 {
			m.set(c, wMonitorWaiters, 0)
		}
	}
}

// A line is what is known of a content that is a queue.
type line struct {
	waiters []uint16
	without atomic.Uint32 // the content if the first is gone
	empty   atomic.Uint32 // the content if all are
	joined  atomic.Pointer[joined]
}

// A joined is the content of a queue that a thread has joined.
type joined struct {
	thread  int
	content uint32
	next    *joined
}

// line returns what is known of a content that is a queue.
func (c *content) line() *line {
	if l := c.queue.Load(); l != nil {
		return l
	}
	l := &line{}
	for _, i := range c.others {
		l.waiters = append(l.waiters, uint16(beyondAt(c.words[i].payload())))
	}
	c.queue.CompareAndSwap(nil, l)
	return c.queue.Load()
}

// queueOf returns the number of what component k holds if it is a queue of threads.
func (m *collapsedMachine) queueOf(k int, waiters ...uint16) uint32 {
	words := []Value{header(kList, 3), rawInt(int64(len(waiters))), 0}
	if len(waiters) > 0 {
		words[2] = refValue(m.m.frozen + len(words))
		words = append(words, header(kBuf, 1+len(waiters)))
		for _, t := range waiters {
			words = append(words, beyondRef(int(t)))
		}
	}
	return m.m.addContent(m.c.table, k, words)
}

// joins returns the number of what component k, a queue that holds what q says, holds
// when a thread has joined it.
func (m *collapsedMachine) joins(k int, q uint32, thread int) uint32 {
	l := m.c.table.at(q).line()
	first := l.joined.Load()
	for j := first; j != nil; j = j.next {
		if j.thread == thread {
			return j.content
		}
	}
	id := m.queueOf(k, append(slices.Clip(l.waiters), uint16(thread))...)
	l.joined.CompareAndSwap(first, &joined{thread, id, first})
	m.c.bytes.Add(32)
	return id
}

// rest returns the number of what component k, a queue that holds what q says, holds
// without its first n.
func (m *collapsedMachine) rest(k int, q uint32, n int) uint32 {
	for n > 0 && q != 0 {
		l := m.c.table.at(q).line()
		known, met := &l.without, 1
		if n == len(l.waiters) {
			known, met = &l.empty, n
		}
		if known.Load() == 0 {
			known.Store(m.queueOf(k, l.waiters[met:]...))
		}
		q = known.Load()
		n -= met
	}
	return q
}

// selected returns the number of what component k, a thread that holds what t says,
// holds when it is selected.
func (m *collapsedMachine) selected(k int, t uint32) uint32 {
	c := m.c.table.at(t)
	if c.selected.Load() == 0 {
		words := slices.Clone(c.words)
		words[wThreadFlags] = rawInt(words[wThreadFlags].int() | threadSelected)
		c.selected.Store(m.m.addContent(m.c.table, k, words))
	}
	return c.selected.Load()
}

// catchUp does what a step has done to queues unseen, in m.to, and returns its events.
func (m *collapsedMachine) catchUp(s *collapsedStep) []Event {
	done := 0
	m.events = m.events[:0]
	for _, u := range s.unseen {
		q := m.to[u.queue]
		if u.thread >= 0 {
			m.becomes(u.queue, m.joins(u.queue, q, u.thread))
			continue
		}
		l := m.c.table.at(q).line()
		met := max(0, min(u.n, len(l.waiters)))
		if met > 0 {
			m.becomes(u.queue, m.rest(u.queue, q, met))
		}
		for _, t := range l.waiters[:met] {
			m.becomes(int(t), m.selected(int(t), m.to[t]))
		}
		if len(s.events) == 0 {
			continue
		}
		m.events = append(m.events, s.events[done:u.events]...)
		done = u.events
		for _, t := range l.waiters[:met] {
			e := s.events[done]
			e.Other = int(t)
			m.events = append(m.events, e)
		}
		if done++; done < len(s.events) && s.events[done].Kind == EvNotify {
			e := s.events[done]
			if e.Met = met; e.N == everyone {
				e.N = met
			}
			m.events = append(m.events, e)
			done++
		}
	}
	m.events = append(m.events, s.events[done:]...)
	return m.events
}

// becomes lets component k of m.to hold something else.
func (m *collapsedMachine) becomes(k int, id uint32) {
	if id == 0 {
		m.c.lost.Store(true) // the table is full
		return
	}
	t := m.c.table
	m.next.key = sum(less(m.next.key, t.at(m.to[k]).key), t.at(id).key)
	m.to[k] = id
}
