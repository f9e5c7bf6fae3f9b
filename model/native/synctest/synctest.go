//go:build go1.25

// Package synctest stands in for the standard library's testing/synctest where code
// is explored (package native). An execution has a clock of its own anyhow, which
// goes on when nothing else can run, so that the test is its bubble.
package synctest

import (
	"testing"
	"testing/synctest"

	"github.com/condcheck/condcheck/model/native"
)

// Test is synctest.Test. It returns when the goroutines that can end have ended;
// those that are blocked for ever are told of at the end of the execution.
func Test(t *testing.T, f func(*testing.T)) {
	if !native.Exploring() {
		synctest.Test(t, f)
		return
	}
	t.Helper()
	native.Bubble()
	f(t)
}

// Wait is synctest.Wait: it returns when nothing else can run before time goes on.
func Wait() {
	if !native.Exploring() {
		synctest.Wait()
		return
	}
	native.Idle()
}
