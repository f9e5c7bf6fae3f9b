package explore_test

import (
	"testing"
	"fmt"
	"os"
	"strconv"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/explore/internal/dpor"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/google/go-cmp/cmp"
)

var _ = cmp.Diff

type dumper struct{ d *dpor.Search; n int; most int; o string; end *model.End }

func (v *dumper) Step(*model.Successor) bool { return true }
func (v *dumper) End(e *model.End) bool        { v.o = e.Outcome.Status+" "+e.Outcome.Globals; return true }
func (v *dumper) Failed(err error) bool      { fmt.Println(err); return true }
func (v *dumper) Executed() bool {
	v.n++
	fmt.Println("execution", v.n, v.o, v.d.Stats)
	dumpEvents(v.d.Events())
	return v.n < v.most
}
func dumpEvents(es []dpor.Event) {
	for i, e := range es {
		fmt.Printf("  %d t%x.%x:", i, e.Thread, e.Alternative)
		for _, a := range e.Footprint {
			fmt.Printf(" %x.%x.%s", uint64(a.Object), a.Part%0x10000, "RWC"[a.Mode:a.Mode+1])
		}
		fmt.Println()
	}
}

func TestDump(t *testing.T) {
	most, _ := strconv.Atoi(os.Getenv("MOST"))
	v := &dumper{most: most}
	text, _ := os.ReadFile(os.Getenv("PROG"))
	unit, err := python.Load("x.py", text)
	if err != nil { t.Fatal(err) }
	p, err := model.Link(unit.Source)
	if err != nil { t.Fatal(err) }
	pre, _ := model.ParsePreempt(os.Getenv("PRE"))
	var sys model.System = p.System(model.Config{Schedule: model.Threads, Minor: 13, Preempt: pre})
	if os.Getenv("RED") != "" {
		sys = sys.(model.Reducer).Reduced(model.PartialOrder)
	}
	v.d = dpor.New(sys.NewMachine(), v, dpor.Limits{Events: 1000, Cuts: 10})
	v.d.Run()
	fmt.Printf("%+v\n", v.d.Stats)
	if os.Getenv("ALL") != "" {
		c := &collector{traces: map[string]int{}, most: 10000}
		c.d = dpor.New(sys.NewMachine(), c, dpor.Limits{Events: 1000})
		c.d.Run()
		interleaved = func(x string, es []dpor.Event) {
			if c.traces[x] == 0 && sample[x] == "" { sample[x] = "x"; fmt.Println("missing"); dumpEvents(es); fmt.Println(x) }
		}
		all, _ := interleave(sys, 100000)
		for x := range all { fmt.Printf("%v %q\n", c.traces[x], x) }
		for x := range all { if c.traces[x] == 0 {  } }
		for x := range c.traces { if all[x] == 0 { fmt.Println("extra:", x) } }
	}
	_ = explore.Options{}
}
var sample = map[string]string{}
