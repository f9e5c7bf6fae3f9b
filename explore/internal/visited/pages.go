package visited

import (
	"math/bits"
	"sync"
	"sync/atomic"
	"unsafe"
)

// A shard's entries lie in pages: at first in small ones, so that little is left
// empty in 256 shards, then in larger ones. The pages of all shards lie in slabs one
// behind the other, in two heaps by their size. A shard keeps a list of its pages,
// each by its number in its heap.
const (
	smallPage  = 8   // entries
	largePage  = 64  // likewise
	smallUntil = 512 // entries of a shard that are in small pages
	smallPages = smallUntil / smallPage

	// A slab has slabEntries, except the first ones, which together have that many.
	slabBits    = 10
	slabEntries = 1 << slabBits
	firstSlab   = slabEntries / 4 // smallSlabs of 1/4, 1/4 and 1/2
	smallSlabs  = 3
	entryBytes  = int64(unsafe.Sizeof(entry{}))
)

// A heap hands out pages of one size.
type heap struct {
	_     [64]byte
	pages atomic.Uint32 // handed out
	_     [64]byte
	mu    sync.Mutex
	slabs atomic.Pointer[[][]entry] // appended to, what is in it never changes
}

// place returns the slab of the i-th entry of a heap and the place in it.
func place(i uint64) (slab, at uint64) {
	if i >= slabEntries {
		return smallSlabs - 1 + i>>slabBits, i % slabEntries
	}
	if slab = uint64(bits.Len64(i / firstSlab)); slab == 0 {
		return 0, i
	}
	return slab, i - firstSlab<<(slab-1)
}

func (h *heap) entry(i uint64) *entry {
	slab, at := place(i)
	return &(*h.slabs.Load())[slab][at]
}

// entry returns the i-th entry of a shard.
func (s *Set) entry(sh *shard, i uint32) *entry {
	pages := *sh.pages.Load()
	if i < smallUntil {
		return s.small.entry(uint64(pages[i/smallPage])*smallPage + uint64(i%smallPage))
	}
	return s.large.entry(uint64(pages[smallPages-smallUntil/largePage+i/largePage])*largePage + uint64(i%largePage))
}

// addEntry makes room for one more entry in a shard, whose lock is held.
func (s *Set) addEntry(sh *shard) {
	switch n := sh.written.n.Load(); {
	case n < smallUntil && n%smallPage == 0:
		s.addPage(sh, n/smallPage, s.page(&s.small, smallPage))
	case n >= smallUntil && n%largePage == 0:
		s.addPage(sh, smallPages+(n-smallUntil)/largePage, s.page(&s.large, largePage))
	}
}

// addPage puts a page into the list of a shard, which readers do not look at yet.
func (s *Set) addPage(sh *shard, at, page uint32) {
	p := sh.pages.Load()
	if p == nil || int(at) == len(*p) {
		list := make([]uint32, at+max(2, at/8))
		if p != nil {
			copy(list, *p)
		}
		s.bytes.Add(4 * int64(len(list)-int(at)))
		p = &list
		sh.pages.Store(p)
	}
	(*p)[at] = page
}

// page returns a new page, of the given number of entries.
func (s *Set) page(h *heap, entries uint64) uint32 {
	page := h.pages.Add(1) - 1
	slab, _ := place(uint64(page) * entries)
	if p := h.slabs.Load(); p == nil || int(slab) >= len(*p) {
		s.addSlabs(h, int(slab))
	}
	return page
}

// addSlabs makes the slabs up to the given one, if no one else has meanwhile.
func (s *Set) addSlabs(h *heap, slab int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var list [][]entry
	if p := h.slabs.Load(); p != nil {
		list = *p
	}
	for len(list) <= slab {
		n := slabEntries
		if len(list) < smallSlabs {
			n = firstSlab << max(len(list)-1, 0)
		}
		old := cap(list)
		list = append(list, make([]entry, n))
		s.bytes.Add(int64(n)*entryBytes + int64(cap(list)-old)*int64(unsafe.Sizeof(list[0])))
	}
	h.slabs.Store(&list)
}
