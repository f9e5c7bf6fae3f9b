package compile

import (
	"sync"

	"github.com/condcheck/condcheck/model/python/resolve"
	"github.com/condcheck/condcheck/model/python/syntax"
)

// A reading is a file that has been read. If it cannot be, it has no tree.
type reading struct {
	tree *syntax.Module
	info *resolve.Info
	errs syntax.ErrorList
}

// reader returns what reads a file, once.
func reader(f File) func() reading {
	return sync.OnceValue(func() (r reading) {
		if r.tree, r.errs = syntax.Parse(f.File); len(r.errs) == 0 {
			r.info, r.errs = resolve.File(r.tree)
		}
		return r
	})
}

// An ahead is a library module that is being read before it is its turn.
type ahead struct {
	File
	read func() reading
}

// readAhead begins to read what a library module imports, all at once: its modules
// see each other only, so that it is known where they are.
func (p *program) readAhead(m *module) {
	if !m.file.Library || p.opts.Load == nil {
		return
	}
	for _, imp := range m.info.Imports {
		if _, begun := p.ahead[imp.Module]; begun || p.modules[imp.Module] != nil {
			continue
		}
		if f, err := p.opts.Load(imp.Module, m.file); f != nil && err == nil {
			a := ahead{*f, reader(*f)}
			p.ahead[imp.Module] = a
			go a.read()
		}
	}
}
