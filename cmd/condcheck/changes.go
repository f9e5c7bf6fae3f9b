package main

import (
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
