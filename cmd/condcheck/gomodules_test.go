package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"
)

// TestPublishedModules finds the condition bugs of modules as they were published,
// and completes on what repaired them: testdata/go has a go.mod and a fixed.mod
// for each. Without a module proxy or cache it is skipped.
func TestPublishedModules(t *testing.T) {
	for _, tt := range []struct {
		dir, modules string
		want         []string // of each test
	}{
		{"bufpipe", "github.com/acomagu/bufpipe", []string{`deadlock: .* waits for a signal of w.cond at bufpipe.go:67`}},
		{"channel", "github.com/bytedance/gopkg", []string{`lost signal: the Broadcast of c.bufferCond at channel.go:220 met nobody`}},
		{"puddle", "github.com/jackc/puddle,github.com/jackc/puddle/v2", []string{
			`deadlock: .* waits for a signal of p.cond at pool.go:330`,
			`deadlock: .* main waits for p.destructWG, whose counter is 1`,
		}},
		{"semaphore", "golang.org/x/sync", []string{`deadlock: .* at semaphore.go:60`}},
		{"singleflight", "golang.org/x/sync", []string{`deadlock: .* waits for c.wg, whose counter is 1 at singleflight.go:59`}},
	} {
		t.Run(tt.dir, func(t *testing.T) {
			dir, err := filepath.Abs(filepath.Join("..", "..", "testdata", "go", tt.dir))
			if err != nil {
				t.Fatal(err)
			}
			download(t, dir, "go.mod")
			download(t, dir, "fixed.mod")
			run := func(mod string) (int, string) {
				f, err := parseGoTest([]string{"-no-traces", "-with", tt.modules, "-modfile=" + mod, "."})
				if err != nil {
					t.Fatal(err)
				}
				var out bytes.Buffer
				code := runGoTest(&env{ctx: t.Context(), stdout: &out, stderr: &out, getenv: os.Getenv}, f, dir)
				return code, out.String()
			}
			code, out := run("go.mod")
			for _, want := range tt.want {
				if code != exitViolated || !regexp.MustCompile(want).MatchString(out) {
					t.Errorf("got exit code %d, want %d and %q:\n%s", code, exitViolated, want, out)
				}
			}
			code, out = run("fixed.mod")
			if n := len(regexp.MustCompile(`(?m)^complete, \d+ executions`).FindAllString(out, -1)); code != exitHolds || n != len(tt.want) {
				t.Errorf("repaired: got exit code %d and %d tests complete, want %d and %d:\n%s", code, n, exitHolds, len(tt.want), out)
			}
		})
	}
}

// download skips a test whose modules cannot be had. Those that are others than they
// were fail it.
func download(t *testing.T, dir, mod string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", "mod", "download", "-modfile="+mod)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		if regexp.MustCompile(`checksum mismatch|go\.sum`).Match(out) {
			t.Fatalf("go mod download -modfile=%s in %s: %v\n%s", mod, dir, err, out)
		}
		t.Skipf("the modules of testdata/go/%s/%s cannot be downloaded: %v\n%s", filepath.Base(dir), mod, err, out)
	}
}
