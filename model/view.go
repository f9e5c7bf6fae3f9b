package model

import "strings"

// A Viewer is a Machine that says what the program's own data are in a state.
type Viewer interface {
	// View returns the values of the program's variables in a state as text, equal
	// for states in which they are equal; ok is false if it could not see them all.
	// The state must be one that Expand was called with or has given.
	View(s State) (text string, ok bool)
}

// maxViewed bounds the variables that a View shows.
const maxViewed = 400

// View implements Viewer. Locks, conditions and where the tasks are is not part of
// it, only data: module-level variables, locals, attributes.
func (m *machine) View(s State) (text string, ok bool) {
	if len(s) == 0 {
		return "", true
	}
	m.roomy(func() {
		m.decodeState(s)
		m.startStep(nil)
		var b strings.Builder
		ok = true
		err := m.try(func() {
			vars := m.namer()
			ok = len(vars) < maxViewed
			for _, x := range vars {
				if !m.interesting(x.value) || strings.HasPrefix(x.name, "__") {
					continue
				}
				b.WriteString(x.name)
				b.WriteByte('=')
				b.WriteString(m.reprText(x.value))
				b.WriteByte('\n')
			}
		})
		ok = ok && err == nil
		text = b.String()
	})
	return text, ok
}
