package disk

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"sort"

	"github.com/condcheck/condcheck/explore/internal/visited"
)

const (
	keyBytes = 10
	block    = 4096 // keys that are read at a time
)

// A key is the part of a state's hash by which it is known.
type key struct {
	hi uint16
	lo uint64
}

func keyOf(k visited.Key) key { return key{visited.High(k), k.Lo} }

func (a key) compare(b key) int {
	if c := cmp.Compare(a.hi, b.hi); c != 0 {
		return c
	}
	return cmp.Compare(a.lo, b.lo)
}

func getKey(b []byte) key {
	return key{binary.BigEndian.Uint16(b), binary.BigEndian.Uint64(b[2:])}
}

func appendKey(b []byte, k key) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint16(b, k.hi), k.lo)
}

// keys are keys in a file, in their order: of some level, or of several.
type keys struct {
	f   *file
	w   *bufio.Writer // while they are written
	n   int64
	buf [keyBytes]byte

	// What is read: keys from the given one on.
	from int64
	b    []byte
	at   int // of the next one in b
}

func (s *Set) newKeys() (*keys, error) {
	f, err := s.create()
	if err != nil {
		return nil, err
	}
	return &keys{f: f, w: bufio.NewWriterSize(f, 1<<16)}, nil
}

func (k *keys) add(x key) error {
	k.n++
	_, err := k.w.Write(appendKey(k.buf[:0], x))
	return err
}

// flush ends the writing.
func (k *keys) flush() error {
	err := k.w.Flush()
	k.w = nil
	return err
}

// load reads the keys from the given one on.
func (k *keys) load(from int64) error {
	n := int(min(block, k.n-from))
	if cap(k.b) == 0 {
		k.b = make([]byte, block*keyBytes)
	}
	k.from, k.b, k.at = from, k.b[:n*keyBytes], 0
	if n == 0 {
		return nil
	}
	_, err := k.f.ReadAt(k.b, from*keyBytes)
	if err != nil {
		return damaged(err)
	}
	return nil
}

// rewind goes back to the first key.
func (k *keys) rewind() error { return k.load(0) }

// peek returns the next key, if there is one.
func (k *keys) peek() (key, bool, error) {
	if k.at*keyBytes == len(k.b) {
		if err := k.load(k.from + int64(k.at)); err != nil {
			return key{}, false, err
		}
		if len(k.b) == 0 {
			return key{}, false, nil
		}
	}
	return getKey(k.b[k.at*keyBytes:]), true, nil
}

// seek goes forward to the first key that is not before x. Where few are sought
// the others are not read.
func (k *keys) seek(x key) error {
	for {
		n := len(k.b) / keyBytes
		if n > 0 && getKey(k.b[len(k.b)-keyBytes:]).compare(x) >= 0 {
			k.at += sort.Search(n-k.at, func(i int) bool { return getKey(k.b[(k.at+i)*keyBytes:]).compare(x) >= 0 })
			return nil
		}
		next := k.from + int64(n)
		if next == k.n {
			k.at = n
			return nil
		}
		var err error
		if next, err = k.skip(next, x); err != nil {
			return err
		}
		if err := k.load(next); err != nil {
			return err
		}
	}
}

// skip returns the beginning of a block, at or after the given one, that is not
// behind the place of x: steps that double, and then their half.
func (k *keys) skip(from int64, x key) (int64, error) {
	before := func(at int64) (bool, error) {
		var b [keyBytes]byte
		if _, err := k.f.ReadAt(b[:], at*keyBytes); err != nil {
			return false, damaged(err)
		}
		return getKey(b[:]).compare(x) < 0, nil
	}
	step := int64(block)
	for from+step < k.n {
		ok, err := before(from + step)
		if err != nil {
			return 0, err
		}
		if !ok {
			break
		}
		from += step
		step *= 2
	}
	for ; step >= block; step /= 2 {
		if from+step < k.n {
			ok, err := before(from + step)
			if err != nil {
				return 0, err
			}
			if ok {
				from += step
			}
		}
	}
	return from, nil
}

// contains reports whether a state was seen before; it is asked for keys in their
// order, after a rewind.
func (s *Set) contains(x key) (bool, error) {
	for _, k := range s.seen {
		if err := k.seek(x); err != nil {
			return false, err
		}
		got, ok, err := k.peek()
		if err != nil {
			return false, err
		}
		if ok && got == x {
			return true, nil
		}
	}
	return false, nil
}

// compact merges the last files of keys until each is more than twice as large as
// the one after it: then they are few, and a key is written few times.
func (s *Set) compact() error {
	for n := len(s.seen); n > 1 && s.seen[n-2].n <= 2*s.seen[n-1].n; n = len(s.seen) {
		a, b := s.seen[n-2], s.seen[n-1]
		if err := cmp.Or(a.rewind(), b.rewind()); err != nil {
			return err
		}
		both, err := s.newKeys()
		if err != nil {
			return err
		}
		for {
			x, ok, err := a.peek()
			y, more, err2 := b.peek()
			if err := cmp.Or(err, err2); err != nil {
				return err
			}
			if !ok && !more {
				break
			}
			if more && (!ok || y.compare(x) < 0) {
				x = y
				b.at++
			} else {
				a.at++
			}
			if err := both.add(x); err != nil {
				return err
			}
		}
		if err := both.flush(); err != nil {
			return err
		}
		a.f.close()
		b.f.close()
		s.seen = append(s.seen[:n-2], both)
	}
	for _, k := range s.seen {
		if err := k.rewind(); err != nil {
			return err
		}
	}
	return nil
}
