package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/condcheck/condcheck/model/native"
)

var everySuite = flag.Bool("every", false, "PublishedSuites: explore all tests, those that take minutes, too")

// quickRow is the number of executions of a test up to which it is explored without
// -every.
const quickRow = 1_000

// A suite is a paragraph of suites.txt.
type suite struct {
	call  string // condcheck test …
	every bool   // it is called with -every alone
	rows  []suiteRow
}

// A suiteRow is what comes of a test.
type suiteRow struct{ pkg, test, want string }

func (r suiteRow) executions() int64 {
	if m := regexp.MustCompile(`^complete in (\d+) execution`).FindStringSubmatch(r.want); m != nil {
		n, _ := strconv.ParseInt(m[1], 10, 64)
		return n
	}
	return quickRow + 1
}

// readSuites reads suites.txt; head is the comment that it begins with.
func readSuites(t *testing.T, path string) (head string, suites []*suite) {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		words := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "#"):
			head += line + "\n"
		case strings.HasPrefix(line, "condcheck test "):
			call, every := strings.CutSuffix(line, " # -every")
			suites = append(suites, &suite{call: call, every: every})
		case len(words) > 2:
			s := suites[len(suites)-1]
			s.rows = append(s.rows, suiteRow{words[0], words[1], strings.Join(words[2:], " ")})
		case line != "":
			t.Fatalf("%s: got %q, want a package, a test and what comes of it", path, line)
		}
	}
	return head, suites
}

func writeSuites(t *testing.T, path, head string, suites []*suite) {
	var b strings.Builder
	b.WriteString(head)
	for _, s := range suites {
		b.WriteString("\n" + s.call)
		if s.every {
			b.WriteString(" # -every")
		}
		b.WriteString("\n")
		pkg, test := 0, 0
		for _, r := range s.rows {
			pkg, test = max(pkg, len(r.pkg)), max(test, len(r.test))
		}
		for _, r := range s.rows {
			fmt.Fprintf(&b, "%-*s  %-*s  %s\n", pkg, r.pkg, test, r.test, r.want)
		}
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// outcomeOf words what came of a test.
func outcomeOf(r *native.Result) string {
	switch {
	case r.Refused != "":
		first, _, _ := strings.Cut(r.Refused, "\n")
		return "refused: " + first
	case r.Finding != nil:
		return "violated: " + r.Finding.Kind
	case r.Complete:
		return fmt.Sprintf("complete in %s", plural(int(r.Executions), "execution", "executions"))
	}
	why, _, _ := strings.Cut(r.Incomplete, ", with goroutine")
	if strings.Contains(why, "as many as allowed") {
		why = "it has more executions than -max-executions allows"
	}
	return "incomplete: " + why
}

// TestPublishedSuites explores the tests that published modules have themselves, and
// compares with suites.txt what comes of each. -v shows the table.
func TestPublishedSuites(t *testing.T) {
	dir, err := filepath.Abs(filepath.Join("..", "..", "testdata", "go", "suites"))
	if err != nil {
		t.Fatal(err)
	}
	download(t, dir, "go.mod")
	path := filepath.Join(dir, "suites.txt")
	head, suites := readSuites(t, path)
	kinds := make(map[string]int)
	for _, s := range suites {
		if s.every && !*everySuite {
			continue
		}
		args := append([]string{"-no-traces", "-work", t.TempDir(), "-max-time", "1h"}, strings.Fields(s.call)[2:]...)
		want := make(map[string]string)
		var quick []string
		for _, r := range s.rows {
			if *everySuite || r.executions() <= quickRow {
				want[r.pkg+" "+r.test] = r.want
				top, _, _ := strings.Cut(r.test, "/")
				quick = append(quick, top)
			}
		}
		if !*everySuite {
			args = append(args, "-run", "^("+strings.Join(quick, "|")+")$")
		}
		f, err := parseGoTest(args)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		start := time.Now()
		code := runGoTest(&env{ctx: t.Context(), stdout: &out, stderr: &out, getenv: os.Getenv}, f, dir)
		reports, err := readReports(f.Report)
		if err != nil || len(reports) == 0 {
			t.Fatalf("%s: got exit code %d, %v and no test:\n%s", s.call, code, err, out.String())
		}
		t.Logf("%s: %d tests in %v", s.call, len(reports), time.Since(start).Round(time.Millisecond))
		var rows []suiteRow
		for _, rep := range reports {
			row := suiteRow{strings.TrimSuffix(rep.Package, "_test"), rep.Test, outcomeOf(rep.Result)}
			t.Logf("%s %s: %s", row.pkg, row.test, row.want)
			kind, _, _ := strings.Cut(row.want, " ")
			kinds[strings.TrimSuffix(kind, ":")]++
			key := row.pkg + " " + row.test
			if strings.HasPrefix(want[key], "complete in ? ") && rep.Result.Complete {
				row.want = want[key] // this machine's number
			}
			if got, want := row.want, cmp.Or(want[key], "a test that is not there"); got != want && !*updateScripts {
				t.Errorf("%s: got %s, want %s", key, got, want)
			}
			delete(want, key)
			rows = append(rows, row)
		}
		for key := range want {
			if !*updateScripts {
				t.Errorf("%s: was not explored:\n%s", key, out.String())
			}
		}
		if *everySuite {
			s.rows = rows
		}
	}
	t.Logf("%d complete, %d incomplete, %d violated, %d refused", kinds["complete"], kinds["incomplete"], kinds["violated"], kinds["refused"])
	if *updateScripts && *everySuite {
		writeSuites(t, path, head, suites)
	}
}
