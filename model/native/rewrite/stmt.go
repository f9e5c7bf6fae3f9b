package rewrite

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// goStmt: go f(x) becomes condcheck_.Go1(f)(x), which evaluates f and x at once
// and runs f(x) as a goroutine.
func (f *file) goStmt(n *ast.GoStmt) {
	f.native = true
	c := n.Call
	if id, ok := ast.Unparen(c.Fun).(*ast.Ident); ok {
		if _, ok := f.info.Uses[id].(*types.Builtin); ok {
			// Its arguments are evaluated late; they are rarely more than names.
			f.replace(n.Go, c.Pos(), pkgName+".Go(func() { ")
			f.closing(c.End(), " })")
			return
		}
	}
	sig, _ := f.typeOf(c.Fun).(*types.Signature)
	if sig == nil {
		if t := f.typeOf(c.Fun); t != nil {
			sig, _ = t.Underlying().(*types.Signature)
		}
	}
	fn := "GoAny"
	if sig != nil && sig.Results().Len() == 0 && !sig.Variadic() && sig.Params().Len() <= 3 && !f.named(c.Fun) {
		fn = fmt.Sprintf("Go%d", sig.Params().Len())
	}
	f.replace(n.Go, c.Fun.Pos(), pkgName+"."+fn+"(")
	f.closing(c.Fun.End(), f.instance(c.Fun)+")")
}

// named reports whether a function value has a named type, which does not unify
// with a plain one everywhere.
func (f *file) named(e ast.Expr) bool {
	_, ok := f.typeOf(e).(*types.Named)
	return ok
}

// instance returns the type arguments that a generic function's call leaves out.
func (f *file) instance(e ast.Expr) string {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		if sel, isSel := ast.Unparen(e).(*ast.SelectorExpr); isSel {
			id, ok = sel.Sel, true
		}
	}
	if !ok {
		return ""
	}
	inst, ok := f.info.Instances[id]
	if !ok {
		return ""
	}
	var args []string
	for i := range inst.TypeArgs.Len() {
		args = append(args, types.TypeString(inst.TypeArgs.At(i), f.qualify))
	}
	return "[" + strings.Join(args, ", ") + "]"
}

// qualify writes a package as the file calls it.
func (f *file) qualify(p *types.Package) string {
	for _, s := range f.ast.Imports {
		if strings.Trim(s.Path.Value, "`\"") == p.Path() {
			if s.Name != nil {
				return s.Name.Name
			}
			return p.Name()
		}
	}
	return ""
}

// send: c <- v becomes condcheck_.To(c).Send(v).
func (f *file) send(n *ast.SendStmt) {
	f.native = true
	f.insert(n.Chan.Pos(), pkgName+".To(")
	f.replace(n.Chan.End(), n.Value.Pos(), ").Send("+f.newlines(n.Chan.End(), n.Value.Pos()))
	f.closing(n.Value.End(), ")")
}

// newlines returns the line breaks between two places, so that lines stay where
// they are.
func (f *file) newlines(from, to token.Pos) string {
	return strings.Repeat("\n", f.tok.Line(to)-f.tok.Line(from))
}

// receive: <-c becomes condcheck_.Recv(c), or Recv2 if two results are wanted.
func (f *file) receive(n *ast.UnaryExpr, two bool) {
	f.native = true
	fn := ".Recv("
	if two {
		fn = ".Recv2("
	}
	f.done[n] = true
	f.replace(n.OpPos, n.X.Pos(), pkgName+fn+f.newlines(n.OpPos, n.X.Pos()))
	f.closing(n.X.End(), ")")
	f.inner(n.X)
}

// inner rewrites what is in a node whose own rewriting is done.
func (f *file) inner(n ast.Node) {
	f.visit(n)
}

// visit rewrites what is in a node.
func (f *file) visit(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil || f.done[n] {
			return false
		}
		switch n := n.(type) {
		case *ast.GoStmt:
			f.goStmt(n)
		case *ast.SendStmt:
			f.send(n)
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				f.receive(n, false)
				return false
			}
		case *ast.AssignStmt:
			f.commaOk(n.Lhs, n.Rhs)
		case *ast.ValueSpec:
			if len(n.Names) == 2 && len(n.Values) == 1 {
				f.twoResults(n.Values[0])
			}
		case *ast.RangeStmt:
			f.rangeStmt(n)
		case *ast.SelectStmt:
			f.selectStmt(n)
			return false
		case *ast.CallExpr:
			f.call(n)
		}
		return true
	})
}

// commaOk: v, ok = <-c.
func (f *file) commaOk(lhs, rhs []ast.Expr) {
	if len(lhs) == 2 && len(rhs) == 1 {
		f.twoResults(rhs[0])
	}
}

func (f *file) twoResults(e ast.Expr) {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && u.Op == token.ARROW && !f.done[u] {
		f.receive(u, true)
	}
}

// rangeStmt: for v := range c becomes
// for v, it := condcheck_.Range(c); condcheck_.Next(it, &v);
func (f *file) rangeStmt(n *ast.RangeStmt) {
	if f.chanType(n.X) == nil {
		f.rangeMap(n)
		return
	}
	f.native = true
	it := f.temp()
	blank := n.Key == nil
	if id, ok := n.Key.(*ast.Ident); ok && id.Name == "_" {
		blank = true
	}
	switch {
	case blank:
		f.replace(n.For, n.X.Pos(), fmt.Sprintf("for %s := %s.Chan(", it, pkgName)+f.newlines(n.For, n.X.Pos()))
		f.closing(n.X.End(), fmt.Sprintf("); %s.Skip(%s); ", pkgName, it))
	case n.Tok == token.DEFINE:
		v := n.Key.(*ast.Ident).Name
		f.replace(n.For, n.X.Pos(), fmt.Sprintf("for %s, %s := %s.Range(", v, it, pkgName)+f.newlines(n.For, n.X.Pos()))
		f.closing(n.X.End(), fmt.Sprintf("); %s.Next(%s, &%s); ", pkgName, it, v))
	default:
		if _, ok := ast.Unparen(n.Key).(*ast.IndexExpr); ok {
			// The element is evaluated at each turn, and may be a map's.
			f.replace(n.For, n.X.Pos(), fmt.Sprintf("for %s := %s.Chan(", it, pkgName)+f.newlines(n.For, n.X.Pos()))
			f.closing(n.X.End(), "); ; ")
			v, ok := f.temp(), f.temp()
			f.insert(n.Body.Lbrace+1, fmt.Sprintf(" %s, %s := %s.Recv2(%s.C()); if !%s { break }; %s = %s;", v, ok, pkgName, it, ok, f.text(n.Key), v))
			return
		}
		v := string(f.src[f.offset(n.Key.Pos()):f.offset(n.Key.End())])
		f.replace(n.For, n.X.Pos(), fmt.Sprintf("for %s := %s.Chan(", it, pkgName)+f.newlines(n.For, n.X.Pos()))
		f.closing(n.X.End(), fmt.Sprintf("); %s.Next(%s, &%s); ", pkgName, it, v))
	}
}

// line says that what follows it is at a place of the file.
func (f *file) line(at token.Pos) string {
	p := f.fset.Position(at)
	return fmt.Sprintf("/*line %s:%d:%d*/", p.Filename, p.Line, p.Column)
}

// rangeMap: for k, v := range m becomes for k, v := range condcheck_.Ordered(m), if
// the file's language version has loops over functions.
func (f *file) rangeMap(n *ast.RangeStmt) {
	t := f.typeOf(n.X)
	if t == nil || older(f.version, 23) {
		return
	}
	if _, param := types.Unalias(t).(*types.TypeParam); param {
		return
	}
	if _, ok := t.Underlying().(*types.Map); ok {
		f.native = true
		f.insert(n.X.Pos(), pkgName+".Ordered(")
		f.closing(n.X.End(), ")")
	}
}

func (f *file) temp() string {
	f.temps++
	return fmt.Sprintf("condcheck_%d", f.temps)
}

// selectStmt: a select becomes a switch over the case that condcheck_.Select
// chose. Each case's channel and value are evaluated first, in order, as in Go.
func (f *file) selectStmt(n *ast.SelectStmt) {
	f.native = true
	f.done[n] = true
	if len(n.Body.List) == 0 {
		f.replace(n.Select, n.End(), "for { "+pkgName+".Block()"+f.newlines(n.Select, n.End())+" }")
		return
	}
	var names, cases []string
	hasDefault := false
	clauses := n.Body.List
	for i, s := range clauses {
		c := s.(*ast.CommClause)
		label := fmt.Sprintf("case %d:", len(names))
		if i == len(clauses)-1 && !f.hasDefault(n) {
			label = "default:" // so that the switch ends a function that the select ended
		}
		body := ""
		switch comm := c.Comm.(type) {
		case nil:
			hasDefault = true
			continue
		case *ast.SendStmt:
			name := f.temp()
			names = append(names, name)
			cases = append(cases, fmt.Sprintf("%s.S(%s).To(%s)", pkgName, f.text(comm.Chan), f.text(comm.Value)))
		default:
			name := f.temp()
			names = append(names, name)
			recv, lhs, tok := f.recvOf(comm)
			cases = append(cases, fmt.Sprintf("%s.R(%s)", pkgName, f.text(recv.X)))
			switch len(lhs) {
			case 1:
				body = fmt.Sprintf(" %s %s %s.Got();", f.text(lhs[0]), tok, name)
			case 2:
				body = fmt.Sprintf(" %s, %s %s %s.Got2();", f.text(lhs[0]), f.text(lhs[1]), tok, name)
			}
			if allBlank(lhs) {
				body = ""
			}
		}
		f.replace(c.Case, c.Colon+1, label+f.newlines(c.Case, c.Colon)+body)
	}
	head := "switch "
	if len(names) > 0 {
		head += strings.Join(names, ", ") + " := " + strings.Join(cases, ", ") + "; "
	}
	head += fmt.Sprintf("%s.Select(%s)", pkgName, strings.Join(append([]string{fmt.Sprint(hasDefault)}, names...), ", "))
	end := n.Select + token.Pos(len("select"))
	if strings.Contains(head, "\n") {
		head += f.line(end)
	}
	f.replace(n.Select, end, head)
	for _, s := range clauses {
		for _, b := range s.(*ast.CommClause).Body {
			f.visit(b)
		}
	}
}

func allBlank(lhs []ast.Expr) bool {
	for _, e := range lhs {
		if id, ok := e.(*ast.Ident); !ok || id.Name != "_" {
			return false
		}
	}
	return true
}

func (f *file) hasDefault(n *ast.SelectStmt) bool {
	for _, s := range n.Body.List {
		if s.(*ast.CommClause).Comm == nil {
			return true
		}
	}
	return false
}

// recvOf returns the receive of a case, and what it is assigned to.
func (f *file) recvOf(s ast.Stmt) (*ast.UnaryExpr, []ast.Expr, string) {
	switch s := s.(type) {
	case *ast.ExprStmt:
		u, _ := ast.Unparen(s.X).(*ast.UnaryExpr)
		return u, nil, ""
	case *ast.AssignStmt:
		u, _ := ast.Unparen(s.Rhs[0]).(*ast.UnaryExpr)
		return u, s.Lhs, s.Tok.String()
	}
	return nil, nil, ""
}

// text returns an expression as it is to be at another place; where it comes from
// is said if it takes several lines.
func (f *file) text(e ast.Expr) string {
	from, to := f.offset(e.Pos()), f.offset(e.End())
	sub := *f
	sub.edits, sub.done = nil, make(map[ast.Node]bool)
	sub.inner(e)
	f.native, f.hook, f.temps, f.errs = sub.native, sub.hook, sub.temps, sub.errs
	for i := range sub.edits {
		sub.edits[i].from -= from
		sub.edits[i].to -= from
	}
	sub.src = f.src[from:to]
	text := string(sub.apply())
	if strings.Contains(text, "\n") {
		text = f.line(e.Pos()) + text
	}
	return text
}
