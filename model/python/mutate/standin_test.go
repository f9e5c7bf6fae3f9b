package mutate_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/agree"
	"github.com/condcheck/condcheck/model/python/control"
	"github.com/condcheck/condcheck/model/python/mutate"
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

// The stand-ins do on CPython what they do in the model: programs whose locks have
// been taken away come to the same outcomes. Those with threads are not forced along
// the model's witnesses: the stand-ins' own code has places where to stop.
func TestStandInAgrees(t *testing.T) {
	programs := map[string][]int{ // the versions of Python
		"lock_needed": {8, 13}, "cancel_notified_waiter": {8, 13}, "notify_by_outsider": {8, 13},
		"thread_while_recheck": {16}, "thread_timed_out_waiter_passes_on": {8},
	}
	sessions := make(map[int]*control.Session)
	for _, minor := range []int{8, 13} {
		if in, ok := control.Newest(control.Find(), minor); ok {
			sessions[minor] = in.NewSession()
			t.Cleanup(sessions[minor].Close)
		}
	}
	tried := 0
	for name, minors := range programs {
		text, err := os.ReadFile("../../../testdata/" + name + ".py")
		if err != nil {
			t.Fatal(err)
		}
		tree, errs := syntax.Parse(source.NewFile(name, string(text)))
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		dir := t.TempDir()
		for module, text := range mutate.StandIns {
			if err := os.WriteFile(filepath.Join(dir, module+".py"), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		limits := agree.Limits{Executions: 60, Random: 20, Witnesses: 20}
		if strings.HasPrefix(name, "thread_") {
			limits.Witnesses = -1
		}
		for i, c := range mutate.Changes(tree) {
			if c.StandIn == "" {
				continue
			}
			path := filepath.Join(dir, fmt.Sprintf("changed%d.py", i))
			changed := c.Apply(tree.File)
			if err := os.WriteFile(path, []byte(changed), 0o666); err != nil {
				t.Fatal(err)
			}
			for _, minor := range minors {
				if sessions[minor] == nil {
					continue
				}
				tried++
				if _, err := agree.Compare(t.Context(), sessions[minor], path, changed, model.Config{Schedule: model.FIFO}, limits); err != nil {
					t.Errorf("3.%d, %s, %s at %v: %v\n%s", minor, name, c.Rule, c.Pos, err, changed)
				}
			}
		}
	}
	if tried == 0 {
		t.Skip("no CPython found: put one on PATH or set CONDCHECK_PYTHONS to a list of paths")
	}
}
