// Command condcheck explores every scheduling of a concurrent Python program.
//
// Each subcommand has a file of its own; this one picks the subcommand and maps
// what it returns to an exit code.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/pflag"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
)

// Exit codes. They never depend on the output format.
const (
	exitHolds       = 0   // every execution was searched and nothing was found
	exitViolated    = 1   // a property is violated
	exitUnchecked   = 2   // usage, syntax, unsupported construct, I/O
	exitUnknown     = 3   // a limit was met and nothing was found
	exitInterrupted = 130 // interrupted before anything could be said
)

// An env is what a subcommand may touch of the world.
type env struct {
	ctx    context.Context
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	getenv func(string) string
	load   func(path string) (*unit, []report.Diagnostic)
}

// A command is a subcommand.
type command struct {
	name, args, short string
	run               func(*env, []string) int
}

func commands() []command {
	return []command{
		{"verify", "FILE|DIR…", "explore every scheduling; say holds, violated or unknown", verify},
		{"why", "FILE", "say which locks, loops and notifies a program needs, and what breaks without", why},
		{"outcomes", "FILE", "list every final state, each with a witness", outcomes},
		{"replay", "TRACE", "run a counterexample again, step by step", replay},
		{"test", "[PACKAGE…] [go test flags]", "explore every interleaving of Go tests", goTest},
		{"help", "[TOPIC]", "explain a command or a topic", help},
		{"version", "", "print the version", version},
	}
}

func main() {
	growStack(0)
	beginCalmly()
	os.Exit(run())
}

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second interrupt ends the process the usual way.
	context.AfterFunc(ctx, stop)
	out := &resultWriter{Writer: os.Stdout}
	code := dispatch(&env{ctx: ctx, stdin: os.Stdin, stdout: out, stderr: os.Stderr, getenv: os.Getenv, load: load}, os.Args[1:])
	if out.err != nil && code != exitUnchecked {
		fmt.Fprintf(os.Stderr, "condcheck: the result could not be written: %v\n", out.err)
		return exitUnchecked
	}
	return code
}

// dispatch runs the subcommand that the arguments name and returns the exit
// code.
func dispatch(e *env, args []string) int {
	if len(args) == 0 {
		overview(e.stdout)
		return exitUnchecked
	}
	switch args[0] {
	case "-h", "--help":
		return help(e, args[1:])
	case "--version":
		return version(e, nil)
	}
	var names []string
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(e, args[1:])
		}
		names = append(names, c.name)
	}
	msg := fmt.Sprintf("got command %q, want one of %s", args[0], joinNames(names))
	if _, err := os.Stat(args[0]); err == nil {
		msg += fmt.Sprintf("; to check this file, type: condcheck verify %s", args[0])
	} else if s := nearest(args[0], names); s != "" {
		msg += fmt.Sprintf("; did you mean %q?", s)
	}
	return usage(e, msg)
}

// usage reports a wrong command line.
func usage(e *env, msg string) int {
	fmt.Fprintf(e.stderr, "condcheck: %s\n", msg)
	return exitUnchecked
}

// parse parses a subcommand's flags. If it returns false, the command ends with
// the code.
func parse(e *env, fs *pflag.FlagSet, topic string, args []string) (code int, ok bool) {
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	switch err := fs.Parse(args); {
	case errors.Is(err, pflag.ErrHelp):
		return help(e, []string{topic}), false
	case err != nil:
		return usage(e, fmt.Sprintf("%s: %v; see condcheck help %s", topic, err, topic)), false
	}
	return 0, true
}
