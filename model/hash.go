package model

import (
	"math"
	"math/big"
	"math/bits"
)

// Hashing. Numbers and tuples of numbers hash as in CPython (Objects/
// longobject.c, Python/pyhash.c, Objects/tupleobject.c, by behaviour), so that
// sets of them have CPython's order. Everything else hashes by content or, for
// objects without equality of their own, by address within a step.

const hashModulus = 1<<61 - 1

// hash returns the hash of a key; ok is false if an exception is pending.
func (m *machine) hash(v Value) (h uint64, ok bool) {
	x, ok := m.hashOf(v, true)
	return uint64(x), ok
}

// hashOf computes a hash. Only if byAddress is true may it depend on where an
// object lies: such a hash must not be seen by the program.
func (m *machine) hashOf(v Value, byAddress bool) (h int64, ok bool) {
	switch v.tag() {
	case tagInt:
		return hashInt(v.int()), true
	case tagConst:
		switch v {
		case True:
			return 1, true
		case False:
			return 0, true
		case None:
			return 0xfca86420, true
		}
		return int64(v) * 0x9e3779b1, true
	case tagAtom:
		switch a := m.atoms.table.get(v); a.kind {
		case atomFloat:
			return hashFloat(a.f), true
		case atomInt:
			return hashBig(a.n), true
		default:
			return hashText(a.s), true
		}
	}
	switch k := m.kindOf(v); k {
	case kTuple:
		if !m.deeper("") {
			return 0, false
		}
		defer func() { m.data.nest-- }()
		return m.hashItems(m.items(v), byAddress)
	case kFrozenSet:
		var sum uint64 = 1927868237
		for _, x := range m.tableKeys(v) {
			y, ok := m.hashOf(x, byAddress)
			if !ok {
				return 0, false
			}
			u := uint64(y)
			sum ^= (u ^ 89869747 ^ u<<16) * 3644798167
		}
		sum ^= (uint64(m.tableLen(v)) + 1) * 1927868237
		sum ^= sum>>11 ^ sum>>25
		return notMinusOne(int64(sum*69069 + 907133923)), true
	case kRange:
		n := m.rangeLen(v)
		t := []Value{n, None, None}
		if n != rawInt(0) {
			t[1] = m.get(v, 1)
			if n != rawInt(1) {
				t[2] = m.get(v, 3)
			}
		}
		return m.hashItems(t, byAddress)
	case kMethod:
		h, ok := m.hashOf(m.get(v, 2), byAddress)
		return h ^ 0x5bd1e995, ok
	default:
		if k >= firstInstanceKind {
			if fn := m.method(v, dnHash); fn != 0 {
				if !m.hashable(v) {
					return 0, false
				}
				return m.userHash(fn, v)
			}
			if u := m.unwrap(v); u != v {
				return m.hashOf(u, byAddress)
			}
			if m.isEnumMember(v) {
				return m.hashOf(m.enumName(v), byAddress)
			}
			if fn := m.classLookup(m.classOf(v), m.dn(dnHash)); fn.isConst() && fn != None && fn != 0 && fn != tObject.attrs["__hash__"] {
				return m.userHash(fn, v)
			}
		}
	}
	if !m.hashable(v) {
		return 0, false
	}
	if byAddress {
		return int64(uint64(v) * 0x9e3779b97f4a7c15 >> 1), true
	}
	return 0x51ed270b, true
}

func (m *machine) userHash(fn, v Value) (int64, bool) {
	r := m.callMethod(fn, v)
	if r == 0 {
		return 0, false
	}
	switch k, n := m.asNumber(m.unwrap(r)); k {
	case smallInt:
		return notMinusOne(n), true
	case bigInt:
		return hashBig(m.big(r)), true
	}
	m.raise(tTypeError, "__hash__ method should return an integer")
	return 0, false
}

func (m *machine) hashItems(items []Value, byAddress bool) (int64, bool) {
	const p1, p2, p5 = 11400714785074694791, 14029467366897019727, 2870177450012600261
	var acc uint64 = p5
	for _, x := range items {
		h, ok := m.hashOf(x, byAddress)
		if !ok {
			return 0, false
		}
		acc = bits.RotateLeft64(acc+uint64(h)*p2, 31) * p1
	}
	acc += uint64(len(items)) ^ (p5 ^ 3527539)
	if acc == math.MaxUint64 {
		return 1546275796, true
	}
	return int64(acc), true
}

func notMinusOne(h int64) int64 {
	if h == -1 {
		return -2
	}
	return h
}

func hashInt(n int64) int64 {
	switch {
	case n >= hashModulus || n <= -hashModulus:
		n %= hashModulus
	case n == -1:
		return -2
	}
	return notMinusOne(n)
}

func hashBig(n *big.Int) int64 {
	r := new(big.Int).Rem(n, big.NewInt(hashModulus))
	return notMinusOne(r.Int64())
}

func hashFloat(f float64) int64 {
	switch {
	case math.IsInf(f, 1):
		return 314159
	case math.IsInf(f, -1):
		return -314159
	case math.IsNaN(f):
		return 0
	}
	frac, e := math.Frexp(f)
	sign := int64(1)
	if frac < 0 {
		sign, frac = -1, -frac
	}
	var x uint64
	for frac != 0 {
		x = x<<28&hashModulus | x>>(61-28)
		frac *= 1 << 28
		e -= 28
		y := uint64(frac)
		frac -= float64(y)
		if x += y; x >= hashModulus {
			x -= hashModulus
		}
	}
	if e >= 0 {
		e %= 61
	} else {
		e = 60 - (-1-e)%61
	}
	x = x<<e&hashModulus | x>>(61-e)
	return notMinusOne(sign * int64(x))
}

// hashText is FNV-1a.
func hashText(s string) int64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return notMinusOne(int64(h >> 3))
}

// hashable reports whether v has a hash; if not the TypeError is pending. The
// items of a tuple are looked at when the hash is computed.
func (m *machine) hashable(v Value) bool {
	switch k := m.kindOf(v); k {
	case kFree, kFunc, kMethod, kClass, kFrame:
		return true
	case kList, kDict, kSet, kDeque, kDictView, kMappingProxy:
		if k == kDictView && m.get(v, 2) == rawInt(1) {
			return true
		}
	case kSlice:
		if m.cfg.Minor >= 12 {
			_, ok := m.hashItems(m.a[v.payload()+1:v.payload()+4], true)
			return ok
		}
	case kTuple:
		for _, x := range m.items(v) {
			if x.isRef() && !m.hashable(x) {
				return false
			}
		}
		return true
	default:
		if k < firstInstanceKind {
			return true
		}
		cls := m.get(v, wClass)
		if cls.isConst() {
			if !nativeOf(cls).typ.unhash {
				return true
			}
		} else if f := m.get(cls, wClassFlags).int(); f&classNoHash == 0 {
			return true
		}
	}
	m.raise(tTypeError, "unhashable type: '%s'", m.typeName(v))
	return false
}

// identityKey reports whether v equals nothing but itself.
func (m *machine) identityKey(v Value) bool {
	switch v.tag() {
	case tagInt, tagAtom:
		return false
	case tagConst:
		return !v.isBool()
	}
	switch k := m.kindOf(v); k {
	case kFunc, kClass, kFrame, kNativeCoro, kIter, kPartial, kTask, kFuture, kLock, kCondition, kEvent, kSemaphore, kQueue, kHandle, kLoop:
		return k < firstInstanceKind || m.plainEq(v)
	case kInstance, kException:
		return m.plainEq(v)
	}
	return false
}

// plainEq reports whether the class of v leaves equality to identity.
func (m *machine) plainEq(v Value) bool {
	cls := m.get(v, wClass)
	if cls.isConst() {
		return true
	}
	f := m.get(cls, wClassFlags).int()
	return f&(classHasEq|classMixin) == 0
}
