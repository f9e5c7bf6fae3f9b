package visited_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	_ "github.com/condcheck/condcheck/props/proptest/steady"

	"github.com/condcheck/condcheck/explore/internal/visited"
	"github.com/condcheck/condcheck/model"
)

func state(n uint64) model.State { return binary.AppendUvarint(nil, n) }

// The set behaves as a map from states to their first way.
func TestSetAgreesWithMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.SampledFrom([]int64{0, 0, 100}).Draw(t, "limit")
		set := visited.New(visited.Options{Exact: rapid.Bool().Draw(t, "exact"), Limit: limit})
		ids := make(map[uint64]visited.ID)
		paths := make(map[uint64][]model.Step)
		known := []uint64{}
		span := rapid.SampledFrom([]uint64{10, 300, 100000}).Draw(t, "span")
		for i := range rapid.IntRange(0, 2000).Draw(t, "insertions") {
			n := uint64(i) * 2654435761 % span
			s := state(n)
			parent, path := visited.None, []model.Step(nil)
			if len(known) > 0 {
				p := known[i%len(known)]
				parent, path = ids[p], append(slices.Clone(paths[p]), model.Step(i))
			}
			had := set.Contains(visited.KeyOf(s), s)
			id, status := set.Insert(visited.KeyOf(s), s, parent, model.Step(i))
			old, ok := ids[n]
			switch {
			case had != ok:
				t.Fatalf("state %d: got contains %v, want %v", n, had, ok)
			case ok:
				if status != visited.Seen || id != old {
					t.Fatalf("state %d: got %v, id %d, want seen, id %d", n, status, id, old)
				}
			case limit > 0 && int64(len(ids)) == limit:
				if status != visited.Full {
					t.Fatalf("state %d: got %v, want full", n, status)
				}
			default:
				if status != visited.Added {
					t.Fatalf("state %d: got %v, want added", n, status)
				}
				ids[n], paths[n] = id, path
				known = append(known, n)
			}
		}
		if set.Len() != int64(len(ids)) {
			t.Fatalf("got %d states, want %d", set.Len(), len(ids))
		}
		for n, id := range ids {
			if got := set.Path(id); !slices.Equal(got, paths[n]) {
				t.Fatalf("state %d: got path %v, want %v", n, got, paths[n])
			}
			if got, want := set.Rank(id), visited.Rank(visited.KeyOf(state(n))); got != want {
				t.Fatalf("state %d: got rank %v, want %v", n, got, want)
			}
		}
	})
}

// However workers come, each state is added once, and the way to it is the one
// with the lowest step, of those the one from the parent with the lowest rank.
func TestSetIsTheSameForAnyOrder(t *testing.T) {
	for _, exact := range []bool{false, true} {
		set := visited.New(visited.Options{Exact: exact, Levels: true})
		var parents []visited.ID
		for i := range uint64(8) {
			s := state(i)
			id, _ := set.Insert(visited.KeyOf(s), s, visited.None, 0)
			parents = append(parents, id)
		}
		set.NextLevel()
		lowest := parents[0]
		for _, p := range parents {
			if set.Rank(p) < set.Rank(lowest) {
				lowest = p
			}
		}
		const states = 20000
		var wg sync.WaitGroup
		added := make([]int, len(parents))
		for w, p := range parents {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := range uint64(states) {
					s := state(1000 + (i*7919+uint64(w)*2500)%states)
					for step := model.Step(9); step > 4; step-- {
						if _, st := set.Insert(visited.KeyOf(s), s, p, step); st == visited.Added {
							added[w]++
						}
					}
				}
			}()
		}
		wg.Wait()
		total := 0
		for _, n := range added {
			total += n
		}
		if total != states || set.Len() != states+int64(len(parents)) {
			t.Errorf("exact %v: got %d added, %d in the set, want %d and %d", exact, total, set.Len(), states, states+len(parents))
		}
		set.NextLevel()
		for i := range uint64(states) {
			s := state(1000 + i)
			id, st := set.Insert(visited.KeyOf(s), s, visited.None, 0)
			if st != visited.Seen {
				t.Fatalf("exact %v: state %d: got %v, want seen", exact, i, st)
			}
			if path := set.Path(id); len(path) != 1 || path[0] != 5 {
				t.Fatalf("exact %v: state %d: got path %v, want [5]", exact, i, path)
			}
			if p := set.Parent(id); p != lowest {
				t.Fatalf("exact %v: state %d: got parent %d, want %d, whose rank is lowest", exact, i, p, lowest)
			}
		}
	}
}

// A state costs at most 24 bytes, whatever their number, and all of it is counted.
func TestBytesPerState(t *testing.T) {
	set := visited.New(visited.Options{})
	for i := range uint64(1 << 21) {
		s := state(i)
		set.Insert(visited.KeyOf(s), s, visited.None, 0)
		if n := float64(set.Len()); n >= 25_000 && set.Len()%512 == 0 {
			if got := float64(set.Bytes()) / n; got < 20 || got > 24 {
				t.Fatalf("%v states: got %.2f bytes a state, want 20 to 24", n, got)
			}
		}
	}
}

// Two keys are one to the set if the 80 bits that it keeps are the same, and only
// then.
func TestHashBits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := visited.New(visited.Options{})
		key := func(k visited.Key) visited.Key {
			if rapid.Bool().Draw(t, "low") {
				k.Lo ^= 1 << rapid.IntRange(0, 63).Draw(t, "bit")
			} else {
				k.Hi ^= 1 << rapid.IntRange(0, 63).Draw(t, "bit")
			}
			return k
		}
		first := visited.Key{Hi: rapid.Uint64().Draw(t, "hi"), Lo: rapid.Uint64().Draw(t, "lo")}
		known := []visited.Key{}
		for range rapid.IntRange(1, 200).Draw(t, "insertions") {
			k := key(first)
			want := visited.Added
			for _, old := range known {
				if old.Lo == k.Lo && old.Hi>>48 == k.Hi>>48 {
					want = visited.Seen
				}
			}
			if _, got := set.Insert(k, nil, visited.None, 0); got != want {
				t.Fatalf("key %x: got %v, want %v", k, got, want)
			}
			known = append(known, k)
		}
	})
}

// A set that is written and read again is the same: states, ranks, ways, and what
// is settled.
func TestPersist(t *testing.T) {
	for _, exact := range []bool{false, true} {
		o := visited.Options{Exact: exact, Levels: true}
		set := visited.New(o)
		add := func(set *visited.Set, i uint64, parent visited.ID, step model.Step) (visited.ID, visited.Status) {
			return set.Insert(visited.KeyOf(state(i)), state(i), parent, step)
		}
		root, _ := add(set, 0, visited.None, 0)
		ids := []visited.ID{root}
		for i := range uint64(30_000) {
			if i == 20_000 {
				set.NextLevel()
			}
			id, _ := add(set, i+1, ids[i/3], model.Step(i))
			ids = append(ids, id)
		}
		var buf bytes.Buffer
		w := bufio.NewWriter(&buf)
		if err := errors.Join(set.WriteTo(w), w.Flush()); err != nil {
			t.Fatal(err)
		}
		again := visited.New(o)
		if err := again.Read(bufio.NewReader(&buf)); err != nil {
			t.Fatal(err)
		}
		if set.Len() != again.Len() {
			t.Fatalf("got %d states, want %d", again.Len(), set.Len())
		}
		for i, id := range ids {
			if got := again.Path(id); !slices.Equal(got, set.Path(id)) {
				t.Fatalf("state %d: got path %v, want %v", i, got, set.Path(id))
			}
			want := visited.Seen
			if i > 20_000 {
				want = visited.Met
			}
			if got, st := add(again, uint64(i), root, 1<<30); got != id || st != want {
				t.Fatalf("state %d: got id %d, status %v, want %d, %v", i, got, st, id, want)
			}
		}
	}
}

// A set of bits that has room enough has the states that the exact one has, and the
// same ways to them; one that is too small has no others, and expects to miss some.
func TestBits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		states := rapid.IntRange(1, 300).Draw(t, "states")
		roomy, small := visited.NewBits(1<<16, 0), visited.NewBits(16, 0)
		type way struct {
			parent visited.ID
			step   model.Step
		}
		ways := map[visited.ID]way{}
		seen := map[int]bool{}
		parent := visited.None
		for range rapid.IntRange(1, 500).Draw(t, "insertions") {
			i := rapid.IntRange(0, states).Draw(t, "state")
			k := visited.KeyOf(model.State(fmt.Sprint(i)))
			step := model.Step(rapid.IntRange(0, 1000).Draw(t, "step"))
			id, st := roomy.Insert(k, nil, parent, step)
			if got := st == visited.Added; got == seen[i] {
				t.Fatalf("state %d: got %v, known %v", i, st, seen[i])
			}
			if seen[i] = true; st == visited.Added {
				ways[id] = way{parent, step}
			}
			small.Insert(k, nil, 0, 0)
			if parent == visited.None {
				parent = 0
			}
			parent = visited.ID(rapid.IntRange(int(parent), int(roomy.Len())-1).Draw(t, "parent"))
		}
		for id := range ways {
			var want []model.Step
			for at := id; ways[at].parent != visited.None; at = ways[at].parent {
				want = append(want, ways[at].step)
			}
			slices.Reverse(want)
			if d := cmp.Diff(want, roomy.Path(id)); d != "" {
				t.Fatalf("way to state %d (-want +got):\n%s", id, d)
			}
		}
		if roomy.Len() != int64(len(seen)) || small.Len() > roomy.Len() {
			t.Fatalf("got %d and %d states, want %d and no more", roomy.Len(), small.Len(), len(seen))
		}
		if n := int64(len(seen)); n > 100 && (small.Len() == n || small.Missed() < 1) {
			t.Fatalf("got %d of %d states in 128 bits, %v missed", small.Len(), n, small.Missed())
		}
	})
}
