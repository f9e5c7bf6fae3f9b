package compile

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/condcheck/condcheck/model/source"
)

var update = flag.Bool("update", false, "write the golden files")

// loadLib finds the library modules of testdata/lib alone.
func loadLib(name string, _ File) (*File, error) {
	text, err := os.ReadFile("testdata/lib/" + name + ".py")
	if err != nil {
		return nil, nil
	}
	return &File{File: source.NewFile(name+".py", string(text)), Library: true}, nil
}

// testBuiltin has the builtins that the tests use, whatever the machine has.
func testBuiltin(name string) bool {
	switch name {
	case "clock.tick", "clock.Timer", "asyncio._refuse":
		return true
	}
	return !strings.Contains(name, ".") && stdNames()["builtins"][name] && advice[name] == ""
}

// TestDisassemble compares the code of each program in testdata/dis with the
// listing beside it.
func TestDisassemble(t *testing.T) {
	paths, err := filepath.Glob("testdata/dis/*.py")
	if err != nil || len(paths) == 0 {
		t.Fatalf("got no programs in testdata/dis (%v)", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			src, errs := Program(File{File: source.NewFile(path, string(text))}, Options{Load: loadLib, Builtin: testBuiltin})
			for _, e := range errs {
				t.Error(e)
			}
			if src == nil {
				return
			}
			if err := Verify(src); err != nil {
				t.Error(err)
			}
			var b strings.Builder
			if err := Disassemble(&b, src); err != nil {
				t.Fatal(err)
			}
			golden := strings.TrimSuffix(path, ".py") + ".dis"
			if *update {
				if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Errorf("listing differs (-want +got), go test -run %s -update writes it:\n%s", t.Name(), diff)
			}
		})
	}
}
