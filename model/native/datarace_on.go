//go:build race

package native

import (
	"runtime"
	"unsafe"
)

// raceBuild is true if the race detector is there.
const raceBuild = true

func raceErrors() int              { return runtime.RaceErrors() }
func raceAcquire(p unsafe.Pointer) { runtime.RaceAcquire(p) }
func raceRelease(p unsafe.Pointer) { runtime.RaceRelease(p) }
func raceMerge(p unsafe.Pointer)   { runtime.RaceReleaseMerge(p) }
func raceIgnoreSync(on bool) {
	if on {
		runtime.RaceDisable()
	} else {
		runtime.RaceEnable()
	}
}
