package explore

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/condcheck/condcheck/model"
)

// A store is where the traces of one test are kept: one file for each program
// and property, under testdata/condcheck. The zero value keeps nothing.
type store struct {
	dir, program string
}

// A storedTrace is a trace of the store.
type storedTrace struct {
	*TraceFile
	path string
}

// storeOf returns the store of a test. Of a program that is no file nothing is
// kept: there is nothing to replay it with.
func storeOf(t TB, l *model.Loaded) store {
	if _, err := os.Stat(l.File.Name); err != nil {
		return store{}
	}
	clean := func(r rune) rune {
		if r == '-' || r == '_' || r == '.' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
			return r
		}
		return '_'
	}
	parts := strings.Split(t.Name(), "/")
	for i, p := range parts {
		if parts[i] = strings.Map(clean, p); strings.Trim(parts[i], ".") == "" {
			parts[i] = "_"
		}
	}
	return store{filepath.Join(append([]string{"testdata", "condcheck"}, parts...)...), filepath.ToSlash(l.File.Name)}
}

// traces returns the traces of the program, by name. What cannot be read is left
// where it is, and said.
func (s store) traces(t TB) (list []storedTrace) {
	if s.dir == "" {
		return nil
	}
	files, err := filepath.Glob(filepath.Join(s.dir, "*.json"))
	if err != nil {
		return nil
	}
	slices.Sort(files)
	for _, path := range files {
		tf, err := ReadTraceFile(path)
		switch {
		case err != nil:
			t.Logf("%s: left out: %v", path, err)
		case tf.Program == s.program:
			list = append(list, storedTrace{tf, path})
		}
	}
	return list
}

// keep writes a trace and returns its path, "" if nothing is kept.
func (s store) keep(tf *TraceFile) (string, error) {
	if s.dir == "" {
		return "", nil
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{tf.Program, tf.Finding.Property, tf.Finding.Name, tf.Options.Schedule, tf.Options.Python}, "\x00")))
	path := filepath.Join(s.dir, hex.EncodeToString(sum[:])[:16]+".json")
	return path, tf.Write(path)
}
