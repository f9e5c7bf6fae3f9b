package syntax

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/model/python/control"
	"github.com/condcheck/condcheck/model/source"
)

// A reference is a running CPython that parses texts for comparison.
type reference struct {
	control.Interpreter
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

type request struct {
	Path  string `json:"path,omitempty"`
	Hex   string `json:"hex,omitempty"`
	Brief bool   `json:"brief,omitempty"` // no tree, only whether there is one
}

type reply struct {
	Tree  *string
	Error string
}

// references starts every CPython found from 3.8 on, and ends them with the
// test.
func references(t testing.TB) []*reference {
	var list []*reference
	for _, in := range control.Find() {
		if in.Minor < 8 {
			continue
		}
		cmd := exec.Command(in.Path, "-E", "-s", filepath.Join("testdata", "dump.py"))
		stdin, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		stdout, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatalf("%v: %v", in, err)
		}
		r := &reference{in, cmd, stdin, bufio.NewReaderSize(stdout, 1<<20)}
		t.Cleanup(func() {
			r.in.Close()
			if err := r.cmd.Wait(); err != nil {
				t.Errorf("%v: %v", r.Interpreter, err)
			}
		})
		list = append(list, r)
	}
	if len(list) == 0 {
		t.Skip("no CPython from 3.8 on found: put python3 on PATH or list interpreters in CONDCHECK_PYTHONS")
	}
	return list
}

func (r *reference) ask(t testing.TB, q request) reply {
	t.Helper()
	line, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.in.Write(append(line, '\n')); err != nil {
		t.Fatalf("%v: %v", r.Interpreter, err)
	}
	line, err = r.out.ReadBytes('\n')
	if err != nil {
		t.Fatalf("%v: asked for %.200v: %v", r.Interpreter, q, err)
	}
	var a reply
	if err := json.Unmarshal(line, &a); err != nil {
		t.Fatalf("%v: %v", r.Interpreter, err)
	}
	return a
}

func (r *reference) text(t testing.TB, text string) reply {
	t.Helper()
	return r.ask(t, request{Hex: hex.EncodeToString([]byte(text))})
}

// library is the directory of the interpreter's own Python sources.
func (r *reference) library(t testing.TB) string {
	out, err := exec.Command(r.Path, "-E", "-s", "-c", "import os; print(os.path.dirname(os.__file__))").Output()
	if err != nil {
		t.Fatalf("%v: %v", r.Interpreter, err)
	}
	return strings.TrimSpace(string(out))
}

// core and sample are the sources of the standard library that are compared:
// core with every CPython, sample besides with the newest. With CONDCHECK_LIB=all
// in the environment all sources are.
var core = []string{
	"asyncio/*.py", "threading.py", "queue.py", "contextlib.py", "dataclasses.py", "test/test_grammar.py", "test/test_fstring.py",
}

var sample = []string{
	"concurrent/futures/*.py", "collections/__init__.py", "enum.py", "functools.py", "typing.py", "ast.py", "dis.py", "datetime.py", "_pydecimal.py",
	"test/test_patma.py", "test/test_syntax.py", "test/test_named_expressions.py",
	"test/test_type_params.py", "test/test_except_star.py", "test/test_positional_only_arg.py", "test/test_string_literals.py",
	"test/test_unpack_ex.py", "test/test_coroutines.py", "test/test_unicode_identifiers.py", "test/test_tstring.py",
	"test/encoded_modules/*.py", "test/tokenizedata/*",
}

func (r *reference) files(t testing.TB, patterns ...string) []string {
	lib := r.library(t)
	var list []string
	if os.Getenv("CONDCHECK_LIB") == "all" {
		err := filepath.WalkDir(lib, func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(path, ".py") {
				list = append(list, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	for _, pattern := range patterns {
		found, err := filepath.Glob(filepath.Join(lib, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if st, err := os.Stat(f); err == nil && !st.IsDir() {
				list = append(list, f)
			}
		}
	}
	return list
}

// TestAgreeLibrary compares trees and places with those of every CPython, over
// the sources of its standard library.
func TestAgreeLibrary(t *testing.T) {
	refs := references(t)
	for i, r := range refs {
		t.Run(r.Version, func(t *testing.T) {
			files := r.files(t, core...)
			if i == len(refs)-1 && os.Getenv("CONDCHECK_LIB") != "all" {
				files = append(files, r.files(t, sample...)...)
			}
			compared := 0
			for _, path := range files {
				text, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				m, errs := Parse(source.NewFile(path, string(text)))
				a := r.ask(t, request{Path: path})
				switch {
				case a.Tree == nil && len(errs) == 0:
					if filepath.Base(path) == "bad_coding2.py" {
						continue // utf8 for utf-8 beside a byte order mark: refused since 3.11 only
					}
					t.Errorf("%s: got a tree, %v says %s", path, r.Interpreter, a.Error)
				case a.Tree != nil && len(errs) > 0:
					t.Errorf("%s: got %v, %v has a tree", path, errs, r.Interpreter)
				case a.Tree != nil:
					compared++
					if got := dump(m, r.Minor); got != *a.Tree {
						t.Errorf("%s: %s", path, firstDifference(got, *a.Tree))
					}
				}
			}
			t.Logf("%v: %d files, %d trees compared", r.Interpreter, len(files), compared)
		})
	}
}

// firstDifference shows the first lines in which two dumps differ.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			from := max(0, i-4)
			return fmt.Sprintf("trees differ after\n%s\ngot  %s\nwant %s", strings.Join(g[from:i], "\n"), g[i], w[i])
		}
	}
	return fmt.Sprintf("got %d lines, want %d", len(g), len(w))
}

// brief asks only whether text is accepted.
func (r *reference) brief(t testing.TB, text string) reply {
	t.Helper()
	return r.ask(t, request{Hex: hex.EncodeToString([]byte(text)), Brief: true})
}
