package syntax

import (
	"strings"
	"testing"
	"time"

	"github.com/condcheck/condcheck/model/source"
)

// TestDepth parses texts that nest or chain: within CPython's limits they have
// a tree, far beyond an error, and never is the stack used up or the time.
func TestDepth(t *testing.T) {
	rep := strings.Repeat
	shapes := map[string]struct {
		build func(n int) string
		fits  int    // this many must parse
		code  string // of the error for a hundred thousand, "" if there is none
	}{
		"parentheses":  {func(n int) string { return rep("(", n) + rep(")", n) }, 199, CodeDepth},
		"brackets":     {func(n int) string { return rep("[", n) + rep("]", n) }, 199, CodeDepth},
		"unclosed":     {func(n int) string { return rep("(", n) + "\n" }, 0, CodeDepth},
		"closing":      {func(n int) string { return rep(")", n) + "\n" }, 0, CodeBracket},
		"minus":        {func(n int) string { return rep("-", n) + "1" }, 1600, CodeDepth},
		"not":          {func(n int) string { return rep("not ", n) + "1" }, 1600, CodeDepth},
		"conditional":  {func(n int) string { return rep("1 if 1 else ", n) + "1" }, 1600, CodeDepth},
		"lambda":       {func(n int) string { return rep("lambda:", n) + "1" }, 800, CodeDepth},
		"power":        {func(n int) string { return rep("1**", n) + "1" }, 800, CodeDepth},
		"await":        {func(n int) string { return rep("await ", n) + "1" }, 1, CodeSyntax},
		"plus":         {func(n int) string { return rep("1+", n) + "1" }, 2900, CodeDepth},
		"attribute":    {func(n int) string { return "x" + rep(".a", n) }, 2900, CodeDepth},
		"call":         {func(n int) string { return "x" + rep("()", n) }, 2900, CodeDepth},
		"elif":         {func(n int) string { return "if x: pass\n" + rep("elif x: pass\n", n) }, 2900, CodeDepth},
		"comparison":   {func(n int) string { return rep("1<", n) + "1" }, 40000, ""},
		"and":          {func(n int) string { return rep("1 and ", n) + "1" }, 40000, ""},
		"list":         {func(n int) string { return "[" + rep("1,", n) + "]" }, 40000, ""},
		"strings":      {func(n int) string { return rep("'a' ", n) }, 40000, ""},
		"f-strings":    {func(n int) string { return rep("f'{a}' ", n) }, 40000, ""},
		"assignment":   {func(n int) string { return rep("x = ", n) + "1" }, 40000, ""},
		"semicolons":   {func(n int) string { return rep("x;", n) }, 40000, ""},
		"indents":      {func(n int) string { return nestedIfs(min(n, 300)) }, 98, CodeDepth},
		"nested f":     {func(n int) string { return rep("f'{", n) + "1" + rep("}'", n) }, 149, CodeDepth},
		"open f":       {func(n int) string { return rep("f'{", n) }, 0, CodeDepth},
		"patterns":     {func(n int) string { return "match x:\n case " + rep("[", n) + rep("]", n) + ": pass" }, 190, CodeDepth},
		"with":         {func(n int) string { return rep("with (", n) }, 0, CodeSyntax},
		"match":        {func(n int) string { return rep("match ", n) }, 0, CodeSyntax},
		"bad tokens":   {func(n int) string { return rep("$", n) }, 0, CodeToken},
		"continuation": {func(n int) string { return "x = \\\n" + rep("\\\n", n) + "1" }, 40000, ""},
		"decorators":   {func(n int) string { return rep("@x\n", n) + "def f(): pass" }, 40000, ""},
	}
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			if shape.fits > 0 {
				if _, errs := Parse(source.NewFile("x.py", shape.build(shape.fits))); len(errs) > 0 {
					t.Errorf("%d times: got %v, want a tree", shape.fits, errs)
				}
			}
			begin := time.Now()
			_, errs := Parse(source.NewFile("x.py", shape.build(100000)))
			if took := time.Since(begin); took > 20*time.Second {
				t.Errorf("100000 times: took %v", took)
			}
			switch {
			case shape.code == "" && len(errs) > 0:
				t.Errorf("100000 times: got %v, want a tree", errs)
			case shape.code != "" && len(errs) == 0:
				t.Errorf("100000 times: got a tree, want error %s", shape.code)
			case shape.code != "" && errs[0].Code != shape.code:
				t.Errorf("100000 times: got error %s %v, want %s", errs[0].Code, errs[0], shape.code)
			}
		})
	}
}

func nestedIfs(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "if x:\n")
	}
	return b.String() + strings.Repeat(" ", n) + "pass\n"
}
