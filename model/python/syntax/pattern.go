package syntax

// A MatchValue compares the subject with Value: a number, a string or a dotted
// name.
type MatchValue struct {
	Extent
	Value Expr
}

// A MatchSingleton is None, True or False, compared by identity.
type MatchSingleton struct {
	Extent
	Value any // nil or bool
}

// A MatchSequence is [PATTERNS], (PATTERNS) or patterns with commas.
type MatchSequence struct {
	Extent
	Patterns []Pattern
}

// A MatchMapping is {KEYS: PATTERNS, **REST}.
type MatchMapping struct {
	Extent
	Keys     []Expr
	Patterns []Pattern
	Rest     string // or ""
}

// A MatchClass is CLS(PATTERNS, KWDATTRS=KWDPATTERNS).
type MatchClass struct {
	Extent
	Cls         Expr
	Patterns    []Pattern
	KwdAttrs    []string
	KwdPatterns []Pattern
}

// A MatchStar is *NAME or *_ in a sequence pattern; Name is "" for *_.
type MatchStar struct {
	Extent
	Name string
}

// A MatchAs is PATTERN as NAME, NAME alone (no Pattern) or _ (neither).
type MatchAs struct {
	Extent
	Pattern Pattern // or nil
	Name    string  // or ""
}

// A MatchOr is P1 | P2 | …
type MatchOr struct {
	Extent
	Patterns []Pattern
}

func (*MatchValue) pattern()     {}
func (*MatchSingleton) pattern() {}
func (*MatchSequence) pattern()  {}
func (*MatchMapping) pattern()   {}
func (*MatchClass) pattern()     {}
func (*MatchStar) pattern()      {}
func (*MatchAs) pattern()        {}
func (*MatchOr) pattern()        {}
