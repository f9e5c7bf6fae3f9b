package native

type dpor struct {
	limit                  func(*exec) bool
	blocked                int64
	tooMany, longest       int
	done                   bool
}

func newDPOR(limit func(*exec) bool) *dpor { return &dpor{limit: limit} }
func (d *dpor) pick(x *exec) *G            { return nil }
func (d *dpor) more(x *exec) bool          { return false }
