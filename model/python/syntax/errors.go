package syntax

import (
	"fmt"

	"github.com/condcheck/condcheck/model/source"
)

// An Error is one thing wrong with a file.
type Error struct {
	Span source.Span
	Code string // a stable rule code, lowercase: see the Code constants
	Msg  string // what is wrong, in the form "got X, want Y" where that fits
	Hint string // what to write instead, or ""
}

// The rule codes of the errors that Parse reports.
const (
	CodeEncoding = "encoding"    // the text is not in the encoding it claims
	CodeToken    = "bad-token"   // a character, number or operator that is none
	CodeString   = "bad-string"  // an unterminated or ill-formed string
	CodeIndent   = "bad-indent"  // inconsistent or missing indentation
	CodeBracket  = "bad-bracket" // a bracket not closed, not opened or mismatched
	CodeTarget   = "bad-target"  // an assignment to what cannot be assigned
	CodeDepth    = "too-deep"    // nesting beyond the limits
	CodePython2  = "python2"     // Python 2 syntax
	CodeSyntax   = "syntax"      // anything else
)

// Error returns LINE:COL: MSG, and the hint in parentheses.
func (e Error) Error() string {
	if e.Hint != "" {
		return fmt.Sprintf("%v: %s (%s)", e.Span.Start, e.Msg, e.Hint)
	}
	return fmt.Sprintf("%v: %s", e.Span.Start, e.Msg)
}

// An ErrorList is the errors of a file in the order of the text. An empty list
// means none.
type ErrorList []Error

// Error returns the first error and how many more there are.
func (l ErrorList) Error() string {
	switch len(l) {
	case 0:
		return "no errors"
	case 1:
		return l[0].Error()
	}
	return fmt.Sprintf("%s (and %d more)", l[0].Error(), len(l)-1)
}

// Err returns the list as an error, nil if it is empty.
func (l ErrorList) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}
