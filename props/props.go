// Package props has the properties that programs are checked for, one file each.
//
// A Property is data. Those that are about single states and steps (deadlock,
// uncaught-exception, invariant, finally) are decided by the machine itself; the
// others watch what a run does to its locks and conditions: see Watch.
package props

import "github.com/condcheck/condcheck/model"

// A Property is something that should be true of every execution.
type Property struct {
	Name     string // as in model.Finding.Property: stable, lowercase
	Severity model.Severity
	Doc      string // the first sentence says when it is broken
	// Events says what is watched; empty for what the machine decides itself.
	Events string
	// Example is a short program that breaks it.
	Example string
	// OptIn is true for a property that is checked only if it is asked for.
	OptIn bool
	// Library says where the runtime itself breaks the property, "" if it does
	// not: its doing is a note, unless the check is strict.
	Library func(minor int) string
	// Permitted says whether a profile of threads lets the library break it.
	Permitted func(model.Profile) bool
	// Threading is likewise what threading.Condition breaks by itself.
	Threading string
	// Local is true if what is said is about one lock with its conditions, or one
	// task: the order of what happens elsewhere does not matter to it. Where a
	// property is watched that is not, partial orders are not reduced.
	Local bool
	// Watch is called for each event of a run, in order, before the Facts take
	// note of it. It returns what is wrong, or "". In its text {task}, {other} and
	// {object} stand for the names of what the event is about. It is nil for the
	// properties that the machine decides.
	Watch func(f *Facts, ev model.Event) string

	aborts bool // about waits that are aborted: without interest if none can be
	inTurn bool // about the order in which tasks were selected
}

// All returns the properties, in the order in which they are documented.
func All() []Property {
	return []Property{
		Deadlock, UncaughtException, Invariant, Finally, DataRace,
		MutualExclusion, HeldOnReturn, ReleasedWhileWaiting, FIFOWakeup, NotifyCount,
		NoLostNotify, NoSpuriousWake, AutoClear, Misuse, FIFOReturn,
	}
}

// Default returns the properties that are checked unless others are asked for.
func Default() []Property {
	var ps []Property
	for _, p := range All() {
		if !p.OptIn {
			ps = append(ps, p)
		}
	}
	return ps
}

// The properties that the machine decides.
var (
	Deadlock = Property{Name: "deadlock", Severity: model.Error,
		Doc: "An execution ends in a state where the main task is unfinished and nothing can ever run.",
		Example: `async def main():
    async with asyncio.Condition() as cond:
        pass
    async with (c := asyncio.Condition()):
        await c.wait()`}
	UncaughtException = Property{Name: "uncaught-exception", Severity: model.Error,
		Doc: "An exception leaves the program, or ends a task, a future or a gather, and nobody retrieves it. Failed assertions are exceptions.",
		Example: `async def main():
    asyncio.create_task(fail())
    await asyncio.sleep(0)

async def fail(): assert False`}
	DataRace = Property{Name: "data-race", Severity: model.Warning,
		Doc: "Two threads access the same variable, attribute or item at once, one of them writing, and nothing orders them. What a builtin does to a container, such as append, is one operation under the GIL and does not race.",
		Example: `def work():
    global n
    n += 1
for _ in range(2): threading.Thread(target=work).start()`}
	Invariant = Property{Name: "invariant", Severity: model.Error,
		Doc: "A function invariant_NAME() of the program is false, or raises, in some state. A state is what is seen between two steps: no task is running.",
		Example: `def invariant_small(): return n < 2
async def add():
    global n
    n += 1
async def main(): await asyncio.gather(add(), add())`}
	Finally = Property{Name: "finally", Severity: model.Error,
		Doc: "A function finally_NAME() of the program is false, or raises, when an execution has ended, in a deadlock or otherwise.",
		Example: `def finally_both(): return n == 2
async def add():
    global n
    old = n; await asyncio.sleep(0); n = old + 1
async def main(): await asyncio.gather(add(), add())`}
)
