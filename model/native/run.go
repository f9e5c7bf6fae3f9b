package native

import (
	"fmt"
	"unsafe"
)

// A Run is an execution, step by step.
type Run struct {
	// Goroutines are the goroutines: main, or named by their go statement.
	Goroutines []string `json:"goroutines"`
	Steps      []Step   `json:"steps"`
	Blocked    []Wait   `json:"blocked,omitempty"`
	Stack      string   `json:"stack,omitempty"` // of a panic
}

// A Step is what a goroutine did.
type Step struct {
	G      int    `json:"g"`
	Alt    int    `json:"alt,omitempty"`
	Event  bool   `json:"event,omitempty"` // it is an operation, one of the schedule
	Op     string `json:"op"`              // Lock, receive, panics: …
	Object string `json:"object,omitempty"`
	Text   string `json:"text,omitempty"` // what came of it
	Pos    Pos    `json:"pos"`
	Line   string `json:"line,omitempty"` // the source line
}

// A Wait is a goroutine that is blocked at the end.
type Wait struct {
	G      int    `json:"g"`
	On     string `json:"on"`
	Holder int    `json:"holder"` // -1: nobody
	Pos    Pos    `json:"pos"`
	Line   string `json:"line,omitempty"`
	Stack  []Pos  `json:"stack,omitempty"`
}

// A remark is something in a run that is no operation.
type remark struct {
	at   int // before this event
	step Step
}

// narrate adds to the run what is no operation.
func (x *exec) narrate(g *G, what string, pcs []uintptr) {
	p := place(pcs)
	x.remarks = append(x.remarks, remark{len(x.events), Step{G: int(g.id), Op: what, Pos: p, Line: sourceLine(p)}})
}

func (x *exec) narrateTimer(a *Alarm) {
	p := place(a.site)
	s := Step{G: -1, Op: fmt.Sprintf("timer of %s fires: time goes on to %v", short(p), x.clock.now), Pos: p, Line: sourceLine(p)}
	x.remarks = append(x.remarks, remark{len(x.events), s})
}

// nameOf names a goroutine after its go statement.
func (x *exec) nameOf(g *G) string {
	if g.id == 0 {
		return "main"
	}
	if !x.tracing {
		return fmt.Sprintf("goroutine %d", g.id)
	}
	p := place(g.site)
	what := "go"
	if g.timer {
		what = "timer"
	}
	name := what + " " + short(p)
	if p.File == "" {
		name = fmt.Sprintf("goroutine %d", g.id)
	}
	nth, same := 0, 0
	for _, o := range x.started {
		if o != g && o.id != 0 && place(o.site) == p {
			same++
			if o.id < g.id {
				nth++
			}
		}
	}
	if same > 0 {
		name += fmt.Sprintf("#%d", nth+1)
	}
	return name
}

// objectName names an object as the program's text does, where it was used first.
func (x *exec) objectName(o *obj) string {
	if n, ok := x.names[o]; ok {
		return n
	}
	name := ""
	for i := range x.events {
		e := &x.events[i]
		if e.op != o {
			continue
		}
		p := place(e.site)
		line := sourceLine(p)
		if o.class == chanClass {
			name = channelName(line, e.kind.name)
		} else {
			name = receiver(line, e.kind.name+" "+o.class.methods)
		}
		if name != "" {
			break
		}
	}
	for _, g := range x.live {
		if name == "" && g.status == pending && g.op.obj == o {
			line := sourceLine(place(g.opSite))
			if name = receiver(line, g.op.kind.name); o.class == chanClass {
				name = channelName(line, g.op.kind.name)
			}
		}
	}
	if name == "" && o.class == chanClass {
		name = x.nameInSelect(o)
	}
	if name == "" {
		name = fmt.Sprintf("%s %d", o.class.name, o.id-1) // two numbers are taken (begin)
	}
	if x.names == nil {
		x.names = make(map[*obj]string)
	}
	n := 1
	for _, other := range x.names {
		if other == name || len(other) > len(name) && other[:len(name)+1] == name+"#" {
			n++
		}
	}
	if n > 1 {
		name = fmt.Sprintf("%s#%d", name, n)
	}
	x.names[o] = name
	return name
}

// holder returns who holds a lock.
func (x *exec) holder(o *obj) *G {
	switch o.class {
	case mutexClass:
		return (*Mutex)(unsafe.Pointer(uintptr(unsafe.Pointer(o)) - unsafe.Offsetof(Mutex{}.obj))).holder
	case rwClass:
		if o.st.b == 2 {
			return (*RWMutex)(unsafe.Pointer(uintptr(unsafe.Pointer(o)) - unsafe.Offsetof(RWMutex{}.obj))).holder
		}
	case onceClass:
		return (*Once)(unsafe.Pointer(uintptr(unsafe.Pointer(o)) - unsafe.Offsetof(Once{}.obj))).holder
	}
	return nil
}

// describeEnd completes the finding of a traced execution.
func (x *exec) describeEnd() {
	f := x.finding
	r := &Run{}
	if f.Run != nil {
		r.Stack = f.Run.Stack
	}
	f.Run = r
	most := 0
	for _, g := range x.started {
		most = max(most, int(g.id))
	}
	number := make([]int, most+1)
	for i, g := range x.started {
		number[g.id] = i
		r.Goroutines = append(r.Goroutines, x.nameOf(g))
	}
	k := 0
	remarks := func(at int) {
		for k < len(x.remarks) && x.remarks[k].at <= at {
			s := x.remarks[k].step
			if s.G >= 0 {
				s.G = number[s.G]
			}
			r.Steps = append(r.Steps, s)
			k++
		}
	}
	f.Schedule = nil
	for i := range x.events {
		remarks(i)
		e := &x.events[i]
		p := place(e.site)
		if p.File == "" {
			p = place(x.gs[e.g].site) // the end of WaitGroup.Go is nowhere else
		}
		s := Step{G: number[e.g], Alt: int(e.alt), Event: true, Op: e.kind.name, Text: e.text, Pos: p, Line: sourceLine(p)}
		if e.kind.access != apart {
			s.Object = x.objectName(e.op)
		}
		if e.sel != nil && e.sel.yield == nil {
			switch {
			case e.alt == altDefault:
				s.Text = "takes default"
			case e.alt == altPark:
				s.Text = "waits"
			case int(e.alt) < len(e.sel.cases):
				s.Object = x.objectName(&e.sel.cases[e.alt].ch.obj)
				s.Text = "receives"
				if e.sel.cases[e.alt].send {
					s.Text = "sends"
				}
			}
		}
		r.Steps = append(r.Steps, s)
		f.Schedule = append(f.Schedule, Decision{int(e.g), int(e.alt)})
	}
	remarks(len(x.events))
	f.Preemptions = x.preempts
	for _, g := range x.live {
		if g.timer || g.status == running || g.status == parked && g.parkOn == nil && g.why == "" {
			continue
		}
		if g.status == pending && (g.op.kind.access == apart || g.op.enabled()) {
			continue // it could go on
		}
		on, holder := x.waiting(g)
		p := place(g.opSite)
		w := Wait{G: number[g.id], On: on, Holder: -1, Pos: p, Line: sourceLine(p), Stack: frames(g.opSite)}
		if holder != nil {
			w.Holder = number[holder.id]
		}
		r.Blocked = append(r.Blocked, w)
	}
}
