package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
	"github.com/condcheck/condcheck/model/source"
)

// A unit is a program that can be searched. This file and changes.go are the only
// ones that know in what language a program is written.
type unit struct {
	file       *source.File
	texts      []*source.File // the program's and those of its own modules
	directives []model.Directive
	wants      []model.Want
	sources    []explore.TraceSource // the program's text and those of its modules
	system     func(model.Config) model.System
	liveness   []*model.Code                                  // eventually_ functions
	finals     []*model.Code                                  // finally_ functions
	standIn    bool                                           // it imports what stands in for locks that have been taken away
	threaded   bool                                           // its steps are those of threads
	load       func(text string) (*unit, []report.Diagnostic) // the same file with another text
}

// unverified says that a program states what is not checked, so that no verdict
// is taken to be about it.
func (u *unit) unverified(path string) []report.Diagnostic {
	var ds []report.Diagnostic
	for _, c := range u.liveness {
		ds = append(ds, report.Diagnostic{File: u.file, Path: path, Span: source.Span{Start: c.DefPos}, Severity: "error", Code: "liveness",
			Message: c.Name + " is a liveness property, and these are not checked",
			Hint:    "say what must be true at the end in a finally_ function, or rename it"})
	}
	return ds
}

// load reads and compiles a program. What is wrong with it comes as
// diagnostics, several at once; then the unit has at most the file.
func load(path string) (*unit, []report.Diagnostic) {
	u, ds := loaded(path, python.File(path))
	u.load = func(text string) (*unit, []report.Diagnostic) { return loaded(path, python.Edited(path, text)) }
	return u, ds
}

func loaded(path string, program model.Loader) (*unit, []report.Diagnostic) {
	l, err := program()
	var pe *fs.PathError
	switch {
	case errors.As(err, &pe) && l.File == nil:
		return &unit{}, []report.Diagnostic{unreadable(path, err)}
	case err != nil:
		return &unit{file: l.File}, diagnostics(path, err)
	}
	return &unit{liveness: l.Liveness, finals: l.Finals, standIn: l.StandIn, sources: explore.SourcesOf(l), file: l.File, directives: l.Directives, wants: l.Wants, system: l.System, texts: l.Sources, threaded: l.Threaded}, nil
}

func unreadable(path string, err error) report.Diagnostic {
	msg := "cannot read: " + err.Error()
	var pe *fs.PathError
	if errors.As(err, &pe) {
		msg = "cannot read: " + pe.Err.Error()
	}
	d := report.Diagnostic{Path: path, Severity: "error", Code: "io", Message: msg}
	if path == "-" {
		d.Hint = "programs are not read from standard input, since their counterexamples are run again: write it to a file and give its name"
	}
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(path + ".py"); err == nil {
			d.Hint = fmt.Sprintf("did you mean %s.py?", path)
		}
	}
	return d
}

// diagnostics words what is wrong with a program.
func diagnostics(path string, err error) (ds []report.Diagnostic) {
	var list python.Errors
	var limit *model.LimitError
	if errors.As(err, &limit) {
		return []report.Diagnostic{{Path: path, Span: source.Span{Start: limit.Pos}, Severity: "error", Code: "too-large", Message: limit.What, Hint: "split it up"}}
	}
	if !errors.As(err, &list) {
		return []report.Diagnostic{{Path: path, Severity: "error", Code: "internal", Message: err.Error()}}
	}
	for _, e := range list {
		d := report.Diagnostic{Path: path, Span: e.Err.Span, Severity: "error", Code: e.Err.Code, Message: e.Err.Msg, Hint: e.Err.Hint}
		if e.File != nil {
			d.File, d.Path = e.File, e.File.Name
		}
		ds = append(ds, d)
	}
	return ds
}
