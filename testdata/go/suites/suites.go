// Package suites requires the modules whose own tests are explored, in the
// versions of its go.mod; suites.txt says what comes of each test.
package suites

import (
	_ "github.com/Workiva/go-datastructures/queue"
	_ "github.com/djherbis/buffer"
	_ "github.com/djherbis/nio/v3"
	_ "github.com/stretchr/testify/assert"
	_ "golang.org/x/net/http2"
	_ "golang.org/x/sync/errgroup"
	_ "golang.org/x/sync/semaphore"
	_ "golang.org/x/sync/singleflight"
)
