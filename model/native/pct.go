package native

import "math"

// pct is probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi,
// Nagarakatte: A Randomized Scheduler with Probabilistic Guarantees of Finding
// Bugs, ASPLOS 2010): goroutines have random priorities, the highest that can
// move does, and at depth-1 random operations the priority of the one that moves
// drops below all others. An execution shows a bug of that depth with a
// probability of at least 1/(n·k^(depth-1)), for n goroutines and k operations.
type pct struct {
	seed    uint64
	depth   int
	longest int
	limit   func(*exec) bool
	run     uint64
	rng     rng
	prio    []int64
	changes []int
	begun   uint64 // the execution that the above is for
	lowest  int64
	steps   int
}

func newPCT(seed uint64, depth, longest int) *pct {
	return &pct{seed: seed, depth: depth, longest: longest}
}

// A rng is splitmix64.
type rng uint64

func (r *rng) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (r *rng) below(n int) int { return int(r.next() % uint64(n)) }

func (p *pct) begin(x *exec) {
	p.begun = x.epoch
	p.rng = rng(p.seed*0x9e3779b9 + p.run)
	p.run++
	p.prio = p.prio[:0]
	p.lowest = 0
	p.steps = 0
	p.changes = p.changes[:0]
	for range p.depth - 1 {
		p.changes = append(p.changes, 1+p.rng.below(p.longest))
	}
}

func (p *pct) pick(x *exec) *G {
	if p.begun != x.epoch {
		p.begin(x)
	}
	var best *G
	for _, g := range x.live {
		for int(g.id) >= len(p.prio) {
			p.prio = append(p.prio, int64(p.rng.next()>>2)+1)
		}
		if g.status == pending && g.op.enabled() && (best == nil || p.prio[g.id] > p.prio[best.id]) {
			best = g
		}
	}
	if best == nil {
		return nil
	}
	if best == x.last && x.streak >= maxStreak {
		p.lowest--
		p.prio[best.id] = p.lowest
		x.streak = 0
		return p.pick(x)
	}
	p.steps++
	for _, c := range p.changes {
		if c == p.steps {
			p.lowest--
			p.prio[best.id] = p.lowest
			p.steps++
			return p.pick(x)
		}
	}
	if best.op.sel == nil && best.op.alts == 0 && best.op.width == nil {
		best.alt = 0
	} else {
		ways := x.ways(best)
		best.alt = ways[p.rng.below(len(ways))]
	}
	x.choices = append(x.choices, Decision{int(best.id), int(best.alt)})
	return best
}

func (p *pct) more(x *exec) bool {
	p.longest = max(p.longest, x.steps)
	return !p.limit(x)
}

// chance is the lower bound on the probability that a bug of the depth was found.
func (p *pct) chance(runs int64, n int) float64 {
	each := 1 / (float64(max(n, 1)) * math.Pow(float64(p.longest), float64(p.depth-1)))
	return 1 - math.Pow(1-each, float64(runs))
}
