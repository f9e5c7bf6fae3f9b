package compile

import (
	_ "embed"
	"fmt"
	"sort"
	"strings"
	"sync"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// The rule codes of what Program refuses.
const (
	CodeUndefined  = "undefined-name"     // a name that is bound nowhere
	CodeImport     = "import"             // a module that is not modelled, or not there
	CodeUnmodelled = "unmodelled-name"    // a name of a modelled module that the model lacks
	CodeBuiltin    = "unmodelled-builtin" // a builtin of Python that the model lacks
	CodeFileIO     = "file-io"            // open and input
)

// stdnames.txt has a line `MODULE: NAME NAME …` for each module of Python's
// library, the public names of those that programs like ours use among them.
//
//go:embed stdnames.txt
var stdNamesText string

var stdNames = sync.OnceValue(func() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for _, line := range strings.Split(stdNamesText, "\n") {
		module, names, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		all[module] = map[string]bool{}
		for _, n := range strings.Fields(names) {
			all[module][n] = true
		}
	}
	return all
})

// advice says what to write in place of a builtin that the model lacks.
var advice = map[string]string{
	"open":            "stub it: keep the file's content in a list or dict",
	"input":           "stub it: take the answers from a list",
	"eval":            "write the expression itself",
	"exec":            "write the code itself",
	"compile":         "write the code itself",
	"globals":         "use the variables by name",
	"locals":          "use the variables by name",
	"vars":            "use the attributes by name",
	"__import__":      "write an import statement",
	"breakpoint":      "remove it: a counterexample shows every step",
	"memoryview":      "use bytes",
	"complex":         "use a tuple of two numbers",
	"exit":            "raise SystemExit",
	"quit":            "raise SystemExit",
	"help":            "remove it",
	"__build_class__": "write a class statement",
}

// stubs says what to write in place of names of modelled modules that the
// model lacks.
var stubs = map[string]string{
	"asyncio.to_thread":                     "call the function itself: threads are not modelled",
	"asyncio.run_coroutine_threadsafe":      "use create_task: threads are not modelled",
	"asyncio.open_connection":               "stub it: a coroutine that returns two objects of your own, with queues inside",
	"asyncio.start_server":                  "stub it: call the handler with objects of your own",
	"asyncio.create_subprocess_exec":        "stub it: a coroutine that returns an object of your own",
	"asyncio.create_subprocess_shell":       "stub it: a coroutine that returns an object of your own",
	"asyncio.StreamReader":                  "stub it: a class of your own over asyncio.Queue",
	"datetime.datetime":                     "use numbers: there are no dates in the model",
	"time.perf_counter_ns":                  "use time.perf_counter",
	"time.monotonic_ns":                     "use time.monotonic",
	"threading.Thread":                      "use asyncio tasks: threads are not modelled",
	"concurrent.futures.ThreadPoolExecutor": "use asyncio tasks: threads are not modelled",
}

// undefined reports a name that is bound nowhere.
func (c *fn) undefined(name string) {
	if stdNames()["builtins"][name] {
		code := CodeBuiltin
		if name == "open" || name == "input" {
			code = CodeFileIO
		}
		c.errorf(c.span, code, advice[name], "%s is not modelled", name)
		return
	}
	known := c.scope.Names()
	for n := range stdNames()["builtins"] {
		if c.p.opts.Builtin(n) {
			known = append(known, n)
		}
	}
	hint := ""
	if stdNames()[name] != nil {
		hint = "write import " + name
	} else if near := nearest(name, known); near != "" {
		hint = fmt.Sprintf("did you mean %s?", near)
	}
	c.errorf(c.span, CodeUndefined, hint, "name %s is not defined", name)
}

// unmodelled reports whether a name is one that a modelled module really has
// and the model does not, and what to write instead.
func unmodelled(m *module, name string) (msg, hint string, ok bool) {
	if !m.file.Library || !stdNames()[m.name][name] {
		return "", "", false
	}
	hint = stubs[m.name+"."+name]
	if hint == "" {
		hint = "stub it: write a function or class of your own that stands for it"
	}
	return m.name + "." + name + " is not modelled", hint, true
}

// missing reports a name that a module does not have.
func (c *fn) missing(m *module, name string, at source.Span) {
	if msg, hint, ok := unmodelled(m, name); ok {
		c.errorf(at, CodeUnmodelled, hint, "%s", msg)
		return
	}
	var known []string
	for _, v := range m.info.Module.Vars {
		known = append(known, v.Name)
	}
	if m.file.Library {
		for n := range stdNames()[m.name] {
			if c.p.native(m, n) != "" {
				known = append(known, n)
			}
		}
	}
	hint := ""
	if near := nearest(name, known); near != "" {
		hint = fmt.Sprintf("did you mean %s.%s?", m.name, near)
	}
	c.errorf(at, CodeUndefined, hint, "module %s has no name %s", m.name, name)
}

// noModule reports, or raises where the program is ready for it, that there is
// no such module.
func (c *fn) noModule(name string, at source.Span) {
	if c.p.failed[name] {
		return
	}
	top, _, _ := strings.Cut(name, ".")
	if stdNames()[top] != nil {
		msg := fmt.Sprintf("module %s is not modelled", name)
		hint := "stub it: write what the program uses of it as functions of your own that await asyncio.sleep(0) where the real ones wait"
		if c.soft > 0 {
			c.refuseLater(at, CodeImport, msg, hint)
			c.emit(model.POP, 0)
		} else {
			c.errorf(at, CodeImport, hint, "%s", msg)
		}
		return
	}
	if c.soft > 0 {
		c.importError("ModuleNotFoundError", "No module named '"+name+"'")
		return
	}
	hint := fmt.Sprintf("stub it: put what the program uses of it into %s.py next to this file", strings.ReplaceAll(name, ".", "/"))
	var known []string
	if c.p.opts.Modules != nil {
		known = append(known, c.p.opts.Modules()...)
	}
	if near := nearest(name, known); near != "" {
		hint = "did you mean " + near + "?"
	}
	c.errorf(at, CodeImport, hint, "module %s is not modelled, and there is no such file next to this one", name)
}

// refuseLater compiles a refusal that happens if the program gets there: where
// the text itself is ready for a thing to be missing, but CPython has it. It
// pushes a value.
func (c *fn) refuseLater(at source.Span, code, msg, hint string) {
	const refuse = "asyncio._refuse"
	if !c.p.opts.Builtin(refuse) {
		c.errorf(at, code, hint, "%s", msg)
		c.constant(nil)
		return
	}
	c.constant(model.Builtin(refuse))
	c.constant(code)
	c.constant(msg)
	c.constant(hint)
	c.emit(model.CALL, 3)
}

// nearest returns the name that name is most likely a misspelling of, or "".
func nearest(name string, known []string) string {
	sort.Strings(known)
	best, bestDist := "", len(name)/3+1
	if len(name) < 3 {
		bestDist = 1
	}
	for _, k := range known {
		if k == name || strings.HasPrefix(k, "_") && !strings.HasPrefix(name, "_") {
			continue
		}
		if d := distance(name, k, bestDist+1); d <= bestDist && (best == "" || d < bestDist) {
			best, bestDist = k, d
		}
	}
	return best
}

// distance returns the Levenshtein distance of two names, where a change of
// case counts nothing but at least one in all and an exchange of neighbours
// counts one; it stops at limit.
func distance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	a, b = strings.ToLower(a), strings.ToLower(b)
	if a == b {
		return 1
	}
	var prev2 []int
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], prev2[j-2]+1)
			}
		}
		prev2, prev = prev, row
	}
	return prev[len(b)]
}
