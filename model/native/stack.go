package native

import (
	"runtime"
	"strings"
)

// part is what a place in the code is part of.
type part uint8

const (
	unknownPart part = iota
	userPart         // code that tells its variables
	unclearPart      // and there is more at this place
	enginePart       // an operation
	betweenPart      // this package calls the user's function and keeps nothing
	rootPart         // a goroutine begins
)

var parts = make(map[uintptr]part)

// maxDepth is the number of calls of a goroutine that are looked at.
const maxDepth = 64

// calls returns how many calls of explored functions a stack has, or why there may
// be more than their frames say.
func calls(stack []uintptr) (n int, why string) {
	for i, pc := range stack {
		p, known := parts[pc]
		if !known {
			p = partOf(pc)
			parts[pc] = p
		}
		switch p {
		case rootPart:
			return n, ""
		case userPart:
			n++
		case betweenPart:
		case enginePart:
			if n > 0 {
				return 0, "the explorer calls a function and keeps something"
			}
		case unclearPart:
			return 0, "an expression does several operations, or a loop's state cannot be seen"
		default:
			return 0, "code that is not explored is on the way to an operation: " + name(stack[i])
		}
	}
	return 0, "a goroutine's calls are too deep"
}

func name(pc uintptr) string {
	f, _ := runtime.CallersFrames([]uintptr{pc}).Next()
	return f.Function
}

func partOf(pc uintptr) part {
	f, _ := runtime.CallersFrames([]uintptr{pc}).Next()
	if s := sources[f.File]; s != nil {
		for _, l := range s.unclear {
			if l.from <= f.Line && f.Line <= l.to {
				return unclearPart
			}
		}
		return userPart
	}
	name, own := strings.CutPrefix(f.Function, ownPath)
	switch {
	case !own:
		// What was compiled into its callers has a name of theirs.
		if f.File == ours()+"gostmt.go" || f.File == ours()+"waitgroup.go" && strings.Contains(f.Function, "(*WaitGroup).Go.") {
			return betweenPart
		}
		return unknownPart
	case name == "/hook.(*execution).main":
		return betweenPart
	case strings.HasPrefix(name, "/sync/atomic.") || name == "/context.(*cancelCtx).Err":
		return enginePart
	}
	name, own = strings.CutPrefix(name, ".")
	if !own {
		return unknownPart
	}
	for from := strings.IndexByte(name, '['); from >= 0; from = strings.IndexByte(name, '[') {
		to := strings.LastIndexByte(name, ']')
		name = name[:from] + name[to+1:]
	}
	switch {
	case name == "(*coro).run":
		return rootPart
	case between[name]:
		return betweenPart
	case name == "(*Map).Range":
		return unknownPart
	}
	recv, _, method := strings.Cut(name, ").")
	if method && operators[recv+")"] || operations[name] {
		return enginePart
	}
	return unknownPart
}

// between are functions that call the user's with nothing of their own at stake.
var between = map[string]bool{
	"(*Once).Do": true, "Go1.func1.1": true, "Go2.func1.1": true, "Go3.func1.1": true, "(*WaitGroup).Go.func2": true, "(*Pool).Get": true,
}

var operators = map[string]bool{
	"(*exec)": true, "(*Mutex)": true, "(*RWMutex)": true, "(*rlocker)": true, "(*Cond)": true, "(*WaitGroup)": true, "(*Once)": true,
	"(*Number)": true, "(*Bool)": true, "(*Pointer)": true, "(*Value)": true, "(*cell)": true, "(*Map)": true, "(*Pool)": true,
	"(*RecvCase)": true, "(*SendCase)": true,
}

var operations = map[string]bool{
	"Send": true, "Recv": true, "Recv2": true, "recvNow": true, "sendNow": true, "Close": true, "Len": true, "LenS": true, "Select": true, "Choose": true,
	"Next": true, "Skip": true, "Ch.Send": true, "add": true, "and": true, "or": true, "cas": true, "at": true, "LoadAt": true, "StoreAt": true,
	"SwapAt": true, "AddAt": true, "AndAt": true, "OrAt": true, "CompareAndSwapAt": true, "Block": true,
}

// stacks are where goroutines were whenever somebody was to be chosen, in this
// execution. Those of the beginning, which it has in common with the last one, are
// not looked up again.
type stacks struct {
	all  [][]uintptr
	old  int // so many are as they were
	next int
}

// note notes where the goroutine, which runs, is.
func (s *stacks) note(g *G) {
	if s.next == len(s.all) {
		s.all = append(s.all, nil)
	}
	if s.next >= s.old {
		var pcs [maxDepth]uintptr
		n := runtime.Callers(3, pcs[:])
		s.all[s.next] = append(s.all[s.next][:0], pcs[:n]...)
	}
	g.stack = s.all[s.next]
	s.next++
}
