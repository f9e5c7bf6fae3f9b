package resolve

import (
	"fmt"
	"math/big"
	"sort"
	"strings"

	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

func (r *resolver) match(s *syntax.Match) {
	r.expr(s.Subject)
	for i, c := range s.Cases {
		names := map[string]bool{}
		r.pattern(c.Pattern, names)
		if c.Guard == nil && i < len(s.Cases)-1 {
			if why := irrefutable(c.Pattern); why != "" {
				r.errorf(c.Pattern.Span(), CodePattern, "got %s before other cases, which it makes unreachable", why)
			}
		}
		r.expr(c.Guard)
		r.stmts(c.Body)
	}
}

// irrefutable says in words what a pattern that always matches is; "" if it
// may fail.
func irrefutable(p syntax.Pattern) string {
	switch p := p.(type) {
	case *syntax.MatchAs:
		if p.Pattern != nil {
			return irrefutable(p.Pattern)
		}
		if p.Name == "" {
			return "the wildcard _"
		}
		return "the name " + p.Name + ", which matches anything,"
	case *syntax.MatchOr:
		return irrefutable(p.Patterns[len(p.Patterns)-1])
	}
	return ""
}

func (r *resolver) pattern(p syntax.Pattern, names map[string]bool) {
	switch p := p.(type) {
	case *syntax.MatchValue:
		r.expr(p.Value)
	case *syntax.MatchSequence:
		stars := 0
		for _, q := range p.Patterns {
			if _, ok := q.(*syntax.MatchStar); ok {
				if stars++; stars == 2 {
					r.errorf(q.Span(), CodePattern, "got two starred names in one sequence pattern, want one")
				}
			}
			r.pattern(q, names)
		}
	case *syntax.MatchMapping:
		r.mapping(p, names)
	case *syntax.MatchClass:
		r.expr(p.Cls)
		for _, q := range p.Patterns {
			r.pattern(q, names)
		}
		seen := map[string]bool{}
		for i, q := range p.KwdPatterns {
			if seen[p.KwdAttrs[i]] {
				r.errorf(q.Span(), CodeDuplicate, "got attribute %s twice in a class pattern", p.KwdAttrs[i])
			}
			seen[p.KwdAttrs[i]] = true
			r.pattern(q, names)
		}
	case *syntax.MatchStar:
		r.capture(p.Name, p.Span(), names)
	case *syntax.MatchAs:
		if p.Pattern != nil {
			r.pattern(p.Pattern, names)
		}
		r.capture(p.Name, p.Span(), names)
	case *syntax.MatchOr:
		r.alternatives(p, names)
	}
}

func (r *resolver) mapping(p *syntax.MatchMapping, names map[string]bool) {
	seen := map[string]bool{}
	for i, k := range p.Keys {
		if key := literal(k); key != "" {
			if seen[key] {
				r.errorf(k.Span(), CodeDuplicate, "got the same key twice in a mapping pattern")
			}
			seen[key] = true
		}
		r.expr(k)
		r.pattern(p.Patterns[i], names)
	}
	r.capture(p.Rest, p.Span(), names)
}

// literal returns a text that is the same for equal literals, "" for what is
// none: 1, 1.0 and True are equal.
func literal(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Constant:
		switch v := e.Value.(type) {
		case bool:
			if v {
				return "1"
			}
			return "0"
		case float64, *big.Int:
			return fmt.Sprint(v)
		default:
			return fmt.Sprintf("%T %v", v, v)
		}
	case *syntax.UnaryOp:
		return e.Op.String() + literal(e.Operand)
	}
	return ""
}

func (r *resolver) capture(name string, at source.Span, names map[string]bool) {
	if name == "" {
		return
	}
	if names[name] {
		r.errorf(at, CodePattern, "got the name %s twice in a pattern", name)
	}
	names[name] = true
	r.bindName(name, at, repeated)
}

func (r *resolver) alternatives(p *syntax.MatchOr, names map[string]bool) {
	var first map[string]bool
	for i, q := range p.Patterns {
		if i < len(p.Patterns)-1 {
			if why := irrefutable(q); why != "" {
				r.errorf(q.Span(), CodePattern, "got %s before other alternatives, which it makes unreachable", why)
				return
			}
		}
		alt := map[string]bool{}
		for n := range names {
			alt[n] = true
		}
		r.pattern(q, alt)
		if i == 0 {
			first = alt
		} else if a, b := key(first), key(alt); a != b {
			r.errorf(q.Span(), CodePattern, "got alternatives that bind different names: %s and %s", a, b)
			return
		}
	}
	for n := range first {
		names[n] = true
	}
}

func key(names map[string]bool) string {
	if len(names) == 0 {
		return "none"
	}
	var all []string
	for n := range names {
		all = append(all, n)
	}
	sort.Strings(all)
	return strings.Join(all, ", ")
}
