package control

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The programs in the repository's testdata say in comments what is to be
// found in them. Here CPython itself is asked.

// A shippedWant is one `# want` comment.
type shippedWant struct {
	property, pattern string
	schedule          string // empty: both
	minor             string // empty: any
	line              int
}

var (
	wantRE      = regexp.MustCompile(`# want (\S+)((?: \w+=\S+)*)(?: "(.*)")?$`)
	directiveRE = regexp.MustCompile(`(?m)^# condcheck:.*\bpython=3\.(\d+)`)
)

func shippedWants(t *testing.T, text string) []shippedWant {
	var list []shippedWant
	for i, line := range strings.Split(text, "\n") {
		if !strings.Contains(line, "# want ") {
			continue
		}
		m := wantRE.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("line %d: got %q, want an expectation", i+1, line)
		}
		w := shippedWant{property: m[1], pattern: m[3], line: i + 1}
		for _, option := range strings.Fields(m[2]) {
			key, value, _ := strings.Cut(option, "=")
			switch key {
			case "schedule":
				w.schedule = value
			case "python":
				w.minor = strings.TrimPrefix(value, "3.")
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

func (w shippedWant) finding() string {
	switch w.property {
	case "deadlock":
		return fmt.Sprintf("deadlock line %d", w.line)
	case "uncaught-exception":
		return fmt.Sprintf("uncaught-exception %s line %d", w.pattern, w.line)
	}
	return w.property + " " + w.pattern
}

// TestShipped checks the expectations of the repository's programs, on the
// versions that they name and otherwise on the oldest and the newest found.
// Under Any it looks at the first thousand or so executions and at some random
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
			if named := func(w shippedWant) bool { return w.minor != "" }; slices.ContainsFunc(wants, named) {
				list = nil
				for _, in := range all {
					if slices.ContainsFunc(wants, func(w shippedWant) bool { return w.minor == fmt.Sprint(in.Minor) }) {
						list = append(list, in)
					}
				}
			}
			first := 0
			if m := directiveRE.FindStringSubmatch(string(text)); m != nil {
				fmt.Sscan(m[1], &first)
			}
			for _, in := range list {
				if in.Minor < first {
					continue
				}
				for _, schedule := range []string{FIFO, Any} {
					checkShipped(t, in, schedule, file, wants)
				}
			}
		})
	}
}

func checkShipped(t *testing.T, in Interpreter, schedule, file string, wants []shippedWant) {
	t.Helper()
	req := Request{File: file, Schedule: schedule, Mode: Exhaustive, Limit: 1200, NoLabels: true, Invariants: true, MaxHandles: 2000}
	list, complete, err := in.Explore(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	if !complete {
		req.Mode, req.Count, req.Seed = Random, 400, 1
		random, err := in.Run(context.Background(), req)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, random...)
	}
	var wanted, found []string
	for _, w := range wants {
		if w.property != "holds" && (w.minor == "" || w.minor == fmt.Sprint(in.Minor)) &&
			(w.schedule == "" || w.schedule == schedule) {
			wanted = append(wanted, w.finding())
		}
	}
	for _, e := range list {
		for _, f := range findings(e) {
			if !slices.Contains(found, f) {
				found = append(found, f)
				if !slices.Contains(wanted, f) {
					t.Errorf("%v, %s: got %s by choices %v, want %q", in, schedule, f, e.Indices(), wanted)
				}
			}
		}
	}
	for _, w := range wanted {
		if !slices.Contains(found, w) {
			t.Errorf("%v, %s: got %q in %d executions, want %s", in, schedule, found, len(list), w)
		}
	}
}
