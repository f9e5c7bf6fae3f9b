package props_test

import (
	"context"
	"fmt"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/props"
)

// A property of one's own watches events. What it has to remember of a run it
// keeps in Facts, which are part of the state: here which task took a lock last.
func ExampleProperty() {
	const last = props.UserRelation // of a lock: who took it last
	twiceRunning := props.Property{
		Name: "twice-running", Severity: model.Error,
		Doc: "A task takes a lock twice running while others want it.",
		Watch: func(f *props.Facts, ev model.Event) string {
			if ev.Kind != model.EvAcquire {
				return ""
			}
			greedy := f.Has(last, ev.Lock, ev.Task)
			f.Clear(last, ev.Lock)
			f.Add(last, ev.Lock, ev.Task)
			if greedy {
				return "{task} takes {object} twice running"
			}
			return ""
		},
	}
	program, err := python.Text("greedy.py", `
import asyncio

async def worker(lock):
    for _ in range(2):
        async with lock:
            pass

async def main():
    lock = asyncio.Lock()
    await asyncio.gather(worker(lock), worker(lock))

asyncio.run(main())
`)()
	if err != nil {
		fmt.Println(err)
		return
	}
	sys := program.System(model.Config{Schedule: model.FIFO, Minor: 13, Watch: true})
	result := explore.Search(context.Background(), props.Watch(sys, []props.Property{twiceRunning}, props.WatchOptions{Minor: 13}), explore.Options{})
	for _, v := range result.Violations {
		fmt.Printf("line %d: %s\n", v.Finding.Pos.Line, v.Finding.Message)
	}
	// Output: line 6: worker-1 takes lock twice running
}

// What CPython breaks by itself is a note that names the issue, unless the check
// is strict.
func ExampleWatch() {
	program, err := python.Text("late.py", `
import asyncio

async def waiter(cond):
    async with cond:
        await cond.wait()

async def main():
    cond = asyncio.Condition()
    first, second = [asyncio.create_task(waiter(cond)) for _ in range(2)]
    await asyncio.sleep(0)
    async with cond:
        cond.notify()  # meant for one of them
    first.cancel()
    await asyncio.wait([first])
    async with cond:
        cond.notify_all()
    await second

asyncio.run(main())
`)()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, minor := range []int{12, 13} {
		for _, strict := range []bool{false, true} {
			sys := program.System(model.Config{Schedule: model.FIFO, Minor: minor, Watch: true})
			sys = props.Watch(sys, props.Default(), props.WatchOptions{Minor: minor, Strict: strict})
			r := explore.Search(context.Background(), sys, explore.Options{})
			fmt.Printf("3.%d strict=%v: %v\n", minor, strict, r.Verdict)
			for _, v := range append(r.Violations, r.Notes...) {
				fmt.Printf("  %v: %s\n", v.Finding.Severity, v.Finding.Message)
			}
		}
	}
	// Output:
	// 3.12 strict=false: holds
	//   note: the notify that had selected waiter-1 is lost: its wait ended otherwise, and nobody is woken instead (the library's doing: gh-112202, mended in 3.13)
	// 3.12 strict=true: violated
	//   error: the notify that had selected waiter-1 is lost: its wait ended otherwise, and nobody is woken instead (the library's doing: gh-112202, mended in 3.13)
	// 3.13 strict=false: holds
	// 3.13 strict=true: holds
}
