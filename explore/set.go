package explore

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/condcheck/condcheck/model"
)

// Set does what a program's directive KEY=VALUE says, by the names that the
// command has for it. The error says what was expected.
func (v *Verification) Set(key, value string) (err error) {
	switch key {
	case "schedule":
		switch value {
		case "fifo":
			v.Schedules = []model.Schedule{model.FIFO}
		case "any":
			v.Schedules = []model.Schedule{model.Any}
		case "both":
			v.Schedules = []model.Schedule{model.FIFO, model.Any}
		default:
			return fmt.Errorf("got %q, want fifo, any or both", value)
		}
	case "preempt":
		p, ok := model.ParsePreempt(value)
		if !ok {
			return fmt.Errorf("got %q, want access, line, gil or sync", value)
		}
		v.Preempt = p
	case "profile":
		if v.Profile, err = model.ParseProfile(value); err != nil {
			return err
		}
	case "python":
		minor, ok := strings.CutPrefix(value, "3.")
		n, err := strconv.Atoi(minor)
		if !ok || err != nil || n < 8 || n > 14 {
			return fmt.Errorf("got %q, want 3.8 to 3.14", value)
		}
		v.Minor = n
	case "search":
		switch value {
		case "bfs":
			v.Options.Order = BFS
		case "dfs":
			v.Options.Order = DFS
		case "dpor":
			v.Options.Order = DPOR
		default:
			return fmt.Errorf("got %q, want bfs, dfs or dpor", value)
		}
	case "max-states", "max-depth":
		n, err := strconv.ParseInt(strings.ReplaceAll(value, "_", ""), 10, 64)
		if err != nil || n <= 0 {
			return fmt.Errorf("got %q, want a positive number", value)
		}
		if key == "max-states" {
			v.Options.MaxStates = n
		} else {
			v.Options.MaxDepth = int(min(n, 1<<31-1))
		}
	case "max-time":
		d, err := time.ParseDuration(value)
		if err != nil || d <= 0 {
			return fmt.Errorf("got %q, want a duration such as 90s or 10m", value)
		}
		v.Options.MaxTime = d
	case "reduction":
		v.Options.Reduction, err = model.ParseReduction(value)
		return err
	case "exact":
		v.Options.Exact, err = strconv.ParseBool(value)
	case "strict":
		v.Strict, err = strconv.ParseBool(value)
	default:
		return fmt.Errorf("this directive is for the command; in Go, say it in the test")
	}
	if err != nil {
		return fmt.Errorf("got %q, want true or false", value)
	}
	return nil
}
