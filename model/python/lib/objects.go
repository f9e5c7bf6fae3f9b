package lib

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/zeebo/xxh3"
)

//go:generate go test .. -run TestObjects -update

// objects.bin has what compile.Compile makes of the modules, so that it need not be
// made at each start: a line with name, hash of the text, and size for each, an empty
// line, and the objects themselves one after the other.
//
//go:embed objects.bin
var archive string

// Object returns what compile.Compile has made of a module's text, "" if that was
// another text.
func Object(module, text string) string {
	index, rest, _ := strings.Cut(archive, "\n\n")
	for line := range strings.SplitSeq(index, "\n") {
		name, numbers, _ := strings.Cut(line, " ")
		hash, count, _ := strings.Cut(numbers, " ")
		size, err := strconv.Atoi(count)
		switch {
		case err != nil:
			return ""
		case name != module:
			rest = rest[size:]
		case hash == hashOf(text):
			return rest[:size]
		default:
			return ""
		}
	}
	return ""
}

func hashOf(text string) string { return strconv.FormatUint(xxh3.HashString(text), 16) }

// Archive returns what objects.bin is to be.
func Archive(objects map[string]string) string {
	var index, data strings.Builder
	for _, module := range Modules() {
		_, text, _ := Text(module)
		fmt.Fprintf(&index, "%s %s %d\n", module, hashOf(text), len(objects[module]))
		data.WriteString(objects[module])
	}
	return index.String() + "\n" + data.String()
}
