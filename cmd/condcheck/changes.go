package main

import (
	"fmt"
	"regexp"
	"sync"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/model/python/mutate"
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

var encoding = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\A((?:.*\n)?[ \t\f]*#.*?coding[=:][ \t]*)[-\w.]+`)
})

// written is the program as its changes are written: in UTF-8, whatever encoding it
// declares.
func (u *unit) written() *source.File {
	return source.NewFile(u.file.Name, encoding().ReplaceAllString(u.file.Text, "${1}utf-8"))
}

// changes returns what can be taken away from the program or weakened.
func (u *unit) changes() []report.Change {
	tree, err := syntax.Parse(u.written())
	if err != nil {
		return nil // it has been loaded
	}
	return changesOf(tree.File, mutate.Changes(tree))
}

// mendings returns what may mend the program, one change at a time.
func (u *unit) mendings() []report.Change { return changesOf(u.written(), u.mendingList()) }

func (u *unit) mendingList() []mutate.Change {
	tree, err := syntax.Parse(u.written())
	if err != nil {
		return nil
	}
	return mutate.Mendings(tree)
}

// mendingKinds returns, for each kind of change, all of the kind together.
func (u *unit) mendingKinds() []report.Change {
	byKind := make(map[string][]mutate.Change)
	var kinds []string
	for _, c := range u.mendingList() {
		kind := c.Rule + c.What
		if byKind[kind] == nil {
			kinds = append(kinds, kind)
		}
		byKind[kind] = append(byKind[kind], c)
	}
	var out []mutate.Change
	for _, k := range kinds {
		if list := byKind[k]; len(list) > 1 {
			if c, ok := mutate.Join(list); ok {
				c.What += fmt.Sprintf(", and %d more likewise", len(list)-1)
				out = append(out, c)
			}
		}
	}
	return changesOf(u.written(), out)
}

// mendingPairs returns changes two at a time, at most so many.
func (u *unit) mendingPairs(limit int) []report.Change {
	list := u.mendingList()
	var out []mutate.Change
	for distance := 1; distance < len(list); distance++ {
		for i := 0; i+distance < len(list) && len(out) < limit; i++ {
			a, b := list[i], list[i+distance]
			if c, ok := mutate.Join([]mutate.Change{a, b}); ok && a.Pos != b.Pos {
				c.What += fmt.Sprintf(", and `%s` (line %d) %s", b.Construct, b.Pos.Line, b.What)
				out = append(out, c)
			}
		}
	}
	return changesOf(u.written(), out)
}

// sites returns the places where the program may wait.
func (u *unit) sites() []mutate.Site {
	tree, err := syntax.Parse(u.file)
	if err != nil {
		return nil
	}
	return mutate.Sites(tree)
}

// tested reports whether a place is in the condition of an if or while statement
// of a function.
func (u *unit) tested(pos source.Pos) (found bool) {
	tree, err := syntax.Parse(u.file)
	if err != nil {
		return false
	}
	in := func(e syntax.Expr) bool {
		s := e.Span()
		return !pos.Before(s.Start) && pos.Before(s.End)
	}
	syntax.Walk(tree, func(n syntax.Node) bool {
		f, ok := n.(*syntax.FunctionDef)
		if !ok {
			return true
		}
		for _, s := range f.Body {
			syntax.Walk(s, func(n syntax.Node) bool {
				switch n := n.(type) {
				case *syntax.If:
					found = found || in(n.Test)
				case *syntax.While:
					found = found || in(n.Test)
				}
				return true
			})
		}
		return false
	})
	return found
}

// extent returns the lines of the body of the function that is defined at a place.
func (u *unit) extent(pos source.Pos) (first, last int32) {
	tree, err := syntax.Parse(u.file)
	if err != nil {
		return pos.Line, pos.Line
	}
	syntax.Walk(tree, func(n syntax.Node) bool {
		if f, ok := n.(*syntax.FunctionDef); ok && f.Start.Line <= pos.Line && pos.Line < f.Body[0].Span().End.Line+1 {
			first, last = f.Start.Line, f.End.Line
		}
		return true
	})
	return first, last
}

func changesOf(f *source.File, list []mutate.Change) (out []report.Change) {
	for _, c := range list {
		out = append(out, report.Change{
			Rule: c.Rule, Pos: c.Pos, Construct: c.Construct, What: c.What, StandIn: c.StandIn,
			File:     source.NewFile(f.Name, c.Apply(f)),
			Original: func(line int32) int32 { return c.Original(f, line) },
		})
	}
	return out
}
