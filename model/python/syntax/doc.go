// Package syntax reads Python: it scans and parses the text of a file and
// returns its tree, with a position on every node. It accepts the union of
// Python 3.8 to 3.14 and rejects what CPython's ast.parse rejects in all of
// them, or let pass in an old version only for its compiler to refuse it, as
// (*x). It says nothing about names and scopes: what CPython's compiler
// refuses later (a return outside a function, an argument named twice) is left
// to the next stage.
//
// The tree mirrors the one of Python's ast module: the same node types, the
// same fields under Go's spelling. Load, Store and Del contexts are left out,
// since the place of an expression says which it is.
//
// A str constant is a Go string in UTF-8, except that a lone surrogate, which
// Python allows in an escape such as '\ud800', is kept as the three bytes that
// UTF-8's scheme would give it (generalised UTF-8, also known as WTF-8 but
// without joining pairs). Such a string is not utf8.Valid; [DecodeRune] and
// [AppendRune] read and write it.
package syntax
