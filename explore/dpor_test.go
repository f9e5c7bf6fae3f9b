package explore_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
)

// published are programs and how many Mazurkiewicz traces they have, by the number
// that stands for N, or P, C and K: see testdata/dpor. Those of more than that
// many executions are run by the benchmark only.
var published = []struct {
	name       string
	set        string
	executions int64
}{
	{"readers", "N=2", 4}, {"readers", "N=8", 256}, {"readers", "N=13", 8192},
	{"lastzero", "N=5", 64}, {"lastzero", "N=10", 3328}, {"lastzero", "N=15", 147456},
	{"indexer", "N=12", 8}, {"indexer", "N=15", 4096},
	{"filesystem", "N=14", 2}, {"filesystem", "N=16", 8}, {"filesystem", "N=18", 32}, {"filesystem", "N=19", 64},
	{"buffer", "P=1 C=1 K=1", 2}, {"buffer", "P=1 C=1 K=2", 8}, {"buffer", "P=1 C=1 K=3", 32}, {"buffer", "P=1 C=1 K=4", 128},
	{"buffer", "P=2 C=2 K=1", 56}, {"buffer", "P=2 C=2 K=2", 50264},
}

// publishedSystem loads one of the programs.
func publishedSystem(t failer, name, set string) model.System {
	t.Helper()
	file := "testdata/dpor/" + name + ".py"
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v", err)
	}
	text := string(b)
	for _, s := range strings.Fields(set) {
		k, v, _ := strings.Cut(s, "=")
		i := strings.Index(text, "\n"+k+" = ")
		if i < 0 {
			t.Fatalf("%s: no constant %s", file, k)
		}
		end := i + 1 + strings.IndexByte(text[i+1:], '\n')
		text = fmt.Sprintf("%s\n%s = %s%s", text[:i], k, v, text[end:])
	}
	unit, err := python.Load(file, []byte(text))
	if err != nil {
		t.Fatalf("%v", err)
	}
	p, err := model.Link(unit.Source)
	if err != nil {
		t.Fatalf("%v", err)
	}
	cfg := model.Config{Schedule: model.Threads, Minor: 13}
	return p.System(cfg)
}

func TestPublishedTraces(t *testing.T) {
	for _, p := range published {
		t.Run(p.name+" "+p.set, func(t *testing.T) {
			sys := publishedSystem(t, p.name, p.set)
			r := search(sys, explore.Options{Order: explore.DPOR, MaxTime: 60 * time.Second})
			if r.Stats.Executions != p.executions || !r.Complete {
				t.Errorf("got %d executions (complete: %v, %v), want %d", r.Stats.Executions, r.Complete, r.Incomplete, p.executions)
			}
			t.Logf("%d executions %d steps %v", r.Stats.Executions, r.Stats.Transitions, r.Stats.Duration)
		})
	}
}
