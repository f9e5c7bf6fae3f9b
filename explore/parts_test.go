package explore_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
)

// head is the first line of a program: how many states are visited with all
// reductions, and, where these are not too many, without.
var head = regexp.MustCompile(`^# (\d+) states(?:, plain (\d+))?: `)

// What it takes to search a program in parts is the sum of what its parts take, and
// not their product, and it comes to the same.
func TestParts(t *testing.T) { checkStates(t, "testdata/parts/*.py") }

// Threads that only numbers tell apart are alike, in any order or in a ring.
func TestPlaces(t *testing.T) { checkStates(t, "testdata/places/*.py") }

// checkStates compares the numbers of states of some programs with those in their first
// lines, and what the searches come to with each other.
func checkStates(t *testing.T, programs string) {
	files, err := filepath.Glob(programs)
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d programs (%v), want some", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := head.FindStringSubmatch(string(text))
			if want == nil {
				t.Fatalf("%s does not begin with the number of its states", file)
			}
			l, err := python.File(file)()
			if err != nil {
				t.Fatal(err)
			}
			sys := l.System(model.Config{Schedule: model.Threads, Minor: 13})
			r := search(sys, explore.Options{Goal: explore.Outcomes, Workers: 2, Reduction: model.AllReductions})
			if got := strconv.FormatInt(r.Stats.States, 10); got != want[1] || r.Stats.Reduction != model.AllReductions {
				t.Errorf("got %s states with reduction %s (%v), want %s", got, r.Stats.Reduction, unlifted.Load(), want[1])
			}
			if want[2] == "" {
				return
			}
			plain := search(sys, explore.Options{Goal: explore.Outcomes})
			if got := strconv.FormatInt(plain.Stats.States, 10); got != want[2] {
				t.Errorf("got %s states without reduction, want %s", got, want[2])
			}
			if diff := cmp.Diff(shownBy(plain), shownBy(r)); diff != "" {
				t.Errorf("(-plain +reduced)\n%s", diff)
			}
		})
	}
}

// A part that grows without bound does not hide for good what another does: when there
// is no more room the program is searched as a whole.
func TestPartsThatGrow(t *testing.T) {
	const text = `import threading

class Cell:
    def __init__(self):
        self.lock = threading.Lock()
        self.n = 0

def grow(cell):
    while True:
        with cell.lock:
            cell.n += 1

def race(cell):
    with cell.lock:
        cell.n += 1
    with cell.lock:
        cell.n += 1
    cell.m = 0

def main():
    one, two = Cell(), Cell()
    threads = [threading.Thread(target=f, args=(c,)) for f, c in ((grow, one), (grow, one), (race, two), (race, two))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()

main()
`
	l, err := python.Text("grows.py", text)()
	if err != nil {
		t.Fatal(err)
	}
	sys := l.System(model.Config{Schedule: model.Threads, Minor: 13})
	r := search(sys, explore.Options{Workers: 2, Reduction: model.AllReductions, MaxStates: 2000})
	if r.Verdict != explore.Unknown || len(r.Notes) == 0 || r.Notes[0].Finding.Property != "data-race" {
		t.Errorf("got %v with %v, want an unknown verdict with a data race", r.Verdict, r.Notes)
	}
}
