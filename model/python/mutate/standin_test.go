package mutate_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/agree"
	"github.com/condcheck/condcheck/model/python/control"
	"github.com/condcheck/condcheck/model/python/mutate"
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

// The stand-ins do on CPython what they do in the model: programs whose locks have
// been taken away come to the same outcomes.
func TestStandInAgrees(t *testing.T) {
	programs := []string{"lock_needed", "cancel_notified_waiter", "notify_by_outsider"}
	tried := 0
	for _, minor := range []int{8, 13} {
		in, ok := control.Newest(control.Find(), minor)
		if !ok {
			continue
		}
		s := in.NewSession()
		t.Cleanup(s.Close)
		for _, name := range programs {
			text, err := os.ReadFile("../../../testdata/" + name + ".py")
			if err != nil {
				t.Fatal(err)
			}
			tree, errs := syntax.Parse(source.NewFile(name, string(text)))
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "condcheck.py"), []byte(mutate.StandIn), 0o666); err != nil {
				t.Fatal(err)
			}
			for i, c := range mutate.Changes(tree) {
				if !c.NeedsStandIn {
					continue
				}
				tried++
				path := filepath.Join(dir, fmt.Sprintf("changed%d.py", i))
				changed := c.Apply(tree.File)
				if err := os.WriteFile(path, []byte(changed), 0o666); err != nil {
					t.Fatal(err)
				}
				_, err := agree.Compare(t.Context(), s, path, changed, model.Config{Schedule: model.FIFO}, agree.Limits{Executions: 60, Random: 20, Witnesses: 20})
				if err != nil {
					t.Errorf("3.%d, %s, %s at %v: %v\n%s", minor, name, c.Rule, c.Pos, err, changed)
				}
			}
		}
	}
	if tried == 0 {
		t.Skip("no CPython found: put one on PATH or set CONDCHECK_PYTHONS to a list of paths")
	}
}
