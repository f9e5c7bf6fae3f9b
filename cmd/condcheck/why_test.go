package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
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

// TestNeeds: each construct that a buggy twin lacks is needed, and without it the
// program breaks what the twin breaks.
func TestNeeds(t *testing.T) {
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
		program, option, rule, property, twin := f[0], f[1], f[2], f[3], f[4]
		t.Run(program+"/"+rule, func(t *testing.T) {
			t.Parallel()
			var options []string
			if option != "-" {
				options = append(options, option)
			}
			y := whyOf(t, append(options, "../../testdata/"+program)...)
			found := false
			for _, c := range y.Changes {
				found = found || c.Rule == rule && c.Verdict == "needed" && c.Violation.Property == property && c.Why != ""
			}
			if !found {
				t.Errorf("got no change %s that is needed because of %s: %+v", rule, property, y.Changes)
			}
			_, out := output(t, append(append([]string{"verify", "-q"}, options...), "../../testdata/"+twin)...)
			if !strings.Contains(string(out), "violated  "+property) {
				t.Errorf("the twin: got %s, want %s violated", out, property)
			}
		})
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
