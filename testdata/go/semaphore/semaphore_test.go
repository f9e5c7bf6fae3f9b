// Package semaphore shows golang/go#37852: a large request at the head of the
// queue of golang.org/x/sync/semaphore gives up, and nobody wakes the small ones
// behind it although they fit. It was repaired in March 2020 (fixed.mod).
package semaphore

import (
	"context"
	"testing"

	"golang.org/x/sync/semaphore"
)

func TestGivingUpWakesOthers(t *testing.T) {
	s := semaphore.NewWeighted(2)
	ctx, cancel := context.WithCancel(context.Background())
	s.Acquire(context.Background(), 1)
	done := make(chan bool)
	go func() {
		if s.Acquire(ctx, 2) == nil {
			s.Release(2)
		}
		done <- true
	}()
	go func() {
		if err := s.Acquire(context.Background(), 1); err != nil {
			t.Error(err)
		}
		done <- true
	}()
	cancel()
	<-done
	<-done
}
