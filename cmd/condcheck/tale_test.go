package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/explore/story"
)

// What happened in each counterexample of the shipped programs, in words, is as
// in testdata/tales.txt, which people have read.
func TestTales(t *testing.T) {
	files, err := filepath.Glob("../../testdata/*.py")
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	for _, file := range files {
		var out bytes.Buffer
		e := &env{ctx: t.Context(), stdout: &out, stderr: &out, getenv: func(string) string { return "" }, load: load}
		c := verifyFile(e, newVerifyFlags(), file)
		if c.Decision == nil {
			t.Fatalf("%s could not be checked", file)
		}
		for i, v := range c.Decision.Violations() {
			fd := explore.FindingIn(c.Runs[i], v.Finding)
			fmt.Fprintf(&got, "%s, %s:\n", filepath.Base(file), story.Heading(fd))
			sentences := story.Tale(c.File, c.Runs[i], fd)
			if len(sentences) == 0 {
				t.Errorf("%s: %s: got no word of what happened", file, story.Heading(fd))
			}
			for _, s := range sentences {
				fmt.Fprintf(&got, "  %s\n", s)
			}
			got.WriteString("\n")
		}
	}
	const golden = "testdata/tales.txt"
	if *updateScripts {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); d != "" {
		t.Errorf("%s (-want +got); go test -update accepts:\n%s", golden, d)
	}
}
