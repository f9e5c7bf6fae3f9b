package syntax

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/condcheck/condcheck/model/source"
)

// acceptFiles are the files of testdata/accept with the minor version of
// Python that each needs.
func acceptFiles(t testing.TB) map[string]int {
	t.Helper()
	paths, err := filepath.Glob("testdata/accept/*.py")
	if err != nil || len(paths) == 0 {
		t.Fatalf("got %d files in testdata/accept, want some (%v)", len(paths), err)
	}
	files := map[string]int{}
	for _, p := range paths {
		minor := 0
		if _, err := fmt.Sscanf(filepath.Base(p), "py3%d.py", &minor); err != nil {
			t.Fatalf("%s: got a name that does not say the version, want py3NN.py: %v", p, err)
		}
		files[p] = minor
	}
	return files
}

// TestAccept parses what is Python in some version.
func TestAccept(t *testing.T) {
	for path := range acceptFiles(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range second(Parse(source.NewFile(path, string(text)))) {
			t.Errorf("%s:%v", path, e)
		}
	}
}

func second(_ *Module, errs ErrorList) ErrorList { return errs }

// TestAgreeAccept compares the trees of the same files with those of every
// CPython that is new enough.
func TestAgreeAccept(t *testing.T) {
	for _, r := range references(t) {
		for path, minor := range acceptFiles(t) {
			if minor > r.Minor {
				continue
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			m, errs := Parse(source.NewFile(path, string(text)))
			if len(errs) > 0 {
				t.Fatalf("%s:%v", path, errs)
			}
			a := r.ask(t, request{Path: path})
			if a.Tree == nil {
				t.Errorf("%s: got a tree, %v says %s", path, r.Interpreter, a.Error)
			} else if got := dump(m, r.Minor); got != *a.Tree {
				t.Errorf("%s: %v: %s", path, r.Interpreter, firstDifference(got, *a.Tree))
			}
		}
	}
}
