package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// What a start costs: the whole process, and the work in it alone.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		name string
		args []string
	}{
		{"version", []string{"version"}},
		{"empty", []string{"verify", write("empty.py", "")}},
		{"threading", []string{"verify", write("threads.py", "import threading\n")}},
		{"asyncio", []string{"verify", write("tasks.py", "import asyncio\n")}},
	} {
		b.Run("process/"+c.name, func(b *testing.B) {
			for b.Loop() {
				if out, err := exec.Command("condcheck", c.args...).CombinedOutput(); err != nil {
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
