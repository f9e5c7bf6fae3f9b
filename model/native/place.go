package native

import (
	"os"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"sync"
)

func itoa(n int) string { return strconv.Itoa(n) }

// callers returns the program counters of the user's frames and those below.
func callers(skip int) []uintptr {
	var pcs [64]uintptr
	n := runtime.Callers(skip+1, pcs[:])
	return append([]uintptr(nil), pcs[:n]...)
}

// ours is the directory of this package's files, as the compiler names it.
// Functions tell less: an inlined closure is named after its caller.
var ours = sync.OnceValue(func() string {
	_, file, _, _ := runtime.Caller(0)
	return file[:strings.LastIndexByte(file, '/')+1]
})

// internal reports whether a function is the explorer's or the runtime's.
func internal(fn, file string) bool {
	if own, ok := strings.CutPrefix(file, ours()); ok {
		return !strings.HasSuffix(own, "_test.go") && !strings.HasPrefix(own, "testdata/")
	}
	return strings.HasPrefix(fn, "runtime.") || strings.HasPrefix(fn, "runtime/debug.") ||
		strings.HasPrefix(fn, "iter.") || strings.HasPrefix(fn, "reflect.")
}

// frames returns the user's frames, innermost first.
func frames(pcs []uintptr) []Pos {
	var out []Pos
	if len(pcs) == 0 {
		return nil
	}
	fs := runtime.CallersFrames(pcs)
	for {
		f, more := fs.Next()
		if f.File != "" && !internal(f.Function, f.File) {
			out = append(out, Pos{f.File, f.Line, shortFunc(f.Function)})
		}
		if !more {
			return out
		}
	}
}

// place returns the innermost of the user's frames.
func place(pcs []uintptr) Pos {
	for _, p := range frames(pcs) {
		if !inLibrary(p.File) {
			return p
		}
	}
	if fs := frames(pcs); len(fs) > 0 {
		return fs[0]
	}
	return Pos{}
}

// userStack leaves the explorer's frames out of a stack as runtime.Stack writes it.
func userStack(text string) string {
	ls := strings.Split(text, "\n")
	out := ls[:1]
	for i := 1; i+1 < len(ls); i += 2 {
		file, _, _ := strings.Cut(strings.TrimSpace(ls[i+1]), ":")
		if !strings.HasPrefix(ls[i], "iter.Pull") && !strings.HasPrefix(ls[i], "created by iter.Pull") && !internal("", file) {
			out = append(out, ls[i], ls[i+1])
		}
	}
	return strings.Join(out, "\n")
}

// library is where the standard library's files are, as the compiler names them.
var library = sync.OnceValue(func() string {
	pc := reflect.ValueOf(strings.Index).Pointer()
	file, _ := runtime.FuncForPC(pc).FileLine(pc)
	return strings.TrimSuffix(file, "strings/strings.go")
})

// entry is the file with explore.Test and what a test calls of it.
var entry = sync.OnceValue(func() string { return strings.TrimSuffix(ours(), "model/native/") + "explore/gotest.go" })

// inLibrary reports whether a file is the standard library's, or explore.Test's: a
// place in the user's code says more.
func inLibrary(file string) bool {
	return strings.HasPrefix(file, library()) || file == entry()
}

func shortFunc(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	_, fn, ok := strings.Cut(name, ".")
	if !ok {
		return name
	}
	return fn
}

// lines caches source files for reports.
var lines struct {
	sync.Mutex
	files map[string][]string
}

// sourceLine returns a line of a source file, "" if it cannot be read.
func sourceLine(p Pos) string {
	line, _ := lineAt(p)
	return strings.TrimSpace(line)
}

// indent returns how far a line is indented, -1 if there is no such line.
func indent(p Pos) int {
	line, ok := lineAt(p)
	if !ok {
		return -1
	}
	return len(line) - len(strings.TrimLeft(line, " \t"))
}

func lineAt(p Pos) (line string, ok bool) {
	lines.Lock()
	defer lines.Unlock()
	ls, ok := lines.files[p.File]
	if !ok {
		if text, err := os.ReadFile(p.File); err == nil {
			ls = strings.Split(string(text), "\n")
		}
		if lines.files == nil {
			lines.files = make(map[string][]string)
		}
		lines.files[p.File] = ls
	}
	if p.Line < 1 || p.Line > len(ls) {
		return "", false
	}
	return ls[p.Line-1], true
}

// receiver finds in a source line what a method is called on or a channel
// operation is about: "b.mu" in "b.mu.Lock()".
func receiver(line, what string) string {
	for _, method := range strings.Fields(what) {
		i := strings.Index(line, "."+method+"(")
		if i < 0 {
			continue
		}
		j := i
		for depth := 0; j > 0; j-- {
			c := line[j-1]
			if c == ']' || c == ')' {
				depth++
			}
			if depth > 0 {
				if c == '[' || c == '(' {
					depth--
				}
				continue
			}
			if !isWord(c) && c != '.' {
				break
			}
		}
		if j < i {
			return line[j:i]
		}
	}
	return ""
}

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// channelName finds what a channel operation in a source line is about.
func channelName(line, what string) string {
	word := func(s string) string {
		n := 0
		for n < len(s) && (isWord(s[n]) || s[n] == '.') {
			n++
		}
		return strings.Trim(s[:n], ".")
	}
	switch what {
	case "receive", "select":
		if i := strings.Index(line, "<-"); i >= 0 && what == "receive" {
			return word(strings.TrimSpace(line[i+2:]))
		}
		if i := strings.Index(line, "range "); i >= 0 && what == "receive" {
			return word(line[i+6:])
		}
		for _, fn := range []string{".Recv(", ".Recv2("} {
			if i := strings.Index(line, fn); i >= 0 {
				return word(line[i+len(fn):])
			}
		}
	case "send":
		if i := strings.Index(line, "<-"); i > 0 {
			s := strings.TrimSpace(line[:i])
			j := len(s)
			for j > 0 && (isWord(s[j-1]) || s[j-1] == '.') {
				j--
			}
			return strings.Trim(s[j:], ".")
		}
		if i := strings.Index(line, ".Send("); i >= 0 {
			return word(line[i+len(".Send("):])
		}
	case "close", "len":
		for _, fn := range []string{"close(", "Close(", "len(", "Len("} {
			if i := strings.Index(line, fn); i >= 0 {
				return word(line[i+len(fn):])
			}
		}
	}
	return ""
}
