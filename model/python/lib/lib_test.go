package lib_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/condcheck/condcheck/model/python/control"
	"github.com/condcheck/condcheck/model/python/lib"
	"github.com/google/go-cmp/cmp"
)

// TestText finds the text of every module by its name, and none by another's.
func TestText(t *testing.T) {
	for _, module := range lib.Modules() {
		name, text, ok := lib.Text(module)
		if file, err := os.ReadFile(name); !ok || err != nil || text != string(file) {
			t.Errorf("%s: got a text of %d bytes in %q, want that of the file (%v)", module, len(text), name, err)
		}
	}
	for _, module := range []string{"", "nothing", "asyncio.nothing", "asyncio.__init__", "collections.abc.abc", "locks"} {
		if name, _, ok := lib.Text(module); ok {
			t.Errorf("%s: got %s, want nothing", module, name)
		}
	}
}

// TestObject finds what a text was compiled to, and nothing for any other text.
func TestObject(t *testing.T) {
	for _, module := range lib.Modules() {
		_, text, _ := lib.Text(module)
		if lib.Object(module, text) == "" {
			t.Errorf("%s: got no object", module)
		}
		if lib.Object(module, text+"\n") != "" || lib.Object(module+".nothing", text) != "" {
			t.Errorf("%s: got an object for another text or module, want none", module)
		}
	}
}

// TestAgainstCPython runs programs on the interpreters found, once with their
// own library modules and once with those of this directory.
func TestAgainstCPython(t *testing.T) {
	interpreters := control.Find()
	if len(interpreters) == 0 {
		t.Skip("no Python interpreter: put one on PATH, or set CONDCHECK_PYTHONS")
	}
	programs, err := filepath.Glob("../testdata/lang/lib_*.py")
	if err != nil || len(programs) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	for _, in := range interpreters {
		if in.Minor < 8 {
			continue
		}
		t.Run(in.Version, func(t *testing.T) {
			t.Parallel()
			t.Logf("%s %s", in.Version, in.Path)
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, in.Path, append([]string{"-I", "../testdata/library.py", "."}, programs...)...)
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("library.py: %v\n%s", err, stderr.String())
			}
			n := 0
			s := bufio.NewScanner(bytes.NewReader(out))
			s.Buffer(nil, 1<<20)
			for ; s.Scan(); n++ {
				var r struct{ Program, Real, Ours string }
				if err := json.Unmarshal(s.Bytes(), &r); err != nil {
					t.Fatalf("library.py printed %q: %v", s.Text(), err)
				}
				if d := cmp.Diff(r.Real, r.Ours); d != "" {
					t.Errorf("%s: CPython's module (-) and ours (+):\n%s", filepath.Base(r.Program), d)
				}
			}
			if n == 0 {
				t.Error("library.py ran no program")
			}
		})
	}
}
