package proptest

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// Places generates programs of threads that differ in a number from 0 on, by which they
// find their items of the lists of an object, or those of their neighbours. Some also
// do what tells one number from another.
func Places(opts Options) *rapid.Generator[string] {
	if opts.Minor == 0 {
		opts.Minor = 8
	}
	if opts.Statements == 0 {
		opts.Statements = 5
	}
	return rapid.Custom(func(t *rapid.T) string {
		g := &placeProgram{program: program{Options: opts, used: map[string]bool{}}}
		return g.text(t)
	})
}

// A placeProgram is a program with places in the making.
type placeProgram struct {
	program
	threads int
	ring    bool // neighbours are looked for
	tells   bool // some statements tell one number from another
	table   string
}

func (g *placeProgram) text(t *rapid.T) string {
	g.threads = 2 + below(t, 2)
	if chance(t, 5) {
		g.threads = 4
	}
	g.ring, g.tells = !chance(t, 3), chance(t, 4)
	g.table = "table"
	g.left = 2 + below(t, g.Statements)
	body := g.block(t, 3, 0)
	lines := []string{"import collections", "import threading", "", "",
		fmt.Sprintf("N = %d", g.threads), "", "",
		"class Table:", "    def __init__(self):", "        self.lock = threading.Lock()", "        self.cond = threading.Condition(self.lock)",
		"        self.busy = [False] * N", "        self.count = [0 for _ in range(N)]",
		"        self.conds = [threading.Condition(self.lock) for _ in range(N)]",
		"        self.locks = [threading.Lock() for _ in range(N)]", "        self.order = [None] * N",
		"        self.queue = collections.deque()", "        self.turn = None", "        self.n = 0", "", "",
		"table = Table()"}
	head, target := "def work(i):", "target=work, args=(i,)"
	switch below(t, 4) {
	case 0:
		head = "def work(i, name=None, j=0):"
		target = "target=work, args=(i,), kwargs={'j': (i + 1) % N}"
	case 1:
		target = "target=lambda i=i: work(i)"
	}
	lines = append(append(lines, "", ""), indent(head, body)...)
	if chance(t, 3) {
		lines = append(lines, "", "", "def finally_small():", fmt.Sprintf("    return table.n < %d and not any(table.busy)", 1+below(t, 3)))
	}
	lines = append(lines, "", "", "threads = [threading.Thread("+target+") for i in range(N)]",
		"for t in threads:", "    t.start()", "for t in threads:", "    t.join()")
	switch below(t, 5) {
	case 0:
		lines = append(lines, "result = table.count")
	case 1:
		lines = append(lines, "result = [table.n, table.turn]")
	case 2:
		lines = append(lines, "result = [table.n, len(table.queue), list(table.busy)]")
	default:
		lines = append(lines, "result = table.n")
	}
	return strings.Join(lines, "\n") + "\n"
}

func (g *placeProgram) block(t *rapid.T, most, depth int) (lines []string) {
	for n := 1 + below(t, most); n > 0 && g.left > 0; n-- {
		g.left--
		lines = append(lines, g.statement(t, depth)...)
	}
	if len(lines) == 0 {
		lines = append(lines, "table.n += 1")
	}
	return lines
}

// at is an index of a list by place.
func (g *placeProgram) at(t *rapid.T) string {
	if g.ring && chance(t, 2) {
		return one(t, "i - 1", "(i + 1) % N", "(i - 1) % N", "(i + N - 1) % N")
	}
	return "i"
}

// holds is a condition.
func (g *placeProgram) holds(t *rapid.T) string {
	if g.tells && chance(t, 4) {
		return one(t, "i == 0", "i", "i < N - 1", "i % 2", "table.turn == 0", "table.busy[0]", "i in (0, 1)", "table.count[i] == i", "i is 1")
	}
	return one(t, "table.busy["+g.at(t)+"]", "table.turn == i", "table.turn is None", "table.turn != "+g.at(t), "table.count["+g.at(t)+"] > 0",
		"i in table.queue", "table.queue and table.queue[0] == i", "table.order["+g.at(t)+"] is None", "table.order[i] == "+g.at(t), "table.n > 1", "any(table.busy)")
}

func (g *placeProgram) statement(t *rapid.T, depth int) []string {
	if depth < 2 && chance(t, 2) {
		switch below(t, 7) {
		case 0, 1:
			return indent("with table.lock:", g.block(t, 3, depth+1))
		case 2:
			return indent("with table.locks["+g.at(t)+"]:", g.block(t, 2, depth+1))
		case 3:
			return indent("if "+g.holds(t)+":", g.block(t, 2, depth+1))
		case 4:
			c := one(t, "table.cond", "table.conds[i]", "table.conds["+g.at(t)+"]")
			return indent("with "+c+":", append(indent(one(t, "while ", "if ")+g.holds(t)+":", []string{c + ".wait()"}), g.block(t, 2, depth+1)...))
		case 5:
			c := one(t, "table.cond", "table.conds["+g.at(t)+"]")
			return indent("with table.lock:", append(g.block(t, 2, depth+1), c+one(t, ".notify()", ".notify_all()")))
		}
		return indent("for k in range(2):", g.block(t, 2, depth+1))
	}
	if g.tells && chance(t, 4) {
		return []string{one(t, "table.n += i", "table.busy[0] = True", "table.count[i] = i", "table.queue.append(str(i))", "print(i)",
			"table.order = sorted(table.queue)", "table.busy = table.busy[1:] + table.busy[:1]", "table.count.append(i)", "table.n = {i: 1}[i]",
			"table.turn = min(i, 1)", "table.turn = (i, 1)", "table.turn = 2 * i", "table.conds[i].wait_for(lambda: True, timeout=i)", "table.n = sum(table.count)",
			"table.order[0], table.order[1] = table.order[1], table.order[0]", "table.turn = len(range(i))", "del table.count[0]", "table.queue = collections.deque(table.count)",
			"table.turn = f'{i}'", "table.turn = -i", "table.n = table.count.index(0)", "table.turn = (i + 1) % 2", "table.busy[i + 1 - N] = True")}
	}
	switch below(t, 14) {
	case 0:
		return []string{"table.n += 1"}
	case 1, 2:
		return []string{"table.busy[" + g.at(t) + "] = " + one(t, "True", "False", "not table.busy[i]")}
	case 3, 4:
		return []string{"table.count[" + g.at(t) + "] += 1"}
	case 5:
		return []string{"table.turn = " + one(t, "None", g.at(t))}
	case 6:
		return []string{"table.queue.append(" + g.at(t) + ")"}
	case 7:
		return indent("if table.queue:", []string{one(t, "table.turn = table.queue.popleft()", "table.queue.popleft()", "table.queue.remove(table.queue[0])")})
	case 8:
		return []string{"table.order[" + g.at(t) + "] = " + one(t, "i", "None", g.at(t), "table.n")}
	case 9:
		return indent("if "+g.holds(t)+":", []string{"raise ValueError('no')"})
	case 10:
		return []string{"assert not (" + g.holds(t) + ")"}
	case 11:
		return []string{one(t, "me = threading.current_thread()", "k = i", "table.busy, table.order = table.order, table.busy", "table.turn = table.order[i]")}
	case 12:
		return []string{"table.n = len(table.busy) + " + one(t, "table.n", "len(table.queue)")}
	}
	return []string{"table.count[i] = table.n"}
}
