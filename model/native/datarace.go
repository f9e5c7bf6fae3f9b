package native

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unsafe"
)

// Data races are found by Go's race detector (go build -race), which is told what
// the primitives make happen before what, as Go's memory model has it. That one
// coroutine runs after another makes nothing happen before anything: the hub, by
// which they all are resumed, ignores synchronisation. A coroutine then runs one
// goroutine of an execution only, and an execution happens after those before it.
// This package itself must be compiled without -race (rewrite's flags do that):
// its data are every goroutine's.
//
// An execution of each Mazurkiewicz trace is enough, since accesses that race do so
// in each execution of a trace.

// KindRace is the kind of a finding that is a data race.
const KindRace = "data-race"

// racing reports whether data races are looked for.
func (x *exec) racing() bool { return raceBuild && x.opts.Race }

// acquires lets what was released at p happen before what the running goroutine
// does next.
func (x *exec) acquires(p *obj) {
	if raceBuild && x.opts.Race {
		raceAcquire(unsafe.Pointer(p))
	}
}

// releases lets what the running goroutine has done happen before what acquires p
// later, beside what was released there before.
func (x *exec) releases(p *obj) {
	if raceBuild && x.opts.Race {
		raceMerge(unsafe.Pointer(p))
	}
}

// replaces is releases, but in place of what was released before.
func (x *exec) replaces(p *obj) {
	if raceBuild && x.opts.Race {
		raceRelease(unsafe.Pointer(p))
	}
}

// checkRaces ends the execution if the goroutine that has just stopped has raced.
func (x *exec) checkRaces() {
	if !x.racing() || x.finding != nil || x.tracing {
		return
	}
	n := raceErrors()
	if n == x.races {
		return
	}
	x.races = n
	if message, at, ok := raceReport(); ok {
		x.finding = &Finding{Kind: KindRace, Message: message, Pos: at}
	}
}

// skipReports forgets the reports so far.
func (x *exec) skipReports() {
	if n := raceErrors(); x.racing() && n != x.races {
		x.races = n
		if info, err := os.Stat(raceLog()); err == nil {
			raceRead = int(info.Size())
		}
	}
}

// raceLog is the file that the detector writes to.
func raceLog() string {
	_, path, _ := strings.Cut(os.Getenv("GORACE"), "log_path=")
	path, _, _ = strings.Cut(path, " ")
	return fmt.Sprintf("%s.%d", path, os.Getpid())
}

// RaceErrors is the number of data races that the detector has found.
func RaceErrors() int64 { return int64(raceErrors()) }

// alone runs something of the hub's that happens after all so far and before all
// that follows.
func (x *exec) alone(f func()) {
	if !x.racing() {
		f()
		return
	}
	raceIgnoreSync(false)
	raceAcquire(unsafe.Pointer(&x.all))
	f()
	raceMerge(unsafe.Pointer(&x.all))
	raceIgnoreSync(true)
}

// unseen runs something of the engine's own that synchronises nobody.
func (x *exec) unseen(f func()) {
	if !x.racing() {
		f()
		return
	}
	raceIgnoreSync(true)
	f()
	raceIgnoreSync(false)
}

// RaceEnv is what the environment variable GORACE has to be, for reports to be
// written below the directory dir and to be written again when a race shows again.
func RaceEnv(dir string) string {
	return "log_path=" + filepath.Join(dir, "race") + " suppress_equal_stacks=0 suppress_equal_addresses=0 exitcode=0"
}

// raceRead is how much of the detector's reports has been read.
var raceRead int

// raceReport reads the detector's last reports and makes a message of the first
// that is about the user's code; ok is false if none is.
func raceReport() (message string, at Pos, ok bool) {
	text, err := os.ReadFile(raceLog())
	if err != nil {
		return "two goroutines use a variable, one of them writes it, and nothing orders them", Pos{}, true
	}
	news := text[min(raceRead, len(text)):]
	raceRead = len(text)
	for _, report := range strings.Split(string(news), "WARNING: DATA RACE\n")[1:] {
		if message, at, ok = raceText(report); ok {
			return message, at, true
		}
	}
	return "", Pos{}, false
}

// raceText makes a message of a report: what the two accesses are, and where in
// the user's code. It returns ok false if an access is this package's own: by the
// runtime or the standard library, which it calls.
func raceText(report string) (message string, at Pos, ok bool) {
	var parts []string
	for _, para := range strings.Split(report, "\n\n") {
		lines := strings.Split(strings.Trim(para, "\n="), "\n")
		what, _, access := strings.Cut(lines[0], " at 0x")
		if !access || len(parts) == 2 {
			continue
		}
		var p Pos
		for i := 2; i < len(lines); i += 2 {
			if p = racePlace(lines[i]); inLibrary(p.File) || p.File == ours()+"ordered.go" {
				continue
			}
			if !strings.HasPrefix(p.File, ours()) {
				break
			}
			if i > 2 && inLibrary(racePlace(lines[i-2]).File) {
				return "", Pos{}, false
			}
		}
		if at.File == "" {
			at = p
		}
		parts = append(parts, fmt.Sprintf("%s at %s", strings.ToLower(what), short(p)))
	}
	if len(parts) < 2 {
		return strings.TrimSpace(report), at, true
	}
	return fmt.Sprintf("%s and %s: nothing orders them", parts[0], parts[1]), at, true
}

// racePlace reads "      /dir/file.go:12 +0x34".
func racePlace(line string) (p Pos) {
	line, _, _ = strings.Cut(strings.TrimSpace(line), " +0x")
	i := strings.LastIndexByte(line, ':')
	if i < 0 {
		return p
	}
	if _, err := fmt.Sscanf(line[i+1:], "%d", &p.Line); err != nil {
		return Pos{}
	}
	p.File = line[:i]
	return p
}
