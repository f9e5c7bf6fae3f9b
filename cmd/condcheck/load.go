package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// A unit is a program that can be searched. It is the only thing here that
// knows in what language a program is written.
type unit struct {
	file       *source.File
	directives []model.Directive
	wants      []model.Want
	system     func(model.Config) model.System
}

// load reads and compiles a program. What is wrong with it comes as
// diagnostics, several at once; then unit has at most the file.
func load(path string) (*unit, []report.Diagnostic) {
	text, err := os.ReadFile(path)
	if err != nil {
		var pe *os.PathError
		if errors.As(err, &pe) {
			err = pe.Err
		}
		return &unit{}, []report.Diagnostic{{Path: path, Severity: "error", Code: "io", Message: fmt.Sprint("cannot read: ", err)}}
	}
	u := &unit{file: source.NewFile(path, string(text))}
	return u, []report.Diagnostic{{Path: path, File: u.file, Severity: "error", Code: "internal", Message: "there is no front end yet"}}
}
