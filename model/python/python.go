// Package python loads Python programs: it is a façade over the stages syntax,
// resolve and compile.
package python

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/compile"
	"github.com/condcheck/condcheck/model/python/lib"
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

// A Unit is a loaded program with what its comments say.
type Unit struct {
	Source     *model.Source
	File       *source.File
	Directives []model.Directive
	Wants      []model.Want
}

// An Error is one reason why a program cannot be loaded.
type Error = compile.Error

// Errors are all reasons why a program cannot be loaded, by file and place.
type Errors []Error

// Error returns the first error and how many more there are.
func (l Errors) Error() string {
	if len(l) == 1 {
		return l[0].Error()
	}
	return fmt.Sprintf("%s (and %d more)", l[0].Error(), len(l)-1)
}

// An Option changes what Load does.
type Option func(*options)

type options struct {
	load  func(module string) (string, error)
	texts bool // the library is to be compiled anew
}

// WithLoader sets the function that finds the program's own modules, those in
// files next to it: it returns the text of the module called name, where a.b is
// module b in directory a and a.__init__ the package itself, or an error that wraps fs.ErrNotExist if there is
// none.
func WithLoader(load func(name string) (string, error)) Option {
	return func(o *options) { o.load = load }
}

// Load reads and compiles the program with the given text and every module
// that it imports; name is the name of its file. An error is of type Errors.
func Load(name string, src []byte, opts ...Option) (*Unit, error) {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	file := source.NewFile(name, string(src))
	unit := &Unit{File: file}
	out, errs := compile.Program(compile.File{File: file}, compile.Options{
		Load:    func(module string, from compile.File) (*compile.File, error) { return o.find(name, module, from) },
		Modules: lib.Modules,
	})
	tree, _ := syntax.Parse(file)
	if tree != nil {
		unit.File = tree.File
		var bad syntax.ErrorList
		unit.Directives, unit.Wants, bad = comments(tree)
		for _, e := range bad {
			errs = append(errs, Error{File: tree.File, Err: e})
		}
	}
	if len(errs) > 0 {
		return nil, Errors(errs)
	}
	unit.Source = out
	return unit, nil
}

// find returns the file of a module: one of the program's own, or one of the
// library. Library modules see only each other.
func (o *options) find(main, module string, from compile.File) (*compile.File, error) {
	if o.load != nil && !from.Library {
		for _, m := range []string{module, module + ".__init__"} {
			text, err := o.load(m)
			if err == nil {
				name := filepath.Join(filepath.Dir(main), filepath.FromSlash(strings.ReplaceAll(m, ".", "/"))+".py")
				return &compile.File{File: source.NewFile(name, text)}, nil
			}
			if !errors.Is(err, fs.ErrNotExist) {
				return nil, err
			}
		}
	}
	name, text, ok := lib.Text(module)
	if !ok {
		return nil, nil
	}
	f := &compile.File{File: source.NewFile("<"+name+">", text), Library: true}
	if !o.texts {
		f.Object = lib.Object(module, text)
	}
	return f, nil
}
