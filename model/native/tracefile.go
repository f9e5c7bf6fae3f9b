package native

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// TraceFormat is what a counterexample's file says it is.
const TraceFormat = "condcheck-go-trace"

// traceVersion is the version of the format.
const traceVersion = 1

// A TraceFile is a counterexample in a file: testdata/condcheck/TEST/HASH.trace
// in the directory of the test's package. It is tried first when the test is
// explored again.
type TraceFile struct {
	Format    string    `json:"format"`
	Version   int       `json:"version"`
	Package   string    `json:"package"`
	Test      string    `json:"test"`
	Library   bool      `json:"library,omitempty"` // by explore.Test, not condcheck test
	Timers    TimerMode `json:"timers,omitempty"`
	AnyWaiter bool      `json:"any_waiter,omitempty"`
	// With and Build are the modules that were rewritten, too, and the flags that
	// the test was built with.
	With    []string `json:"with,omitempty"`
	Build   []string `json:"build,omitempty"`
	Finding *Finding `json:"finding"`
	// Copies is where copies of the modules With are, which is not written down.
	Copies string `json:"-"`
}

// TraceDir is where the counterexamples of a test are, from its package's
// directory.
func TraceDir(test string) string {
	dir := []string{"testdata", "condcheck"}
	for name := range strings.SplitSeq(test, "/") {
		name = strings.ReplaceAll(name, ":", "_")
		if strings.Trim(name, ".") == "" {
			name += "_" // another directory otherwise
		}
		dir = append(dir, name)
	}
	return filepath.Join(dir...)
}

// RunPattern is what -run of go test takes to run a test, or a subtest, alone.
func RunPattern(test string) string {
	names := strings.Split(test, "/")
	for i, name := range names {
		names[i] = "^" + regexp.QuoteMeta(name) + "$"
	}
	return strings.Join(names, "/")
}

// Write writes the file into dir, whole or not at all, and returns its path. The
// same counterexample has the same name.
func (t *TraceFile) Write(dir string) (string, error) {
	t.Format, t.Version = TraceFormat, traceVersion
	if wd, err := os.Getwd(); err == nil {
		t.relative(wd)
	}
	text, err := json.MarshalIndent(t, "", " ")
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	path := filepath.Join(dir, hex.EncodeToString(sum[:6])+".trace")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	f, err := os.CreateTemp(dir, ".trace-*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(append(text, '\n'))
	if err == nil {
		err = f.Chmod(0o644)
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return "", err
	}
	return path, nil
}

// relative makes places relative to a directory, where they are in it.
func (t *TraceFile) relative(dir string) {
	fix := func(p *Pos) {
		if rel, err := filepath.Rel(t.Copies, p.File); t.Copies != "" && err == nil && !strings.HasPrefix(rel, "..") {
			p.File = filepath.ToSlash(rel)
		} else if rel, err := filepath.Rel(dir, p.File); err == nil && !strings.HasPrefix(rel, "..") {
			p.File = filepath.ToSlash(rel)
		}
	}
	f := *t.Finding
	fix(&f.Pos)
	if f.Run != nil {
		r := *f.Run
		r.Stack = "" // has addresses
		r.Steps = append([]Step(nil), r.Steps...)
		for i := range r.Steps {
			fix(&r.Steps[i].Pos)
		}
		r.Blocked = append([]Wait(nil), r.Blocked...)
		for i := range r.Blocked {
			fix(&r.Blocked[i].Pos)
			r.Blocked[i].Stack = append([]Pos(nil), r.Blocked[i].Stack...)
			for j := range r.Blocked[i].Stack {
				fix(&r.Blocked[i].Stack[j])
			}
		}
		f.Run = &r
	}
	t.Finding = &f
}

// ErrNoTrace is what ReadTraceFile returns for a file that is no counterexample
// of a Go test.
var ErrNoTrace = errors.New(`got no field "format" that says "` + TraceFormat + `"`)

// ReadTraceFile reads the file at path.
func ReadTraceFile(path string) (*TraceFile, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	t := &TraceFile{}
	var head struct {
		Format string `json:"format"`
	}
	err = json.Unmarshal(text, &head)
	if err == nil && head.Format == TraceFormat {
		err = json.Unmarshal(text, t)
	} else if err == nil || !bytes.Contains(text, []byte(TraceFormat)) {
		return nil, ErrNoTrace
	}
	if err != nil {
		return nil, fmt.Errorf("the file is damaged: %w; delete it, condcheck test writes another", err)
	}
	switch {
	case t.Version > traceVersion:
		return nil, fmt.Errorf("got a trace of format version %d, want %d at most: use the condcheck that wrote it or a later one", t.Version, traceVersion)
	case t.Finding == nil || t.Test == "":
		return nil, errors.New("the file is damaged: it has no test or no finding")
	}
	return t, nil
}

// Apply sets the options to repeat the counterexample.
func (t *TraceFile) Apply(o *Options) {
	o.Method, o.Schedule = Replay, t.Finding.Schedule
	o.Timers, o.AnyWaiter = t.Timers, t.AnyWaiter
	if t.Finding.Kind == KindLeak {
		o.Leaks = true
	}
	o.Expect = nil
	if t.Finding.Run == nil {
		return
	}
	for _, s := range t.Finding.Run.Steps {
		if s.Event {
			o.Expect = append(o.Expect, s)
		}
	}
}

// A Tried is a counterexample that was run again.
type Tried struct {
	Path   string
	Result *Result
	Err    error // why it could not be
}

// Retry runs the counterexamples in dir again, in the order of their names, up
// to the first that shows something; found is that one.
func Retry(dir string, opts Options, main func()) (tried []Tried, found *Tried) {
	files, _ := os.ReadDir(dir)
	for _, f := range files {
		if filepath.Ext(f.Name()) != ".trace" {
			continue
		}
		p := filepath.Join(dir, f.Name())
		t, err := ReadTraceFile(p)
		if err != nil {
			tried = append(tried, Tried{p, nil, err})
			continue
		}
		if t.Finding.Kind == KindRace && !opts.Race {
			tried = append(tried, Tried{p, nil, errors.New("it is a data race, which is looked for with -race")})
			continue
		}
		o := opts
		t.Apply(&o)
		r := Explore(o, main)
		tried = append(tried, Tried{p, r, nil})
		if f := r.Finding; f != nil && (f.Kind != KindLeak || opts.Leaks) {
			return tried, &tried[len(tried)-1]
		}
	}
	return tried, nil
}
