package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
)

// defaultMemory is the memory that a search may take unless told otherwise:
// three quarters of what is available, so that it ends with "unknown" and not
// by the hand of the system. It is 0, no limit, where that cannot be found out.
func defaultMemory() int64 {
	var free int64
	if text, err := os.ReadFile("/proc/meminfo"); err == nil {
		for line := range strings.Lines(string(text)) {
			if rest, ok := strings.CutPrefix(line, "MemAvailable:"); ok {
				if kb, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64); err == nil {
					free = kb << 10
				}
			}
		}
	}
	// A container's limit, where there is one.
	if limit, ok := readNumber("/sys/fs/cgroup/memory.max"); ok {
		used, _ := readNumber("/sys/fs/cgroup/memory.current")
		if left := limit - used; left > 0 && (free == 0 || left < free) {
			free = left
		}
	}
	return free / 4 * 3
}

func readNumber(path string) (int64, bool) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, false
	}
	n, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	return n, err == nil
}

// keepMemory makes the garbage collector work harder before the process takes
// much more than a search may hold; what it works with itself is on top.
func keepMemory(limit int64) {
	if limit > 0 {
		debug.SetMemoryLimit(limit + limit/16 + 256<<20)
	}
}

// beginCalmly puts the first garbage collection off until some 32 MB are in use: most
// runs end before. From then on collections come as usual.
func beginCalmly() {
	if os.Getenv("GOGC") != "" {
		return
	}
	usual := debug.SetGCPercent(800)
	runtime.AddCleanup(new([64]byte), func(percent int) { debug.SetGCPercent(percent) }, usual)
}

// growStack makes the stack as large as most runs need, at once and while there is
// little on it to copy: room for its frame is made before it begins.
//
//go:noinline
func growStack(n int) int {
	if n == 0 {
		return 0
	}
	var room [64 << 10]byte
	return n + int(room[n])
}
