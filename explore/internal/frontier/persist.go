package frontier

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"

	"github.com/condcheck/condcheck/explore/internal/packing"
	"github.com/condcheck/condcheck/explore/internal/visited"
)

// Len returns the number of states in the buffer.
func (b *Buffer) Len() (n int) {
	for _, c := range b.chunks {
		n += c.Len()
	}
	return n
}

// Chunks returns the chunks of the buffer, which still belong to it.
func (b *Buffer) Chunks() []*Chunk { return b.chunks }

// WriteTo writes the states from one to before another, in a form that Read takes.
func (c *Chunk) WriteTo(w *bufio.Writer, from, to int) error {
	var buf, packed, head []byte
	for i := from; i < to; i++ {
		r := c.At(i, &buf)
		packed = packing.Pack(packed, r.State)
		head = binary.LittleEndian.AppendUint32(head[:0], uint32(r.ID))
		head = binary.LittleEndian.AppendUint32(head, uint32(r.Depth))
		head = binary.LittleEndian.AppendUint32(head, uint32(len(packed)))
		w.Write(head)
		if _, err := w.Write(packed); err != nil {
			return err
		}
	}
	return nil
}

// Read adds n states that WriteTo wrote.
func (b *Buffer) Read(r *bufio.Reader, n int) error {
	var head [12]byte
	var packed, state []byte
	for range n {
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return err
		}
		size := binary.LittleEndian.Uint32(head[8:])
		if size > math.MaxInt32 {
			return fmt.Errorf("a state of %d bytes", size)
		}
		if uint32(cap(packed)) < size {
			packed = make([]byte, 2*size)
		}
		packed = packed[:size]
		if _, err := io.ReadFull(r, packed); err != nil {
			return err
		}
		state = packing.Unpack(state, packed)
		b.Append(visited.ID(binary.LittleEndian.Uint32(head[:])), int32(binary.LittleEndian.Uint32(head[4:])), state)
	}
	return nil
}
