// Package steady makes the tests of a package that imports it draw the same
// values in every run, so that whether they pass depends on the code alone. Other
// values are drawn by -rapid.seed=N, by -rapid.seed=0 at random.
package steady

import (
	"flag"
	"fmt"
	"strconv"
	"testing"

	_ "pgregory.net/rapid" // registers the flag
)

// seed is arbitrary.
const seed = "20260101"

func init() {
	if err := flag.Set("rapid.seed", seed); err != nil {
		panic(fmt.Sprintf("steady: %v", err)) // rapid has renamed its flag
	}
}

// Checks sets how many programs or values rapid tries in a test, if the flag
// -rapid.checks does not say it.
func Checks(t testing.TB, n int) {
	const name = "rapid.checks"
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == name })
	if given {
		return
	}
	old := flag.Lookup(name).Value.String()
	set := func(s string) {
		if err := flag.Set(name, s); err != nil {
			t.Fatal(err)
		}
	}
	set(strconv.Itoa(n))
	t.Cleanup(func() { set(old) })
}
