package syntax

// Walk visits node and, if visit returns true for it, everything below it, in
// the order of the text as far as the fields allow.
func Walk(node Node, visit func(Node) bool) {
	if node == nil || !visit(node) {
		return
	}
	w := walker(visit)
	switch n := node.(type) {
	case *Module:
		w.stmts(n.Body)
	case *FunctionDef:
		w.exprs(n.Decorators)
		w.params(n.TypeParams)
		Walk(n.Args, visit)
		w.expr(n.Returns)
		w.stmts(n.Body)
	case *ClassDef:
		w.exprs(n.Decorators)
		w.params(n.TypeParams)
		w.exprs(n.Bases)
		w.keywords(n.Keywords)
		w.stmts(n.Body)
	case *Return:
		w.expr(n.Value)
	case *Delete:
		w.exprs(n.Targets)
	case *Assign:
		w.exprs(n.Targets)
		w.expr(n.Value)
	case *AugAssign:
		w.expr(n.Target)
		w.expr(n.Value)
	case *AnnAssign:
		w.expr(n.Target)
		w.expr(n.Annotation)
		w.expr(n.Value)
	case *For:
		w.expr(n.Target)
		w.expr(n.Iter)
		w.stmts(n.Body)
		w.stmts(n.Else)
	case *While:
		w.expr(n.Test)
		w.stmts(n.Body)
		w.stmts(n.Else)
	case *If:
		w.expr(n.Test)
		w.stmts(n.Body)
		w.stmts(n.Else)
	case *With:
		for _, it := range n.Items {
			Walk(it, visit)
		}
		w.stmts(n.Body)
	case *WithItem:
		w.expr(n.Context)
		w.expr(n.Vars)
	case *Match:
		w.expr(n.Subject)
		for _, c := range n.Cases {
			Walk(c, visit)
		}
	case *MatchCase:
		Walk(n.Pattern, visit)
		w.expr(n.Guard)
		w.stmts(n.Body)
	case *Raise:
		w.expr(n.Exc)
		w.expr(n.Cause)
	case *Try:
		w.stmts(n.Body)
		for _, h := range n.Handlers {
			Walk(h, visit)
		}
		w.stmts(n.Else)
		w.stmts(n.Finally)
	case *ExceptHandler:
		w.expr(n.Type)
		w.stmts(n.Body)
	case *Assert:
		w.expr(n.Test)
		w.expr(n.Msg)
	case *Import:
		w.aliases(n.Names)
	case *ImportFrom:
		w.aliases(n.Names)
	case *Global:
		w.idents(n.Names)
	case *Nonlocal:
		w.idents(n.Names)
	case *ExprStmt:
		w.expr(n.Value)
	case *TypeAlias:
		Walk(n.Name, visit)
		w.params(n.TypeParams)
		w.expr(n.Value)
	case *TypeParam:
		w.expr(n.Bound)
		w.expr(n.Default)
	case *Arguments:
		w.arguments(n)
	case *Arg:
		w.expr(n.Annotation)
	case Pattern:
		w.pattern(n)
	case Expr:
		w.inExpr(n)
	}
}

type walker func(Node) bool

func (w walker) inExpr(node Expr) {
	switch n := node.(type) {
	case *BoolOp:
		w.exprs(n.Values)
	case *NamedExpr:
		w.expr(n.Target)
		w.expr(n.Value)
	case *BinOp:
		w.expr(n.Left)
		w.expr(n.Right)
	case *UnaryOp:
		w.expr(n.Operand)
	case *Lambda:
		Walk(n.Args, w)
		w.expr(n.Body)
	case *IfExp:
		w.expr(n.Body)
		w.expr(n.Test)
		w.expr(n.Else)
	case *Dict:
		for i, v := range n.Values {
			w.expr(n.Keys[i])
			w.expr(v)
		}
	case *Set:
		w.exprs(n.Elts)
	case *ListComp:
		w.comprehension(n.Generators, n.Elt)
	case *SetComp:
		w.comprehension(n.Generators, n.Elt)
	case *DictComp:
		w.comprehension(n.Generators, n.Key, n.Value)
	case *GeneratorExp:
		w.comprehension(n.Generators, n.Elt)
	case *Await:
		w.expr(n.Value)
	case *Yield:
		w.expr(n.Value)
	case *YieldFrom:
		w.expr(n.Value)
	case *Compare:
		w.expr(n.Left)
		w.exprs(n.Comparators)
	case *Call:
		w.expr(n.Func)
		w.exprs(n.Args)
		w.keywords(n.Keywords)
	case *JoinedStr:
		w.exprs(n.Values)
	case *TemplateStr:
		w.exprs(n.Values)
	case *FormattedValue:
		w.expr(n.Value)
		if n.FormatSpec != nil {
			Walk(n.FormatSpec, w)
		}
	case *Interpolation:
		w.expr(n.Value)
		if n.FormatSpec != nil {
			Walk(n.FormatSpec, w)
		}
	case *Attribute:
		w.expr(n.Value)
	case *Subscript:
		w.expr(n.Value)
		w.expr(n.Index)
	case *Starred:
		w.expr(n.Value)
	case *List:
		w.exprs(n.Elts)
	case *Tuple:
		w.exprs(n.Elts)
	case *Slice:
		w.expr(n.Lower)
		w.expr(n.Upper)
		w.expr(n.Step)
	}
}

func (w walker) pattern(node Pattern) {
	switch n := node.(type) {
	case *MatchValue:
		w.expr(n.Value)
	case *MatchSequence:
		w.patterns(n.Patterns)
	case *MatchMapping:
		for i, p := range n.Patterns {
			w.expr(n.Keys[i])
			Walk(p, w)
		}
	case *MatchClass:
		w.expr(n.Cls)
		w.patterns(n.Patterns)
		w.patterns(n.KwdPatterns)
	case *MatchAs:
		if n.Pattern != nil {
			Walk(n.Pattern, w)
		}
	case *MatchOr:
		w.patterns(n.Patterns)
	}
}

// arguments visits parameters in the order of the text; each default follows
// its parameter.
func (w walker) arguments(n *Arguments) {
	pos := len(n.PosOnly) + len(n.Args)
	for i := range pos {
		if i < len(n.PosOnly) {
			Walk(n.PosOnly[i], w)
		} else {
			Walk(n.Args[i-len(n.PosOnly)], w)
		}
		if d := i - (pos - len(n.Defaults)); d >= 0 {
			w.expr(n.Defaults[d])
		}
	}
	if n.VarArg != nil {
		Walk(n.VarArg, w)
	}
	for i, a := range n.KwOnly {
		Walk(a, w)
		w.expr(n.KwDefaults[i])
	}
	if n.KwArg != nil {
		Walk(n.KwArg, w)
	}
}

func (w walker) comprehension(gens []*Comprehension, elts ...Expr) {
	w.exprs(elts)
	for _, g := range gens {
		if w(g) {
			w.expr(g.Target)
			w.expr(g.Iter)
			w.exprs(g.Ifs)
		}
	}
}

func (w walker) expr(e Expr) {
	if e != nil {
		Walk(e, w)
	}
}

func (w walker) exprs(es []Expr) {
	for _, e := range es {
		w.expr(e)
	}
}

func (w walker) stmts(ss []Stmt) {
	for _, s := range ss {
		Walk(s, w)
	}
}

func (w walker) patterns(ps []Pattern) {
	for _, p := range ps {
		Walk(p, w)
	}
}

func (w walker) params(ps []TypeParam) {
	for i := range ps {
		Walk(&ps[i], w)
	}
}

func (w walker) keywords(ks []*Keyword) {
	for _, k := range ks {
		if w(k) {
			w.expr(k.Value)
		}
	}
}

func (w walker) aliases(as []*Alias) {
	for _, a := range as {
		w(a)
	}
}

func (w walker) idents(is []*Ident) {
	for _, i := range is {
		w(i)
	}
}
