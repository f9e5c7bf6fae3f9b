package native

// A share is one of several parts of an Optimal search, each for a process of its
// own. They part at the first choices: at the first few points with several ways to
// go, every goroutine that can move is tried, with sleep sets, and each way down
// from there belongs to one share, in turn. Below, each share is Optimal as ever;
// together they run each Mazurkiewicz trace once, and give up some executions that
// turn out to be like others (Result.Blocked).
//
// What is asleep because it was tried above is another matter than what was tried
// in the share: an execution that begins with it was run, but its races were not
// reversed at the points above, where all is tried anyway. So it tells only of
// sequences that it is part of that they have been explored (explored), as in
// source-DPOR.
type share struct {
	nth, of int
	ways    int // so far
}

// shareDepth is the number of points with several ways before the search parts.
const shareDepth = 5

func (s *share) parts() bool { return s.of > 1 }

// mine counts a way down and reports whether it belongs to this share.
func (s *share) mine() bool {
	s.ways++
	return (s.ways-1)%s.of == s.nth
}

// above reports whether a node is one of those at which all is tried.
func (d *dpor) above(n *dnode) bool { return d.share.parts() && n.level < shareDepth }

// enter is told of a new node below another; it returns false if the way down to
// it belongs to another share.
func (d *dpor) enter(before, n *dnode) bool {
	n.level = before.level
	if d.above(before) && before.fork {
		n.level++
		if n.level == shareDepth {
			return d.share.mine()
		}
	}
	return true
}

// all chooses at a node at which all is tried.
func (d *dpor) all(x *exec, n *dnode) bool {
	ways := 0
	for _, g := range x.live {
		if !d.option(x, g, n) {
			continue
		}
		for _, alt := range x.ways(g) {
			s := Decision{int(g.id), int(alt)}
			if asleep(n.sleep, s) {
				continue
			}
			if ways == 0 {
				n.cur = s
			} else {
				n.tree = append(n.tree, &branch{step: s})
			}
			ways++
		}
	}
	n.fork = ways > 1
	return ways > 0
}

// short is told of an execution that ended above: it is a way down by itself.
func (d *dpor) short(x *exec) (mine bool) {
	if n := len(d.nodes); n == 0 || !d.above(&d.nodes[n-1]) || d.share.mine() {
		return true
	}
	x.pruned, x.finding = true, nil
	return false
}
