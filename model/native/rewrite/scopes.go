package rewrite

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// block lets statements say where the variables are that they declare.
func (fr *framer) block(list []ast.Stmt) {
	for i, s := range list {
		from := fr.slots
		fr.stmt(s)
		if fr.slots > from && i+1 < len(list) && compound(s) {
			fr.insert(s.End(), fmt.Sprintf("; %s.C(%d, %d)", frameName, from, fr.slots))
		}
	}
}

// compound reports whether what a statement declares is out of scope after it.
func compound(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.LabeledStmt:
		return compound(s.Stmt)
	case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt, *ast.BlockStmt:
		return true
	}
	return false
}

// stmt handles one statement of a block.
func (fr *framer) stmt(s ast.Stmt) {
	fr.labelled(s, s)
}

func (fr *framer) labelled(s, whole ast.Stmt) {
	switch s := s.(type) {
	case *ast.LabeledStmt:
		fr.labelled(s.Stmt, whole)
	case *ast.AssignStmt:
		fr.check(s)
		fr.after(s, fr.declared(s))
	case *ast.DeclStmt:
		fr.check(s)
		fr.after(s, fr.declared(s))
	case *ast.BlockStmt:
		fr.block(s.List)
	case *ast.IfStmt:
		fr.ifStmt(s)
	case *ast.ForStmt:
		fr.forStmt(s)
	case *ast.RangeStmt:
		fr.loop(s, whole)
	case *ast.SwitchStmt:
		fr.check(s.Init)
		names := fr.declared(s.Init)
		fr.checkExprs(s, s.Body.Lbrace, s.Tag)
		for _, c := range s.Body.List {
			c := c.(*ast.CaseClause)
			for _, e := range c.List {
				if fr.operates(e) && (s.Tag != nil || len(names) > 0) {
					fr.blur(s.Pos(), s.End())
				}
				fr.checkExprs(c, c.Colon, e)
			}
			fr.clause(c.Colon, names, c.Body)
		}
		if s.Tag != nil && fr.operates(s.Tag) && len(names) > 0 {
			fr.blur(s.Pos(), s.Body.Lbrace)
		}
	case *ast.TypeSwitchStmt:
		fr.check(s.Init)
		names := fr.declared(s.Init)
		if len(names) > 0 && fr.operates(s.Assign) {
			fr.blur(s.Pos(), s.Body.Lbrace)
		}
		fr.check(s.Assign)
		for _, c := range s.Body.List {
			c := c.(*ast.CaseClause)
			all := names
			if v := fr.info.Implicits[c]; v != nil && v.Name() != "_" {
				all = append(all[:len(all):len(all)], v.Name())
			}
			fr.clause(c.Colon, all, c.Body)
		}
	case *ast.SelectStmt:
		fr.selectCases(s)
	case *ast.DeferStmt:
		fr.check(s)
		fr.deferred(s)
	case nil:
	default:
		fr.check(s)
	}
}

// after says behind a statement what it has declared.
func (fr *framer) after(s ast.Stmt, names []string) {
	text := ""
	for _, n := range names {
		text += fmt.Sprintf("; %s.L(%d, &%s)", frameName, fr.slot(), n)
	}
	if text != "" {
		fr.insert(s.End(), text)
	}
}

// declared returns the variables that a statement declares.
func (fr *framer) declared(s ast.Stmt) (names []string) {
	add := func(id *ast.Ident) {
		if v, ok := fr.info.Defs[id].(*types.Var); ok && v.Name() != "_" {
			names = append(names, v.Name())
		}
	}
	switch s := s.(type) {
	case *ast.AssignStmt:
		if s.Tok == token.DEFINE {
			for _, e := range s.Lhs {
				if id, ok := e.(*ast.Ident); ok {
					add(id)
				}
			}
		}
	case *ast.DeclStmt:
		for _, spec := range s.Decl.(*ast.GenDecl).Specs {
			if v, ok := spec.(*ast.ValueSpec); ok {
				for _, id := range v.Names {
					add(id)
				}
			}
		}
	}
	return names
}

// told lets a condition say where the variables before it are; it returns false if
// it cannot.
func (fr *framer) told(cond ast.Expr, names []string) bool {
	if len(names) == 0 {
		return true
	}
	t := fr.typeOf(cond)
	b, ok := t.(*types.Basic)
	if !ok || b.Kind() != types.Bool && b.Kind() != types.UntypedBool {
		return false
	}
	text := ""
	for _, n := range names {
		text += fmt.Sprintf("%s.L(%d, &%s) && ", frameName, fr.slot(), n)
	}
	fr.insert(cond.Pos(), text+"(")
	fr.closing(cond.End(), ")")
	return true
}

func (fr *framer) ifStmt(s *ast.IfStmt) {
	fr.check(s.Init)
	fr.checkExprs(s.Cond, s.Cond.End(), s.Cond)
	if names := fr.declared(s.Init); len(names) > 0 && !fr.told(s.Cond, names) {
		fr.blur(s.Pos(), s.End())
	}
	fr.inBlock(s.Body)
	switch e := s.Else.(type) {
	case *ast.BlockStmt:
		fr.inBlock(e)
	case *ast.IfStmt:
		fr.ifStmt(e)
	}
}

// inBlock handles a block that is part of a statement.
func (fr *framer) inBlock(b *ast.BlockStmt) { fr.block(b.List) }

func (fr *framer) forStmt(s *ast.ForStmt) {
	fr.check(s.Init)
	names := fr.declared(s.Init)
	if s.Post != nil && fr.operates(s.Post) {
		fr.blur(s.Post.Pos(), s.Post.End())
	}
	text := ""
	if s.Cond != nil {
		fr.checkExprs(s.Cond, s.Cond.End(), s.Cond)
		if !fr.told(s.Cond, names) {
			fr.blur(s.Pos(), s.End())
		}
	} else {
		for _, n := range names {
			text += fr.tell(n)
		}
	}
	fr.turn(s.Body, text)
}

// turn handles the body of a loop: what it declares is new at each turn.
func (fr *framer) turn(body *ast.BlockStmt, text string) {
	from := fr.slots
	fr.block(body.List)
	if fr.slots > from {
		text = fmt.Sprintf(" %s.C(%d, %d);", frameName, from, fr.slots) + text
	}
	if text != "" {
		fr.head(body.Lbrace+1, text, 1)
	}
}

// loop handles a range statement.
func (fr *framer) loop(s *ast.RangeStmt, whole ast.Stmt) {
	fr.checkExprs(s, s.Body.Lbrace, s.X)
	text := ""
	if s.Tok == token.DEFINE {
		for _, e := range []ast.Expr{s.Key, s.Value} {
			if id, ok := e.(*ast.Ident); ok && id.Name != "_" {
				text += fr.tell(id.Name)
			}
		}
	} else {
		for _, e := range []ast.Expr{s.Key, s.Value} {
			if e != nil && fr.operates(e) {
				fr.blur(s.Pos(), s.End())
			}
		}
	}
	var under types.Type
	if t := fr.typeOf(s.X); t != nil {
		under = t.Underlying()
	}
	switch under.(type) {
	case *types.Chan:
		if it := fr.iters[s]; it != "" {
			text += fr.tell(it)
		} else {
			fr.blur(s.Pos(), s.End())
		}
	case *types.Basic, *types.Slice, *types.Array, *types.Pointer:
		if !fr.operates(s.Body) {
			break
		}
		n := fr.slot()
		fr.head(whole.Pos(), fmt.Sprintf("%s.Z(%d); ", frameName, n), 1)
		text += fmt.Sprintf(" %s.N(%d);", frameName, n)
		if fr.info.Types[s.X].Value == nil {
			fr.insert(s.X.Pos(), fmt.Sprintf("%s.Keep(%s, %d, ", pkgName, frameName, fr.slot()))
			fr.closing(s.X.End(), ")")
		}
	default:
		if fr.operates(s.Body) {
			fr.blur(s.Pos(), s.End())
		}
	}
	fr.turn(s.Body, text)
}

func (fr *framer) clause(colon token.Pos, names []string, body []ast.Stmt) {
	text := ""
	for _, n := range names {
		text += fr.tell(n)
	}
	fr.block(body)
	if text != "" {
		fr.head(colon+1, text, 1)
	}
}

// selectCases handles a select statement.
func (fr *framer) selectCases(s *ast.SelectStmt) {
	var exprs []ast.Expr
	for _, c := range s.Body.List {
		c := c.(*ast.CommClause)
		var names []string
		switch comm := c.Comm.(type) {
		case nil:
		case *ast.SendStmt:
			exprs = append(exprs, comm.Chan, comm.Value)
		default:
			names = fr.declared(comm)
			recv, lhs, _ := fr.recvOf(comm)
			exprs = append(exprs, recv.X)
			for _, e := range lhs {
				if fr.operates(e) {
					fr.blur(c.Pos(), c.Colon)
				}
			}
		}
		fr.clause(c.Colon, names, c.Body)
	}
	if n := 0; true {
		for _, e := range exprs {
			if fr.operates(e) {
				n++
			}
		}
		if n > 0 {
			// All is evaluated at the place of the select itself.
			fr.blur(s.Pos(), s.Pos())
			for _, e := range exprs {
				fr.blur(e.Pos(), e.End())
			}
		}
	}
}

// deferred says what a deferred call is given.
func (fr *framer) deferred(s *ast.DeferStmt) {
	args := ""
	add := func(e ast.Expr) {
		if tv, ok := fr.info.Types[e]; ok && (tv.Value != nil || tv.IsNil()) {
			return
		}
		if !repeatable(e) {
			fr.blur(fr.body.Pos(), fr.body.End())
			return
		}
		args += fmt.Sprintf(", %s.Box(%s)", pkgName, fr.src[fr.offset(e.Pos()):fr.offset(e.End())])
	}
	switch fun := ast.Unparen(s.Call.Fun).(type) {
	case *ast.FuncLit:
		for _, v := range fr.free(fun) {
			args += ", &" + v
		}
	case *ast.SelectorExpr:
		sel := fr.info.Selections[fun]
		switch {
		case sel == nil: // a package's
		case !repeatable(fun.X):
			fr.blur(fr.body.Pos(), fr.body.End())
		case sel.Kind() == types.MethodVal && pointerMethod(sel) && !isPointer(fr.typeOf(fun.X)):
			args += fmt.Sprintf(", &%s", fr.src[fr.offset(fun.X.Pos()):fr.offset(fun.X.End())])
		case sel.Kind() == types.MethodVal:
			add(fun.X)
		default:
			add(fun)
		}
	case *ast.Ident:
		if _, ok := fr.info.Uses[fun].(*types.Var); ok {
			add(fun)
		}
	default:
		fr.blur(fr.body.Pos(), fr.body.End())
	}
	for _, e := range s.Call.Args {
		if lit, ok := ast.Unparen(e).(*ast.FuncLit); ok {
			for _, v := range fr.free(lit) {
				args += ", &" + v
			}
			continue
		}
		add(e)
	}
	fr.defers++
	fr.head(s.Pos(), fmt.Sprintf("%s.D(%d%s); ", frameName, fr.defers, args), 1)
}

func pointerMethod(sel *types.Selection) bool {
	fn, ok := sel.Obj().(*types.Func)
	return ok && isPointer(fn.Signature().Recv().Type())
}

func isPointer(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// repeatable reports whether an expression may be evaluated twice.
func repeatable(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident, *ast.BasicLit:
		return true
	case *ast.SelectorExpr:
		return repeatable(e.X)
	case *ast.StarExpr:
		return repeatable(e.X)
	case *ast.UnaryExpr:
		return e.Op != token.ARROW && repeatable(e.X)
	case *ast.IndexExpr:
		return repeatable(e.X) && repeatable(e.Index)
	}
	return false
}
