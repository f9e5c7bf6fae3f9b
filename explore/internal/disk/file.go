package disk

import (
	"fmt"
	"io"
	"os"
	"slices"
)

// A file is one that no other process sees. It is written at its end and read
// anywhere.
type file struct {
	s    *Set
	f    *os.File
	name string // where it still has one
	size int64
}

func (s *Set) create() (*file, error) {
	f, err := os.CreateTemp(s.dir, "condcheck-*.states")
	if err != nil {
		return nil, err
	}
	out := &file{s: s, f: f}
	if os.Remove(f.Name()) != nil { // some systems keep the name of an open file
		out.name = f.Name()
	}
	s.mu.Lock()
	s.files = append(s.files, out)
	s.mu.Unlock()
	return out, nil
}

func (f *file) Write(b []byte) (int, error) {
	n, err := f.f.WriteAt(b, f.size)
	f.size += int64(n)
	f.s.disk.Add(int64(n))
	return n, err
}

func (f *file) ReadAt(b []byte, at int64) (int, error) { return f.f.ReadAt(b, at) }

// close gives the file up.
func (f *file) close() {
	f.f.Close()
	if f.name != "" {
		os.Remove(f.name)
	}
	f.s.disk.Add(-f.size)
	f.s.mu.Lock()
	f.s.files = slices.DeleteFunc(f.s.files, func(g *file) bool { return f == g })
	f.s.mu.Unlock()
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
