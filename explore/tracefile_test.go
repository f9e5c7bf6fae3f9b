package explore_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

var deadlockAt = model.Finding{Property: "deadlock", Severity: model.Error, Pos: source.Pos{Line: 2, Col: 5}, Message: "main waits"}

// sampleRun is a run with something of everything.
func sampleRun() *model.Run {
	return &model.Run{
		Actors: []string{"main", "worker-1"},
		Steps: []model.RunStep{
			{Step: 0, Actor: 0, Label: "the program starts", Events: []model.Event{
				{Kind: model.EvLine, Task: 0, Other: -1, Pos: source.Pos{Line: 1, Col: 1}, Text: "x = '<é\x00>'"},
				{Kind: model.EvSpawn, Task: 0, Other: 1},
			}},
			{Step: 3, Actor: 1, Label: "run worker-1",
				Events:  []model.Event{{Kind: model.EvNotify, Task: 1, Object: "cond", N: 1, Other: -1}},
				Objects: []model.ObjectState{{Name: "cond", Kind: "Condition", Owner: "worker-1", Waiters: []string{"main"}, Value: "1"}},
				Choices: []model.Choice{{N: 2, I: 1, Label: "run worker-1"}}},
			{Step: 1, Actor: -1, Label: "timer"},
		},
		Choices: []model.Choice{{N: 2, I: 1, Label: "run worker-1"}},
		End:     &model.End{Outcome: model.Outcome{Status: "deadlock", Globals: `{"n": 1.50}`}, Findings: []model.Finding{deadlockAt}},
		Blocked: []model.Blocked{{Actor: "main", On: "cond", Pos: source.Pos{Line: 2, Col: 5}}},
	}
}

func sampleTrace() *explore.TraceFile {
	v := explore.Violation{Finding: deadlockAt, Trace: explore.Trace{Steps: []model.Step{0, 3, 1}}, Fewest: true, Switches: 1}
	t := explore.NewTraceFile(v, sampleRun(), model.Config{Schedule: model.Any, Minor: 12})
	t.Condcheck, t.Program = "v1.2.3", "dir/program.py"
	t.Sources = []explore.TraceSource{explore.SourceOf("program.py", []byte("x\n"))}
	return t
}

func encoded(t interface{ Fatal(...any) }, f *explore.TraceFile) []byte {
	text, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestTraceFileRoundTrip(t *testing.T) {
	want := sampleTrace()
	text := encoded(t, want)
	got, err := explore.DecodeTraceFile(text)
	if err != nil {
		t.Fatal(err)
	}
	again := encoded(t, got)
	if !bytes.Equal(again, text) {
		t.Errorf("encoded again: got\n%s\nwant\n%s", again, text)
	}
	if d := cmp.Diff(want.Violation(), got.Violation()); d != "" {
		t.Errorf("the violation (-want +got):\n%s", d)
	}
	if got, want := got.Config(), (model.Config{Schedule: model.Any, Minor: 12}); got != want {
		t.Errorf("got configuration %v, want %v", got, want)
	}
	// Spaces are no change.
	var compact bytes.Buffer
	if err := json.Compact(&compact, text); err != nil {
		t.Fatal(err)
	}
	if _, err := explore.DecodeTraceFile(compact.Bytes()); err != nil {
		t.Errorf("compacted: got %v, want no error", err)
	}
}

func TestTraceFileRefused(t *testing.T) {
	text := string(encoded(t, sampleTrace()))
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "empty file"},
		{"spaces", " \n", "empty file"},
		{"foreign", `{"steps": []}`, "no field \"format\""},
		{"no JSON", "import asyncio\n", "no field \"format\""},
		{"list", "[1]", "no field \"format\""},
		{"other format", `{"format": "other", "version": 1}`, "no field \"format\""},
		{"later", strings.Replace(text, `"version": 1`, `"version": 7`, 1), "format version 7, want 1 at most"},
		{"later and cut", strings.Replace(text, `"version": 1`, `"version": 7`, 1)[:100], "format version 7, want 1 at most"},
		{"version 0", strings.Replace(text, `"version": 1`, `"version": 0`, 1), "format version 0, want 1"},
		{"a step edited", strings.Replace(text, `"step": 3`, `"step": 2`, 1), "checksum does not fit"},
		{"a name edited", strings.Replace(text, "worker-1", "worker-2", 1), "checksum does not fit"},
		{"the checksum edited", strings.Replace(text, `"sha256:`, `"sha256:0`, 1), "checksum does not fit"},
		{"no checksum", strings.Replace(text, `"checksum"`, `"sum"`, 1), `unknown field "sum"`},
		{"a field added", strings.Replace(text, `"program"`, `"extra": 1, "program"`, 1), `unknown field "extra"`},
		{"two traces", text + text, "more after the trace"},
		{"a word behind", text + "x", "more after the trace"},
		{"a wrong type", strings.Replace(text, `"step": 3`, `"step": -3`, 1), "damaged"},
		{"a byte lost", strings.Replace(text, `"actors": [`, `"actors": `, 1), "damaged"},
	} {
		_, err := explore.DecodeTraceFile([]byte(tt.text))
		var refused *explore.TraceError
		if !errors.As(err, &refused) || !strings.Contains(refused.Reason, tt.want) || refused.Hint == "" {
			t.Errorf("%s: got %v, want a reason with %q and a hint", tt.name, err, tt.want)
		}
	}
	for _, tt := range []struct {
		name string
		edit func(*explore.TraceFile)
		want string
	}{
		{"no run", func(t *explore.TraceFile) { t.Run = nil }, "got no run"},
		{"verdict", func(t *explore.TraceFile) { t.Verdict = "holds" }, `got verdict "holds"`},
		{"schedule", func(t *explore.TraceFile) { t.Options.Schedule = "lifo" }, `got schedule "lifo"`},
		{"python", func(t *explore.TraceFile) { t.Options.Python = "2.7" }, `got python "2.7"`},
		{"hash", func(t *explore.TraceFile) { t.Sources[0].SHA256 = "00" }, "64 hexadecimal digits"},
		{"choice", func(t *explore.TraceFile) { t.Run.Choices[0].I = 2 }, "choice 2 of 2"},
	} {
		f := sampleTrace()
		tt.edit(f)
		if _, err := explore.DecodeTraceFile(encoded(t, f)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
	// Cut off anywhere.
	for n := range len(text) - 2 {
		var refused *explore.TraceError
		if _, err := explore.DecodeTraceFile([]byte(text[:n])); !errors.As(err, &refused) {
			t.Fatalf("cut off after %d bytes: got %v, want a *TraceError", n, err)
		}
	}
}

// A write that fails leaves neither a part of a file nor a temporary one.
func TestTraceFileWrite(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a", "b", "t.json")
	for range 2 {
		if err := sampleTrace().Write(path); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := explore.ReadTraceFile(path); err != nil {
		t.Error(err)
	}
	taken := filepath.Join(dir, "taken.json")
	if err := os.MkdirAll(filepath.Join(taken, "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := sampleTrace().Write(taken); err == nil {
		t.Error("onto a directory: got no error, want one")
	}
	var names []string
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if d := cmp.Diff([]string{"a", "taken.json"}, names); d != "" {
		t.Errorf("files (-want +got):\n%s", d)
	}
}

// Every violation of a random system is written down, read again and shown
// again; on another system its replay either fits or names a step.
func TestTraceFileReplays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sys, other := randomSystem(true).Draw(t, "system"), randomSystem(true).Draw(t, "other")
		r := explore.Search(t.Context(), sys, explore.Options{Workers: 1})
		for _, v := range r.Violations {
			run, err := v.Trace.Replay(sys)
			if err != nil {
				t.Fatal(err)
			}
			f, err := explore.DecodeTraceFile(encoded(t, explore.NewTraceFile(v, run, model.Config{Minor: 13})))
			if err != nil {
				t.Fatal(err)
			}
			again, err := f.Replay(sys, true)
			if err != nil {
				t.Fatal(err)
			}
			if !again.Shown || again.Unfit != nil || again.Finding != v.Finding {
				t.Fatalf("got shown %v, finding %v, %v, want finding %v again", again.Shown, again.Finding, again.Unfit, v.Finding)
			}
			if elsewhere, err := f.Replay(other, false); err == nil && len(elsewhere.Run.Steps) < v.Trace.Len() && elsewhere.Unfit == nil {
				t.Fatalf("got %d of %d steps and none that does not fit", len(elsewhere.Run.Steps), v.Trace.Len())
			}
		}
	})
}

// FuzzDecodeTraceFile looks for texts that are accepted and are not what they
// seem: what is accepted is written again as the same trace.
func FuzzDecodeTraceFile(f *testing.F) {
	text := encoded(f, sampleTrace())
	f.Add(text)
	f.Add(text[:len(text)/2])
	f.Add([]byte(`{"format": "condcheck-trace", "version": 1}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		trace, err := explore.DecodeTraceFile(text)
		var refused *explore.TraceError
		if err != nil {
			if !errors.As(err, &refused) || refused.Reason == "" || refused.Hint == "" {
				t.Fatalf("got %v, want a *TraceError with reason and hint", err)
			}
			return
		}
		again, err := explore.DecodeTraceFile(encoded(t, trace))
		if err != nil {
			t.Fatalf("encoded again: %v", err)
		}
		if again.Checksum != trace.Checksum {
			t.Fatalf("encoded again: got checksum %s, want %s", again.Checksum, trace.Checksum)
		}
	})
}
