// Package lib carries the library modules that the model offers to programs,
// in Python: each is NAME.py here, dots included (collections.abc.py), and what
// their texts are compiled to: see objects.go.
//
// A name that such a module uses and binds nowhere is the machine's: a builtin
// of that name, or the one called MODULE.NAME (PACKAGE.NAME in the modules of a
// package). So a module may be a docstring
// alone, if all its names are the machine's.
package lib

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
	"unsafe"
)

//go:embed *.py */*.py
var files embed.FS

// Text returns the name of the file and the text of a module, and whether
// there is one.
func Text(module string) (name, text string, ok bool) {
	if strings.HasSuffix(module, ".__init__") {
		return "", "", false // a package goes by its own name
	}
	slashed := strings.ReplaceAll(module, ".", "/")
	for _, name := range []string{module + ".py", slashed + ".py", slashed + "/__init__.py"} {
		if b, err := files.ReadFile(name); err == nil {
			return name, unsafe.String(unsafe.SliceData(b), len(b)), true // b is a copy that nobody else has
		}
	}
	return "", "", false
}

// Modules returns the names of all modules, sorted.
func Modules() []string {
	var modules []string
	for _, pattern := range []string{"*.py", "*/*.py"} {
		found, err := fs.Glob(files, pattern)
		if err != nil {
			panic(err) // the patterns are well-formed
		}
		for _, f := range found {
			module := strings.TrimSuffix(strings.TrimSuffix(f, ".py"), "/__init__")
			modules = append(modules, strings.ReplaceAll(module, "/", "."))
		}
	}
	slices.Sort(modules)
	return modules
}
