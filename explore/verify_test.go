package explore_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/props"
)

// A recorder is a test that notes what it is told instead of failing.
type recorder struct {
	name   string
	failed string
	logs   []string
}

func (r *recorder) Helper()      {}
func (r *recorder) Name() string { return r.name }
func (r *recorder) Logf(format string, args ...any) {
	r.logs = append(r.logs, fmt.Sprintf(format, args...))
}
func (r *recorder) Fatalf(format string, args ...any) {
	if r.failed == "" {
		r.failed = fmt.Sprintf(format, args...)
	}
	panic(r) // what follows must not run, as in a test
}

// verify runs Verify for a test of the given name.
func verify(v explore.Verification, name string, program model.Loader, ps ...props.Property) (r *recorder) {
	r = &recorder{name: name}
	defer func() {
		if x := recover(); x != nil && x != any(r) {
			panic(x)
		}
	}()
	v.Verify(r, program, ps...)
	return r
}

const racy = `import asyncio

jobs = ["one"]
done = []


async def worker():
    while jobs:
        await asyncio.sleep(0)
        done.append(jobs.pop())


async def main():
    await asyncio.gather(worker(), worker())


asyncio.run(main())
`

// mended takes a job without giving way in between.
var mended = strings.Replace(racy, "        await asyncio.sleep(0)\n", "", 1)

func TestVerifyKeepsAndTriesCounterexamples(t *testing.T) {
	t.Chdir(t.TempDir())
	write := func(text string) {
		if err := os.WriteFile("jobs.py", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := func(name string) *recorder {
		return verify(explore.Verification{}, name, python.File("jobs.py"), props.All()...)
	}
	kept := func() []string {
		files, err := filepath.Glob("testdata/condcheck/*/*/*.json")
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	want := func(r *recorder, failed string, logs ...string) {
		t.Helper()
		if got := r.failed; !strings.Contains(got, failed) || failed == "" && got != "" {
			t.Errorf("got failure %q, want %q", got, failed)
		}
		if got := strings.Join(r.logs, "\n"); !strings.Contains(got, strings.Join(logs, "\n")) {
			t.Errorf("got logs %q, want %q", got, logs)
		}
	}

	write(mended)
	want(run("TestJobs/one"), "")
	if got := kept(); len(got) != 0 {
		t.Errorf("got %v, want no trace of a program that holds", got)
	}

	write(racy)
	r := run("TestJobs/one")
	want(r, "jobs.py:10:21: error[uncaught-exception IndexError]: nobody caught IndexError: pop from empty list")
	want(r, "worker-2 raised IndexError")
	want(r, "CPython's own event loop can do this")
	files := kept()
	if len(files) != 1 || !strings.HasPrefix(filepath.ToSlash(files[0]), "testdata/condcheck/TestJobs/one/") {
		t.Fatalf("got %v, want one trace in the directory of the test", files)
	}
	want(r, "condcheck replay "+files[0])

	// It is tried first: also where the search would end before it found anything.
	v := explore.Verification{Options: explore.Options{MaxStates: 1}}
	want(verify(v, "TestJobs/one", python.File("jobs.py")), "the counterexample of an earlier run, "+files[0])
	// But by its own test only.
	want(verify(v, "TestJobs/two", python.File("jobs.py")), "unknown: nothing was found, and not everything was searched")

	// A program that has moved still shows it; one that is mended does not.
	write("# moved\n" + racy)
	want(run("TestJobs/one"), "jobs.py:11:21")
	write(mended)
	want(run("TestJobs/one"), "", files[0]+": this counterexample of an earlier run does not show any more; searching anew")
	// What is no trace is left out, and said.
	if err := os.WriteFile(files[0], []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	want(run("TestJobs/one"), "", files[0]+": left out: got no field")
}

func TestVerifyRefuses(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"syntax", "async def main(:\n", "the program cannot be loaded: p.py:1:15: '('"},
		{"liveness", "def eventually_done(): return True\n", "p.py:1:1: eventually_done is a liveness property"},
		{"directive", "# condcheck: schedule=lifo\n", `p.py:1:1: schedule: got "lifo", want fifo, any or both`},
		{"number", "# condcheck: max-states=0\n", `max-states: got "0", want a positive number`},
		{"version", "# condcheck: python=2.7\n", `python: got "2.7", want 3.8 to 3.14`},
		{"unknown directive", "# condcheck: colour=red\n", "this directive is for the command"},
		{"limit", "# condcheck: max-states=2\n" + racy, "the limit of 2 states was met"},
		{"unsupported", "import socket\n", "cannot be loaded"},
		{"unsupported at run time", "import asyncio\nasync def main():\n    [].__class__.__subclasses__()\nasyncio.run(main())\n", "unknown: nothing was found"},
	} {
		if r := verify(explore.Verification{}, "T", python.Text("p.py", tt.text)); !strings.Contains(r.failed, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, r.failed, tt.want)
		}
	}
	if r := verify(explore.Verification{}, "T", python.File("testdata/none.py")); !strings.Contains(r.failed, "testdata/none.py") {
		t.Errorf("got %q, want a failure that names the file", r.failed)
	}
}

// Directives and fields say for which version and schedule a program is checked.
func TestVerifyConfigurations(t *testing.T) {
	lost, err := os.ReadFile("../testdata/cancel_notified_waiter.py")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		v      explore.Verification
		before string
		failed bool
	}{
		{"3.13", explore.Verification{}, "", false},
		{"3.12", explore.Verification{Minor: 12}, "", true},
		{"directive", explore.Verification{}, "# condcheck: python=3.12\n", true},
		{"directive before field", explore.Verification{Minor: 12}, "# condcheck: python=3.13\n", false},
		{"strict", explore.Verification{Strict: true}, "", false},
	} {
		r := verify(tt.v, "T", python.Text("p.py", tt.before+string(lost)))
		if (r.failed != "") != tt.failed {
			t.Errorf("%s: got %q, want failure %v", tt.name, r.failed, tt.failed)
		}
	}
}
