package compile

import (
	"bufio"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"

	"github.com/condcheck/condcheck/model"
)

// Disassemble writes the code of src as text: each code object with its
// variables, instructions and handlers. A line of an instruction has the line
// number where that changes, the instruction's number, the operation and what
// its operands mean.
func Disassemble(w io.Writer, src *model.Source) error {
	d := &disassembler{Writer: bufio.NewWriter(w), src: src}
	for _, m := range src.Modules {
		d.globals = append(d.globals, m.Globals...)
	}
	first := 0
	for _, m := range src.Modules {
		fmt.Fprintf(d, "module %s: code %d\n", m.Name, m.Code)
		for i, g := range m.Globals {
			fmt.Fprintf(d, "  global %d %s", first+i, src.Names[g.Name])
			if g.Once {
				fmt.Fprint(d, " once")
			}
			if g.Builtin >= 0 {
				fmt.Fprintf(d, " builtin %v", src.Consts[g.Builtin])
			}
			fmt.Fprintln(d)
		}
		first += len(m.Globals)
	}
	for i, code := range src.Codes {
		d.code(i, code)
	}
	return d.Flush()
}

type disassembler struct {
	*bufio.Writer
	src     *model.Source
	globals []model.Global
}

var flagNames = [...]string{"generator", "coroutine", "asyncgen", "varargs", "varkw", "class", "module", "implicit"}

func (d *disassembler) code(i int, c *model.Code) {
	fmt.Fprintf(d, "\ncode %d %s", i, c.QualName)
	for bit, name := range flagNames {
		if c.Flags&(1<<bit) != 0 {
			fmt.Fprintf(d, " %s", name)
		}
	}
	fmt.Fprintf(d, ", stack %d", c.MaxStack)
	if c.Args+c.KwOnly > 0 {
		fmt.Fprintf(d, ", args %d %d %d", c.PosOnly, c.Args, c.KwOnly)
	}
	fmt.Fprintln(d)
	d.slots("locals", all(len(c.Locals)), c)
	d.slots("cells", c.Cells, c)
	d.slots("free", c.Free, c)
	if c.ClassSlot >= 0 {
		fmt.Fprintf(d, "  class %d\n", c.ClassSlot)
	}
	targets := map[int32]bool{}
	for _, in := range c.Code {
		if _, _, jumps, _ := effect(in); jumps {
			targets[in.A] = true
		}
	}
	line := int32(0)
	for pc, in := range c.Code {
		if c.Pos[pc].Start.Line != line {
			line = c.Pos[pc].Start.Line
			fmt.Fprintf(d, "%5d", line)
		} else {
			fmt.Fprintf(d, "     ")
		}
		mark := " "
		if targets[int32(pc)] {
			mark = ">"
		}
		fmt.Fprintf(d, " %s%4d %s\n", mark, pc, strings.TrimRight(fmt.Sprintf("%-11s %s", OpName(in.Op), d.operand(c, in)), " "))
	}
	for _, h := range c.Handlers {
		fmt.Fprintf(d, "  handler %d-%d to %d depth %d\n", h.Start, h.End-1, h.Target, h.Depth)
	}
}

func all(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (d *disassembler) slots(what string, slots []int, c *model.Code) {
	if len(slots) == 0 {
		return
	}
	fmt.Fprintf(d, "  %s", what)
	for _, s := range slots {
		fmt.Fprintf(d, " %s", c.Locals[s])
	}
	fmt.Fprintln(d)
}

var (
	binaryText  = [...]string{"+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@"}
	unaryText   = [...]string{"not", "-", "+", "~"}
	compareText = [...]string{"==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"}
)

func (d *disassembler) operand(c *model.Code, in model.Instr) string {
	a := int(in.A)
	switch in.Op {
	case model.CONST, model.BUILDCLASS:
		return constText(d.src.Consts[a])
	case model.LOADL, model.STOREL, model.DELL, model.CLEARL, model.LOADC, model.STOREC, model.DELC, model.PUSHCELL, model.SUPER:
		return c.Locals[a]
	case model.LOADG, model.STOREG, model.DELG:
		return d.src.Names[d.globals[a].Name]
	case model.LOADN, model.STOREN, model.DELN, model.ANNOTATE, model.NAMEERROR, model.LOADATTR, model.STOREATTR,
		model.DELATTR, model.LOADMETH, model.IMPORT, model.IMPORTFROM:
		return d.src.Names[a]
	case model.BINOP:
		if in.B == 1 {
			return binaryText[a] + "="
		}
		return binaryText[a]
	case model.UNARY:
		return unaryText[a]
	case model.COMPARE:
		return compareText[a]
	case model.CALLKW, model.CALLMKW:
		return fmt.Sprintf("%d %s", a, constText(d.src.Consts[in.B]))
	case model.MKFUNC:
		return fmt.Sprintf("%d %s flags %d", a, d.src.Codes[a].QualName, in.B)
	case model.UNPACKEX:
		return fmt.Sprintf("%d %d", a, in.B)
	}
	if takesOperand(in.Op) {
		return strconv.Itoa(a)
	}
	return ""
}

func takesOperand(op model.Op) bool {
	if _, _, jumps, _ := effect(model.Instr{Op: op}); jumps {
		return true
	}
	switch op {
	case model.COPY, model.SLICE, model.TUPLE, model.LIST, model.SET, model.DICT, model.LISTAPPEND, model.LISTEXTEND,
		model.SETADD, model.SETUPDATE, model.DICTADD, model.DICTUPDATE, model.DICTMERGE, model.UNPACK, model.FORMAT,
		model.JOIN, model.CALL, model.CALLM, model.CALLEX, model.RAISE, model.MATCHCLASS:
		return true
	}
	return false
}

// constText returns a constant in Python's notation, a builtin in angle
// brackets.
func constText(c model.Const) string {
	switch c := c.(type) {
	case nil:
		return "None"
	case bool:
		if c {
			return "True"
		}
		return "False"
	case *big.Int:
		return c.String()
	case float64:
		s := strconv.FormatFloat(c, 'g', -1, 64)
		if !strings.ContainsAny(s, ".einEIN") {
			s += ".0"
		}
		return s
	case string:
		return strconv.Quote(c)
	case []byte:
		return "b" + strconv.Quote(string(c))
	case model.EllipsisConst:
		return "..."
	case model.Builtin:
		return "<" + string(c) + ">"
	case []model.Const:
		parts := make([]string, len(c))
		for i, x := range c {
			parts[i] = constText(x)
		}
		if len(parts) == 1 {
			parts[0] += ","
		}
		return "(" + strings.Join(parts, ", ") + ")"
	}
	return fmt.Sprintf("%T", c)
}
