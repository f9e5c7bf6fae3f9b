package control

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"sync"
)

// A Session is a running interpreter that answers requests one after another,
// without being started anew for each. It is for one user at a time.
type Session struct {
	in     Interpreter
	cmd    *exec.Cmd
	cancel context.CancelFunc
	stdin  io.WriteCloser
	lines  *bufio.Reader
	stderr lockedBuffer
}

// lockedBuffer is a buffer that one goroutine writes and another reads.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) Reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.buf.Reset()
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// NewSession returns a session with the interpreter, which is started when the
// first request is made.
func (in Interpreter) NewSession() *Session { return &Session{in: in} }

// Interpreter returns the interpreter that the session is with.
func (s *Session) Interpreter() Interpreter { return s.in }

// Explore is Interpreter.Explore in the session. Request.Output is not
// supported. After an error or the end of ctx the interpreter is ended, and the
// next request starts another.
func (s *Session) Explore(ctx context.Context, req Request) (list []Execution, complete bool, err error) {
	if req.Output != nil {
		return nil, false, errors.New("a session does not pass on what the program prints")
	}
	text, err := req.encode()
	if err != nil {
		return nil, false, err
	}
	if s.cmd == nil {
		if err := s.start(); err != nil {
			return nil, false, err
		}
	}
	stop := context.AfterFunc(ctx, s.cancel)
	defer stop()
	var end ending
	if _, err = s.stdin.Write(text); err == nil {
		list, end, err = read(s.lines)
	}
	if ctx.Err() != nil && !end.Done {
		s.Close()
		return list, false, ctx.Err()
	}
	if err != nil || !end.Done {
		s.Close()
		if err == nil {
			err = fmt.Errorf("%s ended the interpreter", req.File)
		}
		return list, false, fmt.Errorf("%s: %w%s", s.in, err, tail(s.stderr.String()))
	}
	if end.Error != "" {
		return list, false, fmt.Errorf("%s: %s: %s", s.in, req.File, end.Error)
	}
	count(list, end)
	return list, end.Complete, nil
}

func (s *Session) start() error {
	ctx, cancel := context.WithCancel(context.Background())
	cmd := s.in.command(ctx)
	s.stderr.Reset()
	cmd.Stderr = &s.stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		cancel()
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		cancel()
		return err
	}
	if err := cmd.Start(); err != nil {
		cancel()
		return fmt.Errorf("%s: %w", s.in.Path, err)
	}
	s.cmd, s.cancel, s.stdin, s.lines = cmd, cancel, stdin, bufio.NewReader(out)
	return nil
}

// Close ends the interpreter.
func (s *Session) Close() {
	if s.cmd == nil {
		return
	}
	s.cancel()
	s.stdin.Close()
	_ = s.cmd.Wait() // it was killed
	s.cmd = nil
}
