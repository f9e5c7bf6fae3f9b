package rewrite

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// frameName is what a function calls its frame (native.Frame).
const frameName = "condcheck_f"

// A framer lets functions say where their variables are: those that may come to an
// operation, and function literals wherever they are. What it cannot let them say
// it calls unclear, by lines.
type framer struct {
	*file
	// captured variables are used by function literals, exposed ones have their
	// address taken, assigned ones change after they were declared.
	captured, exposed, assigned map[*types.Var]bool
	skip                        map[*ast.FuncLit]bool
	called                      map[ast.Expr]bool // by calls, go and defer
	unclear                     []int
	body                        *ast.BlockStmt // of the function that is being rewritten
	slots                       int
	defers                      int
	heads                       int // edits so far that come before all others of their place
}

// frames rewrites a file's functions.
func (f *file) frames() {
	fr := &framer{file: f, captured: make(map[*types.Var]bool), exposed: make(map[*types.Var]bool), assigned: make(map[*types.Var]bool), skip: make(map[*ast.FuncLit]bool),
		called: make(map[ast.Expr]bool)}
	f.native = true
	fr.findShared()
	fr.direct()
	for _, d := range f.ast.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Body == nil {
			fr.blur(f.ast.Package, f.ast.FileEnd) // in another language
		}
	}
	for _, s := range f.ast.Imports {
		if s.Path.Value == `"unsafe"` || s.Path.Value == "`unsafe`" {
			fr.blur(f.ast.Package, f.ast.FileEnd)
		}
	}
	for _, d := range f.ast.Decls {
		var params []string
		if fn, ok := d.(*ast.FuncDecl); ok {
			if fn.Body == nil {
				continue
			}
			params = fr.typeParams(fn)
			fr.function(fn.Recv, fn.Type, fn.Body, nil, params)
		}
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				fr.literal(n, params)
			case *ast.SelectorExpr:
				fr.methodValue(n)
			}
			return true
		})
	}
	var lines []string
	for _, l := range fr.unclear {
		lines = append(lines, fmt.Sprint(l))
	}
	f.insert(f.ast.FileEnd, fmt.Sprintf("\nvar _ = %s.Code(%s)\n", pkgName, strings.Join(lines, ", ")))
}

// head inserts statements that are to come before whatever else comes to a place.
func (fr *framer) head(at token.Pos, text string, rank int) {
	fr.insert(at, text)
	fr.heads++
	fr.edits[len(fr.edits)-1].order = -rank*1_000_000 + fr.heads
}

// blur says that what calls keep between two places cannot be told.
func (fr *framer) blur(from, to token.Pos) {
	fr.unclear = append(fr.unclear, fr.tok.Line(from), fr.tok.Line(to))
}

// typeParams returns the names of a function's type parameters.
func (fr *framer) typeParams(fn *ast.FuncDecl) (names []string) {
	if fn.Type.TypeParams != nil {
		for _, p := range fn.Type.TypeParams.List {
			for _, id := range p.Names {
				names = append(names, id.Name)
			}
		}
	}
	if fn.Recv != nil && len(fn.Recv.List) == 1 {
		t := ast.Unparen(fn.Recv.List[0].Type)
		if p, ok := t.(*ast.StarExpr); ok {
			t = ast.Unparen(p.X)
		}
		var args []ast.Expr
		switch t := t.(type) {
		case *ast.IndexExpr:
			args = []ast.Expr{t.Index}
		case *ast.IndexListExpr:
			args = t.Indices
		}
		for _, a := range args {
			if id, ok := a.(*ast.Ident); ok {
				names = append(names, id.Name)
			}
		}
	}
	out := names[:0]
	for _, n := range names {
		if n != "_" {
			out = append(out, n)
		}
	}
	return out
}

// direct finds function literals that are no values: they are called, or run by go
// and defer, where they are. Those in a select's cases are copied as text.
func (fr *framer) direct() {
	ast.Inspect(fr.ast, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			fr.called[ast.Unparen(n.Fun)] = true
			if lit, ok := ast.Unparen(n.Fun).(*ast.FuncLit); ok {
				fr.skip[lit] = true
			}
		case *ast.CommClause:
			if n.Comm != nil {
				ast.Inspect(n.Comm, func(c ast.Node) bool {
					switch c := c.(type) {
					case *ast.FuncLit:
						fr.skip[c] = true
						fr.blur(c.Pos(), c.End())
					case *ast.SelectorExpr:
						fr.called[c] = true // it is left alone
					}
					return true
				})
			}
		}
		return true
	})
}

// literal rewrites a function literal.
func (fr *framer) literal(lit *ast.FuncLit, params []string) {
	free := fr.free(lit)
	fr.function(nil, lit.Type, lit.Body, free, params)
	if fr.skip[lit] {
		return
	}
	fr.insert(lit.Pos(), pkgName+".F(")
	fr.closing(lit.End(), fr.places(free, params)+")")
}

// methodValue says of which value a method is, where that is taken as a function.
func (fr *framer) methodValue(n *ast.SelectorExpr) {
	sel := fr.info.Selections[n]
	if fr.called[n] || sel == nil || sel.Kind() != types.MethodVal || !repeatable(n.X) {
		return
	}
	x := string(fr.src[fr.offset(n.X.Pos()):fr.offset(n.X.End())])
	if pointerMethod(sel) && !isPointer(fr.typeOf(n.X)) {
		x = "&" + x
	} else {
		x = pkgName + ".Box(" + x + ")"
	}
	fr.insert(n.Pos(), pkgName+".F(")
	fr.closing(n.End(), ", "+x+")")
}

// places writes arguments that say where variables are.
func (fr *framer) places(free []string, params []string) (text string) {
	for _, v := range free {
		text += ", &" + v
	}
	for _, p := range params {
		text += ", (*" + p + ")(nil)"
	}
	return text
}

// free returns the variables of outer functions that a function literal uses.
func (fr *framer) free(lit *ast.FuncLit) (names []string) {
	seen := make(map[*types.Var]bool)
	ast.Inspect(lit, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := fr.info.Uses[id].(*types.Var)
		if !ok || v.IsField() || v.Pkg() == nil || v.Parent() == v.Pkg().Scope() || lit.Pos() <= v.Pos() && v.Pos() < lit.End() || seen[v] || v.Name() == "_" {
			return true
		}
		seen[v] = true
		names = append(names, v.Name())
		return true
	})
	return names
}

// findShared finds the variables that function literals use, or whose address is
// taken.
func (fr *framer) findShared() {
	ast.Inspect(fr.ast, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			ast.Inspect(n, func(c ast.Node) bool {
				if id, ok := c.(*ast.Ident); ok {
					if v, ok := fr.info.Uses[id].(*types.Var); ok && !v.IsField() && !(n.Pos() <= v.Pos() && v.Pos() < n.End()) {
						fr.captured[v] = true
					}
				}
				return true
			})
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				fr.share(fr.exposed, n.X)
			}
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				if id, ok := e.(*ast.Ident); !ok || fr.info.Defs[id] == nil {
					fr.share(fr.assigned, e)
				}
			}
		case *ast.IncDecStmt:
			fr.share(fr.assigned, n.X)
		case *ast.RangeStmt:
			// A loop's own variables change, too, in old versions.
			for _, e := range []ast.Expr{n.Key, n.Value} {
				if e != nil {
					fr.share(fr.assigned, e)
				}
			}
		case *ast.SliceExpr:
			if t := fr.typeOf(n.X); t != nil {
				if _, ok := t.Underlying().(*types.Array); ok {
					fr.share(fr.exposed, n.X)
				}
			}
		case *ast.SelectorExpr:
			if s := fr.info.Selections[n]; s != nil && s.Kind() == types.MethodVal {
				if !isPointer(fr.typeOf(n.X)) {
					fr.share(fr.exposed, n.X) // it may be its address that the method gets
				}
			}
		}
		return true
	})
}

// share notes the variable that an expression is, or is a part of.
func (fr *framer) share(in map[*types.Var]bool, e ast.Expr) {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			if e = x.X; isPointer(fr.typeOf(e)) {
				return // it is elsewhere
			}
		case *ast.IndexExpr:
			e = x.X
			if t := fr.typeOf(e); t != nil {
				if _, ok := t.Underlying().(*types.Array); !ok {
					return
				}
			}
		case *ast.Ident:
			if v, ok := fr.info.ObjectOf(x).(*types.Var); ok {
				in[v] = true
			}
			return
		default:
			return
		}
	}
}

// function lets a function say where its variables are, if it may come to an
// operation: free are those of outer functions.
func (fr *framer) function(recv *ast.FieldList, sig *ast.FuncType, body *ast.BlockStmt, free, params []string) {
	hide := ""
	if what := fr.hides(body); what != "" {
		hide = fmt.Sprintf(" %s.Hide(%q);", pkgName, what)
	}
	if !fr.operates(body) {
		if hide != "" {
			fr.head(body.Lbrace+1, hide, 2)
		}
		return
	}
	slots, outer := fr.slots, fr.body
	fr.slots, fr.body = 0, body
	text := ""
	for _, p := range params {
		text += fmt.Sprintf(" %s.L(%d, (*%s)(nil));", frameName, fr.slot(), p)
	}
	for _, v := range free {
		text += fr.tell(v)
	}
	for _, list := range []*ast.FieldList{recv, sig.Params} {
		if list == nil {
			continue
		}
		for _, p := range list.List {
			for _, id := range p.Names {
				if id.Name != "_" {
					text += fr.tell(id.Name)
				}
			}
		}
	}
	text += fr.results(sig, body)
	if jumps(body) {
		fr.blur(body.Pos(), body.End()) // into a loop's turns, perhaps
	}
	fr.block(body.List)
	fr.head(body.Lbrace+1, fmt.Sprintf("%s %s := %s.Enter(%d); defer %s.Leave();%s", hide, frameName, pkgName, fr.slots, frameName, text), 2)
	fr.slots, fr.body = slots, outer
}

// jumps reports whether a function has a goto.
func jumps(body *ast.BlockStmt) (yes bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		if b, ok := n.(*ast.BranchStmt); ok && b.Tok == token.GOTO {
			yes = true
		}
		return !yes
	})
	return yes
}

func (fr *framer) slot() int {
	fr.slots++
	return fr.slots - 1
}

// tell writes a statement that says where a variable is.
func (fr *framer) tell(name string) string {
	return fmt.Sprintf(" %s.L(%d, &%s);", frameName, fr.slot(), name)
}

// results names a function's results if there are deferred calls, which run when
// these have their values.
func (fr *framer) results(sig *ast.FuncType, body *ast.BlockStmt) (text string) {
	if sig.Results == nil {
		return ""
	}
	defers := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.DeferStmt:
			defers = true
		case *ast.FuncLit:
			return false
		}
		return true
	})
	n := 0
	for _, r := range sig.Results.List {
		for _, id := range r.Names {
			name := id.Name
			if name == "_" {
				if !defers {
					continue
				}
				name = fmt.Sprintf("condcheck_r%d", n)
				fr.replace(id.Pos(), id.End(), name)
			}
			n++
			text += fr.tell(name)
		}
		if len(r.Names) > 0 || !defers {
			continue
		}
		name := fmt.Sprintf("condcheck_r%d", n)
		n++
		before, after := name+" ", ""
		if !sig.Results.Opening.IsValid() {
			before, after = "("+name+" ", ")"
		}
		fr.insert(r.Type.Pos(), before)
		if after != "" {
			fr.closing(r.Type.End(), after)
		}
		text += fr.tell(name)
	}
	return text
}
