package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// A chain is a system that counts, in one byte, from 1 to its length, or for
// ever if it is 0, and then ends as end says.
type chain struct {
	length byte
	end    model.End
	err    error
}

func (c chain) NewMachine() model.Machine { return c }

func (c chain) Expand(s model.State, yield func(*model.Successor) bool) (*model.End, error) {
	n := byte(0)
	if len(s) > 0 {
		n = s[0]
	}
	if c.length > 0 && n == c.length {
		return &c.end, c.err
	}
	next := append(model.State{n + 1}, s...)
	if c.length > 0 {
		next = next[:1]
	}
	yield(&model.Successor{State: next})
	return nil, nil
}

func (c chain) Measures(s model.State) []model.Measure {
	return []model.Measure{{Name: "backlog", Size: int64(len(s))}}
}

func (c chain) Record(steps []model.Step) (*model.Run, error) {
	run := &model.Run{Actors: []string{"main"}, End: &c.end}
	for range steps {
		run.Steps = append(run.Steps, model.RunStep{Label: "count"})
	}
	return run, nil
}

var stuck = model.End{
	Outcome:  model.Outcome{Status: "deadlock", Globals: "{}"},
	Findings: []model.Finding{{Property: "deadlock", Severity: model.Error, Pos: source.Pos{Line: 2, Col: 1}, Message: "main waits for cond"}},
}

var warned = model.End{
	Outcome:  model.Outcome{Status: "ok", Globals: "{}"},
	Findings: []model.Finding{{Property: "misuse", Severity: model.Warning, Pos: source.Pos{Line: 2, Col: 1}, Message: "notify without the lock"}},
}

// programs are chains by the name of a file: what CPython's loop does and what
// any order does.
var programs = map[string][2]chain{
	"holds":    {{length: 3, end: model.End{Outcome: model.Outcome{Status: "ok", Globals: `{"x":1}`}}}, {length: 4, end: model.End{Outcome: model.Outcome{Status: "ok", Globals: `{"x":1}`}}}},
	"fifo":     {{length: 3, end: stuck}, {length: 3, end: stuck}},
	"any":      {{length: 3}, {length: 4, end: stuck}},
	"endless":  {{}, {}},
	"warned":   {{length: 3, end: warned}, {length: 3, end: warned}},
	"refused":  {{length: 3, err: &model.UnsupportedError{Pos: source.Pos{Line: 1, Col: 1}, Code: "socket-io", Msg: "a socket"}}, {length: 3}},
	"too-long": {{length: 3, err: &model.LimitError{Pos: source.Pos{Line: 1, Col: 1}, What: "one step ran for ever"}}, {length: 3}},
}

// fake loads a chain by the file's name; the file's lines that begin with
// "directive " or "want " say the rest.
func fake(path string) (*unit, []report.Diagnostic) {
	text, err := os.ReadFile(path)
	if err != nil {
		return &unit{}, []report.Diagnostic{unreadable(path, err)}
	}
	u := &unit{file: source.NewFile(path, string(text))}
	for i := 1; i <= u.file.Lines(); i++ {
		line := u.file.Line(i)
		pos := source.Pos{Line: int32(i), Col: int32(strings.Index(line, "#") + 1)}
		_, comment, _ := strings.Cut(line, "# ")
		kind, rest, _ := strings.Cut(comment, " ")
		switch kind {
		case "condcheck:":
			for _, f := range strings.Fields(rest) {
				k, v, _ := strings.Cut(f, "=")
				u.directives = append(u.directives, model.Directive{Key: k, Value: v, Pos: pos})
			}
		case "want":
			w := model.Want{Options: map[string]string{}, Pos: pos}
			for _, f := range strings.Fields(rest) {
				if k, v, ok := strings.Cut(f, "="); ok {
					w.Options[k] = v
				} else if strings.HasPrefix(f, `"`) {
					w.Pattern = strings.Trim(f, `"`)
				} else {
					w.Property = f
				}
			}
			u.wants = append(u.wants, w)
		}
	}
	name := strings.TrimSuffix(filepath.Base(path), ".py")
	p, ok := programs[name]
	if !ok {
		return u, []report.Diagnostic{{Path: path, File: u.file, Span: source.Span{Start: source.Pos{Line: 1, Col: 1}}, Severity: "error", Code: "syntax", Message: "this is no program"}}
	}
	u.system = func(c model.Config) model.System { return p[c.Schedule] }
	return u, nil
}

// condcheck runs a command line in a directory with the given files.
func condcheck(t *testing.T, ctx context.Context, files map[string]string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	var out, errs bytes.Buffer
	e := &env{ctx: ctx, stdin: strings.NewReader(""), stdout: &out, stderr: &errs, getenv: func(string) string { return "" }, load: fake}
	code = dispatch(e, args)
	return code, out.String(), errs.String()
}

const text = "first\nsecond\n"

func TestExitCodes(t *testing.T) {
	all := map[string]string{"bad.py": text}
	for name := range programs {
		all[name+".py"] = text
	}
	for _, tt := range []struct {
		args   string
		code   int
		stdout string // a part of it
		stderr string
	}{
		{args: "", code: 2, stdout: "condcheck verify FILE.py"},
		{args: "help", code: 0, stdout: "condcheck verify FILE.py"},
		{args: "--help", code: 0, stdout: "condcheck verify FILE.py"},
		{args: "verify --help", code: 0, stdout: "--max-states N"},
		{args: "help exit-codes", code: 0, stdout: "130"},
		{args: "help exitcodes", code: 2, stderr: `did you mean "exit-codes"?`},
		{args: "version", code: 0, stdout: "condcheck "},
		{args: "verfy", code: 2, stderr: `did you mean "verify"?`},
		{args: "holds.py", code: 2, stderr: "condcheck verify holds.py"},
		{args: "verify", code: 2, stderr: "got no file"},
		{args: "verify --frobnicate holds.py", code: 2, stderr: "frobnicate"},
		{args: "verify --python 2.7 holds.py", code: 2, stderr: `got "2.7", want 3.8 to 3.14`},
		{args: "verify --format xml holds.py", code: 2, stderr: "want text, json, junit, sarif or github"},
		{args: "verify --fail-on note holds.py", code: 2, stderr: `got "note", want error or warning`},
		{args: "verify warned.py", code: 0, stdout: "warning[misuse]"},
		{args: "verify --fail-on warning warned.py", code: 1, stderr: "1 warning"},
		{args: "verify --fail-on warning holds.py", code: 0},
		{args: "verify missing.py", code: 2, stderr: "missing.py: error[io]: cannot read: no such file"},
		{args: "verify holds", code: 2, stderr: "did you mean holds.py?"},
		{args: "verify holds.py", code: 0, stdout: "holds.py: holds in every execution (schedules fifo and any, 9 states)"},
		{args: "verify --schedule fifo holds.py", code: 0, stdout: "(schedule=fifo, 4 states)"},
		{args: "verify fifo.py", code: 1, stdout: "CPython's own event loop can do this"},
		{args: "verify any.py", code: 1, stdout: "needs an order that CPython's FIFO loop does not produce"},
		{args: "verify --schedule any any.py", code: 1, stdout: "schedule=fifo was not asked for"},
		{args: "verify --schedule fifo any.py", code: 0},
		{args: "verify --max-states 50 endless.py", code: 3, stdout: "`backlog` seems to grow without bound: 12, 24, 49"},
		{args: "verify --max-depth 20 --search dfs --exact --workers 3 endless.py", code: 3, stdout: "the limit of 20 steps was met"},
		{args: "verify --max-states 2 fifo.py", code: 3, stdout: "unknown"},
		{args: "verify refused.py", code: 2, stdout: "error[socket-io]: a socket"},
		{args: "verify too-long.py", code: 3, stdout: "one step ran for ever"},
		{args: "verify bad.py", code: 2, stderr: "bad.py:1:1: error[syntax]: this is no program"},
		{args: "verify holds.py fifo.py", code: 1, stdout: "2 files: 1 hold, 1 violated"},
		{args: "verify holds.py holds.py ./holds.py", code: 0, stdout: "1 file: 1 hold"},
		{args: "verify --max-states 50 holds.py endless.py", code: 3, stdout: "2 files: 1 hold, 1 unknown"},
		{args: "verify --max-states 50 fifo.py endless.py bad.py", code: 2, stdout: "3 files: 1 violated, 1 unknown, 1 could not be checked"},
		{args: "verify --max-states 50 .", code: 2, stdout: "8 files"},
		{args: "verify --quiet fifo.py", code: 1, stdout: "fifo.py  violated  deadlock (schedule=fifo, 3 steps)"},
		{args: "outcomes", code: 2, stderr: "got 0 files, want one"},
		{args: "outcomes --schedule both holds.py", code: 2, stderr: "want fifo or any"},
		{args: "outcomes holds.py", code: 0, stdout: `1. ok {"x":1}`},
		{args: "outcomes fifo.py", code: 0, stdout: "1. deadlock {}"},
		{args: "outcomes --max-states 9 endless.py", code: 3, stdout: "0 outcomes, incomplete"},
		{args: "outcomes --schedule fifo refused.py", code: 2, stderr: "error[socket-io]: a socket"},
		{args: "outcomes bad.py", code: 2, stderr: "this is no program"},
	} {
		t.Run(tt.args, func(t *testing.T) {
			code, stdout, stderr := condcheck(t, t.Context(), all, strings.Fields(tt.args)...)
			if code != tt.code || !strings.Contains(stdout, tt.stdout) || !strings.Contains(stderr, tt.stderr) {
				t.Errorf("got exit code %d, want %d; want %q and %q in\nstdout:\n%s\nstderr:\n%s", code, tt.code, tt.stdout, tt.stderr, stdout, stderr)
			}
			if strings.HasPrefix(tt.args, "verify ") && strings.HasSuffix(tt.args, ".py") && !strings.Contains(tt.args, "xml") {
				for _, format := range formatNames() {
					again, _, _ := condcheck(t, t.Context(), all, append(strings.Fields(tt.args), "--format="+format)...)
					if again != tt.code {
						t.Errorf("got exit code %d with --format %s, want %d", again, format, tt.code)
					}
				}
			}
		})
	}
}

func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, args := range []string{"verify endless.py", "outcomes endless.py"} {
		if code, stdout, _ := condcheck(t, ctx, map[string]string{"endless.py": text}, strings.Fields(args)...); code != exitInterrupted {
			t.Errorf("%s: got exit code %d, want %d:\n%s", args, code, exitInterrupted, stdout)
		}
	}
}

func TestDirectives(t *testing.T) {
	for _, tt := range []struct {
		file, flags string
		code        int
		part        string // of stdout and stderr
	}{
		{file: "# condcheck: schedule=fifo", code: 0, part: "schedule=fifo, 4 states"},
		{file: "# condcheck: schedule=fifo", flags: "--schedule any", code: 1, part: "schedule=any"},
		{file: "# condcheck: schedule=any max-states=2", code: 3, part: "2 states"},
		{file: "# condcheck: schedule=any max-states=2", flags: "--max-states 100", code: 1, part: "deadlock"},
		{file: "# condcheck: python=3.12 exact=true search=dfs max-memory=1G max-time=1m", code: 1, part: "deadlock"},
		{file: "# condcheck: shedule=fifo", code: 2, part: "did you mean schedule?"},
		{file: "# condcheck: schedule=lifo", code: 2, part: `got "lifo", want fifo, any or both`},
		{file: "# condcheck: max-states=0 max-time=3", code: 2, part: "want a positive number"},
		{file: "# condcheck: workers=2", code: 2, part: `got directive "workers"`},
	} {
		code, stdout, stderr := condcheck(t, t.Context(), map[string]string{"any.py": tt.file}, append([]string{"verify", "any.py"}, strings.Fields(tt.flags)...)...)
		if code != tt.code || !strings.Contains(stdout+stderr, tt.part) {
			t.Errorf("%s, flags %q: got exit code %d, want %d and %q in\n%s%s", tt.file, tt.flags, code, tt.code, tt.part, stdout, stderr)
		}
	}
}

func TestCheckWants(t *testing.T) {
	for _, tt := range []struct {
		name, file string
		code       int
		part       string
	}{
		{"holds", "# want holds", 0, "as wanted"},
		{"holds", "x\ny # want deadlock", 1, "got holds, want deadlock"},
		{"holds", "no wants", 1, "got no # want comment"},
		{"fifo", "# want holds", 1, "not wanted"},
		{"fifo", "x\ny # want deadlock", 0, ""},
		{"fifo", "x\ny # want deadlock \"for.cond\"", 0, ""},
		{"fifo", "x\ny # want deadlock \"for.lock\"", 1, "not wanted"},
		{"fifo", "x # want deadlock\ny", 1, "not wanted"},
		{"fifo", "# want deadlock\n", 0, ""},
		{"fifo", "# want deadlock schedule=any\n", 1, ""},
		{"any", "# want deadlock schedule=any\n", 0, ""},
		{"any", "# want holds schedule=fifo\n# want deadlock schedule=any\n", 0, ""},
		{"any", "# want deadlock schedule=fifo\n", 1, ""},
		{"any", "# want deadlock\n", 1, "schedule=fifo"},
		{"any", "# want deadlock schedule=any python=3.8-3.10,3.13\n", 0, ""},
		{"any", "# want deadlock schedule=any python=3.8-3.10\n", 0, ""},
		{"any", "# want deadlock schedule=any python=3.8-3.10\n# want holds schedule=fifo", 1, "python=3.13 schedule=any"},
		{"any", "# want deadlock python=3.10-3.15\n", 2, "want 3.8 to 3.14"},
		{"any", "# want deadlock python=3.12\n# want holds python=3.13", 1, ""},
		{"endless", "# condcheck: max-states=50\n# want unknown \"backlog\"", 0, ""},
		{"endless", "# condcheck: max-states=50\n# want unknown \"front\"", 1, "got unknown; the limit of 50 states was met"},
		{"endless", "# condcheck: max-states=50\n# want holds", 1, "got unknown"},
		{"holds", "# want holds shedule=any\n", 2, "got shedule=any, want schedule=…, python=… or profile=…"},
		{"holds", "# want holds schedule=all\n", 2, `schedule: got "all", want fifo or any`},
		{"holds", "# want holds profile=posix\n", 2, "the program has no threads"},
		{"bad", "# want holds", 2, "no program"},
	} {
		code, stdout, stderr := condcheck(t, t.Context(), map[string]string{tt.name + ".py": tt.file}, "verify", "--check-wants", tt.name+".py")
		if code != tt.code || !strings.Contains(stdout+stderr, tt.part) {
			t.Errorf("%s with %q: got exit code %d, want %d and %q in\n%s%s", tt.name, tt.file, code, tt.code, tt.part, stdout, stderr)
		}
	}
}

func TestOutcomesJSON(t *testing.T) {
	_, stdout, _ := condcheck(t, t.Context(), map[string]string{"holds.py": text}, "outcomes", "--format", "json", "holds.py")
	var got bytes.Buffer
	if err := json.Compact(&got, []byte(stdout)); err != nil {
		t.Fatal(err)
	}
	want := `{"complete":true,"outcomes":[{"status":"ok","globals":{"x":1},"task_exceptions":[],"violated":[],"witness":[]}]}`
	if got.String() != want {
		t.Errorf("got %s, want %s", got.String(), want)
	}
}

// Every topic has its text, and every text its topic.
func TestTopics(t *testing.T) {
	files, err := topicFiles.ReadDir("topics")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{
		"properties.txt": true, // which is made from the properties
		"replay.txt":     true, // with which the help of the command ends
		"why.txt":        true, // likewise
	}
	for _, topic := range topics {
		listed[topic.name+".txt"] = true
		if code, stdout, stderr := condcheck(t, t.Context(), nil, "help", topic.name); code != 0 || len(stdout) < 100 {
			t.Errorf("help %s: got exit code %d and %q %s", topic.name, code, stdout, stderr)
		}
	}
	for _, f := range files {
		if !listed[f.Name()] {
			t.Errorf("%s is not among the topics", f.Name())
		}
	}
}

func TestParseSize(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want int64
	}{{"1", 1}, {"512M", 512 << 20}, {"1.5g", 3 << 29}, {"2GiB", 2 << 30}, {"4kb", 4096}, {"", 0}, {"x", 0}, {"-1M", 0}, {"9999999T", 0}} {
		got, err := parseSize(tt.in)
		if got != tt.want || (err == nil) != (tt.want > 0) {
			t.Errorf("%q: got %d, %v, want %d", tt.in, got, err, tt.want)
		}
	}
}
