package model

// The binary operators. Source: CPython Objects/abstract.c, by behaviour.

var binopInfo = [...]struct{ name, sign string }{
	Add: {"add", "+"}, Sub: {"sub", "-"}, Mul: {"mul", "*"}, Div: {"truediv", "/"},
	FloorDiv: {"floordiv", "//"}, Mod: {"mod", "%"}, Pow: {"pow", "** or pow()"},
	LShift: {"lshift", "<<"}, RShift: {"rshift", ">>"}, BitAnd: {"and", "&"},
	BitOr: {"or", "|"}, BitXor: {"xor", "^"}, MatMul: {"matmul", "@"},
}

// binop computes x op y, or x op= y if inplace.
func (m *machine) binop(op BinaryOp, x, y Value, inplace bool) Value {
	if v := m.placeOp(op, x, y); v != 0 {
		return v
	}
	kx, nx := m.asNumber(x)
	if kx != noNumber {
		if ky, ny := m.asNumber(y); ky != noNumber {
			v := m.numberOp(op, x, y, kx, ky, nx, ny)
			if v == NotImplemented {
				return m.noBinop(op, x, y, inplace)
			}
			return v
		}
	}
	if inplace {
		if v := m.inplaceOp(op, x, y); v != NotImplemented {
			return v
		}
	}
	if m.kindOf(x) >= firstInstanceKind || m.kindOf(y) >= firstInstanceKind || m.kindOf(x) == kDict || m.kindOf(y) == kDict {
		if v := m.userBinop(op, x, y); v != NotImplemented {
			return v
		}
		if ux, uy := m.unwrap(x), m.unwrap(y); (ux != x || uy != y) && !(op == Mod && m.isStr(x)) {
			if v := m.flagOp(op, x, y); v != NotImplemented {
				return v
			}
			return m.binop(op, ux, uy, false)
		}
		if v := m.flagOp(op, x, y); v != NotImplemented {
			return v
		}
	}
	if m.is(x, kRandom) || m.is(y, kRandom) {
		if v := m.randomArith(op, x, y); v != NotImplemented {
			return v
		}
	}
	if v := m.builtinOp(op, x, y); v != NotImplemented {
		return v
	}
	return m.noBinop(op, x, y, inplace)
}

// noBinop raises the TypeError for operands that do not go together.
func (m *machine) noBinop(op BinaryOp, x, y Value, inplace bool) Value {
	sign := binopInfo[op].sign
	if inplace {
		sign += "="
		if op == Pow {
			sign = "**="
		}
	}
	return m.raise(tTypeError, "unsupported operand type(s) for %s: '%s' and '%s'", sign, m.typeName(x), m.typeName(y))
}

// userBinop tries the special methods of instances.
func (m *machine) userBinop(op BinaryOp, x, y Value) Value {
	d := dnBinop + dunder(3*op)
	var l, r Value
	l = m.method(x, d)
	if cx, cy := m.classOf(x), m.classOf(y); cx != cy {
		r = m.method(y, d+1)
		if r != 0 && l != 0 && m.isSubclass(cy, cx) && r != m.classLookup(cx, m.dn(d+1)) {
			if v := m.callMethod(r, y, x); v != NotImplemented {
				return v
			}
			r = 0
		}
	}
	if l != 0 {
		if v := m.callMethod(l, x, y); v != NotImplemented {
			return v
		}
	}
	if r != 0 {
		return m.callMethod(r, y, x)
	}
	return NotImplemented
}

// sequenceTimes tells sequence * number, in either order.
func (m *machine) sequenceTimes(op BinaryOp, x, y Value) (seq, n Value, ok bool) {
	if op != Mul {
		return 0, 0, false
	}
	if m.repeatable(x) {
		return x, y, true
	}
	if m.repeatable(y) {
		return y, x, true
	}
	return 0, 0, false
}

func (m *machine) repeatable(v Value) bool {
	switch m.kindOf(v) {
	case kList, kTuple, kDeque:
		return true
	}
	return m.isStr(v) || m.isAtomKind(v, atomBytes)
}

// builtinOp computes what builtin types other than numbers do with each other.
func (m *machine) builtinOp(op BinaryOp, x, y Value) Value {
	if seq, n, ok := m.sequenceTimes(op, x, y); ok {
		return m.repeat(seq, n)
	}
	if x.isAtom() {
		switch a := m.atoms.table.get(x); {
		case a.kind == atomStr && op == Add:
			if !m.isStr(y) {
				return m.raise(tTypeError, `can only concatenate str (not "%s") to str`, m.typeName(y))
			}
			return m.concatText(a.s, m.text(y))
		case a.kind == atomStr && op == Mod:
			return m.percent(a.s, y, false)
		case a.kind == atomBytes && op == Add:
			if !m.isAtomKind(y, atomBytes) {
				return m.raise(tTypeError, "can't concat %s to bytes", m.typeName(y))
			}
			return m.atoms.bytes(a.s + m.text(y))
		case a.kind == atomBytes && op == Mod:
			return m.percent(a.s, y, true)
		}
		return NotImplemented
	}
	switch m.kindOf(x) {
	case kList:
		if op == Add {
			if !m.is(y, kList) {
				return m.raise(tTypeError, `can only concatenate list (not "%s") to list`, m.typeName(y))
			}
			return m.concatLists(x, y)
		}
	case kTuple:
		if op == Add {
			if !m.is(y, kTuple) {
				return m.raise(tTypeError, `can only concatenate tuple (not "%s") to tuple`, m.typeName(y))
			}
			a, b := m.items(x), m.items(y)
			o := m.alloc(kTuple, 1+len(a)+len(b))
			copy(m.a[o+1:], a)
			copy(m.a[o+1+len(a):], b)
			return refValue(o)
		}
		if op == BitOr && m.isUnion(x) && m.isUnionPart(y) {
			return m.tuple(append(append([]Value(nil), m.items(x)...), y)...)
		}
	case kDeque:
		if op == Add {
			if !m.is(y, kDeque) {
				return m.raise(tTypeError, `can only concatenate deque (not "%s") to deque`, m.typeName(y))
			}
			d := m.newDeque(m.get(x, 4))
			for _, src := range []Value{x, y} {
				for i := range m.dequeLen(src) {
					m.dequeAppend(d, *m.dequeSlot(src, i))
				}
			}
			return d
		}
	case kSet, kFrozenSet:
		if m.isSet(y) || m.is(y, kDictView) {
			return m.setOp(op, x, y)
		}
	case kDictView:
		if m.get(x, 2) != rawInt(1) && op >= Sub {
			return m.viewOp(op, x, y)
		}
	case kDict:
		if op == BitOr && m.is(y, kDict) && m.cfg.Minor >= 9 {
			d := m.copyDict(x)
			if !m.dictUpdate(d, y) {
				return 0
			}
			return d
		}
	}
	if m.is(y, kDictView) && m.get(y, 2) != rawInt(1) && m.isSet(x) {
		return m.setOp(op, x, y)
	}
	if op == BitOr && m.cfg.Minor >= 10 && m.isUnionPart(x) && m.isUnionPart(y) && (m.isClass(x) || m.isClass(y)) {
		return m.tuple(x, y)
	}
	return NotImplemented
}

// A union of types, `int | None`, is the tuple of its members.
func (m *machine) isUnionPart(v Value) bool { return v == None || m.isClass(v) || m.isUnion(v) }

func (m *machine) isUnion(v Value) bool {
	if !m.is(v, kTuple) || len(m.items(v)) < 2 {
		return false
	}
	for _, x := range m.items(v) {
		if x != None && !m.isClass(x) {
			return false
		}
	}
	return true
}

// maxText bounds strings made by one operation.
const maxText = 1 << 24

func (m *machine) concatText(a, b string) Value {
	if len(a)+len(b) > maxText {
		m.limit("a string of more than %d bytes", maxText)
	}
	return m.str(a + b)
}

func (m *machine) concatLists(x, y Value) Value {
	a, b := m.listItems(x), m.listItems(y)
	l := m.newList(len(a) + len(b))
	if len(a)+len(b) > 0 {
		buf := m.get(l, 2).payload() + 1
		copy(m.a[buf:], a)
		copy(m.a[buf+len(a):], b)
		m.set(l, 1, rawInt(int64(len(a)+len(b))))
	}
	return l
}

// repeat is seq * n.
func (m *machine) repeat(seq, nv Value) Value {
	nv = m.unwrap(nv)
	if !m.isInteger(nv) && m.method(nv, dnIndex) == 0 {
		return m.raise(tTypeError, "can't multiply sequence by non-int of type '%s'", m.typeName(nv))
	}
	n, fits, ok := m.clampedInt(nv)
	if !ok {
		return 0
	}
	if !fits {
		return m.raise(tOverflowError, "cannot fit 'int' into an index-sized integer")
	}
	n = max(n, 0)
	size, _ := m.length(seq)
	if seq.isAtom() {
		size = len(m.text(seq))
	}
	if size > 0 && n > maxText/size {
		m.limit("a sequence of more than %d items", maxText)
	}
	switch m.kindOf(seq) {
	case kList:
		return m.list(repeatItems(m.listItems(seq), n)...)
	case kTuple:
		if n == 1 {
			return seq
		}
		return m.tuple(repeatItems(m.items(seq), n)...)
	case kDeque:
		d := m.newDeque(m.get(seq, 4))
		for _, x := range repeatItems(m.dequeItems(seq), n) {
			m.dequeAppend(d, x)
		}
		return d
	}
	b := make([]byte, 0, size*n)
	for range n {
		b = append(b, m.text(seq)...)
	}
	if m.isStr(seq) {
		return m.str(string(b))
	}
	m.charge(len(b))
	return m.atoms.bytes(string(b))
}

func repeatItems(items []Value, n int) []Value {
	out := make([]Value, 0, len(items)*n)
	for range n {
		out = append(out, items...)
	}
	return out
}

// inplaceOp does x op= y where x is changed; NotImplemented if x is not a type
// that can be.
func (m *machine) inplaceOp(op BinaryOp, x, y Value) Value {
	if fn := m.method(x, dnBinop+dunder(3*op)+2); fn != 0 {
		return m.callMethod(fn, x, y)
	}
	switch m.kindOf(x) {
	case kList:
		switch {
		case op == Add:
			if !m.extendList(x, y) {
				return 0
			}
			return x
		case op == Mul && m.isInteger(y):
			r := m.repeat(x, y)
			m.listSet(x, m.listItems(r))
			return x
		}
	case kDeque:
		switch {
		case op == Add:
			items, ok := m.collect(y)
			if !ok {
				return 0
			}
			for _, v := range items {
				m.dequeAppend(x, v)
			}
			return x
		case op == Mul && m.isInteger(y):
			r := m.repeat(x, y)
			m.dequeSet(x, m.dequeItems(r))
			return x
		}
	case kSet:
		if !m.isSet(y) && !(m.is(y, kDictView) && m.get(y, 2) != rawInt(1)) {
			break
		}
		switch op {
		case BitOr:
			if !m.setUpdate(x, y) {
				return 0
			}
			return x
		case BitAnd, Sub, BitXor:
			r := m.setOp(op, x, y)
			if r == 0 {
				return 0
			}
			m.tableMove(x, r)
			return x
		}
	case kDict:
		if op == BitOr && m.cfg.Minor >= 9 {
			if !m.dictFill(x, y) {
				return 0
			}
			return x
		}
	}
	return NotImplemented
}
