package model

import "sync"

// Arenas are large, and what is not touched costs nothing the first time only:
// memory that the garbage collector has taken back is cleared before it is
// given out again. So arenas that are done with are kept for the next machine.
var arenas struct {
	mu   sync.Mutex
	free [][]Value
}

// keptArenas is the number of arenas that are kept.
const keptArenas = 4

// takeArena returns an arena of any content: alloc clears what it hands out.
func takeArena() []Value {
	arenas.mu.Lock()
	defer arenas.mu.Unlock()
	if n := len(arenas.free); n > 0 {
		a := arenas.free[n-1]
		arenas.free = arenas.free[:n-1]
		return a
	}
	return make([]Value, arenaWords)
}

// Release gives the machine's memory back. The machine must not be used
// afterwards.
func (m *machine) Release() {
	if m.a == nil {
		return
	}
	arenas.mu.Lock()
	defer arenas.mu.Unlock()
	if len(arenas.free) < keptArenas {
		arenas.free = append(arenas.free, m.a)
	}
	m.a = nil
}
