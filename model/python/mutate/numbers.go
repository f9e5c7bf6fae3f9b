package mutate

import (
	"fmt"
	"math/big"

	"github.com/condcheck/condcheck/model/python/syntax"
)

// number returns the value of an expression that is a number in the text, or a
// name that is assigned one once.
func (p *program) number(e syntax.Expr) (int64, bool) {
	switch e := e.(type) {
	case *syntax.Constant:
		if n, ok := e.Value.(*big.Int); ok && n.IsInt64() {
			return n.Int64(), true
		}
	case *syntax.Name:
		return p.constant(e.ID)
	}
	return 0, false
}

// constant returns the number that a name of the module is assigned once.
func (p *program) constant(name string) (value int64, ok bool) {
	times := 0
	assign := func(target, v syntax.Expr) {
		if n, is := target.(*syntax.Name); is && n.ID == name {
			times++
			if c, is := v.(*syntax.Constant); is {
				value, ok = p.number(c)
			}
		}
	}
	for _, n := range p.nodes {
		switch n := n.(type) {
		case *syntax.Assign:
			for _, t := range n.Targets {
				assign(t, n.Value)
				if t, is := t.(*syntax.Tuple); is {
					v, same := n.Value.(*syntax.Tuple)
					for i, x := range t.Elts {
						if same && len(v.Elts) == len(t.Elts) {
							assign(x, v.Elts[i])
						} else {
							assign(x, nil)
						}
					}
				}
			}
		case *syntax.AugAssign:
			assign(n.Target, nil)
		case *syntax.For:
			assign(n.Target, nil)
		case *syntax.Arg:
			if n.Name == name {
				times++
			}
		}
	}
	return value, ok && times == 1
}

// plus is the text of an expression with a number added.
func (p *program) plus(e syntax.Expr, by int64) string {
	if c, ok := e.(*syntax.Constant); ok {
		if n, ok := p.number(c); ok {
			return fmt.Sprint(n + by)
		}
	}
	text := p.text(e)
	switch e.(type) {
	case *syntax.Name, *syntax.Attribute, *syntax.Call, *syntax.Subscript, *syntax.Constant:
	default:
		text = "(" + text + ")"
	}
	if by < 0 {
		return fmt.Sprintf("%s - %d", text, -by)
	}
	return fmt.Sprintf("%s + %d", text, by)
}
