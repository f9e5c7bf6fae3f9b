package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestFiveMinutes follows the page of condcheck help go: its program has the
// deadlock that is shown there, and none when it is mended.
func TestFiveMinutes(t *testing.T) {
	page, err := topicFiles.ReadFile("topics/go.txt")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var file string
	code := make(map[string]string)
	for line := range strings.Lines(string(page)) {
		if m := regexp.MustCompile(`^  package queue +// (queue(_test)?\.go)`).FindStringSubmatch(line); m != nil {
			file = m[1]
		}
		if line != "\n" && !strings.HasPrefix(line, "  ") {
			file = ""
		}
		if file != "" {
			code[file] += strings.TrimPrefix(line, "  ")
		}
	}
	write("go.mod", "module queue\n\ngo 1.25\n")
	for name, text := range code {
		write(name, text)
	}
	run := func(want int) string {
		f, err := parseGoTest([]string{"-no-traces", "."})
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if got := runGoTest(&env{ctx: t.Context(), stdout: &out, stderr: &out, getenv: os.Getenv}, f, dir); got != want {
			t.Fatalf("got exit code %d, want %d:\n%s", got, want, out.String())
		}
		return out.String()
	}
	out := run(exitViolated)
	for _, want := range []string{"queue_test.go:15: deadlock: all goroutines are asleep: main waits for wg", "go queue_test.go:12#2 waits for a signal of q.cond at queue.go:18"} {
		if !strings.Contains(out, want) || !strings.Contains(string(page), strings.TrimPrefix(want, "queue_test.go:15: ")) {
			t.Errorf("got no %q in the output and the page:\n%s", want, out)
		}
	}
	write("queue.go", strings.Replace(code["queue.go"], "Signal()", "Broadcast()", 1))
	complete := regexp.MustCompile(`complete, \d+ executions`)
	if got, want := complete.FindString(run(exitHolds)), complete.FindString(string(page)); got != want {
		t.Errorf("mended: got %q, the page says %q", got, want)
	}
}
