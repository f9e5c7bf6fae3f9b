package model

// Modules: [class, dict, number]. Their attributes are the global variables of
// their top-level code and, for library modules, the natives called MODULE.NAME.

var (
	tModule = typ("module", tObject, kNamespace)
)

func (m *machine) moduleName(mod Value) string {
	return m.prog.src.Modules[m.get(mod, 3).int()].Name
}

// importModule is the effect of an import statement: library modules and the
// program's own have been run when the image was made, in the order of their
// first import.
func (m *machine) importModule(name Value) Value {
	s := m.text(name)
	for i, mod := range m.prog.src.Modules {
		if i > 0 && mod.Name == s {
			if !m.prog.running {
				m.prog.runModule(m, i)
				if m.exc != 0 {
					return 0
				}
			}
			return m.prog.modules[i]
		}
	}
	return m.raise(tModuleNotFoundError, "No module named '%s'", s)
}

func (m *machine) moduleAttr(mod, name Value) Value {
	i := int(m.get(mod, 3).int())
	s := m.text(name)
	for _, g := range m.prog.globals {
		if g.module == i && g.name == s {
			if v := m.a[g.at]; v != 0 {
				return v
			}
		}
	}
	prefix := m.prog.src.Modules[i].Name + "."
	if n := registryNames[prefix+s]; n != nil {
		return n.value()
	}
	for j, sub := range m.prog.src.Modules {
		if sub.Name == prefix+s {
			return m.prog.modules[j]
		}
	}
	return 0
}

func (m *machine) setModuleAttr(mod, name, v Value) bool {
	m.breaks(partsApart)
	i := int(m.get(mod, 3).int())
	s := m.text(name)
	for _, g := range m.prog.globals {
		if g.module == i && g.name == s {
			if g.at < m.frozen {
				m.unsupported("module-attribute", "assigning to "+s+" of a module is not modelled", "assign it with a global statement in that module")
			}
			m.a[g.at] = v
			return true
		}
	}
	m.unsupported("module-attribute", "assigning to "+s+" of module "+m.moduleName(mod)+" is not modelled", "keep it in a variable of your own")
	return false
}
