// Package channel shows that Close of bytedance/gopkg's lang/channel v0.1.2 does
// not hold the lock when it wakes its waiters: one that has looked and not yet
// waited sleeps for ever. v0.1.3 (fixed.mod) holds it.
package channel

import (
	"testing"

	"github.com/bytedance/gopkg/lang/channel"
)

func TestCloseEndsConsumer(t *testing.T) {
	c := channel.New(channel.WithSize(1))
	go c.Close()
	for range c.Output() {
		t.Error("got an item, want none")
	}
}
