package main

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"
)

// timings are what differs between two runs that find the same.
var timings = regexp.MustCompile(`, [0-9.]+ m?s\b|, [0-9,]+ states/s|, [0-9]+ bytes a state`)

// A search that is killed at random instants, and goes on each time from its
// checkpoint, ends as one that is not.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "work.py")
	text := `import asyncio
log = []
async def work(name):
    for i in range(2):
        await asyncio.sleep(0.5 * i)
        log.append(f"{name}{i}" + "x" * len(log))
async def main():
    await asyncio.gather(*[work(n) for n in "abc"])
asyncio.run(main())
`
	if err := os.WriteFile(program, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(dir, "kept")
	verify := func(kill time.Duration, args ...string) (string, bool) {
		var out bytes.Buffer
		cmd := exec.Command("condcheck", append([]string{"verify", "--no-progress", program}, args...)...)
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if kill > 0 {
			timer := time.AfterFunc(kill, func() { cmd.Process.Kill() })
			defer timer.Stop()
		}
		err := cmd.Wait()
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() >= 0 {
			t.Fatalf("exit code %d: %s", exit.ExitCode(), out.String())
		}
		return timings.ReplaceAllString(out.String(), ""), err == nil
	}
	want, ok := verify(0)
	if !ok {
		t.Fatal(want)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for goes := 1; ; goes++ {
		kill := time.Duration(50+rnd.IntN(200)+10*goes) * time.Millisecond
		got, ok := verify(kill, "--checkpoint", kept, "--checkpoint-every", "5ms")
		if !ok {
			continue
		}
		if got != want {
			t.Errorf("after %d goes: got\n%swant\n%s", goes, got, want)
		}
		t.Logf("%d goes: %s", goes, got)
		break
	}
	files, err := os.ReadDir(kept)
	if err != nil || len(files) > 0 {
		t.Errorf("got files %v, error %v, want none left", files, err)
	}
}
