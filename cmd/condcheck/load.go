package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

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
	directives []model.Directive
	wants      []model.Want
	sources    []explore.TraceSource // the program's text and those of its modules
	system     func(model.Config) model.System
	liveness   []*model.Code                                  // eventually_ functions
	finals     []*model.Code                                  // finally_ functions
	standIn    bool                                           // it imports what stands in for locks that have been taken away
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
	text, err := os.ReadFile(path)
	if err != nil {
		return &unit{}, []report.Diagnostic{unreadable(path, err)}
	}
	return loadText(path, text)
}

// loadText compiles the program that the file at path would be with the given text.
func loadText(path string, text []byte) (*unit, []report.Diagnostic) {
	dir := filepath.Dir(path)
	u := &unit{}
	sources := []explore.TraceSource{explore.SourceOf(filepath.Base(path), text)}
	p, err := python.Load(path, text, python.WithLoader(func(module string) (string, error) {
		name := filepath.FromSlash(strings.ReplaceAll(module, ".", "/")) + ".py"
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil && standIn(module, string(text)) {
			u.standIn = true
			return "", fs.ErrNotExist // the model has one of its own
		}
		if s := explore.SourceOf(name, text); err == nil && !slices.Contains(sources, s) {
			sources = append(sources, s)
		}
		return string(text), err
	}))
	if err != nil {
		return &unit{file: source.NewFile(path, string(text))}, diagnostics(path, err)
	}
	u = &unit{standIn: u.standIn, liveness: hooks(p.Source, "eventually_"), finals: hooks(p.Source, "finally_"), sources: sources, file: p.File, directives: p.Directives, wants: p.Wants}
	u.load = func(text string) (*unit, []report.Diagnostic) { return loadText(path, []byte(text)) }
	if u.system, err = link(p.Source); err != nil {
		return u, diagnostics(path, err)
	}
	return u, nil
}

func unreadable(path string, err error) report.Diagnostic {
	msg := "cannot read: " + err.Error()
	var pe *fs.PathError
	if errors.As(err, &pe) {
		msg = "cannot read: " + pe.Err.Error()
	}
	d := report.Diagnostic{Path: path, Severity: "error", Code: "io", Message: msg}
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

// link prepares compiled code for the machine.
func link(src *model.Source) (func(model.Config) model.System, error) {
	p, err := model.Link(src)
	if err != nil {
		return nil, err
	}
	return p.System, nil
}

// hooks returns the functions of the program's own module whose names begin so.
func hooks(src *model.Source, prefix string) []*model.Code {
	var list []*model.Code
	for _, c := range src.Codes {
		if c.Module == 0 && strings.HasPrefix(c.QualName, prefix) && !strings.Contains(c.QualName, ".") {
			list = append(list, c)
		}
	}
	return list
}
