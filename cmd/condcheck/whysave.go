package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model/python/mutate"
)

// saveChanges writes, for each change, the changed program, its diff, and the
// counterexample if it is needed, as NUMBER-RULE.py, .diff and .json; and, once,
// the modules that the programs import.
func saveChanges(dir string, y *report.Why, u *unit) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	write := func(name, text string) error {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		return os.WriteFile(path, []byte(text), 0o666)
	}
	for _, s := range u.sources[1:] {
		text, err := os.ReadFile(filepath.Join(filepath.Dir(y.Check.Path), s.Path))
		if err == nil {
			err = write(s.Path, string(text))
		}
		if err != nil {
			return err
		}
	}
	for i, t := range y.Tried {
		name := fmt.Sprintf("%02d-%s", i+1, t.Rule)
		if err := write(name+".py", t.File.Text); err != nil {
			return err
		}
		if err := write(name+".diff", report.Diff(y.Check.Path, y.Check.File.Text, t.File.Text)); err != nil {
			return err
		}
		if t.StandIn != "" {
			if err := write(t.StandIn+".py", mutate.StandIns[t.StandIn]); err != nil {
				return err
			}
		}
		if t.Need != report.Needed || t.Run == nil || t.Shown.Finding.Property == report.Livelock { // that is in no run
			continue
		}
		c := *y.Check
		c.Path, c.File, c.Decision = filepath.Join(dir, name+".py"), t.File, t.Decision
		changed := *u
		changed.sources = append([]explore.TraceSource{explore.SourceOf(name+".py", []byte(t.File.Text))}, u.sources[1:]...)
		trace := traceOf(&c, &changed, t.Shown, t.Run)
		trace.Program = filepath.ToSlash(strings.TrimPrefix(c.Path, "./"))
		if err := trace.Write(filepath.Join(dir, name+".json")); err != nil {
			return err
		}
	}
	return nil
}
