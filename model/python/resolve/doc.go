// Package resolve finds out what every name of a Python file means: which
// scope owns it, which functions capture it, and which names are bound nowhere.
// It also reports what CPython's compiler reports beyond ast.parse: a return
// outside a function, a nonlocal without a binding, an argument named twice.
//
// It knows nothing of instructions and nothing of other files: imports are
// listed, not followed.
//
// List, set and dict comprehensions are scopes of their own in the language;
// those that can be compiled into the code around them are marked Inlined, as
// CPython has done since 3.12. A comprehension stays a function when it is in a
// class body, or when a function nested in it captures one of its variables,
// which must then be a new variable each time the comprehension runs.
package resolve
