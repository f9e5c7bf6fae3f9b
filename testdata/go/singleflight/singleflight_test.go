// Package singleflight shows golang/go#33519: when the function of
// golang.org/x/sync/singleflight panics, who waits for its result waits for ever,
// and so does everybody who asks for the same key later. It was repaired in 2020;
// fixed.mod has a later version.
package singleflight

import (
	"sync"
	"testing"

	"golang.org/x/sync/singleflight"
)

func TestPanic(t *testing.T) {
	var g singleflight.Group
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			defer func() { recover() }()
			g.Do("key", func() (any, error) { panic("no result") })
		})
	}
	wg.Wait()
}
