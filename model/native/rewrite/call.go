package rewrite

import (
	"fmt"
	"go/ast"
	"go/types"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// call rewrites close and len of channels, runtime.Gosched, and methods of
// testing.T.
func (f *file) call(n *ast.CallExpr) {
	switch {
	case f.builtin(n, "close") && len(n.Args) == 1:
		f.native = true
		f.replace(n.Fun.Pos(), n.Fun.End(), pkgName+".Close")
	case f.builtin(n, "len") && len(n.Args) == 1:
		if c := f.chanType(n.Args[0]); c != nil {
			f.native = true
			fn := ".Len"
			if c.Dir() == types.SendOnly {
				fn = ".LenS"
			}
			f.replace(n.Fun.Pos(), n.Fun.End(), pkgName+fn)
		}
	case f.function(n, "runtime", "Gosched"):
		f.native = true
		f.replace(n.Fun.Pos(), n.Fun.End(), f.keep(n.Fun, pkgName+".Gosched"))
	case f.function(n, "runtime", "SetFinalizer"), f.function(n, "runtime", "LockOSThread"), f.function(n, "runtime", "UnlockOSThread"):
		f.native = true
		f.replace(n.Fun.Pos(), n.Fun.End(), f.keep(n.Fun, pkgName+"."+ast.Unparen(n.Fun).(*ast.SelectorExpr).Sel.Name))
	case f.function(n, "runtime", "AddCleanup"):
		f.native = true
		args := ""
		if _, explicit := ast.Unparen(n.Fun).(*ast.IndexListExpr); !explicit {
			args = f.instance(n.Fun)
		}
		f.replace(n.Fun.Pos(), n.Fun.End(), fmt.Sprintf("%s.As(%s%s, %s.AddCleanup%s)", pkgName,
			f.src[f.offset(n.Fun.Pos()):f.offset(n.Fun.End())], args, pkgName, args))
	case f.function(n, "go.uber.org/goleak", "VerifyNone"):
		f.hook = true
		f.insert(n.Fun.Pos(), hookName+".NoLeaks(")
		f.closing(n.Fun.End(), ")")
	default:
		f.testMethod(n)
	}
}

// keep replaces a qualified name by another and still uses its package, which
// would otherwise be imported in vain.
func (f *file) keep(fun ast.Expr, by string) string {
	old := string(f.src[f.offset(fun.Pos()):f.offset(fun.End())])
	return fmt.Sprintf("%s.As(%s, %s)", pkgName, old, by)
}

// methods of testing.T that are called through the hook.
var methods = map[string]bool{
	"Run": true, "Cleanup": true, "Parallel": true, "Name": true, "TempDir": true, "Setenv": true, "Context": true,
}

// testMethod: t.Cleanup(f) becomes condcheckhook_.Cleanup(t, f).
func (f *file) testMethod(n *ast.CallExpr) {
	sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr)
	if !ok || !methods[sel.Sel.Name] {
		return
	}
	recv := f.typeOf(sel.X)
	if recv == nil {
		return
	}
	if sel.Sel.Name == "Run" && isRunner(recv) {
		f.hook = true
		f.insert(n.Fun.Pos(), hookName+".RunOn(")
		f.replace(sel.X.End(), n.Lparen+1, ", "+strconv.Quote(f.pkg)+", ")
		return
	}
	isT := isTesting(recv, "T")
	if !isT && (!isTesting(recv, "TB") || sel.Sel.Name == "Run" || sel.Sel.Name == "Parallel") {
		return
	}
	f.hook = true
	args := ""
	if sel.Sel.Name == "Run" {
		args = ", " + strconv.Quote(f.pkg)
	}
	if len(n.Args) > 0 {
		args += ", "
	}
	f.insert(n.Fun.Pos(), hookName+"."+sel.Sel.Name+"(")
	f.replace(sel.X.End(), n.Lparen+1, args)
}

// isRunner reports whether a type is an interface of what runs subtests.
func isRunner(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range i.Methods() {
		sig := m.Signature()
		if m.Name() != "Run" || sig.Params().Len() != 2 || sig.Results().Len() != 1 {
			continue
		}
		fn, ok := sig.Params().At(1).Type().(*types.Signature)
		return ok && fn.Params().Len() == 1 && isTesting(fn.Params().At(0).Type(), "T")
	}
	return false
}

func isTesting(t types.Type, name string) bool {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	} else if name == "T" {
		return false
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "testing" && n.Obj().Name() == name
}

// testFunc lets a test function be explored: it begins with
// if condcheckhook_.Enter(t, "package", TestX) { return }. A test with subtests
// begins with Parts: they are explored one by one, if that is possible.
func (f *file) testFunc(fn *ast.FuncDecl) {
	if fn.Recv != nil || fn.Body == nil || !isTestName(fn.Name.Name) || fn.Type.TypeParams != nil || !strings.HasSuffix(f.tok.Name(), "_test.go") {
		return
	}
	params := fn.Type.Params.List
	if len(params) != 1 || len(params[0].Names) > 1 || fn.Type.Results != nil {
		return
	}
	if t := f.typeOf(params[0].Type); t == nil || !isTesting(t, "T") {
		return
	}
	runs := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			if sel, ok := c.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Run" {
				if t := f.typeOf(sel.X); t != nil && isTesting(t, "T") {
					runs = true
				}
			}
		}
		return true
	})
	f.hook = true
	name := "condcheck_t"
	switch {
	case len(params[0].Names) == 0:
		f.insert(params[0].Type.Pos(), name+" ")
	case params[0].Names[0].Name == "_":
		f.replace(params[0].Names[0].Pos(), params[0].Names[0].End(), name)
	default:
		name = params[0].Names[0].Name
	}
	enter := "Enter"
	if runs {
		enter = "Parts"
	}
	f.insert(fn.Body.Lbrace+1, fmt.Sprintf(" if %s.%s(%s, %s, %s) { return };", hookName, enter, name, strconv.Quote(f.pkg), fn.Name.Name))
}

func isTestName(name string) bool {
	rest, ok := strings.CutPrefix(name, "Test")
	if !ok || name == "TestMain" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || !unicode.IsLower(r)
}
