// Package lib carries the library modules that the model offers to programs,
// in Python: each is NAME.py here, dots included (collections.abc.py). Their
// text is compiled with the program that imports them.
//
// A name that such a module uses and binds nowhere is the machine's: a builtin
// of that name, or the one called MODULE.NAME. So a module may be a docstring
// alone, if all its names are the machine's.
package lib

import (
	"embed"
	"sort"
	"strings"
)

//go:embed *.py
var files embed.FS

// Text returns the name of the file and the text of a module, and whether
// there is one.
func Text(module string) (name, text string, ok bool) {
	name = module + ".py"
	if b, err := files.ReadFile(name); err == nil {
		return name, string(b), true
	}
	return "", "", false
}

// Modules returns the names of all modules, sorted.
func Modules() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err) // the embedded directory is always there
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".py"))
	}
	sort.Strings(names)
	return names
}
