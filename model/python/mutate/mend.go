package mutate

import "github.com/condcheck/condcheck/model/python/syntax"

// Mendings returns what may mend a program: the changes turned round.
func Mendings(m *syntax.Module) []Change {
	p := newProgram(m)
	for _, rule := range mendingRules {
		rule(p)
	}
	return p.changed()
}

var mendingRules = []func(*program){}
