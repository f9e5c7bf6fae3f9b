package disk_test

import (
	"encoding/binary"
	"os"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/condcheck/condcheck/explore/internal/disk"
	"github.com/condcheck/condcheck/explore/internal/frontier"
	"github.com/condcheck/condcheck/explore/internal/visited"
	"github.com/condcheck/condcheck/model"
	_ "github.com/condcheck/condcheck/props/proptest/steady"
)

// A set on disk, which writes as little as one state at a time, agrees with the one
// in memory: on which states each level has, and on the way to each.
func TestAgreesWithMemory(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.IntRange(1, 400).Draw(t, "states")
		writers := rapid.IntRange(1, 3).Draw(t, "writers")
		set, err := disk.New(dir, rapid.SampledFrom([]int64{0, 300_000, 1 << 30}).Draw(t, "budget"), "")
		if err != nil {
			t.Fatal(err)
		}
		defer set.Close()
		var ws []*disk.Writer
		for range writers {
			ws = append(ws, set.NewWriter(writers))
		}
		want := visited.New(visited.Options{Levels: true})
		state := func(i int) model.State {
			return binary.LittleEndian.AppendUint64(make([]byte, 8*(i%5)), uint64(i))
		}
		var bytes atomic.Int64
		in, buf := frontier.NewBuffer(&bytes), []byte(nil)
		type known struct {
			in   visited.ID // in memory
			rank uint64
		}
		names := map[string]known{} // of the states of the level
		of := map[visited.ID]string{}
		add := func(w *disk.Writer, i int, parent visited.ID, step model.Step) {
			s := state(i)
			k := visited.KeyOf(s)
			up, rank := visited.None, uint64(0)
			if parent != visited.None {
				name := names[of[parent]]
				up, rank = name.in, name.rank
			}
			want.Insert(k, nil, up, step)
			if err := w.Add(k, s, parent, rank, step); err != nil {
				t.Fatal(err)
			}
		}
		add(ws[0], 0, visited.None, 0)
		for level := range rapid.IntRange(1, 6).Draw(t, "levels") {
			before := set.Len()
			n, low, full, err := set.NextLevel(1<<40, func() bool { return false })
			if err != nil || full {
				t.Fatalf("level %d: %v, full %v", level, err, full)
			}
			want.NextLevel()
			if set.Len() != want.Len() || n != set.Len()-before {
				t.Fatalf("level %d: got %d states, %d of them new, want %d", level, set.Len(), n, want.Len())
			}
			var ids []visited.ID
			for {
				m, err := set.Take(in, int32(level))
				if err != nil {
					t.Fatal(err)
				}
				if m == 0 {
					break
				}
				for _, c := range in.Take() {
					for i := range c.Len() {
						r := c.At(i, &buf)
						k := visited.KeyOf(r.State)
						id, st := want.Insert(k, nil, visited.None, 0)
						if st != visited.Seen {
							t.Fatalf("level %d: state %v is none of those in memory", level, r.State)
						}
						got, err := set.Path(r.ID)
						if err != nil {
							t.Fatal(err)
						}
						if d := cmp.Diff(want.Path(id), got); d != "" {
							t.Fatalf("level %d: way to %v (-memory +disk):\n%s", level, r.State, d)
						}
						names[string(r.State)], of[r.ID] = known{id, visited.Rank(k)}, string(r.State)
						ids = append(ids, r.ID)
					}
					in.Free(c)
				}
			}
			if int64(len(ids)) != n {
				t.Fatalf("level %d: read %d states, want %d", level, len(ids), n)
			}
			for _, id := range ids {
				if rank, err := set.Rank(id); err != nil || rank < low.Rank {
					t.Fatalf("level %d: got rank %d (%v), want none below %d", level, rank, err, low.Rank)
				}
			}
			if n == 0 {
				break
			}
			for range rapid.IntRange(0, 300).Draw(t, "steps") {
				w := ws[rapid.IntRange(0, writers-1).Draw(t, "writer")]
				from := ids[rapid.IntRange(0, len(ids)-1).Draw(t, "from")]
				add(w, rapid.IntRange(0, values).Draw(t, "to"), from, model.Step(rapid.IntRange(0, 3).Draw(t, "step")))
			}
		}
	})
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("got files left %v (%v), want none", left, err)
	}
}

// Of a level that is too large as many states are taken as there is room for.
func TestRoom(t *testing.T) {
	set, err := disk.New(t.TempDir(), 1<<20, "")
	if err != nil {
		t.Fatal(err)
	}
	defer set.Close()
	w := set.NewWriter(1)
	for i := range 100 {
		s := model.State(binary.LittleEndian.AppendUint64(nil, uint64(i)))
		if err := w.Add(visited.KeyOf(s), s, visited.None, 0, 0); err != nil {
			t.Fatal(err)
		}
	}
	n, _, full, err := set.NextLevel(40, func() bool { return false })
	if err != nil || !full || n != 40 {
		t.Errorf("got %d states, full %v (%v), want 40 and more that are left out", n, full, err)
	}
	if _, _, _, err := set.NextLevel(40, func() bool { return true }); err != nil {
		t.Errorf("got %v from a level without states, want no error", err)
	}
	if got := slices.Max([]int64{set.Len()}); got != 40 {
		t.Errorf("got %d states, want 40", got)
	}
}
