package compile

import "strings"

// hasBuiltin stands for model.HasBuiltin.
var hasBuiltin = func(name string) bool {
	if strings.Contains(name, ".") {
		return false
	}
	return stdNames()["builtins"][name] && advice[name] == ""
}
