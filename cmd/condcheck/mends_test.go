package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
)

// Each program of testdata/mends.txtar is mended by the change that stands there as
// a diff, which people have read, and the program so changed holds. A program that
// is not there is one that the project ships.
func TestMends(t *testing.T) {
	const golden = "testdata/mends.txtar"
	archive, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	own := map[string][]byte{}
	mended := 0
	for i, file := range archive.Files {
		name, isDiff := strings.CutSuffix(file.Name, ".diff")
		if !isDiff {
			own[file.Name] = file.Data
			continue
		}
		mended++
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("../../testdata", name+".py")
			if text := own[name+".py"]; text != nil {
				path = filepath.Join(t.TempDir(), name+".py")
				if err := os.WriteFile(path, text, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			var out bytes.Buffer
			e := &env{ctx: t.Context(), stdout: &out, stderr: &out, getenv: func(string) string { return "" }, load: load}
			f := newVerifyFlags()
			f.suggest = true
			c := verifyFile(e, f, path)
			if c.Suggestion == nil || c.Suggestion.Found == nil {
				t.Fatalf("got no suggestion, want one (%v)\n%s", c.Status(), out.String())
			}
			mended := c.Suggestion.Found.File.Text
			got := report.Diff(name+".py", c.File.Text, mended)
			if *updateScripts {
				archive.Files[i].Data = []byte(got)
			} else if d := cmp.Diff(string(file.Data), got); d != "" {
				t.Errorf("%s (-want +got); go test -update accepts:\n%s", golden, d)
			}
			path = filepath.Join(t.TempDir(), "mended.py")
			if err := os.WriteFile(path, []byte(mended), 0o644); err != nil {
				t.Fatal(err)
			}
			if code := dispatch(e, []string{"verify", path}); code != exitHolds {
				t.Errorf("mended: got exit code %d, want %d:\n%s", code, exitHolds, out.String())
			}
		})
	}
	if mended == 0 {
		t.Errorf("%s: got no diff, want some", golden)
	}
	if *updateScripts {
		if err := os.WriteFile(golden, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
