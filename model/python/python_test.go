package python

import (
	"errors"
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/compile"
	"github.com/condcheck/condcheck/model/source"
)

// modules is a loader of modules in memory.
func modules(texts map[string]string) Option {
	return WithLoader(func(name string) (string, error) {
		if text, ok := texts[name]; ok {
			return text, nil
		}
		return "", fs.ErrNotExist
	})
}

func TestComments(t *testing.T) {
	const text = `# condcheck: schedule=any python=3.12
x = 1  # want deadlock
x = 2  # want uncaught-exception schedule=any "a \"b\" \(c\)"
x = 3  # want it to be so
# want holds
`
	unit, err := Load("dir/x.py", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	wantDirectives := []model.Directive{
		{Key: "schedule", Value: "any", Pos: source.Pos{Line: 1, Col: 1}},
		{Key: "python", Value: "3.12", Pos: source.Pos{Line: 1, Col: 1}},
	}
	if diff := cmp.Diff(wantDirectives, unit.Directives); diff != "" {
		t.Errorf("directives differ (-want +got):\n%s", diff)
	}
	wantWants := []model.Want{
		{Property: "deadlock", Options: map[string]string{}, Pos: source.Pos{Line: 2, Col: 8}},
		{Property: "uncaught-exception", Options: map[string]string{"schedule": "any"}, Pattern: `a "b" \(c\)`, Pos: source.Pos{Line: 3, Col: 8}},
		{Property: "holds", Options: map[string]string{}, Pos: source.Pos{Line: 5, Col: 1}},
	}
	if diff := cmp.Diff(wantWants, unit.Wants); diff != "" {
		t.Errorf("wants differ (-want +got):\n%s", diff)
	}
}

func TestMalformedComments(t *testing.T) {
	for _, text := range []string{
		"# condcheck: schedule",
		"# condcheck: =any",
		"# want deadlock soon",
		`# want deadlock "unclosed`,
		`# want deadlock "(" `,
		`# want deadlock "a" b`,
		"# want deadlock a=1 a=2",
		"# want a-name schedule=",
	} {
		_, err := Load("x.py", []byte("x = 1\n"+text+"\n"))
		var list Errors
		if !errors.As(err, &list) {
			t.Errorf("%s: got %v, want Errors", text, err)
			continue
		}
		if got := list[0].Err.Span.Start; got != (source.Pos{Line: 2, Col: 1}) {
			t.Errorf("%s: got place %v, want 2:1", text, got)
		}
	}
}

func TestModules(t *testing.T) {
	unit, err := Load("dir/main.py", []byte("import helpers, pkg.sub\nfrom pkg import other as o\nprint(helpers.f(pkg.sub.x, o.y))\n"), modules(map[string]string{
		"helpers":      "from math import floor\ndef f(a, b): return a\n",
		"pkg.__init__": "from . import sub\n",
		"pkg.sub":      "from .other import y as x\n",
		"pkg.other":    "y = 1\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if err := compile.Verify(unit.Source); err != nil {
		t.Error(err)
	}
	var names, files []string
	for _, m := range unit.Source.Modules {
		names = append(names, m.Name)
		files = append(files, m.File.Name)
	}
	if diff := cmp.Diff([]string{"__main__", "helpers", "math", "pkg", "pkg.sub", "pkg.other"}, names[:min(len(names), 6)]); diff != "" {
		t.Errorf("modules differ (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"dir/main.py", "dir/helpers.py", "<math.py>", "dir/pkg/__init__.py", "dir/pkg/sub.py", "dir/pkg/other.py"}, files[:min(len(files), 6)]); diff != "" {
		t.Errorf("files differ (-want +got):\n%s", diff)
	}
}

// TestErrorsOfModules checks that errors come with their files, those of the
// program's own file first.
func TestErrorsOfModules(t *testing.T) {
	_, err := Load("main.py", []byte("import helpers\nhelpers.nope\nnope\n"), modules(map[string]string{"helpers": "x = = 1\n"}))
	if got, want := err.Error(), "helpers.py:1:5: "; err == nil || got[:len(want)] != want {
		t.Errorf("got %q, want an error at %s", got, want)
	}
	_, err = Load("main.py", []byte("import helpers\nhelpers.nope\nxyzzy\n"), modules(map[string]string{"helpers": "noppe = no\n"}))
	var got []string
	var list Errors
	if !errors.As(err, &list) {
		t.Fatalf("got %v, want Errors", err)
	}
	for _, e := range list {
		got = append(got, e.Error())
	}
	want := []string{
		"main.py:2:9: module helpers has no name nope (did you mean helpers.noppe?)",
		"main.py:3:1: name xyzzy is not defined",
		"helpers.py:1:9: name no is not defined",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("errors differ (-want +got):\n%s", diff)
	}
	_, err = Load("main.py", []byte("import helpers\n"), WithLoader(func(string) (string, error) { return "", errors.New("disk on fire") }))
	if err == nil || err.Error() != "main.py:1:8: disk on fire" {
		t.Errorf("got %v, want the loader's error at the import", err)
	}
}
