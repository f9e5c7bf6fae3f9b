package python

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/syntax"
)

// The rule codes of errors in comments.
const (
	CodeDirective = "directive" // a condcheck comment that cannot be read
	CodeWant      = "want"      // a want comment that cannot be read
)

// comments reads the directives and the expectations from the comments of a
// file.
func comments(tree *syntax.Module) (ds []model.Directive, ws []model.Want, errs syntax.ErrorList) {
	for _, c := range tree.Comments {
		body := strings.TrimSpace(strings.TrimLeft(c.Text, "#"))
		if rest, ok := strings.CutPrefix(body, "condcheck:"); ok {
			for _, field := range strings.Fields(rest) {
				key, value, ok := strings.Cut(field, "=")
				if !ok || key == "" || value == "" {
					errs = append(errs, syntax.Error{Span: c.Span(), Code: CodeDirective, Msg: fmt.Sprintf("got %q, want KEY=VALUE", field), Hint: "# condcheck: schedule=fifo python=3.12"})
					continue
				}
				ds = append(ds, model.Directive{Key: key, Value: value, Pos: c.Start})
			}
		}
		if rest, ok := strings.CutPrefix(body, "want "); ok {
			w, err := want(strings.TrimSpace(rest))
			switch {
			case err != nil:
				errs = append(errs, syntax.Error{Span: c.Span(), Code: CodeWant, Msg: err.Error(), Hint: `# want deadlock schedule=any "regexp"`})
			case w != nil:
				w.Pos = c.Start
				ws = append(ws, *w)
			}
		}
	}
	return ds, ws, errs
}

var property = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[a-z][a-z0-9-]*`)
})

// known are properties after which a comment is an expectation whatever
// follows. After other words only options or a regular expression make it one:
// people write comments like `# want to be sure`.
var known = map[string]bool{"holds": true, "deadlock": true, "uncaught-exception": true, "invariant": true, "finally": true, "eventually": true}

// want reads PROPERTY [KEY=VALUE …] ["REGEXP"]. It returns nil for a comment in
// plain words.
func want(text string) (*model.Want, error) {
	name := property().FindString(text)
	rest := strings.TrimSpace(text[len(name):])
	if name == "" || !known[name] && rest != "" && !strings.ContainsAny(rest, `="`) {
		return nil, nil
	}
	w := &model.Want{Property: name, Options: map[string]string{}}
	for rest != "" {
		if rest[0] == '"' {
			pattern, tail, err := quoted(rest)
			if err != nil {
				return nil, err
			}
			if tail != "" {
				return nil, fmt.Errorf("got %q after the regexp, want the end of the comment", tail)
			}
			if _, err := regexp.Compile(pattern); err != nil {
				return nil, err
			}
			w.Pattern = pattern
			return w, nil
		}
		field, tail, _ := strings.Cut(rest, " ")
		key, value, ok := strings.Cut(field, "=")
		if !ok || key == "" || value == "" {
			return nil, fmt.Errorf("got %q, want KEY=VALUE or a regexp in double quotes", field)
		}
		if _, twice := w.Options[key]; twice {
			return nil, fmt.Errorf("got %s twice", key)
		}
		w.Options[key] = value
		rest = strings.TrimSpace(tail)
	}
	return w, nil
}

// quoted splits a text that begins with a double quote after the quote that
// ends it. A backslash keeps its meaning for the regexp, but \" is a quote.
func quoted(s string) (inside, tail string, err error) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), strings.TrimSpace(s[i+1:]), nil
		case s[i] == '\\' && i+1 < len(s) && s[i+1] == '"':
			i++
			b.WriteByte('"')
		case s[i] == '\\' && i+1 < len(s):
			b.WriteByte('\\')
			i++
			b.WriteByte(s[i])
		default:
			b.WriteByte(s[i])
		}
	}
	return "", "", fmt.Errorf("got a regexp without the closing quote: %s", s)
}
