// Package lib carries the library modules that the model offers to programs,
// in Python: each is NAME.py here, dots included (collections.abc.py). Their
// text is compiled with the program that imports them.
//
// A name that such a module uses and binds nowhere is the machine's: a builtin
// of that name, or the one called MODULE.NAME (PACKAGE.NAME in the modules of a
// package). So a module may be a docstring
// alone, if all its names are the machine's.
package lib

import (
	"embed"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed *.py */*.py
var files embed.FS

// names are the files by the modules that they hold.
var names = sync.OnceValue(func() map[string]string {
	byModule := map[string]string{}
	for _, pattern := range []string{"*.py", "*/*.py"} {
		found, err := fs.Glob(files, pattern)
		if err != nil {
			panic(err) // the patterns are well-formed
		}
		for _, f := range found {
			module := strings.TrimSuffix(strings.TrimSuffix(f, ".py"), "/__init__")
			byModule[strings.ReplaceAll(module, "/", ".")] = f
		}
	}
	return byModule
})

// Text returns the name of the file and the text of a module, and whether
// there is one.
func Text(module string) (name, text string, ok bool) {
	if name, ok = names()[module]; !ok {
		return "", "", false
	}
	b, err := files.ReadFile(name)
	if err != nil {
		panic(err) // it is one of the files
	}
	return name, string(b), true
}

// Modules returns the names of all modules, sorted.
func Modules() []string { return slices.Sorted(maps.Keys(names())) }
