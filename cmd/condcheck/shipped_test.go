package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// Every program that the project ships says what is to be found in it, and that
// is what is found.
func TestShippedPrograms(t *testing.T) {
	files, err := filepath.Glob("../../testdata/*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("testdata: got %d programs (%v), want some", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(t *testing.T) {
			var out bytes.Buffer
			e := &env{ctx: t.Context(), stdout: &out, stderr: &out, getenv: func(string) string { return "" }, load: load}
			if code := dispatch(e, []string{"verify", "--check-wants", file}); code != exitHolds {
				t.Errorf("got exit code %d, want %d:\n%s", code, exitHolds, out.String())
			}
		})
	}
}

// Every counterexample that is shown for a shipped program replays: its run ends
// in what it was found for.
func TestShippedCounterexamplesReplay(t *testing.T) {
	files, err := filepath.Glob("../../testdata/*.py")
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, file := range files {
		var out bytes.Buffer
		e := &env{ctx: t.Context(), stdout: &out, stderr: &out, getenv: func(string) string { return "" }, load: load}
		f := newVerifyFlags()
		c := verifyFile(e, f, file)
		if c.Decision == nil {
			continue // TestShippedPrograms says why
		}
		for i, v := range c.Decision.Violations() {
			run := c.Runs[i]
			if run == nil || len(run.Steps) != v.Trace.Len() {
				t.Errorf("%s: %s: the trace of %d steps was not recorded: %s", file, v.Finding.Message, v.Trace.Len(), out.String())
				continue
			}
			found := run.Steps[len(run.Steps)-1].Findings
			if run.End != nil {
				found = append(found, run.End.Findings...)
			}
			ok := false
			for _, got := range found {
				ok = ok || got.Property == v.Finding.Property && got.Name == v.Finding.Name && got.Pos == v.Finding.Pos
			}
			if !ok {
				t.Errorf("%s: the run shows %v, want %v", file, found, v.Finding)
			}
			shown++
		}
	}
	if shown == 0 {
		t.Error("got no counterexample at all, want some")
	}
}
