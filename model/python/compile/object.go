package compile

import (
	"math"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

// An object is a module compiled by itself: what it refers to has numbers of its
// own, until it is linked to the others. The first of its codes is that of the
// module's top level.
type object struct {
	pool    *pool
	globals []globalRef
	codes   []*model.Code

	globalAt map[globalRef]int
	made     map[syntax.Node]int // codes of the functions compiled already
}

// A globalRef names a global variable, perhaps of another module.
type globalRef struct{ module, name string }

func newObject() *object {
	return &object{pool: newPool(), globalAt: map[globalRef]int{}, made: map[syntax.Node]int{}}
}

func (o *object) global(module, name string) int {
	ref := globalRef{module, name}
	i, ok := o.globalAt[ref]
	if !ok {
		i = len(o.globals)
		o.globalAt[ref] = i
		o.globals = append(o.globals, ref)
	}
	return i
}

// link gives what a module's code refers to its numbers in the source.
func (p *program) link(m *module) {
	names, consts, globals := make([]int32, len(m.out.pool.names)), make([]int32, len(m.out.pool.consts)), make([]int32, len(m.out.globals))
	for i, s := range m.out.pool.names {
		names[i] = int32(p.pool.name(s))
	}
	for i, c := range m.out.pool.consts {
		consts[i] = int32(p.pool.constant(c))
	}
	for i, g := range m.out.globals {
		globals[i] = int32(p.modules[g.module].globals[g.name])
	}
	first := len(p.src.Codes)
	p.src.Modules[m.index].Code = first
	for _, c := range m.out.codes {
		c.Module = m.index
		if c.Doc >= 0 {
			c.Doc = int(consts[c.Doc])
		}
		for i := range c.Code {
			in := &c.Code[i]
			switch refersTo(in.Op) {
			case toName:
				in.A = names[in.A]
			case toConst:
				in.A = consts[in.A]
			case toKeywords:
				in.B = uint16(consts[in.B])
			case toGlobal:
				in.A = globals[in.A]
			case toCode:
				in.A += int32(first)
			}
		}
	}
	p.src.Codes = append(p.src.Codes, m.out.codes...)
	p.countConsts(m, source.Span{Start: m.out.codes[0].DefPos}, p.pool)
}

// countConsts reports that there are more constants than an instruction can number.
func (p *program) countConsts(m *module, at source.Span, pool *pool) {
	if len(pool.consts) > math.MaxUint16 {
		p.errorf(m, at, "too-large", "", "got more than %d constants", math.MaxUint16)
	}
}

// A reference is what an operand numbers.
type reference uint8

const (
	toNothing  reference = iota
	toName               // A is a name
	toConst              // A is a constant
	toKeywords           // B is the constant tuple of the keywords
	toGlobal             // A is a global
	toCode               // A is a code
)

var references = [...]reference{
	model.CONST: toConst, model.BUILDCLASS: toConst,
	model.CALLKW: toKeywords, model.CALLMKW: toKeywords,
	model.LOADG: toGlobal, model.STOREG: toGlobal, model.DELG: toGlobal,
	model.MKFUNC: toCode,
	model.LOADN:  toName, model.STOREN: toName, model.DELN: toName, model.ANNOTATE: toName, model.NAMEERROR: toName,
	model.LOADATTR: toName, model.STOREATTR: toName, model.DELATTR: toName, model.LOADMETH: toName,
	model.IMPORT: toName, model.IMPORTFROM: toName,
}

// refersTo returns what an operation's operand numbers.
func refersTo(op model.Op) reference {
	if int(op) < len(references) {
		return references[op]
	}
	return toNothing
}
