package python

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/mutate"
	"github.com/condcheck/condcheck/model/source"
)

// File is the program in the file at path, with the modules beside it that it
// imports. The error of a file that cannot be read is an *fs.PathError, that of a
// program which cannot be loaded is of type Errors or a *model.LimitError.
func File(path string) model.Loader {
	return func() (*model.Loaded, error) {
		text, err := os.ReadFile(path)
		if err != nil {
			return &model.Loaded{}, err
		}
		return Edited(path, string(text))()
	}
}

// Edited is the program that the file at path would be with another text.
func Edited(path, text string) model.Loader {
	return func() (*model.Loaded, error) {
		dir := filepath.Dir(path)
		return load(path, []byte(text), func(module string) (string, error) {
			text, err := os.ReadFile(filepath.Join(dir, moduleFile(module)))
			if s := mutate.StandIns[module]; s != "" && string(text) == s {
				return "", fs.ErrNotExist // it is for CPython: the model has one of its own
			}
			return string(text), err
		})
	}
}

// Text is a program given by its text; it has no modules of its own. Name is what
// messages call its file.
func Text(name, text string) model.Loader {
	return func() (*model.Loaded, error) { return load(name, []byte(text), nil) }
}

// moduleFile is where a module is, from the program's directory.
func moduleFile(module string) string {
	return filepath.FromSlash(strings.ReplaceAll(module, ".", "/")) + ".py"
}

func load(name string, text []byte, read func(module string) (string, error)) (*model.Loaded, error) {
	l := &model.Loaded{File: source.NewFile(name, string(text))}
	l.Sources = []*source.File{l.File}
	var opts []Option
	if read != nil {
		opts = append(opts, WithLoader(func(module string) (string, error) {
			text, err := read(module)
			l.StandIn = l.StandIn || mutate.StandIns[module] != ""
			f := source.NewFile(filepath.Join(filepath.Dir(name), moduleFile(module)), text)
			known := func(g *source.File) bool { return g.Name == f.Name }
			if err == nil && !slices.ContainsFunc(l.Sources, known) {
				l.Sources = append(l.Sources, f)
			}
			return text, err
		}))
	}
	u, err := Load(name, text, opts...)
	if err != nil {
		return l, err
	}
	l.File, l.Directives, l.Wants = u.File, u.Directives, u.Wants
	for _, c := range u.Source.Codes {
		switch {
		case c.Module != 0 || strings.Contains(c.QualName, "."):
		case strings.HasPrefix(c.QualName, "eventually_"):
			l.Liveness = append(l.Liveness, c)
		case strings.HasPrefix(c.QualName, "finally_"):
			l.Finals = append(l.Finals, c)
		}
	}
	p, err := model.Link(u.Source)
	if err != nil {
		return l, err
	}
	l.System, l.Threaded = p.System, p.Threaded()
	return l, nil
}
