package model

import (
	"sync/atomic"

	"github.com/condcheck/condcheck/model/source"
)

// A frame is an activation of a code object, and also what generators,
// coroutines and async generators are: [meta, parent, aux, locals…, stack…].
// Frames live in the arena like everything else, so that a suspended task is
// part of the state.
//
// parent is the frame that goes on when this one returns or yields. A chain of
// frames in which each awaits the next has its root where it is driven from (a
// task, a for loop, a call of next); while the chain is suspended the root's
// aux is its leaf, the frame to resume.

const (
	wMeta   = 1
	wParent = 2
	wAux    = 3
	wLocals = 4
)

// frameMode says what becomes of a frame's result.
type frameMode uint8

const (
	modePush   frameMode = iota // pushed on the parent's stack
	modeInit                    // __init__: dropped; aux, the instance, is pushed
	modeFor                     // generator under FORITER of the parent
	modeAwait                   // replaces the top of the parent's stack, at its AWAIT or YIELDFROM
	modeANext                   // async generator under AWAIT of an anext object
	modeClass                   // class body: the class is made and pushed; aux is the name, bases and keywords
	modeNative                  // goes to the Go caller of run
	modeDrop                    // dropped, nothing is pushed
	modeNext                    // generator under a call of next, send or throw: what it yields is pushed
	modeClose                   // generator under a call of close
)

// frameState is the life of a generator-like frame.
type frameState uint8

const (
	fsCreated frameState = iota
	fsSuspended
	fsRunning
	fsFinished
)

// meta packs, from the low end: state 2, waiting 1, mode 4, sp 12, pc 20, code
// 20 bits. A frame that waits stands at its instruction (a YIELD, AWAIT or
// YIELDFROM); any other has its pc behind the instruction that it is busy with.
const (
	metaStateBits = 2
	metaWaiting   = 1 << 2
	metaModeShift = 3
	metaModeBits  = 4
	metaSPShift   = 7
	metaSPBits    = 12
	metaPCShift   = 19
	metaPCBits    = 20
	metaCodeShift = 39
)

func (m *machine) frameCode(f int) *code {
	return m.prog.codes[uint64(m.a[f+wMeta])>>metaCodeShift]
}
func (m *machine) frameState(f int) frameState {
	return frameState(m.a[f+wMeta] & (1<<metaStateBits - 1))
}
func (m *machine) frameMode(f int) frameMode {
	return frameMode(m.a[f+wMeta] >> metaModeShift & (1<<metaModeBits - 1))
}
func (m *machine) framePC(f int) int {
	return int(m.a[f+wMeta] >> metaPCShift & (1<<metaPCBits - 1))
}
func (m *machine) frameSP(f int) int {
	return int(m.a[f+wMeta] >> metaSPShift & (1<<metaSPBits - 1))
}
func (m *machine) setFrameState(f int, s frameState) {
	m.a[f+wMeta] = m.a[f+wMeta]&^(1<<metaStateBits-1) | Value(s)
}
func (m *machine) setFrameMode(f int, s frameMode) {
	m.a[f+wMeta] = m.a[f+wMeta]&^((1<<metaModeBits-1)<<metaModeShift) | Value(s)<<metaModeShift
}

// setFrameAt stores where a frame goes on: the next instruction and the height
// of its operand stack.
func (m *machine) setFrameAt(f, pc, sp int) {
	const mask = (1<<metaPCBits-1)<<metaPCShift | (1<<metaSPBits-1)<<metaSPShift | metaWaiting
	m.a[f+wMeta] = m.a[f+wMeta]&^mask | Value(pc)<<metaPCShift | Value(sp)<<metaSPShift
}

// setFrameWaiting is setFrameAt for a frame that waits at instruction pc.
func (m *machine) setFrameWaiting(f, pc, sp int) {
	m.setFrameAt(f, pc, sp)
	m.a[f+wMeta] |= metaWaiting
}

func (m *machine) frameWaiting(f int) bool { return m.a[f+wMeta]&metaWaiting != 0 }

func (m *machine) frameParent(f int) int { return m.a[f+wParent].payload() }

func (m *machine) setFrameParent(f, parent int) {
	if parent == 0 {
		m.a[f+wParent] = 0
	} else {
		m.a[f+wParent] = refValue(parent)
	}
}

// newFrame makes a frame for c with all locals unbound.
func (m *machine) newFrame(c *code) int {
	f := m.alloc(kFrame, c.frameSize)
	m.a[f+wMeta] = Value(c.index) << metaCodeShift
	return f
}

// stackTop returns the top of a suspended frame's operand stack.
func (m *machine) stackTop(f int) *Value {
	return &m.a[f+wLocals+len(m.frameCode(f).Locals)+m.frameSP(f)-1]
}

func (m *machine) push(f int, v Value) {
	sp := m.frameSP(f)
	m.a[f+wLocals+len(m.frameCode(f).Locals)+sp] = v
	m.setFrameAt(f, m.framePC(f), sp+1)
}

// framePos returns the place in the text where a frame stands.
func (m *machine) framePos(f int) source.Pos {
	c := m.frameCode(f)
	pc := m.framePC(f)
	if pc > 0 && !m.frameWaiting(f) {
		pc--
	}
	if pc < len(c.Pos) {
		return c.Pos[pc].Start
	}
	return source.Pos{}
}

// flavour of a code: what calling it gives.
type flavour uint8

const (
	plain flavour = iota
	generator
	coroutine
	asyncGen
)

// code is a Code made ready to run.
type code struct {
	*Code
	ins       []Instr
	index     int
	flavour   flavour
	frameSize int
	live      *atomic.Pointer[liveness] // nil until it is asked for: see live.go
	keepsAll  bool                      // all locals are taken to be live everywhere
	keepsSelf bool                      // the first one is
	file      *source.File
	asked     bool    // functions that it calls may ask which exception it handles
	lib       bool    // belongs to a library module
	role      role    // see override.go
	names     []Value // of the parameters, as atoms
	simple    bool    // only positional parameters, no cells, no *args
	inTurn    []bool  // per instruction: an await of one task after the other, see inturn.go
}
