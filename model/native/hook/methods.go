package hook

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/model/native"
	ccontext "github.com/condcheck/condcheck/model/native/context"
)

// The methods of testing.T that a testing.T of an execution cannot have; the
// rewriter lets tests call these instead.

func stateOf(t testing.TB) *state {
	if !native.Exploring() || current == nil {
		return nil
	}
	return current.states[t]
}

// Run is t.Run. Outside of an exploration the subtest is explored, so that
// subtests are explored one by one; within one it is a part of the execution.
func Run(t *testing.T, pkg, name string, f func(*testing.T)) bool {
	if stateOf(t) == nil {
		return t.Run(name, func(t *testing.T) {
			if !Enter(t, pkg, f) {
				f(t)
			}
		})
	}
	e := current
	sub := e.newT(e.states[t].name + "/" + strings.ReplaceAll(name, " ", "_"))
	var done native.WaitGroup
	done.Add(1)
	native.Go(func() {
		defer done.Done()
		defer e.finish(sub)
		f(sub)
	})
	done.Wait()
	if sub.Failed() {
		t.Fail()
	}
	return !sub.Failed()
}

// RunOn is r.Run, for an interface of a testing.T and others.
func RunOn(r interface {
	Run(name string, f func(*testing.T)) bool
}, pkg, name string, f func(*testing.T)) bool {
	if t, ok := r.(*testing.T); ok {
		return Run(t, pkg, name, f)
	}
	return r.Run(name, f)
}

// Cleanup is t.Cleanup.
func Cleanup(t testing.TB, f func()) {
	if s := stateOf(t); s != nil {
		s.cleanups = append(s.cleanups, f)
		return
	}
	t.Cleanup(f)
}

// Parallel is t.Parallel: tests are explored one at a time.
func Parallel(*testing.T) {}

// Name is t.Name.
func Name(t testing.TB) string {
	if s := stateOf(t); s != nil {
		return s.name
	}
	return t.Name()
}

// TempDir is t.TempDir.
func TempDir(t testing.TB) string {
	s := stateOf(t)
	if s == nil {
		return t.TempDir()
	}
	s.dirs++
	native.Hide("t.TempDir")
	dir := filepath.Join(tempBase(s), fmt.Sprintf("%03d", s.dirs))
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatalf("TempDir: %v", err)
	}
	return dir
}

func tempBase(s *state) string {
	return filepath.Join(os.TempDir(), fmt.Sprintf("condcheck-%d", os.Getpid()), filepath.FromSlash(s.name))
}

// Setenv is t.Setenv.
func Setenv(t testing.TB, key, value string) {
	if stateOf(t) == nil {
		t.Setenv(key, value)
		return
	}
	native.Hide("t.Setenv")
	old, was := os.LookupEnv(key)
	os.Setenv(key, value)
	Cleanup(t, func() {
		if was {
			os.Setenv(key, old)
		} else {
			os.Unsetenv(key)
		}
	})
}

// Context is t.Context.
func Context(t testing.TB) context.Context {
	if stateOf(t) == nil {
		return t.Context()
	}
	ctx, cancel := ccontext.WithCancel(ccontext.Background())
	Cleanup(t, cancel)
	return ctx
}
