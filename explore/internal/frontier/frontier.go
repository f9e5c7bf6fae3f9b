// Package frontier holds the states that a search has found and not yet
// expanded. States lie one behind the other in chunks that are used again and
// again, so that a state costs no allocation; a breadth-first search takes
// whole chunks from the front, a depth-first search single states from the end.
// While they are few they lie there as they are, which is fast; when they take
// much memory, those that come are packed.
package frontier

import (
	"sync/atomic"

	"github.com/condcheck/condcheck/explore/internal/packing"
	"github.com/condcheck/condcheck/explore/internal/visited"
	"github.com/condcheck/condcheck/model"
)

const (
	chunkBytes  = 16 << 10
	chunkStates = 256
	recordBytes = 12

	// roomy is how many bytes a frontier may have before states are packed.
	roomy = 4 << 20
)

// A Record is a state to be expanded, its name in the visited set and the
// number of steps that led to it.
type Record struct {
	ID    visited.ID
	Depth int32
	State model.State
}

type record struct {
	id    visited.ID
	depth int32
	end   uint32 // where its state ends in the chunk's data, twice, plus 1 if it is packed
}

// A Chunk is a run of states.
type Chunk struct {
	data []byte
	recs []record
}

// Len returns the number of states in the chunk.
func (c *Chunk) Len() int { return len(c.recs) }

// At returns the i-th state. It is valid until the chunk is freed or buf, which
// takes a state that is packed, is used again.
func (c *Chunk) At(i int, buf *[]byte) Record {
	r, data := c.recs[i], c.bytesAt(i)
	if r.end&1 == 1 {
		*buf = packing.Unpack(*buf, data)
		data = *buf
	}
	return Record{r.id, r.depth, data}
}

// bytesAt returns what the chunk holds of the i-th state.
func (c *Chunk) bytesAt(i int) []byte {
	start, end := uint32(0), c.recs[i].end>>1
	if i > 0 {
		start = c.recs[i-1].end >> 1
	}
	return c.data[start:end:end]
}

// A Buffer gathers states in chunks. It serves one worker.
type Buffer struct {
	chunks []*Chunk
	free   []*Chunk
	bytes  *atomic.Int64
	packed []byte // the state that is being added
	popped []byte // the state that Pop has returned
}

// NewBuffer returns an empty buffer that adds the memory it takes to bytes.
func NewBuffer(bytes *atomic.Int64) *Buffer { return &Buffer{bytes: bytes} }

// Append adds a state, copying it.
func (b *Buffer) Append(id visited.ID, depth int32, s model.State) {
	packed := uint32(0)
	if b.bytes.Load() > roomy {
		b.packed = packing.Pack(b.packed, s)
		s, packed = b.packed, 1
	}
	b.append(id, depth, s, packed)
}

// AppendPacked adds a state that is packed, copying it.
func (b *Buffer) AppendPacked(id visited.ID, depth int32, s []byte) { b.append(id, depth, s, 1) }

func (b *Buffer) append(id visited.ID, depth int32, s []byte, packed uint32) {
	var c *Chunk
	if n := len(b.chunks); n > 0 {
		c = b.chunks[n-1]
	}
	if c == nil || len(c.recs) == chunkStates || len(c.data)+len(s) > cap(c.data) {
		c = b.take(len(s))
		b.chunks = append(b.chunks, c)
	}
	c.data = append(c.data, s...)
	c.recs = append(c.recs, record{id, depth, uint32(len(c.data))<<1 | packed})
}

func (b *Buffer) take(size int) *Chunk {
	if size <= chunkBytes {
		if n := len(b.free); n > 0 {
			c := b.free[n-1]
			b.free = b.free[:n-1]
			return c
		}
		size = chunkBytes
	}
	c := &Chunk{data: make([]byte, 0, size), recs: make([]record, 0, max(1, min(chunkStates, size/64)))}
	b.bytes.Add(c.bytes())
	return c
}

func (c *Chunk) bytes() int64 { return int64(cap(c.data) + cap(c.recs)*recordBytes) }

// Take returns the chunks gathered so far and leaves the buffer empty.
func (b *Buffer) Take() []*Chunk {
	c := b.chunks
	b.chunks = nil
	return c
}

// Free gives a chunk back for use by this buffer.
func (b *Buffer) Free(c *Chunk) {
	if cap(c.data) != chunkBytes {
		b.bytes.Add(-c.bytes())
		return
	}
	c.data, c.recs = c.data[:0], c.recs[:0]
	b.free = append(b.free, c)
}

// Reuse takes over the chunks that another buffer has for use.
func (b *Buffer) Reuse(other *Buffer) {
	b.free = append(b.free, other.free...)
	other.free = nil
}

// Pop removes and returns the state added last. It is valid until the next Pop.
func (b *Buffer) Pop() (Record, bool) {
	for n := len(b.chunks); n > 0; n = len(b.chunks) {
		c := b.chunks[n-1]
		last := len(c.recs) - 1
		if last < 0 {
			b.chunks = b.chunks[:n-1]
			b.Free(c)
			continue
		}
		r, size := c.At(last, &b.packed), len(c.bytesAt(last))
		b.popped = append(b.popped[:0], r.State...)
		r.State = b.popped
		c.data = c.data[:len(c.data)-size]
		c.recs = c.recs[:last]
		return r, true
	}
	return Record{}, false
}
