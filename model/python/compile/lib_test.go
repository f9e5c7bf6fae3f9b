package compile

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/model/python/control"
	"github.com/condcheck/condcheck/model/source"
)

// pythons returns the interpreters found, and skips the test if there is none.
func pythons(t *testing.T) []control.Interpreter {
	t.Helper()
	found := control.Find()
	if len(found) == 0 {
		t.Skip("no Python interpreter found: set CONDCHECK_PYTHONS to a list of paths")
	}
	return found
}

// compileLoosely compiles a text in which the model may lack modules and
// names, and verifies the code. It returns what was refused beside those.
func compileLoosely(name, text string) (refused []Error, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	src, errs := Program(File{File: source.NewFile(name, text)}, Options{Builtin: func(string) bool { return true }, partial: true})
	for _, e := range errs {
		switch e.Err.Code {
		case CodeImport, CodeUndefined, CodeUnmodelled, CodeBuiltin, CodeFileIO, "complex", "super", "template-string":
		default:
			refused = append(refused, e)
		}
	}
	if len(refused) > 0 || len(src.Modules) == 0 {
		return refused, nil
	}
	return refused, Verify(src)
}

// TestLibrary compiles Python's own library and verifies the code: that of the
// newest interpreter, or of all if CONDCHECK_ALL_OF_LIB is set.
func TestLibrary(t *testing.T) {
	found := pythons(t)
	if os.Getenv("CONDCHECK_ALL_OF_LIB") == "" {
		found = found[len(found)-1:]
	}
	for _, python := range found {
		if python.Minor < 8 {
			continue // async was a name then
		}
		out, err := exec.Command(python.Path, "-c", "import os; print(os.path.dirname(os.__file__))").Output()
		if err != nil {
			t.Logf("%s: %v", python.Path, err)
			continue
		}
		dir := strings.TrimSpace(string(out))
		patterns := []string{"*.py", "asyncio/*.py", "concurrent/futures/*.py", "collections/*.py", "test/test_grammar.py", "test/test_patma.py", "test/test_coroutines.py", "test/test_exception_group.py", "test/test_except_star.py"}
		if os.Getenv("CONDCHECK_ALL_OF_LIB") != "" {
			patterns = append(patterns, "*/*.py", "*/*/*.py")
		}
		files := 0
		for _, pat := range patterns {
			paths, _ := filepath.Glob(filepath.Join(dir, pat))
			for _, path := range paths {
				text, err := os.ReadFile(path)
				if err != nil {
					t.Error(err)
					continue
				}
				refused, err := compileLoosely(path, string(text))
				if err != nil {
					t.Errorf("%s: %v", path, err)
				}
				if strings.Contains(path, "/bad") || strings.HasSuffix(path, "/test_super.py") || strings.Contains(path, "lib2to3/tests") {
					continue
				}
				for _, e := range refused {
					t.Errorf("%v [%s], but CPython compiles it", e, e.Err.Code)
				}
				files++
			}
		}
		t.Logf("%s: %d files of %s", python.Path, files, dir)
	}
}
