package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

type whyOutput struct {
	Changes []struct {
		Rule, Verdict, Why string
		Violation          *struct{ Property string }
	}
}

func output(t *testing.T, args ...string) (code int, stdout []byte) {
	t.Helper()
	var out, errs bytes.Buffer
	e := &env{ctx: t.Context(), stdout: &out, stderr: &errs, getenv: func(string) string { return "" }, load: load}
	code = dispatch(e, args)
	if errs.Len() > 0 {
		t.Logf("%v: %s", args, errs.String())
	}
	return code, out.Bytes()
}

func whyOf(t *testing.T, args ...string) whyOutput {
	t.Helper()
	code, out := output(t, append([]string{"why", "--format", "json"}, args...)...)
	var y whyOutput
	if err := json.Unmarshal(out, &y); err != nil || code != exitHolds {
		t.Fatalf("why %v: got exit code %d (%v), want %d\n%s", args, code, err, exitHolds, out)
	}
	return y
}

// A need is a line of needs.txt: a program, options, the rule of the change without
// which it breaks a property, and the twin that breaks it too. A rule - says that
// what the twin lacks is no construct of synchronisation.
type need struct{ program, option, rule, property, twin string }

func (n need) args() []string {
	if n.option == "-" {
		return nil
	}
	return []string{n.option}
}

func needs(t *testing.T) (list []need) {
	t.Helper()
	text, err := os.ReadFile("testdata/needs.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		if len(f) != 5 {
			t.Fatalf("needs.txt: got %q, want five fields", line)
		}
		list = append(list, need{f[0], f[1], f[2], f[3], f[4]})
	}
	return list
}

// TestNeeds: each construct that a buggy twin lacks is needed, and without it the
// program breaks what the twin breaks.
func TestNeeds(t *testing.T) {
	byProgram := make(map[string][]need)
	for _, n := range needs(t) {
		if n.rule != "-" {
			key := n.program + " " + n.option
			byProgram[key] = append(byProgram[key], n)
		}
	}
	for name, list := range byProgram {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			y := whyOf(t, append(list[0].args(), "../../testdata/"+list[0].program)...)
			for _, n := range list {
				found := false
				for _, c := range y.Changes {
					found = found || c.Rule == n.rule && c.Verdict == "needed" && c.Violation.Property == n.property && c.Why != ""
				}
				if !found {
					t.Errorf("got no change %s that is needed because of %s: %+v", n.rule, n.property, y.Changes)
				}
				_, out := output(t, append(append([]string{"verify", "-q"}, n.args()...), "../../testdata/"+n.twin)...)
				if !strings.Contains(string(out), "violated  "+n.property) {
					t.Errorf("the twin %s: got %s, want %s violated", n.twin, out, n.property)
				}
			}
		})
	}
}

// TestTwinsAreListed: each program that says of itself that it mends another one is
// in needs.txt.
func TestTwinsAreListed(t *testing.T) {
	listed := make(map[string]bool)
	for _, n := range needs(t) {
		listed[n.program+" "+n.twin] = true
	}
	files, err := filepath.Glob("../../testdata/*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d programs (%v), want some", len(files), err)
	}
	mends := regexp.MustCompile(`^"""(\w+\.py),? mended`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if m := mends.FindSubmatch(text); m != nil && !listed[filepath.Base(file)+" "+string(m[1])] {
			t.Errorf("%s mends %s: needs.txt does not have it", filepath.Base(file), m[1])
		}
	}
}

// TestWhyAgrees: what why says of a change is what verify says of the changed
// program, and every counterexample that it saves replays.
func TestWhyAgrees(t *testing.T) {
	for _, program := range []string{"lock_needed.py", "counter_lock.py"} {
		t.Run(program, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			y := whyOf(t, "--save", dir, "../../testdata/"+program)
			files, err := filepath.Glob(filepath.Join(dir, "[0-9]*.py"))
			if err != nil || len(files) != len(y.Changes) {
				t.Fatalf("got %d programs for %d changes (%v)", len(files), len(y.Changes), err)
			}
			for i, file := range files {
				code, _ := output(t, "verify", "-q", file)
				want := map[string]int{"needed": exitViolated, "not-needed": exitHolds, "equivalent": exitHolds}[y.Changes[i].Verdict]
				if code != want {
					t.Errorf("%s is %s: verify exits with %d, want %d", filepath.Base(file), y.Changes[i].Verdict, code, want)
				}
				if want != exitViolated {
					continue
				}
				trace := strings.TrimSuffix(file, ".py") + ".json"
				if code, out := output(t, "replay", "--program", file, trace); code != exitViolated {
					t.Errorf("replay %s: got exit code %d, want %d\n%s", filepath.Base(trace), code, exitViolated, out)
				}
			}
		})
	}
}
