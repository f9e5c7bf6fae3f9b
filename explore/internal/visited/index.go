package visited

// The index of a shard is full up to 5/6 when it grows by three sevenths. The shards begin
// with different sizes, so that they do not all grow at once: over all of them there
// are 4.8 to 6.9 bytes of index an entry, 5.7 as a rule.

// firstIndex to 10/7 of it are the sizes of the shards' first indexes.
const firstIndex = 12

// crowded reports whether the index must grow before the next entry.
func (sh *shard) crowded() bool {
	index := sh.index.Load()
	return index == nil || uint64(sh.written.n.Load()+1)*6 > uint64(len(*index))*5
}

// slot returns the place where the search for a hash begins.
func slot(hash uint64, size uint64) uint64 { return (hash >> 32) * size >> 32 }

// grow makes the index of the shard with the given number larger and fills it
// anew. What the entries have not, the tags, comes from the old index; the
// entries are gone through in their order, which is the order in memory.
func (s *Set) grow(sh *shard, num uint64) {
	old, size := 0, firstIndex+num%(firstIndex*3/7)
	if p := sh.index.Load(); p != nil {
		old = len(*p)
		size = (uint64(old)*10 + 6) / 7
	}
	index := make([]uint32, size)
	for i, tag := range sh.tags() {
		pos := slot(s.entry(sh, uint32(i)).hash, size)
		for index[pos] != 0 {
			if pos++; pos == size {
				pos = 0
			}
		}
		index[pos] = uint32(tag)<<indexBits | uint32(i+1)
	}
	s.bytes.Add(4 * int64(len(index)-old))
	sh.index.Store(&index)
}

// tags returns the tags of the entries.
func (sh *shard) tags() []uint8 {
	tags := make([]uint8, sh.written.n.Load())
	if p := sh.index.Load(); p != nil {
		for _, w := range *p {
			if w != 0 {
				tags[w&(1<<indexBits-1)-1] = uint8(w >> indexBits)
			}
		}
	}
	return tags
}
