package main

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore/story"
)

const stepHelp = "n or Enter: next, p: previous, g N: go to step N, v: all variables, e: the end, q: quit"

// stepThrough shows a replay one step at a time, as the lines of standard input
// say, until they end.
func stepThrough(e *env, r *report.Replay) {
	st := styleOf(e, e.stdout)
	_, asks := terminal(e.stdout)
	s := story.NewStepper(r.Run)
	if asks {
		fmt.Fprintln(e.stdout, stepHelp)
	}
	at := 0 // the step that is shown
	show := func(n int, all bool) {
		if n < 1 || n > s.Len() {
			fmt.Fprintf(e.stdout, "got step %d, want 1 to %d\n", n, s.Len())
			return
		}
		at = n
		s.Write(e.stdout, st, n, all)
		if n == s.Len() {
			s.WriteEnd(e.stdout, st, r.File)
			report.WriteReplayVerdict(e.stdout, st, r)
		}
	}
	show(1, false)
	in := bufio.NewScanner(e.stdin)
	for {
		if asks {
			fmt.Fprintf(e.stdout, "%d/%d> ", at, s.Len())
		}
		if !in.Scan() || e.ctx.Err() != nil {
			return
		}
		command, rest, _ := strings.Cut(strings.TrimSpace(in.Text()), " ")
		switch command {
		case "", "n", "next":
			show(at+1, false)
		case "p", "prev", "previous":
			show(at-1, false)
		case "g", "go":
			n, err := strconv.Atoi(strings.TrimSpace(rest))
			if err != nil {
				fmt.Fprintf(e.stdout, "g: got %q, want a step from 1 to %d\n", rest, s.Len())
				continue
			}
			show(n, false)
		case "v", "variables":
			show(at, true)
		case "e", "end":
			show(s.Len(), false)
		case "q", "quit":
			return
		default:
			fmt.Fprintf(e.stdout, "got %q; %s\n", command, stepHelp)
		}
	}
}
