package explore_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/explore/story"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/props"
)

// A test of a program is one line. It fails with the counterexample.
func ExampleVerify() {
	test := func(t *testing.T) {
		explore.Verify(t, python.File("testdata/buffer.py"), props.All()...)
	}
	_ = test // go test runs it
}

// Without a test: search a program, and tell what is wrong.
func ExampleSearch() {
	program, err := python.File("../testdata/check_then_lock.py")()
	if err != nil {
		fmt.Println(err)
		return
	}
	sys := program.System(model.Config{Schedule: model.FIFO, Minor: 13})
	result := explore.Search(context.Background(), sys, explore.Options{})
	fmt.Println(result.Verdict)
	for _, v := range result.Violations {
		run, err := v.Trace.Replay(sys)
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, sentence := range story.Tale(program.File, run, v.Finding) {
			fmt.Println(sentence)
		}
	}
	// Output:
	// violated
	// The notify at line 20, step 5, by setter-1, met no waiter: waiter-1 began to wait only at line 12, step 6, having read `ready = False` already at line 10, step 4.
	// In between, setter-1 set `ready = True` at line 19, step 5: the check and the wait are not under one hold of the lock.
	// No notify of cond follows.
}

// Every state in which a program can end.
func ExampleSearch_outcomes() {
	program, err := python.Text("order.py", `
import asyncio

order = []

async def say(name):
    order.append(name)

async def main():
    await asyncio.gather(say("a"), say("b"))

asyncio.run(main())
`)()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, schedule := range []model.Schedule{model.FIFO, model.Any} {
		sys := program.System(model.Config{Schedule: schedule, Minor: 13})
		for _, w := range explore.Search(context.Background(), sys, explore.Options{Goal: explore.Outcomes}).Outcomes {
			fmt.Printf("%-4v %s %s\n", schedule, w.Outcome.Status, w.Outcome.Globals)
		}
	}
	// Output:
	// fifo ok {"order":["a","b"]}
	// any  ok {"order":["a","b"]}
	// any  ok {"order":["b","a"]}
}

// A trace replays step by step, and can be told as a story.
func ExampleTrace_Replay() {
	program, err := python.File("../testdata/start_order.py")()
	if err != nil {
		fmt.Println(err)
		return
	}
	sys := program.System(model.Config{Schedule: model.Any, Minor: 13})
	v := explore.Search(context.Background(), sys, explore.Options{}).Violations[0]
	run, err := v.Trace.Replay(sys)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, step := range run.Steps {
		fmt.Printf("%d %s\n", i+1, step.Label)
	}
	for _, b := range run.Blocked {
		fmt.Printf("line %d: %s waits for %s\n", b.Pos.Line, b.Actor, b.On)
	}
	// Output:
	// 1 the program starts
	// 2 run main
	// 3 run speaker-1
	// 4 run listener-1
	// 5 run gather, counting speaker-1
	// line 12: listener-1 waits for event event
	// line 24: main waits for gather of listener-1
}
