package rewrite

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// What a call keeps while it runs on is in its variables, if the statement that it
// is in has come to nothing else that it still needs. A statement that has, as
// x.n + f() where f may come to an operation, is unclear: x.n may have been read
// before. So is one of several such calls. Variables that nobody else can change,
// constants and addresses made of them may have been read: they are the same still.

// operates reports whether what is in a node, but for function literals, may come
// to an operation.
func (fr *framer) operates(n ast.Node) (yes bool) {
	if n == nil {
		return false
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			yes = yes || n.Op == token.ARROW
		case *ast.SendStmt, *ast.SelectStmt, *ast.GoStmt, *ast.DeferStmt:
			yes = true
		case *ast.RangeStmt:
			if t := fr.typeOf(n.X); t != nil {
				switch t.Underlying().(type) {
				case *types.Basic, *types.Slice, *types.Array, *types.Pointer:
				default:
					yes = true
				}
			}
		case *ast.CallExpr:
			yes = yes || fr.calls(n)
		}
		return !yes
	})
	return yes
}

// calls reports whether a call may come to an operation, other than by a function
// of code that is not explored, which would be on the way to it.
func (fr *framer) calls(c *ast.CallExpr) bool {
	if tv, ok := fr.info.Types[c.Fun]; ok && tv.IsType() {
		return false
	}
	fn := fr.callee(c)
	switch fn := fn.(type) {
	case *types.Builtin:
		return fn.Name() == "close" || fn.Name() == "len" && len(c.Args) == 1 && fr.chanType(c.Args[0]) != nil
	case *types.Func:
		if fn.Pkg() == nil || types.IsInterface(recvType(fn)) {
			return true
		}
		path := fn.Pkg().Path()
		switch {
		case path == "testing":
			return fn.Name() == "Run" || fn.Name() == "Context"
		case path == "runtime":
			return fn.Name() == "Gosched"
		}
		return swapped[path] != "" || path == fr.pkg || fr.explored(path) || strings.HasPrefix(path, fr.base)
	}
	return true
}

func recvType(fn *types.Func) types.Type {
	if r := fn.Signature().Recv(); r != nil {
		return r.Type()
	}
	return types.Typ[types.Invalid]
}

// callee returns the function that a call names, a variable or nil.
func (fr *framer) callee(c *ast.CallExpr) types.Object {
	fun := ast.Unparen(c.Fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = ast.Unparen(x.X)
	case *ast.IndexListExpr:
		fun = ast.Unparen(x.X)
	}
	switch x := fun.(type) {
	case *ast.Ident:
		return fr.info.Uses[x]
	case *ast.SelectorExpr:
		return fr.info.Uses[x.Sel]
	}
	return nil
}

// check marks a statement that is unclear.
func (fr *framer) check(s ast.Stmt) {
	if s == nil || !fr.operates(s) {
		return
	}
	clear := true
	switch s := s.(type) {
	case *ast.AssignStmt:
		var ops []operand
		for _, e := range s.Lhs {
			ops = append(ops, operand{e, true})
			if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
				ops = append(ops, operand{e, false})
			}
		}
		for _, e := range s.Rhs {
			ops = append(ops, operand{e, false})
		}
		clear = fr.alone(ops)
	case *ast.DeclStmt:
		var ops []operand
		for _, spec := range s.Decl.(*ast.GenDecl).Specs {
			if v, ok := spec.(*ast.ValueSpec); ok {
				for _, e := range v.Values {
					ops = append(ops, operand{e, false})
				}
				if len(s.Decl.(*ast.GenDecl).Specs) > 1 && fr.operates(v) {
					clear = false
				}
			}
		}
		clear = clear && fr.alone(ops)
	case *ast.ReturnStmt:
		clear = fr.alone(values(s.Results))
	case *ast.SendStmt:
		clear = fr.alone(values([]ast.Expr{s.Chan, s.Value}))
	case *ast.ExprStmt:
		clear = fr.clear(s.X)
	case *ast.GoStmt:
		clear = fr.call(s.Call)
	case *ast.DeferStmt:
		clear = fr.call(s.Call)
	case *ast.IncDecStmt:
		clear = false
	case *ast.BranchStmt, *ast.EmptyStmt:
	default:
		clear = false
	}
	if !clear {
		fr.blur(s.Pos(), s.End())
	}
}

// checkExprs marks lines from a node to a place if an expression is unclear.
func (fr *framer) checkExprs(from ast.Node, to token.Pos, es ...ast.Expr) {
	for _, e := range es {
		if e != nil && fr.operates(e) && !fr.clear(e) {
			fr.blur(from.Pos(), to)
		}
	}
}

// An operand is an expression that is evaluated for another: its value, or the
// place that is assigned to.
type operand struct {
	e     ast.Expr
	place bool
}

func values(es []ast.Expr) (ops []operand) {
	for _, e := range es {
		ops = append(ops, operand{e, false})
	}
	return ops
}

// alone reports whether at most one of the operands may come to an operation, is
// clear itself, and nothing that others may have read can have changed meanwhile.
func (fr *framer) alone(ops []operand) bool {
	n := 0
	for _, o := range ops {
		if fr.operates(o.e) {
			if n++; o.place || !fr.clear(o.e) {
				return false
			}
		}
	}
	if n == 0 {
		return true
	}
	if n > 1 {
		return false
	}
	for _, o := range ops {
		if !fr.operates(o.e) && !(o.place && fr.fixedPlace(o.e)) && !(!o.place && fr.fixed(o.e)) {
			return false
		}
	}
	return true
}

// clear reports whether an expression that may come to an operation has nothing
// pending then.
func (fr *framer) clear(e ast.Expr) bool {
	if e == nil || !fr.operates(e) {
		return true
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return fr.clear(e.X)
	case *ast.UnaryExpr:
		return fr.clear(e.X)
	case *ast.StarExpr:
		return fr.clear(e.X)
	case *ast.SelectorExpr:
		return fr.clear(e.X)
	case *ast.TypeAssertExpr:
		return fr.clear(e.X)
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			return fr.clear(e.X) && fr.clear(e.Y)
		}
		return fr.alone(values([]ast.Expr{e.X, e.Y}))
	case *ast.IndexExpr:
		return fr.alone(values([]ast.Expr{e.X, e.Index}))
	case *ast.CallExpr:
		return fr.call(e)
	case *ast.CompositeLit:
		var ops []operand
		for _, x := range e.Elts {
			if kv, ok := x.(*ast.KeyValueExpr); ok {
				if _, name := kv.Key.(*ast.Ident); !name {
					ops = append(ops, operand{kv.Key, false})
				}
				x = kv.Value
			}
			ops = append(ops, operand{x, false})
		}
		return fr.alone(ops)
	}
	return false
}

// call is clear for the operands of a call.
func (fr *framer) call(c *ast.CallExpr) bool {
	var ops []operand
	switch fun := ast.Unparen(c.Fun).(type) {
	case *ast.FuncLit:
	case *ast.SelectorExpr:
		if sel := fr.info.Selections[fun]; sel != nil {
			place := sel.Kind() == types.MethodVal && pointerMethod(sel) && !isPointer(fr.typeOf(fun.X))
			ops = append(ops, operand{fun.X, place})
		}
	case *ast.Ident:
		if _, ok := fr.info.Uses[fun].(*types.Var); ok {
			ops = append(ops, operand{fun, false})
		}
	default:
		if fr.operates(c.Fun) {
			return false
		}
	}
	return fr.alone(append(ops, values(c.Args)...))
}

// fixed reports whether an expression's value cannot be changed by others, and
// does not depend on memory that they can.
func (fr *framer) fixed(e ast.Expr) bool {
	if tv, ok := fr.info.Types[e]; ok && (tv.Value != nil || tv.IsNil() || tv.IsType() || tv.IsBuiltin()) {
		return true
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return fr.fixed(e.X)
	case *ast.FuncLit:
		return true
	case *ast.Ident:
		switch v := fr.info.ObjectOf(e).(type) {
		case *types.Var:
			return v.Pkg() != nil && v.Parent() != v.Pkg().Scope() && !fr.exposed[v] && !(fr.captured[v] && fr.assigned[v])
		case *types.Func:
			return true
		}
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return fr.fixedPlace(e.X)
		}
		return e.Op != token.ARROW && fr.fixed(e.X)
	case *ast.BinaryExpr:
		return fr.fixed(e.X) && fr.fixed(e.Y)
	case *ast.SelectorExpr:
		if fr.info.Selections[e] == nil {
			_, fn := fr.info.Uses[e.Sel].(*types.Func)
			return fn
		}
		sel := fr.info.Selections[e]
		return sel.Kind() == types.FieldVal && !sel.Indirect() && fr.fixed(e.X)
	case *ast.CompositeLit:
		for _, x := range e.Elts {
			if kv, ok := x.(*ast.KeyValueExpr); ok {
				x = kv.Value
				if _, field := kv.Key.(*ast.Ident); !field && !fr.fixed(kv.Key) {
					return false
				}
			}
			if !fr.fixed(x) {
				return false
			}
		}
		_, m := fr.typeOf(e).Underlying().(*types.Map)
		return !m
	case *ast.CallExpr:
		if b, ok := fr.callee(e).(*types.Builtin); ok && (b.Name() == "len" || b.Name() == "cap") && len(e.Args) == 1 {
			if t := fr.typeOf(e.Args[0]); t != nil {
				switch t.Underlying().(type) {
				case *types.Slice, *types.Basic:
					return fr.fixed(e.Args[0])
				}
			}
		}
	}
	return false
}

// fixedPlace reports whether others cannot change where the place is that an
// expression is.
func (fr *framer) fixedPlace(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return fr.fixedPlace(e.X)
	case *ast.Ident:
		return true
	case *ast.CompositeLit:
		return fr.fixed(e)
	case *ast.StarExpr:
		return fr.fixed(e.X)
	case *ast.SelectorExpr:
		sel := fr.info.Selections[e]
		if sel == nil {
			return true // a package's variable
		}
		if len(sel.Index()) > 1 {
			return false // perhaps by pointers in between
		}
		if isPointer(fr.typeOf(e.X)) {
			return fr.fixed(e.X)
		}
		return fr.fixedPlace(e.X)
	case *ast.IndexExpr:
		t := fr.typeOf(e.X)
		if t == nil || !fr.fixed(e.Index) {
			return false
		}
		switch t.Underlying().(type) {
		case *types.Array:
			return fr.fixedPlace(e.X)
		case *types.Slice, *types.Pointer, *types.Map:
			return fr.fixed(e.X)
		}
	}
	return false
}

// plain are packages of the standard library that keep nothing of what they are
// given but in what they return.
var plain = map[string]bool{
	"bufio": true, "bytes": true, "cmp": true, "container/heap": true, "container/list": true, "container/ring": true, "embed": true,
	"encoding/base32": true, "encoding/base64": true, "encoding/binary": true, "encoding/hex": true, "encoding/json": true, "errors": true, "fmt": true,
	"hash": true, "hash/crc32": true, "hash/crc64": true, "hash/fnv": true, "hash/adler32": true, "io": true, "maps": true, "math": true, "math/big": true,
	"math/bits": true, "math/cmplx": true, "path": true, "reflect": true, "regexp": true, "slices": true, "sort": true, "strconv": true, "strings": true,
	"crypto/md5": true, "crypto/sha1": true, "crypto/sha256": true, "crypto/sha512": true, "testing": true, "text/tabwriter": true, "unicode": true,
	"unicode/utf16": true, "unicode/utf8": true,
}

// harmless are functions of others.
var harmless = map[string]bool{
	"runtime.Gosched": true, "runtime.KeepAlive": true, "runtime.SetFinalizer": true, "runtime.AddCleanup": true, "runtime.GC": true, "runtime.Goexit": true,
	"runtime.GOMAXPROCS": true, "runtime.NumCPU": true, "runtime.Caller": true, "runtime.Callers": true, "runtime.FuncForPC": true,
	"log.Print": true, "log.Printf": true, "log.Println": true, "log.Fatal": true, "log.Fatalf": true, "log.Fatalln": true, "log.Panic": true,
	"log.Panicf": true, "log.Panicln": true,
}

// hides returns a function or variable that a function's body uses and that may
// keep what it is given where it cannot be seen, "" if there is none. Function
// literals are their own.
func (fr *framer) hides(body ast.Node) (what string) {
	ast.Inspect(body, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		id, ok := n.(*ast.Ident)
		if !ok || what != "" {
			return what == ""
		}
		o := fr.info.Uses[id]
		switch o.(type) {
		case *types.Func, *types.Var:
		default:
			return true
		}
		if o.Pkg() == nil {
			return true
		}
		path := o.Pkg().Path()
		name := path + "." + o.Name()
		if v, ok := o.(*types.Var); ok && v.IsField() {
			return true
		}
		if !plain[path] && !harmless[name] && swapped[path] == "" && path != fr.pkg && !fr.explored(path) && !strings.HasPrefix(path, fr.base) || name == "io.Pipe" {
			what = name
		}
		return true
	})
	return what
}
