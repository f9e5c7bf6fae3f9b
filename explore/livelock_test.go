package explore_test

import (
	"errors"
	"testing"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
)

// A program has a livelock if it can come to where no schedule lets it end, and
// only then.
func TestLivelock(t *testing.T) {
	const spin = `
import asyncio
flag = []
async def spin():
    while not flag:
        await asyncio.sleep(0)
async def tell(first):
    await asyncio.sleep(1)
    flag.append(1)
`
	tests := []struct {
		name, source string
		livelock     bool
	}{
		{"ends", spin + `
async def main():
    await asyncio.gather(spin(), tell(1))
asyncio.run(main())
`, false},
		{"never ends", spin + `
async def main():
    await spin()
asyncio.run(main())
`, true},
		{"ends if the time is over first", spin + `
async def main():
    t = asyncio.create_task(tell(1))
    await asyncio.wait([t], timeout=1)
    t.cancel()
    await spin()
asyncio.run(main())
`, true},
		{"deadlock", `
import asyncio
async def main():
    await asyncio.Event().wait()
asyncio.run(main())
`, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			l, err := python.Text("x.py", test.source)()
			if err != nil {
				t.Fatal(err)
			}
			sys := l.System(model.Config{Schedule: model.Any, Minor: 13})
			got, err := explore.FindLivelock(t.Context(), sys, 10_000)
			if err != nil || (got != nil) != test.livelock {
				t.Fatalf("got %+v (%v), want a livelock: %v", got, err, test.livelock)
			}
			if got == nil {
				return
			}
			if run, err := got.Trace.Replay(sys); err != nil || run.End != nil {
				t.Errorf("the way to the livelock: got %v and end %v, want none", err, run.End)
			}
			if _, err := explore.FindLivelock(t.Context(), sys, 1); !errors.Is(err, explore.ErrTooMany) {
				t.Errorf("with a limit of 1: got %v, want %v", err, explore.ErrTooMany)
			}
		})
	}
}
