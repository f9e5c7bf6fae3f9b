package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/model/python/control"
)

// wantsHolds matches what says that a program holds as CPython runs it.
var wantsHolds = regexp.MustCompile(`(?m)^# want holds( profile=cpython)?$`)

var agreesThere = regexp.MustCompile(`CPython 3[^\n]*: agrees at each of \d+ steps?, (and is stuck there too|and ends as it does|up to the violation)`)

// Every violation of a shipped program with threads is shown on an interpreter by
// condcheck replay --on, as it was found by condcheck verify; each on one of them
// in turn.
func TestShippedThreadsOnInterpreters(t *testing.T) {
	var pythons []control.Interpreter
	for _, in := range control.Find() {
		if minMinor <= in.Minor && in.Minor <= maxMinor {
			pythons = append(pythons, in)
		}
	}
	if len(pythons) == 0 {
		t.Skip("no CPython 3.8 to 3.14 found on PATH or in CONDCHECK_PYTHONS")
	}
	files, err := filepath.Glob("../../testdata/thread_*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("testdata: got %d programs (%v), want some", len(files), err)
	}
	run := func(args ...string) (int, string) {
		var out bytes.Buffer
		e := &env{ctx: t.Context(), stdout: &out, stderr: &out, getenv: func(string) string { return "" }, load: load}
		return dispatch(e, args), out.String()
	}
	shown := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if wantsHolds.Match(text) {
			continue
		}
		in := pythons[shown%len(pythons)]
		shown++
		t.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(t *testing.T) {
			trace := filepath.Join(t.TempDir(), "trace.json")
			version := fmt.Sprintf("3.%d", in.Minor)
			if code, out := run("verify", "--python", version, "--trace-out", trace, file); code != exitViolated {
				t.Fatalf("verify: got exit code %d, want %d:\n%s", code, exitViolated, out)
			}
			code, out := run("replay", "--on", in.Path, trace)
			if code != exitViolated || !agreesThere.MatchString(out) {
				t.Errorf("replay on CPython %s: got exit code %d, want %d and agreement:\n%s", in.Version, code, exitViolated, out)
			}
		})
	}
	if shown == 0 {
		t.Error("got no program that does not hold, want some")
	}
}
