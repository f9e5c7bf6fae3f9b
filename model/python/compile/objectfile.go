package compile

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/big"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/resolve"
	"github.com/condcheck/condcheck/model/source"
)

// The library's modules see each other only, so that all that is known of one can
// be made ready before there is a program: its object, and what other modules have
// to know of it. If a program puts a module of its own in the place of one of them,
// or assigns their attributes, all are compiled from their texts: see unforeseen.

// Compile returns, for each module of a library, what File.Object is to be.
func Compile(modules []string, load func(name string) *File) (map[string]string, []Error) {
	main := source.NewFile("", "")
	p := newProgram(Options{Load: func(name string, _ File) (*File, error) { return load(name), nil }, texts: true})
	p.module("__main__", File{File: main, Library: true})
	for _, name := range modules {
		p.importModule(p.order[0], name)
	}
	objects := map[string]string{}
	if p.parsed() {
		p.stars()
		p.patches()
		p.number()
		for _, m := range p.order[1:] {
			p.compileModule(m)
			objects[m.name] = string(m.encode())
		}
	}
	return objects, p.errs
}

// unforeseen reports whether the program changes what objects were made from.
func (p *program) unforeseen() bool {
	for _, m := range p.order {
		if m.out == nil {
			continue
		}
		if len(m.patched) > 0 {
			return true
		}
		for _, imp := range m.info.Imports {
			for _, name := range []string{imp.Module, join(imp.Module, imp.Name)} {
				if other := p.modules[name]; other != nil && !other.file.Library {
					return true
				}
			}
		}
	}
	return false
}

// encode writes what is known of a compiled module.
func (m *module) encode() []byte {
	w := &writer{}
	w.strings(m.out.pool.names)
	w.count(len(m.out.pool.consts))
	for _, c := range m.out.pool.consts {
		w.constant(c)
	}
	w.count(len(m.out.globals))
	for _, g := range m.out.globals {
		w.text(g.module)
		w.text(g.name)
	}
	w.count(len(m.info.Imports))
	for _, imp := range m.info.Imports {
		w.text(imp.Module)
		w.text(imp.Name)
	}
	w.count(len(m.info.Module.Vars))
	for _, v := range m.info.Module.Vars {
		w.text(v.Name)
		w.flags(v.Once, v.Sure, v.Import != nil)
		if v.Import != nil {
			w.text(v.Import.Module)
			w.text(v.Import.Name)
		}
	}
	w.flags(m.exporting)
	w.strings(sortedKeys(m.exports))
	instrs, locals := 0, 0
	for _, c := range m.out.codes {
		instrs += len(c.Code)
		locals += len(c.Locals)
	}
	w.count(instrs)
	w.count(locals)
	w.count(len(m.out.codes))
	for _, c := range m.out.codes {
		w.code(c)
	}
	return w.b
}

// decode reads what encode wrote.
func (m *module) decode(text string) {
	r := &reader{rest: text}
	o := &object{pool: &pool{names: r.strings()}}
	o.pool.consts = make([]model.Const, r.count())
	for i := range o.pool.consts {
		o.pool.consts[i] = r.constant()
	}
	o.globals = make([]globalRef, r.count())
	for i := range o.globals {
		o.globals[i] = globalRef{r.text(), r.text()}
	}
	imports := make([]resolve.Import, r.count())
	for i := range imports {
		imports[i] = resolve.Import{Module: r.text(), Name: r.text()}
	}
	vars := make([]resolve.Var, r.count())
	for i := range vars {
		v := &vars[i]
		v.Name = r.text()
		flags := r.byte()
		v.Once, v.Sure = flags&1 != 0, flags&2 != 0
		if flags&4 != 0 {
			v.Import = &resolve.Import{Module: r.text(), Name: r.text()}
		}
	}
	m.info = resolve.Outline(vars, imports)
	m.exporting = r.byte() != 0
	m.exports = map[string]bool{}
	for _, name := range r.strings() {
		m.exports[name] = true
	}
	r.instrs = make([]model.Instr, r.count())
	r.spans = make([]source.Span, len(r.instrs))
	r.locals = make([]string, r.count())
	codes := make([]model.Code, r.count())
	o.codes = make([]*model.Code, len(codes))
	for i := range codes {
		r.code(&codes[i])
		o.codes[i] = &codes[i]
	}
	m.out = o
}

// A writer writes numbers in as few bytes as they need, and texts after their length.
type writer struct {
	b  []byte
	at source.Pos // the place written last
}

func (w *writer) count(n int)  { w.b = binary.AppendUvarint(w.b, uint64(n)) }
func (w *writer) number(n int) { w.b = binary.AppendVarint(w.b, int64(n)) }

func (w *writer) text(s string) {
	w.count(len(s))
	w.b = append(w.b, s...)
}

func (w *writer) strings(list []string) {
	w.count(len(list))
	for _, s := range list {
		w.text(s)
	}
}

func (w *writer) numbers(list []int) {
	w.count(len(list))
	for _, n := range list {
		w.count(n)
	}
}

// flags writes up to eight bits, the first the lowest.
func (w *writer) flags(bits ...bool) {
	b := byte(0)
	for i, set := range bits {
		if set {
			b |= 1 << i
		}
	}
	w.b = append(w.b, b)
}

// place writes a place by how far it is from the one before.
func (w *writer) place(p source.Pos) {
	w.number(int(p.Line - w.at.Line))
	w.number(int(p.Col - w.at.Col))
	w.at = p
}

// The kinds of constants.
const (
	tagNone byte = iota
	tagFalse
	tagTrue
	tagEllipsis
	tagInt   // a magnitude
	tagMinus // likewise
	tagFloat
	tagText
	tagBytes
	tagBuiltin
	tagTuple
)

func (w *writer) constant(c model.Const) {
	kind := func(k byte) { w.b = append(w.b, k) }
	switch c := c.(type) {
	case nil:
		kind(tagNone)
	case bool:
		if kind(tagFalse); c {
			w.b[len(w.b)-1] = tagTrue
		}
	case model.EllipsisConst:
		kind(tagEllipsis)
	case *big.Int:
		if kind(tagInt); c.Sign() < 0 {
			w.b[len(w.b)-1] = tagMinus
		}
		w.text(string(c.Bytes()))
	case float64:
		kind(tagFloat)
		w.b = binary.AppendUvarint(w.b, math.Float64bits(c))
	case string:
		kind(tagText)
		w.text(c)
	case []byte:
		kind(tagBytes)
		w.text(string(c))
	case model.Builtin:
		kind(tagBuiltin)
		w.text(string(c))
	case []model.Const:
		kind(tagTuple)
		w.count(len(c))
		for _, x := range c {
			w.constant(x)
		}
	default:
		panic(fmt.Sprintf("compile: constant of type %T", c))
	}
}

// code writes a code. Where an instruction has the span of the one before, its
// operation is written with a bit that says so.
func (w *writer) code(c *model.Code) {
	w.text(c.Name)
	w.text(c.QualName)
	w.number(c.Doc)
	w.count(int(c.Flags))
	w.count(c.PosOnly)
	w.count(c.Args)
	w.count(c.KwOnly)
	w.strings(c.Locals)
	w.numbers(c.Cells)
	w.numbers(c.Free)
	w.number(c.ClassSlot)
	w.count(c.MaxStack)
	w.count(len(c.Handlers))
	for _, h := range c.Handlers {
		for _, n := range []int32{h.Start, h.End, h.Target, h.Depth} {
			w.count(int(n))
		}
	}
	w.place(c.DefPos)
	w.count(len(c.Code))
	for i, in := range c.Code {
		same := i > 0 && c.Pos[i] == c.Pos[i-1]
		head := int(in.Op)<<2 | b2i(in.B != 0)<<1 | b2i(same)
		w.count(head)
		w.number(int(in.A))
		if in.B != 0 {
			w.count(int(in.B))
		}
		if !same {
			w.place(c.Pos[i].Start)
			w.place(c.Pos[i].End)
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// A reader reads what a writer wrote. The texts are parts of it.
type reader struct {
	rest string
	at   source.Pos

	instrs []model.Instr // what is left of slices that those of the codes are cut from
	spans  []source.Span
	locals []string
}

func (r *reader) byte() byte {
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

func (r *reader) uvarint() (n uint64) {
	for shift := 0; ; shift += 7 {
		b := r.byte()
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
}

func (r *reader) count() int { return int(r.uvarint()) }

func (r *reader) number() int {
	n := r.uvarint()
	return int(n>>1) ^ -int(n&1)
}

func (r *reader) text() string {
	n := r.count()
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

func (r *reader) strings() []string {
	list := make([]string, r.count())
	for i := range list {
		list[i] = r.text()
	}
	return list
}

func (r *reader) numbers() (list []int) {
	n := r.count()
	if n == 0 {
		return nil
	}
	list = make([]int, n)
	for i := range list {
		list[i] = r.count()
	}
	return list
}

func (r *reader) place() source.Pos {
	r.at.Line += int32(r.number())
	r.at.Col += int32(r.number())
	return r.at
}

func (r *reader) constant() model.Const {
	switch kind := r.byte(); kind {
	case tagNone:
		return nil
	case tagFalse, tagTrue:
		return kind == tagTrue
	case tagEllipsis:
		return model.EllipsisConst{}
	case tagInt, tagMinus:
		n := new(big.Int).SetBytes([]byte(r.text()))
		if kind == tagMinus {
			n.Neg(n)
		}
		return n
	case tagFloat:
		return math.Float64frombits(r.uvarint())
	case tagText:
		return r.text()
	case tagBytes:
		return []byte(r.text())
	case tagBuiltin:
		return model.Builtin(r.text())
	}
	t := make([]model.Const, r.count())
	for i := range t {
		t[i] = r.constant()
	}
	return t
}

func (r *reader) code(c *model.Code) {
	c.Name, c.QualName = r.text(), r.text()
	c.Doc = r.number()
	c.Flags = model.CodeFlags(r.count())
	c.PosOnly, c.Args, c.KwOnly = r.count(), r.count(), r.count()
	c.Locals = cut(&r.locals, r.count())
	for i := range c.Locals {
		c.Locals[i] = r.text()
	}
	c.Cells, c.Free = r.numbers(), r.numbers()
	c.ClassSlot = r.number()
	c.MaxStack = r.count()
	if n := r.count(); n > 0 {
		c.Handlers = make([]model.Handler, n)
	}
	for i := range c.Handlers {
		c.Handlers[i] = model.Handler{Start: int32(r.count()), End: int32(r.count()), Target: int32(r.count()), Depth: int32(r.count())}
	}
	c.DefPos = r.place()
	n := r.count()
	c.Code, c.Pos = cut(&r.instrs, n), cut(&r.spans, n)
	for i := range c.Code {
		head := r.count()
		in := model.Instr{Op: model.Op(head >> 2), A: int32(r.number())}
		if head&2 != 0 {
			in.B = uint16(r.count())
		}
		c.Code[i] = in
		if head&1 != 0 {
			c.Pos[i] = c.Pos[i-1]
		} else {
			c.Pos[i] = source.Span{Start: r.place(), End: r.place()}
		}
	}
}
