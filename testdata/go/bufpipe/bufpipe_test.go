// Package bufpipe shows that Close of acomagu/bufpipe v1.0.3 never wakes a
// reader; v1.0.4 (fixed.mod) does.
package bufpipe

import (
	"io"
	"testing"

	"github.com/acomagu/bufpipe"
)

func TestCloseWakesReader(t *testing.T) {
	r, w := bufpipe.New(nil)
	done := make(chan struct{})
	go func() {
		defer close(done)
		b, err := io.ReadAll(r)
		if err != nil || string(b) != "abc" {
			t.Errorf("got %q, %v", b, err)
		}
	}()
	w.Write([]byte("abc"))
	w.Close()
	<-done
}
