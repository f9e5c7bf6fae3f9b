package syntax

import "github.com/condcheck/condcheck/model/source"

// A BoolOp is VALUES joined by and or by or; there are at least two.
type BoolOp struct {
	Extent
	Op     BoolOperator
	Values []Expr
}

// A NamedExpr is TARGET := VALUE.
type NamedExpr struct {
	Extent
	Target *Name
	Value  Expr
}

// A BinOp is LEFT OP RIGHT.
type BinOp struct {
	Extent
	Left  Expr
	Op    Operator
	OpPos source.Pos
	Right Expr
}

// A UnaryOp is OP OPERAND.
type UnaryOp struct {
	Extent
	Op      UnaryOperator
	Operand Expr
}

// A Lambda is lambda ARGS: BODY.
type Lambda struct {
	Extent
	Args *Arguments
	Body Expr
}

// An IfExp is BODY if TEST else ELSE.
type IfExp struct {
	Extent
	Test Expr
	Body Expr
	Else Expr
}

// A Dict is {KEYS: VALUES}; a nil key is a ** unpacking of the value.
type Dict struct {
	Extent
	Keys   []Expr
	Values []Expr
}

// A Set is {ELTS}; it is never empty.
type Set struct {
	Extent
	Elts []Expr
}

// A ListComp is [ELT for …].
type ListComp struct {
	Extent
	Elt        Expr
	Generators []*Comprehension
}

// A SetComp is {ELT for …}.
type SetComp struct {
	Extent
	Elt        Expr
	Generators []*Comprehension
}

// A DictComp is {KEY: VALUE for …}.
type DictComp struct {
	Extent
	Key        Expr
	Value      Expr
	Generators []*Comprehension
}

// A GeneratorExp is (ELT for …).
type GeneratorExp struct {
	Extent
	Elt        Expr
	Generators []*Comprehension
}

// A Comprehension is one for clause of a comprehension with its conditions.
type Comprehension struct {
	Extent
	Async  bool
	Target Expr
	Iter   Expr
	Ifs    []Expr
}

// An Await is await VALUE.
type Await struct {
	Extent
	Value Expr
}

// A Yield is yield or yield VALUE.
type Yield struct {
	Extent
	Value Expr // or nil
}

// A YieldFrom is yield from VALUE.
type YieldFrom struct {
	Extent
	Value Expr
}

// A Compare is LEFT OPS[0] COMPARATORS[0] OPS[1] …; a chain has several.
type Compare struct {
	Extent
	Left        Expr
	Ops         []CmpOperator
	Comparators []Expr
}

// A Call is FUNC(ARGS, KEYWORDS).
type Call struct {
	Extent
	Func     Expr
	Args     []Expr // a *X argument is a Starred
	Keywords []*Keyword
}

// A Keyword is ARG=VALUE in a call or class header; Arg is "" for **VALUE.
type Keyword struct {
	Extent
	Arg   string
	Value Expr
}

// A JoinedStr is an f-string: its values are str Constants and FormattedValues.
// Strings written next to an f-string are part of it.
type JoinedStr struct {
	Extent
	Values []Expr
}

// A FormattedValue is {VALUE!CONVERSION:FORMATSPEC} in an f-string.
type FormattedValue struct {
	Extent
	Value      Expr
	Conversion rune       // 's', 'r', 'a' or 0
	FormatSpec *JoinedStr // or nil
}

// A TemplateStr is a t-string (Python 3.14): its values are str Constants and
// Interpolations.
type TemplateStr struct {
	Extent
	Values []Expr
}

// An Interpolation is {VALUE!CONVERSION:FORMATSPEC} in a t-string; Str is the
// text of the expression.
type Interpolation struct {
	Extent
	Value      Expr
	Str        string
	Conversion rune       // 's', 'r', 'a' or 0
	FormatSpec *JoinedStr // or nil
}

// EllipsisValue is the type of the Value of the Constant that ... stands for.
type EllipsisValue struct{}

// Ellipsis is the Value of the Constant that ... stands for.
var Ellipsis = EllipsisValue{}

// A Constant is a literal. Value is nil (None), bool, *big.Int, float64,
// complex128, string (str; see the package comment on surrogates), []byte
// (bytes) or Ellipsis.
type Constant struct {
	Extent
	Value any
	Kind  string // "u" for a u"…" string, else ""
}

// An Attribute is VALUE.ATTR.
type Attribute struct {
	Extent
	Value   Expr
	Attr    string
	AttrPos source.Pos
}

// A Subscript is VALUE[INDEX]; Index may be a Slice or a Tuple with Slices.
type Subscript struct {
	Extent
	Value Expr
	Index Expr
}

// A Starred is *VALUE in a call, display, index or assignment target.
type Starred struct {
	Extent
	Value Expr
}

// A Name is an identifier used as an expression, in Unicode normal form NFKC.
type Name struct {
	Extent
	ID string
}

// A List is [ELTS].
type List struct {
	Extent
	Elts []Expr
}

// A Tuple is (ELTS) or ELTS without parentheses.
type Tuple struct {
	Extent
	Elts   []Expr
	Parens bool // written with parentheses of its own
}

// A Slice is LOWER:UPPER:STEP in an index.
type Slice struct {
	Extent
	Lower, Upper, Step Expr // or nil
}

func (*BoolOp) expr()         {}
func (*NamedExpr) expr()      {}
func (*BinOp) expr()          {}
func (*UnaryOp) expr()        {}
func (*Lambda) expr()         {}
func (*IfExp) expr()          {}
func (*Dict) expr()           {}
func (*Set) expr()            {}
func (*ListComp) expr()       {}
func (*SetComp) expr()        {}
func (*DictComp) expr()       {}
func (*GeneratorExp) expr()   {}
func (*Await) expr()          {}
func (*Yield) expr()          {}
func (*YieldFrom) expr()      {}
func (*Compare) expr()        {}
func (*Call) expr()           {}
func (*JoinedStr) expr()      {}
func (*FormattedValue) expr() {}
func (*TemplateStr) expr()    {}
func (*Interpolation) expr()  {}
func (*Constant) expr()       {}
func (*Attribute) expr()      {}
func (*Subscript) expr()      {}
func (*Starred) expr()        {}
func (*Name) expr()           {}
func (*List) expr()           {}
func (*Tuple) expr()          {}
func (*Slice) expr()          {}
