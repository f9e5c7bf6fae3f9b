package control

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what the interpreters do to testdata/*.want")

var findOnce = sync.OnceValue(Find)

// interpreters returns the interpreters found, and skips the test if there is
// none.
func interpreters(t *testing.T) []Interpreter {
	t.Helper()
	list := findOnce()
	if len(list) == 0 {
		t.Skip("no CPython found: put python3 on PATH or list interpreters in CONDCHECK_PYTHONS")
	}
	for _, in := range list {
		t.Log(in)
	}
	return list
}

var headerRE = regexp.MustCompile(`(?m)^# (python|schedule|max_handles): (\S+)$`)

// header returns the settings in a test program's comments: from which minor
// version on it runs, its schedules, and a bound on handles.
func header(t *testing.T, text string) (minor int, schedules []string, handles int) {
	schedules = []string{FIFO, Any}
	minor = 7
	for _, m := range headerRE.FindAllStringSubmatch(text, -1) {
		var err error
		switch m[1] {
		case "python":
			minor, err = strconv.Atoi(strings.TrimPrefix(m[2], "3."))
		case "schedule":
			schedules = []string{m[2]}
		case "max_handles":
			handles, err = strconv.Atoi(m[2])
		}
		if err != nil {
			t.Fatalf("%s: %v", m[0], err)
		}
	}
	return minor, schedules, handles
}

// describe writes an exhaustive run as text: how many executions ended how,
// and the choices that led there first.
func describe(list []Execution, complete bool) string {
	var b strings.Builder
	total := 0
	for _, e := range list {
		total += e.Count
	}
	fmt.Fprintf(&b, "executions %d, complete %v\n", total, complete)
	for _, e := range list {
		fmt.Fprintf(&b, "%d× %s\n", e.Count, e.Outcome())
		if e.Error != "" {
			fmt.Fprintf(&b, "    (%s)\n", e.Error)
		}
		for _, c := range e.Choices {
			fmt.Fprintf(&b, "    %s\n", c)
		}
		for _, r := range e.Raised {
			fmt.Fprintf(&b, "    raised %s in line %d\n", r.Type, r.Line)
		}
		for _, s := range e.Stuck {
			fmt.Fprintf(&b, "    stuck %s in line %d (for tasks: %v)\n", s.Task, s.Line, s.ForTasks)
		}
		for _, name := range e.Invariants {
			fmt.Fprintf(&b, "    false on the way: %s\n", name)
		}
	}
	return b.String()
}

// TestPrograms runs each testdata/*.py exhaustively and compares with its
// .want file, whose sections are headed by the schedule and the minor versions
// that they hold for. A version that has no section is as the one before it.
func TestPrograms(t *testing.T) {
	list := interpreters(t)
	if testing.Short() {
		list = someInterpreters(t)
	}
	files, err := filepath.Glob("testdata/*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("testdata: got %d programs (%v), want some", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			first, schedules, handles := header(t, string(text))
			wantFile := strings.TrimSuffix(file, ".py") + ".want"
			var w wants
			if old, err := os.ReadFile(wantFile); err == nil && !*update {
				w = parseWants(string(old))
			}
			for _, schedule := range schedules {
				for _, in := range list {
					if in.Minor < first {
						continue
					}
					execs, complete, err := exploreOn(in, Request{
						File: file, Source: string(text), Schedule: schedule, Mode: Exhaustive,
						Limit: 100000, Distinct: true, Invariants: true, MaxHandles: handles})
					if err != nil {
						t.Errorf("%v, %s: %v", in, schedule, err)
						continue
					}
					got := describe(execs, complete)
					if *update {
						w.add(schedule, in.Minor, got)
						continue
					}
					if diff := cmp.Diff(w.find(schedule, in.Minor), got); diff != "" {
						t.Errorf("%v, %s (-want +got):\n%s", in, schedule, diff)
					}
				}
			}
			if *update {
				if err := os.WriteFile(wantFile, []byte(w.String()), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// wants are the sections of a .want file.
type wants []want

type want struct {
	schedule string
	minors   []int
	text     string
}

func (w *wants) add(schedule string, minor int, text string) {
	if n := len(*w); n > 0 && (*w)[n-1].schedule == schedule && (*w)[n-1].text == text {
		if k := len((*w)[n-1].minors); (*w)[n-1].minors[k-1] != minor {
			(*w)[n-1].minors = append((*w)[n-1].minors, minor)
		}
		return
	}
	*w = append(*w, want{schedule, []int{minor}, text})
}

func (w wants) find(schedule string, minor int) string {
	best, text := -1, ""
	for _, s := range w {
		for _, m := range s.minors {
			if s.schedule == schedule && m <= minor && m > best {
				best, text = m, s.text
			}
		}
	}
	return text
}

func (w wants) String() string {
	var b strings.Builder
	for _, s := range w {
		sort.Ints(s.minors)
		fmt.Fprintf(&b, "== %s", s.schedule)
		for _, m := range s.minors {
			fmt.Fprintf(&b, " 3.%d", m)
		}
		fmt.Fprintf(&b, "\n%s", s.text)
	}
	return b.String()
}

func parseWants(text string) wants {
	var w wants
	for _, section := range strings.Split("\n"+text, "\n== ")[1:] {
		head, body, _ := strings.Cut(section, "\n")
		fields := strings.Fields(head)
		s := want{schedule: fields[0], text: strings.TrimSuffix(body, "\n") + "\n"}
		for _, f := range fields[1:] {
			if m, err := strconv.Atoi(strings.TrimPrefix(f, "3.")); err == nil {
				s.minors = append(s.minors, m)
			}
		}
		w = append(w, s)
	}
	return w
}
