package main

import (
	"fmt"

	"github.com/condcheck/condcheck/model"
)

// settle makes the settings those of the program: one with threads has no event
// loop whose schedule could be chosen, any other has no threads to preempt. It
// says so if that was asked for.
func (s *settings) settle(e *env, path string, u *unit) {
	if !u.threaded {
		if s.profileAsked {
			fmt.Fprintf(e.stderr, "%s: profile does not count: the program has no threads\n", path)
		}
		if s.preemptAsked {
			fmt.Fprintf(e.stderr, "%s: preempt does not count: the program has no threads\n", path)
		}
		return
	}
	if s.scheduleAsked {
		fmt.Fprintf(e.stderr, "%s: schedule does not count: the program has threads; preempt says where they may be preempted\n", path)
	}
	s.schedules = []model.Schedule{model.Threads}
}
