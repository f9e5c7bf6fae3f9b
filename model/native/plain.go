package native

// A node is a decision of depth-first search: n options, of which the i-th is
// being tried.
type node struct{ n, i int32 }

// plain is depth-first search without reduction. The goroutine that moved last
// is the first option, so that the first execution has no preemption and later
// ones differ late. bound, if it is not negative, is the number of preemptions.
type plain struct {
	bound int
	path  []node
	at    int
	opts  []Decision
	limit func(x *exec) bool // whether to stop
	done  bool               // all was tried
	gs    []*G
	join  *joined // nil: executions are not joined
}

func (p *plain) pick(x *exec) *G {
	p.gs, p.opts = p.gs[:0], p.opts[:0]
	first := x.last
	preempts := false
	unfair := x.streak >= maxStreak && x.unfair()
	if unfair && p.join != nil {
		p.join.loops = true
	}
	if first != nil && first.status == pending && !unfair && first.op.enabled() {
		p.option(x, first)
		preempts = true
	}
	if !preempts || p.bound < 0 || x.preempts < p.bound {
		for _, g := range x.live {
			if g.status == pending && !(g == first && (preempts || unfair)) && g.op.enabled() {
				p.option(x, g)
			}
		}
	}
	if len(p.gs) == 0 {
		return nil
	}
	i := 0
	if len(p.gs) > 1 {
		if p.at < len(p.path) {
			n := &p.path[p.at]
			if int(n.n) != len(p.gs) {
				x.differs()
			}
			i = min(int(n.i), len(p.gs)-1)
		} else {
			if p.join != nil && !p.join.enter(x) {
				return nil
			}
			p.path = append(p.path, node{n: int32(len(p.gs))})
		}
		p.at++
	}
	g := p.gs[i]
	g.alt = int32(p.opts[i].Alt)
	if preempts && g != first {
		x.preempts++
	}
	x.choices = append(x.choices, Decision{int(g.id), int(g.alt)})
	return g
}

// option adds the ways that g may move.
func (p *plain) option(x *exec, g *G) {
	if g.op.sel == nil && g.op.alts == 0 && g.op.width == nil {
		p.gs, p.opts = append(p.gs, g), append(p.opts, Decision{})
		return
	}
	for _, alt := range x.ways(g) {
		p.gs, p.opts = append(p.gs, g), append(p.opts, Decision{Alt: int(alt)})
	}
}

// ways returns the alternatives of g's operation.
func (x *exec) ways(g *G) []int32 {
	if g.op.sel != nil {
		return g.op.sel.open(nil, g.op.sel.entered)
	}
	n := x.alternatives(g)
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(i)
	}
	return out
}

func (p *plain) more(x *exec) bool {
	p.at = 0
	if p.join != nil && p.join.hopeless() {
		return false
	}
	for len(p.path) > 0 {
		n := &p.path[len(p.path)-1]
		if n.i+1 < n.n {
			n.i++
			if p.join != nil {
				x.stacks.old = p.join.way[len(p.path)-1].at
			}
			return !p.limit(x)
		}
		p.path = p.path[:len(p.path)-1]
		if p.join != nil {
			p.join.leave()
		}
	}
	p.done = true
	return false
}

// maxStreak is how many operations in a row a goroutine does before another that
// can move is preferred: loops that end only when others move then do.
const maxStreak = 2000

// unfair reports whether the goroutine that moved last has moved for so long that
// somebody else should.
func (x *exec) unfair() bool {
	if x.streak < maxStreak {
		return false
	}
	for _, g := range x.live {
		if g != x.last && g.status == pending && g.op.enabled() {
			return true
		}
	}
	return false
}
