package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/explore/story"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got); go test -update accepts:\n%s", path, d)
	}
}

const buffer = `import asyncio

items = []
cond = asyncio.Condition()


async def consumer():
    async with cond:
        if not items:
            await cond.wait()
        return items.pop()


async def producer():
	items.append(1)  # a tab before, and an é
`

var bufferFile = source.NewFile("buffer.py", buffer)

func pos(line, col int) source.Pos { return source.Pos{Line: int32(line), Col: int32(col)} }

func ran(line, task int) model.Event {
	return model.Event{Kind: model.EvLine, Task: task, Other: -1, Pos: pos(line, 1), Text: bufferFile.Line(line)}
}

func did(kind model.EventKind, task int, text string) model.Event {
	return model.Event{Kind: kind, Task: task, Object: "cond", Other: -1, Text: text}
}

var lostWakeup = model.Finding{Property: "deadlock", Severity: model.Error, Pos: pos(10, 19), Message: "main waits for consumer-1, which waits for cond"}

// lostRun is a run in which a notify meets nobody.
func lostRun() *model.Run {
	none := []model.ObjectState{{Name: "cond", Kind: "Condition"}, {Name: "cond.lock", Kind: "Lock"}}
	held := []model.ObjectState{{Name: "cond", Kind: "Condition"}, {Name: "cond.lock", Kind: "Lock", Owner: "consumer-1"}}
	waits := []model.ObjectState{{Name: "cond", Kind: "Condition", Waiters: []string{"consumer-1"}}, {Name: "cond.lock", Kind: "Lock"}}
	return &model.Run{
		Actors: []string{"main", "consumer-1", "producer-1"},
		Steps: []model.RunStep{
			{Actor: 0, Label: "run main", Objects: none, Events: []model.Event{
				{Kind: model.EvSpawn, Task: 0, Other: 1},
				{Kind: model.EvSpawn, Task: 0, Other: 2},
			}},
			{Step: 1, Actor: 2, Label: "run producer-1", Objects: none, Events: []model.Event{
				ran(15, 2), did(model.EvWrite, 2, "items = [1]"),
				{Kind: model.EvNotify, Task: 2, Object: "cond", Other: -1, N: 1},
				did(model.EvFinish, 2, ""),
			}},
			{Actor: -1, Label: "timer sleep(1) of main fires", Objects: none},
			{Actor: 1, Label: "run consumer-1", Objects: held, Events: []model.Event{
				ran(8, 1), {Kind: model.EvAcquire, Task: 1, Object: "cond.lock"}, ran(9, 1), did(model.EvRead, 1, "items = [1]"),
			}, Findings: []model.Finding{{Property: "invariant", Name: "capacity", Severity: model.Error, Message: "invariant_capacity() is false"}}},
			{Actor: 1, Label: "run consumer-1", Objects: waits, Events: []model.Event{ran(10, 1), did(model.EvWaitBegin, 1, "")}},
		},
		End: &model.End{Outcome: model.Outcome{Status: "deadlock", Globals: `{"items":[1]}`}, Findings: []model.Finding{lostWakeup}},
		Blocked: []model.Blocked{
			{Actor: "main", On: "consumer-1", Pos: pos(4, 1), Holder: "consumer-1", InCycle: true},
			{Actor: "consumer-1", On: "cond (waiter 1 of 1)", Pos: pos(10, 19), Holder: "main", InCycle: true},
		},
		Choices: []model.Choice{{N: 2, I: 1, Label: "run producer-1"}},
	}
}

// crowd is a run of more tasks than columns fit.
func crowd() *model.Run {
	run := &model.Run{}
	for i := range 8 {
		run.Actors = append(run.Actors, "philosopher-"+string(rune('a'+i)))
		run.Steps = append(run.Steps, model.RunStep{Actor: i, Events: []model.Event{ran(10, i), did(model.EvPrint, i, "'I wait, and I have so much to say about it that one line of a hundred columns will not do'")}})
	}
	return run
}

func search(r explore.Result) explore.ScheduleResult {
	r.Stats.Duration = 1200 * time.Millisecond
	r.Stats.States, r.Stats.Transitions, r.Stats.Depth, r.Stats.VisitedBytes = 1234567, 2345678, 42, 32e6
	r.Stats.CollisionChance = 2.2e-27
	return explore.ScheduleResult{Schedule: model.FIFO, Result: &r}
}

// checks are one file's results, by the name of the golden file.
func checks() map[string]*report.Check {
	violation := explore.Violation{Finding: lostWakeup, Trace: explore.Trace{Steps: []model.Step{0, 1, 0, 0, 0}}, Fewest: true, Switches: 3}
	second := violation
	second.Finding = model.Finding{Property: "invariant", Name: "capacity", Severity: model.Error, Pos: pos(9, 9), Message: "false with items = [1]"}
	asked := []model.Schedule{model.FIFO, model.Any}
	fifo := search(explore.Result{Verdict: explore.Violated, Violations: []explore.Violation{violation, second}})
	other := fifo
	other.Schedule = model.Any
	holds := search(explore.Result{Verdict: explore.Holds, Complete: true})
	limit := explore.Reason{Cause: explore.MaxStates, Text: "the limit of 100 states was met after 100 states; every execution was covered up to 9 steps",
		Growth: []explore.Growth{{Name: "counter", Sizes: [3]int64{10, 20, 40}}}}
	unknown := search(explore.Result{Incomplete: []explore.Reason{limit}})
	refusal := &model.UnsupportedError{Pos: pos(8, 16), Code: "socket-io", Msg: "a socket has no meaning in a model", Hint: "stub it"}
	refused := search(explore.Result{Incomplete: []explore.Reason{
		{Cause: explore.Unsupported, Err: refusal, Text: refusal.Error()},
		{Cause: explore.Failed, Err: errors.New("oops"), Text: "oops"},
	}})
	c := func(v explore.Verdict, runs []*model.Run, ss ...explore.ScheduleResult) *report.Check {
		return &report.Check{Path: "buffer.py", File: bufferFile, Minor: 13, Asked: asked, Runs: runs,
			Decision: &explore.Decision{Verdict: v, Searches: ss}}
	}
	return map[string]*report.Check{
		"violated":     c(explore.Violated, []*model.Run{lostRun()}, fifo),
		"violated-any": c(explore.Violated, []*model.Run{lostRun()}, holds, other),
		"holds":        c(explore.Holds, nil, holds, holds),
		"unknown":      c(explore.Unknown, nil, unknown),
		"refused":      c(explore.Unknown, nil, refused),
		"unreadable": {Path: "buffer.py", File: bufferFile, Minor: 13, Diagnostics: []report.Diagnostic{
			{Path: "buffer.py", File: bufferFile, Span: source.Span{Start: pos(15, 2), End: pos(15, 17)}, Severity: "error", Code: "io", Message: "got a tab", Hint: "use spaces"},
		}},
	}
}

func TestText(t *testing.T) {
	for name, c := range checks() {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			for _, d := range c.Diagnostics {
				d.Write(&b, report.Style{})
			}
			report.WriteText(&b, report.Style{}, c)
			golden(t, name+".txt", b.Bytes())
		})
	}
}

func TestJSON(t *testing.T) {
	for name, c := range checks() {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := report.WriteJSON(&b, []*report.Check{c}); err != nil {
				t.Fatal(err)
			}
			golden(t, name+".json", b.Bytes())
		})
	}
}

func TestSummary(t *testing.T) {
	var cs []*report.Check
	for _, name := range []string{"holds", "violated", "unknown", "refused", "unreadable"} {
		cs = append(cs, checks()[name])
	}
	var b bytes.Buffer
	report.WriteSummary(&b, report.Style{}, cs)
	golden(t, "summary.txt", b.Bytes())
}

func TestTraceLayouts(t *testing.T) {
	for name, tt := range map[string]struct {
		run   *model.Run
		width int
	}{"narrow": {lostRun(), 80}, "single": {crowd(), 100}} {
		var b bytes.Buffer
		story.Write(&b, report.Style{Width: tt.width}, bufferFile, tt.run)
		golden(t, "trace-"+name+".txt", b.Bytes())
	}
}

// Colour changes nothing but colour, and no line is wider than asked for.
func TestTraceFits(t *testing.T) {
	escape := strings.NewReplacer("\x1b[0m", "", "\x1b[1m", "", "\x1b[2m", "", "\x1b[1;31m", "")
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(60, 160).Draw(t, "width")
		run := &model.Run{}
		for range rapid.IntRange(1, 6).Draw(t, "actors") {
			run.Actors = append(run.Actors, rapid.StringMatching(`[a-z]{1,30}`).Draw(t, "name"))
		}
		for range rapid.IntRange(0, 5).Draw(t, "steps") {
			actor := rapid.IntRange(-1, len(run.Actors)-1).Draw(t, "actor")
			run.Steps = append(run.Steps, model.RunStep{Actor: actor, Label: rapid.StringMatching(`[a-zé ]{0,80}`).Draw(t, "label"), Events: []model.Event{
				did(model.EvRead, actor, rapid.StringMatching(`[a-zé =]{0,300}`).Draw(t, "text")),
			}})
		}
		var plain, colour bytes.Buffer
		story.Write(&plain, report.Style{Width: width}, bufferFile, run)
		story.Write(&colour, report.Style{Width: width, Color: true}, bufferFile, run)
		for _, l := range strings.Split(plain.String(), "\n") {
			if n := utf8.RuneCountInString(l); n > width {
				t.Fatalf("got a line of %d columns, want at most %d: %q", n, width, l)
			}
		}
		trim := func(s string) string {
			ls := strings.Split(s, "\n")
			for i := range ls {
				ls[i] = strings.TrimRight(ls[i], " ")
			}
			return strings.Join(ls, "\n")
		}
		if d := cmp.Diff(trim(plain.String()), trim(escape.Replace(colour.String()))); d != "" {
			t.Fatalf("plain against coloured (-plain +coloured):\n%s", d)
		}
	})
}

func TestOutcomes(t *testing.T) {
	set := &report.OutcomeSet{
		Path:     "buffer.py",
		Complete: true,
		Witnesses: []explore.Witness{
			{Outcome: model.Outcome{Status: "deadlock", Globals: `{"items":[1]}`, Violated: []string{"finally_empty"}}, Trace: explore.Trace{Steps: []model.Step{0, 1}}},
			{Outcome: model.Outcome{Status: "ok", Globals: `{"items":[],"n":123456789012345678901234567890}`, TaskExceptions: []string{"ValueError"}}},
		},
		Runs:  []*model.Run{lostRun(), {}},
		Stats: explore.Stats{States: 12, Transitions: 20, Duration: 3 * time.Millisecond},
	}
	var text, js bytes.Buffer
	report.WriteOutcomes(&text, report.Style{}, set)
	golden(t, "outcomes.txt", text.Bytes())
	if err := report.WriteOutcomesJSON(&js, set); err != nil {
		t.Fatal(err)
	}
	golden(t, "outcomes.json", js.Bytes())
	var back struct {
		Complete bool
		Outcomes []map[string]any
	}
	if err := json.Unmarshal(js.Bytes(), &back); err != nil || !back.Complete || len(back.Outcomes) != 2 {
		t.Errorf("got %+v, %v, want two outcomes", back, err)
	}
}
