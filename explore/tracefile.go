package explore

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/condcheck/condcheck/model"
)

// TraceVersion numbers the format of trace files. A file of a later version is
// refused: what it says could mean something else.
const TraceVersion = 1

const traceFormat = "condcheck-trace"

// A TraceFile is a violation as a file keeps it: enough to run it again, to
// notice that program, file or condcheck are not what they were, and to read
// what happened without any of them.
type TraceFile struct {
	Format    string `json:"format"` // always "condcheck-trace"
	Version   int    `json:"version"`
	Checksum  string `json:"checksum"`  // "sha256:…" over everything else
	Condcheck string `json:"condcheck"` // the version that wrote the file

	Program string        `json:"program"` // path, as it was given
	Sources []TraceSource `json:"sources"` // the program's text first, then its own modules
	Options TraceOptions  `json:"options"`

	Verdict string       `json:"verdict"` // always "violated"
	Finding TraceFinding `json:"finding"`
	// AnyOnly is true if a complete search found that CPython's FIFO loop does
	// not show the violation.
	AnyOnly  bool      `json:"any_only"`
	Fewest   bool      `json:"fewest_switches"`
	Switches int       `json:"switches"`
	Run      *TraceRun `json:"run"`
}

// A TraceSource identifies the text of one file.
type TraceSource struct {
	Path   string `json:"path"`   // relative to the program's directory, with slashes
	SHA256 string `json:"sha256"` // hexadecimal
}

// SourceOf identifies a text.
func SourceOf(path string, text []byte) TraceSource {
	sum := sha256.Sum256(text)
	return TraceSource{filepath.ToSlash(path), hex.EncodeToString(sum[:])}
}

// SourcesOf identifies the texts of a program, relative to its directory.
func SourcesOf(l *model.Loaded) (list []TraceSource) {
	dir := filepath.Dir(l.File.Name)
	for _, f := range l.Sources {
		path, err := filepath.Rel(dir, f.Name)
		if err != nil {
			path = f.Name
		}
		list = append(list, SourceOf(path, []byte(f.Text)))
	}
	return list
}

// TraceOptions are the options under which a violation was found.
type TraceOptions struct {
	Schedule string `json:"schedule"`          // "fifo", "any" or "threads"
	Preempt  string `json:"preempt,omitempty"` // with threads: "access", "line", "gil" or "sync"
	Profile  string `json:"profile,omitempty"` // with threads that are not CPython's: as in --profile
	Python   string `json:"python"`            // "3.13"
	// Properties are the names of those that were checked; Strict is true if
	// warnings were errors.
	Properties []string `json:"properties"`
	Strict     bool     `json:"strict"`
}

// NewTraceFile makes a trace file of a violation and its run, found under the
// configuration. The caller fills in Condcheck, Program, Sources and the
// properties.
func NewTraceFile(v Violation, run *model.Run, cfg model.Config) *TraceFile {
	preempt, profile := "", ""
	if cfg.Schedule == model.Threads {
		preempt = cfg.Preempt.String()
		if cfg.Profile != (model.Profile{}) {
			profile = cfg.Profile.String()
		}
	}
	return &TraceFile{
		Format: traceFormat, Version: TraceVersion,
		Sources: []TraceSource{},
		Options: TraceOptions{Schedule: cfg.Schedule.String(), Preempt: preempt, Profile: profile, Python: fmt.Sprintf("3.%d", cfg.Minor), Properties: []string{}},
		Verdict: Violated.String(), Finding: FindingOf(FindingIn(run, v.Finding)),
		Fewest: v.Fewest, Switches: v.Switches,
		Run: RunOf(run),
	}
}

// Trace returns the steps of the run.
func (t *TraceFile) Trace() Trace {
	steps := make([]model.Step, len(t.Run.Steps))
	for i, s := range t.Run.Steps {
		steps[i] = s.Step
	}
	return Trace{steps}
}

// Config returns the configuration under which the violation was found.
func (t *TraceFile) Config() model.Config {
	cfg := model.Config{}
	for _, s := range []model.Schedule{model.Any, model.Threads} {
		if t.Options.Schedule == s.String() {
			cfg.Schedule = s
		}
	}
	cfg.Preempt, _ = model.ParsePreempt(t.Options.Preempt) // checked on decoding
	if t.Options.Profile != "" {
		cfg.Profile, _ = model.ParseProfile(t.Options.Profile) // checked on decoding
	}
	cfg.Minor, _ = strconv.Atoi(strings.TrimPrefix(t.Options.Python, "3.")) // checked on decoding
	return cfg
}

// Violation returns the violation with the trace that shows it.
func (t *TraceFile) Violation() Violation {
	return Violation{Finding: t.Finding.Finding(), Trace: t.Trace(), Fewest: t.Fewest, Switches: t.Switches}
}

// sum returns the checksum of everything but the checksum.
func (t *TraceFile) sum() (string, error) {
	c := *t
	c.Checksum = ""
	text, err := json.Marshal(&c)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}

// Encode returns the text of the file, with its checksum.
func (t *TraceFile) Encode() ([]byte, error) {
	sum, err := t.sum()
	if err != nil {
		return nil, err
	}
	c := *t
	c.Checksum = sum
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(&c); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Write writes the file at path, whole or not at all, and makes the directory
// if there is none.
func (t *TraceFile) Write(path string) (err error) {
	text, err := t.Encode()
	if err != nil {
		return err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err := f.Write(text); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// A TraceError says why a trace file is refused and what to do about it.
type TraceError struct {
	Reason, Hint string
}

func (e *TraceError) Error() string { return e.Reason + "; " + e.Hint }

const writeAgain = "write it again with condcheck verify --trace-out"

// ReadTraceFile reads the file at path. What is no trace file is refused with a
// *TraceError.
func ReadTraceFile(path string) (*TraceFile, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return DecodeTraceFile(text)
}

// DecodeTraceFile reads the text of a trace file. It refuses with a *TraceError
// what is cut off, was edited, is of another format or of a later version.
func DecodeTraceFile(text []byte) (*TraceFile, error) {
	format, version, ok := traceHeader(text)
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		return nil, &TraceError{"got an empty file, want a trace", writeAgain}
	case !ok || format != traceFormat:
		return nil, &TraceError{`got no field "format" that says "` + traceFormat + `", want a trace file`,
			"condcheck verify --trace-out FILE writes one"}
	case version > TraceVersion:
		return nil, &TraceError{fmt.Sprintf("got a trace of format version %d, want %d at most", version, TraceVersion),
			"use the condcheck that wrote it or a later one"}
	case version < 1:
		return nil, &TraceError{fmt.Sprintf("got format version %d, want %d", version, TraceVersion), writeAgain}
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	t := &TraceFile{}
	err := d.Decode(t)
	if err == nil {
		if _, err = d.Token(); errors.Is(err, io.EOF) {
			err = nil
		} else {
			err = &TraceError{fmt.Sprintf("got more after the trace, at byte %d, want its end", d.InputOffset()), writeAgain}
		}
	}
	var bad *TraceError
	switch {
	case errors.As(err, &bad):
		return nil, bad
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, &TraceError{fmt.Sprintf("the file is cut off after %d bytes", len(text)), writeAgain}
	case err != nil:
		return nil, &TraceError{"the file is damaged: " + err.Error(), writeAgain}
	}
	if sum, err := t.sum(); err != nil || sum != t.Checksum {
		return nil, &TraceError{"the file was changed after it was written: its checksum does not fit", writeAgain}
	}
	if what := t.wrong(); what != "" {
		return nil, &TraceError{"the file does not make sense: " + what, writeAgain}
	}
	return t, nil
}

// traceHeader returns the fields format and version: of the whole text, or, if
// that is no JSON, of its beginning, where Encode puts them.
func traceHeader(text []byte) (format string, version int, ok bool) {
	var h struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	if json.Unmarshal(text, &h) == nil {
		return h.Format, h.Version, true
	}
	d := json.NewDecoder(bytes.NewReader(text))
	for _, want := range []json.Token{json.Delim('{'), "format"} {
		if got, err := d.Token(); err != nil || got != want {
			return "", 0, false
		}
	}
	if d.Decode(&h.Format) != nil {
		return "", 0, false
	}
	h.Version = TraceVersion // unless the text goes so far as to say something else
	if got, err := d.Token(); err == nil && got == "version" {
		var n int
		if d.Decode(&n) == nil {
			h.Version = n
		}
	}
	return h.Format, h.Version, true
}

// wrong says what does not make sense in a file whose checksum fits, "" if all
// does.
func (t *TraceFile) wrong() string {
	minor, err := strconv.Atoi(strings.TrimPrefix(t.Options.Python, "3."))
	_, preempts := model.ParsePreempt(t.Options.Preempt)
	var profileErr error
	if t.Options.Profile != "" {
		_, profileErr = model.ParseProfile(t.Options.Profile)
	}
	switch {
	case t.Run == nil:
		return "got no run"
	case t.Verdict != Violated.String():
		return fmt.Sprintf("got verdict %q, want %q", t.Verdict, Violated)
	case t.Options.Schedule != model.FIFO.String() && t.Options.Schedule != model.Any.String() && t.Options.Schedule != model.Threads.String():
		return fmt.Sprintf("got schedule %q, want fifo, any or threads", t.Options.Schedule)
	case (t.Options.Schedule == model.Threads.String()) != preempts:
		return fmt.Sprintf("got schedule %q with preempt %q", t.Options.Schedule, t.Options.Preempt)
	case profileErr != nil:
		return fmt.Sprintf("got profile %q: %v", t.Options.Profile, profileErr)
	case err != nil || minor < 0 || minor > 255 || t.Options.Python != fmt.Sprintf("3.%d", minor):
		return fmt.Sprintf("got python %q, want a version such as 3.13", t.Options.Python)
	case t.Finding.Property == "":
		return "got no finding"
	}
	for _, s := range t.Sources {
		if sum, err := hex.DecodeString(s.SHA256); err != nil || len(sum) != sha256.Size {
			return fmt.Sprintf("got SHA-256 %q of %s, want 64 hexadecimal digits", s.SHA256, s.Path)
		}
	}
	for _, c := range t.Run.Choices {
		if c.I < 0 || c.I >= c.N {
			return fmt.Sprintf("got choice %d of %d alternatives", c.I, c.N)
		}
	}
	return ""
}
