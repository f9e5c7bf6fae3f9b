package model

import "strings"

// maxVariables bounds what is told of one state.
const maxVariables = 500

// variableList returns the values of the program's data: those of module-level
// variables, then those of the functions that each task is in, innermost first;
// what an object holds goes by the variable that leads to it.
func (m *machine) variableList() []Variable {
	var out []Variable
	seen := map[Value]bool{} // objects whose attributes are told
	var add func(actor int, in, name string, v Value, depth int)
	add = func(actor int, in, name string, v Value, depth int) {
		if m.is(v, kCell) {
			v = m.get(v, 1)
		}
		if v == 0 || strings.HasPrefix(name, "__") || len(out) >= maxVariables {
			return
		}
		k := m.kindOf(v)
		switch {
		case m.interesting(v):
			out = append(out, Variable{actor, in, name, m.short(v)})
		case !v.isRef() || seen[v] || depth == 0:
		case k >= firstInstanceKind && k != kNamespace && k != kLoop && k != kTask && k != kHandle:
			seen[v] = true
			if d := m.get(v, wDict); d != 0 {
				m.dictEach(d, func(key, x Value) bool {
					if m.isStr(key) {
						add(actor, in, name+"."+m.text(key), x, depth-1)
					}
					return true
				})
			}
		}
	}
	for i := range m.prog.globals {
		if g := &m.prog.globals[i]; g.module == 0 {
			add(-1, "", g.name, m.a[g.at], 3)
		}
	}
	frames := func(actor, f int) {
		for n := 0; f != 0 && m.kindAt(f) == kFrame && n < 50; n++ {
			if c := m.frameCode(f); !c.lib {
				for i, name := range c.Locals {
					if !strings.HasPrefix(name, ".") {
						add(actor, c.QualName, name, m.a[f+wLocals+i], 3)
					}
				}
			}
			f = m.frameParent(f)
		}
	}
	frames(0, m.a[m.frozen+rMain].payload())
	for _, t := range m.threadsByAge() {
		frames(m.actorIndex(t), m.get(t, wThreadFrame).payload())
	}
	for _, t := range m.byAge(m.listItems(m.a[m.frozen+rTasks])) {
		if co := m.get(t, wTaskCoro); m.is(co, kFrame) {
			f := co.payload()
			if leaf := m.a[f+wAux]; leaf != 0 {
				f = leaf.payload()
			}
			frames(m.actorIndex(t), f)
		}
	}
	return out
}
