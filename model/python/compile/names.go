package compile

import (
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/resolve"
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

func (c *fn) slot(v *resolve.Var) (slot int, cell bool) {
	slot, ok := c.slots[v]
	if !ok {
		panic("compile: no slot for " + v.Name)
	}
	return slot, v.Captured
}

func (c *fn) load(name string, at source.Span) {
	name = c.scope.Mangle(name)
	ref := c.scope.Lookup(name)
	c.at(at, func() {
		switch ref.Kind {
		case resolve.Local:
			if slot, cell := c.slot(ref.Var); cell {
				c.emit(model.LOADC, slot)
			} else {
				c.emit(model.LOADL, slot)
			}
		case resolve.Namespace:
			c.emit(model.LOADN, c.name(name))
			c.loadGlobal(c.scope.LookupGlobal(name), name, true)
		case resolve.TypeParam:
			c.constant(name)
		default:
			c.loadGlobal(ref, name, false)
		}
	})
}

// loadGlobal loads a name of the module, or of the machine. quiet is true
// where the name may be found elsewhere.
func (c *fn) loadGlobal(ref resolve.Ref, name string, quiet bool) {
	if ref.Kind == resolve.Global {
		if b := c.p.alias(c.m, ref.Var); b != "" {
			c.constant(model.Builtin(b))
			return
		}
		c.emit(model.LOADG, c.global(c.m, ref.Var.Name))
		return
	}
	if v, ok := c.special(name); ok {
		c.constant(v)
		return
	}
	if c.scope.Kind == resolve.Class && name == "__qualname__" && !quiet {
		c.emit(model.LOADN, c.name(name))
		quiet = true
	}
	if c.m.patched[name] {
		c.emit(model.LOADG, c.global(c.m, name))
		return
	}
	if b := c.p.builtin(c.m, name); b != "" {
		c.constant(model.Builtin(b))
		return
	}
	if u, ok := c.m.unbound[name]; !quiet && (!ok || !u.Caught) {
		c.undefined(name)
	}
	c.emit(model.NAMEERROR, c.name(name))
}

// special returns the value of a module's own names that it does not assign.
func (c *fn) special(name string) (model.Const, bool) {
	switch name {
	case "__name__":
		return c.m.name, true
	case "__module__":
		return c.m.name, c.scope.Kind == resolve.Class
	case "__file__":
		return c.m.file.Name, true
	case "__doc__":
		if s, ok := syntax.Docstring(c.m.tree.Body); ok {
			return s, true
		}
		return nil, true
	case "__debug__":
		return true, true
	case "__package__", "__spec__":
		return nil, true
	}
	return nil, false
}

// alias returns the machine's name for a global whose only binding is an
// import of it, "" if it is something else.
func (p *program) alias(m *module, v *resolve.Var) string {
	if v.Import == nil || !v.Once || v.Import.Name == "" {
		return ""
	}
	if m.patched[v.Name] {
		return ""
	}
	from := p.modules[v.Import.Module]
	if from == nil || p.aliases > len(p.modules) {
		return "" // modules that import a name from each other in a circle
	}
	p.aliases++
	defer func() { p.aliases-- }()
	return p.constantOf(from, v.Import.Name)
}

// constantOf returns the machine's name for name in module m, if it can be
// nothing else.
func (p *program) constantOf(m *module, name string) string {
	if m.patched[name] {
		return ""
	}
	switch ref := m.info.Module.Lookup(name); ref.Kind {
	case resolve.Global:
		return p.alias(m, ref.Var)
	case resolve.Unbound:
		return p.native(m, name)
	}
	return ""
}

func (c *fn) store(name string, at source.Span) {
	c.variable(name, at, model.STOREL, model.STOREC, model.STOREG, model.STOREN)
}

func (c *fn) del(name string, at source.Span) {
	c.variable(name, at, model.DELL, model.DELC, model.DELG, model.DELN)
}

// forget deletes a name as the end of an except clause does: it may be gone
// already.
func (c *fn) forget(name string, at source.Span) {
	if slot, ok := c.plainLocal(name); ok {
		c.at(at, func() { c.emit(model.CLEARL, slot) })
		return
	}
	c.at(at, func() { c.constant(nil) })
	c.store(name, at)
	c.del(name, at)
}

// plainLocal returns the slot of a name that is a local variable outside any
// cell.
func (c *fn) plainLocal(name string) (int, bool) {
	ref := c.scope.Lookup(c.scope.Mangle(name))
	if ref.Kind != resolve.Local {
		return 0, false
	}
	slot, cell := c.slot(ref.Var)
	return slot, !cell
}

func (c *fn) variable(name string, at source.Span, local, cell, global, namespace model.Op) {
	name = c.scope.Mangle(name)
	ref := c.scope.Lookup(name)
	c.at(at, func() {
		switch ref.Kind {
		case resolve.Local:
			if slot, isCell := c.slot(ref.Var); isCell {
				c.emit(cell, slot)
			} else {
				c.emit(local, slot)
			}
		case resolve.Namespace:
			c.emit(namespace, c.name(name))
		case resolve.Global:
			c.emit(global, c.global(c.m, ref.Var.Name))
		default:
			panic("compile: nothing to store " + name + " in")
		}
	})
}
