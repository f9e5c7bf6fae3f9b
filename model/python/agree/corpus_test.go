package agree_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/model/python/agree"
	"github.com/condcheck/condcheck/model/python/control"
	"github.com/condcheck/condcheck/model/python/real"
	"github.com/condcheck/condcheck/props"
)

// A knownBug is a line of testdata/corpus.txt.
type knownBug struct {
	id, program, property string
	first, last           int // the minor versions that have it; none if last is 0
	schedules             []model.Schedule
}

func corpus(t *testing.T) (list []knownBug) {
	t.Helper()
	text, err := os.ReadFile("testdata/corpus.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(text), "\n") {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		if len(f) < 4 {
			t.Fatalf("corpus.txt:%d: got %q, want a name, a program, a property, versions", i+1, line)
		}
		b := knownBug{id: f[0], program: f[1], property: f[2], schedules: schedules}
		if f[3] != "none" {
			from, to, isRange := strings.Cut(f[3], "-")
			if !isRange {
				to = from
			}
			if _, err := fmt.Sscanf(from+" "+to, "3.%d 3.%d", &b.first, &b.last); err != nil {
				t.Fatalf("corpus.txt:%d: got %s, want versions as in 3.8-3.12, or none", i+1, f[3])
			}
		}
		if len(f) > 4 {
			b.schedules = nil
			for _, s := range schedules {
				if s.String() == f[4] {
					b.schedules = append(b.schedules, s)
				}
			}
			if len(b.schedules) == 0 {
				t.Fatalf("corpus.txt:%d: got schedule %s, want fifo or any", i+1, f[4])
			}
		}
		list = append(list, b)
	}
	return list
}

func (b knownBug) in(minor int) bool { return b.first <= minor && minor <= b.last }

var everyVersion = flag.Bool("every", false, "Corpus: look at every version, not only at those around a change; Threads: at every program")

// decisive returns the versions to look at: the oldest and the newest, and those
// before and behind each change.
func decisive(bugs []knownBug) (minors []int) {
	for minor := 8; minor <= 13; minor++ {
		if *everyVersion || minor == 8 || minor == 13 || slices.ContainsFunc(bugs, func(b knownBug) bool {
			return b.in(minor) != b.in(minor-1) || b.in(minor) != b.in(minor+1)
		}) {
			minors = append(minors, minor)
		}
	}
	return minors
}

// TestCorpus looks for each known bug in the versions: it is found in those
// that have it, where it happens on the interpreter as the model says, step by
// step, and in no other, where the interpreter's outcomes are the model's.
func TestCorpus(t *testing.T) {
	byProgram := map[string][]knownBug{}
	var names []string
	for _, b := range corpus(t) {
		if byProgram[b.program] == nil {
			names = append(names, b.program)
		}
		byProgram[b.program] = append(byProgram[b.program], b)
	}
	with := map[int]*control.Session{}
	for _, s := range sessions(t, 8, 9, 10, 11, 12, 13) {
		with[s.Interpreter().Minor] = s
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("../../../testdata", name+".py")
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			unit, err := python.Load(file, text)
			if err != nil {
				t.Fatal(err)
			}
			p, err := model.Link(unit.Source)
			if err != nil {
				t.Fatal(err)
			}
			schedules := schedules
			if p.Threaded() {
				schedules = []model.Schedule{model.Threads}
			}
			for _, minor := range decisive(byProgram[name]) {
				for _, schedule := range schedules {
					sys := p.System(model.Config{Schedule: schedule, Minor: minor, Watch: true})
					sys = props.Watch(sys, props.All(), props.WatchOptions{Minor: minor})
					r := explore.Search(t.Context(), sys, explore.Options{Workers: 1, Goal: explore.Outcomes})
					if !r.Complete {
						t.Fatalf("3.%d, schedule %v: %v, want a complete search", minor, schedule, r.Incomplete)
					}
					found := append(slices.Clone(r.Violations), r.Notes...)
					for _, b := range byProgram[name] {
						if schedule != model.Threads && !slices.Contains(b.schedules, schedule) {
							continue
						}
						i := slices.IndexFunc(found, func(v explore.Violation) bool { return v.Finding.Property == b.property })
						switch {
						case i < 0 == b.in(minor):
							t.Errorf("%s, 3.%d, schedule %v: %s: found %v, want %v", b.id, minor, schedule, b.property, i >= 0, b.in(minor))
						case with[minor] == nil:
						case i >= 0:
							run, err := found[i].Trace.Replay(sys)
							if err != nil {
								t.Fatal(err)
							}
							s := with[minor]
							c, err := real.Run(t.Context(), s, s.Interpreter(), real.Program{File: file, Text: string(text)}, schedule, run)
							if err != nil {
								t.Fatal(err)
							}
							if c.Divergence != nil {
								t.Errorf("%s, %v, schedule %v: %s: %v", b.id, s.Interpreter(), schedule, b.property, c.Divergence)
							}
						case b.last > 0: // others have it: does this one really not?
							_, err := agree.Compare(t.Context(), with[minor], file, string(text), model.Config{Schedule: schedule},
								agree.Limits{Executions: 200, Random: 60, Witnesses: 20})
							if err != nil && !errors.Is(err, agree.ErrIncomplete) {
								t.Errorf("%s: %v", b.id, err)
							}
						}
					}
				}
			}
		})
	}
}
