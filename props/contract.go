package props

import (
	"fmt"

	"github.com/condcheck/condcheck/model"
)

// The contract of locks and conditions, by SEMANTICS: each property is a watcher
// of a few lines.

// MutualExclusion: between a task's taking a lock and its releasing it nobody
// else takes it.
var MutualExclusion = Property{Name: "mutual-exclusion", Severity: model.Error,
	Doc:    "A task takes a lock while another is between taking and releasing it: somebody else released it meanwhile.",
	Events: "acquire and release of a lock",
	Example: `async def a(): 
    async with lock: await asyncio.sleep(0)
async def b():
    lock.release()  # a's
    async with lock: pass`,
	Local: true,
	Watch: func(f *Facts, ev model.Event) string {
		if ev.Kind != model.EvAcquire {
			return ""
		}
		for _, t := range f.List(inside, ev.Lock) {
			if int(t) != ev.Task {
				return "{task} takes {object} while another task is still inside"
			}
		}
		return ""
	}}

// HeldOnReturn: wait returns, in whatever way, only with the lock.
var HeldOnReturn = Property{Name: "held-on-return", Severity: model.Error,
	Doc:    "A wait ends, by return, cancellation or timeout, and its task does not hold the lock.",
	Events: "the end of a wait, in every way; acquire and release of its lock",
	Example: `class Gate(asyncio.Condition):
    async def wait(self):
        self._waiters.append(f := asyncio.get_running_loop().create_future())
        self.release(); await f
        await self.acquire()  # and if f was cancelled?`,
	Local: true,
	Watch: func(f *Facts, ev model.Event) string {
		if ev.Kind == model.EvWaitEnd && ev.Lock != -1 && !f.Has(owner, ev.Lock, ev.Task) && (ev.N == 1 || !f.Has(elsewhere, ev.ID, ev.Task)) {
			return "{task} comes out of wait on {object} without its lock"
		}
		return ""
	}}

// ReleasedWhileWaiting: who waits does not hold the lock.
var ReleasedWhileWaiting = Property{Name: "released-while-waiting", Severity: model.Error,
	Doc:    "A task waits on a condition and holds its lock all the same.",
	Events: "the begin of a wait; acquire and release of its lock",
	Example: `class Gate(asyncio.Condition):
    async def wait(self):
        self._waiters.append(f := asyncio.get_running_loop().create_future())
        await f  # with the lock`,
	Local: true,
	Watch: func(f *Facts, ev model.Event) string {
		if ev.Kind == model.EvWaitBegin && f.Has(owner, ev.Lock, ev.Task) {
			return "{task} waits on {object} and keeps its lock"
		}
		return ""
	}}

// FIFOWakeup: notify selects the longest waiting.
var FIFOWakeup = Property{Name: "fifo-wakeup", Permitted: selectsAny, Severity: model.Error,
	Doc:    "A notify selects a waiter although another one that it could have selected has waited longer.",
	Events: "begin and end of waits, cancellations, the selections of a notify",
	Example: `class Stack(asyncio.Condition):
    def notify(self):
        self._waiters.reverse()
        super().notify()  # the last, not the first`,
	Local: true,
	Watch: func(f *Facts, ev model.Event) string {
		if ev.Kind != model.EvSelect {
			return ""
		}
		if w := f.List(waiting, ev.ID); len(w) > 0 && w[0] != int32(ev.Other) {
			return "{object} wakes {other} although somebody has waited longer"
		}
		return ""
	}}

// NotifyCount: notify(n) selects min(n, waiters).
var NotifyCount = Property{Name: "notify-count", Severity: model.Error,
	Doc:    "A notify(n) selects fewer waiters than n although there are more, or more than n.",
	Events: "a notify and what it has selected",
	Example: `class Generous(asyncio.Condition):
    def notify(self, n=1):
        super().notify(n + 1)  # to be on the safe side`,
	Local: true,
	Watch: func(f *Facts, ev model.Event) string {
		if ev.Kind == model.EvNotify && (ev.Met > ev.N || ev.Met < ev.N && len(f.List(waiting, ev.ID)) > 0) {
			return fmt.Sprintf("notify(%d) on {object} selects %d with %d left waiting", ev.N, ev.Met, len(f.List(waiting, ev.ID)))
		}
		return ""
	}}

// NoLostNotify: a notification that selected a task which then ends its wait
// otherwise goes to another.
var NoLostNotify = Property{Name: "no-lost-notify", aborts: true, Severity: model.Error,
	Doc:       "A notify selects a task whose wait is then cancelled or times out, and nobody of those who waited with it is woken instead.",
	Events:    "the selections of a notify, the end of a wait by cancellation, the release of the lock",
	Threading: "a waiter whose time is over stays in the queue until it has the lock again",
	Example: `async with cond: cond.notify()  # a and b wait: selects a
a.cancel()  # before a runs: up to 3.12 b sleeps on`,
	Library: func(minor int) string {
		if minor <= 12 {
			return "gh-112202, mended in 3.13"
		}
		return ""
	},
	Local: true,
	Watch: func(f *Facts, ev model.Event) string {
		if ev.Kind != model.EvRelease && ev.Kind != model.EvFinish {
			return ""
		}
		if len(f.List(orphaned, ev.Task)) > 0 {
			return "the notify that had selected {task} is lost: its wait ended otherwise, and nobody is woken instead"
		}
		return ""
	}}

// NoSpuriousWake: wait returns only because of a notify.
var NoSpuriousWake = Property{Name: "no-spurious-wake", aborts: true, Permitted: wakesSpuriously, Severity: model.Error,
	Doc:     "A wait returns although no notify selected its task, nor passed a selected one's notification on to it.",
	Events:  "the selections of a notify and of an aborted wait, the return of a wait",
	Example: `a.cancel()  # a and b wait, nobody notifies: in 3.13 b returns`,
	Library: func(minor int) string {
		if minor >= 13 {
			return "a side effect of the mending of gh-112202"
		}
		return ""
	},
	Local: true,
	Watch: func(f *Facts, ev model.Event) string {
		if ev.Kind == model.EvWaitEnd && ev.Text == "ok" && f.Has(spurious, ev.ID, ev.Task) && f.Has(selected, ev.ID, ev.Task) {
			return "{task} returns from wait on {object} though nobody notified it: the cancelled wait of another task woke it"
		}
		if ev.Kind == model.EvWake && ev.Text == "spurious" {
			return "{task} wakes from its wait on {object} though nobody notified it"
		}
		return ""
	}}

// AutoClear: a notify that meets nobody leaves nothing behind.
var AutoClear = Property{Name: "auto-clear", Severity: model.Error,
	Doc:    "A wait returns without having been selected since it began: a notify from before has been kept.",
	Events: "the selections of a notify, the return of a wait",
	Example: `class Sticky(asyncio.Condition):  # kept is 0 in the beginning
    def notify(self):
        if self._waiters: super().notify()
        else: self.kept += 1  # nobody waits
    async def wait(self):
        if self.kept: self.kept -= 1
        else: await super().wait()`,
	Local: true,
	Watch: func(f *Facts, ev model.Event) string {
		if ev.Kind == model.EvWaitEnd && ev.Text == "ok" && !f.Has(selected, ev.ID, ev.Task) && !f.Has(spurious, ev.ID, ev.Task) && !f.Has(elsewhere, ev.ID, ev.Task) {
			return "{task} returns from wait on {object} without having been selected"
		}
		return ""
	}}

// Misuse: who waits, notifies or releases holds the lock.
var Misuse = Property{Name: "misuse", Severity: model.Warning,
	Doc:    "A task waits on or notifies a condition, or releases a lock, while another task holds the lock. CPython looks only whether the lock is held, not by whom.",
	Events: "notify, and release, also as part of a wait; acquire of the lock",
	Example: `async def a():
    async with cond: await asyncio.sleep(1)
async def b(): cond.notify()  # while a holds the lock`,
	Local: true,
	Watch: func(f *Facts, ev model.Event) string {
		if ev.Kind != model.EvRelease && ev.Kind != model.EvNotify || ev.Text == "forwarded" {
			return ""
		}
		o := f.List(owner, ev.Lock)
		if len(o) == 0 || o[0] == int32(ev.Task) {
			return ""
		}
		if ev.Kind == model.EvNotify {
			return "{task} notifies {object} while another task holds its lock"
		}
		return "{task} releases {object}, which another task holds"
	}}

// FIFOReturn: waits return in the order in which they were notified.
var FIFOReturn = Property{Name: "fifo-return", Severity: model.Error, OptIn: true, inTurn: true,
	Doc:    "Waits return in another order than that in which their tasks were selected. asyncio promises it under schedule=fifo only.",
	Events: "the selections of a notify, the return of a wait",
	Example: `# a and b wait, and any ready task may be next (schedule=any)
async with cond:
    cond.notify_all()  # selects a, then b: b may take the lock first`,
	Local: true,
	Watch: func(f *Facts, ev model.Event) string {
		if ev.Kind != model.EvWaitEnd || ev.Text != "ok" {
			return ""
		}
		if s := f.List(selected, ev.ID); len(s) > 0 && s[0] != int32(ev.Task) {
			return "{task} returns from wait on {object} before another that was selected earlier"
		}
		return ""
	}}

func wakesSpuriously(p model.Profile) bool {
	spurious, _ := p.Permits()
	return spurious
}

func selectsAny(p model.Profile) bool {
	_, anyWaiter := p.Permits()
	return anyWaiter
}
