package resolve

import (
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

func (r *resolver) exprs(es []syntax.Expr) {
	for _, e := range es {
		r.starred(e)
	}
}

// starred resolves an expression that may be *x: an element of a display or
// an argument.
func (r *resolver) starred(e syntax.Expr) {
	if s, ok := e.(*syntax.Starred); ok {
		r.expr(s.Value)
		return
	}
	r.expr(e)
}

func (r *resolver) keywords(ks []*syntax.Keyword) {
	seen := map[string]bool{}
	for _, k := range ks {
		if k.Arg != "" && seen[k.Arg] {
			r.errorf(k.Span(), CodeDuplicate, "got keyword argument %s twice", k.Arg)
		}
		seen[k.Arg] = true
		r.notDebug(k.Arg, k.Span())
		r.expr(k.Value)
	}
}

func (r *resolver) expr(e syntax.Expr) {
	switch e := e.(type) {
	case nil:
	case *syntax.Name:
		r.useName(e.ID, e.Span())
	case *syntax.BoolOp:
		for _, v := range e.Values {
			r.expr(v)
		}
	case *syntax.NamedExpr:
		r.walrus(e)
	case *syntax.BinOp:
		r.expr(e.Left)
		r.expr(e.Right)
	case *syntax.UnaryOp:
		r.expr(e.Operand)
	case *syntax.Lambda:
		r.defaults(e.Args)
		r.within(r.newScope(Lambda, "<lambda>", e), func() {
			r.params(e.Args)
			r.expr(e.Body)
		})
	case *syntax.IfExp:
		r.expr(e.Test)
		r.expr(e.Body)
		r.expr(e.Else)
	case *syntax.Dict:
		for i, v := range e.Values {
			r.expr(e.Keys[i])
			r.expr(v)
		}
	case *syntax.Set:
		r.exprs(e.Elts)
	case *syntax.List:
		r.exprs(e.Elts)
	case *syntax.Tuple:
		r.exprs(e.Elts)
	case *syntax.ListComp:
		r.comp(e, Comp, "<listcomp>", e.Generators, e.Elt)
	case *syntax.SetComp:
		r.comp(e, Comp, "<setcomp>", e.Generators, e.Elt)
	case *syntax.DictComp:
		r.comp(e, Comp, "<dictcomp>", e.Generators, e.Key, e.Value)
	case *syntax.GeneratorExp:
		r.comp(e, Generator, "<genexpr>", e.Generators, e.Elt)
	case *syntax.Await:
		r.awaitExpr(e)
		r.expr(e.Value)
	case *syntax.Yield:
		r.yield(e, "yield")
		r.expr(e.Value)
	case *syntax.YieldFrom:
		if r.scope.Kind == Function && r.scope.Async {
			r.errorf(e.Span(), CodeGenerator, "got yield from in an async function").Hint = "async for x in …: yield x"
		} else {
			r.yield(e, "yield from")
		}
		r.expr(e.Value)
	case *syntax.Compare:
		r.expr(e.Left)
		for _, c := range e.Comparators {
			r.expr(c)
		}
	case *syntax.Call:
		r.expr(e.Func)
		for _, a := range e.Args {
			r.starred(a)
		}
		r.keywords(e.Keywords)
	case *syntax.JoinedStr:
		r.exprs(e.Values)
	case *syntax.TemplateStr:
		r.exprs(e.Values)
	case *syntax.FormattedValue:
		r.expr(e.Value)
		if e.FormatSpec != nil {
			r.expr(e.FormatSpec)
		}
	case *syntax.Interpolation:
		r.expr(e.Value)
		if e.FormatSpec != nil {
			r.expr(e.FormatSpec)
		}
	case *syntax.Attribute:
		r.expr(e.Value)
	case *syntax.Subscript:
		r.expr(e.Value)
		r.expr(e.Index)
	case *syntax.Starred:
		r.errorf(e.Span(), CodeStarred, "got a starred expression, want it in a list, tuple, set or call")
		r.expr(e.Value)
	case *syntax.Slice:
		r.expr(e.Lower)
		r.expr(e.Upper)
		r.expr(e.Step)
	}
}

func (r *resolver) awaitExpr(e *syntax.Await) {
	for s := r.scope; s != nil; s = s.Parent {
		switch s.Kind {
		case Generator:
			s.Async = true
			return
		case Comp:
			s.Async = true
			continue
		}
		break
	}
	r.needAsync(e, "await")
}

func (r *resolver) yield(e syntax.Expr, word string) {
	switch r.scope.Kind {
	case Function, Lambda:
		r.scope.Yields = true
	case Comp, Generator:
		r.errorf(e.Span(), CodeOutside, "got %s inside a comprehension or generator expression", word)
	default:
		r.errorf(e.Span(), CodeOutside, "got %s outside a function", word)
	}
}

func (r *resolver) comp(e syntax.Expr, kind Kind, name string, gens []*syntax.Comprehension, elts ...syntax.Expr) {
	r.iter++
	r.expr(gens[0].Iter)
	r.iter--
	s := r.newScope(kind, name, e)
	iter := r.iter
	r.within(s, func() {
		r.many++
		for i, g := range gens {
			if g.Async {
				s.Async = true
			}
			if i > 0 {
				r.iter = iter + 1
				r.expr(g.Iter)
				r.iter = iter
			}
			r.assignTarget(g.Target, repeated)
			for _, c := range g.Ifs {
				r.expr(c)
			}
		}
		for _, x := range elts {
			r.expr(x)
		}
	})
	if s.Async && kind == Comp {
		r.asyncComp(e)
	}
}

// asyncComp makes the code around an asynchronous comprehension asynchronous
// too, or says that it cannot be.
func (r *resolver) asyncComp(e syntax.Expr) {
	switch p := r.scope; {
	case p.Kind == Generator || p.Kind == Comp:
		p.Async = true
	case p.Kind == Function && p.Async:
	default:
		r.errorf(e.Span(), CodeOutside, "got an asynchronous comprehension outside an async function")
	}
}

func (r *resolver) walrus(e *syntax.NamedExpr) {
	r.expr(e.Value)
	if r.iter > 0 {
		r.errorf(e.Span(), CodeWalrus, "got := in the iterable of a comprehension")
	}
	name := e.Target.ID
	s := r.scope
	for s.Kind == Comp || s.Kind == Generator {
		if sym := s.syms[s.Mangle(name)]; sym != nil && sym.bound {
			r.errorf(e.Span(), CodeWalrus, "got := to %s, which the comprehension iterates with", name)
			return
		}
		s.sym(s.Mangle(name)).used = true
		s = s.Parent
	}
	if s != r.scope && s.Kind == Class {
		r.errorf(e.Span(), CodeWalrus, "got := in a comprehension in a class body")
		return
	}
	r.bindIn(s, name, e.Target.Span(), plain)
}

func (r *resolver) assignTarget(t syntax.Expr, how binding) {
	switch t := t.(type) {
	case *syntax.Name:
		r.bindName(t.ID, t.Span(), how)
	case *syntax.Tuple:
		r.targets(t.Elts, t.Span(), how)
	case *syntax.List:
		r.targets(t.Elts, t.Span(), how)
	case *syntax.Starred:
		r.errorf(t.Span(), CodeStarred, "got a starred target alone, want it in a list or tuple").Hint = "write a comma after it"
		r.assignTarget(t.Value, how)
	case *syntax.Attribute:
		r.notDebug(t.Attr, t.Span())
		r.expr(t)
	default:
		r.expr(t)
	}
}

func (r *resolver) targets(ts []syntax.Expr, at source.Span, how binding) {
	stars := 0
	for _, t := range ts {
		if s, ok := t.(*syntax.Starred); ok {
			if stars++; stars == 2 {
				r.errorf(s.Span(), CodeStarred, "got two starred targets in one assignment, want one")
			}
			t = s.Value
		}
		r.assignTarget(t, how)
	}
}

func (r *resolver) delTarget(t syntax.Expr) {
	switch t := t.(type) {
	case *syntax.Name:
		r.bindName(t.ID, t.Span(), repeated).deleted = true
		r.useName(t.ID, t.Span())
	case *syntax.Tuple:
		for _, e := range t.Elts {
			r.delTarget(e)
		}
	case *syntax.List:
		for _, e := range t.Elts {
			r.delTarget(e)
		}
	default:
		r.expr(t)
	}
}
