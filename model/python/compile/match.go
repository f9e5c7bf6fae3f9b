package compile

import (
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/syntax"
)

func (c *fn) match(s *syntax.Match) {
	subject := c.take("subject")
	end := newLabel()
	c.expr(s.Subject)
	c.at(s.Subject.Span(), func() { c.emit(model.STOREL, subject) })
	for _, k := range s.Cases {
		c.matchCase(k, subject, end)
	}
	c.at(s.Subject.Span(), func() { c.emit(model.CLEARL, subject) })
	c.give("subject")
	c.bind(end)
}

func (c *fn) matchCase(k *syntax.MatchCase, subject int, end *label) {
	next := newLabel()
	m := &matcher{fn: c, base: c.depth, fails: map[int]*label{}, names: &captures{slots: map[string]int{}}}
	c.at(k.Pattern.Span(), func() {
		c.emit(model.LOADL, subject)
		m.pattern(k.Pattern)
		for _, name := range m.names.order {
			slot := m.names.slots[name]
			c.emit(model.LOADL, slot)
			c.emit(model.CLEARL, slot)
			c.store(name, k.Pattern.Span())
		}
	})
	if k.Guard != nil {
		c.jumpIf(k.Guard, false, next)
	}
	c.at(k.Pattern.Span(), func() { c.emit(model.CLEARL, subject) })
	c.stmts(k.Body)
	c.goTo(end)
	c.at(k.Pattern.Span(), func() {
		if m.failed() {
			for _, name := range m.names.order {
				c.emit(model.CLEARL, m.names.slots[name])
			}
		}
	})
	for range m.names.order {
		c.give("capture")
	}
	c.bind(next)
}

// A matcher compiles one pattern. Captured values wait in hidden slots until
// the whole pattern has matched. What fails jumps, with whatever of the subject
// is on the stack then, to a label for that depth.
type matcher struct {
	*fn
	base  int            // depth of the stack below the subject
	fails map[int]*label // by how many values are to be dropped
	names *captures
}

type captures struct {
	slots map[string]int
	order []string
}

// fail emits a jump that is taken when the match fails.
func (m *matcher) fail(op model.Op) {
	_, jump, _, _ := effect(model.Instr{Op: op})
	extra := m.depth + jump - m.base
	l := m.fails[extra]
	if l == nil {
		l = newLabel()
		m.fails[extra] = l
	}
	m.jump(op, l)
}

// failed binds the labels that failures jump to, and drops what they left on
// the stack. It reports whether anything can fail.
func (m *matcher) failed() bool {
	most := -1
	for extra := range m.fails {
		most = max(most, extra)
	}
	m.depth = m.base + max(most, 0)
	for extra := most; extra >= 0; extra-- {
		if l := m.fails[extra]; l != nil {
			m.bind(l)
		}
		if extra > 0 {
			m.emit(model.POP, 0)
		}
	}
	return most >= 0
}

// pattern matches the top of the stack, and takes it away.
func (m *matcher) pattern(p syntax.Pattern) {
	saved := m.span
	m.span = p.Span()
	defer func() { m.span = saved }()
	switch p := p.(type) {
	case *syntax.MatchValue:
		m.expr(p.Value)
		m.emit(model.COMPARE, int(model.Eq))
		m.fail(model.JF)
	case *syntax.MatchSingleton:
		m.constant(p.Value)
		m.emit(model.COMPARE, int(model.Is))
		m.fail(model.JF)
	case *syntax.MatchSequence:
		m.sequence(p)
	case *syntax.MatchMapping:
		m.mapping(p)
	case *syntax.MatchClass:
		m.class(p)
	case *syntax.MatchStar:
		m.capture(p.Name)
	case *syntax.MatchAs:
		if p.Pattern != nil {
			m.emit(model.DUP, 0)
			m.pattern(p.Pattern)
		}
		m.capture(p.Name)
	case *syntax.MatchOr:
		m.alternatives(p)
	}
}

func (m *matcher) capture(name string) {
	if name == "" {
		m.emit(model.POP, 0)
		return
	}
	slot, ok := m.names.slots[name]
	if !ok {
		slot = m.take("capture")
		m.names.slots[name] = slot
		m.names.order = append(m.names.order, name)
	}
	m.emit(model.STOREL, slot)
}

func (m *matcher) alternatives(p *syntax.MatchOr) {
	matched := newLabel()
	for i, q := range p.Patterns {
		alt := &matcher{fn: m.fn, base: m.depth, fails: map[int]*label{}, names: m.names}
		m.emit(model.DUP, 0)
		alt.pattern(q)
		m.jump(model.JUMP, matched)
		alt.failed()
		if i == len(p.Patterns)-1 {
			m.fail(model.JUMP)
		}
	}
	m.bind(matched)
	m.emit(model.POP, 0)
}

func (m *matcher) sequence(p *syntax.MatchSequence) {
	star := -1
	for i, q := range p.Patterns {
		if _, ok := q.(*syntax.MatchStar); ok {
			star = i
		}
	}
	n := len(p.Patterns)
	m.emit(model.MATCHSEQ, 0)
	m.fail(model.JF)
	if star < 0 || n > 1 {
		least, op := n, model.Eq
		if star >= 0 {
			least, op = n-1, model.GtE
		}
		m.emit(model.MATCHLEN, 0)
		m.constant(model.IntConst(int64(least)))
		m.emit(model.COMPARE, int(op))
		m.fail(model.JF)
	}
	if allWild(p.Patterns) {
		m.emit(model.POP, 0)
		return
	}
	if star < 0 {
		m.emit(model.UNPACK, n)
	} else {
		m.emit2(model.UNPACKEX, star, n-star-1)
	}
	for _, q := range p.Patterns {
		m.pattern(q)
	}
}

func allWild(ps []syntax.Pattern) bool {
	for _, p := range ps {
		switch p := p.(type) {
		case *syntax.MatchAs:
			if p.Pattern != nil || p.Name != "" {
				return false
			}
		case *syntax.MatchStar:
			if p.Name != "" {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func (m *matcher) mapping(p *syntax.MatchMapping) {
	m.emit(model.MATCHMAP, 0)
	m.fail(model.JF)
	n := len(p.Keys)
	if n == 0 && p.Rest == "" {
		m.emit(model.POP, 0)
		return
	}
	if n > 0 {
		m.emit(model.MATCHLEN, 0)
		m.constant(model.IntConst(int64(n)))
		m.emit(model.COMPARE, int(model.GtE))
		m.fail(model.JF)
	}
	for _, k := range p.Keys {
		m.expr(k)
	}
	m.emit(model.TUPLE, n)
	m.emit(model.MATCHKEYS, 0)
	m.emit(model.DUP, 0)
	m.fail(model.JNONE)
	m.emit(model.ROT3, 0) // values subject keys
	if p.Rest != "" {
		m.emit(model.MATCHREST, 0)
		m.capture(p.Rest)
	} else {
		m.emit(model.POP, 0)
		m.emit(model.POP, 0)
	}
	m.emit(model.UNPACK, n)
	for _, q := range p.Patterns {
		m.pattern(q)
	}
}

func (m *matcher) class(p *syntax.MatchClass) {
	m.expr(p.Cls)
	names := make([]model.Const, 0, len(p.KwdAttrs))
	for _, a := range p.KwdAttrs {
		names = append(names, m.scope.Mangle(a))
	}
	m.constant(names)
	m.emit(model.MATCHCLASS, len(p.Patterns))
	m.emit(model.DUP, 0)
	m.fail(model.JNONE)
	m.emit(model.UNPACK, len(p.Patterns)+len(p.KwdPatterns))
	for _, q := range p.Patterns {
		m.pattern(q)
	}
	for _, q := range p.KwdPatterns {
		m.pattern(q)
	}
}
