package disk

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"io"
	"math"
	"slices"
	"unsafe"

	"github.com/condcheck/condcheck/explore/internal/packing"
	"github.com/condcheck/condcheck/explore/internal/visited"
	"github.com/condcheck/condcheck/model"
)

// A candidate is a state that a level leads to, with the best way to it that is
// known: the one with the lowest step, and of these the one whose parent has the
// lowest rank.
type candidate struct {
	key    key
	step   uint32
	parent visited.ID
	rank   uint64 // of the parent
	state  []byte // packed
}

func (a *candidate) compare(b *candidate) int {
	if c := a.key.compare(b.key); c != 0 {
		return c
	}
	if c := cmp.Compare(a.step, b.step); c != 0 {
		return c
	}
	return cmp.Compare(a.rank, b.rank)
}

const (
	candidateBytes = int64(unsafe.Sizeof(candidate{})) + 8 // and its place in the table
	arenaBytes     = 1 << 16
	mostRuns       = 32 // of a writer
)

// A Writer gathers the candidates of one worker: in memory, each state once, and
// when they are too many in a file, in the order of their keys.
type Writer struct {
	s      *Set
	budget int64
	list   []candidate
	table  []uint32 // open addressing by key: 1 + number in list
	arena  [][]byte
	bytes  int64 // in the arena
	packed []byte
	runs   []*file
	err    error
}

// NewWriter returns a writer; of is the number of all.
func (s *Set) NewWriter(of int) *Writer {
	w := &Writer{s: s, budget: s.budget / int64(of), table: make([]uint32, 64)}
	s.writers = append(s.writers, w)
	return w
}

// Add gathers a state: reached from parent, whose rank is given, by step. It fails
// if files cannot be written.
func (w *Writer) Add(k visited.Key, state model.State, parent visited.ID, rank uint64, step model.Step) error {
	c := candidate{key: keyOf(k), step: uint32(step), parent: parent, rank: rank}
	pos := w.place(c.key)
	if i := w.table[pos]; i != 0 {
		if old := &w.list[i-1]; c.compare(old) < 0 {
			c.state = old.state
			*old = c
		}
		return w.err
	}
	w.packed = packing.Pack(w.packed, state)
	c.state = w.keep(w.packed)
	w.list = append(w.list, c)
	w.table[pos] = uint32(len(w.list))
	if len(w.list)*2 > len(w.table) {
		w.table = make([]uint32, 2*len(w.table))
		for i := range w.list {
			w.table[w.place(w.list[i].key)] = uint32(i + 1)
		}
	}
	if len(w.list)%64 == 0 {
		w.s.memory.Add(64 * candidateBytes)
	}
	if int64(len(w.list))*candidateBytes+w.bytes > w.budget && w.err == nil {
		w.err = w.spill()
	}
	return w.err
}

// place returns where the table has a key, or would have it.
func (w *Writer) place(k key) int {
	size := uint64(len(w.table))
	for pos := int(k.lo % size); ; pos = (pos + 1) % int(size) {
		if i := w.table[pos]; i == 0 || w.list[i-1].key == k {
			return pos
		}
	}
}

// keep copies a packed state.
func (w *Writer) keep(b []byte) []byte {
	last := len(w.arena) - 1
	if last < 0 || len(w.arena[last])+len(b) > cap(w.arena[last]) {
		size := max(arenaBytes, len(b))
		w.arena = append(w.arena, make([]byte, 0, size))
		w.bytes += int64(size)
		w.s.memory.Add(int64(size))
		last++
	}
	a := append(w.arena[last], b...)
	w.arena[last] = a
	return a[len(a)-len(b) : len(a) : len(a)]
}

func (w *Writer) sort() {
	slices.SortFunc(w.list, func(a, b candidate) int { return a.compare(&b) })
}

// spill writes what is gathered to a file.
func (w *Writer) spill() error {
	w.sort()
	err := w.write(&merging{heap: []*source{{w: w}}})
	w.clear()
	if err == nil && len(w.runs) == mostRuns {
		m := &merging{}
		runs := w.runs
		w.runs = nil
		for _, f := range runs {
			m.heap = append(m.heap, &source{f: f, in: bufio.NewReaderSize(&section{f: f}, 1<<16)})
		}
		err = w.write(m)
		for _, f := range runs {
			f.close()
		}
	}
	return err
}

// write writes candidates to a file of their own.
func (w *Writer) write(m *merging) error {
	if err := m.begin(); err != nil {
		return err
	}
	f, err := w.s.create()
	if err != nil {
		return err
	}
	w.runs = append(w.runs, f)
	out := bufio.NewWriterSize(f, 1<<16)
	var b []byte
	for {
		c, ok, err := m.least()
		if err != nil {
			return err
		}
		if !ok {
			return out.Flush()
		}
		b = appendKey(b[:0], c.key)
		b = binary.LittleEndian.AppendUint32(b, c.step)
		b = binary.LittleEndian.AppendUint32(b, uint32(c.parent))
		b = binary.LittleEndian.AppendUint64(b, c.rank)
		b = binary.AppendUvarint(b, uint64(len(c.state)))
		out.Write(b)
		if _, err := out.Write(c.state); err != nil {
			return err
		}
	}
}

func (w *Writer) clear() {
	w.s.memory.Add(-w.bytes - int64(len(w.list)/64*64)*candidateBytes)
	w.list, w.arena, w.bytes = w.list[:0], nil, 0
	clear(w.table)
}

// A source gives candidates in the order of their keys.
type source struct {
	w    *Writer // of those in memory
	next int
	f    *file // or the file of those that are not
	in   *bufio.Reader
	c    candidate
}

// advance goes to the next candidate; false: there is none.
func (r *source) advance() (bool, error) {
	if r.f == nil {
		if r.next == len(r.w.list) {
			return false, nil
		}
		r.c = r.w.list[r.next]
		r.next++
		return true, nil
	}
	var b [keyBytes + 16]byte
	if _, err := io.ReadFull(r.in, b[:]); err == io.EOF {
		return false, nil
	} else if err != nil {
		return false, damaged(err)
	}
	size, err := binary.ReadUvarint(r.in)
	if err != nil {
		return false, damaged(err)
	}
	if size > math.MaxInt32 {
		return false, damaged(io.ErrUnexpectedEOF)
	}
	r.c.key = getKey(b[:])
	r.c.step = binary.LittleEndian.Uint32(b[keyBytes:])
	r.c.parent = visited.ID(binary.LittleEndian.Uint32(b[keyBytes+4:]))
	r.c.rank = binary.LittleEndian.Uint64(b[keyBytes+8:])
	r.c.state = slices.Grow(r.c.state[:0], int(size))[:size]
	if _, err := io.ReadFull(r.in, r.c.state); err != nil {
		return false, damaged(err)
	}
	return true, nil
}

// A merging joins candidates in the order of their keys.
type merging struct {
	heap []*source
	best candidate
}

// merging joins the candidates of all writers.
func (s *Set) merging() (*merging, error) {
	m := &merging{}
	for _, w := range s.writers {
		if w.err != nil {
			return nil, w.err
		}
		w.sort()
		m.heap = append(m.heap, &source{w: w})
		for _, f := range w.runs {
			m.heap = append(m.heap, &source{f: f, in: bufio.NewReaderSize(&section{f: f}, 1<<16)})
		}
	}
	return m, m.begin()
}

// begin goes to the first candidate of each source.
func (m *merging) begin() error {
	sources := m.heap
	m.heap = nil
	for _, r := range sources {
		if ok, err := r.advance(); err != nil {
			return err
		} else if ok {
			m.heap = append(m.heap, r)
		}
	}
	for i := len(m.heap)/2 - 1; i >= 0; i-- {
		m.down(i)
	}
	return nil
}

// down restores the order of the heap, of which only the i-th may be wrong.
func (m *merging) down(i int) {
	for {
		least := i
		for _, j := range []int{2*i + 1, 2*i + 2} {
			if j < len(m.heap) && m.heap[j].c.compare(&m.heap[least].c) < 0 {
				least = j
			}
		}
		if least == i {
			return
		}
		m.heap[i], m.heap[least] = m.heap[least], m.heap[i]
		i = least
	}
}

// least returns the next state, with the best of the ways to it. It is valid until
// the next call.
func (m *merging) least() (*candidate, bool, error) {
	if len(m.heap) == 0 {
		return nil, false, nil
	}
	state := m.best.state
	m.best = m.heap[0].c
	m.best.state = append(state[:0], m.best.state...)
	for len(m.heap) > 0 && m.heap[0].c.key == m.best.key {
		ok, err := m.heap[0].advance()
		if err != nil {
			return nil, false, err
		}
		if !ok {
			last := len(m.heap) - 1
			m.heap[0] = m.heap[last]
			m.heap = m.heap[:last]
		}
		m.down(0)
	}
	return &m.best, true, nil
}

// forget drops the candidates of all writers.
func (s *Set) forget() {
	for _, w := range s.writers {
		for _, f := range w.runs {
			f.close()
		}
		w.runs = nil
		w.clear()
	}
}
