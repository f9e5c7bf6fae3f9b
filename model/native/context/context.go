// Package context stands in for the standard library's context where code is
// explored (package native). Its contexts are the library's by interface; only
// how they wait for each other is the explorer's. A parent cancels its children
// in the order in which they were made.
package context

import (
	"context"
	"fmt"
	gotime "time"

	"github.com/condcheck/condcheck/model/native"
	"github.com/condcheck/condcheck/model/native/time"
)

type (
	// Context is context.Context.
	Context = context.Context
	// CancelFunc is context.CancelFunc.
	CancelFunc = context.CancelFunc
	// CancelCauseFunc is context.CancelCauseFunc.
	CancelCauseFunc = context.CancelCauseFunc
)

// Canceled and DeadlineExceeded are those of package context.
var (
	Canceled         = context.Canceled
	DeadlineExceeded = context.DeadlineExceeded
)

// Background is context.Background.
func Background() Context { return context.Background() }

// TODO is context.TODO.
func TODO() Context { return context.TODO() }

// WithValue is context.WithValue.
func WithValue(parent Context, key, val any) Context { return context.WithValue(parent, key, val) }

// WithoutCancel is context.WithoutCancel.
func WithoutCancel(parent Context) Context { return withoutCancel{context.WithoutCancel(parent)} }

// withoutCancel does not say whose child it is.
type withoutCancel struct{ Context }

func (w withoutCancel) Value(key any) any {
	if key == &self {
		return nil
	}
	return w.Context.Value(key)
}

// self is the key under which a context finds the nearest of ours.
var self int

// A child is something that is cancelled with its parent.
type child interface{ cancel(err, cause error) }

type cancelCtx struct {
	Context
	done     chan struct{}
	mu       native.Mutex
	err      error
	cause    error
	children []child
	parent   *cancelCtx
	timer    *time.Timer
	deadline gotime.Time
}

func newCtx(parent Context) *cancelCtx {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	return &cancelCtx{Context: parent, done: make(chan struct{})}
}

func (c *cancelCtx) Done() <-chan struct{} { return c.done }

func (c *cancelCtx) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

func (c *cancelCtx) Value(key any) any {
	if key == &self {
		return c
	}
	return c.Context.Value(key)
}

func (c *cancelCtx) Deadline() (gotime.Time, bool) {
	if !c.deadline.IsZero() {
		return c.deadline, true
	}
	return c.Context.Deadline()
}

func (c *cancelCtx) String() string {
	if !c.deadline.IsZero() {
		return fmt.Sprintf("%v.WithDeadline(%v)", c.Context, c.deadline)
	}
	return fmt.Sprintf("%v.WithCancel", c.Context)
}

// follow has child cancelled when the parent is.
func follow(parent Context, ch child, done <-chan struct{}) *cancelCtx {
	pd := parent.Done()
	if pd == nil {
		return nil
	}
	p, _ := parent.Value(&self).(*cancelCtx)
	if p != nil && p.done == pd {
		p.mu.Lock()
		if p.err == nil {
			p.children = append(p.children, ch)
			p.mu.Unlock()
			return p
		}
		err, cause := p.err, p.cause
		p.mu.Unlock()
		ch.cancel(err, cause)
		return nil
	}
	fromParent := native.R(pd)
	if native.Select(true, fromParent) == 0 {
		ch.cancel(parent.Err(), Cause(parent))
		return nil
	}
	native.Go(func() {
		if native.Select(false, native.R(pd), native.R(done)) == 0 {
			ch.cancel(parent.Err(), Cause(parent))
		}
	})
	return nil
}

func (c *cancelCtx) cancel(err, cause error) {
	if cause == nil {
		cause = err
	}
	c.mu.Lock()
	if c.err != nil {
		c.mu.Unlock()
		return
	}
	c.err, c.cause = err, cause
	native.Close(c.done)
	for _, ch := range c.children {
		ch.cancel(err, cause)
	}
	c.children = nil
	t := c.timer
	c.timer = nil
	c.mu.Unlock()
	if t != nil {
		t.Stop()
	}
}

// leave takes a child away from its parent.
func leave(p *cancelCtx, ch child) {
	if p == nil {
		return
	}
	p.mu.Lock()
	for i, have := range p.children {
		if have == ch {
			p.children = append(p.children[:i:i], p.children[i+1:]...)
			break
		}
	}
	p.mu.Unlock()
}

// WithCancelCause is context.WithCancelCause.
func WithCancelCause(parent Context) (Context, CancelCauseFunc) {
	c := newCtx(parent)
	c.parent = follow(parent, c, c.done)
	return c, native.F(func(cause error) {
		c.cancel(Canceled, cause)
		leave(c.parent, c)
	}, &c)
}

// WithCancel is context.WithCancel.
func WithCancel(parent Context) (Context, CancelFunc) {
	c, cancel := WithCancelCause(parent)
	return c, native.F(func() { cancel(nil) }, &cancel)
}

// WithDeadlineCause is context.WithDeadlineCause.
func WithDeadlineCause(parent Context, d gotime.Time, cause error) (Context, CancelFunc) {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	if have, ok := parent.Deadline(); ok && have.Before(d) {
		return WithCancel(parent)
	}
	c := newCtx(parent)
	c.deadline = d
	c.parent = follow(parent, c, c.done)
	cancel := native.F(func() {
		c.cancel(Canceled, nil)
		leave(c.parent, c)
	}, &c)
	left := time.Until(d)
	if left <= 0 {
		c.cancel(DeadlineExceeded, cause)
		leave(c.parent, c)
		return c, native.F(func() { c.cancel(Canceled, nil) }, &c)
	}
	c.mu.Lock()
	if c.err == nil {
		c.timer = time.AfterFunc(left, func() {
			c.cancel(DeadlineExceeded, cause)
			leave(c.parent, c)
		})
	}
	c.mu.Unlock()
	return c, cancel
}

// WithDeadline is context.WithDeadline.
func WithDeadline(parent Context, d gotime.Time) (Context, CancelFunc) {
	return WithDeadlineCause(parent, d, nil)
}

// WithTimeout is context.WithTimeout.
func WithTimeout(parent Context, timeout gotime.Duration) (Context, CancelFunc) {
	return WithDeadline(parent, time.Now().Add(timeout))
}

// WithTimeoutCause is context.WithTimeoutCause.
func WithTimeoutCause(parent Context, timeout gotime.Duration, cause error) (Context, CancelFunc) {
	return WithDeadlineCause(parent, time.Now().Add(timeout), cause)
}

// Cause is context.Cause.
func Cause(c Context) error {
	if p, _ := c.Value(&self).(*cancelCtx); p != nil {
		p.mu.Lock()
		cause := p.cause
		p.mu.Unlock()
		if cause != nil {
			return cause
		}
		return c.Err()
	}
	return context.Cause(c)
}

// AfterFunc is context.AfterFunc.
func AfterFunc(parent Context, f func()) (stop func() bool) {
	a := &afterCtx{f: f, done: make(chan struct{})}
	a.parent = follow(parent, a, a.done)
	return native.F(func() bool {
		stopped := false
		a.once.Do(func() { stopped = true })
		if stopped {
			native.Close(a.done)
			leave(a.parent, a)
		}
		return stopped
	}, &a)
}

type afterCtx struct {
	f      func()
	once   native.Once
	done   chan struct{}
	parent *cancelCtx
}

func (a *afterCtx) cancel(err, cause error) {
	a.once.Do(func() { native.Go(a.f) })
}
