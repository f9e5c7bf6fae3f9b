package python_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/model/python/control"
)

var interpreters = sync.OnceValue(func() (list []control.Interpreter) {
	for _, in := range control.Find() {
		if in.Minor >= 8 {
			list = append(list, in)
		}
	}
	return list
})

// runModel runs a program in which nothing is left open on the machine and
// returns what it prints, with the last line of the traceback if it fails.
func runModel(name string, src []byte, minor int) (out string, err error) {
	// A choice at the start keeps the machine from running the program while it
	// is linked, when nothing is recorded.
	unit, err := python.Load(name, append([]byte("for _ in {'a', 'b'}: break\n"), src...))
	if err != nil {
		return "", err
	}
	prog, err := model.Link(unit.Source)
	if err != nil {
		return "", err
	}
	sys := prog.System(model.Config{Minor: minor})
	m := sys.NewMachine()
	var steps []model.Step
	var end *model.End
	for state := model.State(nil); end == nil; {
		next := model.State(nil)
		end, err = m.Expand(state, func(s *model.Successor) bool {
			steps = append(steps, s.Step)
			next = append(model.State(nil), s.State...)
			return false
		})
		if err != nil {
			return "", err
		}
		if len(steps) > 10000 {
			return "", fmt.Errorf("the program goes on for more than %d steps", len(steps))
		}
		state = next
	}
	run, err := sys.Record(steps)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, s := range run.Steps {
		for _, e := range s.Events {
			if e.Kind == model.EvPrint {
				b.WriteString(e.Text)
			}
		}
	}
	if st := end.Outcome.Status; st != "ok" {
		fmt.Fprintf(&b, "%s\n", st)
	}
	return b.String(), nil
}

// runReal runs a program on the real CPython.
func runReal(in control.Interpreter, path string) (string, error) {
	// Not by its path: its directory has files that are called like modules.
	src, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	cmd := exec.Command(in.Path, "-X", "utf8", "-W", "ignore", "-c", string(src))
	cmd.Env = append(os.Environ(), "PYTHONHASHSEED=0", "PYTHONDONTWRITEBYTECODE=1")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		lines := strings.Split(strings.TrimSpace(errs.String()), "\n")
		last, _, _ := strings.Cut(lines[len(lines)-1], ":")
		fmt.Fprintf(&out, "exception:%s\n", last)
	}
	return out.String(), nil
}

// since returns the CPython version from which on a program runs: its name ends
// in _N for 3.N.
func since(path string) int {
	n := 8
	name := strings.TrimSuffix(filepath.Base(path), ".py")
	if i := strings.LastIndexByte(name, '_'); i >= 0 {
		fmt.Sscanf(name[i+1:], "%d", &n)
	}
	return n
}

// raised matches the line that a program prints for an exception.
var raised = regexp.MustCompile(`(?m)^(\w+(?:Error|Iteration|Exit)) .*$`)

// TestLanguage runs the programs of testdata/lang on the machine and on every
// CPython found: both print the same.
func TestLanguage(t *testing.T) {
	found := interpreters()
	if len(found) == 0 {
		t.Skip("no CPython found: set CONDCHECK_PYTHONS to a list of interpreters")
	}
	t.Logf("comparing with %v", found)
	files, err := filepath.Glob("testdata/lang/*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs in testdata/lang: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, in := range found {
				if in.Minor < since(file) {
					continue
				}
				want, err := runReal(in, file)
				if err != nil {
					t.Fatal(err)
				}
				got, err := runModel(file, src, in.Minor)
				if err != nil {
					t.Fatalf("machine as 3.%d: %v", in.Minor, err)
				}
				if in.Minor < 13 {
					// The machine speaks as 3.13 does.
					want, got = raised.ReplaceAllString(want, "$1"), raised.ReplaceAllString(got, "$1")
				}
				if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" {
					t.Errorf("%s and the machine print different things (-%s +machine):\n%s", file, in.Version, diff)
				}
			}
		})
	}
}
