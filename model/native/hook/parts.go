package hook

import (
	"testing"

	"github.com/condcheck/condcheck/model/native"
)

// whole is what ends a test that is to be explored as a whole.
type whole struct{}

// inParts is true while a test runs whose subtests are explored one by one.
var inParts bool

// Parts runs a test that has subtests, outside of any exploration, so that each
// subtest is explored by itself: together they would have as many executions as
// the product of theirs. A test that starts goroutines beside its subtests cannot
// be taken apart, and is explored as a whole. Parts returns true when that is done,
// or false if the test is to run.
func Parts(t *testing.T, pkg string, test func(*testing.T)) bool {
	if config.Only == t.Name() {
		return Enter(t, pkg, test)
	}
	if native.Exploring() || disabled || inParts {
		return false
	}
	t.Helper()
	if runParts(t, test) {
		return true
	}
	return Enter(t, pkg, test)
}

// runParts returns false if the test has started a goroutine.
func runParts(t *testing.T, test func(*testing.T)) (done bool) {
	inParts = true
	native.Started = func() { panic(whole{}) }
	defer func() {
		inParts = false
		native.Started = nil
		if p := recover(); p != nil {
			if _, ok := p.(whole); !ok {
				panic(p)
			}
			done = false
		}
	}()
	test(t)
	return true
}
