package resolve

import (
	"fmt"
	"sort"

	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

// The rule codes of the errors that File reports.
const (
	CodeOutside   = "outside"    // return, yield, await, break or continue where there is nothing it belongs to
	CodeScope     = "scope"      // global and nonlocal declarations that contradict the rest
	CodeDuplicate = "duplicate"  // an argument, keyword, pattern name or type parameter given twice
	CodeStarred   = "starred"    // a * where it has no meaning, or two in one target
	CodeGenerator = "generator"  // return with a value, or yield from, in an asynchronous generator
	CodeTry       = "try"        // clauses of a try statement in the wrong order
	CodeWalrus    = "walrus"     // := where it would bind nothing sensible
	CodePattern   = "pattern"    // a pattern that can never be reached or binds a name twice
	CodeImport    = "bad-import" // an import in a place where it cannot be
	CodeAssign    = "bad-target" // an assignment to a name that is none
)

// Info is what is known of the names of a file.
type Info struct {
	Module *Scope
	// Scopes has the scope that each function, lambda, class and comprehension
	// opens, and the TypeParams scope of each definition that has one under the
	// address of its first type parameter.
	Scopes map[syntax.Node]*Scope
	// Imports are the modules imported anywhere, in the order of the text,
	// but for imports under TYPE_CHECKING.
	Imports []Import
	// Stores are the attributes that statements assign or delete.
	Stores []*syntax.Attribute
	// Stars are the modules from which everything is imported.
	Stars []string
	// Unbound are the names used but bound nowhere in the file, in order of
	// first use.
	Unbound []Unknown
}

// An Unknown is a name that the file uses and does not bind.
type Unknown struct {
	Name  string
	Pos   source.Span
	Scope *Scope
	// Caught is true if all uses are inside try … except NameError.
	Caught bool
}

// File resolves the names of a file.
func File(tree *syntax.Module) (*Info, syntax.ErrorList) {
	r := &resolver{info: &Info{Scopes: map[syntax.Node]*Scope{}}, future: map[*syntax.ImportFrom]bool{}}
	r.scope = r.newScope(Module, "<module>", tree)
	r.info.Module = r.scope
	r.futures(tree.Body)
	r.stmts(tree.Body)
	r.declare(r.info.Module)
	r.info.Module.inline()
	r.bind(r.info.Module)
	r.unbound()
	sort.SliceStable(r.errs, func(i, j int) bool { return r.errs[i].Span.Start.Before(r.errs[j].Span.Start) })
	return r.info, r.errs
}

// Define binds name in the module as an import of from's NAME: what an import
// of everything turned out to bring.
func (info *Info) Define(name string, from Import) *Var {
	m := info.Module
	sym := m.sym(name)
	if sym.v == nil {
		sym.bound = true
		sym.v = &Var{Name: name, Scope: m, Once: true, Sure: true, Import: &from, Pos: from.Pos}
		m.Vars = append(m.Vars, sym.v)
	}
	return sym.v
}

// Outline is what other modules have to know of a file: the variables of its module,
// and what it imports.
func Outline(vars []Var, imports []Import) *Info {
	m := &Scope{Kind: Module, Name: "<module>", syms: make(map[string]*symbol, len(vars)), Vars: make([]*Var, len(vars))}
	m.module = m
	syms := make([]symbol, len(vars))
	for i := range vars {
		v := &vars[i]
		v.Scope, m.Vars[i] = m, v
		syms[i] = symbol{name: v.Name, bound: true, v: v}
		m.syms[v.Name] = &syms[i]
	}
	return &Info{Module: m, Imports: imports}
}

type resolver struct {
	info  *Info
	scope *Scope
	errs  syntax.ErrorList

	loops     int // loops around, in this function
	many      int // what can run several times around, at module level: loops
	cond      int // statements around whose body may not run, or not to its end
	starTry   int // except* bodies around, inside which the innermost loop is not
	nameError int // try statements around that catch NameError
	iter      int // comprehension iterables around
	valueRet  []*syntax.Return
	future    map[*syntax.ImportFrom]bool // __future__ imports in their place
}

func (r *resolver) errorf(at source.Span, code, format string, args ...any) *syntax.Error {
	r.errs = append(r.errs, syntax.Error{Span: at, Code: code, Msg: fmt.Sprintf(format, args...)})
	return &r.errs[len(r.errs)-1]
}

func (r *resolver) newScope(kind Kind, name string, node syntax.Node) *Scope {
	s := &Scope{Kind: kind, Name: name, Node: node, Parent: r.scope, syms: map[string]*symbol{}}
	if p := r.scope; p != nil {
		s.private = p.private
		s.module = p.module
		p.Children = append(p.Children, s)
		s.QualName = qualName(p, name)
	} else {
		s.module = s
	}
	if node != nil {
		r.info.Scopes[node] = s
	}
	return s
}

func qualName(p *Scope, name string) string {
	for p.Kind == TypeParams {
		p = p.Parent
	}
	switch p.Kind {
	case Module:
		return name
	case Class:
		return p.QualName + "." + name
	}
	return p.QualName + ".<locals>." + name
}

// within runs f in a new function scope.
func (r *resolver) within(s *Scope, f func()) {
	saved := *r
	r.scope = s
	if s.Kind != Generator && s.Kind != Comp && s.Kind != TypeParams {
		r.loops, r.cond, r.starTry, r.iter = 0, 0, 0, 0
		r.valueRet = nil
		if s.Kind != Class {
			r.nameError = 0
		}
	}
	f()
	errs := r.errs
	*r = saved
	r.errs = errs
}

// How a name comes to be bound.
type binding uint8

const (
	plain    binding = iota // an assignment, def or class
	repeated                // a target of for, with, except, del or an augmented assignment
)

func (r *resolver) bindName(name string, at source.Span, how binding) *symbol {
	return r.bindIn(r.scope, name, at, how)
}

func (r *resolver) bindIn(s *Scope, name string, at source.Span, how binding) *symbol {
	r.notDebug(name, at)
	sym := s.sym(s.Mangle(name))
	if sym.first == 0 {
		sym.first = at.Start.Line
	}
	if !sym.bound {
		sym.bound, sym.pos = true, at
	}
	sym.binds++
	if how == repeated || r.many > 0 || r.scope != s {
		sym.many = true
	}
	if r.cond == 0 && r.scope == s {
		sym.sure = true
	}
	return sym
}

func (r *resolver) notDebug(name string, at source.Span) {
	if name == "__debug__" {
		r.errorf(at, CodeAssign, "got an assignment to __debug__, want another name")
	}
}

func (r *resolver) useName(name string, at source.Span) {
	s := r.scope
	name = s.Mangle(name)
	sym := s.sym(name)
	if sym.first == 0 {
		sym.first = at.Start.Line
	}
	if !sym.used {
		sym.used, sym.use, sym.caught = true, at, true
	}
	if r.nameError == 0 {
		if sym.caught {
			sym.use = at
		}
		sym.caught = false
	}
	if name == "super" || name == "__class__" {
		r.needClass(at)
	}
}

// needClass gives the method around the current scope, if there is one, a
// variable for its class.
func (r *resolver) needClass(at source.Span) {
	for s := r.scope; s != nil; s = s.Parent {
		if s.Kind == Class || s.Kind == Module {
			return
		}
		if s.Kind != TypeParams && s.classAround() != nil {
			sym := s.sym("__class__")
			if !sym.bound {
				sym.bound, sym.pos = true, at
			}
			r.scope.sym("__class__").used = true
			return
		}
	}
}
