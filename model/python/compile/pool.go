package compile

import (
	"fmt"
	"math"
	"math/big"
	"strconv"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/syntax"
)

// A pool holds constants and names, each once, in the order of their first use.
type pool struct {
	consts []model.Const
	names  []string

	constAt map[string]int
	nameAt  map[string]int
	key     []byte // room for one
}

func newPool() *pool {
	return &pool{constAt: make(map[string]int), nameAt: make(map[string]int)}
}

func (p *pool) name(s string) int {
	i, ok := p.nameAt[s]
	if !ok {
		i = len(p.names)
		p.nameAt[s] = i
		p.names = append(p.names, s)
	}
	return i
}

func (p *pool) constant(c model.Const) int {
	p.key = constKey(p.key[:0], c)
	i, ok := p.constAt[string(p.key)]
	if !ok {
		i = len(p.consts)
		p.constAt[string(p.key)] = i
		p.consts = append(p.consts, c)
	}
	return i
}

// constKey appends what makes a constant differ from others: 1, 1.0 and True
// are three, and so are 0.0 and -0.0.
func constKey(b []byte, c model.Const) []byte {
	text := func(kind byte, s string) []byte {
		b = strconv.AppendInt(append(b, kind), int64(len(s)), 10)
		return append(append(b, ':'), s...)
	}
	switch c := c.(type) {
	case nil:
		return append(b, 'N')
	case model.EllipsisConst:
		return append(b, 'E')
	case bool:
		if c {
			return append(b, 'T')
		}
		return append(b, 'F')
	case float64:
		return append(strconv.AppendUint(append(b, 'f'), math.Float64bits(c), 16), ';')
	case *big.Int:
		return append(c.Append(append(b, 'i'), 10), ';')
	case string:
		return text('s', c)
	case []byte:
		return text('b', string(c))
	case model.Builtin:
		return text('n', string(c))
	case []model.Const:
		b = append(strconv.AppendInt(append(b, 't'), int64(len(c)), 10), '(')
		for _, x := range c {
			b = constKey(b, x)
		}
		return b
	}
	panic(fmt.Sprintf("compile: constant of type %T", c))
}

// fold returns the value of an expression that is a constant when it is
// compiled: a literal, its negation, a tuple of such.
func fold(e syntax.Expr) (model.Const, bool) {
	switch e := e.(type) {
	case *syntax.Constant:
		switch v := e.Value.(type) {
		case complex128:
			return nil, false
		case syntax.EllipsisValue:
			return model.EllipsisConst{}, true
		default:
			return v, true
		}
	case *syntax.UnaryOp:
		x, ok := fold(e.Operand)
		if !ok {
			return nil, false
		}
		return foldUnary(e.Op, x)
	case *syntax.BinOp:
		return foldBinary(e)
	case *syntax.Tuple:
		t := make([]model.Const, 0, len(e.Elts))
		for _, x := range e.Elts {
			c, ok := fold(x)
			if !ok {
				return nil, false
			}
			t = append(t, c)
		}
		return t, true
	}
	return nil, false
}

func foldUnary(op syntax.UnaryOperator, x model.Const) (model.Const, bool) {
	switch op {
	case syntax.Not:
		if b, ok := x.(bool); ok {
			return !b, true
		}
	case syntax.UAdd, syntax.USub:
		neg := op == syntax.USub
		switch x := x.(type) {
		case *big.Int:
			if neg {
				return new(big.Int).Neg(x), true
			}
			return x, true
		case float64:
			if neg {
				return -x, true
			}
			return x, true
		}
	}
	return nil, false
}

// foldBinary folds sums, differences and products of integers: what people
// write as 60 * 60.
func foldBinary(e *syntax.BinOp) (model.Const, bool) {
	a, ok := fold(e.Left)
	if !ok {
		return nil, false
	}
	b, ok := fold(e.Right)
	if !ok {
		return nil, false
	}
	x, xok := a.(*big.Int)
	y, yok := b.(*big.Int)
	if !xok || !yok || x.BitLen()+y.BitLen() > 256 {
		return nil, false
	}
	switch e.Op {
	case syntax.Add:
		return new(big.Int).Add(x, y), true
	case syntax.Sub:
		return new(big.Int).Sub(x, y), true
	case syntax.Mult:
		return new(big.Int).Mul(x, y), true
	}
	return nil, false
}

// truth returns the truth value of a test known when it is compiled.
func truth(e syntax.Expr) (value, known bool) {
	if n, ok := e.(*syntax.Name); ok && n.ID == "__debug__" {
		return true, true
	}
	c, ok := fold(e)
	if !ok {
		return false, false
	}
	switch c := c.(type) {
	case nil:
		return false, true
	case bool:
		return c, true
	case *big.Int:
		return c.Sign() != 0, true
	case float64:
		return c != 0, true
	case string:
		return c != "", true
	case []byte:
		return len(c) > 0, true
	case []model.Const:
		return len(c) > 0, true
	}
	return true, true
}
