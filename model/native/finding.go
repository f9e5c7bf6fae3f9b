package native

import (
	"fmt"
	"regexp"
	"sort"
	"strings"
	"sync"
)

// panicked notes that a goroutine's panic reached its top: the program ends.
func (x *exec) panicked(g *G, p any, pcs []uintptr) {
	msg := fmt.Sprint(p)
	if err, ok := p.(error); ok {
		msg = err.Error()
	}
	if x.finding == nil {
		x.finding = &Finding{Kind: KindPanic, Message: fmt.Sprintf("%s panics: %s", x.nameOf(g), msg), Pos: place(pcs)}
		if x.tracing {
			x.narrate(g, "panics: "+msg, pcs)
			x.finding.Run = &Run{Stack: stackText(pcs)}
		}
	}
}

// stackText writes the user's frames of a stack.
func stackText(pcs []uintptr) string {
	var b strings.Builder
	for _, p := range frames(pcs) {
		fmt.Fprintf(&b, "%s\n\t%v\n", p.Func, p)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// exited is told that a goroutine ended by Goexit.
func (x *exec) exited(g *G) {}

// fatal ends the execution with what the runtime would end the program with; it
// does not return.
func (x *exec) fatal(msg string) {
	if x.dying {
		return
	}
	f := &Finding{Kind: KindFatal, Message: "fatal error: " + msg, Pos: place(callers(2))}
	x.stop(f)
}

// foreign ends the execution: something that is not explored uses an object.
func (x *exec) foreign(what string) {
	x.stop(&Finding{Kind: KindMisuse, Message: what + " that code outside of the explorer uses, too: it cannot be explored", Pos: place(callers(2))})
}

// Others names the goroutines of the execution but for the one that asks, and what
// they wait for.
func Others() (names []string) {
	x := active
	if x == nil || x.dying {
		return nil
	}
	for _, g := range x.live {
		if g == x.cur || g.timer || g.id == 0 {
			continue
		}
		name := x.nameOf(g)
		if x.tracing {
			name += " " + x.waitsFor(g)
		}
		names = append(names, name)
	}
	return names
}

// lastEntry returns the last entry of what a test has logged, in one line.
func lastEntry(text string) string {
	at := 0
	for _, m := range entryStart().FindAllStringIndex(text, -1) {
		at = m[0]
	}
	return strings.Join(strings.Fields(text[at:]), " ")
}

// entryStart is how an entry of a log begins.
var entryStart = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^\s*\S+\.go:\d+: `)
})

// endless ends an execution that goes on for too long: it is a livelock if nobody
// else can move, and cut off otherwise, since a fair scheduler may let it end.
func (x *exec) endless(g *G) {
	at := place(callers(3))
	if x.mainOver { // as the program would end then, it is no error
		x.cut = fmt.Sprintf("goroutine %d at %s goes on after the test has ended; it was cut off after %d operations", g.id, short(at), x.maxSteps)
		x.pruned = true
		x.stop(nil)
		return
	}
	alone := x.streak >= x.maxSteps/2 && len(x.clock.timers) == 0
	for _, l := range x.live {
		if !alone || l != g && l.status == pending && l.op.enabled() {
			x.cut = fmt.Sprintf("an execution was not over after %d operations, with goroutine %d at %s", x.maxSteps, g.id, short(at))
			x.pruned = true
			x.stop(nil)
			return
		}
	}
	x.stop(&Finding{Kind: KindLivelock, Pos: at,
		Message: fmt.Sprintf("not over after %d operations: %s goes on, and nobody else can move", x.maxSteps, x.nameOf(g))})
}

func (x *exec) livelock() {
	var who []string
	for _, g := range x.live {
		if g.status == pending {
			who = append(who, x.nameOf(g))
		}
	}
	x.finding = &Finding{Kind: KindLivelock, Message: fmt.Sprintf("%s: spinning without end, and nobody else can move", strings.Join(who, ", "))}
}

// differs notes that the program did not do again what it did before.
func (x *exec) differs() {
	if x.finding == nil {
		x.finding = &Finding{Kind: kindDiffers, Message: "the program did something else when the same decisions were repeated: it is not deterministic (the order of a map, a time or a number that is not the explorer's, something that an execution leaves behind)"}
	}
}

const kindDiffers = "not-deterministic"

// conclude says what is wrong with an execution that has ended.
func (x *exec) conclude() {
	if x.opts.Unfit != nil {
		if why := x.opts.Unfit(); why != "" {
			x.finding = &Finding{Kind: kindDiffers, Message: why}
			return
		}
	}
	if x.finding == nil && x.opts.Failed != nil {
		if why := x.opts.Failed(); why != "" {
			x.finding = &Finding{Kind: KindFailed, Message: why}
		}
	}
	if x.finding != nil {
		if x.tracing {
			x.describeEnd()
		}
		return
	}
	var stuck []*G
	mainStuck := false
	for _, g := range x.live {
		if g.timer || g.why == "Sleep" {
			continue
		}
		stuck = append(stuck, g)
		if g.id == 0 {
			mainStuck = true
		}
	}
	if len(stuck) == 0 {
		return
	}
	f := &Finding{Kind: KindDeadlock}
	if !mainStuck {
		f.Kind = KindLeak
	}
	if x.tracing {
		f.Message, f.Pos = x.stuckText(stuck, mainStuck)
	} else if !mainStuck {
		f.Message = leakKey(stuck)
	}
	if mainStuck || x.opts.Leaks {
		x.finding = f
	} else if len(x.notes) == 0 {
		f.Schedule = append([]Decision(nil), x.choices...)
		x.notes = append(x.notes, f)
	}
	if x.tracing {
		if x.finding == nil {
			x.finding = f
		}
		x.describeEnd()
	}
}

func leakKey(gs []*G) string {
	var ids []int
	for _, g := range gs {
		ids = append(ids, int(g.id))
	}
	sort.Ints(ids)
	return fmt.Sprint(ids)
}

// stuckText says who is blocked, and on what.
func (x *exec) stuckText(stuck []*G, main bool) (string, Pos) {
	var who []string
	for _, g := range stuck {
		who = append(who, x.nameOf(g)+" "+x.waitsFor(g))
	}
	text := strings.Join(who, "; ")
	at := place(stuck[0].opSite)
	if main && len(stuck) == len(x.live) {
		text = "all goroutines are asleep: " + text
	} else if main {
		text = "blocked for ever: " + text
	} else {
		text = "still blocked when the test has ended: " + text
	}
	for _, l := range x.lost {
		for _, g := range l.then {
			for _, s := range stuck {
				if s == g && s.parkOn == l.obj {
					text += fmt.Sprintf("; lost signal: the %s of %s at %s met nobody, %s waited only afterwards",
						l.what, x.objectName(l.obj), short(l.at), x.nameOf(g))
					return text, at
				}
			}
		}
	}
	return text, at
}

// waitsFor says what a blocked goroutine waits for.
func (x *exec) waitsFor(g *G) string {
	on, holder := x.waiting(g)
	s := "waits for " + on
	if holder != nil {
		s += ", held by " + x.nameOf(holder)
	}
	if p := place(g.opSite); p.File != "" {
		s += " at " + short(p)
	}
	return s
}

// waiting returns what a goroutine is blocked on, and who holds it, if that is
// known.
func (x *exec) waiting(g *G) (on string, holder *G) {
	if g.status == parked {
		if g.parkOn == nil {
			return g.why, nil
		}
		switch g.parkOn.class {
		case condClass:
			return "a signal of " + x.objectName(g.parkOn), nil
		case chanClass:
			if g.why == "send" {
				return "a receiver of " + x.objectName(g.parkOn), nil
			}
			return "a sender to " + x.objectName(g.parkOn), nil
		}
		return x.objectName(g.parkOn), nil
	}
	o := g.op.obj
	if o == nil {
		return "nothing", nil
	}
	name := x.objectName(o)
	switch g.op.kind {
	case selectKind:
		var all []string
		for _, c := range g.op.sel.cases {
			if c.ch != nil {
				all = append(all, x.objectName(&c.ch.obj))
			}
		}
		return "one of " + strings.Join(all, ", "), nil
	case yieldKind:
		return "a change of " + name, nil
	case chanSend:
		return "room in " + name, nil
	case chanRecv:
		return "an item of " + name, nil
	case wgWait:
		return fmt.Sprintf("%s, whose counter is %d", name, o.st.a), nil
	case rwLock:
		return fmt.Sprintf("%s, which %d read", name, o.st.a), nil
	}
	return name, x.holder(o)
}

func short(p Pos) string {
	f := p.File
	if i := strings.LastIndexByte(f, '/'); i >= 0 {
		f = f[i+1:]
	}
	return fmt.Sprintf("%s:%d", f, p.Line)
}
