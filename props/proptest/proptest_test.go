package proptest_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	_ "github.com/condcheck/condcheck/props/proptest/steady"

	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/props/proptest"
)

// TestLoads checks that what is generated are programs.
func TestLoads(t *testing.T) {
	for _, minor := range []int{8, 11, 13} {
		t.Run(fmt.Sprint("3.", minor), rapid.MakeCheck(func(t *rapid.T) {
			generate := rapid.SampledFrom([]func(proptest.Options) *rapid.Generator[string]{proptest.Program, proptest.Threads, proptest.Parts}).Draw(t, "kind")
			text := generate(proptest.Options{Minor: minor}).Draw(t, "program")
			if _, err := python.Load("program.py", []byte(text)); err != nil {
				t.Fatalf("got %v, want a program:\n%s", err, text)
			}
		}))
	}
}
