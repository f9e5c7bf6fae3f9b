package mutate_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/model/python/mutate"
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

// The model takes the changed programs, too.
func TestChangedProgramsLoad(t *testing.T) {
	files, err := filepath.Glob("testdata/*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d programs (%v), want some", len(files), err)
	}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		tree, errs := syntax.Parse(source.NewFile(path, string(text)))
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		for _, c := range append(mutate.Changes(tree), mutate.Mendings(tree)...) {
			if _, err := python.Load(path, []byte(c.Apply(tree.File))); err != nil {
				t.Errorf("%s: %s at %v (%s): %v\n%s", path, c.Rule, c.Pos, c.What, err, c.Apply(tree.File))
			}
		}
	}
}
