package resolve

import (
	"strings"

	"github.com/condcheck/condcheck/model/python/syntax"
)

func (r *resolver) stmts(body []syntax.Stmt) {
	for _, s := range body {
		r.stmt(s)
	}
}

func (r *resolver) stmt(s syntax.Stmt) {
	switch s.(type) {
	case *syntax.If, *syntax.For, *syntax.While, *syntax.Try, *syntax.Match:
		r.cond++
		defer func() { r.cond-- }()
	}
	switch s := s.(type) {
	case *syntax.FunctionDef:
		r.functionDef(s)
	case *syntax.ClassDef:
		r.classDef(s)
	case *syntax.Return:
		r.returnStmt(s)
	case *syntax.Delete:
		r.stores(s.Targets...)
		for _, t := range s.Targets {
			r.delTarget(t)
		}
	case *syntax.Assign:
		r.stores(s.Targets...)
		r.expr(s.Value)
		for _, t := range s.Targets {
			r.assignTarget(t, plain)
		}
	case *syntax.AugAssign:
		r.stores(s.Target)
		if n, ok := s.Target.(*syntax.Name); ok {
			r.useName(n.ID, n.Span())
			r.expr(s.Value)
			r.bindName(n.ID, n.Span(), repeated)
			return
		}
		r.assignTarget(s.Target, repeated)
		r.expr(s.Value)
	case *syntax.AnnAssign:
		r.stores(s.Target)
		r.annAssign(s)
	case *syntax.For:
		if s.Async {
			r.needAsync(s, "async for")
		}
		r.expr(s.Iter)
		r.assignTarget(s.Target, repeated)
		r.loop(s.Body)
		r.stmts(s.Else)
	case *syntax.While:
		r.many++
		r.expr(s.Test)
		r.many--
		r.loop(s.Body)
		r.stmts(s.Else)
	case *syntax.If:
		if TypeChecking(s.Test) {
			r.stmts(s.Else)
			return
		}
		r.expr(s.Test)
		r.stmts(s.Body)
		r.stmts(s.Else)
	case *syntax.With:
		if s.Async {
			r.needAsync(s, "async with")
		}
		for _, it := range s.Items {
			r.expr(it.Context)
			if it.Vars != nil {
				r.assignTarget(it.Vars, repeated)
			}
		}
		r.stmts(s.Body)
	case *syntax.Match:
		r.match(s)
	case *syntax.Raise:
		r.expr(s.Exc)
		r.expr(s.Cause)
	case *syntax.Try:
		r.try(s)
	case *syntax.Assert:
		r.expr(s.Test)
		r.expr(s.Msg)
	case *syntax.Import:
		r.importStmt(s)
	case *syntax.ImportFrom:
		r.importFrom(s)
	case *syntax.Global:
		r.globalStmt(s)
	case *syntax.Nonlocal:
		r.nonlocalStmt(s)
	case *syntax.ExprStmt:
		r.expr(s.Value)
	case *syntax.Break:
		r.inLoop(s, "break")
	case *syntax.Continue:
		r.inLoop(s, "continue")
	case *syntax.TypeAlias:
		r.bindName(s.Name.ID, s.Name.Span(), plain)
	}
}

// TypeChecking reports whether test is TYPE_CHECKING or typing.TYPE_CHECKING,
// which are false when a program runs.
func TypeChecking(test syntax.Expr) bool {
	switch t := test.(type) {
	case *syntax.Name:
		return t.ID == "TYPE_CHECKING"
	case *syntax.Attribute:
		_, ok := t.Value.(*syntax.Name)
		return ok && t.Attr == "TYPE_CHECKING"
	}
	return false
}

func (r *resolver) loop(body []syntax.Stmt) {
	star := r.starTry
	r.starTry = 0
	r.loops++
	r.many++
	r.stmts(body)
	r.many--
	r.loops--
	r.starTry = star
}

func (r *resolver) inLoop(s syntax.Stmt, word string) {
	switch {
	case r.loops == 0:
		r.errorf(s.Span(), CodeOutside, "got %s outside a loop", word)
	case r.starTry > 0:
		r.errorf(s.Span(), CodeTry, "got %s in an except* block, which it cannot leave", word)
	}
}

func (r *resolver) needAsync(n syntax.Node, what string) {
	f := r.scope
	for f.Kind == Comp || f.Kind == Generator || f.Kind == TypeParams {
		f = f.Parent
	}
	if f.Kind == Function && f.Async {
		return
	}
	if f.Kind == Module || f.Kind == Class {
		r.errorf(n.Span(), CodeOutside, "got %s outside a function", what).Hint = "write it in an async def and start that with asyncio.run"
		return
	}
	e := r.errorf(n.Span(), CodeOutside, "got %s in a function that is not async", what)
	if f.Kind == Function {
		e.Hint = "write async def " + f.Name
	}
}

func (r *resolver) functionDef(s *syntax.FunctionDef) {
	for _, d := range s.Decorators {
		r.expr(d)
	}
	r.defaults(s.Args)
	r.bindName(s.Name, s.Span(), plain)
	r.typeParams(s.TypeParams, func() {
		f := r.newScope(Function, s.Name, s)
		f.Async = s.Async
		r.within(f, func() {
			r.params(s.Args)
			r.stmts(s.Body)
			if !f.Async || !f.Yields {
				return
			}
			for _, ret := range r.valueRet {
				r.errorf(ret.Span(), CodeGenerator, "got return with a value in an asynchronous generator, want return alone")
			}
		})
	})
}

// typeParams runs f inside the scope of the type parameters, if there are any.
func (r *resolver) typeParams(params []syntax.TypeParam, f func()) {
	if len(params) == 0 {
		f()
		return
	}
	s := r.newScope(TypeParams, r.scope.Name, &params[0])
	r.within(s, func() {
		for i := range params {
			p := &params[i]
			if sym := s.syms[s.Mangle(p.Name)]; sym != nil && sym.bound {
				r.errorf(p.Span(), CodeDuplicate, "got type parameter %s twice", p.Name)
			}
			r.bindName(p.Name, p.Span(), plain)
		}
		f()
	})
}

func (r *resolver) defaults(a *syntax.Arguments) {
	for _, d := range a.Defaults {
		r.expr(d)
	}
	for _, d := range a.KwDefaults {
		r.expr(d)
	}
}

// Params returns the parameters in the order of their slots.
func Params(a *syntax.Arguments) []*syntax.Arg {
	var all []*syntax.Arg
	all = append(all, a.PosOnly...)
	all = append(all, a.Args...)
	all = append(all, a.KwOnly...)
	if a.VarArg != nil {
		all = append(all, a.VarArg)
	}
	if a.KwArg != nil {
		all = append(all, a.KwArg)
	}
	return all
}

func (r *resolver) params(a *syntax.Arguments) {
	for _, p := range Params(a) {
		if sym := r.scope.syms[r.scope.Mangle(p.Name)]; sym != nil && sym.param {
			r.errorf(p.Span(), CodeDuplicate, "got argument %s twice", p.Name)
		}
		r.bindName(p.Name, p.Span(), repeated).param = true
	}
}

func (r *resolver) classDef(s *syntax.ClassDef) {
	for _, d := range s.Decorators {
		r.expr(d)
	}
	r.typeParams(s.TypeParams, func() {
		for _, b := range s.Bases {
			r.starred(b)
		}
		r.keywords(s.Keywords)
		c := r.newScope(Class, s.Name, s)
		c.private = s.Name
		r.within(c, func() { r.stmts(s.Body) })
	})
	r.bindName(s.Name, s.Span(), plain)
}

func (r *resolver) returnStmt(s *syntax.Return) {
	switch f := r.scope; {
	case f.Kind != Function:
		r.errorf(s.Span(), CodeOutside, "got return outside a function")
	case r.starTry > 0:
		r.errorf(s.Span(), CodeTry, "got return in an except* block, which it cannot leave")
	case s.Value != nil && f.Async:
		r.valueRet = append(r.valueRet, s)
	}
	r.expr(s.Value)
}

// stores notes which targets of a statement are attributes.
func (r *resolver) stores(targets ...syntax.Expr) {
	for _, t := range targets {
		if a, ok := t.(*syntax.Attribute); ok {
			r.info.Stores = append(r.info.Stores, a)
		}
	}
}

func (r *resolver) annAssign(s *syntax.AnnAssign) {
	r.expr(s.Value)
	n, ok := s.Target.(*syntax.Name)
	if !ok {
		r.assignTarget(s.Target, plain)
		return
	}
	if !s.Simple && s.Value == nil {
		return
	}
	sym := r.scope.sym(r.scope.Mangle(n.ID))
	sym.annot = true
	if (sym.global || sym.nonlocal) && r.scope.Kind != Module {
		r.errorf(s.Span(), CodeScope, "got an annotation of %s, which is declared %s", n.ID, declared(sym))
	}
	binds, sure := sym.binds, sym.sure
	r.bindName(n.ID, n.Span(), plain)
	if s.Value == nil {
		sym.binds, sym.sure = binds, sure // declares the variable and gives it no value
	}
}

func declared(sym *symbol) string {
	if sym.global {
		return "global"
	}
	return "nonlocal"
}

func (r *resolver) try(s *syntax.Try) {
	caught := false
	for i, h := range s.Handlers {
		if h.Type == nil && i < len(s.Handlers)-1 {
			r.errorf(h.Span(), CodeTry, "got a bare except before other handlers, want it last")
		}
		caught = caught || catchesNameError(h.Type)
	}
	if caught {
		r.nameError++
	}
	r.stmts(s.Body)
	if caught {
		r.nameError--
	}
	for _, h := range s.Handlers {
		r.expr(h.Type)
		if h.Name != "" {
			r.bindName(h.Name, h.Span(), repeated)
		}
		if s.Star {
			r.starTry++
		}
		r.stmts(h.Body)
		if s.Star {
			r.starTry--
		}
	}
	r.stmts(s.Else)
	r.stmts(s.Finally)
}

// catchesNameError reports whether an except clause with this type catches a
// NameError, as far as the text shows. A clause for every exception does not
// count: it is rarely written for a name that is missing.
func catchesNameError(t syntax.Expr) bool {
	switch t := t.(type) {
	case *syntax.Name:
		return t.ID == "NameError"
	case *syntax.Tuple:
		for _, e := range t.Elts {
			if catchesNameError(e) {
				return true
			}
		}
	}
	return false
}

func (r *resolver) importStmt(s *syntax.Import) {
	for _, a := range s.Names {
		imp := Import{Module: a.Name, Pos: a.Span()}
		r.info.Imports = append(r.info.Imports, imp)
		name := a.AsName
		if name == "" {
			name, _, _ = strings.Cut(a.Name, ".")
			imp.Module = name
		}
		sym := r.bindName(name, a.Span(), plain)
		sym.imports++
		if sym.imp != nil && *sym.imp != imp && sym.imp.Module == imp.Module && sym.imp.Name == "" {
			sym.binds, sym.imports = sym.binds-1, sym.imports-1 // import a.b and import a.c both bind a
			continue
		}
		sym.imp = &imp
	}
}

func (r *resolver) importFrom(s *syntax.ImportFrom) {
	if isFuture(s) {
		if !r.future[s] {
			r.errorf(s.Span(), CodeImport, "got from __future__ import after other statements, want it at the beginning of the file")
		}
		return
	}
	module := strings.Repeat(".", s.Level) + s.Module
	for _, a := range s.Names {
		imp := Import{Module: module, Name: a.Name, Pos: a.Span()}
		if a.Name == "*" {
			if r.scope.Kind != Module {
				r.errorf(a.Span(), CodeImport, "got import * in a function or class, want it at module level")
			}
			imp.Name = ""
			r.info.Imports = append(r.info.Imports, imp)
			r.info.Stars = append(r.info.Stars, module)
			continue
		}
		r.info.Imports = append(r.info.Imports, imp)
		name := a.AsName
		if name == "" {
			name = a.Name
		}
		sym := r.bindName(name, a.Span(), plain)
		sym.imports++
		sym.imp = &imp
	}
}

func isFuture(s *syntax.ImportFrom) bool { return s.Level == 0 && s.Module == "__future__" }

var features = map[string]bool{
	"nested_scopes": true, "generators": true, "division": true, "absolute_import": true, "with_statement": true,
	"print_function": true, "unicode_literals": true, "barry_as_FLUFL": true, "generator_stop": true, "annotations": true,
}

// futures finds the __future__ imports that stand where they must, and checks
// what they name.
func (r *resolver) futures(body []syntax.Stmt) {
	if _, doc := syntax.Docstring(body); doc {
		body = body[1:]
	}
	for _, s := range body {
		imp, ok := s.(*syntax.ImportFrom)
		if !ok || !isFuture(imp) {
			return
		}
		r.future[imp] = true
		for _, a := range imp.Names {
			if !features[a.Name] {
				r.errorf(a.Span(), CodeImport, "got %s, want a feature that __future__ has", a.Name)
			}
		}
	}
}

func (r *resolver) globalStmt(s *syntax.Global) {
	for _, n := range s.Names {
		sym := r.declaration(n, "global")
		sym.global = true
		if r.scope.Kind == Module {
			sym.global = false
		}
	}
}

func (r *resolver) nonlocalStmt(s *syntax.Nonlocal) {
	for _, n := range s.Names {
		if r.scope.Kind == Module {
			r.errorf(n.Span(), CodeScope, "got nonlocal at module level")
			continue
		}
		r.declaration(n, "nonlocal").nonlocal = true
	}
}

func (r *resolver) declaration(n *syntax.Ident, word string) *symbol {
	sym := r.scope.sym(r.scope.Mangle(n.Name))
	bound := sym.binds > sym.imports // CPython does not mind an earlier import
	switch {
	case sym.param:
		r.errorf(n.Span(), CodeScope, "got %s %s, but %s is a parameter", word, n.Name, n.Name)
	case sym.global && word == "nonlocal", sym.nonlocal && word == "global":
		r.errorf(n.Span(), CodeScope, "got %s both global and nonlocal", n.Name)
	case sym.annot && r.scope.Kind != Module:
		r.errorf(n.Span(), CodeScope, "got %s %s after an annotation of %s", word, n.Name, n.Name)
	case bound && !sym.used:
		r.errorf(n.Span(), CodeScope, "got %s %s after an assignment to %s on line %d", word, n.Name, n.Name, sym.first)
	case bound || sym.used:
		r.errorf(n.Span(), CodeScope, "got %s %s after a use of %s on line %d", word, n.Name, n.Name, sym.first)
	}
	span := n.Span()
	sym.decl = &span
	return sym
}
