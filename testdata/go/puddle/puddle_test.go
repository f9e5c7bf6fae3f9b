// Package puddle shows two bugs of github.com/jackc/puddle, both repaired in the
// versions of fixed.mod.
package puddle

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/jackc/puddle"
	puddlev2 "github.com/jackc/puddle/v2"
)

// In v1.1.1, when a resource cannot be made, nobody tells who waits for one that
// there is room for another now.
func TestFailedConstruction(t *testing.T) {
	tries := 0
	p := puddle.NewPool(func(context.Context) (any, error) {
		if tries++; tries == 1 {
			return nil, errors.New("no resource yet")
		}
		return tries, nil
	}, func(any) {}, 1)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if r, err := p.Acquire(context.Background()); err == nil {
				r.Release()
			}
		})
	}
	wg.Wait()
	p.Close()
}

// In v2.2.2, TryAcquire makes a resource in the background; if that ends after
// Close, nobody destroys it, and Close waits for ever.
func TestCloseWhileConstructing(t *testing.T) {
	p, err := puddlev2.NewPool(&puddlev2.Config[int]{
		Constructor: func(context.Context) (int, error) { return 1, nil },
		Destructor:  func(int) {},
		MaxSize:     1,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.TryAcquire(context.Background()); err != puddlev2.ErrNotAvailable {
		t.Fatal(err)
	}
	p.Close()
}
