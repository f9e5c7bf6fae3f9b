// Package props names the properties that programs are checked for. A Property
// is data; what watches a run for it is a Monitor, or, for the properties that
// are about single states and steps, the machine itself.
package props

import "github.com/condcheck/condcheck/model"

// A Property is something that should be true of every execution.
type Property struct {
	Name     string // as in model.Finding.Property: stable, lowercase
	Severity model.Severity
	Doc      string // the first sentence says when it is broken
}

// The properties that every program is checked for.
var (
	Deadlock = Property{"deadlock", model.Error,
		"An execution ends in a state where the main task is unfinished and nothing can ever run."}
	UncaughtException = Property{"uncaught-exception", model.Error,
		"An exception leaves the program, or ends a task whose result nobody retrieves. Failed assertions are exceptions."}
	Invariant = Property{"invariant", model.Error,
		"A function invariant_NAME() of the program is false, or raises, in some state. A state is what is seen between two steps: no task is running."}
	Finally = Property{"finally", model.Error,
		"A function finally_NAME() of the program is false, or raises, when an execution has ended, in a deadlock or otherwise."}
)

// All returns the properties, in the order in which they are documented.
func All() []Property {
	return []Property{Deadlock, UncaughtException, Invariant, Finally}
}
