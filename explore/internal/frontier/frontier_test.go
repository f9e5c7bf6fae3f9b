package frontier_test

import (
	"bytes"
	"slices"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	_ "github.com/condcheck/condcheck/props/proptest/steady"

	"github.com/condcheck/condcheck/explore/internal/frontier"
	"github.com/condcheck/condcheck/explore/internal/visited"
	"github.com/condcheck/condcheck/model"
)

type item struct {
	id    visited.ID
	depth int32
	state model.State
}

func (a item) is(r frontier.Record) bool {
	return a.id == r.ID && a.depth == r.Depth && bytes.Equal(a.state, r.State)
}

// A buffer gives back what it was given: from the end, or all of it in order.
func TestBufferAgreesWithSlice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var count atomic.Int64
		var buf []byte
		b := frontier.NewBuffer(&count)
		var want []item
		sizes := rapid.OneOf(rapid.IntRange(0, 300), rapid.IntRange(0, 3), rapid.IntRange(8000, 20000))
		for i := range rapid.IntRange(1, 600).Draw(t, "operations") {
			switch op := rapid.IntRange(0, 9).Draw(t, "operation"); {
			case op < 6:
				it := item{visited.ID(i), int32(2 * i), bytes.Repeat([]byte{byte(i)}, sizes.Draw(t, "size"))}
				s := slices.Clone(it.state)
				b.Append(it.id, it.depth, s)
				clear(s)
				want = append(want, it)
			case op < 9:
				r, ok := b.Pop()
				if ok != (len(want) > 0) {
					t.Fatalf("got %v from a buffer of %d", ok, len(want))
				}
				if ok {
					last := want[len(want)-1]
					want = want[:len(want)-1]
					if !last.is(r) {
						t.Fatalf("got %v, want %v", r, last)
					}
				}
			default:
				for _, c := range b.Take() {
					for j := range c.Len() {
						if !want[j].is(c.At(j, &buf)) {
							t.Fatalf("got %v, want %v", c.At(j, &buf), want[j])
						}
					}
					want = want[c.Len():]
					b.Free(c)
				}
				if len(want) > 0 {
					t.Fatalf("%d states are missing", len(want))
				}
			}
		}
		if count.Load() < 0 {
			t.Fatalf("got %d bytes, want none or more", count.Load())
		}
	})
}
