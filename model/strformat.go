package model

import "strings"

// str.format. Source: CPython Objects/stringlib/unicode_format.h, by behaviour.

// A formatter is one call of str.format.
type formatter struct {
	m      *machine
	args   []Value
	kw     Value // mapping
	auto   int   // next automatic field
	manual bool
}

func (m *machine) formatText(s string, args []Value, kw Value) (string, bool) {
	f := &formatter{m: m, args: args, kw: kw}
	return f.expand(s, 2)
}

func (f *formatter) fail(t *typeInfo, format string, args ...any) (string, bool) {
	f.m.raise(t, format, args...)
	return "", false
}

func (f *formatter) expand(s string, depth int) (string, bool) {
	if depth == 0 {
		return f.fail(tValueError, "Max string recursion exceeded")
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		j := strings.IndexAny(s[i:], "{}")
		if j < 0 {
			b.WriteString(s[i:])
			break
		}
		b.WriteString(s[i : i+j])
		i += j
		c := s[i]
		if i+1 < len(s) && s[i+1] == c {
			b.WriteByte(c)
			i += 2
			continue
		}
		if c == '}' {
			return f.fail(tValueError, "Single '}' encountered in format string")
		}
		if i+1 >= len(s) {
			return f.fail(tValueError, "Single '{' encountered in format string")
		}
		// The field ends at the brace that balances this one; a '[' hides
		// braces up to its ']'.
		nest, k := 1, i+1
		bracket := false
		for ; k < len(s); k++ {
			switch s[k] {
			case '[':
				bracket = nest == 1 && !strings.ContainsAny(s[i+1:k], "!:")
			case ']':
				bracket = false
			case '{':
				if !bracket {
					nest++
				}
			case '}':
				if !bracket {
					nest--
				}
			}
			if nest == 0 {
				break
			}
		}
		if nest > 0 {
			return f.fail(tValueError, "expected '}' before end of string")
		}
		out, ok := f.field(s[i+1:k], depth)
		if !ok {
			return "", false
		}
		b.WriteString(out)
		i = k + 1
	}
	return b.String(), true
}

// field expands one replacement field, the text between the braces.
func (f *formatter) field(s string, depth int) (string, bool) {
	m := f.m
	name, conv, spec := s, 0, ""
	bracket := false
scan:
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case c == '{':
			return f.fail(tValueError, "unexpected '{' in field name")
		case c == '!':
			name = s[:i]
			rest := s[i+1:]
			if rest == "" {
				return f.fail(tValueError, "unmatched '{' in format spec")
			}
			switch rest[0] {
			case 's':
				conv = 1
			case 'r':
				conv = 2
			case 'a':
				conv = 3
			default:
				return f.fail(tValueError, "Unknown conversion specifier %c", rest[0])
			}
			if len(rest) > 1 {
				if rest[1] != ':' {
					return f.fail(tValueError, "expected ':' after conversion specifier")
				}
				spec = rest[2:]
			}
			break scan
		case c == ':':
			name, spec = s[:i], s[i+1:]
			break scan
		}
	}
	v := f.lookup(name)
	if v == 0 {
		return "", false
	}
	if strings.ContainsAny(spec, "{}") {
		var ok bool
		if spec, ok = f.expand(spec, depth-1); !ok {
			return "", false
		}
	}
	r := m.formatValue(v, conv, m.str(spec))
	if r == 0 {
		return "", false
	}
	return m.text(r), true
}

// lookup finds the value of a field name such as 0.attr[key].
func (f *formatter) lookup(name string) Value {
	m := f.m
	end := strings.IndexAny(name, ".[")
	if end < 0 {
		end = len(name)
	}
	first, rest := name[:end], name[end:]
	var v Value
	n, isNum := parseIndex(first)
	switch {
	case first == "" || isNum:
		if first == "" {
			if f.manual {
				return m.raise(tValueError, "cannot switch from manual field specification to automatic field numbering")
			}
			n = f.auto
			f.auto++
		} else {
			if f.auto > 0 {
				return m.raise(tValueError, "cannot switch from automatic field numbering to manual field specification")
			}
			f.manual = true
		}
		if f.args == nil && !m.is(f.kw, kDict) {
			return m.raise(tValueError, "Format string contains positional fields")
		}
		if n >= len(f.args) {
			return m.raise(tIndexError, "Replacement index %d out of range for positional args tuple", n)
		}
		v = f.args[n]
	default:
		if v = m.getitem(f.kw, m.str(first)); v == 0 {
			return 0
		}
	}
	for rest != "" {
		switch rest[0] {
		case '.':
			end := strings.IndexAny(rest[1:], ".[")
			if end < 0 {
				end = len(rest) - 1
			}
			if end == 0 {
				return m.raise(tValueError, "Empty attribute in format string")
			}
			v = m.getattr(v, m.str(rest[1:1+end]))
			rest = rest[1+end:]
		case '[':
			end := strings.IndexByte(rest, ']')
			if end < 0 {
				return m.raise(tValueError, "Missing ']' in format string")
			}
			key := rest[1:end]
			if key == "" {
				return m.raise(tValueError, "Empty attribute in format string")
			}
			if i, ok := parseIndex(key); ok {
				v = m.getitem(v, rawInt(int64(i)))
			} else {
				v = m.getitem(v, m.str(key))
			}
			rest = rest[end+1:]
		default:
			return m.raise(tValueError, "Only '.' or '[' may follow ']' in format field specifier")
		}
		if v == 0 {
			return 0
		}
	}
	return v
}

func parseIndex(s string) (int, bool) {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' || n > maxText {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, s != ""
}
