package model

import (
	"strings"
	"unicode"
)

// str: construction, searching, splitting, joining. Source: CPython
// Objects/unicodeobject.c, by behaviour.

// asStr is the self of str methods: a str, or a member of a StrEnum.
func asStr(m *machine, v Value) Value {
	if v = m.unwrap(v); m.isStr(v) {
		return v
	}
	return 0
}

var strMethods = methods{tStr, asStr}

// textArg takes argument i, which must be a str.
func (m *machine) textArg(a []Value, i int, name string) (string, bool) {
	v := m.unwrap(a[i])
	if !m.isStr(v) {
		m.raise(tTypeError, "%s() argument %d must be str, not %s", name, i, m.argName(a[i]))
		return "", false
	}
	return m.text(v), true
}

// argName is the type of a wrong argument as messages show it.
func (m *machine) argName(v Value) string {
	if v == None {
		return "None"
	}
	return m.typeName(v)
}

// textContains is item in text for str and bytes; done is false if c is neither.
func (m *machine) textContains(c, item Value) (in, ok, done bool) {
	switch {
	case m.isStr(c):
		u := m.unwrap(item)
		if !m.isStr(u) {
			m.raise(tTypeError, "'in <string>' requires string as left operand, not %s", m.typeName(item))
			return false, false, true
		}
		return strings.Contains(m.text(c), m.text(u)), true, true
	case m.isAtomKind(c, atomBytes):
		if m.isAtomKind(item, atomBytes) {
			return strings.Contains(m.text(c), m.text(item)), true, true
		}
		if k, n := m.asNumber(m.unwrap(item)); k == smallInt || k == bigInt {
			if k == bigInt || n < 0 || n > 255 {
				m.raise(tValueError, "byte must be in range(0, 256)")
				return false, false, true
			}
			return strings.IndexByte(m.text(c), byte(n)) >= 0, true, true
		}
		m.raise(tTypeError, "a bytes-like object is required, not '%s'", m.typeName(item))
		return false, false, true
	}
	return false, false, false
}

func isSpace(r rune) bool {
	return r >= 9 && r <= 13 || r >= 28 && r <= 32 || r == 0x85 || r > 0x7f && unicode.IsSpace(r)
}

// The spans of text that a search is about, in bytes; positions given and
// returned are code points.
type region struct {
	s         string
	text      string // s[lo:hi]
	lo        int
	start     int // code point of lo
	ascii, in bool
}

func (m *machine) region(s string, a []Value, i int) (r region, ok bool) {
	n := runeCount(s)
	start, stop, ok := m.span(a, i, n)
	if !ok {
		return r, false
	}
	r = region{s: s, start: start, ascii: n == len(s), in: start <= stop}
	if !r.in {
		return r, true
	}
	lo, hi := start, stop
	if !r.ascii {
		lo, hi = runeOffset(s, start), runeOffset(s, stop)
	}
	r.text, r.lo = s[lo:hi], lo
	return r, true
}

// at converts a byte offset in the region to a code point position.
func (r region) at(off int) int {
	if r.ascii {
		return r.start + off
	}
	return r.start + runeCount(r.text[:off])
}

func strSearch(name string, last, must bool) {
	strMethods.def(name, "sub, start=, end=, /", func(m *machine, a []Value) Value {
		sub, ok := m.textArg(a, 1, name)
		if !ok {
			return 0
		}
		r, ok := m.region(m.text(a[0]), a, 2)
		if !ok {
			return 0
		}
		i := -1
		if r.in {
			if last {
				i = strings.LastIndex(r.text, sub)
			} else {
				i = strings.Index(r.text, sub)
			}
		}
		if i < 0 {
			if must {
				return m.raise(tValueError, "substring not found")
			}
			return rawInt(-1)
		}
		return rawInt(int64(r.at(i)))
	})
}

// affix registers startswith or endswith.
func strAffix(name string, has func(s, fix string) bool) {
	strMethods.def(name, "prefix, start=, end=, /", func(m *machine, a []Value) Value {
		r, ok := m.region(m.text(a[0]), a, 2)
		if !ok {
			return 0
		}
		if m.is(a[1], kTuple) {
			for _, x := range m.items(a[1]) {
				if x = m.unwrap(x); !m.isStr(x) {
					return m.raise(tTypeError, "tuple for %s must only contain str, not %s", name, m.typeName(x))
				}
				if r.in && has(r.text, m.text(x)) {
					return True
				}
			}
			return False
		}
		x := m.unwrap(a[1])
		if !m.isStr(x) {
			return m.raise(tTypeError, "%s first arg must be str or a tuple of str, not %s", name, m.typeName(a[1]))
		}
		return boolValue(r.in && has(r.text, m.text(x)))
	})
}

// strList makes a list of strs.
func (m *machine) strList(parts []string) Value {
	l := m.newList(len(parts))
	for _, p := range parts {
		m.listAppend(l, m.str(p))
	}
	return l
}

func splitSpace(s string, limit int) (parts []string) {
	for {
		s = strings.TrimLeftFunc(s, isSpace)
		if s == "" {
			return parts
		}
		if limit == 0 {
			return append(parts, strings.TrimRightFunc(s, isSpace))
		}
		i := strings.IndexFunc(s, isSpace)
		if i < 0 {
			return append(parts, s)
		}
		parts = append(parts, s[:i])
		s = s[i:]
		limit--
	}
}

func rsplitSpace(s string, limit int) []string {
	var parts []string
	for {
		s = strings.TrimRightFunc(s, isSpace)
		if s == "" {
			break
		}
		i := strings.LastIndexFunc(s, isSpace)
		if limit == 0 {
			parts = append(parts, strings.TrimLeftFunc(s, isSpace))
			break
		}
		if i < 0 {
			parts = append(parts, s)
			break
		}
		n := runeLen(s[i:])
		parts = append(parts, s[i+n:])
		s = s[:i]
		limit--
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return parts
}

func rsplitN(s, sep string, limit int) []string {
	var parts []string
	for limit != 0 {
		i := strings.LastIndex(s, sep)
		if i < 0 {
			break
		}
		parts = append(parts, s[i+len(sep):])
		s = s[:i]
		limit--
	}
	parts = append(parts, s)
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return parts
}

// split serves split and rsplit of str and bytes.
func (m *machine) split(s string, sepV, limitV Value, right bool, kind atomKind) ([]string, bool) {
	limit := -1
	if limitV != 0 {
		var ok bool
		if limit, ok = m.intArg(limitV); !ok {
			return nil, false
		}
	}
	if sepV == 0 || sepV == None {
		if right {
			return rsplitSpace(s, limit), true
		}
		return splitSpace(s, limit), true
	}
	sepV = m.unwrap(sepV)
	if !m.isAtomKind(sepV, kind) {
		if kind == atomBytes {
			m.raise(tTypeError, "a bytes-like object is required, not '%s'", m.typeName(sepV))
		} else {
			m.raise(tTypeError, "must be str or None, not %s", m.typeName(sepV))
		}
		return nil, false
	}
	sep := m.text(sepV)
	if sep == "" {
		m.raise(tValueError, "empty separator")
		return nil, false
	}
	if right {
		return rsplitN(s, sep, limit), true
	}
	if limit >= 0 {
		limit++
	}
	return strings.SplitN(s, sep, limit), true
}

func splitLines(s string, keep bool, isBytes bool) (lines []string) {
	isEnd := func(r rune) bool {
		if isBytes {
			return r == '\n' || r == '\r'
		}
		return r >= 10 && r <= 13 || r >= 28 && r <= 30 || r == 0x85 || r == 0x2028 || r == 0x2029
	}
	start := 0
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if !isBytes {
			r, n = decodeRune(s[i:])
		}
		if !isEnd(r) {
			i += n
			continue
		}
		end := i
		i += n
		if r == '\r' && i < len(s) && s[i] == '\n' {
			i++
		}
		if keep {
			end = i
		}
		lines = append(lines, s[start:end])
		start = i
	}
	if start < len(s) {
		lines = append(lines, s[start:])
	}
	return lines
}

func init() {
	tStr.ctor("object=, encoding=, errors=", func(m *machine, a []Value) Value {
		v := arg(a, 1)
		if arg(a, 2) != 0 || arg(a, 3) != 0 {
			if e := arg(a, 2); e != 0 && !m.isStr(e) {
				return m.raise(tTypeError, "str() argument 'encoding' must be str, not %s", m.typeName(e))
			}
			if !m.isAtomKind(v, atomBytes) {
				if m.isStr(v) {
					return m.raise(tTypeError, "decoding str is not supported")
				}
				return m.raise(tTypeError, "decoding to str: need a bytes-like object, %s found", m.typeName(orNone(v)))
			}
			return m.decode(m.text(v), arg(a, 2), arg(a, 3))
		}
		if v == 0 {
			return m.str("")
		}
		s := m.strText(v)
		if m.exc != 0 {
			return 0
		}
		return m.str(s)
	})
	strSearch("find", false, false)
	strSearch("index", false, true)
	strSearch("rfind", true, false)
	strSearch("rindex", true, true)
	strAffix("startswith", strings.HasPrefix)
	strAffix("endswith", strings.HasSuffix)
	d := strMethods.def
	d("count", "sub, start=, end=, /", func(m *machine, a []Value) Value {
		sub, ok := m.textArg(a, 1, "count")
		if !ok {
			return 0
		}
		r, ok := m.region(m.text(a[0]), a, 2)
		if !ok || !r.in {
			return rawIntIf(ok, 0)
		}
		if sub == "" {
			return rawInt(int64(runeCount(r.text) + 1))
		}
		return rawInt(int64(strings.Count(r.text, sub)))
	})
	d("split", "sep=, maxsplit=", func(m *machine, a []Value) Value {
		parts, ok := m.split(m.text(a[0]), arg(a, 1), arg(a, 2), false, atomStr)
		if !ok {
			return 0
		}
		return m.strList(parts)
	})
	d("rsplit", "sep=, maxsplit=", func(m *machine, a []Value) Value {
		parts, ok := m.split(m.text(a[0]), arg(a, 1), arg(a, 2), true, atomStr)
		if !ok {
			return 0
		}
		return m.strList(parts)
	})
	d("splitlines", "keepends=", func(m *machine, a []Value) Value {
		keep := arg(a, 1) != 0 && m.truth(a[1])
		return m.strList(splitLines(m.text(a[0]), keep, false))
	})
	d("join", "iterable, /", func(m *machine, a []Value) Value {
		items, ok := m.collect(a[1])
		if !ok {
			if m.isInstance(m.exc, tTypeError.value()) && m.lookupSpecial(a[1], "__iter__") == 0 {
				return m.raise(tTypeError, "can only join an iterable")
			}
			return 0
		}
		sep := m.text(a[0])
		var b strings.Builder
		for i, x := range items {
			u := m.unwrap(x)
			if !m.isStr(u) {
				return m.raise(tTypeError, "sequence item %d: expected str instance, %s found", i, m.typeName(x))
			}
			if i > 0 {
				b.WriteString(sep)
			}
			b.WriteString(m.text(u))
		}
		return m.str(b.String())
	})
	d("partition", "sep, /", func(m *machine, a []Value) Value {
		sep, ok := m.separator(a)
		if !ok {
			return 0
		}
		before, after, found := strings.Cut(m.text(a[0]), sep)
		if !found {
			return m.tuple(a[0], m.str(""), m.str(""))
		}
		return m.tuple(m.str(before), m.str(sep), m.str(after))
	})
	d("rpartition", "sep, /", func(m *machine, a []Value) Value {
		sep, ok := m.separator(a)
		if !ok {
			return 0
		}
		s := m.text(a[0])
		i := strings.LastIndex(s, sep)
		if i < 0 {
			return m.tuple(m.str(""), m.str(""), a[0])
		}
		return m.tuple(m.str(s[:i]), m.str(sep), m.str(s[i+len(sep):]))
	})
	d("replace", "old, new, count=", func(m *machine, a []Value) Value {
		from, ok := m.textArg(a, 1, "replace")
		if !ok {
			return 0
		}
		to, ok := m.textArg(a, 2, "replace")
		if !ok {
			return 0
		}
		n := -1
		if v := arg(a, 3); v != 0 {
			if n, ok = m.intArg(v); !ok {
				return 0
			}
		}
		s := m.text(a[0])
		if s == "" && n >= 0 && m.cfg.Minor < 9 {
			return a[0] // "".replace("", "x", 1): mended in 3.9
		}
		return m.str(strings.Replace(s, from, to, n))
	})
	d("removeprefix", "prefix, /", func(m *machine, a []Value) Value {
		fix, ok := m.textArg(a, 1, "removeprefix")
		if !ok {
			return 0
		}
		return m.str(strings.TrimPrefix(m.text(a[0]), fix))
	})
	d("removesuffix", "suffix, /", func(m *machine, a []Value) Value {
		fix, ok := m.textArg(a, 1, "removesuffix")
		if !ok {
			return 0
		}
		return m.str(strings.TrimSuffix(m.text(a[0]), fix))
	})
	strip := func(name string, left, right bool) {
		d(name, "chars=, /", func(m *machine, a []Value) Value {
			s := m.text(a[0])
			in := isSpace
			if v := arg(a, 1); v != 0 && v != None {
				u := m.unwrap(v)
				if !m.isStr(u) {
					return m.raise(tTypeError, "%s arg must be None or str", name)
				}
				set := m.text(u)
				in = func(r rune) bool { return strings.ContainsRune(set, r) }
			}
			if left {
				s = strings.TrimLeftFunc(s, in)
			}
			if right {
				s = strings.TrimRightFunc(s, in)
			}
			return m.str(s)
		})
	}
	strip("strip", true, true)
	strip("lstrip", true, false)
	strip("rstrip", false, true)
	d("__len__", "", func(m *machine, a []Value) Value { return rawInt(int64(runeCount(m.text(a[0])))) })
	d("__getitem__", "index, /", func(m *machine, a []Value) Value { return m.getitem(a[0], a[1]) })
	d("__iter__", "", func(m *machine, a []Value) Value { return m.iter(a[0]) })
	d("__contains__", "item, /", func(m *machine, a []Value) Value {
		in, ok, _ := m.textContains(a[0], a[1])
		if !ok {
			return 0
		}
		return boolValue(in)
	})
}

func rawIntIf(ok bool, n int64) Value {
	if !ok {
		return 0
	}
	return rawInt(n)
}

func (m *machine) separator(a []Value) (string, bool) {
	u := m.unwrap(a[1])
	if !m.isStr(u) {
		m.raise(tTypeError, "must be str, not %s", m.typeName(a[1]))
		return "", false
	}
	if m.text(u) == "" {
		m.raise(tValueError, "empty separator")
		return "", false
	}
	return m.text(u), true
}
