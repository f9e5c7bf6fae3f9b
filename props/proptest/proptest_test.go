package proptest_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/props/proptest"
)

// TestLoads checks that generated programs are programs.
func TestLoads(t *testing.T) {
	for _, minor := range []int{8, 11, 13} {
		rapid.Check(t, func(t *rapid.T) {
			text := proptest.Program(proptest.Options{Minor: minor}).Draw(t, "program")
			if _, err := python.Load("program.py", []byte(text)); err != nil {
				t.Fatalf("got %v, want a program:\n%s", err, text)
			}
		})
	}
}

func TestShow(t *testing.T) {
	for i := range 6 {
		t.Log(proptest.Program(proptest.Options{Minor: 13}).Example(i))
	}
}
