// Package source holds positions in program text: a File is a named text, a
// Pos a place in it and a Span a stretch of it. It is a leaf: it imports
// nothing of this module and knows no language.
package source

import (
	"fmt"
	"sort"
	"strings"
)

// A File is a named program text with an index of its line starts.
type File struct {
	Name string
	Text string

	lines []int // byte offset of the start of each line
}

// NewFile returns the file called name with the given text.
func NewFile(name, text string) *File {
	f := &File{Name: name, Text: text, lines: make([]int, 1, 2+strings.Count(text, "\n"))}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			f.lines = append(f.lines, i+1)
		case '\n':
			f.lines = append(f.lines, i+1)
		}
	}
	return f
}

// Pos returns the position of the byte at offset off.
func (f *File) Pos(off int) Pos {
	i := sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > off }) - 1
	return Pos{Line: int32(i + 1), Col: int32(off - f.lines[i] + 1)}
}

// Offset returns the byte offset of p: the inverse of Pos.
func (f *File) Offset(p Pos) int { return f.lines[p.Line-1] + int(p.Col) - 1 }

// Line returns the text of line n, counted from 1, without its line ending;
// it is empty where there is no such line.
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	end := len(f.Text)
	if n < len(f.lines) {
		end = f.lines[n]
	}
	return strings.TrimRight(f.Text[f.lines[n-1]:end], "\r\n")
}

// Lines returns the number of lines.
func (f *File) Lines() int { return len(f.lines) }

// A Pos is a place in a file: a line and a byte column, both counted from 1.
// The zero Pos is no place.
type Pos struct{ Line, Col int32 }

// IsValid reports whether p is a place at all.
func (p Pos) IsValid() bool { return p.Line > 0 }

// Before reports whether p comes before q.
func (p Pos) Before(q Pos) bool { return p.Line < q.Line || p.Line == q.Line && p.Col < q.Col }

func (p Pos) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Col) }

// A Span is the stretch of a file from Start up to, not including, End.
type Span struct{ Start, End Pos }
