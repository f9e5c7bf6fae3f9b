package main

import (
	"fmt"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/model/python/mutate"
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

// changes returns what can be taken away from the program or weakened.
func (u *unit) changes() []report.Change {
	tree, err := syntax.Parse(u.file)
	if err != nil {
		return nil // it has been loaded
	}
	return changesOf(u.file, mutate.Changes(tree))
}

// mendings returns what may mend the program, one change at a time.
func (u *unit) mendings() []report.Change { return changesOf(u.file, u.mendingList()) }

func (u *unit) mendingList() []mutate.Change {
	tree, err := syntax.Parse(u.file)
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
	return changesOf(u.file, out)
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
	return changesOf(u.file, out)
}

func changesOf(f *source.File, list []mutate.Change) (out []report.Change) {
	for _, c := range list {
		out = append(out, report.Change{
			Rule: c.Rule, Pos: c.Pos, Construct: c.Construct, What: c.What, NeedsStandIn: c.NeedsStandIn,
			File:     source.NewFile(f.Name, c.Apply(f)),
			Original: func(line int32) int32 { return c.Original(f, line) },
		})
	}
	return out
}
