package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/condcheck/condcheck/model/python/control"
)

var updateScripts = flag.Bool("update", false, "write what commands print into the scripts' expectations")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"condcheck": func() { os.Exit(run()) }})
}

// TestScripts runs the command on real programs; each file in testdata/script
// is a session.
func TestScripts(t *testing.T) {
	pythons := control.Find()
	if len(pythons) == 0 {
		t.Log("no CPython found on PATH or in CONDCHECK_PYTHONS: what needs one is left out")
	}
	var paths []string
	for _, in := range pythons {
		paths = append(paths, in.Path)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", UpdateScripts: *updateScripts, RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("CONDCHECK_PYTHONS", strings.Join(paths, string(filepath.ListSeparator)))
			for name, value := range goEnv(t) {
				e.Setenv(name, value)
			}
			if in, ok := control.Newest(pythons, 0); ok {
				e.Setenv("NEWEST", in.Path)
			}
			return nil
		},
		// [python] is true if there is an interpreter, [python:13] if there is a 3.13.
		Condition: func(cond string) (bool, error) {
			name, version, _ := strings.Cut(cond, ":")
			minor, err := strconv.Atoi(version)
			if name != "python" || version != "" && err != nil {
				return false, fmt.Errorf("got condition %q, want python or python:13", cond)
			}
			_, ok := control.Newest(pythons, minor)
			return ok, nil
		},
	})
}

// goEnv returns what the go command needs to know within a script.
func goEnv(t *testing.T) map[string]string {
	out, err := exec.Command("go", "env", "-json", "GOCACHE", "GOMODCACHE", "GOPROXY", "GOSUMDB", "GONOSUMDB", "GOFLAGS").Output()
	if err != nil {
		t.Fatalf("go env: %v", err)
	}
	env := make(map[string]string)
	if err := json.Unmarshal(out, &env); err != nil {
		t.Fatal(err)
	}
	return env
}
