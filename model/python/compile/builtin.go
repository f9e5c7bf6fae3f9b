package compile

import "github.com/condcheck/condcheck/model"

// hasBuiltin tells the machine's builtins; tests replace it.
var hasBuiltin = model.HasBuiltin
