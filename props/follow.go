package props

import (
	"errors"
	"fmt"

	"github.com/condcheck/condcheck/model"
)

// Follow implements model.Follower if the inner machine does. Properties that are not
// local ask for orders of steps that commute.
func (m *machine) Follow(f *model.Following) error {
	for _, p := range m.w.props {
		if !p.Local {
			return fmt.Errorf("property %s is about the order of what happens at several locks", p.Name)
		}
	}
	if in, ok := m.Machine.(model.Follower); ok {
		return in.Follow(f)
	}
	return errors.New("it is not a program of the model")
}

// Standings implements model.Follower.
func (m *machine) Standings(s model.State, f *model.Following, next bool, buf []model.Standing) []model.Standing {
	return m.Machine.(model.Follower).Standings(inner(s), f, next, buf)
}

// Bound implements model.Follower.
func (m *machine) Bound(s model.State) []bool { return m.Machine.(model.Follower).Bound(inner(s)) }

// touch notes that the end of a task changes what is known of locks and conditions:
// it does not commute with what is done to them.
func (f *Facts) touch(does *model.Followed, task int32) {
	for i, k := range f.keys {
		switch k.rel {
		case owner, inside, waiting, elsewhere:
			if f.is[i] == task {
				does.Touch(k.of)
			}
		}
	}
}
