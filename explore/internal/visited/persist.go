package visited

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

// WriteTo writes the set in a form that Read takes. No insertion may run
// meanwhile.
func (s *Set) WriteTo(w *bufio.Writer) error {
	var b []byte
	for i := range s.shard {
		sh := &s.shard[i]
		b = binary.LittleEndian.AppendUint32(b[:0], sh.written.n.Load())
		b = binary.LittleEndian.AppendUint32(b, sh.fresh)
		if _, err := w.Write(b); err != nil {
			return err
		}
		for j, tag := range sh.tags() {
			e := s.entry(sh, uint32(j))
			b = append(b[:0], tag)
			b = binary.LittleEndian.AppendUint64(b, e.hash)
			b = binary.LittleEndian.AppendUint32(b, uint32(e.parent))
			b = binary.LittleEndian.AppendUint32(b, e.step)
			if s.exact {
				state := sh.exact.state(uint32(j))
				b = append(binary.AppendUvarint(b, uint64(len(state))), state...)
			}
			if _, err := w.Write(b); err != nil {
				return err
			}
		}
	}
	return nil
}

// Read fills an empty set, made with the same options, with what WriteTo wrote.
func (s *Set) Read(r *bufio.Reader) error {
	var b [17]byte
	var state []byte
	for i := range uint64(shards) {
		sh := &s.shard[i]
		if _, err := io.ReadFull(r, b[:8]); err != nil {
			return err
		}
		n, fresh := binary.LittleEndian.Uint32(b[:]), binary.LittleEndian.Uint32(b[4:])
		if n > maxEntries || fresh > n && fresh != math.MaxUint32 {
			return fmt.Errorf("a shard of %d entries, %d of them settled", n, fresh)
		}
		for range n {
			if _, err := io.ReadFull(r, b[:]); err != nil {
				return err
			}
			k := Key{Hi: i<<(64-shardBits) | uint64(b[0])<<(64-shardBits-tagBits), Lo: binary.LittleEndian.Uint64(b[1:])}
			parent, step := ID(binary.LittleEndian.Uint32(b[9:])), binary.LittleEndian.Uint32(b[13:])
			if s.exact {
				size, err := binary.ReadUvarint(r)
				if err != nil || size > math.MaxInt32 {
					return fmt.Errorf("a state of %d bytes: %v", size, err)
				}
				if uint64(cap(state)) < size {
					state = make([]byte, 2*size)
				}
				state = state[:size]
				if _, err := io.ReadFull(r, state); err != nil {
					return err
				}
			}
			if sh.crowded() {
				s.grow(sh, i)
			}
			pos := slot(k.Lo, uint64(len(*sh.index.Load())))
			index := *sh.index.Load()
			for index[pos] != 0 {
				if pos++; pos == uint64(len(index)) {
					pos = 0
				}
			}
			s.add(sh, k, state, parent, step, pos)
			s.count.Add(1)
		}
		sh.fresh = fresh
	}
	return nil
}
