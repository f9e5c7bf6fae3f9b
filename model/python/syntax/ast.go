package syntax

import "github.com/condcheck/condcheck/model/source"

// A Node is a piece of the tree with a place in the file.
type Node interface {
	// Span returns the stretch of text the node was read from. Columns are
	// byte columns counted from 1, CPython's col_offset plus one.
	Span() source.Span
}

// A Stmt is a statement.
type Stmt interface {
	Node
	stmt()
}

// An Expr is an expression.
type Expr interface {
	Node
	expr()
}

// A Pattern is what stands after case in a match statement.
type Pattern interface {
	Node
	pattern()
}

// An Extent is the place of a node; every node embeds one.
type Extent struct {
	Start, End source.Pos
}

// Span returns the stretch from Start to End.
func (x Extent) Span() source.Span { return source.Span{Start: x.Start, End: x.End} }

// A Comment is a # comment, without its line ending.
type Comment struct {
	Extent
	Text string // with the leading #
}

// An Ident is a name with its place, where the tree holds a name that is not
// an expression. Names are in Unicode normal form NFKC, as Python compares them.
type Ident struct {
	Extent
	Name string
}

// A Module is a whole file.
type Module struct {
	Extent
	// File is the text that the positions speak of. It is the file given to
	// Parse, or its UTF-8 form if that was in another encoding.
	File     *source.File
	Body     []Stmt
	Comments []*Comment // all comments, in the order of the text
}

// A FunctionDef is def or async def. Its span begins at def (or async), after
// the decorators.
type FunctionDef struct {
	Extent
	Async      bool
	Name       string
	NamePos    source.Pos
	TypeParams []TypeParam
	Args       *Arguments
	Returns    Expr // or nil
	Body       []Stmt
	Decorators []Expr
}

// A ClassDef is a class statement. Its span begins at class.
type ClassDef struct {
	Extent
	Name       string
	NamePos    source.Pos
	TypeParams []TypeParam
	Bases      []Expr
	Keywords   []*Keyword
	Body       []Stmt
	Decorators []Expr
}

// A Return is return or return VALUE.
type Return struct {
	Extent
	Value Expr // or nil
}

// A Delete is del TARGETS.
type Delete struct {
	Extent
	Targets []Expr
}

// An Assign is T1 = T2 = … = VALUE.
type Assign struct {
	Extent
	Targets []Expr
	Value   Expr
}

// An AugAssign is TARGET OP= VALUE.
type AugAssign struct {
	Extent
	Target Expr
	Op     Operator
	OpPos  source.Pos
	Value  Expr
}

// An AnnAssign is TARGET: ANNOTATION or TARGET: ANNOTATION = VALUE.
type AnnAssign struct {
	Extent
	Target     Expr
	Annotation Expr
	Value      Expr // or nil
	Simple     bool // the target is a name not in parentheses
}

// A For is a for or async for statement.
type For struct {
	Extent
	Async  bool
	Target Expr
	Iter   Expr
	Body   []Stmt
	Else   []Stmt
}

// A While is a while statement.
type While struct {
	Extent
	Test Expr
	Body []Stmt
	Else []Stmt
}

// An If is an if statement; elif is an If alone in Else.
type If struct {
	Extent
	Test Expr
	Body []Stmt
	Else []Stmt
}

// A With is a with or async with statement.
type With struct {
	Extent
	Async bool
	Items []*WithItem
	Body  []Stmt
}

// A WithItem is CONTEXT or CONTEXT as VARS.
type WithItem struct {
	Extent
	Context Expr
	Vars    Expr // or nil
}

// A Match is a match statement.
type Match struct {
	Extent
	Subject Expr
	Cases   []*MatchCase
}

// A MatchCase is case PATTERN [if GUARD]: BODY.
type MatchCase struct {
	Extent
	Pattern Pattern
	Guard   Expr // or nil
	Body    []Stmt
}

// A Raise is raise, raise EXC or raise EXC from CAUSE.
type Raise struct {
	Extent
	Exc   Expr // or nil
	Cause Expr // or nil
}

// A Try is a try statement; Star says that its handlers are except*.
type Try struct {
	Extent
	Star     bool
	Body     []Stmt
	Handlers []*ExceptHandler
	Else     []Stmt
	Finally  []Stmt
}

// An ExceptHandler is except [TYPE [as NAME]]: BODY.
type ExceptHandler struct {
	Extent
	Type    Expr   // or nil
	Name    string // or ""
	NamePos source.Pos
	Body    []Stmt
}

// An Assert is assert TEST [, MSG].
type Assert struct {
	Extent
	Test Expr
	Msg  Expr // or nil
}

// An Import is import NAMES.
type Import struct {
	Extent
	Names []*Alias
}

// An ImportFrom is from MODULE import NAMES; Level counts the leading dots.
type ImportFrom struct {
	Extent
	Module    string // "" if there are only dots
	ModulePos source.Pos
	Names     []*Alias
	Level     int
}

// An Alias is NAME or NAME as ASNAME in an import; NAME may be dotted or *.
type Alias struct {
	Extent
	Name      string
	AsName    string // or ""
	AsNamePos source.Pos
}

// A Global is global NAMES.
type Global struct {
	Extent
	Names []*Ident
}

// A Nonlocal is nonlocal NAMES.
type Nonlocal struct {
	Extent
	Names []*Ident
}

// An ExprStmt is an expression as a statement.
type ExprStmt struct {
	Extent
	Value Expr
}

// A Pass is pass.
type Pass struct{ Extent }

// A Break is break.
type Break struct{ Extent }

// A Continue is continue.
type Continue struct{ Extent }

// A TypeAlias is type NAME[TYPE_PARAMS] = VALUE.
type TypeAlias struct {
	Extent
	Name       *Name
	TypeParams []TypeParam
	Value      Expr
}

// A ParamKind says which sort of type parameter a TypeParam is.
type ParamKind uint8

// The sorts of type parameters.
const (
	TypeVar      ParamKind = iota // T or T: BOUND
	TypeVarTuple                  // *T
	ParamSpec                     // **T
)

// A TypeParam is a type parameter of a def, class or type statement.
type TypeParam struct {
	Extent
	Kind    ParamKind
	Name    string
	Bound   Expr // or nil; only of a TypeVar
	Default Expr // or nil
}

// Arguments are the parameters of a function or lambda. Defaults belong to the
// last parameters of PosOnly and Args taken together; KwDefaults has an entry,
// perhaps nil, for each of KwOnly.
type Arguments struct {
	Extent
	PosOnly    []*Arg
	Args       []*Arg
	VarArg     *Arg // *args, or nil
	KwOnly     []*Arg
	KwDefaults []Expr
	KwArg      *Arg // **kwargs, or nil
	Defaults   []Expr
}

// An Arg is one parameter.
type Arg struct {
	Extent
	Name       string
	Annotation Expr // or nil
}

func (*FunctionDef) stmt() {}
func (*ClassDef) stmt()    {}
func (*Return) stmt()      {}
func (*Delete) stmt()      {}
func (*Assign) stmt()      {}
func (*AugAssign) stmt()   {}
func (*AnnAssign) stmt()   {}
func (*For) stmt()         {}
func (*While) stmt()       {}
func (*If) stmt()          {}
func (*With) stmt()        {}
func (*Match) stmt()       {}
func (*Raise) stmt()       {}
func (*Try) stmt()         {}
func (*Assert) stmt()      {}
func (*Import) stmt()      {}
func (*ImportFrom) stmt()  {}
func (*Global) stmt()      {}
func (*Nonlocal) stmt()    {}
func (*ExprStmt) stmt()    {}
func (*Pass) stmt()        {}
func (*Break) stmt()       {}
func (*Continue) stmt()    {}
func (*TypeAlias) stmt()   {}

// Docstring returns the text of the string that a module, class or function
// body begins with, and whether there is one.
func Docstring(body []Stmt) (string, bool) {
	if len(body) == 0 {
		return "", false
	}
	if s, ok := body[0].(*ExprStmt); ok {
		if c, ok := s.Value.(*Constant); ok {
			str, ok := c.Value.(string)
			return str, ok
		}
	}
	return "", false
}
