package hook

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/condcheck/condcheck/model/native"
)

// workers are processes of the same test binary that run shares of a test's
// search: an execution needs a process for itself, since package variables are its
// own.
type workers struct {
	t       *testing.T
	cancel  context.CancelFunc
	done    chan error
	reports []string
	found   atomic.Bool
}

// help lets opts' search be shared among config.Workers processes.
func help(t *testing.T, opts *native.Options) (stop func()) {
	if config.Workers < 2 {
		return func() {}
	}
	ctx, cancel := context.WithCancel(context.Background())
	w := &workers{t: t, cancel: cancel, done: make(chan error, config.Workers)}
	opts.Helpers = config.Workers - 1
	opts.Stop = w.found.Load
	opts.Help = func() func(*native.Result) {
		for i := 1; i < config.Workers; i++ {
			w.start(ctx, i)
		}
		return w.wait
	}
	return cancel
}

// start starts the process for a share.
func (w *workers) start(ctx context.Context, share int) {
	c := config
	c.Workers, c.Share, c.Shares, c.Traces, c.Only = 0, share, config.Workers, false, w.t.Name()
	c.Report = filepath.Join(filepath.Dir(config.Report), "share-"+strconv.Itoa(os.Getpid())+"-"+strconv.Itoa(share)+".jsonl")
	os.Remove(c.Report)
	w.reports = append(w.reports, c.Report)
	text, err := json.Marshal(c)
	if err != nil {
		w.done <- err
		return
	}
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run="+native.RunPattern(w.t.Name()), "-test.timeout=0")
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, Env+"=") && !strings.HasPrefix(e, off+"=") {
			cmd.Env = append(cmd.Env, e)
		}
	}
	cmd.Env = append(cmd.Env, Env+"="+string(text))
	go func() {
		err := cmd.Run()
		if rep := readShare(c.Report); rep != nil && rep.Result.Finding != nil {
			w.found.Store(true)
		}
		w.done <- err
	}()
}

func readShare(path string) *Report {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	rep := &Report{}
	if json.Unmarshal(text, rep) != nil || rep.Result == nil {
		return nil
	}
	return rep
}

// wait adds to a result what the others have come to.
func (w *workers) wait(r *native.Result) {
	if r.Finding != nil || r.Refused != "" {
		w.cancel()
	}
	for range w.reports {
		<-w.done
	}
	if r.Finding != nil || r.Refused != "" {
		return
	}
	complete := r.Complete
	for i, path := range w.reports {
		rep := readShare(path)
		os.Remove(path)
		if rep == nil {
			complete = false
			r.Incomplete = "share " + strconv.Itoa(i+1) + " of the search did not end"
			continue
		}
		s := rep.Result
		r.Executions += s.Executions
		r.Steps += s.Steps
		r.Blocked += s.Blocked
		r.Notes = append(r.Notes, s.Notes...)
		r.Spinning = r.Spinning || s.Spinning
		r.Timers = r.Timers || s.Timers
		r.Goroutines = max(r.Goroutines, s.Goroutines)
		switch {
		case s.Finding != nil:
			if r.Finding == nil || len(s.Finding.Schedule) < len(r.Finding.Schedule) {
				r.Finding = s.Finding
			}
		case s.Refused != "":
			r.Refused = s.Refused
		case !s.Complete && r.Incomplete == "":
			r.Incomplete = s.Incomplete
		}
		complete = complete && s.Complete
	}
	if len(r.Notes) > 1 {
		r.Notes = r.Notes[:1]
	}
	r.Complete = complete && r.Finding == nil && r.Refused == ""
	if r.Finding != nil {
		r.Incomplete = ""
	}
}
