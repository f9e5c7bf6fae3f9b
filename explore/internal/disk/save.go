package disk

import (
	"bufio"
	"cmp"
	"encoding/gob"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
)

// A manifest says what a set consists of: files, and how much of each counts. What is
// behind that was written later. A file of which a manifest tells is not written any
// more, but at its end; so a manifest holds until the next one takes its place, whatever
// happens in between.
type manifest struct {
	Count            int64
	Ways             part
	Seen             []part
	Level            part
	Left, Next, From int64  // of the level: states not read yet, the first one's number, and where it stands
	Runs             []part // of candidates
}

type part struct {
	Name string
	Size int64
}

// Save writes what the set consists of to w, so that Restore finds it. Nothing gets lost
// of what a manifest from before tells of until Saved is called.
func (s *Set) Save(w io.Writer) error {
	m := manifest{Count: s.count, Left: s.left, Next: s.next}
	if err := s.ways.f.Sync(); err != nil {
		return err
	}
	m.Ways = part{filepath.Base(s.ways.path), s.count * wayBytes}
	for _, k := range s.seen {
		p, err := k.f.part()
		if err != nil {
			return err
		}
		m.Seen = append(m.Seen, p)
	}
	if s.left > 0 {
		var err error
		if m.Level, err = s.level.part(); err != nil {
			return err
		}
		m.From = s.at.at - int64(s.in.Buffered())
	}
	for _, w := range s.writers {
		if len(w.list) > 0 && w.err == nil {
			w.err = w.spill()
		}
		if w.err != nil {
			return w.err
		}
		for _, f := range w.runs {
			p, err := f.part()
			if err != nil {
				return err
			}
			m.Runs = append(m.Runs, p)
		}
	}
	s.told = m.names()
	return gob.NewEncoder(w).Encode(m)
}

// Saved is called when what Save wrote has taken the place of what it wrote before.
func (s *Set) Saved() {
	old := s.saved
	s.saved = s.told
	for _, name := range old {
		if !slices.Contains(s.saved, name) && !s.isOpen(name) {
			os.Remove(filepath.Join(s.dir, name))
		}
	}
}

// names returns the names of the files that a manifest tells of.
func (m *manifest) names() (names []string) {
	for _, p := range slices.Concat([]part{m.Ways, m.Level}, m.Seen, m.Runs) {
		if p.Name != "" {
			names = append(names, p.Name)
		}
	}
	return names
}

// part puts what is in a file onto the disk, and says how much that is.
func (f *file) part() (part, error) { return part{filepath.Base(f.path), f.size}, f.f.Sync() }

func (s *Set) isOpen(name string) bool {
	return slices.ContainsFunc(s.files, func(f *file) bool { return filepath.Base(f.path) == name })
}

// Restore makes an empty set what it was when it was saved. It returns the writer that
// has the candidates, one of as many as of says.
func (s *Set) Restore(r *bufio.Reader, of int) (*Writer, error) {
	var m manifest
	if err := gob.NewDecoder(r).Decode(&m); err != nil {
		return nil, err
	}
	s.ways.close()
	s.saved = m.names()
	var errs error
	open := func(p part) *file {
		f, err := s.open(p)
		errs = cmp.Or(errs, err)
		return f
	}
	s.ways = open(m.Ways)
	for _, p := range m.Seen {
		s.seen = append(s.seen, &keys{f: open(p), n: p.Size / keyBytes})
	}
	if m.Left > 0 {
		s.level, s.left, s.next = open(m.Level), m.Left, m.Next
	}
	w := s.NewWriter(of)
	for _, p := range m.Runs {
		w.runs = append(w.runs, open(p))
	}
	if errs != nil {
		return nil, fmt.Errorf("%w: these are states that the search has found; without them it can only be begun anew, when the checkpoint is removed", errs)
	}
	for _, k := range s.seen {
		if err := k.rewind(); err != nil {
			return nil, err
		}
	}
	if m.Left > 0 {
		s.begin(m.From)
	}
	atomic.StoreInt64(&s.count, m.Count)
	return w, nil
}

// open opens a file again.
func (s *Set) open(p part) (*file, error) {
	path := filepath.Join(s.dir, p.Name)
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.Size() < p.Size {
		err = fmt.Errorf("%s: got %d bytes, want %d: it has lost its end", path, info.Size(), p.Size)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	out := &file{s: s, f: f, path: path, size: p.Size}
	s.take(out)
	return out, nil
}

// Tidy removes the files that an earlier process has left and that nobody goes on with.
func (s *Set) Tidy() { remove(s.dir, s.kept, s.isOpen) }

// Remove removes the files with names that begin with kept from a directory.
func Remove(dir, kept string) { remove(dir, kept, func(string) bool { return false }) }

func remove(dir, kept string, but func(name string) bool) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return // there are none
	}
	for _, f := range files {
		name := f.Name()
		rest, ok := strings.CutPrefix(name, kept+"-")
		number, ends := strings.CutSuffix(rest, suffix)
		// Another search may have a name that begins likewise, but goes on with no number.
		if ok && ends && strings.Trim(number, "0123456789") == "" && !but(name) {
			os.Remove(filepath.Join(dir, name))
		}
	}
}
