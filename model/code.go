package model

import (
	"math/big"

	"github.com/condcheck/condcheck/model/source"
)

// A Source is what a front end makes of a program text: code objects and
// constants, plain data with no pointers into the front end. Link turns it into
// a Program.
type Source struct {
	Modules []*Module // Modules[0] is the user's own; the others are library modules
	Codes   []*Code
	Consts  []Const
	Names   []string // attribute, keyword and global names, by number
}

// A Module is a module's top-level code and its global variables.
type Module struct {
	Name    string // "__main__", "asyncio", …
	File    *source.File
	Library bool // one of the library's, not the program's own
	Code    int  // index into Source.Codes
	Globals []Global
}

// A Global is a module-level variable. LOADG and STOREG name it by its index
// in Source-wide numbering: the globals of Modules[0] first, then Modules[1]'s.
type Global struct {
	Name int // index into Source.Names
	// Once is true if the variable has one assignment in the text, at module
	// level outside any loop, and none elsewhere: functions, classes, imports.
	Once bool
	// Builtin is the index into Consts of the builtin of the same name that a
	// load finds while the variable is unbound, or -1.
	Builtin int
}

// A Const is a constant: nil (None), bool, *big.Int, float64, string, []byte,
// EllipsisConst, Builtin, or []Const for a tuple.
type Const any

// EllipsisConst is the constant `...`.
type EllipsisConst struct{}

// A Builtin names a builtin function, type or exception: "len", "ValueError".
type Builtin string

// CodeFlags says what a code object is.
type CodeFlags uint8

// Flags of a Code.
const (
	FlagGenerator CodeFlags = 1 << iota // def with yield
	FlagCoroutine                       // async def without yield
	FlagAsyncGen                        // async def with yield
	FlagVarArgs                         // has *args (the local after the keyword-only ones)
	FlagVarKw                           // has **kwargs (the local after that)
	FlagClassBody                       // local 0 is the namespace dict; runs by BUILDCLASS
	FlagModule                          // module level
	FlagImplicit                        // comprehension or generator expression: its iterable is local 0
)

// A Code is a compiled function, class body or module body.
type Code struct {
	Name     string
	QualName string
	Doc      int // index into Consts, -1 if none
	Module   int // index into Source.Modules
	Flags    CodeFlags
	PosOnly  int // positional-only parameters
	Args     int // positional parameters, positional-only ones included
	KwOnly   int // keyword-only parameters
	// Locals are the names of the local slots: parameters first (positional,
	// keyword-only, *args, **kwargs), then other variables, then hidden ones
	// (names beginning with '.').
	Locals []string
	// Cells lists the local slots that hold cells made by this function: at
	// entry the machine wraps the slot's value (a parameter's, or unbound).
	Cells []int
	// Free lists the local slots that receive the cells of the closure, in the
	// order of the closure tuple.
	Free []int
	// ClassSlot is the local slot that receives the class in whose body the
	// function was defined (for super() and __class__), or -1.
	ClassSlot int
	// MaxStack is the greatest depth of the operand stack. WITHEXC counts as
	// three more than its operands, for the arguments of the call that it makes.
	MaxStack int
	Code     []Instr
	Pos      []source.Span // one for each instruction
	Handlers []Handler     // innermost first
	DefPos   source.Pos
}

// A Handler says that an exception raised at an instruction in [Start,End) cuts
// the operand stack to Depth, pushes the exception, and goes on at Target.
type Handler struct{ Start, End, Target, Depth int32 }

// An Instr is one instruction: an operation with up to two operands.
type Instr struct {
	Op Op
	B  uint16
	A  int32
}

// IntConst returns the constant for n.
func IntConst(n int64) Const { return big.NewInt(n) }

// An Op is an operation of the machine.
type Op uint16

// The operations. The pictures show the operand stack before and after, its
// top at the right. Jump targets are instruction numbers in A.
const (
	NOP Op = iota

	// Constants and variables
	CONST     // - CONST a: → consts[a]
	LOADL     // - LOADL a: → locals[a]; UnboundLocalError if unbound
	STOREL    // x STOREL a →
	DELL      // - DELL a → ; UnboundLocalError if unbound
	CLEARL    // - CLEARL a → ; makes the local unbound, whatever it was
	LOADC     // - LOADC a: → contents of the cell in locals[a]; NameError if unbound
	STOREC    // x STOREC a →
	DELC      // - DELC a →
	PUSHCELL  // - PUSHCELL a: → the cell itself (to build a closure tuple)
	LOADG     // - LOADG a: → global a; its builtin if unbound; NameError otherwise
	STOREG    // x STOREG a →
	DELG      // - DELG a →
	LOADN     // - LOADN a: → namespace[names[a]], and skips the next instruction; if absent goes on with the next one (the LOADG, LOADC or CONST that finds it elsewhere)
	STOREN    // x STOREN a → ; into the class body's namespace
	DELN      // - DELN a →
	ANNOTATE  // x ANNOTATE a → ; class body: namespace["__annotations__"][names[a]] = x
	NAMEERROR // - NAMEERROR a → ; raises NameError for names[a] (a name defined nowhere)

	// Stack
	POP  // x POP →
	DUP  // x DUP → x x
	DUP2 // x y DUP2 → x y x y
	SWAP // x y SWAP → y x
	ROT3 // x y z ROT3 → z x y
	ROT4 // w x y z ROT4 → z w x y
	COPY // x … COPY a → x … x; a counts from 1 at the top (COPY 1 is DUP)

	// Attributes and items
	LOADATTR  // obj LOADATTR a → obj.names[a]
	STOREATTR // x obj STOREATTR a → ; obj.names[a] = x
	DELATTR   // obj DELATTR a →
	LOADMETH  // obj LOADMETH a → f self | 0 f; to be called by CALLM
	INDEX     // obj i INDEX → obj[i]
	STOREIDX  // x obj i STOREIDX → ; obj[i] = x
	DELIDX    // obj i DELIDX →
	SLICE     // lo hi SLICE 2 → slice; lo hi step SLICE 3 → slice
	SUPER     // - SUPER a: → super(class, self); class from Code.ClassSlot, self from local a (unwrapped if a cell)

	// Operators
	BINOP   // x y BINOP k → x k y; k is a BinaryOp, B is 1 for an augmented assignment
	UNARY   // x UNARY k → ; k is a UnaryOp
	COMPARE // x y COMPARE k → ; k is a CompareOp

	// Jumps
	JUMP   // - JUMP a →
	JF     // x JF a → ; jumps if x is false
	JT     // x JT a →
	JFKEEP // x JFKEEP a → x if false, and jumps; otherwise pops x
	JTKEEP // x JTKEEP a → x if true, and jumps; otherwise pops x
	JNONE  // x JNONE a → ; jumps if x is None
	JNOTNONE

	// Building values
	TUPLE      // x1 … xa TUPLE a → (x1, …, xa)
	LIST       // x1 … xa LIST a → [x1, …, xa]
	SET        // x1 … xa SET a → {x1, …, xa}
	DICT       // k1 v1 … ka va DICT a → {k1: v1, …}
	LISTAPPEND // l … x LISTAPPEND a → l …; l is the a-th from the top once x is popped, counted from 1
	LISTEXTEND // l … it LISTEXTEND a → l …; extends l with the iterable
	SETADD     // s … x SETADD a → s …
	SETUPDATE  // s … it SETUPDATE a → s …
	DICTADD    // d … k v DICTADD a → d …; d[k] = v
	DICTUPDATE // d … m DICTUPDATE a → d …; {**m} semantics
	DICTMERGE  // d … m DICTMERGE a → d …; f(**m) semantics: a key that is there already is a TypeError
	LISTTUPLE  // l LISTTUPLE → tuple(l)
	UNPACK     // it UNPACK a → xa … x1 (the first on top)
	UNPACKEX   // it UNPACKEX a b → items; a before the star, b after it; the first on top, the starred list among them
	FORMAT     // x [spec] FORMAT a → text; a&3: 0 none, 1 !s, 2 !r, 3 !a; a&4: spec on the stack
	JOIN       // s1 … sa JOIN a → their concatenation

	// Functions and classes
	MKFUNC     // [defaults tuple] [kwdefaults dict] [closure tuple] MKFUNC a b → function of codes[a]; b&1, b&2, b&4 say which of the three are there
	CALL       // f x1 … xa CALL a → f(x1, …, xa)
	CALLKW     // f x1 … xa CALLKW a b → the last len(consts[b]) arguments are keywords; consts[b] is the tuple of their names
	CALLM      // f self x1 … xa CALLM a → or 0 f x1 … xa CALLM a: as LOADMETH left it
	CALLMKW    // likewise with keywords: CALLMKW a b
	CALLEX     // f args-tuple CALLEX 0 → ; f args-tuple kwargs-dict CALLEX 1 →
	RETURN     // x RETURN
	BUILDCLASS // f bases-tuple kwds-dict BUILDCLASS a → class named consts[a]; f is the function of the body (FlagClassBody)

	// Iteration
	GETITER // x GETITER → iter(x)
	FORITER // it FORITER a → it next | jumps to a with it popped when exhausted
	// Generators and coroutines
	YIELD       // x YIELD → sent; in an async generator the value of `yield`
	YIELDFROM   // it YIELDFROM → result; `yield from it` (the iterable itself, not iter(it))
	AWAIT       // x AWAIT → result
	GETAITER    // x GETAITER → aiter
	ANEXT       // aiter ANEXT → aiter awaitable; AWAIT follows
	ENDASYNCFOR // aiter exc ENDASYNCFOR → if exc is StopAsyncIteration; raises exc otherwise

	// With
	BEFOREWITH  // mgr BEFOREWITH → exit enter; bound methods, __exit__ looked up before __enter__; CALL 0 follows
	BEFOREAWITH // mgr BEFOREAWITH → aexit aenter; CALL 0 and AWAIT follow
	WITHEXC     // exit exc WITHEXC → exit exc result; calls exit(type(exc), exc, None); AWAIT follows in async with

	// Exceptions
	RAISE     // RAISE 0: re-raises what is being handled (none lexically); exc RAISE 1; exc cause RAISE 2
	RERAISE   // exc RERAISE; raises exc as it is, without adding a context
	EXCMATCH  // exc type EXCMATCH → exc bool; TypeError if type is no exception class or tuple of them
	EXCSPLIT  // exc type EXCSPLIT → rest|None match|None; except*: splits an exception (group) by type; a naked exception that matches is wrapped in a group
	EXCJOIN   // orig list EXCJOIN → exc|None; except*: what to raise from the unhandled rest and what the handlers raised (list of those; None entries ignored)
	ASSERTERR // - ASSERTERR: → AssertionError, whatever the program called so

	// Import
	IMPORT     // - IMPORT a: → module names[a] ("asyncio", "collections.abc")
	IMPORTFROM // m IMPORTFROM a → m m.names[a]
	IMPORTSTAR // reserved

	// Match
	MATCHSEQ   // x MATCHSEQ → x bool; a sequence but no str or bytes
	MATCHMAP   // x MATCHMAP → x bool
	MATCHLEN   // x MATCHLEN → x len(x)
	MATCHKEYS  // x keys-tuple MATCHKEYS → x keys values-tuple|None
	MATCHCLASS // x cls kwnames-tuple MATCHCLASS a → attrs-tuple|None; a positional subpatterns
	MATCHREST  // x keys-tuple MATCHREST → dict of the rest

	// STEP stands before an instruction at which a thread may be preempted. The
	// machine puts it there itself: see instrument.go.
	STEP
)

// BinaryOp is the operand of BINOP.
type BinaryOp uint8

// The binary operators.
const (
	Add BinaryOp = iota
	Sub
	Mul
	Div
	FloorDiv
	Mod
	Pow
	LShift
	RShift
	BitAnd
	BitOr
	BitXor
	MatMul
)

// UnaryOp is the operand of UNARY.
type UnaryOp uint8

// The unary operators.
const (
	Not UnaryOp = iota
	Neg
	Pos
	Invert
)

// CompareOp is the operand of COMPARE.
type CompareOp uint8

// The comparisons.
const (
	Eq CompareOp = iota
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
