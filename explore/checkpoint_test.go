package explore_test

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/props"
)

// What a search finds, whatever it was interrupted by.
func essence(r *explore.Result) any {
	st := r.Stats
	st.Duration, st.Memory, st.VisitedBytes, st.Disk, st.Workers = 0, 0, 0, 0, 0
	var violations []any
	for _, v := range r.Violations {
		violations = append(violations, v.Finding.Property, v.Finding.Pos, v.Trace.Len(), v.Switches, v.Fewest)
	}
	var outcomes []string
	for _, o := range r.Outcomes {
		outcomes = append(outcomes, o.Outcome.Key())
	}
	return []any{r.Verdict, r.Complete, st, violations, outcomes}
}

// interrupted searches in many goes, each with a system of its own, as another
// process would have.
func interrupted(t *testing.T, system func() model.System, o explore.Options, seed uint64) (*explore.Result, int) {
	t.Helper()
	rnd := rand.New(rand.NewPCG(seed, 1))
	o.Checkpoint = &explore.Checkpoint{Path: filepath.Join(t.TempDir(), "search"), Every: 2 * time.Millisecond, Of: []string{"program: p"}}
	const others = "search-2-7.states"
	if o.Disk != "" {
		if err := os.WriteFile(filepath.Join(o.Disk, others), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	longer := time.Millisecond // so that there is an end on a slow machine, too
	for goes := 1; ; goes++ {
		longer = longer * 5 / 4
		o.Workers = 1 + rnd.IntN(3)
		sys := system()
		ctx, cancel := context.WithTimeout(context.Background(), time.Duration(rnd.IntN(20))*time.Millisecond+longer)
		r := explore.Search(ctx, sys, o)
		late := ctx.Err() != nil // or there was no time to look for shorter traces
		cancel()
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		if !late {
			files, _ := os.ReadDir(filepath.Dir(o.Checkpoint.Path))
			if len(files) > 1 {
				t.Fatalf("got files %v, want at most the checkpoint", files)
			}
			o.Checkpoint.Remove(o.Disk)
			if o.Disk == "" {
				return r, goes
			}
			if files, _ = os.ReadDir(o.Disk); len(files) != 1 || files[0].Name() != others {
				t.Fatalf("got files %v, want %s, which is another search's", files, others)
			}
			return r, goes
		}
	}
}

// A search that is interrupted again and again, and goes on each time from its
// checkpoint, ends as one that is not.
func TestCheckpoint(t *testing.T) {
	source := func(path string) string {
		text, err := os.ReadFile("../testdata/" + path)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	made := `import asyncio
log = []
async def work(name):
    for i in range(2):
        await asyncio.sleep(0.5 * i)
        log.append(f"{name}{i}" + "x" * len(log))
        await asyncio.sleep(0)
async def main():
    await asyncio.gather(*[work(n) for n in "ab"])
asyncio.run(main())
`
	for _, c := range []struct {
		name, text string
		o          explore.Options
	}{
		{"buffer", source("bounded_buffer.py"), explore.Options{}},
		{"exact", source("bounded_buffer.py"), explore.Options{Exact: true}},
		{"dfs", source("bounded_buffer.py"), explore.Options{Order: explore.DFS}},
		{"reduced", source("bounded_buffer.py"), explore.Options{Reduction: model.AllReductions}},
		{"violated", source("buffer_one_condition_notify.py"), explore.Options{}},
		{"threads", source("thread_buffer_two_conditions.py"), explore.Options{Reduction: model.AllReductions}},
		{"strings", made, explore.Options{Goal: explore.Outcomes}},
		{"assumptions", source("thread_timed_out_waiter.py"), explore.Options{Reduction: model.AllReductions}},
		{"disk", source("bounded_buffer.py"), explore.Options{Disk: t.TempDir()}},
		{"disk-spills", source("bounded_buffer.py"), explore.Options{Disk: t.TempDir(), MaxMemory: 1 << 20}},
		{"disk-violated", source("buffer_one_condition_notify.py"), explore.Options{Disk: t.TempDir()}},
		{"disk-strings", made, explore.Options{Disk: t.TempDir(), Goal: explore.Outcomes}},
		{"disk-assumptions", source("thread_timed_out_waiter.py"), explore.Options{Disk: t.TempDir(), Reduction: model.AllReductions}},
	} {
		t.Run(c.name, func(t *testing.T) {
			system := func() model.System {
				unit, err := python.Load("p.py", []byte(c.text))
				if err != nil {
					t.Fatal(err)
				}
				program, err := model.Link(unit.Source)
				if err != nil {
					t.Fatal(err)
				}
				cfg := model.Config{Schedule: model.Any, Minor: 13, Watch: true}
				if program.Threaded() {
					cfg.Schedule = model.Threads
				}
				return props.Watch(program.System(cfg), props.Default(), props.WatchOptions{Minor: 13})
			}
			want := explore.Search(context.Background(), system(), c.o)
			got, goes := interrupted(t, system, c.o, 7)
			if c.o.Order == explore.DFS {
				if got.Verdict != want.Verdict || got.Stats.States != want.Stats.States || got.Stats.Transitions != want.Stats.Transitions {
					t.Errorf("got %v, %+v, want %v, %+v", got.Verdict, got.Stats, want.Verdict, want.Stats)
				}
			} else if diff := cmp.Diff(essence(want), essence(got)); diff != "" {
				t.Errorf("after %d goes (-want +got):\n%s", goes, diff)
			}
			t.Logf("%d goes, %d states", goes, got.Stats.States)
		})
	}
}

// A checkpoint of another search, of another program, or one that is not whole, is
// refused with the reason, and left where it is.
func TestCheckpointRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "search")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	o := explore.Options{Checkpoint: &explore.Checkpoint{Path: path, Every: time.Hour, Of: []string{"program: p"}}}
	if r := explore.Search(ctx, philosophers(4, true), o); r.Err != nil || r.Verdict != explore.Unknown {
		t.Fatal(r.Verdict, r.Err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	damaged := slices.Clone(whole)
	damaged[len(damaged)/2]++
	for _, c := range []struct {
		want string
		file []byte
		o    func(*explore.Options)
	}{
		{`(got "program: p", want "program: q")`, whole, func(o *explore.Options) { o.Checkpoint.Of = []string{"program: q"} }},
		{`(got "exact: false", want "exact: true")`, whole, func(o *explore.Options) { o.Exact = true }},
		{`(got "disk: false", want "disk: true")`, whole, func(o *explore.Options) { o.Disk = t.TempDir() }},
		{`(got "search: bfs", want "search: dfs")`, whole, func(o *explore.Options) { o.Order = explore.DFS }},
		{"cut off", whole[:30], func(*explore.Options) {}},
		{"damaged", whole[:len(whole)-1], func(*explore.Options) {}},
		{"damaged", damaged, func(*explore.Options) {}},
		{"no checkpoint", []byte("hello"), func(*explore.Options) {}},
	} {
		if err := os.WriteFile(path, c.file, 0o666); err != nil {
			t.Fatal(err)
		}
		o := o
		check := *o.Checkpoint
		o.Checkpoint = &check
		c.o(&o)
		r := explore.Search(context.Background(), philosophers(4, true), o)
		if r.Err == nil || !strings.Contains(r.Err.Error(), c.want) || r.Verdict != explore.Unknown {
			t.Errorf("got %v, error %v, want unknown, %s", r.Verdict, r.Err, c.want)
		}
		if now, _ := os.ReadFile(path); !slices.Equal(now, c.file) {
			t.Errorf("%s: the file is not what it was", c.want)
		}
	}
}
