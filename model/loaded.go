package model

import "github.com/condcheck/condcheck/model/source"

// A Loaded program is what a front end has made of a text: the System to be
// explored, and what the text itself says of how.
type Loaded struct {
	File       *source.File
	Sources    []*source.File // File, then the program's own modules as they were read
	Directives []Directive
	Wants      []Want
	// Liveness are the functions by which the program states what must come true
	// some time, which is not a question for a System.
	Liveness []*Code
	// Finals are the functions of what must be true at the end of an execution.
	Finals []*Code
	// StandIn is true if the program imports what stands in for locks that have been
	// taken away.
	StandIn bool
	// Threaded is true if its steps are those of threads: Config.Preempt counts then,
	// and Config.Schedule does not.
	Threaded bool
	// System returns the program under a configuration.
	System func(Config) System
}

// A Loader loads a program when it is wanted. The error says what is wrong with
// the program; the Loaded then has its File, if that could be read.
type Loader func() (*Loaded, error)
