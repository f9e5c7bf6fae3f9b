package proptest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/props/proptest"
)

// A generated program is ordinary text that both the model and CPython take; for
// the same seed it is the same.
func ExampleProgram() {
	programs := proptest.Program(proptest.Options{Statements: 3})
	loaded, conditions := 0, 0
	for seed := range 100 {
		text := programs.Example(seed)
		if _, err := python.Text("generated.py", text)(); err == nil {
			loaded++
		}
		if strings.Contains(text, "asyncio.Condition(") {
			conditions++
		}
	}
	fmt.Println(loaded, conditions > 0)
	// Output: 100 true
}

// A property test over programs: searching with one worker and with two comes to
// the same. What fails is shrunk to a program that one can read.
func ExampleProgram_property() {
	test := func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			text := proptest.Program(proptest.Options{}).Draw(t, "program")
			program, err := python.Text("generated.py", text)()
			if err != nil {
				t.Fatal(err)
			}
			states := func(workers int) int64 {
				sys := program.System(model.Config{Minor: 13})
				return explore.Search(context.Background(), sys, explore.Options{Goal: explore.Outcomes, Workers: workers}).Stats.States
			}
			if one, two := states(1), states(2); one != two {
				t.Fatalf("got %d states with one worker and %d with two, want the same:\n%s", one, two, text)
			}
		})
	}
	_ = test // go test runs it
}
