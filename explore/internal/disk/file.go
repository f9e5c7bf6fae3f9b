package disk

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

const suffix = ".states"

// A file is one that no other process sees, unless it is kept. It is written at its end
// and read anywhere.
type file struct {
	s    *Set
	f    *os.File
	path string // where it still has a name
	size int64
}

func (s *Set) create() (*file, error) {
	f, err := os.CreateTemp(s.dir, cmp.Or(s.kept, "condcheck")+"-*"+suffix)
	if err != nil {
		return nil, err
	}
	out := &file{s: s, f: f, path: f.Name()}
	if s.kept == "" && os.Remove(f.Name()) == nil { // some systems keep the name of an open file
		out.path = ""
	}
	s.take(out)
	return out, nil
}

// take adds a file to those that are open.
func (s *Set) take(f *file) {
	s.disk.Add(f.size)
	s.mu.Lock()
	s.files = append(s.files, f)
	s.mu.Unlock()
}

func (f *file) Write(b []byte) (int, error) {
	n, err := f.f.WriteAt(b, f.size)
	f.size += int64(n)
	f.s.disk.Add(int64(n))
	return n, err
}

func (f *file) ReadAt(b []byte, at int64) (int, error) { return f.f.ReadAt(b, at) }

// close gives the file up, unless it is to be found by who goes on from what was saved.
func (f *file) close() {
	s := f.s
	f.f.Close()
	s.disk.Add(-f.size)
	s.mu.Lock()
	s.files = slices.DeleteFunc(s.files, func(g *file) bool { return f == g })
	s.mu.Unlock()
	if f.path != "" && !slices.Contains(s.saved, filepath.Base(f.path)) {
		os.Remove(f.path)
	}
}

// A section reads a file from front to back.
type section struct {
	f  *file
	at int64
}

func (r *section) Read(b []byte) (int, error) {
	if r.at >= r.f.size {
		return 0, io.EOF
	}
	n, err := r.f.f.ReadAt(b[:min(int64(len(b)), r.f.size-r.at)], r.at)
	r.at += int64(n)
	return n, err
}

// damaged words that a file has not what was written to it.
func damaged(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return fmt.Errorf("a file with states has lost its end")
	}
	return err
}
