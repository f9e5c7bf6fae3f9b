package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// BenchmarkStart decides programs that do nothing: as a process, with all that a start
// costs, and warm, the work in it alone.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	bin := filepath.Join(dir, "condcheck")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		b.Fatalf("go build: %v\n%s", err, out)
	}
	verify := func(name, text string) []string {
		path := filepath.Join(dir, name+".py")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
		return []string{"verify", path}
	}
	for _, c := range []struct {
		name string
		args []string
	}{
		{"version", []string{"version"}},
		{"nothing", verify("nothing", "")},
		{"threading", verify("threads", "import threading\n")},
		{"asyncio", verify("tasks", "import asyncio\n")},
	} {
		b.Run("process/"+c.name, func(b *testing.B) {
			for b.Loop() {
				if out, err := exec.Command(bin, c.args...).CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
			}
		})
		b.Run("warm/"+c.name, func(b *testing.B) {
			e := &env{ctx: context.Background(), stdout: io.Discard, stderr: io.Discard, getenv: os.Getenv, load: load}
			b.ReportAllocs()
			for b.Loop() {
				if code := dispatch(e, c.args); code != exitHolds {
					b.Fatalf("got exit code %d, want %d", code, exitHolds)
				}
			}
		})
	}
}
