package python_test

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// An attribute that a value has on the newest CPython found the model has too, or
// refuses: it never says that there is none.
func TestAttributes(t *testing.T) {
	found := newest(t)
	in := found[len(found)-1]
	imports := func(v string) (lines string) {
		for _, module := range []string{"collections", "functools", "asyncio"} {
			if strings.Contains(v, module+".") {
				lines += "import " + module + "\n"
			}
		}
		return lines
	}
	values := []string{"5", "True", "1.5", "'a'", "b'a'", "[1]", "(1,)", "{}", "{1}", "frozenset([1])", "collections.deque()", "range(3)", "None", "slice(1, 2)",
		"object()", "len", "(lambda: 0)", "functools.partial(len)", "(x for x in [1])", "ValueError()", "iter([1])", "iter({})", "map(len, [])", "{}.items()",
		"int", "list", "dict", "str", "asyncio.sleep",
		"asyncio.Lock()", "asyncio.Condition()", "asyncio.Event()", "asyncio.Semaphore()", "asyncio.BoundedSemaphore()", "asyncio.Queue()", "asyncio.LifoQueue()",
		"asyncio.PriorityQueue()", "asyncio.Barrier(2)", "asyncio.TaskGroup()", "asyncio.new_event_loop().create_future()"}
	list, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(in.Path, "-c", fmt.Sprintf("import asyncio, collections, functools, json\nprint(json.dumps([dir(eval(v)) for v in %s]))", list)).Output()
	if err != nil {
		t.Fatal(err)
	}
	var names [][]string
	if err := json.Unmarshal(out, &names); err != nil {
		t.Fatal(err)
	}
	refused := regexp.MustCompile(`the (?:attribute )?(\w+) of .* is not modelled`)
	for i, v := range values {
		left := slices.DeleteFunc(names[i], func(name string) bool {
			private := strings.HasPrefix(name, "_") && !strings.HasPrefix(name, "__")
			return private && !strings.HasPrefix(v, "asyncio.") // the interpreter's own
		})
		for {
			list, err := json.Marshal(left)
			if err != nil {
				t.Fatal(err)
			}
			got, err := runModel("attributes.py", []byte(fmt.Sprintf("%sv = %s\nprint([n for n in %s if not hasattr(v, n)])", imports(v), v, list)), in.Minor)
			if err == nil {
				if got = strings.TrimSpace(got); got != "[]" {
					t.Errorf("%s on CPython %s has %s, which the model says it has not", v, in.Version, got)
				}
				break
			}
			m := refused.FindStringSubmatch(err.Error())
			if m == nil || !slices.Contains(left, m[1]) {
				t.Errorf("%s: %v", v, err)
				break
			}
			left = slices.DeleteFunc(left, func(name string) bool { return name == m[1] })
		}
	}
}
