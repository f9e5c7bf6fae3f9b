package resolve

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

var update = flag.Bool("update", false, "write the golden files")

// TestScopes compares the scopes of each program in testdata with the listing
// beside it.
func TestScopes(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.py")
	if err != nil || len(paths) == 0 {
		t.Fatalf("got no programs in testdata (%v)", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		tree, errs := syntax.Parse(source.NewFile(path, string(text)))
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		info, errs := File(tree)
		for _, e := range errs {
			t.Errorf("%s:%v", path, e)
		}
		var b strings.Builder
		list(&b, info.Module, "")
		for _, imp := range info.Imports {
			fmt.Fprintf(&b, "import %s %s\n", imp.Module, imp.Name)
		}
		for _, u := range info.Unbound {
			fmt.Fprintf(&b, "unbound %s at %v\n", u.Name, u.Pos.Start)
		}
		golden := strings.TrimSuffix(path, ".py") + ".scopes"
		if *update {
			if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Errorf("scopes of %s differ (-want +got), go test -update writes them:\n%s", path, diff)
		}
	}
}

var kinds = [...]string{"module", "class", "def", "lambda", "generator", "comp", "typeparams"}

func list(b *strings.Builder, s *Scope, indent string) {
	fmt.Fprintf(b, "%s%s %s%s%s\n", indent, kinds[s.Kind], s.QualName, flags("inlined", s.Inlined, "async", s.Async, "yields", s.Yields), names(" free", s.Free))
	indent += "  "
	for _, v := range s.Vars {
		imp := ""
		if v.Import != nil {
			imp = fmt.Sprintf(" = %s %s", v.Import.Module, v.Import.Name)
		}
		fmt.Fprintf(b, "%s%s%s%s\n", indent, v.Name, flags("param", v.Param, "captured", v.Captured, "once", v.Once, "sure", v.Sure, "theclass", v == s.ClassVar), strings.TrimRight(imp, " "))
	}
	for _, c := range s.Children {
		list(b, c, indent)
	}
}

func flags(pairs ...any) string {
	text := ""
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1].(bool) {
			text += " " + pairs[i].(string)
		}
	}
	return text
}

func names(title string, vars []*Var) string {
	if len(vars) == 0 {
		return ""
	}
	for _, v := range vars {
		title += " " + v.Name
	}
	return title
}
