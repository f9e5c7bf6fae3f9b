package resolve

// declare makes the variables of every scope, and those of the module that
// only functions assign.
func (r *resolver) declare(s *Scope) {
	for _, sym := range s.order {
		switch {
		case sym.global:
			m := s.module.sym(sym.name)
			if sym.bound {
				if !m.bound {
					m.bound, m.pos = true, sym.pos
				}
				m.many = true
			}
			m.used = m.used || sym.used
		case sym.bound && !sym.nonlocal:
			s.makeVar(sym)
		}
	}
	for _, c := range s.Children {
		r.declare(c)
	}
	if s.Kind == Module {
		for _, sym := range s.order {
			if sym.bound && sym.v == nil {
				s.makeVar(sym)
			}
		}
		for _, v := range s.Vars {
			sym := s.syms[v.Name]
			v.Once = sym.binds == 1 && !sym.many
			if !v.Once {
				v.Import = nil
			}
		}
	}
}

func (s *Scope) makeVar(sym *symbol) {
	v := &Var{Name: sym.name, Scope: s, Param: sym.param, Sure: sym.sure && !sym.deleted, Pos: sym.pos}
	if sym.binds == 1 && sym.imp != nil {
		v.Import = sym.imp
	}
	sym.v = v
	if sym.name == "__class__" && s.classAround() != nil && sym.binds == 0 {
		s.ClassVar = v
	}
	s.Vars = append(s.Vars, v)
}

// inline decides, innermost first, which comprehensions run in the code around
// them.
func (s *Scope) inline() {
	for _, c := range s.Children {
		c.inline()
	}
	if s.Kind == Comp && s.classAround() == nil {
		_, captured := s.free()
		s.Inlined = !captured
	}
}

// free returns the names that s uses and does not bind, true for those that code of
// another function inside s uses, and whether such code uses one that s binds.
func (s *Scope) free() (names map[string]bool, captured bool) {
	names = map[string]bool{}
	for _, sym := range s.order {
		if !sym.bound || sym.nonlocal {
			names[sym.name] = false
		}
	}
	for _, c := range s.Children {
		inner, _ := c.free()
		for name, crossing := range inner {
			crossing = crossing || !c.Inlined
			sym := s.syms[name]
			if s.function() && sym != nil && sym.bound && !sym.nonlocal && !sym.global {
				captured = captured || crossing
				continue
			}
			names[name] = names[name] || crossing
		}
	}
	return names, captured
}

// bind resolves every name used, and marks what is captured on the way.
func (r *resolver) bind(s *Scope) {
	for _, sym := range s.order {
		ref := s.Lookup(sym.name)
		if sym.nonlocal {
			ref = r.nonlocal(s, sym)
		}
		if ref.Kind == Local {
			capture(s, ref.Var)
		}
	}
	for _, c := range s.Children {
		r.bind(c)
	}
}

func (r *resolver) nonlocal(s *Scope, sym *symbol) Ref {
	ref := s.Lookup(sym.name)
	if ref.Kind != Local {
		e := r.errorf(*sym.decl, CodeScope, "got nonlocal %s, but no function around binds it", sym.name)
		if ref.Kind == Global {
			e.Hint = "write global " + sym.name
		}
	}
	return ref
}

// capture makes v reachable from the code of s.
func capture(s *Scope, v *Var) {
	home := v.Scope.Owner()
	for o := s.Owner(); o != home; o = o.Parent.Owner() {
		v.Captured = true
		if !has(o.Free, v) {
			o.Free = append(o.Free, v)
		}
	}
}

func has(vars []*Var, v *Var) bool {
	for _, w := range vars {
		if w == v {
			return true
		}
	}
	return false
}

// unbound collects the names that the file uses and does not bind.
func (r *resolver) unbound() {
	seen := map[string]int{}
	var visit func(s *Scope)
	visit = func(s *Scope) {
		for _, sym := range s.order {
			name := sym.name
			if !sym.used || s.Lookup(name).Kind != Unbound || !sym.use.Start.IsValid() {
				continue
			}
			i, ok := seen[name]
			if !ok {
				seen[name] = len(r.info.Unbound)
				r.info.Unbound = append(r.info.Unbound, Unknown{name, sym.use, s, sym.caught})
				continue
			}
			u := &r.info.Unbound[i]
			if u.Caught && !sym.caught || u.Caught == sym.caught && sym.use.Start.Before(u.Pos.Start) {
				u.Pos, u.Scope = sym.use, s
			}
			u.Caught = u.Caught && sym.caught
		}
		for _, c := range s.Children {
			visit(c)
		}
	}
	visit(r.info.Module)
}
