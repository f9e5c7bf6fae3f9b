package syntax

import "github.com/condcheck/condcheck/model/source"

// A kind is what sort of token a token is.
type kind uint8

const (
	tEOF kind = iota
	tBad      // an error that the scanner has reported
	tNewline
	tIndent
	tDedent
	tName
	tNumber
	tString
	tFStart  // f" and the like
	tFMiddle // literal text in an f-string
	tFEnd    // the closing quotes

	tLParen
	tRParen
	tLBrack
	tRBrack
	tLBrace
	tRBrace
	tComma
	tColon
	tSemi
	tDot
	tEllipsis
	tArrow
	tAt
	tAssign
	tWalrus
	tExclam // conversion in an f-string

	tPlus
	tMinus
	tStar
	tSlash
	tDSlash
	tPercent
	tDStar
	tLShift
	tRShift
	tBar
	tCaret
	tAmp
	tTilde

	tEqEq
	tNotEq
	tLt
	tLe
	tGt
	tGe

	tPlusEq
	tMinusEq
	tStarEq
	tSlashEq
	tDSlashEq
	tPercentEq
	tAtEq
	tDStarEq
	tLShiftEq
	tRShiftEq
	tBarEq
	tCaretEq
	tAmpEq

	tFalse // the first keyword
	tNone
	tTrue
	tAnd
	tAs
	tAssert
	tAsync
	tAwait
	tBreak
	tClass
	tContinue
	tDef
	tDel
	tElif
	tElse
	tExcept
	tFinally
	tFor
	tFrom
	tGlobal
	tIf
	tImport
	tIn
	tIs
	tLambda
	tNonlocal
	tNot
	tOr
	tPass
	tRaise
	tReturn
	tTry
	tWhile
	tWith
	tYield

	numKinds
)

var kindText = [numKinds]string{
	tEOF: "end of file", tBad: "ill-formed token", tNewline: "newline", tIndent: "indent", tDedent: "unindent",
	tName: "name", tNumber: "number", tString: "string", tFStart: "f-string", tFMiddle: "f-string text", tFEnd: "end of f-string",
	tLParen: "(", tRParen: ")", tLBrack: "[", tRBrack: "]", tLBrace: "{", tRBrace: "}",
	tComma: ",", tColon: ":", tSemi: ";", tDot: ".", tEllipsis: "...", tArrow: "->", tAt: "@",
	tAssign: "=", tWalrus: ":=", tExclam: "!",
	tPlus: "+", tMinus: "-", tStar: "*", tSlash: "/", tDSlash: "//", tPercent: "%", tDStar: "**",
	tLShift: "<<", tRShift: ">>", tBar: "|", tCaret: "^", tAmp: "&", tTilde: "~",
	tEqEq: "==", tNotEq: "!=", tLt: "<", tLe: "<=", tGt: ">", tGe: ">=",
	tPlusEq: "+=", tMinusEq: "-=", tStarEq: "*=", tSlashEq: "/=", tDSlashEq: "//=", tPercentEq: "%=", tAtEq: "@=",
	tDStarEq: "**=", tLShiftEq: "<<=", tRShiftEq: ">>=", tBarEq: "|=", tCaretEq: "^=", tAmpEq: "&=",
	tFalse: "False", tNone: "None", tTrue: "True", tAnd: "and", tAs: "as", tAssert: "assert", tAsync: "async",
	tAwait: "await", tBreak: "break", tClass: "class", tContinue: "continue", tDef: "def", tDel: "del", tElif: "elif",
	tElse: "else", tExcept: "except", tFinally: "finally", tFor: "for", tFrom: "from", tGlobal: "global", tIf: "if",
	tImport: "import", tIn: "in", tIs: "is", tLambda: "lambda", tNonlocal: "nonlocal", tNot: "not", tOr: "or",
	tPass: "pass", tRaise: "raise", tReturn: "return", tTry: "try", tWhile: "while", tWith: "with", tYield: "yield",
}

var keywords = func() map[string]kind {
	m := make(map[string]kind, numKinds-tFalse)
	for k := tFalse; k < numKinds; k++ {
		m[kindText[k]] = k
	}
	return m
}()

// String returns the kind as an error message names it.
func (k kind) String() string {
	if k >= tLParen {
		return "'" + kindText[k] + "'"
	}
	return kindText[k]
}

// isKeyword reports whether k is a reserved word.
func (k kind) isKeyword() bool { return k >= tFalse }

// onlyStmt reports whether k is a keyword that no expression and no bracket
// can hold, so that inside a bracket it shows the bracket was never closed.
func (k kind) onlyStmt() bool {
	switch k {
	case tAssert, tBreak, tClass, tContinue, tDef, tDel, tElif, tExcept, tFinally, tGlobal, tImport,
		tNonlocal, tPass, tRaise, tReturn, tTry, tWhile, tWith:
		return true
	}
	return false
}

// startsExpr reports whether an expression can begin with k.
func (k kind) startsExpr() bool {
	switch k {
	case tName, tNumber, tString, tFStart, tLParen, tLBrack, tLBrace, tEllipsis, tPlus, tMinus, tTilde,
		tFalse, tNone, tTrue, tAwait, tLambda, tNot:
		return true
	}
	return false
}

// augOps are the operators of augmented assignments.
var augOps = [numKinds]Operator{
	tPlusEq: Add, tMinusEq: Sub, tStarEq: Mult, tAtEq: MatMult, tSlashEq: Div, tPercentEq: Mod, tDStarEq: Pow,
	tLShiftEq: LShift, tRShiftEq: RShift, tBarEq: BitOr, tCaretEq: BitXor, tAmpEq: BitAnd, tDSlashEq: FloorDiv,
}

// binaryOps gives each binary operator its precedence, higher binding tighter;
// ** stands apart.
var binaryOps = [numKinds]struct {
	prec uint8
	op   Operator
}{
	tBar: {1, BitOr}, tCaret: {2, BitXor}, tAmp: {3, BitAnd}, tLShift: {4, LShift}, tRShift: {4, RShift},
	tPlus: {5, Add}, tMinus: {5, Sub},
	tStar: {6, Mult}, tSlash: {6, Div}, tDSlash: {6, FloorDiv}, tPercent: {6, Mod}, tAt: {6, MatMult},
}

// A token is a token with its place, in bytes of the text and in lines.
type token struct {
	kind       kind
	off, stop  int32
	start, end source.Pos
}
