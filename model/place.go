package model

import "slices"

// Places. Threads are often told apart by a number alone: a philosopher's seat, a
// worker's slot. If the program does nothing with such numbers but find the items of
// lists that are as long as there are threads, compare them with each other, and keep
// them, then states that differ in a permutation of the numbers, and of those lists,
// behave alike (Ip and Dill, Better verification through symmetry, FMSD 9, 1996: a
// scalarset); if it also adds and subtracts constants modulo the number of threads,
// states that differ in a rotation do (Clarke, Enders, Filkorn and Jha, Exploiting
// symmetry in temporal logic model checking, FMSD 9, 1996).
//
// In the first state the numbers from 0 to n-1 that threads hold, each another one, are
// made places if nothing else tells these threads apart: values that lead behind the end
// of the arena. The buffers of the lists of n items are, too. Nothing can ask what kind
// of value a place is, or take the items of such a list in their order, without following
// it there, which panics; what may be done with them comes before: see placeOp, itemAt,
// samePlace. Whoever looks ends the assumption that no one does, and the search is done
// again, with rotations only if it was but a constant that was added.
//
// Which numbers and lists are chosen is a guess that need not be right: places behave
// alike whatever else there is. The state that stands for all those that differ in the
// numbers is the one that permute.go chooses.

// A place is number k of n, and a constant that has been added to it, which counts
// from placeMiddle: payload placesAt + n<<32 + offset<<16 + k.
const (
	placesAt    = 1 << 50
	placeMiddle = 1 << 12
	maxPlaces   = 64

	byPlaceAt = 1 << 52 // what the buffer of a list by place stands behind
)

const firstPlace = Value(placesAt << tagBits)

func placeValue(n, k, offset int) Value {
	return refValue(placesAt + n<<32 + (offset+placeMiddle)<<16 + k)
}

// isPlace reports whether v is a place. What is said about any other reference does
// not hold for it.
func isPlace(v Value) bool { return v&tagMask == tagRef && v >= firstPlace }

// placeParts is the inverse of placeValue.
func placeParts(v Value) (n, k, offset int) {
	p := v.payload() - placesAt
	return p >> 32, p & 0xffff, p>>16&0xffff - placeMiddle
}

// places is how many there are in the state, 0 if none have been made.
func (m *machine) places() int { return int(m.a[m.frozen+rPlaces] >> tagBits) }

// looksAtPlace ends the step: the program does with a place what cannot be done with
// any of them alike.
func (m *machine) looksAtPlace(assumptions uint32) {
	m.breaks(assumptions)
	panic(limitPanic{ErrGaveUp})
}

// lostPlace makes of a panic the end of the step if it is because a place was followed.
func (m *machine) lostPlace() {
	if m.red != nil && m.places() > 0 {
		m.looksAtPlace(placesUnseen | placesUnordered)
	}
}

// byPlace reports whether a list is one by place.
func (m *machine) byPlace(l Value) bool { return m.get(l, 2) >= refValue(byPlaceAt) }

// rawItems returns the items of a list, in their order even if it is one by place.
func (m *machine) rawItems(l Value) []Value {
	if !m.byPlace(l) {
		return m.listItems(l)
	}
	b := m.get(l, 2).payload() - byPlaceAt + 1
	return m.a[b : b+m.listLen(l)]
}

// itemAt returns where the item of a list stands that a place tells.
func (m *machine) itemAt(l, at Value) *Value {
	n, k, offset := placeParts(at)
	if !m.byPlace(l) || n != m.listLen(l) || offset > 0 || offset < -n {
		m.looksAtPlace(placesUnseen | placesUnordered)
	}
	return &m.rawItems(l)[(k+offset+n)%n]
}

// placeOp computes x op y if one of them is a place, 0 if none is.
func (m *machine) placeOp(op BinaryOp, x, y Value) Value {
	if op == Add && x.isInt() && isPlace(y) {
		x, y = y, x
	}
	if !isPlace(x) {
		return 0
	}
	n, k, offset := placeParts(x)
	if y.isInt() && -int64(n) <= y.int() && y.int() <= int64(n) {
		c := int(y.int())
		switch {
		case op == Mod && c == n:
			return placeValue(n, ((k+offset)%n+n)%n, 0)
		case op == Sub:
			c = -c
			fallthrough
		case op == Add:
			if offset += c; offset == 0 {
				return placeValue(n, k, 0)
			}
			if m.red.assumed&placesUnordered != 0 {
				m.looksAtPlace(placesUnordered)
			}
			if -placeMiddle < offset && offset < placeMiddle {
				return placeValue(n, k, offset)
			}
		}
	}
	m.looksAtPlace(placesUnseen | placesUnordered)
	return 0
}

// samePlace compares by == if one of x and y is a place; known is false if none is.
func (m *machine) samePlace(x, y Value) (same, known bool) {
	if !isPlace(x) {
		x, y = y, x
	}
	if !isPlace(x) {
		return false, false
	}
	if isPlace(y) {
		n, _, offset := placeParts(x)
		if l, _, o := placeParts(y); l == n && o == offset {
			return x == y, true
		}
	} else if y == None || m.isStr(y) {
		return false, true
	}
	m.looksAtPlace(placesUnseen | placesUnordered)
	return false, true
}

// keepsPlaces are the builtins that do nothing with some of their arguments but keep
// them.
var keepsPlaces = map[string]bool{
	"list.append": true, "list.insert": true, "collections.deque.append": true, "collections.deque.appendleft": true,
}

// passPlaces looks at the arguments of a builtin.
func (m *machine) passPlaces(n *native, args []Value) {
	for i, v := range args {
		if isPlace(v) && (!keepsPlaces[n.name] || i+1 < len(args)) {
			m.looksAtPlace(placesUnseen | placesUnordered)
		}
	}
}

// inOrder lets somebody see the items of a list in their order. If it is one by
// place, and the items are all the same, it becomes one like any other.
func (m *machine) inOrder(l Value) {
	if !m.byPlace(l) {
		return
	}
	items := m.rawItems(l)
	for _, v := range items {
		if v != items[0] || v.isRef() {
			m.looksAtPlace(placesUnseen | placesUnordered)
		}
	}
	m.set(l, 2, m.get(l, 2)-refValue(byPlaceAt))
}

// A placeSeeker makes places of what tells the threads of a group apart.
type placeSeeker struct {
	*machine
	n     int
	seen  map[int]bool // objects of the first thread that have been compared with the others'
	made  []newPlace   // if all goes well
	found bool         // there is a number among them
	apart bool         // something else tells the threads apart
}

// A newPlace is a word that is to hold another value.
type newPlace struct {
	at int
	v  Value
}

// seekPlaces makes places of the numbers that tell threads apart, in the first state
// that is searched, if there is nothing else.
func (m *machine) seekPlaces() {
	if !m.begun || !m.reduces(Symmetry) || m.red.assumed&placesUnseen == 0 || !m.prog.threaded || m.cfg.Cover != nil {
		return
	}
	m.fr, m.movable = 0, true // so that what is alike looks alike
	m.collectGarbage()
	m.movable = false
	group := m.likeThreads()
	if len(group) < 2 || len(group) > maxPlaces {
		return
	}
	s := &placeSeeker{machine: m, n: len(group), seen: map[int]bool{}}
	s.objects(group)
	if !s.found || s.apart {
		return
	}
	for _, p := range s.made {
		m.a[p.at] = p.v
	}
	s.lists()
	m.a[m.frozen+rPlaces] = rawInt(int64(s.n))
	m.red.places.Store(int32(s.n))
}

// likeThreads returns the largest group of threading.Threads that are of one class and
// call the same function.
func (m *machine) likeThreads() (group []int) {
	type likeness struct{ class, target Value }
	groups := map[likeness][]int{}
	target := m.str("_target")
	for off := m.frozen; off < m.top; off += m.sizeAt(off) {
		t := refValue(off)
		if m.kindAt(off) != kInstance || !m.isThread(t) {
			continue
		}
		l := likeness{m.get(t, wClass), m.ownValue(t, target)}
		if m.is(l.target, kFunc) { // functions of one text are alike
			l.target = m.get(l.target, 1)
		} else if m.is(l.target, kMethod) {
			l.target = m.get(l.target, 1)
		}
		groups[l] = append(groups[l], off)
		if len(groups[l]) > len(group) {
			group = groups[l]
		}
	}
	return group
}

// objects compares what threads have that is in the same place with each.
func (s *placeSeeker) objects(offs []int) {
	if s.seen[offs[0]] {
		return
	}
	s.seen[offs[0]] = true
	words := make([]int, len(offs))
	n, free, keys := 0, false, false
	for i, off := range offs {
		var k int
		words[i], k, free, keys = s.values(off)
		if s.a[off]&0xff != s.a[offs[0]]&0xff || i > 0 && k != n {
			s.apart = true
			return
		}
		n = k
	}
	if s.kindAt(offs[0]) == kFrame {
		s.frames(offs)
		return
	}
	for j := range n {
		s.words(words, j, free && !(keys && j%2 == 0))
	}
}

// values returns where the n words of an object stand that may be references or, if free
// is true, any values of the program's; if keys is true every other is that of a key.
func (s *placeSeeker) values(off int) (at, n int, free, keys bool) {
	v := refValue(off)
	switch s.kindAt(off) {
	case kTuple, kCell, kBuf:
		return off + 1, s.sizeAt(off) - 1, true, false
	case kDict, kSet, kFrozenSet:
		if s.tableUsed(v) == 0 {
			return off, 0, false, false
		}
		at, end := s.tableEntry(v, 0), s.tableEntry(v, s.tableUsed(v))
		return at, end - at, s.kindAt(off) == kDict, s.kindAt(off) == kDict
	}
	return off + 1, s.sizeAt(off) - 1, false, false
}

// frames compares frames: what they still need.
func (s *placeSeeker) frames(offs []int) {
	words := make([]int, len(offs))
	for i, off := range offs {
		words[i] = off + wLocals
		s.apart = s.apart || s.a[off+wMeta] != s.a[offs[0]+wMeta]
	}
	if s.apart {
		return
	}
	all, live, locals := s.liveWords(offs[0])
	for j := range all {
		if j >= locals || live[j>>6]&(1<<(j&63)) != 0 {
			s.words(words, j, true)
		}
	}
	for _, j := range []int{wParent, wAux} {
		s.words(words, j-wLocals, false)
	}
}

// words compares the j-th words behind some places.
func (s *placeSeeker) words(at []int, j int, free bool) {
	used := uint64(0)
	same := true
	var offs []int
	for _, w := range at {
		v := s.a[w+j]
		same = same && v == s.a[at[0]+j]
		switch {
		case v.isInt() && 0 <= v.int() && v.int() < int64(s.n):
			used |= 1 << v.int()
		case v.isRef() && !slices.Contains(offs, v.payload()):
			offs = append(offs, v.payload())
		}
	}
	switch {
	case same:
	case len(offs) == s.n && !slices.ContainsFunc(offs, func(off int) bool { return off < s.frozen }):
		s.objects(offs)
	case len(offs) == s.n:
		for i, off := range offs { // the image has them, which does not change
			if off >= s.frozen || s.kindAt(off) != kTuple {
				s.apart = true
				return
			}
			s.placing.frozen = append(s.placing.frozen, refValue(off))
			v := s.tuple(slices.Clone(s.items(refValue(off)))...)
			offs[i] = v.payload()
			s.made = append(s.made, newPlace{at[i] + j, v})
		}
		s.objects(offs)
	case free && used == 1<<s.n-1:
		for _, w := range at {
			s.made = append(s.made, newPlace{w + j, placeValue(s.n, int(s.a[w+j].int()), 0)})
		}
		s.found = true
	default:
		s.apart = true
	}
}

// lists makes lists by place of those that have as many items as there are places, and
// over which nobody is going; not of those of the threads themselves: they are there to
// be gone over, or forgotten.
func (s *placeSeeker) lists() {
	walked := map[Value]bool{}
	for off := s.frozen; off < s.top; off += s.sizeAt(off) {
		if s.kindAt(off) == kIter {
			for _, v := range s.a[off+1 : off+s.sizeAt(off)] {
				walked[v] = true
			}
		}
	}
	mark := func(words []Value) {
		for _, v := range words {
			if v.isRef() && !isPlace(v) && v.payload() >= s.frozen && v.payload() < s.top &&
				s.is(v, kList) && s.listLen(v) == s.n && !walked[v] && !s.byPlace(v) && !s.holdsThreads(v) {
				s.set(v, 2, s.get(v, 2)+refValue(byPlaceAt))
			}
		}
	}
	for off := s.frozen; off < s.top; off += s.sizeAt(off) {
		switch s.kindAt(off) {
		case kGlobals:
			mark(s.a[off+1 : off+s.sizeAt(off)])
		case kFrame:
			mark(s.a[off+wLocals : off+wLocals+len(s.frameCode(off).Locals)+s.frameSP(off)])
		default:
			if at, n, free, _ := s.values(off); free {
				mark(s.a[at : at+n])
			}
		}
	}
}
