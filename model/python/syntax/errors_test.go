package syntax

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/model/source"
	"github.com/google/go-cmp/cmp"
)

// wantError is an expectation: # error "regexp" at the end of the line that
// the error begins in, or # error@LINE where that line cannot carry it. The
// regexp is matched against "CODE MESSAGE (HINT)".
var wantError = regexp.MustCompile(`# error(?:@(\d+))? ("(?:[^"\\]|\\.)*")`)

// A chunk is one erroneous text of a file of many, which lines of --- part.
type chunk struct {
	line int // of the file, before its first
	text string
}

func chunks(t testing.TB, path string) []chunk {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []chunk
	line := 0
	for _, part := range strings.SplitAfter(string(text), "\n---\n") {
		body := strings.TrimSuffix(part, "---\n")
		list = append(list, chunk{line, body})
		line += strings.Count(part, "\n")
	}
	return list
}

func errorFiles(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/errors/*.py")
	if err != nil || len(paths) == 0 {
		t.Fatalf("got %d files in testdata/errors, want some (%v)", len(paths), err)
	}
	return paths
}

// TestErrors compares the errors of every chunk with what it says of them.
func TestErrors(t *testing.T) {
	for _, path := range errorFiles(t) {
		for _, c := range chunks(t, path) {
			want := map[int]*regexp.Regexp{}
			for i, line := range strings.Split(c.text, "\n") {
				if m := wantError.FindStringSubmatch(line); m != nil {
					at := i + 1
					if m[1] != "" {
						at, _ = strconv.Atoi(m[1])
					}
					s, err := strconv.Unquote(m[2])
					if err != nil {
						t.Fatalf("%s:%d: %v", path, c.line+i+1, err)
					}
					want[at] = regexp.MustCompile(s)
				}
			}
			if len(want) == 0 {
				t.Errorf("%s:%d: got a chunk without # error, want one", path, c.line+1)
			}
			_, errs := Parse(source.NewFile(path, c.text))
			for _, e := range errs {
				n := int(e.Span.Start.Line)
				text := fmt.Sprintf("%s %s", e.Code, e.Msg)
				if e.Hint != "" {
					text += " (" + e.Hint + ")"
				}
				re := want[n]
				delete(want, n)
				switch {
				case re == nil:
					t.Errorf("%s:%d: got error %q, want none", path, c.line+n, text)
				case !re.MatchString(text):
					t.Errorf("%s:%d: got error %q, want %q", path, c.line+n, text, re)
				}
			}
			for n, re := range want {
				t.Errorf("%s:%d: got no error, want %q", path, c.line+n, re)
			}
		}
	}
}

// TestAgreeErrors checks that every CPython rejects every chunk as well.
func TestAgreeErrors(t *testing.T) {
	for _, r := range references(t) {
		for _, path := range errorFiles(t) {
			for _, c := range chunks(t, path) {
				if a := r.text(t, c.text); a.Tree != nil {
					t.Errorf("%s:%d: got errors, %v has a tree:\n%s", path, c.line+1, r.Interpreter, c.text)
				}
			}
		}
	}
}

// TestErrorLimits checks how many errors are reported and in what order.
func TestErrorLimits(t *testing.T) {
	_, errs := Parse(source.NewFile("x.py", strings.Repeat("x = = 1; y = = 2\n", 30)))
	var lines []int32
	for _, e := range errs {
		lines = append(lines, e.Span.Start.Line)
	}
	if diff := cmp.Diff([]int32{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, lines); diff != "" {
		t.Errorf("lines of errors, -want +got:\n%s", diff)
	}
	if got, want := errs.Error(), "1:5: got '=', want an expression after '=' (write '==' to compare) (and 9 more)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if ErrorList(nil).Err() != nil || errs.Err() == nil {
		t.Error("Err: got an error for an empty list, or none for a full one")
	}
}
