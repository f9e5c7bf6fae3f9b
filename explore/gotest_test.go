package explore_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model/native/sync"
)

// TestBufferInGo explores a bounded buffer with a condition for each side.
func TestBufferInGo(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		var mu sync.Mutex
		notEmpty, space := sync.NewCond(&mu), sync.NewCond(&mu)
		n, most := 0, 1+t.Choose(2)
		t.Go(func() {
			for range 2 {
				mu.Lock()
				for n == most {
					space.Wait()
				}
				n++
				notEmpty.Signal()
				mu.Unlock()
			}
		})
		for range 2 {
			mu.Lock()
			for n == 0 {
				notEmpty.Wait()
			}
			if n--; n < 0 || n >= most {
				t.Errorf("got %d items, want 0 to %d", n, most-1)
			}
			space.Signal()
			mu.Unlock()
		}
	}, explore.Leaks())
}

// TestBroken is run in another process, where it is to fail.
func TestBroken(t *testing.T) {
	if os.Getenv("CONDCHECK_BROKEN") == "" {
		t.Skip("run by TestTestFails")
	}
	explore.Test(t, func(t *explore.T) {
		var mu sync.Mutex
		n := 0
		get := func() int { mu.Lock(); defer mu.Unlock(); return n }
		set := func(v int) { mu.Lock(); defer mu.Unlock(); n = v }
		t.Cleanup(func() {
			if n != 2 {
				t.Fatalf("got %d, want 2", n)
			}
		})
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() { set(get() + 1) })
		}
		wg.Wait()
	})
}

// TestTestFails has a test fail, and repeats its counterexample.
func TestTestFails(t *testing.T) {
	dir := t.TempDir()
	run := func(args ...string) string {
		cmd := exec.Command(os.Args[0], append([]string{"-test.run=^TestBroken$"}, args...)...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "CONDCHECK_BROKEN=1")
		out, err := cmd.CombinedOutput()
		if err == nil {
			t.Fatalf("%v: got success, want failure:\n%s", args, out)
		}
		return string(out)
	}
	out := run()
	for _, want := range []string{`test-failed: gotest_test.go:\d+: got 1, want 2`, `Counterexample: \d+ operations, 1 preemption`, `go test -run '\^TestBroken\$' -condcheck.replay=testdata/condcheck/TestBroken/`} {
		if !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("got %s\nwant %s", out, want)
		}
	}
	files, _ := filepath.Glob(filepath.Join(dir, "testdata", "condcheck", "TestBroken", "*.trace"))
	if len(files) != 1 {
		t.Fatalf("got counterexamples %v, want one", files)
	}
	if out := run("-condcheck.replay=" + files[0]); !regexp.MustCompile(`got 1, want 2`).MatchString(out) {
		t.Errorf("replayed: got %s", out)
	}
}
