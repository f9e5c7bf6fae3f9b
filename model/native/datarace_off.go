//go:build !race

package native

import "unsafe"

// raceBuild is true if the race detector is there.
const raceBuild = false

func raceErrors() int            { return 0 }
func raceAcquire(unsafe.Pointer) {}
func raceRelease(unsafe.Pointer) {}
func raceMerge(unsafe.Pointer)   {}
func raceIgnoreSync(bool)        {}
