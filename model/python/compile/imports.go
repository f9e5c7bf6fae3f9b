package compile

import (
	"strings"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/resolve"
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

// abs returns the name of a module as an import in m means it: leading dots
// count packages upwards from m.
func (m *module) abs(name string) string {
	rest := strings.TrimLeft(name, ".")
	level := len(name) - len(rest)
	if level == 0 || m.name == "__main__" {
		return rest
	}
	pkg := m.name
	if !strings.HasSuffix(m.file.Name, "__init__.py") {
		level++
	}
	for ; level > 1; level-- {
		i := strings.LastIndexByte(pkg, '.')
		if i < 0 {
			return rest
		}
		pkg = pkg[:i]
	}
	return strings.TrimRight(pkg+"."+rest, ".")
}

// absolute rewrites the imports of a module to absolute names.
func (m *module) absolute() {
	for i := range m.info.Imports {
		m.info.Imports[i].Module = m.abs(m.info.Imports[i].Module)
	}
	for i, s := range m.info.Stars {
		m.info.Stars[i] = m.abs(s)
	}
	var visit func(s *resolve.Scope)
	visit = func(s *resolve.Scope) {
		for _, v := range s.Vars {
			if v.Import != nil {
				v.Import.Module = m.abs(v.Import.Module)
			}
		}
		for _, c := range s.Children {
			visit(c)
		}
	}
	visit(m.info.Module)
}

func join(module, name string) string {
	if module == "" {
		return name
	}
	return module + "." + name
}

// moduleExpr returns the module that an expression in the given scope of m
// always means, or nil.
func (p *program) moduleExpr(m *module, scope *resolve.Scope, e syntax.Expr) *module {
	switch e := e.(type) {
	case *syntax.Name:
		return p.moduleOf(scope.Lookup(scope.Mangle(e.ID)).Var)
	case *syntax.Attribute:
		outer := p.moduleExpr(m, scope, e.Value)
		if outer == nil {
			return nil
		}
		if ref := outer.info.Module.Lookup(e.Attr); ref.Kind != resolve.Unbound {
			return p.moduleOf(ref.Var)
		}
		return p.modules[outer.name+"."+e.Attr]
	}
	return nil
}

// moduleOf returns the module that a variable always holds, or nil.
func (p *program) moduleOf(v *resolve.Var) *module {
	switch {
	case v == nil || v.Import == nil:
		return nil
	case v.Import.Name == "":
		return p.modules[v.Import.Module]
	}
	return p.modules[join(v.Import.Module, v.Import.Name)]
}

// moduleAttribute compiles an attribute of a module without looking it up when
// the program runs; it reports false if the expression is nothing such. With
// probe set it only looks.
func (c *fn) moduleAttribute(e *syntax.Attribute, probe bool) bool {
	m := c.p.moduleExpr(c.m, c.scope, e.Value)
	if m == nil {
		return false
	}
	if sub := c.p.moduleExpr(c.m, c.scope, e); sub != nil {
		if !probe {
			c.emit(model.IMPORT, c.name(sub.name))
		}
		return true
	}
	load, ok := c.member(m, e.Attr)
	if !ok {
		if load = c.absent(m, e); load == nil {
			return false
		}
	}
	if !probe {
		load()
	}
	return true
}

// absent returns what to do in place of loading an attribute that a module does
// not surely have; nil if it is to be looked up when the program runs.
func (c *fn) absent(m *module, e *syntax.Attribute) func() {
	at := source.Span{Start: e.AttrPos, End: after(e.AttrPos, e.Attr)}
	has := func(name string) bool { return m.info.Module.Lookup(name).Kind == resolve.Global }
	if has(e.Attr) || has("__getattr__") || strings.HasPrefix(e.Attr, "__") {
		return nil
	}
	if ready := c.attrs > 0 || c.soft > 0; ready {
		msg, hint, ok := unmodelled(m, e.Attr)
		if !ok {
			return nil
		}
		return func() { c.refuseLater(at, CodeUnmodelled, msg, hint) }
	}
	return func() {
		c.missing(m, e.Attr, at)
		c.constant(nil)
	}
}

// member returns what loads a name of module m, and whether there is one.
func (c *fn) member(m *module, name string) (func(), bool) {
	if b := c.p.constantOf(m, name); b != "" {
		return func() { c.constant(model.Builtin(b)) }, true
	}
	if n, ok := c.globalOf(m, name); ok && c.p.sure(m, name) {
		return func() { c.emit(model.LOADG, n) }, true
	}
	if name == "__name__" {
		return func() { c.constant(m.name) }, true
	}
	return nil, false
}

// sure reports whether a name of module m is bound once the module has run:
// looking for it as a global cannot fail where looking for the attribute would
// not. The other names are looked up as attributes when the program runs.
func (p *program) sure(m *module, name string) bool {
	ref := m.info.Module.Lookup(name)
	return ref.Kind != resolve.Global || ref.Var.Sure
}

// globalOf returns the number of a module's global.
func (c *fn) globalOf(m *module, name string) (int, bool) {
	if m.info.Module.Lookup(name).Kind != resolve.Global && !m.patched[name] {
		return 0, false
	}
	return c.global(m, name), true
}

// storeModule compiles an assignment to an attribute of a module.
func (c *fn) storeModule(t *syntax.Attribute) bool {
	m := c.p.moduleExpr(c.m, c.scope, t.Value)
	if m == nil {
		return false
	}
	n, ok := c.globalOf(m, t.Attr)
	if ok {
		c.at(t.Span(), func() { c.emit(model.STOREG, n) })
	}
	return ok
}

func (c *fn) importStmt(s *syntax.Import) {
	for _, a := range s.Names {
		c.at(a.Span(), func() { c.importModule(a) })
	}
}

func (c *fn) importModule(a *syntax.Alias) {
	if c.p.modules[a.Name] == nil {
		c.noModule(a.Name, a.Span())
		return
	}
	c.emit(model.IMPORT, c.name(a.Name))
	if a.AsName != "" {
		c.store(a.AsName, a.Span())
		return
	}
	top, _, dotted := strings.Cut(a.Name, ".")
	if dotted {
		c.emit(model.POP, 0)
		c.emit(model.IMPORT, c.name(top))
	}
	c.store(top, a.Span())
}

func (c *fn) importFrom(s *syntax.ImportFrom) {
	if s.Level == 0 && s.Module == "__future__" {
		return
	}
	base := c.m.abs(strings.Repeat(".", s.Level) + s.Module)
	m := c.p.modules[base]
	if m == nil && base != "" {
		at := s.Span()
		if s.ModulePos.IsValid() {
			at = source.Span{Start: s.ModulePos, End: after(s.ModulePos, s.Module)}
		}
		c.noModule(base, at)
		return
	}
	names := s.Names
	if len(names) == 1 && names[0].Name == "*" {
		names = nil
		for _, v := range c.m.info.Module.Vars {
			if v.Import != nil && v.Import.Module == base && v.Pos == (source.Span{}) {
				names = append(names, &syntax.Alias{Extent: s.Names[0].Extent, Name: v.Name})
			}
		}
	}
	loaded := false
	for _, a := range names {
		c.at(a.Span(), func() { loaded = c.importName(m, base, a, loaded) })
	}
	if loaded {
		c.emit(model.POP, 0)
	}
}

// importName binds one name of a from import; loaded says that the module is
// on the stack already, and the result that it is now.
func (c *fn) importName(m *module, base string, a *syntax.Alias, loaded bool) bool {
	as := a.AsName
	if as == "" {
		as = a.Name
	}
	if m != nil {
		if b := c.p.constantOf(m, a.Name); b != "" {
			c.constant(model.Builtin(b))
			c.store(as, a.Span())
			return loaded
		}
		if m.patched[a.Name] {
			c.emit(model.LOADG, c.global(m, a.Name))
			c.store(as, a.Span())
			return loaded
		}
		if _, ok := c.globalOf(m, a.Name); ok || m.info.Module.Lookup("__getattr__").Kind == resolve.Global {
			if !loaded {
				c.emit(model.IMPORT, c.name(base))
			}
			c.emit(model.IMPORTFROM, c.name(a.Name))
			c.store(as, a.Span())
			return true
		}
	}
	if sub := c.p.modules[join(base, a.Name)]; sub != nil {
		c.emit(model.IMPORT, c.name(sub.name))
		c.store(as, a.Span())
		return loaded
	}
	if c.soft > 0 && m != nil {
		if msg, hint, ok := unmodelled(m, a.Name); ok {
			c.refuseLater(a.Span(), CodeUnmodelled, msg, hint)
			c.emit(model.POP, 0)
			return loaded
		}
		c.importError("ImportError", "cannot import name '"+a.Name+"' from '"+base+"'")
		return loaded
	}
	if m == nil {
		c.noModule(a.Name, a.Span())
		return loaded
	}
	c.missing(m, a.Name, a.Span())
	return loaded
}

// importError raises what an import that fails raises.
func (c *fn) importError(class, msg string) {
	depth := c.depth
	c.constant(model.Builtin(class))
	c.constant(msg)
	c.emit(model.CALL, 1)
	c.emit(model.RAISE, 1)
	c.depth = depth
}
