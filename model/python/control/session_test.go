package control

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestSession makes requests of one session: the answers are those of an
// interpreter started for each, whatever the requests before it came to.
func TestSession(t *testing.T) {
	in, ok := Newest(interpreters(t), 0)
	if !ok {
		t.Fatal("got no interpreter, want one")
	}
	const good = "import asyncio, random\nx = random.choice([1, 2])\nasyncio.run(asyncio.sleep(0))\n"
	s := in.NewSession()
	defer s.Close()
	for _, tt := range []struct {
		name, source string
		fails        bool
		cancelled    bool
	}{
		{name: "first", source: good},
		{name: "again", source: good},
		{name: "an exception", source: "1 / 0\n"},
		{name: "no program", source: "x = = 1\n", fails: true},
		{name: "after that", source: good},
		{name: "ends the interpreter", source: "import os\nos._exit(0)\n", fails: true},
		{name: "after the end", source: good},
		{name: "cancelled", source: "while True: pass\n", fails: true, cancelled: true},
		{name: "after cancelling", source: good},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			if tt.cancelled {
				time.AfterFunc(200*time.Millisecond, cancel)
			}
			req := Request{File: "x.py", Source: tt.source, Mode: Exhaustive, Timeout: 30 * time.Second}
			got, complete, err := s.Explore(ctx, req)
			if tt.fails {
				if err == nil {
					t.Errorf("got %v, want an error", got)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			want, wantComplete, err := in.Explore(context.Background(), req)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" || complete != wantComplete {
				t.Errorf("session differs (-interpreter +session), complete %t and %t:\n%s", wantComplete, complete, diff)
			}
		})
	}
}
