package native

// access says how an operation uses an object.
type access uint8

const (
	write access = iota // conflicts with everything
	read                // commutes with other reads
	down                // commutes with other downs: WaitGroup.Done
	apart               // commutes with everything: a choice
)

func (a access) conflicts(b access) bool {
	return a != apart && b != apart && (a == write || b == write || a != b)
}

// A state is as much of an object as decides whether an operation on it may
// proceed: it is remembered for each event, so that it can be told later whether
// another operation could have come before (dpor.go).
type state struct {
	a, b int32
	// v counts what was done to the object, so that a spinning loop can tell that
	// there is something new.
	v int32
}

// An obj is the header of everything that goroutines synchronise by. Its number
// and state belong to one execution, the one that is numbered epoch.
type obj struct {
	epoch uint64
	id    int32
	st    state
	class *class
}

// A class is what an object is.
type class struct {
	name string
	// methods by which it is used, beside those that its operations are named
	// after: "Go" of a WaitGroup.
	methods string
}

// A kind is what an operation does.
type kind struct {
	name   string
	access access
	// quiet operations are never worth a decision in plain search: they only
	// make others' moves possible, and nobody can tell whether they happened
	// before or after the goroutine's last step.
	quiet bool
	// holds: the operation takes or releases a lock, which a loop may do at each
	// turn without an effect.
	holds bool
	// gate reports whether the operation may proceed in the state of its object;
	// nil: always.
	gate func(s state, arg int32) bool
}

// An op is an operation that a goroutine is about to do.
type op struct {
	kind *kind
	obj  *obj
	arg  int32
	// alts is the number of alternatives of Choose.
	alts int32
	// width, if not nil, returns that number, which depends on the state.
	width func() int
	sel   *selectOp
	more  []*obj // further objects that it touches
}

func (o *op) enabled() bool {
	if o.sel != nil {
		return o.sel.enabled()
	}
	return o.kind.gate == nil || o.kind.gate(o.obj.st, o.arg)
}

// adopt makes an object part of the current execution.
func (x *exec) adopt(o *obj) {
	o.epoch = x.epoch
	o.id = x.objects
	o.st = state{}
	x.objects++
	if x.tracing {
		x.named = append(x.named, o)
	}
}
