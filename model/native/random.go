package native

// Draw returns the next number of the running goroutine's own sequence, which
// is the same in each execution.
func Draw() uint64 {
	x := active
	if x == nil || x.cur == nil {
		return 0
	}
	r := (*rng)(&x.cur.rand)
	if *r == 0 {
		*r = rng(mix(uint64(x.cur.id) + 1))
	}
	return r.next()
}
