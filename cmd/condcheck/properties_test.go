package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/props"
)

// TestEachProperty: for each property there is a program that breaks it, in some
// state that it can reach, and breaks no other one in any; and a mended twin that
// breaks none.
func TestEachProperty(t *testing.T) {
	text, err := os.ReadFile("testdata/properties.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		if len(f) != 4 {
			t.Fatalf("properties.txt: got %q, want four fields", line)
		}
		property, option, program, twin := f[0], f[1], f[2], f[3]
		seen[property] = true
		t.Run(property, func(t *testing.T) {
			t.Parallel()
			if got := everything(t, option, program); !slices.Equal(got, []string{property}) {
				t.Errorf("%s: breaks %v, want %s and nothing else", program, got, property)
			}
			if got := everything(t, option, twin); len(got) > 0 {
				t.Errorf("%s: breaks %v, want nothing", twin, got)
			}
		})
	}
	for _, p := range props.All() {
		if !seen[p.Name] {
			t.Errorf("properties.txt: got no programs for %s", p.Name)
		}
	}
}

// everything searches all states of a shipped program, whatever is found on the
// way, and returns the names of the properties that are broken in some, as an error,
// a warning or a note.
func everything(t *testing.T, option, program string) (broken []string) {
	t.Helper()
	file := "../../testdata/" + program + ".py"
	u, diags := load(file)
	flags := newVerifyFlags()
	if option != "-" {
		if err := flags.Parse([]string{option}); err != nil {
			t.Fatal(err)
		}
	}
	s, more := resolve(verifyDefaults(), file, u.file, u.directives, flags.FlagSet)
	if diags = append(diags, more...); len(diags) > 0 {
		t.Fatalf("%s: %v", program, diags)
	}
	if u.threaded {
		s.schedules = []model.Schedule{model.Threads}
	}
	for _, schedule := range s.schedules {
		o := s.opts
		o.Goal = explore.Outcomes
		r := explore.Search(t.Context(), s.system(u, schedule), o)
		if !r.Complete {
			t.Fatalf("%s: %v", program, r.Incomplete)
		}
		for _, v := range append(slices.Clone(r.Violations), r.Notes...) {
			if !slices.Contains(broken, v.Finding.Property) {
				broken = append(broken, v.Finding.Property)
			}
		}
	}
	return broken
}
