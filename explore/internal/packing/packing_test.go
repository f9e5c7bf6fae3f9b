package packing_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"pgregory.net/rapid"

	_ "github.com/condcheck/condcheck/props/proptest/steady"

	"github.com/condcheck/condcheck/explore/internal/packing"
)

// What has been packed is unpacked as it was, whatever stood in the buffers.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(rapid.Just(uint64(0)), rapid.Uint64Max(1<<8), rapid.Uint64Max(1<<16), rapid.Uint64Max(1<<32), rapid.Uint64())
		var state []byte
		if rapid.Bool().Draw(t, "large") {
			state = bytes.Repeat(binary.LittleEndian.AppendUint64(nil, word.Draw(t, "word")), 1<<13)
		}
		for _, w := range rapid.SliceOfN(word, 0, 60).Draw(t, "words") {
			state = binary.LittleEndian.AppendUint64(state, w)
		}
		state = append(state, rapid.SliceOfN(rapid.Byte(), 0, 7).Draw(t, "tail")...)
		dirty := func() []byte { return bytes.Repeat([]byte{0xa5}, rapid.IntRange(0, 2000).Draw(t, "buffer")) }
		packed := append([]byte(nil), packing.Pack(dirty(), state)...)
		if got := packing.Unpack(dirty(), packed); !bytes.Equal(got, state) {
			t.Fatalf("got % x, want % x", got, state)
		}
	})
}

// Small words take a byte and a quarter, zeros a quarter.
func TestSize(t *testing.T) {
	state := make([]byte, 80*8)
	for i := range 40 {
		state[i*16] = byte(i + 1)
	}
	if got := len(packing.Pack(nil, state)); got != 2+20+40 {
		t.Errorf("got %d bytes, want 62", got)
	}
}
