package control

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The programs in the repository's testdata say in comments what is to be
// found in them. Here CPython itself is asked.

// A shippedWant is one `# want` comment.
type shippedWant struct {
	property, pattern string
	schedule          string // empty: both
	minors            []int  // empty: any
	line              int    // 0: it stands on a line of its own, and is about the program
	blockEnd          int    // where it stands on a with statement, the last line of that
}

// counts reports whether an expectation is one about a version.
func (w shippedWant) counts(minor int) bool {
	return len(w.minors) == 0 || slices.Contains(w.minors, minor)
}

var (
	wantRE      = regexp.MustCompile(`# want (\S+)((?: \w+=\S+)*)(?: "(.*)")?$`)
	directiveRE = regexp.MustCompile(`(?m)^# condcheck:.*\bpython=3\.(\d+)`)
	withRE      = regexp.MustCompile(`^( *)(?:async )?with `)
	fifoRE      = regexp.MustCompile(`(?m)^# condcheck:.*\bschedule=fifo\b`)
)

func shippedWants(t *testing.T, text string) []shippedWant {
	var list []shippedWant
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if !strings.Contains(line, "# want ") {
			continue
		}
		m := wantRE.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("line %d: got %q, want an expectation", i+1, line)
		}
		w := shippedWant{property: m[1], pattern: m[3], line: i + 1}
		if strings.HasPrefix(line, "# want ") {
			w.line = 0
		}
		if w.property == "deadlock" {
			w.pattern = "" // a reason, which the interpreter does not give
		}
		if block := withRE.FindStringSubmatch(line); block != nil {
			for w.blockEnd = i + 1; w.blockEnd < len(lines) && strings.HasPrefix(lines[w.blockEnd], block[1]+" "); {
				w.blockEnd++
			}
		}
		for _, option := range strings.Fields(m[2]) {
			key, value, _ := strings.Cut(option, "=")
			switch key {
			case "schedule":
				w.schedule = value
			case "python":
				for part := range strings.SplitSeq(value, ",") {
					from, to, isRange := strings.Cut(part, "-")
					if !isRange {
						to = from
					}
					var a, b int
					if _, err := fmt.Sscanf(from+" "+to, "3.%d 3.%d", &a, &b); err != nil {
						t.Fatalf("line %d: got python=%s, want 3.12, 3.8-3.12 or a list of these", i+1, value)
					}
					for ; a <= b; a++ {
						w.minors = append(w.minors, a)
					}
				}
			default:
				t.Fatalf("line %d: got option %s, want schedule or python", i+1, key)
			}
		}
		list = append(list, w)
	}
	return list
}

// findings are what the execution has to be blamed for: each as the property
// and the line or name it is reported by.
func findings(e Execution) []string {
	var list []string
	if e.Status == "deadlock" {
		list = append(list, fmt.Sprintf("deadlock line %d", firstStuck(e.Stuck).Line))
	}
	for _, r := range e.Raised {
		list = append(list, fmt.Sprintf("uncaught-exception %s line %d", r.Type, r.Line))
	}
	for _, name := range e.Violated {
		list = append(list, "finally "+strings.TrimPrefix(name, "finally_"))
	}
	for _, name := range e.Invariants {
		list = append(list, "invariant "+strings.TrimPrefix(name, "invariant_"))
	}
	if e.Status == "diverged" || e.Status == "limit" || e.Status == "unsupported" {
		list = append(list, e.Status+": "+e.Error)
	}
	return list
}

// firstStuck returns the first task that does not merely wait for others.
func firstStuck(list []Blocked) Blocked {
	for _, b := range list {
		if !b.ForTasks {
			return b
		}
	}
	return list[0]
}

// finding is what the expectation is about, as findings writes it: without what
// it leaves open, a type, a name or, standing apart, the line.
func (w shippedWant) finding() string {
	found := strings.TrimSuffix(w.property+" "+w.pattern, " ")
	if w.property == "invariant" || w.property == "finally" || w.line == 0 {
		return found
	}
	return fmt.Sprintf("%s line %d", found, w.line)
}

// matches reports whether a finding of Python 3.minor is the wanted one. Before
// 3.10 the traceback of an exception at the end of a with block names the line
// of the block that ran last.
func (w shippedWant) matches(found string, minor int) bool {
	found, line, placed := strings.Cut(found, " line ")
	if found != w.property && w.pattern == "" {
		found, _, _ = strings.Cut(found, " ")
	}
	if found != strings.TrimSuffix(w.property+" "+w.pattern, " ") {
		return false
	}
	n, _ := strconv.Atoi(line)
	return !placed || w.line == 0 || n == w.line || minor < 10 && w.line < n && n <= w.blockEnd
}

// TestShipped checks the expectations of the repository's programs, on the
// versions that they name and otherwise on the oldest that is modelled and the newest found.
// Under Any it looks at the first hundreds of executions and at some random
// ones: all of what is found must be expected, and what is expected be found.
func TestShipped(t *testing.T) {
	all := interpreters(t)
	some := someInterpreters(t)
	files, err := filepath.Glob("../../../testdata/*.py")
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
			if !strings.Contains(string(text), "asyncio") {
				return // no program for this loop
			}
			wants := shippedWants(t, string(text))
			if len(wants) == 0 {
				t.Fatal("got no expectation, want # want comments")
			}
			// What only the model watches cannot be seen from outside.
			wants = slices.DeleteFunc(wants, func(w shippedWant) bool {
				return !slices.Contains([]string{"holds", "deadlock", "uncaught-exception", "invariant", "finally"}, w.property)
			})
			list := some
			if named := func(w shippedWant) bool { return len(w.minors) > 0 }; slices.ContainsFunc(wants, named) {
				list = nil
				for _, in := range all {
					if slices.ContainsFunc(wants, func(w shippedWant) bool { return slices.Contains(w.minors, in.Minor) }) {
						list = append(list, in)
					}
				}
			}
			first := 8 // as the model, which has no older version
			if m := directiveRE.FindStringSubmatch(string(text)); m != nil {
				fmt.Sscan(m[1], &first)
			}
			for _, in := range list {
				if in.Minor < first {
					continue
				}
				for _, schedule := range []string{FIFO, Any} {
					if schedule == Any && fifoRE.Match(text) {
						continue
					}
					checkShipped(t, in, schedule, file, wants)
				}
			}
		})
	}
}

func checkShipped(t *testing.T, in Interpreter, schedule, file string, wants []shippedWant) {
	t.Helper()
	req := Request{File: file, Schedule: schedule, Mode: Exhaustive, Limit: 800, NoLabels: true, Invariants: true, MaxHandles: 2000}
	list, complete, err := exploreOn(in, req)
	if err != nil {
		t.Fatal(err)
	}
	if !complete {
		req.Mode, req.Count, req.Seed = Random, 300, 1
		random, _, err := exploreOn(in, req)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, random...)
	}
	var found []string
	wanted := slices.DeleteFunc(slices.Clone(wants), func(w shippedWant) bool {
		return w.property == "holds" || !w.counts(in.Minor) || w.schedule != "" && w.schedule != schedule
	})
	for _, e := range list {
		for _, f := range findings(e) {
			if !slices.Contains(found, f) {
				found = append(found, f)
				if !slices.ContainsFunc(wanted, func(w shippedWant) bool { return w.matches(f, in.Minor) }) {
					t.Errorf("%v, %s: got %s by choices %v, want %v", in, schedule, f, e.Indices(), wanted)
				}
			}
		}
	}
	for _, w := range wanted {
		if !slices.ContainsFunc(found, func(f string) bool { return w.matches(f, in.Minor) }) {
			t.Errorf("%v, %s: got %q in %d executions, want %s", in, schedule, found, len(list), w.finding())
		}
	}
}
