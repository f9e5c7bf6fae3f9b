package syntax

// An Operator is a binary arithmetic operator.
type Operator uint8

// The binary operators, in the order of Python's ast module.
const (
	Add Operator = iota
	Sub
	Mult
	MatMult
	Div
	Mod
	Pow
	LShift
	RShift
	BitOr
	BitXor
	BitAnd
	FloorDiv
)

var operatorText = [...]string{"+", "-", "*", "@", "/", "%", "**", "<<", ">>", "|", "^", "&", "//"}

// String returns the operator as Python writes it.
func (op Operator) String() string { return operatorText[op] }

// A BoolOperator is and or or.
type BoolOperator uint8

// The boolean operators.
const (
	And BoolOperator = iota
	Or
)

// String returns the operator as Python writes it.
func (op BoolOperator) String() string { return [...]string{"and", "or"}[op] }

// A UnaryOperator is an operator with one operand.
type UnaryOperator uint8

// The unary operators.
const (
	Invert UnaryOperator = iota
	Not
	UAdd
	USub
)

// String returns the operator as Python writes it.
func (op UnaryOperator) String() string { return [...]string{"~", "not", "+", "-"}[op] }

// A CmpOperator is a comparison.
type CmpOperator uint8

// The comparisons.
const (
	Eq CmpOperator = iota
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

var cmpText = [...]string{"==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"}

// String returns the comparison as Python writes it.
func (op CmpOperator) String() string { return cmpText[op] }
