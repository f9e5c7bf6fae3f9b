package main

import (
	"flag"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var updateScripts = flag.Bool("update", false, "write what commands print into the scripts' expectations")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"condcheck": func() { os.Exit(run()) }})
}

// TestScripts runs the command on real programs; each file in testdata/script
// is a session.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", UpdateScripts: *updateScripts, RequireExplicitExec: true})
}
