package model

// Preempt says where a thread may be preempted, beside the calls of
// synchronisation functions, where it always may. Between two such points what
// a thread does is one step.
type Preempt uint8

const (
	// PreemptAccess is before every access to what another thread can reach.
	PreemptAccess Preempt = iota
	// PreemptLine is between the source lines of the program's own code: what a
	// debugger can force.
	PreemptLine
	// PreemptGIL is where CPython 3.10 and later give up the GIL: at the entry of
	// a function, behind a call, at a jump backwards.
	PreemptGIL
	// PreemptSync is nowhere else: for programs that are known to be free of data
	// races.
	PreemptSync
)

var preemptNames = [...]string{"access", "line", "gil", "sync"}

func (p Preempt) String() string { return preemptNames[p] }

// ParsePreempt returns the Preempt of a name; ok is false if there is none.
func ParsePreempt(name string) (p Preempt, ok bool) {
	for i, n := range preemptNames {
		if n == name {
			return Preempt(i), true
		}
	}
	return 0, false
}
