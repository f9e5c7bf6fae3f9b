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
	for _, tt := range []struct{ dir, module, want string }{
		{"bufpipe", "github.com/acomagu/bufpipe", `deadlock: .* waits for a signal of w.cond at bufpipe.go:67`},
		{"channel", "github.com/bytedance/gopkg", `lost signal: the Broadcast of c.bufferCond at channel.go:220 met nobody`},
		{"semaphore", "golang.org/x/sync", `deadlock: .* at semaphore.go:60`},
	} {
		t.Run(tt.dir, func(t *testing.T) {
			dir, err := filepath.Abs(filepath.Join("..", "..", "testdata", "go", tt.dir))
			if err != nil {
				t.Fatal(err)
			}
			for _, mod := range []string{"go.mod", "fixed.mod"} {
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				cmd := exec.CommandContext(ctx, "go", "mod", "download", "-modfile="+mod)
				cmd.Dir = dir
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Skipf("the modules of testdata/go/%s/%s cannot be downloaded: %v\n%s", tt.dir, mod, err, out)
				}
			}
			run := func(mod string) (int, string) {
				f, err := parseGoTest([]string{"-no-traces", "-with", tt.module, "-modfile=" + mod, "."})
				if err != nil {
					t.Fatal(err)
				}
				var out bytes.Buffer
				code := runGoTest(&env{ctx: t.Context(), stdout: &out, stderr: &out, getenv: os.Getenv}, f, dir)
				return code, out.String()
			}
			if code, out := run("go.mod"); code != exitViolated || !regexp.MustCompile(tt.want).MatchString(out) {
				t.Errorf("got exit code %d, want %d and %q:\n%s", code, exitViolated, tt.want, out)
			}
			if code, out := run("fixed.mod"); code != exitHolds || !regexp.MustCompile(`(?m)^complete, \d+ executions`).MatchString(out) {
				t.Errorf("repaired: got exit code %d, want %d and complete:\n%s", code, exitHolds, out)
			}
		})
	}
}
