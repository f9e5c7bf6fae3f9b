// Package control runs programs on the real CPython with their scheduling
// decided from outside. It owns a controlled event loop and controlled threads,
// written in Python and carried in the binary, and the conversation with them.
// It knows nothing of the model: the two are compared by their users.
//
// Threads are real ones, let through one at a time; the library's own threading,
// queue and concurrent.futures run on locks whose every operation is a point
// where another may go on. See strands.py, locks.py and points.py, and follow.py
// for how a schedule is forced.
//
// A program of tasks has two kinds of decision points, the same as in the model: what
// the event loop runs next, and what an expression yields whose value is left
// open (a random number, the order of a set of tasks). See loop.py and
// choices.py for the exact list. A decision is the index of an alternative; a
// decision with one alternative is not asked.
package control

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

// An Interpreter is a CPython found on this machine.
type Interpreter struct {
	Path    string // the executable itself, no wrapper script
	Version string // such as "3.13.0"
	Minor   int    // such as 13
}

func (in Interpreter) String() string { return "CPython " + in.Version + " (" + in.Path + ")" }

// oldest is the first minor version on which the controlled loop runs.
const oldest = 6

// Find returns the CPythons of this machine, by version, one of each. It looks
// at those that the environment variable CONDCHECK_PYTHONS lists, then at
// python3, python3.N and python on PATH, then at what pyenv has installed, if
// there is a pyenv command or its shims are on PATH. What does not run is left
// out. A process asks each of them once, as long as these variables stay the same.
func Find() []Interpreter {
	where := os.Getenv("CONDCHECK_PYTHONS") + "\x00" + os.Getenv("PATH")
	list, _ := finds.LoadOrStore(where, sync.OnceValue(find))
	return slices.Clone(list.(func() []Interpreter)())
}

var finds sync.Map // of what find has found

func find() []Interpreter {
	paths := filepath.SplitList(os.Getenv("CONDCHECK_PYTHONS"))
	paths = append(paths, onPath()...)
	paths = append(paths, fromPyenv()...)
	seen := map[string]bool{}
	paths = slices.DeleteFunc(paths, func(path string) bool {
		// Two names in one directory are one interpreter; a link from another may be a
		// virtual environment.
		key := path
		if to, err := filepath.EvalSymlinks(path); err == nil {
			key = filepath.Dir(path) + "\x00" + to
		}
		again := path == "" || seen[key]
		seen[key] = true
		return again
	})
	asked := make([]Interpreter, len(paths))
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for i, path := range paths {
		all.Add(1)
		go func() {
			defer all.Done()
			free <- struct{}{}
			defer func() { <-free }()
			if in, err := Ask(path); err == nil {
				asked[i] = in
			}
		}()
	}
	all.Wait()
	found := map[string]bool{"": true}
	list := slices.DeleteFunc(asked, func(in Interpreter) bool {
		again := found[in.Version]
		found[in.Version] = true
		return again
	})
	sort.Slice(list, func(i, j int) bool {
		if list[i].Minor != list[j].Minor {
			return list[i].Minor < list[j].Minor
		}
		return list[i].Version < list[j].Version
	})
	return list
}

// Newest returns the newest of list that has the minor version, or the newest
// of all if minor is 0. It reports whether there is one.
func Newest(list []Interpreter, minor int) (Interpreter, bool) {
	var best Interpreter
	ok := false
	for _, in := range list {
		if minor == 0 || in.Minor == minor {
			best, ok = in, true
		}
	}
	return best, ok
}

// Ask starts the executable at path and returns what interpreter it is. It
// fails on what is no CPython 3 from 3.6 on.
func Ask(path string) (Interpreter, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	const program = `import sys
print(sys.executable)
print(getattr(getattr(sys, "implementation", None), "name", "cpython"))
print("%d.%d.%d" % sys.version_info[:3])`
	out, err := exec.CommandContext(ctx, path, "-E", "-s", "-c", program).Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return Interpreter{}, fmt.Errorf("%s: got no interpreter: it does not run a Python program (%w); want a CPython 3.%d or later", path, exit, oldest)
	}
	if err != nil {
		return Interpreter{}, fmt.Errorf("%s: cannot run: %w", path, err)
	}
	lines := strings.Split(strings.ReplaceAll(strings.TrimSpace(string(out)), "\r\n", "\n"), "\n")
	if len(lines) != 3 || lines[1] != "cpython" {
		return Interpreter{}, fmt.Errorf("%s: got no CPython: asked what it is, it says %q; want a CPython 3.%d or later", path, strings.Join(lines, " "), oldest)
	}
	parts := strings.Split(lines[2], ".")
	minor, err := strconv.Atoi(parts[1])
	if err != nil || parts[0] != "3" || minor < oldest {
		return Interpreter{}, fmt.Errorf("%s: got version %s, want 3.%d or later", path, lines[2], oldest)
	}
	in := Interpreter{Path: lines[0], Version: lines[2], Minor: minor}
	if in.Path == "" {
		in.Path = path
	}
	return in, nil
}

var pythonName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^python(3(\.\d+)?)?(\.exe)?$`)
})

// onPath lists the commands on PATH that are named as a Python is, python3
// first.
func onPath() []string {
	var names []string
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		entries, err := os.ReadDir(dir)
		if err != nil || isShims(dir) {
			continue
		}
		for _, e := range entries {
			if pythonName().MatchString(e.Name()) {
				names = append(names, filepath.Join(dir, e.Name()))
			}
		}
	}
	rank := func(path string) int {
		if strings.TrimSuffix(filepath.Base(path), ".exe") == "python3" {
			return 0
		}
		return 1
	}
	sort.SliceStable(names, func(i, j int) bool { return rank(names[i]) < rank(names[j]) })
	return names
}

// isShims reports whether a directory has pyenv's scripts that start one of the
// interpreters that it has installed.
func isShims(dir string) bool {
	_, err := os.Stat(filepath.Join(filepath.Dir(dir), "versions"))
	return err == nil && filepath.Base(dir) == "shims"
}

// fromPyenv lists the interpreters that pyenv has installed.
func fromPyenv() []string {
	root := ""
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		if isShims(dir) {
			root = filepath.Dir(dir)
			break
		}
	}
	if _, err := exec.LookPath("pyenv"); root == "" && err == nil {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		out, err := exec.CommandContext(ctx, "pyenv", "root").Output()
		if err != nil {
			return nil
		}
		root = strings.TrimSpace(string(out))
	}
	if root == "" {
		return nil
	}
	paths, err := filepath.Glob(filepath.Join(root, "versions", "*", "bin", "python3"))
	if err != nil {
		return nil
	}
	return paths
}
