package python_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"encoding/json"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
)

// TestProfiles searches each program of testdata/profiles under the profiles that
// its comments name, "# PROFILE, PROFILE: OUTCOME | OUTCOME": a status, the value
// of the variable out, and the exceptions of threads; or "refused CODE".
func TestProfiles(t *testing.T) {
	files, err := filepath.Glob("testdata/profiles/*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d programs (%v), want some", len(files), err)
	}
	seen := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(string(text), "\n") {
			names, want, ok := strings.Cut(strings.TrimPrefix(line, "# "), ": ")
			if !ok || !strings.HasPrefix(line, "# ") {
				continue
			}
			for _, name := range strings.Split(names, ", ") {
				p, err := model.ParseProfile(name)
				if err != nil {
					continue // words
				}
				seen[strings.Split(name, ",")[0]] = true
				t.Run(filepath.Base(file)+"/"+name, func(t *testing.T) {
					wanted := strings.Split(want, " | ")
					slices.Sort(wanted)
					if got := outcomesUnder(t, file, text, p); !slices.Equal(got, wanted) {
						t.Errorf("got %s, want %s", strings.Join(got, " | "), strings.Join(wanted, " | "))
					}
					if again, err := model.ParseProfile(p.String()); again != p || err != nil {
						t.Errorf("%v is read as %v (%v)", p, again, err)
					}
				})
			}
		}
	}
	for _, name := range model.Profiles() {
		if !seen[name] {
			t.Errorf("no program is searched under profile %s", name)
		}
	}
}

func outcomesUnder(t *testing.T, file string, text []byte, profile model.Profile) (list []string) {
	unit, err := python.Load(file, text)
	if err != nil {
		t.Fatal(err)
	}
	p, err := model.Link(unit.Source)
	if err != nil {
		t.Fatal(err)
	}
	r := explore.Search(t.Context(), p.System(model.Config{Minor: 13, Profile: profile}), explore.Options{Goal: explore.Outcomes, MaxStates: 100000})
	for _, reason := range r.Incomplete {
		var refused *model.UnsupportedError
		if errors.As(reason.Err, &refused) {
			return []string{"refused " + refused.Code}
		}
		t.Fatalf("got %v, want a complete search", r.Incomplete)
	}
	for _, w := range r.Outcomes {
		var globals map[string]json.RawMessage
		if err := json.Unmarshal([]byte(w.Outcome.Globals), &globals); err != nil {
			t.Fatal(err)
		}
		s := fmt.Sprintf("%s %s %s", w.Outcome.Status, globals["out"], strings.Join(w.Outcome.TaskExceptions, " "))
		if s = strings.TrimSpace(s); !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	slices.Sort(list)
	return list
}
