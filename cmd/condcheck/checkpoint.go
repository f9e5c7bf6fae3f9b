package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/condcheck/condcheck/explore"
)

// checkpointFlags say where a search is kept, and how often.
type checkpointFlags struct {
	dir   string
	every time.Duration
}

// check returns what is wrong with the directory, which is made if it is not there.
func (f checkpointFlags) check() error {
	switch {
	case f.dir == "":
		return nil
	case f.every <= 0:
		return fmt.Errorf("--checkpoint-every: got %v, want a duration such as 30s or 5m", f.every)
	}
	if err := os.MkdirAll(f.dir, 0o777); err != nil {
		return fmt.Errorf("--checkpoint: %w", err)
	}
	probe, err := os.CreateTemp(f.dir, "condcheck.*.tmp")
	if err != nil {
		return fmt.Errorf("--checkpoint: cannot write there: %w", err)
	}
	probe.Close()
	return os.Remove(probe.Name())
}

// of returns the checkpoint of the search of a file, nil if none is wanted.
func (f checkpointFlags) of(path string, u *unit, s settings) (*explore.Checkpoint, error) {
	if f.dir == "" {
		return nil, nil
	}
	if s.opts.Order == explore.DPOR {
		return nil, errors.New("a search with dpor keeps nothing from which it could go on: leave --checkpoint out, or search with bfs or dfs")
	}
	build, err := thisBuild()
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(abs))
	name := filepath.Base(path) + "-" + hex.EncodeToString(sum[:4]) + ".checkpoint"
	lines := []string{"condcheck: " + moduleVersion() + " " + build}
	for _, src := range u.sources {
		lines = append(lines, fmt.Sprintf("text of %s: %s", src.Path, src.SHA256))
	}
	var watched []string
	for _, p := range s.watched() {
		watched = append(watched, p.Name)
	}
	lines = append(lines, fmt.Sprintf("python: 3.%d", s.minor), "preempt: "+s.preempt.String(),
		"properties: "+strings.Join(watched, ","), fmt.Sprintf("strict: %v", s.strict))
	return &explore.Checkpoint{Path: filepath.Join(f.dir, name), Every: f.every, Of: lines}, nil
}

// thisBuild identifies the binary that runs: another one may number states and
// steps otherwise.
func thisBuild() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)[:8]), nil
}
