package explore_test

import (
	"testing"
	"fmt"
	"os"

	"github.com/condcheck/condcheck/explore/internal/dpor"
	"github.com/condcheck/condcheck/model"
)

type dumper struct{ d *dpor.Search; n int }

func (v *dumper) Step(*model.Successor) bool { return true }
func (v *dumper) End(*model.End) bool        { return true }
func (v *dumper) Failed(err error) bool      { fmt.Println(err); return true }
func (v *dumper) Executed() bool {
	v.n++
	fmt.Println("execution", v.n)
	ts, fs := v.d.Threads()
	for i := range ts {
		fmt.Printf("  %d:", ts[i])
		for _, a := range fs[i] {
			fmt.Printf(" %x.%x.%d", uint64(a.Object), a.Part, a.Mode)
		}
		fmt.Println()
	}
	return v.n < 4
}

func TestDump(t *testing.T) {
	v := &dumper{}
	var sys model.System = publishedSystem(t, os.Getenv("PROG"), os.Getenv("SET"))
	if os.Getenv("RED") != "" {
		sys = sys.(model.Reducer).Reduced(model.PartialOrder)
	}
	v.d = dpor.New(sys.NewMachine(), v, dpor.Limits{Events: 1000, Cuts: 10})
	v.d.Run()
	fmt.Printf("%+v\n", v.d.Stats)
}
