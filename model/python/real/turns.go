package real

import (
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/control"
)

// Turns returns the schedule of a run of a program with threads, as the
// controlled interpreter is told it. A thread that begins comes to its first
// stop at once, which is a turn of its own there.
func Turns(run *model.Run) []control.Turn {
	var list []control.Turn
	for i := range run.Steps {
		s := &run.Steps[i]
		if s.Turn == nil {
			continue
		}
		t := turn(*s.Turn)
		for k, c := range s.Choices {
			if k > 0 || c.Label != s.Label { // not the one of whose turn it is
				t.Choices = append(t.Choices, control.Choice{N: c.N, I: c.I})
			}
		}
		list = append(list, t)
		for _, b := range s.Turn.Born {
			t := turn(b)
			t.Born = true
			list = append(list, t)
		}
	}
	return list
}

func turn(t model.Turn) control.Turn {
	u := t.Until
	return control.Turn{Thread: t.Thread, Expires: t.How == "expires",
		Until: control.Stop{File: u.File, Line: u.Line, Op: u.Op, Name: u.Name, Skip: u.Skip}}
}
