package resolve

import (
	"strings"

	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

// A Kind says what opens a scope.
type Kind uint8

// The kinds of scopes.
const (
	Module     Kind = iota
	Class           // class body
	Function        // def, async def
	Lambda          // lambda
	Generator       // generator expression
	Comp            // list, set or dict comprehension
	TypeParams      // the type parameters of a def, class or type statement
)

// A Scope is a stretch of the text in which names are bound together.
type Scope struct {
	Kind     Kind
	Name     string // of the function or class; "<lambda>", "<genexpr>", "<listcomp>", …
	QualName string
	Node     syntax.Node
	Parent   *Scope
	Children []*Scope

	// Inlined is true for a comprehension that runs in its parent's code.
	Inlined bool
	// Async is true for async def, and for a comprehension or generator
	// expression that awaits.
	Async bool
	// Yields is true for a def or lambda with a yield of its own.
	Yields bool

	// Vars are the variables bound in the scope, parameters first.
	Vars []*Var
	// Free are the variables of enclosing scopes that the scope's code reads or
	// passes on to functions inside it. Empty for an inlined scope.
	Free []*Var
	// ClassVar is the variable that holds the class around a method that
	// mentions __class__ or super, or nil.
	ClassVar *Var

	private string // name of the innermost class, for __names
	syms    map[string]*symbol
	order   []*symbol // as they were first mentioned
	module  *Scope
}

// A Var is a variable.
type Var struct {
	Name  string
	Scope *Scope
	Param bool
	// Captured is true if a function nested in the variable's own refers to it:
	// it lives in a cell.
	Captured bool
	// Once is true for a variable of the module that is assigned in exactly one
	// place, at module level outside any loop.
	Once bool
	// Sure is true for a variable that is bound, if nothing deletes it, once the
	// code of its scope has run to its end.
	Sure bool
	// Import tells what the variable is if an import is its only binding.
	Import *Import
	// Pos is where it is first bound.
	Pos source.Span
}

// An Import is a name that an import statement binds: the module itself if
// Name is empty, otherwise that name of the module.
type Import struct {
	Module string
	Name   string
	Pos    source.Span
}

// A symbol is what a scope knows of a name.
type symbol struct {
	name     string
	bound    bool // assigned, or a parameter
	used     bool
	param    bool
	annot    bool
	global   bool // declared
	nonlocal bool // declared
	sure     bool // one of the places that bind it cannot be passed by
	deleted  bool
	many     bool  // one of the places that bind it may run several times, or is no plain binding
	caught   bool  // every use so far is under try … except NameError
	imports  int32 // how many imports bind it
	binds    int32 // how many places bind it
	first    int32 // line of the first mention

	imp  *Import
	pos  source.Span  // of the first binding
	use  source.Span  // of the first use
	decl *source.Span // of the global or nonlocal declaration, nil if there is none
	v    *Var
}

// A RefKind says where the value of a name is found.
type RefKind uint8

// The places a name's value can be.
const (
	Unbound   RefKind = iota // bound nowhere in the file: a builtin, or an error
	Local                    // a variable of a function or comprehension, perhaps an enclosing one
	Global                   // a variable of the module
	Namespace                // a name of the class body
	TypeParam                // a type parameter
)

// A Ref is what a name means in a scope.
type Ref struct {
	Kind RefKind
	Var  *Var // for Local and Global
}

// Lookup returns what name, in the form that Mangle gives it, means in s.
func (s *Scope) Lookup(name string) Ref {
	if sym := s.syms[name]; sym != nil {
		switch {
		case sym.global:
			return s.module.global(name)
		case sym.bound && !sym.nonlocal:
			return s.own(sym)
		}
	}
	for p := s.Parent; p != nil; p = p.Parent {
		if p.Kind == Class && (s.Kind != TypeParams || p != s.Parent) {
			continue // but the bases of a generic class see the class around
		}
		sym := p.syms[name]
		if sym == nil {
			continue
		}
		if sym.global {
			break
		}
		if sym.bound && !sym.nonlocal {
			return p.own(sym)
		}
	}
	return s.module.global(name)
}

// LookupGlobal returns what name means at module level.
func (s *Scope) LookupGlobal(name string) Ref { return s.module.global(name) }

func (s *Scope) own(sym *symbol) Ref {
	switch s.Kind {
	case Module:
		return Ref{Global, sym.v}
	case Class:
		return Ref{Kind: Namespace}
	case TypeParams:
		return Ref{Kind: TypeParam}
	}
	return Ref{Local, sym.v}
}

func (s *Scope) global(name string) Ref {
	if sym := s.syms[name]; sym != nil && sym.v != nil {
		return Ref{Global, sym.v}
	}
	return Ref{Kind: Unbound}
}

// Owner returns the scope in whose code s runs: s itself unless it is inlined.
func (s *Scope) Owner() *Scope {
	for s.Inlined || s.Kind == TypeParams {
		s = s.Parent
	}
	return s
}

// Mangle returns the name by which a name written in s is known: inside a
// class C, __x is _C__x.
func (s *Scope) Mangle(name string) string { return mangle(s.private, name) }

func mangle(class, name string) string {
	if !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	class = strings.TrimLeft(class, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}

// function reports whether s makes code of a function: its variables live in
// the slots of a frame.
func (s *Scope) function() bool {
	switch s.Kind {
	case Function, Lambda, Generator, Comp:
		return true
	}
	return false
}

// classAround returns the class scope in whose body s stands directly, or nil.
func (s *Scope) classAround() *Scope {
	p := s.Parent
	for p != nil && p.Kind == TypeParams {
		p = p.Parent
	}
	if p != nil && p.Kind == Class {
		return p
	}
	return nil
}

func (s *Scope) sym(name string) *symbol {
	sym := s.syms[name]
	if sym == nil {
		sym = &symbol{name: name}
		s.syms[name] = sym
		s.order = append(s.order, sym)
	}
	return sym
}

// Names returns all names that can be seen from s, for suggestions.
func (s *Scope) Names() []string {
	var names []string
	for p := s; p != nil; p = p.Parent {
		if p.Kind == Class && p != s {
			continue
		}
		for _, sym := range p.order {
			if sym.bound {
				names = append(names, sym.name)
			}
		}
	}
	return names
}
