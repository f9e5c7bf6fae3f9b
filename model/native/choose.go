package native

var (
	noClass    = &class{name: "nothing"}
	chooseKind = &kind{name: "Choose", access: apart}
)

// Choose returns each of 0 … n-1, in different executions.
func Choose(n int) int {
	x := active
	if x == nil || n <= 1 {
		return 0
	}
	if x.dying {
		x.afterlife()
		return 0
	}
	g := x.cur
	g.op.alts = int32(n)
	alive := x.do(chooseKind, &x.none, int32(n))
	g.op.alts = 0
	if !alive {
		return 0
	}
	if x.tracing {
		x.event().text = itoa(int(g.alt))
	}
	return int(g.alt)
}

// doChoose is do for an operation that has width() alternatives.
func (x *exec) doChoose(k *kind, o *obj, arg int32, width func() int) bool {
	g := x.cur
	g.op.width = width
	alive := x.do(k, o, arg)
	g.op.width = nil
	return alive
}

// Go is a go statement.
func Go(fn func()) {
	x := active
	if x == nil {
		goOutside(fn)
		return
	}
	if x.dying {
		return
	}
	x.spawn(fn)
}

// AtEnd has f called when the execution is over and its goroutines are gone.
func AtEnd(f func()) {
	if x := active; x != nil && !x.dying {
		x.cleanup = append(x.cleanup, f)
	}
}
