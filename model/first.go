package model

import "strings"

// The way of a program with threads to its first decision, which every run has in
// common: it is gone once, before the search, and told in the first step of every
// recorded run.

// mostFirst is how many of its lines and threads begun are told, the last ones.
const mostFirst = 24

// keepFirst keeps what has been recorded of it.
func (im *image) keepFirst(m *machine) {
	im.first = m.trace.step.Turn
	for _, t := range m.threads() {
		im.firstNumbers = append(im.firstNumbers, m.threadNumber(t))
	}
	im.firstThreads = m.trace.threads
	number := map[int]int{} // of the threads, by their columns
	for _, s := range m.trace.side {
		number[s.actor] = s.turns
	}
	for _, e := range m.trace.step.Events {
		if e.Kind != EvSpawn && (e.Kind != EvLine || e.Depth <= 1 && defines(e.Text)) {
			continue
		}
		e.Task = number[e.Task]
		if e.Other >= 0 {
			e.Other = number[e.Other]
		}
		e.ID = 0 // objects are numbered anew
		im.firstLines = append(im.firstLines, e)
	}
	im.firstLines = im.firstLines[max(0, len(im.firstLines)-mostFirst):]
}

// defines reports whether a line of a module does nothing that a reader asks for.
func defines(line string) bool {
	for _, word := range []string{"if __name__", "import ", "from ", "def ", "class ", "@", "\"", "'"} {
		if strings.HasPrefix(line, word) {
			return true
		}
	}
	return false
}

// firstEvents are the events that were kept, of the threads that are still there.
func (m *machine) firstEvents() []Event {
	column := map[int]int{0: 0}
	for i, t := range m.threads() {
		if m.prog.first != nil {
			column[m.prog.firstNumbers[i]] = m.actorIndex(t)
		}
	}
	var list []Event
	for _, e := range m.prog.firstLines {
		task, known := column[e.Task]
		other, there := column[e.Other]
		if !known || e.Other >= 0 && !there {
			continue
		}
		e.Task = task
		if e.Other >= 0 {
			e.Other = other
		}
		list = append(list, e)
	}
	return list
}
