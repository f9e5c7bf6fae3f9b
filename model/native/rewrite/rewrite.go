// Package rewrite prepares Go packages for exploration (package native) without
// changing them on disk: imports of sync, sync/atomic, time, context, math/rand,
// go statements, channel operations and some methods of testing.T become calls of
// the explorer, by edits that keep every line where it is. The result is an
// overlay for the go command. Channel types stay what they are; only operations
// change.
//
// Functions that may come to an operation also say where their variables are, and
// function literals which variables they use (frames.go, scopes.go), so that the
// explorer can look at states. What they cannot say is marked, line by line
// (unclear.go): states in which a goroutine is there are told from all others.
//
// It knows Go's syntax and types and the go command; it does not know how
// anything is explored.
package rewrite

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/token"
	"go/types"
	"sort"
	"strconv"
	"strings"
)

// swapped are the imports that are replaced, by paths below the explorer's.
var swapped = map[string]string{
	"sync":         "sync",
	"sync/atomic":  "sync/atomic",
	"time":         "time",
	"context":      "context",
	"math/rand":    "rand",
	"math/rand/v2": "rand/v2",

	"testing/synctest": "synctest",
}

// names by which rewritten files know the explorer; no user calls things so.
const (
	pkgName  = "condcheck_"
	hookName = "condcheckhook_"
)

// An edit replaces text[from:to] of a file.
type edit struct {
	from, to int
	text     string
	order    int
	closing  bool
}

// A file is a source file that is being rewritten.
type file struct {
	fset    *token.FileSet
	tok     *token.File
	ast     *ast.File
	src     []byte
	info    *types.Info
	base    string // import path of package native
	pkg     string // import path of the file's package
	version string // language version of its module: "1.13"
	edits   []edit
	native  bool // the explorer is called
	hook    bool // so is the tests' package
	errs    []error
	temps   int
	done    map[ast.Node]bool
	// told: functions are to say where their variables are (frames.go).
	told     bool
	explored func(path string) bool // whether a package is explored
	iters    map[*ast.RangeStmt]string
}

func (f *file) offset(p token.Pos) int { return f.tok.Offset(p) }

func (f *file) replace(from, to token.Pos, text string) {
	f.edits = append(f.edits, edit{f.offset(from), f.offset(to), text, len(f.edits), false})
}

func (f *file) insert(at token.Pos, text string) { f.replace(at, at, text) }

// closing inserts what ends something that another edit has begun: what was
// begun later, inside it, ends before.
func (f *file) closing(at token.Pos, text string) {
	f.insert(at, text)
	f.edits[len(f.edits)-1].closing = true
}

func (f *file) refuse(n ast.Node, format string, args ...any) {
	f.errs = append(f.errs, fmt.Errorf("%v: %s", f.fset.Position(n.Pos()), fmt.Sprintf(format, args...)))
}

// rewrite returns the new text, or nil if nothing needs to change.
func (f *file) rewrite() ([]byte, error) {
	f.done = make(map[ast.Node]bool)
	f.iters = make(map[*ast.RangeStmt]string)
	f.imports()
	f.walk()
	if f.told {
		f.frames()
	}
	if len(f.errs) > 0 {
		return nil, f.errs[0]
	}
	if len(f.edits) == 0 {
		return nil, nil
	}
	add := ""
	if f.native {
		add += "; import " + pkgName + " " + strconv.Quote(f.base)
	}
	if f.hook {
		add += "; import " + hookName + " " + strconv.Quote(f.base+"/hook")
	}
	if add != "" {
		f.insert(f.ast.Name.End(), add)
	}
	return f.upgrade(f.apply())
}

// apply makes the edits. At one place what was begun ends first, inner things
// before outer ones, then outer things begin before inner ones.
func (f *file) apply() []byte {
	sort.SliceStable(f.edits, func(i, j int) bool {
		a, b := f.edits[i], f.edits[j]
		if a.from != b.from {
			return a.from < b.from
		}
		if a.closing != b.closing {
			return a.closing
		}
		if (a.to == a.from) != (b.to == b.from) {
			return a.to == a.from
		}
		return (a.order < b.order) != a.closing
	})
	var out []byte
	at := 0
	for _, e := range f.edits {
		if e.from < at {
			continue // within text that is gone
		}
		out = append(out, f.src[at:e.from]...)
		out = append(out, e.text...)
		at = e.to
	}
	return append(out, f.src[at:]...)
}

// generic is the language version that the rewritten text needs.
const generic = "go1.21"

// upgrade lets a file of a module of an older language version use type
// parameters: a build constraint raises a file's version. What loop variables
// mean changed only later.
func (f *file) upgrade(text []byte) ([]byte, error) {
	if !older(f.version, 21) {
		return text, nil
	}
	for _, g := range f.ast.Comments {
		if g.Pos() > f.ast.Package {
			break
		}
		for _, c := range g.List {
			if constraint.IsGoBuild(c.Text) {
				expr := strings.TrimSpace(strings.TrimPrefix(c.Text, "//go:build"))
				return []byte(strings.Replace(string(text), c.Text, "//go:build ("+expr+") && "+generic, 1)), nil
			}
		}
	}
	name := f.tok.Name()
	return []byte("//go:build " + generic + "\n\n//line " + name + ":1\n" + string(text)), nil
}

// older reports whether a language version is before 1.minor.
func older(version string, minor int) bool {
	_, rest, ok := strings.Cut(version, ".")
	if !ok {
		return true
	}
	rest, _, _ = strings.Cut(rest, ".")
	n, err := strconv.Atoi(rest)
	return err != nil || n < minor
}

// imports swaps the imports.
func (f *file) imports() {
	for _, s := range f.ast.Imports {
		path, err := strconv.Unquote(s.Path.Value)
		if err != nil {
			continue
		}
		if path == "C" {
			f.refuse(s, "got import %q, want no cgo: code in C cannot be explored", path)
		}
		if to, ok := swapped[path]; ok {
			f.replace(s.Path.Pos(), s.Path.End(), strconv.Quote(f.base+"/"+to))
		}
	}
}

// walk visits the declarations.
func (f *file) walk() {
	for _, d := range f.ast.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			f.testFunc(fn)
		}
	}
	f.globals()
	f.visit(f.ast)
}

// globals tells the explorer of the file's package variables.
func (f *file) globals() {
	text := ""
	for _, d := range f.ast.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, s := range g.Specs {
			for _, id := range s.(*ast.ValueSpec).Names {
				if id.Name != "_" {
					text += ", &" + id.Name
				}
			}
		}
	}
	if text != "" {
		f.native = true
		f.insert(f.ast.FileEnd, fmt.Sprintf("\nvar _ = %s.Globals(%s%s)\n", pkgName, strconv.Quote(f.pkg), text))
	}
}

// typeOf returns an expression's type, nil if it is not known.
func (f *file) typeOf(e ast.Expr) types.Type {
	if tv, ok := f.info.Types[e]; ok {
		return tv.Type
	}
	if id, ok := e.(*ast.Ident); ok {
		if o := f.info.ObjectOf(id); o != nil {
			return o.Type()
		}
	}
	return nil
}

// chanType returns an expression's type if it is a channel.
func (f *file) chanType(e ast.Expr) *types.Chan {
	t := f.typeOf(e)
	if t == nil {
		return nil
	}
	c, _ := t.Underlying().(*types.Chan)
	if c == nil {
		if p, ok := t.(*types.TypeParam); ok {
			c, _ = coreType(p).(*types.Chan)
		}
	}
	return c
}

// coreType returns the one underlying type of a type parameter's types.
func coreType(p *types.TypeParam) types.Type {
	iface, ok := p.Constraint().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	for i := range iface.NumEmbeddeds() {
		if u, ok := iface.EmbeddedType(i).(*types.Union); ok && u.Len() == 1 {
			return u.Term(0).Type().Underlying()
		}
	}
	return nil
}

// builtin reports whether a call is of the builtin function of the name.
func (f *file) builtin(c *ast.CallExpr, name string) bool {
	id, ok := ast.Unparen(c.Fun).(*ast.Ident)
	if !ok || id.Name != name {
		return false
	}
	_, ok = f.info.Uses[id].(*types.Builtin)
	return ok
}

// function reports whether a call is of a package's function.
func (f *file) function(c *ast.CallExpr, pkg, name string) bool {
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name {
		return false
	}
	fn, ok := f.info.Uses[sel.Sel].(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == pkg && fn.Signature().Recv() == nil
}
