package native

// joined lets plain search end an execution that comes to a state that another has
// come to: whatever can follow was or will be explored from there. A state is
// everything that decides what can happen: where each goroutine is (its calls, by
// the addresses they return to, and its next operation), the variables of these
// calls (Frame), the package variables and all memory that can be reached from
// them, what channels and primitives hold and who waits there, in which order.
// Memory is compared up to the addresses of what is in it (walk). Where something
// cannot be seen, as a closure of another package's, the state is taken to be like
// no other, and the search goes on as without.
//
// States are compared by hashes of 128 bits: with n of them, two different ones
// have the same with a probability of about n²/2^129, 10^-25 for ten million.
//
// An execution that comes to a state again that it was in itself could go on for
// ever. That is no finding by itself (a fair scheduler may end it), but what is to
// be said of it is not said here: the search gives up (loops).
type joined struct {
	walk    walk
	seen    map[stateKey]bool // true: on the way to where the search is
	way     []onWay
	runs    int64 // executions
	ended   int64 // of them, by coming to a known state
	states  int64 // that were looked at
	blind   int64 // of them, those that were not to be told
	why     string
	loops   bool
	patient bool // does not give up where little is joined
}

type onWay struct {
	key  stateKey
	told bool
	at   int // the number of stacks so far
}

// enter is told of a new point of the search and reports whether it is to be
// explored.
func (j *joined) enter(x *exec) bool {
	j.states++
	key, why := j.walk.key(x)
	if why != "" {
		j.blind++
		if j.why == "" {
			j.why = why
		}
		j.way = append(j.way, onWay{at: x.stacks.next})
		return true
	}
	if on, known := j.seen[key]; known {
		j.loops = j.loops || on
		j.ended++
		x.pruned = true
		return false
	}
	j.seen[key] = true
	j.way = append(j.way, onWay{key, true, x.stacks.next})
	return true
}

// leave is told that the last point is done.
func (j *joined) leave() {
	last := len(j.way) - 1
	if w := j.way[last]; w.told {
		j.seen[w.key] = false
	}
	j.way = j.way[:last]
}

// hopeless is told that an execution has ended, and reports whether the search is to
// be given up.
func (j *joined) hopeless() bool {
	j.runs++
	return j.loops || !j.patient && j.runs >= 500 && j.ended < j.runs/4
}

const goesRound = "an execution came back to a state that it had been in: it may go on for ever"

// join searches on with joined executions, n of them at most if n is not 0.
func (s *search) join(p *plain, n int64) (again bool) {
	r, j := s.res, p.join
	r.Incomplete = ""
	p.limit = s.limit(n)
	if s.phase(phase{strategy: p, coarse: !s.fine, looking: true}) {
		return true
	}
	r.Executions, r.States, r.Joined, r.Unseen = j.runs, int64(len(j.seen)), j.ended, j.why
	r.Complete = p.done && r.Finding == nil && r.Refused == "" && r.Incomplete == ""
	if j.loops && r.Finding == nil && r.Incomplete == "" {
		r.Incomplete = goesRound
	}
	return false
}

func newJoined(patient bool) *plain {
	return &plain{bound: -1, join: &joined{seen: make(map[stateKey]bool), patient: patient}}
}

// byStates joins executions if the explored code tells its variables. Programs whose
// goroutines have little to do with each other have few traces and many states, those
// under one lock have many traces and few states: so it searches in both ways in turn,
// ten times as far each time. Optimal begins again then; joined executions go on. It
// returns done if there is nothing left to be searched.
func (s *search) byStates() (done, again bool) {
	r := s.res
	if len(sources) == 0 || s.track || s.opts.Race {
		return false, false
	}
	ended := func() bool { return r.Complete || r.Finding != nil || r.Refused != "" || r.Incomplete != "" }
	p := newJoined(false)
	tried := r.Tried
	for n := int64(joinAfter); s.opts.Help == nil || n <= helpAfter; n *= 10 {
		if again := s.optimal(n); again || ended() {
			return !again, again
		}
		tried += r.Executions
		r.Tried = tried + p.join.runs
		before, more := p.join.runs, 2*n
		if n <= 10*joinAfter {
			more = 10 * n
		}
		if again := s.join(p, more); again || ended() && r.Incomplete != goesRound {
			r.Tried = tried
			return !again, again
		}
		stuck := r.Incomplete != "" || p.join.runs < before+more
		r.Tried = tried + p.join.runs
		r.Incomplete, r.States, r.Joined, r.Unseen = "", 0, 0, ""
		if stuck {
			break
		}
	}
	return false, false
}
