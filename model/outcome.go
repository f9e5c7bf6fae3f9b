package model

import (
	"sort"
	"strings"

	"github.com/condcheck/condcheck/model/source"
)

// What can be seen of a state from outside: the global variables as JSON, the
// sizes of what they hold, the places of exceptions.

// placeOf packs the place of an instruction into a Value: file, line, column.
func placeOf(c *code, pc int) Value {
	if pc < 0 || pc >= len(c.Pos) {
		return 0
	}
	p := c.Pos[pc].Start
	return rawInt(int64(c.Module)<<44 | int64(p.Line)<<16 | int64(p.Col&0xffff))
}

// excPlace returns where an exception was first raised.
func (m *machine) excPlace(exc Value) source.Pos {
	p := m.get(exc, wPlace)
	if !p.isInt() {
		return source.Pos{}
	}
	n := p.int()
	return source.Pos{Line: int32(n >> 16 & (1<<28 - 1)), Col: int32(n & 0xffff)}
}

// excFile returns the file in which an exception was first raised, "" if it is
// the program's own.
func (m *machine) excFile(exc Value) string {
	p := m.get(exc, wPlace)
	if !p.isInt() {
		return ""
	}
	module := int(p.int() >> 44)
	for _, c := range m.prog.codes {
		if c.Module == module {
			return c.fileName()
		}
	}
	return ""
}

// fileName is the name of the file that code is in, "" if it is the program's
// own or the library's.
func (c *code) fileName() string {
	if c.Module == 0 || c.lib || c.file == nil {
		return ""
	}
	return c.file.Name
}

// posFile returns the file that pos is in, "" if it is the program's own.
func (m *machine) posFile() string {
	for f := m.fr; f != 0; f = m.frameParent(f) {
		if m.kindAt(f) != kFrame {
			break
		}
		if c := m.frameCode(f); !c.lib {
			return c.fileName()
		}
	}
	return ""
}

// pos returns the place of the innermost running frame of the program's own
// code.
func (m *machine) pos() source.Pos {
	for f := m.fr; f != 0; f = m.frameParent(f) {
		if m.kindAt(f) != kFrame {
			break
		}
		if c := m.frameCode(f); !c.lib {
			return m.framePos(f)
		}
	}
	return source.Pos{}
}

// visible reports whether a global variable is part of the outcome.
func (g *global) visible() bool { return g.module == 0 && !strings.HasPrefix(g.name, "_") }

// globalsJSON renders the module-level variables that have JSON values: None,
// bool, int, str, and lists, tuples and dicts of those.
func (m *machine) globalsJSON() string {
	type entry struct{ name, text string }
	var entries []entry
	for i := range m.prog.globals {
		g := &m.prog.globals[i]
		if !g.visible() {
			continue
		}
		if v := m.a[g.at]; v != 0 {
			var b strings.Builder
			if m.writeJSON(&b, v, 0, false) {
				entries = append(entries, entry{g.name, b.String()})
			}
		}
	}
	sort.Slice(entries, func(i, j int) bool { return entries[i].name < entries[j].name })
	var b strings.Builder
	b.WriteByte('{')
	for i, e := range entries {
		if i > 0 {
			b.WriteByte(',')
		}
		quoteJSON(&b, e.name)
		b.WriteByte(':')
		b.WriteString(e.text)
	}
	b.WriteByte('}')
	return b.String()
}

// writeJSON writes v and reports whether it has a JSON value. spaced writes
// separators as Python's json.dumps does.
func (m *machine) writeJSON(b *strings.Builder, v Value, depth int, spaced bool) bool {
	if depth > 50 {
		return false
	}
	comma := ","
	colon := ":"
	if spaced {
		comma, colon = ", ", ": "
	}
	seq := func(items []Value) bool {
		b.WriteByte('[')
		for i, x := range items {
			if i > 0 {
				b.WriteString(comma)
			}
			if !m.writeJSON(b, x, depth+1, spaced) {
				return false
			}
		}
		b.WriteByte(']')
		return true
	}
	switch {
	case v == None:
		b.WriteString("null")
	case v == True:
		b.WriteString("true")
	case v == False:
		b.WriteString("false")
	case v.isInt() || m.isAtomKind(v, atomInt):
		b.WriteString(m.reprText(v))
	case m.isStr(v):
		if spaced {
			b.WriteString(asciiJSON(m.text(v)))
		} else {
			quoteJSON(b, m.text(v))
		}
	case m.is(v, kList):
		if m.byPlace(v) {
			for _, x := range m.rawItems(v) {
				if !m.writeJSON(new(strings.Builder), x, depth+1, spaced) {
					return false
				}
			}
			m.inOrder(v)
		}
		return seq(m.listItems(v))
	case m.is(v, kTuple):
		return seq(m.items(v))
	case m.is(v, kDict) && m.get(v, wDictClass) == 0:
		type entry struct{ key, text string }
		var entries []entry
		ok := true
		m.dictEach(v, func(k, x Value) bool {
			var kb, xb strings.Builder
			if m.isStr(k) {
				kb.WriteString(m.text(k))
			} else if !m.writeJSON(&kb, k, depth+1, true) {
				ok = false
				return false
			}
			if !m.writeJSON(&xb, x, depth+1, spaced) {
				ok = false
				return false
			}
			entries = append(entries, entry{kb.String(), xb.String()})
			return true
		})
		if !ok {
			return false
		}
		if !spaced {
			sort.SliceStable(entries, func(i, j int) bool { return entries[i].key < entries[j].key })
		}
		b.WriteByte('{')
		for i, e := range entries {
			if i > 0 {
				b.WriteString(comma)
			}
			if spaced {
				b.WriteString(asciiJSON(e.key))
			} else {
				quoteJSON(b, e.key)
			}
			b.WriteString(colon)
			b.WriteString(e.text)
		}
		b.WriteByte('}')
	default:
		return false
	}
	return true
}

const hexDigits = "0123456789abcdef"

// quoteJSON writes s as a JSON string.
func quoteJSON(b *strings.Builder, s string) {
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20:
			b.WriteString(`\u00`)
			b.WriteByte(hexDigits[r>>4])
			b.WriteByte(hexDigits[r&15])
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
}

// asciiJSON is s as Python's json.dumps writes it: ASCII only.
func asciiJSON(s string) string {
	var q strings.Builder
	quoteJSON(&q, s)
	var b strings.Builder
	unit := func(r rune) {
		b.WriteString(`\u`)
		for shift := 12; shift >= 0; shift -= 4 {
			b.WriteByte(hexDigits[r>>shift&15])
		}
	}
	for _, r := range q.String() {
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case r >= 0x10000:
			r -= 0x10000
			unit(0xd800 + r>>10)
			unit(0xdc00 + r&0x3ff)
		default:
			unit(r)
		}
	}
	return b.String()
}

// Measures implements Machine.
func (m *machine) Measures(s State) []Measure {
	if len(s) == 0 {
		return nil
	}
	m.roomy(func() { m.decodeState(s) })
	var out []Measure
	seen := map[Value]bool{}
	var walk func(name string, v Value, depth int)
	size := func(v Value) (int64, bool) {
		switch m.kindOf(v) {
		case kList:
			return int64(m.listLen(v)), true
		case kDict, kSet, kFrozenSet:
			return int64(m.tableLen(v)), true
		case kDeque:
			return int64(m.dequeLen(v)), true
		}
		if v.isInt() {
			return v.int(), true
		}
		return 0, false
	}
	walk = func(name string, v Value, depth int) {
		if isPlace(v) {
			return
		}
		if n, ok := size(v); ok {
			out = append(out, Measure{name, n})
		}
		if !v.isRef() || seen[v] || depth > 4 || v.payload() < m.frozen {
			return
		}
		seen[v] = true
		if m.kindOf(v) >= firstInstanceKind {
			if d := m.get(v, wDict); d != 0 {
				m.dictEach(d, func(k, x Value) bool {
					if m.isStr(k) {
						walk(name+"."+m.text(k), x, depth+1)
					}
					return true
				})
			}
		}
	}
	for i := range m.prog.globals {
		if g := &m.prog.globals[i]; g.module == 0 && m.a[g.at] != 0 {
			walk(g.name, m.a[g.at], 0)
		}
	}
	for _, t := range m.listItems(m.a[m.frozen+rTasks]) {
		co := m.get(t, wTaskCoro)
		if !m.is(co, kFrame) {
			continue
		}
		f := co.payload()
		c := m.frameCode(f)
		if c.lib {
			continue
		}
		for i, name := range c.Locals {
			if v := m.a[f+wLocals+i]; v != 0 {
				if m.is(v, kCell) {
					v = m.get(v, 1)
				}
				walk(name+" in "+c.QualName, v, 1)
			}
		}
	}
	if l := m.a[m.frozen+rTasks]; l != 0 {
		out = append(out, Measure{"number of tasks", int64(m.listLen(l))})
	}
	return out
}
