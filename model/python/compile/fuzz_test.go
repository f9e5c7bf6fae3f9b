package compile

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzProgram compiles any text: it must be refused or give code that Verify
// accepts.
func FuzzProgram(f *testing.F) {
	for _, pat := range []string{"testdata/dis/*.py", "testdata/errors/*.py", "testdata/agree.txt"} {
		paths, err := filepath.Glob(pat)
		if err != nil || len(paths) == 0 {
			f.Fatalf("got no files for %s (%v)", pat, err)
		}
		for _, p := range paths {
			text, err := os.ReadFile(p)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(text))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := compileLoosely("fuzz.py", text); err != nil {
			t.Errorf("%v in:\n%s", err, text)
		}
	})
}
