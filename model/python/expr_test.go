package python_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	_ "github.com/condcheck/condcheck/props/proptest/steady"
)

// exprs generates expressions over the builtin types.
type exprs struct{ t *rapid.T }

func (g exprs) pick(list ...string) string { return rapid.SampledFrom(list).Draw(g.t, "pick") }

func (g exprs) n(limit int) int { return rapid.IntRange(0, limit-1).Draw(g.t, "n") }

func (g exprs) int() string {
	return g.pick("0", "1", "2", "3", "(-1)", "(-2)", "5", "7", "(-7)", "10", "255", "True", "False", "100", "(2**31)", "(-2**60)", "(2**61-1)", "(2**64)", "(10**25)", "(-10**20)")
}

func (g exprs) small() string { return g.pick("0", "1", "2", "3", "-1", "-2", "-3", "5", "True") }

func (g exprs) float() string {
	return g.pick("0.0", "(-0.0)", "1.0", "0.5", "(-1.5)", "2.5", "0.1", "1e16", "1e-5", "3.14159", "1e300", "float('inf')", "float('nan')", "1e22", "123456.789", "(-7.25)")
}

func (g exprs) str() string {
	return g.pick("''", "'a'", "'abc'", "'Hello World'", "'a,b,,c'", "'  x '", "'12'", "'-3'", "'éü'", "'☃😀'", "'a\\nb'", "'%s'", "'{}'", "'aXbX'", `"it's"`, "'1.5'", "'0x1f'", "('ab'*3)")
}

func (g exprs) bytes() string { return g.pick("b''", "b'a'", "b'abc'", "b'\\xff'", "b'a b'") }

// value is any value of moderate size.
func (g exprs) value(depth int) string {
	k := g.n(13)
	if depth <= 0 && k >= 6 {
		k = g.n(6)
	}
	switch k {
	case 0, 1:
		return g.int()
	case 2:
		return g.float()
	case 3:
		return g.str()
	case 4:
		return g.bytes()
	case 5:
		return g.pick("None", "True", "...", "()", "[]", "{}", "range(5)", "range(3, -4, -2)", "slice(1, None)", "int", "str", "NotImplemented")
	case 6, 7:
		return "[" + g.list(depth, ", ") + "]"
	case 8:
		return "(" + g.list(depth, ", ") + ",)"
	case 9:
		return g.set()
	case 10:
		return g.dict(depth)
	case 11:
		return "deque(" + g.value(depth-1) + ")"
	default:
		return g.expr(depth - 1)
	}
}

func (g exprs) list(depth int, sep string) string {
	var parts []string
	for range 1 + g.n(4) {
		parts = append(parts, g.value(depth-1))
	}
	return strings.Join(parts, sep)
}

// set is a set whose order does not depend on the hash seed.
func (g exprs) set() string {
	var parts []string
	for range 1 + g.n(4) {
		parts = append(parts, g.pick("1", "2", "3", "8", "True", "0.5", "(1, 2)", "17", "-1"))
	}
	// A display of constants is a shared constant, in an order of its own.
	return g.pick("set([", "set([", "frozenset([") + strings.Join(parts, ", ") + "])"
}

func (g exprs) dict(depth int) string {
	var parts []string
	for range g.n(4) {
		parts = append(parts, g.pick("1", "'a'", "'b'", "2.5", "True", "(1, 2)", "None")+": "+g.value(depth-1))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func (g exprs) spec() string {
	return g.pick("", "*", "é") + g.pick("", "<", ">", "^", "=") + g.pick("", "+", "-", " ") + g.pick("", "#") + g.pick("", "0") +
		g.pick("", "1", "8", "12") + g.pick("", ",", "_") + g.pick("", ".0", ".2", ".5") + g.pick("", "d", "f", "g", "e", "s", "x", "b", "c", "%", "n", "E", "X", "o")
}

var strMethods = []string{"upper()", "lower()", "title()", "capitalize()", "swapcase()", "strip()", "split()", "split(%s)", "rsplit(%s, %i)", "split(%s, %i)", "find(%s)", "rfind(%s)",
	"index(%s)", "count(%s)", "replace(%s, %s)", "replace(%s, %s, %i)", "startswith(%s)", "endswith(%s)", "join(%v)", "partition(%s)", "rpartition(%s)", "zfill(%i)", "center(%i)",
	"ljust(%i, %s)", "rjust(%i)", "strip(%s)", "lstrip(%s)", "rstrip(%s)", "isdigit()", "isalpha()", "isalnum()", "isupper()", "islower()", "isspace()", "istitle()", "isidentifier()",
	"splitlines()", "encode()", "expandtabs(%i)", "format(%v)", "format(%v, %v)", "casefold()", "startswith(%s, %i)", "find(%s, %i, %i)", "endswith(%s, %i, %i)", "count(%s, %i)", "isnumeric()"}

var listMethods = []string{"index(%v)", "count(%v)", "copy()", "append(%v)", "extend(%v)", "insert(%i, %v)", "pop()", "pop(%i)", "remove(%v)", "reverse()", "sort()", "clear()", "index(%v, %i)",
	"__len__()", "rotate(%i)", "appendleft(%v)", "popleft()", "extendleft(%v)"}

var dictMethods = []string{"get(%v)", "get(%v, %v)", "pop(%v)", "pop(%v, %v)", "keys()", "values()", "items()", "popitem()", "setdefault(%v, %v)", "update(%v)", "copy()", "clear()"}

var setMethods = []string{"union(%v)", "intersection(%v)", "difference(%v)", "symmetric_difference(%v)", "issubset(%v)", "issuperset(%v)", "isdisjoint(%v)", "add(%v)", "discard(%v)", "remove(%v)", "copy()", "update(%v)"}

func (g exprs) fill(f string) string {
	var b strings.Builder
	for i := 0; i < len(f); i++ {
		if f[i] != '%' {
			b.WriteByte(f[i])
			continue
		}
		i++
		switch f[i] {
		case 's':
			if g.n(12) == 0 {
				b.WriteString(g.value(0))
			} else {
				b.WriteString(g.str())
			}
		case 'i':
			if g.n(12) == 0 {
				b.WriteString(g.pick("None", "'a'", "1.5", "[]", "2**63"))
			} else {
				b.WriteString(g.small())
			}
		case 'v':
			b.WriteString(g.value(1))
		}
	}
	return b.String()
}

func (g exprs) expr(depth int) string {
	if depth < 0 {
		return g.value(0)
	}
	v := func() string { return g.value(depth - 1) }
	switch g.n(16) {
	case 0, 1, 2:
		return "(" + v() + " " + g.pick("+", "-", "/", "//", "%", "&", "|", "^", "@") + " " + v() + ")"
	case 3:
		return "(" + v() + " " + g.pick("*", "**", "<<", ">>") + " " + g.small() + ")"
	case 4, 5:
		return "(" + v() + " " + g.pick("<", "<=", "==", "!=", ">", ">=", "in", "not in") + " " + v() + ")"
	case 6:
		return "(" + g.pick("-", "+", "~", "not ") + v() + ")"
	case 7:
		return v() + "[" + g.pick(g.small(), g.small()+":"+g.small(), "::"+g.small(), g.small()+"::"+g.small(), ":"+g.small()+":"+g.small(), v()) + "]"
	case 8, 9:
		return g.str() + "." + g.fill(rapid.SampledFrom(strMethods).Draw(g.t, "m"))
	case 10:
		return "keep(" + g.pick("[3, 1, 2.5, 1]", "deque([3, 1, 2.5, 1])", "[]", "deque([1, 2], 2)") + ", lambda x: x." + g.fill(rapid.SampledFrom(listMethods).Draw(g.t, "m")) + ")"
	case 11:
		if g.n(2) == 0 {
			return "keep(" + g.dict(1) + ", lambda x: x." + g.fill(rapid.SampledFrom(dictMethods).Draw(g.t, "m")) + ")"
		}
		return "keep(" + g.set() + ", lambda x: x." + g.fill(rapid.SampledFrom(setMethods).Draw(g.t, "m")) + ")"
	case 12:
		return "format(" + v() + ", '" + g.spec() + "')"
	case 13:
		return "(" + g.pick("'%s'", "'%r'", "'%d'", "'%5.2f'", "'%x'", "'%-5s|'", "'%05d'", "'%s %s'", "'%(a)s'", "'%c'", "'%+.3e'", "'%g'", "'%#o'", "'%5.1s'", "'%%'") + " % " + v() + ")"
	case 14:
		return g.pick("len", "repr", "str", "int", "float", "bool", "list", "tuple", "set", "dict", "sorted", "sum", "min", "max", "abs", "round", "ascii", "bin", "hex", "chr", "ord", "type", "any", "all", "iter", "next", "callable", "enumerate", "reversed", "frozenset") +
			"(" + v() + ")"
	default:
		return g.fill(g.pick("divmod(%v, %v)", "pow(%v, 3)", "pow(%v, 2, %i)", "round(%v, %i)", "isinstance(%v, int)", "isinstance(%v, %v)", "min(%v, %v)", "max(%v, key=str)", "sorted(%v, reverse=True)", "list(zip(%v, %v))",
			"list(map(str, %v))", "list(enumerate(%v, %i))", "int(%s, %i)", "list(filter(None, %v))", "[*%v]", "{**%v}", "sum(%v, %v)", "list(reversed(%v))", "(lambda a, *b: (a, b))(1, *%v)", "dict(%v)", "deque(%v, %i)", "getattr(%v, %s)",
			"range(%i, %i, %i)", "%v if %v else %v", "(%v and %v)", "(%v or %v)", "f'{%i!r:>5}'", "hasattr(%v, 'real')", "tuple(%v)", "dict.fromkeys(%v)", "str(%v, 'ascii')", "issubclass(%v, int)", "math.floor(%v)", "math.sqrt(%v)", "math.gcd(%v, %v)", "math.isclose(%v, %v)"))
	}
}

const exprHead = `import math
from collections import deque
def keep(x, f):
    return f(x), x
def plain(r):
    if isinstance(r, (set, frozenset)):
        return (type(r).__name__, sorted(map(repr, r)))
    if isinstance(r, tuple):
        return tuple(map(plain, r))
    if type(r).__name__.endswith("iterator") or isinstance(r, (enumerate, reversed, zip, map, filter)):
        return list(r)
    return r
def show(i, f):
    try:
        print(i, repr(plain(f())))
    except Exception as e:
        print(i, type(e).__name__, repr(str(e)))
`

// anonymous takes out of printed text what is not modelled: addresses, and
// which of its iterator types CPython has taken.
func anonymous(text string) string {
	return iteratorType.ReplaceAllString(address.ReplaceAllString(text, ""), "iterator")
}

var (
	address      = regexp.MustCompile(` at 0x[0-9a-f]+`)
	iteratorType = regexp.MustCompile(`\b\w+_(key|value|item|reverse\w*)?iterator\b`)
)

// TestExpressions compares generated expressions on the machine and on the
// newest CPython found.
func TestExpressions(t *testing.T) {
	found := interpreters()
	if len(found) == 0 {
		t.Skip("no CPython found: set CONDCHECK_PYTHONS to a list of interpreters")
	}
	in := found[len(found)-1]
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		g := exprs{t}
		var lines []string
		for range rapid.IntRange(1, 60).Draw(t, "lines") {
			lines = append(lines, g.expr(2))
		}
		src := exprHead
		for i, l := range lines {
			src += fmt.Sprintf("show(%d, lambda: %s)\n", i, l)
		}
		file := filepath.Join(dir, "expr.py")
		if err := os.WriteFile(file, []byte(src), 0o600); err != nil {
			t.Fatal(err)
		}
		want, err := runReal(in, file)
		if err != nil {
			t.Fatal(err)
		}
		got, err := runModel(file, []byte(src), in.Minor)
		if err != nil {
			if strings.Contains(err.Error(), "not modelled") {
				return
			}
			t.Fatalf("%v\n%s", err, src)
		}
		a, b := strings.Split(anonymous(want), "\n"), strings.Split(anonymous(got), "\n")
		if len(a) != len(b) {
			t.Fatalf("different output:\n%s", cmp.Diff(a, b))
		}
		for i := range a {
			if a[i] != b[i] {
				t.Fatalf("%s\ngives %s\non CPython %s and %s\non the machine", lines[min(i, len(lines)-1)], a[i], in.Version, b[i])
			}
		}
	})
}
