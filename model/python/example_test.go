package python_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python"
)

// A file is loaded with the modules beside it; the System of a version and a
// schedule is what is explored.
func ExampleFile() {
	program, err := python.File("../../testdata/two_locks.py")()
	if err != nil {
		fmt.Println(err)
		return
	}
	sys := program.System(model.Config{Schedule: model.FIFO, Minor: 13})
	result := explore.Search(context.Background(), sys, explore.Options{})
	fmt.Println(result.Verdict)
	for _, v := range result.Violations {
		fmt.Printf("line %d: %s\n", v.Finding.Pos.Line, v.Finding.Message)
	}
	// Output:
	// violated
	// line 10: wait-for cycle: mover-1 waits for lock right, held by mover-2 (waiter 1 of 1); mover-2 waits for lock left, held by mover-1 (waiter 1 of 1); main waits for gather of mover-1, mover-2
}

// What a program cannot be loaded for comes all at once, each with its place, a
// rule code and advice.
func ExampleText() {
	_, err := python.Text("bad.py", "import socket\n\nasync def main():\n    eval('1')\n    return undefind\n\nundefined = 1\n")()
	var list python.Errors
	if errors.As(err, &list) {
		for _, e := range list {
			fmt.Printf("%v [%s]\n", e.Error(), e.Err.Code)
		}
	}
	// Output:
	// bad.py:1:8: module socket is not modelled (stub it: write what the program uses of it as functions of your own that await asyncio.sleep(0) where the real ones wait) [import]
	// bad.py:4:5: eval is not modelled (write the expression itself) [unmodelled-builtin]
	// bad.py:5:12: name undefind is not defined (did you mean undefined?) [undefined-name]
}
