package native

import "fmt"

// A replayer repeats the decisions of a schedule and then goes on without
// preemptions. If it is exact, a decision that cannot be taken ends the
// execution; otherwise it is left out.
type replayer struct {
	schedule []Decision
	exact    bool
	expect   []Step // what each decision did, if that is known
	at       int
	ends     *Finding // what there is to see when the schedule is over
}

func (r *replayer) pick(x *exec) *G {
	for r.at < len(r.schedule) {
		d := r.schedule[r.at]
		r.at++
		if g := r.find(x, d); g != nil {
			if r.exact && r.at <= len(r.expect) && r.expect[r.at-1].Op != g.op.kind.name {
				r.differs(x, d)
				return nil
			}
			return r.take(x, g, int32(d.Alt))
		}
		if r.exact {
			if !x.anyEnabled() {
				r.at--
				return nil
			}
			r.differs(x, d)
			return nil
		}
	}
	if r.ends != nil {
		x.finding = &Finding{Kind: r.ends.Kind, Message: r.ends.Message, Pos: r.ends.Pos}
		return nil
	}
	if g := x.last; g != nil && g.status == pending && g.op.enabled() {
		return r.take(x, g, x.ways(g)[0])
	}
	for _, g := range x.live {
		if g.status == pending && g.op.enabled() {
			return r.take(x, g, x.ways(g)[0])
		}
	}
	return nil
}

// differs says at which operation the program is not what the schedule says.
func (r *replayer) differs(x *exec, d Decision) {
	if x.finding != nil {
		return
	}
	msg := fmt.Sprintf("operation %d", r.at)
	if r.at <= len(r.expect) {
		s := r.expect[r.at-1]
		msg += fmt.Sprintf(" was %s", s.Op)
		if s.Object != "" {
			msg += " of " + s.Object
		}
		msg += " at " + short(s.Pos)
	}
	var g *G
	for _, l := range x.live {
		if int(l.id) == d.G {
			g = l
		}
	}
	switch {
	case g == nil:
		msg += "; now there is no such goroutine then"
	case g.status == pending:
		msg += fmt.Sprintf("; now %s is about to do %s at %s", x.nameOf(g), g.op.kind.name, short(place(g.opSite)))
		if !g.op.enabled() {
			msg += ", and cannot"
		}
	default:
		msg += fmt.Sprintf("; now %s is blocked at %s", x.nameOf(g), short(place(g.opSite)))
	}
	x.finding = &Finding{Kind: kindDiffers, Message: msg + ": the program has changed, or is not deterministic"}
}

func (x *exec) anyEnabled() bool {
	for _, g := range x.live {
		if g.status == pending && g.op.enabled() {
			return true
		}
	}
	return false
}

// find returns the goroutine of a decision, if it can move so.
func (r *replayer) find(x *exec, d Decision) *G {
	if d.G < 0 || d.G >= len(x.gs) {
		return nil
	}
	g := x.gs[d.G]
	alive := false
	for _, l := range x.live {
		alive = alive || l == g
	}
	if !alive || g.status != pending || !g.op.enabled() {
		return nil
	}
	for _, alt := range x.ways(g) {
		if int(alt) == d.Alt {
			return g
		}
	}
	return nil
}

func (r *replayer) take(x *exec, g *G, alt int32) *G {
	if l := x.last; l != nil && l != g && l.status == pending && l.op.enabled() {
		x.preempts++
	}
	g.alt = alt
	x.choices = append(x.choices, Decision{int(g.id), int(alt)})
	return g
}

func (r *replayer) more(*exec) bool { return false }
