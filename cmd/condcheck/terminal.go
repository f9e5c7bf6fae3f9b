package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"golang.org/x/term"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
)

// terminal returns the descriptor of w if it is a terminal.
func terminal(w io.Writer) (int, bool) {
	if o, ok := w.(*resultWriter); ok {
		w = o.Writer
	}
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	return int(f.Fd()), true
}

// styleOf returns how to write to w: colour and the terminal's width on a
// terminal, neither elsewhere. NO_COLOR and TERM=dumb turn colour off.
func styleOf(e *env, w io.Writer) report.Style {
	fd, ok := terminal(w)
	if !ok {
		return report.Style{}
	}
	st := report.Style{Color: e.getenv("NO_COLOR") == "" && e.getenv("TERM") != "dumb"}
	if width, _, err := term.GetSize(fd); err == nil && width > 0 {
		st.Width = min(width, 200)
	}
	return st
}

// A meter shows the progress of searches in one line of a terminal.
type meter struct {
	w     io.Writer
	width int
	mu    sync.Mutex
	shown bool
}

// newMeter returns a meter on stderr, nil if that is no terminal.
func newMeter(e *env, off bool) *meter {
	fd, ok := terminal(e.stderr)
	if !ok || off {
		return nil
	}
	m := &meter{w: e.stderr, width: 100}
	if width, _, err := term.GetSize(fd); err == nil && width > 0 {
		m.width = width
	}
	return m
}

// show returns the function that a search calls, nil if there is no meter.
func (m *meter) show(what string) func(explore.Stats) {
	if m == nil {
		return nil
	}
	return func(s explore.Stats) {
		if s.Order == explore.DPOR {
			m.say(fmt.Sprintf("%s: %d executions, %d steps, %.0f/s, depth %d, %d MiB, %s",
				what, s.Executions, s.Transitions, s.ExecutionsPerSecond(), s.Depth, s.Memory>>20, report.Duration(s.Duration)))
			return
		}
		text := fmt.Sprintf("%s: %s, %d steps, %.0f/s, depth %d, frontier %d, %d MiB, %s",
			what, count(s.States), s.Transitions, s.StatesPerSecond(), s.Depth, s.Frontier, s.Memory>>20, report.Duration(s.Duration))
		m.say(text)
	}
}

// say shows a text in the line.
func (m *meter) say(text string) {
	if m == nil {
		return
	}
	if len(text) >= m.width {
		text = text[:m.width-1]
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.shown = true
	fmt.Fprint(m.w, "\r\x1b[K"+strings.ToValidUTF8(text, ""))
}

func count(n int64) string {
	if n == 1 {
		return "1 state"
	}
	return fmt.Sprintf("%d states", n)
}

// clear takes the line away.
func (m *meter) clear() {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.shown {
		fmt.Fprint(m.w, "\r\x1b[K")
		m.shown = false
	}
}

// A resultWriter is where results go. It remembers that something could not be written.
type resultWriter struct {
	io.Writer
	err error
}

func (o *resultWriter) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	if o.err == nil {
		o.err = err
	}
	return n, err
}
