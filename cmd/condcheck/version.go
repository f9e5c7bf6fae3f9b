package main

import (
	"fmt"
	"runtime/debug"
)

// version prints the module's version, as the go command stamped it.
func version(e *env, args []string) int {
	if len(args) > 0 {
		return usage(e, fmt.Sprintf("version: got %q, want no arguments", args[0]))
	}
	fmt.Fprintln(e.stdout, "condcheck", moduleVersion())
	return exitHolds
}

func moduleVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
