package mutate

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/model/python/control"
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the changes of the programs in testdata into their golden files")

func parse(t *testing.T, path string) *syntax.Module {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tree, errs := syntax.Parse(source.NewFile(filepath.Base(path), string(text)))
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return tree
}

func glob(t *testing.T, patterns ...string) (files []string) {
	t.Helper()
	for _, p := range patterns {
		found, err := filepath.Glob(p)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: got %d programs (%v), want some", p, len(found), err)
		}
		files = append(files, found...)
	}
	return files
}

// The changes of the programs here, each with what is added to the text and taken
// away, are as they were written down.
func TestGolden(t *testing.T) {
	for _, path := range glob(t, "testdata/*.py") {
		tree := parse(t, path)
		var b strings.Builder
		for _, list := range []struct {
			name    string
			changes []Change
		}{{"changes", Changes(tree)}, {"mendings", Mendings(tree)}} {
			fmt.Fprintf(&b, "== %s\n", list.name)
			for _, c := range list.changes {
				fmt.Fprintf(&b, "%v %s: %s: %s\n", c.Pos, c.Rule, c.Construct, c.What)
				for _, e := range c.edits {
					fmt.Fprintf(&b, "\t%v %q → %q\n", tree.File.Pos(e.start), tree.File.Text[e.start:e.end], e.text)
				}
			}
		}
		golden := strings.TrimSuffix(path, ".py") + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(b.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), b.String()); d != "" {
			t.Errorf("%s: changes (-want +got):\n%s", path, d)
		}
	}
}

// Every changed program is one: CPython compiles it. No change is dropped because
// it is none.
func TestChangedProgramsArePrograms(t *testing.T) {
	var texts []string
	for _, path := range glob(t, "../../../testdata/*.py", "../testdata/asyncio/*.py", "testdata/*.py") {
		tree := parse(t, path)
		p := newProgram(tree)
		for _, rule := range append(rules[:len(rules):len(rules)], mendingRules...) {
			rule(p)
		}
		for _, c := range p.changes {
			text := c.Apply(tree.File)
			if _, errs := syntax.Parse(source.NewFile(path, text)); len(errs) > 0 {
				t.Errorf("%s: %s at %v (%s): %v\n%s", path, c.Rule, c.Pos, c.What, errs, text)
			}
			texts = append(texts, text)
		}
	}
	texts = append(texts, standInAsyncio, standInThreading)
	interpreter, ok := control.Newest(control.Find(), 0)
	if !ok {
		t.Skip("no Python interpreter: put one on PATH, or set CONDCHECK_PYTHONS")
	}
	in, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), interpreter.Path, "-I", "-c",
		"import json, sys\nfor t in json.load(sys.stdin):\n    try: compile(t, 'x', 'exec')\n    except SyntaxError as e: print(e, t, sep='\\n')")
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.CombinedOutput()
	if err != nil || len(out) > 0 {
		t.Errorf("%s on %d changed programs: %v\n%s", interpreter.Path, len(texts), err, out)
	}
}
