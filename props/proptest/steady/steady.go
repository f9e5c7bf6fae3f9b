// Package steady makes the tests of a package that imports it draw the same
// values in every run, so that whether they pass depends on the code alone. Other
// values are drawn by -rapid.seed=N, by -rapid.seed=0 at random.
package steady

import (
	"flag"
	"fmt"

	_ "pgregory.net/rapid" // registers the flag
)

// seed is arbitrary.
const seed = "20260101"

func init() {
	if err := flag.Set("rapid.seed", seed); err != nil {
		panic(fmt.Sprintf("steady: %v", err)) // rapid has renamed its flag
	}
}
