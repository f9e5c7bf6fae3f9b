package explore

import (
	"bufio"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/condcheck/condcheck/explore/internal/disk"
	"github.com/condcheck/condcheck/explore/internal/frontier"
	"github.com/condcheck/condcheck/explore/internal/visited"
	"github.com/condcheck/condcheck/model"
)

// A Checkpoint says where a search is kept from time to time, so that another
// process can go on with it. A search that finds a file there goes on from it; one
// that has come to a verdict needs it no more, and who called it removes the file.
//
// A file is written while no worker runs, between two blocks of states: in it each
// state found is expanded or is still to be expanded. It takes the place of the file
// before when it is complete and on the disk.
type Checkpoint struct {
	Path  string        // of the file
	Every time.Duration // between the end of one writing and the next
	// Of says what is searched and how, each line "what: which". A file of another
	// search is refused.
	Of []string
}

// Remove removes the file, if there is one, and what a search on disk has kept for it
// in a directory.
func (c *Checkpoint) Remove(onDisk string) {
	if c == nil {
		return
	}
	os.Remove(c.Path)
	if onDisk != "" {
		disk.Remove(onDisk, c.states())
	}
}

// states is what the names of the files begin with that a search on disk keeps.
func (c *Checkpoint) states() string {
	if c == nil {
		return ""
	}
	return filepath.Base(c.Path)
}

// tidy removes what a process left behind that was killed while it wrote.
func (c *Checkpoint) tidy() error {
	dir, base := filepath.Split(c.Path)
	files, err := os.ReadDir(filepath.Clean(dir))
	if err != nil {
		return err
	}
	for _, f := range files {
		if strings.HasPrefix(f.Name(), base+".") && strings.HasSuffix(f.Name(), ".tmp") {
			os.Remove(filepath.Join(dir, f.Name()))
		}
	}
	return nil
}

// under returns the checkpoint of a search under one of several schedules.
func (c *Checkpoint) under(sched model.Schedule) *Checkpoint {
	if c == nil {
		return nil
	}
	return &Checkpoint{c.Path + "." + sched.String(), c.Every, append(slices.Clip(c.Of), "schedule: "+sched.String())}
}

// of returns the lines that say what the search is.
func (s *search) of() []string {
	o := s.opts
	return append(slices.Clip(o.Checkpoint.Of), "search: "+o.Order.String(), fmt.Sprintf("goal: %d", o.Goal), fmt.Sprintf("exact: %v", o.Exact), fmt.Sprintf("disk: %v", o.Disk != ""),
		fmt.Sprintf("max-depth: %d", o.MaxDepth), "reduction: "+o.Reduction.String())
}

// checkpointVersion numbers the format of the files.
const checkpointVersion = 4

const checkpointMagic = "condcheck-checkpoint\n"

// writingShare bounds the part of the time that goes into checkpoints: as many
// times as long as one took to write is waited until the next.
const writingShare = 10

// checkpointing is what a search knows of its checkpoints.
type checkpointing struct {
	pause atomic.Bool           // workers are to come to the end of their blocks
	after atomic.Pointer[Cause] // why the search ends when the next one is written
	took  atomic.Int64          // nanoseconds that the last writing took
	err   error
}

// saved is the small part of a checkpoint. Visited set and frontier follow it.
type saved struct {
	Of       []string
	Numbers  []byte
	Depth    int // of the level under way
	Covered  int
	Counts   [4]int64 // transitions, ends, deadlocks, passed
	Cut      bool
	Elapsed  time.Duration
	Found    []savedCandidate
	Outcomes []savedOutcome
	Errors   []savedError
	Sample   savedSample   // of the level under way
	Deepest  []savedSample // of the states found since
	Ways     bool
	Edges    [][]savedEdge // by level, the one under way last
	Level    int           // states of the level that are still to be expanded
	Next     int           // states of the next level, in a depth-first search all
	Between  bool          // the level is at its end, and the next one had not begun
}

type savedCandidate struct {
	Finding model.Finding
	From    visited.ID
	Length  int32
	Step    model.Step
	End     bool
	Hits    []savedHit
}

type savedHit struct {
	From  visited.ID
	Step  model.Step
	Actor int32
	End   bool
}

type savedEdge struct {
	From, To      visited.ID
	Step          model.Step
	Actor, Actor2 int32
}

type savedOutcome struct {
	Outcome model.Outcome
	At      visited.ID
	Depth   int32
}

type savedSample struct {
	ID    visited.ID
	Rank  uint64
	Depth int32
	OK    bool
}

type savedError struct {
	Limit       *model.LimitError
	Unsupported *model.UnsupportedError
	Text        string
}

// due asks the workers to pause; c is why the search ends then, nil if it goes on.
func (s *search) due(c *Cause) {
	if c != nil {
		s.check.after.CompareAndSwap(nil, c)
	}
	s.check.pause.Store(true)
}

// checkpoint writes the search, none of whose workers runs, and ends it if that is
// why it was asked to pause. rest is that of the level. A search that has begun to leave
// states out is not written: the file from before stays.
func (s *search) checkpoint(rest []span) {
	s.check.pause.Store(false)
	if s.full.Load() == nil && s.stop.Load() == nil {
		begin := time.Now()
		if err := s.write(rest); err != nil {
			s.check.err = fmt.Errorf("the checkpoint cannot be written: %w", err)
			s.halt(Failed)
		}
		s.check.took.Store(int64(time.Since(begin)))
	}
	if c := s.check.after.Load(); c != nil {
		s.halt(*c)
	}
}

// write writes the checkpoint in place of the one before.
func (s *search) write(rest []span) (err error) {
	path := s.opts.Checkpoint.Path
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	sum := sha256.New()
	w := bufio.NewWriterSize(io.MultiWriter(f, sum), 1<<20)
	if err := s.encode(w, rest); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if s.disk != nil {
		if err := syncDir(s.opts.Disk); err != nil {
			return err
		}
	}
	if _, err := f.Write(sum.Sum(nil)); err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	if err := syncDir(filepath.Dir(path)); err != nil || s.disk == nil {
		return err
	}
	s.disk.set.Saved()
	return nil
}

// syncDir makes a renaming last, where the system knows how.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	d.Sync() // not every file system can
	return d.Close()
}

func (s *search) encode(w *bufio.Writer, rest []span) error {
	s.gatherFound()
	sv := saved{
		Of: s.of(), Depth: int(s.depth.Load()), Covered: s.covered, Cut: s.cut.Load(),
		Counts:  [4]int64{s.transitions.Load(), s.ends.Load(), s.deadlocks.Load(), s.passed.Load()},
		Elapsed: s.before + time.Since(s.begin), Sample: s.sample.saved(), Ways: s.ways.kept && !s.ways.full.Load(),
	}
	for _, r := range rest {
		sv.Level += r.to - r.from
	}
	if p, ok := s.sys.(model.Persister); ok {
		var err error
		if sv.Numbers, err = p.Numbers(); err != nil {
			return err
		}
	}
	for _, c := range s.found {
		sc := savedCandidate{Finding: c.finding, From: c.from, Length: c.length, Step: c.step, End: c.end}
		for _, h := range c.hits {
			sc.Hits = append(sc.Hits, savedHit{h.from, h.step, h.actor, h.end})
		}
		sv.Found = append(sv.Found, sc)
	}
	for _, o := range s.over {
		sv.Outcomes = append(sv.Outcomes, savedOutcome{o.Outcome, o.at, o.depth})
	}
	for text, err := range s.errs {
		e := savedError{Text: text}
		errors.As(err, &e.Limit)
		errors.As(err, &e.Unsupported)
		sv.Errors = append(sv.Errors, e)
	}
	levels := s.ways.levels
	var under [][]edge
	for _, wk := range s.workers {
		sv.Deepest = append(sv.Deepest, wk.deepest.saved())
		sv.Next += wk.next.Len()
		under = append(under, wk.edges)
	}
	if sv.Ways {
		for _, level := range append(slices.Clip(levels), under) {
			var out []savedEdge
			for _, e := range slices.Concat(level...) {
				out = append(out, savedEdge{e.from, e.to, e.step, e.actor, e.actor2})
			}
			sv.Edges = append(sv.Edges, out)
		}
	}
	if _, err := fmt.Fprintf(w, "%s%d\n", checkpointMagic, checkpointVersion); err != nil {
		return err
	}
	sv.Between = s.disk != nil && s.disk.between
	if err := gob.NewEncoder(w).Encode(sv); err != nil {
		return err
	}
	if s.disk != nil {
		if err := s.disk.set.Save(w); err != nil {
			return err
		}
	} else if err := s.seen.(*visited.Set).WriteTo(w); err != nil {
		return err
	}
	for _, r := range rest {
		if err := r.chunk.WriteTo(w, r.from, r.to); err != nil {
			return err
		}
	}
	for _, wk := range s.workers {
		for _, c := range wk.next.Chunks() {
			if err := c.WriteTo(w, 0, c.Len()); err != nil {
				return err
			}
		}
	}
	return nil
}

// resume goes back to where a checkpoint was written, and returns what was left of
// the level. found is false if there is no checkpoint.
func (s *search) resume() (level []*frontier.Chunk, found bool, err error) {
	if err := s.opts.Checkpoint.tidy(); err != nil {
		return nil, false, err
	}
	f, err := os.Open(s.opts.Checkpoint.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	if err := s.intact(f); err != nil {
		return nil, false, fmt.Errorf("%s: %w", f.Name(), err)
	}
	if _, err := f.Seek(int64(len(checkpointMagic)+2), io.SeekStart); err != nil {
		return nil, false, err
	}
	if level, err = s.decode(bufio.NewReaderSize(f, 1<<20)); err != nil {
		return nil, false, fmt.Errorf("%s: %w", f.Name(), err)
	}
	return level, true, nil
}

// intact checks that a file is a whole checkpoint of this version.
func (s *search) intact(f *os.File) error {
	head := make([]byte, len(checkpointMagic)+2)
	if _, err := io.ReadFull(f, head); err != nil || string(head[:len(checkpointMagic)]) != checkpointMagic {
		return errors.New("this is no checkpoint; remove it, or name another directory")
	}
	if got, want := string(head[len(checkpointMagic):]), fmt.Sprintf("%d\n", checkpointVersion); got != want {
		return fmt.Errorf("got a checkpoint of version %q, want %q; remove it to begin anew", got[:1], want[:1])
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	sum := sha256.New()
	sum.Write(head)
	var want [sha256.Size]byte
	if info.Size() < int64(len(head))+sha256.Size {
		return errors.New("the checkpoint is cut off; remove it to begin anew")
	}
	if _, err := io.CopyN(sum, f, info.Size()-int64(len(head))-sha256.Size); err != nil {
		return errors.New("the checkpoint is cut off; remove it to begin anew")
	}
	if _, err := io.ReadFull(f, want[:]); err != nil {
		return err
	}
	if !sameSum(sum, want) {
		return errors.New("the checkpoint is damaged; remove it to begin anew")
	}
	return nil
}

func sameSum(h hash.Hash, want [sha256.Size]byte) bool { return [sha256.Size]byte(h.Sum(nil)) == want }

func (s *search) decode(r *bufio.Reader) (level []*frontier.Chunk, err error) {
	var sv saved
	if err := gob.NewDecoder(r).Decode(&sv); err != nil {
		return nil, err
	}
	of := s.of()
	for i := range max(len(sv.Of), len(of)) {
		var got, want string
		if i < len(sv.Of) {
			got = sv.Of[i]
		}
		if i < len(of) {
			want = of[i]
		}
		if got != want {
			return nil, fmt.Errorf("this is the checkpoint of another search (got %q, want %q); remove it to begin anew, or name another directory", got, want)
		}
	}
	if p, ok := s.sys.(model.Persister); ok {
		if err := p.SetNumbers(sv.Numbers); err != nil {
			return nil, err
		}
	}
	s.depth.Store(int64(sv.Depth))
	s.covered, s.before, s.sample = sv.Covered, sv.Elapsed, sv.Sample.sample()
	s.transitions.Store(sv.Counts[0])
	s.ends.Store(sv.Counts[1])
	s.deadlocks.Store(sv.Counts[2])
	s.passed.Store(sv.Counts[3])
	s.cut.Store(sv.Cut)
	for _, c := range sv.Found {
		cand := candidate{finding: c.Finding, from: c.From, length: c.Length, step: c.Step, end: c.End}
		for _, h := range c.Hits {
			cand.hits = append(cand.hits, hit{h.From, h.Step, h.Actor, h.End})
		}
		s.found[c.Finding] = cand
	}
	for _, o := range sv.Outcomes {
		s.over[o.Outcome.Key()] = outcome{o.Outcome, o.At, o.Depth}
	}
	for _, e := range sv.Errors {
		switch {
		case e.Limit != nil:
			s.errs[e.Text] = e.Limit
		case e.Unsupported != nil:
			s.errs[e.Text] = e.Unsupported
		default:
			s.errs[e.Text] = errors.New(e.Text)
		}
	}
	w := s.worker(0)
	for _, d := range sv.Deepest {
		if sm := d.sample(); sm.before(w.deepest) {
			w.deepest = sm
		}
	}
	s.ways.kept = s.ways.kept && sv.Ways
	if s.ways.kept {
		for i, level := range sv.Edges {
			var out []edge
			for _, e := range level {
				out = append(out, edge{e.From, e.To, e.Step, e.Actor, e.Actor2})
			}
			if i == len(sv.Edges)-1 {
				w.edges = out
				break
			}
			s.ways.count.Add(int64(len(out)))
			s.ways.bytes.Add(int64(cap(out)) * edgeBytes)
			s.ways.levels = append(s.ways.levels, [][]edge{out})
		}
	}
	s.waiting.Store(int64(sv.Level + sv.Next))
	if d := s.disk; d != nil {
		if w.gathered, err = d.set.Restore(r, s.opts.Workers); err != nil {
			return nil, err
		}
		s.waiting.Add(d.set.Left())
		d.between = sv.Between
	} else if err := s.seen.(*visited.Set).Read(r); err != nil {
		return nil, err
	}
	if err := w.next.Read(r, sv.Level); err != nil {
		return nil, err
	}
	level = w.next.Take()
	return level, w.next.Read(r, sv.Next)
}

func (a sample) saved() savedSample  { return savedSample{a.id, a.rank, a.depth, a.ok} }
func (a savedSample) sample() sample { return sample{a.ID, a.Rank, a.Depth, a.OK} }
