package explore

import "github.com/condcheck/condcheck/model"

const (
	growthDepth = 8   // shorter executions say nothing
	growthSteps = 1e6 // longer ones take too long to walk
	growthNames = 5   // more would not be read
)

// growth measures the states at a quarter, half and the whole of an execution
// and returns what grew throughout, by at least a half each time.
func growth(m model.Machine, steps []model.Step) []Growth {
	n := len(steps)
	if n < growthDepth || n > growthSteps {
		return nil
	}
	at := [3]int{n / 4, n / 2, n}
	var sizes [3]map[string]int64
	measure := func(depth int, s model.State) {
		for i, d := range at {
			if d == depth {
				sizes[i] = make(map[string]int64)
				for _, ms := range m.Measures(s) {
					sizes[i][ms.Name] = ms.Size
				}
			}
		}
	}
	end, err := walk(m, steps, func(depth int, from model.State, _ *model.Successor) { measure(depth, from) })
	if err != nil {
		return nil
	}
	measure(n, end)
	var grown []Growth
	for _, ms := range m.Measures(end) {
		g := Growth{ms.Name, [3]int64{sizes[0][ms.Name], sizes[1][ms.Name], ms.Size}}
		if g.grows() && len(grown) < growthNames {
			grown = append(grown, g)
		}
	}
	return grown
}

func (g Growth) grows() bool {
	a, b, c := abs(g.Sizes[0]), abs(g.Sizes[1]), abs(g.Sizes[2])
	return a < b && b < c && 2*b >= 3*a && 2*c >= 3*b && c >= 4
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}
