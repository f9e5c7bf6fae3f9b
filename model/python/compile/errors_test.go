package compile

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

var wantError = regexp.MustCompile(`# error "((?:[^"\\]|\\.)*)"`)

// TestErrors compiles the programs in testdata/errors: every error is announced
// by a comment `# error "regexp"` on its line, several by several.
func TestErrors(t *testing.T) {
	paths, err := filepath.Glob("testdata/errors/*.py")
	if err != nil || len(paths) == 0 {
		t.Fatalf("got no programs in testdata/errors (%v)", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			file := source.NewFile(path, string(text))
			src, errs := Program(File{File: file}, Options{Load: loadLib, Builtin: testBuiltin, Modules: func() []string { return []string{"asyncio", "clock"} }, partial: true})
			if src == nil {
				t.Fatal("got no source, want one for partial compilation")
			}
			found := map[int][]syntax.Error{}
			for _, e := range errs {
				line := int(e.Err.Span.Start.Line)
				found[line] = append(found[line], e.Err)
			}
			for n := 1; n <= file.Lines(); n++ {
				wants := wantError.FindAllStringSubmatch(file.Line(n), -1)
				for _, w := range wants {
					if !take(found, n, regexp.MustCompile(w[1])) {
						t.Errorf("%s:%d: got %v, want an error that matches %q", path, n, messages(found[n]), w[1])
					}
				}
				for _, e := range found[n] {
					t.Errorf("%s:%v [%s], want no such error", path, e, e.Code)
				}
			}
		})
	}
}

// take removes an error that re matches from those of line n.
func take(found map[int][]syntax.Error, n int, re *regexp.Regexp) bool {
	for i, e := range found[n] {
		text := e.Msg
		if e.Hint != "" {
			text = fmt.Sprintf("%s (%s)", e.Msg, e.Hint)
		}
		if re.MatchString(text) {
			found[n] = append(found[n][:i:i], found[n][i+1:]...)
			return true
		}
	}
	return false
}

func messages(errs []syntax.Error) []string {
	var all []string
	for _, e := range errs {
		all = append(all, e.Msg)
	}
	return all
}
