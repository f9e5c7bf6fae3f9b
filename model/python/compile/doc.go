// Package compile turns Python trees into the machine's code: a file and the
// modules that it imports become one model.Source.
//
// Code is generated in one pass over each function's tree into a list of
// instructions with labels; the assembler then threads jumps, drops what cannot
// be reached, lays out the exception table and computes the stack's depth.
// Verify checks the result by abstract interpretation; Disassemble prints it.
//
// Comprehensions, finally bodies and with statements follow CPython 3.12's
// scheme: comprehensions run in the code around them where that is possible
// (see package resolve), and a finally body is repeated for every way out of
// its try.
//
// What the model has no meaning for is refused, with a rule code and a place.
package compile
